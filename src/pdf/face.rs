//! Bytes of a TrueType face to the few metrics that a PDF states about it.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};

use crate::layout::page::FaceId;

use super::embed::Streams;
use super::{Deflate, PdfError};

/// Bytes of embedded subsets that are kept for the next paper of the same letters; beyond them all
/// are let go. Subsets of the six faces for one paper take about 30 KB.
const KEPT: usize = 8 << 20;

/// The embedded faces, read once and shared by all exports.
#[derive(Debug, Clone)]
pub struct FaceFiles<'a> {
    faces: Vec<Face<'a>>,
    subsets: Arc<Mutex<Subsets>>,
    /// Compressors that no file is being written with; never more than there are threads.
    idle: Arc<Mutex<Vec<Deflate>>>,
}

/// Subsets made before, by what they are made of: what they hold changes no output.
#[derive(Debug, Default)]
struct Subsets {
    made: BTreeMap<Vec<u8>, Arc<Streams>>,
    n_bytes: usize,
}

impl<'a> FaceFiles<'a> {
    /// Reads the tables of all faces; `bytes` gives the TrueType file of each.
    ///
    /// # Errors
    /// `PdfError::Face` for a file that is not a TrueType face.
    pub fn parse(bytes: impl Fn(FaceId) -> &'a [u8]) -> Result<FaceFiles<'a>, PdfError> {
        let parse = |id: FaceId| {
            let unusable = || PdfError::Face { face: id, reason: "not a TrueType face".to_owned() };
            Face::parse(bytes(id)).ok_or_else(unusable)
        };
        let faces = FaceId::ALL.into_iter().map(parse).collect::<Result<_, _>>()?;
        Ok(FaceFiles { faces, subsets: Arc::default(), idle: Arc::default() })
    }

    /// A compressor for a file; its state is large, so it is taken up again.
    pub(super) fn deflate(&self) -> Deflate {
        let idle = self.idle.lock().ok().and_then(|mut idle| idle.pop());
        idle.unwrap_or_else(Deflate::new)
    }

    /// Takes a compressor back when its file is written.
    pub(super) fn give_back(&self, deflate: Deflate) {
        if let Ok(mut idle) = self.idle.lock() {
            idle.push(deflate);
        }
    }

    /// The streams that were made of a key before, else those that `make` gives.
    pub(super) fn streams(
        &self,
        key: Vec<u8>,
        make: impl FnOnce() -> Result<Streams, PdfError>,
    ) -> Result<Arc<Streams>, PdfError> {
        let known = self.subsets.lock().ok().and_then(|subsets| subsets.made.get(&key).cloned());
        if let Some(known) = known {
            return Ok(known);
        }
        // Made outside the lock: two threads may make the same, and neither waits.
        let made = Arc::new(make()?);
        if let Ok(mut subsets) = self.subsets.lock() {
            subsets.keep(key, &made);
        }
        Ok(made)
    }

    pub(super) fn get(&self, id: FaceId) -> &Face<'a> {
        &self.faces[id as usize]
    }
}

impl Subsets {
    fn keep(&mut self, key: Vec<u8>, made: &Arc<Streams>) {
        let n_bytes = key.len() + made.n_bytes();
        if self.n_bytes + n_bytes > KEPT {
            *self = Subsets::default();
        }
        if self.made.insert(key, Arc::clone(made)).is_none() {
            self.n_bytes += n_bytes;
        }
    }
}

/// One face: its file and what a font descriptor needs, in units of a thousandth of an em.
#[derive(Debug, Clone)]
pub(super) struct Face<'a> {
    pub(super) data: &'a [u8],
    /// Font units an em.
    pub(super) units: u16,
    pub(super) glyphs: u16,
    pub(super) bounds: [i64; 4],
    pub(super) ascent: i64,
    pub(super) descent: i64,
    pub(super) cap_height: i64,
    pub(super) italic_angle: i64,
    pub(super) weight: u16,
    widths: &'a [u8],
    full_metrics: u16,
}

impl<'a> Face<'a> {
    pub(super) fn parse(data: &'a [u8]) -> Option<Face<'a>> {
        let (head, hhea) = (table(data, b"head")?, table(data, b"hhea")?);
        let os2 = table(data, b"OS/2")?;
        let units = u16_at(head, 18)?;
        let scaled = |table: &[u8], at: usize| {
            Some((f32::from(i16_at(table, at)?) * 1000.0 / f32::from(units)).round() as i64)
        };
        Some(Face {
            data,
            units,
            glyphs: u16_at(table(data, b"maxp")?, 4)?,
            bounds: [scaled(head, 36)?, scaled(head, 38)?, scaled(head, 40)?, scaled(head, 42)?],
            ascent: scaled(hhea, 4)?,
            descent: scaled(hhea, 6)?,
            cap_height: scaled(os2, 88)?,
            italic_angle: i64::from(i16_at(table(data, b"post")?, 4)?),
            weight: u16_at(os2, 4)?,
            widths: table(data, b"hmtx")?,
            full_metrics: u16_at(hhea, 34)?,
        })
    }

    /// Advance of a glyph without kerning, rounded as the `/W` array states it.
    pub(super) fn width(&self, glyph: u16) -> i32 {
        // Glyphs beyond the full metrics share the last advance.
        let row = glyph.min(self.full_metrics.saturating_sub(1));
        let advance = u16_at(self.widths, usize::from(row) * 4).unwrap_or(0);
        (f32::from(advance) * 1000.0 / f32::from(self.units)).round() as i32
    }
}

/// One table of a TrueType file.
pub(super) fn table<'a>(data: &'a [u8], tag: &[u8; 4]) -> Option<&'a [u8]> {
    (0..usize::from(u16_at(data, 4)?)).find_map(|n| {
        let record = data.get(12 + 16 * n..28 + 16 * n)?;
        let (start, length) = (u32_at(record, 8)? as usize, u32_at(record, 12)? as usize);
        (record[..4] == *tag).then(|| data.get(start..start.checked_add(length)?))?
    })
}

pub(super) fn u16_at(data: &[u8], at: usize) -> Option<u16> {
    Some(u16::from_be_bytes(*data.get(at..)?.first_chunk()?))
}

pub(super) fn i16_at(data: &[u8], at: usize) -> Option<i16> {
    Some(i16::from_be_bytes(*data.get(at..)?.first_chunk()?))
}

pub(super) fn u32_at(data: &[u8], at: usize) -> Option<u32> {
    Some(u32::from_be_bytes(*data.get(at..)?.first_chunk()?))
}
