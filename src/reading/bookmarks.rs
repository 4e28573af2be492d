//! The bookmarks of a file: their titles, how they nest, and the pages that they lead to.

use std::collections::BTreeMap;

use lopdf_read::{Dictionary, Document, Object, ObjectId, decode_text_string};

use super::open::Pages;

/// More bookmarks than this are not read: a file with so many helps nobody find anything.
const MOST: usize = 20_000;

/// Trees of names nest no deeper.
const DEEPEST: usize = 32;

/// A bookmark.
#[derive(Debug, Clone)]
pub(crate) struct Bookmark {
    pub(crate) title: String,
    /// From 0; rises with nesting.
    pub(crate) level: usize,
    /// From 1; none where it leads to no page of the file.
    pub(crate) page: Option<usize>,
}

/// All bookmarks in the order in which viewers list them.
pub(crate) fn read(pages: &Pages) -> Vec<Bookmark> {
    let doc = &pages.doc;
    let numbers: BTreeMap<ObjectId, usize> =
        pages.ids.iter().enumerate().map(|(n, id)| (*id, n + 1)).collect();
    let reader = Reader { doc, numbers };
    let root = doc.catalog().and_then(|c| c.get_deref(b"Outlines", doc)).and_then(Object::as_dict);
    let mut waiting: Vec<(&Dictionary, usize)> = Vec::new();
    let next = |from: &'_ Dictionary, key: &[u8]| -> Option<ObjectId> {
        from.get(key).ok()?.as_reference().ok()
    };
    let entry = |id: Option<ObjectId>| doc.get_dictionary(id?).ok();
    waiting.extend(root.ok().and_then(|root| entry(next(root, b"First"))).map(|one| (one, 0)));
    let mut found = Vec::new();
    while let Some((one, level)) = waiting.pop() {
        if found.len() >= MOST {
            break;
        }
        let title = one.get_deref(b"Title", doc).and_then(decode_text_string).unwrap_or_default();
        found.push(Bookmark { title, level, page: reader.page(one) });
        waiting.extend(entry(next(one, b"Next")).map(|next| (next, level)));
        waiting.extend(entry(next(one, b"First")).map(|first| (first, level + 1)));
    }
    found
}

struct Reader<'d> {
    doc: &'d Document,
    numbers: BTreeMap<ObjectId, usize>,
}

impl Reader<'_> {
    fn page(&self, bookmark: &Dictionary) -> Option<usize> {
        let place = match bookmark.get_deref(b"Dest", self.doc) {
            Ok(place) => place,
            Err(_) => {
                let action = bookmark.get_deref(b"A", self.doc).ok()?.as_dict().ok()?;
                action.get_deref(b"D", self.doc).ok()?
            }
        };
        self.place(place, true)
    }

    /// A place is a page and a view, or a name for one.
    fn place(&self, place: &Object, names: bool) -> Option<usize> {
        match place {
            Object::Array(parts) => match parts.first()? {
                Object::Reference(id) => self.numbers.get(id).copied(),
                Object::Integer(n) => {
                    let page = usize::try_from(*n).ok()? + 1;
                    (page <= self.numbers.len()).then_some(page)
                }
                _ => None,
            },
            Object::Dictionary(inner) => self.place(inner.get_deref(b"D", self.doc).ok()?, false),
            Object::Name(name) | Object::String(name, _) if names => {
                self.place(self.named(name)?, false)
            }
            _ => None,
        }
    }

    fn named(&self, name: &[u8]) -> Option<&Object> {
        let catalog = self.doc.catalog().ok()?;
        let old = catalog.get_deref(b"Dests", self.doc).and_then(Object::as_dict);
        if let Some(place) = old.ok().and_then(|old| old.get_deref(name, self.doc).ok()) {
            return Some(place);
        }
        let names = catalog.get_deref(b"Names", self.doc).ok()?.as_dict().ok()?;
        let tree = names.get_deref(b"Dests", self.doc).ok()?.as_dict().ok()?;
        self.in_tree(tree, name, DEEPEST)
    }

    fn in_tree<'t>(
        &'t self,
        node: &'t Dictionary,
        name: &[u8],
        depth: usize,
    ) -> Option<&'t Object> {
        let depth = depth.checked_sub(1)?;
        if let Ok(pairs) = node.get_deref(b"Names", self.doc).and_then(Object::as_array) {
            let named = |pair: &&[Object]| {
                let key = self.doc.dereference(&pair[0]).map(|(_, key)| key.as_str());
                matches!(key, Ok(Ok(key)) if key == name)
            };
            let pair = pairs.chunks_exact(2).find(named)?;
            return self.doc.dereference(&pair[1]).ok().map(|(_, place)| place);
        }
        let kids = node.get_deref(b"Kids", self.doc).ok()?.as_array().ok()?;
        let kids = kids.iter().filter_map(|kid| self.doc.dereference(kid).ok()?.1.as_dict().ok());
        let holds = |kid: &&Dictionary| {
            let limits = kid.get_deref(b"Limits", self.doc).and_then(Object::as_array);
            let Ok([low, high]) = limits.map(Vec::as_slice) else { return true };
            let low = low.as_str().is_ok_and(|low| low <= name);
            low && high.as_str().is_ok_and(|high| name <= high)
        };
        kids.filter(holds).find_map(|kid| self.in_tree(kid, name, depth))
    }
}
