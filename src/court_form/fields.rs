//! The widgets of a form's pages to fields: full name, kind, place, tooltip, and what stands in them.

use std::collections::{BTreeMap, BTreeSet};

use lopdf::{Dictionary, Document, Object, ObjectId};

use super::blank::{BlankField, FieldKind};
use super::node::{self, DEEPEST};
use crate::reading::contents::codes;

/// Height of a page in points.
const HEIGHT: f32 = 792.0;

const READ_ONLY: i64 = 1;
const MULTILINE: i64 = 1 << 12;
const PUSHED: i64 = 1 << 16;
const COMB: i64 = 1 << 24;

/// The flag of an annotation that prints.
const PRINTS: i64 = 1 << 2;

/// A field and what is wrong with it in a blank.
pub(super) struct ReadField {
    pub(super) field: BlankField,
    /// The state that ticks it.
    state: Option<String>,
    /// What somebody filled in.
    pub(super) filled: Option<String>,
}

/// Every widget, by page and from top to bottom.
pub(super) fn read(doc: &Document, pages: &[ObjectId]) -> Vec<ReadField> {
    let elements = elements(doc);
    let mut fields = Vec::new();
    for (page, id) in pages.iter().enumerate() {
        let widgets = node::node(doc, *id).and_then(|page| node::list(doc, page, "Annots"));
        for widget in widgets.into_iter().flatten() {
            let Ok(id) = widget.as_reference() else { continue };
            let Some(widget) = node::node(doc, id) else { continue };
            if node::name(doc, widget, "Subtype") == Some(b"Widget") && !node::is_frame(widget) {
                let at = At { page, id, elements: &elements };
                fields.extend(field(doc, widget, &at));
            }
        }
    }
    tell_states_apart(&mut fields);
    let place = |one: &ReadField| (one.field.page, one.field.rect);
    fields.sort_by(|a, b| {
        let ((page, [x, y, ..]), (other, [u, v, ..])) = (place(a), place(b));
        page.cmp(&other).then(y.total_cmp(&v)).then(x.total_cmp(&u))
    });
    fields
}

/// Where a widget stands.
struct At<'d> {
    page: usize,
    id: ObjectId,
    elements: &'d BTreeMap<i64, ObjectId>,
}

fn field(doc: &Document, widget: &Dictionary, at: &At) -> Option<ReadField> {
    let kind = kind(doc, widget)?;
    let [left, bottom, right, top] = node::rect(doc, widget, "Rect")?;
    let mut names: Vec<String> =
        node::lineage(doc, widget).filter_map(|one| node::text(doc, one, "T")).collect();
    names.reverse();
    let tooltip = node::inherited(doc, widget, "TU").and_then(node::words).unwrap_or_default();
    let states = if kind == FieldKind::Tick { on_states(doc, widget) } else { Vec::new() };
    let filled = filled(doc, widget, &states);
    let element = node::integer(doc, widget, "StructParent");
    let field = BlankField {
        name: names.join("."),
        kind,
        page: at.page,
        rect: [left, HEIGHT - top, right, HEIGHT - bottom],
        tooltip: tooltip.split_whitespace().collect::<Vec<_>>().join(" "),
        screen: kind == FieldKind::Button || is_notice(doc, widget),
        element: element.and_then(|number| at.elements.get(&number).copied()),
        widget: at.id,
    };
    Some(ReadField { field, state: states.into_iter().next(), filled })
}

fn kind(doc: &Document, widget: &Dictionary) -> Option<FieldKind> {
    let whole = |key| node::inherited(doc, widget, key).and_then(|value| value.as_i64().ok());
    let flags = whole("Ff").unwrap_or(0);
    Some(match node::inherited(doc, widget, "FT")?.as_name().ok()? {
        b"Tx" => FieldKind::Text {
            multiline: flags & MULTILINE != 0,
            most: whole("MaxLen").and_then(|most| usize::try_from(most).ok()),
            comb: flags & COMB != 0,
        },
        b"Btn" if flags & PUSHED != 0 => FieldKind::Button,
        b"Btn" => FieldKind::Tick,
        b"Ch" => FieldKind::Choice,
        b"Sig" => FieldKind::Signature,
        _ => return None,
    })
}

/// The states of a box other than off, in the order of its file.
pub(super) fn on_states(doc: &Document, widget: &Dictionary) -> Vec<String> {
    let looks = node::dict(doc, widget, "AP").and_then(|looks| node::dict(doc, looks, "N"));
    let states = looks.into_iter().flat_map(Dictionary::iter).map(|(state, _)| state);
    let on = states.filter(|state| !state.eq_ignore_ascii_case(b"off"));
    on.map(|state| String::from_utf8_lossy(state).into_owned()).collect()
}

/// Whether a field is a notice on the screen: nobody fills it, and it does not print.
fn is_notice(doc: &Document, widget: &Dictionary) -> bool {
    let flags = node::inherited(doc, widget, "Ff").and_then(|flags| flags.as_i64().ok());
    let prints = node::integer(doc, widget, "F").unwrap_or(0) & PRINTS != 0;
    flags.unwrap_or(0) & READ_ONLY != 0 && !prints
}

