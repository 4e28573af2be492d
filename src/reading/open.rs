//! A foreign file's bytes to its pages, or the reason why they cannot all be read.

use std::fmt;

use lopdf_read::{DecompressError, Document, Error, LoadOptions, Object, ObjectId};

use super::budget;
pub use super::budget::LARGEST_FILE;
use super::expansion::Expansion;

/// A file may have so many objects.
const MOST_OBJECTS: usize = 2_000_000;

/// An opened file with its page objects in order.
pub(crate) struct Pages {
    pub(crate) doc: Document,
    pub(crate) ids: Vec<ObjectId>,
}

/// What is wrong with a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fault {
    /// It has no bytes.
    Empty,
    /// It is something else than a PDF.
    NotPdf,
    /// It cannot be read whole.
    Damaged(String),
    /// It opens only with a password.
    Locked,
    /// It has no page.
    NoPages,
    /// A form field or note of a page, from 1, has words that only some viewers would show.
    UnseenValue(usize),
    /// It is small as a file and unfolds to more than anybody could look at: what does.
    Trap(String),
    /// The pages asked for go beyond its last: the last one asked for, and how many it has.
    BeyondEnd(usize, usize),
    /// Written and read back, it was not the same: what differs.
    Unproved(String),
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Fault::Empty => write!(f, "is empty"),
            Fault::NotPdf => write!(f, "is not a PDF"),
            Fault::Damaged(what) => write!(f, "is damaged: {what}"),
            Fault::Locked => write!(f, "opens only with a password"),
            Fault::NoPages => write!(f, "has no page"),
            Fault::UnseenValue(page) => write!(
                f,
                "has on page {page} typed words or a filled form field without an appearance"
            ),
            Fault::Trap(what) => write!(f, "is built to unfold without end: {what}"),
            Fault::BeyondEnd(page, n) => {
                write!(f, "is to be carried up to page {page} and has {n}")
            }
            Fault::Unproved(what) => write!(f, "does not read back as it was carried: {what}"),
        }
    }
}

impl Pages {
    /// Opens a file. One that an empty user password opens is decrypted on the way: such files
    /// (the Judicial Council's forms) restrict changes, not reading, and nothing is changed here.
    ///
    /// # Errors
    /// `Fault`, where the file cannot be read whole.
    pub(crate) fn open(bytes: &[u8]) -> Result<Pages, Fault> {
        looks_like_pdf(bytes)?;
        budget::weigh(bytes)?;
        let pages = Pages::load(bytes)?;
        budget::weigh_streams(&pages.doc, bytes.len())?;
        let mut expansion = Expansion::new(&pages.doc, bytes.len());
        for (n, id) in pages.ids.iter().enumerate() {
            expansion.page(*id, n + 1)?;
        }
        Ok(pages)
    }

    /// Opens a file that this program just wrote: what it carries of others was weighed before.
    ///
    /// # Errors
    /// `Fault`, where the file cannot be read whole.
    pub(crate) fn open_own(bytes: &[u8]) -> Result<Pages, Fault> {
        looks_like_pdf(bytes)?;
        Pages::load(bytes)
    }

    fn load(bytes: &[u8]) -> Result<Pages, Fault> {
        let options = LoadOptions {
            max_decompressed_size: Some(budget::LARGEST_TABLE),
            ..LoadOptions::default()
        };
        let doc = Document::load_mem_with_options(bytes, options).map_err(fault)?;
        // Without its password a locked file loads as an empty document.
        if doc.trailer.has(b"Encrypt") || doc.is_encrypted() {
            return Err(Fault::Locked);
        }
        if doc.objects.len() > MOST_OBJECTS {
            return Err(Fault::Trap(format!("it has more than {MOST_OBJECTS} objects")));
        }
        let ids: Vec<ObjectId> = doc.page_iter().take(budget::MOST_PAGES + 1).collect();
        if ids.len() > budget::MOST_PAGES {
            return Err(Fault::Trap(format!("it has more than {} pages", budget::MOST_PAGES)));
        }
        let stated =
            n_stated(&doc).ok_or_else(|| Fault::Damaged("its page tree is missing".to_owned()))?;
        if stated != ids.len() as i64 {
            let what =
                format!("it says that it has {stated} pages, of which {} can be read", ids.len());
            return Err(Fault::Damaged(what));
        }
        if ids.is_empty() {
            return Err(Fault::NoPages);
        }
        Ok(Pages { doc, ids })
    }
}

fn looks_like_pdf(bytes: &[u8]) -> Result<(), Fault> {
    if bytes.is_empty() {
        return Err(Fault::Empty);
    }
    // Readers allow some bytes before the header.
    let head = &bytes[..bytes.len().min(1024)];
    if !head.windows(5).any(|five| five == b"%PDF-") {
        return Err(Fault::NotPdf);
    }
    Ok(())
}

fn fault(error: Error) -> Fault {
    match error {
        Error::InvalidPassword => Fault::Locked,
        Error::Decompress(DecompressError::MemoryLimitExceeded { .. }) => {
            let most = budget::LARGEST_TABLE >> 20;
            Fault::Trap(format!("a table of its objects unfolds to more than {most} MB"))
        }
        Error::Decryption(_) | Error::UnsupportedSecurityHandler(_) => Fault::Locked,
        Error::Xref(_) | Error::MissingXrefEntry | Error::Parse(_) => {
            Fault::Damaged("its table of objects cannot be read".to_owned())
        }
        _ => Fault::Damaged("its objects cannot be read".to_owned()),
    }
}

fn n_stated(doc: &Document) -> Option<i64> {
    let tree = doc.catalog().ok()?.get_deref(b"Pages", doc).ok()?.as_dict().ok()?;
    tree.get_deref(b"Count", doc).and_then(Object::as_i64).ok()
}
