//! Bookmarks to a nested outline, all of it open (rule 3.1110(f) wants one to each exhibit).

use lopdf::{Dictionary, Document, Object, ObjectId, dictionary, text_string};

/// One entry.
pub(crate) struct Entry {
    pub(crate) title: String,
    /// 1 for the top level; a deeper one nests below the nearest shallower one before it.
    pub(crate) level: u8,
    /// The page it leads to.
    pub(crate) page: ObjectId,
    /// Height of the place above the foot of the page, in points; none for the whole page.
    pub(crate) top: Option<f32>,
}

/// Adds the outline to a document; none where there is no entry.
pub(crate) fn add(doc: &mut Document, entries: &[Entry]) -> Option<ObjectId> {
    if entries.is_empty() {
        return None;
    }
    let root = doc.new_object_id();
    let ids: Vec<ObjectId> = entries.iter().map(|_| doc.new_object_id()).collect();
    let parents = parents(entries);
    for (n, entry) in entries.iter().enumerate() {
        let mut item = item(entry, parents[n].map_or(root, |parent| ids[parent]));
        let siblings = |m: &usize| parents[*m] == parents[n];
        if let Some(previous) = (0..n).rev().find(siblings) {
            item.set("Prev", ids[previous]);
        }
        if let Some(next) = (n + 1..entries.len()).find(siblings) {
            item.set("Next", ids[next]);
        }
        set_children(&mut item, &parents, &ids, Some(n));
        doc.set_object(ids[n], item);
    }
    let mut outlines = dictionary! { "Type" => "Outlines" };
    set_children(&mut outlines, &parents, &ids, None);
    doc.set_object(root, outlines);
    Some(root)
}

fn item(entry: &Entry, parent: ObjectId) -> Dictionary {
    let place: Vec<Object> = match entry.top {
        Some(top) => vec![entry.page.into(), "XYZ".into(), 0.into(), top.into(), Object::Null],
        None => vec![entry.page.into(), "Fit".into()],
    };
    dictionary! { "Title" => text_string(&entry.title), "Parent" => parent, "Dest" => place }
}

/// The entry above each, by its place; none for the top level.
fn parents(entries: &[Entry]) -> Vec<Option<usize>> {
    let above = |n: usize| (0..n).rev().find(|m| entries[*m].level < entries[n].level);
    (0..entries.len()).map(above).collect()
}

fn set_children(
    item: &mut Dictionary,
    parents: &[Option<usize>],
    ids: &[ObjectId],
    of: Option<usize>,
) {
    let children: Vec<usize> = (0..ids.len()).filter(|n| parents[*n] == of).collect();
    let (Some(first), Some(last)) = (children.first(), children.last()) else { return };
    item.set("First", ids[*first]);
    item.set("Last", ids[*last]);
    item.set("Count", n_below(parents, of) as i64);
}

/// How many entries stand below one at any depth: all of them show, since all is open.
fn n_below(parents: &[Option<usize>], of: Option<usize>) -> usize {
    let mut below = vec![false; parents.len()];
    for n in 0..parents.len() {
        below[n] = parents[n] == of || parents[n].is_some_and(|parent| below[parent]);
    }
    below.into_iter().filter(|below| *below).count()
}
