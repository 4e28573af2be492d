//! Each relief with its outcome, and the tree of what it requires, with what was found, the law and the line.

use super::places::Places;
use super::{Reviewing, cell, heading, paragraph, table};
use crate::case::Fact;
use crate::check::determination::{Determination, Outcome, Reason, Truth};
use crate::diagnostic::Diagnostic;
use crate::diagnostic::words::{long_date, sentence};
use crate::document::{Block, Inline, Words};
use crate::law::CiteForm;
use crate::source::FieldPath;

/// The reliefs that could be had or are barred with all that they require; then the roads that do
/// not apply, each with what keeps it from applying.
pub(super) fn sections(reviewing: &Reviewing<'_>, places: &Places<'_>) -> Vec<Block> {
    let teller = Teller { reviewing, places };
    let off_road = |one: &&Determination| matches!(one.outcome, Outcome::NotApplicable { .. });
    let (off, on): (Vec<&Determination>, Vec<&Determination>) =
        reviewing.decided.iter().partition(off_road);
    let mut blocks = vec![heading(2, "What each relief rests on")];
    on.iter().for_each(|one| blocks.extend(teller.relief(one)));
    if on.is_empty() {
        blocks.push(paragraph("No relief of this petition applies."));
    }
    let rows = off.iter().flat_map(|one| teller.off_road(one)).collect();
    let header = ["Relief", "What does not hold", "What the case shows"];
    if let Some(table) = table(header, rows) {
        blocks.extend([heading(2, "Reliefs that do not apply"), table]);
    }
    blocks
}

struct Teller<'a> {
    reviewing: &'a Reviewing<'a>,
    places: &'a Places<'a>,
}

