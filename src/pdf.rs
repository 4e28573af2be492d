//! Pages to bytes: one tagged PDF/UA-1 and PDF/A-2a file, the same bytes for the same input.
//!
//! printpdf makes the document, its pages and their content streams; what it does not know (the
//! structure tree, embedded subsets, metadata, the outline) is added to its object tree before
//! the file is written. Nothing here reads a clock, the environment or anything global.

mod deflate;
mod digest;
mod draw;
mod embed;
mod face;
mod file;
mod finish;
mod folio;
mod glyph_text;
pub(crate) mod outline;
mod overlay;
mod planting;
mod simple;
mod slim;
mod tags;
mod underlay;
mod xmp;

use std::fmt;

use chrono::NaiveDate;

use crate::layout::page::{FaceId, Pages};

pub(crate) use deflate::Deflate;
pub(crate) use digest::Digest;
pub use face::FaceFiles;
pub(crate) use file::Writer;
pub(crate) use folio::Folio;
pub(crate) use overlay::{Overlay, export_over};
pub(crate) use simple::SimpleFace;
pub(crate) use underlay::{Tagged, Underlay};
pub(crate) use xmp::plain_packet;

/// Height of every page in points; `Pages` counts down from the top edge, PDF up from the bottom.
const PAGE_HEIGHT: f32 = 792.0;

/// What a file says about itself. It names no author: a packet is read by the other side too.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Metadata {
    /// Title shown in the window of the reader and read out first.
    pub title: String,
    /// Natural language, such as `en-US`.
    pub lang: String,
    /// Day the paper was drafted, where it shall be stated; never taken from a clock.
    pub date: Option<NaiveDate>,
    /// Anything that tells this file from one with the same content; enters the file's `/ID`.
    pub id_seed: String,
}

/// Why pages cannot become a file. Each names a fault of the caller's pages or faces.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PdfError {
    /// There is no page.
    NoPages,
    /// A run holds the glyph for characters that the face lacks, or glyphs for no characters.
    Glyph {
        /// Page, from 1.
        page: usize,
        /// Text of the run.
        text: String,
    },
    /// A face's file is missing or damaged.
    Face {
        /// The face.
        face: FaceId,
        /// What is wrong with it.
        reason: String,
    },
    /// An item, element or bookmark points outside `Pages`, or a parent stands behind its child.
    Reference {
        /// What points there, such as `element 12`.
        from: String,
    },
}

impl fmt::Display for PdfError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            PdfError::NoPages => write!(f, "a paper without pages cannot be written"),
            PdfError::Glyph { page, text } => {
                write!(f, "page {page} holds a glyph that stands for no character, in `{text}`")
            }
            PdfError::Face { face, reason } => write!(f, "face `{face:?}` is unusable: {reason}"),
            PdfError::Reference { from } => write!(f, "{from} points at nothing"),
        }
    }
}

impl std::error::Error for PdfError {}

/// Writes laid-out pages as one PDF 1.7 file that claims PDF/UA-1 and PDF/A-2a.
///
/// The faces are read only; one `FaceFiles` serves any number of threads.
///
/// # Errors
/// `PdfError`, where the pages point outside themselves or hold glyphs without characters.
pub fn export(pages: &Pages, faces: &FaceFiles, meta: &Metadata) -> Result<Vec<u8>, PdfError> {
    if pages.pages.is_empty() {
        return Err(PdfError::NoPages);
    }
    let mut drawn = draw::draw(pages, faces, &draw::Paper::PLAIN)?;
    let mut deflate = faces.deflate();
    let document = finish::finish(&mut drawn, &finish::Paper { pages, faces, meta }, &mut deflate)?;
    let bytes = file::write(&document, &mut deflate);
    faces.give_back(deflate);
    Ok(bytes)
}
