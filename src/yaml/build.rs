//! Parser events become the spanned tree.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::Arc;

use saphyr_parser::{Event, Parser, ScalarStyle, Span as Marks};

use super::{Entry, MAX_DEPTH, Node, Scalar, Value, span, trouble};
use crate::diagnostic::Diagnostic;
use crate::source::{Source, Span};

/// Most values in one file, aliases counted as often as they are used.
const MAX_NODES: usize = 60_000;

/// Most bytes of text that aliases stand for in one file.
const MAX_ALIASED: usize = 1_000_000;
/// Longest key, in bytes; the longest name of a fact has a tenth of them.
const MAX_KEY: usize = 300;

/// A fault behind which nothing can be read.
type Stop = Box<Diagnostic>;

/// The tree of a cleaned text, as far as it can be read, and its faults. Spans are those of the source.
pub(super) fn tree(source: &Arc<Source>, clean: &str) -> (Option<Node>, Vec<Diagnostic>) {
    let mut builder = Builder::new(source, clean);
    let skipped = builder.start_of_text;
    for event in Parser::new_from_str(&clean[skipped..]) {
        match event {
            Ok((event, marks)) => {
                let place = builder.place(marks);
                if let Err(stop) = builder.take(event, place) {
                    builder.diagnostics.push(*stop);
                    return (None, builder.diagnostics);
                }
                if builder.done {
                    break;
                }
            }
            Err(error) => {
                let at = builder.byte(error.marker().index());
                builder.diagnostics.push(trouble::syntax(source, at, error.info()));
                return (None, builder.diagnostics);
            }
        }
    }
    (builder.root, builder.diagnostics)
}

struct Builder<'a> {
    source: &'a Arc<Source>,
    /// Byte offset of each character of the text behind a byte order mark; empty for plain ASCII.
    bytes: Vec<usize>,
    start_of_text: usize,
    stack: Vec<Frame>,
    anchors: BTreeMap<usize, (Node, usize)>,
    n_nodes: usize,
    n_aliased: usize,
    root: Option<Node>,
    done: bool,
    diagnostics: Vec<Diagnostic>,
}

/// A list or mapping that is still open.
struct Frame {
    anchor: usize,
    start: Span,
    n_nodes_before: usize,
    content: Content,
}

enum Content {
    List(Vec<Node>),
    Map(OpenMap),
}

#[derive(Default)]
struct OpenMap {
    entries: Vec<Entry>,
    seen: BTreeMap<String, Span>,
    key: Option<Key>,
}

struct Key {
    text: String,
    span: Span,
    /// False where the entry is refused and its value only read over.
    kept: bool,
}

impl<'a> Builder<'a> {
    fn new(source: &'a Arc<Source>, clean: &str) -> Self {
        let start_of_text = if clean.starts_with('\u{FEFF}') { '\u{FEFF}'.len_utf8() } else { 0 };
        let text = &clean[start_of_text..];
        let bytes = if text.is_ascii() {
            Vec::new()
        } else {
            text.char_indices().map(|(at, _)| at).collect()
        };
        Builder {
            source,
            bytes,
            start_of_text,
            stack: Vec::new(),
            anchors: BTreeMap::new(),
            n_nodes: 0,
            n_aliased: 0,
            root: None,
            done: false,
            diagnostics: Vec::new(),
        }
    }

    /// The byte of the source at a character of the text.
    fn byte(&self, character: usize) -> usize {
        let at = if self.bytes.is_empty() {
            Some(character)
        } else {
            self.bytes.get(character).copied()
        };
        at.map_or(self.source.text.len(), |at| at + self.start_of_text).min(self.source.text.len())
    }

    /// A parser's marks as a span, without blanks and line ends behind the value.
    fn place(&self, marks: Marks) -> Span {
        let start = self.byte(marks.start.index());
        let end = self.byte(marks.end.index()).max(start);
        let length = self.source.text.get(start..end).map_or(0, |text| text.trim_end().len());
        span(self.source, start..start + length)
    }

    fn take(&mut self, event: Event<'_>, place: Span) -> Result<(), Stop> {
        match event {
            Event::Scalar(text, style, anchor, tag) => {
                self.refuse_tag(tag.is_some(), &place);
                self.scalar(text, style, anchor, place)
            }
            Event::SequenceStart(anchor, tag) => {
                self.refuse_tag(tag.is_some(), &place);
                self.open(anchor, place, Content::List(Vec::new()))
            }
            Event::MappingStart(anchor, tag) => {
                self.refuse_tag(tag.is_some(), &place);
                self.open(anchor, place, Content::Map(OpenMap::default()))
            }
            Event::SequenceEnd | Event::MappingEnd => self.close(place),
            Event::Alias(anchor) => self.alias(anchor, place),
            Event::DocumentStart(_) if self.root.is_some() => {
                self.diagnostics.push(trouble::several_documents(place));
                self.done = true;
                Ok(())
            }
            _ => Ok(()),
        }
    }

    fn refuse_tag(&mut self, tagged: bool, place: &Span) {
        if tagged {
            self.diagnostics.push(trouble::tag(place.clone()));
        }
    }

    fn spend(&mut self, n_nodes: usize, place: &Span) -> Result<(), Stop> {
        self.n_nodes += n_nodes;
        if self.n_nodes > MAX_NODES {
            Err(trouble::too_many(place.clone(), MAX_NODES).into())
        } else {
            Ok(())
        }
    }

