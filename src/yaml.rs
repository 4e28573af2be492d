//! Case text becomes a tree in which every key and value knows its place; scalars stay text until a schema types them.
//!
//! This module is the only one that knows the YAML parser crate.

use std::ops::Range;
use std::sync::Arc;

use crate::diagnostic::Diagnostic;
use crate::source::{FieldPath, MAX_BYTES, Source, Span};

mod build;
pub(crate) mod trouble;

/// Deepest nesting; the deepest fact of a case stands at six.
const MAX_DEPTH: usize = 32;

/// A value of the file and where it stands.
#[derive(Debug, Clone, PartialEq)]
pub struct Node {
    /// From the first to the last byte of the value; empty where nothing is written.
    pub span: Span,
    /// What it is.
    pub value: Value,
}

/// The three shapes of YAML.
#[derive(Debug, Clone, PartialEq)]
pub enum Value {
    /// Text, not typed yet.
    Scalar(Scalar),
    /// A list.
    List(Vec<Node>),
    /// Keys in the order of the file; no key twice.
    Map(Vec<Entry>),
    /// Something that could not be read, and whose fault is told already: a cell of a list of clients.
    Refused,
}

/// A scalar as text: `0012345`, `no` and `1203.40` are not changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Scalar {
    /// The text after YAML's own folding and escapes.
    pub text: String,
    /// True for a plain scalar, false in quotes or as a block: plain `null` says nothing, `"null"` is a word.
    pub plain: bool,
}

/// A key with its value.
#[derive(Debug, Clone, PartialEq)]
pub struct Entry {
    /// The key.
    pub key: String,
    /// Where the key stands.
    pub key_span: Span,
    /// Its value.
    pub value: Node,
}

/// What was read, and everything that is wrong with it as YAML.
#[derive(Debug, Clone, PartialEq)]
pub struct Parsed {
    /// The tree; absent where the text cannot be read at all.
    pub root: Option<Node>,
    /// Faults in the order they were found; with a tree, reading can go on so that all faults of a file come in one run.
    pub diagnostics: Vec<Diagnostic>,
}

/// Reads a case text: one document, a mapping at the top, no key twice, no tags, no merge keys, bounded aliases.
pub fn parse(source: &Arc<Source>) -> Parsed {
    if source.text.len() > MAX_BYTES {
        let fault = Source::too_large(&source.name, source.text.len());
        return Parsed { root: None, diagnostics: vec![*fault] };
    }
    let clean = trouble::without_controls(&source.text);
    let (root, mut diagnostics) = build::tree(source, &clean);
    diagnostics.extend(trouble::controls(source, root.as_ref()));
    let root = match root {
        Some(root) if matches!(root.value, Value::Map(_)) => Some(root),
        Some(_) | None if !diagnostics.is_empty() => None,
        other => {
            diagnostics.push(trouble::not_a_mapping(source, other.as_ref()));
            None
        }
    };
    Parsed { root, diagnostics }
}

impl Node {
    /// The value of a key, where this is a mapping that has it.
    pub fn get(&self, key: &str) -> Option<&Node> {
        self.entry(key).map(|entry| &entry.value)
    }

    /// A key with its value, where this is a mapping that has it.
    pub fn entry(&self, key: &str) -> Option<&Entry> {
        self.entries().iter().find(|entry| entry.key == key)
    }

    /// The entries of a mapping; none for anything else.
    pub fn entries(&self) -> &[Entry] {
        match &self.value {
            Value::Map(entries) => entries,
            _ => &[],
        }
    }

    /// The scalar, where this is one.
    pub fn scalar(&self) -> Option<&Scalar> {
        match &self.value {
            Value::Scalar(scalar) => Some(scalar),
            _ => None,
        }
    }

    /// Whether nothing is said: an empty value, `~`, `null`, or only blanks.
    pub fn is_blank(&self) -> bool {
        self.scalar().is_some_and(|scalar| {
            let text = scalar.text.trim();
            text.is_empty() || (scalar.plain && matches!(text, "~" | "null" | "Null" | "NULL"))
        })
    }

    /// The path of the innermost value that holds a byte of the same source.
    pub fn path_at(&self, offset: usize) -> FieldPath {
        let mut path = FieldPath::root();
        let mut node = self;
        loop {
            let next = match &node.value {
                Value::Map(entries) => entries
                    .iter()
                    .find(|entry| {
                        holds(&entry.value.span, offset) || holds(&entry.key_span, offset)
                    })
                    .map(|entry| (path.key(&entry.key), &entry.value)),
                Value::List(items) => items
                    .iter()
                    .position(|item| holds(&item.span, offset))
                    .map(|index| (path.index(index), &items[index])),
                Value::Scalar(_) | Value::Refused => None,
            };
            let Some((deeper, child)) = next else { return path };
            path = deeper;
            node = child;
        }
    }
}

fn holds(span: &Span, offset: usize) -> bool {
    (span.start..span.end).contains(&offset)
}

fn span(source: &Arc<Source>, range: Range<usize>) -> Span {
    Span { source: Arc::clone(source), start: range.start, end: range.end }
}
