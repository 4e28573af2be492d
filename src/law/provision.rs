//! One provision of the law: what it says, how it is cited, and how old our reading of it is.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::Deserialize;

use super::code::Codes;
use super::value::{DatedValue, LawValue};

/// How sure an entry is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Confidence {
    /// From memory, or from one source known to err.
    Low,
    /// Seen in a secondary source, or in one undated copy.
    Medium,
    /// Read in the text itself.
    High,
}

/// How a citation is printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CiteForm {
    /// `Pen. Code, § 851.8, subd. (l)`.
    Short,
    /// `Penal Code section 851.8, subdivision (l)`.
    Long,
}

/// The parts of a citation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Citation {
    /// Key of the code, such as `pen`.
    pub code: String,
    /// Section or rule number, such as `851.8`.
    pub section: String,
    /// Subdivision letters and numbers, outermost first: `l`, or `a` and `1`.
    pub subdivision: Vec<String>,
}

/// The days on which a provision is law; an open end is an unknown or endless one.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct InForce {
    /// First day.
    pub from: Option<NaiveDate>,
    /// Last day.
    pub until: Option<NaiveDate>,
}

/// How this program meets a rule of court.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Ledger {
    /// What the rule asks, in our words.
    pub requires: String,
    /// The file that meets it, or `filer`.
    pub met_by: String,
    /// The test that shows it; empty where the filer must meet it.
    #[serde(default)]
    pub tested_by: String,
}

/// A section, subdivision or rule that this program relies on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Provision {
    /// Its key, such as `pen-851.8-l`.
    pub key: String,
    /// Its parts.
    pub citation: Citation,
    /// What it says, in our own words.
    pub says: String,
    /// Where it was read.
    pub source: String,
    /// The date that the copy read bears, as far as it is known.
    pub copy: Option<String>,
    /// The day on which somebody last read it; nothing means that it was not read.
    pub checked: Option<NaiveDate>,
    /// How sure the entry is.
    pub confidence: Confidence,
    /// When it is law.
    pub in_force: InForce,
    /// The act that last changed it, where known.
    pub amended: Option<String>,
    /// Its numbers and periods by name, oldest first.
    pub values: BTreeMap<String, Vec<DatedValue>>,
    /// For a rule of court: how it is met.
    pub ledger: Option<Ledger>,
}

impl Provision {
    /// The value of a name on a day: the latest that had begun. `-` and `_` in a name are alike.
    pub fn value(&self, name: &str, on: NaiveDate) -> Option<&LawValue> {
        let dated = self.values.get(&value_name(name))?;
        dated.iter().rev().find(|v| v.from.is_none_or(|from| from <= on)).map(|v| &v.value)
    }

    /// Whether it is law on a day.
    pub fn in_force_on(&self, day: NaiveDate) -> bool {
        self.in_force.from.is_none_or(|from| from <= day)
            && self.in_force.until.is_none_or(|until| day <= until)
    }
}

impl Citation {
    /// Takes a key apart: `pen-1203.4-a-1` is section 1203.4, subdivision (a)(1) of the code `pen`.
    pub fn from_key(key: &str) -> Option<Citation> {
        let mut parts = key.split('-');
        let code = parts.next()?.to_owned();
        let section = parts.next()?.to_owned();
        Some(Citation { code, section, subdivision: parts.map(str::to_owned).collect() })
    }

    /// Prints it; spaces that must not break are U+00A0.
    pub fn print(&self, form: CiteForm, codes: &Codes) -> String {
        let subdivision: String = self.subdivision.iter().map(|s| format!("({s})")).collect();
        let Some(code) = codes.get(&self.code) else { return String::new() };
        let (name, mark, word) = match form {
            CiteForm::Short => (&code.short, &code.short_mark, "subd."),
            CiteForm::Long => (&code.long, &code.long_mark, "subdivision"),
        };
        let section = format!("{name}{mark}\u{a0}{}", self.section);
        if subdivision.is_empty() {
            section
        } else if code.subdivision_follows {
            format!("{section}{subdivision}")
        } else {
            format!("{section}, {word}\u{a0}{subdivision}")
        }
    }
}

