//! What the checks ask of the law as it stands on a day: citations, days counted, lists and rows of offenses.

use chrono::NaiveDate;

use crate::check::determination::Truth;
use crate::law::{
    self, Answer, CiteForm, Confidence, Law, LawValue, Level, LimitationEnd, Listed, OffenseMatch,
    OffenseRef, Period, calendar,
};

/// The law as it stands on a day.
#[derive(Clone, Copy)]
pub struct Lawbook<'a> {
    /// The law.
    pub law: &'a Law,
    /// The day.
    pub on: NaiveDate,
}

/// A value of a provision.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LawRef<'a> {
    /// Key of the provision.
    pub provision: &'a str,
    /// Name of the value.
    pub name: &'a str,
}

/// An offense as a case states it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Offense {
    /// The code, as typed.
    pub code: String,
    /// The section, as typed.
    pub section: String,
    /// The subdivision and what else tells it apart, as typed.
    pub subdivision: Option<String>,
    /// Felony, misdemeanor or infraction.
    pub level: Option<String>,
}

/// Whether a list holds an offense.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Listing {
    /// It does.
    Yes,
    /// It does not.
    No,
    /// The facts named decide, by the provision behind the entry.
    ByFacts {
        /// Key of the provision.
        provision: String,
        /// What must be true, in words.
        words: String,
    },
    /// The subdivision decides, and the case gives none.
    BySubdivision(String),
    /// The level decides, and the case gives none.
    ByLevel,
    /// The law cannot read the offense, or it is an attempt.
    Unreadable(String),
}

/// What the table of offenses says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Row {
    /// One row.
    One(Entry),
    /// Rows of which a fact of the offense decides: `subdivision` or `degree`; what they agree on is in the entry.
    Several(Entry, &'static str),
    /// No row.
    None,
}

/// One row of the table of offenses.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// The offense, cited, such as `Pen. Code, § 459`.
    pub label: String,
    /// Whether the row was confirmed by the text or by two sources.
    pub confirmed: bool,
    /// Whether it can be a felony or a misdemeanor.
    pub wobbler: Truth,
    /// Whether it requires registration.
    pub registrable: Truth,
    /// Whether a felony of it is served in county jail.
    pub county_jail: Truth,
    /// Whether it is a violent felony.
    pub violent: Truth,
    /// Whether it is a serious felony.
    pub serious: Truth,
    /// Whether a misdemeanor of it can be made an infraction.
    pub infraction_eligible: Truth,
    /// Whether it can be prosecuted for ever.
    pub endless: Truth,
    /// How long a prosecution may be commenced.
    pub limitations: Limitations,
}

/// How long a prosecution may be commenced.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Limitations {
    /// For ever.
    Endless,
    /// For the period that a value of a provision lays down, from the offense or from its discovery.
    Period {
        /// Key of the provision.
        provision: String,
        /// Name of the value.
        name: String,
    },
    /// It turns on facts that no row shows; the words say which.
    ByFacts(String),
}

