//! How much a page draws when every form in it is drawn as often as it is named.

use std::collections::{BTreeMap, BTreeSet};

use lopdf_read::{Dictionary, Document, Object, ObjectId, Stream};

use super::open::Fault;

/// A page may draw so many bytes of operators, forms counted each time they are drawn.
const MOST_DRAWN: u64 = 64 << 20;

/// And all pages of a file together, at most.
const MOST_DRAWN_IN_ALL: u64 = 1 << 30;

/// A small file draws less: so many bytes, and so many more for each of its own.
const SMALL_FILE: (u64, u64) = (48 << 20, 40);

/// Forms may nest so deep.
const DEEPEST: usize = 24;

/// A stream is looked into as far as this; `budget` has refused what unfolds to more.
const LARGEST_STREAM: usize = 64 << 20;

/// The weight of a form that is being weighed.
const OPEN: u64 = u64::MAX;

/// Weighs what pages draw; each form is looked into once for each set of resources.
pub(crate) struct Expansion<'d> {
    doc: &'d Document,
    weights: BTreeMap<(ObjectId, usize), u64>,
    /// What was looked into, what the pages so far draw, and how much either may come to.
    looked: u64,
    drawn: u64,
    most: u64,
}

impl<'d> Expansion<'d> {
    /// For a file of so many bytes.
    pub(crate) fn new(doc: &'d Document, n_bytes: usize) -> Expansion<'d> {
        let (base, each) = SMALL_FILE;
        let most = each.saturating_mul(n_bytes as u64).saturating_add(base).min(MOST_DRAWN_IN_ALL);
        Expansion { doc, weights: BTreeMap::new(), looked: 0, drawn: 0, most }
    }

    /// Weighs a page with its resources and its annotations' appearances.
    ///
    /// # Errors
    /// `Fault::Trap`, where it draws too much or a form in it draws itself.
    pub(crate) fn page(&mut self, id: ObjectId, number: usize) -> Result<(), Fault> {
        let trap = |what: &str| Fault::Trap(format!("page {number} {what}"));
        let Ok(page) = self.doc.get_dictionary(id) else { return Ok(()) };
        let resources = inherited(self.doc, page);
        let mut total = 0_u64;
        let contents = self.doc.get_page_contents(id);
        for stream in contents.into_iter().chain(appearances(self.doc, page)) {
            total = total.saturating_add(self.weigh(stream, resources, 0).map_err(trap)?);
        }
        self.drawn = self.drawn.saturating_add(total);
        if total > MOST_DRAWN {
            let most = MOST_DRAWN >> 20;
            return Err(trap(&format!("draws more than {most} MB when its forms are unfolded")));
        }
        if self.drawn.max(self.looked) > self.most {
            let most = self.most >> 20;
            return Err(Fault::Trap(format!("its pages draw more than {most} MB together")));
        }
        Ok(())
    }

    /// The weight of contents, a form, a pattern or a glyph with all that it draws. Where it has no
    /// resources of its own it uses those of what draws it.
    fn weigh(
        &mut self,
        id: ObjectId,
        above: Option<&'d Dictionary>,
        depth: usize,
    ) -> Result<u64, &'static str> {
        let Ok(stream) = self.doc.get_object(id).and_then(Object::as_stream) else { return Ok(0) };
        let own = stream.dict.get_deref(b"Resources", self.doc).and_then(Object::as_dict);
        let resources = own.ok().or(above);
        let key = (id, resources.map_or(0, |one| std::ptr::from_ref(one).addr()));
        match self.weights.get(&key) {
            Some(&OPEN) => return Err("has a form that draws itself"),
            Some(weight) => return Ok(*weight),
            None => {}
        }
        if depth > DEEPEST {
            return Err("has forms that nest too deep");
        }
        self.weights.insert(key, OPEN);
        let weight = self.content(stream, resources, depth + 1)?;
        // One less than the mark of an open one, so that sums never look like it.
        self.weights.insert(key, weight.min(OPEN - 1));
        Ok(weight)
    }

