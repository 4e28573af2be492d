//! Cells as clinics really have them: numbers that are none, lists with line ends, letters that are lost.

use crate::support::*;

/// What is said of the right row with one cell written otherwise, and the fact.
fn read(heading: &str, text: &str, path: &str) -> (String, String) {
    let list = with(&[(heading, text)]);
    (told_of(&list, 0).join("; "), fact(&list, 0, path).unwrap_or_default())
}

#[test]
fn what_is_surely_no_case_number_is_an_error_in_a_csv() {
    for (text, code) in [
        ("1.23E+10", "scientific-number"),
        ("#N/A", "error-value"),
        ("18-May", "not-a-number-of-a-paper"),
        ("5/2/2016", "not-a-number-of-a-paper"),
        ("12345.0", "not-a-number-of-a-paper"),
        ("TBD", "not-a-number-of-a-paper"),
        ("pending", "not-a-number-of-a-paper"),
        ("=1+1", "formula"),
        ("BA456789; BA456790", "not-a-number-of-a-paper"),
        ("BA456789\nBA456790", "several-lines"),
    ] {
        let (told, number) = read("Case no.", text, "case_number");
        assert_eq!(told, format!("error[{code}] clients.csv, row 2, column B"), "{text}");
        assert_eq!(number, "", "{text}");
    }
    for text in ["0012345", "'0012345"] {
        assert_eq!(read("Case no.", text, "case_number"), (String::new(), "0012345".to_owned()));
    }
}

#[test]
fn the_error_of_a_formula_is_an_error_in_every_column() {
    for (at, heading) in HEADINGS.iter().enumerate().take(17) {
        for text in ["#N/A", "#REF!", "########"] {
            let told = told_of(&with(&[(heading, text)]), 0);
            let column = petition::clients::grid::letters(at);
            let expected = format!("error[error-value] clients.csv, row 2, column {column}");
            assert!(told.contains(&expected), "{heading} {text}: {told:?}");
        }
    }
    let (told, _) = read("Phone", "2.13556E+09", "petitioner.phone");
    assert_eq!(told, "error[scientific-number] clients.csv, row 2, column G");
}

#[test]
fn line_ends_in_a_list_part_its_items() {
    let also = "petitioner.also_known_as";
    let (told, first) = read("Other names", "Maria Nunez\r\nMaria Lopez", &format!("{also}.0"));
    assert_eq!((told.as_str(), first.as_str()), ("", "Maria Nunez"));
    let (_, second) = read("Other names", "Maria Nunez\r\nMaria Lopez", &format!("{also}.1"));
    assert_eq!(second, "Maria Lopez");
    // Signs that part nothing are not the word `none`.
    assert_eq!(read("Other names", " ; ;", also).1, "");
    let map = MAP.replace("statement", "convictions.0.interests_of_justice");
    let reason = |text: &str, n: usize| {
        let mut row = RIGHT;
        row[16] = text;
        let list = list(csv(&[row]).as_bytes(), &map).expect("a list");
        fact(&list, 0, &format!("convictions.0.interests_of_justice.{n}"))
    };
    let whole = "Petitioner works; studies at college; and volunteers.";
    assert_eq!(reason(whole, 0).as_deref(), Some(whole));
    assert_eq!(reason(whole, 1), None);
    assert_eq!(reason("-Works\n-Studies", 1).as_deref(), Some("Studies"));
    assert_eq!(reason("She works.; She studies.", 1).as_deref(), Some("She studies."));
}

#[test]
fn a_fact_of_one_line_tells_of_the_lines_of_its_cell() {
    let error = "error[several-lines] clients.csv, row 2, column A";
    assert_eq!(
        read("Client", "Nunez, Ann\nPoe, Bo", "petitioner.name"),
        (error.to_owned(), String::new())
    );
    let map = MAP.replace("  Statement: statement", "  Statement: court.department");
    let mut row = RIGHT;
    row[16] = "12\nEast";
    let list = list(csv(&[row]).as_bytes(), &map).expect("a list");
    assert!(
        told_of(&list, 0)
            .contains(&"warning[several-lines] clients.csv, row 2, column Q".to_owned())
    );
    let address = "1234 W. 7th St.\nLos Angeles, CA 90017";
    let (told, city) = read("Address", address, "petitioner.address.city");
    assert_eq!((told.as_str(), city.as_str()), ("", "Los Angeles"));
}

#[test]
fn letters_that_nobody_sees_or_that_are_lost_are_never_sworn_to() {
    for (text, code) in [
        ("Nu\u{FFFD}ez, Ana", "control-character"),
        ("Lee, \u{202E}ecarG", "control-character"),
        ("\u{200B}Lee, Grace", "control-character"),
        ("Lee, Gr\u{2060}ace", "control-character"),
        ("Lee, Gr\u{FEFF}ace", "control-character"),
        ("NuÃ±ez, Ana", "misread-letters"),
    ] {
        let (told, name) = read("Client", text, "petitioner.name");
        assert_eq!(told, format!("error[{code}] clients.csv, row 2, column A"), "{text:?}");
        assert_eq!(name, "");
    }
    let (told, _) = read("Born", "\u{200E}8/21/1990", "petitioner.born_on");
    assert_eq!(told, "error[control-character] clients.csv, row 2, column C");
    let (told, name) = read("Client", "'Lee, Grace", "petitioner.name");
    assert_eq!((told.as_str(), name.as_str()), ("", "Grace Lee"));
}

#[test]
fn the_same_letters_are_refused_in_a_case_file() {
    let text = with(&[]).case_text(0);
    for odd in ['\u{FFFD}', '\u{202E}', '\u{200B}'] {
        let loaded = load(&text.replace("María José", &format!("María {odd}José")));
        let told: Vec<&str> = loaded.diagnostics.iter().map(|one| one.code.as_str()).collect();
        assert!(told.contains(&"control-character"), "{odd:?}: {told:?}");
    }
}
