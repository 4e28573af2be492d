//! Workbooks: numbers, days and true or false in facts that are something else.

use petition::clients::ClientList;

use crate::maker::{Book, number};
use crate::support::*;

/// Columns of `MAP` with the code and the section of the offense apart.
fn apart() -> String {
    MAP.replace(
        "Offense: { to: \"convictions[0].offenses[0]\", as: offense }",
        "Offense: convictions.0.offenses.0.section",
    )
    .replace("ignore: [Notes]", "  Notes: convictions.0.offenses.0.code")
}

/// A workbook of the right row with a section of its own and one cell written otherwise.
fn with_cell(heading: &str, cell: &str) -> ClientList {
    let mut cells: Vec<String> = RIGHT.iter().map(|text| crate::maker::typed(text)).collect();
    cells[7] = number("459", 0);
    cells[17] = crate::maker::typed("Pen.");
    let at = HEADINGS.iter().position(|one| *one == heading).expect("a heading");
    cells[at] = cell.to_owned();
    let bytes = Book::of(&HEADINGS, &cells).bytes();
    named("clients.xlsx", &bytes, &apart()).expect("a list")
}

#[test]
fn a_section_keeps_the_zeros_that_its_cell_shows() {
    let section = "convictions.0.offenses.0.section";
    let read = |cell: &str| {
        let list = with_cell("Offense", cell);
        // A section that the law data do not know is another matter.
        let told = told_of(&list, 0).into_iter().filter(|one| !one.contains("unknown-offense"));
        (fact(&list, 0, section).unwrap_or_default(), told.collect::<Vec<_>>().join("; "))
    };
    let doubt = "warning[number-as-text] clients.xlsx, row 2, column H";
    // Two digits are shown; none are kept; a whole number has none to lose.
    assert_eq!(read(&number("626.1", 5)), ("626.10".to_owned(), String::new()));
    assert_eq!(read(&number("626.1", 0)), ("626.1".to_owned(), doubt.to_owned()));
    assert_eq!(read(&number("459", 0)), ("459".to_owned(), String::new()));
    let rounded = "error[rounded-number] clients.xlsx, row 2, column H";
    assert_eq!(read(&number("12022.555", 5)), (String::new(), rounded.to_owned()));
}

#[test]
fn a_section_as_a_number_is_doubted_only_where_zeros_can_be_lost() {
    let section = "convictions.0.offenses.0.section";
    let read = |digits: &str, code: &str| {
        let map = apart();
        let mut cells: Vec<String> = RIGHT.iter().map(|text| crate::maker::typed(text)).collect();
        cells[7] = number(digits, 0);
        cells[17] = crate::maker::typed(code);
        let list = named("clients.xlsx", &Book::of(&HEADINGS, &cells).bytes(), &map);
        let list = list.expect("a list");
        let doubts = examined(&list, 0).diagnostics.into_iter();
        let doubt = doubts.filter(|one| one.code == "number-as-text").map(|one| one.what);
        (fact(&list, 0, section).unwrap_or_default(), doubt.collect::<Vec<_>>().join("; "))
    };
    // The law data have these and none with a zero behind it.
    for (digits, code) in [("273.5", "Pen."), ("243.4", "Pen."), ("14601.1", "VC"), ("11377", "HS")]
    {
        assert_eq!(read(digits, code), (digits.to_owned(), String::new()), "{code} {digits}");
    }
    // Where the section with a zero is an offense the spreadsheet may have dropped it.
    for (digits, other) in [("626.1", "`626.10`"), ("243.1", "`243.10`"), ("148.1", "`148.10`")] {
        let (said, doubt) = read(digits, "PC");
        assert_eq!(said, digits);
        assert!(doubt.contains(other), "{digits}: {doubt}");
    }
    // Neither is known, of this code: what is missing in the table may be either.
    for (digits, code) in [("273.5", "VC"), ("9999.1", "Pen.")] {
        assert!(read(digits, code).1.contains("keeps no zeros behind it"), "{code} {digits}");
    }
}

#[test]
fn a_section_of_a_csv_that_may_have_lost_a_zero_is_warned_about() {
    let read = |section: &str| {
        let mut row = RIGHT;
        (row[7], row[17]) = (section, "Pen.");
        let list = list(csv(&[row]).as_bytes(), &apart()).expect("a list");
        told_of(&list, 0).into_iter().filter(|one| one.contains("number-as-text")).count()
    };
    for (section, n) in
        [("626.1", 1), ("243.1", 1), ("626.10", 0), ("273.5", 0), ("459", 0), ("9999.1", 0)]
    {
        assert_eq!(read(section), n, "{section}");
    }
}

