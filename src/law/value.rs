//! Values that a provision lays down: numbers, periods, words, lists and days, each in force from a date.

use std::fmt;

use chrono::NaiveDate;

/// A length of time as the law states it; `calendar` counts it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Period {
    /// Calendar years.
    Years(u32),
    /// Calendar months.
    Months(u32),
    /// Calendar days.
    Days(u32),
    /// Days on which the courts are open.
    CourtDays(u32),
}

/// One value of a provision.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum LawValue {
    /// A whole number.
    Number(i64),
    /// A length of time.
    Period(Period),
    /// Words.
    Text(String),
    /// Several words.
    List(Vec<String>),
    /// A calendar day.
    Day(NaiveDate),
}

/// A value and the first day on which it holds; no day means always, so far as this data goes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DatedValue {
    /// First day in force.
    pub from: Option<NaiveDate>,
    /// The value.
    pub value: LawValue,
}

impl Period {
    /// Reads `2 years`, `1 month`, `60 days` or `2 court days`; nothing for any other text.
    pub fn parse(text: &str) -> Option<Period> {
        let (count, unit) = text.trim().split_once(' ')?;
        let count: u32 = count.parse().ok()?;
        match unit.trim() {
            "year" | "years" => Some(Period::Years(count)),
            "month" | "months" => Some(Period::Months(count)),
            "day" | "days" => Some(Period::Days(count)),
            "court day" | "court days" => Some(Period::CourtDays(count)),
            _ => None,
        }
    }

    /// Both together, where they are counted in one unit.
    pub fn and(self, other: Period) -> Option<Period> {
        Some(match (self, other) {
            (Period::Years(one), Period::Years(other)) => Period::Years(one + other),
            (Period::Months(one), Period::Months(other)) => Period::Months(one + other),
            (Period::Days(one), Period::Days(other)) => Period::Days(one + other),
            (Period::CourtDays(one), Period::CourtDays(other)) => Period::CourtDays(one + other),
            _ => return None,
        })
    }

    /// How many of its unit.
    pub fn count(self) -> u32 {
        match self {
            Period::Years(n) | Period::Months(n) | Period::Days(n) | Period::CourtDays(n) => n,
        }
    }
}

impl fmt::Display for Period {
    /// `two years`, `10 days`: numbers below ten in words, as papers print them.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let unit = match self {
            Period::Years(_) => "year",
            Period::Months(_) => "month",
            Period::Days(_) => "day",
            Period::CourtDays(_) => "court day",
        };
        let plural = if self.count() == 1 { "" } else { "s" };
        write!(f, "{} {unit}{plural}", number_words(i64::from(self.count())))
    }
}

impl LawValue {
    /// Reads one scalar of a law file: a period, a day, a whole number, else words.
    pub fn parse(text: &str) -> LawValue {
        let text = text.trim();
        if let Some(period) = Period::parse(text) {
            return LawValue::Period(period);
        }
        if let Ok(day) = NaiveDate::parse_from_str(text, "%Y-%m-%d") {
            return LawValue::Day(day);
        }
        match text.parse::<i64>() {
            Ok(number) => LawValue::Number(number),
            Err(_) => LawValue::Text(text.to_owned()),
        }
    }

    /// The period, where it is one.
    pub fn period(&self) -> Option<Period> {
        match self {
            LawValue::Period(period) => Some(*period),
            _ => None,
        }
    }
}

impl fmt::Display for LawValue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            LawValue::Number(number) => f.write_str(&number_words(*number)),
            LawValue::Period(period) => period.fmt(f),
            LawValue::Text(text) => f.write_str(text),
            LawValue::List(items) => f.write_str(&items.join(", ")),
            LawValue::Day(day) => write!(f, "{}", day.format("%B %-d, %Y")),
        }
    }
}

/// `two` for 2, `10` for 10.
fn number_words(number: i64) -> String {
    const WORDS: [&str; 10] =
        ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"];
    match usize::try_from(number).ok().and_then(|n| WORDS.get(n)) {
        Some(word) => (*word).to_owned(),
        None => number.to_string(),
    }
}
