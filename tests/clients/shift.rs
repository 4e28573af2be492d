//! A comma outside quotation marks in a row that also lacks its last cell: as many cells as headings, and each in a wrong column.

use petition::clients::ClientList;
use proptest::prelude::*;

use crate::support::*;
use crate::trials;

/// What a column holds; a value of one kind is none of another.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Holds {
    Name,
    Number,
    Day,
    County,
    Address,
    Phone,
    Offense,
    Level,
    Months,
    Sentence,
    End,
    Flag,
    Words,
}

/// What the columns of `MAP` hold, each with values that are right.
const COLUMNS: [(Holds, &[&str]); 18] = [
    (Holds::Name, &["Núñez, María José", "Lee, Ann"]),
    (Holds::Number, &["BA456789", "18CM04567", "CR-18-00123"]),
    (Holds::Day, &["8/21/1990", "1990-08-21", ""]),
    (Holds::Words, &["Maria Nunez; M. Nunez", "none", ""]),
    (Holds::County, &["Los Angeles County", "Fresno", ""]),
    (Holds::Address, &["\"1234 W. 7th St., Los Angeles, CA 90017\"", ""]),
    (Holds::Phone, &["(213) 555-0100", "213-555-0101", ""]),
    (Holds::Offense, &["PC 459 second degree", "VC 23152(a)", "HS 11377"]),
    (Holds::Level, &["F", "misdemeanor", ""]),
    (Holds::Day, &["5/2/2016", "May 2 2016"]),
    (Holds::Months, &["36 months", "24", ""]),
    (Holds::Sentence, &["probation", ""]),
    (Holds::Day, &["2016-05-02", ""]),
    (Holds::Day, &["May 2 2019", "5/2/19", ""]),
    (Holds::End, &["Fulfilled", ""]),
    (Holds::Flag, &["yes", "no", "x", "n/a", ""]),
    (Holds::Words, &["I was young.", "Works at 12 Main St. since 2016", "no", "36", ""]),
    (Holds::Words, &["called twice", "5/2/2016", "213-555-0101", ""]),
];

/// A row of right values.
fn right_row() -> impl Strategy<Value = Vec<String>> {
    COLUMNS.map(|(_, values)| prop::sample::select(values).prop_map(str::to_owned)).to_vec()
}

/// A list of one row, its cells quoted where they must be, but for those that are left as they are.
fn list_of(cells: &[String], bare: Option<usize>) -> ClientList {
    let quoted = |(at, cell): (usize, &String)| match cell.contains(',') && bare != Some(at) {
        true => format!("\"{}\"", cell.trim_matches('"')),
        false => cell.trim_matches('"').to_owned(),
    };
    let row: Vec<String> = cells.iter().enumerate().map(quoted).collect();
    let text = format!("{}\r\n{}\r\n", csv(&[]), row.join(","));
    list(text.as_bytes(), MAP).expect("a list")
}

fn codes(list: &ClientList) -> Vec<String> {
    list.row(0).parsed.diagnostics.iter().map(|one| one.code.clone()).collect()
}

/// How many cells behind a position hold what the next column cannot.
fn n_telling(cells: &[String], behind: usize) -> usize {
    let typed = |at: usize| !matches!(COLUMNS[at].0, Holds::Name | Holds::Words);
    let tells = |at: &usize| {
        !matches!(cells[*at].as_str(), "" | "n/a")
            && typed(*at)
            && typed(at + 1)
            && COLUMNS[*at].0 != COLUMNS[at + 1].0
    };
    (behind + 1..cells.len() - 1).filter(tells).count()
}

#[test]
fn a_row_that_is_moved_is_named_with_its_column() {
    let mut cells: Vec<String> = RIGHT.map(str::to_owned).to_vec();
    cells.pop();
    let moved = list_of(&cells, Some(0));
    assert_eq!(told_of(&moved, 0), ["error[shifted-row] clients.csv, row 2"]);
    let told = drawn(&moved, 0);
    for words in ["one column too far right", "in column C reads as `Case no.`", "`Lee, Ann`"] {
        assert!(told.contains(words), "{words}: {told}");
    }
    assert_eq!(moved.row(0).stem, "clients row 2");
}

#[test]
fn an_address_without_quotation_marks_moves_cells_by_several_columns() {
    let cells: Vec<String> = RIGHT[..15].iter().map(|cell| (*cell).to_owned()).collect();
    let moved = list_of(&cells, Some(5));
    let told = drawn(&moved, 0);
    assert!(
        told.contains("error[shifted-row]") && told.contains("3 columns too far right"),
        "{told}"
    );
}

#[test]
fn days_that_stand_as_words_tell_a_moved_row_too() {
    let map = "petition: expungement\ncolumns: { Name: petitioner.name, Seen: arrest.date, Said: statement, Born: petitioner.born_on, Mail: petitioner.email, More: convictions.0.upright_life }\n";
    let read = |row: &str| {
        let text = format!("Name,Seen,Said,Born,Mail,More\n{row}\n");
        list(text.as_bytes(), map).expect("a list")
    };
    assert!(
        codes(&read("Lee, Ann,5/2/2016,,8/21/1990,a@example.org"))
            .contains(&"shifted-row".to_owned())
    );
    // One day where words are asked is words.
    assert!(
        !codes(&read("Ann Lee,,5/2/2016,8/21/1990,a@example.org,"))
            .contains(&"shifted-row".to_owned())
    );
}

proptest! {
    #![proptest_config(trials::cases(96))]

    #[test]
    fn a_right_row_is_never_taken_for_a_moved_one(cells in right_row(), words in "[A-Za-z0-9 .;]{0,16}", at in prop::sample::select(vec![16_usize, 17])) {
        let mut cells = cells;
        cells[at] = words;
        let list = list_of(&cells, None);
        prop_assert!(!codes(&list).contains(&"shifted-row".to_owned()), "{:?}", cells);
    }

    #[test]
    fn a_slip_in_one_cell_is_told_at_that_cell(cells in right_row(), slip in "[a-z]{3,9}", at in 1..16_usize) {
        let mut cells = cells;
        cells[at] = slip;
        let list = list_of(&cells, None);
        prop_assert!(!codes(&list).contains(&"shifted-row".to_owned()), "{:?}", cells);
    }

    #[test]
    fn a_moved_row_with_two_cells_that_tell_it_is_always_found(cells in right_row(), at in 0..10_usize) {
        let mut cells = cells;
        cells.pop();
        cells[at] = match at {
            0 => "Lee, Ann".to_owned(),
            _ => format!("{}, too", if cells[at].is_empty() { "some" } else { "other" }),
        };
        prop_assume!(n_telling(&cells, at) >= 2);
        let list = list_of(&cells, Some(at));
        prop_assert!(codes(&list).contains(&"shifted-row".to_owned()), "{:?} {:?}", cells, told_of(&list, 0));
    }
}
