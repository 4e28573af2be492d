//! Many cases to many packets: one at fault stops nobody, and what was done need not be done again.
//!
//! ```text
//! OUT/packets/<name>/   one folder a case, as `build` writes it
//! OUT/records.jsonl     one record a case, in client order
//! OUT/manifest.csv      one line a file; a line for each case without files
//! OUT/report.html       for people, to read and to print
//! ```
//!
//! Nothing here reads a clock or the environment: what was done is told to whoever watches, who
//! may measure time. The same cases, day, catalog and wishes give the same bytes in all of it, on
//! any number of threads, in one run or several.

use std::io;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc;

use crate::catalog::Catalog;
use crate::pipeline::Asked;
use record::Record;
use roll::{ReadFile, Roll};

pub mod content;
pub mod duplicates;
pub mod manifest;
mod one;
pub mod record;
pub mod records;
pub mod report;
pub mod roll;
pub mod run_facts;
mod whole;

/// What a batch is to do.
pub struct Job<'a> {
    /// Petitions, law, templates, faces; shared by all threads.
    pub catalog: &'a Catalog,
    /// What is asked of each packet.
    pub asked: &'a Asked,
    /// The cases.
    pub roll: &'a Roll,
    /// Name of each case's folder, in the order of the roll; no two alike on any disk.
    pub folders: &'a [String],
    /// The folder of everything that is written.
    pub out: &'a Path,
    /// Reads the files of the user.
    pub read: &'a ReadFile<'a>,
    /// How many cases are done at once.
    pub n_threads: usize,
}

/// What whoever watches a batch is told.
pub enum Event<'a> {
    /// It begins, with so many cases to look at.
    Begun(usize),
    /// A case is done.
    Done(&'a Record),
}

impl Job<'_> {
    fn packet_folder(&self, name: &str) -> PathBuf {
        one::packet_folder(self.out, name)
    }
}

/// Does every case of the roll and tells each when it is done; gives the records in client order.
///
/// # Errors
/// When the folder of the batch cannot be made or written.
pub fn run(job: &Job<'_>, watch: &mut dyn FnMut(&Event<'_>)) -> io::Result<Vec<Record>> {
    let n = job.roll.entries.len();
    watch(&Event::Begun(n));
    let next = AtomicUsize::new(0);
    let (send, receive) = mpsc::channel();
    let mut records = Vec::with_capacity(n);
    std::thread::scope(|scope| {
        for _ in 0..job.n_threads.clamp(1, n.max(1)) {
            let (send, next) = (send.clone(), &next);
            scope.spawn(move || {
                loop {
                    let at = next.fetch_add(1, Ordering::Relaxed);
                    let Some(entry) = job.roll.entries.get(at) else { break };
                    if send.send(one::case(job, at, entry)).is_err() {
                        break;
                    }
                }
            });
        }
        drop(send);
        for record in receive {
            watch(&Event::Done(&record));
            records.push(record);
        }
    });
    records.sort_by_key(|record: &Record| record.at);
    Ok(records)
}
