//! What a spreadsheet, another encoding or a slip left where a fact should stand: the errors of formulas, numbers that lost digits, days for numbers of cases.
//!
//! Case files and lists of clients are held to the same rules, wherever a value comes from.

use super::date::{is_whole, month};
use super::letters;
use super::scalar::{Fault, Leaf, shown};
use crate::catalog::fields::Kind;

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

/// Why a text surely is not the value of a fact, whatever would read it.
pub(crate) fn fault(leaf: Leaf<'_>, text: &str) -> Option<Fault> {
    let of_any = unreadable(text);
    let digits = || match leaf.kind {
        Kind::Line | Kind::Section | Kind::Zip | Kind::Phone => scientific(text),
        _ => None,
    };
    let alone = || match leaf.kind {
        Kind::Name => name(leaf, text),
        Kind::Date => first_day(text),
        _ if leaf.is_number() => number(text),
        _ => None,
    };
    of_any.or_else(digits).or_else(alone)
}

/// What is surely not the name of a person: a telephone number, an address of e-mail, two people
/// where one asks.
fn name(leaf: Leaf<'_>, text: &str) -> Option<Fault> {
    const MOST_DIGITS: usize = 4;
    let n_digits = text.chars().filter(char::is_ascii_digit).count();
    if n_digits > MOST_DIGITS || text.contains('@') {
        let what = "a name holds no telephone number, no number of a case and no address of e-mail";
        return Some(Fault::new("not-a-name", what, "write the name alone"));
    }
    let lower = text.to_lowercase();
    let parts = |join: &&&str| {
        let join: &str = join;
        lower.split(join).filter(|part| !part.trim().is_empty()).count() > 1
    };
    let joins = [" & ", " and ", " + ", ";", "/"];
    let join = joins.iter().find(parts).filter(|_| leaf.is_petitioner())?;
    let what = format!("the name has `{}` in it, as those of two people have", join.trim());
    let help = "write one person; each has papers of their own, and another name of the same person belongs in `also_known_as`";
    Some(Fault::new("several-names", what, help))
}

/// Why a text cannot be the value of any fact: what a spreadsheet shows where it failed, and letters
/// of another encoding.
pub(crate) fn unreadable(text: &str) -> Option<Fault> {
    if let Some(fault) = error_value(text).or_else(|| formula(text)).or_else(|| elsewhere(text)) {
        return Some(fault);
    }
    let (shown, was) = letters::misread(text)?;
    let what = format!("`{shown}` was `{was}` before it was read in a wrong encoding");
    let help = "type it again; where it came from a list, export that again as `CSV UTF-8` or as a workbook";
    Some(Fault::new("misread-letters", what, help))
}

/// The error of a formula, or the signs of a column that is too narrow, where a text is one.
fn error_value(text: &str) -> Option<Fault> {
    if ERRORS.iter().any(|known| text.eq_ignore_ascii_case(known)) {
        let what = format!("`{text}` is the error of a spreadsheet's formula");
        return Some(Fault::new(
            "error-value",
            what,
            "correct the formula, or write the value itself",
        ));
    }
    let narrow = text.len() > 1 && text.bytes().all(|byte| byte == b'#');
    narrow.then(|| {
        Fault::new(
            "error-value",
            format!("`{}` is what a column shows that is too narrow for its value", shown(text)),
            "make the column wider in the spreadsheet, or write the value itself",
        )
    })
}

/// A formula that a spreadsheet wrote instead of what it gives; a row of such signs draws a line.
fn formula(text: &str) -> Option<Fault> {
    let first = text.strip_prefix('=')?.chars().next()?;
    let is_one = first.is_alphanumeric() || matches!(first, '(' | '"' | '+' | '-' | '$' | '\'');
    is_one.then(|| {
        let what = format!("`{}` is a formula and not what it gives", shown(text));
        Fault::new("formula", what, "write the value itself")
    })
}

/// The day from which spreadsheets count: they show it where a cell holds nothing.
fn first_day(text: &str) -> Option<Fault> {
    ["1900-01-01", "1904-01-01"].contains(&text).then(|| {
        let what = format!("{text} is the first day of a spreadsheet, which shows it for nothing");
        Fault::new("impossible-date", what, "leave it out where the day is not known")
    })
}

