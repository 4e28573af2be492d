//! The tags of a printed form planted into the tree of the file that it lies in, its fields no longer fields.

use std::collections::{BTreeMap, BTreeSet};

use lopdf::{Dictionary, Document, Object, ObjectId, dictionary, text_string};

use crate::layout::page::Entry;

use super::tags::{Root, print_field};
use super::underlay::{Copier, Tagged, Underlay, dictionary as entries};

/// Elements nest no deeper than this in a sound form.
const DEEPEST: usize = 64;

/// What an element says of itself, apart from its place.
const KEPT: [&str; 8] = ["A", "T", "Lang", "Alt", "E", "ActualText", "R", "ID"];

/// The tags of a form, read from it.
pub(super) struct FormTree<'d> {
    doc: &'d Document,
    elements: Vec<Node<'d>>,
    tops: Vec<usize>,
    places: BTreeMap<ObjectId, usize>,
    /// For each page the element of each of its marked sequences.
    rows: Vec<Vec<Option<usize>>>,
}

struct Node<'d> {
    own: &'d Dictionary,
    parent: Option<usize>,
    page: Option<usize>,
    kids: Vec<Kid>,
    /// Whether the widget of a field stood in it.
    was_field: bool,
}

enum Kid {
    Element(usize),
    Number(i64),
    Mark { page: usize, number: i64 },
}

/// Elements in their new file.
#[derive(Default)]
pub(super) struct Grown {
    pub(super) elements: BTreeMap<usize, Root>,
    pub(super) rows: Vec<Vec<Object>>,
    /// Elements that others name, by their names.
    pub(super) names: BTreeMap<Vec<u8>, ObjectId>,
}

