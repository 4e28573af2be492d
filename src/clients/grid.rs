//! The cells of a list as its file gives them, in rows numbered as spreadsheets do; nothing is understood yet.

use std::sync::Arc;

use crate::source::{ListRow, Source, Span};

/// Most rows that are read.
pub const MAX_ROWS: usize = 100_000;
/// Most columns that are read.
pub const MAX_COLUMNS: usize = 1_000;
/// Most bytes of one cell: spreadsheets hold no more than 32,767 characters in one.
pub const MAX_CELL: usize = 4 * 32_767;

/// Most cells that hold something: 10,000 clients of 200 facts each.
pub const MAX_CELLS: usize = 2_000_000;
/// Most bytes of all cells together: many cells of a workbook can share one long text.
pub const MAX_TEXT: usize = 64 << 20;

/// What a list holds more of than is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct TooMuch(pub(super) &'static str);

/// How a cell is meant, as far as its file says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shape {
    /// Text as typed; so is every cell of a CSV.
    Text,
    /// A number of a spreadsheet, which keeps no zeros before it and none behind its point.
    Number,
    /// A number that is shown with at least so many digits before its point and just so many behind
    /// it; the text is the number without those zeros.
    Fixed(u8, u8),
    /// A day of a spreadsheet, as `2016-05-02`, with a time behind it where it has one.
    Day,
    /// A day of a spreadsheet as its cell shows it: without the day, the month or the year.
    PartDay(Missing),
    /// A time of day of a spreadsheet, as `08:30`.
    Time,
    /// A spreadsheet's own true or false.
    Flag,
    /// An error value such as `#N/A`.
    ErrorValue,
    /// A formula whose result is not stored.
    NoResult,
    /// A number of more digits than spreadsheets keep.
    TooLong,
}

/// What a cell does not show of its day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Missing {
    /// The day of the month.
    Day,
    /// The month.
    Month,
    /// The year.
    Year,
}

impl std::fmt::Display for Missing {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Missing::Day => "day",
            Missing::Month => "month",
            Missing::Year => "year",
        })
    }
}

/// A cell that is not empty.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cell<'a> {
    /// Its text.
    pub text: &'a str,
    /// How it is meant.
    pub shape: Shape,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Stored {
    column: u16,
    start: u32,
    end: u32,
    shape: Shape,
}

/// A row that holds something.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GridRow {
    /// Its number, from 1.
    pub number: usize,
    /// How many cells it has up to its last separator, empty ones too; none where the file does not separate them.
    pub n_cells: Option<usize>,
    /// Whether the spreadsheet hides it.
    pub hidden: bool,
    first: usize,
}

/// All cells that hold something.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Grid {
    /// The rows that hold something, from top to bottom.
    pub rows: Vec<GridRow>,
    /// Cells that are merged, as their corners (row, column) on both ends.
    pub merged: Vec<[(usize, usize); 2]>,
    /// Columns that are hidden, as the first and the last from 0.
    pub hidden: Vec<(usize, usize)>,
    /// Whether its spreadsheet counts days from 1904.
    pub from_1904: bool,
    /// The sheet that they stand in, and those beside it that are shown and hold something.
    pub sheets: Sheets,
    cells: Vec<Stored>,
    text: String,
}

/// Which sheet of a workbook a list is; nothing where its file has none.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Sheets {
    /// The sheet that is read.
    pub read: Option<String>,
    /// Those of which nothing is read, though they are shown and hold something.
    pub others: Vec<String>,
}

impl Grid {
    /// An empty grid of a spreadsheet that counts days from 1900 or from 1904.
    pub(super) fn counting(from_1904: bool) -> Grid {
        Grid { from_1904, ..Grid::default() }
    }

    /// Begins a row.
    pub(super) fn begin(&mut self, number: usize) {
        let first = self.cells.len();
        self.rows.push(GridRow { number, n_cells: None, hidden: false, first });
    }

