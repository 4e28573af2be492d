//! Lists of clients, as CSV or workbook with a map of their columns, to cases: one row, one case.
//!
//! ```text
//! clients.csv --delimited, workbook--> Grid --headings--> columns --cell--> facts --row--> the tree of a case
//!    map.yaml --map--> ClientMap ------------^
//! ```
//!
//! Nothing is lost silently: each heading is mapped or left out by name, each cell becomes a fact or
//! is an error at its row and column, and a row at fault does not stop the others. A row is given to
//! the pipeline as the tree that a case file would have, each fact with the cell it came from.

use std::sync::Arc;

use chrono::NaiveDate;

use crate::catalog::Catalog;
use crate::diagnostic::Diagnostic;
use cell::Lexicon;
use delimited::Delimited;
use encoding::Encoding;
use grid::Grid;
use headings::Column;
use map::ClientMap;
use need::Needs;
use section::Sections;

mod case_text;
mod cell;
mod closed;
mod content;
mod day;
mod delimited;
mod encoding;
mod figure;
pub mod grid;
mod headings;
mod items;
pub mod map;
mod mark;
mod need;
mod offense;
mod path;
mod person;
mod remark;
mod row;
pub mod sample;
mod section;
mod shift;
pub(crate) mod told;
mod tree;
mod workbook;

pub use encoding::Encoding as ListEncoding;
pub use row::RowRead;

/// Largest list that is read, in bytes: 10,000 clients of 90 facts are half of it as a CSV.
pub const MAX_BYTES: usize = 32 << 20;

/// A list whose headings are understood: each row can be read as a case.
#[derive(Clone, PartialEq)]
pub struct ClientList {
    /// Path of the list as the user gave it.
    pub name: String,
    map: Arc<ClientMap>,
    grid: Grid,
    lexicon: Lexicon,
    /// The mapped columns in the order of the list.
    columns: Vec<Column>,
    /// Positions of the clients' rows in the grid.
    rows: Vec<usize>,
    /// How many cells the headings' row has, where the file parts its cells.
    width: Option<usize>,
    needs: Needs,
    /// A cell for each mapped column that shows days with the day before the month.
    day_first: Vec<Option<usize>>,
}

/// Without its cells, so that no log repeats what it says of people.
impl std::fmt::Debug for ClientList {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} with {} rows", self.name, self.rows.len())
    }
}

/// What a list is read from.
pub struct Listed<'a> {
    /// Its path as the user gave it.
    pub name: &'a str,
    /// Its bytes: a CSV, or a workbook (.xlsx).
    pub bytes: &'a [u8],
    /// What its headings mean.
    pub map: &'a Arc<ClientMap>,
    /// The day of filing, by which years of two digits are read.
    pub as_of: NaiveDate,
}

impl ClientList {
    /// Reads a list and understands its headings; its rows are read one by one when their turn comes.
    ///
    /// # Errors
    /// Every fault for which no row can be read: of the file, or of its headings against the map.
    pub fn read(catalog: &Catalog, listed: &Listed<'_>) -> Result<ClientList, Vec<Diagnostic>> {
        let grid = cells(listed).map_err(|fault| vec![*fault])?;
        let matched = headings::matched(listed.name, &grid, listed.map)?;
        let lexicon = Lexicon {
            fields: catalog.fields.clone(),
            codes: catalog.law.codes.clone(),
            petitions: catalog.names.clone(),
            sections: Sections::of(&catalog.law),
            as_of: listed.as_of,
            from_1904: grid.from_1904,
        };
        let mut list = ClientList {
            name: listed.name.to_owned(),
            needs: Needs::of(catalog, listed.map),
            map: Arc::clone(listed.map),
            columns: matched.columns,
            rows: matched.rows,
            width: matched.width,
            day_first: Vec::new(),
            lexicon,
            grid,
        };
        list.day_first = row::day_first(&list);
        Ok(list)
    }

