//! forms/court-forms, typed: for each official form what is typed into which field of which revision.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use chrono::NaiveDate;
use serde::Deserialize;
use serde::de::{Deserializer, Error as _};

use crate::compose::template::Templates;

/// An official form as forms/court-forms declares it.
///
/// What is typed is said once, under a name; each revision says which of its fields bears it.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FormMap {
    /// Its number, such as `CR-180`; the file's stem.
    pub number: String,
    /// What it is called.
    pub title: String,
    /// What it is called in a packet that may have several of it; a template, and the title where left out.
    #[serde(default)]
    pub called: String,
    /// Stem of the name of its file in a packet.
    pub file: String,
    /// Whether it is served with the petition.
    #[serde(default = "yes")]
    pub served: bool,
    /// Whether it is kept from the public file, and from every other file of a packet.
    #[serde(default)]
    pub confidential: bool,
    /// Who signs it, in words for the guide sheet; a template.
    #[serde(default)]
    pub signed_by: String,
    /// Template text that runs before all values, such as `{% set %}`.
    #[serde(default)]
    pub prelude: String,
    /// What is typed, by name: templates that print Markdown.
    #[serde(default)]
    pub values: BTreeMap<String, String>,
    /// Lists with more items than the form may have rows, by name: templates that print one Markdown
    /// table. Its header is typed only where rows go on in an attachment.
    #[serde(default)]
    pub tables: BTreeMap<String, String>,
    /// When a box is ticked, by name: conditions as templates write them after `if`.
    #[serde(default)]
    pub ticks: BTreeMap<String, String>,
    /// Number of the attachment on which a value or a table goes on, by its name, such as `2c`; a
    /// value that a revision has no field for stands there whole.
    #[serde(default)]
    pub attachments: BTreeMap<String, String>,
    /// What the form has no field for and the papers say all the same, by name: it always stands in
    /// an attachment.
    #[serde(default)]
    pub extra: BTreeMap<String, Extra>,
    /// Why fields stay empty, by name.
    #[serde(default)]
    pub empty: BTreeMap<String, String>,
    /// The revisions that are known, the newest first.
    pub revisions: Vec<Revision>,
}

/// Text that stands in an attachment and in no field.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Extra {
    /// Number of the attachment, such as `1`; what goes on there from a field stands before it.
    pub attachment: String,
    /// A template that prints Markdown; where it prints nothing, there is no such attachment.
    pub text: String,
}

/// One revision of a form.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Revision {
    /// Its date, as printed at its foot.
    #[serde(deserialize_with = "day")]
    pub revised: NaiveDate,
    /// Where its fields were read.
    pub source: String,
    /// The day on which they were read.
    #[serde(deserialize_with = "day")]
    pub checked: NaiveDate,
    /// Whether a blank was filled and looked at; false where only a list of its fields was at hand.
    pub tried: bool,
    /// It is not used unless this holds: an earlier revision may not know what a case asks for.
    #[serde(default)]
    pub when: Option<super::petition::Condition>,
    /// Who signs it, where that is another than in other revisions; a template.
    #[serde(default)]
    pub signed_by: String,
    /// How each field is filled, by its full name. Fields that share a name are told apart by the
    /// state that ticks them: `name=state`.
    #[serde(with = "serde_yaml::with::singleton_map_recursive")]
    pub fields: BTreeMap<String, FieldUse>,
}

/// What becomes of a field.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum FieldUse {
    /// A value is typed.
    Value(String),
    /// A cell of a table is typed: its name, row and column, each from 1.
    Cell(String, usize, usize),
    /// It is ticked where a condition holds.
    Tick(String),
    /// The body of the paper that the form stands for is typed.
    Body,
    /// A part of an attachment is typed.
    Attachment(AttachmentPart),
    /// It stays empty, for a reason.
    Empty(String),
    /// It is a button of the screen, and goes.
    Button,
    /// It is part of the printed form, and stays as it is.
    Printed,
}

/// What a sheet of an attachment says, or a form of its attachments.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum AttachmentPart {
    /// The number of the item that it continues, such as `2c`.
    Number,
    /// The number of this sheet.
    Page,
    /// How many sheets there are.
    Pages,
    /// The text.
    Text,
    /// A box of the form itself, ticked where an attachment follows it.
    Follows,
}

