//! An offense as it is written, taken apart: code, section, subdivision and what qualifies it.

use std::fmt;

use super::code::Codes;

/// Where an offense is defined, as structure: never compared as text.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct OffenseRef {
    /// Key of the code, such as `pen`.
    pub code: String,
    /// Section number in lower case: `288.2`, `653f`.
    pub section: String,
    /// Subdivision, outermost first, in lower case: `a`, `1`.
    pub subdivision: Vec<String>,
    /// Words that tell rows of one subdivision apart: `first degree`.
    pub qualifier: Option<String>,
    /// Whether it was written as a former section.
    pub former: bool,
    /// `attempt` or `conspiracy`, where the section was joined by a slash to the one that says so.
    pub joined: Option<String>,
}

/// Longest subdivision name; longer words in parentheses qualify the offense.
const LONGEST_NAME: usize = 4;

impl OffenseRef {
    /// Takes an offense apart; nothing where no code or section can be read, or two codes disagree.
    ///
    /// The code may stand before or behind the number in `section` (`PC 459`, `459 PC`), and the
    /// subdivision behind it (`261.5(d)`); what `code` and `subdivision` say is added.
    pub fn read(
        codes: &Codes,
        code: &str,
        section: &str,
        subdivision: Option<&str>,
    ) -> Option<OffenseRef> {
        let text = section.to_lowercase().replace('§', " ");
        let start = text.find(|c: char| c.is_ascii_digit())?;
        let (before, text) = text.split_at(start);
        let former = before.split_whitespace().any(|word| word == "former")
            || code.to_lowercase().split_whitespace().any(|word| word == "former");
        let before = words_but(before, &["former", "section", "sections", "sec", "sec."]);
        let code_text = words_but(&code.to_lowercase(), &["former"]);
        let (mut numbers, rest) = numbers(codes, text);
        let joined = take_joined(codes, &mut numbers);
        let [section] = numbers.as_slice() else { return None };
        let section = section.clone();
        let (mut path, rest) = groups(rest);
        let (behind, mut qualifier) = code_behind(codes, &rest);
        if let Some(text) = subdivision {
            let (more, words) = groups(&spaced(&text.to_lowercase()));
            path.extend(more);
            qualifier = join(qualifier, &words_but(&words, &["subd", "subd.", "subdivision"]));
        }
        let key = agreed(codes, &[&code_text, &before, &behind])?;
        let qualifier = qualifier.filter(|words| !words.is_empty());
        Some(OffenseRef { code: key, section, subdivision: path, qualifier, former, joined })
    }

    /// Whether this place lies in the one given: (a)(1) is inside (a), and 288.2 is not inside 288.
    pub fn inside(&self, section: &str, subdivision: &[String]) -> bool {
        self.section == section && self.subdivision.starts_with(subdivision)
    }

    /// The names of the subdivision as codes print them: the third is a capital, as in `(b)(2)(A)`.
    pub fn printed_names(&self) -> Vec<String> {
        let printed = |(depth, name): (usize, &String)| match depth {
            2 => name.to_uppercase(),
            _ => name.clone(),
        };
        self.subdivision.iter().enumerate().map(printed).collect()
    }
}

impl fmt::Display for OffenseRef {
    /// `pen 261.5(d)`: for messages and tests; papers cite through `Law`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let subdivision: String =
            self.printed_names().iter().map(|name| format!("({name})")).collect();
        write!(f, "{} {}{subdivision}", self.code, self.section)
    }
}

/// Leading section numbers, joined by slashes, and what follows them.
fn numbers<'a>(codes: &Codes, text: &'a str) -> (Vec<String>, &'a str) {
    let mut found = Vec::new();
    let mut rest = text;
    loop {
        let end = number_end(codes, rest);
        if end == 0 {
            return (found, rest);
        }
        found.push(rest[..end].trim_end_matches('.').to_owned());
        rest = rest[end..].trim_start();
        match rest.strip_prefix('/') {
            Some(next) if next.trim_start().starts_with(|c: char| c.is_ascii_digit()) => {
                rest = next.trim_start();
            }
            _ => return (found, rest),
        }
    }
}

