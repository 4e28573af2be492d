//! Cells: what is understood, what is an error at its row and column, what is only warned about.

use crate::support::*;

#[test]
fn a_fault_is_drawn_at_its_cell() {
    let drawn = drawn(&with(&[("Ended", "02/30/2019")]), 0);
    let expected = "\
error[impossible-date]: `convictions[0].sentence.ended`: `02/30/2019` is not a day of the calendar
 --> clients.csv, row 2, column N
  |
2 | N  Ended: 02/30/2019
  |           ^^^^^^^^^^
  |
  = help: that month has fewer days, or the year is not right; look the day up

";
    assert_eq!(drawn, expected);
}

#[test]
fn what_is_wrong_in_a_cell_is_told_there_and_once() {
    let wrong = [
        ("Client", "Ann Lee", "error[not-last-first] clients.csv, row 2, column A"),
        ("Case no.", "", "error[missing-fact] clients.csv, row 2, column B"),
        ("Born", "31/12/1990", "error[day-first] clients.csv, row 2, column C"),
        ("County", "Los Angels", "error[unknown-county] clients.csv, row 2, column E"),
        ("Address", "somewhere", "error[unread-address] clients.csv, row 2, column F"),
        ("Phone", "12", "error[not-a-phone] clients.csv, row 2, column G"),
        ("Offense", "PC 484/488", "error[unread-offense] clients.csv, row 2, column H"),
        ("Offense", "", "error[missing-fact] clients.csv, row 2, column H"),
        ("Level", "X", "error[unknown-choice] clients.csv, row 2, column I"),
        ("Level", "", "error[missing-fact] clients.csv, row 2, column I"),
        ("Convicted", "2016", "error[not-a-date] clients.csv, row 2, column J"),
        ("Convicted", "", "error[missing-fact] clients.csv, row 2, column J"),
        ("Months", "3 years", "error[not-a-number] clients.csv, row 2, column K"),
        ("Owes", "perhaps", "error[not-a-flag] clients.csv, row 2, column P"),
        ("Statement", "\u{7}bell", "error[control-character] clients.csv, row 2, column Q"),
        ("Statement", "王", "error[uncovered-character] clients.csv, row 2, column Q"),
    ];
    for (heading, text, expected) in wrong {
        let errors: Vec<String> = told_of(&with(&[(heading, text)]), 0)
            .into_iter()
            .filter(|one| one.starts_with("error"))
            .collect();
        assert!(
            errors.iter().all(|one| one == expected) && !errors.is_empty(),
            "{heading}: {text}: {errors:?}"
        );
        // An offense that is not there lacks both code and section.
        assert!(
            errors.len() == 1 || (heading, text) == ("Offense", ""),
            "{heading}: {text}: {errors:?}"
        );
    }
}

#[test]
fn advice_about_charges_names_the_column_that_is_missing() {
    let list = with(&[("Offense", "PC 459 / VC 10851")]);
    assert_eq!(told_of(&list, 0), ["error[unread-offense] clients.csv, row 2, column H"]);
    let help = examined(&list, 0).diagnostics[0].help.clone().unwrap_or_default();
    assert!(help.contains("mapped to `convictions.0.offenses.1` and so on"), "{help}");
    assert!(!help.contains("out"), "{help}");
    for (map, text) in [
        ("convictions.0.offenses.0.section", "664"),
        ("convictions.0.offenses.0.subdivision", "(a)(b)"),
    ] {
        let whole = "{ to: \"convictions[0].offenses[0]\", as: offense }";
        let mut row = RIGHT;
        row[7] = text;
        let list = list_of(&row, &MAP.replace(whole, map));
        let told = told_of(&list, 0);
        assert!(told.iter().any(|one| one.starts_with("error[unread-offense]")), "{map} {told:?}");
    }
}

fn list_of(row: &[&str; 18], map: &str) -> petition::clients::ClientList {
    list(csv(&[*row]).as_bytes(), map).expect("a list")
}

#[test]
fn every_problem_of_a_row_comes_in_one_run() {
    let list = with(&[
        ("Case no.", ""),
        ("Born", "2/30/1990"),
        ("County", "Nowhere"),
        ("Level", "?"),
        ("Owes", "n/a"),
    ]);
    assert_eq!(
        told_of(&list, 0),
        [
            "error[missing-fact] clients.csv, row 2, column B",
            "error[impossible-date] clients.csv, row 2, column C",
            "error[unknown-county] clients.csv, row 2, column E",
            "error[missing-fact] clients.csv, row 2, column I",
            "warning[unknown-word] clients.csv, row 2, column I",
            "warning[unknown-word] clients.csv, row 2, column P",
        ]
    );
}

#[test]
fn unknown_is_not_no() {
    for text in ["", "n/a", "N/A", "unknown", "?", "-", "—"] {
        assert_eq!(
            fact(&with(&[("Owes", text)]), 0, "convictions.0.restitution_owed"),
            None,
            "{text}"
        );
    }
    for (text, expected) in [
        ("no", "Flag(false)"),
        ("N", "Flag(false)"),
        ("False", "Flag(false)"),
        ("Y", "Flag(true)"),
        ("X", "Flag(true)"),
    ] {
        assert_eq!(
            fact(&with(&[("Owes", text)]), 0, "convictions.0.restitution_owed").as_deref(),
            Some(expected),
            "{text}"
        );
    }
    // `x` means yes only where the map says so.
    let map = MAP.replace(
        "{ to: convictions.0.restitution_owed, words: { x: yes } }",
        "convictions.0.restitution_owed",
    );
    let text = csv(&[RIGHT]).replace("Fulfilled,,", "Fulfilled,x,");
    let list = list(text.as_bytes(), &map).expect("a list");
    assert_eq!(told_of(&list, 0), ["error[not-a-flag] clients.csv, row 2, column P"]);
}

