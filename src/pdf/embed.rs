//! Codes of a face to an embedded subset: Type 0, CIDFontType2, Identity-H, with its Unicode map.

use std::fmt::Write as _;

use lopdf::{Dictionary, Document, Object, ObjectId, Stream, dictionary};

use crate::layout::page::FaceId;

use super::digest::Digest;
use super::face::{Face, FaceFiles};
use super::glyph_text::{Code, Codes};
use super::slim::slim;
use super::{Deflate, PdfError};

/// A face with the codes that the pages use of it.
pub(super) struct Subset<'f, 'p> {
    pub(super) id: FaceId,
    pub(super) faces: &'f FaceFiles<'f>,
    pub(super) codes: &'f Codes<'p>,
}

/// The streams of an embedded face, deflated: a pure function of the face and what its codes stand
/// for, so that papers of the same letters share them.
#[derive(Debug)]
pub(super) struct Streams {
    name: String,
    /// Length of the face's file.
    length: i64,
    file: Vec<u8>,
    /// From codes to glyphs, where they differ.
    map: Option<Vec<u8>>,
    unicode: Vec<u8>,
}

impl Streams {
    /// Bytes that it takes in memory.
    pub(super) fn n_bytes(&self) -> usize {
        self.file.len() + self.map.as_ref().map_or(0, Vec::len) + self.unicode.len()
    }
}

impl Subset<'_, '_> {
    /// Adds the face to a document; returns its font dictionary.
    pub(super) fn embed(
        &self,
        doc: &mut Document,
        deflate: &mut Deflate,
    ) -> Result<ObjectId, PdfError> {
        let made = self.faces.streams(self.key(), || self.streams(deflate))?;
        let name = || Object::Name(made.name.clone().into_bytes());
        let file = flate(dictionary! { "Length1" => made.length }, made.file.clone());
        let file = doc.add_object(file);
        let descriptor = doc.add_object(self.descriptor(&made.name, file));
        let map: Object = match &made.map {
            Some(map) => doc.add_object(flate(Dictionary::new(), map.clone())).into(),
            None => "Identity".into(),
        };
        let descendant = doc.add_object(dictionary! {
            "Type" => "Font",
            "Subtype" => "CIDFontType2",
            "BaseFont" => name(),
            "CIDSystemInfo" => dictionary! {
                "Registry" => Object::string_literal("Adobe"),
                "Ordering" => Object::string_literal("Identity"),
                "Supplement" => 0,
            },
            "FontDescriptor" => descriptor,
            "CIDToGIDMap" => map,
            "W" => self.widths(),
        });
        let unicode = doc.add_object(flate(Dictionary::new(), made.unicode.clone()));
        Ok(doc.add_object(dictionary! {
            "Type" => "Font",
            "Subtype" => "Type0",
            "BaseFont" => name(),
            "Encoding" => "Identity-H",
            "DescendantFonts" => vec![descendant.into()],
            "ToUnicode" => unicode,
        }))
    }

    /// What tells streams apart: the face, and the glyph and characters of each code.
    fn key(&self) -> Vec<u8> {
        let mut key = vec![self.id as u8];
        for code in self.all_codes() {
            key.extend_from_slice(&code.glyph.to_be_bytes());
            key.extend_from_slice(&(code.text.len() as u32).to_be_bytes());
            key.extend_from_slice(code.text.as_bytes());
        }
        key
    }

    fn streams(&self, deflate: &mut Deflate) -> Result<Streams, PdfError> {
        let unusable = |reason: String| PdfError::Face { face: self.id, reason };
        let subset = subsetter::subset(self.face().data, 0, &self.codes.subset)
            .map_err(|reason| unusable(reason.to_string()))?;
        let damaged = || unusable("a glyph of it is damaged".to_owned());
        let mut file = slim(&subset).ok_or_else(damaged)?;
        let mut digest = Digest::new();
        digest.add(&file);
        let packed = deflate.pack(&mut file, b"\x01");
        Ok(Streams {
            name: format!("{}+{}", digest.letters(), postscript_name(self.id)),
            length: file.len() as i64,
            file: packed,
            map: self.code_to_glyph(deflate),
            unicode: deflate.pack(&mut self.unicode_map().into_bytes(), b"\n "),
        })
    }

