//! Workbooks: what a spreadsheet knows of a cell is used, and what it did to a cell is told.

use petition::clients::ClientList;

use crate::maker::{Book, number, typed, zip};
use crate::support::*;

/// The right row as a spreadsheet holds it: days and numbers are no text.
fn right() -> Vec<String> {
    let mut cells: Vec<String> = RIGHT.iter().map(|text| typed(text)).collect();
    cells[2] = number("33106", 1);
    cells[9] = number("42492", 1);
    cells[10] = number("36", 0);
    cells[12] = number("4.2492E4", 2);
    cells[13] = number("43587", 1);
    cells
}

fn read(book: &Book) -> ClientList {
    named("clients.xlsx", &book.bytes(), MAP).expect("a list")
}

/// A list of the right row with one cell written otherwise.
fn with_cell(heading: &str, cell: &str) -> ClientList {
    let mut cells = right();
    let at = HEADINGS.iter().position(|one| *one == heading).expect("a heading");
    cells[at] = cell.to_owned();
    read(&Book::of(&HEADINGS, &cells))
}

#[test]
fn the_same_list_as_csv_and_as_workbook_is_the_same_case() {
    let book = read(&Book::of(&HEADINGS, &right()));
    assert_eq!(told_of(&book, 0), [""; 0]);
    let of_csv = examined(&with(&[]), 0).case.expect("a case");
    let of_book = examined(&book, 0).case.expect("a case");
    assert_eq!(of_csv.facts, of_book.facts);
    assert_eq!(book.row(0).stem, with(&[]).row(0).stem);
}

#[test]
fn days_count_from_1900_or_from_1904() {
    let mut book = Book::of(&HEADINGS, &right());
    book.about = "date1904=\"1\"";
    assert_eq!(fact(&read(&book), 0, "petitioner.born_on").as_deref(), Some("Date(1994-08-22)"));
}

#[test]
fn what_a_spreadsheet_did_to_a_cell_is_told() {
    let told = [
        ("Case no.", number("12345", 0), "warning[number-as-text] clients.xlsx, row 2, column B"),
        ("Case no.", number("42492", 1), "error[made-a-date] clients.xlsx, row 2, column B"),
        ("Case no.", number("0.5", 3), "error[made-a-time] clients.xlsx, row 2, column B"),
        (
            "Case no.",
            number("12345678901234567", 0),
            "error[too-many-digits] clients.xlsx, row 2, column B",
        ),
        ("Born", number("33106", 0), "warning[number-as-day] clients.xlsx, row 2, column C"),
        ("Born", number("1990", 0), "error[not-a-date] clients.xlsx, row 2, column C"),
        ("Born", number("33106.75", 2), "warning[time-left-out] clients.xlsx, row 2, column C"),
        (
            "Phone",
            " t=\"e\"><v>#N/A</v>".to_owned(),
            "error[error-value] clients.xlsx, row 2, column G",
        ),
        ("Phone", "><f>G3</f>".to_owned(), "error[no-result] clients.xlsx, row 2, column G"),
        ("Phone", "><f>G3</f><v>2135550100</v>".to_owned(), ""),
        ("Phone", " t=\"str\"><f>G3</f><v>(213) 555-0100</v>".to_owned(), ""),
        ("Owes", " t=\"b\"><v>1</v>".to_owned(), ""),
        ("Months", number("36.5", 0), "error[not-a-number] clients.xlsx, row 2, column K"),
    ];
    for (heading, cell, expected) in told {
        let found = told_of(&with_cell(heading, &cell), 0);
        assert_eq!(found.join("; "), expected, "{heading} {cell}");
    }
    assert_eq!(
        fact(&with_cell("Case no.", &number("12345", 4)), 0, "case_number").as_deref(),
        Some("12345")
    );
    assert_eq!(
        fact(&with_cell("Case no.", &number("345", 4)), 0, "case_number").as_deref(),
        Some("00345")
    );
    assert_eq!(
        fact(&with_cell("Case no.", &number("0.30000000000000004", 0)), 0, "case_number")
            .as_deref(),
        Some("0.3")
    );
    assert_eq!(
        fact(&with_cell("Owes", " t=\"b\"><v>0</v>"), 0, "convictions.0.restitution_owed")
            .as_deref(),
        Some("Flag(false)")
    );
}

