//! Official forms or pleading paper: what is chosen, what the guide sheet says of it, what lies where.

use petition::pipeline::PaperChoice;

use crate::support::{
    asked, bare, build, example, file, made, names, packet, said, stocked, words,
};

const CASE: &str = "expungement.yaml";

#[test]
fn forms_are_filled_in_where_their_blanks_are_at_hand() {
    let packet = packet(stocked(), &example(CASE), &asked(None));
    let names = names(&packet);
    assert!(names.contains(&"01-petition.pdf"), "{names:?}");
    assert!(
        !names.iter().any(|name| name.contains("notice")),
        "the form is its own notice: {names:?}"
    );
    assert!(!names.iter().any(|name| name.contains("memorandum")), "{names:?}");
    let own = |name: &&str| name.contains("declaration") && !name.contains("witness");
    assert!(!names.iter().any(own), "it is attached: {names:?}");
    let petition = words(file(&packet, "petition"));
    assert!(petition.contains("CR-180") && petition.contains("MC-031"), "{petition}");
    assert_eq!(packet.about.receipt.missing, []);
    assert!(packet.about.inspection.is_empty(), "{:?}", packet.about.inspection);
    let guide = words(file(&packet, "guide"));
    assert!(guide.contains("Official forms in this packet"), "{guide}");
    assert!(guide.contains("CR-180, Petition for Dismissal, revised January 1, 2024"), "{guide}");
}

#[test]
fn pleading_paper_stands_in_where_no_blank_is_and_the_guide_says_why() {
    let packet = packet(bare(), &example(CASE), &asked(None));
    assert!(
        names(&packet).contains(&"01-notice.pdf") || names(&packet)[1].starts_with("01-notice")
    );
    let guide = words(file(&packet, "guide"));
    assert!(guide.contains("Why pleading paper"), "{guide}");
    assert!(guide.contains("no blank of form CR-180 is at hand"), "{guide}");
}

#[test]
fn pleading_paper_that_is_asked_for_is_used_though_blanks_are_at_hand() {
    let asked_for = packet(stocked(), &example(CASE), &asked(Some(PaperChoice::Pleading)));
    let guide = words(file(&asked_for, "guide"));
    assert!(guide.contains("on pleading paper because that was asked for"), "{guide}");
    let text = format!("{}\npaper: pleading\n", example(CASE));
    let stated = packet(stocked(), &text, &asked(None));
    assert_eq!(names(&stated), names(&asked_for));
    let command_line = packet(stocked(), &text, &asked(Some(PaperChoice::Official)));
    assert!(
        words(file(&command_line, "petition")).contains("CR-180"),
        "the command line goes before"
    );
}

#[test]
fn official_paper_that_is_asked_for_and_cannot_be_had_is_an_error() {
    let built = build(bare(), &example(CASE), &asked(Some(PaperChoice::Official)));
    assert!(built.packet.is_none());
    assert!(said(&built).contains("[official-form-absent] form CR-180 cannot be filled in"));
    let built = build(bare(), &example("pardon.yaml"), &asked(Some(PaperChoice::Official)));
    assert!(built.packet.is_some(), "{}", said(&built));
    assert!(said(&built).contains("[no-official-form]"), "{}", said(&built));
}

#[test]
fn both_versions_lie_apart_and_the_guide_tells_which_to_file() {
    let packet = packet(stocked(), &example(CASE), &asked(Some(PaperChoice::Both)));
    let names = names(&packet);
    assert!(names.contains(&"01-petition.pdf"), "{names:?}");
    let pleading: Vec<&&str> = names.iter().filter(|name| name.starts_with("pleading/")).collect();
    assert!(pleading.len() >= 5, "{names:?}");
    assert_eq!(names.iter().filter(|name| name.contains("guide")).count(), 1, "{names:?}");
    assert!(words(file(&packet, "guide")).contains("File one version or the other, not both"));
    let joined = petition::pipeline::Asked { sets: Some(1), ..asked(Some(PaperChoice::Both)) };
    let joined = crate::support::packet(stocked(), &example(CASE), &joined);
    let text = words(file(&joined, "joined"));
    assert!(
        text.contains("CR-180") && !text.contains("NOTICE OF HEARING"),
        "one version is joined"
    );
}

#[test]
fn a_blank_that_the_tests_make_is_filled_like_any_other() {
    let catalog = made(&[]);
    let packet = packet(&catalog, &example(CASE), &asked(None));
    let petition = words(file(&packet, "petition"));
    assert!(petition.contains("María José Núñez") && petition.contains("BA456789"), "{petition}");
    assert_eq!(packet.about.receipt.missing, []);
}

#[test]
fn without_attachment_sheets_text_goes_on_on_plain_paper() {
    let catalog = made(&["CR-180", "CR-181", "MC-031"]);
    let packet = packet(&catalog, &example("expungement-several.yaml"), &asked(None));
    assert_eq!(packet.about.receipt.missing, []);
    let guide = words(file(&packet, "guide"));
    assert!(guide.contains("MC-025"), "it says that the sheets are missing: {guide}");
}

#[test]
fn a_request_to_waive_fees_lies_apart_and_is_joined_with_nothing() {
    let with_fees = format!("{}\n{}", example(CASE), include_str!("fee-waiver.yaml"));
    let joined = petition::pipeline::Asked { sets: Some(2), ..asked(None) };
    let packet = packet(stocked(), &with_fees, &joined);
    let waiver = file(&packet, "confidential/");
    assert!(waiver.confidential && waiver.name.ends_with("request-to-waive-court-fees.pdf"));
    assert!(words(waiver).contains("FW-001"));
    assert!(!words(file(&packet, "joined")).contains("FW-001"));
    let pleading = petition::pipeline::Asked { paper: Some(PaperChoice::Pleading), ..joined };
    let packet = crate::support::packet(stocked(), &with_fees, &pleading);
    assert!(
        words(file(&packet, "confidential/")).contains("FW-001"),
        "it goes with either version"
    );
}
