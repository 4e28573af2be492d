//! Blocks with tokens -> blocks with literal words: the only place where case text meets template text.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::token::{Piece, Token, pieces};
use crate::document::{Block, Inline, ListItem, Signature, Table, Words};
use crate::law::{CiteForm, Law};

/// A value of the view: one or more paragraphs of words.
#[derive(Debug, Clone, PartialEq)]
pub struct Entry {
    /// The paragraphs, each in its words.
    pub paragraphs: Vec<Vec<Inline>>,
}

/// A blank that stands for a fact the case file did not give.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FactBlank {
    /// Title of the paper.
    pub paper: String,
    /// What belongs there.
    pub label: String,
}

/// Numbers of marked paragraphs by paper and mark.
pub type Marks = BTreeMap<(String, String), String>;

/// What tokens are resolved against.
pub struct Resolver<'a> {
    /// Values of the view.
    pub registry: &'a [Entry],
    /// Provisions, values and authorities.
    pub law: &'a Law,
    /// The day whose law is printed.
    pub as_of: NaiveDate,
    /// Letters of the exhibits by id.
    pub exhibits: &'a BTreeMap<String, String>,
    /// Numbers of marked paragraphs.
    pub marks: &'a Marks,
    /// Title of the paper being resolved.
    pub paper: String,
    /// Blanks met so far.
    pub blanks: Vec<FactBlank>,
    /// Ids of the exhibits met so far, each once.
    pub mentions: Vec<String>,
    /// Tokens that name nothing.
    pub errors: Vec<String>,
}

/// Numbers of the marked paragraphs of one paper.
pub fn collect_marks(paper: &str, blocks: &[Block], marks: &mut Marks) {
    for block in blocks {
        let Block::Numbered { label, blocks } = block else { continue };
        let Some(Block::Paragraph { text, .. }) = blocks.first() else { continue };
        for inline in text {
            let Inline::Text(words) = inline else { continue };
            for piece in pieces(&words.text) {
                if let Piece::Token(Token::Mark(id)) = piece {
                    let number = label.trim_end_matches('.').to_owned();
                    marks.insert((paper.to_owned(), id), number);
                }
            }
        }
    }
}

