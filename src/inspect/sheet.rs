//! A measured page to the parts of a pleading: the column of line numbers, what divides it, the lines of text, the foot.

use super::foot::page_number;
use super::rules::INCH;
use crate::reading::{Line, MeasuredPage, Run, lines};

/// A column of line numbers stands within this part of the page's width, from the left.
const AT_THE_LEFT: f32 = 0.22;

/// Fewer numbers than this are those of a list or a table.
const FEWEST: usize = 8;

/// More short numbers than this at the left of one page are no line numbers.
const MOST: usize = 400;

/// The ends of numbers in one column may differ by so much, in points: by a figure.
const SAME_EDGE: f32 = 6.5;

/// A column of line numbers goes over at least this part of the page's height.
const COLUMN_HEIGHT: f32 = 0.4;

/// A stroke or fill thinner than this, in points, is a drawn line.
pub(super) const THIN: f32 = 4.5;

/// A line number.
#[derive(Debug, Clone, Copy)]
pub(super) struct LineNumber {
    pub(super) value: u32,
    pub(super) x: f32,
    /// Right end; no more than a guess where the number runs into the text.
    pub(super) end: f32,
    pub(super) baseline: f32,
    /// Which run of the page it is.
    run: usize,
}

/// The line numbers of a page, from the top.
#[derive(Debug, Clone, Default)]
pub(super) struct Column {
    pub(super) numbers: Vec<LineNumber>,
    /// The middle one of the distances between baselines.
    pub(super) pitch: f32,
}

impl Column {
    pub(super) fn first(&self) -> LineNumber {
        self.numbers[0]
    }

    pub(super) fn last(&self) -> LineNumber {
        self.numbers[self.numbers.len() - 1]
    }

    /// Right end of the widest number.
    pub(super) fn end(&self) -> f32 {
        self.numbers.iter().map(|one| one.end).fold(f32::MIN, f32::max)
    }

    /// The number that stands next to a baseline, and how far off it is.
    pub(super) fn nearest(&self, baseline: f32) -> (LineNumber, f32) {
        let off = |one: &LineNumber| (one.baseline - baseline).abs();
        let nearest = self.numbers.iter().min_by(|a, b| off(a).total_cmp(&off(b)));
        let nearest = *nearest.unwrap_or(&self.numbers[0]);
        (nearest, off(&nearest))
    }
}

/// A page of text, taken apart.
pub(super) struct Sheet<'p> {
    pub(super) page: &'p MeasuredPage,
    pub(super) column: Option<Column>,
    /// Lines of visible, upright text between head and foot, without the line numbers.
    pub(super) body: Vec<Line<'p>>,
    /// Lines below the last line number, or in the last inch of a page without.
    pub(super) foot: Vec<Line<'p>>,
}

