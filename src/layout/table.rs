//! Tables: widths of columns from what their cells say, rows between thin strokes.

use std::ops::Range;

use crate::document::{Inline, Table};

use super::block::{Compositor, Place, rise};
use super::flow::Row;
use super::line::{Look, TextLine};
use super::page::{Item, Role};
use super::tree::{THIN, rule};

/// Space between a cell's text and the edges of its column.
const PAD: f32 = 5.0;
/// How much of that space the strokes do not run over at the edges of the table.
const OUTER: f32 = 3.0;
/// Space above and below the text of a row, as far as the leading does not give it.
const BEARING: f32 = 3.0;

/// What the rows of one table share.
struct Columns {
    place: Place,
    /// Left and right edge of each.
    edges: Vec<Range<f32>>,
    look: Look,
    /// The header that pages repeat, by its place among the headers.
    header: Option<usize>,
}

impl Compositor<'_> {
    pub(crate) fn set_table(&mut self, table: &Table, place: Place) {
        let look = self.sheet.look;
        let parent = self.tree.add(place.parent, Role::Table);
        let place = Place { strand: self.strand(place), parent, ..place };
        let mut columns =
            Columns { place, edges: self.edges(table, look, place), look, header: None };
        let first = self.body.rows.len();
        if !table.header.iter().all(Vec::is_empty) {
            let bold = Columns {
                look: Look { bold: true, ..look },
                edges: columns.edges.clone(),
                ..columns
            };
            self.set_row(&table.header, &bold, Role::HeaderCell);
            columns.header = self.repeated(first, place);
        }
        let body = self.body.rows.len();
        for row in &table.rows {
            self.set_row(row, &columns, Role::DataCell);
        }
        if let Some(row) = self.body.rows.get_mut(body) {
            // The header stands right above.
            row.header = None;
        }
        self.frame(first, place, columns.header.is_some());
        self.keep_small(first);
        self.keep_pairs(body);
    }

    /// Makes the header, which started at row `first`, one that pages repeat, if it is not so tall
    /// that it had to be divided.
    fn repeated(&mut self, first: usize, place: Place) -> Option<usize> {
        let [row] = &mut self.body.rows[first..] else { return None };
        row.may_end = false;
        row.items.insert(0, top_stroke(place));
        self.body.headers.push(row.clone());
        Some(self.body.headers.len() - 1)
    }

    /// Space before the rows that started at `first`, and a stroke above them.
    fn frame(&mut self, first: usize, place: Place, repeated: bool) {
        let gap = self.sheet.gap;
        if let [row, ..] = &mut self.body.rows[first..] {
            row.gap = gap;
            if !repeated {
                row.items.insert(0, top_stroke(place));
            }
        }
    }

    /// Keeps the rows that started at `first` on one page, where they are no more than a few.
    fn keep_small(&mut self, first: usize) {
        const SMALL: f32 = 128.0;
        let [rows @ .., _] = &mut self.body.rows[first..] else { return };
        if rows.iter().map(|row| row.height).sum::<f32>() <= SMALL {
            rows.iter_mut().for_each(|row| row.may_end = false);
        }
    }

    /// Keeps the first two and the last two of the rows that started at `body` together, so that
    /// no page holds a single one.
    fn keep_pairs(&mut self, body: usize) {
        const SMALL: f32 = 80.0;
        let rows = &mut self.body.rows[body..];
        let Some(last) = rows.len().checked_sub(2) else { return };
        for at in [0, last] {
            if rows[at].height + rows[at + 1].height <= SMALL {
                rows[at].may_end = false;
            }
        }
    }

    /// Sets one row; only one that no page could hold is divided, between lines.
    fn set_row(&mut self, cells: &[Vec<Inline>], columns: &Columns, role: Role) {
        let element = self.tree.add(columns.place.parent, Role::Row);
        let mut lines: Vec<(usize, Vec<TextLine>)> = Vec::new();
        for (cell, edges) in cells.iter().zip(&columns.edges) {
            let cell_element = self.tree.add(element, role);
            lines.push((cell_element, self.set_cell(cell, edges, columns.look)));
        }
        let header = columns.header.map_or(0.0, |header| self.body.headers[header].height);
        // A header leaves the rows beneath it half of the page at the least.
        let share = if role == Role::HeaderCell { 0.5 } else { 1.0 };
        let room = self.room * share - header - 6.0 * BEARING;
        let n_fit = ((room / self.sheet.tight) as usize).max(1);
        let n_lines = lines.iter().map(|(_, lines)| lines.len()).max().unwrap_or(0);
        for _ in 0..n_lines.div_ceil(n_fit).max(1) {
            let part = lines.iter_mut().map(|(element, lines)| {
                (*element, lines.drain(..n_fit.min(lines.len())).collect())
            });
            let part = part.collect();
            let row = self.strip(part, columns);
            self.body.rows.push(Row { header: columns.header, ..row });
        }
    }

    fn set_cell(&mut self, cell: &[Inline], edges: &Range<f32>, look: Look) -> Vec<TextLine> {
        self.setter.set(cell, look, |_| measure(edges, look))
    }

    /// One row with a stroke beneath it.
    fn strip(&mut self, cells: Vec<(usize, Vec<TextLine>)>, columns: &Columns) -> Row {
        let n_lines = cells.iter().map(|(_, lines)| lines.len()).max().unwrap_or(0).max(1);
        let leading = self.sheet.tight;
        let mut items: Vec<Item> = Vec::new();
        for ((element, lines), edges) in cells.into_iter().zip(&columns.edges) {
            for (at, line) in lines.into_iter().enumerate() {
                let y = BEARING + 1.0 + rise(columns.look.size) + at as f32 * leading;
                self.tree.place(&mut items, line, (edges.start + PAD, y), element);
            }
        }
        let height = n_lines as f32 * leading + 2.0 * BEARING;
        items.push(rule((columns.place.left, height), (columns.place.right, height), THIN));
        Row { gap: 0.0, ..self.row(items, height, columns.place) }
    }

    /// Shares the measure out by what the columns need: of two ways, the one that takes the fewer
    /// lines.
    fn edges(&mut self, table: &Table, look: Look, place: Place) -> Vec<Range<f32>> {
        let n_columns =
            table.rows.iter().map(Vec::len).chain([table.header.len()]).max().unwrap_or(0);
        let mut needs = vec![(0.0f32, 0.0f32); n_columns];
        let bold = Look { bold: true, ..look };
        for (cells, look) in table.rows.iter().map(|row| (row, look)).chain([(&table.header, bold)])
        {
            for (need, cell) in needs.iter_mut().zip(cells) {
                let (narrow, wide) = self.setter.extremes(cell, look);
                *need = (need.0.max(narrow + 2.0 * PAD), need.1.max(wide + 2.0 * PAD));
            }
        }
        let (left, right) = (place.left - OUTER, place.right + OUTER);
        let all = shares(&needs, right - left).map(|widths| spans(left, &widths));
        let [first, second] = all;
        let fewer = first != second
            && self.n_lines(table, look, &second) < self.n_lines(table, look, &first);
        if fewer { second } else { first }
    }

    /// The lines that all rows of a table take.
    fn n_lines(&mut self, table: &Table, look: Look, edges: &[Range<f32>]) -> usize {
        let bold = Look { bold: true, ..look };
        let rows = table.rows.iter().map(|row| (row, look)).chain([(&table.header, bold)]);
        rows.map(|(row, look)| {
            let cells = row.iter().zip(edges);
            let lines =
                cells.map(|(cell, edges)| self.setter.n_lines(cell, look, measure(edges, look)));
            lines.max().unwrap_or(0)
        })
        .sum()
    }
}

