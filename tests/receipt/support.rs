//! Builds packets from case texts and reads their files back against their drafts.

use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};

use chrono::NaiveDate;
use petition::case::Case;
use petition::catalog::Catalog;
use petition::compose::Drafts;
use petition::packet::Packet;
use petition::packet::receipt::{Bound, Receipt, read_back};
use petition::pipeline;
use petition::source::Source;
use serde_yaml::Value;

/// A packet with what it was made from.
pub(crate) struct Made {
    pub(crate) case: Case,
    pub(crate) drafts: Drafts,
    pub(crate) packet: Packet,
}

/// The built-in catalog, read once.
pub(crate) fn catalog() -> &'static Catalog {
    static CATALOG: OnceLock<Catalog> = OnceLock::new();
    CATALOG.get_or_init(|| {
        Catalog::from_folders(Some(Path::new("forms")), Some(Path::new("templates")))
            .expect("the built-in catalog")
    })
}

/// The day that the examples are written for.
pub(crate) fn as_of() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 11, 20).expect("a day")
}

/// Every example by its name, in order.
pub(crate) fn examples() -> Vec<(String, String)> {
    let files = std::fs::read_dir("examples").expect("examples").flatten();
    let mut paths: Vec<PathBuf> = files.map(|entry| entry.path()).collect();
    paths.retain(|path| path.extension().is_some_and(|end| end == "yaml"));
    paths.sort();
    let text = |path: &PathBuf| std::fs::read_to_string(path).expect("an example");
    let name = |path: &PathBuf| path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    paths.iter().map(|path| (name(path), text(path))).collect()
}

/// An example as a tree, changed, and written as YAML again.
pub(crate) fn edited(name: &str, edit: impl FnOnce(&mut Value)) -> String {
    let text = std::fs::read_to_string(Path::new("examples").join(name)).expect("an example");
    let mut value: Value = serde_yaml::from_str(&text).expect("YAML");
    edit(&mut value);
    serde_yaml::to_string(&value).expect("YAML")
}

/// Builds a case text whole.
pub(crate) fn made(text: &str) -> Made {
    let source = Arc::new(Source::new("case.yaml", text));
    let read = |path: &str| {
        std::fs::read(Path::new("examples").join(path)).map_err(|error| error.to_string())
    };
    let built = pipeline::build(catalog(), &source, &read, &pipeline::Asked::on(as_of()));
    let said: Vec<&String> = built.diagnostics.iter().map(|one| &one.what).collect();
    let Some(packet) = built.packet else { panic!("no packet: {said:#?}") };
    let examined = pipeline::examine(catalog(), &source, &read, as_of());
    let (case, checked) = (examined.case.expect("a case"), examined.checked.expect("checked"));
    let drafts = pipeline::compose(catalog(), &case, &checked, as_of()).expect("drafts");
    assert_eq!(drafts.papers.len(), packet.files.len());
    Made { case, drafts, packet }
}

/// The receipt of a packet as it stands.
pub(crate) fn receipt(made: &Made) -> Receipt {
    let files: Vec<&[u8]> = made.packet.files.iter().map(|file| file.bytes.as_slice()).collect();
    receipt_of(made, &files)
}

/// The receipt for a packet's drafts and other bytes.
pub(crate) fn receipt_of(made: &Made, files: &[&[u8]]) -> Receipt {
    let mut read = Vec::new();
    for ((draft, file), bytes) in made.drafts.papers.iter().zip(&made.packet.files).zip(files) {
        let n_own = pipeline::lay_out(catalog(), &draft.document).expect("pages").pages.len();
        let bound = Bound { document: &draft.document, file: &file.name, bytes, n_own };
        read.push(read_back(&bound).expect("a file that can be read"));
    }
    Receipt::new(&made.case, &catalog().fields, &read)
}