#[test]
fn a_case_number_is_what_its_cell_shows() {
    let read = |cell: &str| {
        let list = with_cell("Case no.", cell);
        (fact(&list, 0, "case_number").unwrap_or_default(), told_of(&list, 0).join("; "))
    };
    let doubt = "warning[number-as-text] clients.xlsx, row 2, column B";
    assert_eq!(read(&number("12345", 4)), ("12345".to_owned(), String::new()));
    assert_eq!(read(&number("12345", 0)), ("12345".to_owned(), doubt.to_owned()));
}

#[test]
fn true_or_false_in_a_column_of_words_is_an_error() {
    for (heading, column) in [
        ("Client", "A"),
        ("Case no.", "B"),
        ("Other names", "D"),
        ("Offense", "H"),
        ("Statement", "Q"),
    ] {
        let list = with_cell(heading, " t=\"b\"><v>1</v>");
        let expected = format!("error[made-a-flag] clients.xlsx, row 2, column {column}");
        assert_eq!(told_of(&list, 0), [expected], "{heading}");
    }
    let list = with_cell("Client", &number("12", 0));
    assert_eq!(told_of(&list, 0), ["error[not-a-name] clients.xlsx, row 2, column A"]);
}

#[test]
fn a_day_of_which_the_cell_shows_a_part_is_never_sworn_to() {
    for (style, shown, missing) in
        [(6, "May-19", "day"), (7, "2019", "day"), (8, "1-May", "year"), (3, "00:00", "day")]
    {
        let list = with_cell("Convicted", &number("43586", style));
        assert_eq!(told_of(&list, 0), ["error[part-of-a-day] clients.xlsx, row 2, column J"]);
        let told = examined(&list, 0).diagnostics[0].what.clone();
        assert_eq!(told, format!("the cell shows `{shown}`, which names no {missing}"));
        assert_eq!(fact(&list, 0, "convictions.0.convicted_on"), None);
        let list = with_cell("Case no.", &number("43586", style));
        assert_eq!(told_of(&list, 0), ["error[made-a-date] clients.xlsx, row 2, column B"]);
    }
}

#[test]
fn how_a_name_is_spoken_is_no_part_of_it() {
    let cell = " t=\"inlineStr\"><is><r><t>Sato, </t></r><rPh sb=\"0\" eb=\"2\"><t>SATO</t></rPh><r><t>Akira</t></r></is>";
    assert_eq!(
        fact(&with_cell("Client", cell), 0, "petitioner.name").as_deref(),
        Some("Akira Sato")
    );
}

#[test]
fn formatted_rows_without_an_end_are_no_fault() {
    let cells: Vec<String> = RIGHT.iter().map(|text| crate::maker::typed(text)).collect();
    let mut book = Book::of(&HEADINGS, &cells);
    let empty = "<row r=\"100001\"><c r=\"A100001\" s=\"1\"/><c r=\"B100001\" s=\"1\"/></row><row r=\"100002\"><c r=\"A100002\" s=\"1\"/><c/></row>";
    book.sheet = book.sheet.replace("</sheetData>", &format!("{empty}</sheetData>"));
    let list = named("clients.xlsx", &book.bytes(), MAP).expect("a list");
    assert_eq!((list.n_rows(), told_of(&list, 0)), (1, Vec::new()));
    book.sheet = book.sheet.replace("<c r=\"B100001\" s=\"1\"/>", "<c r=\"B100001\"><v>1</v></c>");
    let told = named("clients.xlsx", &book.bytes(), MAP).expect_err("an error");
    assert!(told[0].what.contains("100,000 rows"), "{}", told[0].what);
}

#[test]
fn no_merged_range_is_left_out_of_account() {
    let cells: Vec<String> = RIGHT.iter().map(|text| crate::maker::typed(text)).collect();
    let mut book = Book::of(&HEADINGS, &cells);
    let far = "<mergeCell ref=\"Z1:Z2\"/>".repeat(9_999);
    book.sheet += &format!("<mergeCells>{far}<mergeCell ref=\"A2:A3\"/></mergeCells>");
    let list = named("clients.xlsx", &book.bytes(), MAP).expect("a list");
    assert_eq!(told_of(&list, 0), ["error[merged-cells] clients.xlsx, row 2"]);
    book.sheet = book.sheet.replacen("<mergeCell ", "<mergeCell ref=\"Y1:Y2\"/><mergeCell ", 1);
    let told = named("clients.xlsx", &book.bytes(), MAP).expect_err("an error");
    assert!(told[0].what.contains("10,000 ranges"), "{}", told[0].what);
}
