//! Days as people write them: only `YYYY-MM-DD` is taken, other ways are recognised to say what to write.

use chrono::{Datelike, Days, NaiveDate};

use super::scalar::{Fault, shown};

const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];
/// Years a living petitioner's papers can name; anything else is a slip of the hand.
const YEARS: std::ops::RangeInclusive<i32> = 1900..=2100;

/// A day, or what is wrong with it.
pub(super) fn read(text: &str) -> Result<NaiveDate, Fault> {
    let Some((year, month, day)) = iso(text) else { return Err(other(text)) };
    if !YEARS.contains(&year) {
        return Err(Fault {
            code: "impossible-date",
            what: format!("the year of `{text}` cannot be right"),
            help: format!("write a year between {} and {}", YEARS.start(), YEARS.end()),
        });
    }
    NaiveDate::from_ymd_opt(year, month, day).ok_or_else(|| Fault {
        code: "impossible-date",
        what: format!("`{text}` is not a day of the calendar"),
        help: impossible(year, month),
    })
}

fn iso(text: &str) -> Option<(i32, u32, u32)> {
    let bytes = text.as_bytes();
    let shaped = bytes.len() == 10
        && bytes.iter().enumerate().all(|(at, byte)| match at {
            4 | 7 => *byte == b'-',
            _ => byte.is_ascii_digit(),
        });
    if !shaped {
        return None;
    }
    Some((text[..4].parse().ok()?, text[5..7].parse().ok()?, text[8..].parse().ok()?))
}

fn impossible(year: i32, month: u32) -> String {
    let next = if month == 12 { (year + 1, 1) } else { (year, month + 1) };
    let last = NaiveDate::from_ymd_opt(next.0, next.1, 1)
        .and_then(|first| first.checked_sub_days(Days::new(1)));
    match (1..=12).contains(&month).then_some(last).flatten() {
        Some(last) => format!("that month has {} days; look the day up", last.day()),
        None => "write year, month and day: months go from 01 to 12".to_owned(),
    }
}

fn other(text: &str) -> Fault {
    let help = match recognise(text) {
        Some(date) => format!("write `{date}` if that is the day meant"),
        None => "write year, month and day in digits, such as `2016-05-02`".to_owned(),
    };
    Fault {
        code: "not-a-date",
        what: format!("`{}` is not a day written as `YYYY-MM-DD`", shown(text)),
        help,
    }
}

/// The day that another way of writing most likely means; month before day, as Americans write.
fn recognise(text: &str) -> Option<NaiveDate> {
    if text.len() > 40 {
        return None;
    }
    if let Some((year, month, day)) = text.get(..10).and_then(iso) {
        return NaiveDate::from_ymd_opt(year, month, day);
    }
    if text.len() == 8 && text.bytes().all(|byte| byte.is_ascii_digit()) {
        return NaiveDate::from_ymd_opt(
            text[..4].parse().ok()?,
            text[4..6].parse().ok()?,
            text[6..].parse().ok()?,
        );
    }
    let words: Vec<&str> =
        text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    let [a, b, c] = words[..] else { return None };
    if let Some(month) = month(a) {
        return day_of(year(c)?, month, number(b)?);
    }
    if let Some(month) = month(b) {
        return day_of(year(c)?, month, number(a)?);
    }
    if a.len() == 4 {
        return day_of(year(a)?, number(b)?, number(c)?);
    }
    let (first, second, year) = (number(a)?, number(b)?, year(c)?);
    day_of(year, first, second).or_else(|| day_of(year, second, first))
}

/// Whether a text is a whole day and nothing else, however it is written; a time of day may follow.
pub(super) fn is_whole(text: &str) -> bool {
    let day = match text.find(':') {
        Some(at) => &text[..text[..at].rfind([' ', 'T']).unwrap_or(at)],
        None => text,
    };
    let mut words = day.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    let counted = |word: &str| {
        let digits = word.trim_end_matches(|c: char| c.is_ascii_alphabetic());
        let ending = word[digits.len()..].to_ascii_lowercase();
        !digits.is_empty() && ["", "st", "nd", "rd", "th"].contains(&ending.as_str())
    };
    let is_part = |word: &str| counted(word) || month(word).is_some();
    words.clone().count() == 3 && words.all(is_part) && recognise(day).is_some()
}

fn day_of(year: i32, month: u32, day: u32) -> Option<NaiveDate> {
    NaiveDate::from_ymd_opt(year, month, day).filter(|_| YEARS.contains(&year))
}

/// The number of a month by its name or the beginning of it, of three letters at least.
pub(crate) fn month(word: &str) -> Option<u32> {
    let word = word.trim_end_matches('.').to_lowercase();
    let word = if word == "sept" { "sep" } else { word.as_str() };
    let at = MONTHS.iter().position(|month| word.len() >= 3 && month.starts_with(word))?;
    u32::try_from(at + 1).ok()
}

fn number(word: &str) -> Option<u32> {
    word.trim_end_matches(|c: char| c.is_ascii_alphabetic()).parse().ok()
}

/// A year of two digits is one of the last seventy or the next thirty.
fn year(word: &str) -> Option<i32> {
    let year: i32 = word.parse().ok()?;
    Some(match (word.len(), year) {
        (2, 0..=30) => 2000 + year,
        (2, _) => 1900 + year,
        _ => year,
    })
}
