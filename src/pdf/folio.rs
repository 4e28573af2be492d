//! Page numbers for pages that are not laid out here: one embedded face with ten digits.

use lopdf::{Document, ObjectId};

use crate::layout::page::{FaceId, Glyph, TextRun};

use super::embed::Subset;
use super::face::{Face, table, u16_at};
use super::glyph_text::Codes;
use super::{Deflate, FaceFiles, PdfError};

/// The face of the numbers.
const FACE: FaceId = FaceId::Serif;

/// A face in a document that shows numbers.
pub(crate) struct Folio {
    /// Its font dictionary.
    pub(crate) font: ObjectId,
    /// Code of each digit.
    codes: [u16; 10],
    /// Width of each digit in thousandths of the size.
    widths: [i32; 10],
}

impl Folio {
    /// Embeds the digits of the text face in a document.
    ///
    /// # Errors
    /// `PdfError::Face`, where the face lacks a digit or is damaged.
    pub(crate) fn embed(
        doc: &mut Document,
        faces: &FaceFiles,
        deflate: &mut Deflate,
    ) -> Result<Folio, PdfError> {
        let face = faces.get(FACE);
        let missing = || PdfError::Face { face: FACE, reason: "it lacks digits".to_owned() };
        let run = digits(face).ok_or_else(missing)?;
        let mut codes = Codes::new(face);
        let mut shown = Vec::with_capacity(10);
        let show = |code, width, _| shown.push((code, width));
        codes.gather(&run).and_then(|()| codes.settle()).ok_or_else(missing)?;
        codes.encode(&run, show).ok_or_else(missing)?;
        let shown: [(u16, i32); 10] = shown.try_into().map_err(|_| missing())?;
        let font = Subset { id: FACE, faces, codes: &codes }.embed(doc, deflate)?;
        Ok(Folio { font, codes: shown.map(|one| one.0), widths: shown.map(|one| one.1) })
    }

    /// The codes that show a number, in hexadecimal digits, and its width at a size.
    pub(crate) fn show(&self, number: usize, size: f32) -> (String, f32) {
        let (mut codes, mut width) = (String::new(), 0);
        for digit in number.to_string().bytes() {
            let digit = usize::from(digit - b'0');
            codes.push_str(&format!("{:04X}", self.codes[digit]));
            width += self.widths[digit];
        }
        (codes, width as f32 * size / 1000.0)
    }
}

/// The ten digits as a run of the face.
fn digits(face: &Face<'_>) -> Option<TextRun> {
    let map = characters(face.data)?;
    let glyph = |digit: u8| {
        let id = glyph_of(map, u16::from(digit)).filter(|id| *id != 0)?;
        Some(Glyph { id, advance: 0, chars: 1 })
    };
    let glyphs = (b'0'..=b'9').map(glyph).collect::<Option<Vec<_>>>()?;
    Some(TextRun { face: FACE, size: 1.0, x: 0.0, y: 0.0, text: "0123456789".to_owned(), glyphs })
}

/// The face's map of the basic plane (format 4).
fn characters(face: &[u8]) -> Option<&[u8]> {
    let all = table(face, b"cmap")?;
    (0..usize::from(u16_at(all, 2)?)).find_map(|n| {
        let record = all.get(4 + 8 * n..12 + 8 * n)?;
        let start = usize::from(u16_at(record, 4)?) << 16 | usize::from(u16_at(record, 6)?);
        let map = all.get(start..)?;
        (u16_at(map, 0)? == 4).then_some(map)
    })
}

fn glyph_of(map: &[u8], character: u16) -> Option<u16> {
    let twice = usize::from(u16_at(map, 6)?);
    let segment = (0..twice / 2).find(|n| u16_at(map, 14 + 2 * n) >= Some(character))?;
    let row = |k: usize| u16_at(map, 16 + k * twice + 2 * segment);
    let (start, shift, offset) = (row(1)?, row(2)?, row(3)?);
    let from_start = usize::from(character.checked_sub(start)?);
    if offset == 0 {
        return Some(character.wrapping_add(shift));
    }
    let at = 16 + 3 * twice + 2 * segment + usize::from(offset) + 2 * from_start;
    u16_at(map, at).map(|glyph| if glyph == 0 { 0 } else { glyph.wrapping_add(shift) })
}