#[test]
fn texts_are_shared_and_rich_and_escaped() {
    let mut cells = right();
    cells[1] = " t=\"s\"><v>1</v>".to_owned();
    let mut book = Book::of(&HEADINGS, &cells);
    let rich = "<r><t>BA</t></r><r><rPr/><t xml:space=\"preserve\">45 &amp;</t></r><rPh><t>x</t></rPh><r><t>_x0041_&#x42;</t></r>";
    book.strings = vec!["<t>other</t>".to_owned(), rich.to_owned()];
    assert_eq!(fact(&read(&book), 0, "case_number").as_deref(), Some("BA45 &AB"));
    book.strings.pop();
    let broken = named("clients.xlsx", &book.bytes(), MAP).expect_err("an error");
    assert_eq!(told(&broken, None), ["error[unread-workbook] "]);
}

#[test]
fn hidden_rows_and_merged_cells_are_told() {
    let mut book = Book::of(&HEADINGS, &right());
    book.sheet = book.sheet.replace("<row r=\"2\"", "<row r=\"2\" hidden=\"1\"");
    assert_eq!(told_of(&read(&book), 0), ["warning[hidden-row] clients.xlsx, row 2"]);
    book.sheet = book.sheet.replace("hidden=\"1\"", "")
        + "<mergeCells><mergeCell ref=\"A2:A3\"/></mergeCells>";
    assert_eq!(told_of(&read(&book), 0), ["error[merged-cells] clients.xlsx, row 2"]);
    book.sheet = book.sheet.replace("A2:A3", "R2:R3");
    assert_eq!(told_of(&read(&book), 0), [""; 0]);
}

#[test]
fn a_sheet_is_asked_for_by_its_name() {
    let bytes = Book::of(&HEADINGS, &right()).bytes();
    let of = |sheet: &str| named("clients.xlsx", &bytes, &format!("sheet: {sheet}\n{MAP}"));
    assert_eq!(of("Clients").expect("a list").n_rows(), 1);
    assert_eq!(told(&of("Other").expect_err("empty"), None), ["error[empty-list] "]);
    let near = of("Cleints").expect_err("no such sheet");
    assert_eq!(
        (near[0].code.as_str(), near[0].help.as_deref()),
        ("unknown-sheet", Some("did you mean `Clients`?"))
    );
}

#[test]
fn broken_workbooks_are_errors_and_never_more() {
    let whole = Book::of(&HEADINGS, &right()).bytes();
    let none = |bytes: &[u8]| told(&named("clients.xlsx", bytes, MAP).expect_err("an error"), None);
    assert_eq!(none(&zip(&[("a", "b")])), ["error[unread-workbook] "]);
    assert_eq!(none(b"PK\x05\x06"), ["error[unread-workbook] "]);
    // Each cut and each changed byte gives the list or an error.
    for at in (0..whole.len()).step_by(61) {
        let _ = named("clients.xlsx", &whole[..at], MAP);
        let mut changed = whole.clone();
        changed[at] ^= 0x41;
        let _ = named("clients.xlsx", &changed, MAP);
    }
    for sheet in [
        "<sheetData><row r=\"2\"/><row r=\"1\"/></sheetData>",
        "<sheetData><row r=\"1\"><c r=\"B1\"/><c r=\"A1\"/></row></sheetData>",
        "<sheetData><row r=\"1\"><c r=\"XFD1\"><v>1</v></c></row></sheetData>",
        "<sheetData><row r=\"1\"><c><v>x</v></c></row></sheetData>",
        "<sheetData><row r=\"1\"><c><v>NaN</v></c></row></sheetData>",
        "<row>&bomb;</row>",
        "<row></c>",
    ] {
        let book = Book { sheet: sheet.to_owned(), about: "", strings: Vec::new(), other: "" };
        assert_eq!(none(&book.bytes()), ["error[unread-workbook] "], "{sheet}");
    }
}

#[test]
fn what_unfolds_without_end_is_refused() {
    let blanks = " ".repeat(97 << 20);
    let bomb = zip(&[("xl/workbook.xml", blanks.as_str())]);
    assert!(bomb.len() < 1 << 20);
    let told_of_bomb = named("clients.xlsx", &bomb, MAP).expect_err("an error");
    assert!(told_of_bomb[0].what.contains("96 MB"), "{}", told_of_bomb[0].what);
}

#[test]
fn a_time_of_day_is_written_as_papers_write_it() {
    let mut cells = right();
    cells[17] = number("0.354166666666667", 3);
    let map = MAP.replace("ignore: [Notes]", "  Notes: hearing.time");
    let list = named("clients.xlsx", &Book::of(&HEADINGS, &cells).bytes(), &map).expect("a list");
    assert_eq!(fact(&list, 0, "hearing.time").as_deref(), Some("8:30 a.m."));
}
