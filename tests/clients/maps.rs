//! Maps: what they can say, and everything that can be wrong with them.

use crate::support::*;

/// A map of one petition and some columns.
fn with(columns: &str) -> String {
    format!("petition: expungement\ncolumns:\n{columns}\n")
}

fn faults(text: &str) -> Vec<String> {
    told(&map(text).expect_err("a map at fault"), None)
}

/// The one help of a map with one fault.
fn help(columns: &str) -> String {
    let faults = map(&with(columns)).expect_err("a map at fault");
    assert_eq!(faults.len(), 1, "{faults:?}");
    faults[0].help.clone().unwrap_or_default()
}

#[test]
fn positions_are_written_with_points_or_brackets() {
    for path in ["convictions.0.offenses.1.section", "convictions[0].offenses[1].section"] {
        let map = map(&with(&format!("  A: convictions[0].offenses[0].section\n  B: \"{path}\"")))
            .expect("a map");
        assert_eq!(
            map.columns[1].targets[0].path.to_string(),
            "convictions[0].offenses[1].section"
        );
    }
}

#[test]
fn a_path_that_no_fact_has_names_the_nearest() {
    assert!(help("  A: petitioner.nme").contains("`petitioner.name`"));
    assert!(help("  A: name_in_case").contains("`petitioner.name_in_case`"));
    assert!(help("  A: convictions.convicted_on").contains("`convictions[0]`"));
    assert!(help("  A: petitioner[0].name").contains("without the number"));
    assert!(help("  A: petitioner").contains("`petitioner.name`"));
    assert!(help("  A: petitioner..name[").contains("such as"));
    assert!(help("  A: convictions[1].convicted_on").contains("begin at 0"));
    assert!(help("  A: \"convictions[999999999999].convicted_on\"").contains("such as"));
}

#[test]
fn every_fault_of_a_map_comes_in_one_run() {
    let text = "petition: expungment\nheadngs_row: 1\nseparator: ab\nencoding: ebcdic\ncolumns:\n  A: petitioner.name\n  a: case_number\n  B: petitioner.name\n  C: { to: court.county, as: county }\n  D: { to: court.county, part: 1 }\n  E: { to: convictions.0.plea, words: { NC: no contest } }\n  F:\nignore: Notes\n";
    assert_eq!(
        faults(text),
        [
            "error[unknown-petition] map.yaml:1:11",
            "error[unknown-key] map.yaml:2:1",
            "error[unknown-separator] map.yaml:3:12",
            "error[unknown-encoding] map.yaml:4:11",
            "error[mapped-twice] map.yaml:7:3",
            "error[mapped-twice] map.yaml:8:6",
            "error[unknown-choice] map.yaml:9:30",
            "error[wrong-type] map.yaml:10:12",
            "error[mapped-twice] map.yaml:10:12",
            "error[unknown-choice] map.yaml:11:45",
            "error[missing-fact] map.yaml:12:3",
            "error[wrong-type] map.yaml:13:1",
        ]
    );
}

#[test]
fn a_map_names_its_petition_and_columns() {
    assert_eq!(faults("columns:\n  A: case_number\n"), ["error[missing-petition] map.yaml:1:1"]);
    assert_eq!(faults("petition: expungement\n"), ["error[missing-columns] map.yaml:1:1"]);
    assert!(map("columns:\n  A: petition\n").is_ok());
    let twice =
        "petition: expungement\nevery: { petition: expungement }\ncolumns: { A: case_number }\n";
    assert_eq!(faults(twice), ["error[stated-twice] map.yaml:1:1"]);
}

#[test]
fn facts_of_all_cases_are_checked_once_and_in_the_map() {
    let text = "petition: expungement\nevery:\n  court: { county: Los Angels }\n  nwo: x\n  petitioner: { name: Ann }\ncolumns:\n  A: petitioner.name\n";
    assert_eq!(
        faults(text),
        [
            "error[unknown-county] map.yaml:3:20",
            "error[unknown-key] map.yaml:4:3",
            "error[stated-twice] map.yaml:7:6",
        ]
    );
    let below = "petition: expungement\nevery:\n  convictions: [{ plea: guilty }]\ncolumns:\n  A: convictions[0].convicted_on\n  B: convictions[1].convicted_on\n";
    assert!(map(below).is_ok());
}

