//! Every file of the corpus carried into exhibits, looking as before, or refused with the words of its row.

mod pdf_pages;

#[allow(dead_code)]
#[path = "pdf_exhibits/foreign.rs"]
mod foreign;
#[path = "corpus/placed.rs"]
mod placed;
#[path = "corpus/render.rs"]
mod render;
#[path = "corpus/table.rs"]
mod table;

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use petition::packet::exhibits::{ForeignFile, Joined, prepare};
use placed::{Look, compare};
use table::{Expected, Row, corpus, rows};

/// Pages of longer files are looked at here and there.
const ALL_UP_TO: usize = 12;

fn join_one(name: &str, bytes: &[u8]) -> Result<Joined, String> {
    let file = ForeignFile { name, bytes };
    let prepared = prepare(file, None).map_err(|error| error.to_string())?;
    foreign::join_prepared(&[prepared], &|_| None).map_err(|error| error.to_string())
}

/// Pages of a file, from 0, that are compared.
fn looked_at(n: usize) -> Vec<usize> {
    if n <= ALL_UP_TO { (0..n).collect() } else { vec![0, 1, n / 2, n - 2, n - 1] }
}

/// What is wrong with how a file was carried; nothing where all is right.
fn carried(name: &str, bytes: &[u8], pages: Option<usize>) -> Vec<String> {
    let joined = match join_one(name, bytes) {
        Ok(joined) => joined,
        Err(error) => return vec![format!("{name}: refused: {error}")],
    };
    let first = joined.first_pages[0];
    let found = joined.n_pages - first;
    if pages.is_some_and(|wanted| wanted != found) {
        return vec![format!("{name}: {found} pages are carried")];
    }
    let look = Look { before: bytes, after: &joined.bytes, first };
    let differences = compare(&look, &looked_at(found));
    differences.into_iter().map(|what| format!("{name}: {what}")).collect()
}

fn check(row: &Row, bytes: &[u8]) -> Vec<String> {
    match &row.expected {
        Expected::Carried => carried(&row.file, bytes, Some(row.pages)),
        Expected::Refused(words) => match join_one(&row.file, bytes) {
            Ok(joined) => vec![format!("{}: carried with {} pages", row.file, joined.n_pages)],
            Err(error) if error.contains(words) && error.contains(&row.file) => Vec::new(),
            Err(error) => vec![format!("{}: {error}, without `{words}`", row.file)],
        },
    }
}

#[test]
fn every_file_has_a_row_and_every_row_a_file() {
    let told: BTreeSet<String> = rows().into_iter().map(|row| row.file).collect();
    let there: BTreeSet<String> = corpus().into_iter().map(|(name, _)| name).collect();
    assert_eq!(told, there, "rows on the left, files on the right");
    assert!(there.len() >= 70, "the corpus has shrunk to {}", there.len());
    let n_bytes: usize = corpus().iter().map(|(_, bytes)| bytes.len()).sum();
    assert!(n_bytes < 2_000_000, "the corpus has grown to {n_bytes} bytes");
}

#[test]
fn every_file_is_carried_right_or_refused() {
    let (rows, only) = (rows(), std::env::var("CORPUS_ONLY").ok());
    let mut wrong = Vec::new();
    for (name, bytes) in corpus() {
        if only.as_ref().is_some_and(|only| !name.contains(only)) {
            continue;
        }
        let Some(row) = rows.iter().find(|row| row.file == name) else { continue };
        wrong.extend(check(row, &bytes));
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

#[test]
fn every_court_form_at_hand_is_carried() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/official-forms");
    let Ok(entries) = fs::read_dir(&folder) else {
        println!("skipped: no court forms beside this repository");
        return;
    };
    let mut wrong = Vec::new();
    for path in entries.flatten().map(|entry| entry.path()) {
        if path.extension().is_some_and(|ending| ending == "pdf") {
            let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
            wrong.extend(carried(&name, &fs::read(&path).expect("readable"), None));
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

#[test]
fn a_page_that_is_changed_on_the_way_is_found() {
    let corpus = corpus();
    let bytes = |wanted: &str| {
        let found = corpus.iter().find(|(name, _)| name == wanted);
        found.map(|(_, bytes)| bytes.as_slice()).expect("in the corpus")
    };
    let joined = join_one("form-appearances.pdf", bytes("form-appearances.pdf")).expect("joins");
    let first = joined.first_pages[0];
    let right = Look { before: bytes("form-appearances.pdf"), after: &joined.bytes, first };
    assert_eq!(compare(&right, &[0]), Vec::<String>::new());
    for change in placed::CHANGES {
        let after = placed::changed(&joined.bytes, first, change);
        let changed = Look { after: &after, ..right };
        assert!(!compare(&changed, &[0]).is_empty(), "{change:?} is not seen");
    }
    let other = Look { before: bytes("layers.pdf"), ..right };
    assert!(!compare(&other, &[0]).is_empty(), "another page is not seen");
}
