//! One file to print: each client's sheet and joined papers bound behind one another and proved.

use std::io;

use super::plan::{About, Client, Volume};
use crate::batch::run_facts::RunFacts;
use crate::catalog::Catalog;
use crate::content::ContentHash;
use crate::document::{Document, Inline};
use crate::packet::exhibits::{Bound, ForeignFile, Nested, bind, nested};
use crate::packet::slips;
use crate::pipeline;

/// What binding reads.
pub(super) struct Binding<'a> {
    pub(super) facts: &'a RunFacts,
    pub(super) catalog: &'a Catalog,
    pub(super) n_sets: usize,
}

/// What stands in a file for one client.
struct Part {
    title: String,
    sheet: Vec<u8>,
    papers: Vec<u8>,
    bookmarks: Vec<Nested>,
}

impl Binding<'_> {
    /// The bytes of a file; `read` gives the joined papers of a packet by its folder.
    pub(super) fn bind(
        &self,
        volume: &Volume,
        read: &dyn Fn(&str) -> io::Result<Vec<u8>>,
    ) -> io::Result<Vec<u8>> {
        let mut parts = Vec::with_capacity(volume.clients.len());
        for client in &volume.clients {
            parts.push(self.part(client, read(&client.about.folder)?)?);
        }
        let mut bound = Vec::with_capacity(2 * parts.len());
        for part in &parts {
            let sheet = Bound {
                bytes: &part.sheet,
                bookmark: &part.title,
                level: 1,
                goes_on: false,
                nested: Vec::new(),
            };
            let nested = part.bookmarks.clone();
            let papers = Bound { bytes: &part.papers, goes_on: true, nested, ..sheet.clone() };
            bound.extend([sheet, papers]);
        }
        let title = format!("Sets to print: {}", volume.title);
        let meta = pipeline::titled(&title, self.facts.as_of);
        bind(&bound, &meta).map_err(|error| io::Error::other(error.to_string()))
    }

    fn part(&self, client: &Client, papers: Vec<u8>) -> io::Result<Part> {
        let folder = &client.about.folder;
        if ContentHash::of(&papers) != client.sha256 {
            let what = format!(
                "the joined papers of `{folder}` are not as they were written; run again with --resume"
            );
            return Err(io::Error::new(io::ErrorKind::InvalidData, what));
        }
        let file = ForeignFile { name: folder, bytes: &papers };
        let bookmarks = nested(file).map_err(|error| io::Error::other(error.to_string()))?;
        let sheet = sheet(client, self.n_sets);
        let unset = |faults: String| {
            io::Error::other(format!("the sheet before `{folder}` cannot be set: {faults}"))
        };
        let pages =
            pipeline::lay_out(self.catalog, &sheet).map_err(|faults| unset(faults.join("; ")))?;
        let bytes = pipeline::export(self.catalog, &pages, self.facts.as_of).map_err(unset)?;
        Ok(Part { title: sheet.title, sheet: bytes, papers, bookmarks })
    }
}

/// The sheet before a client's sets; it is taken out.
fn sheet(client: &Client, n_sets: usize) -> Document {
    let About { client: name, county, case_number, hearing, .. } = &client.about;
    let heading = format!("CLIENT {} OF {}", client.number, client.of);
    let mut lines = vec![name.clone()];
    if !case_number.is_empty() {
        lines.push(format!("Case No. {case_number}"));
    }
    if !county.is_empty() {
        lines.push(format!("County of {county}, Superior Court of California"));
    }
    lines.push(match hearing {
        None => "No hearing date".to_owned(),
        Some(day) => format!("Hearing: {}", day.format("%B %-d, %Y")),
    });
    let sheets = match client.n_pages {
        1 => "1 sheet".to_owned(),
        n => format!("{n} sheets"),
    };
    lines.push(match n_sets {
        1 => format!("1 set follows: {sheets}, printed on one side"),
        n => format!("{n} sets follow: {sheets} in all, printed on one side"),
    });
    lines.push("Take this sheet out. It is not filed or served.".to_owned());
    let title = format!("{}. {name}", client.number);
    let lines = lines.iter().map(|line| vec![Inline::plain(line)]).collect();
    slips::sheet(&title, heading, lines)
}
