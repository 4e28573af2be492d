//! Rows onto pages: which rows share a page, and how far down each stands.

use super::page::{Bookmark, Ink, Item, Mark};

/// A strip as wide as the page that is never divided: a line of text, a row of a table.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Row {
    /// What is drawn; y counts from the top of the row.
    pub(crate) items: Vec<Item>,
    /// How much of the page it takes, in points.
    pub(crate) height: f32,
    /// Space above it, unless it comes first on its page or in its strand; plain paper only.
    pub(crate) gap: f32,
    /// Single-spaced with its neighbours of the same strand; none stands on the grid.
    pub(crate) strand: Option<usize>,
    /// A page may end behind it.
    pub(crate) may_end: bool,
    /// A page must start with it.
    pub(crate) starts_page: bool,
    /// The header, by its place among the headers, that is repeated where a page starts with it.
    pub(crate) header: Option<usize>,
    /// The heading that it starts, with the level of its bookmark.
    pub(crate) bookmark: Option<(String, u8)>,
}

impl Row {
    /// A row that a page may end behind, on the grid.
    pub(crate) fn new(items: Vec<Item>, height: f32) -> Row {
        let (gap, strand, header, bookmark) = (0.0, None, None, None);
        Row { items, height, gap, strand, may_end: true, starts_page: false, header, bookmark }
    }
}

/// The space of a page that rows fill.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Region {
    /// Top of the first page's space, below what stands at its head.
    pub(crate) first_top: f32,
    /// Top of the space of every other page.
    pub(crate) top: f32,
    /// Bottom of the space.
    pub(crate) bottom: f32,
    /// Pitch of the grid that counts from `top`; none on plain paper.
    pub(crate) grid: Option<f32>,
    /// How far above the bottom a strand must end, to stay clear of the page number.
    pub(crate) foot: f32,
}

/// The body in order, with the headers that its tables repeat.
#[derive(Debug, Default)]
pub(crate) struct Body {
    pub(crate) rows: Vec<Row>,
    pub(crate) headers: Vec<Row>,
}

impl Body {
    /// Keeps the last `n` rows with whatever comes next.
    pub(crate) fn keep_last(&mut self, n: usize) {
        let from = self.rows.len().saturating_sub(n);
        self.rows[from..].iter_mut().for_each(|row| row.may_end = false);
    }
}

/// The drawn rows of each page, and the bookmarks of their headings.
pub(crate) struct Flowed {
    pub(crate) pages: Vec<Vec<Item>>,
    pub(crate) outline: Vec<Bookmark>,
}

/// Room for errors of rounding, in points.
const SLACK: f32 = 0.05;

/// Puts rows onto pages; every row stands on exactly one.
pub(crate) fn paginate(body: Body, region: Region) -> Flowed {
    let Body { mut rows, headers } = body;
    let mut flowed = Flowed { pages: Vec::new(), outline: Vec::new() };
    let mut start = 0;
    loop {
        let top = if flowed.pages.is_empty() { region.first_top } else { region.top };
        let end = page_end(&rows, &headers, start, Cursor::new(region, top));
        let placed = places(&rows[start..end], &headers, Cursor::new(region, top));
        let mut items = Vec::new();
        if let Some((header, y)) = placed.header {
            items.extend(header.items.iter().map(|item| lowered(as_artifact(item.clone()), y)));
        }
        for (row, y) in rows[start..end].iter_mut().zip(placed.rows) {
            if let Some((title, level)) = row.bookmark.take() {
                flowed.outline.push(Bookmark { title, level, page: flowed.pages.len(), y });
            }
            items.extend(std::mem::take(&mut row.items).into_iter().map(|item| lowered(item, y)));
        }
        flowed.pages.push(items);
        start = end;
        if start >= rows.len() {
            return flowed;
        }
    }
}

/// One past the last row of the page that starts with row `start`.
fn page_end(rows: &[Row], headers: &[Row], start: usize, cursor: Cursor) -> usize {
    let mut cursor = cursor;
    let full = cursor.y <= cursor.region.top;
    if let Some(header) = rows.get(start).and_then(|row| row.header) {
        cursor.add(&headers[header]);
    }
    let mut legal = None;
    for (at, row) in rows.iter().enumerate().skip(start) {
        if at > start && row.starts_page {
            return at;
        }
        if !cursor.takes(row) {
            // Where nothing may end the page: below a caption all moves on; on a page of its own
            // the text itself comes before how it is kept together.
            return legal.unwrap_or(if full { at.max(start + 1) } else { start });
        }
        cursor.add(row);
        if row.may_end {
            legal = Some(at + 1);
        }
    }
    rows.len()
}

struct Places<'h> {
    header: Option<(&'h Row, f32)>,
    rows: Vec<f32>,
}

