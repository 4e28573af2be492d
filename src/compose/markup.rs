//! Rendered template text -> blocks: the part of CommonMark that pleadings need, and fenced court blocks.
//!
//! Words still hold their tokens here; `resolve` swaps them afterwards.

use std::ops::Range;

use pulldown_cmark::{CodeBlockKind, Event, Options, Parser, Tag, TagEnd};

use super::fence;
use crate::document::{Block, Inline, ListItem, ParagraphShape, Table, Words};

/// What a template wrote that papers do not have.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MarkupError {
    /// What is wrong.
    pub what: String,
    /// The rendered line it stands on, tokens taken out.
    pub near: String,
}

/// Parses rendered template text into blocks whose words still hold tokens.
///
/// # Errors
/// Everything that is not one of the blocks and inlines of `document`.
pub fn parse(text: &str) -> Result<Vec<Block>, Vec<MarkupError>> {
    let options = Options::ENABLE_TABLES | Options::ENABLE_SMART_PUNCTUATION;
    let events = Parser::new_ext(text, options).into_offset_iter();
    let mut reader =
        Reader { text, events: events.collect(), at: 0, number: 0, errors: Vec::new() };
    if let Some(place) = too_deep(&reader.events) {
        reader.refuse(&format!("quotations and lists stand {MAX_DEPTH} deep at the most"), &place);
        return Err(reader.errors);
    }
    let blocks = reader.blocks(Level::Top, None);
    if reader.errors.is_empty() { Ok(blocks) } else { Err(reader.errors) }
}

/// Blocks and styles within one another: no paper needs half as many, and each takes stack to read.
const MAX_DEPTH: usize = 24;

