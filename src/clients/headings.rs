//! The headings of a list against its map: each is mapped or left out by name, and each mapped one is there.

use super::cell::{plain, tidy};
use super::grid::{self, Grid, letters};
use super::map::ClientMap;
use crate::catalog::schema::near::nearest;
use crate::diagnostic::Diagnostic;
use elsewhere::Taken;

mod elsewhere;

/// A column of a list that the map knows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Column {
    /// Its position from 0.
    pub(super) at: usize,
    /// Its heading as the list writes it, on one line.
    pub(super) heading: String,
    /// Its position among the map's columns.
    pub(super) mapped: usize,
}

/// What the headings say.
pub(super) struct Matched {
    pub(super) columns: Vec<Column>,
    /// Positions of the rows below the headings.
    pub(super) rows: Vec<usize>,
    pub(super) width: Option<usize>,
}

/// Finds the headings and what each means; every fault of them otherwise.
pub(super) fn matched(
    list: &str,
    grid: &Grid,
    map: &ClientMap,
) -> Result<Matched, Vec<Diagnostic>> {
    let at = row(list, grid, map).map_err(|fault| vec![*fault])?;
    if let Some(fault) = (Taken { list, grid, map, at }).lost() {
        return Err(vec![fault]);
    }
    let number = grid.rows[at].number;
    let headings: Vec<(usize, String)> =
        grid.cells(at).map(|(column, cell)| (column, tidy(cell.text, false))).collect();
    let head = Head { list, number, headings: &headings, map };
    let mut faults = head.twice();
    let mut columns = Vec::new();
    for (column, heading) in &headings {
        match head.meaning(*column, heading) {
            Ok(Some(mapped)) => {
                columns.push(Column { at: *column, heading: heading.clone(), mapped })
            }
            Ok(None) => {}
            Err(fault) => faults.push(*fault),
        }
    }
    faults.extend(head.absent());
    let rows: Vec<usize> = (at + 1..grid.rows.len()).collect();
    let width = grid.rows[at].n_cells;
    faults.extend(head.nameless(grid, &rows, width));
    if rows.is_empty() {
        faults.push(head.no_rows(grid));
    }
    match faults.is_empty() {
        true => Ok(Matched { columns, rows, width }),
        false => Err(faults),
    }
}

/// The row of the headings.
fn row(list: &str, grid: &Grid, map: &ClientMap) -> Result<usize, Box<Diagnostic>> {
    if grid.rows.is_empty() {
        let what = format!("{} holds nothing", said(list, grid));
        let help = "write the headings in its first row and a client in each row below";
        let help = elsewhere(grid).unwrap_or_else(|| help.to_owned());
        return Err(Box::new(Diagnostic::error("empty-list", what).help(help)));
    }
    let Some(number) = map.options.headings_row else { return Ok(0) };
    grid.rows.iter().position(|row| row.number == number).ok_or_else(|| {
        let what = format!(
            "row {number} of `{list}`, which the map names as the row of the headings, is empty"
        );
        Box::new(Diagnostic::error("empty-row", what).help("correct `headings_row` in the map"))
    })
}

/// A list by its name, and by its sheet where it has several.
fn said(list: &str, grid: &Grid) -> String {
    match &grid.sheets.read {
        Some(sheet) if !grid.sheets.others.is_empty() => format!("the sheet `{sheet}` of `{list}`"),
        _ => format!("`{list}`"),
    }
}

/// Which other sheet may be meant.
fn elsewhere(grid: &Grid) -> Option<String> {
    let first = grid.sheets.others.first()?;
    Some(format!("if the clients are in another sheet, name it in the map, as in `sheet: {first}`"))
}

struct Head<'a> {
    list: &'a str,
    number: usize,
    headings: &'a [(usize, String)],
    map: &'a ClientMap,
}

