//! What a blank's fields print by themselves, such as an address that is drawn as a button, to contents of its pages.

use lopdf::{Dictionary, Document, Object, ObjectId, Stream, dictionary};

use super::{layers, node};
use crate::reading::contents::paints;

const HIDDEN: i64 = 1 << 1;
const PRINTS: i64 = 1 << 2;

/// Looks that unfold to more are those of a trap; nothing is drawn of them.
const LARGEST: usize = 16 << 20;

/// Draws onto each page what its widgets print while nobody has filled them: it is part of the
/// printed form. What is there for the screen only goes with it.
pub(super) fn draw(doc: &mut Document, pages: &[ObjectId]) {
    for page in pages {
        let Some(dictionary) = node::node(doc, *page).cloned() else { continue };
        let annotations = node::list(doc, &dictionary, "Annots").cloned().unwrap_or_default();
        let named = node::dict(doc, &dictionary, "Resources");
        let named = named.and_then(|one| node::dict(doc, one, "XObject")).cloned();
        let mut named = named.unwrap_or_default();
        let mut ops = String::new();
        for annotation in &annotations {
            let Ok(id) = annotation.as_reference() else { continue };
            let Some((form, [a, b, c, d, e, f])) = node::node(doc, id).and_then(|w| look(doc, w))
            else {
                continue;
            };
            // A name that the page has already would draw something else.
            let mut free = (named.len()..).map(|n| format!("Printed{n}"));
            let Some(name) = free.find(|name| !named.has(name.as_bytes())) else { continue };
            ops.push_str(&format!("/Artifact BMC q {a} {b} {c} {d} {e} {f} cm /{name} Do Q EMC\n"));
            named.set(name, form);
        }
        if !ops.is_empty() {
            append(doc, *page, (dictionary, named), &ops);
        }
    }
}

/// The form that a widget prints, and where it stands on the page.
fn look(doc: &Document, widget: &Dictionary) -> Option<(ObjectId, [f32; 6])> {
    let flags = node::integer(doc, widget, "F").unwrap_or(0);
    let screen = widget.get(b"OC").and_then(Object::as_reference);
    let screen = screen.is_ok_and(|layer| !layers::prints(doc, layer));
    if flags & HIDDEN != 0 || flags & PRINTS == 0 || screen {
        return None;
    }
    let normal = node::dict(doc, widget, "AP")?.get(b"N").ok()?;
    let form = match doc.dereference(normal).ok()? {
        (id, Object::Stream(_)) => id?,
        (_, Object::Dictionary(states)) => states.get(b"Off").ok()?.as_reference().ok()?,
        _ => return None,
    };
    let stream = doc.get_object(form).ok()?.as_stream().ok()?;
    let contents = stream.get_plain_content_with_limit(LARGEST).ok()?;
    if !paints(&contents) {
        return None;
    }
    Some((form, placed(doc, widget, &stream.dict)?))
}

/// The form's box, turned by its matrix, fills the widget's rectangle (ISO 32000-1, 12.5.5,
/// algorithm 8.1). Nothing for a rectangle without area.
fn placed(doc: &Document, widget: &Dictionary, form: &Dictionary) -> Option<[f32; 6]> {
    let [x0, y0, x1, y1] = node::rect(doc, widget, "Rect")?;
    let [left, bottom, right, top] = node::rect(doc, form, "BBox")?;
    let matrix = node::list(doc, form, "Matrix").map(|items| {
        items.iter().map(|item| doc.dereference(item)?.1.as_float()).collect::<Result<Vec<_>, _>>()
    });
    let [a, b, c, d, e, f] = match matrix {
        Some(matrix) => <[f32; 6]>::try_from(matrix.ok()?).ok()?,
        None => [1.0, 0.0, 0.0, 1.0, 0.0, 0.0],
    };
    let corners = [(left, bottom), (right, bottom), (left, top), (right, top)];
    let turned = corners.map(|(x, y)| [a * x + c * y + e, b * x + d * y + f]);
    let least = |axis: usize| turned.iter().map(|corner| corner[axis]).fold(f32::MAX, f32::min);
    let most = |axis: usize| turned.iter().map(|corner| corner[axis]).fold(f32::MIN, f32::max);
    let scale = [(x1 - x0) / (most(0) - least(0)), (y1 - y0) / (most(1) - least(1))];
    let placed = [scale[0], 0.0, 0.0, scale[1], x0 - least(0) * scale[0], y0 - least(1) * scale[1]];
    placed.iter().all(|n| n.is_finite()).then_some(placed)
}

/// Puts operators behind a page's contents, which stay as they are.
fn append(
    doc: &mut Document,
    id: ObjectId,
    (mut page, named): (Dictionary, Dictionary),
    ops: &str,
) {
    let mut resources = node::dict(doc, &page, "Resources").cloned().unwrap_or_default();
    resources.set("XObject", named);
    page.set("Resources", resources);
    let mut contents = match page.get(b"Contents").cloned() {
        Ok(Object::Array(parts)) => parts,
        Ok(one) => match doc.dereference(&one) {
            Ok((_, Object::Array(parts))) => parts.clone(),
            _ => vec![one],
        },
        Err(_) => Vec::new(),
    };
    let before = Stream::new(dictionary! {}, b"q\n".to_vec());
    contents.insert(0, doc.add_object(before).into());
    let after = Stream::new(dictionary! {}, format!("\nQ\n{ops}").into_bytes());
    contents.push(doc.add_object(after).into());
    page.set("Contents", contents);
    doc.objects.insert(id, page.into());
}
