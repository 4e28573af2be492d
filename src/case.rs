//! The facts of one matter, read by path; a fact that was not given is unknown, never no.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use crate::source::{FieldPath, Span, Step};

mod load;

pub use load::{KnownPetition, Loaded, Loading};

/// One typed fact.
#[derive(Debug, Clone, PartialEq)]
pub enum Fact {
    /// Words as typed (NFC); a statement keeps its paragraphs apart by blank lines.
    Text(String),
    /// One of a closed set of words from forms/fields.yaml.
    Choice(String),
    /// A calendar day.
    Date(NaiveDate),
    /// A whole number.
    Number(i64),
    /// Yes or no, as stated.
    Flag(bool),
    /// A list; stated empty is a fact.
    List(Vec<Fact>),
    /// A group of named facts; a missing name is unknown.
    Group(BTreeMap<String, Fact>),
}

/// A checked case file: typed facts, and where each one stands.
#[derive(Debug, Clone)]
pub struct Case {
    /// Id of the petition, resolved from any alias.
    pub petition: String,
    /// The facts; always a group.
    pub facts: Fact,
    /// Where each fact stands: path to the span of its value.
    pub spans: BTreeMap<FieldPath, Span>,
}

impl Case {
    /// The fact at a path, or nothing where it is unknown.
    pub fn get(&self, path: &FieldPath) -> Option<&Fact> {
        self.facts.get(&path.0)
    }

    /// Where a fact stands; for one that is missing, its nearest parent that stands somewhere.
    pub fn span(&self, path: &FieldPath) -> Option<&Span> {
        let mut steps = path.0.clone();
        loop {
            if let Some(span) = self.spans.get(&FieldPath(steps.clone())) {
                return Some(span);
            }
            steps.pop()?;
        }
    }
}

impl Fact {
    /// The fact below this one at the given steps.
    pub fn get(&self, steps: &[Step]) -> Option<&Fact> {
        let Some((first, rest)) = steps.split_first() else { return Some(self) };
        let next = match (self, first) {
            (Fact::Group(group), Step::Key(key)) => group.get(key),
            (Fact::List(list), Step::Index(index)) => list.get(*index),
            _ => None,
        };
        next.and_then(|fact| fact.get(rest))
    }

    /// The words of a text or a choice.
    pub fn as_text(&self) -> Option<&str> {
        match self {
            Fact::Text(text) | Fact::Choice(text) => Some(text),
            _ => None,
        }
    }

    /// The day of a date.
    pub fn as_date(&self) -> Option<NaiveDate> {
        match self {
            Fact::Date(date) => Some(*date),
            _ => None,
        }
    }

    /// Yes or no.
    pub fn as_flag(&self) -> Option<bool> {
        match self {
            Fact::Flag(flag) => Some(*flag),
            _ => None,
        }
    }

    /// A whole number.
    pub fn as_number(&self) -> Option<i64> {
        match self {
            Fact::Number(number) => Some(*number),
            _ => None,
        }
    }

    /// The facts of a list.
    pub fn as_list(&self) -> Option<&[Fact]> {
        match self {
            Fact::List(list) => Some(list),
            _ => None,
        }
    }
}
