//! Entries of a file's dictionaries: what stands behind a reference, and what a field inherits.

use lopdf::{Dictionary, Document, Object, ObjectId};

/// How far up a field or a page inherits at most; a longer way is a circle.
pub(super) const DEEPEST: usize = 64;

/// An entry of a dictionary, its reference followed.
pub(super) fn entry<'d>(doc: &'d Document, node: &'d Dictionary, key: &str) -> Option<&'d Object> {
    node.get_deref(key.as_bytes(), doc).ok()
}

/// An entry that is a dictionary.
pub(super) fn dict<'d>(
    doc: &'d Document,
    node: &'d Dictionary,
    key: &str,
) -> Option<&'d Dictionary> {
    entry(doc, node, key)?.as_dict().ok()
}

/// An entry that is a name.
pub(super) fn name<'d>(doc: &'d Document, node: &'d Dictionary, key: &str) -> Option<&'d [u8]> {
    entry(doc, node, key)?.as_name().ok()
}

/// An entry that is a whole number.
pub(super) fn integer(doc: &Document, node: &Dictionary, key: &str) -> Option<i64> {
    entry(doc, node, key)?.as_i64().ok()
}

/// An entry that is a list.
pub(super) fn list<'d>(
    doc: &'d Document,
    node: &'d Dictionary,
    key: &str,
) -> Option<&'d Vec<Object>> {
    entry(doc, node, key)?.as_array().ok()
}

/// An entry that is four finite numbers, the lesser of each axis first.
pub(super) fn rect(doc: &Document, node: &Dictionary, key: &str) -> Option<[f32; 4]> {
    let number = |item: &Object| doc.dereference(item).ok()?.1.as_float().ok();
    let numbers: Option<Vec<f32>> = list(doc, node, key)?.iter().map(number).collect();
    let [x0, y0, x1, y1]: [f32; 4] = numbers?.try_into().ok()?;
    let all = [x0.min(x1), y0.min(y1), x0.max(x1), y0.max(y1)];
    all.iter().all(|n| n.is_finite()).then_some(all)
}

/// An entry that is text, as a reader shows it.
pub(super) fn text(doc: &Document, node: &Dictionary, key: &str) -> Option<String> {
    words(entry(doc, node, key)?)
}

/// A string as a reader shows it.
pub(super) fn words(object: &Object) -> Option<String> {
    lopdf::decode_text_string(object).ok()
}

/// The dictionary of an object.
pub(super) fn node(doc: &Document, id: ObjectId) -> Option<&Dictionary> {
    doc.get_object(id).ok()?.as_dict().ok()
}

/// Whether a node is part of the file's frame, which no field can be.
pub(super) fn is_frame(node: &Dictionary) -> bool {
    [b"Page".as_slice(), b"Pages", b"Catalog"].into_iter().any(|kind| node.has_type(kind))
}

/// A node and those that it belongs to, from within outwards.
pub(super) fn lineage<'d>(
    doc: &'d Document,
    first: &'d Dictionary,
) -> impl Iterator<Item = &'d Dictionary> {
    std::iter::successors(Some(first), |node| dict(doc, node, "Parent")).take(DEEPEST)
}

/// An entry of a node, its own or one that it inherits.
pub(super) fn inherited<'d>(
    doc: &'d Document,
    first: &'d Dictionary,
    key: &str,
) -> Option<&'d Object> {
    lineage(doc, first).find_map(|node| entry(doc, node, key))
}