impl Head<'_> {
    fn place(&self, column: usize, heading: &str) -> crate::source::Span {
        grid::place(self.list, self.number, Some((column, heading)))
    }

    /// Headings alone are no clients: a wrong sheet, or an export of which a filter left nothing.
    fn no_rows(&self, grid: &Grid) -> Diagnostic {
        let what = format!("{} has headings and no row below them", said(self.list, grid));
        let help = "write a client into each row below; where a filter was exported, take it off and save the list again";
        let help = elsewhere(grid).unwrap_or_else(|| help.to_owned());
        let place = grid::place(self.list, self.number, None);
        Diagnostic::error("empty-list", what).at_span(place, "").help(help)
    }

    fn twice(&self) -> Vec<Diagnostic> {
        let mut faults = Vec::new();
        for (n, (column, heading)) in self.headings.iter().enumerate() {
            let first = self.headings[..n].iter().find(|(_, other)| plain(other) == plain(heading));
            if let Some((first, _)) = first {
                let what = format!(
                    "columns {} and {} have the same heading, `{heading}`",
                    letters(*first),
                    letters(*column)
                );
                let fault = Diagnostic::error("duplicate-heading", what)
                    .at_span(self.place(*column, heading), "")
                    .help("give each column a heading of its own, and map both");
                faults.push(fault);
            }
        }
        faults
    }

    /// The map's column for a heading; nothing where it is left out.
    fn meaning(&self, column: usize, heading: &str) -> Result<Option<usize>, Box<Diagnostic>> {
        let written = plain(heading);
        let mapped = self.map.columns.iter().position(|one| plain(&one.heading) == written);
        let ignored = self.map.ignore.iter().any(|(one, _)| plain(one) == written);
        match (mapped, ignored) {
            (Some(mapped), false) => return Ok(Some(mapped)),
            (None, true) => return Ok(None),
            _ => {}
        }
        let fault = |code: &str, what: String, help: String| {
            let place = self.place(column, heading);
            Box::new(Diagnostic::error(code, what).at_span(place, "").help(help))
        };
        if mapped.is_some() {
            let what = format!("the map both maps `{heading}` and ignores it");
            return Err(fault("mapped-and-ignored", what, "delete it from one of them".to_owned()));
        }
        let names = self.map.columns.iter().map(|one| one.heading.as_str());
        let help = match nearest(heading, names) {
            Some(near) => format!(
                "the map has `{near}`: write the same in both, or add this one to `columns:` or `ignore:`"
            ),
            None => "add it to `columns:` with the fact it holds, or to `ignore:`".to_owned(),
        };
        Err(fault("unmapped-heading", format!("the map does not say what `{heading}` is"), help))
    }

    /// Headings of the map that the list does not have.
    fn absent(&self) -> Vec<Diagnostic> {
        let written: Vec<String> =
            self.headings.iter().map(|(_, heading)| plain(heading)).collect();
        let absent = self.map.columns.iter().filter(|one| !written.contains(&plain(&one.heading)));
        let fault = |one: &super::map::MappedColumn| {
            let names = self.headings.iter().map(|(_, heading)| heading.as_str());
            let help = match nearest(&one.heading, names) {
                Some(near) => format!("the list has `{near}`: write the same in both"),
                None => "delete the line from the map, or add the column to the list".to_owned(),
            };
            let what = format!("`{}` has no column `{}`", self.list, one.heading);
            Diagnostic::error("absent-heading", what).at_span(one.span.clone(), "").help(help)
        };
        absent.map(fault).collect()
    }

    /// Columns that hold something and have no heading, each at the first cell.
    fn nameless(&self, grid: &Grid, rows: &[usize], width: Option<usize>) -> Vec<Diagnostic> {
        let mut seen: Vec<usize> = self.headings.iter().map(|(column, _)| *column).collect();
        let mut faults = Vec::new();
        for row in rows {
            // What stands behind the last heading of a CSV is told as a row of too many cells.
            let beyond = |column: usize| width.is_some_and(|width| column >= width);
            for (column, cell) in grid.cells(*row) {
                if seen.contains(&column) || beyond(column) {
                    continue;
                }
                seen.push(column);
                let what = format!(
                    "column {} has no heading, and this row holds something in it",
                    letters(column)
                );
                let place =
                    grid::place(self.list, grid.rows[*row].number, Some((column, cell.text)));
                let help =
                    format!("write a heading in row {}, and map it or ignore it", self.number);
                faults.push(Diagnostic::error("empty-heading", what).at_span(place, "").help(help));
            }
        }
        faults
    }
}
