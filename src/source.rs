//! File texts and places in them: sources, byte spans and field paths.

use std::cell::Cell;
use std::fmt::{self, Display};
use std::ops::Range;
use std::sync::Arc;

use crate::diagnostic::Diagnostic;

/// Largest case file or client file that is read, in bytes.
pub const MAX_BYTES: usize = 1_000_000;

/// A file as it was read: the name the user gave it and its text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Source {
    /// Path as the user gave it; printed in diagnostics.
    pub name: String,
    /// The whole text.
    pub text: String,
    /// Where it is a row of a list of clients: which one. Its text then has a line for the row, and
    /// one for each cell that begins with the letters of its column.
    pub row: Option<ListRow>,
}

/// A row of a list of clients.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListRow {
    /// Path of the list as the user gave it.
    pub list: String,
    /// Number of the row as spreadsheets count, from 1.
    pub number: usize,
}

/// A fact that a column of a list is mapped to, in one row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MappedFact {
    /// Its path in the row's case.
    pub path: FieldPath,
    /// The heading of its column.
    pub heading: String,
    /// Its cell, also where that is empty.
    pub cell: Span,
}

impl MappedFact {
    /// Its column as people find it: ``column AF, `Charged` ``.
    pub fn column(&self) -> String {
        let letters = self.cell.source.column_at(self.cell.start).unwrap_or_default();
        format!("column {letters}, `{}`", self.heading)
    }
}

/// A place as a person counts: lines and characters from 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Position {
    /// Line, from 1.
    pub line: usize,
    /// Character in the line, from 1.
    pub column: usize,
}

impl Source {
    /// A file by the name the user gave it, and its text.
    pub fn new(name: impl Into<String>, text: impl Into<String>) -> Source {
        Source { name: name.into(), text: text.into(), row: None }
    }

    /// A file as read from disk, which must be UTF-8 and no larger than [`MAX_BYTES`]; the error says where it is not
    /// and how to save it.
    pub fn decode(name: &str, bytes: Vec<u8>) -> Result<Source, Box<Diagnostic>> {
        if bytes.len() > MAX_BYTES {
            return Err(Source::too_large(name, bytes.len()));
        }
        let utf16 = bytes.starts_with(&[0xFF, 0xFE]) || bytes.starts_with(&[0xFE, 0xFF]);
        let error = match String::from_utf8(bytes) {
            Ok(text) => return Ok(Source::new(name, text)),
            Err(error) => error,
        };
        let at = error.utf8_error().valid_up_to();
        let text = String::from_utf8_lossy(error.as_bytes()).into_owned();
        let end = at + text[at..].chars().next().map_or(0, char::len_utf8);
        let place = Span { source: Arc::new(Source::new(name, text)), start: at, end };
        let what =
            if utf16 { "the file is UTF-16 text, not UTF-8" } else { "the file is not UTF-8 text" };
        let fault =
            Diagnostic::error("not-utf-8", what).at_span(place, "the first byte that does not fit");
        Err(Box::new(fault.help("save it as plain text in the encoding UTF-8")))
    }

    /// What is said of a file by its size, in bytes, so that none of a larger one need be read.
    pub fn too_large(name: &str, n_bytes: impl Display) -> Box<Diagnostic> {
        let limit = MAX_BYTES / 1_000_000;
        let source = Arc::new(Source::new(name, ""));
        let what = format!("the file has {n_bytes} bytes, more than {limit} MB");
        let fault = Diagnostic::error("too-large", what);
        let fault = fault.at_span(Span { source, start: 0, end: 0 }, "");
        Box::new(fault.help("a case file holds facts; long papers belong in `exhibits`"))
    }

    /// The line and column of a byte.
    pub fn position(&self, offset: usize) -> Position {
        let offset = self.text.floor_char_boundary(offset);
        let before = &self.text[..offset];
        let line_start = before.rfind('\n').map_or(0, |newline| newline + 1);
        let column = before[line_start..].trim_start_matches('\u{FEFF}').chars().count() + 1;
        Position { line: before.matches('\n').count() + 1, column }
    }

