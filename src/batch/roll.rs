//! The cases of a batch in client order: which they are, and how each is read when its turn comes.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::diagnostic::Diagnostic;
use crate::pipeline::Given;
use crate::source::Source;

/// Reads a file whole; an error says why not. It knows the limits that the program keeps.
pub type ReadFile<'a> = dyn Fn(&Path) -> Result<Vec<u8>, String> + Sync + 'a;

/// One case of the roll.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// How it is named to people: the path of its file, or its list and row.
    pub name: String,
    /// What its folder would be called if it were alone: the file's stem, or client and case number.
    pub stem: String,
    /// Where it is read.
    pub at: At,
}

/// Where a case is read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum At {
    /// A case file.
    File(PathBuf),
}

/// All cases of a batch, in client order.
#[derive(Debug, Default)]
pub struct Roll {
    /// The cases.
    pub entries: Vec<Entry>,
}

/// A case that was read: its text, and where the paths that it names begin.
pub struct Opened {
    /// The bytes whose hash is the case's content.
    pub bytes: Vec<u8>,
    /// The case, or why its text cannot be one.
    pub given: Result<Given, Box<Diagnostic>>,
    /// The folder from which its files are named.
    pub folder: PathBuf,
}

impl Roll {
    /// Reads a case of the roll.
    ///
    /// # Errors
    /// Why its file cannot be read at all.
    pub fn open(&self, entry: &Entry, read: &ReadFile<'_>) -> Result<Opened, String> {
        match &entry.at {
            At::File(path) => {
                let bytes = read(path)?;
                let given = Source::decode(&entry.name, bytes.clone())
                    .map(|source| Given::from(&Arc::new(source)));
                let folder = path.parent().map(Path::to_owned).unwrap_or_default();
                Ok(Opened { bytes, given, folder })
            }
        }
    }
}
