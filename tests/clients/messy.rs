//! Cells and rows as exports of clinics have them: understood, or named with row and column; never a silent no.

use crate::maker::{Book, typed};
use crate::support::*;

fn one(heading: &str, text: &str) -> Vec<String> {
    told_of(&with(&[(heading, text)]), 0)
}

fn at(word: &str, code: &str, column: char) -> String {
    format!("{word}[{code}] clients.csv, row 2, column {column}")
}

#[test]
fn no_word_for_unknown_becomes_a_no() {
    let words = [
        "?",
        "??",
        "???",
        "unknown",
        "UNKNOWN",
        "Unk.",
        "N/A",
        "n.a.",
        "N\\A",
        "not known",
        "Don't know",
        "do not know",
        "not sure",
        "-",
        "---",
        "…",
        "...",
    ];
    for text in words {
        let list = with(&[("Owes", text)]);
        assert_eq!(fact(&list, 0, "convictions.0.restitution_owed"), None, "{text}");
        assert_eq!(told_of(&list, 0), [at("warning", "unknown-word", 'P')], "{text}");
    }
    // A word that may be a no and may be more is no answer.
    for text in ["none", "nil", "na", "0", "same as above", "see notes", "no?", "not yet", "nope"] {
        let list = with(&[("Owes", text)]);
        assert_eq!(fact(&list, 0, "convictions.0.restitution_owed"), None, "{text}");
        assert!(told_of(&list, 0)[0].starts_with("error"), "{text}: {:?}", told_of(&list, 0));
    }
}

#[test]
fn a_cell_that_names_another_place_is_an_error() {
    let map = MAP.replace("{ to: petitioner.address, as: address }", "petitioner.address.street");
    let words = ["same as above", "Same as above.", "ditto", "\"", "see above", "(as above)", "〃"];
    let cells = || (0..17).flat_map(|column| words.map(|text| (column, text)));
    let rows: Vec<[&str; 18]> = cells()
        .map(|(column, text)| {
            let mut row = RIGHT;
            row[column] = text;
            row
        })
        .collect();
    let list = list(csv(&rows).as_bytes(), &map).expect("a list");
    for (row, (column, text)) in cells().enumerate() {
        let column = petition::clients::grid::letters(column);
        let place = format!("row {}, column {column}", row + 2);
        let told = told_of(&list, row);
        let found =
            |one: &String| one.starts_with("error[stated-elsewhere]") && one.ends_with(&place);
        assert!(told.iter().any(found), "{column} {text}: {told:?}");
    }
}

#[test]
fn two_people_and_telephone_numbers_are_no_name() {
    let map = MAP.replace("{ to: petitioner.name, as: last-first }", "petitioner.name");
    let read = |name: &str| {
        let text = csv(&[RIGHT]).replace("Núñez, María José", name);
        told_of(&list(text.as_bytes(), &map).expect("a list"), 0)
    };
    for name in [
        "Ann Lee & Bo Lee",
        "Ann Lee and Bo Lee",
        "Ann Lee; Bo Lee",
        "Ann Lee/Bo Lee",
        "Ann AND Bo Lee",
    ] {
        assert_eq!(read(name), [at("error", "several-names", 'A')], "{name}");
    }
    for name in ["(213) 555-0100", "Ann Lee 213-555-0100", "ann@example.org", "BA456789"] {
        assert_eq!(read(name), [at("error", "not-a-name", 'A')], "{name}");
    }
    for name in
        ["Ann Lee 3rd", "Andy Sandoval", "José Ortega y Gasset", "Ann Anders-Lee", "Ann Lee II"]
    {
        assert_eq!(read(name), [""; 0], "{name}");
    }
    // Last name first: both lists of first names would be one.
    assert_eq!(one("Client", "Lee, Ann & Bo"), [at("error", "several-names", 'A')]);
    assert_eq!(one("Client", "Lee, Ann (213) 555-0100"), [at("error", "not-a-name", 'A')]);
}

