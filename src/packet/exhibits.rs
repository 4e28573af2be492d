//! Slip sheets and other people's PDFs to one file of exhibits, every page carried in unchanged.
//!
//! Only pages are carried: forms, scripts, attachments and actions of a foreign file stay behind,
//! and what an annotation or a filled field shows is drawn onto its page. The file names its title
//! and language but claims neither PDF/UA nor PDF/A, because nobody can claim it for foreign pages.

use std::fmt;

use lopdf::{
    Dictionary, Document, Object, ObjectId, Stream, StringFormat, dictionary, text_string,
};

use crate::pdf::{Deflate, Digest, Metadata, outline, plain_packet, write_file};

pub mod picture;
mod place;

use crate::reading::graft::{Graft, Layers};
use crate::reading::open::Pages;
pub use crate::reading::open::Fault;

/// A PDF that somebody else made.
#[derive(Debug, Clone, Copy)]
pub struct ForeignFile<'a> {
    /// The name that errors tell, as the case file gives it.
    pub name: &'a str,
    /// Its bytes.
    pub bytes: &'a [u8],
}

/// One exhibit: a slip sheet and the file behind it.
#[derive(Debug, Clone, Copy)]
pub struct Exhibit<'a> {
    /// Its bookmark (rule 3.1110(f)), such as `Exhibit A: Certificate of completion`.
    pub bookmark: &'a str,
    /// The slip sheet, as `pdf::export` wrote it.
    pub slip: &'a [u8],
    /// What is carried in behind it.
    pub file: ForeignFile<'a>,
}

/// All exhibits of a packet.
#[derive(Debug, Clone, Copy)]
pub struct Exhibits<'a> {
    /// The index of exhibits, as `pdf::export` wrote it; none for none.
    pub index: Option<&'a [u8]>,
    /// Bookmark of the index.
    pub index_bookmark: &'a str,
    /// The exhibits in order.
    pub exhibits: &'a [Exhibit<'a>],
}

/// Why a file cannot be carried: its name, and what is wrong with it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExhibitError {
    /// Name of the file.
    pub file: String,
    /// What is wrong.
    pub fault: Fault,
}

impl fmt::Display for ExhibitError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "exhibit `{}` {}", self.file, self.fault)
    }
}

impl std::error::Error for ExhibitError {}

/// How many pages a foreign file would bring, for the index of exhibits.
///
/// # Errors
/// `ExhibitError`, where the file cannot be carried.
pub fn n_pages(file: ForeignFile<'_>) -> Result<usize, ExhibitError> {
    Ok(open(file)?.ids.len())
}

fn open(file: ForeignFile<'_>) -> Result<Pages, ExhibitError> {
    Pages::open(file.bytes).map_err(|fault| ExhibitError { file: file.name.to_owned(), fault })
}

/// Joins index, slip sheets and exhibits into one PDF; same input, same bytes.
///
/// # Errors
/// `ExhibitError` for the first file that cannot be carried whole.
pub fn join(exhibits: &Exhibits<'_>, meta: &Metadata) -> Result<Vec<u8>, ExhibitError> {
    let mut bundle = Bundle::new(meta);
    if let Some(index) = exhibits.index {
        bundle.carry(
            ForeignFile { name: exhibits.index_bookmark, bytes: index },
            Some(exhibits.index_bookmark),
        )?;
    }
    for exhibit in exhibits.exhibits {
        let slip = ForeignFile { name: exhibit.bookmark, bytes: exhibit.slip };
        bundle.carry(slip, Some(exhibit.bookmark))?;
        bundle.carry(exhibit.file, None)?;
    }
    let n = bundle.pages.len();
    let bytes = bundle.finish(meta);
    // Read back as a clerk's system would: a page lost must never pass unnoticed.
    let name = &meta.title;
    match n_pages(ForeignFile { name, bytes: &bytes })? {
        read if read == n => Ok(bytes),
        read => Err(ExhibitError {
            file: name.clone(),
            fault: Fault::Damaged(format!("{n} pages were carried in and {read} are read back")),
        }),
    }
}

/// The file under construction.
struct Bundle {
    doc: Document,
    tree: ObjectId,
    pages: Vec<ObjectId>,
    bookmarks: Vec<outline::Entry>,
    layers: Layers,
    identity: Digest,
}

impl Bundle {
    fn new(meta: &Metadata) -> Bundle {
        let mut doc = Document::with_version("1.7");
        let tree = doc.new_object_id();
        let mut identity = Digest::new();
        for part in [&meta.id_seed, &meta.title, &meta.lang] {
            identity.add(part.as_bytes());
        }
        Bundle {
            doc,
            tree,
            pages: Vec::new(),
            bookmarks: Vec::new(),
            layers: Layers::default(),
            identity,
        }
    }

    /// Carries all pages of a file in; a bookmark leads to its first.
    fn carry(&mut self, file: ForeignFile<'_>, bookmark: Option<&str>) -> Result<(), ExhibitError> {
        let source = open(file)?;
        self.identity.add(file.bytes);
        let mut first = None;
        for n in 0..source.ids.len() {
            let mut graft = Graft::new(&source, &mut self.doc);
            let carried =
                graft.page(n).map_err(|fault| ExhibitError { file: file.name.to_owned(), fault })?;
            graft.layers(&mut self.layers);
            let page = self.place(&carried);
            first.get_or_insert(page);
            self.pages.push(page);
        }
        if let (Some(title), Some(first)) = (bookmark, first) {
            let entry =
                outline::Entry { title: title.to_owned(), level: 1, page: first, top: None };
            self.bookmarks.push(entry);
        }
        Ok(())
    }

    fn finish(mut self, meta: &Metadata) -> Vec<u8> {
        let kids: Vec<Object> = self.pages.iter().map(|page| (*page).into()).collect();
        self.doc.set_object(
            self.tree,
            dictionary! { "Type" => "Pages", "Count" => kids.len() as i64, "Kids" => kids },
        );
        let packet = Stream::new(
            dictionary! { "Type" => "Metadata", "Subtype" => "XML" },
            plain_packet(meta).into_bytes(),
        );
        let packet = self.doc.add_object(packet);
        let mut catalog = dictionary! {
            "Type" => "Catalog",
            "Pages" => self.tree,
            "Lang" => text_string(&meta.lang),
            "ViewerPreferences" => dictionary! { "DisplayDocTitle" => true },
            "Metadata" => packet,
        };
        if let Some(outline) = outline::add(&mut self.doc, &self.bookmarks) {
            catalog.set("Outlines", outline);
            catalog.set("PageMode", "UseOutlines");
        }
        if let Some(layers) = std::mem::take(&mut self.layers).properties() {
            catalog.set("OCProperties", layers);
        }
        self.set_trailer(catalog, meta);
        write_file(&self.doc, &mut Deflate::new())
    }

    fn set_trailer(&mut self, catalog: Dictionary, meta: &Metadata) {
        let root = self.doc.add_object(catalog);
        let info = self.doc.add_object(dictionary! { "Title" => text_string(&meta.title) });
        let id = Object::String(self.identity.finish().to_vec(), StringFormat::Hexadecimal);
        self.doc.trailer.set("Root", root);
        self.doc.trailer.set("Info", info);
        self.doc.trailer.set("ID", vec![id.clone(), id]);
    }
}
