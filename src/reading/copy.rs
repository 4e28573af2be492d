//! Objects of one file copied into another document, each once, with all that they refer to.

use std::collections::BTreeMap;

use lopdf::{Dictionary, Document, Object, ObjectId, Stream, StringFormat};
use lopdf_read as read;
use lopdf_read::xref::XrefEntry;

use super::jpeg;

/// Entries of a stream that mean nothing elsewhere, or lead out of the page: its length, stated anew
/// on writing; its place in a tree of tags; attached files; contents and pages in other files.
const LEFT_BEHIND: [&[u8]; 12] = [
    b"Length",
    b"StructParent",
    b"StructParents",
    b"AF",
    b"Metadata",
    b"PieceInfo",
    b"LastModified",
    b"OPI",
    b"Ref",
    b"F",
    b"FFilter",
    b"FDecodeParms",
];

/// A copy from a file that was read to a document under construction.
pub(crate) struct Copier<'d> {
    pub(crate) source: &'d read::Document,
    pub(crate) target: &'d mut Document,
    ids: BTreeMap<read::ObjectId, ObjectId>,
    waiting: Vec<read::ObjectId>,
    /// The first object that the file's table knows and that could not be read.
    pub(crate) lost: Option<read::ObjectId>,
}

impl<'d> Copier<'d> {
    pub(crate) fn new(source: &'d read::Document, target: &'d mut Document) -> Copier<'d> {
        Copier { source, target, ids: BTreeMap::new(), waiting: Vec::new(), lost: None }
    }

    /// Copies an object; what it refers to is copied by `finish`.
    pub(crate) fn copy(&mut self, object: &read::Object) -> Object {
        match object {
            read::Object::Null => Object::Null,
            read::Object::Boolean(flag) => Object::Boolean(*flag),
            read::Object::Integer(number) => Object::Integer(*number),
            read::Object::Real(number) => Object::Real(*number),
            read::Object::Name(name) => Object::Name(name.clone()),
            read::Object::String(text, format) => Object::String(
                text.clone(),
                match format {
                    read::StringFormat::Literal => StringFormat::Literal,
                    read::StringFormat::Hexadecimal => StringFormat::Hexadecimal,
                },
            ),
            read::Object::Array(items) => {
                items.iter().map(|item| self.copy(item)).collect::<Vec<_>>().into()
            }
            read::Object::Dictionary(dictionary) => self.dictionary(dictionary).into(),
            read::Object::Stream(stream) => self.stream(stream).into(),
            read::Object::Reference(id) => self.reference(*id),
        }
    }

    pub(crate) fn dictionary(&mut self, dictionary: &read::Dictionary) -> Dictionary {
        let mut copied = Dictionary::new();
        for (key, value) in dictionary {
            let value = self.copy(value);
            copied.set(key.clone(), value);
        }
        copied
    }

    /// A stream as it is, unfolded by nobody; of a JPEG what draws.
    pub(crate) fn stream(&mut self, stream: &read::Stream) -> Stream {
        let mut kept = read::Dictionary::new();
        for (key, value) in &stream.dict {
            if !LEFT_BEHIND.contains(&key.as_slice()) {
                kept.set(key.clone(), value.clone());
            }
        }
        let dictionary = self.dictionary(&kept);
        let content = self.drawing(stream).unwrap_or_else(|| stream.content.clone());
        Stream::new(dictionary, content)
    }

    /// A JPEG without the place, device and owner of a photograph; nothing for all else, and for
    /// one that ends early, which only its own bytes can show.
    fn drawing(&self, stream: &read::Stream) -> Option<Vec<u8>> {
        let filter = stream.dict.get_deref(b"Filter", self.source).ok()?;
        let filter = match filter {
            read::Object::Array(filters) if filters.len() == 1 => {
                self.source.dereference(&filters[0]).ok()?.1
            }
            other => other,
        };
        let packed = matches!(filter.as_name(), Ok(b"DCTDecode" | b"DCT"));
        packed.then(|| jpeg::walk(&stream.content))?.map(|walked| walked.drawing)
    }

    /// The object in the target that stands for one of the source; `Null` for none.
    pub(crate) fn reference(&mut self, id: read::ObjectId) -> Object {
        if let Some(new) = self.ids.get(&id) {
            return (*new).into();
        }
        let Some(object) = self.source.objects.get(&id) else {
            self.miss(id);
            return Object::Null;
        };
        // A way back into the old page tree would bring the whole file along.
        if matches!(object.type_name(), Ok(b"Page" | b"Pages" | b"Catalog")) {
            return Object::Null;
        }
        let new = self.target.new_object_id();
        self.ids.insert(id, new);
        self.waiting.push(id);
        new.into()
    }

    /// A reference to nothing means null; one to an object that is there and unreadable is a loss.
    fn miss(&mut self, id: read::ObjectId) {
        let known = match self.source.reference_table.get(id.0) {
            Some(XrefEntry::Normal { generation, .. }) => *generation == id.1,
            Some(XrefEntry::Compressed { .. }) => true,
            _ => false,
        };
        if known {
            self.lost.get_or_insert(id);
        }
    }

    /// What stands in the target for an object of the source, where it was copied.
    pub(crate) fn copied(&self, id: read::ObjectId) -> Option<ObjectId> {
        self.ids.get(&id).copied()
    }

    /// Copies everything that copied objects refer to.
    pub(crate) fn finish(&mut self) {
        let source = self.source;
        while let Some(id) = self.waiting.pop() {
            if let (Some(object), Some(new)) = (source.objects.get(&id), self.copied(id)) {
                let object = self.copy(object);
                self.target.objects.insert(new, object);
            }
        }
    }
}
