//! What templates see: every fact by its path as an opaque token or a plain word, and what the checks found.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde_json::{Map, Value};

use super::resolve::Entry;
use super::token::{self, Piece, Token};
use crate::case::Fact;
use crate::catalog::fields::{Field, Kind};
use crate::diagnostic::words::long_date;
use crate::document::{Inline, Words};
use crate::source::{FieldPath, Step};

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

    /// The words behind a token; nothing for any other value.
    pub fn said(&self, token: &Value) -> String {
        let words = |one: &Inline| match one {
            Inline::Text(words) => words.text.clone(),
            _ => String::new(),
        };
        let entries =
            token.as_str().into_iter().flat_map(token::pieces).filter_map(|piece| match piece {
                Piece::Token(Token::Value(n)) => self.entries.get(n),
                _ => None,
            });
        entries.flat_map(|entry| entry.paragraphs.iter().flatten()).map(words).collect()
    }

    fn add(&mut self, text: &str, origin: Option<FieldPath>) -> Value {
        let words = |text: String| {
            vec![Inline::Text(Words { text, origin: origin.clone(), ..Words::default() })]
        };
        let mut paragraphs: Vec<Vec<Inline>> = paragraphs(text).into_iter().map(words).collect();
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

/// Facts of a group as templates see them: words, names, dates and numbers as tokens, choices and
/// flags plain. Groups and lists are always there, empty where the case is silent. A date stands there
/// in digits too, for the narrow fields of forms, and plain, to compare and never to print: `ended`,
/// `ended_in_digits` and `ended_in_order`.
pub fn group(
    fields: &[Field],
    facts: Option<&Fact>,
    path: &FieldPath,
    registry: &mut Registry,
) -> Value {
    let mut map = Map::new();
    for field in fields {
        let fact = match facts {
            Some(Fact::Group(group)) => group.get(&field.name),
            _ => None,
        };
        let value = match fact {
            Some(_) => value(&field.kind, fact, &path.key(&field.name), registry),
            // No origin can come from below a fact that is not there.
            None => value(&field.kind, None, path, registry),
        };
        if let Some(value) = value {
            map.insert(field.name.clone(), value);
        }
        if let Some(Fact::Date(day)) = fact {
            let digits = registry.fact(&in_digits(*day), &path.key(&field.name));
            map.insert(format!("{}_in_digits", field.name), digits);
            map.insert(format!("{}_in_order", field.name), Value::String(day.to_string()));
        }
    }
    if let Some(Fact::Group(group)) = facts
        && group.contains_key("street")
    {
        map.insert("lines".to_owned(), address_lines(group, path, registry));
    }
    Value::Object(map)
}

/// `5/2/2016`.
pub fn in_digits(day: NaiveDate) -> String {
    day.format("%-m/%-d/%Y").to_string()
}

fn value(
    kind: &Kind,
    fact: Option<&Fact>,
    path: &FieldPath,
    registry: &mut Registry,
) -> Option<Value> {
    match (kind, fact) {
        (Kind::Group(fields), fact) => Some(group(fields, fact, path, registry)),
        (Kind::List(item), Some(Fact::List(list))) => {
            let values = list.iter().enumerate();
            Some(
                values
                    .filter_map(|(n, fact)| value(item, Some(fact), &path.index(n), registry))
                    .collect(),
            )
        }
        (Kind::List(_), _) => Some(Value::Array(Vec::new())),
        (_, Some(fact)) => Some(scalar(fact, path, registry)),
        (_, None) => None,
    }
}

fn scalar(fact: &Fact, path: &FieldPath, registry: &mut Registry) -> Value {
    match fact {
        Fact::Text(text) => registry.fact(text, path),
        Fact::Choice(word) => Value::String(word.clone()),
        Fact::Date(date) => registry.fact(&long_date(*date), path),
        Fact::Number(number) => registry.fact(&number.to_string(), path),
        Fact::Flag(flag) => Value::Bool(*flag),
        Fact::List(_) | Fact::Group(_) => Value::Null,
    }
}

fn address_lines(
    group: &BTreeMap<String, Fact>,
    path: &FieldPath,
    registry: &mut Registry,
) -> Value {
    address(group).iter().map(|line| registry.fact(line, path)).collect()
}

/// The printed lines of an address.
pub fn address(group: &BTreeMap<String, Fact>) -> Vec<String> {
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

/// The value at a path of the view.
pub fn at<'a>(view: &'a mut Value, path: &FieldPath) -> Option<&'a mut Value> {
    path.0.iter().try_fold(view, |value, step| match step {
        Step::Key(key) => value.get_mut(key),
        Step::Index(index) => value.get_mut(index),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_typed_text_keeps_its_paragraphs_and_loses_its_wrapping() {
        let text = "one\ntwo\n\n  three  \n\n\nfour\n";
        assert_eq!(paragraphs(text), ["one two", "three", "four"]);
    }
}
