//! The superior courts and the prosecutors of the 58 counties.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::Deserialize;

use super::provision::Confidence;

/// A postal address in California.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PostalAddress {
    /// Street and number.
    pub street: String,
    /// City.
    pub city: String,
    /// Five digits.
    pub zip: String,
}

/// A place where a court sits.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Courthouse {
    /// Its name.
    pub name: String,
    /// Its address, as far as it was seen.
    pub address: Option<PostalAddress>,
    /// City, where only that was seen.
    pub city: Option<String>,
    /// Telephone number printed with the address.
    pub phone: Option<String>,
    /// Where it was seen, in words.
    pub sources: Vec<String>,
    /// Date of the newest dated source.
    pub seen: Option<String>,
    /// How sure we are that criminal cases are filed here.
    pub confidence: Confidence,
    /// What else is known.
    pub note: Option<String>,
}

/// An office that prosecutes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Prosecutor {
    /// Its proper name.
    pub agency: String,
    /// The city whose misdemeanors it prosecutes; nothing for a district attorney.
    pub city: Option<String>,
    /// An address that was seen.
    pub address: Option<PostalAddress>,
    /// The other office whose address it is.
    pub address_of: Option<String>,
    /// Whether the source is too old to rely on.
    pub old: bool,
    /// When it was seen.
    pub seen: Option<String>,
    /// Where it was seen.
    pub source: Option<String>,
    /// Telephone number.
    pub phone: Option<String>,
    /// Website.
    pub website: Option<String>,
    /// Whether the name itself was seen, not only remembered.
    pub name_seen: bool,
    /// An address that nobody has seen; never printed.
    pub remembered: Option<String>,
    /// What else is known.
    pub note: Option<String>,
}

/// What kind of thing a court was seen to ask for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum HabitKind {
    /// So many copies beside the original.
    Copies,
    /// Holes punched, typed papers, or the like.
    Paper,
    /// A stamped envelope for what the court sends back.
    Envelope,
    /// A form or a packet of the court's or the county's own.
    LocalForm,
    /// Who must be asked or served, and in what order.
    Steps,
    /// A fee that a page still lists.
    Fee,
}

/// Something a court was seen to ask of people who file to clear a record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Habit {
    /// What kind of thing it is.
    pub kind: HabitKind,
    /// How many copies beside the original, for [`HabitKind::Copies`].
    pub copies: Option<u8>,
    /// What was seen, a sentence without its full stop.
    pub says: String,
    /// Where it was seen, in words, with the page's own date where it has one.
    pub source: String,
    /// The day on which it was seen.
    pub seen: NaiveDate,
}

/// A county.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct County {
    /// Its name: `Los Angeles`.
    pub name: String,
    /// The state's number for it, `01` to `58`.
    pub number: String,
    /// The title of its court for a caption, line by line.
    pub caption: Vec<String>,
    /// Website of its court.
    pub website: Option<String>,
    /// Its criminal courthouses, the main one first.
    pub courthouses: Vec<Courthouse>,
    /// What its court was seen to ask of people who file; most counties have none here.
    pub habits: Vec<Habit>,
    /// The district attorney first, then the cities' prosecutors.
    pub prosecutors: Vec<Prosecutor>,
}

/// All counties by name.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Courts {
    counties: BTreeMap<String, County>,
}

impl Courts {
    /// The county of a name: `Los Angeles`, `los angeles county`, `County of Los Angeles`.
    pub fn county(&self, name: &str) -> Option<&County> {
        let plain = plain(name);
        self.counties.get(&plain)
    }

    /// Every county in the order of its name.
    pub fn iter(&self) -> impl Iterator<Item = &County> {
        self.counties.values()
    }
}

impl County {
    /// The district attorney.
    pub fn district_attorney(&self) -> Option<&Prosecutor> {
        self.prosecutors.iter().find(|office| office.city.is_none())
    }

    /// The prosecutors of cities in the county.
    pub fn city_prosecutors(&self) -> impl Iterator<Item = &Prosecutor> {
        self.prosecutors.iter().filter(|office| office.city.is_some())
    }

    /// The most copies that its court was seen to ask for beside the original.
    pub fn copies(&self) -> Option<u8> {
        self.habits.iter().filter_map(|habit| habit.copies).max()
    }

    /// The prosecutor whose agency is named so, letter case aside.
    pub fn prosecutor(&self, agency: &str) -> Option<&Prosecutor> {
        self.prosecutors.iter().find(|office| plain(&office.agency) == plain(agency))
    }

    /// The courthouse of a name, or whose name begins so, letter case aside.
    pub fn courthouse(&self, name: &str) -> Option<&Courthouse> {
        let wanted = plain(name);
        let begins = |house: &&Courthouse| {
            plain(&house.name).strip_prefix(&wanted).is_some_and(|rest| rest.starts_with(' '))
        };
        let exact = self.courthouses.iter().find(|house| plain(&house.name) == wanted);
        exact.or_else(|| self.courthouses.iter().find(begins)).filter(|_| !wanted.is_empty())
    }
}