/// One file of provisions as it is written.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawProvisions {
    source: String,
    copy: Option<String>,
    provisions: Vec<RawProvision>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawProvision {
    key: String,
    says: String,
    source: Option<String>,
    copy: Option<String>,
    checked: Option<String>,
    confidence: Option<Confidence>,
    amended: Option<String>,
    #[serde(default)]
    in_force: RawInForce,
    #[serde(default)]
    values: BTreeMap<String, RawValue>,
    ledger: Option<Ledger>,
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct RawInForce {
    from: Option<String>,
    until: Option<String>,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum RawValue {
    One(RawScalar),
    Dated(Vec<RawDated>),
    Several(Vec<RawScalar>),
}

#[derive(Deserialize)]
#[serde(untagged)]
enum RawScalar {
    Number(i64),
    Text(String),
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawDated {
    from: Option<String>,
    value: RawScalar,
}

impl RawProvisions {
    /// The provisions of the file; every fault is told, and an entry with one is left out.
    pub(super) fn read(self, faults: &mut Vec<String>) -> Vec<Provision> {
        let mut read = Vec::new();
        for raw in self.provisions {
            let key = raw.key.clone();
            match raw.read(&self.source, self.copy.as_deref()) {
                Ok(provision) => read.push(provision),
                Err(fault) => faults.push(format!("provision `{key}`: {fault}")),
            }
        }
        read
    }
}

impl RawProvision {
    fn read(self, source: &str, copy: Option<&str>) -> Result<Provision, String> {
        let citation = Citation::from_key(&self.key).ok_or("the key names no section")?;
        let checked = self.checked.as_deref().map(parse_day).transpose()?;
        let day = |text: &Option<String>| text.as_deref().map(parse_day).transpose();
        let in_force =
            InForce { from: day(&self.in_force.from)?, until: day(&self.in_force.until)? };
        let mut values = BTreeMap::new();
        for (name, raw) in self.values {
            values.insert(value_name(&name), raw.read()?);
        }
        let default = if checked.is_some() { Confidence::High } else { Confidence::Medium };
        Ok(Provision {
            key: self.key,
            citation,
            says: self.says,
            source: self.source.unwrap_or_else(|| source.to_owned()),
            copy: self.copy.or_else(|| copy.map(str::to_owned)),
            checked,
            confidence: self.confidence.unwrap_or(default),
            in_force,
            amended: self.amended,
            values,
            ledger: self.ledger,
        })
    }
}

impl RawValue {
    fn read(self) -> Result<Vec<DatedValue>, String> {
        match self {
            RawValue::One(one) => Ok(vec![DatedValue { from: None, value: one.read() }]),
            RawValue::Several(several) => {
                let items = several.into_iter().map(RawScalar::words).collect();
                Ok(vec![DatedValue { from: None, value: LawValue::List(items) }])
            }
            RawValue::Dated(dated) => {
                let mut values = Vec::new();
                for raw in dated {
                    let from = raw.from.as_deref().map(parse_day).transpose()?;
                    values.push(DatedValue { from, value: raw.value.read() });
                }
                values.sort_by_key(|v| v.from);
                Ok(values)
            }
        }
    }
}

impl RawScalar {
    fn read(self) -> LawValue {
        match self {
            RawScalar::Number(number) => LawValue::Number(number),
            RawScalar::Text(text) => LawValue::parse(&text),
        }
    }

    fn words(self) -> String {
        match self {
            RawScalar::Number(number) => number.to_string(),
            RawScalar::Text(text) => text,
        }
    }
}

fn value_name(name: &str) -> String {
    name.replace('-', "_")
}

/// Reads `2026-11-22`.
pub(super) fn parse_day(text: &str) -> Result<NaiveDate, String> {
    NaiveDate::parse_from_str(text.trim(), "%Y-%m-%d").map_err(|_| format!("`{text}` is no day"))
}