#[test]
fn formulas_and_the_first_day_of_a_spreadsheet_are_no_facts() {
    for heading in ["Client", "Case no.", "Address", "Statement", "Level", "Owes"] {
        let told = one(heading, "=B2&\" x\"");
        assert!(told.iter().any(|one| one.starts_with("error[formula]")), "{heading}: {told:?}");
    }
    assert_eq!(one("Statement", "=====\nI was young."), [""; 0]);
    for day in ["1/1/1900", "1900-01-01", "1/1/1904", "1/0/1900", "12/30/1899", "00/00/0000"] {
        let told = one("Born", day);
        assert!(told[0].starts_with("error") && told[0].ends_with("column C"), "{day}: {told:?}");
    }
}

#[test]
fn none_is_no_name_and_no_street() {
    for (column, path) in [("Notes", "petitioner.email"), ("Address", "petitioner.address.unit")] {
        let map = MAP
            .replace("ignore: [Notes]", "  Notes: petitioner.email")
            .replace("{ to: petitioner.address, as: address }", "petitioner.address.unit");
        for text in ["none", "None", "NONE"] {
            let mut row = RIGHT;
            row[17] = "";
            row[HEADINGS.iter().position(|one| *one == column).expect("a heading")] = text;
            let list = list(csv(&[row]).as_bytes(), &map).expect("a list");
            assert_eq!(fact(&list, 0, path), None);
            let told = list.row(0).parsed.diagnostics;
            assert_eq!(told.len(), 1, "{told:?}");
            assert_eq!(told[0].code, "unknown-word");
        }
    }
    assert_eq!(
        fact(&with(&[("Other names", "none")]), 0, "petitioner.also_known_as").as_deref(),
        Some("List([])")
    );
}

#[test]
fn rows_that_are_no_client_are_named_and_stop_nobody() {
    let text = csv(&[RIGHT, RIGHT]);
    let headings = csv(&[]);
    let commas = ",".repeat(17);
    let comma = |words: &str| format!("{words}{commas}");
    for row in [
        headings.as_str(),
        &comma("Total"),
        &comma("TOTAL: 45 clients"),
        "Total,45",
        &comma("Grand Total - 45"),
        &comma("Record count: 2"),
        "Report generated 11/22/2026 by Example Case Manager",
        &comma("Page 1 of 3"),
    ] {
        let list = list(format!("{text}\r\n{row}\r\n").as_bytes(), MAP).expect("a list");
        assert_eq!(told_of(&list, 2), ["error[no-client] clients.csv, row 4"], "{row}");
        assert_eq!(told_of(&list, 1), [""; 0], "{row}");
    }
    for client in ["Total, Ann", "Count, Dora", "Page, Ann"] {
        assert_eq!(one("Client", client), [""; 0], "{client}");
        let list = list(format!("{headings}\r\n\"{client}\"{commas}\r\n").as_bytes(), MAP)
            .expect("a list");
        assert!(!told_of(&list, 0).iter().any(|one| one.contains("no-client")), "{client}");
    }
}

#[test]
fn a_workbook_of_one_long_text_in_many_cells_is_refused_before_memory_is_short() {
    let mut book = Book::of(&HEADINGS, &RIGHT.map(typed));
    let long = "x".repeat(100_000);
    book.strings = vec![format!("<t>{long}</t>")];
    let row = |n: usize| format!("<row r=\"{n}\"><c r=\"R{n}\" t=\"s\"><v>0</v></c></row>");
    let rows: String = (3..1_003).map(row).collect();
    book.sheet = book.sheet.replace("</sheetData>", &format!("{rows}</sheetData>"));
    let faults = named("clients.xlsx", &book.bytes(), MAP).expect_err("an error");
    assert_eq!(faults[0].code, "too-large-list");
    assert!(faults[0].what.contains("64 MB of text"), "{}", faults[0].what);
    assert!(faults[0].help.as_deref().is_some_and(|help| help.contains("cut it")), "{faults:?}");
}

