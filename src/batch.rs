//! Many cases to many packets: one at fault stops nobody, and what was done need not be done again.
//!
//! ```text
//! OUT/packets/<name>/   one folder a case, as `build` writes it
//! OUT/records.jsonl     one record a case, in client order
//! OUT/manifest.csv      one line a file; a line for each case without files
//! OUT/report.html       for people, to read and to print
//! OUT/print/            the sets of all packets, where any are asked for
//! ```
//!
//! Nothing here reads a clock or the environment: what was done is told to whoever watches, who
//! may measure time. The same cases, day, catalog and wishes give the same bytes in all of it, on
//! any number of threads, in one run or several.

use std::collections::BTreeMap;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::mpsc;

use crate::catalog::Catalog;
use crate::content::ContentHash;
use crate::packet::write;
use crate::pipeline::Asked;
use duplicates::Duplicates;
use fault::{BatchError, Stop};
use fingerprint::Fingerprints;
use folder::PACKETS;
use kept::{How, Keeping};
use ledger::{Earlier, JOURNAL, Journal};
use one::Done;
use print::{Grouping, Printed};
use record::{Outcome, Record};
use roll::{Entry, ReadFile, Roll};
use run_facts::{PROGRAM, RunFacts, Shard};
use strays::Stray;
use summary::{Adding, Summary};

pub mod duplicates;
pub mod fault;
mod fingerprint;
mod finish;
pub mod folder;
pub mod kept;
pub mod ledger;
pub mod manifest;
pub mod merge;
pub mod names;
mod one;
pub mod print;
pub mod record;
pub mod records;
pub mod report;
pub mod roll;
pub mod run_facts;
mod shard;
pub mod strays;
pub mod summary;

/// What a batch is to do.
pub struct Job<'a> {
    /// Petitions, law, templates, faces; shared by all threads.
    pub catalog: &'a Catalog,
    /// What is asked of each packet.
    pub asked: &'a Asked,
    /// The cases.
    pub roll: &'a Roll,
    /// Name of each case's folder, in the order of the roll: `names::folder_names`.
    pub folders: &'a [String],
    /// The folder of everything that is written.
    pub out: &'a Path,
    /// Reads the files of the user.
    pub read: &'a ReadFile<'a>,
    /// How many cases are done at once.
    pub n_threads: usize,
    /// The part of the roll that is done.
    pub shard: Shard,
    /// Whether to go on with the batch that stands in `out`.
    pub resume: bool,
    /// Whether no case is begun after the first that has no papers to file.
    pub fail_fast: bool,
    /// How the sets to print are grouped, where any are asked for.
    pub group: Grouping,
    /// Whether whoever runs the batch wants it to end: no further case is begun then.
    pub interrupted: &'a (dyn Fn() -> bool + Sync),
    /// Where in the program the panic happened that was caught last on this thread, as
    /// `file:line`; only whoever holds the panic hook knows.
    pub panic_place: &'a (dyn Fn() -> Option<String> + Sync),
}

/// What whoever watches a batch is told.
pub enum Event<'a> {
    /// It begins: how many cases it has, and how many the whole roll.
    Begun {
        /// Cases of this run's part.
        n_cases: usize,
        /// Cases of the roll.
        n_all: usize,
    },
    /// A case is done, and its record is safe.
    Done(&'a Record, How),
}

/// How a batch ended.
#[derive(Debug)]
pub struct Ended {
    /// What is true of the run.
    pub facts: RunFacts,
    /// Why it ended before its last case, or before what is written last.
    pub stopped: Option<Stop>,
    /// What came of the cases.
    pub summary: Summary,
    /// Number of cases by how their records came about.
    pub how: BTreeMap<How, usize>,
    /// Cases that were not begun.
    pub n_not_begun: usize,
    /// Folders below packets/ that belong to no case of this run.
    pub strays: Vec<Stray>,
    /// What differs from the run that is gone on with.
    pub differences: Vec<&'static str>,
    /// Lines of what that run left that cannot be read.
    pub n_damaged: usize,
    /// What cases have in common and should not; known only when every case is done.
    pub duplicates: Duplicates,
    /// The sets to print over all packets, where any were asked for.
    pub printed: Option<Printed>,
}

