//! Packets of cases with blanks at hand: the courts' own where they are there, else such as the tests make.

use std::path::Path;
use std::sync::{Arc, OnceLock};

use chrono::NaiveDate;
use petition::catalog::Catalog;
use petition::court_form::Blanks;
use petition::court_form::blank::Blank;
use petition::packet::{Packet, PacketFile};
use petition::pipeline::{self, Asked, Built, PaperChoice};
use petition::source::Source;

use crate::made::blank_file;

/// The folder of the courts' own blanks, which are not ours to spread.
pub(crate) const OFFICIAL: &str = "../shared/official-forms";

/// A catalog without any blank.
pub(crate) fn bare() -> &'static Catalog {
    static CATALOG: OnceLock<Catalog> = OnceLock::new();
    CATALOG.get_or_init(|| read(Blanks::none()))
}

/// A catalog with a blank of the newest revision of each form.
pub(crate) fn stocked() -> &'static Catalog {
    static CATALOG: OnceLock<Catalog> = OnceLock::new();
    CATALOG.get_or_init(|| read(Blanks::of(blanks(true))))
}

/// A catalog with blanks that the tests make, of the forms named; all of them where none is.
pub(crate) fn made(numbers: &[&str]) -> Catalog {
    let wanted = |blank: &Blank| numbers.is_empty() || numbers.contains(&blank.number.as_str());
    read(Blanks::of(blanks(false).into_iter().filter(wanted)))
}

fn read(blanks: Blanks) -> Catalog {
    let read = Catalog::from_folders(Some(Path::new("forms")), Some(Path::new("templates")));
    match read {
        Ok(catalog) => catalog.with_blanks(blanks),
        Err(faults) => panic!("the catalog has faults:\n{}", faults.join("\n")),
    }
}

/// A blank of each form: the courts' own where it is there and `own` asks for it.
fn blanks(own: bool) -> Vec<Blank> {
    let official = official();
    let mut blanks = Vec::new();
    for number in bare().form_numbers() {
        let map = bare().court_form(number).expect("a sound map");
        let newest = &map.revisions[0];
        let theirs = official
            .iter()
            .find(|blank| own && blank.number == number && blank.revised == newest.revised);
        blanks.push(match theirs {
            Some(blank) => blank.clone(),
            None => Blank::read(&blank_file(map, newest))
                .unwrap_or_else(|fault| panic!("{number}: {fault}")),
        });
    }
    blanks
}

/// The courts' own blanks.
pub(crate) fn official() -> Vec<Blank> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join(OFFICIAL);
    let Ok(entries) = std::fs::read_dir(&folder) else {
        println!(
            "no courts' own blanks beside this repository: those that the tests make stand in"
        );
        return Vec::new();
    };
    let mut paths: Vec<_> = entries.flatten().map(|entry| entry.path()).collect();
    paths.retain(|path| path.extension().is_some_and(|ending| ending == "pdf"));
    paths.sort();
    let blank = |path: &std::path::PathBuf| {
        let bytes = std::fs::read(path).expect("readable");
        Blank::read(&bytes).unwrap_or_else(|fault| panic!("{}: {fault}", path.display()))
    };
    paths.iter().map(blank).collect()
}

/// The text of an example.
pub(crate) fn example(name: &str) -> String {
    std::fs::read_to_string(Path::new("examples").join(name)).expect("an example")
}

/// The names of the examples whose petition has an official form of its own.
pub(crate) fn examples() -> Vec<String> {
    let has_form = |name: &String| {
        let text = example(name);
        let id = text.lines().find_map(|line| line.strip_prefix("petition:"));
        let id = id.and_then(|rest| rest.split_whitespace().next()).unwrap_or_default();
        let petition = bare().petition(id).unwrap_or_else(|| panic!("{name}: `{id}`"));
        petition.court_forms.iter().any(|one| !one.stands_for.is_empty())
    };
    let entries = std::fs::read_dir("examples").expect("examples");
    let names = entries.flatten().map(|entry| entry.file_name().to_string_lossy().into_owned());
    let mut names: Vec<String> = names.filter(|name| name.ends_with(".yaml")).collect();
    names.retain(has_form);
    names.sort();
    assert!(names.len() >= 4, "few examples have an official form: {names:?}");
    names
}

/// What is asked by default, on the day of the examples.
pub(crate) fn asked(paper: Option<PaperChoice>) -> Asked {
    Asked { paper, ..Asked::on(NaiveDate::from_ymd_opt(2026, 11, 20).expect("a day")) }
}

/// Builds a case text; its files are those of the examples.
pub(crate) fn build(catalog: &Catalog, text: &str, asked: &Asked) -> Built {
    let source = Arc::new(Source::new("case.yaml", text));
    let read = |path: &str| {
        std::fs::read(Path::new("examples").join(path)).map_err(|error| error.to_string())
    };
    pipeline::build(catalog, &source, &read, asked)
}

/// The packet of a case that has one.
pub(crate) fn packet(catalog: &Catalog, text: &str, asked: &Asked) -> Packet {
    let built = build(catalog, text, asked);
    let told = said(&built);
    built.packet.unwrap_or_else(|| panic!("no packet:\n{told}"))
}

/// All diagnostics, one a line.
pub(crate) fn said(built: &Built) -> String {
    built.diagnostics.iter().map(|one| format!("[{}] {}\n", one.code, one.what)).collect()
}

/// The names of the files of a packet.
pub(crate) fn names(packet: &Packet) -> Vec<&str> {
    packet.files.iter().map(|file| file.name.as_str()).collect()
}

/// The file whose name has some words in it.
pub(crate) fn file<'p>(packet: &'p Packet, words: &str) -> &'p PacketFile {
    let found = packet.files.iter().find(|file| file.name.contains(words));
    found.unwrap_or_else(|| panic!("no file `{words}` among {:?}", names(packet)))
}

/// The words of a file, page by page, in running lines.
pub(crate) fn words(file: &PacketFile) -> String {
    let mut words = String::new();
    let read = petition::reading::each_page(file.bytes.clone(), |_, page| {
        for line in petition::reading::lines(&page) {
            words.push_str(&line.text());
            words.push(' ');
        }
    });
    assert_eq!(read, Ok(()), "{}", file.name);
    words
}
