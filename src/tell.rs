//! What commands say to people, and the same as JSON: packets, outcomes, reasons, petitions.

use std::collections::BTreeSet;
use std::path::Path;

use serde_json::Value;

use crate::case::{Case, Fact};
use crate::catalog::Catalog;
use crate::check::determination::{Determination, Outcome, Reason, Truth, paths};
use crate::diagnostic::render;
use crate::law::CiteForm;
use crate::packet::Packet;
use crate::pipeline::{Checked, Examined};
use crate::source::FieldPath;
use page::{Page, Tone, whole};

mod catalog;
mod court_form;
mod inspect;
mod page;
mod survey;

pub use catalog::{petition, petitions};
pub use court_form::{Shelf, fields as blank_fields, shelf, taken};
pub use inspect::{inspected, inspected_all};
pub use survey::survey;

/// Something to say, as text and as JSON.
pub struct Told {
    /// For people.
    pub text: String,
    /// For programs.
    pub json: Value,
}

/// Who speaks, and to what kind of screen.
#[derive(Clone, Copy)]
pub struct Voice<'a> {
    /// Where citations and titles come from.
    pub catalog: &'a Catalog,
    /// Whether the screen shows colours.
    pub color: bool,
}

impl Voice<'_> {
    /// A short citation that stays on one line; empty for an unknown key.
    fn cite(&self, key: &str) -> String {
        whole(&self.catalog.law.cite(key, CiteForm::Short).unwrap_or_default())
    }

    /// The title of a relief and its citation.
    fn relief(&self, case: &Case, id: &str) -> String {
        let petition = self.catalog.petition(&case.petition);
        let mut reliefs = petition.iter().flat_map(|one| &one.families).flat_map(|f| &f.reliefs);
        match reliefs.find(|relief| relief.id == id) {
            Some(relief) => format!("{} ({})", relief.title, self.cite(&relief.provision)),
            None => id.to_owned(),
        }
    }
}

/// What was written, and what to do with it next.
pub fn packet(voice: &Voice<'_>, folder: &Path, packet: &Packet) -> String {
    let mut page = Page::new(voice.color);
    let refused = !packet.about.refused.is_empty();
    let rest = if refused { ": the guide sheet only, nothing to file" } else { "" };
    let tone = if refused { Tone::Bad } else { Tone::Good };
    page.marked(0, ("Wrote ", tone), &whole(&format!("{}{rest}", folder.display())));
    let longest = packet.files.iter().map(|file| file.name.chars().count()).max().unwrap_or(0);
    for file in &packet.files {
        let pages = if file.n_pages == 1 { "page " } else { "pages" };
        let filed = if file.filed { "" } else { " (not filed)" };
        let mark = format!("{:<longest$} {:>4} {pages}  ", file.name, file.n_pages);
        page.marked(2, (&mark, Tone::Faint), &format!("{}{filed}", file.title));
    }
    if !packet.about.blanks.is_empty() {
        let n = packet.about.blanks.len();
        page.line(2, &format!("Blanks to fill in by hand: {n}; the guide sheet lists them."));
    }
    if packet.files.iter().any(|file| file.filed) {
        page.line(2, &read_back(folder, packet));
    }
    match refused {
        true => {
            page.line(
                2,
                "Read the guide sheet: it says what stands in the way and what can be done.",
            );
            page.line(2, "`petition which`, asked of the same file, says what else is open.");
        }
        false => {
            page.line(2, "Read the guide sheet first, then every page. Nothing is signed or dated.")
        }
    }
    page.finish()
}

/// How many facts were read back from the files, and that a clerk will find nothing to refuse.
fn read_back(folder: &Path, packet: &Packet) -> String {
    let facts: BTreeSet<_> = packet.about.receipt.received.iter().map(|one| &one.fact).collect();
    let told = packet.about.inspection.iter();
    let files: BTreeSet<&str> = told.filter_map(|one| Some(one.split_once(": ")?.0)).collect();
    let files: Vec<String> =
        files.into_iter().map(|file| folder.join(file).display().to_string()).collect();
    let inspected = match packet.about.inspection.len() {
        0 => "nothing found.".to_owned(),
        n => format!("{n} to look at: `petition inspect {}`.", files.join(" ")),
    };
    format!("Read back from the files: {} facts, all whole. Inspected: {inspected}", facts.len())
}

/// The count of errors and warnings, then one line for each relief that was decided.
pub fn outcomes(voice: &Voice<'_>, file: &Path, examined: &Examined) -> String {
    let mut page = Page::new(voice.color);
    let summary = render::summary(&examined.diagnostics);
    let summary = if summary.is_empty() { "no errors, no warnings".to_owned() } else { summary };
    page.head(&whole(&format!("{}: {summary}", file.display())));
    let (Some(case), Some(checked)) = (&examined.case, &examined.checked) else {
        return page.finish();
    };
    let mut unit = None;
    let said = |one: &&Determination| worth_saying(one, examined.faulty);
    for one in checked.decided.iter().filter(said) {
        if unit.replace(&one.unit) != Some(&one.unit) && !one.unit.0.is_empty() {
            page.line(2, &unit_words(case, &one.unit));
        }
        let words = format!("{}: {}", voice.relief(case, &one.relief), outcome_words(one));
        page.marked(4, outcome_mark(one), &words);
    }
    if examined.faulty {
        page.line(
            2,
            "What cannot be decided yet is left out. Correct the errors, then check again.",
        );
    }
    page.finish()
}

