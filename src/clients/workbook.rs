//! A workbook (.xlsx) to the cells of one of its sheets, with all that a spreadsheet knows of them and a CSV does not.
//!
//! It is read here and not by a crate for spreadsheets: those unfold whole parts before anybody can
//! say how much is too much, and do not tell which rows are hidden or which zeros a format shows.

use super::delimited::CUT;
use super::grid::Grid;
use super::map::Options;
use crate::catalog::schema::near::nearest;
use crate::diagnostic::Diagnostic;
use archive::Archive;
use parts::{Relations, Sheets, Strings};

mod archive;
mod format;
mod parts;
mod sheet;
mod xml;

/// Why a workbook cannot be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Broken {
    /// What is wrong with it.
    Faulty(String),
    /// What its sheet holds more of than is read.
    TooMuch(&'static str),
}

impl Broken {
    fn new(what: impl Into<String>) -> Broken {
        Broken::Faulty(what.into())
    }
}

/// Reads a sheet of a workbook.
///
/// # Errors
/// Why the workbook cannot be read, or has no such sheet.
pub(super) fn read(bytes: &[u8], list: &str, options: &Options) -> Result<Grid, Box<Diagnostic>> {
    let broken = |broken: Broken| {
        Box::new(match broken {
            Broken::Faulty(what) => {
                let what = format!("`{list}` cannot be read as a workbook: {what}");
                Diagnostic::error("unread-workbook", what)
                    .help("open it in a spreadsheet and save it again as .xlsx, or as CSV")
            }
            Broken::TooMuch(what) => {
                Diagnostic::error("too-large-list", format!("`{list}` has {what}")).help(CUT)
            }
        })
    };
    let workbook = Workbook::open(bytes).map_err(broken)?;
    let (at, part) = workbook.sheet(list, options)?;
    let mut grid = workbook.cells(&part).map_err(broken)?;
    grid.sheets.read = Some(workbook.sheets.all[at].name.clone());
    grid.sheets.others = workbook.others(at);
    Ok(grid)
}

struct Workbook<'a> {
    archive: Archive<'a>,
    sheets: Sheets,
    relations: Relations,
}

impl<'a> Workbook<'a> {
    fn open(bytes: &'a [u8]) -> Result<Workbook<'a>, Broken> {
        let archive = Archive::open(bytes)?;
        let root = Relations::read(&archive, "")?;
        let main = root.of_type("officeDocument").unwrap_or_else(|| "xl/workbook.xml".to_owned());
        let text = archive.text(&main)?.ok_or_else(|| Broken::new("it holds no workbook"))?;
        let relations = Relations::read(&archive, &main)?;
        Ok(Workbook { archive, sheets: Sheets::read(&text)?, relations })
    }

    /// The sheet that is asked for, or the first that is shown: its position and its part.
    fn sheet(&self, list: &str, options: &Options) -> Result<(usize, String), Box<Diagnostic>> {
        let names: Vec<String> =
            self.sheets.all.iter().map(|sheet| format!("`{}`", sheet.name)).collect();
        let found = match &options.sheet {
            Some(name) => self.sheets.all.iter().position(|sheet| sheet.name.trim() == name.trim()),
            None => self.sheets.all.iter().position(|sheet| !sheet.hidden),
        };
        let part = |at: usize| self.relations.by_id(&self.sheets.all[at].relation);
        if let Some((at, part)) = found.and_then(|at| Some((at, part(at)?))) {
            return Ok((at, part));
        }
        let what = match &options.sheet {
            Some(name) => format!("`{list}` has no sheet `{name}`"),
            None => format!("`{list}` shows no sheet"),
        };
        let known = self.sheets.all.iter().map(|sheet| sheet.name.as_str());
        let near = options.sheet.as_ref().and_then(|name| nearest(name, known));
        let help = match near {
            Some(near) => format!("did you mean `{near}`?"),
            None => format!(
                "name one of its sheets in the map, as in `sheet: ...`: it has {}",
                names.join(", ")
            ),
        };
        Err(Box::new(Diagnostic::error("unknown-sheet", what).help(help)))
    }

    /// The other sheets that people see something in; one that cannot be read may hold anything.
    fn others(&self, read: usize) -> Vec<String> {
        let sheets = self.sheets.all.iter().enumerate();
        let beside = sheets.filter(|(at, sheet)| *at != read && !sheet.hidden);
        let full = beside.filter(|(_, sheet)| {
            let part = self.relations.by_id(&sheet.relation);
            part.is_some_and(|part| match self.archive.text(&part) {
                Ok(text) => text.is_some_and(|text| sheet::holds_something(&text)),
                Err(_) => true,
            })
        });
        full.map(|(_, sheet)| sheet.name.clone()).collect()
    }

    fn cells(&self, part: &str) -> Result<Grid, Broken> {
        let of = |kind: &str| match self.relations.of_type(kind) {
            Some(part) => self.archive.text(&part),
            None => Ok(None),
        };
        let strings = of("sharedStrings")?
            .map_or_else(|| Ok(Strings::default()), |text| Strings::read(&text))?;
        let formats = of("styles")?.map_or_else(|| Ok(Vec::new()), |text| format::read(&text))?;
        let text =
            self.archive.text(part)?.ok_or_else(|| Broken::new("a sheet is missing in it"))?;
        let from_1904 = self.sheets.from_1904;
        sheet::Reader::new(&strings, &formats, from_1904).read(&text)
    }
}
