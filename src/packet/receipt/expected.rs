//! A document to the passages that its file must bear, in reading order, each with the facts in it.

use std::ops::Range;

use super::finished::folded;
use crate::document::{Block, Caption, Document, Inline, Stationery};
use crate::source::FieldPath;

/// Words that stand together: a paragraph, a heading, a line, a cell.
#[derive(Debug, Default)]
pub(super) struct Passage<'d> {
    /// The words, folded.
    pub(super) text: String,
    /// Facts by their bytes in the text, in order.
    pub(super) facts: Vec<(&'d FieldPath, Range<usize>)>,
}

/// What is looked for as one.
#[derive(Debug)]
pub(super) enum Expected<'d> {
    /// A passage.
    Passage(Passage<'d>),
    /// The cells of a row: one that is taller than a page is divided, each cell between its lines.
    Row(Vec<Passage<'d>>),
}

/// All that a document says, in reading order; blanks and boxes have no words.
pub(super) fn passages(document: &Document) -> Vec<Expected<'_>> {
    let mut reader = Reader { label: None, found: Vec::new() };
    if let Stationery::Pleading(caption) = &document.stationery {
        reader.caption(caption);
    }
    reader.blocks(&document.blocks);
    reader.found
}

struct Reader<'d> {
    /// The label that stands before the next passage.
    label: Option<&'d str>,
    found: Vec<Expected<'d>>,
}

impl<'d> Reader<'d> {
    fn caption(&mut self, caption: &'d Caption) {
        caption.party_block.iter().for_each(|line| self.line(line));
        caption.court_title.iter().for_each(|line| self.words(line));
        for party in &caption.case_title.parties {
            self.line(&party.name);
            self.words(party.role.trim_end_matches([',', '.', ' ']));
        }
        self.line(&caption.case_number);
        self.line(&caption.nature);
        caption.particulars.iter().for_each(|line| self.line(line));
    }

    fn blocks(&mut self, blocks: &'d [Block]) {
        blocks.iter().for_each(|block| self.block(block));
    }

    fn block(&mut self, block: &'d Block) {
        match block {
            Block::Heading { text, .. } | Block::Paragraph { text, .. } => self.line(text),
            Block::Numbered { label, blocks } => self.labelled(label, blocks),
            Block::List { items } => {
                items.iter().for_each(|item| self.labelled(&item.label, &item.blocks));
            }
            Block::Quotation { blocks } => self.blocks(blocks),
            Block::Table(table) => {
                self.row(&table.header);
                table.rows.iter().for_each(|row| self.row(row));
            }
            Block::Signature(signature) => {
                signature.dated.iter().for_each(|words| self.words(words));
                signature.under.iter().for_each(|line| self.line(line));
            }
            Block::Lines { lines } => lines.iter().for_each(|line| self.line(line)),
            Block::PageBreak => {}
        }
    }

    fn labelled(&mut self, label: &'d str, blocks: &'d [Block]) {
        self.label = Some(label);
        self.blocks(blocks);
    }

    fn row(&mut self, cells: &'d [Vec<Inline>]) {
        let cells = cells.iter().map(|cell| passage(None, cell)).collect();
        self.found.push(Expected::Row(cells));
    }

    fn line(&mut self, line: &'d [Inline]) {
        let passage = passage(self.label.take(), line);
        self.push(passage);
    }

    fn words(&mut self, words: &str) {
        self.push(Passage { text: folded(words), facts: Vec::new() });
    }

    fn push(&mut self, passage: Passage<'d>) {
        if !passage.text.is_empty() {
            self.found.push(Expected::Passage(passage));
        }
    }
}

fn passage<'d>(label: Option<&str>, line: &'d [Inline]) -> Passage<'d> {
    let text = folded(label.unwrap_or_default());
    let mut passage = Passage { text, facts: Vec::new() };
    for inline in line {
        let Inline::Text(words) = inline else { continue };
        let start = passage.text.len();
        passage.text.push_str(&folded(&words.text));
        let at = start..passage.text.len();
        let (Some(fact), false) = (&words.origin, at.is_empty()) else { continue };
        match passage.facts.last_mut() {
            // A word in bold amid a fact does not part it.
            Some((before, so_far)) if *before == fact && so_far.end == start => so_far.end = at.end,
            _ => passage.facts.push((fact, at)),
        }
    }
    passage
}
