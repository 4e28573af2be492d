//! Slip sheets and other people's PDFs to one file of exhibits, every page carried in whole and proved.
//!
//! Only pages are carried: forms, scripts, attachments and actions of a foreign file stay behind,
//! and what an annotation or a filled field shows is drawn onto its page. The file names its title
//! and language and is tagged, but claims neither PDF/UA nor PDF/A, because nobody can claim it for
//! foreign pages.

use std::fmt;

use crate::pdf::{FaceFiles, Folio, Metadata};

mod bind;
mod bundle;
mod inventory;
mod links;
mod notice;
pub mod picture;
mod place;
mod prepare;
mod proof;
mod range;
mod tags;

pub use crate::reading::open::Fault;
use crate::reading::open::Pages;
use crate::reading::{MeasuredPage, each_page};
pub use bind::{Bound, Nested, bind, nested};
use bundle::{Bundle, Copied, Setting};
pub use notice::Notice;
use place::{Frame, leaves_foot};
pub use prepare::{Prepared, PreparedPage, prepare};
use proof::{Expected, Words, is_numbered};
pub use range::PageRange;

/// A PDF that somebody else made.
#[derive(Debug, Clone, Copy)]
pub struct ForeignFile<'a> {
    /// The name that errors tell, as the case file gives it.
    pub name: &'a str,
    /// Its bytes.
    pub bytes: &'a [u8],
}

impl ForeignFile<'_> {
    fn unfit(self, fault: Fault) -> ExhibitError {
        ExhibitError { file: self.name.to_owned(), fault }
    }
}

/// One exhibit: a slip sheet and the pages behind it.
#[derive(Debug, Clone, Copy)]
pub struct Exhibit<'a> {
    /// Its bookmark (rule 3.1110(f)), such as `Exhibit A: Certificate of completion`.
    pub bookmark: &'a str,
    /// The slip sheet, as `pdf::export` wrote it.
    pub slip: &'a [u8],
    /// The page, from 1, that the index gives for it; none where the index gives none.
    pub listed: Option<usize>,
    /// What is carried in behind it.
    pub file: &'a Prepared<'a>,
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
    /// The faces; the page numbers are set in the one of the text.
    pub faces: &'a FaceFiles<'a>,
}