/// The measure of a cell between the edges of its column.
fn measure(edges: &Range<f32>, look: Look) -> f32 {
    (edges.end - edges.start - 2.0 * PAD).max(look.size)
}

/// Columns of the widths side by side.
fn spans(left: f32, widths: &[f32]) -> Vec<Range<f32>> {
    let mut x = left;
    let span = |width: &f32| {
        x += width;
        x - width..x
    };
    widths.iter().map(span).collect()
}

fn top_stroke(place: Place) -> Item {
    rule((place.left, 0.5), (place.right, 0.5), 2.0 * THIN)
}

/// Widths that add up to the measure, from the least and the most that each column can use, in
/// two ways: with all that they can use for columns of a few words, and by need for every column.
fn shares(needs: &[(f32, f32)], measure: f32) -> [Vec<f32>; 2] {
    let least: f32 = needs.iter().map(|need| need.0).sum();
    let most: f32 = needs.iter().map(|need| need.1).sum();
    if most <= measure {
        // By the squares, so that a narrow column stays narrow.
        let spare = (measure - most) / needs.iter().map(|need| need.1 * need.1).sum::<f32>();
        let widths: Vec<f32> = needs.iter().map(|need| need.1 + spare * need.1 * need.1).collect();
        return [widths.clone(), widths];
    }
    if least > measure {
        return [narrowed(needs, measure), narrowed(needs, measure)];
    }
    [level(needs, measure), 0.0].map(|level| {
        let from = |need: &(f32, f32)| if need.1 <= level { need.1 } else { need.0 };
        let given: f32 = needs.iter().map(from).sum();
        let part = (measure - given) / (most - given);
        needs.iter().map(|need| from(need) + (need.1 - from(need)) * part).collect()
    })
}