impl Resolver<'_> {
    /// Swaps the tokens of blocks; a paragraph with a value of several paragraphs becomes several.
    pub fn blocks(&mut self, blocks: Vec<Block>) -> Vec<Block> {
        blocks.into_iter().flat_map(|block| self.block(block)).collect()
    }

    fn block(&mut self, block: Block) -> Vec<Block> {
        match block {
            Block::Paragraph { text, shape } => {
                let paragraphs = self.paragraphs(text);
                paragraphs.into_iter().map(|text| Block::Paragraph { text, shape }).collect()
            }
            Block::Heading { level, text } => {
                vec![Block::Heading { level, text: self.one_line(text) }]
            }
            Block::Numbered { label, blocks } => {
                vec![Block::Numbered { label, blocks: self.blocks(blocks) }]
            }
            Block::List { items } => {
                let items = items
                    .into_iter()
                    .map(|item| ListItem { label: item.label, blocks: self.blocks(item.blocks) });
                vec![Block::List { items: items.collect() }]
            }
            Block::Quotation { blocks } => vec![Block::Quotation { blocks: self.blocks(blocks) }],
            Block::Table(table) => vec![Block::Table(self.table(table))],
            Block::Signature(Signature { dated, under }) => {
                let under = under.into_iter().map(|line| self.one_line(line)).collect();
                vec![Block::Signature(Signature { dated, under })]
            }
            Block::Lines { lines } => {
                let lines = lines.into_iter().flat_map(|line| self.paragraphs(line)).collect();
                vec![Block::Lines { lines }]
            }
            Block::PageBreak => vec![Block::PageBreak],
        }
    }

    fn table(&mut self, table: Table) -> Table {
        let mut cells = |row: Vec<Vec<Inline>>| -> Vec<Vec<Inline>> {
            row.into_iter().map(|cell| self.one_line(cell)).collect()
        };
        Table {
            header: cells(table.header),
            rows: table.rows.into_iter().map(&mut cells).collect(),
        }
    }

    /// Swaps tokens where no paragraph can begin: a value of several paragraphs breaks the line.
    pub fn one_line(&mut self, text: Vec<Inline>) -> Vec<Inline> {
        let mut out = Vec::new();
        for (n, paragraph) in self.paragraphs(text).into_iter().enumerate() {
            if n > 0 {
                out.push(Inline::Break);
            }
            out.extend(paragraph);
        }
        out
    }

    /// Swaps tokens in a line of template words that is not Markdown.
    pub fn words(&mut self, text: &str) -> Vec<Inline> {
        self.one_line(vec![Inline::plain(text)])
    }

    /// Swaps tokens and keeps only the words: titles, bookmarks, file names.
    pub fn plain(&mut self, text: &str) -> String {
        plain_text(&self.words(text))
    }

    fn paragraphs(&mut self, text: Vec<Inline>) -> Vec<Vec<Inline>> {
        let mut out: Vec<Vec<Inline>> = vec![Vec::new()];
        for inline in text {
            let Inline::Text(words) = inline else {
                last(&mut out).push(inline);
                continue;
            };
            for piece in pieces(&words.text) {
                match piece {
                    Piece::Text(literal) => push(literal, &words, None, last(&mut out)),
                    Piece::Token(token) => self.token(token, &words, &mut out),
                }
            }
        }
        out.iter_mut().for_each(trim);
        // A template line of nothing but a mark, or a value that was stated empty, prints nothing.
        if out.len() > 1 {
            out.retain(|paragraph| !paragraph.is_empty());
        }
        out
    }

    fn token(&mut self, token: Token, style: &Words, out: &mut Vec<Vec<Inline>>) {
        match token {
            Token::Value(index) => {
                let Some(entry) = self.registry.get(index) else { return };
                for (n, paragraph) in entry.paragraphs.iter().enumerate() {
                    if n > 0 {
                        out.push(Vec::new());
                    }
                    for inline in paragraph {
                        match inline {
                            Inline::Text(words) => push_styled(words, style, last(out)),
                            other => last(out).push(other.clone()),
                        }
                    }
                }
            }
            Token::CheckBox(ticked) => last(out).push(Inline::CheckBox { ticked }),
            Token::Blank { label, width, fact } => {
                if fact {
                    let paper = self.paper.clone();
                    self.blanks.push(FactBlank { paper, label: label.clone() });
                }
                // Widths in templates are a few hundred points at most.
                last(out).push(Inline::Blank { width: width as f32, label });
            }
            Token::Mark(_) => {}
            Token::Authority { key, short } => self.authority(&key, short, style, last(out)),
            other => {
                let text = self.law_words(&other);
                push(&text, style, None, last(out));
            }
        }
    }

    fn authority(&mut self, key: &str, short: bool, style: &Words, out: &mut Vec<Inline>) {
        let Some(authority) = self.law.authority(key).filter(|authority| authority.citable())
        else {
            self.errors.push(format!("no authority `{key}` in forms/law that papers may cite"));
            return;
        };
        let italic = Words { italic: !style.italic, ..style.clone() };
        let (name, cite) = authority.print(if short { CiteForm::Short } else { CiteForm::Long });
        push(name, &italic, None, out);
        if !cite.is_empty() {
            push(&cite, style, None, out);
        }
    }

    fn law_words(&mut self, token: &Token) -> String {
        let found = match token {
            Token::Cite { key, long } => {
                let form = if *long { CiteForm::Long } else { CiteForm::Short };
                self.law.cite(key, form).ok_or(format!("no provision `{key}` in forms/law"))
            }
            Token::Law { key, value } => {
                let found = self.law.value(key, value, self.as_of).map(ToString::to_string);
                found.ok_or(format!("no value `{value}` of `{key}` in forms/law on that date"))
            }
            Token::Exhibit { id, bare } => {
                // Evidence names its exhibit in the case file, so the id can be a token itself.
                let id = self.plain(id);
                let letter = self.exhibits.get(&id).map(|letter| match bare {
                    true => letter.clone(),
                    false => format!("Exhibit\u{a0}{letter}"),
                });
                if letter.is_some() && !self.mentions.contains(&id) {
                    self.mentions.push(id.clone());
                }
                letter.ok_or(format!("no exhibit with id `{id}`"))
            }
            Token::Paragraph { paper, mark } => {
                let found = self.marks.get(&(paper.clone(), mark.clone())).cloned();
                found.ok_or(format!("no numbered paragraph marked `{mark}` in `{paper}`"))
            }
            _ => Ok(String::new()),
        };
        found.unwrap_or_else(|error| {
            self.errors.push(error);
            String::new()
        })
    }
}

/// Only the words of a line.
pub fn plain_text(line: &[Inline]) -> String {
    line.iter()
        .map(|inline| match inline {
            Inline::Text(words) => words.text.as_str(),
            Inline::Break => " ",
            Inline::Blank { .. } | Inline::CheckBox { .. } => "",
        })
        .collect()
}

fn last(out: &mut [Vec<Inline>]) -> &mut Vec<Inline> {
    out.last_mut().expect("paragraphs are never empty")
}

fn push(text: &str, style: &Words, origin: Option<&Words>, out: &mut Vec<Inline>) {
    let words = Words {
        text: text.to_owned(),
        bold: style.bold,
        italic: style.italic,
        origin: origin.and_then(|from| from.origin.clone()),
    };
    push_styled(&words, &Words::default(), out);
}

/// Adds words in the style around them, joined to the words before where nothing differs.
fn push_styled(words: &Words, style: &Words, out: &mut Vec<Inline>) {
    let bold = words.bold != style.bold;
    let italic = words.italic != style.italic;
    if let Some(Inline::Text(before)) = out.last_mut()
        && before.bold == bold
        && before.italic == italic
        && before.origin == words.origin
    {
        before.text.push_str(&words.text);
        return;
    }
    out.push(Inline::Text(Words { bold, italic, ..words.clone() }));
}

/// Takes the space off the ends of a paragraph.
fn trim(paragraph: &mut Vec<Inline>) {
    let blank = |inline: &Inline| matches!(inline, Inline::Text(words) if words.text.trim_matches(' ').is_empty());
    while paragraph.first().is_some_and(blank) {
        paragraph.remove(0);
    }
    while paragraph.last().is_some_and(blank) {
        paragraph.pop();
    }
    if let Some(Inline::Text(words)) = paragraph.first_mut() {
        words.text = words.text.trim_start_matches(' ').to_owned();
    }
    if let Some(Inline::Text(words)) = paragraph.last_mut() {
        words.text = words.text.trim_end_matches(' ').to_owned();
    }
}
