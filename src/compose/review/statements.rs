//! Each paper to the sentences of it that state facts, with the facts and the lines they came from.

use super::places::Places;
use super::sentences::sentences;
use super::{cell, heading, paragraph};
use crate::compose::{Drafted, Drafts};
use crate::document::{Block, Caption, Inline, Stationery, Table, Words};
use crate::packet::file_name;

/// A section for each paper; what its caption shares with an earlier one is not told again.
pub(super) fn sections(drafts: &Drafts, places: &Places<'_>) -> Vec<Block> {
    let mut known: Vec<&[Inline]> = Vec::new();
    let mut blocks = Vec::new();
    // The guide sheet, which nobody files, comes last.
    let (guides, papers): (Vec<&Drafted>, Vec<&Drafted>) =
        drafts.papers.iter().partition(|draft| draft.number == 0);
    for draft in papers.into_iter().chain(guides) {
        let mut reader = Reader { places, rows: Vec::new(), label: None };
        if let Stationery::Pleading(caption) = &draft.document.stationery {
            reader.caption(caption, &mut known);
        }
        reader.blocks(&draft.document.blocks);
        blocks.push(heading(2, &title(draft)));
        blocks.push(match reader.rows.is_empty() {
            true => paragraph("States no fact that an earlier caption does not."),
            false => Block::Table(Table {
                header: ["", "What the paper says", "From the case file"].map(cell).to_vec(),
                rows: reader.rows,
            }),
        });
    }
    blocks
}

fn title(draft: &Drafted) -> String {
    format!("{} ({})", draft.document.title, file_name(draft.number, &draft.file))
}

struct Reader<'a> {
    places: &'a Places<'a>,
    rows: Vec<Vec<Vec<Inline>>>,
    /// The label of the paragraph at hand, until its first sentence is told.
    label: Option<&'a str>,
}

impl<'a> Reader<'a> {
    fn caption(&mut self, caption: &'a Caption, known: &mut Vec<&'a [Inline]>) {
        let names = caption.case_title.parties.iter().map(|party| &party.name);
        let lines = caption.party_block.iter().chain(names);
        let lines = lines.chain([&caption.case_number, &caption.nature]);
        for line in lines.chain(&caption.particulars) {
            if !known.contains(&line.as_slice()) {
                known.push(line);
                self.label = Some("caption");
                self.sentence(line.clone());
            }
        }
        self.label = None;
    }

    fn blocks(&mut self, blocks: &'a [Block]) {
        blocks.iter().for_each(|block| self.block(block));
    }

    fn block(&mut self, block: &'a Block) {
        match block {
            Block::Heading { text, .. } | Block::Paragraph { text, .. } => {
                sentences(text).into_iter().for_each(|sentence| self.sentence(sentence));
            }
            Block::Numbered { label, blocks } => self.labelled(label, blocks),
            Block::List { items } => {
                items.iter().for_each(|item| self.labelled(&item.label, &item.blocks));
            }
            Block::Quotation { blocks } => self.blocks(blocks),
            Block::Table(table) => {
                let rows = std::iter::once(&table.header).chain(&table.rows);
                rows.for_each(|row| self.sentence(joined(row, &Inline::plain(" | "))));
            }
            Block::Signature(signature) => {
                self.label = Some("signature");
                self.sentence(joined(&signature.under, &Inline::Break));
            }
            Block::Lines { lines } => self.sentence(joined(lines, &Inline::Break)),
            Block::PageBreak => {}
        }
        self.label = None;
    }

    fn labelled(&mut self, label: &'a str, blocks: &'a [Block]) {
        for (n, block) in blocks.iter().enumerate() {
            self.label = (n == 0).then_some(label);
            self.block(block);
        }
    }

    /// A row for a sentence that states facts.
    fn sentence(&mut self, sentence: Vec<Inline>) {
        let mut told: Vec<String> = Vec::new();
        for inline in &sentence {
            let Inline::Text(Words { origin: Some(fact), text, .. }) = inline else { continue };
            let from = format!("{}: {fact}", self.places.line_of(fact, text));
            if !told.contains(&from) {
                told.push(from);
            }
        }
        if told.is_empty() {
            return;
        }
        let told: Vec<Vec<Inline>> = told.into_iter().map(|one| vec![Inline::plain(one)]).collect();
        let told = joined(&told, &Inline::Break);
        let label = cell(self.label.take().unwrap_or_default());
        self.rows.push(vec![label, sentence.into_iter().map(marked).collect(), told]);
    }
}

/// Words of a fact in bold, all others plain; blanks no longer than they need be here.
fn marked(inline: Inline) -> Inline {
    const SHORT: f32 = 60.0;
    match inline {
        Inline::Text(words) => {
            let bold = words.origin.is_some();
            Inline::Text(Words { bold, italic: false, ..words })
        }
        Inline::Blank { width, label } => Inline::Blank { width: width.min(SHORT), label },
        other => other,
    }
}

fn joined(lines: &[Vec<Inline>], between: &Inline) -> Vec<Inline> {
    let mut out = Vec::new();
    for line in lines.iter().filter(|line| !line.is_empty()) {
        if !out.is_empty() {
            out.push(between.clone());
        }
        out.extend(line.iter().cloned());
    }
    out
}