/// Where more stand within one another than can be.
fn too_deep(events: &[(Event<'_>, Range<usize>)]) -> Option<Range<usize>> {
    let mut depth = 0;
    events.iter().find_map(|(event, place)| {
        match event {
            Event::Start(_) => depth += 1,
            Event::End(_) => depth -= 1,
            _ => {}
        }
        (depth > MAX_DEPTH).then(|| place.clone())
    })
}

/// Where a list stands: numbers run on at the top, and restart inside a number or a quotation.
#[derive(Clone, Copy, PartialEq)]
enum Level {
    Top,
    Inside,
}

struct Reader<'a> {
    text: &'a str,
    events: Vec<(Event<'a>, Range<usize>)>,
    at: usize,
    number: usize,
    errors: Vec<MarkupError>,
}

impl<'a> Reader<'a> {
    fn next(&mut self) -> Option<(Event<'a>, Range<usize>)> {
        let event = self.events.get(self.at).cloned();
        self.at += 1;
        event
    }

    fn refuse(&mut self, what: &str, place: &Range<usize>) {
        let line = self.text[place.start..].lines().next().unwrap_or_default();
        let near = super::token::pieces(line)
            .iter()
            .map(|piece| match piece {
                super::token::Piece::Text(words) => *words,
                super::token::Piece::Token(_) => "…",
            })
            .collect();
        self.errors.push(MarkupError { what: what.to_owned(), near });
    }

    /// Reads blocks up to the given end tag, or the end of the text.
    fn blocks(&mut self, level: Level, until: Option<TagEnd>) -> Vec<Block> {
        let mut blocks = Vec::new();
        // A tight list item holds its words bare, without a paragraph around them.
        let mut loose: Vec<Inline> = Vec::new();
        while let Some((event, place)) = self.next() {
            match event {
                Event::End(tag) if Some(tag) == until => break,
                Event::Start(tag) if starts_block(&tag) => {
                    flush(&mut loose, &mut blocks);
                    self.block(tag, &place, level, &mut blocks);
                }
                Event::Rule => self.refuse("a rule line is not a block of a paper", &place),
                other => self.inline(other, &place, Style::default(), &mut loose),
            }
        }
        flush(&mut loose, &mut blocks);
        blocks
    }

    fn block(&mut self, tag: Tag<'a>, place: &Range<usize>, level: Level, out: &mut Vec<Block>) {
        match tag {
            Tag::Paragraph => {
                let text = self.inlines(TagEnd::Paragraph);
                out.push(Block::Paragraph { text, shape: ParagraphShape::Indented });
            }
            Tag::Heading { level: depth, .. } => {
                let text = self.inlines(TagEnd::Heading(depth));
                if depth as u8 > 3 {
                    self.refuse("headings go no deeper than three", place);
                }
                out.push(Block::Heading { level: depth as u8, text });
            }
            Tag::BlockQuote(kind) => {
                let blocks = self.blocks(Level::Inside, Some(TagEnd::BlockQuote(kind)));
                out.push(Block::Quotation { blocks });
            }
            Tag::List(start) => self.list(start.is_some(), level, out),
            Tag::Table(_) => out.push(Block::Table(self.table())),
            Tag::CodeBlock(CodeBlockKind::Fenced(kind)) => self.fence(&kind, place, out),
            _ => {
                self.refuse("this block is not one of a paper", place);
                let end = tag.to_end();
                self.blocks(level, Some(end));
            }
        }
    }

    fn list(&mut self, ordered: bool, level: Level, out: &mut Vec<Block>) {
        let mut items = Vec::new();
        while let Some((event, _)) = self.next() {
            match event {
                Event::Start(Tag::Item) => {
                    let blocks = self.blocks(Level::Inside, Some(TagEnd::Item));
                    if ordered && level == Level::Top {
                        self.number += 1;
                        out.push(Block::Numbered { label: format!("{}.", self.number), blocks });
                    } else {
                        let label = if ordered { letter(items.len()) } else { "•".to_owned() };
                        items.push(ListItem { label, blocks });
                    }
                }
                Event::End(TagEnd::List(_)) => break,
                _ => {}
            }
        }
        if !items.is_empty() {
            out.push(Block::List { items });
        }
    }

    fn table(&mut self) -> Table {
        let mut table = Table { header: Vec::new(), rows: Vec::new() };
        let mut row = Vec::new();
        while let Some((event, _)) = self.next() {
            match event {
                Event::Start(Tag::TableCell) => row.push(self.inlines(TagEnd::TableCell)),
                Event::End(TagEnd::TableHead) => table.header = std::mem::take(&mut row),
                Event::End(TagEnd::TableRow) => table.rows.push(std::mem::take(&mut row)),
                Event::End(TagEnd::Table) => break,
                _ => {}
            }
        }
        table
    }

    fn fence(&mut self, kind: &str, place: &Range<usize>, out: &mut Vec<Block>) {
        let mut body = String::new();
        while let Some((event, _)) = self.next() {
            match event {
                Event::Text(text) => body.push_str(&text),
                Event::End(TagEnd::CodeBlock) => break,
                _ => {}
            }
        }
        if kind == "restart-numbers" {
            self.number = 0;
            return;
        }
        match fence::block(kind, &body) {
            Ok(block) => out.push(block),
            Err(what) => self.refuse(&what, place),
        }
    }

    fn inlines(&mut self, until: TagEnd) -> Vec<Inline> {
        let mut out = Vec::new();
        while let Some((event, place)) = self.next() {
            match event {
                Event::End(tag) if tag == until => break,
                other => self.inline(other, &place, Style::default(), &mut out),
            }
        }
        out
    }

    fn inline(
        &mut self,
        event: Event<'a>,
        place: &Range<usize>,
        style: Style,
        out: &mut Vec<Inline>,
    ) {
        match event {
            Event::Text(text) => push_words(&text, style, out),
            Event::SoftBreak => push_words(" ", style, out),
            Event::HardBreak => out.push(Inline::Break),
            Event::Start(Tag::Emphasis) => {
                self.styled(TagEnd::Emphasis, Style { italic: true, ..style }, out);
            }
            Event::Start(Tag::Strong) => {
                self.styled(TagEnd::Strong, Style { bold: true, ..style }, out);
            }
            Event::End(_) => {}
            _ => self.refuse("papers have only plain, emphasized and strong words", place),
        }
    }

    fn styled(&mut self, until: TagEnd, style: Style, out: &mut Vec<Inline>) {
        while let Some((event, place)) = self.next() {
            match event {
                Event::End(tag) if tag == until => break,
                other => self.inline(other, &place, style, out),
            }
        }
    }
}

#[derive(Clone, Copy, Default)]
struct Style {
    bold: bool,
    italic: bool,
}

fn starts_block(tag: &Tag<'_>) -> bool {
    !matches!(
        tag,
        Tag::Emphasis | Tag::Strong | Tag::Strikethrough | Tag::Link { .. } | Tag::Image { .. }
    )
}

fn flush(loose: &mut Vec<Inline>, blocks: &mut Vec<Block>) {
    if !loose.is_empty() {
        let text = std::mem::take(loose);
        blocks.push(Block::Paragraph { text, shape: ParagraphShape::Indented });
    }
}

/// Adds words, joined to the words before where the style is the same.
fn push_words(text: &str, style: Style, out: &mut Vec<Inline>) {
    if let Some(Inline::Text(words)) = out.last_mut()
        && words.bold == style.bold
        && words.italic == style.italic
    {
        words.text.push_str(text);
        return;
    }
    let words = Words { bold: style.bold, italic: style.italic, ..Words::default() };
    out.push(Inline::Text(Words { text: text.to_owned(), ..words }));
}

/// `(a)` to `(z)`, then `(aa)`, as sub-items are lettered.
fn letter(index: usize) -> String {
    let one = char::from(b'a' + u8::try_from(index % 26).unwrap_or(0));
    format!("({})", one.to_string().repeat(index / 26 + 1))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(blocks: &[Block]) -> String {
        format!("{blocks:?}")
    }

    #[test]
    fn numbers_run_on_across_headings_and_restart_where_asked() {
        let blocks = parse("1. a\n2. b\n\n# H\n\n1. c\n\n```restart-numbers\n```\n\n1. d\n");
        let labels: Vec<String> = blocks
            .unwrap_or_default()
            .iter()
            .filter_map(|block| match block {
                Block::Numbered { label, .. } => Some(label.clone()),
                _ => None,
            })
            .collect();
        assert_eq!(labels, ["1.", "2.", "3.", "1."]);
    }

    #[test]
    fn nested_lists_are_lettered() {
        let blocks = parse("1. a\n\n   1. x\n   2. y\n").unwrap_or_default();
        assert!(words(&blocks).contains("\"(b)\""), "{}", words(&blocks));
    }

    #[test]
    fn what_nests_without_end_is_refused_and_takes_no_stack() {
        for deep in [
            ">".repeat(60_000),
            "- ".repeat(60_000),
            "*a ".repeat(MAX_DEPTH + 1) + &"b*".repeat(MAX_DEPTH + 1),
        ] {
            let faults = parse(&format!("{deep}x")).expect_err("refused");
            assert!(faults[0].what.contains("24 deep"), "{}", faults[0].what);
        }
        assert!(parse(&format!("{}x", "> ".repeat(MAX_DEPTH - 1))).is_ok());
    }

    #[test]
    fn quotes_and_dashes_of_a_template_are_set_typographically() {
        let blocks = parse("\"a\" -- it's").unwrap_or_default();
        assert!(words(&blocks).contains("“a” – it’s"), "{}", words(&blocks));
    }

    #[test]
    fn what_a_paper_does_not_have_is_refused() {
        for text in ["<b>x</b>", "[a](b)", "`x`", "---", "#### x", "```python\n```"] {
            assert!(parse(text).is_err(), "{text}");
        }
    }
}
