//! Values of closed sets and of fixed shapes as people type them, to the one way in which case files write them.

use unicode_normalization::UnicodeNormalization;

use super::cell::plain;
use crate::catalog::fields::{Fields, Kind};
use crate::catalog::schema::phrase::bare_department;

/// A text as a case file writes it, where it can only mean that; anything else is left as it is, for
/// the types to refuse.
pub(super) fn canonical(fields: &Fields, kind: &Kind, text: &str, field: &str) -> String {
    let found = match kind {
        Kind::Choice(choices) => {
            choices.iter().find(|choice| plain(choice) == plain(text)).cloned()
        }
        Kind::Flag => flag(text),
        Kind::County => county(&fields.counties, text),
        Kind::State => state(fields, text),
        Kind::Number => counted(text, field),
        Kind::Amount => Some(text.trim_start_matches('$').trim_start().to_owned()),
        Kind::Text => Some(text.nfc().collect()),
        Kind::Line if field == "department" => Some(bare_department(text).to_owned()),
        _ => None,
    };
    found.unwrap_or_else(|| text.to_owned())
}

/// A name among known ones, whatever its capitals, hyphens and blanks; the text itself where none is meant.
pub(super) fn named(names: &[String], text: &str) -> String {
    let found = names.iter().find(|name| plain(name) == plain(text));
    found.map_or(text, String::as_str).to_owned()
}

fn flag(text: &str) -> Option<String> {
    let word = match text.to_lowercase().as_str() {
        "y" | "yes" | "true" => "yes",
        "n" | "no" | "false" => "no",
        _ => return None,
    };
    Some(word.to_owned())
}

/// `LOS ANGELES`, `Los Angeles County` and `County of Los Angeles`.
fn county(counties: &[String], text: &str) -> Option<String> {
    let written = plain(text);
    let mut bare = written.as_str();
    for before in ["city and county of ", "county of ", "co. of "] {
        bare = bare.strip_prefix(before).unwrap_or(bare);
    }
    for behind in [" county", " co.", " co", " cnty"] {
        bare = bare.strip_suffix(behind).unwrap_or(bare);
    }
    counties.iter().find(|county| plain(county) == bare).cloned()
}

fn state(fields: &Fields, text: &str) -> Option<String> {
    let upper = text.replace('.', "").to_uppercase();
    if fields.states.contains_key(&upper) {
        return Some(upper);
    }
    let named = fields.states.iter().find(|(_, name)| plain(name) == plain(text));
    named.map(|(letters, _)| letters.clone())
}

/// A whole number, with the word for what is counted where that is the fact's own: `36 months`.
fn counted(text: &str, field: &str) -> Option<String> {
    let (number, unit) = match text.find(|c: char| c.is_alphabetic()) {
        Some(at) => (text[..at].trim_end_matches([' ', '-']), plain(&text[at..])),
        None => (text, String::new()),
    };
    let stem = field.trim_end_matches('s');
    let own = unit.is_empty()
        || unit.trim_end_matches('s') == stem
        || (stem == "month" && matches!(unit.as_str(), "mo" | "mos" | "mo." | "mos."));
    own.then(|| number.to_owned())
}

/// What to do about a value of a closed set or fixed shape that was refused: `help`, and what a list can add to it.
pub(super) fn help(kind: &Kind, text: &str, field: &str, help: String) -> String {
    let digits = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    match kind {
        Kind::Choice(_) | Kind::Flag => {
            format!(
                "{help}; or say in the map what the word means, as in `words: {{ \"{}\": ... }}`",
                word(text)
            )
        }
        Kind::Zip if digits && (3..5).contains(&text.len()) => {
            format!(
                "write `{text:0>5}` if a spreadsheet dropped the zero before it, and format the column as text"
            )
        }
        Kind::Zip if digits && text.len() == 9 => {
            format!("write `{}-{}`, and format the column as text", &text[..5], &text[5..])
        }
        Kind::Number if text.contains(|c: char| c.is_alphabetic()) => {
            format!("write digits only; `{field}` is what is counted")
        }
        _ => help,
    }
}

fn word(text: &str) -> String {
    text.chars().filter(|c| !matches!(c, '"' | '\\')).take(24).collect()
}

/// A spreadsheet's `08:30` as the papers write it: `8:30 a.m.`
pub(super) fn time_of_day(text: &str) -> String {
    let parts = text
        .split_once(':')
        .and_then(|(hour, minute)| Some((hour.parse::<u32>().ok()?, minute.get(..2)?)));
    let Some((hour, minute)) = parts else { return text.to_owned() };
    let half = if hour < 12 { "a.m." } else { "p.m." };
    let hour = if hour % 12 == 0 { 12 } else { hour % 12 };
    format!("{hour}:{minute} {half}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalog::Catalog;

    #[test]
    fn what_can_only_mean_one_thing_is_written_as_case_files_do() {
        let catalog = Catalog::embedded().expect("the catalog");
        let choices = Kind::Choice(vec!["nolo contendere".to_owned(), "state prison".to_owned()]);
        let known: [(&Kind, &str, &str); 19] = [
            (&choices, "NOLO-CONTENDERE", "nolo contendere"),
            (&choices, "state_prison", "state prison"),
            (&choices, "no contest", "no contest"),
            (&Kind::Flag, "Y", "yes"),
            (&Kind::Flag, "FALSE", "no"),
            (&Kind::Flag, "x", "x"),
            (&Kind::Flag, "1", "1"),
            (&Kind::County, "LOS ANGELES", "Los Angeles"),
            (&Kind::County, "Los Angeles County", "Los Angeles"),
            (&Kind::County, "County of Los Angeles", "Los Angeles"),
            (&Kind::County, "City and County of San Francisco", "San Francisco"),
            (&Kind::County, "L.A.", "L.A."),
            (&Kind::State, "california", "CA"),
            (&Kind::State, "Ca.", "CA"),
            (&Kind::State, "Calif", "Calif"),
            (&Kind::Number, "36 months", "36"),
            (&Kind::Number, "36-Mo", "36"),
            (&Kind::Number, "3 years", "3 years"),
            (&Kind::Amount, "$1,234.00", "1,234.00"),
        ];
        for (kind, text, expected) in known {
            assert_eq!(canonical(&catalog.fields, kind, text, "months"), expected, "{text}");
        }
    }

    #[test]
    fn times_are_written_as_papers_write_them() {
        let shown = ["08:30", "00:05", "12:00", "13:30"].map(time_of_day);
        assert_eq!(shown, ["8:30 a.m.", "12:05 a.m.", "12:00 p.m.", "1:30 p.m."]);
    }
}