impl Job<'_> {
    fn packet_folder(&self, name: &str) -> PathBuf {
        self.out.join(PACKETS).join(name)
    }

    /// Why no case is begun after this one, where none is.
    fn stop(&self, done: &Done) -> Option<Stop> {
        let is_fault = self.fail_fast && done.record.outcome != Outcome::Drafted;
        done.full.clone().or_else(|| is_fault.then(|| Stop::Fault(done.record.case.clone())))
    }
}

/// Does every case of this run's part of the roll and tells each when it is done.
///
/// # Errors
/// When the batch cannot begin; nothing was written then. A disk that fills up later ends the run
/// with `Ended::stopped`.
pub fn run(job: &Job<'_>, watch: &mut dyn FnMut(&Event<'_>)) -> Result<Ended, BatchError> {
    let failed = |error| BatchError::Io(job.out.to_owned(), error);
    let claim = folder::claim(job.out, job.resume)?;
    let earlier = match claim.is_earlier {
        true => Earlier::read(job.out).map_err(failed)?,
        false => Earlier::default(),
    };
    if let Some(facts) = earlier.facts.as_ref().filter(|facts| facts.shard != job.shard) {
        return Err(BatchError::OtherShard(job.out.to_owned(), facts.shard));
    }
    let prints = Fingerprints::new(job.catalog, job.asked);
    let contents = contents(job);
    let mine: Vec<usize> =
        (0..contents.len()).filter(|at| job.shard.holds(&contents[*at])).collect();
    let facts = facts(job, &prints, &contents);
    drop(contents);
    write::mend(&job.out.join(PACKETS)).map_err(failed)?;
    let mut journal = Journal::open(job.out, &facts).map_err(failed)?;
    watch(&Event::Begun { n_cases: mine.len(), n_all: facts.n_cases });
    let run = Run { job, prints, earlier, mine, stopped: AtomicBool::new(false) };
    let mut ended = run.ended(facts);
    let (journal_of, ended_of) = (&mut journal, &mut ended);
    run.work(&mut Recording { journal: journal_of, ended: ended_of, watch, is_full: false });
    ended.summary = sum(&journal).map_err(failed)?;
    match (ended.n_not_begun, &ended.stopped) {
        (0, Some(Stop::Fault(_))) => ended.stopped = None,
        (1.., None) => ended.stopped = Some(Stop::Interrupted),
        _ => {}
    }
    if ended.stopped.is_none() {
        let Job { out, catalog, group, .. } = *job;
        let Ended { facts, strays, .. } = &mut ended;
        let finishing = finish::Finishing { out, facts, catalog, group };
        match finishing.finish(journal, strays) {
            Ok(made) => (ended.duplicates, ended.printed) = (made.duplicates, made.printed),
            Err(stop) => ended.stopped = Some(stop),
        }
    }
    Ok(ended)
}

fn facts(job: &Job<'_>, prints: &Fingerprints, contents: &[ContentHash]) -> RunFacts {
    let named = job.roll.entries.iter().zip(contents);
    let lines: Vec<String> =
        named.map(|(entry, content)| format!("{} {}\n", content.0, entry.name)).collect();
    RunFacts {
        program: PROGRAM.to_owned(),
        as_of: job.asked.as_of,
        law_compiled: job.catalog.law.compiled.to_string(),
        law_through: job.catalog.law.statutes_through.to_string(),
        catalog: prints.catalog.clone(),
        asked: job.asked.into(),
        roll: ContentHash::of_parts(lines.iter().map(String::as_bytes)),
        n_cases: job.roll.entries.len(),
        shard: job.shard,
        remarks: job.roll.remarks.clone(),
    }
}

/// The hash of each case of the roll: what it says, or what it is called where it cannot be read.
fn contents(job: &Job<'_>) -> Vec<ContentHash> {
    let entries = &job.roll.entries;
    let content = |entry: &Entry| match one::caught(job, || job.roll.open(entry, job.read)) {
        Ok(Ok(opened)) => opened.content,
        _ => one::unread(entry),
    };
    let share = entries.len().div_ceil(job.n_threads.max(1)).max(1);
    std::thread::scope(|scope| {
        let shares: Vec<_> = entries
            .chunks(share)
            .map(|share| scope.spawn(move || share.iter().map(content).collect::<Vec<_>>()))
            .collect();
        let joined = shares
            .into_iter()
            .flat_map(|one| one.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)));
        joined.collect()
    })
}

