//! Lists of offenses that a statute itself gives, and whether an offense is in one.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::code::Codes;
use super::offense::Level;
use super::offense_ref::OffenseRef;

/// A list of forms/law/lists.yaml.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OffenseList {
    /// Its key, such as `barred-1203.4`.
    pub key: String,
    /// Key of the provision that gives it.
    pub provision: String,
    /// What being in it means.
    pub says: String,
    /// What it names.
    pub entries: Vec<ListEntry>,
}

/// One thing that a list names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListEntry {
    /// Key of the code; nothing where every code is meant.
    pub code: Option<String>,
    /// Section; nothing where every section is meant.
    pub section: Option<String>,
    /// Subdivision; empty where the whole section is meant.
    pub subdivision: Vec<String>,
    /// The only level that is meant.
    pub level: Option<Level>,
    /// What else must be true of an offense that fits.
    pub by_facts: Option<String>,
    /// The provision that names it, where it is another than the list's.
    pub provision: String,
}

/// Whether an offense is in a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Listed<'a> {
    /// This entry names it.
    Yes(&'a ListEntry),
    /// No entry does.
    No,
    /// It is in the list if these words are true, and the facts given do not say.
    ByFacts(&'a ListEntry, String),
}

/// All lists by key.
pub type Lists = BTreeMap<String, OffenseList>;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawLists {
    lists: Vec<RawList>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawList {
    key: String,
    provision: String,
    says: String,
    entries: Vec<RawEntry>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawEntry {
    code: Option<String>,
    /// Sections as they are written, with or without a subdivision; `every` instead of a number.
    sections: Vec<String>,
    level: Option<String>,
    by_facts: Option<String>,
    provision: Option<String>,
}

/// Reads forms/law/lists.yaml; faults are added to `faults`.
pub(super) fn read(codes: &Codes, text: &str, faults: &mut Vec<String>) -> Lists {
    let raw: RawLists = match serde_yaml::from_str(text) {
        Ok(raw) => raw,
        Err(fault) => {
            faults.push(format!("lists: {fault}"));
            return Lists::new();
        }
    };
    let mut lists = Lists::new();
    for list in raw.lists {
        let mut entries = Vec::new();
        for entry in &list.entries {
            match entry.read(codes, &list.provision) {
                Ok(read) => entries.extend(read),
                Err(fault) => faults.push(format!("list `{}`: {fault}", list.key)),
            }
        }
        let (key, provision, says) = (list.key, list.provision, list.says);
        let list = OffenseList { key: key.clone(), provision, says, entries };
        if lists.insert(key.clone(), list).is_some() {
            faults.push(format!("list `{key}` stands twice"));
        }
    }
    lists
}

impl RawEntry {
    fn read(&self, codes: &Codes, provision: &str) -> Result<Vec<ListEntry>, String> {
        self.sections.iter().map(|section| self.entry(codes, provision, section)).collect()
    }

    fn entry(&self, codes: &Codes, provision: &str, section: &str) -> Result<ListEntry, String> {
        let level = match &self.level {
            Some(word) => Some(Level::parse(word).ok_or(format!("`{word}` is no level"))?),
            None => None,
        };
        let mut entry = ListEntry {
            code: None,
            section: None,
            subdivision: Vec::new(),
            level,
            by_facts: self.by_facts.clone(),
            provision: self.provision.clone().unwrap_or_else(|| provision.to_owned()),
        };
        if let Some(code) = &self.code {
            entry.code = Some(codes.key(code).ok_or(format!("`{code}` is no code"))?.to_owned());
        }
        if section != "every" {
            let code = self.code.as_deref().unwrap_or_default();
            let place = OffenseRef::read(codes, code, section, None)
                .ok_or(format!("`{section}` is no section"))?;
            entry.section = Some(place.section);
            entry.subdivision = place.subdivision;
        }
        Ok(entry)
    }
}

impl OffenseList {
    /// Whether an offense of a level (or of one not known) is in the list.
    ///
    /// Attempts and conspiracies are offenses of their own: at a listed offense they are a
    /// question of fact and law, never a plain yes.
    pub fn listed(&self, place: &OffenseRef, level: Option<Level>) -> Listed<'_> {
        let mut open = Listed::No;
        for entry in &self.entries {
            match entry.names(place, level) {
                Named::Yes => return Listed::Yes(entry),
                Named::No => {}
                Named::Perhaps(why) => {
                    if open == Listed::No {
                        open = Listed::ByFacts(entry, why);
                    }
                }
            }
        }
        open
    }
}

/// Whether one entry names an offense.
enum Named {
    Yes,
    No,
    Perhaps(String),
}

impl ListEntry {
    fn names(&self, place: &OffenseRef, level: Option<Level>) -> Named {
        if self.code.as_ref().is_some_and(|code| *code != place.code) {
            return Named::No;
        }
        let mut open = None;
        if let Some(section) = &self.section
            && !place.inside(section, &self.subdivision)
        {
            if place.section != *section || !self.subdivision.starts_with(&place.subdivision) {
                return Named::No;
            }
            let subdivision = self.printed_subdivision();
            open = Some(format!("the offense was within subdivision {subdivision}"));
        }
        match (self.level, level) {
            // What is a felony or a misdemeanor is never an infraction.
            (Some(Level::Infraction), Some(Level::Wobbler | Level::ByFacts)) => return Named::No,
            (Some(only), Some(Level::Wobbler | Level::ByFacts) | None) => {
                open = open.or(Some(format!("the offense was {}", only.with_article())));
            }
            (Some(only), Some(level)) if only != level => return Named::No,
            _ => {}
        }
        if let Some(joined) = &place.joined {
            open = open.or(Some(format!("the {joined} counts as the offense itself")));
        }
        match open.or_else(|| self.by_facts.clone()) {
            Some(why) => Named::Perhaps(why),
            None => Named::Yes,
        }
    }

    fn printed_subdivision(&self) -> String {
        self.subdivision.iter().map(|name| format!("({name})")).collect()
    }
}

impl Level {
    /// The word with its article: `a felony`.
    pub fn with_article(self) -> String {
        let article = if self == Level::Infraction { "an" } else { "a" };
        format!("{article} {}", self.word())
    }

    /// The word for it: `felony`.
    pub fn word(self) -> &'static str {
        match self {
            Level::Felony => "felony",
            Level::Misdemeanor => "misdemeanor",
            Level::Infraction => "infraction",
            Level::Wobbler => "wobbler",
            Level::ByFacts => "by-facts",
        }
    }
}
