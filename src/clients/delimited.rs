//! CSV text to cells, strictly: what spreadsheets would silently swallow is an error with its row.
//!
//! Rows are numbered as a spreadsheet that opens the file shows them: a cell with line ends is still
//! one row, and an empty line is one, too. The usual readers skip empty lines uncounted, take a
//! quotation mark that is never closed for the rest of the file, and words behind a closed one for
//! part of the cell; each of these would put a person's facts elsewhere, unseen.

use super::encoding::{self, Encoding};
use super::grid::{self, Grid, MAX_CELL, MAX_COLUMNS, MAX_ROWS, Shape, TooMuch};
use crate::diagnostic::Diagnostic;

/// What can stand between the cells of a row.
const SEPARATORS: [char; 3] = [',', ';', '\t'];

/// A list as it is named and read.
pub(super) struct Delimited<'a> {
    pub(super) name: &'a str,
    pub(super) encoding: Encoding,
    /// What stands between cells, where the map says so.
    pub(super) separator: Option<char>,
}

/// Reads the bytes of a CSV.
///
/// # Errors
/// What makes the file unreadable as a whole; a row of too many or too few cells is told later.
pub(super) fn read(bytes: &[u8], list: &Delimited<'_>) -> Result<Grid, Box<Diagnostic>> {
    let text = encoding::decode(bytes, list.encoding).map_err(|not| {
        let row = not.before.lines().count().max(1);
        let last = not.before.lines().last().unwrap_or_default().to_owned();
        let what = format!("{} after line {row} of the file, `{}`", not.what, tail(&last));
        Box::new(Diagnostic::error("not-utf-8", what).help(not.help))
    })?;
    let (separator, text) = match said(&text) {
        Some((separator, rest)) => (list.separator.unwrap_or(separator), rest),
        None => (list.separator.map_or_else(|| found(&text, list), Ok)?, text.as_ref()),
    };
    Reader { list, separator, grid: Grid::default() }.read(text)
}

fn tail(line: &str) -> String {
    let n = line.chars().count();
    line.chars().skip(n.saturating_sub(24)).collect()
}

/// The separator that a first line `sep=;` says to spreadsheets, and what follows the line.
fn said(text: &str) -> Option<(char, &str)> {
    let (line, rest) = text.split_once('\n')?;
    let line = line.trim_end_matches('\r').trim_matches('"');
    let (word, separator) = line.split_at_checked(4)?;
    let mut separator = separator.chars();
    match (word.eq_ignore_ascii_case("sep="), separator.next(), separator.next()) {
        (true, Some(separator), None) => Some((separator, rest)),
        _ => None,
    }
}

/// The separator that cuts the headings into the most cells.
fn found(text: &str, list: &Delimited<'_>) -> Result<char, Box<Diagnostic>> {
    let headings = first_record(text);
    let mut counts = SEPARATORS.map(|separator| (count_outside(headings, separator), separator));
    counts.sort();
    let [_, second, best] = counts;
    if best.0 > 0 && best.0 == second.0 {
        let what = format!(
            "the headings of `{}` hold as many `{}` as `{}`, so cells cannot be told apart",
            list.name,
            shown(best.1),
            shown(second.1)
        );
        let help = "say in the map which it is, such as `separator: \",\"` (or `tab`)";
        return Err(Box::new(Diagnostic::error("unclear-separator", what).help(help)));
    }
    Ok(if best.0 == 0 { SEPARATORS[0] } else { best.1 })
}

fn shown(separator: char) -> String {
    if separator == '\t' { "tab".to_owned() } else { separator.to_string() }
}

/// The first line that is not empty, with the lines that its quoted cells run on to.
fn first_record(text: &str) -> &str {
    let text = text.trim_start_matches(['\r', '\n']);
    let mut quoted = false;
    let end = text.find(|c| {
        quoted ^= c == '"';
        !quoted && matches!(c, '\n' | '\r')
    });
    &text[..end.unwrap_or(text.len())]
}