/// Whether words can be typed into a field.
fn is_fillable(doc: &Document, widget: &Dictionary) -> bool {
    let flags = node::inherited(doc, widget, "Ff").and_then(|flags| flags.as_i64().ok());
    let kind = node::inherited(doc, widget, "FT").and_then(|kind| kind.as_name().ok());
    flags.unwrap_or(0) & READ_ONLY == 0 && matches!(kind, Some(b"Tx" | b"Ch"))
}

/// Whether a field shows words, whatever it says that it holds: they would print on every form.
fn looks_typed(doc: &Document, widget: &Dictionary) -> bool {
    let looks = node::dict(doc, widget, "AP").and_then(|looks| looks.get(b"N").ok());
    let look = looks.and_then(|look| doc.dereference(look).ok()).map(|(_, look)| look);
    let Some(Object::Stream(look)) = look else { return false };
    let Ok(contents) = look.get_plain_content() else { return false };
    codes(&contents).values().flatten().any(|code| !matches!(code, 0 | b' '))
}

/// What somebody put into a field; nothing for notices of the screen, and for what a cleared form says.
fn filled(doc: &Document, widget: &Dictionary, states: &[String]) -> Option<String> {
    let ticked = |state: &[u8]| states.iter().any(|on| on.as_bytes() == state);
    if node::name(doc, widget, "AS").is_some_and(ticked) {
        return Some("ticked".to_owned());
    }
    if is_notice(doc, widget) {
        return None;
    }
    if is_fillable(doc, widget) && looks_typed(doc, widget) {
        return Some("typed words".to_owned());
    }
    let value = node::inherited(doc, widget, "V")?;
    match value {
        Object::Name(state) => ticked(state).then(|| "ticked".to_owned()),
        Object::String(..) => {
            let said = node::words(value)?;
            let default = node::inherited(doc, widget, "DV").and_then(node::words);
            let own = !said.trim().is_empty() && default.as_deref() != Some(said.as_str());
            own.then(|| shortened(&said))
        }
        Object::Array(items) if !items.is_empty() => Some("a choice".to_owned()),
        Object::Stream(_) => Some("a long text".to_owned()),
        Object::Dictionary(_) => Some("a signature".to_owned()),
        _ => None,
    }
}

/// What somebody typed or drew onto pages beside their fields: where, and which words.
pub(super) fn notes(doc: &Document, pages: &[ObjectId]) -> Vec<(String, String)> {
    let mut notes = Vec::new();
    for (n, id) in pages.iter().enumerate() {
        let page = node::node(doc, *id);
        let annotations = page.and_then(|page| node::list(doc, page, "Annots"));
        for annotation in annotations.into_iter().flatten() {
            let found = doc.dereference(annotation).and_then(|(_, one)| one.as_dict());
            let Ok(annotation) = found else { continue };
            let kind = node::name(doc, annotation, "Subtype").unwrap_or(b"Widget");
            if !matches!(kind, b"Widget" | b"Link" | b"Popup" | b"TrapNet" | b"PrinterMark") {
                let said = node::text(doc, annotation, "Contents").unwrap_or_default();
                notes.push((format!("a note on page {}", n + 1), shortened(&said)));
            }
        }
    }
    notes
}

/// Enough of a value to know it again.
fn shortened(said: &str) -> String {
    const ENOUGH: usize = 40;
    let said = said.split_whitespace().collect::<Vec<_>>().join(" ");
    let mut cut: String = said.chars().take(ENOUGH).collect();
    if cut.len() < said.len() {
        cut.push('…');
    }
    cut
}

/// Boxes that share a name get their states behind it.
fn tell_states_apart(fields: &mut [ReadField]) {
    let mut n_named: BTreeMap<String, usize> = BTreeMap::new();
    for one in fields.iter() {
        *n_named.entry(one.field.name.clone()).or_default() += 1;
    }
    for one in fields {
        let shared = n_named.get(&one.field.name).is_some_and(|n| *n > 1);
        if let (true, Some(state)) = (shared, &one.state) {
            one.field.name = format!("{}={state}", one.field.name);
        }
    }
}

/// Elements of the structure tree by the number under which a widget names its own.
fn elements(doc: &Document) -> BTreeMap<i64, ObjectId> {
    let mut elements = BTreeMap::new();
    let root = doc.catalog().ok().and_then(|root| node::dict(doc, root, "StructTreeRoot"));
    let Some(tree) = root.and_then(|root| node::dict(doc, root, "ParentTree")) else {
        return elements;
    };
    let mut seen = BTreeSet::new();
    let mut waiting = vec![(tree, 0)];
    while let Some((branch, depth)) = waiting.pop() {
        for pair in node::list(doc, branch, "Nums").into_iter().flat_map(|nums| nums.chunks(2)) {
            if let [number, Object::Reference(id)] = pair {
                let number = doc.dereference(number).and_then(|(_, number)| number.as_i64());
                if let (Ok(number), Some(_)) = (number, node::node(doc, *id)) {
                    elements.insert(number, *id);
                }
            }
        }
        for kid in node::list(doc, branch, "Kids").into_iter().flatten() {
            let Ok(id) = kid.as_reference() else { continue };
            if let (true, true, Some(kid)) = (depth < DEEPEST, seen.insert(id), node::node(doc, id))
            {
                waiting.push((kid, depth + 1));
            }
        }
    }
    elements
}
