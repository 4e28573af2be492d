//! Blocks parted where a page ends: what stands before and what goes on behind, told by the letters drawn.

use crate::document::{Block, Inline, ListItem, Signature, Table, Words};
use crate::layout::page::{Ink, Item, Mark};

/// A hint where a word may be divided, which prints nothing.
const SOFT_HYPHEN: char = '\u{AD}';

/// How many letters of what is read out stand among items.
pub(super) fn n_letters(items: &[Item]) -> usize {
    let runs = items.iter().filter_map(|item| match (&item.ink, item.mark) {
        (Ink::Text(run), Mark::Content(_)) => Some(run.text.as_str()),
        _ => None,
    });
    runs.map(letters).sum()
}

fn letters(text: &str) -> usize {
    text.chars().filter(is_letter).count()
}

fn is_letter(c: &char) -> bool {
    !c.is_whitespace() && *c != SOFT_HYPHEN
}

/// Blocks before and behind a number of letters. Each letter stands in one of both; an item that
/// goes on has no label behind.
pub(super) fn cut(blocks: &[Block], n: usize) -> (Vec<Block>, Vec<Block>) {
    cut_blocks(blocks, &mut Knife { left: n, repeats: false })
}

/// The same for blocks whose rest is set anew: a table has its header there too.
pub(super) fn cut_to_go_on(blocks: &[Block], n: usize) -> (Vec<Block>, Vec<Block>) {
    cut_blocks(blocks, &mut Knife { left: n, repeats: true })
}

/// How far there is to go.
struct Knife {
    /// Letters before the cut.
    left: usize,
    /// Whether the header of a table stands behind the cut too.
    repeats: bool,
}

fn cut_blocks(blocks: &[Block], knife: &mut Knife) -> (Vec<Block>, Vec<Block>) {
    let (mut before, mut behind) = (Vec::new(), Vec::new());
    for block in blocks {
        let (first, rest) = match knife.left {
            0 => (None, Some(block.clone())),
            _ => cut_block(block, knife),
        };
        before.extend(first);
        behind.extend(rest);
    }
    (before, behind)
}

/// Both parts of a block, where they have words or blanks.
fn cut_block(block: &Block, knife: &mut Knife) -> (Option<Block>, Option<Block>) {
    match block {
        Block::Heading { level, text } => {
            let part = |text| Block::Heading { level: *level, text };
            both(cut_line(text, knife), part)
        }
        Block::Paragraph { text, shape } => {
            let part = |text| Block::Paragraph { text, shape: *shape };
            both(cut_line(text, knife), part)
        }
        Block::Numbered { label, blocks } => {
            let (first, rest) = cut_labelled(label, blocks, knife);
            let part = |(label, blocks)| Block::Numbered { label, blocks };
            (first.map(part), rest.map(part))
        }
        Block::List { items } => both(cut_items(items, knife), |items| Block::List { items }),
        Block::Quotation { blocks } => {
            both(cut_blocks(blocks, knife), |blocks| Block::Quotation { blocks })
        }
        Block::Table(table) => cut_table(table, knife),
        Block::Signature(signature) => {
            knife.left = knife.left.saturating_sub(signature_letters(signature));
            (Some(block.clone()), None)
        }
        Block::Lines { lines } => both(cut_lines(lines, knife), |lines| Block::Lines { lines }),
        Block::PageBreak => (Some(Block::PageBreak), None),
    }
}

fn both<T, B>(
    (first, rest): (Vec<T>, Vec<T>),
    part: impl Fn(Vec<T>) -> B,
) -> (Option<B>, Option<B>) {
    let some = |items: Vec<T>| (!items.is_empty()).then(|| part(items));
    // What is empty stays in front.
    match (first.is_empty(), rest.is_empty()) {
        (true, true) => (Some(part(first)), None),
        _ => (some(first), some(rest)),
    }
}

type Labelled = (String, Vec<Block>);