/// The width that, as a limit to what each column gets beyond its least, uses up the measure.
fn level(needs: &[(f32, f32)], measure: f32) -> f32 {
    let (mut low, mut high) = (0.0, measure);
    for _ in 0..20 {
        let middle = (low + high) / 2.0;
        let used: f32 = needs.iter().map(|need| need.1.min(middle).max(need.0)).sum();
        if used > measure { high = middle } else { low = middle }
    }
    low
}

/// Widths where words must be divided: a column that needs less than an even share of what is
/// left gets what it needs, the others share the rest evenly.
fn narrowed(needs: &[(f32, f32)], measure: f32) -> Vec<f32> {
    let mut order: Vec<usize> = (0..needs.len()).collect();
    order.sort_by(|&a, &b| needs[a].0.total_cmp(&needs[b].0));
    let mut widths = vec![0.0; needs.len()];
    let mut left = measure;
    for (n_before, column) in order.into_iter().enumerate() {
        let share = left / (needs.len() - n_before) as f32;
        widths[column] = needs[column].0.min(share);
        left -= widths[column];
    }
    widths
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_fill_the_measure() {
        for needs in [
            [(10.0, 20.0), (30.0, 40.0)],
            [(10.0, 90.0), (30.0, 40.0)],
            [(10.0, 90.0), (300.0, 400.0)],
        ] {
            assert!(
                (shares(&needs, 100.0)[0].iter().sum::<f32>() - 100.0).abs() < 0.01,
                "{needs:?}"
            );
        }
    }

    #[test]
    fn columns_of_a_few_words_get_all_they_can_use() {
        let [widths, _] =
            shares(&[(10.0, 20.0), (40.0, 400.0), (40.0, 80.0), (40.0, 300.0)], 400.0);
        assert_eq!((widths[0], widths[2]), (20.0, 80.0));
        assert!(widths[1] > widths[3], "the longer text gets more: {widths:?}");
    }

    #[test]
    fn spare_room_goes_to_the_wide_column() {
        let [widths, _] = shares(&[(50.0, 50.0), (100.0, 200.0)], 400.0);
        assert!(widths[0] < 60.0, "{widths:?}");
    }

    #[test]
    fn a_long_word_takes_nothing_from_a_short_one() {
        assert_eq!(shares(&[(20.0, 20.0), (500.0, 900.0)], 100.0)[0], [20.0, 80.0]);
    }
}
