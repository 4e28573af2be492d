//! Blanks of official forms: recognised, cleaned, with every field where it stands, or refused.

#[path = "court_form_blank/hostile.rs"]
mod hostile;
#[path = "court_form_blank/kept.rs"]
mod kept;
#[path = "court_form_blank/listed.rs"]
mod listed;
#[path = "court_form_blank/made.rs"]
mod made;
#[path = "court_form_blank/official.rs"]
mod official;
#[path = "support/property.rs"]
mod property;
#[path = "court_form_blank/read.rs"]
mod read;
#[path = "court_form_blank/refused.rs"]
mod refused;
#[path = "court_form_blank/tagged.rs"]
mod tagged;

use std::fs;
use std::path::{Path, PathBuf};

use petition::court_form::blank::{Blank, FieldKind};

/// The folder with the courts' own blanks, which are not ours to spread; said where it is missing.
fn official() -> Option<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/official-forms");
    if !folder.is_dir() {
        eprintln!("skipped: no folder {}", folder.display());
        return None;
    }
    Some(folder)
}

/// Number and revision, as the courts print them, by file.
const KNOWN: [(&str, &str, &str); 8] = [
    ("CR-180.2017", "CR-180", "2017-01-01"),
    ("CR-180.2024", "CR-180", "2024-01-01"),
    ("CR-181.2024", "CR-181", "2024-01-01"),
    ("FW-001.2026", "FW-001", "2026-03-01"),
    ("MC-025.2009", "MC-025", "2009-07-01"),
    ("MC-030.2006", "MC-030", "2006-01-01"),
    ("MC-031.2005", "MC-031", "2005-07-01"),
    ("POS-040.2017", "POS-040", "2017-02-01"),
];

#[test]
fn official_blanks_are_read_as_another_program_lists_them() {
    let Some(folder) = official() else { return };
    let mut faults = Vec::new();
    for (stem, number, revised) in KNOWN {
        let bytes = fs::read(folder.join(format!("{stem}.pdf"))).expect("the blank");
        let blank = Blank::read(&bytes).unwrap_or_else(|fault| panic!("{stem} {fault}"));
        assert_eq!((blank.number.as_str(), blank.revised.to_string().as_str()), (number, revised));
        let list = fs::read_to_string(folder.join(format!("{stem}.fields.txt"))).expect("its list");
        faults.extend(
            listed::compare(&blank, &list).into_iter().map(|what| format!("{stem}: {what}")),
        );
        let again = Blank::read(&blank.to_bytes()).expect("what was kept");
        assert!(again.to_bytes() == blank.to_bytes(), "{stem}: kept differently the second time");
        assert_eq!(again.fields.len(), blank.fields.len());
        for (kept, read) in again.fields.iter().zip(&blank.fields) {
            assert_eq!((&kept.name, kept.kind, kept.rect), (&read.name, read.kind, read.rect));
            assert!(kept.kind != FieldKind::Tick || kept.tooltip == read.tooltip);
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn official_blanks_print_the_same_with_their_faces_embedded() {
    let Some(folder) = official() else { return };
    for (stem, ..) in KNOWN {
        let bytes = fs::read(folder.join(format!("{stem}.pdf"))).expect("the blank");
        let kept = Blank::read(&bytes).expect("a blank").to_bytes();
        let faults = official::compare(&bytes, &kept);
        assert!(faults.is_empty(), "{stem}: {}", faults.join("\n"));
    }
}
