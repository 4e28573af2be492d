//! The records of a batch in client order, read as often as they are wanted and never held at once.

use std::fs::File;
use std::io::{self, BufRead, BufReader};
use std::path::{Path, PathBuf};

use super::record::Record;

/// Name of the file of records below the folder of a batch.
pub const RECORDS: &str = "records.jsonl";

/// A record, and where its packet lies.
#[derive(Debug, Clone, Copy)]
pub struct Filed<'a> {
    /// The record.
    pub record: &'a Record,
    /// From the folder of the report to that of the batch that made the packet, with a slash at
    /// its end: `../shard-2/`; empty where they are one.
    pub home: &'a str,
}

impl Filed<'_> {
    /// The packet's folder, seen from that of the report, with `/` on every system.
    pub fn folder(&self) -> String {
        format!("{}packets/{}", self.home, self.record.folder)
    }

    /// The name of the client, or else of the case.
    pub fn client(&self) -> &str {
        self.record.matter.client.as_deref().unwrap_or(&self.record.case)
    }
}

/// Records that can be gone through more than once.
pub trait Records {
    /// Shows every record in client order.
    ///
    /// # Errors
    /// When they cannot be read, or what whoever looks gives back.
    fn each(&self, see: &mut dyn FnMut(Filed<'_>) -> io::Result<()>) -> io::Result<()>;
}

impl Records for [Record] {
    fn each(&self, see: &mut dyn FnMut(Filed<'_>) -> io::Result<()>) -> io::Result<()> {
        self.iter().try_for_each(|record| see(Filed { record, home: "" }))
    }
}

/// The records of a finished batch, as `records.jsonl` keeps them.
#[derive(Debug, Clone)]
pub struct RecordFile {
    path: PathBuf,
}

/// Records read one after another.
pub(super) struct Reading {
    path: PathBuf,
    lines: BufReader<File>,
    line: String,
    n: usize,
}

impl RecordFile {
    /// The records below the folder of a batch.
    pub fn below(out: &Path) -> RecordFile {
        RecordFile { path: out.join(RECORDS) }
    }

    /// Begins to read them.
    pub(super) fn open(&self) -> io::Result<Reading> {
        let named = |error: io::Error| {
            io::Error::new(error.kind(), format!("cannot read `{}`: {error}", self.path.display()))
        };
        let file = File::open(&self.path).map_err(named)?;
        let lines = BufReader::with_capacity(256 << 10, file);
        Ok(Reading { path: self.path.clone(), lines, line: String::new(), n: 0 })
    }
}

impl Reading {
    /// The next record and the text of its line; none behind the last.
    pub(super) fn next(&mut self) -> io::Result<Option<(Record, &str)>> {
        self.line.clear();
        self.n += 1;
        if self.lines.read_line(&mut self.line)? == 0 {
            return Ok(None);
        }
        let record = serde_json::from_str(&self.line).map_err(|error| {
            let (path, n) = (self.path.display(), self.n);
            let what = format!("`{path}`, line {n}, is no record of a batch: {error}");
            io::Error::new(io::ErrorKind::InvalidData, what)
        })?;
        Ok(Some((record, self.line.trim_end())))
    }
}

impl Records for RecordFile {
    fn each(&self, see: &mut dyn FnMut(Filed<'_>) -> io::Result<()>) -> io::Result<()> {
        let mut reading = self.open()?;
        while let Some((record, _)) = reading.next()? {
            see(Filed { record: &record, home: "" })?;
        }
        Ok(())
    }
}
