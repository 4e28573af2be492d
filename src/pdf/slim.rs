//! A subset TrueType face to one without hints and names: less than half the bytes, the same outlines.
//!
//! Hints move outlines onto the pixels of coarse screens; readers of PDF scale outlines smoothly and
//! printers never needed them. The tables kept are those that ISO 32000-1, 9.9 asks of CIDFontType2.

use super::face::{i16_at, table, u16_at, u32_at};

const HEADER: usize = 12;
const RECORD: usize = 16;

/// The tables of a slim face, in the order of their tags.
const KEPT: [&[u8; 4]; 7] = [b"glyf", b"head", b"hhea", b"hmtx", b"loca", b"maxp", b"post"];

const ARGUMENTS_ARE_WORDS: u16 = 1;
const HAS_SCALE: u16 = 1 << 3;
const MORE_COMPONENTS: u16 = 1 << 5;
const HAS_TWO_SCALES: u16 = 1 << 6;
const HAS_MATRIX: u16 = 1 << 7;
const HAS_INSTRUCTIONS: u16 = 1 << 8;

/// The slim face; none for a face that is not sound.
pub(super) fn slim(face: &[u8]) -> Option<Vec<u8>> {
    let (glyf, loca) = outlines(face)?;
    let mut head = table(face, b"head")?.to_vec();
    head.get_mut(8..12)?.fill(0);
    // Offsets are written in the long form.
    head.get_mut(50..52)?.copy_from_slice(&[0, 1]);
    // Version 3: no names of glyphs.
    let mut post = table(face, b"post")?.get(..32)?.to_vec();
    post[..4].copy_from_slice(&[0, 3, 0, 0]);
    let tables: [(&[u8; 4], &[u8]); 7] = [
        (b"glyf", &glyf),
        (b"head", &head),
        (b"hhea", table(face, b"hhea")?),
        (b"hmtx", table(face, b"hmtx")?),
        (b"loca", &loca),
        (b"maxp", table(face, b"maxp")?),
        (b"post", &post),
    ];
    Some(assemble(&tables))
}

/// A slim face with one more table, whose tag comes before all others.
pub(super) fn with_table(slim: &[u8], tag: &[u8; 4], data: &[u8]) -> Option<Vec<u8>> {
    let mut head = table(slim, b"head")?.to_vec();
    head.get_mut(8..12)?.fill(0);
    let mut tables: Vec<(&[u8; 4], &[u8])> = vec![(tag, data)];
    for kept in KEPT {
        tables.push((kept, if kept == b"head" { &head } else { table(slim, kept)? }));
    }
    Some(assemble(&tables))
}

/// Glyphs without their programs, and where each starts.
fn outlines(face: &[u8]) -> Option<(Vec<u8>, Vec<u8>)> {
    let (glyf, loca) = (table(face, b"glyf")?, table(face, b"loca")?);
    let long = u16_at(table(face, b"head")?, 50)? == 1;
    let start = |n: usize| match long {
        true => u32_at(loca, 4 * n).map(|start| start as usize),
        false => u16_at(loca, 2 * n).map(|start| 2 * usize::from(start)),
    };
    let n_glyphs = usize::from(u16_at(table(face, b"maxp")?, 4)?);
    let mut slim = Vec::with_capacity(glyf.len());
    let mut starts = Vec::with_capacity(4 * n_glyphs + 4);
    for n in 0..n_glyphs {
        starts.extend_from_slice(&(slim.len() as u32).to_be_bytes());
        let glyph = glyf.get(start(n)?..start(n + 1)?)?;
        match glyph.is_empty() {
            true => {}
            false if i16_at(glyph, 0)? < 0 => composite(glyph, &mut slim)?,
            false => simple(glyph, &mut slim)?,
        }
        slim.resize(slim.len().next_multiple_of(4), 0);
    }
    starts.extend_from_slice(&(slim.len() as u32).to_be_bytes());
    Some((slim, starts))
}

fn simple(glyph: &[u8], slim: &mut Vec<u8>) -> Option<()> {
    let program = 10 + 2 * usize::from(u16_at(glyph, 0)?);
    let length = usize::from(u16_at(glyph, program)?);
    slim.extend_from_slice(glyph.get(..program)?);
    slim.extend_from_slice(&[0, 0]);
    slim.extend_from_slice(glyph.get(program + 2 + length..)?);
    Some(())
}

fn composite(glyph: &[u8], slim: &mut Vec<u8>) -> Option<()> {
    slim.extend_from_slice(glyph.get(..10)?);
    let mut at = 10;
    loop {
        let flags = u16_at(glyph, at)?;
        let scale = match flags {
            _ if flags & HAS_SCALE != 0 => 2,
            _ if flags & HAS_TWO_SCALES != 0 => 4,
            _ if flags & HAS_MATRIX != 0 => 8,
            _ => 0,
        };
        let next = at + 4 + if flags & ARGUMENTS_ARE_WORDS != 0 { 4 } else { 2 } + scale;
        slim.extend_from_slice(&(flags & !HAS_INSTRUCTIONS).to_be_bytes());
        slim.extend_from_slice(glyph.get(at + 2..next)?);
        if flags & MORE_COMPONENTS == 0 {
            return Some(());
        }
        at = next;
    }
}

/// A font file of the tables, which stand in the order of their tags.
fn assemble(tables: &[(&[u8; 4], &[u8])]) -> Vec<u8> {
    let n = tables.len() as u16;
    let largest = 1 << n.ilog2();
    let mut face = vec![0, 1, 0, 0];
    for number in [n, 16 * largest, n.ilog2() as u16, 16 * (n - largest)] {
        face.extend_from_slice(&number.to_be_bytes());
    }
    let mut start = HEADER + RECORD * tables.len();
    for (tag, data) in tables {
        face.extend_from_slice(*tag);
        for number in [checksum(data), start as u32, data.len() as u32] {
            face.extend_from_slice(&number.to_be_bytes());
        }
        start += data.len().next_multiple_of(4);
    }
    let mut head = 0;
    for (tag, data) in tables {
        if *tag == b"head" {
            head = face.len();
        }
        face.extend_from_slice(data);
        face.resize(face.len().next_multiple_of(4), 0);
    }
    let adjustment = 0xB1B0_AFBA_u32.wrapping_sub(checksum(&face));
    face[head + 8..head + 12].copy_from_slice(&adjustment.to_be_bytes());
    face
}

fn checksum(data: &[u8]) -> u32 {
    let (words, rest) = data.as_chunks::<4>();
    let mut last = [0; 4];
    last[..rest.len()].copy_from_slice(rest);
    let sum = words.iter().fold(0_u32, |sum, word| sum.wrapping_add(u32::from_be_bytes(*word)));
    sum.wrapping_add(u32::from_be_bytes(last))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_glyph_of_the_vendored_face_survives() {
        let face = include_bytes!("../layout/fonts/Tinos-Italic.ttf");
        let slim = slim(face).expect("a sound face");
        assert!(slim.len() < face.len() * 7 / 10, "{} of {}", slim.len(), face.len());
        assert_eq!(checksum(&slim), 0xB1B0_AFBA);
        let count = |face: &[u8]| u16_at(table(face, b"maxp").expect("maxp"), 4);
        assert_eq!(count(&slim), count(face));
        assert!(table(&slim, b"fpgm").is_none());
    }

    #[test]
    fn a_cut_face_is_no_face() {
        let face = include_bytes!("../layout/fonts/Tinos-Italic.ttf");
        assert_eq!(slim(&face[..200_000]), None);
        assert_eq!(slim(b""), None);
    }
}
