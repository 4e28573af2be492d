//! Days as people and spreadsheets write them in lists, month before day, to a day of the calendar.

use chrono::{Datelike, Days, Months, NaiveDate};

use crate::catalog::schema::date::month;

/// A day of two digits' year is at most so many years after the day of filing.
const AHEAD: u32 = 5;

/// A number below this is rather a year than the number of a day: it would be before 1928.
const FIRST_SERIAL: f64 = 10_000.0;

/// A day, and whether a time of day was written behind it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Read {
    pub(super) day: NaiveDate,
    pub(super) timed: bool,
}

/// Why a text is no day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct NotADay {
    pub(super) code: &'static str,
    pub(super) what: &'static str,
    pub(super) help: String,
}

const FORMS: &str = "write it as 2016-05-02, 5/2/2016 or May 2, 2016";

impl NotADay {
    fn new(code: &'static str, what: &'static str, help: impl Into<String>) -> NotADay {
        NotADay { code, what, help: help.into() }
    }

    fn unread() -> NotADay {
        NotADay::new("not-a-date", "is not a day", FORMS)
    }
}

/// The numbers of a day as they are written.
struct Written<'a> {
    year: &'a str,
    month: u32,
    day: &'a str,
    /// Whether the month is a number that stands before the day, so that the two can be mixed up.
    month_first: bool,
}

/// Reads a day. A year of two digits is that of the two centuries which is not more than five years
/// after `as_of`.
pub(super) fn read(text: &str, as_of: NaiveDate) -> Result<Read, NotADay> {
    let (text, timed) = without_time(text)?;
    let written = written(text).ok_or_else(|| hint(text))?;
    let day: u32 = number(ordinal(written.day)).ok_or_else(NotADay::unread)?;
    let year = number(written.year).and_then(|year| i32::try_from(year).ok());
    let year = year.ok_or_else(NotADay::unread)?;
    let known = |year: i32| NaiveDate::from_ymd_opt(year, written.month, day);
    let found = match written.year.len() {
        4 => known(year),
        2 => {
            let latest = as_of.checked_add_months(Months::new(12 * AHEAD)).unwrap_or(as_of);
            let century = as_of.year() - as_of.year().rem_euclid(100);
            let centuries = [century + 100, century, century - 100].into_iter();
            centuries.filter_map(|first| known(first + year)).find(|day| *day <= latest)
        }
        _ => return Err(NotADay::unread()),
    };
    found.map(|day| Read { day, timed }).ok_or_else(|| impossible(&written, day))
}

/// Whether a text can be a day only if the day stands before the month: `31/12/2016`.
pub(super) fn is_day_first(text: &str) -> bool {
    numbers(text)
        .is_some_and(|(first, second)| first > 12 && first <= 31 && (1..=12).contains(&second))
}

/// Whether a text is another day if the day stands before the month: `5/2/2016`.
pub(super) fn is_either(text: &str) -> bool {
    let both = 1..=12;
    numbers(text).is_some_and(|(first, second)| {
        both.contains(&first) && both.contains(&second) && first != second
    })
}

fn numbers(text: &str) -> Option<(u32, u32)> {
    let (text, _) = without_time(text).ok()?;
    let parts = parts(text)?;
    (parts[0].len() <= 2).then_some(())?;
    Some((number(parts[0])?, number(parts[1])?))
}

/// The day with a number in a spreadsheet, which counts from 1900 or from 1904; nothing for a number
/// that is rather a year.
pub(super) fn of_serial(serial: f64, from_1904: bool) -> Option<NaiveDate> {
    if !(FIRST_SERIAL..100_000.0).contains(&serial) {
        return None;
    }
    serial_day(serial, from_1904)
}

/// The same for a cell that is formatted as a day, whatever its number.
pub(super) fn serial_day(serial: f64, from_1904: bool) -> Option<NaiveDate> {
    if !(0.0..3_000_000.0).contains(&serial) {
        return None;
    }
    // As a whole number: a day has no part here.
    let whole = serial.floor() as u64;
    let (year, month, day, whole) = match (from_1904, whole) {
        (true, _) => (1904, 1, 1, whole),
        // Spreadsheets count a 29 February 1900, which there was not.
        (false, 0..=59) => (1899, 12, 31, whole),
        (false, 60) => return None,
        (false, _) => (1899, 12, 30, whole),
    };
    NaiveDate::from_ymd_opt(year, month, day)?.checked_add_days(Days::new(whole))
}