/// Where a section number ends: digits and stops, then at most two letters glued to it.
///
/// Letters that name a code are none of the number's: `459pc`.
fn number_end(codes: &Codes, text: &str) -> usize {
    let digits = text.find(|c: char| !(c.is_ascii_digit() || c == '.')).unwrap_or(text.len());
    if digits == 0 {
        return 0;
    }
    let letters = text[digits..].find(|c: char| !c.is_ascii_lowercase());
    match letters.unwrap_or(text.len() - digits) {
        count @ 1..=2 if codes.key(&text[digits..digits + count]).is_none() => digits + count,
        _ => digits,
    }
}

/// Takes the section of attempts or conspiracies out of several joined ones.
fn take_joined(codes: &Codes, numbers: &mut Vec<String>) -> Option<String> {
    if numbers.len() < 2 {
        return None;
    }
    let at = numbers.iter().position(|number| codes.joined(number).is_some())?;
    codes.joined(&numbers.remove(at)).map(str::to_owned)
}

/// The names in parentheses, in order, and the other words.
fn groups(text: &str) -> (Vec<String>, String) {
    let mut names = Vec::new();
    let mut words = String::new();
    for piece in text.split('(') {
        let (inner, outer) = match piece.split_once(')') {
            Some((inner, outer)) => (Some(inner.trim()), outer),
            None => (None, piece),
        };
        match inner {
            Some(name) if is_name(name) => names.push(name.to_owned()),
            Some(other) => words.push_str(&format!(" {other} ")),
            None => {}
        }
        words.push_str(outer);
    }
    (names, words.split_whitespace().collect::<Vec<_>>().join(" "))
}

/// Puts parentheses round a subdivision that was written without them: `a`, `a(1)`, `c 2`.
fn spaced(text: &str) -> String {
    let Some(first) = text.split(['(', ' ']).next() else { return text.to_owned() };
    let words = text.split_whitespace().count();
    if is_name(first) && (words == 1 || text.contains('(')) {
        let (name, rest) = text.split_at(first.len());
        return format!("({name}){rest}");
    }
    text.to_owned()
}

fn is_name(text: &str) -> bool {
    !text.is_empty()
        && text.len() <= LONGEST_NAME
        && text.chars().all(|c| c.is_ascii_alphanumeric())
}

/// A code named behind the number, and the other words there.
fn code_behind(codes: &Codes, rest: &str) -> (String, Option<String>) {
    let words = words_but(rest, &["subd", "subd.", "subdivision", ",", "-"]);
    let mut parts = words.split(['-', ':', ',']).map(str::trim);
    let first = parts.next().unwrap_or_default();
    if codes.key(first).is_some() {
        return (first.to_owned(), join(None, &parts.collect::<Vec<_>>().join(" ")));
    }
    (String::new(), join(None, &words))
}

/// The one code that all the names given stand for.
fn agreed(codes: &Codes, written: &[&str]) -> Option<String> {
    let mut key: Option<&str> = None;
    for text in written.iter().filter(|text| !text.trim().is_empty()) {
        let this = codes.key(text)?;
        if key.is_some_and(|other| other != this) {
            return None;
        }
        key = Some(this);
    }
    key.map(str::to_owned)
}

fn words_but(text: &str, out: &[&str]) -> String {
    text.split_whitespace().filter(|word| !out.contains(word)).collect::<Vec<_>>().join(" ")
}

fn join(first: Option<String>, second: &str) -> Option<String> {
    match (first, second.trim()) {
        (first, "") => first,
        (None, second) => Some(second.to_owned()),
        (Some(first), second) => Some(format!("{first} {second}")),
    }
}
