//! The fonts that pages use: whether each is embedded, of a kind that prints well, and can be searched.

use std::collections::{BTreeMap, BTreeSet};

use lopdf_read::{Dictionary, Document, Object, ObjectId};
use serde::{Serialize, Serializer};

use super::findings::{Check, Findings, Ground, Spot};
use super::shown;
use crate::reading::PageList;
use crate::reading::open::Pages;

const PRACTICE: Ground = Ground::Practice;

pub(super) const NOT_EMBEDDED: Check = Check::refused(
    "font-not-embedded",
    PRACTICE,
    "save the file with its fonts embedded, or print it to PDF with all fonts",
);
pub(super) const TYPE3: Check = Check::refused(
    "font-type3",
    PRACTICE,
    "make the PDF with TrueType or OpenType fonts: letters that are drawn as pictures print badly",
);
pub(super) const NO_UNICODE: Check = Check::refused(
    "font-without-unicode",
    Ground::Rule("rule-2.256-b"),
    "make the PDF anew with a program that embeds its fonts with their Unicode tables",
);

pub(super) const ALL: [Check; 3] = [NOT_EMBEDDED, TYPE3, NO_UNICODE];

/// Forms within forms go no deeper on a page that prints.
const DEEPEST: usize = 16;

/// Contents that unfold to more are not searched for the fonts that they use; all count as used.
const LARGEST: usize = 16 << 20;

/// A font of a file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Font {
    /// Its name, without the mark of a subset.
    pub name: String,
    /// `Type1`, `TrueType`, `Type0`, `Type3` ...
    pub kind: String,
    /// Whether its letters are in the file.
    pub embedded: bool,
    /// Whether the file says which character each of its glyphs is.
    pub unicode: bool,
    /// The pages that use it, from 1 and rising; of a form drawn on many, the first.
    #[serde(serialize_with = "as_ranges")]
    pub pages: Vec<usize>,
}

fn as_ranges<S: Serializer>(pages: &[usize], serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_str(&PageList(pages))
}

/// Reads the fonts that the contents of pages name, in the order of their first pages.
pub(super) fn read(pages: &Pages) -> Vec<Font> {
    let mut walk =
        Walk { doc: &pages.doc, seen: BTreeSet::new(), found: Vec::new(), known: BTreeMap::new() };
    for (n, id) in pages.ids.iter().enumerate() {
        if let Ok(page) = pages.doc.get_dictionary(*id) {
            walk.page(page, n + 1);
        }
    }
    walk.found
}

struct Walk<'d> {
    doc: &'d Document,
    /// Forms and patterns that were looked at.
    seen: BTreeSet<ObjectId>,
    found: Vec<Font>,
    /// Which of the found a font object is.
    known: BTreeMap<ObjectId, usize>,
}

impl<'d> Walk<'d> {
    fn page(&mut self, page: &'d Dictionary, number: usize) {
        let shown = self.contents(page).map(|contents| shown::fonts(&contents));
        if let Some(resources) = self.inherited(page) {
            self.resources(resources, (number, &shown), DEEPEST);
        }
        let Ok(annotations) = page.get_deref(b"Annots", self.doc).and_then(Object::as_array) else {
            return;
        };
        for annotation in annotations {
            let shown = self.dictionary(Some(annotation)).and_then(|one| {
                let looks = one.get_deref(b"AP", self.doc).ok()?.as_dict().ok()?;
                looks.get(b"N").ok()
            });
            self.look(shown, number);
        }
    }

    /// An appearance: a form, or one form for each state.
    fn look(&mut self, shown: Option<&'d Object>, number: usize) {
        let Some(shown) = shown else { return };
        match self.doc.dereference(shown) {
            Ok((id, Object::Stream(_))) => self.form(id, shown, (number, DEEPEST)),
            Ok((_, Object::Dictionary(states))) => {
                for (_, state) in states {
                    if let Ok((id, Object::Stream(_))) = self.doc.dereference(state) {
                        self.form(id, state, (number, DEEPEST));
                    }
                }
            }
            _ => {}
        }
    }

