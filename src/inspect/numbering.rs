//! The line numbers of pleading paper: all there, from 1 on each page, close enough, even, and apart from the text.

use super::findings::{Check, Findings, Ground};
use super::leaf::{Leaf, excerpt, inches, points};
use super::rules::INCH;
use super::sheet::{Column, is_divided, line_bounds, line_size};

const RULE: Ground = Ground::Rule("rule-2.108");

pub(super) const MISSING: Check = Check::refused(
    "line-numbers-missing",
    RULE,
    "set the paper on pleading paper: lines numbered from 1 at the left of each page",
);
pub(super) const START: Check =
    Check::refused("line-numbers-start", RULE, "begin with line number 1 on each page");
pub(super) const ORDER: Check = Check::refused(
    "line-numbers-order",
    RULE,
    "number the lines of the page one after the other, none left out and none twice",
);
pub(super) const SPARSE: Check = Check::refused(
    "line-numbers-sparse",
    RULE,
    "set the line numbers closer, at least three to the inch",
);
pub(super) const UNEVEN: Check = Check::refused(
    "line-numbers-uneven",
    RULE,
    "set the line numbers at even distances, or each beside a line of type",
);
pub(super) const CLOSE: Check = Check::refused(
    "line-numbers-close",
    RULE,
    "leave at least a fifth of an inch between line numbers and text, or draw a line between them",
);
pub(super) const SPACING: Check = Check::refused(
    "lines-close",
    RULE,
    "space the lines one-and-a-half or double; only quotations, footnotes and descriptions of \
     property may be single spaced",
);

pub(super) const BESIDE_NONE: Check = Check::advice(
    "text-unnumbered",
    RULE,
    "keep the text between the first and the last line number",
);

pub(super) const ALL: [Check; 8] =
    [MISSING, START, ORDER, SPARSE, UNEVEN, CLOSE, SPACING, BESIDE_NONE];

/// Distances may be off by this part, for what programs round.
const ROUNDING: f32 = 0.01;

/// Distances of even numbers, and numbers beside their lines, may differ by this, in points.
const EVEN: f32 = 1.5;

/// One-and-a-half spacing is counted from the size of the type; programs that count from a smaller
/// height than this of one type size are not known.
const LEAST_OF_SPACING: f32 = 0.97;

/// Fewer close lines than this in a row are a signature block or an address.
const A_PARAGRAPH: usize = 4;

/// Lines that begin this far in, in points, are those of a quotation.
const INDENTED: f32 = 17.0;

/// Rows of tables are lower than this, in points.
const TALLEST_ROW: f32 = 100.0;

/// Looks at the numbers of a page of pleading paper.
pub(super) fn check(leaf: &Leaf<'_>, column: &Column, findings: &mut Findings) {
    order(leaf, column, findings);
    distances(leaf, column, findings);
    apart(leaf, column, findings);
    outside(leaf, column, findings);
}

fn outside(leaf: &Leaf<'_>, column: &Column, findings: &mut Findings) {
    let room = column.pitch * 0.75;
    let (top, bottom) = (column.first().baseline - room, column.last().baseline + room);
    let mut lines = leaf.sheet.body.iter();
    if let Some(line) = lines.find(|line| line.baseline < top || line.baseline > bottom) {
        let what = format!("`{}` stands beside no line number", excerpt(&line.text()));
        leaf.note(findings, (BESIDE_NONE, Some(line_bounds(line))), what);
    }
}

fn place(column: &Column, from: usize) -> Option<[f32; 4]> {
    let one = column.numbers.get(from)?;
    Some([one.x, one.baseline - 12.0, one.end, one.baseline + 3.0])
}

fn order(leaf: &Leaf<'_>, column: &Column, findings: &mut Findings) {
    let first = column.first().value;
    if first != 1 {
        let what = format!("the first line number is {first}");
        leaf.note(findings, (START, place(column, 0)), what);
    }
    let pairs = column.numbers.windows(2).enumerate();
    let broken = pairs.map(|(n, pair)| (n, pair[0].value, pair[1].value));
    if let Some((n, one, next)) = broken.into_iter().find(|(_, one, next)| *next != one + 1) {
        let what = format!("line number {one} is followed by {next}");
        leaf.note(findings, (ORDER, place(column, n + 1)), what);
    }
}