/// A text without the time that programs write behind a day, and whether that time was another than midnight.
fn without_time(text: &str) -> Result<(&str, bool), NotADay> {
    let Some(at) = text.find(':') else { return Ok((text, false)) };
    let Some(cut) = text[..at].rfind([' ', 'T']) else { return Err(NotADay::unread()) };
    let time = text[cut + 1..].trim().to_ascii_lowercase();
    let clock = time.trim_end_matches(['z', '.', ' ', 'm', 'a', 'p']);
    if !clock.chars().all(|c| c.is_ascii_digit() || matches!(c, ':' | '.')) {
        return Err(NotADay::unread());
    }
    let midnight = time.chars().all(|c| !c.is_ascii_digit() || c == '0')
        || time.starts_with("12:00:00 am")
        || time == "12:00 am";
    Ok((text[..cut].trim_end_matches([' ', ',']), !midnight))
}

/// Three parts between slashes or hyphens.
fn parts(text: &str) -> Option<[&str; 3]> {
    let mark = text.chars().find(|c| matches!(c, '/' | '-' | '–'))?;
    let mut parts = text.split(mark).map(str::trim);
    let found = [parts.next()?, parts.next()?, parts.next()?];
    parts.next().is_none().then_some(found)
}

fn written(text: &str) -> Option<Written<'_>> {
    if let Some([a, b, c]) = parts(text) {
        let named = month(b);
        return match (a.len(), named) {
            (4, None) => Some(Written { year: a, month: number(b)?, day: c, month_first: false }),
            (1 | 2, Some(month)) => Some(Written { year: c, month, day: a, month_first: false }),
            (1 | 2, None) => {
                Some(Written { year: c, month: number(a)?, day: b, month_first: true })
            }
            _ => None,
        };
    }
    let words: Vec<&str> = text.split([' ', ',']).filter(|word| !word.is_empty()).collect();
    let [a, b, year] = words[..] else { return None };
    let (month, day) = match (month(a), month(b)) {
        (Some(month), None) => (month, b),
        (None, Some(month)) => (month, a),
        _ => return None,
    };
    Some(Written { year, month, day, month_first: false })
}

/// A day of the month without `st`, `nd`, `rd` or `th`.
fn ordinal(day: &str) -> &str {
    let digits = day.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    let ending = &day[digits.len()..];
    let known = ["", "st", "nd", "rd", "th"].iter().any(|known| ending.eq_ignore_ascii_case(known));
    if known { digits } else { "" }
}

fn number(text: &str) -> Option<u32> {
    let fits = (1..=4).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit());
    fits.then(|| text.parse().ok()).flatten()
}

fn impossible(written: &Written<'_>, day: u32) -> NotADay {
    let what = "is not a day of the calendar";
    if written.month_first && (13..=31).contains(&written.month) && (1..=12).contains(&day) {
        let (month, year) = (day, written.year);
        let help = format!(
            "the month stands first: write `{month}/{}/{year}` if that is the day meant",
            written.month
        );
        return NotADay::new("day-first", "has the day before the month", help);
    }
    match written.month {
        1..=12 => NotADay::new(
            "impossible-date",
            what,
            "that month has fewer days, or the year is not right; look the day up",
        ),
        _ => NotADay::new(
            "impossible-date",
            what,
            "months go from 1 to 12, and the month stands before the day",
        ),
    }
}