/// Roads that do not apply say nothing; nor do open ones while the file itself is at fault.
fn worth_saying(one: &Determination, faulty: bool) -> bool {
    match one.outcome {
        Outcome::NotApplicable { .. } => false,
        Outcome::Undetermined { .. } => !faulty,
        _ => true,
    }
}

fn outcome_words(one: &Determination) -> String {
    let overridden = one.overridden.as_ref().map(|why| format!("; overridden: {why}"));
    let words = match &one.outcome {
        Outcome::NotYet(day) => format!("it can be had from {day}"),
        Outcome::Late { since, cured: false } => format!("the last day was {since}"),
        Outcome::Barred => {
            // What time alone would cure is not what bars it.
            let lasting: Vec<&str> =
                one.reason.lasting_failures().iter().map(|one| one.says.as_str()).collect();
            let failing = one.reason.first_failure(Truth::False).unwrap_or(&one.reason);
            match lasting.is_empty() {
                true => format!("the law requires that {}", failing.says),
                false => format!("the law requires that {}", lasting.join(", and that ")),
            }
        }
        Outcome::Undetermined { missing } => format!("state {}", paths(missing)),
        other => other.to_string(),
    };
    format!("{words}{}", overridden.unwrap_or_default())
}

fn outcome_mark(one: &Determination) -> (&'static str, Tone) {
    match &one.outcome {
        _ if one.pleaded => ("asked for  ", Tone::Good),
        Outcome::Entitled | Outcome::Discretionary => ("possible   ", Tone::Good),
        Outcome::NotYet(_) => ("too early  ", Tone::Open),
        Outcome::Late { .. } => ("too late   ", Tone::Bad),
        Outcome::Barred => ("barred     ", Tone::Bad),
        Outcome::NotApplicable { .. } => ("", Tone::Faint),
        Outcome::Undetermined { .. } => ("open       ", Tone::Open),
    }
}

/// Where a unit stands, and its offense as the case states it.
fn unit_words(case: &Case, unit: &FieldPath) -> String {
    let word = |key: &str| case.get(&unit.key(key)).and_then(Fact::as_text).unwrap_or_default();
    let offense = format!("{} {}{}", word("code"), word("section"), word("subdivision"));
    match offense.trim() {
        "" => unit.to_string(),
        offense => format!("{offense} (`{unit}`)"),
    }
}

/// The reason tree of every relief, or the count of errors where nothing could be decided.
pub fn explained(voice: &Voice<'_>, file: &Path, examined: &Examined) -> String {
    match (&examined.case, &examined.checked) {
        (Some(case), Some(checked)) => reasons(voice, case, checked),
        _ => outcomes(voice, file, examined),
    }
}

/// The reason tree of every relief of the petition, with citations.
fn reasons(voice: &Voice<'_>, case: &Case, checked: &Checked) -> String {
    let mut page = Page::new(voice.color);
    for one in &checked.decided {
        let unit = if one.unit.0.is_empty() { String::new() } else { unit_words(case, &one.unit) };
        let unit = if unit.is_empty() { unit } else { format!("{unit}: ") };
        page.head(&format!("{unit}{}", voice.relief(case, &one.relief)));
        page.marked(2, outcome_mark(one), &outcome_words(one));
        let brief = matches!(one.outcome, Outcome::NotApplicable { .. });
        let codes = one.overridden.is_some() || !(brief || one.outcome.pleadable());
        let tree = Tree { voice, brief, codes };
        one.reason.children.iter().for_each(|child| tree.lines(&mut page, child, 2));
        page.gap();
    }
    page.finish()
}

struct Tree<'a> {
    voice: &'a Voice<'a>,
    /// Only what does not hold.
    brief: bool,
    /// Whether the codes by which an attorney overrides are of use.
    codes: bool,
}

impl Tree<'_> {
    fn lines(&self, page: &mut Page, reason: &Reason, indent: usize) {
        if self.brief && reason.truth == Truth::True && indent <= 4 {
            return;
        }
        let mark = match reason.truth {
            Truth::True => ("yes ", Tone::Good),
            Truth::False => ("no  ", Tone::Bad),
            Truth::Unknown => ("?   ", Tone::Open),
        };
        page.marked(indent, mark, &self.words(reason));
        let failing = reason.children.iter().any(|child| child.truth == Truth::False);
        let brief = self.brief && reason.truth == Truth::False && failing;
        let shown = reason.children.iter().filter(|one| !brief || one.truth != Truth::True);
        shown.for_each(|child| self.lines(page, child, indent + 2));
    }

    fn words(&self, reason: &Reason) -> String {
        let mut notes: Vec<String> = reason.found.iter().cloned().collect();
        let later = reason.met_on.filter(|_| reason.truth == Truth::False);
        notes.extend(later.map(|day| format!("it will from {day}")));
        notes.extend(reason.late_since.map(|day| format!("the last day was {day}")));
        if reason.truth == Truth::Unknown && reason.children.is_empty() {
            notes.push(format!("state {}", paths(&reason.missing)));
        }
        notes.extend(reason.overridden.as_ref().map(|why| format!("overridden: {why}")));
        let notes = notes.join("; ");
        let law = reason.provision.as_deref().map(|key| format!(" ({})", self.voice.cite(key)));
        let colon = if notes.is_empty() { "" } else { ": " };
        let code = reason.code.as_ref().filter(|_| self.codes && reason.truth != Truth::True);
        let code = code.map(|code| format!(" [{code}]")).unwrap_or_default();
        format!("{}{}{colon}{notes}{code}", reason.says, law.unwrap_or_default())
    }
}
