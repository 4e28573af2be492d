//! Blanks kept in a folder and chosen from it: the newest that can be filled, or the reason why none.

use std::fs;
use std::path::Path;

use chrono::NaiveDate;
use petition::catalog::Catalog;
use petition::catalog::court_form::FormMap;
use petition::court_form::blank::{Blank, FieldKind};
use petition::court_form::skeleton::skeleton;
use petition::court_form::store::keep;
use petition::court_form::take_in::{NotTaken, take_in};
use petition::court_form::{Asking, Blanks, Choice, choose};

use super::made::{Made, text, tick};

const MAP: &str = r#"
number: XX-100
title: Sample
file: sample
values: { name: "Mia Fox" }
ticks: { box: "true" }
revisions:
  - { revised: 2024-01-01, source: a test, checked: 2026-11-22, tried: true, fields: { Name: { value: name }, Box: { tick: box }, Print: button } }
  - { revised: 2020-01-01, source: a test, checked: 2026-11-22, tried: false, fields: { Name: { value: name }, Box: { tick: box } } }
"#;

fn day(text: &str) -> NaiveDate {
    text.parse().expect("a day")
}

/// A blank of the map's form: its date as printed, and whether it has a box.
fn blank(date: &'static str, boxed: bool) -> Blank {
    let foot: &'static str = match date {
        "2020" => "XX-100 [Rev. January 1, 2020]",
        "2022" => "XX-100 [Rev. January 1, 2022]",
        "2024" => "XX-100 [Rev. January 1, 2024]",
        "2027" => "XX-100 [Rev. January 1, 2027]",
        _ => "XX-100 [Rev. January 1, 2026]",
    };
    let mut widgets = vec![text("Name", [100.0, 700.0, 300.0, 712.0])];
    widgets.extend(boxed.then(|| tick("Box", "1", [72.0, 600.0, 81.0, 609.0])));
    Blank::read(&Made { foot, widgets, ..Made::default() }.bytes()).expect("blank")
}

/// What is chosen: the year, and the words told.
fn chosen(blanks: Vec<Blank>, insist: bool) -> (Option<String>, String) {
    let (map, blanks) = (FormMap::load(MAP).expect("a map"), Blanks::of(blanks));
    let on = day("2026-11-22");
    match choose(&map, &blanks, Asking { on, insist }) {
        Choice::Use { revised, blank, warnings, .. } => {
            assert_eq!(blank.revised, revised);
            (Some(revised.format("%Y").to_string()), warnings.join(" ").replace('\u{A0}', " "))
        }
        Choice::Not { reason } => (None, reason.replace('\u{A0}', " ")),
    }
}

#[test]
fn the_newest_that_is_known_is_filled_without_a_word() {
    let held = vec![blank("2020", true), blank("2024", true)];
    assert_eq!(chosen(held, false), (Some("2024".to_owned()), String::new()));
}

#[test]
fn none_and_a_replaced_one_are_not_filled_unless_somebody_insists() {
    let (year, why) = chosen(Vec::new(), true);
    assert!(year.is_none() && why.contains("no blank of form XX-100 is at hand"), "{why}");
    let (year, why) = chosen(vec![blank("2020", true)], false);
    assert!(year.is_none(), "{year:?}");
    assert!(
        why.contains("is of January 1, 2020, and the form was revised January 1, 2024"),
        "{why}"
    );
    let (year, why) = chosen(vec![blank("2020", true)], true);
    assert_eq!(year.as_deref(), Some("2020"));
    assert!(why.contains("courts may refuse it") && why.contains("look at every page"), "{why}");
    let (year, why) = chosen(vec![blank("2022", true)], true);
    assert!(year.is_none() && why.contains("which this program does not know"), "{why}");
}

#[test]
fn a_newer_one_is_filled_where_every_field_is_there() {
    let (year, why) = chosen(vec![blank("2026", true), blank("2024", true)], false);
    assert_eq!(year.as_deref(), Some("2026"));
    assert!(why.contains("newer than this program knows"), "{why}");
    let (year, why) = chosen(vec![blank("2026", false)], true);
    assert!(year.is_none(), "{year:?}");
    assert!(why.contains("newer than this program knows, and lacks the field “Box”"), "{why}");
    // The one that it replaced is not filled in its place but for somebody who insists.
    let held = || vec![blank("2026", false), blank("2024", true)];
    let (year, why) = chosen(held(), false);
    assert!(year.is_none() && why.contains("lacks the field"), "{why}");
    assert_eq!(chosen(held(), true).0.as_deref(), Some("2024"));
}

#[test]
fn a_known_one_that_lacks_a_field_is_not_filled() {
    let (year, why) = chosen(vec![blank("2024", false)], true);
    assert!(year.is_none() && why.contains("lacks the field “Box”"), "{why}");
}

