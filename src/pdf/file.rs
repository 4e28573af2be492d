//! An object tree to the bytes of a file: object streams and a cross-reference stream.

use std::io::Write as _;

use lopdf::{Dictionary, Document, Object, Stream, StringFormat};

use super::Deflate;

/// How many objects share one object stream.
const SHARED: usize = 400;

/// Where an object stands.
#[derive(Clone, Copy)]
enum Place {
    Free,
    /// Offset in the file.
    At(usize),
    /// Object stream and place in it.
    In(u32, usize),
}

/// Writes a document whose objects all have generation 0. Streams are taken as they are.
///
/// Same document, same bytes: objects are written in the order of their numbers.
pub(crate) fn write(doc: &Document, deflate: &mut Deflate) -> Vec<u8> {
    let mut file = File::new(64 << 10);
    let mut small = Vec::new();
    for (&(id, _), object) in &doc.objects {
        match object {
            Object::Stream(stream) => file.stream(id, &stream.dict, &stream.content),
            _ => small.push((id, object)),
        }
    }
    file.make_room(doc.objects.keys().next_back().map_or(0, |id| id.0));
    file.small(&small, deflate);
    file.finish(&doc.trailer, deflate)
}

/// A file written while its document grows, so that streams are never held twice.
pub(crate) struct Writer {
    file: File,
    small: Vec<(u32, Object)>,
}

impl Writer {
    /// An empty file; `n_bytes` is how large it may become, as far as that is known.
    pub(crate) fn new(n_bytes: usize) -> Writer {
        Writer { file: File::new(n_bytes), small: Vec::new() }
    }

    /// Takes all objects out of a document, which goes on counting: each object is complete, and no
    /// number comes twice.
    pub(crate) fn take(&mut self, doc: &mut Document) {
        for ((id, _), object) in std::mem::take(&mut doc.objects) {
            match object {
                Object::Stream(stream) => self.file.stream(id, &stream.dict, &stream.content),
                _ => self.small.push((id, object)),
            }
        }
    }

    /// Ends the file: what is left in the document, and its trailer.
    pub(crate) fn finish(mut self, mut doc: Document, deflate: &mut Deflate) -> Vec<u8> {
        self.take(&mut doc);
        self.file.make_room(doc.max_id);
        let small: Vec<(u32, &Object)> = self.small.iter().map(|(id, one)| (*id, one)).collect();
        self.file.small(&small, deflate);
        self.file.finish(&doc.trailer, deflate)
    }
}

struct File {
    bytes: Vec<u8>,
    places: Vec<Place>,
}

impl File {
    fn new(n_bytes: usize) -> File {
        let mut bytes = Vec::with_capacity(n_bytes);
        bytes.extend_from_slice(b"%PDF-1.7\n%\xE2\xE3\xCF\xD3\n");
        File { bytes, places: vec![Place::Free] }
    }

    /// Makes room for the places of all objects up to one.
    fn make_room(&mut self, last: u32) {
        let n = self.places.len().max(last as usize + 1);
        self.places.resize(n, Place::Free);
    }

    fn small(&mut self, objects: &[(u32, &Object)], deflate: &mut Deflate) {
        for shared in objects.chunks(SHARED) {
            self.object_stream(shared, deflate);
        }
    }

    fn next_id(&mut self) -> u32 {
        self.places.push(Place::Free);
        (self.places.len() - 1) as u32
    }

    fn stream(&mut self, id: u32, dictionary: &Dictionary, content: &[u8]) {
        self.make_room(id);
        self.places[id as usize] = Place::At(self.bytes.len());
        let _ = write!(self.bytes, "{id} 0 obj\n<<");
        for (key, value) in dictionary {
            if key != b"Length" {
                name(&mut self.bytes, key);
                put(&mut self.bytes, value);
            }
        }
        let _ = writeln!(self.bytes, "/Length {}>>stream", content.len());
        self.bytes.extend_from_slice(content);
        self.bytes.extend_from_slice(b"\nendstream\nendobj\n");
    }

    fn object_stream(&mut self, objects: &[(u32, &Object)], deflate: &mut Deflate) {
        let container = self.next_id();
        let (mut index, mut body) = (Vec::new(), Vec::with_capacity(16 << 10));
        for (n, (id, object)) in objects.iter().enumerate() {
            number(&mut index, i64::from(*id));
            index.push(b' ');
            number(&mut index, body.len() as i64);
            index.push(b' ');
            put(&mut body, object);
            body.push(b' ');
            self.places[*id as usize] = Place::In(container, n);
        }
        let mut dictionary = Dictionary::new();
        dictionary.set("Type", "ObjStm");
        dictionary.set("N", objects.len() as i64);
        dictionary.set("First", index.len() as i64);
        dictionary.set("Filter", "FlateDecode");
        index.append(&mut body);
        let packed = deflate.pack(&mut index, b" ");
        self.stream(container, &dictionary, &packed);
    }

