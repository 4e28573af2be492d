//! Fonts that a form names and does not bring along to embedded faces of the same widths.
//!
//! Contents stay as they are, byte for byte: codes mean the same characters, at the same places.

use std::collections::{BTreeMap, BTreeSet};

use lopdf::{Dictionary, Document, Object, ObjectId, Stream};

use super::node;
use crate::layout::font::{Faces, glyphs_of};
use crate::layout::page::FaceId;
use crate::pdf::{Deflate, SimpleFace};
use crate::reading::contents::codes;

/// Contents that unfold to more are not looked through, and their fonts stay as they are.
const LARGEST: usize = 16 << 20;

/// Codes 0x80 to 0x9F of WinAnsiEncoding; a bullet stands where it has nothing.
const WINDOWS: [char; 32] = [
    '€', '•', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '•', 'Ž', '•', '•', '‘', '’',
    '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '•', 'ž', 'Ÿ',
];

/// Embeds the twin of every font that pages use and that the file lacks, where there is one.
pub(super) fn embed(doc: &mut Document, pages: &[ObjectId]) {
    let mut deflate = Deflate::new();
    for (id, codes) in shown(doc, pages) {
        let Some(font) = node::node(doc, id).cloned() else { continue };
        let Some(twin) = wanted(doc, &font) else { continue };
        if let Some(font) = twin.stand_in(doc, &mut deflate, (&font, &codes)) {
            doc.objects.insert(id, font.into());
        }
    }
}

/// The fonts that pages and forms show text with, and the codes that they show.
fn shown(doc: &Document, pages: &[ObjectId]) -> BTreeMap<ObjectId, BTreeSet<u8>> {
    let mut shown = BTreeMap::new();
    for page in pages.iter().filter_map(|id| node::node(doc, *id)) {
        let contents = match node::entry(doc, page, "Contents") {
            Some(Object::Stream(stream)) => vec![stream],
            Some(Object::Array(parts)) => {
                let parts = parts.iter().filter_map(|part| doc.dereference(part).ok());
                parts.filter_map(|(_, part)| part.as_stream().ok()).collect()
            }
            _ => Vec::new(),
        };
        add(doc, page, &contents, &mut shown);
    }
    for object in doc.objects.values() {
        if let Object::Stream(form) = object {
            add(doc, &form.dict, &[form], &mut shown);
        }
    }
    shown
}

fn add(
    doc: &Document,
    holder: &Dictionary,
    contents: &[&Stream],
    shown: &mut BTreeMap<ObjectId, BTreeSet<u8>>,
) {
    let resources = node::dict(doc, holder, "Resources");
    let Some(fonts) = resources.and_then(|resources| node::dict(doc, resources, "Font")) else {
        return;
    };
    let mut bytes = Vec::new();
    for stream in contents {
        bytes.extend(stream.get_plain_content_with_limit(LARGEST).unwrap_or_default());
        // Parts of contents are divided as words are.
        bytes.push(b'\n');
    }
    for (name, codes) in codes(&bytes) {
        if let Ok(id) = fonts.get(&name).and_then(Object::as_reference) {
            shown.entry(id).or_default().extend(codes);
        }
    }
}

/// The face whose twin a font wants; nothing for one that is embedded, or of another family or kind.
fn wanted(doc: &Document, font: &Dictionary) -> Option<Twin> {
    if !matches!(node::name(doc, font, "Subtype")?, b"TrueType" | b"Type1") {
        return None;
    }
    let descriptor = node::dict(doc, font, "FontDescriptor");
    let files = ["FontFile", "FontFile2", "FontFile3"];
    if descriptor.is_some_and(|one| files.iter().any(|key| one.has(key.as_bytes()))) {
        return None;
    }
    Twin::of(&String::from_utf8_lossy(node::name(doc, font, "BaseFont")?))
}

/// A face of the same widths.
#[derive(Debug, PartialEq, Eq)]
struct Twin {
    serif: bool,
    bold: bool,
    italic: bool,
}

impl Twin {
    /// The twin of a PostScript name, such as `Arial-BoldMT`.
    fn of(name: &str) -> Option<Twin> {
        let name = name.split_once('+').map_or(name, |(_, name)| name).to_lowercase();
        let name: String = name.chars().filter(char::is_ascii_alphanumeric).collect();
        let (serif, style) = [
            ("arialmt", false),
            ("arial", false),
            ("helvetica", false),
            ("timesnewromanpsmt", true),
            ("timesnewromanps", true),
            ("timesnewroman", true),
            ("times", true),
        ]
        .into_iter()
        .find_map(|(family, serif)| Some((serif, name.strip_prefix(family)?)))?;
        let style = style.strip_suffix("mt").unwrap_or(style);
        let (bold, italic) = match style {
            "" | "roman" | "regular" => (false, false),
            "bold" => (true, false),
            "italic" | "oblique" => (false, true),
            "bolditalic" | "boldoblique" => (true, true),
            _ => return None,
        };
        Some(Twin { serif, bold, italic })
    }

