//! A case file to the columns of a list: a heading, a path and a cell for each of its facts.

use crate::catalog::fields::{Field, Fields, Kind};
use crate::yaml::{Node, Value};

/// A column of a sample.
pub(super) struct Column {
    pub(super) heading: String,
    pub(super) path: String,
    pub(super) cell: String,
}

/// What names an exhibit by its id.
const EXHIBIT: &str = "exhibit";

/// Every fact of a case that a cell can hold, in the order of the case. What names a file is left
/// out, with its item where it stands in a list, and what names such an item: the files are not
/// where the list will be.
pub(super) fn columns(fields: &Fields, case: &Node, leave: &[&str]) -> Vec<Column> {
    let mut columns = Vec::new();
    for entry in case.entries().iter().filter(|entry| !leave.contains(&entry.key.as_str())) {
        let fact = Fact { path: entry.key.clone(), heading: entry.key.clone() };
        column(&fact, &entry.value, kind(&fields.facts, &entry.key), &mut columns);
    }
    columns
}

/// A fact by its path, and by what its column is called.
struct Fact {
    path: String,
    heading: String,
}

impl Fact {
    fn below(&self, key: &str) -> Fact {
        Fact { path: format!("{}.{key}", self.path), heading: format!("{} {key}", self.heading) }
    }

    /// An item of a list; only one of several is numbered in the heading, from 1 as people count.
    fn item(&self, at: usize, n: usize) -> Fact {
        let number = if n > 1 { format!(" {}", at + 1) } else { String::new() };
        Fact { path: format!("{}.{at}", self.path), heading: format!("{}{number}", self.heading) }
    }
}

fn kind<'f>(fields: &'f [Field], name: &str) -> &'f Kind {
    fields.iter().find(|field| field.name == name).map_or(&Kind::Line, |field| &field.kind)
}

fn column(fact: &Fact, node: &Node, of: &Kind, columns: &mut Vec<Column>) {
    match &node.value {
        Value::Map(entries) => {
            for entry in entries.iter().filter(|entry| entry.key != EXHIBIT) {
                let of = kind(of.children(), &entry.key);
                column(&fact.below(&entry.key), &entry.value, of, columns);
            }
        }
        Value::List(items) if items.iter().any(|item| !item.entries().is_empty()) => {
            let names_file = |item: &&Node| {
                item.entries().iter().any(|one| *kind(of.children(), &one.key) == Kind::Path)
            };
            let items: Vec<&Node> = items.iter().filter(|item| !names_file(item)).collect();
            for (at, item) in items.iter().enumerate() {
                let inner = if let Kind::List(inner) = of { inner } else { of };
                column(&fact.item(at, items.len()), item, inner, columns);
            }
        }
        Value::List(items) if items.is_empty() => columns.push(fact.holding("none".to_owned())),
        Value::List(items) => {
            let texts = items.iter().filter_map(|item| Some(item.scalar()?.text.trim().to_owned()));
            columns.push(fact.holding(texts.collect::<Vec<_>>().join("; ")));
        }
        Value::Scalar(scalar) if *of != Kind::Path && !node.is_blank() => {
            columns.push(fact.holding(scalar.text.trim().to_owned()));
        }
        Value::Scalar(_) | Value::Refused => {}
    }
}

impl Fact {
    fn holding(&self, cell: String) -> Column {
        Column { heading: heading(&self.heading), path: self.path.clone(), cell }
    }
}

/// Names as words: `Petitioner born on`.
pub(super) fn heading(names: &str) -> String {
    let text = names.replace(['.', '_'], " ");
    let mut characters = text.chars();
    let first = characters.next().map(|c| c.to_ascii_uppercase());
    first.into_iter().chain(characters).collect()
}
