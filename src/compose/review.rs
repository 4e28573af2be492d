//! Drafts, decisions and messages -> the review sheet: where each statement comes from and what each relief rests on.
//!
//! It is for counsel, is not filed, and repeats facts of the case.

use chrono::NaiveDate;

use crate::case::{Case, Fact};
use crate::catalog::petition::Petition;
use crate::check::determination::Determination;
use crate::compose::Drafts;
use crate::diagnostic::words::{long_date, sentence};
use crate::diagnostic::{At, Diagnostic, Severity};
use crate::document::{
    Block, Document, Inline, ListItem, ParagraphShape, Stationery, Table, Words,
};
use crate::law::Law;
use crate::source::FieldPath;
use places::Places;

mod places;
mod reasons;
mod sentences;
mod statements;

/// What a review sheet is made from.
#[derive(Debug, Clone, Copy)]
pub struct Reviewing<'a> {
    /// The case.
    pub case: &'a Case,
    /// Its petition.
    pub petition: &'a Petition,
    /// Provisions, for citations.
    pub law: &'a Law,
    /// The day whose law was used.
    pub as_of: NaiveDate,
    /// Each relief of the petition for each unit.
    pub decided: &'a [Determination],
    /// Errors and warnings of all steps.
    pub diagnostics: &'a [Diagnostic],
    /// The papers and their blanks.
    pub drafts: &'a Drafts,
    /// Facts that no paper prints, from the receipt.
    pub silent: &'a [FieldPath],
}

/// The review sheet of a packet; same input, same document.
pub fn review(reviewing: &Reviewing<'_>) -> Document {
    let places = Places::of(reviewing.case);
    let mut blocks = vec![heading(1, "Review sheet")];
    blocks.extend(opening(reviewing));
    blocks.extend(warnings(reviewing, &places));
    blocks.extend(overrides(reviewing, &places));
    blocks.extend(blanks(reviewing));
    blocks.extend(silent(reviewing, &places));
    blocks.extend(reasons::sections(reviewing, &places));
    blocks.extend(statements::sections(reviewing.drafts, &places));
    Document {
        paper: "review".to_owned(),
        title: "Review Sheet".to_owned(),
        footer_title: "Review sheet: not for filing".to_owned(),
        stationery: Stationery::Review,
        blocks,
        n_behind: 0,
    }
}

fn opening(reviewing: &Reviewing<'_>) -> Vec<Block> {
    let title = &reviewing.petition.title;
    let day = long_date(reviewing.as_of);
    let about = format!(
        "{title}, on the law and the facts of {day}. This sheet is for counsel. It repeats what the case file says and what was made of it, so it stays in the file of the office."
    );
    let order = "First what needs a look: warnings, checks that were set aside, blanks, and facts that no paper prints. Then each relief with what it rests on. Last, each sentence of the papers that states a fact; words that come from the case file are bold, and the column beside them says from which line.";
    vec![paragraph(about), paragraph(order)]
}

/// Errors and warnings, each with its place.
fn warnings(reviewing: &Reviewing<'_>, places: &Places<'_>) -> Vec<Block> {
    let told = |one: &Diagnostic| {
        let grade = match one.severity {
            Severity::Error => "Error",
            Severity::Warning => "Warning",
        };
        let place = one.places.first().map(|place| match &place.at {
            At::Field(path) => places.line(path),
            At::Span(span) => places.of_span(span),
        });
        vec![cell(grade), cell(&sentence(one)), cell(&place.unwrap_or_default())]
    };
    let rows = reviewing.diagnostics.iter().map(told).collect();
    listed("Warnings", table(["", "What is to be looked at", "Case file"], rows))
}

/// Checks that the case file sets aside, with the reason that it states.
fn overrides(reviewing: &Reviewing<'_>, places: &Places<'_>) -> Vec<Block> {
    let root = FieldPath::root().key("overrides");
    let n = reviewing.case.get(&root).and_then(Fact::as_list).map_or(0, <[Fact]>::len);
    let rows = (0..n).map(|n| {
        let at = root.index(n);
        let part = |key: &str| stated(reviewing.case, &at.key(key));
        vec![vec![part("code")], vec![part("reason")], cell(&places.line(&at))]
    });
    listed("Checks set aside", table(["Check", "Reason stated", "Case file"], rows.collect()))
}

fn blanks(reviewing: &Reviewing<'_>) -> Vec<Block> {
    let mut items: Vec<ListItem> = Vec::new();
    let mut labels: Vec<&str> = Vec::new();
    let blanks = &reviewing.drafts.blanks;
    for (n, blank) in blanks.iter().enumerate() {
        if !labels.contains(&blank.label.as_str()) {
            labels.push(&blank.label);
        }
        if blanks.get(n + 1).is_none_or(|next| next.paper != blank.paper) {
            let words = format!("{}: {}", blank.paper, labels.join("; "));
            items.push(item("•", vec![Inline::plain(words)], Vec::new()));
            labels.clear();
        }
    }
    let list = (!items.is_empty()).then_some(Block::List { items });
    listed("Blanks to be filled by hand", list)
}

/// Facts with words that no paper prints: mostly they decide, and some may have been forgotten.
fn silent(reviewing: &Reviewing<'_>, places: &Places<'_>) -> Vec<Block> {
    const TITLE: &str = "Facts that no paper prints";
    if reviewing.drafts.papers.iter().all(|draft| draft.number == 0) {
        let none = "No paper to file was drafted; the guide sheet says why.";
        return vec![heading(2, TITLE), paragraph(none)];
    }
    let row = |path: &FieldPath| {
        let words = stated(reviewing.case, path);
        vec![cell(&path.to_string()), vec![words], cell(&places.line(path))]
    };
    let rows = reviewing.silent.iter().map(row).collect();
    listed(TITLE, table(["Fact", "As stated", "Case file"], rows))
}

/// A section, which says that there is nothing where there is not.
fn listed(title: &str, block: Option<Block>) -> Vec<Block> {
    vec![heading(2, title), block.unwrap_or_else(|| paragraph("None."))]
}

fn table(header: [&str; 3], rows: Vec<Vec<Vec<Inline>>>) -> Option<Block> {
    let header = header.iter().map(|words| cell(words)).collect();
    (!rows.is_empty()).then_some(Block::Table(Table { header, rows }))
}

/// The words of a fact, which know where they came from.
fn stated(case: &Case, path: &FieldPath) -> Inline {
    let text = match case.get(path) {
        Some(Fact::Text(text) | Fact::Choice(text)) => text.clone(),
        Some(Fact::Date(day)) => long_date(*day),
        Some(Fact::Number(number)) => number.to_string(),
        Some(Fact::Flag(true)) => "yes".to_owned(),
        Some(Fact::Flag(false)) => "no".to_owned(),
        Some(Fact::List(_) | Fact::Group(_)) | None => String::new(),
    };
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    Inline::Text(Words { text, origin: Some(path.clone()), ..Words::default() })
}

fn heading(level: u8, words: &str) -> Block {
    Block::Heading { level, text: cell(words) }
}

fn paragraph(words: impl Into<String>) -> Block {
    Block::Paragraph { text: vec![Inline::plain(words)], shape: ParagraphShape::Flush }
}

fn item(label: &str, text: Vec<Inline>, below: Vec<Block>) -> ListItem {
    let first = Block::Paragraph { text, shape: ParagraphShape::Flush };
    ListItem { label: label.to_owned(), blocks: std::iter::once(first).chain(below).collect() }
}

fn cell(words: &str) -> Vec<Inline> {
    if words.is_empty() { Vec::new() } else { vec![Inline::plain(words)] }
}