    fn finish(mut self, trailer: &Dictionary, deflate: &mut Deflate) -> Vec<u8> {
        let id = self.next_id();
        let start = self.bytes.len();
        self.places[id as usize] = Place::At(start);
        let mut rows = Vec::with_capacity(7 * self.places.len());
        self.places.iter().for_each(|place| rows.extend_from_slice(&row(*place)));
        // A further row is a further free object, which means nothing.
        let packed = deflate.pack(&mut rows, &row(Place::Free));
        let mut dictionary = Dictionary::new();
        for key in ["Root", "Info", "ID"] {
            if let Ok(value) = trailer.get(key.as_bytes()) {
                dictionary.set(key, value.clone());
            }
        }
        dictionary.set("Type", "XRef");
        dictionary.set("Size", (rows.len() / 7) as i64);
        dictionary.set("W", vec![1.into(), 4.into(), 2.into()]);
        dictionary.set("Filter", "FlateDecode");
        self.stream(id, &dictionary, &packed);
        let _ = write!(self.bytes, "startxref\n{start}\n%%EOF\n");
        self.bytes
    }
}

/// A row of the cross-reference stream: kind, and two numbers by kind.
fn row(place: Place) -> [u8; 7] {
    let (kind, first, second) = match place {
        Place::Free => (0, 0, 0xFFFF),
        Place::At(offset) => (1, offset as u32, 0),
        Place::In(container, n) => (2, container, n as u16),
    };
    let mut row = [kind; 7];
    row[1..5].copy_from_slice(&first.to_be_bytes());
    row[5..].copy_from_slice(&second.to_be_bytes());
    row
}

/// Writes any object but a stream; values that need it bring their own space before them.
fn put(out: &mut Vec<u8>, object: &Object) {
    match object {
        Object::Null => out.extend_from_slice(b" null"),
        Object::Boolean(true) => out.extend_from_slice(b" true"),
        Object::Boolean(false) => out.extend_from_slice(b" false"),
        Object::Integer(n) => {
            out.push(b' ');
            number(out, *n);
        }
        Object::Real(n) => drop(write!(out, " {n}")),
        Object::Reference((id, generation)) => {
            out.push(b' ');
            number(out, i64::from(*id));
            out.push(b' ');
            number(out, i64::from(*generation));
            out.extend_from_slice(b" R");
        }
        Object::Name(word) => name(out, word),
        Object::String(text, StringFormat::Literal) => literal(out, text),
        Object::String(text, StringFormat::Hexadecimal) => {
            out.push(b'<');
            text.iter().for_each(|byte| drop(write!(out, "{byte:02X}")));
            out.push(b'>');
        }
        Object::Array(items) => {
            out.push(b'[');
            items.iter().for_each(|item| put(out, item));
            out.push(b']');
        }
        Object::Dictionary(dictionary) | Object::Stream(Stream { dict: dictionary, .. }) => {
            out.extend_from_slice(b"<<");
            for (key, value) in dictionary {
                name(out, key);
                put(out, value);
            }
            out.extend_from_slice(b">>");
        }
    }
}

/// Writes a whole number; formatting it would take several times as long, thousands of times a file.
fn number(out: &mut Vec<u8>, n: i64) {
    if n < 0 {
        out.push(b'-');
    }
    let mut rest = n.unsigned_abs();
    let mut digits = [0; 20];
    let mut at = digits.len();
    loop {
        at -= 1;
        digits[at] = b'0' + (rest % 10) as u8;
        rest /= 10;
        if rest == 0 {
            break;
        }
    }
    out.extend_from_slice(&digits[at..]);
}

fn name(out: &mut Vec<u8>, word: &[u8]) {
    out.push(b'/');
    for byte in word {
        match byte {
            b'(' | b')' | b'<' | b'>' | b'[' | b']' | b'{' | b'}' | b'/' | b'%' | b'#' => {
                drop(write!(out, "#{byte:02X}"));
            }
            33..=126 => out.push(*byte),
            _ => drop(write!(out, "#{byte:02X}")),
        }
    }
}

fn literal(out: &mut Vec<u8>, text: &[u8]) {
    out.push(b'(');
    for byte in text {
        match byte {
            b'(' | b')' | b'\\' => out.extend_from_slice(&[b'\\', *byte]),
            b'\r' => out.extend_from_slice(b"\\r"),
            _ => out.push(*byte),
        }
    }
    out.push(b')');
}

#[cfg(test)]
mod tests {
    use super::number;

    #[test]
    fn numbers_are_written_as_they_are_formatted() {
        for n in [0, 7, -1, 10, -4096, 65_535, i64::MAX, i64::MIN] {
            let mut out = Vec::new();
            number(&mut out, n);
            assert_eq!(String::from_utf8_lossy(&out), n.to_string());
        }
    }
}
