//! How much a page draws when every form in it is drawn as often as it is named.

use std::collections::BTreeMap;

use lopdf_read::{Dictionary, Document, Object, ObjectId};

use super::open::Fault;

/// A page may draw so many bytes of operators, forms counted each time they are drawn.
const MOST_DRAWN: u64 = 256 << 20;

/// Forms may nest so deep.
const DEEPEST: usize = 24;

/// A stream is looked into as far as this; `budget` has refused what unfolds to more.
const LARGEST_STREAM: usize = 64 << 20;

/// Weighs what pages draw; each form is looked into once.
pub(crate) struct Expansion<'d> {
    doc: &'d Document,
    weights: BTreeMap<ObjectId, u64>,
}

impl<'d> Expansion<'d> {
    pub(crate) fn new(doc: &'d Document) -> Expansion<'d> {
        Expansion { doc, weights: BTreeMap::new() }
    }

    /// Weighs a page with its resources and its annotations' appearances.
    ///
    /// # Errors
    /// `Fault::Trap`, where it draws too much or a form in it draws itself.
    pub(crate) fn page(&mut self, id: ObjectId, number: usize) -> Result<(), Fault> {
        let trap = |what: &str| Fault::Trap(format!("page {number} {what}"));
        let Ok(page) = self.doc.get_dictionary(id) else { return Ok(()) };
        let mut total = 0_u64;
        for stream in self.doc.get_page_contents(id) {
            let resources = inherited(self.doc, page);
            total = total.saturating_add(self.content(stream, resources, 0).map_err(trap)?);
        }
        for form in appearances(self.doc, page) {
            total = total.saturating_add(self.form(form, 0).map_err(trap)?);
        }
        match total > MOST_DRAWN {
            true => {
                let most = MOST_DRAWN >> 20;
                Err(trap(&format!("draws more than {most} MB when its forms are unfolded")))
            }
            false => Ok(()),
        }
    }

    /// The weight of a form, pattern or glyph with all that it draws.
    fn form(&mut self, id: ObjectId, depth: usize) -> Result<u64, &'static str> {
        /// The weight of a form that is being weighed.
        const OPEN: u64 = u64::MAX;
        match self.weights.get(&id) {
            Some(&OPEN) => return Err("has a form that draws itself"),
            Some(weight) => return Ok(*weight),
            None => {}
        }
        if depth > DEEPEST {
            return Err("has forms that nest too deep");
        }
        let Ok(stream) = self.doc.get_object(id).and_then(Object::as_stream) else { return Ok(0) };
        self.weights.insert(id, OPEN);
        let resources = stream.dict.get_deref(b"Resources", self.doc).and_then(Object::as_dict);
        let weight = self.content(id, resources.ok(), depth + 1)?;
        // One less than the mark of an open one, so that sums never look like it.
        self.weights.insert(id, weight.min(OPEN - 1));
        Ok(weight)
    }

    fn content(
        &mut self,
        id: ObjectId,
        resources: Option<&'d Dictionary>,
        depth: usize,
    ) -> Result<u64, &'static str> {
        let Ok(stream) = self.doc.get_object(id).and_then(Object::as_stream) else { return Ok(0) };
        let Ok(plain) = stream.get_plain_content_with_limit(LARGEST_STREAM) else { return Ok(0) };
        let mut total = plain.len() as u64;
        let Some(resources) = resources else { return Ok(total) };
        let forms = entries(self.doc, resources, b"XObject");
        for (name, n_times) in drawn(&plain) {
            let Some(form) = forms.get(name.as_slice()).filter(|id| self.is_form(**id)) else {
                continue;
            };
            let weight = self.form(*form, depth)?.saturating_mul(n_times);
            total = total.saturating_add(weight);
        }
        drop(plain);
        for form in self.aside(resources) {
            total = total.saturating_add(self.form(form, depth)?);
        }
        Ok(total)
    }

    fn is_form(&self, id: ObjectId) -> bool {
        let stream = self.doc.get_object(id).and_then(Object::as_stream);
        let kind = stream.and_then(|stream| stream.dict.get_deref(b"Subtype", self.doc));
        matches!(kind, Ok(Object::Name(kind)) if kind == b"Form")
    }

    /// What resources draw with that is no form by itself: patterns and soft masks.
    fn aside(&self, resources: &Dictionary) -> Vec<ObjectId> {
        let mut found: Vec<ObjectId> =
            entries(self.doc, resources, b"Pattern").into_values().collect();
        let states = resources.get_deref(b"ExtGState", self.doc).and_then(Object::as_dict);
        for (_, state) in states.into_iter().flatten() {
            let state = self.doc.dereference(state).and_then(|(_, object)| object.as_dict());
            let mask = state.and_then(|state| state.get_deref(b"SMask", self.doc));
            let group = mask.and_then(Object::as_dict).and_then(|mask| mask.get(b"G"));
            found.extend(group.and_then(Object::as_reference));
        }
        found
    }
}

