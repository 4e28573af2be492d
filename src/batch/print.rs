//! Packets of a batch to files to print: every client's sets in client order, each client behind a sheet.
//!
//! ```text
//! OUT/print/all-001.pdf     at most about a thousand pages, cut between clients only
//! OUT/print/contents.csv    which client begins on which page of which file; who is left out
//! OUT/print/volumes.json    what each file follows from: by it a later run knows what it can keep
//! ```
//!
//! The folder appears whole or not at all. One file is made at a time, so that memory does not
//! grow with the number of clients.

use std::fs;
use std::io;
use std::path::Path;

use serde::Serialize;

use super::ledger::RECORDS;
use super::records::Records;
use super::report::Unwritten;
use super::run_facts::RunFacts;
use crate::catalog::Catalog;
use crate::disk_error::unread;
use crate::packet::joined::JOINED;
use crate::packet::write::write_private;
use kept::{Kept, Volumes};
use plan::{Plan, Volume};
use volume::Binding;

mod contents;
mod kept;
mod plan;
mod volume;

pub use plan::Grouping;

/// Name of the folder below that of the batch.
pub const PRINT: &str = "print";

/// What is printed.
pub struct Printing<'a, R: Records + ?Sized> {
    /// The faces of the sheets.
    pub catalog: &'a Catalog,
    /// What is true of the run.
    pub facts: &'a RunFacts,
    /// The records of the batch whose folder is `out`.
    pub records: &'a R,
    /// How many sets each packet has joined to be printed; none for nothing to print.
    pub sets: Option<usize>,
    /// How files are told apart.
    pub group: Grouping,
    /// The folder of the batch.
    pub out: &'a Path,
}

/// What was printed.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct Printed {
    /// Number of files.
    #[serde(rename = "files")]
    pub n_files: usize,
    /// Clients whose sets are in them.
    #[serde(rename = "clients")]
    pub n_clients: usize,
    /// Pages in them, with the sheets before each client.
    #[serde(rename = "pages")]
    pub n_pages: usize,
    /// Clients without papers to print.
    #[serde(rename = "left_out")]
    pub n_left_out: usize,
}

/// Writes the folder of sets to print, whole; files that follow from the same packets as before
/// are kept. Where no sets were asked for, an earlier folder of sets is taken away.
///
/// # Errors
/// When the records or a packet cannot be read, a packet is not as it was written, or the disk refuses.
pub fn write<R: Records + ?Sized>(
    printing: &Printing<'_, R>,
) -> Result<Option<Printed>, Unwritten> {
    let folder = printing.out.join(PRINT);
    let failed = |error| Unwritten(folder.clone(), error);
    let kept = Kept::open(&folder).map_err(failed)?;
    let Some(n_sets) = printing.sets else {
        kept.replacing().remove().map_err(failed)?;
        return Ok(None);
    };
    let records = |error| Unwritten(printing.out.join(RECORDS), error);
    let plan = Plan::of(printing.records, printing.group, n_sets).map_err(records)?;
    kept.begin().map_err(failed)?;
    if let Err(error) = fill(printing, &plan, &kept) {
        kept.replacing().abandon();
        return Err(failed(error));
    }
    kept.replacing().swap().map_err(failed)?;
    Ok(Some(Printed {
        n_files: plan.volumes.len(),
        n_clients: plan.n_clients(),
        n_pages: plan.volumes.iter().map(Volume::n_pages).sum(),
        n_left_out: plan.left_out.len(),
    }))
}

/// Fills the fresh folder.
fn fill<R: Records + ?Sized>(
    printing: &Printing<'_, R>,
    plan: &Plan,
    kept: &Kept,
) -> io::Result<()> {
    let mut volumes = Volumes::default();
    let Printing { catalog, facts, out, .. } = *printing;
    let binding = Binding { facts, catalog, n_sets: plan.n_sets };
    let read = |folder: &str| {
        let path = out.join(folder).join(JOINED);
        let named = |error: io::Error| {
            let what = format!("cannot read `{}`: {}", path.display(), unread(&error));
            io::Error::new(io::ErrorKind::InvalidData, what)
        };
        fs::read(&path).map_err(named)
    };
    for volume in &plan.volumes {
        let fingerprint = volume.fingerprint(facts);
        if let Some(about) = kept.take_over(&volume.file, &fingerprint)? {
            volumes.volumes.push(about);
            continue;
        }
        let bytes = binding.bind(volume, &read)?;
        write_private(&kept.replacing().fresh().join(&volume.file), &bytes)?;
        volumes.add(volume, fingerprint, &bytes);
    }
    write_private(&kept.replacing().fresh().join(contents::CONTENTS_CSV), &contents::text(plan)?)?;
    write_private(&kept.replacing().fresh().join(kept::VOLUMES), volumes.text().as_bytes())
}
