//! A catalog, and lists that are read with a map and examined row by row.

use std::sync::{Arc, LazyLock};

use chrono::NaiveDate;
use petition::case::Case;
use petition::catalog::Catalog;
use petition::clients::map::ClientMap;
use petition::clients::{ClientList, Listed};
use petition::diagnostic::{Diagnostic, Severity, render};
use petition::pipeline::{self, Examined, Given};
use petition::source::{FieldPath, Source, Step};

pub(crate) static CATALOG: LazyLock<Catalog> =
    LazyLock::new(|| Catalog::embedded().expect("the catalog"));

/// The columns of most tests, and what all of their cases share.
pub(crate) const MAP: &str = include_str!("map.yaml");

/// The same, read once.
static USUAL: LazyLock<Arc<ClientMap>> = LazyLock::new(|| map(MAP).expect("a map"));

/// The day of filing.
pub(crate) fn as_of() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 11, 22).expect("a day")
}

/// A map, or its faults as `code place`.
pub(crate) fn map(text: &str) -> Result<Arc<ClientMap>, Vec<Diagnostic>> {
    ClientMap::read(&CATALOG, &Arc::new(Source::new("map.yaml", text))).map(Arc::new)
}

/// A list, or the faults for which it cannot be read.
pub(crate) fn list(bytes: &[u8], map_text: &str) -> Result<ClientList, Vec<Diagnostic>> {
    named("clients.csv", bytes, map_text)
}

/// The same under a name.
pub(crate) fn named(
    name: &str,
    bytes: &[u8],
    map_text: &str,
) -> Result<ClientList, Vec<Diagnostic>> {
    let map = match map_text == MAP {
        true => Arc::clone(&USUAL),
        false => map(map_text)?,
    };
    ClientList::read(&CATALOG, &Listed { name, bytes, map: &map, as_of: as_of() })
}

/// A row as far as it could be read and decided.
pub(crate) fn examined(list: &ClientList, row: usize) -> Examined {
    let read = list.row(row);
    let given = Given::from(read);
    let no_files = |_: &str| Err("no files in this test".to_owned());
    pipeline::examine(&CATALOG, given, &no_files, as_of())
}

/// Each message as `error[code] place`.
pub(crate) fn told(diagnostics: &[Diagnostic], case: Option<&Case>) -> Vec<String> {
    let resolve = |path: &FieldPath| case.and_then(|case| case.span(path).cloned());
    let one = |one: &Diagnostic| {
        let word = if one.severity == Severity::Error { "error" } else { "warning" };
        format!("{word}[{}] {}", one.code, render::place(one, &resolve))
    };
    diagnostics.iter().map(one).collect()
}

/// Everything that is said of a row.
pub(crate) fn told_of(list: &ClientList, row: usize) -> Vec<String> {
    let examined = examined(list, row);
    told(&examined.diagnostics, examined.case.as_ref())
}

/// The same as a terminal shows it.
pub(crate) fn drawn(list: &ClientList, row: usize) -> String {
    let examined = examined(list, row);
    let case = examined.case.as_ref();
    let resolve = |path: &FieldPath| case.and_then(|case| case.span(path).cloned());
    render::render_terminal(&examined.diagnostics, &resolve, false)
}

/// A fact of a row as it is shown, or nothing.
pub(crate) fn fact(list: &ClientList, row: usize, path: &str) -> Option<String> {
    let case = examined(list, row).case?;
    case.get(&field_path(path)).map(|fact| match fact.as_text() {
        Some(text) => text.to_owned(),
        None => format!("{fact:?}"),
    })
}

/// `a.0.b` as a path.
pub(crate) fn field_path(text: &str) -> FieldPath {
    let step = |part: &str| match part.parse() {
        Ok(index) => Step::Index(index),
        Err(_) => Step::Key(part.to_owned()),
    };
    FieldPath(text.split('.').map(step).collect())
}

/// The headings of `MAP` in order.
pub(crate) const HEADINGS: [&str; 18] = [
    "Client",
    "Case no.",
    "Born",
    "Other names",
    "County",
    "Address",
    "Phone",
    "Offense",
    "Level",
    "Convicted",
    "Months",
    "Sentence",
    "Granted",
    "Ended",
    "How ended",
    "Owes",
    "Statement",
    "Notes",
];

/// A row that is right in every cell.
pub(crate) const RIGHT: [&str; 18] = [
    "Núñez, María José",
    "BA456789",
    "8/21/1990",
    "Maria Nunez; M. Nunez",
    "Los Angeles County",
    "1234 W. 7th St., Apt. 5, Los Angeles, California 90017",
    "(213) 555-0100",
    "PC 459 second degree",
    "F",
    "5/2/2016",
    "36 months",
    "probation",
    "2016-05-02",
    "May 2, 2019",
    "Fulfilled",
    "",
    "I was young.",
    "called twice",
];

/// A CSV of the headings and rows; a cell that needs quotation marks has them.
pub(crate) fn csv(rows: &[[&str; 18]]) -> String {
    let quoted = |cell: &&str| match cell.contains([',', '"', '\n', '\r']) {
        true => format!("\"{}\"", cell.replace('"', "\"\"")),
        false => (*cell).to_owned(),
    };
    let line = |row: &[&str; 18]| row.iter().map(quoted).collect::<Vec<_>>().join(",");
    let lines: Vec<String> = [HEADINGS].iter().chain(rows).map(line).collect();
    lines.join("\r\n")
}

/// A list of one row: the right one with some cells written otherwise, by their headings.
pub(crate) fn with(cells: &[(&str, &str)]) -> ClientList {
    let mut row = RIGHT;
    for (heading, text) in cells {
        let at = HEADINGS.iter().position(|one| one == heading).expect("a heading");
        row[at] = text;
    }
    list(csv(&[row]).as_bytes(), MAP).expect("a list")
}

/// A case file as it is loaded.
pub(crate) fn load(text: &str) -> petition::case::Loaded {
    let no_files = |_: &str| Err("no files in this test".to_owned());
    pipeline::load(&CATALOG, &Arc::new(Source::new("case.yaml", text)), &no_files)
}
