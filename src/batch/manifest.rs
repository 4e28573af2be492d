//! Records to `manifest.csv`: one line a file, and one for each case without files.
//!
//! RFC 4180 in UTF-8, with the mark at its beginning by which spreadsheets know it. A cell that
//! a spreadsheet would take for a formula gets an apostrophe before it, which makes it text there;
//! `records.jsonl` has every value as it is.

use std::io::{self, Write};

use super::duplicates::Duplicates;
use super::record::{FileWritten, Outcome, Record};
use super::records::{Filed, Records};
use super::run_facts::RunFacts;

/// Name of the list below the folder of a batch.
pub const MANIFEST_CSV: &str = "manifest.csv";

/// The heads of its columns.
pub const COLUMNS: [&str; 21] = [
    "n",
    "client",
    "petition",
    "county",
    "case_number",
    "hearing",
    "outcome",
    "reason",
    "case",
    "folder",
    "file",
    "title",
    "filed",
    "pages",
    "bytes",
    "sha256",
    "duplicates",
    "as_of",
    "law_compiled",
    "law_through",
    "program",
];

/// By this mark a spreadsheet takes the bytes for UTF-8; without it accents are shown as two signs.
const BYTE_ORDER_MARK: &[u8] = "\u{feff}".as_bytes();

/// A spreadsheet takes no longer cell, and no reason needs one.
const MOST_LETTERS: usize = 4000;

/// What the list is made of.
pub(super) struct Listing<'a, R: Records + ?Sized> {
    pub(super) facts: &'a RunFacts,
    pub(super) records: &'a R,
    pub(super) duplicates: &'a Duplicates,
}

/// Begins a list that spreadsheets open as it is meant.
pub(super) fn lines<W: Write>(mut file: W) -> io::Result<csv::Writer<W>> {
    file.write_all(BYTE_ORDER_MARK)?;
    Ok(csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(file))
}

/// Writes the list.
pub(super) fn write<R: Records + ?Sized>(
    listing: &Listing<'_, R>,
    file: &mut dyn Write,
) -> io::Result<()> {
    let mut lines = lines(file)?;
    lines.write_record(COLUMNS)?;
    listing.records.each(&mut |filed| {
        let files: Vec<Option<&FileWritten>> = match filed.record.files.as_slice() {
            [] => vec![None],
            files => files.iter().map(Some).collect(),
        };
        let shared = listing.duplicates.named(filed.record.at);
        let case = Cells::of(filed, listing.facts, &shared);
        files.into_iter().try_for_each(|file| {
            lines.write_record(case.line(file).map(|cell| harmless(&cell))).map_err(io::Error::from)
        })
    })?;
    lines.flush()
}

/// What every line of a case has.
struct Cells<'a> {
    filed: Filed<'a>,
    facts: &'a RunFacts,
    duplicates: &'a str,
    reason: String,
}

impl<'a> Cells<'a> {
    fn of(filed: Filed<'a>, facts: &'a RunFacts, duplicates: &'a str) -> Cells<'a> {
        Cells { filed, facts, duplicates, reason: reason(filed.record) }
    }

    fn line(&self, file: Option<&FileWritten>) -> [String; COLUMNS.len()] {
        let (record, matter) = (self.filed.record, &self.filed.record.matter);
        let day = |day: Option<chrono::NaiveDate>| day.map(|on| on.to_string()).unwrap_or_default();
        let text = |text: &Option<String>| text.clone().unwrap_or_default();
        let of = |cell: &dyn Fn(&FileWritten) -> String| file.map(cell).unwrap_or_default();
        [
            (record.at + 1).to_string(),
            text(&matter.client),
            text(&matter.petition),
            text(&matter.county),
            text(&matter.case_number),
            day(matter.hearing),
            record.outcome.word().to_owned(),
            self.reason.clone(),
            record.case.clone(),
            of(&|_| self.filed.folder()),
            of(&|file| file.file.clone()),
            of(&|file| file.title.clone()),
            of(&|file| if file.filed { "yes" } else { "no" }.to_owned()),
            of(&|file| file.n_pages.to_string()),
            of(&|file| file.n_bytes.to_string()),
            of(&|file| file.sha256.0.clone()),
            self.duplicates.to_owned(),
            record.as_of.to_string(),
            record.law_compiled.clone(),
            self.facts.law_through.clone(),
            self.facts.program.clone(),
        ]
    }
}

/// Why a case has no papers to file: its errors, each with its place; empty where it has them.
fn reason(record: &Record) -> String {
    if record.outcome == Outcome::Drafted {
        return String::new();
    }
    let errors: Vec<String> = record
        .errors()
        .map(|one| match one.place.as_str() {
            "" => format!("[{}] {}", one.code, one.what),
            place => format!("[{}] {}, at {place}", one.code, one.what),
        })
        .collect();
    let all = errors.join("; ");
    match all.char_indices().nth(MOST_LETTERS) {
        Some((end, _)) => format!("{} … (all of it in records.jsonl)", &all[..end]),
        None => all,
    }
}

/// A cell that no spreadsheet takes for a formula. Programs of other countries read full-width
/// signs as plain ones, and drop blanks before them.
pub(super) fn harmless(cell: &str) -> String {
    let first = cell.trim_start().chars().next();
    let formula = first.is_some_and(|c| "=+-@＝＋－＠".contains(c));
    let dropped = cell.starts_with(['\t', '\r', '\n']);
    if formula || dropped { format!("'{cell}") } else { cell.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_cell_becomes_a_formula() {
        for cell in ["=1+1", "+1", "-1", "@SUM(A1)", " =1", "\t=1", "\r=1", "＝1", "\n1"] {
            assert_eq!(harmless(cell), format!("'{cell}"));
        }
        for cell in ["", "a=1", "O'Brien", "'=1", "2026-11-20", "packets/a"] {
            assert_eq!(harmless(cell), cell);
        }
    }
}
