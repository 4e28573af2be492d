//! Words for people: a diagnostic as sentences for the guide sheet, dates as people write them, wrapped lines.

use chrono::{Datelike, NaiveDate};

use super::Diagnostic;

/// What is wrong and under which law, why it matters, and what to do: a sentence each.
pub fn sentence(one: &Diagnostic) -> String {
    let law = one.cites.as_ref().map(|cites| format!(" ({cites})")).unwrap_or_default();
    let what = format!("{}{law}", one.what);
    [Some(&what), one.why.as_ref(), one.help.as_ref()]
        .into_iter()
        .flatten()
        .map(|words| spelled_dates(&words.replace('`', "")))
        .map(|words| format!("{}.", capitalized(words.trim_end_matches('.'))))
        .collect::<Vec<_>>()
        .join(" ")
}

/// Begins with a capital, unless it begins with the path of a fact.
fn capitalized(words: &str) -> String {
    let first = words.split(' ').next().unwrap_or_default();
    let mut letters = words.chars();
    match letters.next() {
        Some(letter) if first.chars().all(char::is_alphabetic) => {
            letter.to_uppercase().chain(letters).collect()
        }
        _ => words.to_owned(),
    }
}

/// `2027-06-21` becomes `June 21, 2027`.
fn spelled_dates(words: &str) -> String {
    let mut out = String::with_capacity(words.len());
    let mut rest = words;
    while let Some(at) = rest.find(|c: char| c.is_ascii_digit()) {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        let end = rest.find(|c: char| !c.is_ascii_digit() && c != '-').unwrap_or(rest.len());
        match rest[..end].parse::<NaiveDate>() {
            Ok(day) => out.push_str(&long_date(day)),
            Err(_) => out.push_str(&rest[..end]),
        }
        rest = &rest[end..];
    }
    out + rest
}

/// `March 3, 2025`, never broken between month and day.
pub fn long_date(date: NaiveDate) -> String {
    format!("{}\u{a0}{}, {}", date.format("%B"), date.day(), date.year())
}

/// Lines of at most `width` characters; a longer word has a line to itself.
pub fn wrapped(words: &str, width: usize) -> Vec<String> {
    let mut lines = vec![String::new()];
    let mut used = 0;
    for word in words.split(' ').filter(|word| !word.is_empty()) {
        let long = word.chars().count();
        if used > 0 && used + 1 + long > width {
            lines.push(String::new());
            used = 0;
        }
        if let Some(line) = lines.last_mut() {
            if used > 0 {
                line.push(' ');
                used += 1;
            }
            line.push_str(word);
            used += long;
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_guide_sentence_has_dates_as_people_write_them() {
        let one = Diagnostic::warning("x", "the agency must have it by 2027-06-21")
            .help("keep `both` receipts");
        let want = "The agency must have it by June\u{a0}21, 2027. Keep both receipts.";
        assert_eq!(sentence(&one), want);
    }

    #[test]
    fn a_path_keeps_its_letters_and_numbers_stay() {
        let one = Diagnostic::warning("x", "`arrest.offenses[2]` is the same as 2-10");
        assert_eq!(sentence(&one), "arrest.offenses[2] is the same as 2-10.");
    }
}