    fn scalar(
        &mut self,
        text: Cow<'_, str>,
        style: ScalarStyle,
        anchor: usize,
        place: Span,
    ) -> Result<(), Stop> {
        self.spend(1, &place)?;
        let plain = style == ScalarStyle::Plain;
        // An empty value is marked where the next token stands, which may be lines below.
        let span =
            if plain && text.is_empty() { Span { end: place.start, ..place } } else { place };
        let node = Node { span, value: Value::Scalar(Scalar { text: text.into_owned(), plain }) };
        if anchor > 0 {
            self.anchors.insert(anchor, (node.clone(), 1));
        }
        self.attach(node)
    }

    fn open(&mut self, anchor: usize, start: Span, content: Content) -> Result<(), Stop> {
        self.spend(1, &start)?;
        if self.stack.len() >= MAX_DEPTH {
            return Err(trouble::too_deep(start, MAX_DEPTH).into());
        }
        self.stack.push(Frame { anchor, start, n_nodes_before: self.n_nodes - 1, content });
        Ok(())
    }

    fn close(&mut self, end: Span) -> Result<(), Stop> {
        let Some(frame) = self.stack.pop() else { return Ok(()) };
        let n_nodes = self.n_nodes - frame.n_nodes_before;
        let node = frame.into_node(end);
        if let Some((anchor, node)) = node.0.map(|anchor| (anchor, node.1.clone())) {
            self.anchors.insert(anchor, (node, n_nodes));
        }
        self.attach(node.1)
    }

    fn alias(&mut self, anchor: usize, place: Span) -> Result<(), Stop> {
        let Some((node, n_nodes)) = self.anchors.get(&anchor) else {
            return Err(trouble::alias_within_itself(place).into());
        };
        let n_nodes = *n_nodes;
        self.n_aliased += n_bytes(node);
        if self.n_aliased > MAX_ALIASED {
            return Err(trouble::too_much_by_reference(place, MAX_ALIASED).into());
        }
        let node = node.clone();
        self.spend(n_nodes, &place)?;
        if self.stack.len() + depth(&node) > MAX_DEPTH {
            return Err(trouble::too_deep(place, MAX_DEPTH).into());
        }
        self.attach(node)
    }

    fn attach(&mut self, node: Node) -> Result<(), Stop> {
        let Some(frame) = self.stack.last_mut() else {
            self.root.get_or_insert(node);
            return Ok(());
        };
        match &mut frame.content {
            Content::List(items) => items.push(node),
            Content::Map(map) => match map.key.take() {
                None => map.key = Some(map.key_of(node, &mut self.diagnostics)?),
                Some(Key { kept: false, .. }) => {}
                Some(Key { text, span, .. }) => {
                    map.entries.push(Entry { key: text, key_span: span, value: node })
                }
            },
        }
        Ok(())
    }
}

impl OpenMap {
    fn key_of(&mut self, node: Node, diagnostics: &mut Vec<Diagnostic>) -> Result<Key, Stop> {
        let Value::Scalar(scalar) = node.value else {
            return Err(trouble::key_not_text(node.span).into());
        };
        let (text, span) = (scalar.text, node.span);
        let mut kept = true;
        if let Some(c) = text.chars().find(|c| c.is_control()) {
            diagnostics.push(trouble::control(c, None, span.clone()));
            kept = false;
        } else if text.len() > MAX_KEY {
            diagnostics.push(trouble::key_too_long(span.clone(), MAX_KEY));
            kept = false;
        } else if scalar.plain && text == "<<" {
            diagnostics.push(trouble::merge_key(span.clone()));
            kept = false;
        } else if let Some(first) = self.seen.get(&text) {
            diagnostics.push(trouble::duplicate(&text, span.clone(), first.clone()));
            kept = false;
        } else {
            self.seen.insert(text.clone(), span.clone());
        }
        Ok(Key { text, span, kept })
    }
}

impl Frame {
    /// The finished node, with its anchor where it has one. A block has no end of its own: it ends with its last value.
    fn into_node(self, end: Span) -> (Option<usize>, Node) {
        let Frame { anchor, start, content, .. } = self;
        let anchor = (anchor > 0).then_some(anchor);
        let (value, first, last) = match content {
            Content::List(items) => {
                let ends = (items.first().map(|n| n.span.start), items.last().map(|n| n.span.end));
                (Value::List(items), ends.0, ends.1)
            }
            Content::Map(map) => {
                let first = map.entries.first().map(|e| e.key_span.start);
                let last = map.entries.last().map(|e| e.value.span.end.max(e.key_span.end));
                (Value::Map(map.entries), first, last)
            }
        };
        // An alias may stand for a value further up: the span is then only as good as its own start.
        let flow = end.end > end.start && end.source.text[end.start..end.end].ends_with([']', '}']);
        let from = if flow { start.start } else { first.unwrap_or(start.start) };
        let to = if flow { end.end } else { last.unwrap_or(start.end) };
        let span = Span { source: start.source, start: from, end: to.max(from) };
        (anchor, Node { span, value })
    }
}

/// Bytes of text in a node and below it.
fn n_bytes(node: &Node) -> usize {
    match &node.value {
        Value::Scalar(scalar) => scalar.text.len(),
        Value::Refused => 0,
        Value::List(items) => items.iter().map(n_bytes).sum(),
        Value::Map(entries) => {
            entries.iter().map(|entry| entry.key.len() + n_bytes(&entry.value)).sum()
        }
    }
}

fn depth(node: &Node) -> usize {
    match &node.value {
        Value::Scalar(_) | Value::Refused => 0,
        Value::List(items) => 1 + items.iter().map(depth).max().unwrap_or(0),
        Value::Map(entries) => {
            1 + entries.iter().map(|entry| depth(&entry.value)).max().unwrap_or(0)
        }
    }
}
