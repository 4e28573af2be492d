//! Records, gone through once, to the parts of the report.

use std::collections::BTreeMap;
use std::io;

use chrono::NaiveDate;

use super::days::DaysTold;
use super::html::Html;
use crate::batch::duplicates::Duplicates;
use crate::batch::record::{Message, Outcome, Record};
use crate::batch::records::{Filed, Records};

/// Rows of drafted clients that fold together.
const ROWS: usize = 500;

/// Cases at fault of which everything is said; of further ones, what is wrong first.
const MOST_IN_FULL: usize = 1000;

/// Messages of one case that are told.
const MOST_MESSAGES: usize = 8;

/// Letters of one message.
const MOST_LETTERS: usize = 600;

/// Things still needed that are told of one client.
const MOST_NEEDS: usize = 15;

/// What the page is made of.
pub(super) struct Gathered {
    /// How many cases came to each outcome, in the order of `Outcome::ALL`.
    pub(super) n: [usize; 4],
    /// How many files were written, and how many pages are in those that are filed.
    pub(super) n_files: usize,
    pub(super) n_pages: usize,
    /// Why cases have no papers to file, and what those that have some cannot have.
    pub(super) reasons: BTreeMap<(Outcome, String), Reason>,
    /// What cases were warned of.
    pub(super) warnings: BTreeMap<String, Reason>,
    /// The cases that were not drafted, told one by one.
    pub(super) at_fault: BTreeMap<Fault, AtFault>,
    /// The drafted cases.
    pub(super) drafted: Vec<Rows>,
    pub(super) days: DaysTold,
    /// Who the members of duplicates are.
    pub(super) members: BTreeMap<usize, Html>,
}

/// A reason, with how many cases it has.
pub(super) struct Reason {
    pub(super) n: usize,
    /// The words of the first of them.
    pub(super) what: String,
}

/// Under which heading a case is told that was not drafted, in their order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Fault {
    Failed,
    Faulty,
    LacksFacts,
    Refused,
}

impl Fault {
    fn of(record: &Record) -> Option<Fault> {
        match record.outcome {
            Outcome::Drafted => None,
            Outcome::Refused if record.lacks_facts() => Some(Fault::LacksFacts),
            Outcome::Refused => Some(Fault::Refused),
            Outcome::Faulty => Some(Fault::Faulty),
            Outcome::Failed => Some(Fault::Failed),
        }
    }
}

/// The cases under one heading.
#[derive(Default)]
pub(super) struct AtFault {
    pub(super) n: usize,
    pub(super) rows: Html,
}

/// Rows of a table that fold together.
pub(super) struct Rows {
    pub(super) first: String,
    pub(super) last: String,
    pub(super) n: usize,
    pub(super) rows: Html,
}

/// Goes through the records.
pub(super) fn gather<R: Records + ?Sized>(
    records: &R,
    as_of: NaiveDate,
    duplicates: &Duplicates,
) -> io::Result<Gathered> {
    let mut gathered = Gathered {
        n: [0; 4],
        n_files: 0,
        n_pages: 0,
        reasons: BTreeMap::new(),
        warnings: BTreeMap::new(),
        at_fault: BTreeMap::new(),
        drafted: Vec::new(),
        days: DaysTold::new(as_of),
        members: BTreeMap::new(),
    };
    records.each(&mut |filed| {
        gathered.take(filed);
        if duplicates.has(filed.record.at) {
            gathered.members.insert(filed.record.at, member(filed));
        }
        Ok(())
    })?;
    gathered.days.sort();
    Ok(gathered)
}

impl Gathered {
    fn take(&mut self, filed: Filed<'_>) {
        let record = filed.record;
        self.n[record.outcome as usize] += 1;
        self.n_files += record.files.len();
        self.n_pages +=
            record.files.iter().filter(|file| file.filed).map(|file| file.n_pages).sum::<usize>();
        self.days.take(filed);
        for (code, what) in codes(record.warnings()) {
            let reason = self.warnings.entry(code).or_insert(Reason { n: 0, what });
            reason.n += 1;
        }
        for (code, what) in codes(record.errors()) {
            let reason =
                self.reasons.entry((record.outcome, code)).or_insert(Reason { n: 0, what });
            reason.n += 1;
        }
        let Some(fault) = Fault::of(record) else { return self.drafted(filed) };
        let told = self.at_fault.entry(fault).or_default();
        told.n += 1;
        at_fault(&mut told.rows, filed, told.n <= MOST_IN_FULL);
    }

    fn drafted(&mut self, filed: Filed<'_>) {
        if self.drafted.last().is_none_or(|rows| rows.n == ROWS) {
            let first = filed.client().to_owned();
            self.drafted.push(Rows { first, last: String::new(), n: 0, rows: Html::default() });
        }
        let Some(rows) = self.drafted.last_mut() else { return };
        rows.n += 1;
        rows.last = filed.client().to_owned();
        drafted_row(&mut rows.rows, filed);
    }
}

/// Each code of messages once, with the words of the first.
fn codes<'a>(messages: impl Iterator<Item = &'a Message>) -> BTreeMap<String, String> {
    let mut codes = BTreeMap::new();
    for one in messages {
        codes.entry(one.code.clone()).or_insert_with(|| cut(&one.what));
    }
    codes
}

/// Words, or their beginning where they have no end.
fn cut(words: &str) -> String {
    match words.char_indices().nth(MOST_LETTERS) {
        Some((end, _)) => format!("{} …", &words[..end]),
        None => words.to_owned(),
    }
}

