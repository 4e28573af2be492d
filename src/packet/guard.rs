//! What may not be in a file that goes into the public record: identity numbers, and forms that only the court may see.

use chrono::NaiveDate;

use crate::check::condition::Inquiry;
use crate::compose::Drafted;
use crate::compose::exhibits::{Exhibit, named_by_hand};
use crate::compose::resolve::plain_text;
use crate::diagnostic::Diagnostic;
use crate::document::Inline;
use crate::law::{CiteForm, Law, LawValue};
use crate::reading::identity::{self, Identity};
use crate::source::FieldPath;

/// The key of the rule on identity numbers, and the code of what breaks it; counsel can override it with a reason.
const IDENTITY: (&str, &str) = ("rule-1.201", "identity-number");

/// The key of the rule on requests to waive fees, whose value `forms` names them.
const CLOSED: (&str, &str) = ("rule-3.54-a", "confidential-exhibit");

/// What files are held against.
pub struct Guard<'a> {
    law: &'a Law,
    as_of: NaiveDate,
    /// Whether the case overrides what is said of identity numbers.
    overridden: bool,
}

impl<'a> Guard<'a> {
    /// The guard of a case.
    pub fn new(inquiry: &Inquiry<'a>) -> Guard<'a> {
        let overridden = inquiry.overrides().iter().any(|(code, ..)| code == IDENTITY.1);
        Guard { law: inquiry.law, as_of: inquiry.as_of, overridden }
    }

    /// What an exhibit's text layer shows that it may not: its pages' lines, by the page of its file from 1.
    pub fn exhibit<'t>(
        &self,
        exhibit: &Exhibit,
        pages: impl Iterator<Item = (usize, &'t [String])>,
    ) -> Vec<Diagnostic> {
        let mut found = Vec::new();
        for (number, lines) in pages {
            let lines: Vec<&str> = lines.iter().map(String::as_str).collect();
            let shown = if self.overridden { Vec::new() } else { identity::find(&lines) };
            found.extend(kinds(&shown).into_iter().map(|kind| {
                let what = format!("page {number} of `{}` shows {kind}", exhibit.file);
                self.identity(what).at_field(&exhibit.place(), "").help(
                    "black the number out in a copy, the words beneath it too, and name that one",
                )
            }));
            if let Some(form) = self.closed_form(&lines) {
                let what = format!("page {number} of `{}` is form {form}", exhibit.file);
                found.push(
                    Diagnostic::error(CLOSED.1, what)
                        .at_field(&exhibit.place(), "")
                        .why("only the court may see it, so it is never an exhibit")
                        .cites(self.cite(CLOSED.0))
                        .help("take it out of the exhibits and hand it to the clerk by itself"),
                );
            }
        }
        found
    }

    /// What the papers print that they may not; a confidential paper is not in the public file.
    pub fn papers(&self, papers: &[Drafted]) -> Vec<Diagnostic> {
        let public = papers.iter().filter(|paper| paper.filed && !paper.confidential);
        let mut found: Vec<Diagnostic> = Vec::new();
        for paper in public.filter(|_| !self.overridden) {
            for line in paper.document.lines() {
                for one in identity::find(&[&plain_text(line)]) {
                    let what = format!("`{}` would print {}", paper.document.title, shown(&one));
                    let told = match origin(line, one.at.start) {
                        Some(path) => self.identity(what).at_field(&path, ""),
                        None => self.identity(what),
                    };
                    // A fact stands in several papers; one finding is enough to find it.
                    if !found.iter().any(|known| known.places == told.places) {
                        found.push(told.help("leave it out, or state its last four digits alone"));
                    }
                }
            }
        }
        found
    }

    fn identity(&self, what: String) -> Diagnostic {
        Diagnostic::error(IDENTITY.1, what)
            .why("what is filed can be read by everybody")
            .cites(self.cite(IDENTITY.0))
    }

    /// The closed form that a page is, by its number and the word that it bears.
    fn closed_form(&self, lines: &[&str]) -> Option<String> {
        let LawValue::List(forms) = self.law.value(CLOSED.0, "forms", self.as_of)? else {
            return None;
        };
        let is_closed = lines.iter().any(|line| line.to_uppercase().contains("CONFIDENTIAL"));
        let named = |form: &&String| {
            let is_number =
                |word: &str| word.trim_matches(|c: char| !c.is_alphanumeric()) == form.as_str();
            lines.iter().any(|line| line.split_whitespace().any(is_number))
        };
        forms.iter().find(named).filter(|_| is_closed).cloned()
    }

    fn cite(&self, key: &str) -> String {
        self.law.cite(key, CiteForm::Short).unwrap_or_default()
    }
}

/// Letters that the case's own words give to exhibits and no exhibit of the packet has.
pub fn dangling(papers: &[Drafted], exhibits: &[Exhibit]) -> Vec<Diagnostic> {
    let mut found: Vec<Diagnostic> = Vec::new();
    let lines = papers.iter().filter(|paper| paper.filed).flat_map(|paper| paper.document.lines());
    for inline in lines.flatten() {
        let Inline::Text(words) = inline else { continue };
        let Some(origin) = &words.origin else { continue };
        for letter in named_by_hand(&words.text) {
            let known = exhibits.iter().find(|exhibit| exhibit.letter == letter);
            let what = match known {
                None => format!(
                    "`{origin}` names Exhibit {letter}, and this packet has none of that letter"
                ),
                Some(exhibit) => {
                    format!("`{origin}` names Exhibit {letter}, which is `{}`", exhibit.title)
                }
            };
            let told = Diagnostic::warning("exhibit-letter", what)
                .at_field(origin, "")
                .why("letters are given in the order in which the papers first name the exhibits")
                .help(
                    "see that the letter is the one you mean, or say what the exhibit is instead",
                );
            if !found.contains(&told) {
                found.push(told);
            }
        }
    }
    found
}

fn shown(identity: &Identity) -> &'static str {
    identity::shown(identity.kind)
}

/// Each kind once.
fn kinds(found: &[Identity]) -> Vec<&'static str> {
    let mut kinds: Vec<&'static str> = found.iter().map(shown).collect();
    kinds.sort_unstable();
    kinds.dedup();
    kinds
}

/// The fact whose words stand at a byte of a line.
fn origin(line: &[Inline], at: usize) -> Option<FieldPath> {
    let mut end = 0;
    line.iter().find_map(|inline| {
        end += plain_text(std::slice::from_ref(inline)).len();
        match inline {
            Inline::Text(words) if at < end => Some(words.origin.clone()),
            _ => None,
        }
    })?
}