    fn dictionary(&self, object: Option<&'d Object>) -> Option<&'d Dictionary> {
        self.doc.dereference(object?).ok()?.1.as_dict().ok()
    }

    fn inherited(&self, page: &'d Dictionary) -> Option<&'d Dictionary> {
        let mut node = page;
        for _ in 0..DEEPEST * 4 {
            if let Ok(resources) = node.get(b"Resources") {
                return self.dictionary(Some(resources));
            }
            node = node.get_deref(b"Parent", self.doc).ok()?.as_dict().ok()?;
        }
        None
    }

    /// The contents of a page; none where they are too large or cannot be unfolded.
    fn contents(&self, page: &Dictionary) -> Option<Vec<u8>> {
        let mut whole = Vec::new();
        let contents = page.get_deref(b"Contents", self.doc).ok()?;
        let parts: Vec<&Object> = match contents {
            Object::Array(parts) => parts.iter().collect(),
            one => vec![one],
        };
        for part in parts {
            let stream = self.doc.dereference(part).ok()?.1.as_stream().ok()?;
            let room = LARGEST.checked_sub(whole.len())?;
            whole.extend(stream.get_plain_content_with_limit(room).ok()?);
            whole.push(b'\n');
        }
        Some(whole)
    }

    fn resources(
        &mut self,
        resources: &'d Dictionary,
        (number, shown): (usize, &Option<BTreeSet<Vec<u8>>>),
        depth: usize,
    ) {
        let Some(depth) = depth.checked_sub(1) else { return };
        for (key, font) in self.entries(resources, b"Font") {
            if shown.as_ref().is_none_or(|shown| shown.contains(key)) {
                self.font(font, number);
            }
        }
        for kind in [b"XObject".as_slice(), b"Pattern"] {
            for (_, form) in self.entries(resources, kind) {
                if let Ok((id, Object::Stream(_))) = self.doc.dereference(form) {
                    self.form(id, form, (number, depth));
                }
            }
        }
    }

    fn entries(
        &self,
        resources: &'d Dictionary,
        kind: &[u8],
    ) -> impl Iterator<Item = (&'d [u8], &'d Object)> + use<'d> {
        let entries = resources.get_deref(kind, self.doc).and_then(Object::as_dict).ok();
        entries.into_iter().flatten().map(|(key, value)| (key.as_slice(), value))
    }

    /// A form or a pattern, looked at once.
    fn form(&mut self, id: Option<ObjectId>, form: &'d Object, (number, depth): (usize, usize)) {
        if id.is_some_and(|id| !self.seen.insert(id)) {
            return;
        }
        let Ok((_, Object::Stream(stream))) = self.doc.dereference(form) else { return };
        let subtype = stream.dict.get_deref(b"Subtype", self.doc).and_then(Object::as_name);
        if subtype.is_ok_and(|name| name == b"Image") {
            return;
        }
        let contents = stream.get_plain_content_with_limit(LARGEST).ok();
        let shown = contents.map(|contents| shown::fonts(&contents));
        if let Some(resources) = self.dictionary(stream.dict.get(b"Resources").ok()) {
            self.resources(resources, (number, &shown), depth);
        }
    }

    fn font(&mut self, font: &'d Object, number: usize) {
        let Ok((id, object)) = self.doc.dereference(font) else { return };
        let known = id.and_then(|id| self.known.get(&id).copied());
        let Some(at) = known.or_else(|| Some(self.place(object.as_dict().ok()?))) else { return };
        if let Some(id) = id {
            self.known.insert(id, at);
        }
        let pages = &mut self.found[at].pages;
        if pages.last() != Some(&number) {
            pages.push(number);
        }
    }

    /// Which of the found a font is; fonts that nothing tells apart are one.
    fn place(&mut self, font: &Dictionary) -> usize {
        let described = self.describe(font);
        let same = |one: &Font| {
            (&one.name, &one.kind, one.embedded, one.unicode)
                == (&described.name, &described.kind, described.embedded, described.unicode)
        };
        self.found.iter().position(same).unwrap_or_else(|| {
            self.found.push(described);
            self.found.len() - 1
        })
    }

    fn describe(&self, font: &Dictionary) -> Font {
        let doc = self.doc;
        let word = |dictionary: &Dictionary, key: &[u8]| {
            let name = dictionary.get_deref(key, doc).and_then(Object::as_name);
            String::from_utf8_lossy(name.unwrap_or_default()).into_owned()
        };
        let kind = word(font, b"Subtype");
        let below = font.get_deref(b"DescendantFonts", doc).and_then(Object::as_array).ok();
        let below = below.and_then(|all| doc.dereference(all.first()?).ok()?.1.as_dict().ok());
        let described = below.unwrap_or(font).get_deref(b"FontDescriptor", doc);
        let files = [b"FontFile".as_slice(), b"FontFile2", b"FontFile3"];
        let embedded = described
            .and_then(Object::as_dict)
            .is_ok_and(|one| files.iter().any(|file| one.get_deref(file, doc).is_ok()));
        let name = word(font, b"BaseFont");
        let name = match name.split_once('+') {
            Some((mark, rest)) if mark.len() == 6 => rest.to_owned(),
            _ => name,
        };
        let unicode = font.has(b"ToUnicode") || speaks_for_itself(doc, font, &kind);
        Font { embedded: embedded || kind == "Type3", unicode, name, kind, pages: Vec::new() }
    }
}

/// Whether readers know the characters of a font without a table of its own.
fn speaks_for_itself(doc: &Document, font: &Dictionary, kind: &str) -> bool {
    let encoding = font.get_deref(b"Encoding", doc).ok();
    let standard = |name: &[u8]| {
        [b"WinAnsiEncoding".as_slice(), b"MacRomanEncoding", b"StandardEncoding"].contains(&name)
    };
    match (kind, encoding) {
        // A named map other than these two says what its codes are.
        ("Type0", Some(Object::Name(name))) => !name.starts_with(b"Identity"),
        ("Type3" | "Type0", _) => false,
        (_, Some(Object::Name(name))) => standard(name),
        // Differences name their glyphs.
        (_, Some(Object::Dictionary(_))) => true,
        // What is built into the font: Latin in common fonts, unless it is called symbolic.
        _ => {
            let described = font.get_deref(b"FontDescriptor", doc).and_then(Object::as_dict);
            let flags =
                described.and_then(|one| one.get_deref(b"Flags", doc)).and_then(Object::as_i64);
            kind == "Type1" || kind == "MMType1" || flags.is_ok_and(|flags| flags & 4 == 0)
        }
    }
}

/// Looks at the fonts; those that only exhibits use are another's, and no ground to refuse.
pub(super) fn check(fonts: &[Font], exhibit: &dyn Fn(usize) -> bool, findings: &mut Findings) {
    type Test = fn(&Font) -> bool;
    let tests: [(Check, Test, [&str; 2]); 3] = [
        (TYPE3, |font| font.kind == "Type3", ["is of type 3", "are of type 3"]),
        (NOT_EMBEDDED, |font| !font.embedded, ["is not embedded", "are not embedded"]),
        (
            NO_UNICODE,
            |font| !font.unicode,
            ["does not say what its characters are", "do not say what their characters are"],
        ),
    ];
    for (check, test, [one, several]) in tests {
        for carried in [false, true] {
            let here = |page: &&usize| exhibit(**page) == carried;
            let failing =
                fonts.iter().filter(|font| test(font) && font.pages.iter().any(|p| here(&p)));
            let failing: Vec<&Font> = failing.collect();
            let check = if carried { check.as_advice() } else { check };
            let verb = if failing.len() == 1 { one } else { several };
            let what = format!("{} {verb}", named(&failing));
            for page in failing.iter().flat_map(|font| &font.pages).filter(here) {
                findings.page(check, Spot { page: *page, place: None }, what.as_str());
            }
        }
    }
}

/// The names of fonts, each once; of many the first.
pub(super) fn named(fonts: &[&Font]) -> String {
    const MOST: usize = 6;
    let mut names: Vec<String> = Vec::new();
    for font in fonts {
        let name = match font.name.as_str() {
            "" => "a nameless font".to_owned(),
            name => format!("`{}`", super::leaf::excerpt(name)),
        };
        if !names.contains(&name) {
            names.push(name);
        }
    }
    let more = names.len().saturating_sub(MOST);
    names.truncate(MOST);
    let list = match names.as_slice() {
        [first @ .., last] if !first.is_empty() && more == 0 => {
            format!("{} and {last}", first.join(", "))
        }
        _ => names.join(", "),
    };
    if more == 0 { list } else { format!("{list} and {more} more") }
}