fn count_outside(text: &str, separator: char) -> usize {
    let mut quoted = false;
    let outside = text.chars().filter(|c| {
        quoted ^= *c == '"';
        !quoted && *c == separator
    });
    outside.count()
}

struct Reader<'a> {
    list: &'a Delimited<'a>,
    separator: char,
    grid: Grid,
}

impl Reader<'_> {
    fn read(mut self, text: &str) -> Result<Grid, Box<Diagnostic>> {
        let mut rest = text;
        let mut number = 0;
        while !rest.is_empty() {
            number += 1;
            if number > MAX_ROWS {
                return Err(self.fault("too-many-rows", number, TOO_MANY_ROWS));
            }
            rest = self.row(rest, number)?;
        }
        Ok(self.grid)
    }

    /// Reads a row and gives what follows its line end.
    fn row<'t>(&mut self, text: &'t str, number: usize) -> Result<&'t str, Box<Diagnostic>> {
        self.grid.begin(number);
        let mut rest = text;
        let mut column = 0;
        loop {
            let (cell, after) = self.cell(rest, number, column)?;
            if cell.len() > MAX_CELL {
                return Err(self.fault("too-long-cell", number, TOO_LONG));
            }
            self.grid.push(column, &cell, Shape::Text).map_err(|TooMuch(what)| {
                let what = format!("up to this row the list has {what}");
                self.fault("too-large-list", number, (&what, CUT))
            })?;
            column += 1;
            if column > MAX_COLUMNS {
                return Err(self.fault("too-many-columns", number, TOO_MANY_COLUMNS));
            }
            match after.strip_prefix(self.separator) {
                Some(after) => rest = after,
                None => {
                    rest = after
                        .strip_prefix("\r\n")
                        .unwrap_or_else(|| after.get(1..).unwrap_or_default());
                    break;
                }
            }
        }
        if let Some(row) = self.grid.rows.last_mut() {
            row.n_cells = Some(column);
        }
        self.grid.end();
        Ok(rest)
    }

    /// Reads a cell up to the separator or line end behind it.
    fn cell<'t>(
        &self,
        text: &'t str,
        number: usize,
        column: usize,
    ) -> Result<(String, &'t str), Box<Diagnostic>> {
        let ends = |c: char| c == self.separator || matches!(c, '\r' | '\n');
        // Some programs write a blank before the quotation mark.
        let Some(quoted) = text.trim_start_matches(' ').strip_prefix('"') else {
            let end = text.find(ends).unwrap_or(text.len());
            return Ok((text[..end].to_owned(), &text[end..]));
        };
        let mut cell = String::new();
        let mut rest = quoted;
        loop {
            let Some((part, after)) = rest.split_once('"') else {
                let what = "a quotation mark is opened here and never closed";
                let place =
                    grid::place(self.list.name, number, Some((column, &quoted_head(quoted))));
                let fault = Diagnostic::error("open-quote", what).at_span(place, "").help(
                    "close it; inside a cell in quotation marks write a quotation mark twice",
                );
                return Err(Box::new(fault));
            };
            cell.push_str(part);
            match after.strip_prefix('"') {
                Some(after) => {
                    cell.push('"');
                    rest = after;
                }
                None => {
                    rest = after.trim_start_matches(' ');
                    break;
                }
            }
        }
        if rest.is_empty() || rest.starts_with(ends) {
            return Ok((cell, rest));
        }
        let place = grid::place(self.list.name, number, Some((column, &quoted_head(&cell))));
        let what = "words stand behind a closed quotation mark";
        let fault = Diagnostic::error("behind-quote", what)
            .at_span(place, "")
            .help("inside a cell in quotation marks write a quotation mark twice");
        Err(Box::new(fault))
    }

    fn fault(&self, code: &str, number: usize, (what, help): (&str, &str)) -> Box<Diagnostic> {
        let place = grid::place(self.list.name, number, None);
        Box::new(Diagnostic::error(code, what).at_span(place, "").help(help))
    }
}

