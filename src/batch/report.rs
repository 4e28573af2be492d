//! Records to what people read of a batch: `report.html`, and `manifest.csv` beside it.

use std::io;
use std::path::{Path, PathBuf};

use super::duplicates::Duplicates;
use super::ledger::RECORDS;
use super::manifest::{self, Listing, MANIFEST_CSV};
use super::print::Printed;
use super::records::Records;
use super::run_facts::RunFacts;
use super::strays::Stray;
use crate::packet::write::whole_file;

mod days;
mod gathered;
mod html;
mod page;

/// Name of the report below the folder of a batch.
pub const REPORT_HTML: &str = "report.html";

/// A batch that is done.
pub struct Finished<'a, R: Records + ?Sized> {
    /// What is true of the whole run.
    pub facts: &'a RunFacts,
    /// Its records.
    pub records: &'a R,
    /// The sets to print over all packets, where any were written.
    pub printed: Option<&'a Printed>,
    /// Folders of packets that no case of the run belongs to.
    pub strays: &'a [Stray],
}

/// A file that could not be written, and why.
#[derive(Debug)]
pub struct Unwritten(pub PathBuf, pub io::Error);

/// Writes `manifest.csv` and `report.html` into the folder of a batch, each whole; gives the
/// duplicates that were found. The same records give the same bytes.
///
/// Memory grows with the length of the report, not with what the records hold.
///
/// # Errors
/// When the records cannot be read or a file cannot be written.
pub fn write<R: Records + ?Sized>(
    finished: &Finished<'_, R>,
    out: &Path,
) -> Result<Duplicates, Unwritten> {
    let Finished { facts, records, printed, strays } = *finished;
    let failed = |name: &str| {
        let path = out.join(name);
        move |error| Unwritten(path, error)
    };
    let duplicates = Duplicates::find(records).map_err(failed(RECORDS))?;
    let listing = Listing { facts, records, duplicates: &duplicates };
    whole_file(&out.join(MANIFEST_CSV), &mut |file| manifest::write(&listing, file))
        .map_err(failed(MANIFEST_CSV))?;
    let gathered = gathered::gather(records, facts.as_of, &duplicates).map_err(failed(RECORDS))?;
    let page =
        page::page(&page::About { facts, duplicates: &duplicates, printed, strays }, &gathered);
    whole_file(&out.join(REPORT_HTML), &mut |file| file.write_all(page.as_bytes()))
        .map_err(failed(REPORT_HTML))?;
    Ok(duplicates)
}
