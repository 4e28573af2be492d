//! Pages of one object tree copied into another, with all that they draw and nothing that they do.

use std::collections::BTreeMap;

use lopdf::{Dictionary, Document, Object, ObjectId, dictionary};

use super::Fault;
use super::annotations::Shown;
use super::foreign::Pages;

/// What a page may bring: how it looks. Actions, tags, threads and private data stay behind.
const PAGE_KEYS: [&str; 10] = [
    "Contents",
    "Resources",
    "MediaBox",
    "CropBox",
    "BleedBox",
    "TrimBox",
    "ArtBox",
    "Rotate",
    "UserUnit",
    "Group",
];

/// What a page may inherit from the nodes above it.
const INHERITED: [&str; 4] = ["Resources", "MediaBox", "CropBox", "Rotate"];

/// How far up a page inherits at most; a longer way is a circle.
const DEEPEST: usize = 64;

/// A copy from one document to another; each object goes over once.
pub(super) struct Graft<'d> {
    source: &'d Document,
    pages: &'d [ObjectId],
    target: &'d mut Document,
    tree: ObjectId,
    ids: BTreeMap<ObjectId, ObjectId>,
    waiting: Vec<ObjectId>,
}

impl<'d> Graft<'d> {
    pub(super) fn new(source: &'d Pages, target: &'d mut Document, tree: ObjectId) -> Graft<'d> {
        let ids = BTreeMap::new();
        Graft { source: &source.doc, pages: &source.ids, target, tree, ids, waiting: Vec::new() }
    }

    /// Copies all pages; returns them in order.
    pub(super) fn pages(&mut self) -> Result<Vec<ObjectId>, Fault> {
        let new: Vec<ObjectId> = self.pages.iter().map(|_| self.target.new_object_id()).collect();
        self.ids.extend(self.pages.iter().copied().zip(new.iter().copied()));
        for (n, (old, new)) in self.pages.iter().zip(&new).enumerate() {
            let page = self.page(*old, n + 1)?;
            self.target.set_object(*new, page);
        }
        self.copy_waiting();
        Ok(new)
    }

    fn page(&mut self, id: ObjectId, number: usize) -> Result<Dictionary, Fault> {
        let source = self.source;
        let damaged = |what: &str| Fault::Damaged(format!("page {number} {what}"));
        let own = source.get_dictionary(id).map_err(|_| damaged("cannot be read"))?;
        let mut looks = Dictionary::new();
        for key in PAGE_KEYS {
            let value = own.get(key.as_bytes()).ok();
            let above = || INHERITED.contains(&key).then(|| inherited(source, own, key)).flatten();
            if let Some(value) = value.or_else(above) {
                looks.set(key, value.clone());
            }
        }
        if !looks.has(b"MediaBox") {
            return Err(damaged("has no size"));
        }
        if !contents_present(source, &looks) {
            return Err(damaged("has lost its contents"));
        }
        let shown = Shown::read(source, own).map_err(|_| Fault::UnseenValue(number))?;
        let mut page = dictionary! { "Type" => "Page", "Parent" => self.tree };
        for (key, value) in &looks {
            let value = self.copy(value);
            page.set(key.clone(), value);
        }
        if !shown.links.is_empty() {
            let links: Vec<Object> = shown.links.iter().map(|link| self.copy(link)).collect();
            page.set("Annots", links);
        }
        if !shown.drawn.is_empty() {
            self.draw(&mut page, &looks, &shown);
        }
        Ok(page)
    }

    /// Draws appearances over a page, inside a graphics state of their own.
    fn draw(&mut self, page: &mut Dictionary, looks: &Dictionary, shown: &Shown) {
        let old = looks.get_deref(b"Resources", self.source).and_then(Object::as_dict).cloned();
        let mut resources = old.unwrap_or_default();
        let named = resources.get_deref(b"XObject", self.source).and_then(Object::as_dict).cloned();
        let mut forms = named.unwrap_or_default();
        let mut ops = String::from("\nQ\n");
        for (n, drawn) in shown.drawn.iter().enumerate() {
            let mut name = format!("Shown{n}");
            while forms.has(name.as_bytes()) {
                name.push('x');
            }
            let [a, b, c, d, e, f] = drawn.matrix;
            ops.push_str(&format!("q {a} {b} {c} {d} {e} {f} cm /{name} Do Q\n"));
            forms.set(name, drawn.form);
        }
        resources.set("XObject", forms);
        let resources = self.copy(&Object::Dictionary(resources));
        page.set("Resources", resources);

        let mut contents = vec![self.content("q\n")];
        match page.get(b"Contents") {
            Ok(Object::Array(parts)) => contents.extend(parts.iter().cloned()),
            Ok(one) => contents.extend(self.parts(looks, one.clone())),
            Err(_) => {}
        }
        contents.push(self.content(&ops));
        page.set("Contents", contents);
    }

    /// The parts of `/Contents`, which may be one stream or an indirect array of them.
    fn parts(&mut self, looks: &Dictionary, copied: Object) -> Vec<Object> {
        match looks.get_deref(b"Contents", self.source) {
            Ok(Object::Array(parts)) => parts.iter().map(|part| self.copy(part)).collect(),
            _ => vec![copied],
        }
    }

    fn content(&mut self, ops: &str) -> Object {
        self.target
            .add_object(lopdf::Stream::new(Dictionary::new(), ops.as_bytes().to_vec()))
            .into()
    }

    /// Copies an object; what it refers to is copied later.
    fn copy(&mut self, object: &Object) -> Object {
        match object {
            Object::Reference(id) => self.reference(*id),
            Object::Array(items) => {
                items.iter().map(|item| self.copy(item)).collect::<Vec<_>>().into()
            }
            Object::Dictionary(dictionary) => self.copy_dictionary(dictionary).into(),
            Object::Stream(stream) => {
                let mut stream = stream.clone();
                // Stated anew on writing; it may be an object of its own.
                stream.dict.remove(b"Length");
                stream.dict = self.copy_dictionary(&stream.dict);
                stream.into()
            }
            plain => plain.clone(),
        }
    }

    fn copy_dictionary(&mut self, dictionary: &Dictionary) -> Dictionary {
        let mut copied = Dictionary::new();
        for (key, value) in dictionary {
            let value = self.copy(value);
            copied.set(key.clone(), value);
        }
        copied
    }

    fn reference(&mut self, id: ObjectId) -> Object {
        if let Some(new) = self.ids.get(&id) {
            return (*new).into();
        }
        let Some(object) = self.source.objects.get(&id) else { return Object::Null };
        // A way back into the old page tree would bring the whole file along.
        if matches!(object.type_name(), Ok(b"Page" | b"Pages" | b"Catalog")) {
            return Object::Null;
        }
        let new = self.target.new_object_id();
        self.ids.insert(id, new);
        self.waiting.push(id);
        new.into()
    }

    fn copy_waiting(&mut self) {
        let source = self.source;
        while let Some(id) = self.waiting.pop() {
            if let (Some(object), Some(new)) = (source.objects.get(&id), self.ids.get(&id).copied())
            {
                let object = self.copy(object);
                self.target.objects.insert(new, object);
            }
        }
    }

    /// Adds the file's layers that its pages use, and which of them are switched off.
    pub(super) fn layers(&mut self, layers: &mut Layers) {
        let source = self.source;
        let Ok(properties) = source.catalog().and_then(|c| c.get_deref(b"OCProperties", source))
        else {
            return;
        };
        let Ok(properties) = properties.as_dict() else { return };
        let groups = references(source, properties, b"OCGs");
        let default = properties
            .get_deref(b"D", source)
            .and_then(Object::as_dict)
            .cloned()
            .unwrap_or_default();
        let base_off =
            matches!(default.get(b"BaseState"), Ok(Object::Name(state)) if state == b"OFF");
        let (on, off) = (references(source, &default, b"ON"), references(source, &default, b"OFF"));
        for group in groups {
            let Some(new) = self.ids.get(&group).copied() else { continue };
            layers.groups.push(new.into());
            if off.contains(&group) || (base_off && !on.contains(&group)) {
                layers.off.push(new.into());
            }
        }
    }
}

