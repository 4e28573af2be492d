//! The XML of a sheet to its cells, each with the text that the spreadsheet shows.

use super::Broken;
use super::format::{self, Format, filled};
use super::parts::{Strings, unescaped};
use super::xml::{Attributes, Piece, walk};
use crate::clients::day::serial_day;
use crate::clients::grid::{Grid, MAX_CELL, MAX_COLUMNS, MAX_ROWS, Missing, Shape, TooMuch};

/// Whole numbers from here on have more digits than a spreadsheet keeps.
const FIRST_TOO_LONG: f64 = 1e15;
/// Most ranges of merged cells.
const MAX_MERGED: usize = 10_000;

/// Reads the cells of one sheet.
pub(super) struct Reader<'a> {
    strings: &'a Strings,
    formats: &'a [Format],
    grid: Grid,
    /// Number of the row that is read; the next without a number of its own follows it.
    row: usize,
    /// Column of the next cell without a name of its own.
    column: usize,
    cell: Option<Open>,
    /// What the text that comes next belongs to.
    into: Into,
    /// Whether what is read says how a name is spoken, which is no part of it.
    spoken: bool,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Into {
    Nothing,
    Value,
    Inline,
}

/// A cell that is still open.
#[derive(Default)]
struct Open {
    column: usize,
    kind: String,
    style: usize,
    formula: bool,
    value: String,
}

impl<'a> Reader<'a> {
    pub(super) fn new(strings: &'a Strings, formats: &'a [Format], from_1904: bool) -> Reader<'a> {
        let grid = Grid::counting(from_1904);
        let into = Into::Nothing;
        Reader { strings, formats, grid, row: 0, column: 0, cell: None, into, spoken: false }
    }

    pub(super) fn read(mut self, text: &str) -> Result<Grid, Broken> {
        walk(text, &mut |piece| match piece {
            Piece::Open(name, attributes) => self.open(name, &attributes),
            Piece::Close(name) => self.close(name),
            Piece::Text(text) => self.text(text),
        })?;
        Ok(self.grid)
    }

    fn open(&mut self, name: &str, attributes: &Attributes<'_>) -> Result<(), Broken> {
        match name {
            "row" => return self.begin_row(attributes),
            "c" => return self.begin_cell(attributes),
            "f" => {
                if let Some(cell) = &mut self.cell {
                    cell.formula = true;
                }
            }
            "v" => self.into = Into::Value,
            "t" if self.cell.is_some() && !self.spoken => self.into = Into::Inline,
            "rPh" => self.spoken = true,
            "col" if attributes.is("hidden") => {
                let bound =
                    |name: &str| attributes.get(name)?.parse::<usize>().ok()?.checked_sub(1);
                if let (Some(min), Some(max)) = (bound("min"), bound("max")) {
                    // Ranges of columns do not overlap, so there are no more than columns.
                    self.grid
                        .hidden
                        .extend((self.grid.hidden.len() < MAX_COLUMNS).then_some((min, max)));
                }
            }
            "mergeCell" if self.grid.merged.len() == MAX_MERGED => {
                return Err(Broken::new("it has more than 10,000 ranges of merged cells"));
            }
            "mergeCell" => {
                let range = attributes.get("ref").unwrap_or_default();
                let corners =
                    range.split_once(':').and_then(|(from, to)| Some([corner(from)?, corner(to)?]));
                self.grid.merged.extend(corners);
            }
            _ => {}
        }
        Ok(())
    }

    fn begin_row(&mut self, attributes: &Attributes<'_>) -> Result<(), Broken> {
        let number = match attributes.get("r") {
            Some(number) => number.parse().map_err(|_| out_of_order())?,
            None => self.row + 1,
        };
        if number <= self.row {
            return Err(out_of_order());
        }
        self.row = number;
        self.column = 0;
        if number > MAX_ROWS {
            // Spreadsheets keep formatted rows down to their last; only what holds something counts.
            return Ok(());
        }
        self.grid.begin(number);
        if let Some(row) = self.grid.rows.last_mut() {
            row.hidden = attributes.is("hidden");
        }
        Ok(())
    }

    fn begin_cell(&mut self, attributes: &Attributes<'_>) -> Result<(), Broken> {
        let column = match attributes.get("r") {
            Some(name) => corner(&name).ok_or_else(out_of_order)?.1,
            None => self.column,
        };
        if column < self.column {
            return Err(out_of_order());
        }
        self.column = column + 1;
        let style = attributes.get("s").and_then(|style| style.parse().ok()).unwrap_or(0);
        let kind = attributes.get("t").unwrap_or_default();
        self.cell = Some(Open { column, kind, style, ..Open::default() });
        Ok(())
    }

    fn text(&mut self, text: &str) -> Result<(), Broken> {
        let Some(cell) = self.cell.as_mut().filter(|_| self.into != Into::Nothing) else {
            return Ok(());
        };
        cell.value.push_str(text);
        match cell.value.len() > MAX_CELL {
            true => Err(Broken::new("a cell is longer than a spreadsheet can hold")),
            false => Ok(()),
        }
    }

    fn close(&mut self, name: &str) -> Result<(), Broken> {
        match name {
            "v" | "t" => self.into = Into::Nothing,
            "rPh" => self.spoken = false,
            "c" => {
                let cell = self.cell.take();
                return cell.map_or(Ok(()), |cell| self.end_cell(&cell));
            }
            "row" if self.row <= MAX_ROWS => self.grid.end(),
            _ => {}
        }
        Ok(())
    }

    fn end_cell(&mut self, cell: &Open) -> Result<(), Broken> {
        let (text, shape) = self.shown(cell)?;
        if text.trim().is_empty() && shape != Shape::NoResult {
            return Ok(());
        }
        if cell.column >= MAX_COLUMNS {
            return Err(Broken::new("it has more than 1,000 columns"));
        }
        if self.row > MAX_ROWS {
            return Err(Broken::new("it has more than 100,000 rows"));
        }
        let too_much = |TooMuch(what)| Broken::TooMuch(what);
        self.grid.push(cell.column, &text, shape).map_err(too_much)
    }

    /// What the spreadsheet shows in a cell.
    fn shown(&self, cell: &Open) -> Result<(String, Shape), Broken> {
        let value = cell.value.trim();
        if cell.formula && value.is_empty() && cell.kind != "str" {
            return Ok((String::new(), Shape::NoResult));
        }
        Ok(match cell.kind.as_str() {
            "s" => {
                let text = value.parse().ok().and_then(|n| self.strings.get(n));
                (
                    unescaped(text.ok_or_else(|| Broken::new("a text of it is missing"))?),
                    Shape::Text,
                )
            }
            "str" | "inlineStr" => (unescaped(&cell.value), Shape::Text),
            "b" => (if value == "1" { "TRUE" } else { "FALSE" }.to_owned(), Shape::Flag),
            "e" => (value.to_owned(), Shape::ErrorValue),
            "d" => (value.to_owned(), Shape::Day),
            _ if value.is_empty() => (String::new(), Shape::Text),
            _ => self.number(cell, value)?,
        })
    }

    fn number(&self, cell: &Open, value: &str) -> Result<(String, Shape), Broken> {
        let number: f64 = value.parse().map_err(|_| Broken::new("a number of it is none"))?;
        if !number.is_finite() {
            return Err(Broken::new("a number of it is none"));
        }
        let whole = number.fract() == 0.0;
        if number.abs() >= FIRST_TOO_LONG {
            return Ok((value.to_owned(), Shape::TooLong));
        }
        Ok(match self.formats.get(cell.style) {
            Some(Format::Time) if (0.0..1.0).contains(&number) => (clock(number), Shape::Time),
            Some(Format::Fixed(whole, behind)) => (plain(number), Shape::Fixed(*whole, *behind)),
            Some(Format::PartDay(missing, signs)) => {
                match serial_day(number, self.grid.from_1904) {
                    Some(day) => (format::shown(signs, day), Shape::PartDay(*missing)),
                    None => (plain(number), Shape::Number),
                }
            }
            Some(Format::Time) if serial_day(number, self.grid.from_1904).is_some() => {
                (clock(number.fract()), Shape::PartDay(Missing::Day))
            }
            Some(Format::Day | Format::Time) => match serial_day(number, self.grid.from_1904) {
                Some(day) if whole => (day.to_string(), Shape::Day),
                Some(day) => (format!("{day} {}", clock(number.fract())), Shape::Day),
                None => (plain(number), Shape::Number),
            },
            // A whole number below the limit: nothing is cut off.
            Some(Format::Pattern(pattern)) if whole && number >= 0.0 => {
                (filled(pattern, number as u64), Shape::Text)
            }
            // A pattern shows no fraction.
            Some(Format::Pattern(_)) => (plain(number), Shape::Fixed(1, 0)),
            _ => (plain(number), Shape::Number),
        })
    }
}