/// The top of each row of a page.
fn places<'h>(rows: &[Row], headers: &'h [Row], cursor: Cursor) -> Places<'h> {
    let mut cursor = cursor;
    let header =
        rows.first().and_then(|row| row.header).map(|at| (&headers[at], cursor.add(&headers[at])));
    let mut tops = Vec::with_capacity(rows.len());
    for strand in rows.chunk_by(|a, b| a.strand.is_some() && a.strand == b.strand) {
        let first = tops.len();
        tops.extend(strand.iter().map(|row| cursor.add(row)));
        let below_header = first == 0 && header.is_some();
        if strand[0].strand.is_some() && !below_header {
            let shift = cursor.balance(tops[first]);
            tops[first..].iter_mut().for_each(|top| *top += shift);
        }
    }
    Places { header, rows: tops }
}

/// How far a page is filled.
#[derive(Clone, Copy)]
struct Cursor {
    region: Region,
    y: f32,
    strand: Option<usize>,
    top: f32,
}

impl Cursor {
    fn new(region: Region, top: f32) -> Cursor {
        Cursor { region, y: top, strand: None, top }
    }

    /// Where a row would start.
    fn start(&self, row: &Row) -> f32 {
        let gap = if self.y > self.top { row.gap } else { 0.0 };
        if row.strand.is_some() && row.strand == self.strand {
            return self.y + gap;
        }
        self.on_grid(self.end() + gap)
    }

    /// Where what follows the last row may start: clear of a strand.
    fn end(&self) -> f32 {
        const CLEAR: f32 = 4.0;
        let clear = self.strand.is_some() && self.region.grid.is_some();
        self.y + if clear { CLEAR } else { 0.0 }
    }

    fn takes(&self, row: &Row) -> bool {
        let foot = if row.strand.is_some() { self.region.foot } else { 0.0 };
        self.start(row) + row.height + foot <= self.region.bottom + SLACK
    }

    /// Puts a row; its top comes back.
    fn add(&mut self, row: &Row) -> f32 {
        let start = self.start(row);
        self.y = start + row.height;
        self.strand = row.strand;
        start
    }

    fn on_grid(&self, y: f32) -> f32 {
        let Some(pitch) = self.region.grid else { return y };
        self.region.top + ((y - self.region.top - SLACK) / pitch).ceil() * pitch
    }

    /// How far a strand that started at `first` and ends here moves down, so that as much space
    /// is above it as below. Single-spaced lines leave 4 points less below them than above.
    fn balance(&self, first: f32) -> f32 {
        if self.region.grid.is_none() || first <= self.top + SLACK {
            return 0.0;
        }
        let spare = self.on_grid(self.end()) - self.end();
        ((spare - 4.0) / 2.0).max(0.0).min(self.region.bottom - self.region.foot - self.y).max(0.0)
    }
}

fn lowered(item: Item, by: f32) -> Item {
    let ink = match item.ink {
        Ink::Text(mut run) => {
            run.y += by;
            Ink::Text(run)
        }
        Ink::Stroke { x0, y0, x1, y1, width } => {
            Ink::Stroke { x0, y0: y0 + by, x1, y1: y1 + by, width }
        }
    };
    Item { ink, ..item }
}

fn as_artifact(item: Item) -> Item {
    Item { mark: Mark::Artifact, ..item }
}

#[cfg(test)]
mod tests {
    use super::*;

    const REGION: Region =
        Region { first_top: 144.0, top: 72.0, bottom: 168.0, grid: Some(24.0), foot: 0.0 };

    fn rows(ends: &[bool]) -> Body {
        let row = |&may_end: &bool| Row {
            may_end,
            bookmark: Some((String::new(), 1)),
            ..Row::new(Vec::new(), 24.0)
        };
        Body { rows: ends.iter().map(row).collect(), headers: Vec::new() }
    }

    fn pages(body: Body) -> Vec<usize> {
        paginate(body, REGION).outline.iter().map(|bookmark| bookmark.page).collect()
    }

    #[test]
    fn pages_fill_from_the_top() {
        assert_eq!(pages(rows(&[true; 6])), [0, 1, 1, 1, 1, 2]);
    }

    #[test]
    fn kept_rows_move_on_together() {
        assert_eq!(pages(rows(&[true, true, true, false, false, true])), [0, 1, 1, 2, 2, 2]);
        assert_eq!(pages(rows(&[false, true])), [1, 1]);
    }

    #[test]
    fn rows_that_fit_no_page_still_stand() {
        assert_eq!(pages(rows(&[false; 10])), [1, 1, 1, 1, 2, 2, 2, 2, 3, 3]);
    }

    #[test]
    fn a_row_taller_than_a_page_ends_nothing() {
        let mut body = rows(&[true, true]);
        body.rows[0].height = 500.0;
        assert_eq!(pages(body), [1, 2]);
    }

    #[test]
    fn rows_behind_a_strand_return_to_the_grid() {
        let mut body = rows(&[true; 4]);
        for row in &mut body.rows[1..3] {
            (row.strand, row.height) = (Some(1), 16.0);
        }
        let flowed = paginate(body, Region { first_top: 72.0, ..REGION });
        let tops: Vec<f32> = flowed.outline.iter().map(|bookmark| bookmark.y).collect();
        assert_eq!(tops, [72.0, 100.0, 116.0, 72.0 + 3.0 * 24.0]);
    }
}
