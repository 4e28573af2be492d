//! A file that was read to the same objects in a document that can be written, each under its number.

use lopdf::{Dictionary, Document, Object, ObjectId, Stream, StringFormat};
use lopdf_read as read;
use lopdf_read::xref::XrefEntry;

use super::open::Pages;

/// The objects of a file, and its pages in order. References to nothing are null; only those to
/// objects that the file's table knows and that could not be read still lead nowhere.
pub(crate) fn whole(source: &Pages) -> (Document, Vec<ObjectId>) {
    let mut doc = Document::with_version("1.7");
    let conversion = Conversion { source: &source.doc };
    for (&(number, _), object) in &source.doc.objects {
        doc.max_id = doc.max_id.max(number);
        doc.objects.insert((number, 0), conversion.object(object));
    }
    // New objects get numbers that no lost one has.
    let known = source.doc.reference_table.entries.keys().next_back().copied().unwrap_or(0);
    doc.max_id = doc.max_id.max(known);
    doc.trailer = conversion.dictionary(&source.doc.trailer);
    (doc, source.ids.iter().map(|id| (id.0, 0)).collect())
}

struct Conversion<'d> {
    source: &'d read::Document,
}

impl Conversion<'_> {
    fn object(&self, object: &read::Object) -> Object {
        match object {
            read::Object::Null => Object::Null,
            read::Object::Boolean(flag) => Object::Boolean(*flag),
            read::Object::Integer(number) => Object::Integer(*number),
            read::Object::Real(number) => Object::Real(*number),
            read::Object::Name(name) => Object::Name(name.clone()),
            read::Object::String(text, read::StringFormat::Literal) => {
                Object::String(text.clone(), StringFormat::Literal)
            }
            read::Object::String(text, read::StringFormat::Hexadecimal) => {
                Object::String(text.clone(), StringFormat::Hexadecimal)
            }
            read::Object::Array(items) => {
                Object::Array(items.iter().map(|item| self.object(item)).collect())
            }
            read::Object::Dictionary(dictionary) => self.dictionary(dictionary).into(),
            read::Object::Stream(stream) => {
                Stream::new(self.dictionary(&stream.dict), stream.content.clone()).into()
            }
            read::Object::Reference(id) => self.reference(*id),
        }
    }

    fn dictionary(&self, dictionary: &read::Dictionary) -> Dictionary {
        let mut converted = Dictionary::new();
        for (key, value) in dictionary {
            let value = self.object(value);
            converted.set(key.clone(), value);
        }
        converted
    }

    fn reference(&self, id: read::ObjectId) -> Object {
        let known = match self.source.reference_table.get(id.0) {
            _ if self.source.objects.contains_key(&id) => true,
            Some(XrefEntry::Normal { generation, .. }) => *generation == id.1,
            Some(XrefEntry::Compressed { .. }) => true,
            _ => false,
        };
        if known { Object::Reference((id.0, 0)) } else { Object::Null }
    }
}
