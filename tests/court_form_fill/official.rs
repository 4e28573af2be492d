//! The courts' own blanks, each field filled: a typical value, a long one.

use std::fs;
use std::path::{Path, PathBuf};

use petition::court_form::blank::{Blank, BlankField, FieldKind};
use petition::document::{Block, CourtForms};

use super::file;
use super::forms::{Known, attachment_uses, filled, line};

/// The folder with the courts' own blanks, which are not ours to spread; said where it is missing.
fn official() -> Option<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/official-forms");
    if !folder.is_dir() {
        eprintln!("skipped: no folder {}", folder.display());
        return None;
    }
    Some(folder)
}

const STEMS: [&str; 8] = [
    "CR-180.2017",
    "CR-180.2024",
    "CR-181.2024",
    "FW-001.2026",
    "MC-025.2009",
    "MC-030.2006",
    "MC-031.2005",
    "POS-040.2017",
];

fn blank(folder: &Path, stem: &str) -> Blank {
    let bytes = fs::read(folder.join(format!("{stem}.pdf"))).expect("the blank");
    Blank::read(&bytes).unwrap_or_else(|fault| panic!("{stem} {fault}"))
}

/// Keeps a file for the eye, where a folder is named for it.
fn keep(name: &str, bytes: &[u8]) {
    if let Some(folder) = std::env::var_os("COURT_FORM_PAGES") {
        fs::create_dir_all(&folder).expect("a folder");
        fs::write(Path::new(&folder).join(name), bytes).expect("a file");
    }
}

fn typical(field: &BlankField) -> Vec<Block> {
    let multiline = matches!(field.kind, FieldKind::Text { multiline: true, .. });
    let most = match field.kind {
        FieldKind::Text { most: Some(most), .. } => most,
        _ => 18,
    };
    match multiline {
        true => {
            let text = "Nguyễn Thị Hạnh has worked at the county library since 2017 and cares for \
                        her mother; José Núñez, her manager, writes that she is trusted. ";
            [line(&text.repeat(2)), line(text)].concat()
        }
        false => line(&"Łukasz Wójcik gyp".chars().take(most).collect::<String>()),
    }
}

fn long(field: &BlankField) -> Vec<Block> {
    let multiline = matches!(field.kind, FieldKind::Text { multiline: true, .. });
    let text = "Nguyễn Thị Hạnh has worked at the county library since 2017. ";
    line(text.repeat(if multiline { 60 } else { 3 }).trim())
}

#[test]
fn every_field_of_the_official_blanks_is_filled() {
    let Some(folder) = official() else { return };
    let leaf = Known::new(blank(&folder, "MC-025.2009"), &attachment_uses());
    let mut faults = Vec::new();
    for stem in STEMS.iter().filter(|stem| !stem.starts_with("MC-025")) {
        let form = Known::new(blank(&folder, stem), &[]);
        for (kind, words) in [("typical", typical as fn(&BlankField) -> Vec<Block>), ("long", long)]
        {
            let forms = CourtForms {
                forms: vec![form.draft(words)],
                attachment: Some(leaf.draft(typical)),
            };
            let filled = filled(&forms, &[&form, &leaf]);
            keep(&format!("{stem}.{kind}.pdf"), &filled.bytes);
            if kind == "long" {
                // Its sheets are all alike, and drawing them takes long.
                continue;
            }
            let found = file::faults(&filled, &[&form.blank, &leaf.blank]);
            faults.extend(found.into_iter().map(|fault| format!("{stem} {kind}: {fault}")));
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}
