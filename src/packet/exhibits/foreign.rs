//! A foreign file's bytes to its pages, or the reason why they cannot all be read.

use lopdf::{Document, LoadOptions, Object, ObjectId};

use super::{ExhibitError, Fault, ForeignFile};

/// A single stream of the file's own tables may not unfold to more than this.
const LARGEST_TABLE: usize = 256 << 20;

/// An opened file with its page objects in order.
pub(super) struct Pages {
    pub(super) doc: Document,
    pub(super) ids: Vec<ObjectId>,
}

impl Pages {
    /// Opens a file. One that an empty user password opens is decrypted on the way: such files
    /// (the Judicial Council's forms) restrict changes, not reading, and nothing is changed here.
    pub(super) fn open(file: ForeignFile<'_>) -> Result<Pages, ExhibitError> {
        read(file.bytes).map_err(|fault| ExhibitError { file: file.name.to_owned(), fault })
    }
}

fn read(bytes: &[u8]) -> Result<Pages, Fault> {
    if bytes.is_empty() {
        return Err(Fault::Empty);
    }
    // Readers allow some bytes before the header.
    let head = &bytes[..bytes.len().min(1024)];
    if !head.windows(5).any(|five| five == b"%PDF-") {
        return Err(Fault::NotPdf);
    }
    let options =
        LoadOptions { max_decompressed_size: Some(LARGEST_TABLE), ..LoadOptions::default() };
    let doc = Document::load_mem_with_options(bytes, options).map_err(fault)?;
    // Without its password a locked file loads as an empty document.
    if doc.trailer.has(b"Encrypt") || doc.is_encrypted() {
        return Err(Fault::Locked);
    }
    let ids: Vec<ObjectId> = doc.page_iter().collect();
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

fn fault(error: lopdf::Error) -> Fault {
    match error {
        lopdf::Error::InvalidPassword => Fault::Locked,
        lopdf::Error::Decryption(_) | lopdf::Error::UnsupportedSecurityHandler(_) => Fault::Locked,
        other => Fault::Damaged(other.to_string()),
    }
}

fn n_stated(doc: &Document) -> Option<i64> {
    let tree = doc.catalog().ok()?.get_deref(b"Pages", doc).ok()?.as_dict().ok()?;
    tree.get_deref(b"Count", doc).and_then(Object::as_i64).ok()
}
