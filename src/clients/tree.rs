//! Facts by their paths become the tree that a case file would have.

use std::collections::BTreeMap;

use crate::source::{Span, Step};
use crate::yaml::{Entry, Node, Value};

/// A tree while facts are added to it.
#[derive(Debug)]
pub(super) enum Branch {
    Leaf(Node),
    Group(Vec<(String, Span, Branch)>),
    Items(BTreeMap<usize, Branch>),
}

/// A fact to be added.
pub(super) struct Added<'a> {
    pub(super) node: Node,
    /// Where its key stands: the heading of its column.
    pub(super) key: &'a Span,
    /// Where groups and lists stand that are made for it: the row as a whole.
    pub(super) row: &'a Span,
}

impl Branch {
    /// The tree of facts that stand already.
    pub(super) fn of(node: &Node) -> Branch {
        match &node.value {
            Value::Map(entries) => {
                let branch =
                    |one: &Entry| (one.key.clone(), one.key_span.clone(), Branch::of(&one.value));
                Branch::Group(entries.iter().map(branch).collect())
            }
            Value::List(items) if !items.is_empty() => {
                Branch::Items(items.iter().map(Branch::of).enumerate().collect())
            }
            _ => Branch::Leaf(node.clone()),
        }
    }

    /// Adds a fact; where another stands already, that one comes back.
    pub(super) fn add(&mut self, steps: &[Step], added: Added<'_>) -> Option<Node> {
        let Some((first, rest)) = steps.split_first() else {
            return match self {
                Branch::Leaf(node) => Some(node.clone()),
                // A group of which a whole cell was refused is not told to lack anything.
                _ => {
                    *self = Branch::Leaf(added.node);
                    None
                }
            };
        };
        match (self, first) {
            (Branch::Group(entries), Step::Key(key)) => {
                let at =
                    entries.iter().position(|(known, _, _)| known == key).unwrap_or_else(|| {
                        let span = if rest.is_empty() { added.key } else { added.row };
                        entries.push((key.clone(), span.clone(), fresh(rest, &added.node)));
                        entries.len()
                    });
                match entries.get_mut(at) {
                    Some((_, _, branch)) => branch.add(rest, added),
                    None => entries.last_mut().and_then(|(_, _, branch)| branch.fill(rest, added)),
                }
            }
            (Branch::Items(items), Step::Index(index)) => match items.get_mut(index) {
                Some(branch) => branch.add(rest, added),
                None => {
                    let branch = items.entry(*index).or_insert_with(|| fresh(rest, &added.node));
                    branch.fill(rest, added)
                }
            },
            (Branch::Leaf(node), _) => Some(node.clone()),
            _ => None,
        }
    }

    /// Adds a fact to a branch that was made for it.
    fn fill(&mut self, rest: &[Step], added: Added<'_>) -> Option<Node> {
        if rest.is_empty() { None } else { self.add(rest, added) }
    }

    /// The text that stands at a path.
    pub(super) fn text(&self, steps: &[Step]) -> Option<&str> {
        let Some((first, rest)) = steps.split_first() else {
            return match self {
                Branch::Leaf(node) => node.scalar().map(|scalar| scalar.text.as_str()),
                _ => None,
            };
        };
        match (self, first) {
            (Branch::Group(entries), Step::Key(key)) => {
                let (_, _, below) = entries.iter().find(|(known, _, _)| known == key)?;
                below.text(rest)
            }
            (Branch::Items(items), Step::Index(index)) => items.get(index)?.text(rest),
            _ => None,
        }
    }

    /// Whether something stands at a path.
    pub(super) fn holds(&self, steps: &[Step]) -> bool {
        let Some((first, rest)) = steps.split_first() else { return true };
        match (self, first) {
            (Branch::Group(entries), Step::Key(key)) => entries
                .iter()
                .find(|(known, _, _)| known == key)
                .is_some_and(|(_, _, branch)| branch.holds(rest)),
            (Branch::Items(items), Step::Index(index)) => {
                items.get(index).is_some_and(|branch| branch.holds(rest))
            }
            _ => false,
        }
    }

    /// The path that a fact has when positions that nothing fills are closed up; nothing for a fact
    /// of an item that is not there.
    pub(super) fn closed(&self, steps: &[Step]) -> Option<Vec<Step>> {
        let Some((first, rest)) = steps.split_first() else { return Some(Vec::new()) };
        let (step, below) = match (self, first) {
            (Branch::Group(entries), Step::Key(key)) => {
                let below = entries.iter().find(|(known, _, _)| known == key);
                (first.clone(), below.map(|(_, _, branch)| branch))
            }
            (Branch::Items(items), Step::Index(index)) => {
                let branch = items.get(index)?;
                (Step::Index(items.range(..index).count()), Some(branch))
            }
            _ => return None,
        };
        let below = match below {
            Some(branch) => branch.closed(rest)?,
            // Of a list that nothing fills the first item is the one that is missing.
            None if rest.iter().all(|step| !matches!(step, Step::Index(1..))) => rest.to_vec(),
            None => return None,
        };
        Some([vec![step], below].concat())
    }

    /// The tree, its groups and lists standing where the row stands; positions that nothing fills are closed up.
    pub(super) fn into_node(self, row: &Span) -> Node {
        match self {
            Branch::Leaf(node) => node,
            Branch::Group(entries) => {
                let entry = |(key, key_span, branch): (String, Span, Branch)| Entry {
                    key,
                    key_span,
                    value: branch.into_node(row),
                };
                Node {
                    span: row.clone(),
                    value: Value::Map(entries.into_iter().map(entry).collect()),
                }
            }
            Branch::Items(items) => {
                let items = items.into_values().map(|branch| branch.into_node(row)).collect();
                Node { span: row.clone(), value: Value::List(items) }
            }
        }
    }
}

/// An empty branch for the steps that follow, or the fact itself.
fn fresh(rest: &[Step], node: &Node) -> Branch {
    match rest.first() {
        None => Branch::Leaf(node.clone()),
        Some(Step::Key(_)) => Branch::Group(Vec::new()),
        Some(Step::Index(_)) => Branch::Items(BTreeMap::new()),
    }
}
