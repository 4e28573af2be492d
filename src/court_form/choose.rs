//! The blanks at hand and what is known of a form to the revision that is filled, or why none is.

use chrono::NaiveDate;

use super::blank::{Blank, BlankField};
use super::store::Blanks;
use crate::catalog::court_form::{FieldUse, FormMap, Revision};
use crate::diagnostic::words::long_date;

/// How many fields a message names.
const NAMED: usize = 3;

/// What becomes of a form.
#[derive(Debug)]
pub enum Choice<'a> {
    /// It is filled.
    Use {
        /// The revision of the blank.
        revised: NaiveDate,
        /// The blank.
        blank: &'a Blank,
        /// What is typed into its fields; that of an earlier revision where this one is not known.
        revision: &'a Revision,
        /// What the filer should know of it; each is a sentence.
        warnings: Vec<String>,
    },
    /// It is not, for a reason: a clause without a stop.
    Not {
        /// Why.
        reason: String,
    },
}

/// What is asked of a blank.
#[derive(Debug, Clone, Copy)]
pub struct Asking {
    /// The day of filing: a later revision is not in force.
    pub on: NaiveDate,
    /// Whether the user insists on official forms.
    pub insist: bool,
}

/// Chooses the blank of a form: the newest at hand that is in force. One that the courts replaced, as far as this
/// program knows, is filled only where the user insists on official forms; one newer than is known
/// only where every field is where it was.
pub fn choose<'a>(map: &'a FormMap, blanks: &'a Blanks, asking: Asking) -> Choice<'a> {
    let mut held = blanks.held(&map.number);
    let to_come = held.first().copied();
    held.retain(|revised| *revised <= asking.on);
    let Some(newest_known) = map.revisions.first() else {
        return not(format!("nothing is known of form {}", map.number));
    };
    let mut reason = match to_come {
        Some(revised) if held.is_empty() => {
            format!("the blank at hand is of {}, which has not come yet", long_date(revised))
        }
        _ => absent(map),
    };
    for (n, revised) in held.into_iter().enumerate() {
        let candidate = Candidate { map, newest_known, revised, replaced: n > 0 };
        match candidate.choose(blanks, asking.insist) {
            Choice::Not { reason: why } if n == 0 => reason = why,
            Choice::Not { .. } => {}
            Choice::Use { revised, blank, revision, mut warnings } => {
                // Why not the newest one is the first thing to know.
                warnings.splice(..0, (n > 0).then(|| format!("Not the newest: {reason}.")));
                return Choice::Use { revised, blank, revision, warnings };
            }
        }
    }
    not(reason)
}

fn not<'a>(reason: String) -> Choice<'a> {
    Choice::Not { reason }
}

fn absent(map: &FormMap) -> String {
    format!("no blank of form {} is at hand", map.number)
}

/// A blank that might be filled.
struct Candidate<'a> {
    map: &'a FormMap,
    newest_known: &'a Revision,
    revised: NaiveDate,
    /// Whether a newer blank is at hand, which could not be filled.
    replaced: bool,
}

impl<'a> Candidate<'a> {
    fn choose(&self, blanks: &'a Blanks, insist: bool) -> Choice<'a> {
        let (number, newest) = (&self.map.number, self.newest_known.revised);
        let stale = self.revised < newest || self.replaced;
        let revision = match self.map.revision(self.revised) {
            Some(revision) => revision,
            None if self.revised > newest => self.newest_known,
            None => return not(format!("{}, which this program does not know", self.of_date())),
        };
        if stale && !insist {
            return not(self.replaced_by());
        }
        let blank = match blanks.blank(number, self.revised) {
            Ok(blank) => blank,
            Err(why) => return not(why),
        };
        let lacking = lacking(revision, blank);
        if !lacking.is_empty() {
            let newer = if self.revised > newest { ", newer than this program knows," } else { "" };
            return not(format!("{}{newer} and lacks {}", self.of_date(), list(&lacking)));
        }
        let warnings = self.warnings(revision, blank, stale);
        Choice::Use { revised: self.revised, blank, revision, warnings }
    }

    fn of_date(&self) -> String {
        format!("the blank of form {} at hand is of {}", self.map.number, long_date(self.revised))
    }

    fn replaced_by(&self) -> String {
        format!(
            "{}, and the form was revised {}",
            self.of_date(),
            long_date(self.newest_known.revised)
        )
    }

    fn warnings(&self, revision: &Revision, blank: &Blank, stale: bool) -> Vec<String> {
        let number = &self.map.number;
        let revised = long_date(self.revised);
        let mut warnings = Vec::new();
        if stale {
            warnings.push(format!(
                "Form {number} is filled on the revision of {revised}, which a later one replaced: \
                 courts may refuse it."
            ));
        }
        if self.revised > self.newest_known.revised {
            warnings.push(format!(
                "The blank of form {number} is of {revised}, newer than this program knows. It has \
                 every field of the revision of {}: look at every page.",
                long_date(revision.revised)
            ));
        }
        if !revision.tried {
            warnings.push(format!(
                "What is typed into form {number} was mapped from a list of its fields, without the \
                 blank: look at every page."
            ));
        }
        let unknown = unknown(revision, blank);
        if !unknown.is_empty() {
            warnings.push(format!(
                "Form {number} of {revised} has more fields than this program knows, which stay \
                 empty: {}.",
                list(&unknown)
            ));
        }
        warnings
    }
}

/// Fields that something is typed into, or that stay empty for a reason, and that a blank has not.
pub fn lacking<'a>(revision: &'a Revision, blank: &Blank) -> Vec<&'a str> {
    let needed = revision.fields.iter().filter(|(_, used)| **used != FieldUse::Button);
    let has = |name: &str| blank.fields.iter().any(|field| field.name == name);
    needed.map(|(name, _)| name.as_str()).filter(|name| !has(name)).collect()
}

/// Fields of a blank, in the order of its pages, of which nothing is known.
pub fn unknown<'b>(revision: &Revision, blank: &'b Blank) -> Vec<&'b str> {
    let unknown = |field: &&BlankField| !field.screen && !revision.fields.contains_key(&field.name);
    blank.fields.iter().filter(unknown).map(|field| field.name.as_str()).collect()
}

/// The first of some fields by name, quoted as on paper, and how many more there are.
pub(super) fn list(names: &[&str]) -> String {
    let shown: Vec<String> = names.iter().take(NAMED).map(|name| format!("“{name}”")).collect();
    let what = if names.len() == 1 { "the field" } else { "the fields" };
    match names.len().saturating_sub(NAMED) {
        0 => format!("{what} {}", shown.join(", ")),
        more => format!("{what} {} and {more} more", shown.join(", ")),
    }
}