/// How a petition uses an official form.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CourtFormUse {
    /// Numbers of forms in order of preference; the first with a usable blank is filled.
    pub form: Vec<String>,
    /// Ids of the papers in whose place it stands; none for a form that stands beside either version.
    #[serde(default)]
    pub stands_for: Vec<String>,
    /// Ids of the papers that the official version goes without.
    #[serde(default)]
    pub drops: Vec<String>,
    /// The id of the paper behind whose form it is attached, in the same file.
    #[serde(default)]
    pub attached_to: Option<String>,
    /// A list of the case, for each item of which there is one form; templates see the `item`.
    #[serde(default)]
    pub each: Option<String>,
    /// Left out unless this holds.
    #[serde(default)]
    pub when: Option<super::petition::Condition>,
}

impl CourtFormUse {
    /// A form by its number, in nobody's place.
    pub fn of(number: &str) -> CourtFormUse {
        CourtFormUse {
            form: vec![number.to_owned()],
            stands_for: Vec::new(),
            drops: Vec::new(),
            attached_to: None,
            each: None,
            when: None,
        }
    }
}

fn yes() -> bool {
    true
}

fn day<'de, D: Deserializer<'de>>(text: D) -> Result<NaiveDate, D::Error> {
    let text = String::deserialize(text)?;
    NaiveDate::parse_from_str(&text, "%Y-%m-%d").map_err(|_| D::Error::custom("no such day"))
}

/// A map as a file, read when first asked for: most packets need few of them.
pub(super) struct FormFile {
    /// The file's stem.
    stem: String,
    text: String,
    map: OnceLock<Result<FormMap, String>>,
    pub(super) templates: OnceLock<Result<Templates, Vec<String>>>,
}

impl FormFile {
    /// What the file says.
    pub(super) fn map(&self) -> Result<&FormMap, String> {
        let read = || match FormMap::load(&self.text) {
            Ok(map) if map.number == self.stem => Ok(map),
            Ok(map) => Err(format!(
                "{}.yaml: its number is `{}`, not the file's name",
                self.stem, map.number
            )),
            Err(error) => Err(format!("{}.yaml: {error}", self.stem)),
        };
        self.map.get_or_init(read).as_ref().map_err(Clone::clone)
    }
}

/// The files of maps among texts by their path below forms/, by their stems.
pub(super) fn files(texts: &[(String, String)]) -> BTreeMap<String, FormFile> {
    let stem = |path: &str| {
        let name = path.strip_prefix("court-forms/")?.strip_suffix(".yaml")?;
        Some(name.to_owned())
    };
    let named = texts.iter().filter_map(|(path, text)| Some((stem(path)?, text.clone())));
    named
        .map(|(stem, text)| {
            let (map, templates) = (OnceLock::new(), OnceLock::new());
            (stem.clone(), FormFile { stem, text, map, templates })
        })
        .collect()
}

impl Revision {
    /// Name of the template that says who signs it, beside the form's own; none where that holds.
    pub fn signed_by_part(&self) -> Option<String> {
        (!self.signed_by.is_empty()).then(|| format!("signed_by@{}", self.revised))
    }
}

impl FormMap {
    /// Reads a map; the error is one line that names the place in it.
    ///
    /// # Errors
    /// What is wrong with the text, and every name that nothing declares.
    pub fn load(text: &str) -> Result<FormMap, String> {
        let map: FormMap = serde_yaml::from_str(text).map_err(|error| error.to_string())?;
        let faults = map.faults();
        if faults.is_empty() { Ok(map) } else { Err(faults.join("; ")) }
    }

    /// The revision of a date.
    pub fn revision(&self, revised: NaiveDate) -> Option<&Revision> {
        self.revisions.iter().find(|one| one.revised == revised)
    }

    /// Whether the body of the paper that it stands for is typed into it.
    pub fn has_body(&self) -> bool {
        let fields = self.revisions.iter().flat_map(|one| one.fields.values());
        fields.into_iter().any(|used| *used == FieldUse::Body)
    }

