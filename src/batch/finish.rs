//! The end of a run that did every case: its records and everything that is made from them.

use std::io;
use std::path::Path;

use super::duplicates::Duplicates;
use super::fault::Stop;
use super::ledger::{Journal, RECORDS};
use super::print::{self, Grouping, Printed, Printing};
use super::records::RecordFile;
use super::report::{self, Finished, Unwritten};
use super::run_facts::{RUN_FACTS, RunFacts};
use super::strays::Stray;
use crate::catalog::Catalog;
use crate::packet::write::whole_file;

/// What is finished.
pub(super) struct Finishing<'a> {
    pub(super) out: &'a Path,
    pub(super) facts: &'a RunFacts,
    /// Folders of packets that no case of the run belongs to.
    pub(super) strays: &'a [Stray],
    /// The faces of what is printed.
    pub(super) catalog: &'a Catalog,
    /// How the files to print are told apart.
    pub(super) group: Grouping,
}

/// What was found out and made at the end.
pub(super) struct Made {
    pub(super) duplicates: Duplicates,
    pub(super) printed: Option<Printed>,
}

impl Finishing<'_> {
    /// Writes each file under its final name, whole; the journal goes last, so that a kill in
    /// between loses nothing.
    ///
    /// # Errors
    /// What the disk says; the journal stands then, and a further run goes on from it.
    pub(super) fn finish(&self, journal: Journal) -> Result<Made, Stop> {
        let failed = |name: &str, error| Stop::disk(self.out.join(name), error);
        journal.write_records(self.out).map_err(|error| failed(RECORDS, error))?;
        self.write_facts().map_err(|error| failed(RUN_FACTS, error))?;
        let records = RecordFile::below(self.out);
        let failed_at = |Unwritten(path, error)| Stop::disk(path, error);
        let Finishing { out, facts, strays, catalog, group } = *self;
        let printing = Printing { catalog, facts, records: &records, group, out };
        let printed = print::write(&printing);
        // The report comes first for people: it is written also where the sets could not be.
        let told = printed.as_ref().ok().and_then(Option::as_ref);
        let finished = Finished { facts, records: &records, printed: told, strays };
        let duplicates = report::write(&finished, out).map_err(failed_at)?;
        let printed = printed.map_err(failed_at)?;
        journal.close(self.out).map_err(|error| failed("", error))?;
        Ok(Made { duplicates, printed })
    }

    fn write_facts(&self) -> io::Result<()> {
        whole_file(&self.out.join(RUN_FACTS), &mut |file| {
            file.write_all(self.facts.to_text().as_bytes())
        })
    }
}
