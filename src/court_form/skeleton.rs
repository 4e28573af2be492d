//! A blank to the skeleton of its map in forms/court-forms: every field with its place, for somebody to say what is typed.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use chrono::NaiveDate;

use super::blank::{Blank, BlankField, FieldKind};

/// Points to the inch.
const INCH: f32 = 72.0;

/// The map of a form as YAML: complete but for what each field bears. It is read once every field
/// has its use and every name that is used is declared.
pub fn skeleton(blank: &Blank, checked: NaiveDate) -> String {
    let title = title(blank);
    let mut text = format!(
        "# What is typed into form {number}. Say of each field one of\n\
         #   {{ value: NAME }}  {{ cell: [TABLE, ROW, COLUMN] }}  {{ tick: NAME }}  {{ empty: NAME }}  body  printed  button\n\
         # and declare the names under values, tables, ticks and empty. forms/README.md tells more.\n\
         number: {number}\n\
         title: {title}\n\
         file: {file}\n\
         values: {{}}\n\
         tables: {{}}\n\
         ticks: {{}}\n\
         empty: {{}}\n\
         revisions:\n  \
         - revised: {revised}\n    \
         source: the blank itself\n    \
         checked: {checked}\n    \
         tried: false\n    \
         fields:\n",
        number = blank.number,
        title = quoted(&title),
        file = file(&title),
        revised = blank.revised,
    );
    let mut said = BTreeSet::new();
    let mut page = usize::MAX;
    for field in &blank.fields {
        if page != field.page {
            page = field.page;
            let _ = writeln!(text, "      # Page {}", page + 1);
        }
        let kind = if field.screen { "for the screen only".to_owned() } else { kind(field.kind) };
        let _ = writeln!(text, "      # {}: {kind}", place(field));
        if !field.tooltip.is_empty() {
            let _ = writeln!(text, "      # {}", sober(&field.tooltip));
        }
        let used = if field.screen { " button" } else { "" };
        match said.insert(&field.name) {
            true => drop(writeln!(text, "      {}:{used}", quoted(&field.name))),
            false => drop(writeln!(text, "      # again {}", quoted(&field.name))),
        }
    }
    text
}

/// Where a field stands, in inches from the top left corner.
fn place(field: &BlankField) -> String {
    let [left, top, right, bottom] = field.rect.map(|points| points / INCH);
    let (width, height) = (right - left, bottom - top);
    format!("{left:.2} in. from the left, {top:.2} from the top, {width:.2} by {height:.2}")
}

fn kind(kind: FieldKind) -> String {
    match kind {
        FieldKind::Text { multiline, most, comb } => {
            let lines = if multiline { "text of several lines" } else { "text" };
            let most = most.map(|most| format!(", at most {most} characters")).unwrap_or_default();
            let comb = if comb { ", each in a cell of its own" } else { "" };
            format!("{lines}{most}{comb}")
        }
        FieldKind::Tick => "a box to tick".to_owned(),
        FieldKind::Choice => "a choice".to_owned(),
        FieldKind::Signature => "a place to sign".to_owned(),
        FieldKind::Button => "a button".to_owned(),
    }
}

/// The title that the file gives itself, without the number.
fn title(blank: &Blank) -> String {
    let title = blank.title.strip_prefix(&blank.number).unwrap_or(&blank.title);
    let title = title.trim_matches(|c: char| !c.is_alphanumeric() && c != ')');
    if title.is_empty() { blank.number.clone() } else { title.to_owned() }
}

/// The title as the name of a file.
fn file(title: &str) -> String {
    let words = title.to_lowercase();
    let words = words.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty());
    words.collect::<Vec<_>>().join("-")
}

/// Text as YAML reads it back, whatever it holds.
fn quoted(text: &str) -> String {
    let mut quoted = String::from("\"");
    for c in text.chars() {
        match c {
            '"' | '\\' => quoted.extend(['\\', c]),
            c if c.is_control() || matches!(c, '\u{2028}' | '\u{2029}' | '\u{FEFF}') => {
                let _ = write!(quoted, "\\U{:08X}", u32::from(c));
            }
            c => quoted.push(c),
        }
    }
    quoted.push('"');
    quoted
}

/// Text on one line, as a comment is.
fn sober(text: &str) -> String {
    text.chars()
        .map(|c| match c {
            c if c.is_control() || matches!(c, '\u{2028}' | '\u{2029}' | '\u{FEFF}') => ' ',
            c => c,
        })
        .collect()
}
