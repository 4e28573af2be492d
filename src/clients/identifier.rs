//! What is surely no number of a case or paper, and no identifier at all, though a spreadsheet shows it as one.

use chrono::NaiveDate;

use super::day;
use crate::catalog::schema::date::month;

/// What is wrong with a text, and what to do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct NotOne {
    pub(super) code: &'static str,
    pub(super) what: String,
    pub(super) help: &'static str,
}

impl NotOne {
    fn new(code: &'static str, what: impl Into<String>, help: &'static str) -> NotOne {
        NotOne { code, what: what.into(), help }
    }
}

/// The errors that formulas show, in any spreadsheet that saves what it shows as a CSV.
const ERRORS: [&str; 12] = [
    "#N/A",
    "#REF!",
    "#VALUE!",
    "#NAME?",
    "#DIV/0!",
    "#NUM!",
    "#NULL!",
    "#SPILL!",
    "#CALC!",
    "#FIELD!",
    "#ERROR!",
    "#GETTING_DATA",
];

/// The error of a formula, or the signs of a column that is too narrow, where a text is one.
pub(super) fn error_value(text: &str) -> Option<NotOne> {
    if ERRORS.iter().any(|known| text.eq_ignore_ascii_case(known)) {
        let what = format!("the cell shows the error {text}");
        return Some(NotOne::new(
            "error-value",
            what,
            "correct its formula, or write the value itself",
        ));
    }
    let narrow = text.len() > 1 && text.bytes().all(|byte| byte == b'#');
    narrow.then(|| {
        NotOne::new(
            "error-value",
            format!("the cell shows `{text}`, as a column does that is too narrow for its value"),
            "make the column wider in the spreadsheet and save the list again",
        )
    })
}

/// A number in scientific notation, of whose digits most are lost: `1.23E+10`.
pub(super) fn scientific(text: &str) -> Option<NotOne> {
    let (number, power) = text.split_once(['E', 'e'])?;
    let power = power.strip_prefix(['+', '-'])?;
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let is_one = digits(power) && number.split(['.', ',']).all(digits);
    is_one.then(|| {
        NotOne::new(
            "scientific-number",
            "this is how a spreadsheet shows a long number, and its last digits are lost",
            "format the column as text, type the number again from the court's papers, and save the list again",
        )
    })
}

/// Why a text is surely not the one number of a case or paper.
pub(super) fn number(text: &str, as_of: NaiveDate) -> Option<NotOne> {
    const TYPE_IT: &str =
        "type it again from the court's papers, in a column that is formatted as text";
    const LEAVE_IT: &str = "leave the cell empty where the number is not known";
    const ONE: &str = "write one of them; somebody with two cases has two rows";
    let fault = |what: &str, help| Some(NotOne::new("not-a-number-of-a-paper", what, help));
    match () {
        () if !text.contains(|c: char| c.is_ascii_digit()) || text.bytes().all(|b| b == b'0') => {
            fault("this is no number of a case or paper", LEAVE_IT)
        }
        () if text.starts_with('=') => fault("this is a formula and not what it gives", TYPE_IT),
        () if is_day(text, as_of) => {
            fault("this is a day, as spreadsheets make of some numbers", TYPE_IT)
        }
        () if has_point_zero(text) => fault(
            "this is a number with a point, as spreadsheets write those they counted with",
            TYPE_IT,
        ),
        () if is_several(text) => fault("these are several numbers, and the fact is one", ONE),
        () => None,
    }
}

/// A whole day, or a month with a day or a year: `5/2/2016`, `18-May`. Digits with hyphens are a day
/// only with a year of four: `05-02-16` can be a number.
fn is_day(text: &str, as_of: NaiveDate) -> bool {
    let mut parts = text.split(['-', '/', ' ', ',']).filter(|part| !part.is_empty());
    if let (Some(first), Some(second), None) = (parts.next(), parts.next(), parts.next()) {
        let counted = |part: &str| {
            part.parse().is_ok_and(|n: u32| match part.len() {
                1 | 2 => (1..=99).contains(&n),
                4 => (1900..2100).contains(&n),
                _ => false,
            })
        };
        return (month(first).is_some() && counted(second))
            || (counted(first) && month(second).is_some());
    }
    let is_sure = text.contains('/')
        || text.contains(|c: char| c.is_alphabetic())
        || text.split('-').any(|part| part.len() == 4);
    is_sure && day::read(text, as_of).is_ok()
}

fn has_point_zero(text: &str) -> bool {
    text.split_once('.').is_some_and(|(whole, behind)| {
        whole.bytes().all(|byte| byte.is_ascii_digit())
            && !behind.is_empty()
            && behind.bytes().all(|byte| byte == b'0')
    })
}

fn is_several(text: &str) -> bool {
    let digits = |part: &str| part.chars().filter(char::is_ascii_digit).count();
    let lower = format!(
        " {} ",
        text.to_lowercase().replace(" / ", ";").replace(" and ", ";").replace(" or ", ";")
    );
    let parts = lower.split([';', ',', '&', '\n']).filter(|part| digits(part) >= 2).count();
    let words = text.split_whitespace().filter(|word| digits(word) >= 5).count();
    parts > 1 || words > 1
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(text: &str) -> Option<&'static str> {
        let as_of = NaiveDate::from_ymd_opt(2026, 11, 22).expect("a day");
        let fault = error_value(text).or_else(|| scientific(text)).or_else(|| number(text, as_of));
        fault.map(|fault| fault.code)
    }

    #[test]
    fn what_is_surely_no_number_of_a_case_is_told() {
        for text in ["#N/A", "#ref!", "#VALUE!", "#NAME?", "#DIV/0!", "#NUM!", "#NULL!", "########"]
        {
            assert_eq!(told(text), Some("error-value"), "{text}");
        }
        for text in ["1.23E+10", "1,23E+10", "5E-07"] {
            assert_eq!(told(text), Some("scientific-number"), "{text}");
        }
        for text in [
            "18-May",
            "May-18",
            "May 2018",
            "5/2/2016",
            "2016-05-02",
            "5-2-2016",
            "May 2, 2016",
            "5/2/2016 0:00",
            "12345.0",
            "12345.00",
            "TBD",
            "pending",
            "??",
            "to be found",
            "0",
            "=1+1",
            "BA456789; BA456790",
            "BA456789, BA456790",
            "BA456789 & BA456790",
            "BA456789 and BA456790",
            "BA456789 BA456790",
            "BA456789 / BA456790",
            "BA456789-01, -02",
        ] {
            assert_eq!(told(text), Some("not-a-number-of-a-paper"), "{text}");
        }
    }

    #[test]
    fn numbers_of_cases_as_courts_write_them_are_left_alone() {
        for text in [
            "BA456789",
            "BA 456 789",
            "0012345",
            "18CM04567",
            "CR-18-00123",
            "BA456789-01",
            "1E5",
            "1E05678",
            "MAR1",
            "SCD-12345",
            "2016 012345",
            "05-02-16",
            "12/34567",
            "F 1234-5678",
            "A12.345",
            "JCF 38291",
            "M-1602 (Dept. 5)",
            "No. 1234567, Dept. 5",
            "MAY12345",
            "BA000000",
        ] {
            assert_eq!(told(text), None, "{text}");
        }
    }
}
