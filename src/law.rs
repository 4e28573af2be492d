//! The law as data: provisions, values by date, offenses, courts and cases, read from forms/law/.
//!
//! Nothing here decides anything: `check` asks, this module answers with what the data says, where
//! it was read and how old the reading is. Law knows no paper and no layout.

pub mod advisement;
pub mod authority;
pub mod calendar;
pub mod code;
pub mod court;
pub mod holidays;
pub mod limitation;
pub mod list;
pub mod misspelt;
pub mod offense;
pub mod offense_ref;
pub mod provision;
mod table;
pub mod value;

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::Deserialize;

pub use advisement::Advisement;
pub use authority::Authority;
pub use code::Codes;
pub use court::{County, Courthouse, Courts, PostalAddress, Prosecutor};
pub use holidays::Holidays;
pub use limitation::{Limitation, LimitationEnd};
pub use list::{ListEntry, Listed};
pub use offense::{Answer, Level, Offense, OffenseMatch, OffenseTable};
pub use offense_ref::OffenseRef;
pub use provision::{Citation, CiteForm, Confidence, Provision};
pub use value::{LawValue, Period};

/// All the law that this program knows, as of a day.
#[derive(Debug, Clone)]
pub struct Law {
    /// Sections, subdivisions and rules by key.
    pub provisions: BTreeMap<String, Provision>,
    /// Cases by key.
    pub authorities: BTreeMap<String, Authority>,
    /// Offenses.
    pub offenses: OffenseTable,
    /// Lists of offenses that statutes give, by key.
    pub lists: list::Lists,
    /// Classes of limitations by key.
    pub limitations: limitation::LimitationClasses,
    /// Counties, courthouses and prosecutors.
    pub courts: Courts,
    /// Days on which the courts are closed.
    pub holidays: Holidays,
    /// The codes and how they are cited.
    pub codes: Codes,
    /// The day on which this data was put together.
    pub compiled: NaiveDate,
    /// The last day whose statutes were seen; acts chaptered later are not in it.
    pub statutes_through: NaiveDate,
    /// How many days ahead of a last day the papers advise to act; prudence, no law.
    pub prudent_days: u32,
    /// Who is a minor, and what is open to people who were.
    pub minors: Minors,
    advisements: BTreeMap<String, Vec<Advisement>>,
}

/// forms/law/about.yaml as it is written.
#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct RawAbout {
    compiled: String,
    statutes_through: String,
    prudent_days: u32,
    minors: Minors,
}

/// Below which age a person is a minor, and the roads for people who were.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Minors {
    /// Key of the provision that states the age.
    pub provision: String,
    /// Name of its value.
    pub age: String,
    /// Keys of the provisions that open roads to them.
    pub roads: Vec<String>,
}

impl Law {
    /// Reads the law files among those given, each a path below forms/ and its text.
    ///
    /// Other files are passed over. Every fault of every file is told at once.
    pub fn load(files: &[(String, String)]) -> Result<Law, Vec<String>> {
        let mut faults = Vec::new();
        let law = Reader { files, faults: &mut faults }.law();
        if faults.is_empty() {
            faults = law.broken_links();
        }
        if faults.is_empty() { Ok(law) } else { Err(faults) }
    }

    /// The provision of a key.
    pub fn provision(&self, key: &str) -> Option<&Provision> {
        self.provisions.get(key)
    }

    /// A printed citation; spaces that must not break are U+00A0.
    pub fn cite(&self, key: &str, form: CiteForm) -> Option<String> {
        self.provision(key).map(|provision| provision.citation.print(form, &self.codes))
    }

    /// The value that a provision gave a name on a day.
    pub fn value(&self, key: &str, name: &str, on: NaiveDate) -> Option<&LawValue> {
        self.provision(key)?.value(name, on)
    }

    /// The period that a provision gave a name on a day.
    pub fn period(&self, key: &str, name: &str, on: NaiveDate) -> Option<Period> {
        self.value(key, name, on)?.period()
    }

    /// The case of a key.
    pub fn authority(&self, key: &str) -> Option<&Authority> {
        self.authorities.get(key)
    }

