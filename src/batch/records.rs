//! The records of a batch in client order, read as often as they are wanted and never held at once.

use std::io;
use std::path::{Path, PathBuf};

use super::ledger;
use super::record::Record;

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
    out: PathBuf,
}

impl RecordFile {
    /// The records below the folder of a batch.
    pub fn below(out: &Path) -> RecordFile {
        RecordFile { out: out.to_owned() }
    }
}

impl Records for RecordFile {
    fn each(&self, see: &mut dyn FnMut(Filed<'_>) -> io::Result<()>) -> io::Result<()> {
        ledger::records(&self.out)?.try_for_each(|record| see(Filed { record: &record?, home: "" }))
    }
}