    fn content(
        &mut self,
        stream: &'d Stream,
        resources: Option<&'d Dictionary>,
        depth: usize,
    ) -> Result<u64, &'static str> {
        let Ok(plain) = stream.get_plain_content_with_limit(LARGEST_STREAM) else { return Ok(0) };
        let mut total = plain.len() as u64;
        self.looked = self.looked.saturating_add(total);
        if self.looked > self.most {
            return Err("and those before it have too much to look into");
        }
        let Some(resources) = resources else { return Ok(total) };
        let shown = shown(&plain);
        drop(plain);
        let forms = entries(self.doc, resources, b"XObject");
        for (name, n_times) in shown.forms {
            let Some(form) = forms.get(name.as_slice()).filter(|id| self.is_form(**id)) else {
                continue;
            };
            let weight = self.weigh(*form, Some(resources), depth)?.saturating_mul(n_times);
            total = total.saturating_add(weight);
        }
        for form in self.aside(resources, &shown.names) {
            total = total.saturating_add(self.weigh(form, Some(resources), depth)?);
        }
        let glyph = self.heaviest_glyph(resources, &shown.names, depth)?;
        Ok(total.saturating_add(glyph.saturating_mul(shown.n_letters)))
    }

    /// The weight of the heaviest glyph of the fonts whose glyphs are drawn like forms.
    fn heaviest_glyph(
        &mut self,
        resources: &'d Dictionary,
        names: &BTreeSet<Vec<u8>>,
        depth: usize,
    ) -> Result<u64, &'static str> {
        let doc = self.doc;
        let fonts = resources.get_deref(b"Font", doc).and_then(Object::as_dict);
        let mut heaviest = 0;
        let named = fonts.into_iter().flatten().filter(|(name, _)| names.contains(*name));
        for (_, font) in named {
            let font = doc.dereference(font).and_then(|(_, object)| object.as_dict());
            let Ok(font) = font else { continue };
            let Ok(glyphs) = font.get_deref(b"CharProcs", doc).and_then(Object::as_dict) else {
                continue;
            };
            let own = font.get_deref(b"Resources", doc).and_then(Object::as_dict).ok();
            let above = own.or(Some(resources));
            for (_, glyph) in glyphs {
                if let Ok(glyph) = glyph.as_reference() {
                    heaviest = heaviest.max(self.weigh(glyph, above, depth)?);
                }
            }
        }
        Ok(heaviest)
    }

    fn is_form(&self, id: ObjectId) -> bool {
        let stream = self.doc.get_object(id).and_then(Object::as_stream);
        let kind = stream.and_then(|stream| stream.dict.get_deref(b"Subtype", self.doc));
        matches!(kind, Ok(Object::Name(kind)) if kind == b"Form")
    }

    /// What resources draw with that is no form by itself: patterns and soft masks.
    fn aside(&self, resources: &Dictionary, names: &BTreeSet<Vec<u8>>) -> Vec<ObjectId> {
        let patterns = entries(self.doc, resources, b"Pattern").into_iter();
        let mut found: Vec<ObjectId> =
            patterns.filter(|(name, _)| names.contains(name)).map(|(_, id)| id).collect();
        let states = resources.get_deref(b"ExtGState", self.doc).and_then(Object::as_dict);
        let named = states.into_iter().flatten().filter(|(name, _)| names.contains(*name));
        for (_, state) in named {
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

/// What a content stream shows by name, and how many letters at the most.
#[derive(Default)]
struct Shown {
    forms: BTreeMap<Vec<u8>, u64>,
    /// Every name that stands in it: fonts, patterns, graphics states.
    names: BTreeSet<Vec<u8>>,
    n_letters: u64,
}

fn shown(content: &[u8]) -> Shown {
    let mut shown = Shown::default();
    let mut last: &[u8] = b"";
    let mut at = 0;
    while at < content.len() {
        let byte = content[at];
        match byte {
            b'(' => {
                let end = end_of_string(content, at);
                shown.n_letters += (end - at) as u64;
                at = end;
            }
            b'<' if content.get(at + 1) != Some(&b'<') => {
                let length = until(&content[at..], |byte| byte == b'>');
                shown.n_letters += length as u64 / 2;
                at += length.max(1);
            }
            b'<' => at += 2,
            b'%' => at += until(&content[at..], |byte| matches!(byte, b'\r' | b'\n')),
            b'/' => {
                let length = 1 + until(&content[at + 1..], is_border);
                last = &content[at + 1..at + length];
                if !shown.names.contains(last) {
                    shown.names.insert(spelled(last));
                }
                at += length;
            }
            _ if is_border(byte) => at += 1,
            _ => {
                let length = until(&content[at..], is_border);
                match &content[at..at + length] {
                    b"Do" => *shown.forms.entry(spelled(last)).or_insert(0) += 1,
                    b"ID" => at += end_of_picture(&content[at..]),
                    _ => {}
                }
                at += length;
            }
        }
    }
    shown
}

/// How far the bytes of a picture within the contents reach.
fn end_of_picture(content: &[u8]) -> usize {
    let ends =
        |four: &[u8]| four[0].is_ascii_whitespace() && &four[1..3] == b"EI" && is_border(four[3]);
    content.windows(4).position(ends).unwrap_or(0)
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
        let shown = shown(content);
        let wanted: BTreeMap<Vec<u8>, u64> = [(b"A".to_vec(), 3), (b"A B".to_vec(), 1)].into();
        assert_eq!(shown.forms, wanted);
    }
}
