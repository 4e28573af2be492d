//! Printed forms beneath our pages: their objects brought over, each once however many copies lie in a file.

use std::collections::BTreeMap;

use lopdf::{Dictionary, Document, Object, ObjectId, Stream};

use crate::layout::page::Entry;

/// One copy of a printed form beneath pages of ours.
pub(crate) struct Underlay<'d> {
    /// The form; each of its pages lies beneath one of ours, in order.
    pub(crate) doc: &'d Document,
    /// The first of our pages that it lies beneath, from 0.
    pub(crate) first: usize,
    /// For each of its pages the element of `Pages` that holds what is drawn upon it; a form with
    /// tags of its own has the first one for all.
    pub(crate) sections: Vec<usize>,
    /// Its fields that have a place among its tags.
    pub(crate) tagged: Vec<Tagged<'d>>,
}

/// A field with a place among the tags of its form.
pub(crate) struct Tagged<'d> {
    /// Its element there.
    pub(crate) element: ObjectId,
    /// The element of `Pages` with what is drawn into it.
    pub(crate) ours: Option<usize>,
    /// What it takes.
    pub(crate) entry: Entry,
    /// What belongs there, in words.
    pub(crate) words: &'d str,
}

/// How deep pages and trees are followed; sound files stay far below.
const DEEPEST: usize = 64;

/// Marked sequences of a page are counted so far; sound forms have a few hundred.
const MOST_MARKS: usize = 1 << 14;

/// Entries that mean nothing in another file, or lead out of the page.
const LEFT_BEHIND: [&[u8]; 8] = [
    b"StructParent",
    b"StructParents",
    b"AF",
    b"Metadata",
    b"PieceInfo",
    b"LastModified",
    b"OPI",
    b"Length",
];

/// A page of a form, as far as it lies beneath ours.
pub(super) struct Ground<'d> {
    pub(super) doc: &'d Document,
    pub(super) id: ObjectId,
    /// How many marked sequences stand on it, the one around all of it included.
    pub(super) n_marks: usize,
    /// Whether all of it becomes one marked sequence, because it has none of its own.
    pub(super) wrapped: bool,
}

impl<'d> Ground<'d> {
    /// A page with the number of sequences that the form's own tags know on it; nothing for a form
    /// without tags.
    pub(super) fn new(doc: &'d Document, id: ObjectId, n_tagged: Option<usize>) -> Ground<'d> {
        let mut ground = Ground { doc, id, n_marks: 0, wrapped: false };
        let said = ground.numbers().max().map_or(0, |most| most + 1);
        ground.wrapped = n_tagged.is_none() && said == 0;
        ground.n_marks = said.max(n_tagged.unwrap_or(1));
        ground
    }

    /// An entry of the page or of the nodes above it.
    pub(super) fn inherited(&self, key: &[u8]) -> Option<&'d Object> {
        let mut node = self.doc.get_dictionary(self.id).ok()?;
        for _ in 0..DEEPEST {
            if let Ok(value) = node.get(key) {
                return Some(value);
            }
            let parent = node.get(b"Parent").and_then(Object::as_reference).ok()?;
            node = self.doc.get_dictionary(parent).ok()?;
        }
        None
    }

    /// Its content streams, as its dictionary names them.
    pub(super) fn contents(&self) -> Vec<&'d Object> {
        let Some(contents) = self.inherited(b"Contents") else { return Vec::new() };
        match self.doc.dereference(contents) {
            Ok((_, Object::Array(parts))) => parts.iter().collect(),
            Ok((_, Object::Stream(_))) => vec![contents],
            _ => Vec::new(),
        }
    }

    /// The bytes of its content streams as they stand in the file.
    pub(super) fn streams(&self) -> impl Iterator<Item = &'d Stream> {
        let doc = self.doc;
        self.contents().into_iter().filter_map(move |part| match doc.dereference(part) {
            Ok((_, Object::Stream(stream))) => Some(stream),
            _ => None,
        })
    }

    /// A dictionary among its resources.
    pub(super) fn resource(&self, key: &[u8]) -> Option<&'d Dictionary> {
        let resources = dictionary(self.doc, self.inherited(b"Resources")?)?;
        dictionary(self.doc, resources.get(key).ok()?)
    }

    /// The numbers of the marked sequences on it, whether tags know them or not.
    fn numbers(&self) -> impl Iterator<Item = usize> {
        let mut numbers = Vec::new();
        for stream in self.streams() {
            let plain = stream.decompressed_content().ok();
            marks(plain.as_deref().unwrap_or(&stream.content), &mut numbers);
        }
        let lists = self.resource(b"Properties").into_iter().flatten();
        let lists = lists.filter_map(|(_, list)| dictionary(self.doc, list));
        numbers.extend(lists.filter_map(|list| {
            list.get(b"MCID").and_then(Object::as_i64).ok().and_then(|n| usize::try_from(n).ok())
        }));
        numbers.into_iter().filter(|number| *number < MOST_MARKS)
    }
}

/// Adds the numbers that stand behind `/MCID`; too many do no harm, they only go unused.
fn marks(content: &[u8], numbers: &mut Vec<usize>) {
    const KEY: &[u8] = b"/MCID";
    let starts = content.windows(KEY.len()).enumerate().filter(|(_, bytes)| *bytes == KEY);
    for (at, _) in starts {
        let rest = content[at + KEY.len()..].trim_ascii_start();
        let n_digits = rest.iter().take_while(|byte| byte.is_ascii_digit()).count();
        let digits = std::str::from_utf8(&rest[..n_digits.min(9)]).unwrap_or_default();
        numbers.extend(digits.parse::<usize>().ok());
    }
}

