//! A row of a CSV whose cells stand too far right: a separator too many in one cell, and a cell too few at the end.
//!
//! Such a row has as many cells as the headings, so counting does not find it. What finds it is that
//! cells do not read as the facts of their own columns and do read as those of the columns before.

use super::ClientList;
use super::cell::{self, Said};
use super::grid::{Cell, letters};
use super::headings::Column;
use super::map::{How, Target};
use crate::catalog::fields::Kind;
use crate::catalog::schema::scalar::Leaf;

/// So many cells must tell it: one alone may be a slip in an otherwise right row.
const FEWEST: usize = 2;
/// Most columns by which cells are moved: as many as an address without quotation marks moves them.
const FARTHEST: usize = 4;

/// Cells that were moved.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Shift {
    /// Position of the first that tells it, in the file.
    first: usize,
    /// By how many columns.
    by: usize,
    /// How many tell it.
    n: usize,
}

impl Shift {
    /// What is told of it, and what to do.
    pub(super) fn told(&self, list: &ClientList) -> (String, &'static str) {
        let Shift { first, by, n } = self;
        let heading = |at: usize| {
            let column = list.columns.iter().find(|column| column.at == at);
            column.map(|column| column.heading.as_str()).unwrap_or_default()
        };
        let columns = if *by == 1 { "one column".to_owned() } else { format!("{by} columns") };
        let what = format!(
            "cells of this row seem to stand {columns} too far right: that in column {} reads as `{}` and not as `{}`, and {} more alike",
            letters(*first),
            heading(first - by),
            heading(*first),
            n - 1,
        );
        let help = "look before that column for a cell with a separator in it, such as `Lee, Ann`, and put it in quotation marks; and see whether the row lacks its last cell";
        (what, help)
    }
}

/// Whether the cells of a row were moved; a row whose file does not part its cells has none that were.
pub(super) fn found(list: &ClientList, row: usize) -> Option<Shift> {
    let row = *list.rows.get(row)?;
    let width = list.grid.rows.get(row)?.n_cells?;
    let mut cells: Vec<Option<Cell<'_>>> = vec![None; width];
    for (at, cell) in list.grid.cells(row) {
        *cells.get_mut(at)? = Some(cell);
    }
    let mut columns: Vec<Option<&Column>> = vec![None; width];
    for column in &list.columns {
        *columns.get_mut(column.at)? = Some(column);
    }
    let look = Look { list, cells, columns };
    let found = (1..=FARTHEST).filter_map(|by| look.moved(by));
    // The fewest columns of those that explain the most.
    found.reduce(|best, next| if next.n > best.n { next } else { best })
}

struct Look<'l> {
    list: &'l ClientList,
    /// The cells by their positions in the file.
    cells: Vec<Option<Cell<'l>>>,
    /// The mapped columns by their positions in the file.
    columns: Vec<Option<&'l Column>>,
}

impl Look<'_> {
    /// Whether the cells from some column on to the last read better so many columns to the left.
    fn moved(&self, by: usize) -> Option<Shift> {
        let mut shift = Shift { first: 0, by, n: 0 };
        // The first half of the cell that was cut stands rightly, and the second half is no cell.
        for at in (by + 1..self.cells.len()).rev() {
            let Some(cell) = self.cells[at] else { continue };
            if !self.fits(at - by, cell) {
                break;
            }
            if self.tells(at, by, cell) {
                shift = Shift { first: at, n: shift.n + 1, ..shift };
            }
        }
        (shift.n >= FEWEST).then_some(shift)
    }

    /// Whether a cell is a value of the column before and surely none of its own.
    fn tells(&self, at: usize, by: usize, cell: Cell<'_>) -> bool {
        if !self.says(at - by, cell, is_certain) {
            return false;
        }
        // Anything can stand as words; a day or a telephone number hardly does where that of its
        // own column is missing.
        let is_bare = !self.targets(at).is_empty()
            && self.cells[at - by].is_none_or(|left| !self.fits(at - by, left))
            && self.says(at - by, cell, is_telling)
            && !self.says(at, cell, is_certain);
        !self.fits(at, cell) || is_bare
    }

    fn targets(&self, at: usize) -> &[Target] {
        let column = self.columns.get(at).copied().flatten();
        column.map_or(&[], |column| &self.list.map.columns[column.mapped].targets)
    }

    /// Whether a cell can stand in a column; in one of which nothing is read anything can.
    fn fits(&self, at: usize, cell: Cell<'_>) -> bool {
        let reads = |target: &Target| cell::read(&self.list.lexicon, target, cell).is_ok();
        self.targets(at).iter().all(reads)
    }

    /// Whether a cell states a fact of a column of some kind.
    fn says(&self, at: usize, cell: Cell<'_>, kind: fn(&Target) -> bool) -> bool {
        let says = |target: &Target| {
            kind(target)
                && cell::read(&self.list.lexicon, target, cell)
                    .is_ok_and(|(said, _)| said != Said::Nothing)
        };
        let targets = self.targets(at);
        !targets.is_empty() && targets.iter().all(says)
    }
}

/// Whether few texts are values of a fact: those of days, telephone numbers and words of a closed set
/// are; a name or a sentence can be anything.
fn is_certain(target: &Target) -> bool {
    match &target.kind {
        Kind::Name | Kind::Text | Kind::Path => false,
        Kind::Line => Leaf { path: &target.path, kind: &target.kind }.is_number(),
        Kind::List(_) | Kind::Group(_) => target.how != How::Plain,
        _ => true,
    }
}

/// Whether a value cannot be words or the number of anything else, wherever it stands.
fn is_telling(target: &Target) -> bool {
    matches!(target.kind, Kind::Date | Kind::Phone | Kind::Email | Kind::County)
        || matches!(target.how, How::Address | How::Offense)
}
