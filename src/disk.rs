//! Files of the user's read whole, and why they cannot be, in words.

use std::fs;
use std::io::Read;
use std::path::Path;
use std::sync::Arc;

use chrono::{DateTime, NaiveDate};
use petition::diagnostic::Diagnostic;
use petition::disk_error::unread;
use petition::reading::open::LARGEST_FILE;
use petition::source::{MAX_BYTES, Source};

use crate::{BEHIND_UTC, CASE_AT_FAULT, COULD_NOT_RUN};

/// Reads a case file; an error comes with its exit code. One that is too large is refused by its size.
pub(crate) fn read_source(path: &Path) -> Result<Arc<Source>, (u8, Box<Diagnostic>)> {
    let name = path.to_string_lossy();
    let unreadable = |why: String| {
        let what = format!("cannot read `{name}`: {why}");
        (COULD_NOT_RUN, Box::new(Diagnostic::error("unreadable-case", what)))
    };
    let bytes = read_at_most(path, MAX_BYTES).map_err(|unread| match unread {
        Unread::TooLarge(n_bytes) => (CASE_AT_FAULT, Source::too_large(&name, n_bytes)),
        Unread::For(why) => unreadable(why),
    })?;
    Source::decode(&name, bytes).map(Arc::new).map_err(|fault| (CASE_AT_FAULT, fault))
}

/// Reads files by the paths that a case file gives, from its own folder.
pub(crate) fn reader(case: &Path) -> impl Fn(&str) -> Result<Vec<u8>, String> {
    let folder = case.parent().map(Path::to_owned).unwrap_or_default();
    move |path: &str| read_file(&folder.join(path))
}

/// Reads a file whole, and no more than a PDF may have; what never ends is not read.
pub(crate) fn read_file(path: &Path) -> Result<Vec<u8>, String> {
    read_at_most(path, LARGEST_FILE).map_err(|unread| match unread {
        Unread::TooLarge(_) => format!("it is larger than {} MB", LARGEST_FILE >> 20),
        Unread::For(why) => why,
    })
}

/// Why a file is not read.
pub(crate) enum Unread {
    /// It has so many bytes, more than it may.
    TooLarge(u64),
    /// In words.
    For(String),
}

/// Reads a file whole that has at most so many bytes; one that has more is refused by its size.
pub(crate) fn read_at_most(path: &Path, most: usize) -> Result<Vec<u8>, Unread> {
    let n_bytes = regular(path).map_err(Unread::For)?;
    if n_bytes > most as u64 {
        return Err(Unread::TooLarge(n_bytes));
    }
    let failed = |error: std::io::Error| Unread::For(unread(&error));
    let file = fs::File::open(path).map_err(failed)?;
    let mut bytes = Vec::with_capacity(usize::try_from(n_bytes).unwrap_or(0));
    // It may grow while it is read.
    file.take(most as u64 + 1).read_to_end(&mut bytes).map_err(failed)?;
    match bytes.len() > most {
        true => Err(Unread::TooLarge(bytes.len() as u64)),
        false => Ok(bytes),
    }
}

/// The size, in bytes, of what is a file and nothing else: to open a pipe can wait for ever.
fn regular(path: &Path) -> Result<u64, String> {
    let about = fs::metadata(path).map_err(|error| unread(&error))?;
    if about.is_dir() {
        return Err("it is a folder, not a file".to_owned());
    }
    if !about.is_file() {
        return Err("it is a pipe or a device, not a file".to_owned());
    }
    Ok(about.len())
}

/// The day, in California, on which a file was last written, where the disk knows it.
pub(crate) fn modified(path: &Path) -> Option<NaiveDate> {
    let written = fs::metadata(path).and_then(|about| about.modified()).ok()?;
    let since = written.duration_since(std::time::UNIX_EPOCH).ok()?;
    let seconds = since.as_secs().saturating_sub(BEHIND_UTC);
    DateTime::from_timestamp(i64::try_from(seconds).ok()?, 0).map(|at| at.date_naive())
}
