//! The files of the corpus, and what `README.md` says that each has to become.

use std::fs;
use std::path::PathBuf;

/// What becomes of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Expected {
    Carried,
    /// Refused; the error holds these words.
    Refused(String),
}

/// A row of the table.
#[derive(Debug, Clone)]
pub(crate) struct Row {
    pub(crate) file: String,
    pub(crate) pages: usize,
    pub(crate) expected: Expected,
}

fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/corpus")
}

/// Rows of the table, in order.
pub(crate) fn rows() -> Vec<Row> {
    let readme = fs::read_to_string(folder().join("README.md")).expect("a table");
    readme.lines().filter_map(row).collect()
}

fn row(line: &str) -> Option<Row> {
    let cells: Vec<&str> = line.split('|').map(str::trim).collect();
    let ["", file, pages, expected, _, ""] = cells.as_slice() else { return None };
    let file = file.strip_prefix('`')?.strip_suffix('`')?;
    let expected = match expected.strip_prefix("refused: ") {
        Some(words) => Expected::Refused(words.to_owned()),
        None if *expected == "carried" => Expected::Carried,
        None => panic!("{file}: `{expected}` is neither carried nor refused"),
    };
    let pages = pages.parse().unwrap_or(0);
    assert_eq!(pages > 0, expected == Expected::Carried, "{file}: pages");
    Some(Row { file: file.to_owned(), pages, expected })
}

/// All files with their names, those that fuzzing found among them.
pub(crate) fn corpus() -> Vec<(String, Vec<u8>)> {
    let mut files = Vec::new();
    for part in ["files", "found"] {
        let Ok(entries) = fs::read_dir(folder().join(part)) else { continue };
        for entry in entries.flatten() {
            let name = entry.file_name().to_string_lossy().into_owned();
            files.push((name, fs::read(entry.path()).expect("readable")));
        }
    }
    files.sort();
    files
}
