//! The law as the files below forms/ have it, for the tests of the law.

#![allow(dead_code, reason = "each test binary uses its own part")]

use std::fs;
use std::path::Path;

use petition::law::Law;

/// Every file below forms/ with its path.
pub(crate) fn files() -> Vec<(String, String)> {
    let mut found = Vec::new();
    gather(Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/forms")), &mut found);
    found
}

/// The law of these files.
pub(crate) fn law() -> Law {
    Law::load(&files()).expect("the law loads")
}

fn gather(folder: &Path, found: &mut Vec<(String, String)>) {
    for entry in fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            gather(&path, found);
        } else {
            let text = fs::read_to_string(&path).expect("text");
            found.push((path.to_string_lossy().into_owned(), text));
        }
    }
}