/// A joined file.
#[derive(Debug, Clone)]
pub struct Joined {
    /// The file.
    pub bytes: Vec<u8>,
    /// The page, from 1, of each exhibit's slip sheet.
    pub first_pages: Vec<usize>,
    /// How many pages it has.
    pub n_pages: usize,
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

/// How many pages a PDF has that can be opened.
///
/// # Errors
/// `ExhibitError`, where it cannot be carried.
pub fn n_pages(file: ForeignFile<'_>) -> Result<usize, ExhibitError> {
    Ok(open(file)?.ids.len())
}

fn open(file: ForeignFile<'_>) -> Result<Pages, ExhibitError> {
    Pages::open(file.bytes).map_err(|fault| file.unfit(fault))
}

/// Bookmark above those of the exhibits.
const ALL: &str = "Exhibits";

/// Joins index, slip sheets and exhibits into one PDF, reads it back and proves every page; same
/// input, same bytes.
///
/// # Errors
/// `ExhibitError` for the first file that cannot be carried whole, or for the joined file where it
/// does not read back as it was meant.
pub fn join(exhibits: &Exhibits<'_>, meta: &Metadata) -> Result<Joined, ExhibitError> {
    let whole =
        |what: String| ExhibitError { file: meta.title.clone(), fault: Fault::Unproved(what) };
    let n_bytes = exhibits.exhibits.iter().map(|one| one.file.n_bytes() + one.slip.len()).sum();
    let mut bundle = Bundle::new(meta, n_bytes);
    let (doc, deflate) = bundle.doc();
    let folio = Folio::embed(doc, exhibits.faces, deflate).map_err(|e| whole(e.to_string()))?;
    let mut joining = Joining { bundle, folio, expected: Vec::new() };
    if let Some(bytes) = exhibits.index {
        let index = ForeignFile { name: exhibits.index_bookmark, bytes };
        let first = joining.own(index, true)?;
        joining.bundle.bookmark(exhibits.index_bookmark, 1, first);
    }
    let n_index = joining.bundle.n_pages();
    let mut first_pages = Vec::with_capacity(exhibits.exhibits.len());
    for exhibit in exhibits.exhibits {
        let first = joining.exhibit(exhibit)?;
        if first == n_index {
            joining.bundle.bookmark(ALL, 1, first);
        }
        joining.bundle.bookmark(exhibit.bookmark, 2, first);
        first_pages.push(first + 1);
    }
    let listed = listed(exhibits, &first_pages).map_err(whole)?;
    let Joining { bundle, expected, .. } = joining;
    let (bytes, lines) = proof::prove(bundle.finish(meta), &expected, n_index).map_err(whole)?;
    proof::prove_index(&lines, &listed).map_err(whole)?;
    Ok(Joined { bytes, first_pages, n_pages: expected.len() })
}

/// The pages that the index gives, each compared with where the slip stands.
fn listed(exhibits: &Exhibits<'_>, first_pages: &[usize]) -> Result<Vec<usize>, String> {
    let mut pages = Vec::new();
    for (exhibit, page) in exhibits.exhibits.iter().zip(first_pages) {
        match exhibit.listed {
            Some(listed) if listed != *page => {
                let title = exhibit.bookmark;
                return Err(format!(
                    "the index gives page {listed} for `{title}`, which stands on page {page}"
                ));
            }
            Some(listed) => pages.push(listed),
            None => {}
        }
    }
    Ok(pages)
}

/// A file of exhibits under construction, with what each page has to show.
struct Joining {
    bundle: Bundle,
    folio: Folio,
    expected: Vec<Expected>,
}

impl Joining {
    /// Sets a slip sheet and the pages behind it; returns the page of the slip, from 0.
    fn exhibit(&mut self, exhibit: &Exhibit<'_>) -> Result<usize, ExhibitError> {
        self.bundle.begin(exhibit.bookmark);
        let slip = ForeignFile { name: exhibit.bookmark, bytes: exhibit.slip };
        let first = self.own(slip, false)?;
        let file = exhibit.file;
        let copied = self.bundle.copy(file.file, &file.numbers())?;
        let label = exhibit.bookmark.split(':').next().unwrap_or_default();
        let pages = file.pages();
        self.bundle.set(
            &copied,
            &Setting {
                frame: file.frame,
                folio: Some(&self.folio),
                label,
                searchable: &|n| pages.get(n).is_some_and(|page| page.searchable),
            },
        );
        self.expected.extend(pages.iter().map(|page| Expected {
            words: page.words.clone(),
            stamped: true,
            crowded: page.crowded,
        }));
        Ok(first)
    }

    /// Sets a file of ours as it is, with numbers where it has none; returns its first page.
    fn own(&mut self, file: ForeignFile<'_>, begins: bool) -> Result<usize, ExhibitError> {
        if begins {
            self.bundle.begin(file.name);
        }
        let first = self.bundle.n_pages();
        let sheets = measured(file)?;
        let numbered = sheets.iter().zip(first + 1..).all(|(page, n)| is_numbered(page, n));
        if !numbered && !sheets.iter().all(leaves_foot) {
            let what = "the foot of its pages has no room for a number".to_owned();
            return Err(file.unfit(Fault::Unproved(what)));
        }
        let copied: Copied = self.bundle.copy_own(file)?;
        if copied.len() != sheets.len() {
            let what = format!("{} of its {} pages are read", sheets.len(), copied.len());
            return Err(file.unfit(Fault::Unproved(what)));
        }
        let folio = (!numbered).then_some(&self.folio);
        let searchable = |_| true;
        let setting =
            Setting { frame: Frame::Sheet, folio, label: file.name, searchable: &searchable };
        self.bundle.set(&copied, &setting);
        self.expected.extend(sheets.iter().map(|page| Expected {
            words: Words::of(page, None),
            stamped: !numbered,
            crowded: page.crowded,
        }));
        Ok(first)
    }
}

/// The pages of a file of ours, measured.
fn measured(file: ForeignFile<'_>) -> Result<Vec<MeasuredPage>, ExhibitError> {
    let mut pages = Vec::new();
    each_page(file.bytes.to_vec(), |_, page| pages.push(page))
        .map_err(|error| file.unfit(Fault::Damaged(error.to_string())))?;
    Ok(pages)
}