    /// What the person is told when relief under a provision is granted.
    ///
    /// A subdivision without lines of its own has those of what it stands in: `pen-1203.4-a-1`
    /// those of `pen-1203.4`.
    pub fn advisements(&self, key: &str) -> Vec<Advisement> {
        let mut key = key;
        loop {
            if let Some(lines) = self.advisements.get(key) {
                return lines.clone();
            }
            match key.rsplit_once('-') {
                Some((parent, _)) => key = parent,
                None => return Vec::new(),
            }
        }
    }

    /// Takes an offense apart as a case file writes it; nothing where it cannot be read.
    pub fn offense_ref(
        &self,
        code: &str,
        section: &str,
        subdivision: Option<&str>,
    ) -> Option<OffenseRef> {
        OffenseRef::read(&self.codes, code, section, subdivision)
    }

    /// The citation of an offense: `Pen. Code, § 261.5, subd. (d)`.
    pub fn cite_offense(&self, place: &OffenseRef, form: CiteForm) -> String {
        let citation = Citation {
            code: place.code.clone(),
            section: place.section.clone(),
            subdivision: place.printed_names(),
        };
        let printed = citation.print(form, &self.codes);
        let joining = place.joined.as_deref().and_then(|word| self.codes.joining(word));
        let printed = match joining {
            Some(number) => self.codes.with_section(&printed, number),
            None => printed,
        };
        if place.former { format!("former {printed}") } else { printed }
    }

    /// Whether an offense of a level, or of one not known, is in a list; nothing for an unknown list.
    pub fn in_list(
        &self,
        list: &str,
        place: &OffenseRef,
        level: Option<Level>,
    ) -> Option<Listed<'_>> {
        self.lists.get(list).map(|list| list.listed(place, level))
    }

    /// What limits the prosecution of a row's offense at a level.
    pub fn limitation(&self, row: &Offense, level: Level) -> Option<&Limitation> {
        let level = match row.level {
            Level::Felony | Level::Wobbler => Level::Felony,
            Level::Misdemeanor | Level::Infraction | Level::ByFacts => level,
        };
        self.limitations.get(&row.limitations).map(|class| class.at(level))
    }

    /// The earliest day on which one of these provisions was last read, and its key.
    ///
    /// Provisions that nobody has read have no day: ask `unchecked` for them.
    pub fn oldest_checked<'k>(
        &self,
        keys: impl IntoIterator<Item = &'k str>,
    ) -> Option<(NaiveDate, &'k str)> {
        let checked = |key: &'k str| Some((self.provision(key)?.checked?, key));
        keys.into_iter().filter_map(checked).min()
    }

    /// Those of these provisions that nobody has read, in the order given.
    pub fn unchecked<'k>(&self, keys: impl IntoIterator<Item = &'k str>) -> Vec<&'k str> {
        let unread = |key: &&str| self.provision(key).is_none_or(|p| p.checked.is_none());
        keys.into_iter().filter(unread).collect()
    }

    /// Keys that the law files name and do not have.
    fn broken_links(&self) -> Vec<String> {
        let mut broken = Vec::new();
        let mut link = |from: &str, key: &str| {
            if !self.provisions.contains_key(key) {
                broken.push(format!("{from} names `{key}`, which forms/law does not have"));
            }
        };
        for case in self.authorities.values() {
            case.on.iter().for_each(|key| link(&case.key, key));
        }
        for (relief, lines) in &self.advisements {
            link("advisements", relief);
            lines.iter().for_each(|line| link(relief, &line.provision));
        }
        for list in self.lists.values() {
            link(&list.key, &list.provision);
            list.entries.iter().for_each(|entry| link(&list.key, &entry.provision));
        }
        for class in self.limitations.values() {
            link(&class.key, &class.felony.provision);
            link(&class.key, &class.misdemeanor.provision);
        }
        for rule in self.holidays.rules() {
            link(&rule.name, &rule.provision);
        }
        for row in self.offenses.rows() {
            if !self.limitations.contains_key(&row.limitations) {
                broken.push(format!("`{}` has no class `{}`", row.place, row.limitations));
            }
            for list in row.lists.iter().filter(|list| !self.lists.contains_key(*list)) {
                broken.push(format!("`{}` names the list `{list}`, which is not there", row.place));
            }
        }
        broken
    }
}