/// A drafted client: number, name, case, hearing, what is still needed.
fn drafted_row(html: &mut Html, filed: Filed<'_>) {
    let record = filed.record;
    html.mark("<tr><td class=n>").words(&(record.at + 1).to_string());
    html.mark("</td><th scope=row>").link(&format!("{}/", filed.folder()), &cut(filed.client()));
    html.mark("</th><td>");
    of_case(html, record);
    html.mark("</td><td class=day>");
    html.words(&record.matter.hearing.map(|on| on.to_string()).unwrap_or_default());
    html.mark("</td><td>");
    needs(html, filed);
    html.mark("</td></tr>\n");
}

/// Petition, county and case number of a record.
fn of_case(html: &mut Html, record: &Record) {
    let matter = &record.matter;
    html.theirs(&cut(matter.petition.as_deref().unwrap_or("no petition")));
    for more in [&matter.county, &matter.case_number].into_iter().flatten() {
        html.mark("<br>").theirs(&cut(more));
    }
}

/// What is still needed for a packet: blanks, facts, warnings, and what it could not have.
fn needs(html: &mut Html, filed: Filed<'_>) {
    let record = filed.record;
    let mut told: Vec<(&'static str, String)> = Vec::new();
    told.extend(record.errors().map(|one| ("not in it: ", cut(&one.what))));
    told.extend(record.missing.iter().map(|fact| ("state ", fact.clone())));
    let at = |one: &Message| match one.place.as_str() {
        "" => cut(&one.what),
        place => cut(&format!("{} (at {place})", one.what)),
    };
    told.extend(record.warnings().map(|one| ("look at: ", at(one))));
    told.extend(blanks(record).into_iter().map(|one| ("fill in by hand: ", one)));
    if told.is_empty() {
        html.words("nothing but to read and sign");
        return;
    }
    html.mark("<ul>");
    for (before, words) in told.iter().take(MOST_NEEDS) {
        html.mark("<li>").mark(before).theirs(words).mark("</li>");
    }
    if told.len() > MOST_NEEDS {
        let n = told.len() - MOST_NEEDS;
        html.mark("<li>").words(&format!("and {n} more, in its guide sheet and manifest"));
        html.mark("</li>");
    }
    html.mark("</ul>");
}

/// The blanks of a packet, those of one paper together: `Proof of Service: date; city`.
fn blanks(record: &Record) -> Vec<String> {
    let mut papers: Vec<(&str, String)> = Vec::new();
    for blank in &record.blanks {
        let (paper, what) = blank.split_once(": ").unwrap_or(("", blank));
        match papers.iter_mut().find(|(other, _)| *other == paper) {
            Some((_, all)) => {
                all.push_str("; ");
                all.push_str(what);
            }
            None => papers.push((paper, what.to_owned())),
        }
    }
    papers
        .into_iter()
        .map(|(paper, what)| cut(&if paper.is_empty() { what } else { format!("{paper}: {what}") }))
        .collect()
}

/// A case that was not drafted, with what is wrong and what to do.
fn at_fault(html: &mut Html, filed: Filed<'_>, in_full: bool) {
    let record = filed.record;
    html.mark("<tr><td class=n>").words(&(record.at + 1).to_string());
    html.mark("</td><th scope=row>");
    match record.files.is_empty() {
        true => html.theirs(&cut(filed.client())),
        false => html.link(&format!("{}/", filed.folder()), &cut(filed.client())),
    };
    html.mark("<br><small>").theirs(&cut(&record.case)).mark("</small></th><td>");
    of_case(html, record);
    html.mark("</td><td>");
    let most = if in_full { MOST_MESSAGES } else { 1 };
    let n_errors = record.errors().count();
    record.errors().take(most).for_each(|one| message(html, one));
    if n_errors > most {
        let n = n_errors - most;
        html.mark("<p>").words(&format!("and {n} more, in records.jsonl")).mark("</p>");
    }
    if n_errors == 0 {
        html.words("no reason was given");
    }
    if !record.missing.is_empty() {
        let facts: Vec<String> = record.missing.iter().take(MOST_NEEDS).cloned().collect();
        html.mark("<p>state ").theirs(&cut(&facts.join(", "))).mark("</p>");
    }
    html.mark("</td></tr>\n");
}

fn message(html: &mut Html, one: &Message) {
    html.mark("<p><b>").theirs(&cut(&one.what)).mark("</b>");
    if !one.place.is_empty() {
        html.mark("<br>at ").theirs(&cut(&one.place));
    }
    if let Some(cites) = &one.cites {
        html.mark("<br>under ").theirs(&cut(cites));
    }
    if let Some(help) = &one.help {
        html.mark("<br>").theirs(&cut(help));
    }
    html.mark("</p>");
}

/// A member of a duplicate.
fn member(filed: Filed<'_>) -> Html {
    let record = filed.record;
    let mut html = Html::default();
    html.words(&format!("{}. ", record.at + 1));
    match record.files.is_empty() {
        true => html.theirs(&cut(filed.client())),
        false => html.link(&format!("{}/", filed.folder()), &cut(filed.client())),
    };
    let matter = &record.matter;
    let born = matter.born.map(|on| format!("born {on}"));
    let more = [&matter.petition, &matter.county, &matter.case_number, &born];
    for words in more.into_iter().flatten() {
        html.mark(", ").theirs(&cut(words));
    }
    html.mark(" (").theirs(&cut(&record.case)).mark(")");
    html
}
