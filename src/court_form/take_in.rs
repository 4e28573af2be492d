//! A file that the user offers as a blank form to one that is kept, with what should be known of it, or a refusal.

use std::path::{Path, PathBuf};

use chrono::NaiveDate;

use super::blank::Blank;
use super::choose::{lacking, list, unknown};
use super::store::keep;
use crate::catalog::Catalog;
use crate::catalog::court_form::FormMap;
use crate::diagnostic::words::long_date;

/// A blank that was kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Taken {
    /// Number of the form.
    pub number: String,
    /// What the form is called.
    pub title: String,
    /// Date of the revision.
    pub revised: NaiveDate,
    /// Where it is kept.
    pub path: PathBuf,
    /// What the user should know of it; each is a sentence.
    pub notes: Vec<String>,
}

/// Why a file was not kept. Each reads on from the file's name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NotTaken {
    /// It is not a blank that can be filled.
    Refused(String),
    /// The disk refused.
    Unwritten(String),
}

/// Takes a blank into a folder.
///
/// # Errors
/// `NotTaken`, with what is wrong and what to do.
pub fn take_in(catalog: &Catalog, bytes: &[u8], folder: &Path) -> Result<Taken, NotTaken> {
    let blank = Blank::read(bytes).map_err(|fault| NotTaken::Refused(fault.to_string()))?;
    let map = known(catalog, &blank).map_err(NotTaken::Refused)?;
    let notes = notes(map, &blank).map_err(NotTaken::Refused)?;
    let path = keep(folder, &blank).map_err(|error| {
        NotTaken::Unwritten(format!("cannot be kept in `{}`: {error}", folder.display()))
    })?;
    let (number, revised) = (blank.number, blank.revised);
    Ok(Taken { number, title: map.title.clone(), revised, path, notes })
}

/// What is known of a form.
fn known<'c>(catalog: &'c Catalog, blank: &Blank) -> Result<&'c FormMap, String> {
    let known: Vec<&str> = catalog.court_form_numbers().collect();
    if !known.contains(&blank.number.as_str()) {
        return Err(format!(
            "is form {} of {}, which no petition fills; those that are filled are {}",
            blank.number,
            long_date(blank.revised),
            known.join(", ")
        ));
    }
    catalog.court_form(&blank.number)
}

/// What the user should know of a blank, or why it is not the form that it says it is.
fn notes(map: &FormMap, blank: &Blank) -> Result<Vec<String>, String> {
    let Some(newest) = map.revisions.first() else { return Ok(Vec::new()) };
    let mut notes = Vec::new();
    let revised = long_date(blank.revised);
    match map.revision(blank.revised) {
        Some(revision) => {
            let lacking = lacking(revision, blank);
            if !lacking.is_empty() {
                return Err(format!(
                    "prints that it is form {} of {revised}, and lacks {}, which that form has; \
                     download it again",
                    blank.number,
                    list(&lacking)
                ));
            }
            let unknown = unknown(revision, blank);
            if !unknown.is_empty() {
                notes.push(format!(
                    "What stays empty, as nothing is known of it: {}.",
                    list(&unknown)
                ));
            }
            if !revision.tried {
                notes.push(
                    "No blank of it was at hand when this program was made: look at every page of \
                     what it fills."
                        .to_owned(),
                );
            }
        }
        None if blank.revised > newest.revised => {
            let lacking = lacking(newest, blank);
            notes.push(match lacking.is_empty() {
                true => format!(
                    "It is newer than this program knows ({}) and has every field of that revision: \
                     look at every page of what is filled.",
                    long_date(newest.revised)
                ),
                false => format!(
                    "It is newer than this program knows ({}) and lacks {}: papers are drafted on \
                     pleading paper until it is known.",
                    long_date(newest.revised),
                    list(&lacking)
                ),
            });
        }
        None => {
            notes.push("This program does not know this revision, and does not fill it.".to_owned())
        }
    }
    if blank.revised < newest.revised {
        notes.push(format!(
            "It was replaced on {}: courts may refuse it. Download the present one from courts.ca.gov.",
            long_date(newest.revised)
        ));
    }
    Ok(notes)
}