/// Reads the files and gathers what is wrong with them.
struct Reader<'a> {
    files: &'a [(String, String)],
    faults: &'a mut Vec<String>,
}

impl<'a> Reader<'a> {
    fn law(mut self) -> Law {
        let codes = self.one("law/codes.yaml", Codes::read);
        let about = self.about();
        let tables: Vec<(&str, &str)> =
            self.below("law/offenses/").filter(|(path, _)| path.ends_with(".table")).collect();
        let offenses = OffenseTable::read(&codes, &tables, self.faults);
        let lists = list::read(&codes, self.text("law/lists.yaml"), self.faults);
        let court_text = self.text("courts.yaml");
        let courts = court::read(court_text, self.text("prosecutors.yaml"));
        Law {
            provisions: self.provisions(&codes),
            authorities: self.one("law/authorities.yaml", authority::read),
            offenses,
            lists,
            limitations: self.one("law/limitations.yaml", limitation::read),
            courts: self.or_fault("courts", courts),
            holidays: self.one("law/holidays.yaml", Holidays::read),
            advisements: self.one("law/advisements.yaml", advisement::read),
            codes,
            compiled: about.0,
            statutes_through: about.1,
            prudent_days: about.2.prudent_days,
            minors: about.2.minors,
        }
    }

    /// Files of provisions are those named after a code, and those of a code's parts: `pen-arrests.yaml`.
    fn provisions(&mut self, codes: &Codes) -> BTreeMap<String, Provision> {
        let mut all = BTreeMap::new();
        let files: Vec<(&str, &str)> = self.below("law/").collect();
        for (path, text) in files {
            let Some(code) = code_of(path, codes) else { continue };
            let raw: provision::RawProvisions = match serde_yaml::from_str(text) {
                Ok(raw) => raw,
                Err(fault) => {
                    self.faults.push(format!("{path}: {fault}"));
                    continue;
                }
            };
            for provision in raw.read(self.faults) {
                let key = provision.key.clone();
                if provision.citation.code != code {
                    self.faults.push(format!("{path}: `{key}` is of another code"));
                }
                if all.insert(key.clone(), provision).is_some() {
                    self.faults.push(format!("{path}: `{key}` stands twice"));
                }
            }
        }
        all
    }

    /// The two days of the file as days, and the file.
    fn about(&mut self) -> (NaiveDate, NaiveDate, RawAbout) {
        let read = |text: &str| {
            let raw: RawAbout = serde_yaml::from_str(text).map_err(|e| e.to_string())?;
            let compiled = provision::parse_day(&raw.compiled)?;
            Ok((compiled, provision::parse_day(&raw.statutes_through)?, raw))
        };
        self.one("law/about.yaml", read)
    }

    /// Reads one file that must be there.
    fn one<T: Default>(&mut self, path: &str, read: impl Fn(&str) -> Result<T, String>) -> T {
        let result = read(self.text(path));
        self.or_fault(path, result)
    }

    fn or_fault<T: Default>(&mut self, path: &str, result: Result<T, String>) -> T {
        result.unwrap_or_else(|fault| {
            self.faults.push(format!("{path}: {fault}"));
            T::default()
        })
    }

    /// The text of a file, or none at all, which no reader accepts.
    fn text(&self, path: &str) -> &'a str {
        let found = self.files.iter().find(|(name, _)| below_forms(name) == path);
        found.map_or("", |(_, text)| text.as_str())
    }

    fn below(&self, folder: &'static str) -> impl Iterator<Item = (&'a str, &'a str)> + use<'a> {
        let inside = move |name: &str| below_forms(name).starts_with(folder);
        let files = self.files.iter().filter(move |(name, _)| inside(name));
        files.map(|(name, text)| (below_forms(name), text.as_str()))
    }
}

/// The path without what stands before forms/, and without forms/ itself.
fn below_forms(path: &str) -> &str {
    path.rsplit_once("forms/").map_or(path, |(_, below)| below)
}

/// The code whose provisions a file holds: `law/pen.yaml` and `law/pen-arrests.yaml` those of `pen`.
fn code_of<'c>(path: &str, codes: &'c Codes) -> Option<&'c str> {
    let stem = path.strip_prefix("law/")?.strip_suffix(".yaml")?;
    codes.key(stem.split_once('-').map_or(stem, |(code, _)| code))
}
