//! The cases of a batch in client order: which they are, and how each is read when its turn comes.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::clients::ClientList;
use crate::content::ContentHash;
use crate::diagnostic::Diagnostic;
use crate::pipeline::Given;
use crate::source::{MAX_BYTES, Source};

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
    /// A row of a list of clients.
    Row(Row),
}

/// A row of a list that was read.
#[derive(Clone)]
pub struct Row {
    /// The list.
    pub list: Arc<ClientList>,
    /// The row's position among the clients' rows, from 0.
    pub at: usize,
}

/// The same list in memory, and the same row of it.
impl PartialEq for Row {
    fn eq(&self, other: &Row) -> bool {
        Arc::ptr_eq(&self.list, &other.list) && self.at == other.at
    }
}

impl Eq for Row {}

/// Without the list, so that no log repeats it.
impl std::fmt::Debug for Row {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.list.row_name(self.at))
    }
}

/// All cases of a batch, in client order.
#[derive(Debug, Default)]
pub struct Roll {
    /// The cases.
    pub entries: Vec<Entry>,
    /// What is to be said of the lists as a whole, and of no case.
    pub remarks: Vec<String>,
}

/// A case that was read: its text, and where the paths that it names begin.
pub struct Opened {
    /// The hash of what it says.
    pub content: ContentHash,
    /// The case, or why its text cannot be one.
    pub given: Result<Given, Box<Diagnostic>>,
    /// The folder from which its files are named.
    pub folder: PathBuf,
}

impl Entry {
    /// The cases of a list, one for each of its rows.
    pub fn of_list(list: &Arc<ClientList>) -> impl Iterator<Item = Entry> {
        (0..list.n_rows()).map(|at| Entry {
            name: list.row_name(at),
            stem: list.row(at).stem,
            at: At::Row(Row { list: Arc::clone(list), at }),
        })
    }
}

impl Roll {
    /// Reads a case of the roll.
    ///
    /// # Errors
    /// Why its file cannot be read at all.
    pub fn open(&self, entry: &Entry, read: &ReadFile<'_>) -> Result<Opened, String> {
        match &entry.at {
            At::File(path) => {
                let folder = path.parent().map(Path::to_owned).unwrap_or_default();
                // By its size, before it is read: other threads may have such a file in hand too.
                if let Some(n_bytes) = more_than_a_case(path) {
                    let content = ContentHash::of(n_bytes.to_string().as_bytes());
                    let given = Err(Source::too_large(&entry.name, n_bytes));
                    return Ok(Opened { content, given, folder });
                }
                let bytes = read(path)?;
                let content = ContentHash::of(&bytes);
                let given =
                    Source::decode(&entry.name, bytes).map(|source| Given::from(&Arc::new(source)));
                Ok(Opened { content, given, folder })
            }
            At::Row(Row { list, at }) => {
                let read = list.row(*at);
                // Its files are named from the list, as a case file's are from the case file.
                let folder = Path::new(&list.name).parent().map(Path::to_owned).unwrap_or_default();
                let content = ContentHash::of(&read.content);
                Ok(Opened { content, given: Ok(read.into()), folder })
            }
        }
    }
}

/// The size, in bytes, of a file that is larger than a case file may be.
fn more_than_a_case(path: &Path) -> Option<u64> {
    let n_bytes = std::fs::metadata(path).ok()?.len();
    (n_bytes > MAX_BYTES as u64).then_some(n_bytes)
}
