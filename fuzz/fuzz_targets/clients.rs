//! Any bytes as a map of columns and a list of clients: refused with messages that can be drawn, or rows to be drafted.
#![no_main]

use std::sync::{Arc, OnceLock};

use libfuzzer_sys::fuzz_target;
use petition::catalog::Catalog;
use petition::clients::map::ClientMap;
use petition::clients::{ClientList, Listed};
use petition::diagnostic::Diagnostic;
use petition::diagnostic::render::{render_terminal, to_json};
use petition::pipeline::{Given, examine};
use petition::source::Source;

/// Stands between the map and the list.
const BETWEEN: &[u8] = b"\n=====\n";
/// So many rows of one list are read.
const MOST_ROWS: usize = 20;

fn catalog() -> &'static Catalog {
    static CATALOG: OnceLock<Catalog> = OnceLock::new();
    CATALOG.get_or_init(|| {
        petition_fuzz::quiet();
        Catalog::embedded().expect("the catalog is sound")
    })
}

fn told(faults: &[Diagnostic]) {
    assert!(!faults.is_empty(), "refused without a word");
    assert!(faults.iter().all(|one| !one.code.is_empty() && one.what.trim().len() > 8));
    assert!(!render_terminal(faults, &|_| None, false).is_empty());
    to_json(faults, &|_| None);
}

fuzz_target!(|bytes: &[u8]| {
    let catalog = catalog();
    let as_of = "2026-11-20".parse().expect("a day");
    let at = bytes.windows(BETWEEN.len()).position(|part| part == BETWEEN);
    let Some(at) = at else { return };
    let (map, list) = (&bytes[..at], &bytes[at + BETWEEN.len()..]);
    let source = match Source::decode("map.yaml", map.to_vec()) {
        Ok(source) => Arc::new(source),
        Err(fault) => return told(&[*fault]),
    };
    let map = match ClientMap::read(catalog, &source) {
        Ok(map) => Arc::new(map),
        Err(faults) => return told(&faults),
    };
    let listed = Listed { name: "clients.csv", bytes: list, map: &map, as_of };
    let list = match ClientList::read(catalog, &listed) {
        Ok(list) => list,
        Err(faults) => return told(&faults),
    };
    for row in 0..list.n_rows().min(MOST_ROWS) {
        let read = list.row(row);
        let given = Given::from(read);
        let no_file = |_: &str| Err("there is no such file".to_owned());
        let examined = examine(catalog, given, &no_file, as_of);
        if examined.case.is_none() {
            told(&examined.diagnostics);
        }
        let resolve = |path: &_| examined.case.as_ref().and_then(|case| case.span(path)).cloned();
        render_terminal(&examined.diagnostics, &resolve, false);
        to_json(&examined.diagnostics, &resolve);
    }
});
