//! Finished files bound into one, as for filing on paper: every page as it is, each file under its bookmark.

use std::collections::BTreeMap;

use super::bundle::{Bundle, Copied, Setting};
use super::place::Frame;
use super::proof::{Expected, Words, prove};
use super::{ExhibitError, Fault, ForeignFile};
use crate::pdf::Metadata;
use crate::reading::open::Pages;
use crate::reading::{bookmarks, each_page, plain};

/// A finished file to bind.
#[derive(Debug, Clone)]
pub struct Bound<'a> {
    /// Its bytes.
    pub bytes: &'a [u8],
    /// Its bookmark, and the name that errors tell.
    pub bookmark: &'a str,
    /// Its level, from 1.
    pub level: u8,
    /// Whether it goes on with the file before it, under whose bookmark it stands.
    pub goes_on: bool,
    /// Bookmarks below it.
    pub nested: Vec<Nested>,
}

/// A bookmark below that of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Nested {
    /// Its title.
    pub title: String,
    /// Its page of that file, from 0.
    pub page: usize,
    /// How many levels below the file's own it stands, from 1.
    pub depth: u8,
}

/// The bookmarks of a file of ours, as they stand below that of a file in which it is bound.
///
/// # Errors
/// `ExhibitError`, where the file cannot be opened.
pub fn nested(file: ForeignFile<'_>) -> Result<Vec<Nested>, ExhibitError> {
    let pages = super::open(file)?;
    let below = |one: bookmarks::Bookmark| {
        let depth = u8::try_from(one.level + 1).ok()?;
        Some(Nested { title: one.title, page: one.page?.checked_sub(1)?, depth })
    };
    Ok(bookmarks::read(&pages).into_iter().filter_map(below).collect())
}

/// A file that is in the bound one, to be set as often as it is wanted.
struct Kept {
    copied: Copied,
    words: Vec<(Words, bool)>,
}

/// Binds files in order, reads the result back and proves every page; same input, same bytes. The
/// same file bound again adds pages, not their contents.
///
/// # Errors
/// `ExhibitError` for the first file that cannot be bound whole, or for the bound file where it
/// does not read back as it was meant.
pub fn bind(files: &[Bound<'_>], meta: &Metadata) -> Result<Vec<u8>, ExhibitError> {
    let mut known: BTreeMap<&[u8], Kept> = BTreeMap::new();
    let mut bundle = Bundle::new(meta, 0);
    let mut expected = Vec::new();
    for file in files {
        let foreign = ForeignFile { name: file.bookmark, bytes: file.bytes };
        if !known.contains_key(file.bytes) {
            let words = words(foreign)?;
            let copied = bundle.copy_own(foreign)?;
            known.insert(file.bytes, Kept { copied, words });
        }
        let Some(kept) = known.get(file.bytes) else { continue };
        if !file.goes_on {
            bundle.begin(file.bookmark);
        }
        let searchable = |n: usize| kept.words.get(n).is_some_and(|(words, _)| words.n > 0);
        let first = bundle.set(
            &kept.copied,
            &Setting {
                frame: Frame::Sheet,
                folio: None,
                label: file.bookmark,
                searchable: &searchable,
            },
        );
        if !file.goes_on {
            bundle.bookmark(file.bookmark, file.level, first);
        }
        for Nested { title, page, depth } in &file.nested {
            if *page >= kept.copied.len() {
                let n = kept.copied.len();
                return Err(foreign.unfit(Fault::BeyondEnd(page + 1, n)));
            }
            bundle.bookmark(title, file.level + depth, first + page);
        }
        expected.extend(kept.words.iter().map(|(words, crowded)| Expected {
            words: words.clone(),
            stamped: false,
            crowded: *crowded,
        }));
    }
    let unproved =
        |what: String| ExhibitError { file: meta.title.clone(), fault: Fault::Unproved(what) };
    let (bytes, _) = prove(bundle.finish(meta), &expected, 0).map_err(unproved)?;
    Ok(bytes)
}

/// The words of each page, and whether it has more marks than are taken down.
fn words(file: ForeignFile<'_>) -> Result<Vec<(Words, bool)>, ExhibitError> {
    let source = Pages::open(file.bytes).map_err(|fault| file.unfit(fault))?;
    let all: Vec<usize> = (0..source.ids.len()).collect();
    let plain = plain::copy(&source, &all).map_err(|fault| file.unfit(fault))?;
    drop(source);
    let mut words = Vec::new();
    each_page(plain.bytes, |_, page| words.push((Words::of(&page, None), page.crowded)))
        .map_err(|error| file.unfit(Fault::Damaged(error.to_string())))?;
    Ok(words)
}
