//! Blank forms taken in, listed and mapped from the command line; none of whoever runs the tests is touched.

#[path = "../court_forms/made.rs"]
mod made;

use petition::catalog::Catalog;

use super::support::Desk;

/// A blank of a form in its newest known revision, with every field of its map.
fn blank(number: &str) -> Vec<u8> {
    let catalog = Catalog::embedded().expect("sound");
    let map = catalog.court_form(number).expect("a map");
    made::blank_file(map, &map.revisions[0])
}

#[test]
fn what_is_right_is_kept_and_what_is_wrong_is_told() {
    let desk = Desk::new();
    desk.write("download.pdf", blank("MC-025"));
    desk.write("page.html", "<html>");
    let run = desk.run("court-form add page.html download.pdf missing.pdf");
    assert_eq!(run.code, 2, "{}", run.out);
    assert!(run.out.contains("Refused page.html is not a PDF"), "{}", run.out);
    assert!(run.out.contains("Took in form MC-025"), "{}", run.out);
    assert!(run.out.contains("revised July 1, 2009"), "{}", run.out);
    assert!(run.out.contains("missing.pdf cannot be read: there is no such file"), "{}", run.out);
    assert_eq!(desk.names("court-forms"), ["MC-025.2009-07-01.pdf"]);
    let run = desk.run("court-form add page.html download.pdf");
    assert_eq!(run.code, 1, "{}", run.out);
    let run = desk.run("court-form add download.pdf --court-forms elsewhere");
    assert_eq!((run.code, desk.names("elsewhere").len()), (0, 1), "{}", run.err);
}

#[test]
fn a_filled_form_names_what_stands_in_it() {
    let desk = Desk::new();
    let mut bytes = blank("MC-031");
    // The tooltip of a field becomes its value.
    let at = bytes.windows(4).position(|four| four == b"/TU(").expect("a tooltip");
    bytes[at..at + 3].copy_from_slice(b"/V ");
    desk.write("mine.pdf", bytes);
    let run = desk.run("court-form add mine.pdf --format json");
    assert_eq!(run.code, 1, "{}", run.out);
    let fault = run.json()[0]["fault"].as_str().expect("a fault").to_owned();
    assert!(fault.contains("is filled in"), "{fault}");
    assert!(desk.names("court-forms").is_empty());
}

#[test]
fn the_list_says_what_each_petition_has_and_lacks() {
    let desk = Desk::new();
    let run = desk.run("court-form list");
    assert_eq!(run.code, 0, "{}", run.err);
    assert!(run.out.contains("missing  CR-180"), "{}", run.out);
    desk.write("a.pdf", blank("CR-180"));
    assert_eq!(desk.run("court-form add a.pdf").code, 0);
    let run = desk.run("court-form list");
    assert!(run.out.contains("at hand  CR-180"), "{}", run.out);
    assert!(run.out.contains("revised January 1, 2024"), "{}", run.out);
    assert!(run.out.contains("taken in on 20"), "{}", run.out);
    let json = desk.run("court-form list --format json").json();
    let petitions = json["petitions"].as_array().expect("petitions");
    let expungement = petitions.iter().find(|one| one["id"] == "expungement").expect("it");
    let forms = expungement["forms"].as_array().expect("forms");
    let status = |number: &str| {
        let form = forms.iter().find(|one| one["number"] == number).expect("listed");
        form["status"].as_str().expect("a status").to_owned()
    };
    assert_eq!((status("CR-180").as_str(), status("CR-181").as_str()), ("ready", "missing"));
}

#[test]
fn a_newer_and_an_older_blank_are_listed_with_what_becomes_of_them() {
    let desk = Desk::new();
    let catalog = Catalog::embedded().expect("sound");
    let map = catalog.court_form("CR-181").expect("a map");
    let mut newer = map.revisions[0].clone();
    newer.revised = "2026-09-01".parse().expect("a day");
    desk.write("newer.pdf", made::blank_file(map, &newer));
    let run = desk.run("court-form add newer.pdf");
    assert_eq!(run.code, 0, "{}", run.err);
    assert!(run.out.contains("newer than this program knows"), "{}", run.out);
    let json = desk.run("court-form list --format json").json();
    assert!(json.to_string().contains("\"look\""), "{json}");
    let mut older = map.revisions[0].clone();
    older.revised = "2010-01-01".parse().expect("a day");
    desk.write("older.pdf", made::blank_file(map, &older));
    let run = desk.run("court-form add older.pdf --court-forms old");
    assert!(run.out.contains("does not know this revision"), "{}", run.out);
    let run = desk.run("court-form list --court-forms old");
    assert!(run.out.contains("not used CR-181"), "{}", run.out);
}

#[test]
fn fields_are_printed_as_a_map_to_fill_in() {
    let desk = Desk::new();
    desk.write("a.pdf", blank("MC-025"));
    let run = desk.run("court-form fields a.pdf");
    assert_eq!(run.code, 0, "{}", run.err);
    assert!(run.out.contains("number: MC-025"), "{}", run.out);
    assert!(run.out.contains("in. from the left"), "{}", run.out);
    let json = desk.run("court-form fields a.pdf --format json").json();
    assert_eq!(json["number"], "MC-025");
    assert!(json["fields"].as_array().is_some_and(|fields| fields.len() > 5), "{json}");
    desk.write("b.pdf", "%PDF-1.7");
    let run = desk.run("court-form fields b.pdf");
    assert_eq!(run.code, 1, "{}", run.out);
    assert!(run.err.contains("`b.pdf` is damaged"), "{}", run.err);
}

#[test]
fn a_folder_that_is_none_is_told() {
    let desk = Desk::new();
    desk.write("file", "");
    let run = desk.run("court-form list --court-forms file");
    assert_eq!(run.code, 2);
    assert!(run.err.contains("cannot read the blank forms in `file`"), "{}", run.err);
}