/// A dictionary, its own or referred to.
pub(super) fn dictionary<'d>(doc: &'d Document, object: &'d Object) -> Option<&'d Dictionary> {
    match doc.dereference(object).ok()?.1 {
        Object::Dictionary(dictionary) => Some(dictionary),
        Object::Stream(stream) => Some(&stream.dict),
        _ => None,
    }
}

/// Copies objects of several documents into one, each once.
#[derive(Default)]
pub(super) struct Copier<'d> {
    sources: Vec<(&'d Document, BTreeMap<ObjectId, ObjectId>)>,
    waiting: Vec<(usize, ObjectId, ObjectId)>,
}

impl<'d> Copier<'d> {
    /// Copies an object and all that it refers to.
    pub(super) fn copy(
        &mut self,
        doc: &mut Document,
        source: &'d Document,
        object: &Object,
    ) -> Object {
        let known = self.sources.iter().position(|(one, _)| std::ptr::eq(*one, source));
        let n = known.unwrap_or_else(|| {
            self.sources.push((source, BTreeMap::new()));
            self.sources.len() - 1
        });
        let copied = self.shallow(doc, n, object);
        while let Some((n, old, new)) = self.waiting.pop() {
            if let Some(object) = self.sources[n].0.objects.get(&old) {
                let object = self.shallow(doc, n, object);
                doc.objects.insert(new, object);
            }
        }
        copied
    }

    /// What stands for an object that was copied.
    fn copied(&self, source: &Document, id: ObjectId) -> Option<ObjectId> {
        let (_, ids) = self.sources.iter().find(|(one, _)| std::ptr::eq(*one, source))?;
        ids.get(&id).copied()
    }

    fn shallow(&mut self, doc: &mut Document, n: usize, object: &Object) -> Object {
        match object {
            Object::Reference(id) => self.reference(doc, n, *id),
            Object::Array(items) => {
                items.iter().map(|item| self.shallow(doc, n, item)).collect::<Vec<_>>().into()
            }
            Object::Dictionary(dictionary) => self.entries(doc, n, dictionary).into(),
            Object::Stream(stream) => {
                let dict = self.entries(doc, n, &stream.dict);
                Stream::new(dict, stream.content.clone()).into()
            }
            plain => plain.clone(),
        }
    }

    fn entries(&mut self, doc: &mut Document, n: usize, dictionary: &Dictionary) -> Dictionary {
        let mut copied = Dictionary::new();
        let kept = dictionary.iter().filter(|(key, _)| !LEFT_BEHIND.contains(&key.as_slice()));
        for (key, value) in kept {
            let value = self.shallow(doc, n, value);
            copied.set(key.clone(), value);
        }
        copied
    }

    fn reference(&mut self, doc: &mut Document, n: usize, id: ObjectId) -> Object {
        if let Some(new) = self.sources[n].1.get(&id) {
            return (*new).into();
        }
        let Some(object) = self.sources[n].0.objects.get(&id) else { return Object::Null };
        // A way back into the form's pages would bring all of it along, its fields too.
        let kind = object.type_name();
        if matches!(kind, Ok(b"Page" | b"Pages" | b"Catalog" | b"Annot" | b"StructElem")) {
            return Object::Null;
        }
        let new = doc.new_object_id();
        self.sources[n].1.insert(id, new);
        self.waiting.push((n, id, new));
        new.into()
    }

    /// The layers that copied pages use, each on or off as in its form; nothing where there are none.
    pub(super) fn layers(&self) -> Option<Dictionary> {
        let (mut groups, mut off) = (Vec::new(), Vec::new());
        for (source, _) in &self.sources {
            for (group, hidden) in layers(source) {
                let Some(new) = self.copied(source, group) else { continue };
                groups.push(new.into());
                off.extend(hidden.then(|| Object::from(new)));
            }
        }
        let mut default = Dictionary::new();
        // What is hidden stays hidden: no viewer offers to switch a locked layer on.
        default.set("Locked", off.clone());
        default.set("OFF", off);
        let mut layers = Dictionary::new();
        let any = !groups.is_empty();
        layers.set("OCGs", groups);
        layers.set("D", default);
        any.then_some(layers)
    }
}

/// The layers of a form, and whether each is off.
fn layers(doc: &Document) -> Vec<(ObjectId, bool)> {
    let all = doc.catalog().ok().and_then(|catalog| catalog.get(b"OCProperties").ok());
    let Some(all) = all.and_then(|all| dictionary(doc, all)) else { return Vec::new() };
    let default = all.get(b"D").ok().and_then(|set| dictionary(doc, set));
    let off = default.and_then(|set| set.get(b"OFF").ok()).map(|off| ids(doc, off));
    let off = off.unwrap_or_default();
    let groups = all.get(b"OCGs").map(|groups| ids(doc, groups)).unwrap_or_default();
    groups.into_iter().map(|group| (group, off.contains(&group))).collect()
}

fn ids(doc: &Document, list: &Object) -> Vec<ObjectId> {
    match doc.dereference(list) {
        Ok((_, Object::Array(items))) => {
            items.iter().filter_map(|item| item.as_reference().ok()).collect()
        }
        _ => Vec::new(),
    }
}
