//! The blanks at hand: a folder of cleaned forms, each read when it is first needed.

use std::collections::BTreeMap;
use std::fs;
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use chrono::NaiveDate;

use super::blank::Blank;
use super::identify::number;
use crate::packet::write::{create_private_folder, write_private};
use crate::reading::open::LARGEST_FILE;

/// Blank forms by number and revision; shared by all threads.
#[derive(Debug, Default)]
pub struct Blanks {
    held: BTreeMap<(String, NaiveDate), Held>,
}

#[derive(Debug)]
struct Held {
    path: PathBuf,
    read: OnceLock<Result<Blank, String>>,
}

impl Blanks {
    /// No blank at all.
    pub fn none() -> Blanks {
        Blanks::default()
    }

    /// The blanks of a folder, by the names of its files; reads none yet. A folder that is missing
    /// holds none, and a file that `keep` did not name is none.
    ///
    /// # Errors
    /// When the folder cannot be listed.
    pub fn open(folder: &Path) -> io::Result<Blanks> {
        let mut held = BTreeMap::new();
        let entries = match fs::read_dir(folder) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Blanks::none()),
            entries => entries?,
        };
        for entry in entries {
            let entry = entry?;
            // Anything else than a file, such as a pipe, would be waited for.
            let is_file = fs::metadata(entry.path()).is_ok_and(|about| about.is_file());
            if let Some(which) = entry.file_name().to_str().and_then(which).filter(|_| is_file) {
                held.insert(which, Held { path: entry.path(), read: OnceLock::new() });
            }
        }
        Ok(Blanks { held })
    }

    /// Blanks that were never on a disk.
    pub fn of(blanks: impl IntoIterator<Item = Blank>) -> Blanks {
        let held = blanks.into_iter().map(|blank| {
            let which = (blank.number.clone(), blank.revised);
            (which, Held { path: PathBuf::new(), read: OnceLock::from(Ok(blank)) })
        });
        Blanks { held: held.collect() }
    }

    /// The revisions of a form that are at hand, the newest first.
    pub fn held(&self, number: &str) -> Vec<NaiveDate> {
        let ours = self.held.keys().rev().filter(|(held, _)| held == number);
        ours.map(|(_, revised)| *revised).collect()
    }

    /// Number and revision of every blank, the newest of each form first.
    pub fn all(&self) -> Vec<(&str, NaiveDate)> {
        let mut all: Vec<(&str, NaiveDate)> =
            self.held.keys().map(|(number, revised)| (number.as_str(), *revised)).collect();
        all.sort_by(|(a, earlier), (b, later)| a.cmp(b).then(later.cmp(earlier)));
        all
    }

    /// The file of a blank.
    pub fn path(&self, number: &str, revised: NaiveDate) -> Option<&Path> {
        self.get(number, revised).map(|held| held.path.as_path())
    }

    /// A blank, read when it is first asked for.
    ///
    /// # Errors
    /// One line that says why it cannot be used, and what to do.
    pub fn blank(&self, number: &str, revised: NaiveDate) -> Result<&Blank, String> {
        let Some(held) = self.get(number, revised) else {
            return Err(format!("no blank of form {number} of {revised} is at hand"));
        };
        let read = || read(&held.path, number, revised);
        held.read.get_or_init(read).as_ref().map_err(Clone::clone)
    }

    /// Number, revision and bytes of every blank as it stands on the disk now; no bytes where it
    /// cannot be read or was never on one.
    pub fn contents(&self) -> impl Iterator<Item = (String, Option<Vec<u8>>)> {
        self.held.iter().map(|((number, revised), held)| {
            (format!("{number}.{revised}"), whole(&held.path).ok())
        })
    }

    fn get(&self, number: &str, revised: NaiveDate) -> Option<&Held> {
        self.held.get(&(number.to_owned(), revised))
    }
}

/// Keeps a blank in a folder, in place of an earlier one of its number and revision; the file
/// appears whole or not at all, readable by its owner only. Returns its path.
///
/// # Errors
/// When the disk refuses.
pub fn keep(folder: &Path, blank: &Blank) -> io::Result<PathBuf> {
    if !folder.is_dir() {
        create_private_folder(folder)?;
    }
    let name = format!("{}.{}.pdf", blank.number, blank.revised);
    let fresh = folder.join(format!(".{name}.{}.partial", std::process::id()));
    let path = folder.join(name);
    match fs::remove_file(&fresh) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
        _ => {}
    }
    let written = write_private(&fresh, &blank.to_bytes()).and_then(|()| fs::rename(&fresh, &path));
    if written.is_err() {
        let _ = fs::remove_file(&fresh);
    }
    written.map(|()| path)
}

/// Number and revision in the name of a kept file.
fn which(name: &str) -> Option<(String, NaiveDate)> {
    let (form, revised) = name.strip_suffix(".pdf")?.split_once('.')?;
    Some((number(form)?, NaiveDate::parse_from_str(revised, "%Y-%m-%d").ok()?))
}

fn read(path: &Path, number: &str, revised: NaiveDate) -> Result<Blank, String> {
    let cannot = |why: &str| {
        format!("the blank of form {number} of {revised} that was kept {why}; add it again")
    };
    let bytes = whole(path).map_err(|error| cannot(&format!("cannot be read: {error}")))?;
    let blank = Blank::read(&bytes).map_err(|fault| cannot(&fault.to_string()))?;
    if (blank.number.as_str(), blank.revised) != (number, revised) {
        return Err(cannot(&format!("is form {} of {}", blank.number, blank.revised)));
    }
    Ok(blank)
}

fn whole(path: &Path) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    // One byte more than may be read tells that the file is too large.
    fs::File::open(path)?.take(LARGEST_FILE as u64 + 1).read_to_end(&mut bytes)?;
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_names_that_were_given_are_blanks() {
        let day = NaiveDate::from_ymd_opt(2024, 1, 1).expect("a day");
        assert_eq!(which("CR-180.2024-01-01.pdf"), Some(("CR-180".to_owned(), day)));
        assert_eq!(which("POS-040(P).2024-01-01.pdf"), Some(("POS-040(P)".to_owned(), day)));
        for no in ["CR-180.pdf", "CR-180.2024-13-01.pdf", ".CR-180.2024-01-01.pdf.1.partial", "x"] {
            assert_eq!(which(no), None, "{no}");
        }
    }

    #[test]
    fn a_missing_folder_holds_nothing() {
        let blanks = Blanks::open(Path::new("/no/such/folder")).expect("nothing");
        assert!(blanks.all().is_empty() && blanks.held("CR-180").is_empty());
        let day = NaiveDate::from_ymd_opt(2024, 1, 1).expect("a day");
        assert!(blanks.blank("CR-180", day).is_err());
    }
}
