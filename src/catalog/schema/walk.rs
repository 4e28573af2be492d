//! The walk through a tree beside the facts of a petition.

use std::collections::{BTreeMap, BTreeSet};

use unicode_normalization::UnicodeNormalization;

use super::near::nearest;
use super::scalar::Leaf;
use super::{PetitionSchema, Slot, Validated, glyphs, phrase, placeholder, scalar};
use crate::case::Fact;
use crate::catalog::fields::{Field, Kind};
use crate::diagnostic::Diagnostic;
use crate::source::{FieldPath, Span};
use crate::yaml::{Entry, Node, Value, trouble};

/// Most items of one list; the longest record that a person has fills a few dozen.
pub(crate) const MOST_ITEMS: usize = 2_000;

/// Characters named for one field.
const MAX_CHARACTERS: usize = 5;

pub(super) fn validate(
    schema: &PetitionSchema<'_>,
    node: &Node,
    covers: &dyn Fn(char) -> bool,
) -> Validated {
    let mut walk = Walk {
        schema,
        covers,
        spans: BTreeMap::new(),
        diagnostics: Vec::new(),
        unused: Vec::new(),
    };
    let place = drawn(node, None);
    walk.spans.insert(FieldPath::root(), place.clone());
    let facts = walk.group(&schema.slots, node, &FieldPath::root(), &place);
    walk.diagnostics.extend(not_used(&walk.unused));
    Validated { facts: Fact::Group(facts), spans: walk.spans, diagnostics: walk.diagnostics }
}

struct Walk<'a> {
    schema: &'a PetitionSchema<'a>,
    covers: &'a dyn Fn(char) -> bool,
    spans: BTreeMap<FieldPath, Span>,
    diagnostics: Vec<Diagnostic>,
    /// Facts that are declared and that this petition does not know.
    unused: Vec<(FieldPath, Span)>,
}

/// One warning for the facts that other petitions use: one file can serve several.
fn not_used(unused: &[(FieldPath, Span)]) -> Option<Diagnostic> {
    let (_, place) = unused.first()?;
    let names: BTreeSet<String> = unused.iter().map(|(path, _)| format!("`{path}`")).collect();
    let names = names.into_iter().collect::<Vec<_>>().join(", ");
    Some(
        Diagnostic::warning("not-used", format!("this petition does not use {names}"))
            .at_span(place.clone(), "")
            .why("another petition does; nothing of it stands in these papers")
            .help("leave it for the other petition, or delete it"),
    )
}

/// A value on its way to a fact: its type, what stands below it, and where it is.
struct Visit<'a> {
    kind: &'a Kind,
    slots: &'a [Slot<'a>],
    path: FieldPath,
    place: Span,
}

