//! The files that a case attaches: read, held against what may be filed, ready to be carried.

use chrono::NaiveDate;

use super::{Reader, Threads};
use crate::case::Case;
use crate::catalog::Catalog;
use crate::check::condition::Inquiry;
use crate::compose::exhibits::{Exhibit, listed};
use crate::diagnostic::Diagnostic;
use crate::packet::exhibits::picture::{self, PictureFault};
use crate::packet::exhibits::{self as carry, ExhibitError, ForeignFile, PageRange, Prepared};
use crate::packet::guard::Guard;

/// The exhibits of a case in the order of its list, and what is to be said of them.
#[derive(Default)]
pub(super) struct Attached<'f> {
    /// Each exhibit with its file; only those that can be carried.
    pub(super) files: Vec<AttachedFile<'f>>,
    /// Faults and warnings, each at the fact that names the file.
    pub(super) diagnostics: Vec<Diagnostic>,
}

/// An exhibit and the file that it is carried from.
pub(super) struct AttachedFile<'f> {
    /// What the case says of it.
    pub(super) exhibit: &'f Exhibit,
    /// What is carried.
    pub(super) prepared: Prepared<'f>,
}

/// A file that a case names, as it was read; a picture as the PDF that was made of it.
pub(super) struct ReadFile {
    exhibit: Exhibit,
    bytes: Result<Vec<u8>, Unread>,
}

/// Why there is nothing to open.
enum Unread {
    /// The disk does not give it.
    Lost(String),
    /// It is no PDF, and no picture that can be made one.
    Unfit(PictureFault),
}

/// The files that a case attaches, and on what they are made ready.
pub(super) struct ReadFiles {
    files: Vec<ReadFile>,
    threads: Threads,
}

/// Reads every file that a case attaches.
pub(super) fn read_files(case: &Case, read: &Reader<'_>, threads: Threads) -> ReadFiles {
    let read =
        |exhibit: Exhibit| ReadFile { bytes: read(&exhibit.file).map_err(Unread::Lost), exhibit };
    let mut files: Vec<ReadFile> = listed(case).into_iter().map(read).collect();
    if threads == Threads::One {
        files.iter_mut().for_each(ReadFile::picture_to_pdf);
        return ReadFiles { files, threads };
    }
    let share = share(files.len());
    std::thread::scope(|scope| {
        for share in files.chunks_mut(share) {
            scope.spawn(|| share.iter_mut().for_each(ReadFile::picture_to_pdf));
        }
    });
    ReadFiles { files, threads }
}

impl ReadFile {
    fn picture_to_pdf(&mut self) {
        let made = match &self.bytes {
            Ok(bytes) if picture::kind(bytes) != Some(picture::Kind::Pdf) => picture::to_pdf(bytes),
            _ => return,
        };
        self.bytes = made.map_err(Unread::Unfit);
    }
}

/// How many of so many files each core takes.
fn share(n_files: usize) -> usize {
    let n_threads = std::thread::available_parallelism().map_or(1, usize::from);
    n_files.div_ceil(n_threads).max(1)
}

/// Opens every file that a case attaches; all that is wrong with any of them comes at once.
pub(super) fn attach<'f>(
    catalog: &Catalog,
    case: &Case,
    files: &'f ReadFiles,
    as_of: NaiveDate,
) -> Attached<'f> {
    let mut attached = Attached::default();
    let guard = guard(catalog, case, as_of);
    for (file, opened) in files.files.iter().zip(open_all(files)) {
        let exhibit = &file.exhibit;
        match opened {
            Ok(prepared) => {
                attached.diagnostics.extend(noticed(exhibit, &prepared));
                let pages =
                    prepared.pages().iter().map(|page| (page.number, page.lines.as_slice()));
                attached.diagnostics.extend(guard.exhibit(exhibit, pages));
                attached.files.push(AttachedFile { exhibit, prepared });
            }
            Err(fault) => attached.diagnostics.push(*fault),
        }
    }
    attached
}