    /// Names that are used and not declared, and those that are declared and that no revision uses.
    fn faults(&self) -> Vec<String> {
        let mut faults = Vec::new();
        if self.revisions.is_empty() {
            faults.push("no revision is known".to_owned());
        }
        let fields = || self.revisions.iter().flat_map(|one| one.fields.iter());
        for (field, used) in fields() {
            let known = match used {
                FieldUse::Value(name) => self.values.contains_key(name),
                FieldUse::Cell(name, row, column) => {
                    self.tables.contains_key(name) && *row > 0 && *column > 0
                }
                FieldUse::Tick(name) => self.ticks.contains_key(name),
                FieldUse::Empty(name) => self.empty.contains_key(name),
                _ => true,
            };
            if !known {
                faults.push(format!("`{field}` names something that is not declared: {used:?}"));
            }
        }
        let used = |name: &String| {
            fields().any(|(_, one)| match one {
                FieldUse::Value(used) | FieldUse::Tick(used) | FieldUse::Empty(used) => {
                    used == name
                }
                FieldUse::Cell(used, ..) => used == name,
                _ => false,
            })
        };
        let declared = self.values.keys().chain(self.tables.keys());
        let declared = declared.chain(self.ticks.keys()).chain(self.empty.keys());
        faults.extend(
            declared.filter(|name| !used(name)).map(|name| format!("no field bears `{name}`")),
        );
        let texts =
            |name: &&String| self.values.contains_key(*name) || self.tables.contains_key(*name);
        let lost = self.attachments.keys().filter(|name| !texts(name));
        faults.extend(lost.map(|name| format!("`{name}` is attached and not declared")));
        let unnumbered = self.extra.iter().filter(|(_, extra)| extra.attachment.trim().is_empty());
        faults
            .extend(unnumbered.map(|(name, _)| format!("`{name}` has no number of an attachment")));
        faults
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const MAP: &str = r#"
number: XX-1
title: Sample
file: sample
values: { name: "{{ filer.name }}" }
tables: { offenses: "| Code |\n|---|\n| 1 |" }
ticks: { granted: reliefs.after_probation }
attachments: { offenses: "1" }
extra: { aliases: { attachment: "1", text: "{{ petitioner.name_in_case }}" } }
empty: { clerk: the clerk fills it in }
revisions:
  - revised: 2024-01-01
    source: the blank
    checked: 2026-11-22
    tried: true
    fields:
      "a[0].Name": { value: name }
      "a[0].Code": { cell: [offenses, 1, 1] }
      "a[0].Box": { tick: granted }
      "a[0].Date": { empty: clerk }
      "a[0].Print": button
      "a[0].Text": { attachment: text }
"#;

    #[test]
    fn a_map_is_read_and_its_names_are_held_together() {
        let map = FormMap::load(MAP).expect("sound");
        let fields = &map.revisions[0].fields;
        assert_eq!(fields["a[0].Code"], FieldUse::Cell("offenses".to_owned(), 1, 1));
        assert_eq!(fields["a[0].Print"], FieldUse::Button);
        assert_eq!(fields["a[0].Text"], FieldUse::Attachment(AttachmentPart::Text));
        assert_eq!(map.extra["aliases"].attachment, "1");
        assert!(!map.has_body());
        assert_eq!(map.revisions[0].signed_by_part(), None);
        let own = MAP.replace("    tried: true", "    tried: true\n    signed_by: the petitioner");
        let own = FormMap::load(&own).expect("sound");
        assert_eq!(own.revisions[0].signed_by_part().as_deref(), Some("signed_by@2024-01-01"));
        let lost = FormMap::load(&MAP.replace("value: name", "value: nome")).unwrap_err();
        assert!(lost.contains("a[0].Name") && lost.contains("no field bears `name`"), "{lost}");
        let unnumbered = MAP.replace("{ attachment: \"1\"", "{ attachment: \" \"");
        let unnumbered = FormMap::load(&unnumbered).unwrap_err();
        assert_eq!(unnumbered, "`aliases` has no number of an attachment");
    }
}