impl Walk<'_> {
    fn group(
        &mut self,
        slots: &[Slot<'_>],
        node: &Node,
        path: &FieldPath,
        place: &Span,
    ) -> BTreeMap<String, Fact> {
        let mut facts = BTreeMap::new();
        let mut stated = BTreeSet::new();
        let mut mistyped = Vec::new();
        for entry in node.entries() {
            let Some(slot) = slots.iter().find(|slot| slot.field.name == entry.key) else {
                // Behind so many faults none is shown, and a file of keys is not a slip of the hand.
                let names = slots.iter().map(|slot| slot.field.name.as_str());
                let advised = self.diagnostics.len() < MOST_ADVISED;
                let near = advised.then(|| nearest(&entry.key, names)).flatten();
                mistyped.extend(near);
                self.unknown_key(Unknown { slots, entry, near }, path);
                continue;
            };
            stated.insert(slot.field.name.as_str());
            if let Some(fact) = self.fact(slot, entry, path) {
                facts.insert(entry.key.clone(), fact);
            }
        }
        for slot in
            slots.iter().filter(|slot| slot.required && !stated.contains(slot.field.name.as_str()))
        {
            // Where a mistyped key most likely means it, that error says all.
            if !mistyped.contains(&slot.field.name.as_str()) {
                self.diagnostics.push(missing(slot, path, place.clone(), "is missing"));
            }
        }
        facts
    }

    fn fact(&mut self, slot: &Slot<'_>, entry: &Entry, parent: &FieldPath) -> Option<Fact> {
        let path = parent.key(&entry.key);
        let empty_list = matches!(&entry.value.value, Value::List(items) if items.is_empty());
        if slot.required && (entry.value.is_blank() || empty_list) {
            self.diagnostics.push(missing(
                slot,
                parent,
                entry.key_span.clone(),
                "is stated without a value",
            ));
            return None;
        }
        if entry.value.is_blank() {
            self.diagnostics.push(says_nothing(&path, entry));
            return None;
        }
        let place = drawn(&entry.value, Some(&entry.key_span));
        self.value(Visit { kind: &slot.field.kind, slots: &slot.slots, path, place }, &entry.value)
    }

    fn value(&mut self, visit: Visit<'_>, node: &Node) -> Option<Fact> {
        self.spans.insert(visit.path.clone(), visit.place.clone());
        match (visit.kind, &node.value) {
            (_, Value::Refused) => None,
            (Kind::Group(_), Value::Map(_)) => {
                Some(Fact::Group(self.group(visit.slots, node, &visit.path, &visit.place)))
            }
            (Kind::List(_), Value::List(items)) if items.len() > MOST_ITEMS => {
                self.diagnostics.push(too_many_items(&visit, items.len()));
                None
            }
            (Kind::List(item), Value::List(items)) => {
                Some(Fact::List(self.list(item, &visit, items)))
            }
            (Kind::Group(_) | Kind::List(_), _) | (_, Value::List(_) | Value::Map(_)) => {
                self.diagnostics.push(wrong_type(&visit, node));
                None
            }
            (kind, Value::Scalar(scalar)) => self.leaf(kind, &scalar.text, &visit, node),
        }
    }

    fn list(&mut self, kind: &Kind, list: &Visit<'_>, items: &[Node]) -> Vec<Fact> {
        let mut facts = Vec::new();
        for (index, item) in items.iter().enumerate() {
            let path = list.path.index(index);
            if item.is_blank() {
                let place = if item.span.start == item.span.end {
                    list.place.clone()
                } else {
                    item.span.clone()
                };
                let what = format!("`{path}` is empty");
                self.diagnostics.push(
                    Diagnostic::error("empty-item", what)
                        .at_span(place, "")
                        .help("fill the item in or delete its `-`")
                        .asks(&[path]),
                );
                continue;
            }
            let place = drawn(item, None);
            facts.extend(self.value(Visit { kind, slots: list.slots, path, place }, item));
        }
        facts
    }

    fn leaf(&mut self, kind: &Kind, raw: &str, visit: &Visit<'_>, node: &Node) -> Option<Fact> {
        let text = tidy(raw);
        let leaf = Leaf { path: &visit.path, kind };
        match scalar::read(self.schema.fields, leaf, &text) {
            Ok(fact) => {
                self.doubt(leaf, &text, &visit.place);
                let printed = !matches!(kind, Kind::Path | Kind::Petition);
                (!printed || self.covered(&text, &visit.path, node)).then_some(fact)
            }
            Err(fault) => {
                let what = format!("`{}`: {}", visit.path, fault.what);
                self.diagnostics.push(
                    Diagnostic::error(fault.code, what)
                        .at_span(visit.place.clone(), "")
                        .help(fault.help),
                );
                None
            }
        }
    }

    /// A warning about what can be right and seldom is.
    fn doubt(&mut self, leaf: Leaf<'_>, text: &str, place: &Span) {
        let fields = self.schema.fields;
        let doubt = placeholder::doubt(leaf, text).or_else(|| phrase::doubt(fields, leaf, text));
        self.diagnostics.extend(doubt.map(|doubt| {
            let what = format!("`{}`: {}", leaf.path, doubt.what);
            Diagnostic::warning(doubt.code, what).at_span(place.clone(), "").help(doubt.help)
        }));
    }

    /// Whether the faces have every character of a text, and each can be seen. Control characters have
    /// their own error, found before.
    fn covered(&mut self, text: &str, path: &FieldPath, node: &Node) -> bool {
        let unseen: BTreeSet<char> = text.chars().filter(|c| trouble::unseen(*c)).collect();
        for c in unseen.iter().take(MAX_CHARACTERS) {
            let place = character_place(node, *c);
            self.diagnostics.push(trouble::control(*c, Some(&path.to_string()), place));
        }
        let missing =
            |c: &char| *c != '\n' && !c.is_control() && !trouble::unseen(*c) && !(self.covers)(*c);
        let missing: BTreeSet<char> = text.chars().filter(missing).collect();
        for c in missing.iter().take(MAX_CHARACTERS) {
            let what = format!(
                "`{path}` holds {}, which no typeface of this program has",
                glyphs::describe(*c)
            );
            self.diagnostics.push(
                Diagnostic::error("uncovered-character", what)
                    .at_span(character_place(node, *c), "here")
                    .why("it would print as an empty box or be dropped")
                    .help(
                        "write it in the letters that the court's own papers use, or leave it out",
                    ),
            );
        }
        missing.is_empty() && unseen.is_empty()
    }

    fn unknown_key(&mut self, unknown: Unknown<'_>, parent: &FieldPath) {
        let Unknown { slots, entry, near } = unknown;
        let all = &self.schema.fields.facts;
        let parent_text = parent.to_string();
        let declared = match parent.0.is_empty() {
            true => all.iter().any(|field| field.name == entry.key),
            false => self.schema.fields.field(&format!("{parent_text}.{}", entry.key)).is_some(),
        };
        if declared {
            self.unused.push((parent.key(&entry.key), entry.key_span.clone()));
            return;
        }
        let home = home_of(&entry.key, all);
        let help = match near {
            Some(near) => format!("did you mean `{near}`?"),
            None => match home {
                Some(home) => format!("`{}` belongs in `{home}`", entry.key),
                None if slots.len() > MANY => {
                    "`petition new` and the petition's name print all that it can be".to_owned()
                }
                None => format!("it can be {}", scalar::one_of(&names(slots))),
            },
        };
        let group = if parent.0.is_empty() {
            "this petition".to_owned()
        } else {
            format!("`{parent_text}`")
        };
        let what = format!("{group} knows no fact `{}`", entry.key);
        self.diagnostics.push(
            Diagnostic::error("unknown-key", what).at_span(entry.key_span.clone(), "").help(help),
        );
    }
}