/// Whether a cell of a sheet has a value; a sheet whose XML is broken may.
pub(super) fn holds_something(text: &str) -> bool {
    let mut within = false;
    // What ends the walk is a value that was found, or broken XML.
    walk(text, &mut |piece| match piece {
        Piece::Open("v" | "t", _) => {
            within = true;
            Ok(())
        }
        Piece::Close("v" | "t") => {
            within = false;
            Ok(())
        }
        Piece::Text(text) if within && !text.trim().is_empty() => Err(Broken::new("")),
        _ => Ok(()),
    })
    .is_err()
}

/// A number by the fifteen digits that spreadsheets keep: the last of the binary number are noise.
fn plain(number: f64) -> String {
    let kept: f64 = format!("{number:.14e}").parse().unwrap_or(number);
    kept.to_string()
}

/// The part of a day as hours and minutes.
fn clock(part: f64) -> String {
    // A day has 1,440 minutes: the number is small and positive.
    let minutes = (part * 1440.0).round() as u64 % 1440;
    format!("{:02}:{:02}", minutes / 60, minutes % 60)
}

/// The row from 1 and the column from 0 of a cell's name: `F17`.
fn corner(name: &str) -> Option<(usize, usize)> {
    let name = name.replace('$', "");
    let digits = name.find(|c: char| c.is_ascii_digit())?;
    let (letters, number) = name.split_at(digits);
    if letters.is_empty() || letters.len() > 3 {
        return None;
    }
    let digit = |c: char| {
        c.is_ascii_alphabetic().then(|| c.to_ascii_uppercase() as usize - 'A' as usize + 1)
    };
    let column = letters.chars().try_fold(0, |all, c| Some(all * 26 + digit(c)?))?;
    Some((number.parse().ok()?, column - 1))
}

fn out_of_order() -> Broken {
    Broken::new("its rows or cells are out of order")
}