/// Words that send a reader to another row, which papers do not have.
const ELSEWHERE: [&str; 10] = [
    "same as above",
    "same as previous",
    "same as below",
    "same above",
    "as above",
    "see above",
    "see below",
    "see notes",
    "ditto",
    "〃",
];

/// Why a text says nothing by itself, where it only names another place.
fn elsewhere(text: &str) -> Option<Fault> {
    let bare = text.trim_matches(|c: char| !c.is_alphanumeric() && c != '〃').to_lowercase();
    let is_mark = !text.is_empty() && text.chars().all(|c| matches!(c, '"' | '”' | '“' | '″'));
    (is_mark || ELSEWHERE.contains(&bare.as_str())).then(|| {
        let what = format!("`{}` names another place, and the papers have none", shown(text));
        Fault::new("stated-elsewhere", what, "write the value itself, here too")
    })
}

/// A number in scientific notation, of whose digits most are lost: `1.23E+10`.
fn scientific(text: &str) -> Option<Fault> {
    let (number, power) = text.split_once(['E', 'e'])?;
    let power = power.strip_prefix(['+', '-'])?;
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let is_one = digits(power) && number.split(['.', ',']).all(digits);
    is_one.then(|| {
        Fault::new(
            "scientific-number",
            "this is how a spreadsheet shows a long number, and its last digits are lost",
            "type the number again from the court's papers; in a spreadsheet format its column as text first",
        )
    })
}

/// Why a text is surely not the one number of a case or paper.
fn number(text: &str) -> Option<Fault> {
    const TYPE_IT: &str =
        "type it again from the court's papers; in a spreadsheet format its column as text first";
    const LEAVE_IT: &str = "leave it out where the number is not known";
    const ONE: &str =
        "write one of them; somebody with two cases has two case files, or two rows of a list";
    let fault = |what: &str, help| Some(Fault::new("not-a-number-of-a-paper", what, help));
    match () {
        () if !text.contains(|c: char| c.is_ascii_digit()) || text.bytes().all(|b| b == b'0') => {
            fault("this is no number of a case or paper", LEAVE_IT)
        }
        () if is_day(text) => fault("this is a day, as spreadsheets make of some numbers", TYPE_IT),
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
fn is_day(text: &str) -> bool {
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
    is_sure && is_whole(text)
}

fn has_point_zero(text: &str) -> bool {
    text.split_once('.').is_some_and(|(whole, behind)| {
        whole.bytes().all(|byte| byte.is_ascii_digit())
            && !behind.is_empty()
            && behind.bytes().all(|byte| byte == b'0')
    })
}

/// Several numbers and nothing but signs between them. Whoever writes in words how they belong
/// together, such as `(consolidated with ...)`, means it so.
fn is_several(text: &str) -> bool {
    let is_word = |part: &str| part.len() > 3 && part.chars().all(char::is_alphabetic);
    let known = |part: &str| ["case", "cases", "number", "numbers"].contains(&part);
    let lower = text.to_lowercase();
    if lower.split(|c: char| !c.is_alphanumeric()).any(|part| is_word(part) && !known(part)) {
        return false;
    }
    let digits = |part: &str| part.chars().filter(char::is_ascii_digit).count();
    let parted = lower.replace(" / ", ";").replace(" and ", ";").replace(" or ", ";");
    let parts = parted.split([';', ',', '&', '\n']).filter(|part| digits(part) >= 2).count();
    let words = text.split_whitespace().filter(|word| digits(word) >= 5).count();
    parts > 1 || words > 1
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::FieldPath;

    fn told(text: &str) -> Option<&'static str> {
        let path = FieldPath::root().key("case_number");
        fault(Leaf { path: &path, kind: &Kind::Line }, text).map(|fault| fault.code)
    }

    #[test]
    fn what_is_surely_no_number_of_a_case_is_told() {
        for text in ["#N/A", "#ref!", "#VALUE!", "#NAME?", "#DIV/0!", "#NUM!", "#NULL!", "########"]
        {
            assert_eq!(told(text), Some("error-value"), "{text}");
        }
        for text in ["=1+1", "=B2", "=\"BA\"&A1", "=(B2)"] {
            assert_eq!(told(text), Some("formula"), "{text}");
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
            "FSB-2016-0012345-1-A (consolidated with FSB-2016-0012346-2-B)",
            "MAY12345",
            "BA000000",
        ] {
            assert_eq!(told(text), None, "{text}");
        }
    }
}