#[test]
fn several_columns_make_one_fact_by_their_parts() {
    let text = "petition: expungement\ncolumns:\n  Last: { to: petitioner.name, part: 3 }\n  First: { to: petitioner.name, part: 1 }\n  Middle: { to: petitioner.name, part: 2 }\n";
    let list = list("Last,First,Middle\nNúñez,María, José \nLee,Ann,\n,,x\n".as_bytes(), text)
        .expect("a list");
    let names: Vec<Option<String>> =
        (0..3).map(|row| fact(&list, row, "petitioner.name")).collect();
    assert_eq!(
        names,
        [Some("María José Núñez".to_owned()), Some("Ann Lee".to_owned()), Some("x".to_owned())]
    );
}

#[test]
fn a_column_can_name_the_petition_of_each_row() {
    let text = "columns:\n  What: petition\n  Who: petitioner.name\n  No.: case_number\n";
    let list = list(b"What,Who,No.\nexpungement,Ann,\n1203.4,Bo,1\nxx,Cy,2\n,Di,3\n", text)
        .expect("a list");
    assert_eq!(fact(&list, 1, "petition").as_deref(), Some("expungement"));
    let has = |row: usize, what: &str| told_of(&list, row).iter().any(|one| one == what);
    assert!(has(0, "error[missing-fact] clients.csv, row 2, column C"));
    assert!(has(2, "error[unknown-petition] clients.csv, row 4, column A"));
    let spelled = super::support::list(
        "What,Who,No.\nExpungement ,Ann,1\nSeal and  Destroy,Bo,2\n".as_bytes(),
        text,
    );
    let spelled = spelled.expect("a list");
    let petitions = [0, 1].map(|row| fact(&spelled, row, "petition"));
    assert_eq!(petitions, [Some("expungement".to_owned()), Some("seal-and-destroy".to_owned())]);
    assert!(has(3, "error[missing-fact] clients.csv, row 5, column A"), "{:?}", told_of(&list, 3));
}

#[test]
fn one_column_fills_several_facts_and_words_mean_what_the_map_says() {
    let text = with(
        "  When: { to: [\"convictions[0].convicted_on\", \"convictions[0].judgment_on\"], words: { tbd: , \"New Year\": 2016-01-01 } }",
    );
    let list = list(b"When\n5/2/2016\nTBD\nnew-year\n", &text).expect("a list");
    let days: Vec<Option<String>> =
        (0..3).map(|row| fact(&list, row, "convictions.0.judgment_on")).collect();
    assert_eq!(
        days,
        [Some("Date(2016-05-02)".to_owned()), None, Some("Date(2016-01-01)".to_owned())]
    );
}

#[test]
fn a_mistyped_key_of_a_column_is_told_as_such_and_alone() {
    let text = with("  When: { too: petitioner.born_on }");
    let faults = map(&text).expect_err("a slip");
    assert_eq!(told(&faults, None).len(), 1, "{faults:?}");
    assert_eq!(faults[0].code, "unknown-key");
    assert_eq!(faults[0].help.as_deref(), Some("did you mean `to`?"));
    let nothing = map(&with("  When: { part: 1 }")).expect_err("no fact");
    assert!(nothing[0].what.contains("mapped to nothing"), "{nothing:?}");
}

#[test]
fn an_empty_map_points_to_the_sample() {
    for text in ["", "# nothing yet\n", "- a\n", "words\n", "columns: [\n"] {
        let faults = map(text).expect_err("no map");
        let helps: Vec<String> = faults.iter().filter_map(|one| one.help.clone()).collect();
        assert!(
            helps.iter().any(|one| one.contains("`petition batch --sample`")),
            "{text}: {helps:?}"
        );
        assert!(!helps.iter().any(|one| one.contains("`petition new`")), "{text}: {helps:?}");
    }
}