type Opened<'f> = Result<Prepared<'f>, Box<Diagnostic>>;

/// Each file opened; each is a function of its bytes alone.
fn open_all(files: &ReadFiles) -> Vec<Opened<'_>> {
    let ReadFiles { files, threads } = files;
    if *threads == Threads::One {
        return files.iter().map(open).collect();
    }
    std::thread::scope(|scope| {
        let shares = files.chunks(share(files.len()));
        let threads: Vec<_> = shares
            .map(|share| scope.spawn(|| share.iter().map(open).collect::<Vec<_>>()))
            .collect();
        let joined = threads
            .into_iter()
            .flat_map(|one| one.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)));
        joined.collect()
    })
}

/// What the files of a case are held against.
pub(super) fn guard<'a>(catalog: &'a Catalog, case: &'a Case, as_of: NaiveDate) -> Guard<'a> {
    let petition = super::petition_of(catalog, case);
    let law = &catalog.law;
    Guard::new(&Inquiry { case, petition, law, as_of, decided: &[], around: None })
}

fn open(file: &ReadFile) -> Opened<'_> {
    let exhibit = &file.exhibit;
    let range = match exhibit.pages.as_deref().map(PageRange::parse).transpose() {
        Ok(range) => range,
        Err(why) => {
            let written = exhibit.pages.as_deref().unwrap_or_default();
            let what = format!("`{written}` names no pages: {why}");
            let told =
                Diagnostic::error("exhibit-pages", what).at_field(&exhibit.range_place(), "");
            return Err(Box::new(told.help("write pages as `2-5, 8`")));
        }
    };
    let bytes = file.bytes.as_ref().map_err(|unread| Box::new(not_read(exhibit, unread)))?;
    let file = ForeignFile { name: &exhibit.file, bytes };
    carry::prepare(file, range.as_ref()).map_err(|error| Box::new(unfit(exhibit, &error)))
}

fn not_read(exhibit: &Exhibit, unread: &Unread) -> Diagnostic {
    let name = &exhibit.file;
    let told = match unread {
        Unread::Lost(why) => {
            Diagnostic::error("unreadable-exhibit", format!("cannot read `{name}`: {why}"))
                .help("give a path from the folder of the case file")
        }
        // It says itself what to do.
        Unread::Unfit(why) => Diagnostic::error("unfit-exhibit", format!("exhibit `{name}` {why}")),
    };
    at_file(exhibit, told.why(WHOLE))
}

/// Why nothing is written when one file cannot be carried.
const WHOLE: &str = "a packet never goes out with an exhibit missing";

/// A file that was read and cannot be carried.
pub(super) fn unfit(exhibit: &Exhibit, error: &ExhibitError) -> Diagnostic {
    let told = Diagnostic::error("unfit-exhibit", error.to_string());
    match error.fault {
        carry::Fault::BeyondEnd(..) => told
            .at_field(&exhibit.range_place(), "")
            .help("name pages that the file has, or leave `pages` out for all of them"),
        carry::Fault::Locked => at_file(exhibit, told.why(WHOLE))
            .help("open it with its password, print it to a new PDF, and name that one"),
        _ => at_file(exhibit, told.why(WHOLE))
            .help("print the file to a new PDF, look at every page, and name that one"),
    }
}

/// What was left behind or is worth a look, in one warning for each file.
fn noticed(exhibit: &Exhibit, prepared: &Prepared<'_>) -> Option<Diagnostic> {
    let notices: Vec<String> = prepared.notices().iter().map(ToString::to_string).collect();
    let what = format!("exhibit `{}`: {}", exhibit.file, notices.join("; "));
    let told = || at_file(exhibit, Diagnostic::warning("exhibit-notice", what));
    (!notices.is_empty()).then(|| told().help("look at its pages in the file of exhibits"))
}

fn at_file(exhibit: &Exhibit, diagnostic: Diagnostic) -> Diagnostic {
    diagnostic.at_field(&exhibit.place(), "")
}
