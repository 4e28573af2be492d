//! Which sheet of a workbook is read, what is said of the others, and a list of headings alone.

use petition::diagnostic::Diagnostic;

use crate::maker::{Book, typed};
use crate::sample::run;
use crate::support::*;

const CELL: &str = "<row r=\"3\"><c r=\"B3\" t=\"inlineStr\"><is><t>Bo Diaz</t></is></c></row>";

fn book(other: &'static str) -> Book {
    Book { other, ..Book::of(&HEADINGS, &RIGHT.map(typed)) }
}

fn headings_alone() -> Book {
    let mut book = book("");
    let second = book.sheet.find("<row r=\"2\"").expect("a row");
    book.sheet = format!("{}</sheetData>", &book.sheet[..second]);
    book
}

fn only(faults: Vec<Diagnostic>) -> Diagnostic {
    assert_eq!(faults.len(), 1, "{faults:?}");
    faults.into_iter().next().expect("a fault")
}

#[test]
fn another_sheet_with_cells_is_named_once_unless_the_map_names_the_sheet() {
    let remarks = |other: &'static str, map: &str| {
        named("clients.xlsx", &book(other).bytes(), map).expect("a list").remarks()
    };
    assert_eq!(
        remarks(CELL, MAP),
        [
            "`clients.xlsx`: its sheet `Clients` is read, and nothing of `Other`; say in the map which sheet is meant, as in `sheet: Other`"
        ]
    );
    assert_eq!(remarks("<row r=\"3\"><c r=\"B3\" s=\"1\"/></row>", MAP), [""; 0], "formats alone");
    assert_eq!(remarks("", MAP), [""; 0]);
    assert_eq!(remarks(CELL, &format!("sheet: Clients\n{MAP}")), [""; 0]);
    assert_eq!(with(&[]).remarks(), [""; 0]);
}

#[test]
fn summary_report_and_events_name_the_sheet_that_is_left_out() {
    let desk = tempfile::tempdir().expect("a folder");
    std::fs::write(desk.path().join("clients.xlsx"), book(CELL).bytes()).expect("a file");
    std::fs::write(desk.path().join("map.yaml"), MAP).expect("a file");
    let line = "batch clients.xlsx --map map.yaml --as-of 2026-11-22";
    let told = run(desk.path(), &format!("{line} -o out"));
    let words = String::from_utf8_lossy(&told.stdout).into_owned();
    assert_eq!(words.matches("nothing of `Other`").count(), 1, "{words}");
    let report = std::fs::read_to_string(desk.path().join("out/report.html")).expect("a report");
    assert!(report.contains("nothing of `Other`"));
    let told = run(desk.path(), &format!("{line} -o out --resume --format json"));
    let events = String::from_utf8_lossy(&told.stdout).into_owned();
    let last = events.lines().last().expect("a summary");
    assert!(last.contains("\"remarks\":[\"`clients.xlsx`: its sheet"), "{last}");
}

#[test]
fn headings_without_a_row_are_an_error_and_name_the_sheet_that_may_be_meant() {
    let headings = csv(&[]);
    let fault = only(list(headings.as_bytes(), MAP).expect_err("no clients"));
    assert_eq!(told(&[fault], None), ["error[empty-list] clients.csv, row 1"]);
    let read = |book: Book| named("clients.xlsx", &book.bytes(), MAP).expect_err("no clients");
    let fault = only(read(Book { other: CELL, ..headings_alone() }));
    assert!(fault.what.contains("the sheet `Clients` of `clients.xlsx` has headings and no row"));
    assert!(fault.help.expect("a help").contains("`sheet: Other`"));
    assert!(only(read(headings_alone())).help.expect("a help").contains("filter"));
}

#[test]
fn an_empty_first_sheet_points_to_the_one_that_is_not() {
    let mut book = book(CELL);
    book.sheet = "<sheetData/>".to_owned();
    let fault = only(named("clients.xlsx", &book.bytes(), MAP).expect_err("no clients"));
    assert_eq!(fault.code, "empty-list");
    assert!(fault.help.expect("a help").contains("`sheet: Other`"));
}