/// What to do about a list that is too large.
pub(super) const CUT: &str = "cut it into several lists, which can all go into one run";
const TOO_MANY_ROWS: (&str, &str) = ("the list has more than 100,000 rows", CUT);
const TOO_MANY_COLUMNS: (&str, &str) =
    ("the row has more than 1,000 cells", "delete the columns that are not needed");
const TOO_LONG: (&str, &str) = (
    "a cell of this row is longer than a spreadsheet can hold",
    "look for a quotation mark that is not closed, or write the text into a case file",
);

/// The beginning of a cell, to be drawn.
fn quoted_head(text: &str) -> String {
    text.chars().take(40).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn list(separator: Option<char>) -> Delimited<'static> {
        Delimited { name: "clients.csv", encoding: Encoding::Unicode, separator }
    }

    fn rows(text: &str) -> Vec<(usize, Vec<String>)> {
        let grid = read(text.as_bytes(), &list(None)).expect("a list");
        let cells = |at| grid.cells(at).map(|(_, cell)| cell.text.to_owned()).collect();
        grid.rows.iter().enumerate().map(|(at, row)| (row.number, cells(at))).collect()
    }

    fn fault(text: &str) -> String {
        let fault = read(text.as_bytes(), &list(None)).expect_err("an error");
        let place = crate::diagnostic::render::place(&fault, &|_| None);
        format!("{} {place}", fault.code)
    }

    #[test]
    fn rows_are_numbered_as_a_spreadsheet_shows_them() {
        let read = rows("Name,Words\r\n\r\nAnn,\"one\r\ntwo \"\"three\"\"\"\r\n,\r\nBo,\"x, y\"");
        let numbers: Vec<usize> = read.iter().map(|(number, _)| *number).collect();
        assert_eq!(numbers, [1, 3, 5]);
        assert_eq!(read[1].1, ["Ann", "one\r\ntwo \"three\""]);
        assert_eq!(read[2].1, ["Bo", "x, y"]);
    }

    #[test]
    fn the_separator_is_found_from_the_headings() {
        for text in ["A;B\n1,5;2", "A\tB\n1,5\t2", "sep=;\nA;B\n1,5;2", "\"A;x\",B\n\"1,5\",2"] {
            assert_eq!(
                rows(text).last().map(|(_, cells)| cells.clone()),
                Some(vec!["1,5".to_owned(), "2".to_owned()]),
                "{text}"
            );
        }
        assert_eq!(fault("A,B;C\n1"), "unclear-separator ");
        let said = read(b"A,B;C\n1,2", &list(Some(';'))).expect("a list");
        assert_eq!(said.cell(0, 0).map(|cell| cell.text), Some("A,B"));
    }

    #[test]
    fn what_others_swallow_is_an_error_with_its_row() {
        assert_eq!(fault("A,B\n1,\"2\n3,4\n5,6\n"), "open-quote clients.csv, row 2, column B");
        assert_eq!(fault("A,B\n\"1\"x,2\n"), "behind-quote clients.csv, row 2, column A");
        assert_eq!(
            fault(&format!("A\n{}", "x".repeat(MAX_CELL + 1))),
            "too-long-cell clients.csv, row 2"
        );
        assert_eq!(fault(&"A,".repeat(MAX_COLUMNS + 1)), "too-many-columns clients.csv, row 1");
        assert_eq!(fault(&"A\n".repeat(MAX_ROWS + 1)), "too-many-rows clients.csv, row 100001");
    }

    #[test]
    fn a_row_knows_how_many_cells_it_has() {
        let grid = read(b"A,B,C\n1,,\n1,2\n1,2,3,4\n", &list(None)).expect("a list");
        let n: Vec<_> = grid.rows.iter().map(|row| row.n_cells).collect();
        assert_eq!(n, [Some(3), Some(3), Some(2), Some(4)]);
    }
}
