//! Whether what an earlier run made of a case still stands, or why the case is done again.

use std::fs::File;
use std::io;
use std::path::Path;

use serde::Serialize;

use super::content::ContentHash;
use super::fingerprint::{Fingerprints, Inputs};
use super::record::{FileRead, FileWritten, Outcome, Record};
use super::roll::{Entry, ReadFile, Roll};

/// How the record of a case came about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum How {
    /// An earlier run made it, and nothing that it follows from has changed.
    Kept,
    /// No earlier run did the case.
    New,
    /// An earlier run made no packet of it.
    FailedBefore,
    /// It was made for another day.
    OtherDay,
    /// The case, a file it names, what was asked, a form, a template or the program has changed.
    Changed,
    /// A file of its packet is missing or is not the one that was written.
    Altered,
}

/// What is needed to find out.
pub(super) struct Keeping<'a> {
    pub(super) roll: &'a Roll,
    pub(super) read: &'a ReadFile<'a>,
    pub(super) prints: &'a Fingerprints,
    pub(super) as_of: chrono::NaiveDate,
}

impl Keeping<'_> {
    /// How a case is to be done that an earlier run has a record of: `Kept` where that stands.
    pub(super) fn how(&self, entry: &Entry, earlier: &Record, packet: &Path) -> How {
        if matches!(earlier.outcome, Outcome::Faulty | Outcome::Failed) {
            How::FailedBefore
        } else if earlier.as_of != self.as_of {
            How::OtherDay
        } else if self.fingerprint(entry, earlier).as_ref() != Some(&earlier.fingerprint) {
            How::Changed
        } else if !earlier.files.iter().all(|file| stands(packet, file)) {
            How::Altered
        } else {
            How::Kept
        }
    }

    /// The fingerprint that the case has today, if it still names the same files: a case of the
    /// same text that reads the same bytes from one file goes on to the same next one.
    fn fingerprint(&self, entry: &Entry, earlier: &Record) -> Option<ContentHash> {
        let opened = self.roll.open(entry, self.read).ok()?;
        let content = ContentHash::of(&opened.bytes);
        let now = |one: &FileRead| {
            let bytes = (self.read)(&opened.folder.join(&one.path));
            let content = bytes.ok().map(|bytes| ContentHash::of(&bytes));
            FileRead { path: one.path.clone(), content }
        };
        let reads: Vec<FileRead> = earlier.reads.iter().map(now).collect();
        let inputs = Inputs { name: &entry.name, content: &content, reads: &reads };
        Some(self.prints.of(&inputs))
    }
}

/// Whether a file of a packet stands as it was written.
fn stands(packet: &Path, file: &FileWritten) -> bool {
    let same = || -> io::Result<bool> {
        let path = packet.join(&file.file);
        let about = path.symlink_metadata()?;
        let is_sized = about.is_file() && about.len() == file.n_bytes as u64;
        Ok(is_sized && ContentHash::read(&mut File::open(path)?)? == file.sha256)
    };
    same().unwrap_or(false)
}
