//! Tables: widths of columns from what their cells say, rows between thin strokes.

use std::ops::Range;

use crate::document::{Inline, Table};

use super::block::{Compositor, Place, rise};
use super::flow::Row;
use super::inline::{Look, TextLine};
use super::page::{Item, Role};
use super::tree::{THIN, rule};

/// Space between a cell's text and the edges of its column.
const PAD: f32 = 6.0;
/// Space above and below the text of a row, as far as the leading does not give it.
const BEARING: f32 = 3.0;

/// What the rows of one table share.
struct Columns {
    place: Place,
    /// Left and right edge of each.
    edges: Vec<Range<f32>>,
    look: Look,
}

impl Compositor<'_> {
    pub(crate) fn set_table(&mut self, table: &Table, place: Place) {
        let look = Look { size: self.sheet.look.size.min(12.0), ..self.sheet.look };
        let parent = self.tree.add(place.parent, Role::Table);
        let place = Place { strand: self.strand(place), parent, ..place };
        let columns = Columns { place, edges: self.edges(table, look, place), look };
        let header = self.set_header(&table.header, &columns);
        let first = self.body.rows.len();
        for row in &table.rows {
            self.set_row(row, &columns, header);
        }
        if let Some(row) = self.body.rows.get_mut(first) {
            row.header = None;
        }
        self.push_header(header, first);
        if let Some(last) = self.body.rows.last_mut() {
            last.height += BEARING + 1.0;
        }
    }

    /// Sets the header apart, to be repeated; its place among the headers comes back.
    fn set_header(&mut self, cells: &[Vec<Inline>], columns: &Columns) -> Option<usize> {
        if cells.iter().all(Vec::is_empty) {
            return None;
        }
        let columns = Columns {
            look: Look { bold: true, ..columns.look },
            edges: columns.edges.clone(),
            ..*columns
        };
        let element = self.tree.add(columns.place.parent, Role::Row);
        let mut lines: Vec<(usize, Vec<TextLine>)> = Vec::new();
        for (cell, edges) in cells.iter().zip(&columns.edges) {
            let cell_element = self.tree.add(element, Role::HeaderCell);
            lines.push((cell_element, self.set_cell(cell, edges, columns.look)));
        }
        let mut row = self.strip(lines, &columns);
        row.gap = self.sheet.gap;
        let Range { start, end } = columns.place.left..columns.place.right;
        row.items.insert(0, rule((start, 0.5), (end, 0.5), 2.0 * THIN));
        row.may_end = false;
        self.body.headers.push(row);
        Some(self.body.headers.len() - 1)
    }

    /// Puts the header above the rows that started at `first`.
    fn push_header(&mut self, header: Option<usize>, first: usize) {
        let Some(header) = header else { return };
        let row = self.body.headers[header].clone();
        self.body.rows.insert(first, row);
    }

    /// Sets one row; only one that no page could hold is divided, between lines.
    fn set_row(&mut self, cells: &[Vec<Inline>], columns: &Columns, header: Option<usize>) {
        let element = self.tree.add(columns.place.parent, Role::Row);
        let mut lines: Vec<(usize, Vec<TextLine>)> = Vec::new();
        for (cell, edges) in cells.iter().zip(&columns.edges) {
            let cell_element = self.tree.add(element, Role::DataCell);
            lines.push((cell_element, self.set_cell(cell, edges, columns.look)));
        }
        let header_height = header.map_or(0.0, |header| self.body.headers[header].height);
        let room = self.room - header_height - 4.0 * BEARING;
        let n_fit = ((room / self.sheet.tight) as usize).max(1);
        let n_lines = lines.iter().map(|(_, lines)| lines.len()).max().unwrap_or(0);
        for _ in 0..n_lines.div_ceil(n_fit).max(1) {
            let part = lines.iter_mut().map(|(element, lines)| {
                (*element, lines.drain(..n_fit.min(lines.len())).collect())
            });
            let part = part.collect();
            let row = self.strip(part, columns);
            self.body.rows.push(Row { header, ..row });
        }
    }

    fn set_cell(&mut self, cell: &[Inline], edges: &Range<f32>, look: Look) -> Vec<TextLine> {
        let measure = (edges.end - edges.start - 2.0 * PAD).max(look.size);
        self.setter.set(cell, look, |_| measure)
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

    /// Shares the measure out: each column gets its widest word, the rest goes by need.
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
        let mut x = place.left;
        let widths = shares(&needs, place.right - place.left);
        widths
            .into_iter()
            .map(|width| {
                x += width;
                x - width..x
            })
            .collect()
    }
}

/// Widths that add up to the measure, from the least and the most that each column can use.
fn shares(needs: &[(f32, f32)], measure: f32) -> Vec<f32> {
    let least: f32 = needs.iter().map(|need| need.0).sum();
    let most: f32 = needs.iter().map(|need| need.1).sum();
    if most <= measure {
        let spare = (measure - most) / needs.len().max(1) as f32;
        return needs.iter().map(|need| need.1 + spare).collect();
    }
    if least > measure {
        return needs.iter().map(|need| need.0 * measure / least).collect();
    }
    let part = (measure - least) / (most - least);
    needs.iter().map(|need| need.0 + (need.1 - need.0) * part).collect()
}
