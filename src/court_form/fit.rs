//! A value and the field it belongs into: the size at which it fits, or none.

use crate::document::{Block, Inline};
use crate::layout::typed::{CAPITAL, DESCENT, Frame, Pitch, Typist, rise};

use super::blank::{BlankField, FieldKind};

/// The largest and the smallest size that is typed, in points.
pub(super) const LARGEST: f32 = 12.0;
pub(super) const SMALLEST: f32 = 8.0;

/// The largest size of one line: larger letters stand out from the words printed around them.
const LARGEST_LINE: f32 = 11.0;

/// The size below which neighbours are not made smaller for evenness.
const COMFORTABLE: f32 = 9.0;

const STEP: f32 = 0.5;

/// Space within the edges of a field that stays empty: at the left as viewers leave it.
const LEFT: f32 = 2.0;
const RIGHT: f32 = 1.0;
/// The same above and below the words of a field with several lines: accents stand high.
const HEAD: f32 = 2.5;
const FOOT: f32 = 1.0;

/// What is typed into a field.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Fill {
    /// Nothing.
    Empty,
    /// A text on one line.
    Line { text: Vec<Inline>, size: f32 },
    /// One character a cell.
    Comb { text: String, size: f32 },
    /// Blocks from the top, and a last line at the foot where they go on elsewhere.
    Blocks { blocks: Vec<Block>, size: f32, foot: Option<String> },
    /// An X.
    Tick,
}

/// A field with the height that its line may take.
#[derive(Debug, Clone, Copy)]
pub(super) struct Slot<'b> {
    pub(super) field: &'b BlankField,
    height: f32,
}

/// The fields of a blank, each with the height of a line in it: fields that stand closer to each
/// other than they are high leave a line only so much.
pub(super) fn slots(fields: &[BlankField]) -> Vec<Slot<'_>> {
    /// Height of a line in ems, as far as its own letters take it, to the distance of two lines.
    const OF_PITCH: f32 = (CAPITAL + DESCENT) / 1.1;
    let is_line = |field: &BlankField| {
        matches!(field.kind, FieldKind::Text { multiline: false, .. } | FieldKind::Choice)
    };
    let middle = |field: &BlankField| (field.rect[1] + field.rect[3]) / 2.0;
    let height = |field: &BlankField| {
        let [left, top, right, bottom] = field.rect;
        let beside = fields.iter().filter(|other| {
            let over = other.rect[0] < right && other.rect[2] > left;
            other.page == field.page && over && is_line(other) && is_line(field)
        });
        let apart = beside.map(|other| (middle(other) - middle(field)).abs());
        let pitch = apart.filter(|apart| *apart > 2.0).fold(f32::INFINITY, f32::min);
        (bottom - top).min(pitch * OF_PITCH)
    };
    fields.iter().map(|field| Slot { field, height: height(field) }).collect()
}

/// The field's rectangle as a frame.
pub(super) fn frame(field: &BlankField) -> Frame {
    let [left, top, right, bottom] = field.rect;
    Frame { left, top, right, bottom }
}

/// Where lines of a field with several of them stand.
pub(super) fn inner(frame: Frame) -> Frame {
    Frame {
        left: frame.left + LEFT,
        top: frame.top + HEAD,
        right: frame.right - RIGHT,
        bottom: frame.bottom - FOOT,
    }
}

/// The sizes that are tried, the largest first.
pub(super) fn sizes(from: f32) -> impl Iterator<Item = f32> {
    let n = ((from - SMALLEST) / STEP) as i32;
    (0..=n.max(0)).map(move |k| from - STEP * k as f32)
}

/// The text of a value that is one line; nothing for one of several paragraphs, lines or items.
pub(super) fn line_of(blocks: &[Block]) -> Option<Vec<Inline>> {
    let text = match blocks {
        [Block::Paragraph { text, .. } | Block::Heading { text, .. }] => text,
        [Block::Lines { lines }] if lines.len() == 1 => &lines[0],
        _ => return None,
    };
    (!text.iter().any(|inline| matches!(inline, Inline::Break))).then(|| text.clone())
}

/// Whether nothing is said.
pub(super) fn is_empty(blocks: &[Block]) -> bool {
    blocks.iter().all(|block| match block {
        Block::Paragraph { text, .. } | Block::Heading { text, .. } => says_nothing(text),
        Block::Lines { lines } => lines.iter().all(|line| says_nothing(line)),
        Block::Quotation { blocks } => is_empty(blocks),
        Block::Table(table) => {
            table.header.iter().chain(table.rows.iter().flatten()).all(|cell| says_nothing(cell))
        }
        Block::List { items } => items.is_empty(),
        Block::PageBreak => true,
        Block::Numbered { .. } | Block::Signature(_) => false,
    })
}

/// Whether a line has no words, blanks or boxes.
pub(super) fn says_nothing(line: &[Inline]) -> bool {
    line.iter().all(|inline| match inline {
        Inline::Text(words) => words.text.trim().is_empty(),
        Inline::Break => true,
        Inline::Blank { .. } | Inline::CheckBox { .. } => false,
    })
}

/// The words of a line as they are typed.
pub(super) fn plain(line: &[Inline]) -> String {
    let words = line.iter().filter_map(|inline| match inline {
        Inline::Text(words) => Some(words.text.as_str()),
        _ => None,
    });
    words.collect()
}