/// Named resources of one kind that are objects of their own.
fn entries(doc: &Document, resources: &Dictionary, kind: &[u8]) -> BTreeMap<Vec<u8>, ObjectId> {
    let Ok(named) = resources.get_deref(kind, doc).and_then(Object::as_dict) else {
        return BTreeMap::new();
    };
    named.iter().filter_map(|(name, one)| Some((name.clone(), one.as_reference().ok()?))).collect()
}

fn inherited<'d>(doc: &'d Document, page: &'d Dictionary) -> Option<&'d Dictionary> {
    let mut node = page;
    for _ in 0..64 {
        if let Ok(resources) = node.get_deref(b"Resources", doc).and_then(Object::as_dict) {
            return Some(resources);
        }
        node = node.get_deref(b"Parent", doc).and_then(Object::as_dict).ok()?;
    }
    None
}

/// The appearances of a page's annotations, in whatever state.
fn appearances(doc: &Document, page: &Dictionary) -> Vec<ObjectId> {
    let Ok(annotations) = page.get_deref(b"Annots", doc).and_then(Object::as_array) else {
        return Vec::new();
    };
    let mut found = Vec::new();
    for annotation in annotations {
        let annotation = doc.dereference(annotation).and_then(|(_, object)| object.as_dict());
        let looks = annotation.and_then(|one| one.get_deref(b"AP", doc)).and_then(Object::as_dict);
        let Ok(normal) = looks.and_then(|looks| looks.get(b"N")) else { continue };
        match doc.dereference(normal) {
            Ok((Some(id), Object::Stream(_))) => found.push(id),
            Ok((_, Object::Dictionary(states))) => {
                found.extend(states.iter().filter_map(|(_, one)| one.as_reference().ok()));
            }
            _ => {}
        }
    }
    found
}

/// The names that a content stream draws, each with how often.
fn drawn(content: &[u8]) -> BTreeMap<Vec<u8>, u64> {
    let mut names = BTreeMap::new();
    let mut last: &[u8] = b"";
    let mut at = 0;
    while at < content.len() {
        let byte = content[at];
        match byte {
            b'(' => at = end_of_string(content, at),
            b'%' => at += until(&content[at..], |byte| matches!(byte, b'\r' | b'\n')),
            b'/' => {
                let length = 1 + until(&content[at + 1..], is_border);
                last = &content[at + 1..at + length];
                at += length;
            }
            _ if is_border(byte) => at += 1,
            _ => {
                let length = until(&content[at..], is_border);
                if &content[at..at + length] == b"Do" {
                    *names.entry(spelled(last)).or_insert(0) += 1;
                }
                at += length;
            }
        }
    }
    names
}

fn is_border(byte: u8) -> bool {
    byte.is_ascii_whitespace()
        || matches!(byte, 0 | b'(' | b')' | b'<' | b'>' | b'[' | b']' | b'{' | b'}' | b'/' | b'%')
}

fn until(text: &[u8], stop: impl Fn(u8) -> bool) -> usize {
    text.iter().position(|byte| stop(*byte)).unwrap_or(text.len())
}

/// The place behind a string in brackets, which may hold brackets.
fn end_of_string(content: &[u8], start: usize) -> usize {
    let (mut depth, mut at) = (0, start);
    while at < content.len() {
        match content[at] {
            b'\\' => at += 1,
            b'(' => depth += 1,
            b')' => depth -= 1,
            _ => {}
        }
        at += 1;
        if depth == 0 {
            break;
        }
    }
    at
}

/// Names with their spelled-out bytes read.
pub(super) fn spelled(name: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(name.len());
    let mut at = 0;
    while at < name.len() {
        let digits = name.get(at + 1..at + 3).and_then(|two| std::str::from_utf8(two).ok());
        let byte = digits.and_then(|two| u8::from_str_radix(two, 16).ok());
        match byte.filter(|_| name[at] == b'#') {
            Some(byte) => {
                out.push(byte);
                at += 3;
            }
            None => {
                out.push(name[at]);
                at += 1;
            }
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_counted_where_they_are_drawn() {
        let content = b"q /A Do Q (/B Do \\) (x) /B Do) Tj /C gs /A#20B Do % /D Do\n/A Do <2F> Do";
        let names = drawn(content);
        let wanted: BTreeMap<Vec<u8>, u64> = [(b"A".to_vec(), 3), (b"A B".to_vec(), 1)].into();
        assert_eq!(names, wanted);
    }
}