#[test]
fn a_kept_blank_is_read_back_by_its_owner_only() {
    let home = tempfile::tempdir().expect("a folder");
    let folder = home.path().join("petition/court-forms");
    let path = keep(&folder, &blank("2024", true)).expect("kept");
    assert_eq!(path, folder.join("XX-100.2024-01-01.pdf"));
    keep(&folder, &blank("2024", true)).expect("kept again");
    keep(&folder, &blank("2020", true)).expect("kept");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let mode = |path: &Path| fs::metadata(path).expect("there").permissions().mode() & 0o777;
        assert_eq!((mode(&folder), mode(&path)), (0o700, 0o600));
    }
    fs::write(folder.join("notes.txt"), "mine").expect("written");
    let blanks = Blanks::open(&folder).expect("listed");
    assert_eq!(blanks.held("XX-100"), [day("2024-01-01"), day("2020-01-01")]);
    assert_eq!(blanks.all().len(), 2);
    let read = blanks.blank("XX-100", day("2024-01-01")).expect("read");
    assert!(read.to_bytes() == fs::read(&path).expect("bytes"), "read differently than kept");
}

#[test]
fn a_kept_file_that_was_exchanged_or_broken_is_not_filled() {
    let home = tempfile::tempdir().expect("a folder");
    let path = keep(home.path(), &blank("2024", true)).expect("kept");
    fs::rename(&path, home.path().join("XX-100.2026-01-01.pdf")).expect("renamed");
    fs::write(&path, "%PDF-1.7 no more").expect("written");
    let blanks = Blanks::open(home.path()).expect("listed");
    for (date, words) in
        [("2026-01-01", "is form XX-100 of 2024-01-01"), ("2024-01-01", "is damaged")]
    {
        let fault = blanks.blank("XX-100", day(date)).expect_err("not it");
        assert!(fault.contains(words) && fault.contains("add it again"), "{fault}");
    }
}

#[test]
fn forms_that_no_petition_fills_are_not_kept() {
    let catalog = Catalog::embedded().expect("sound");
    let home = tempfile::tempdir().expect("a folder");
    let fault = take_in(&catalog, &Made::default().bytes(), home.path()).expect_err("unknown");
    let NotTaken::Refused(why) = fault else { panic!("{fault:?}") };
    assert!(why.contains("is form XX-100") && why.contains("CR-180"), "{why}");
    // It prints the number of a form that is known, and is another.
    let other = Made { head: "CR-180", foot: "CR-180 [Rev. January 1, 2024]", ..Made::default() };
    let fault = take_in(&catalog, &other.bytes(), home.path()).expect_err("another");
    let NotTaken::Refused(why) = fault else { panic!("{fault:?}") };
    assert!(why.contains("and lacks the fields") && why.contains("more"), "{why}");
    assert_eq!(fs::read_dir(home.path()).expect("listed").count(), 0);
}

#[test]
fn a_skeleton_is_a_map_once_it_is_filled_in() {
    let mut press = text("Save \"it\": #1", [100.0, 20.0, 160.0, 32.0]);
    (press.kind, press.flags) = ("Btn", super::made::PUSHED);
    let mut named = text("a: \\ b", [100.0, 700.0, 300.0, 712.0]);
    named.more.set("TU", lopdf::text_string("line\none # \u{2028}two: \"three\""));
    let again = text("a: \\ b", [100.0, 680.0, 300.0, 692.0]);
    let made = Made {
        title: "XX-100 Sample: a \"Form\" #2",
        widgets: vec![named, again, tick("Box", "Yes", [72.0, 600.0, 81.0, 609.0]), press],
        ..Made::default()
    };
    let blank = Blank::read(&made.bytes()).expect("blank");
    let bare = skeleton(&blank, day("2026-11-22"));
    let yaml: serde_yaml::Value = serde_yaml::from_str(&bare).expect("YAML");
    assert_eq!(yaml["title"], "Sample: a \"Form\" #2");
    assert!(FormMap::load(&bare).is_err(), "somebody has to say what each field bears");
    let filled = bare
        .replace("values: {}", "values: { name: x }")
        .replace("ticks: {}", "ticks: { box: x }")
        .replace("\"a: \\\\ b\":\n", "\"a: \\\\ b\": { value: name }\n")
        .replace("\"Box\":\n", "\"Box\": { tick: box }\n");
    let map = FormMap::load(&filled).unwrap_or_else(|fault| panic!("{fault}\n{filled}"));
    assert_eq!((map.number.as_str(), map.file.as_str()), ("XX-100", "sample-a-form-2"));
    let fields = &map.revisions[0].fields;
    assert_eq!(fields.len(), 3, "{filled}");
    assert!(blank.fields.iter().all(|field| fields.contains_key(&field.name)));
    assert!(blank.fields.iter().any(|field| field.kind == FieldKind::Button));
    assert!(
        filled.contains("1.39 in. from the left, 1.11 from the top, 2.78 by 0.17: text"),
        "{filled}"
    );
}

#[test]
fn a_revision_that_has_not_come_yet_is_not_filled() {
    let (year, why) = chosen(vec![blank("2027", true)], true);
    assert_eq!(year, None);
    assert!(why.contains("2027, which has not come yet"), "{why}");
}