/// What else a text that is no day may be.
fn hint(text: &str) -> NotADay {
    let digits = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let words = text.split([' ', ',', '/', '-']).filter(|word| !word.is_empty()).count();
    match (digits, text.len()) {
        (true, 4) => NotADay::new("not-a-date", "is a year and not a day", FORMS),
        (true, 5) => NotADay::new(
            "not-a-date",
            "is the number of a day in a spreadsheet",
            "format the column as a date and save the list again",
        ),
        (true, _) => NotADay::new("not-a-date", "could be one day or another", FORMS),
        _ if words == 2 => {
            NotADay::new("not-a-date", "lacks the day, the month or the year", FORMS)
        }
        _ => NotADay::unread(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> String {
        let as_of = NaiveDate::from_ymd_opt(2026, 11, 22).expect("a day");
        match read(text, as_of) {
            Ok(read) if read.timed => format!("{} timed", read.day),
            Ok(read) => read.day.to_string(),
            Err(fault) => fault.code.to_owned(),
        }
    }

    #[test]
    fn every_usual_way_of_writing_a_day_is_understood() {
        let ways = [
            "2016-05-02",
            "2016-5-2",
            "2016/05/02",
            "5/2/2016",
            "05/02/2016",
            "05/02/16",
            "5-2-16",
            "5/2/16",
            "May 2, 2016",
            "may 2 2016",
            "May 2nd, 2016",
            "2 May 2016",
            "02-May-2016",
            "2-May-16",
            "May. 2, 2016",
            "2016-05-02T00:00:00",
            "2016-05-02 00:00:00",
            "5/2/2016 0:00",
            "5/2/2016 12:00:00 AM",
        ];
        for way in ways {
            assert_eq!(day(way), "2016-05-02", "{way}");
        }
        assert_eq!(day("Sept. 5, 2016"), "2016-09-05");
        assert_eq!(day("2016-05-02 14:30"), "2016-05-02 timed");
        assert_eq!(day("5/2/2016 2:30 PM"), "2016-05-02 timed");
    }

    #[test]
    fn two_digits_are_the_year_that_is_not_far_ahead() {
        let pairs = [
            ("5/2/90", "1990-05-02"),
            ("5/2/26", "2026-05-02"),
            ("11/22/31", "2031-11-22"),
            ("11/23/31", "1931-11-23"),
            ("5/2/32", "1932-05-02"),
            ("5/2/00", "2000-05-02"),
            ("2/29/00", "2000-02-29"),
        ];
        for (text, expected) in pairs {
            assert_eq!(day(text), expected, "{text}");
        }
    }

    #[test]
    fn what_is_no_day_says_why() {
        let pairs = [
            ("31/12/2016", "day-first"),
            ("02/30/2023", "impossible-date"),
            ("2023-02-30", "impossible-date"),
            ("13/13/2016", "impossible-date"),
            ("2016-13-01", "impossible-date"),
            ("0/1/2016", "impossible-date"),
            ("2/29/01", "impossible-date"),
            ("2016", "not-a-date"),
            ("42492", "not-a-date"),
            ("20160502", "not-a-date"),
            ("May 2016", "not-a-date"),
            ("5/2016", "not-a-date"),
            ("2.5.2016", "not-a-date"),
            ("yesterday", "not-a-date"),
            ("5/2/2016 or so", "not-a-date"),
            ("5/2/016", "not-a-date"),
            ("", "not-a-date"),
            ("5/2/2016/3", "not-a-date"),
            ("May 2xx, 2016", "not-a-date"),
            ("1:2", "not-a-date"),
            ("5/2/-016", "not-a-date"),
        ];
        for (text, expected) in pairs {
            assert_eq!(day(text), expected, "{text}");
        }
    }

    #[test]
    fn a_spreadsheets_numbers_are_days_of_both_its_calendars() {
        let shown = |serial, from_1904| of_serial(serial, from_1904).map(|day| day.to_string());
        assert_eq!(shown(42492.0, false).as_deref(), Some("2016-05-02"));
        assert_eq!(shown(41030.0, true).as_deref(), Some("2016-05-02"));
        assert_eq!(shown(42492.75, false).as_deref(), Some("2016-05-02"));
        assert_eq!(shown(2016.0, false), None);
        assert_eq!(shown(f64::NAN, false), None);
        let any = |serial| serial_day(serial, false).map(|day| day.to_string());
        assert_eq!(any(1.0).as_deref(), Some("1900-01-01"));
        assert_eq!(any(59.0).as_deref(), Some("1900-02-28"));
        assert_eq!(any(60.0), None);
        assert_eq!(any(61.0).as_deref(), Some("1900-03-01"));
    }

    #[test]
    fn days_that_can_be_read_in_two_ways_are_known() {
        assert!(
            is_day_first("31/12/2016")
                && !is_day_first("12/31/2016")
                && !is_day_first("2016-12-31")
        );
        assert!(
            is_either("5/2/2016")
                && !is_either("5/5/2016")
                && !is_either("2016-05-02")
                && !is_either("May 2, 2016")
        );
    }
}
