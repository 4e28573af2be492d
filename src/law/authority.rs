//! Cases that papers cite: name, reporter, what they hold, and whether somebody has seen them.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::Deserialize;

use super::provision::{CiteForm, parse_day};

/// A reported case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Authority {
    /// Its key, such as `adair`.
    pub key: String,
    /// Its full name, printed in italics: `People v. Adair`.
    pub name: String,
    /// Its short name, printed in italics: `Adair`.
    pub short: String,
    /// Year of the decision.
    pub year: i32,
    /// Reporter, volume and page: `29 Cal.4th 895`.
    pub cite: String,
    /// What it holds, in our own words.
    pub holds: String,
    /// Keys of the provisions that it speaks of.
    pub on: Vec<String>,
    /// Where it was seen.
    pub source: String,
    /// What was seen: `opinion`, `excerpt` or `summary`; nothing where it is only remembered.
    pub seen: Option<String>,
    /// The day on which it was last seen.
    pub checked: Option<NaiveDate>,
    /// Whether it speaks for or against the petitioner, or what has changed since.
    pub caution: Option<String>,
    /// Why no paper may cite it.
    pub not_cited_because: Option<String>,
}

impl Authority {
    /// Whether a paper may cite it: somebody saw it, and nothing speaks against citing it.
    pub fn citable(&self) -> bool {
        self.checked.is_some() && self.not_cited_because.is_none()
    }

    /// The name, for italics, and what follows it in upright type.
    ///
    /// Long: `People v. Adair` and ` (2003) 29 Cal.4th 895`; short: `Adair` and nothing. Spaces
    /// that must not break are U+00A0.
    pub fn print(&self, form: CiteForm) -> (&str, String) {
        match form {
            CiteForm::Short => (&self.short, String::new()),
            CiteForm::Long => {
                let cite = self.cite.replace(' ', "\u{a0}");
                (&self.name, format!(" ({}) {cite}", self.year))
            }
        }
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawAuthorities {
    authorities: Vec<RawAuthority>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawAuthority {
    key: String,
    name: String,
    short: String,
    year: i32,
    cite: String,
    holds: String,
    #[serde(default)]
    on: Vec<String>,
    source: String,
    seen: Option<String>,
    checked: Option<String>,
    caution: Option<String>,
    not_cited_because: Option<String>,
}

/// Reads forms/law/authorities.yaml, by key; an error says what is wrong with it.
pub(super) fn read(text: &str) -> Result<BTreeMap<String, Authority>, String> {
    let raw: RawAuthorities = serde_yaml::from_str(text).map_err(|e| e.to_string())?;
    let mut read = BTreeMap::new();
    for case in raw.authorities {
        let case = case.read()?;
        if let Some(twice) = read.insert(case.key.clone(), case) {
            return Err(format!("case `{}` stands twice", twice.key));
        }
    }
    Ok(read)
}

impl RawAuthority {
    fn read(self) -> Result<Authority, String> {
        Ok(Authority {
            checked: self.checked.as_deref().map(parse_day).transpose()?,
            key: self.key,
            name: self.name,
            short: self.short,
            year: self.year,
            cite: self.cite,
            holds: self.holds,
            on: self.on,
            source: self.source,
            seen: self.seen,
            caution: self.caution,
            not_cited_because: self.not_cited_because,
        })
    }
}
