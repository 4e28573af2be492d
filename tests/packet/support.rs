//! Builds packets from case texts and reads the PDFs back by a reader that is not ours.

use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};

use chrono::NaiveDate;
use petition::catalog::Catalog;
use petition::pipeline::{self, Asked, Built};
use petition::source::Source;
use serde_yaml::Value;

#[path = "../pdf_exhibits/paper.rs"]
mod paper;
use paper::paper;

/// The folder of the examples.
pub(crate) fn examples() -> PathBuf {
    PathBuf::from("examples")
}

/// The text of an example.
pub(crate) fn example(name: &str) -> String {
    std::fs::read_to_string(examples().join(name)).expect("an example")
}

/// An example as a tree, changed, and written as YAML again.
pub(crate) fn edited(name: &str, edit: impl FnOnce(&mut Value)) -> String {
    let mut value: Value = serde_yaml::from_str(&example(name)).expect("YAML");
    edit(&mut value);
    serde_yaml::to_string(&value).expect("YAML")
}

/// The value at keys and positions of a tree: `at(case, "convictions.0.plea")`.
pub(crate) fn at<'a>(value: &'a mut Value, path: &str) -> &'a mut Value {
    path.split('.').fold(value, |value, step| match step.parse::<usize>() {
        Ok(n) => &mut value[n],
        Err(_) => &mut value[step],
    })
}

/// The built-in catalog, read once.
pub(crate) fn catalog() -> &'static Catalog {
    static CATALOG: OnceLock<Catalog> = OnceLock::new();
    CATALOG.get_or_init(|| {
        match Catalog::from_folders(Some(Path::new("forms")), Some(Path::new("templates"))) {
            Ok(catalog) => catalog,
            Err(faults) => panic!("the built-in catalog has faults:\n{}", faults.join("\n")),
        }
    })
}

/// The day that the examples are written for.
pub(crate) fn as_of() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 11, 20).expect("a day")
}

/// Builds a case text against a catalog; files are read from the folder of the examples.
pub(crate) fn build_with(catalog: &Catalog, text: &str) -> Built {
    build_for(catalog, text, as_of())
}

/// Builds a case text for another day (year, month, day).
pub(crate) fn build_on(text: &str, (year, month, day): (i32, u32, u32)) -> Built {
    build_for(catalog(), text, NaiveDate::from_ymd_opt(year, month, day).expect("a day"))
}

fn build_for(catalog: &Catalog, text: &str, as_of: NaiveDate) -> Built {
    let source = Arc::new(Source::new("case.yaml", text));
    let read = |path: &str| std::fs::read(examples().join(path)).map_err(|error| error.to_string());
    pipeline::build(catalog, &source, &read, &Asked::on(as_of))
}

/// Builds a case text whose files are given here by name, as asked.
pub(crate) fn build_with_files(text: &str, files: &[(&str, Vec<u8>)], asked: &Asked) -> Built {
    let source = Arc::new(Source::new("case.yaml", text));
    let read = |path: &str| {
        let found = files.iter().find(|(name, _)| *name == path);
        found.map(|(_, bytes)| bytes.clone()).ok_or_else(|| "there is no such file".to_owned())
    };
    pipeline::build(catalog(), &source, &read, asked)
}

/// A PDF as another program would make it, a line of words on each page.
pub(crate) fn foreign_pdf(pages: &[&str]) -> Vec<u8> {
    let line = |words: &&str| format!("BT /F1 14 Tf 72 600 Td ({words}) Tj ET");
    let contents: Vec<String> = pages.iter().map(line).collect();
    let mut bytes = Vec::new();
    paper([0, 0, 612, 792], &contents).save_to(&mut bytes).expect("saves");
    bytes
}

/// The words of each page of a file, in the order in which they stand.
pub(crate) fn page_words(bytes: &[u8]) -> Vec<String> {
    let mut pages = Vec::new();
    let read = petition::reading::each_page(bytes.to_vec(), |_, page| {
        let lines = petition::reading::lines(&page);
        pages.push(lines.iter().map(|line| line.text()).collect::<Vec<_>>().join("\n"));
    });
    assert_eq!(read, Ok(()));
    pages
}

/// Builds a case text against the built-in catalog.
pub(crate) fn build(text: &str) -> Built {
    build_with(catalog(), text)
}

/// Builds a case text that must give a whole packet.
pub(crate) fn built(text: &str) -> petition::packet::Packet {
    let built = build(text);
    let errors = said(&built);
    match built.packet {
        Some(packet) if packet.about.refused.is_empty() => packet,
        _ => panic!("no packet:\n{errors}"),
    }
}

/// All diagnostics, one a line.
pub(crate) fn said(built: &Built) -> String {
    built.diagnostics.iter().map(|one| format!("[{}] {}\n", one.code, one.what)).collect()
}

/// The words of a PDF, page by page, read back through its fonts' Unicode maps.
pub(crate) fn pdf_text(bytes: &[u8]) -> String {
    let document = lopdf::Document::load_mem(bytes).expect("a PDF");
    let pages: Vec<u32> = document.get_pages().keys().copied().collect();
    document.extract_text(&pages).expect("text")
}

/// The text of every paper of a packet.
pub(crate) fn packet_text(packet: &petition::packet::Packet) -> String {
    packet.files.iter().map(|file| pdf_text(&file.bytes) + "\n").collect()
}

/// Only letters and digits: what line breaks, hyphens of layout and spaces cannot change.
pub(crate) fn bare(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace() && *c != '\u{a0}').collect()
}