impl<'d> FormTree<'d> {
    /// The tags of a form with the pages given; none where it has none, or none that hold together.
    pub(super) fn read(doc: &'d Document, pages: &[ObjectId]) -> Option<FormTree<'d>> {
        let root = entries(doc, doc.catalog().ok()?.get(b"StructTreeRoot").ok()?)?;
        let places: BTreeMap<ObjectId, usize> =
            pages.iter().enumerate().map(|(n, id)| (*id, n)).collect();
        let mut reader = Reader { doc, pages: places, places: BTreeMap::new(), elements: vec![] };
        let tops = items(doc, root.get(b"K").ok()?);
        let tops: Option<Vec<usize>> =
            tops.into_iter().map(|top| reader.element(top, None, 0)).collect();
        let tops = tops?;
        let rows = reader.rows(pages, root);
        let Reader { places, elements, .. } = reader;
        Some(FormTree { doc, elements, tops, places, rows })
    }

    /// How many marked sequences of a page it knows.
    pub(super) fn n_marks(&self, page: usize) -> usize {
        self.rows[page].len()
    }

    /// Plants one copy; `pages` are the pages of the new file that lie upon the form's.
    pub(super) fn plant(&self, planting: &mut Planting<'_, 'd>, under: &Underlay<'d>) -> Grown {
        let ids: Vec<ObjectId> =
            self.elements.iter().map(|_| planting.doc.new_object_id()).collect();
        let section = planting.doc.new_object_id();
        let mut grown = Grown::default();
        let kept: BTreeSet<usize> = under
            .tagged
            .iter()
            .filter_map(|tagged| self.places.get(&tagged.element).copied())
            .collect();
        // A field of which nothing is left, such as a button, is not read out.
        let gone = |n: usize| {
            let node = &self.elements[n];
            node.was_field && node.kids.is_empty() && !kept.contains(&n)
        };
        for (n, node) in self.elements.iter().enumerate() {
            if gone(n) {
                continue;
            }
            let mut own = self.own(planting, node);
            own.set("P", node.parent.map_or(section, |parent| ids[parent]));
            let whole = matches!(own.get(b"S"), Ok(Object::Name(role)) if role == b"Document");
            if whole && node.parent.is_none() {
                own.set("S", "Part");
            }
            if let Some(page) = node.page {
                own.set("Pg", planting.pages[page]);
            }
            let kid = |kid: &Kid| match *kid {
                Kid::Element(n) => ids[n].into(),
                Kid::Number(number) => number.into(),
                Kid::Mark { page, number } => Object::Dictionary(dictionary! {
                    "Type" => "MCR", "Pg" => planting.pages[page], "MCID" => number,
                }),
            };
            let kids = node.kids.iter().filter(|kid| !matches!(kid, Kid::Element(n) if gone(*n)));
            let kids: Vec<Object> = kids.map(kid).collect();
            if !kids.is_empty() {
                own.set("K", kids);
            }
            if let Ok(Object::String(name, _)) = own.get(b"ID") {
                grown.names.insert(name.clone(), ids[n]);
            }
            planting.doc.set_object(ids[n], own);
        }
        let tops: Vec<Object> = self.tops.iter().map(|n| ids[*n].into()).collect();
        planting.doc.set_object(section, dictionary! { "S" => "Sect", "K" => tops });
        if let Some(first) = under.sections.first() {
            grown.elements.insert(*first, Root { id: section, placed: false });
        }
        for tagged in &under.tagged {
            if let Some(n) = self.places.get(&tagged.element) {
                describe(planting.doc, ids[*n], tagged);
                let root = Root { id: ids[*n], placed: true };
                grown.elements.extend(tagged.ours.map(|ours| (ours, root)));
            }
        }
        let place = |n: &Option<usize>| n.map_or(Object::Null, |n| ids[n].into());
        grown.rows = self.rows.iter().map(|row| row.iter().map(place).collect()).collect();
        grown
    }

    fn own(&self, planting: &mut Planting<'_, 'd>, node: &Node<'d>) -> Dictionary {
        let mut own = dictionary! { "S" => self.role(node.own) };
        for key in KEPT {
            if let Ok(value) = node.own.get(key.as_bytes()) {
                own.set(key, planting.copier.copy(planting.doc, self.doc, value));
            }
        }
        own
    }

    /// The role of an element in words that every reader knows: the form's own map is followed.
    fn role(&self, own: &Dictionary) -> Object {
        let root = self.doc.catalog().ok().and_then(|catalog| catalog.get(b"StructTreeRoot").ok());
        let root = root.and_then(|root| entries(self.doc, root));
        let map = root.and_then(|root| root.get(b"RoleMap").ok());
        let map = map.and_then(|map| entries(self.doc, map));
        let mut role = own.get(b"S").and_then(Object::as_name).unwrap_or(b"NonStruct");
        for _ in 0..8 {
            match map.and_then(|map| map.get(role).and_then(Object::as_name).ok()) {
                Some(known) if known != role => role = known,
                _ => break,
            }
        }
        Object::Name(role.to_vec())
    }
}

/// Where tags are planted.
pub(super) struct Planting<'p, 'd> {
    pub(super) doc: &'p mut Document,
    pub(super) copier: &'p mut Copier<'d>,
    /// The pages of the new file.
    pub(super) pages: &'p [ObjectId],
}

/// Plants a section for each page of a form without tags, in which all that is printed is one
/// paragraph; `n_marks` says of how many marked sequences it is made on each.
pub(super) fn plant_plain(
    planting: &mut Planting<'_, '_>,
    under: &Underlay<'_>,
    n_marks: &[usize],
) -> Grown {
    let mut grown = Grown::default();
    for ((page, section), n) in planting.pages.iter().zip(&under.sections).zip(n_marks) {
        let (sect, printed) = (planting.doc.new_object_id(), planting.doc.new_object_id());
        let marks: Vec<Object> = (0..*n as i64).map(Object::from).collect();
        let paragraph = dictionary! { "S" => "P", "P" => sect, "Pg" => *page, "K" => marks };
        planting.doc.set_object(printed, paragraph);
        planting.doc.set_object(sect, dictionary! { "S" => "Sect", "K" => printed });
        grown.elements.insert(*section, Root { id: sect, placed: false });
        grown.rows.push(vec![printed.into(); *n]);
    }
    grown
}

/// Says of an element which field it was and how it was filled.
fn describe(doc: &mut Document, id: ObjectId, tagged: &Tagged<'_>) {
    let said = doc.get_dictionary(id).ok().and_then(|own| own.get(b"A").ok());
    let owner = |one: &Object| {
        let one = entries(doc, one).and_then(|one| one.get(b"O").and_then(Object::as_name).ok());
        one == Some(b"PrintField".as_slice())
    };
    let mut attributes: Vec<Object> = match said.map(|said| (said, doc.dereference(said))) {
        Some((_, Ok((_, Object::Array(all))))) => all.clone(),
        Some((said, _)) => vec![said.clone()],
        None => Vec::new(),
    };
    attributes.retain(|one| !owner(one));
    attributes.push(print_field(tagged.entry, tagged.words).into());
    let attributes = match attributes.len() {
        1 => attributes.remove(0),
        _ => attributes.into(),
    };
    let Ok(own) = doc.get_object_mut(id).and_then(Object::as_dict_mut) else { return };
    own.set("A", attributes);
    // A box says nothing else to readers that do not know what it was.
    if let Entry::Box { ticked } | Entry::Choice { ticked } = tagged.entry {
        let state = if ticked { "checked" } else { "not checked" };
        let words = if tagged.words.is_empty() { "box" } else { tagged.words };
        own.set("Alt", text_string(&format!("{words}: {state}")));
    }
}

struct Reader<'d> {
    doc: &'d Document,
    pages: BTreeMap<ObjectId, usize>,
    places: BTreeMap<ObjectId, usize>,
    elements: Vec<Node<'d>>,
}