fn distances(leaf: &Leaf<'_>, column: &Column, findings: &mut Findings) {
    let widest = INCH / leaf.rules.numbers_per_inch;
    if column.pitch > widest * (1.0 + ROUNDING) {
        let what = format!(
            "the line numbers stand {} points apart, {} to the inch",
            points(column.pitch),
            points(INCH / column.pitch)
        );
        leaf.note(findings, (SPARSE, place(column, 0)), what);
    }
    let gap = |pair: &[super::sheet::LineNumber]| pair[1].baseline - pair[0].baseline;
    let uneven = column.numbers.windows(2).position(|pair| (gap(pair) - column.pitch).abs() > EVEN);
    let lines = &leaf.sheet.body;
    let beside = |baseline: f32| lines.iter().any(|one| (one.baseline - baseline).abs() <= EVEN);
    if let Some(n) = uneven.filter(|_| !column.numbers.iter().all(|one| beside(one.baseline))) {
        let what = format!(
            "line number {} stands {} points below the one before it, the others {}",
            column.numbers[n + 1].value,
            points(gap(&column.numbers[n..n + 2])),
            points(column.pitch)
        );
        leaf.note(findings, (UNEVEN, place(column, n + 1)), what);
    }
}

fn apart(leaf: &Leaf<'_>, column: &Column, findings: &mut Findings) {
    let Some(left) = leaf.sheet.text_left() else { return };
    let end = column.end();
    let room = left - end;
    let enough = room >= leaf.rules.numbers_apart * (1.0 - ROUNDING);
    if enough || is_divided(leaf.sheet.page, [end - 2.0, left + 2.0], column) {
        return;
    }
    let what = format!("the text begins {} right of the line numbers", inches(room.max(0.0)));
    leaf.note(findings, (CLOSE, place(column, 0)), what);
}

/// Looks for paragraphs that are spaced closer than the rule allows, from a baseline on.
pub(super) fn spacing(leaf: &Leaf<'_>, from: f32, findings: &mut Findings) {
    let lines: Vec<_> = leaf.sheet.body.iter().filter(|line| line.baseline >= from).collect();
    let Some(left) = leaf.sheet.text_left() else { return };
    let ends = footnotes(leaf).unwrap_or(f32::MAX);
    let mut close = Vec::new();
    for pair in lines.windows(2) {
        let (above, below) = (pair[0], pair[1]);
        let [x0, _, _, _] = line_bounds(below);
        let gap = below.baseline - above.baseline;
        let size = line_size(above).min(line_size(below));
        let least = size * leaf.rules.spacing * LEAST_OF_SPACING;
        let free = x0 - left >= INDENTED || is_tabular(leaf, below.baseline);
        // Baselines nearer than this are those of raised letters.
        let is_close = gap < least && gap > size * 0.6 && !free && below.baseline < ends;
        if is_close {
            close.push(below);
            continue;
        }
        report(leaf, &close, findings);
        close.clear();
    }
    report(leaf, &close, findings);
}

fn report(leaf: &Leaf<'_>, close: &[&crate::reading::Line<'_>], findings: &mut Findings) {
    // The first of the lines stands above the first close distance.
    if close.len() + 1 < A_PARAGRAPH {
        return;
    }
    let (first, last) = (close[0], close[close.len() - 1]);
    let gap = (last.baseline - first.baseline) / (close.len() - 1).max(1) as f32;
    let what = format!(
        "{} lines of {} point type stand {} points apart",
        close.len() + 1,
        points(line_size(first)),
        points(gap)
    );
    let ([x0, y0, _, _], [_, _, x1, y1]) = (line_bounds(first), line_bounds(last));
    leaf.note(findings, (SPACING, Some([x0, y0, x1.max(x0), y1])), what);
}

/// The short stroke above footnotes.
fn footnotes(leaf: &Leaf<'_>) -> Option<f32> {
    let page = leaf.sheet.page;
    let left = leaf.sheet.text_left()?;
    let strokes = page.inks.iter().map(|ink| ink.bounds).filter(|[x0, y0, x1, y1]| {
        let short = (INCH..page.width * 0.4).contains(&(x1 - x0));
        y1 - y0 < 2.0 && short && (x0 - left).abs() < 4.0 && *y0 > page.height * 0.4
    });
    strokes.map(|[_, y0, _, _]| y0).max_by(f32::total_cmp)
}

/// Whether a line lies between wide strokes, as the rows of a table do.
fn is_tabular(leaf: &Leaf<'_>, baseline: f32) -> bool {
    let page = leaf.sheet.page;
    let wide = |[x0, y0, x1, y1]: [f32; 4]| y1 - y0 < super::sheet::THIN && x1 - x0 > INCH;
    let strokes = || page.inks.iter().map(|ink| ink.bounds).filter(|bounds| wide(*bounds));
    let foot = leaf.sheet.column.as_ref().map_or(page.height, |column| column.last().baseline);
    let near = |y: f32| (y - baseline).abs() < TALLEST_ROW;
    let above = strokes().any(|[_, y0, _, _]| y0 < baseline && near(y0));
    let below = strokes().any(|[_, y0, _, _]| y0 > baseline && y0 <= foot + 12.0 && near(y0));
    above && below
}