/// How a value fits a field; nothing where it does not.
pub(super) fn fit(typist: &mut Typist<'_>, blocks: &[Block], slot: Slot<'_>) -> Option<Fill> {
    if is_empty(blocks) {
        return Some(Fill::Empty);
    }
    let field = slot.field;
    match field.kind {
        FieldKind::Text { comb: true, most: Some(most), .. } => fit_comb(blocks, slot, most),
        FieldKind::Text { multiline: true, most, .. } if !is_low(field) => {
            fit_blocks(typist, blocks, field, most)
        }
        FieldKind::Text { most, .. } => fit_line(typist, &line_of(blocks)?, slot, most),
        FieldKind::Choice | FieldKind::Signature => fit_line(typist, &line_of(blocks)?, slot, None),
        FieldKind::Tick | FieldKind::Button => None,
    }
}

fn fit_line(
    typist: &mut Typist<'_>,
    text: &[Inline],
    slot: Slot<'_>,
    most: Option<usize>,
) -> Option<Fill> {
    if most.is_some_and(|most| plain(text).trim().chars().count() > most) {
        return None;
    }
    let frame = frame(slot.field);
    let room = frame.right - frame.left - LEFT - RIGHT;
    let width = typist.width(text)?;
    let size = sizes(tallest(slot)).find(|size| width * size <= room)?;
    Some(Fill::Line { text: text.to_vec(), size })
}

/// The largest size whose capitals and descenders a field has the height for. One that is too low
/// for the smallest gets it all the same: the paper around it is free.
fn tallest(slot: Slot<'_>) -> f32 {
    let room = slot.height - 0.4;
    sizes(LARGEST_LINE).find(|size| size * (CAPITAL + DESCENT) <= room).unwrap_or(SMALLEST)
}

fn fit_comb(blocks: &[Block], slot: Slot<'_>, most: usize) -> Option<Fill> {
    let text = plain(&line_of(blocks)?).trim().to_owned();
    (text.chars().count() <= most).then(|| Fill::Comb { text, size: tallest(slot) })
}

fn fit_blocks(
    typist: &mut Typist<'_>,
    blocks: &[Block],
    field: &BlankField,
    most: Option<usize>,
) -> Option<Fill> {
    if most.is_some_and(|most| letters(blocks) > most) {
        return None;
    }
    let fits = |size: &f32| {
        let (pitch, inner) = text_of(frame(field), *size);
        typist.blocks(blocks, pitch, inner).fits(inner)
    };
    // On rules as long as that is possible: close lines would stand on them.
    let ruled = |size: &f32| text_of(frame(field), *size).0.gap == 0.0;
    let size = sizes(LARGEST).filter(ruled).chain(sizes(LARGEST)).find(fits)?;
    Some(Fill::Blocks { blocks: blocks.to_vec(), size, foot: None })
}

/// Whether a field has no height for a second line, whatever it says of itself.
fn is_low(field: &BlankField) -> bool {
    field.rect[3] - field.rect[1] < 2.0 * SMALLEST * 1.2 + HEAD + FOOT
}

/// How text of a size stands in a field with several lines, and where. One of two or three lines
/// has its text at even distances, a little above where forms have rules to write upon.
pub(super) fn text_of(frame: Frame, size: f32) -> (Pitch, Frame) {
    const RULES: f32 = 13.5;
    const ABOVE: f32 = 4.6;
    let height = frame.bottom - frame.top;
    let n = (height / RULES).floor();
    let leading = height / n.max(1.0);
    let inner = inner(frame);
    if !(2.0..=3.0).contains(&n) || leading < size * 1.4 {
        return (Pitch::close(size), inner);
    }
    let top = frame.top + leading - ABOVE - rise(size);
    // The leading of the last line reaches beyond the field.
    (Pitch { size, leading, gap: 0.0 }, Frame { top, bottom: top + height + 0.05, ..inner })
}

/// How many characters blocks have, for fields that take so many.
fn letters(blocks: &[Block]) -> usize {
    let mut lines = Vec::new();
    blocks.iter().for_each(|block| block.lines(&mut lines));
    lines.iter().map(|line| plain(line).chars().count() + 1).sum::<usize>().saturating_sub(1)
}

/// Makes the lines of a page even: one size for all, comfortable where one of them allows no more;
/// only one that is too long for that is typed smaller. Longer text is hardly larger than lines.
pub(super) fn even<'f>(fills: impl Iterator<Item = &'f mut Fill>) {
    let (mut lines, mut texts) = (Vec::new(), Vec::new());
    for fill in fills {
        match fill {
            Fill::Line { size, .. } => lines.push(size),
            Fill::Blocks { size, .. } => texts.push(size),
            _ => {}
        }
    }
    let least = lines.iter().map(|size| **size).fold(LARGEST, f32::min).max(COMFORTABLE);
    for size in lines {
        *size = size.min(least);
    }
    for size in texts {
        *size = size.min(least + 1.0);
    }
}

/// Where a line stands in its field: left edge and baseline. `align` is the field's own: 0 for the
/// left, 1 for the middle, 2 for the right.
pub(super) fn place(frame: Frame, width: f32, size: f32, align: i64) -> (f32, f32) {
    let x = match align {
        1 => (frame.left + frame.right - width) / 2.0,
        2 => frame.right - RIGHT - width,
        _ => frame.left + LEFT,
    };
    (x.max(frame.left + 0.5), baseline(frame, size))
}

/// The baseline that centres capitals in a field, if descenders stay clear of its lower edge,
/// where forms have their rules.
pub(super) fn baseline(frame: Frame, size: f32) -> f32 {
    const CLEAR: f32 = 1.2;
    let spare = (frame.bottom - frame.top - (CAPITAL + DESCENT) * size).max(0.0);
    let centred = (frame.top + frame.bottom + CAPITAL * size) / 2.0;
    centred.min(frame.bottom - DESCENT * size - CLEAR.min(spare / 2.0))
}
