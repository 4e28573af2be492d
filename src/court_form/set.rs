//! Temporary.
use super::blank::Blank;
use crate::catalog::court_form::{FormMap, Revision};
use crate::document::{Block, CourtForms};
use crate::layout::font::Faces;
use crate::pdf::{FaceFiles, Metadata, PdfError};
pub struct Sheet<'a> {
    pub map: &'a FormMap,
    pub revision: &'a Revision,
    pub blank: &'a Blank,
}
pub struct Setting<'a, 'b> {
    pub forms: &'a CourtForms,
    pub sheet: &'a dyn Fn(&str) -> Option<Sheet<'b>>,
    pub title: &'a str,
    pub faces: &'a Faces,
}
pub struct SetForms<'a> {
    pub blocks: Vec<Block>,
    pub n_pages: usize,
    pub p: std::marker::PhantomData<&'a ()>,
}
pub fn set<'b>(_s: &Setting<'_, 'b>) -> Result<SetForms<'b>, Vec<String>> {
    Err(vec![])
}
pub fn fill(_s: &SetForms<'_>, _f: &FaceFiles, _m: &Metadata) -> Result<Vec<u8>, PdfError> {
    Err(PdfError::NoPages)
}