#[test]
fn an_empty_cell_says_nothing_whatever_the_words_of_the_map() {
    let path = "convictions.0.restitution_owed";
    let map = MAP.replace("words: { x: yes }", "words: { \"-\": no, \"--\": yes, \"_\": no }");
    let read = |text: &str| {
        let mut row = RIGHT;
        row[15] = text;
        fact(&list(csv(&[row]).as_bytes(), &map).expect("a list"), 0, path)
    };
    for text in ["", "  ", "\u{a0}"] {
        assert_eq!(read(text), None, "{text:?}");
    }
    assert_eq!(read(" - ").as_deref(), Some("Flag(false)"));
    assert_eq!(read("--").as_deref(), Some("Flag(true)"));
    let empty = |key: &str| MAP.replace("words: { x: yes }", &format!("words: {{ {key}: no }}"));
    for key in ["''", "\" \""] {
        let faults = list(csv(&[RIGHT]).as_bytes(), &empty(key)).expect_err("an error");
        assert_eq!(told(&faults, None), ["error[empty-word] map.yaml:22:56"], "{key}");
    }
}

#[test]
fn blanks_are_tidied_and_words_kept() {
    let list = with(&[
        ("Case no.", "\u{a0} 0012345 \t"),
        ("Other names", " Maria  Nunez;; M.  Nunez ;"),
        ("Statement", "  One. \r\n\r\n  Two  \"words\"; *kept*, {{ as }} they are.\r\n"),
    ]);
    assert_eq!(fact(&list, 0, "case_number").as_deref(), Some("0012345"));
    assert_eq!(fact(&list, 0, "petitioner.also_known_as.1").as_deref(), Some("M. Nunez"));
    assert_eq!(
        fact(&list, 0, "statement").as_deref(),
        Some("One.\n\nTwo \"words\"; *kept*, {{ as }} they are.")
    );
    let none = with(&[("Other names", "None")]);
    assert_eq!(fact(&none, 0, "petitioner.also_known_as").as_deref(), Some("List([])"));
}

#[test]
fn a_name_with_a_comma_is_kept_and_warned_about() {
    let map = MAP.replace("{ to: petitioner.name, as: last-first }", "petitioner.name");
    let list_of = |name: &str| {
        let text = csv(&[RIGHT]).replace("\"Núñez, María José\"", &format!("\"{name}\""));
        list(text.as_bytes(), &map).expect("a list")
    };
    let kept = list_of("Núñez, María José");
    assert_eq!(fact(&kept, 0, "petitioner.name").as_deref(), Some("Núñez, María José"));
    assert_eq!(told_of(&kept, 0), ["warning[comma-in-name] clients.csv, row 2, column A"]);
    assert_eq!(told_of(&list_of("Ann Lee, Jr."), 0), [""; 0]);
}

#[test]
fn a_column_with_the_day_first_makes_its_other_days_doubtful() {
    let mut first = RIGHT;
    first[2] = "31/12/1990";
    let mut other = RIGHT;
    other[2] = "5/2/1990";
    let mut certain = RIGHT;
    certain[2] = "1990-05-02";
    let list = list(csv(&[first, other, certain]).as_bytes(), MAP).expect("a list");
    assert_eq!(told_of(&list, 0), ["error[day-first] clients.csv, row 2, column C"]);
    assert_eq!(told_of(&list, 1), ["warning[month-or-day] clients.csv, row 3, column C"]);
    assert_eq!(told_of(&list, 2), [""; 0]);
}

#[test]
fn two_columns_for_one_fact_must_agree() {
    let same = with(&[("Offense", "PC 459 felony")]);
    assert_eq!(told_of(&same, 0), [""; 0]);
    let other = with(&[("Offense", "PC 459 misdemeanor")]);
    assert_eq!(told_of(&other, 0), ["error[stated-twice] clients.csv, row 2, column I"]);
}

#[test]
fn facts_that_every_case_shares_are_drawn_in_the_map() {
    let map = MAP.replace("as_of: 2026-11-20", "as_of: 2026-12-24");
    let list = list(csv(&[RIGHT]).as_bytes(), &map).expect("a list");
    let told = told_of(&list, 0);
    assert!(told.iter().any(|one| one.contains("map.yaml:5:")), "{told:?}");
}

#[test]
fn a_zip_code_of_california_in_another_state_is_warned_about() {
    let told = |address: &str| told_of(&with(&[("Address", address)]), 0);
    assert_eq!(
        told("1 Main St., Los Angeles, NV 90017"),
        ["warning[zip-of-another-state] clients.csv, row 2, column F"]
    );
    for right in [
        "1 Main St., Reno, NV 89501",
        "1 Main St., Los Angeles, CA 90017",
        "1 Oak St., Honolulu, HI 96801",
    ] {
        assert_eq!(told(right), [""; 0], "{right}");
    }
}