    /// Adds a cell to the row that was begun last; blanks are no cell.
    ///
    /// # Errors
    /// What there is more of than a list may have.
    pub(super) fn push(&mut self, column: usize, text: &str, shape: Shape) -> Result<(), TooMuch> {
        if text.trim().is_empty() && shape != Shape::NoResult {
            return Ok(());
        }
        let end = self.text.len().saturating_add(text.len());
        if end > MAX_TEXT {
            return Err(TooMuch("more than 64 MB of text"));
        }
        let place = (u16::try_from(column), u32::try_from(self.text.len()), u32::try_from(end));
        let (Ok(column), Ok(start), Ok(end)) = place else {
            return Err(TooMuch("more than 1,000 columns"));
        };
        if self.cells.len() == MAX_CELLS {
            return Err(TooMuch("more than 2,000,000 cells that hold something"));
        }
        self.text.push_str(text);
        self.cells.push(Stored { column, start, end, shape });
        Ok(())
    }

    /// Ends the row that was begun last, and forgets it where it holds nothing.
    pub(super) fn end(&mut self) {
        if self.rows.last().is_some_and(|row| row.first == self.cells.len()) {
            self.rows.pop();
        }
    }

    /// The cells of a row that hold something, as (column from 0, cell), from left to right.
    pub fn cells(&self, row: usize) -> impl Iterator<Item = (usize, Cell<'_>)> {
        let from = self.rows.get(row).map_or(self.cells.len(), |row| row.first);
        let to = self.rows.get(row + 1).map_or(self.cells.len(), |row| row.first);
        self.cells[from..to].iter().map(|stored| {
            let range = stored.start as usize..stored.end as usize;
            let cell = Cell { text: &self.text[range], shape: stored.shape };
            (usize::from(stored.column), cell)
        })
    }

    /// A cell of a row, where it holds something.
    pub fn cell(&self, row: usize, column: usize) -> Option<Cell<'_>> {
        self.cells(row).find(|(at, _)| *at == column).map(|(_, cell)| cell)
    }
}

/// The letters by which spreadsheets name a column, from 0: `A`, `Z`, `AA`.
pub fn letters(column: usize) -> String {
    let mut left = column + 1;
    let mut letters = Vec::new();
    while left > 0 {
        let digit = (left - 1) % 26;
        letters.push(char::from(b'A' + u8::try_from(digit).unwrap_or(0)));
        left = (left - 1) / 26;
    }
    letters.iter().rev().collect()
}

/// A place in a list of which no row is read: one row, or one cell of it with its text.
pub(super) fn place(list: &str, number: usize, cell: Option<(usize, &str)>) -> Span {
    let name = format!("{list}, row {number}");
    let head = format!("{name}\n");
    let (text, start) = match cell {
        Some((column, shown)) => {
            let line = format!("{}  {}", letters(column), one_line(shown));
            let start = head.len() + letters(column).len() + 2;
            (format!("{head}{line}"), start)
        }
        None => (name.clone(), 0),
    };
    let end = text.len();
    let row = Some(ListRow { list: list.to_owned(), number });
    Span { source: Arc::new(Source { row, ..Source::new(name, text) }), start, end }
}

/// A text on one line, to be drawn: each line end and tab is a blank.
pub(super) fn one_line(text: &str) -> String {
    text.trim().replace("\r\n", " ").replace(['\r', '\n', '\t'], " ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_named_as_spreadsheets_do() {
        let named = [0, 5, 25, 26, 51, 52, 701, 702].map(letters);
        assert_eq!(named, ["A", "F", "Z", "AA", "AZ", "BA", "ZZ", "AAA"]);
    }

    #[test]
    fn a_row_without_cells_is_no_row() {
        let mut grid = Grid::default();
        for (number, text) in [(1, "a"), (2, " \u{a0} "), (3, "b")] {
            grid.begin(number);
            grid.push(4, text, Shape::Text).expect("little");
            grid.end();
        }
        let numbers: Vec<usize> = grid.rows.iter().map(|row| row.number).collect();
        assert_eq!(numbers, [1, 3]);
        assert_eq!(grid.cell(1, 4).map(|cell| cell.text), Some("b"));
        assert_eq!(grid.cell(1, 3), None);
    }
}