impl Courthouse {
    /// The address, where it is sure enough to stand on a paper.
    pub fn printable_address(&self) -> Option<&PostalAddress> {
        self.address.as_ref().filter(|_| self.confidence > Confidence::Low)
    }
}

impl Prosecutor {
    /// The address, where it was seen, is not old and is the office's own.
    pub fn printable_address(&self) -> Option<&PostalAddress> {
        let own = self.address_of.is_none() && !self.old && self.seen.is_some() && self.name_seen;
        self.address.as_ref().filter(|_| own)
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawCourts {
    court_title: String,
    sources: BTreeMap<String, String>,
    counties: Vec<RawCounty>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawCounty {
    name: String,
    number: String,
    title: String,
    website: Option<String>,
    courthouses: Vec<RawCourthouse>,
    #[serde(default)]
    habits: Vec<RawHabit>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawHabit {
    kind: HabitKind,
    copies: Option<u8>,
    says: String,
    source: String,
    seen: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawCourthouse {
    name: String,
    street: Option<String>,
    city: Option<String>,
    zip: Option<String>,
    phone: Option<String>,
    #[serde(default)]
    sources: String,
    seen: Option<String>,
    sure: Confidence,
    note: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawProsecutors {
    offices: Vec<RawProsecutor>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawProsecutor {
    county: String,
    agency: String,
    city: Option<String>,
    address: Option<PostalAddress>,
    address_of: Option<String>,
    #[serde(default)]
    old: bool,
    seen: Option<String>,
    source: Option<String>,
    phone: Option<String>,
    website: Option<String>,
    #[serde(default)]
    name_remembered: bool,
    remembered: Option<String>,
    note: Option<String>,
}

/// Reads forms/courts.yaml and forms/prosecutors.yaml; an error says what is wrong with them.
pub(super) fn read(courts: &str, prosecutors: &str) -> Result<Courts, String> {
    let raw: RawCourts =
        serde_yaml::from_str(courts).map_err(|fault| format!("courts: {fault}"))?;
    let mut read = Courts::default();
    for county in raw.counties {
        let county = county.read(&raw.court_title, &raw.sources)?;
        if let Some(twice) = read.counties.insert(plain(&county.name), county) {
            return Err(format!("courts: `{}` stands twice", twice.name));
        }
    }
    let raw: RawProsecutors =
        serde_yaml::from_str(prosecutors).map_err(|fault| format!("prosecutors: {fault}"))?;
    for office in raw.offices {
        let county = read
            .counties
            .get_mut(&plain(&office.county))
            .ok_or(format!("prosecutors: no county `{}`", office.county))?;
        county.prosecutors.push(office.read());
    }
    Ok(read)
}

impl RawCounty {
    fn read(self, title: &str, sources: &BTreeMap<String, String>) -> Result<County, String> {
        let mut courthouses = Vec::new();
        for house in self.courthouses {
            courthouses.push(house.read(sources)?);
        }
        let habits = self.habits.into_iter().map(RawHabit::read).collect::<Result<_, _>>()?;
        Ok(County {
            name: self.name,
            number: self.number,
            caption: vec![title.to_owned(), self.title],
            website: self.website,
            courthouses,
            habits,
            prosecutors: Vec::new(),
        })
    }
}

impl RawHabit {
    fn read(self) -> Result<Habit, String> {
        let RawHabit { kind, copies, says, source, seen } = self;
        let seen = seen.parse().map_err(|_| format!("courts: `{seen}` is no day"))?;
        if copies.is_some() != (kind == HabitKind::Copies) {
            return Err(format!(
                "courts: `copies` belongs to the kind `copies`, and to no other: {says}"
            ));
        }
        Ok(Habit { kind, copies, says, source, seen })
    }
}

impl RawCourthouse {
    fn read(self, known: &BTreeMap<String, String>) -> Result<Courthouse, String> {
        let mut sources = Vec::new();
        for letter in self.sources.split_whitespace() {
            let words = known.get(letter).ok_or(format!("courts: no source `{letter}`"))?;
            sources.push(words.clone());
        }
        let address = match (self.street, &self.city, self.zip) {
            (Some(street), Some(city), Some(zip)) => {
                Some(PostalAddress { street, city: city.clone(), zip })
            }
            _ => None,
        };
        Ok(Courthouse {
            name: self.name,
            address,
            city: self.city,
            phone: self.phone,
            sources,
            seen: self.seen,
            confidence: self.sure,
            note: self.note,
        })
    }
}

impl RawProsecutor {
    fn read(self) -> Prosecutor {
        Prosecutor {
            agency: self.agency,
            city: self.city,
            address: self.address,
            address_of: self.address_of,
            old: self.old,
            seen: self.seen,
            source: self.source,
            phone: self.phone,
            website: self.website,
            name_seen: !self.name_remembered,
            remembered: self.remembered,
            note: self.note,
        }
    }
}

/// Lower case, single spaces, without the word county.
fn plain(name: &str) -> String {
    let words = name.to_lowercase();
    let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
    let bare = words.strip_prefix("city and county of ").or(words.strip_prefix("county of "));
    let bare = bare.unwrap_or(&words);
    bare.strip_suffix(" county").unwrap_or(bare).to_owned()
}