/// Layers of all files: without them a layer that was switched off would show.
#[derive(Default)]
pub(super) struct Layers {
    groups: Vec<Object>,
    off: Vec<Object>,
}

impl Layers {
    /// The catalog's entry; none where no page uses layers.
    pub(super) fn properties(self) -> Option<Dictionary> {
        let default = dictionary! { "OFF" => self.off };
        (!self.groups.is_empty()).then(|| dictionary! { "OCGs" => self.groups, "D" => default })
    }
}

fn references(source: &Document, dictionary: &Dictionary, key: &[u8]) -> Vec<ObjectId> {
    let Ok(Object::Array(items)) = dictionary.get_deref(key, source) else { return Vec::new() };
    items.iter().filter_map(|item| item.as_reference().ok()).collect()
}

fn inherited<'d>(source: &'d Document, page: &'d Dictionary, key: &str) -> Option<&'d Object> {
    let mut node = page;
    for _ in 0..DEEPEST {
        node = node.get_deref(b"Parent", source).and_then(Object::as_dict).ok()?;
        if let Ok(value) = node.get(key.as_bytes()) {
            return Some(value);
        }
    }
    None
}

/// A page may be blank, but contents that it names must be there.
fn contents_present(source: &Document, looks: &Dictionary) -> bool {
    let is_stream =
        |part: &Object| source.dereference(part).is_ok_and(|(_, part)| part.as_stream().is_ok());
    match looks.get(b"Contents").map(|contents| source.dereference(contents)) {
        Err(_) => true,
        Ok(Ok((_, Object::Array(parts)))) => parts.iter().all(is_stream),
        Ok(Ok((_, contents))) => matches!(contents, Object::Stream(_) | Object::Null),
        Ok(Err(_)) => false,
    }
}
