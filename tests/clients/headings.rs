//! Headings that do not stand where they are looked for: a title above them, another separator, another list.

use petition::diagnostic::Diagnostic;

use crate::support::*;

fn faults(text: &str, map: &str) -> Vec<Diagnostic> {
    list(text.as_bytes(), map).err().unwrap_or_default()
}

/// The one fault of a list: what and help.
fn only(text: &str) -> (String, String) {
    let faults = faults(text, MAP);
    assert_eq!(faults.len(), 1, "{faults:?}");
    (faults[0].what.clone(), faults[0].help.clone().unwrap_or_default())
}

#[test]
fn a_title_above_the_headings_is_one_error_that_names_their_row() {
    let titled = format!("Clients of the day,,\r\n\r\n{}", csv(&[RIGHT]));
    let (what, help) = only(&titled);
    assert_eq!(
        what,
        "row 1 of `clients.csv` holds 0 of the 17 headings that the map names, and row 3 holds all of them"
    );
    assert_eq!(help, "write `headings_row: 3` in the map");
    let map = format!("headings_row: 3\n{MAP}");
    assert_eq!(list(titled.as_bytes(), &map).expect("a list").n_rows(), 1);
    let wrong = faults(&titled, &format!("headings_row: 1\n{MAP}"));
    assert_eq!(wrong[0].help.as_deref(), Some("write `headings_row: 3` in the map"));
}

#[test]
fn a_list_parted_by_something_else_is_one_error_that_names_it() {
    for (separator, written) in [("|", "\"|\""), ("^", "\"^\"")] {
        let text = format!("{}\n", HEADINGS.join(separator));
        let (what, help) = only(&text);
        assert!(what.ends_with("and parted otherwise it holds all of them"), "{what}");
        assert_eq!(help, format!("write `separator: {written}` in the map"));
    }
    let (_, help) = only(&format!("Clients, all of them\n{}\n", HEADINGS.join(";")));
    assert_eq!(help, "write `headings_row: 2` and `separator: \";\"` in the map");
}

#[test]
fn another_list_is_one_error_and_a_few_headings_are_told_one_by_one() {
    let (what, help) = only("Item,Price\nChair,12\n");
    assert!(what.contains("holds 0 of the 17 that the map names"), "{what}");
    for key in ["headings_row", "separator", "sheet"] {
        assert!(help.contains(&format!("`{key}`")), "{help}");
    }
    let few = faults(&csv(&[RIGHT]).replace("Born", "Birth").replace("County", "Count"), MAP);
    let codes: Vec<&str> = few.iter().map(|one| one.code.as_str()).collect();
    assert_eq!(codes.iter().filter(|code| **code == "absent-heading").count(), 2, "{codes:?}");
    let small = "petition: expungement\ncolumns:\n  Who: petitioner.name\n  No.: case_number\n";
    assert!(faults("Whom,Nr.\nAnn,1\n", small).iter().all(|one| one.code != "absent-headings"));
}

#[test]
fn utf_16_without_its_mark_is_not_helped_with_another_encoding() {
    let bytes: Vec<u8> = csv(&[RIGHT]).encode_utf16().flat_map(u16::to_le_bytes).collect();
    let faults = list(&bytes, MAP).expect_err("no text");
    let help = faults[0].help.clone().expect("a help");
    assert!(help.contains("CSV UTF-8") && !help.contains("1252"), "{help}");
}
