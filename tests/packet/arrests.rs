//! Papers on the records of an arrest say no more than the facts of the case carry.

use crate::support::{built, example, packet_text};

/// The words of every paper, as one line.
fn words(text: &str) -> String {
    packet_text(&built(text)).split_whitespace().collect::<Vec<_>>().join(" ")
}

/// An example with some of its text exchanged.
fn with(file: &str, changes: &[(&str, &str)]) -> String {
    changes.iter().fold(example(file), |text, (from, to)| {
        assert!(text.contains(from), "{file} has no `{from}`");
        text.replacen(from, to, 1)
    })
}

#[test]
fn a_dismissed_case_without_its_number_prints_a_blank() {
    let text = with("seal-and-destroy.yaml", &[("case_number: F25902417", "#")]);
    assert!(words(&text).contains("case number"), "the guide lists the blank");
}

#[test]
fn a_mixed_verdict_asks_only_as_to_the_acquittal() {
    let text = with(
        "seal-and-destroy-acquitted.yaml",
        &[("convicted_of_any: false", "convicted_of_any: true")],
    );
    let words = words(&text);
    assert!(words.contains("Another charge of the case ended in a conviction."));
    assert!(!words.contains("No conviction of any charge has occurred"));
    assert!(!words.contains("innocent of the charges for which"), "the finding reaches one charge");
}

#[test]
fn a_court_petition_within_the_two_years_pleads_no_waiver() {
    let late = words(&example("seal-and-destroy-uncharged-court.yaml"));
    assert!(late.contains("In the alternative, if that time is measured"));
    let timely = with(
        "seal-and-destroy-uncharged-court.yaml",
        &[
            ("date: 2024-05-18", "date: 2025-05-19"),
            ("delivered_to_agency: 2026-03-02", "delivered_to_agency: 2025-09-02"),
            ("delivered_to_prosecutor: 2026-03-04", "delivered_to_prosecutor: 2025-09-04"),
        ],
    );
    let timely = words(&timely);
    assert!(timely.contains("end on May 19, 2027"), "{timely}");
    assert!(!timely.contains("In the alternative"));
}

#[test]
fn the_order_leaves_an_infraction_out_by_name() {
    let text = with(
        "seal-and-destroy.yaml",
        &[(
            "  other_agencies:",
            "    - { code: Veh, section: \"22350\", level: infraction }\n  other_agencies:",
        )],
    );
    assert!(words(&text).contains("This order grants nothing as to"));
}