impl<'d> Reader<'d> {
    fn element(
        &mut self,
        object: &'d Object,
        parent: Option<usize>,
        depth: usize,
    ) -> Option<usize> {
        let own = entries(self.doc, object)?;
        let n = self.elements.len();
        if let Ok(id) = object.as_reference() {
            // An element that comes twice stands in a circle.
            if self.places.insert(id, n).is_some() {
                return None;
            }
        }
        if depth > DEEPEST {
            return None;
        }
        let page = self.page(own).or_else(|| self.elements[parent?].page);
        self.elements.push(Node { own, parent, page, kids: Vec::new(), was_field: false });
        let doc = self.doc;
        let kids = own.get(b"K").map(|kids| items(doc, kids)).unwrap_or_default();
        for kid in kids {
            if let Some(kid) = self.kid(kid, n, depth)? {
                self.elements[n].kids.push(kid);
            }
        }
        Some(n)
    }

    /// A kid; nothing within for what is gone, such as the widget of a field.
    fn kid(&mut self, kid: &'d Object, parent: usize, depth: usize) -> Option<Option<Kid>> {
        let (_, value) = self.doc.dereference(kid).ok()?;
        Some(match value {
            Object::Integer(number) => Some(Kid::Number(*number)),
            Object::Dictionary(mark) if mark.has(b"MCID") => {
                let number = mark.get(b"MCID").and_then(Object::as_i64).ok()?;
                let page = self.page(mark).or(self.elements[parent].page);
                page.filter(|_| !mark.has(b"Stm")).map(|page| Kid::Mark { page, number })
            }
            Object::Dictionary(gone) if gone.has(b"Obj") => {
                self.elements[parent].was_field = true;
                None
            }
            Object::Dictionary(_) => {
                Some(Kid::Element(self.element(kid, Some(parent), depth + 1)?))
            }
            _ => None,
        })
    }

    fn page(&self, own: &Dictionary) -> Option<usize> {
        let id = own.get(b"Pg").and_then(Object::as_reference).ok()?;
        self.pages.get(&id).copied()
    }

    /// The rows of the parent tree, in the order of the pages.
    fn rows(&self, pages: &[ObjectId], root: &'d Dictionary) -> Vec<Vec<Option<usize>>> {
        let mut numbers = BTreeMap::new();
        if let Ok(tree) = root.get(b"ParentTree") {
            self.numbers(tree, 0, &mut numbers);
        }
        let row = |id: &ObjectId| {
            let page = self.doc.get_dictionary(*id).ok()?;
            let key = page.get(b"StructParents").and_then(Object::as_i64).ok()?;
            let (_, row) = self.doc.dereference(numbers.get(&key)?).ok()?;
            let place = |one: &Object| self.places.get(&one.as_reference().ok()?).copied();
            Some(row.as_array().ok()?.iter().map(place).collect())
        };
        pages.iter().map(|id| row(id).unwrap_or_default()).collect()
    }

    /// The entries of a number tree.
    fn numbers(&self, node: &'d Object, depth: usize, found: &mut BTreeMap<i64, &'d Object>) {
        let Some(node) = entries(self.doc, node).filter(|_| depth < DEEPEST) else { return };
        let list = |key: &[u8]| {
            let list = node.get(key).ok().and_then(|list| self.doc.dereference(list).ok());
            list.and_then(|(_, list)| list.as_array().ok())
        };
        for two in list(b"Nums").into_iter().flat_map(|all| all.chunks_exact(2)) {
            found.extend(two[0].as_i64().ok().map(|key| (key, &two[1])));
        }
        list(b"Kids").into_iter().flatten().for_each(|kid| self.numbers(kid, depth + 1, found));
    }
}

/// One value or the values of an array.
fn items<'d>(doc: &'d Document, object: &'d Object) -> Vec<&'d Object> {
    match doc.dereference(object) {
        Ok((_, Object::Array(items))) => items.iter().collect(),
        _ => vec![object],
    }
}
