//! Finished files held against what they are made of and against the rules, before anything is written.

use crate::case::Case;
use crate::catalog::fields::Fields;
use crate::diagnostic::Diagnostic;
use crate::document::Document;
use crate::inspect::{Finding, Inspection, Level, Rules};
use crate::packet::PacketFile;
use crate::packet::receipt::{self, ReadBack, Receipt};
use crate::reading::first_pages;

/// Codes of the findings for an exhibit without a bookmark, and for a file that portals take no more.
const BOOKMARK: &str = "exhibit-bookmark";
const LARGE: &str = "file-large";

/// A file and what was read back of it.
pub(super) struct Finished {
    pub(super) file: PacketFile,
    read: ReadBack,
    findings: Vec<Finding>,
}

/// How a file is read back.
pub(super) struct Reading<'a> {
    /// How many of its pages, from the first, are the paper's own; exhibits stand behind those.
    pub(super) n_own: usize,
    /// What is printed on each page before anything is typed, where the paper is an official form.
    pub(super) printed: &'a [&'a str],
    pub(super) rules: &'a Rules,
}

impl Finished {
    /// Reads a file back; a guide sheet, which is not filed, is held against no rule of court.
    ///
    /// # Errors
    /// Why it cannot be read, in one line.
    pub(super) fn read(
        file: PacketFile,
        document: &Document,
        with: Reading<'_>,
    ) -> Result<Finished, String> {
        let lost = |why: String| format!("{}: {why}", file.name);
        let inspection = file.filed.then(|| Inspection::open_own(&file.bytes, with.rules));
        let mut inspection = inspection.transpose().map_err(|fault| lost(fault.to_string()))?;
        let n_seen = if file.filed { usize::MAX } else { with.n_own };
        let (mut words, mut whole) = (receipt::Finished::default(), true);
        // The bytes are our own, so they are measured as they are, once for both.
        let measured = first_pages(file.bytes.clone(), n_seen, |n, page| {
            match with.printed.get(n) {
                Some(printed) => whole &= words.add_behind(printed, &page),
                None if n < with.n_own => words.add(&page),
                None => {}
            }
            // Attachment sheets on plain paper are neither a form nor a pleading.
            let plain = with.printed.get(n).is_some_and(|printed| printed.is_empty());
            if let Some(inspection) = inspection.as_mut().filter(|_| !plain) {
                inspection.page(n + 1, &page);
            }
        });
        measured.map_err(|error| lost(error.to_string()))?;
        if !whole {
            return Err(lost("words of the printed form are not read back from it".to_owned()));
        }
        let read = receipt::hold(document, &file.name, &words);
        let mut findings = inspection.map(|one| one.finish().findings).unwrap_or_default();
        // Joining proved a bookmark to each exhibit; another slip inside one is that paper's own.
        findings.retain(|one| file.parts.is_empty() || one.check.code != BOOKMARK);
        Ok(Finished { file, read, findings })
    }
}

impl Finished {
    /// The same below a folder of the packet.
    pub(super) fn in_folder(mut self, folder: &str) -> Finished {
        self.file.name = format!("{folder}/{}", self.file.name);
        self.read.file.clone_from(&self.file.name);
        self
    }
}

/// What reading a packet back shows.
pub(super) struct Proof {
    pub(super) receipt: Receipt,
    /// What was found, as `file: code`.
    pub(super) inspection: Vec<String>,
    /// Facts that were lost on the way.
    pub(super) faults: Vec<Diagnostic>,
    /// What a clerk may refuse.
    pub(super) warnings: Vec<Diagnostic>,
}

/// Draws up the receipt of all files, and tells what was lost and what was found.
pub(super) fn prove(case: &Case, fields: &Fields, files: &[Finished]) -> Proof {
    let read: Vec<ReadBack> = files.iter().map(|one| one.read.clone()).collect();
    let receipt = Receipt::new(case, fields, &read);
    let faults = receipt.missing.iter().map(lost).collect();
    let found = || {
        files.iter().flat_map(|one| one.findings.iter().map(move |finding| (&one.file, finding)))
    };
    let inspection =
        found().map(|(file, finding)| format!("{}: {}", file.name, finding.check.code)).collect();
    let told =
        |finding: &Finding| finding.check.level == Level::Refused || finding.check.code == LARGE;
    let refusals = found().filter(|(_, finding)| told(finding));
    let warnings = refusals.map(|(file, finding)| refusal(file, finding)).collect();
    Proof { receipt, inspection, faults, warnings }
}

fn lost(missing: &receipt::Missing) -> Diagnostic {
    let what = match &missing.fact {
        Some(fact) => format!("`{fact}` is not read back whole from `{}`", missing.file),
        None => format!("words of `{}` are not read back from it", missing.file),
    };
    let told = Diagnostic::error("lost-fact", what)
        .why("a paper that lost a word is never written")
        .help("this is a fault of the program: please report it with the fact's kind of words");
    match &missing.fact {
        Some(fact) => told.at_field(fact, ""),
        None => told,
    }
}

fn refusal(file: &PacketFile, finding: &Finding) -> Diagnostic {
    let pages = match finding.page_list() {
        pages if pages.is_empty() => String::new(),
        pages => format!(" page {pages}"),
    };
    let what = format!("`{}`{pages}: {}", file.name, finding.what);
    Diagnostic::warning(finding.check.code, what)
        .why("a clerk may refuse it")
        .help(finding.check.help)
}
