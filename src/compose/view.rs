//! What templates see: every fact by its path as an opaque token or a plain word, and what the checks found.

use chrono::{Datelike, NaiveDate};
use serde_json::{Map, Value, json};

use super::resolve::Entry;
use super::token::Token;
use crate::case::Fact;
use crate::document::{Inline, Words};
use crate::source::FieldPath;

/// Values that tokens stand for, in the order they were added.
#[derive(Debug, Default)]
pub struct Registry {
    /// The values.
    pub entries: Vec<Entry>,
}

impl Registry {
    /// Adds words that came from a fact; blank lines part paragraphs, other line ends are spaces.
    pub fn fact(&mut self, text: &str, origin: &FieldPath) -> Value {
        self.add(text, Some(origin.clone()))
    }

    /// Adds words that the program made.
    pub fn made(&mut self, text: &str) -> Value {
        self.add(text, None)
    }

    /// Adds ready inlines.
    pub fn inlines(&mut self, line: Vec<Inline>) -> Value {
        self.push(Entry { paragraphs: vec![line] })
    }

    fn add(&mut self, text: &str, origin: Option<FieldPath>) -> Value {
        let words = |text: String| {
            vec![Inline::Text(Words { text, origin: origin.clone(), ..Words::default() })]
        };
        let mut paragraphs: Vec<Vec<Inline>> =
            paragraphs(text).into_iter().map(words).collect();
        if paragraphs.is_empty() {
            paragraphs.push(Vec::new());
        }
        self.push(Entry { paragraphs })
    }

    fn push(&mut self, entry: Entry) -> Value {
        self.entries.push(entry);
        Value::String(Token::Value(self.entries.len() - 1).encode())
    }
}

/// The paragraphs of typed text: parted by blank lines, each on one line.
pub fn paragraphs(text: &str) -> Vec<String> {
    let mut out = Vec::new();
    let mut current: Vec<&str> = Vec::new();
    for line in text.lines().chain([""]) {
        if !line.trim().is_empty() {
            current.push(line.trim());
        } else if !current.is_empty() {
            out.push(current.join(" "));
            current.clear();
        }
    }
    out
}

/// A fact as templates see it: words, names, dates and numbers as tokens, choices and flags plain.
pub fn fact(fact: &Fact, path: &FieldPath, registry: &mut Registry) -> Value {
    match fact {
        Fact::Text(text) => registry.fact(text, path),
        Fact::Choice(word) => Value::String(word.clone()),
        Fact::Date(date) => registry.fact(&long_date(*date), path),
        Fact::Number(number) => registry.fact(&number.to_string(), path),
        Fact::Flag(flag) => Value::Bool(*flag),
        Fact::List(list) => list
            .iter()
            .enumerate()
            .map(|(n, item)| self::fact(item, &path.index(n), registry))
            .collect(),
        Fact::Group(group) => {
            let mut map: Map<String, Value> = group
                .iter()
                .map(|(key, item)| (key.clone(), self::fact(item, &path.key(key), registry)))
                .collect();
            if group.contains_key("street") && group.contains_key("city") {
                map.insert("lines".to_owned(), address_lines(group, path, registry));
            }
            Value::Object(map)
        }
    }
}

fn address_lines(
    group: &std::collections::BTreeMap<String, Fact>,
    path: &FieldPath,
    registry: &mut Registry,
) -> Value {
    address(group).iter().map(|line| registry.fact(line, path)).collect()
}

/// The printed lines of an address.
pub fn address(group: &std::collections::BTreeMap<String, Fact>) -> Vec<String> {
    let part = |key: &str| group.get(key).and_then(Fact::as_text).map(str::to_owned);
    let mut lines = Vec::new();
    if let Some(person) = part("in_care_of") {
        lines.push(format!("c/o {person}"));
    }
    let street = [part("street"), part("unit")].into_iter().flatten().collect::<Vec<_>>();
    lines.push(street.join(", "));
    let region = [part("state"), part("zip")].into_iter().flatten().collect::<Vec<_>>().join(" ");
    let city = [part("city"), Some(region)].into_iter().flatten().filter(|part| !part.is_empty());
    lines.push(city.collect::<Vec<_>>().join(", "));
    lines.retain(|line| !line.is_empty());
    lines
}

/// `March 3, 2025`, never broken between month and day.
pub fn long_date(date: NaiveDate) -> String {
    format!("{}\u{a0}{}, {}", date.format("%B"), date.day(), date.year())
}

/// Adds what is missing of a map, keeping what is there.
pub fn fill(into: &mut Value, from: Value) {
    match (into, from) {
        (Value::Object(into), Value::Object(from)) => {
            for (key, value) in from {
                match into.get_mut(&key) {
                    Some(there) => fill(there, value),
                    None => {
                        into.insert(key, value);
                    }
                }
            }
        }
        (into @ Value::Null, from) => *into = from,
        _ => {}
    }
}

/// The value at a path of the view.
pub fn at<'a>(view: &'a mut Value, path: &FieldPath) -> Option<&'a mut Value> {
    path.0.iter().try_fold(view, |value, step| match step {
        crate::source::Step::Key(key) => value.get_mut(key),
        crate::source::Step::Index(index) => value.get_mut(index),
    })
}

/// An empty group, where templates may look into one that the case does not have.
pub fn empty_group() -> Value {
    json!({})
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_typed_text_keeps_its_paragraphs_and_loses_its_wrapping() {
        let text = "one\ntwo\n\n  three  \n\n\nfour\n";
        assert_eq!(paragraphs(text), ["one two", "three", "four"]);
    }

    #[test]
    fn month_and_day_stay_together() {
        let date = NaiveDate::from_ymd_opt(2025, 3, 3).expect("a day");
        assert_eq!(long_date(date), "March\u{a0}3, 2025");
    }
}
