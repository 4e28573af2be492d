//! Single-byte codes to an embedded subset that simple TrueType fonts need: with a table of its characters.

use lopdf::{Document, Object, ObjectId, dictionary};
use subsetter::GlyphRemapper;

use super::Deflate;
use super::digest::Digest;
use super::embed::flate;
use super::face::Face;
use super::slim::{slim, with_table};

/// A face that a simple font shows characters with.
pub(crate) struct SimpleFace<'a> {
    /// Its TrueType file.
    pub(crate) file: &'a [u8],
    /// Its PostScript name.
    pub(crate) name: &'a str,
    /// Whether it has serifs.
    pub(crate) serif: bool,
    /// The characters shown and their glyphs, rising and each once.
    pub(crate) glyphs: &'a [(char, u16)],
}

/// What a font dictionary says of an embedded subset.
pub(crate) struct SimpleSubset {
    /// Its name, with the mark of a subset.
    pub(crate) name: String,
    /// Its descriptor.
    pub(crate) descriptor: ObjectId,
    /// Widths of the characters, in their order, in thousandths of an em.
    pub(crate) widths: Vec<i32>,
}

impl SimpleFace<'_> {
    /// Adds the subset to a document; nothing for a file that is no sound face.
    pub(crate) fn embed(&self, doc: &mut Document, deflate: &mut Deflate) -> Option<SimpleSubset> {
        let face = Face::parse(self.file)?;
        let mut subset = GlyphRemapper::new();
        let shown: Vec<(char, u16)> =
            self.glyphs.iter().map(|(c, glyph)| (*c, subset.remap(*glyph))).collect();
        let cut = slim(&subsetter::subset(self.file, 0, &subset).ok()?)?;
        let mut file = with_table(&cut, b"cmap", &characters(&shown)?)?;
        let mut digest = Digest::new();
        digest.add(&file);
        let name = format!("{}+{}", digest.letters(), self.name);
        let length = file.len() as i64;
        let packed = deflate.pack(&mut file, b"\x01");
        let file = doc.add_object(flate(dictionary! { "Length1" => length }, packed));
        let descriptor = doc.add_object(self.descriptor(&face, &name, file));
        let widths = self.glyphs.iter().map(|(_, glyph)| face.width(*glyph)).collect();
        Some(SimpleSubset { name, descriptor, widths })
    }

    fn descriptor(&self, face: &Face<'_>, name: &str, file: ObjectId) -> lopdf::Dictionary {
        const SERIF: i64 = 1 << 1;
        const PLAIN: i64 = 1 << 5;
        const ITALIC: i64 = 1 << 6;
        let serif = if self.serif { SERIF } else { 0 };
        let italic = if face.italic_angle == 0 { 0 } else { ITALIC };
        dictionary! {
            "Type" => "FontDescriptor",
            "FontName" => Object::Name(name.as_bytes().to_vec()),
            "Flags" => PLAIN | serif | italic,
            "FontBBox" => face.bounds.map(Object::from).to_vec(),
            "ItalicAngle" => face.italic_angle,
            "Ascent" => face.ascent,
            "Descent" => face.descent,
            "CapHeight" => face.cap_height,
            // The customary estimate: TrueType faces do not state the width of their stems.
            "StemV" => i64::from(face.weight) / 5,
            "FontFile2" => file,
        }
    }
}

/// A `cmap` with one table: Windows, Unicode, format 4, one segment for each character.
fn characters(shown: &[(char, u16)]) -> Option<Vec<u8>> {
    let mut segments: Vec<(u16, u16)> = Vec::with_capacity(shown.len() + 1);
    for (c, glyph) in shown {
        segments.push((u16::try_from(u32::from(*c)).ok()?, *glyph));
    }
    // The last segment ends the search; it leads to no glyph.
    segments.push((0xFFFF, 0));
    let n = u16::try_from(segments.len()).ok()?;
    let largest = 1 << n.ilog2();
    let mut table = Vec::new();
    let mut put = |number: u16| table.extend_from_slice(&number.to_be_bytes());
    // Version, tables; platform, encoding, offset.
    [0, 1, 3, 1, 0, 12].into_iter().for_each(&mut put);
    // Format, length, language; twice the segments, and what a search by halves needs.
    [4, 16 + 8 * n, 0, 2 * n, 2 * largest, n.ilog2() as u16, 2 * (n - largest)]
        .into_iter()
        .for_each(&mut put);
    segments.iter().for_each(|(code, _)| put(*code));
    put(0);
    segments.iter().for_each(|(code, _)| put(*code));
    segments.iter().for_each(|(code, glyph)| put(glyph.wrapping_sub(*code)));
    segments.iter().for_each(|_| put(0));
    Some(table)
}