    /// Every fault of a list's own and of its headings, where its map cannot be used either.
    pub fn faults(listed: &Listed<'_>) -> Vec<Diagnostic> {
        match cells(listed) {
            Ok(grid) => headings::matched(listed.name, &grid, listed.map).err().unwrap_or_default(),
            Err(fault) => vec![*fault],
        }
    }

    /// How many clients' rows there are.
    pub fn n_rows(&self) -> usize {
        self.rows.len()
    }

    /// What is to be said of the list as a whole, once, though its rows can be read: sheets of
    /// which nothing is read where the map does not say which is meant, and hidden columns.
    pub fn remarks(&self) -> Vec<String> {
        [self.other_sheets(), self.hidden_columns()].concat()
    }

    /// Columns that the spreadsheet hides and the map reads: somebody may not have looked at them.
    fn hidden_columns(&self) -> Vec<String> {
        let is_hidden = |column: &&Column| {
            self.grid.hidden.iter().any(|(from, to)| (*from..=*to).contains(&column.at))
        };
        let named =
            |column: &Column| format!("column {}, `{}`", grid::letters(column.at), column.heading);
        let names: Vec<String> = self.columns.iter().filter(is_hidden).map(named).collect();
        if names.is_empty() {
            return Vec::new();
        }
        let (name, names) = (&self.name, names.join("; "));
        vec![format!("`{name}`: the spreadsheet hides {names}, and they are read all the same")]
    }

    fn other_sheets(&self) -> Vec<String> {
        let grid::Sheets { read, others } = &self.grid.sheets;
        let (Some(read), Some(first)) = (read, others.first()) else { return Vec::new() };
        if self.map.options.sheet.is_some() {
            return Vec::new();
        }
        let names: Vec<String> = others.iter().map(|one| format!("`{one}`")).collect();
        vec![format!(
            "`{}`: its sheet `{read}` is read, and nothing of {}; say in the map which sheet is meant, as in `sheet: {first}`",
            self.name,
            names.join(", ")
        )]
    }

    /// The number of a row as spreadsheets count.
    pub fn number(&self, row: usize) -> usize {
        self.rows.get(row).map_or(0, |at| self.grid.rows[*at].number)
    }

    /// How a row is named to people: `clients.csv, row 17`.
    pub fn row_name(&self, row: usize) -> String {
        format!("{}, row {}", self.name, self.number(row))
    }

    /// A row as the tree of a case.
    pub fn row(&self, row: usize) -> RowRead {
        row::read(self, row)
    }
}

/// What is said of a list by its size, in bytes, so that none of a larger one need be read.
pub fn too_large(name: &str, n_bytes: u64) -> Box<Diagnostic> {
    let (megabytes, limit) = (n_bytes.div_ceil(1 << 20), MAX_BYTES >> 20);
    let what = format!("`{name}` has {megabytes} MB, and a list at most {limit}");
    Box::new(Diagnostic::error("too-large-list", what).help(delimited::CUT))
}

/// The cells of a list, whatever its format.
fn cells(listed: &Listed<'_>) -> Result<Grid, Box<Diagnostic>> {
    let fault =
        |code: &str, what: String, help: &str| Box::new(Diagnostic::error(code, what).help(help));
    if listed.bytes.len() > MAX_BYTES {
        return Err(too_large(listed.name, listed.bytes.len() as u64));
    }
    let options = &listed.map.options;
    match listed.bytes {
        [b'P', b'K', ..] => workbook::read(listed.bytes, listed.name, options),
        [0xD0, 0xCF, 0x11, 0xE0, ..] => {
            let what = format!(
                "`{}` is a workbook of the old format, or one with a password",
                listed.name
            );
            Err(fault("old-workbook", what, "save it as .xlsx without a password, or as CSV"))
        }
        bytes => {
            let encoding = options.encoding.unwrap_or(Encoding::Unicode);
            let list = Delimited { name: listed.name, encoding, separator: options.separator };
            delimited::read(bytes, &list)
        }
    }
}
