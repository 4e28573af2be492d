//! The filed papers of a packet in one file to print, in sets, each behind its separator sheet.

use super::PacketFile;
use super::exhibits::{Bound, ExhibitError, Nested, bind};
use super::sets::PrintSet;
use crate::diagnostic::Diagnostic;
use crate::pdf::Metadata;

/// Name of the joined file in a packet.
pub const JOINED: &str = "joined.pdf";

/// A separator sheet, as `pdf::export` wrote it, and the set that it opens.
#[derive(Debug, Clone)]
pub struct Opener {
    /// The set.
    pub set: PrintSet,
    /// Its sheet.
    pub sheet: Vec<u8>,
}

/// The papers that are filed in the open, in filing order; a confidential one is never among them.
pub fn joinable(files: &[PacketFile]) -> Vec<&PacketFile> {
    files.iter().filter(|file| file.filed && !file.confidential).collect()
}

/// A warning for the papers that are filed and do not stand in the joined file.
pub fn left_out(files: &[PacketFile]) -> Option<Diagnostic> {
    let closed: Vec<String> = files
        .iter()
        .filter(|file| file.filed && file.confidential)
        .map(|file| format!("`{}`", file.name))
        .collect();
    let what = format!("{} is confidential and not in the joined file", closed.join(", "));
    let told = || Diagnostic::warning("not-joined", what).help("print it and hand it in by itself");
    (!closed.is_empty()).then(told)
}

/// An exhibit's bookmark below that of the file it is in.
fn below((title, page): &(String, usize)) -> Nested {
    Nested { title: title.clone(), page: *page, depth: 1 }
}

/// Joins the filed papers, once for each opener, or once alone where there is none.
///
/// # Errors
/// `ExhibitError`, where a paper of the packet cannot be read back.
pub fn join(
    files: &[PacketFile],
    openers: &[Opener],
    meta: &Metadata,
) -> Result<Vec<u8>, ExhibitError> {
    let titles: Vec<String> = openers.iter().map(|opener| opener.set.title()).collect();
    let papers = joinable(files);
    let mut bound = Vec::new();
    let sheets = openers.iter().zip(&titles).map(Some);
    for sheet in sheets.chain(openers.is_empty().then_some(None)) {
        let level = if sheet.is_some() { 2 } else { 1 };
        bound.extend(sheet.map(|(opener, title)| Bound {
            bytes: &opener.sheet,
            bookmark: title,
            level: 1,
            goes_on: false,
            nested: Vec::new(),
        }));
        bound.extend(papers.iter().map(|file| Bound {
            bytes: &file.bytes,
            bookmark: &file.title,
            level,
            goes_on: false,
            nested: file.parts.iter().map(below).collect(),
        }));
    }
    bind(&bound, meta)
}
