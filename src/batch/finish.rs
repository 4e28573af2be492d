//! The end of a run that did every case: its records and everything that is made from them.

use std::io;
use std::path::Path;

use super::duplicates::Duplicates;
use super::fault::Stop;
use super::ledger::{Journal, RECORDS};
use super::print::{self, Grouping, Printed, Printing};
use super::records::{RecordFile, Records};
use super::report::{self, Finished, Unwritten};
use super::run_facts::{RUN_FACTS, RunFacts};
use super::strays::{self, Stray};
use crate::catalog::Catalog;
use crate::packet::write::whole_file;

/// What is finished.
pub(super) struct Finishing<'a> {
    pub(super) out: &'a Path,
    pub(super) facts: &'a RunFacts,
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

impl Made {
    /// Writes sets to print, manifest and report. People read the report first: it is written
    /// also where the sets cannot be.
    pub(super) fn of<R: Records + ?Sized>(
        printing: &Printing<'_, R>,
        strays: &[Stray],
    ) -> Result<Made, Unwritten> {
        let Printing { facts, records, out, .. } = *printing;
        let printed = print::write(printing);
        let told = printed.as_ref().ok().and_then(Option::as_ref);
        let finished = Finished { facts, records, printed: told, strays };
        let duplicates = report::write(&finished, out)?;
        Ok(Made { duplicates, printed: printed? })
    }
}

impl Finishing<'_> {
    /// Finds what became of the cases of `strays`, and writes each file under its final name,
    /// whole; the journal goes last, so that a kill in between loses nothing.
    ///
    /// # Errors
    /// What the disk says; the journal stands then, and a further run goes on from it.
    pub(super) fn finish(&self, journal: Journal, strays: &mut [Stray]) -> Result<Made, Stop> {
        let failed = |name: &str, error| Stop::disk(self.out.join(name), error);
        journal.write_records(self.out).map_err(|error| failed(RECORDS, error))?;
        self.write_facts().map_err(|error| failed(RUN_FACTS, error))?;
        let records = RecordFile::below(self.out);
        let failed_at = |Unwritten(path, error)| Stop::disk(path, error);
        let Finishing { out, facts, catalog, group } = *self;
        strays::liken(strays, &records).map_err(|error| failed(RECORDS, error))?;
        strays::keep(strays, out).map_err(|error| failed("", error))?;
        let sets = facts.asked.sets;
        let printing = Printing { catalog, facts, records: &records, sets, group, out };
        let made = Made::of(&printing, strays).map_err(failed_at)?;
        journal.close(self.out).map_err(|error| failed("", error))?;
        Ok(made)
    }

    fn write_facts(&self) -> io::Result<()> {
        whole_file(&self.out.join(RUN_FACTS), &mut |file| {
            file.write_all(self.facts.to_text().as_bytes())
        })
    }
}