    fn face(&self) -> &Face<'_> {
        self.faces.get(self.id)
    }

    fn descriptor(&self, name: &str, file: ObjectId) -> Dictionary {
        const SERIF: i64 = 1 << 1;
        const SYMBOLIC: i64 = 1 << 2;
        const ITALIC: i64 = 1 << 6;
        let serif = if matches!(self.id, FaceId::Sans | FaceId::SansBold) { 0 } else { SERIF };
        let italic = if self.face().italic_angle == 0 { 0 } else { ITALIC };
        dictionary! {
            "Type" => "FontDescriptor",
            "FontName" => Object::Name(name.as_bytes().to_vec()),
            "Flags" => SYMBOLIC | serif | italic,
            "FontBBox" => self.face().bounds.map(Object::from).to_vec(),
            "ItalicAngle" => self.face().italic_angle,
            "Ascent" => self.face().ascent,
            "Descent" => self.face().descent,
            "CapHeight" => self.face().cap_height,
            // The customary estimate: TrueType faces do not state the width of their stems.
            "StemV" => i64::from(self.face().weight) / 5,
            "FontFile2" => file,
        }
    }

    fn all_codes(&self) -> impl Iterator<Item = &Code<'_>> {
        self.codes.main.iter().chain(&self.codes.further)
    }

    fn widths(&self) -> Object {
        let width = |code: &Code<'_>| Object::from(i64::from(code.width));
        let mut widths =
            vec![1.into(), self.codes.main.iter().map(width).collect::<Vec<_>>().into()];
        if let Some(first) = self.codes.further.first() {
            widths.push(i64::from(first.code).into());
            widths.push(self.codes.further.iter().map(width).collect::<Vec<_>>().into());
        }
        widths.into()
    }

    fn code_to_glyph(&self, deflate: &mut Deflate) -> Option<Vec<u8>> {
        let last = self.codes.further.last()?;
        let mut map = vec![0; 2 * (usize::from(last.code) + 1)];
        for code in self.all_codes() {
            let at = 2 * usize::from(code.code);
            map[at..at + 2].copy_from_slice(&code.subset_glyph.to_be_bytes());
        }
        Some(deflate.pack(&mut map, b"\0\x01"))
    }

    /// The CMap from codes to characters, made from the words set, never from the face.
    fn unicode_map(&self) -> String {
        let mut map = String::from(
            "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n\
             /CIDSystemInfo <</Registry (Adobe) /Ordering (UCS) /Supplement 0>> def\n\
             /CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n\
             1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange\n",
        );
        let codes: Vec<_> = self.all_codes().collect();
        // A block holds a hundred entries at most.
        for block in codes.chunks(100) {
            let _ = writeln!(map, "{} beginbfchar", block.len());
            for code in block {
                push_hex(&mut map, "<", code.code);
                map.push_str("> <");
                code.text.encode_utf16().for_each(|unit| push_hex(&mut map, "", unit));
                map.push_str(">\n");
            }
            map.push_str("endbfchar\n");
        }
        map.push_str("endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend");
        map
    }
}

/// A stream that is already deflated.
pub(super) fn flate(mut dictionary: Dictionary, packed: Vec<u8>) -> Stream {
    dictionary.set("Filter", "FlateDecode");
    Stream::new(dictionary, packed)
}

fn push_hex(map: &mut String, before: &str, unit: u16) {
    map.push_str(before);
    for shift in [12, 8, 4, 0] {
        let digit = u32::from(unit >> shift & 0xF);
        map.extend(char::from_digit(digit, 16).map(|c| c.to_ascii_uppercase()));
    }
}

fn postscript_name(face: FaceId) -> &'static str {
    match face {
        FaceId::Serif => "Tinos",
        FaceId::SerifBold => "Tinos-Bold",
        FaceId::SerifItalic => "Tinos-Italic",
        FaceId::SerifBoldItalic => "Tinos-BoldItalic",
        FaceId::Sans => "Arimo",
        FaceId::SansBold => "Arimo-Bold",
    }
}
