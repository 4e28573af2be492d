//! What a row follows from: `--resume` makes a row again as soon as something else would be read from it or said of it.

use petition::clients::ClientList;

use crate::maker::{Book, number, typed};
use crate::support::*;

fn content(list: &ClientList, row: usize) -> Vec<u8> {
    list.row(row).content
}

fn book(about: &'static str, change: impl Fn(String) -> String) -> ClientList {
    let mut cells: Vec<String> = RIGHT.iter().map(|text| typed(text)).collect();
    cells[2] = number("33106", 0);
    let mut book = Book::of(&HEADINGS, &cells);
    book.about = about;
    book.sheet = change(book.sheet);
    named("clients.xlsx", &book.bytes(), MAP).expect("a list")
}

#[test]
fn a_row_that_is_hidden_is_another() {
    let shown = book("", |sheet| sheet);
    let hidden = book("", |sheet| sheet.replace("<row r=\"2\"", "<row r=\"2\" hidden=\"1\""));
    assert_eq!(told_of(&hidden, 0)[0], "warning[hidden-row] clients.xlsx, row 2");
    assert_ne!(content(&shown, 0), content(&hidden, 0));
}

#[test]
fn a_row_whose_cells_are_merged_is_another() {
    let apart = book("", |sheet| sheet);
    let merged =
        book("", |sheet| format!("{sheet}<mergeCells><mergeCell ref=\"A2:B2\"/></mergeCells>"));
    assert_ne!(content(&apart, 0), content(&merged, 0));
}

#[test]
fn a_number_counted_from_another_year_is_another_day() {
    assert_ne!(
        content(&book("", |sheet| sheet), 0),
        content(&book("date1904=\"1\"", |sheet| sheet), 0)
    );
}

#[test]
fn a_row_beside_one_with_the_day_first_is_another_where_its_own_day_can_be_both() {
    let (both, one) =
        (RIGHT, RIGHT.map(|cell| if cell == "5/2/2016" { "5/22/2016" } else { cell }));
    let day_first = RIGHT.map(|cell| if cell == "5/2/2016" { "31/12/2016" } else { cell });
    let read = |rows: &[[&str; 18]]| list(csv(rows).as_bytes(), MAP).expect("a list");
    let (before, after) = (read(&[both, one]), read(&[both, one, day_first]));
    assert!(told_of(&after, 0)[0].starts_with("warning[month-or-day]"));
    assert_ne!(content(&before, 0), content(&after, 0));
    assert_eq!(content(&before, 1), content(&after, 1), "its own day can be read in one way only");
}

#[test]
fn a_row_with_a_cell_more_is_another_and_a_row_of_another_number_is_not() {
    let text = csv(&[RIGHT, RIGHT]);
    let read = |text: &str| list(text.as_bytes(), MAP).expect("a list");
    let (even, ragged) = (read(&text), read(&format!("{text},more")));
    assert!(told_of(&ragged, 1)[0].starts_with("error[ragged-row]"));
    assert_ne!(content(&even, 1), content(&ragged, 1));
    assert_eq!(content(&even, 0), content(&even, 1), "the same case twice is told as a duplicate");
}

#[test]
fn a_column_in_another_place_is_told_at_its_new_place() {
    let text = csv(&[RIGHT]);
    let moved: Vec<String> =
        text.lines().zip(["Desk", "two"]).map(|(l, c)| format!("{c},{l}")).collect();
    let map = MAP.replace("[Notes]", "[Notes, Desk]");
    let before = list(text.as_bytes(), &map).expect("a list");
    let after = list(moved.join("\r\n").as_bytes(), &map).expect("a list");
    assert_ne!(content(&before, 0), content(&after, 0));
}

#[test]
fn a_list_gone_on_with_makes_the_row_again_that_was_hidden_since() {
    let desk = tempfile::tempdir().expect("a folder");
    let write = |list: &str, hidden: &str| {
        let mut book = Book::of(&HEADINGS, &RIGHT.map(typed));
        book.sheet = book.sheet.replace("<row r=\"2\"", &format!("<row r=\"2\"{hidden}"));
        std::fs::write(desk.path().join(list), book.bytes()).expect("a file");
    };
    std::fs::write(desk.path().join("map.yaml"), MAP).expect("a file");
    write("clients.xlsx", "");
    let batch = "batch clients.xlsx --map map.yaml -o out --as-of 2026-11-22";
    let first = crate::sample::run(desk.path(), batch);
    assert_eq!(first.status.code(), Some(0), "{first:?}");
    write("clients.xlsx", " hidden=\"1\"");
    let again = crate::sample::run(desk.path(), &format!("{batch} --resume --format json"));
    let told = String::from_utf8_lossy(&again.stdout).into_owned();
    assert!(told.contains("\"how\":\"changed\"") && told.contains("hidden-row"), "{told}");
}
