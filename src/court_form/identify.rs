//! What a form prints at head and foot to its number and the date of its revision.

use std::collections::BTreeSet;

use chrono::{Month, NaiveDate};

use super::fault::BlankFault;
use crate::reading::{MeasuredPage, lines};

/// So much of a page, in points from its edge, is head or foot.
const HEAD: f32 = 100.0;
const FOOT: f32 = 110.0;

/// Words before the date of a revision.
const REVISED: [&str; 6] = ["Rev.", "Revised", "New", "Eff.", "Effective", "Adopted"];

/// The most that a message repeats of what is printed.
const SHOWN: usize = 80;

/// What is printed at heads and feet of a form, gathered page by page.
#[derive(Default)]
pub(super) struct Imprint {
    numbers: BTreeSet<String>,
    dates: BTreeSet<NaiveDate>,
    first_line: String,
}

impl Imprint {
    /// Takes down what a page says.
    pub(super) fn read(&mut self, page: &MeasuredPage) {
        let lines = lines(page);
        for line in &lines {
            let text = line.text();
            if self.first_line.is_empty() {
                self.first_line = text.trim().chars().take(SHOWN).collect();
            }
            let foot = line.baseline > page.height - FOOT;
            if foot || line.baseline < HEAD {
                let alone = line.runs.iter().filter_map(|run| number(run.text.trim()));
                self.numbers.extend(alone);
            }
            if foot {
                self.numbers.extend(number_at_foot(&text));
                self.dates.extend(revision(&text));
            }
        }
    }

    /// The number and the date.
    ///
    /// # Errors
    /// `BlankFault`, where there is none, or more than one.
    pub(super) fn settle(self) -> Result<(String, NaiveDate), BlankFault> {
        let numbers: Vec<String> = self.numbers.into_iter().collect();
        let dates: Vec<NaiveDate> = self.dates.into_iter().collect();
        match (numbers.as_slice(), dates.as_slice()) {
            ([number], [date]) => Ok((number.clone(), *date)),
            (numbers, dates) if numbers.len() > 1 || dates.len() > 1 => {
                let dates = dates.iter().map(NaiveDate::to_string);
                Err(BlankFault::Disagrees(numbers.iter().cloned().chain(dates).collect()))
            }
            ([number], _) => Err(BlankFault::Unknown(format!("it prints `{number}`, and no date"))),
            (_, [date]) => Err(BlankFault::Unknown(format!("it prints {date}, and no number"))),
            _ if self.first_line.is_empty() => {
                Err(BlankFault::Unknown("no words can be read on it".to_owned()))
            }
            _ => Err(BlankFault::Unknown(format!("it begins `{}`", self.first_line))),
        }
    }
}

/// A form's number, and nothing else: two to four capitals, a hyphen, three digits, and perhaps
/// what tells its relatives apart, such as `(P)` or `-INFO`. It is safe in the name of a file.
pub(super) fn number(text: &str) -> Option<String> {
    let (letters, rest) = text.split_once('-')?;
    let lettered =
        (2..=4).contains(&letters.len()) && letters.bytes().all(|byte| byte.is_ascii_uppercase());
    let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
    let suffix = &rest[digits..];
    let sober = suffix.len() <= 12
        && suffix.bytes().all(|byte| byte.is_ascii_uppercase() || b"()-0123456789".contains(&byte));
    (lettered && digits == 3 && sober).then(|| text.to_owned())
}

/// The number in a line of a foot: before the date in brackets, or before the page.
fn number_at_foot(text: &str) -> Option<String> {
    let words: Vec<&str> = text.split_whitespace().collect();
    let pairs = words.windows(2);
    let mut found = pairs.filter_map(|pair| {
        let page = pair[0].strip_suffix(',').filter(|_| pair[1] == "Page");
        let bracket = Some(pair[0]).filter(|_| pair[1].starts_with('['));
        number(page.or(bracket)?)
    });
    found.next()
}

/// The date of the revision in a line of a foot.
fn revision(text: &str) -> Option<NaiveDate> {
    let words: Vec<&str> =
        text.split(|c: char| c.is_whitespace() || "[],;()".contains(c)).collect();
    let words: Vec<&str> = words.into_iter().filter(|word| !word.is_empty()).collect();
    words.iter().enumerate().find_map(|(n, word)| {
        let said = REVISED.iter().any(|one| one.eq_ignore_ascii_case(word));
        said.then(|| date(&words[n + 1..])).flatten()
    })
}

/// A date in words, `January 1, 2024`, or in numbers, `1/1/2024`.
fn date(words: &[&str]) -> Option<NaiveDate> {
    let first = words.first()?;
    let mut parts = first.split('/').map(|part| part.parse::<u32>().ok());
    if let (Some(Some(month)), Some(Some(day)), Some(Some(year))) =
        (parts.next(), parts.next(), parts.next())
    {
        return NaiveDate::from_ymd_opt(i32::try_from(year).ok()?, month, day);
    }
    // Short forms of months have three letters at the least, and those say which it is.
    let stem = first.trim_end_matches('.');
    let month = stem.get(..3)?.parse::<Month>().ok()?;
    let month = month.name().get(..stem.len())?.eq_ignore_ascii_case(stem).then_some(month)?;
    let (day, year) = (words.get(1)?.parse().ok()?, words.get(2)?.parse().ok()?);
    NaiveDate::from_ymd_opt(year, month.number_from_month(), day)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(year: i32, month: u32, day: u32) -> Option<NaiveDate> {
        NaiveDate::from_ymd_opt(year, month, day)
    }

    #[test]
    fn feet_are_read_in_every_spelling() {
        let feet = [
            ("CR-180 [Rev. January 1, 2024] www.courts.ca.gov", Some("CR-180"), day(2024, 1, 1)),
            (
                "MC-025 [Rev. July 1, 2009] to Judicial Council Form",
                Some("MC-025"),
                day(2009, 7, 1),
            ),
            ("CR-409 [New January 1, 2021]", Some("CR-409"), day(2021, 1, 1)),
            ("POS-040(P) [Rev. Sept. 1, 2017, Optional Form]", Some("POS-040(P)"), day(2017, 9, 1)),
            ("Rev. March 1, 2026, Mandatory Form", None, day(2026, 3, 1)),
            ("Request to Waive Court Fees FW-001, Page 2 of 2", Some("FW-001"), None),
            ("JV-595 [Revised 7/1/2018]", Some("JV-595"), day(2018, 7, 1)),
            ("see form MC-025 and form POS-040.", None, None),
            ("Rev. Mayhem 1, 2026", None, None),
            ("Rev. February 30, 2026", None, None),
        ];
        for (text, number, date) in feet {
            assert_eq!(number_at_foot(text).as_deref(), number, "{text}");
            assert_eq!(revision(text), date, "{text}");
        }
    }

    #[test]
    fn only_a_form_number_is_one() {
        for yes in ["CR-180", "POS-040(P)", "FW-001-INFO", "MC-025"] {
            assert_eq!(number(yes).as_deref(), Some(yes));
        }
        for no in ["cr-180", "CR-18", "CR-1800", "ABCDE-180", "CR-180é", "-180", "CR-180 x", ""] {
            assert_eq!(number(no), None, "{no}");
        }
    }
}