impl Teller<'_> {
    /// A relief with all that it requires.
    fn relief(&self, one: &Determination) -> Vec<Block> {
        let outcome = capital(&one.outcome.to_string());
        let outcome = sentence(&Diagnostic::warning(one.outcome.word(), outcome));
        let pleaded = if one.pleaded { " It is the one asked for." } else { "" };
        let aside = one.overridden.as_ref().map(|why| format!(" A check was set aside: {why}"));
        let words = format!("{outcome}{pleaded}{}", aside.unwrap_or_default());
        let mut rows = Vec::new();
        for group in &one.reason.children {
            let first = rows.len();
            group.children.iter().for_each(|reason| self.rows(reason, &mut rows));
            if let Some([_, said, ..]) = rows.get_mut(first).map(Vec::as_mut_slice) {
                // In the row itself, so that no page ends between the two.
                let head = Words { text: capital(&group.says), bold: true, ..Words::default() };
                said.splice(0..0, [Inline::Text(head), Inline::Break]);
            }
        }
        let table = table(["", "Requirement", "What the case shows"], rows);
        [heading(3, &self.name(one)), paragraph(words)].into_iter().chain(table).collect()
    }

    /// Rows for a relief that does not apply: what does not hold.
    fn off_road(&self, one: &Determination) -> Vec<Vec<Vec<Inline>>> {
        let mut failing = Vec::new();
        let groups = one.reason.children.iter().flat_map(|group| &group.children);
        groups.filter(|reason| reason.truth != Truth::True).for_each(|reason| failing.push(reason));
        let mut name = self.name(one);
        if let Outcome::NotApplicable { instead: Some(other) } = &one.outcome {
            name.push_str(&format!("; see {other}"));
        }
        let mut rows: Vec<Vec<Vec<Inline>>> = Vec::new();
        for reason in failing {
            let relief = if rows.is_empty() { cell(&name) } else { Vec::new() };
            rows.push(vec![relief, self.said(reason), self.shows(reason)]);
        }
        if rows.is_empty() {
            rows.push(vec![cell(&name), Vec::new(), Vec::new()]);
        }
        rows
    }

    /// `Pen 459 (line 12): dismissal`, with the law of the relief.
    fn name(&self, one: &Determination) -> String {
        let reliefs = self.reviewing.petition.families.iter().flat_map(|family| &family.reliefs);
        let relief = reliefs.into_iter().find(|relief| relief.id == one.relief);
        let title = relief.map_or(one.relief.as_str(), |relief| relief.title.as_str());
        let cite = relief.and_then(|relief| self.cite(&relief.provision));
        let cite = cite.map(|cite| format!(" ({cite})")).unwrap_or_default();
        if one.unit.0.is_empty() {
            return format!("{title}{cite}");
        }
        let word = |key: &str| self.reviewing.case.get(&one.unit.key(key)).and_then(Fact::as_text);
        let parts = ["section", "subdivision"].map(|key| word(key).unwrap_or_default());
        let place = self.places.line(&one.unit);
        match word("code") {
            Some(code) => format!("{code} {} ({place}): {title}{cite}", parts.concat()),
            None => format!("{} ({place}): {title}{cite}", one.unit),
        }
    }

    fn cite(&self, key: &str) -> Option<String> {
        self.reviewing.law.cite(key, CiteForm::Short)
    }

    /// A row for a requirement, and for each part of it that has its own law or its own code.
    fn rows(&self, reason: &Reason, rows: &mut Vec<Vec<Vec<Inline>>>) {
        rows.push(vec![cell(mark(reason)), self.said(reason), self.shows(reason)]);
        let first = rows.len();
        let mut parts = Vec::new();
        own_parts(reason, reason, &mut parts);
        parts.into_iter().for_each(|part| self.rows(part, rows));
        for row in &mut rows[first..] {
            // A part can fail while the whole holds: it must not read as a requirement.
            row[1].insert(0, Inline::plain("– "));
        }
    }

    /// What is asked, and under which law.
    fn said(&self, reason: &Reason) -> Vec<Inline> {
        let cite = reason.provision.as_deref().and_then(|key| self.cite(key));
        let cite = cite.map(|cite| format!(" ({cite})")).unwrap_or_default();
        cell(&format!("{}{cite}", plain(&reason.says)))
    }

    /// What the case shows of a requirement, apart from its parts: a line for each finding.
    fn shows(&self, reason: &Reason) -> Vec<Inline> {
        let mut notes = Vec::new();
        self.findings(reason, reason, &mut notes);
        let later = reason.met_on.filter(|_| reason.truth == Truth::False);
        notes.extend(later.map(|day| format!("it will hold from {}", long_date(day))));
        notes.extend(reason.late_since.map(|day| format!("the last day was {}", long_date(day))));
        notes.extend(reason.until.map(|day| format!("it holds until {}", long_date(day))));
        notes.extend(reason.overridden.as_ref().map(|why| format!("set aside: {why}")));
        let code = reason.code.as_ref().filter(|_| reason.truth == Truth::False);
        notes.extend(code.map(|code| format!("code: {code}")));
        let mut seen: Vec<&String> = Vec::new();
        let mut told = Vec::new();
        for note in &notes {
            if seen.contains(&note) {
                continue;
            }
            if !seen.is_empty() {
                told.push(Inline::Break);
            }
            seen.push(note);
            told.push(Inline::plain(note));
        }
        told
    }

    /// What decided a requirement, without what its parts tell themselves.
    fn findings(&self, whole: &Reason, reason: &Reason, notes: &mut Vec<String>) {
        if let Some(found) = &reason.found {
            let place = reason.at.as_ref().map(|at| self.place(at)).unwrap_or_default();
            let place = if place.is_empty() { place } else { format!(", {place}") };
            notes.push(format!("{}{place}", plain(found)));
        } else if reason.children.is_empty() {
            let missing = reason.missing.iter().chain(&reason.at);
            let absent = |path: &&FieldPath| self.reviewing.case.get(path).is_none();
            notes.extend(missing.filter(absent).map(|path| format!("{path} is not stated")));
        }
        let agree = reason.children.iter().any(|child| child.truth == reason.truth);
        let rests = |child: &&Reason| !agree || child.truth == reason.truth;
        let children = reason.children.iter().filter(rests);
        let children = children.filter(|child| !is_own(whole, child));
        children.for_each(|child| self.findings(whole, child, notes));
    }

    /// The line of a fact that is stated.
    fn place(&self, at: &FieldPath) -> String {
        match self.reviewing.case.get(at) {
            Some(_) => self.places.line(at),
            None => String::new(),
        }
    }
}

/// Whether a part of a requirement is told by itself: it has a law of its own, or a code.
fn is_own(whole: &Reason, part: &Reason) -> bool {
    part.code.is_some() || (part.provision.is_some() && part.provision != whole.provision)
}

/// The uppermost parts of a requirement that are told by themselves.
fn own_parts<'r>(whole: &Reason, reason: &'r Reason, parts: &mut Vec<&'r Reason>) {
    for child in &reason.children {
        match is_own(whole, child) {
            true => parts.push(child),
            false => own_parts(whole, child, parts),
        }
    }
}

fn mark(reason: &Reason) -> &'static str {
    match reason.truth {
        Truth::True => "yes",
        Truth::False => "no",
        Truth::Unknown => "open",
    }
}

/// Words without the backticks of a terminal.
fn plain(words: &str) -> String {
    words.replace('`', "")
}

fn capital(words: &str) -> String {
    let mut letters = words.chars();
    let first: String = letters.next().into_iter().flat_map(char::to_uppercase).collect();
    first + letters.as_str()
}
