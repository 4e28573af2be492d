//! Forms with everything in its place to one file.

use crate::pdf::{FaceFiles, Metadata, Overlay, PdfError, export_over};

use super::set::SetForms;

/// Writes set forms as one PDF: each blank's own pages with what is typed drawn upon them. Nothing
/// in it can be filled, run or pressed any more.
///
/// # Errors
/// `PdfError`, where a face is damaged.
pub fn fill(
    set: &SetForms<'_>,
    faces: &FaceFiles<'_>,
    meta: &Metadata,
) -> Result<Vec<u8>, PdfError> {
    export_over(&Overlay { pages: &set.pages, underlays: &set.underlays }, faces, meta)
}