    fn file(&self) -> (&'static [u8], &'static str) {
        match (self.serif, self.bold, self.italic) {
            (true, false, false) => (Faces::data(FaceId::Serif), "Tinos"),
            (true, true, false) => (Faces::data(FaceId::SerifBold), "Tinos-Bold"),
            (true, false, true) => (Faces::data(FaceId::SerifItalic), "Tinos-Italic"),
            (true, true, true) => (Faces::data(FaceId::SerifBoldItalic), "Tinos-BoldItalic"),
            (false, false, false) => (Faces::data(FaceId::Sans), "Arimo"),
            (false, true, false) => (Faces::data(FaceId::SansBold), "Arimo-Bold"),
            (false, false, true) => {
                (include_bytes!("../layout/fonts/Arimo-Italic.ttf"), "Arimo-Italic")
            }
            (false, true, true) => {
                (include_bytes!("../layout/fonts/Arimo-BoldItalic.ttf"), "Arimo-BoldItalic")
            }
        }
    }

    /// The dictionary of the font with its twin embedded; nothing where it codes characters in a way
    /// that is not known here, or shows one that the twin lacks.
    fn stand_in(
        &self,
        doc: &mut Document,
        deflate: &mut Deflate,
        (font, codes): (&Dictionary, &BTreeSet<u8>),
    ) -> Option<Dictionary> {
        let encoding = node::entry(doc, font, "Encoding");
        let windows = match encoding {
            Some(Object::Name(name)) if name == b"WinAnsiEncoding" => true,
            None => false,
            Some(_) => return None,
        };
        let mut chars = BTreeSet::new();
        for code in codes {
            chars.insert(character(*code, windows)?);
        }
        // Where the two spaces and hyphens share a glyph, some readers look for the one, some for the other.
        chars.extend([' ', '\u{A0}', '-', '\u{AD}']);
        let (file, name) = self.file();
        let glyphs = glyphs_of(file, chars.iter().copied());
        let glyphs: Option<Vec<(char, u16)>> =
            chars.into_iter().zip(glyphs).map(|(c, glyph)| Some((c, glyph?))).collect();
        let glyphs = glyphs?;
        let face = SimpleFace { file, name, serif: self.serif, glyphs: &glyphs };
        let subset = face.embed(doc, deflate)?;
        let mut font = font.clone();
        font.set("Subtype", "TrueType");
        font.set("BaseFont", Object::Name(subset.name.into_bytes()));
        font.set("FontDescriptor", subset.descriptor);
        font.set("Encoding", "WinAnsiEncoding");
        if !font.has(b"Widths") {
            let width = |code: u8| {
                let shown = character(code, windows)?;
                let at = glyphs.iter().position(|(c, _)| *c == shown)?;
                Some(i64::from(subset.widths[at]))
            };
            let widths = (0..=u8::MAX).map(|code| Object::Integer(width(code).unwrap_or(0)));
            font.set("Widths", widths.collect::<Vec<_>>());
            font.set("FirstChar", 0);
            font.set("LastChar", 255);
        }
        Some(font)
    }
}

/// The character of a code; without an encoding, of one that all encodings have in common.
fn character(code: u8, windows: bool) -> Option<char> {
    match code {
        b' '..=b'~' if windows || (code != b'\'' && code != b'`') => Some(char::from(code)),
        0x80..=0x9F if windows => Some(WINDOWS[usize::from(code - 0x80)]),
        0xA0..=0xFF if windows => Some(char::from(code)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn twin(name: &str) -> Option<(&'static str, bool)> {
        Twin::of(name).map(|twin| (twin.file().1, twin.serif))
    }

    #[test]
    fn names_of_every_program_find_their_twin() {
        for (name, wanted) in [
            ("ArialMT", "Arimo"),
            ("Arial-BoldMT", "Arimo-Bold"),
            ("Arial-ItalicMT", "Arimo-Italic"),
            ("Arial-BoldItalicMT", "Arimo-BoldItalic"),
            ("Arial,Bold", "Arimo-Bold"),
            ("Helvetica", "Arimo"),
            ("Helvetica-BoldOblique", "Arimo-BoldItalic"),
            ("TimesNewRomanPSMT", "Tinos"),
            ("TimesNewRomanPS-BoldItalicMT", "Tinos-BoldItalic"),
            ("TimesNewRoman,Italic", "Tinos-Italic"),
            ("Times-Roman", "Tinos"),
            ("Times-Bold", "Tinos-Bold"),
        ] {
            assert_eq!(twin(name).map(|(twin, _)| twin), Some(wanted), "{name}");
        }
        for name in ["ArialNarrow", "Arial-Black", "HelveticaNeue", "Courier", "ZapfDingbats", ""] {
            assert_eq!(twin(name), None, "{name}");
        }
    }

    #[test]
    fn every_twin_has_every_character_of_its_encoding() {
        let chars: Vec<char> = (0x20..=0xFF)
            .filter(|code| *code != 0x7F)
            .filter_map(|code| character(code, true))
            .collect();
        assert_eq!(chars.len(), 223);
        for name in ["Arial", "Arial-Bold", "Arial-Italic", "Arial-BoldItalic", "Times-Roman"] {
            let file = Twin::of(name).expect("a twin").file().0;
            let lacking =
                glyphs_of(file, chars.iter().copied()).iter().filter(|one| one.is_none()).count();
            assert_eq!(lacking, 0, "{name}");
        }
    }
}
