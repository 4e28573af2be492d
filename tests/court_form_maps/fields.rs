//! Every field of every blank has its use, every use has its field, and the kinds agree.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use petition::catalog::court_form::{AttachmentPart, FieldUse, FormMap, Revision};
use petition::court_form::blank::{Blank, BlankField, FieldKind};

use crate::drafts::{Forms, root};

/// Texts of the screen that old blanks hold as fields: no reader of the paper sees them.
const SCREEN: [&str; 3] = ["NoticeHeader1", "NoticeFooter1", "WhiteOut"];

/// Every public blank beside the repository; none, and a plain word, where the folder is missing.
fn blanks() -> Vec<(PathBuf, Blank)> {
    let folder = root().join("../shared/official-forms");
    let Ok(entries) = std::fs::read_dir(&folder) else {
        println!("skipped: no blanks in {}", folder.display());
        return Vec::new();
    };
    let mut paths: Vec<PathBuf> = entries.flatten().map(|entry| entry.path()).collect();
    paths.retain(|path| path.extension().is_some_and(|ending| ending == "pdf"));
    paths.sort();
    let read = |path: PathBuf| {
        let bytes = std::fs::read(&path).expect("a blank");
        let blank = Blank::read(&bytes).unwrap_or_else(|fault| panic!("{path:?}: {fault:?}"));
        (path, blank)
    };
    paths.into_iter().map(read).collect()
}

/// What is wrong between a blank and what a map says of its revision.
fn faults(blank: &Blank, revision: &Revision) -> Vec<String> {
    let fields: BTreeMap<&str, &BlankField> =
        blank.fields.iter().map(|field| (field.name.as_str(), field)).collect();
    let mut faults = Vec::new();
    for (name, field) in &fields {
        match revision.fields.get(*name) {
            None => faults.push(format!("`{name}` has no use")),
            Some(used) if !agree(field, used) => {
                faults.push(format!("`{name}` is {:?} and not for {used:?}", field.kind));
            }
            Some(_) => {}
        }
    }
    let lost = revision.fields.keys().filter(|name| !fields.contains_key(name.as_str()));
    faults.extend(lost.map(|name| format!("the blank has no `{name}`")));
    faults
}

fn agree(field: &BlankField, used: &FieldUse) -> bool {
    let several_lines = matches!(used, FieldUse::Body | FieldUse::Attachment(AttachmentPart::Text));
    match (field.kind, used) {
        (kind, FieldUse::Attachment(AttachmentPart::Follows)) => kind == FieldKind::Tick,
        (FieldKind::Text { .. }, FieldUse::Button) => SCREEN.contains(&field.name.as_str()),
        (FieldKind::Text { multiline, .. }, _) if several_lines => multiline,
        (
            FieldKind::Text { .. },
            FieldUse::Value(_) | FieldUse::Cell(..) | FieldUse::Attachment(_) | FieldUse::Empty(_),
        ) => true,
        (FieldKind::Choice, FieldUse::Value(_) | FieldUse::Empty(_)) => true,
        (FieldKind::Tick, FieldUse::Tick(_) | FieldUse::Empty(_)) => true,
        (FieldKind::Button, FieldUse::Button | FieldUse::Printed) => true,
        (FieldKind::Signature, FieldUse::Empty(_)) => true,
        _ => false,
    }
}

#[test]
fn maps_and_blanks_name_the_same_fields() {
    let forms = Forms::new();
    let mut met = BTreeSet::new();
    let blanks = blanks();
    for (path, blank) in &blanks {
        let Ok(map) = forms.catalog.court_form(&blank.number) else {
            println!("skipped: no map of {}", blank.number);
            continue;
        };
        let revision = map.revision(blank.revised).unwrap_or_else(|| panic!("{path:?}: unknown"));
        assert!(revision.tried, "{path:?}: a blank is at hand, and the map calls it untried");
        assert_eq!(faults(blank, revision), Vec::<String>::new(), "{path:?}");
        met.insert((map.number.clone(), revision.revised));
    }
    if blanks.is_empty() {
        return;
    }
    for number in forms.catalog.form_numbers() {
        let map = forms.catalog.court_form(number).expect(number);
        for revision in map.revisions.iter().filter(|revision| revision.tried) {
            let known = met.contains(&(number.to_owned(), revision.revised));
            assert!(
                known,
                "{number} of {} is called tried, and no blank is at hand",
                revision.revised
            );
        }
    }
}

#[test]
fn a_field_more_a_field_less_and_a_box_typed_into_are_found() {
    let Some((_, blank)) = blanks().into_iter().find(|(_, blank)| blank.number == "MC-031") else {
        return;
    };
    let forms = Forms::new();
    let map: &FormMap = forms.catalog.court_form("MC-031").expect("a map");
    let sound = map.revision(blank.revised).expect("a revision");
    let without = |name: &str| {
        let mut fields = sound.fields.clone();
        fields.remove(name);
        Revision { fields, ..sound.clone() }
    };
    let with = |name: &str, used: FieldUse| {
        let mut fields = sound.fields.clone();
        fields.insert(name.to_owned(), used);
        Revision { fields, ..sound.clone() }
    };
    assert_eq!(faults(&blank, &without("FillText7")), ["`FillText7` has no use"]);
    assert_eq!(
        faults(&blank, &with("FillText99", FieldUse::Body)),
        ["the blank has no `FillText99`"]
    );
    let typed = faults(&blank, &with("CheckBx6", FieldUse::Value("plaintiff".to_owned())));
    assert_eq!(typed.len(), 1, "{typed:?}");
    assert!(typed[0].contains("CheckBx6") && typed[0].contains("Tick"), "{typed:?}");
}

/// Words of a tooltip, and the value that a field with them bears.
const SAID: [(&str, &str); 14] = [
    ("STATE BAR N", "bar_number"),
    ("FIRM", "firm"),
    ("ZIP", "zip"),
    ("CITY", "city"),
    ("FAX N", "fax"),
    ("TELEPHONE N", "phone"),
    ("EMAIL ADDRESS", "email"),
    ("E-MAIL ADDRESS", "email"),
    ("ATTORNEY FOR", "attorney_for"),
    ("CASE NUMBER", "case_number"),
    ("COUNTY OF", "county"),
    ("DATE OF BIRTH", "born_on"),
    ("BRANCH NAME", "branch"),
    ("DEFENDANT:", "defendant"),
];

#[test]
fn what_is_typed_is_what_the_field_asks_for() {
    let forms = Forms::new();
    let mut held = 0;
    for (path, blank) in blanks() {
        let Ok(map) = forms.catalog.court_form(&blank.number) else { continue };
        let Some(revision) = map.revision(blank.revised) else { continue };
        for field in &blank.fields {
            let Some(FieldUse::Value(value)) = revision.fields.get(&field.name) else { continue };
            let told = field.tooltip.to_uppercase();
            let told = told.trim();
            for (words, wanted) in SAID.iter().filter(|(words, _)| told.starts_with(words)) {
                let value = value.trim_start_matches("court_").trim_start_matches("home_");
                assert_eq!(value, *wanted, "{path:?}: `{}` asks for {words}", field.name);
                held += 1;
            }
        }
    }
    assert!(held > 40 || !Path::new(&root().join("../shared/official-forms")).exists(), "{held}");
}