/// A key that no fact of its group has, and the name that it most likely means.
struct Unknown<'a> {
    slots: &'a [Slot<'a>],
    entry: &'a Entry,
    near: Option<&'a str>,
}

/// So many faults of a file come with the name that a mistyped key most likely means.
const MOST_ADVISED: usize = 500;

/// More names than anybody reads in a message.
const MANY: usize = 24;

fn names(slots: &[Slot<'_>]) -> Vec<String> {
    slots.iter().map(|slot| slot.field.name.clone()).collect()
}

/// The group that a misplaced key belongs in, where there is just one.
fn home_of(key: &str, facts: &[Field]) -> Option<String> {
    let mut homes =
        facts.iter().filter(|field| field.kind.children().iter().any(|child| child.name == key));
    let home = homes.next()?;
    homes.next().is_none().then(|| home.name.clone())
}

/// Where to draw a value: a group or list by its key, an item of a list by its first key.
pub(crate) fn drawn(node: &Node, key: Option<&Span>) -> Span {
    match (&node.value, key) {
        (Value::Scalar(_) | Value::Refused, _) => node.span.clone(),
        (_, Some(key)) => key.clone(),
        (Value::Map(entries), None) => {
            entries.first().map_or(&node.span, |entry| &entry.key_span).clone()
        }
        (Value::List(items), None) => {
            items.first().map_or_else(|| node.span.clone(), |item| drawn(item, None))
        }
    }
}

/// The character itself where it is written as such, else the whole value.
fn character_place(node: &Node, c: char) -> Span {
    let Span { source, start, end } = &node.span;
    match source.text.get(*start..*end).and_then(|text| text.find(c)) {
        Some(at) => {
            Span { source: source.clone(), start: start + at, end: start + at + c.len_utf8() }
        }
        None => node.span.clone(),
    }
}

/// Text as a fact holds it: NFC, no blanks at either end, tabs as blanks.
fn tidy(raw: &str) -> String {
    raw.trim().replace('\t', " ").nfc().collect()
}

fn missing(slot: &Slot<'_>, parent: &FieldPath, place: Span, how: &str) -> Diagnostic {
    let field = slot.field;
    let path = parent.key(&field.name);
    let needs: Vec<String> = slot
        .slots
        .iter()
        .filter(|slot| slot.required)
        .map(|slot| slot.field.name.clone())
        .collect();
    let help = match (&field.example, needs.is_empty()) {
        (Some(example), _) if matches!(field.kind, Kind::List(_)) => {
            format!("write `{}:` and below it a list, such as `- {example}`", field.name)
        }
        (Some(example), _) => format!("write `{}:` and its value, such as `{example}`", field.name),
        (None, false) => format!("write `{}:` and below it {}", field.name, all_of(&needs)),
        (None, true) => format!("write `{}:` and its facts below it", field.name),
    };
    Diagnostic::error("missing-fact", format!("`{path}` {how}"))
        .at_span(place, "")
        .why(field.ask.clone())
        .help(help)
        .asks(&[path])
}

fn all_of(words: &[String]) -> String {
    let quoted: Vec<String> = words.iter().map(|word| format!("`{word}`")).collect();
    match quoted.split_last() {
        Some((last, rest)) if !rest.is_empty() => format!("{} and {last}", rest.join(", ")),
        _ => quoted.concat(),
    }
}

fn says_nothing(path: &FieldPath, entry: &Entry) -> Diagnostic {
    let bare = entry.value.span.start == entry.value.span.end;
    let help = if bare {
        "write a value, or delete the line"
    } else {
        "write a value, or delete the line; put quotes around a word that is meant as a name"
    };
    Diagnostic::warning("says-nothing", format!("`{path}` has no value, so it says nothing"))
        .at_span(entry.key_span.clone(), "")
        .why("a fact that is not stated is unknown, which is not the same as no")
        .help(help)
}

fn too_many_items(visit: &Visit<'_>, n_items: usize) -> Diagnostic {
    let what = format!("`{}` has {n_items} items, more than {MOST_ITEMS}", visit.path);
    Diagnostic::error("too-many-items", what)
        .at_span(visit.place.clone(), "")
        .help("delete the items that belong to another matter or stand there twice")
}

fn wrong_type(visit: &Visit<'_>, node: &Node) -> Diagnostic {
    let path = &visit.path;
    let (what, help) = match (visit.kind, &node.value) {
        (Kind::Group(_), Value::List(_)) => (
            format!("`{path}` is a group of facts, not a list"),
            "delete the `-` and indent the facts below the key".to_owned(),
        ),
        (Kind::Group(_), _) => {
            let first = visit.slots.first().map_or("", |slot| slot.field.name.as_str());
            (
                format!("`{path}` is a group of facts, not one value"),
                format!("write its facts on lines of their own, such as `{first}:`"),
            )
        }
        (Kind::List(_), Value::Map(_)) => (
            format!("`{path}` is a list"),
            "write `- ` before the first fact of each item".to_owned(),
        ),
        (Kind::List(_), _) => (
            format!("`{path}` is a list"),
            "write each item on its own line after `- `, or `[]` if there are none".to_owned(),
        ),
        (_, Value::List(_)) => (
            format!("`{path}` is one value, not a list"),
            "write one value behind the key".to_owned(),
        ),
        _ => (
            format!("`{path}` is one value, not a group"),
            "write one value behind the key, in quotes if it holds a colon or braces".to_owned(),
        ),
    };
    Diagnostic::error("wrong-type", what).at_span(visit.place.clone(), "").help(help)
}