impl Lawbook<'_> {
    /// The citation as printed, such as `Pen. Code, § 851.8, subd. (l)`.
    pub fn cite(&self, provision: &str) -> Option<String> {
        self.law.cite(provision, CiteForm::Short)
    }

    /// A day that a provision lays down.
    pub fn day(&self, value: LawRef<'_>) -> Option<NaiveDate> {
        match self.law.value(value.provision, value.name, self.on)? {
            LawValue::Day(day) => Some(*day),
            _ => None,
        }
    }

    /// The last day of a period that runs from a day, moved by no holiday.
    pub fn last_day(&self, value: LawRef<'_>, from: NaiveDate) -> Option<NaiveDate> {
        Some(calendar::last_day(from, self.period(value)?, &self.law.holidays))
    }

    /// The first day after the lapse of a period that runs from a day.
    pub fn after_lapse(&self, value: LawRef<'_>, from: NaiveDate) -> Option<NaiveDate> {
        Some(calendar::after_lapse(from, self.period(value)?))
    }

    /// The last day for an act within a period, moved on while the courts are closed.
    pub fn within(&self, value: LawRef<'_>, from: NaiveDate) -> Option<NaiveDate> {
        Some(calendar::within(from, self.period(value)?, &self.law.holidays))
    }

    /// The last day to serve before a hearing.
    pub fn serve_by(&self, notice: LawRef<'_>, hearing: NaiveDate) -> Option<NaiveDate> {
        Some(calendar::days_before(hearing, self.period(notice)?, &self.law.holidays))
    }

    /// The last day to file before a hearing.
    pub fn file_by(&self, notice: LawRef<'_>, hearing: NaiveDate) -> Option<NaiveDate> {
        Some(calendar::count_back(hearing, self.period(notice)?, &self.law.holidays))
    }

    /// A court day to serve on, ahead of the last one by what the manner of service adds.
    pub fn serve_prudently(
        &self,
        notice: LawRef<'_>,
        added: Option<LawRef<'_>>,
        hearing: NaiveDate,
    ) -> Option<NaiveDate> {
        let Some(added) = added else { return self.file_by(notice, hearing) };
        let (period, added) = (self.period(notice)?, self.period(added)?);
        Some(calendar::count_back_served(hearing, period, added, &self.law.holidays))
    }

    /// A number that a provision lays down.
    pub fn number(&self, value: LawRef<'_>) -> Option<i64> {
        match self.law.value(value.provision, value.name, self.on)? {
            LawValue::Number(number) => Some(*number),
            _ => None,
        }
    }

    /// A court day ahead of a last day, by the margin that the law data advises.
    pub fn prudent(&self, last: NaiveDate) -> NaiveDate {
        let early = calendar::days_earlier(last, self.law.prudent_days);
        calendar::previous_court_day(early, &self.law.holidays)
    }

    /// A period that a provision lays down.
    pub fn period(&self, value: LawRef<'_>) -> Option<Period> {
        self.law.period(value.provision, value.name, self.on)
    }

    fn place(&self, offense: &Offense) -> Option<OffenseRef> {
        self.law.offense_ref(&offense.code, &offense.section, offense.subdivision.as_deref())
    }

    /// Whether a list holds an offense; nothing for a list that is not there.
    pub fn listed(&self, list: &str, offense: &Offense) -> Option<Listing> {
        let Some(place) = self.place(offense) else {
            let words = "the code and section cannot be read".to_owned();
            return self.law.lists.get(list).map(|_| Listing::Unreadable(words));
        };
        let level = offense.level.as_deref().and_then(Level::parse);
        Some(match self.law.in_list(list, &place, level)? {
            Listed::Yes(_) => Listing::Yes,
            Listed::No => Listing::No,
            Listed::ByFacts(entry, words) if entry.by_facts.as_deref() == Some(&words) => {
                Listing::ByFacts { provision: entry.provision.clone(), words }
            }
            Listed::ByFacts(entry, words) if entry.subdivision.len() > place.subdivision.len() => {
                Listing::BySubdivision(words)
            }
            Listed::ByFacts(entry, _) if entry.level.is_some() && level.is_none() => {
                Listing::ByLevel
            }
            Listed::ByFacts(_, words) => Listing::Unreadable(words),
        })
    }

    /// The row of the table of offenses.
    pub fn row(&self, offense: &Offense) -> Row {
        let Some(place) = self.place(offense) else { return Row::None };
        let found = self.law.offenses.find_ref(&place);
        let label = self.law.cite_offense(&place, CiteForm::Short);
        let entry = |row: &law::Offense| self.entry(row, offense, label.clone());
        match found {
            OffenseMatch::Exact(row) | OffenseMatch::Whole(row) => Row::One(entry(row)),
            OffenseMatch::Several(rows) => {
                let alike =
                    |row: &&law::Offense| row.place.subdivision == rows[0].place.subdivision;
                let decides = if rows.iter().all(alike) { "degree" } else { "subdivision" };
                let all = rows.iter().copied().map(entry).reduce(agreed);
                all.map_or(Row::None, |all| Row::Several(all, decides))
            }
            OffenseMatch::Unknown => Row::None,
        }
    }

    fn entry(&self, row: &law::Offense, offense: &Offense, label: String) -> Entry {
        let wobbler = match row.level {
            Level::Wobbler => Truth::True,
            Level::ByFacts => Truth::Unknown,
            Level::Felony | Level::Misdemeanor | Level::Infraction => Truth::False,
        };
        let stated = offense.level.as_deref().and_then(Level::parse).unwrap_or(row.level);
        Entry {
            label,
            confirmed: row.confidence != Confidence::Low,
            wobbler,
            registrable: truth(row.registrable),
            county_jail: truth(row.punishable_1170h),
            violent: truth(row.violent),
            serious: truth(row.serious),
            infraction_eligible: truth(row.infraction_eligible),
            endless: self.endless(row, stated),
            limitations: self.limitations(row, stated),
        }
    }

    fn endless(&self, row: &law::Offense, level: Level) -> Truth {
        match self.law.limitation(row, level) {
            Some(limitation) if limitation.end == LimitationEnd::Never => Truth::True,
            Some(limitation) if !limitation.perhaps_never => Truth::False,
            Some(_) | None => Truth::Unknown,
        }
    }

    fn limitations(&self, row: &law::Offense, level: Level) -> Limitations {
        let Some(limitation) = self.law.limitation(row, level) else {
            return Limitations::ByFacts("our table has no limitation of time for it".to_owned());
        };
        match &limitation.end {
            LimitationEnd::Never => Limitations::Endless,
            // Whoever was arrested for an offense, it was discovered by then: a period that runs from discovery has run
            // out when it has, counted from the arrest.
            LimitationEnd::After { value, .. } => {
                Limitations::Period { provision: limitation.provision.clone(), name: value.clone() }
            }
            LimitationEnd::ByFacts(words) => Limitations::ByFacts(words.clone()),
        }
    }
}

/// What two rows agree on; the rest is unknown.
fn agreed(one: Entry, other: Entry) -> Entry {
    let same = |a: Truth, b: Truth| if a == b { a } else { Truth::Unknown };
    let differ = || Limitations::ByFacts("the subdivision or the degree decides".to_owned());
    Entry {
        confirmed: one.confirmed && other.confirmed,
        wobbler: same(one.wobbler, other.wobbler),
        registrable: same(one.registrable, other.registrable),
        county_jail: same(one.county_jail, other.county_jail),
        violent: same(one.violent, other.violent),
        serious: same(one.serious, other.serious),
        infraction_eligible: same(one.infraction_eligible, other.infraction_eligible),
        endless: same(one.endless, other.endless),
        limitations: match one.limitations == other.limitations {
            true => one.limitations,
            false => differ(),
        },
        label: one.label,
    }
}

fn truth(answer: Answer) -> Truth {
    match answer {
        Answer::Yes => Truth::True,
        Answer::No => Truth::False,
        Answer::ByFacts | Answer::Unknown => Truth::Unknown,
    }
}