/// Both parts of blocks behind a label, which stays with the first.
fn cut_labelled(
    label: &str,
    blocks: &[Block],
    knife: &mut Knife,
) -> (Option<Labelled>, Option<Labelled>) {
    knife.left = knife.left.saturating_sub(letters(label));
    let (first, rest) = cut_blocks(blocks, knife);
    let behind = (!rest.is_empty()).then(|| (String::new(), rest));
    (Some((label.to_owned(), first)), behind)
}

fn cut_items(items: &[ListItem], knife: &mut Knife) -> (Vec<ListItem>, Vec<ListItem>) {
    let (mut before, mut behind) = (Vec::new(), Vec::new());
    for item in items {
        if knife.left == 0 {
            behind.push(item.clone());
            continue;
        }
        let (first, rest) = cut_labelled(&item.label, &item.blocks, knife);
        let part = |(label, blocks)| ListItem { label, blocks };
        before.extend(first.map(part));
        behind.extend(rest.map(part));
    }
    (before, behind)
}

/// Rows before and behind; the header stands with the first, and is repeated for the rest without
/// being read out again.
fn cut_table(table: &Table, knife: &mut Knife) -> (Option<Block>, Option<Block>) {
    let row_letters =
        |row: &[Vec<Inline>]| row.iter().map(|cell| line_letters(cell)).sum::<usize>();
    knife.left = knife.left.saturating_sub(row_letters(&table.header));
    let mut n = 0;
    while n < table.rows.len() && knife.left > 0 {
        knife.left = knife.left.saturating_sub(row_letters(&table.rows[n]));
        n += 1;
    }
    let (first, rest) = table.rows.split_at(n);
    let part = |header: Vec<Vec<Inline>>, rows: &[Vec<Vec<Inline>>]| {
        Block::Table(Table { header, rows: rows.to_vec() })
    };
    let again = match knife.repeats {
        true => table.header.clone(),
        false => vec![Vec::new(); table.header.len()],
    };
    let behind = (!rest.is_empty()).then(|| part(again, rest));
    (Some(part(table.header.clone(), first)), behind)
}

fn cut_lines(lines: &[Vec<Inline>], knife: &mut Knife) -> (Vec<Vec<Inline>>, Vec<Vec<Inline>>) {
    let (mut before, mut behind) = (Vec::new(), Vec::new());
    for line in lines {
        if knife.left == 0 {
            behind.push(line.clone());
            continue;
        }
        let (first, rest) = cut_line(line, knife);
        before.push(first);
        behind.extend((!rest.is_empty()).then_some(rest));
    }
    (before, behind)
}

/// A line before and behind a number of letters; spaces at the cut go with what is before.
fn cut_line(line: &[Inline], knife: &mut Knife) -> (Vec<Inline>, Vec<Inline>) {
    let (mut before, mut behind) = (Vec::new(), Vec::new());
    for inline in line {
        let Inline::Text(words) = inline else {
            let part = if knife.left > 0 { &mut before } else { &mut behind };
            part.push(inline.clone());
            continue;
        };
        let at = place(&words.text, knife);
        let (first, rest) = words.text.split_at(at);
        let part = |text: &str| Inline::Text(Words { text: text.to_owned(), ..words.clone() });
        before.extend((!first.is_empty()).then(|| part(first)));
        behind.extend((!rest.is_empty()).then(|| part(rest)));
    }
    let blank =
        |inline: &Inline| matches!(inline, Inline::Text(words) if words.text.trim().is_empty());
    if behind.iter().all(blank) {
        before.append(&mut behind);
    }
    (before, behind)
}

/// The byte behind as many letters as are left, and the spaces behind those.
fn place(text: &str, knife: &mut Knife) -> usize {
    for (at, c) in text.char_indices() {
        if is_letter(&c) {
            if knife.left == 0 {
                return at;
            }
            knife.left -= 1;
        }
    }
    text.len()
}

fn line_letters(line: &[Inline]) -> usize {
    let words = line.iter().filter_map(|inline| match inline {
        Inline::Text(words) => Some(words.text.as_str()),
        _ => None,
    });
    words.map(letters).sum()
}

fn signature_letters(signature: &Signature) -> usize {
    let under: usize = signature.under.iter().map(|line| line_letters(line)).sum();
    under + signature.dated.as_deref().map_or(0, letters)
}
