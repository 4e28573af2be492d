//! The tags of our own files, read from each and planted into the one tree of the joined file.

use std::collections::BTreeMap;

use lopdf::{Dictionary, Document, Object, ObjectId, dictionary};
use lopdf_read as read;

use crate::reading::graft::Graft;
use crate::reading::open::Pages;

/// Elements nest no deeper than this in a sound file.
const DEEPEST: usize = 64;

/// What an element says of itself, apart from its place.
const KEPT: [&str; 9] = ["S", "A", "C", "T", "Lang", "Alt", "E", "ActualText", "R"];

/// Elements of one file with the pages that they stand on.
pub(super) struct Tree {
    elements: Vec<Element>,
    tops: Vec<usize>,
    /// For each page the element of each of its marked sequences.
    rows: Vec<Vec<Option<usize>>>,
}

struct Element {
    own: Dictionary,
    parent: Option<usize>,
    page: Option<usize>,
    kids: Vec<Kid>,
}

enum Kid {
    Element(usize),
    Number(i64),
    Mark { page: usize, number: i64 },
}

/// A tree in its new file.
pub(super) struct Planted {
    pub(super) tops: Vec<Object>,
    /// For each page its row of the parent tree.
    pub(super) rows: Vec<Vec<Object>>,
}

impl Tree {
    /// The tree of a file; none where the file is untagged or its tags are not whole.
    pub(super) fn read(source: &Pages, graft: &mut Graft<'_>) -> Option<Tree> {
        let doc = &source.doc;
        let root = doc.catalog().and_then(|c| c.get_deref(b"StructTreeRoot", doc)).ok()?;
        let root = root.as_dict().ok()?;
        let pages = source.ids.iter().enumerate().map(|(n, id)| (*id, n)).collect();
        let mut reader = Reader { doc, graft, pages, places: BTreeMap::new(), elements: vec![] };
        let tops = items(doc, root.get(b"K").ok()?);
        let tops = tops.into_iter().map(|top| reader.element(top, None, 0));
        let tops = tops.collect::<Option<Vec<_>>>()?;
        let rows = reader.rows(&source.ids, root)?;
        Some(Tree { elements: reader.elements, tops, rows })
    }

    /// Adds the tree to a document below an element; its root, a document of its own, becomes what
    /// `role` says. `pages` are its pages there.
    pub(super) fn plant(&self, doc: &mut Document, below: &Below<'_>) -> Planted {
        let ids: Vec<ObjectId> = self.elements.iter().map(|_| doc.new_object_id()).collect();
        for (element, id) in self.elements.iter().zip(&ids) {
            let mut own = element.own.clone();
            own.set("P", element.parent.map_or(below.parent, |parent| ids[parent]));
            if element.parent.is_none() {
                own.set("S", below.role);
            }
            if let Some(page) = element.page {
                own.set("Pg", below.pages[page]);
            }
            let kid = |kid: &Kid| match *kid {
                Kid::Element(n) => ids[n].into(),
                Kid::Number(number) => number.into(),
                Kid::Mark { page, number } => Object::Dictionary(dictionary! {
                    "Type" => "MCR", "Pg" => below.pages[page], "MCID" => number,
                }),
            };
            let kids: Vec<Object> = element.kids.iter().map(kid).collect();
            if !kids.is_empty() {
                own.set("K", kids);
            }
            doc.set_object(*id, own);
        }
        let place = |n: &Option<usize>| n.map_or(Object::Null, |n| ids[n].into());
        Planted {
            tops: self.tops.iter().map(|n| ids[*n].into()).collect(),
            rows: self.rows.iter().map(|row| row.iter().map(place).collect()).collect(),
        }
    }
}

/// Where a tree is planted.
pub(super) struct Below<'p> {
    pub(super) parent: ObjectId,
    pub(super) role: &'static str,
    pub(super) pages: &'p [ObjectId],
}

struct Reader<'r, 'd> {
    doc: &'r read::Document,
    graft: &'r mut Graft<'d>,
    pages: BTreeMap<read::ObjectId, usize>,
    places: BTreeMap<read::ObjectId, usize>,
    elements: Vec<Element>,
}

impl Reader<'_, '_> {
    fn element(
        &mut self,
        object: &read::Object,
        parent: Option<usize>,
        depth: usize,
    ) -> Option<usize> {
        let id = object.as_reference().ok()?;
        let dictionary = self.doc.get_dictionary(id).ok()?;
        let n = self.elements.len();
        // An element that comes twice stands in a circle.
        if depth > DEEPEST || self.places.insert(id, n).is_some() {
            return None;
        }
        let mut own = Dictionary::new();
        for key in KEPT {
            if let Ok(value) = dictionary.get(key.as_bytes()) {
                own.set(key, self.graft.value(value));
            }
        }
        let page = self.page(dictionary);
        self.elements.push(Element { own, parent, page, kids: Vec::new() });
        let doc = self.doc;
        let kids = dictionary.get(b"K").map(|kids| items(doc, kids)).unwrap_or_default();
        for kid in kids {
            let kid = self.kid(kid, n, depth)?;
            self.elements[n].kids.push(kid);
        }
        Some(n)
    }

    fn kid(&mut self, kid: &read::Object, parent: usize, depth: usize) -> Option<Kid> {
        let (_, value) = self.doc.dereference(kid).ok()?;
        match value {
            read::Object::Integer(number) => Some(Kid::Number(*number)),
            read::Object::Dictionary(mark) if mark.has(b"MCID") => {
                let number = mark.get(b"MCID").and_then(read::Object::as_i64).ok()?;
                let page = self.page(mark).or(self.elements[parent].page)?;
                (!mark.has(b"Stm")).then_some(Kid::Mark { page, number })
            }
            _ => self.element(kid, Some(parent), depth + 1).map(Kid::Element),
        }
    }

    fn page(&self, dictionary: &read::Dictionary) -> Option<usize> {
        let id = dictionary.get(b"Pg").and_then(read::Object::as_reference).ok()?;
        self.pages.get(&id).copied()
    }

    /// The rows of the parent tree, in the order of the pages.
    fn rows(
        &self,
        pages: &[read::ObjectId],
        root: &read::Dictionary,
    ) -> Option<Vec<Vec<Option<usize>>>> {
        let tree = root.get_deref(b"ParentTree", self.doc).ok()?.as_dict().ok()?;
        let numbers = tree.get_deref(b"Nums", self.doc).ok()?.as_array().ok()?;
        let rows: BTreeMap<i64, &read::Object> = numbers
            .chunks_exact(2)
            .filter_map(|two| Some((two[0].as_i64().ok()?, &two[1])))
            .collect();
        let row = |id: &read::ObjectId| {
            let page = self.doc.get_dictionary(*id).ok()?;
            let key = page.get(b"StructParents").and_then(read::Object::as_i64).ok()?;
            let row = self.doc.dereference(rows.get(&key)?).ok()?.1.as_array().ok()?;
            let place = |one: &read::Object| self.places.get(&one.as_reference().ok()?).copied();
            Some(row.iter().map(place).collect())
        };
        pages.iter().map(row).collect()
    }
}

/// One value or the values of an array.
fn items<'d>(doc: &'d read::Document, object: &'d read::Object) -> Vec<&'d read::Object> {
    match doc.dereference(object) {
        Ok((_, read::Object::Array(items))) => items.iter().collect(),
        _ => vec![object],
    }
}
