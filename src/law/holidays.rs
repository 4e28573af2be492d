//! The days on which the courts are closed, computed from the rules in forms/law/holidays.yaml.

use std::collections::BTreeMap;

use chrono::{Datelike, NaiveDate, Weekday};
use serde::Deserialize;

use super::provision::parse_day;

/// The rules for court holidays; a day is looked up by `contains`.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Holidays {
    weekly: Vec<Weekday>,
    rules: Vec<HolidayRule>,
    moved: BTreeMap<u32, i64>,
}

/// One holiday of the year.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HolidayRule {
    /// What the day is called.
    pub name: String,
    /// Key of the provision that makes it one.
    pub provision: String,
    from: Option<NaiveDate>,
    until: Option<NaiveDate>,
    day: HolidayDay,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum HolidayDay {
    Fixed { month: u32, day: u32 },
    Nth { n: u8, weekday: Weekday, month: u32, then: u64 },
    Last { weekday: Weekday, month: u32 },
}

/// forms/law/holidays.yaml as it is written.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawHolidays {
    weekly: Vec<String>,
    observed: BTreeMap<String, i64>,
    days: Vec<RawHoliday>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawHoliday {
    name: String,
    provision: String,
    from: Option<String>,
    until: Option<String>,
    month: u32,
    day: Option<u32>,
    nth: Option<u8>,
    last: Option<bool>,
    weekday: Option<String>,
    days_after: Option<u64>,
}

impl Holidays {
    /// Reads the file; an error says what is wrong with it.
    pub fn read(text: &str) -> Result<Holidays, String> {
        let raw: RawHolidays = serde_yaml::from_str(text).map_err(|e| e.to_string())?;
        let weekly = raw.weekly.iter().map(|d| weekday(d)).collect::<Result<_, _>>()?;
        let rules = raw.days.into_iter().map(RawHoliday::read).collect::<Result<_, _>>()?;
        let mut moved = BTreeMap::new();
        for (day, by) in &raw.observed {
            moved.insert(weekday(day)?.num_days_from_monday(), *by);
        }
        Ok(Holidays { weekly, rules, moved })
    }

    /// Saturdays and Sundays alone.
    pub fn weekends_only() -> Holidays {
        Holidays {
            weekly: vec![Weekday::Sat, Weekday::Sun],
            rules: Vec::new(),
            moved: BTreeMap::new(),
        }
    }

    /// The rules, in the order of the file.
    pub fn rules(&self) -> &[HolidayRule] {
        &self.rules
    }

    /// Whether the courts are closed on a day.
    pub fn contains(&self, day: NaiveDate) -> bool {
        self.weekly.contains(&day.weekday()) || self.name(day).is_some()
    }

    /// The holiday that closes the courts on a day, also where it is observed on another day than its own.
    pub fn name(&self, day: NaiveDate) -> Option<&str> {
        let years = [day.year() - 1, day.year(), day.year() + 1];
        self.rules
            .iter()
            .find(|rule| years.iter().any(|year| self.falls(rule, *year, day)))
            .map(|rule| rule.name.as_str())
    }

    fn falls(&self, rule: &HolidayRule, year: i32, day: NaiveDate) -> bool {
        let Some(own) = rule.in_year(year) else { return false };
        own == day || self.observed(own) == day
    }

    /// The day on which a holiday is observed: its own, or another where it falls on a weekend.
    fn observed(&self, own: NaiveDate) -> NaiveDate {
        let by = self.moved.get(&own.weekday().num_days_from_monday()).copied().unwrap_or(0);
        own.checked_add_signed(chrono::TimeDelta::days(by)).unwrap_or(own)
    }
}

impl HolidayRule {
    /// The holiday's own day in a year, where the rule was in force on it.
    pub fn in_year(&self, year: i32) -> Option<NaiveDate> {
        let day = self.day.in_year(year)?;
        let begun = self.from.is_none_or(|from| day >= from);
        let ended = self.until.is_some_and(|until| day > until);
        (begun && !ended).then_some(day)
    }
}

impl HolidayDay {
    fn in_year(&self, year: i32) -> Option<NaiveDate> {
        match *self {
            HolidayDay::Fixed { month, day } => NaiveDate::from_ymd_opt(year, month, day),
            HolidayDay::Nth { n, weekday, month, then } => {
                NaiveDate::from_weekday_of_month_opt(year, month, weekday, n)
                    .and_then(|day| day.checked_add_days(chrono::Days::new(then)))
            }
            HolidayDay::Last { weekday, month } => (4..=5)
                .rev()
                .find_map(|n| NaiveDate::from_weekday_of_month_opt(year, month, weekday, n)),
        }
    }
}

impl RawHoliday {
    fn read(self) -> Result<HolidayRule, String> {
        let day = match (self.day, self.nth, self.last, &self.weekday) {
            (Some(day), None, None, None) => HolidayDay::Fixed { month: self.month, day },
            (None, Some(n), None, Some(name)) => HolidayDay::Nth {
                n,
                weekday: weekday(name)?,
                month: self.month,
                then: self.days_after.unwrap_or(0),
            },
            (None, None, Some(true), Some(name)) => {
                HolidayDay::Last { weekday: weekday(name)?, month: self.month }
            }
            _ => return Err(format!("holiday `{}` needs a day, an nth or a last", self.name)),
        };
        let date = |text: &Option<String>| text.as_deref().map(parse_day).transpose();
        Ok(HolidayRule {
            from: date(&self.from)?,
            until: date(&self.until)?,
            name: self.name,
            provision: self.provision,
            day,
        })
    }
}

fn weekday(name: &str) -> Result<Weekday, String> {
    name.parse().map_err(|_| format!("`{name}` is no day of the week"))
}