fn sum(journal: &Journal) -> io::Result<Summary> {
    let mut adding = Adding::default();
    for record in journal.records() {
        adding.add(&record?);
    }
    Ok(adding.summary())
}

/// A run under way.
struct Run<'a> {
    job: &'a Job<'a>,
    prints: Fingerprints,
    earlier: Earlier,
    /// Positions of the cases of this part.
    mine: Vec<usize>,
    /// Whether no further case is begun.
    stopped: AtomicBool,
}

impl Run<'_> {
    fn ended(&self, facts: RunFacts) -> Ended {
        let earlier = self.earlier.facts.as_ref();
        Ended {
            stopped: None,
            summary: Summary::default(),
            how: BTreeMap::new(),
            n_not_begun: self.mine.len(),
            strays: self.strays(),
            differences: earlier.map(|one| facts.differences(one)).unwrap_or_default(),
            n_damaged: self.earlier.n_damaged,
            duplicates: Duplicates::default(),
            printed: None,
            facts,
        }
    }

    fn strays(&self) -> Vec<Stray> {
        let Job { folders, out, .. } = self.job;
        let ours = self.mine.iter().map(|at| folders[*at].as_str()).collect();
        strays::found(out, &self.earlier, &ours)
    }

    /// Does the cases on all threads; their records go through this one.
    fn work(&self, recording: &mut Recording<'_>) {
        let next = AtomicUsize::new(0);
        let n_threads = self.job.n_threads.clamp(1, self.mine.len().max(1));
        // Bounded, so that a slow disk holds the threads up and memory does not grow.
        let (send, receive) = mpsc::sync_channel(n_threads * 2);
        std::thread::scope(|scope| {
            for _ in 0..n_threads {
                let (send, next) = (send.clone(), &next);
                scope.spawn(move || {
                    while !self.stopped.load(Ordering::Relaxed)
                        && !(self.job.interrupted)()
                        && let Some(at) = self.mine.get(next.fetch_add(1, Ordering::Relaxed))
                    {
                        let done = self.case(*at);
                        // Here and not where records are taken, which may be a case behind.
                        if self.job.stop(&done.1).is_some() {
                            self.stopped.store(true, Ordering::Relaxed);
                        }
                        if send.send(done).is_err() {
                            break;
                        }
                    }
                });
            }
            drop(send);
            for done in receive {
                recording.take(&done, self.job);
                if recording.is_full {
                    self.stopped.store(true, Ordering::Relaxed);
                }
            }
        });
    }

    /// Does a case, or finds that it need not be done.
    fn case(&self, at: usize) -> (How, Done) {
        let Job { roll, read, asked, folders, .. } = self.job;
        let Some(earlier) = self.earlier.record(&folders[at]) else {
            return (How::New, one::case(self, at));
        };
        let keeping = Keeping { roll, read, prints: &self.prints, as_of: asked.as_of };
        let packet = self.job.packet_folder(&folders[at]);
        let entry = &roll.entries[at];
        match one::caught(self.job, || keeping.kept(entry, earlier, &packet)) {
            Ok(Ok(record)) => (How::Kept, Done { record: Record { at, ..record }, full: None }),
            Ok(Err(how)) => (how, one::case(self, at)),
            Err(_) => (How::Changed, one::case(self, at)),
        }
    }
}

/// Where records go.
struct Recording<'a> {
    journal: &'a mut Journal,
    ended: &'a mut Ended,
    watch: &'a mut dyn FnMut(&Event<'_>),
    /// Whether the journal takes no more.
    is_full: bool,
}

impl Recording<'_> {
    /// Keeps what came of a case.
    fn take(&mut self, (how, done): &(How, Done), job: &Job<'_>) {
        if self.is_full {
            return;
        }
        if let Err(error) = self.journal.add(&done.record) {
            self.is_full = true;
            self.ended.stopped = Some(Stop::disk(job.out.join(JOURNAL), error));
            return;
        }
        *self.ended.how.entry(*how).or_default() += 1;
        self.ended.n_not_begun -= 1;
        (self.watch)(&Event::Done(&done.record, *how));
        if let Some(stop) = job.stop(done)
            && (self.ended.stopped.is_none() || matches!(stop, Stop::Disk(_)))
        {
            self.ended.stopped = Some(stop);
        }
    }
}
