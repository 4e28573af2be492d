//! The table of offenses: found by code, section and subdivision as structure.

use std::collections::BTreeMap;

use super::code::Codes;
use super::offense_ref::OffenseRef;
use super::provision::Confidence;
use super::table;

/// Felony, misdemeanor or infraction, as the table or a case has it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    /// A felony, whatever the judgment was.
    Felony,
    /// A misdemeanor.
    Misdemeanor,
    /// An infraction.
    Infraction,
    /// Either, as the court or the pleading chooses.
    Wobbler,
    /// Either, as value, prior convictions, age or injury decide.
    ByFacts,
}

/// An answer that facts outside the table may decide.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Answer {
    /// Yes.
    Yes,
    /// No.
    No,
    /// It turns on facts that no table has.
    ByFacts,
    /// The table does not know.
    Unknown,
}

/// One row of the table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Offense {
    /// Where the offense is defined.
    pub place: OffenseRef,
    /// What it is called, in our words.
    pub name: String,
    /// Its level.
    pub level: Level,
    /// Whether a conviction makes the person register as a sex offender.
    pub registrable: Answer,
    /// Keys of the lists in forms/law/lists.yaml that name it.
    pub lists: Vec<String>,
    /// Whether a felony term is served in county jail.
    pub punishable_1170h: Answer,
    /// Whether it is a violent felony.
    pub violent: Answer,
    /// Whether it is a serious felony.
    pub serious: Answer,
    /// Whether a misdemeanor of it may become an infraction.
    pub infraction_eligible: Answer,
    /// Key of its class in forms/law/limitations.yaml.
    pub limitations: String,
    /// How sure the row is.
    pub confidence: Confidence,
    /// Words for its sources; forms/law/offenses/README explains them.
    pub sources: Vec<String>,
    /// What else there is to know.
    pub note: Option<String>,
}

/// What the table knows of a place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum OffenseMatch<'a> {
    /// The row of this subdivision, or of the subdivision that this one is inside.
    Exact(&'a Offense),
    /// The row of the whole section.
    Whole(&'a Offense),
    /// Several rows: a subdivision or a degree decides which.
    Several(Vec<&'a Offense>),
    /// The table has no such offense; that says nothing about the law.
    Unknown,
}

/// Every offense, by code and section.
#[derive(Debug, Clone, Default)]
pub struct OffenseTable {
    codes: Codes,
    sections: BTreeMap<String, BTreeMap<String, Vec<Offense>>>,
}

impl<'a> OffenseMatch<'a> {
    /// The one row, where there is one.
    pub fn row(&self) -> Option<&'a Offense> {
        match self {
            OffenseMatch::Exact(row) | OffenseMatch::Whole(row) => Some(row),
            OffenseMatch::Several(_) | OffenseMatch::Unknown => None,
        }
    }

    /// Every row that may be meant.
    pub fn rows(&self) -> Vec<&'a Offense> {
        match self {
            OffenseMatch::Exact(row) | OffenseMatch::Whole(row) => vec![row],
            OffenseMatch::Several(rows) => rows.clone(),
            OffenseMatch::Unknown => Vec::new(),
        }
    }
}

impl Level {
    /// Reads a word of the table or a case file.
    pub fn parse(word: &str) -> Option<Level> {
        match word {
            "felony" => Some(Level::Felony),
            "misdemeanor" => Some(Level::Misdemeanor),
            "infraction" => Some(Level::Infraction),
            "wobbler" => Some(Level::Wobbler),
            "by-facts" => Some(Level::ByFacts),
            _ => None,
        }
    }
}

impl Answer {
    /// Reads a word of the table.
    pub fn parse(word: &str) -> Option<Answer> {
        match word {
            "yes" => Some(Answer::Yes),
            "no" => Some(Answer::No),
            "by-facts" => Some(Answer::ByFacts),
            "unknown" => Some(Answer::Unknown),
            _ => None,
        }
    }
}

impl OffenseTable {
    /// Reads the files below forms/law/offenses/, each with its path; faults are added to `faults`.
    pub(super) fn read(
        codes: &Codes,
        files: &[(&str, &str)],
        faults: &mut Vec<String>,
    ) -> OffenseTable {
        let mut read = OffenseTable { codes: codes.clone(), sections: BTreeMap::new() };
        for (path, text) in files {
            for row in table::read(codes, path, text, faults) {
                let sections = read.sections.entry(row.place.code.clone()).or_default();
                sections.entry(row.place.section.clone()).or_default().push(row);
            }
        }
        read
    }

    /// Finds an offense as it is written: `find("Pen", "261.5", Some("(d)"))`, `find("", "PC 459", None)`.
    pub fn find(&self, code: &str, section: &str, subdivision: Option<&str>) -> OffenseMatch<'_> {
        match OffenseRef::read(&self.codes, code, section, subdivision) {
            Some(place) => self.find_ref(&place),
            None => OffenseMatch::Unknown,
        }
    }

    /// Finds a place that was taken apart already.
    pub fn find_ref(&self, place: &OffenseRef) -> OffenseMatch<'_> {
        let rows = self.section(place);
        let deepest = rows
            .iter()
            .filter(|row| place.subdivision.starts_with(&row.place.subdivision))
            .map(|row| row.place.subdivision.len())
            .max();
        let below = rows.iter().filter(|row| {
            row.place.subdivision.len() > place.subdivision.len()
                && row.place.subdivision.starts_with(&place.subdivision)
        });
        let mut found: Vec<&Offense> = rows
            .iter()
            .filter(|row| Some(row.place.subdivision.len()) == deepest)
            .filter(|row| place.subdivision.starts_with(&row.place.subdivision))
            .chain(below)
            .copied()
            .collect();
        if let Some(words) = &place.qualifier {
            let same = |row: &&&Offense| row.place.qualifier.as_deref() == Some(words);
            if let Some(row) = found.iter().find(same).copied() {
                found = vec![row];
            }
        }
        match found.as_slice() {
            [] => OffenseMatch::Unknown,
            [row] if row.place.subdivision.is_empty() && row.place.qualifier.is_none() => {
                OffenseMatch::Whole(row)
            }
            [row] => OffenseMatch::Exact(row),
            _ => OffenseMatch::Several(found),
        }
    }

    /// Every row, by code, section and order of the file.
    pub fn rows(&self) -> impl Iterator<Item = &Offense> {
        self.sections.values().flat_map(BTreeMap::values).flatten()
    }

    /// The rows of a section; an attempt is kept apart from the offense attempted.
    fn section(&self, place: &OffenseRef) -> Vec<&Offense> {
        let rows = self.sections.get(&place.code).and_then(|s| s.get(&place.section));
        rows.into_iter().flatten().filter(|row| row.place.joined == place.joined).collect()
    }
}