#[test]
fn more_cells_than_a_list_may_have_are_told() {
    let map = "petition: expungement\ncolumns: { Client: petitioner.name }\nignore: [A, B, C, D, E, F, G, H, I, J, K, L, M, N, O, P, Q, R, S, T, U]\n";
    let row = format!("x{}\n", ",1".repeat(21));
    let text = format!("Client,A,B,C,D,E,F,G,H,I,J,K,L,M,N,O,P,Q,R,S,T,U\n{}", row.repeat(95_000));
    let faults = list(text.as_bytes(), map).expect_err("an error");
    assert_eq!(faults[0].code, "too-large-list");
    assert!(faults[0].what.contains("2,000,000 cells"), "{}", faults[0].what);
}

#[test]
fn a_column_that_the_spreadsheet_hides_is_named_once_for_the_list() {
    let mut book = Book::of(&HEADINGS, &RIGHT.map(typed));
    let read = |book: &Book| named("clients.xlsx", &book.bytes(), MAP).expect("a list").remarks();
    assert_eq!(read(&book), [""; 0]);
    let cols = "<cols><col min=\"1\" max=\"1\" width=\"9\"/><col min=\"3\" max=\"4\" hidden=\"1\"/><col min=\"18\" max=\"18\" hidden=\"true\"/></cols>";
    book.sheet = format!("{cols}{}", book.sheet);
    let told = read(&book);
    // Of the one that the map leaves out nothing is read.
    assert_eq!(told.len(), 1, "{told:?}");
    assert!(told[0].contains("column C, `Born`; column D, `Other names`"), "{told:?}");
    book.sheet = book.sheet.replace("max=\"4\"", "max=\"99999999999999999999\"");
    assert_eq!(read(&book), [""; 0]);
}

#[test]
fn words_for_what_is_not_known_are_never_pleaded() {
    let words = ["n/a", "N/A.", "TBD", "see attached", "no", "x", "none", "unknown"];
    for text in words {
        let list = with(&[("Statement", text)]);
        assert_eq!(fact(&list, 0, "statement"), None, "{text}");
        assert_eq!(told_of(&list, 0), [at("warning", "unknown-word", 'Q')], "{text}");
    }
    // In a list of names each item is read by itself, and one word for all is unknown.
    assert_eq!(one("Other names", "TBD"), [at("warning", "unknown-word", 'D')]);
    assert_eq!(one("Other names", "Ann No; see attached"), [at("error", "placeholder", 'D')]);
    assert_eq!(one("Other names", "X"), [at("warning", "placeholder-in-doubt", 'D')]);
}

#[test]
fn a_day_to_come_is_no_day_on_which_something_was_asked() {
    let map =
        MAP.replace("as_of: 2026-11-20, ", "").replace("ignore: [Notes]", "  Notes: now.as_of");
    let mut row = RIGHT;
    row[17] = "12/22/2026";
    let list = list(csv(&[row]).as_bytes(), &map).expect("a list");
    assert_eq!(told_of(&list, 0), [at("error", "future-date", 'R')]);
}

#[test]
fn a_hearing_is_read_as_its_notice_has_it() {
    let read = |path: &str, text: &str| {
        let map = MAP.replace("ignore: [Notes]", &format!("  Notes: {path}"));
        let mut row = RIGHT;
        row[17] = text;
        let list = list(csv(&[row]).as_bytes(), &map).expect("a list");
        (fact(&list, 0, path), told_of(&list, 0))
    };
    for text in ["Dept. 50", "Department 50", "50"] {
        let said = read("hearing.department", text);
        assert_eq!(said, (Some("50".to_owned()), Vec::new()), "{text}");
    }
    let doubted = read("hearing.department", "Courtroom 5").1;
    assert_eq!(doubted, [at("warning", "department-in-doubt", 'R')]);
    assert_eq!(read("hearing.time", "0.354166").1, [at("error", "not-a-time", 'R')]);
    assert_eq!(read("hearing.time", "TBD").1, [at("warning", "unknown-word", 'R')]);
    assert_eq!(read("hearing.time", "8:30 AM").1, Vec::<String>::new());
}