    /// The letters of the column that a byte of a row stands in; nothing for the row as a whole and
    /// for a file that is no row.
    pub fn column_at(&self, offset: usize) -> Option<&str> {
        self.row.as_ref()?;
        let start = self.text.get(..offset)?.rfind('\n')? + 1;
        self.text[start..].split(' ').next()
    }

    /// A byte as a person finds it: `case.yaml:3:11`, or `clients.csv, row 17, column F`.
    pub fn place(&self, offset: usize) -> String {
        match (&self.row, self.column_at(offset)) {
            (Some(row), Some(column)) => {
                format!("{}, row {}, column {column}", row.list, row.number)
            }
            (Some(row), None) => format!("{}, row {}", row.list, row.number),
            (None, _) => {
                let at = self.position(offset);
                format!("{}:{}:{}", self.name, at.line, at.column)
            }
        }
    }
}

/// Where the lines of a source begin: finds many places of one file as soon as few.
#[derive(Debug)]
pub struct Lines {
    source: Arc<Source>,
    starts: Vec<usize>,
    /// The place that was asked for last, and its column: the next one mostly stands behind it.
    last: Cell<(usize, usize)>,
}

impl Lines {
    /// Looks the lines of a source up.
    pub fn of(source: &Arc<Source>) -> Lines {
        let ends = source.text.match_indices('\n').map(|(at, _)| at + 1);
        let starts = std::iter::once(0).chain(ends).collect();
        Lines { source: Arc::clone(source), starts, last: Cell::new((0, 1)) }
    }

    /// The source.
    pub fn source(&self) -> &Arc<Source> {
        &self.source
    }

    /// The line and column of a byte, as [`Source::position`] finds them.
    pub fn position(&self, offset: usize) -> Position {
        let text = &self.source.text;
        let offset = text.floor_char_boundary(offset);
        let line = self.line(offset);
        let start = self.starts[line];
        let (known, before) = self.last.get();
        let column = match start < known && known <= offset && before > 1 {
            true => before + text[known..offset].chars().count(),
            false => text[start..offset].trim_start_matches('\u{FEFF}').chars().count() + 1,
        };
        self.last.set((offset, column));
        Position { line: line + 1, column }
    }

    /// The bytes of the lines that a range touches, without the line end behind them.
    pub fn around(&self, range: &Range<usize>) -> Range<usize> {
        let next = self.starts.get(self.line(range.end) + 1);
        let end = next.map_or(self.source.text.len(), |start| start - 1);
        self.starts[self.line(range.start)]..end
    }

    fn line(&self, offset: usize) -> usize {
        self.starts.partition_point(|start| *start <= offset) - 1
    }
}

/// A range of bytes in one source.
#[derive(Clone, PartialEq, Eq)]
pub struct Span {
    /// The file.
    pub source: Arc<Source>,
    /// First byte.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
}

/// Without the text, so that no log repeats a whole case file.
impl fmt::Debug for Span {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}..{}", self.source.name, self.start, self.end)
    }
}

/// One step of a path to a fact.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Step {
    /// A key of a mapping.
    Key(String),
    /// A position in a list, from 0.
    Index(usize),
}

/// Where a fact stands in a case file: `convictions[0].offenses[1].code`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct FieldPath(pub Vec<Step>);

impl FieldPath {
    /// The whole file.
    pub fn root() -> Self {
        FieldPath(Vec::new())
    }

    /// This path with a key behind it.
    pub fn key(&self, key: &str) -> Self {
        let mut steps = self.0.clone();
        steps.push(Step::Key(key.to_owned()));
        FieldPath(steps)
    }

    /// This path with a list position behind it.
    pub fn index(&self, index: usize) -> Self {
        let mut steps = self.0.clone();
        steps.push(Step::Index(index));
        FieldPath(steps)
    }
}

impl fmt::Display for FieldPath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (n, step) in self.0.iter().enumerate() {
            match step {
                Step::Key(key) if n == 0 => write!(f, "{key}")?,
                Step::Key(key) => write!(f, ".{key}")?,
                Step::Index(index) => write!(f, "[{index}]")?,
            }
        }
        Ok(())
    }
}