impl<'p> Sheet<'p> {
    pub(super) fn new(page: &'p MeasuredPage) -> Sheet<'p> {
        let column = column(page);
        let numbers = column.iter().flat_map(|column| &column.numbers);
        // A number that runs into the text takes none of it away.
        let alone = |run: &&Run| run.text.trim().bytes().all(|byte| byte.is_ascii_digit());
        let numbers: Vec<&Run> =
            numbers.filter_map(|one| page.runs.get(one.run)).filter(alone).collect();
        let mut lines = lines(page);
        for line in &mut lines {
            line.runs.retain(|run| {
                let number = numbers.iter().any(|one| std::ptr::eq(*one, *run));
                run.visible && run.upright && !run.text.trim().is_empty() && !number
            });
        }
        lines.retain(|line| !line.runs.is_empty());
        let foot_from = foot_from(page, &lines, column.as_ref());
        let (foot, body) = lines.into_iter().partition(|line| line.baseline > foot_from);
        Sheet { page, column, body, foot }
    }

    /// Left end of the leftmost text.
    pub(super) fn text_left(&self) -> Option<f32> {
        let runs = self.body.iter().flat_map(|line| &line.runs);
        runs.map(|run| run.x).min_by(f32::total_cmp)
    }
}

/// Where the foot begins: at the page number and the drawn line, where they stand at the bottom, else
/// below the last line number.
fn foot_from(page: &MeasuredPage, lines: &[Line<'_>], column: Option<&Column>) -> f32 {
    let bottom = page.height - INCH * 1.1;
    let usual = column.map_or(page.height - INCH, |one| one.last().baseline + one.pitch * 0.25);
    let low = || lines.iter().filter(|line| line.baseline > bottom);
    // Under the number of a page stand at most the lines of a footer.
    let last = lines.iter().rev().take(4);
    let last = last.filter(|line| line.baseline > page.height - INCH * 1.75);
    let number = last.filter(|line| page_number(&line.text()).is_some()).map(|line| line.baseline);
    let number = number.max_by(f32::total_cmp);
    let wide = |[x0, y0, x1, y1]: &[f32; 4]| y1 - y0 < THIN && x1 - x0 > INCH * 2.0 && *y0 > bottom;
    let strokes = page.inks.iter().map(|ink| ink.bounds).filter(wide).map(|[_, y0, _, _]| y0);
    let stroke = strokes.filter(|y| low().any(|line| line.baseline > *y)).max_by(f32::total_cmp);
    match (number, stroke) {
        (Some(number), Some(stroke)) if (number - stroke).abs() < 30.0 => number.min(stroke) - 1.0,
        (_, Some(stroke)) => stroke - 1.0,
        (Some(number), None) => usual.min(number - 1.0),
        (None, None) => usual,
    }
}

/// Left, top, right and bottom of words, by the height of common type.
pub(super) fn bounds(run: &Run) -> [f32; 4] {
    let hangs = |c: char| "gjpqyQ,;()[]{}|/_¶çģķļņŗșț".contains(c);
    let below = if run.text.contains(hangs) { run.size * 0.22 } else { 0.0 };
    [run.x, cap_top(run), words_end(run), run.baseline + below]
}

/// Left, top, right and bottom of a line.
pub(super) fn line_bounds(line: &Line<'_>) -> [f32; 4] {
    let all = line.runs.iter().map(|run| bounds(run));
    all.reduce(|a, b| [a[0].min(b[0]), a[1].min(b[1]), a[2].max(b[2]), a[3].max(b[3])]).unwrap_or([
        0.0,
        line.baseline,
        0.0,
        line.baseline,
    ])
}

/// Where the capitals of a run reach up to.
pub(super) fn cap_top(run: &Run) -> f32 {
    run.baseline - run.size * 0.66
}

/// Right end of the last word: spaces behind it are no text.
pub(super) fn words_end(run: &Run) -> f32 {
    let spaces = run.text.chars().rev().take_while(|c| c.is_whitespace()).count();
    (run.end - spaces as f32 * run.size * 0.25).max(run.x)
}

/// The largest type of a line.
pub(super) fn line_size(line: &Line<'_>) -> f32 {
    line.runs.iter().map(|run| run.size).fold(0.0, f32::max)
}

fn column(page: &MeasuredPage) -> Option<Column> {
    let candidates = candidates(page);
    if candidates.len() < FEWEST || candidates.len() > MOST {
        return None;
    }
    let edges: [fn(&LineNumber) -> f32; 3] =
        [|one| one.end, |one| one.x, |one| (one.x + one.end) / 2.0];
    let mut best: Vec<LineNumber> = Vec::new();
    for edge in edges {
        for pivot in &candidates {
            let beside = |one: &&LineNumber| (edge(one) - edge(pivot)).abs() <= SAME_EDGE;
            if candidates.iter().filter(beside).count() > best.len() {
                best = candidates.iter().filter(beside).copied().collect();
            }
        }
    }
    best.sort_by(|a, b| a.baseline.total_cmp(&b.baseline));
    best.dedup_by(|b, a| (b.baseline - a.baseline).abs() < 1.0 && a.value == b.value);
    let steps = best.windows(2).filter(|pair| pair[1].value == pair[0].value + 1).count();
    let height = best.last()?.baseline - best.first()?.baseline;
    let is_column =
        best.len() >= FEWEST && steps * 2 >= best.len() && height >= page.height * COLUMN_HEIGHT;
    is_column.then(|| Column { pitch: pitch(&best), numbers: best })
}

fn pitch(numbers: &[LineNumber]) -> f32 {
    let mut gaps: Vec<f32> =
        numbers.windows(2).map(|pair| pair[1].baseline - pair[0].baseline).collect();
    gaps.sort_by(f32::total_cmp);
    gaps.get(gaps.len() / 2).copied().unwrap_or(0.0)
}

/// Short numbers at the left, alone or before the text of their line.
fn candidates(page: &MeasuredPage) -> Vec<LineNumber> {
    let limit = page.width * AT_THE_LEFT;
    let read = |(n, run): (usize, &Run)| {
        let text = run.text.trim();
        let digits = text.len() - text.trim_start_matches(|c: char| c.is_ascii_digit()).len();
        let value = text.get(..digits).filter(|d| (1..=4).contains(&d.len()))?.parse().ok()?;
        let alone = digits == text.len();
        let end = if alone { words_end(run) } else { run.x + run.size * 0.5 * digits as f32 };
        let joined = alone || text[digits..].starts_with(' ');
        let here = run.visible && run.upright && end <= limit && joined;
        here.then_some(LineNumber { value, x: run.x, end, baseline: run.baseline, run: n })
    };
    page.runs.iter().enumerate().filter_map(read).collect()
}

/// Whether upright drawn lines stand between two abscissas along most of a column.
pub(super) fn is_divided(page: &MeasuredPage, between: [f32; 2], column: &Column) -> bool {
    let (top, bottom) = (column.first().baseline, column.last().baseline);
    let mut parts: Vec<[f32; 2]> = page
        .inks
        .iter()
        .map(|ink| ink.bounds)
        .filter(|[x0, _, x1, _]| x1 - x0 <= THIN && *x0 >= between[0] && *x1 <= between[1])
        .map(|[_, y0, _, y1]| [y0.max(top), y1.min(bottom)])
        .filter(|[y0, y1]| y1 > y0)
        .collect();
    parts.sort_by(|a, b| a[0].total_cmp(&b[0]));
    let (mut covered, mut reached) = (0.0, top);
    for [y0, y1] in parts {
        covered += (y1 - y0.max(reached)).max(0.0);
        reached = reached.max(y1);
    }
    covered >= (bottom - top) * 0.6
}
