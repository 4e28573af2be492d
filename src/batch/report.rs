//! Records to what people read of a batch: `report.html`, and `manifest.csv` beside it.

use std::io;
use std::path::Path;

use super::duplicates::Duplicates;
use super::manifest::{self, Listing};
use super::records::Records;
use super::run_facts::RunFacts;
use super::whole::WholeFile;

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
    /// Whether sets to print over all packets were written.
    pub printed: bool,
}

/// Writes `manifest.csv` and `report.html` into the folder of a batch, each whole; gives the
/// duplicates that were found. The same records give the same bytes.
///
/// Memory grows with the length of the report, not with what the records hold.
///
/// # Errors
/// When the records cannot be read or a file cannot be written; the error names it.
pub fn write<R: Records + ?Sized>(
    finished: &Finished<'_, R>,
    out: &Path,
) -> io::Result<Duplicates> {
    let duplicates = Duplicates::find(finished.records)?;
    let Finished { facts, records, printed } = *finished;
    manifest::write(&Listing { facts, records, duplicates: &duplicates }, out)?;
    let gathered = gathered::gather(records, facts.as_of, &duplicates)?;
    let page = page::page(&page::About { facts, duplicates: &duplicates, printed }, &gathered);
    WholeFile::write(&out.join(REPORT_HTML), page.as_bytes())?;
    Ok(duplicates)
}
