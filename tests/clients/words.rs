//! What is said of a row is said in the words of its list: row, column, heading.

use petition::clients::ClientList;

use crate::support::*;

/// What a message of a row says that it should be done, by its code.
fn help(list: &ClientList, code: &str) -> String {
    let examined = examined(list, 0);
    let found = examined.diagnostics.iter().find(|one| one.code == code);
    let found = found.unwrap_or_else(|| panic!("no {code}: {}", drawn(list, 0)));
    found.help.clone().unwrap_or_default()
}

fn mapped(heading: &str, fact: &str, cell: &str) -> ClientList {
    let map = MAP.replace("ignore: [Notes]", &format!("  {heading}: {fact}"));
    let text = csv(&[RIGHT]).replace("Notes", heading).replace("called twice", cell);
    list(text.as_bytes(), &map).expect("a list")
}

#[test]
fn an_empty_cell_that_the_petition_needs_is_told_at_its_column() {
    let list = with(&[("County", "")]);
    assert_eq!(told_of(&list, 0), ["error[missing-fact] clients.csv, row 2, column E"]);
    assert_eq!(help(&list, "missing-fact"), "fill in column E, `County`");
}

#[test]
fn a_fact_on_which_the_relief_turns_is_told_at_its_empty_cell() {
    let map = MAP.replace(", charged: false", "");
    let text = csv(&[RIGHT]);
    let unmapped = list(text.as_bytes(), &map).expect("a list");
    assert!(
        help(&unmapped, "undetermined")
            .starts_with("no column is mapped to `now.charged`; add one")
    );
    let map = map.replace("ignore: [Notes]", "  Notes: now.charged");
    let empty = list(text.replace("called twice", "").as_bytes(), &map).expect("a list");
    assert_eq!(told_of(&empty, 0), ["error[undetermined] clients.csv, row 2, column R"]);
    assert_eq!(help(&empty, "undetermined"), "fill in column R, `Notes`");
    assert!(drawn(&empty, 0).contains("R  Notes: "), "{}", drawn(&empty, 0));
}

#[test]
fn an_offense_that_is_left_out_is_told_at_its_column() {
    for level in ["", "F"] {
        let all = drawn(&with(&[("Offense", ""), ("Level", level)]), 0);
        assert!(all.contains("fill in column H, `Offense`"), "{all}");
        assert!(all.contains("row 2, column H") && !all.contains("row 2, column I"), "{all}");
        assert!(!all.contains("its `-`"), "{all}");
    }
}

#[test]
fn a_help_that_names_a_key_names_its_column() {
    let list = mapped("Reduce to", "convictions.0.offenses.0.reduce_to", "infraction");
    let told = drawn(&list, 0);
    assert!(told.contains("`reduce_to` is column R, `Reduce to`"), "{told}");
}

#[test]
fn a_name_of_another_offense_is_not_taken_for_this_one() {
    let map = MAP
        .replace("ignore: [Notes]", "  Notes: convictions.0.offenses.1.reduce_to")
        .replace("to: \"convictions[0].offenses[0]\"", "to: convictions.0.offenses.0");
    let text = csv(&[RIGHT]).replace("called twice", "");
    let list = list(text.as_bytes(), &map).expect("a list");
    let cells: Vec<String> = list.row(0).cells.iter().map(|one| one.path.to_string()).collect();
    assert!(!cells.contains(&"convictions[0].offenses[1].reduce_to".to_owned()), "{cells:?}");
}

#[test]
fn positions_that_nothing_fills_are_closed_up_in_places_too() {
    let map = MAP.replace("offenses.0", "offenses.1").replace("offenses[0]", "offenses[1]");
    let map = map.replace("ignore: [Notes]", "  Notes: convictions.0.offenses.0.reduce_to");
    let text = csv(&[RIGHT]).replace("called twice", "");
    let list = list(text.as_bytes(), &map).expect("a list");
    let offense = list.row(0).cells.iter().find(|one| one.heading == "Offense").cloned();
    assert_eq!(offense.expect("a cell").path.to_string(), "convictions[0].offenses[0]");
}

#[test]
fn the_log_of_a_batch_says_row_and_column_and_how_many_more() {
    let desk = tempfile::tempdir().expect("a folder");
    let mut row = RIGHT;
    (row[2], row[4]) = ("02/30/1990", "L.A.");
    std::fs::write(desk.path().join("clients.csv"), csv(&[row])).expect("a file");
    std::fs::write(desk.path().join("map.yaml"), MAP).expect("a file");
    let batch = "batch clients.csv --map map.yaml -o out --as-of 2026-11-22";
    let run = crate::sample::run(desk.path(), batch);
    let told = String::from_utf8_lossy(&run.stderr).into_owned();
    assert!(
        told.contains("clients.csv, row 2: faulty: column C: ") && told.contains("; and 1 more"),
        "{told}"
    );
}
