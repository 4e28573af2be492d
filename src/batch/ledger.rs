//! What was done, kept on the disk while it is done: a journal that a kill cannot tear, and the
//! records in client order that it becomes.
//!
//! A record is in the journal only after its packet stands whole. A run that was killed has lost
//! at most what it had in hand; the next one reads the journal and goes on. Of N records only
//! their places are held in memory.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{self, BufRead, BufReader, Read, Seek, SeekFrom, Write};
use std::path::Path;
use std::sync::Mutex;

use serde::{Deserialize, Serialize};

use super::record::Record;
use super::run_facts::{RUN_FACTS, RunFacts};
use crate::packet::write::{create_private, whole_file};

/// The records of a finished batch, in client order.
pub const RECORDS: &str = "records.jsonl";

/// What a run that is not finished has done so far.
pub const JOURNAL: &str = ".journal.jsonl";

/// Where a line stands in a file.
#[derive(Debug, Clone, Copy)]
struct Spot {
    from: u64,
    n_bytes: usize,
}

impl Spot {
    fn read(self, mut file: &File) -> io::Result<Vec<u8>> {
        let mut bytes = vec![0; self.n_bytes];
        file.seek(SeekFrom::Start(self.from))?;
        file.read_exact(&mut bytes)?;
        Ok(bytes)
    }
}

/// The line with which a run begins in the journal.
#[derive(Debug, Serialize, Deserialize)]
struct Beginning {
    run: RunFacts,
}

/// What earlier runs left.
#[derive(Debug, Default)]
pub(super) struct Earlier {
    files: Vec<Mutex<File>>,
    /// By folder: which file, and where in it.
    spots: BTreeMap<String, (usize, Spot)>,
    /// What was true of the last of them.
    pub(super) facts: Option<RunFacts>,
    /// Lines that are no records, a torn last one apart.
    pub(super) n_damaged: usize,
}

/// As much of a line as is held in memory.
#[derive(Deserialize)]
struct Head {
    folder: Option<String>,
    run: Option<RunFacts>,
}

impl Earlier {
    /// Reads what stands in the folder of a batch; the journal is newer than the records.
    pub(super) fn read(out: &Path) -> io::Result<Earlier> {
        let mut earlier = Earlier::default();
        let facts = std::fs::read_to_string(out.join(RUN_FACTS));
        earlier.facts = facts.ok().and_then(|text| RunFacts::from_text(&text).ok());
        for name in [RECORDS, JOURNAL] {
            match File::open(out.join(name)) {
                Ok(file) => earlier.take(file)?,
                Err(error) if error.kind() == io::ErrorKind::NotFound => {}
                Err(error) => return Err(error),
            }
        }
        Ok(earlier)
    }

    fn take(&mut self, file: File) -> io::Result<()> {
        let which = self.files.len();
        let mut lines = BufReader::new(&file);
        let (mut line, mut from) = (Vec::new(), 0);
        while lines.read_until(b'\n', &mut line)? > 0 {
            let spot = Spot { from, n_bytes: line.len() };
            from += line.len() as u64;
            // What has no end was being written when the run was killed.
            let is_whole = line.last() == Some(&b'\n');
            match serde_json::from_slice::<Head>(&line) {
                Ok(Head { run: Some(facts), .. }) if is_whole => self.facts = Some(facts),
                Ok(Head { folder: Some(folder), .. }) if is_whole => {
                    self.spots.insert(folder, (which, spot));
                }
                _ => self.n_damaged += usize::from(is_whole),
            }
            line.clear();
        }
        self.files.push(Mutex::new(file));
        Ok(())
    }

    /// The record of a case by its folder; nothing where there is none or it cannot be read.
    pub(super) fn record(&self, folder: &str) -> Option<Record> {
        let (which, spot) = self.spots.get(folder)?;
        let file = self.files[*which].lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        let line = spot.read(&file).ok()?;
        serde_json::from_slice(&line).ok()
    }
}

/// The journal of a run.
#[derive(Debug)]
pub(super) struct Journal {
    file: File,
    end: u64,
    /// The record of each case of the roll, where it is done.
    spots: Vec<Option<Spot>>,
}

impl Journal {
    /// Begins or goes on with the journal of a batch of `n` cases.
    pub(super) fn open(out: &Path, facts: &RunFacts) -> io::Result<Journal> {
        let path = out.join(JOURNAL);
        let file = match create_private(&path) {
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {
                File::options().read(true).write(true).open(&path)?
            }
            file => file?,
        };
        let end = whole_lines(&file)?;
        file.set_len(end)?;
        let mut journal = Journal { file, end, spots: vec![None; facts.n_cases] };
        journal.append(&Beginning { run: facts.clone() })?;
        Ok(journal)
    }

    /// Adds the record of a case that is done, its packet written.
    ///
    /// # Errors
    /// What the disk says; the journal is as it was before then.
    pub(super) fn add(&mut self, record: &Record) -> io::Result<()> {
        let spot = self.append(record)?;
        self.spots[record.at] = Some(spot);
        Ok(())
    }

    fn append(&mut self, line: &impl Serialize) -> io::Result<Spot> {
        let mut bytes = serde_json::to_vec(line)?;
        bytes.push(b'\n');
        self.file.seek(SeekFrom::Start(self.end))?;
        if let Err(error) = self.file.write_all(&bytes) {
            let _ = self.file.set_len(self.end);
            return Err(error);
        }
        let spot = Spot { from: self.end, n_bytes: bytes.len() };
        self.end += bytes.len() as u64;
        Ok(spot)
    }

    /// The records of this run in client order.
    pub(super) fn records(&self) -> impl Iterator<Item = io::Result<Record>> + '_ {
        self.lines().map(|line| Ok(serde_json::from_slice(&line?)?))
    }

    fn lines(&self) -> impl Iterator<Item = io::Result<Vec<u8>>> + '_ {
        self.spots.iter().flatten().map(|spot| spot.read(&self.file))
    }

    /// Writes the records in client order under their final name.
    pub(super) fn write_records(&self, out: &Path) -> io::Result<()> {
        whole_file(&out.join(RECORDS), &mut |file| {
            self.lines().try_for_each(|line| file.write_all(&line?))
        })
    }

    /// Takes the journal away: everything in it stands in the records.
    pub(super) fn close(self, out: &Path) -> io::Result<()> {
        drop(self.file);
        std::fs::remove_file(out.join(JOURNAL))
    }
}

/// The number of bytes up to the end of the last whole line.
fn whole_lines(mut file: &File) -> io::Result<u64> {
    let mut end = file.metadata()?.len();
    let mut block = [0; 4096];
    while end > 0 {
        let n = end.min(block.len() as u64);
        file.seek(SeekFrom::Start(end - n))?;
        let tail = &mut block[..usize::try_from(n).unwrap_or_default()];
        file.read_exact(tail)?;
        if let Some(at) = tail.iter().rposition(|byte| *byte == b'\n') {
            return Ok(end - n + at as u64 + 1);
        }
        end -= n;
    }
    Ok(0)
}

/// The records of a finished batch, one after another.
pub struct Records {
    lines: io::Lines<BufReader<File>>,
}

/// Reads the records of the batch in a folder, in client order.
///
/// # Errors
/// When there are none, or they cannot be opened; each item, when it is no record.
pub fn records(out: &Path) -> io::Result<Records> {
    Ok(Records { lines: BufReader::new(File::open(out.join(RECORDS))?).lines() })
}

impl Iterator for Records {
    type Item = io::Result<Record>;

    fn next(&mut self) -> Option<io::Result<Record>> {
        let line = self.lines.next()?;
        Some(line.and_then(|line| Ok(serde_json::from_str(&line)?)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The record of a faulty case, as a line of an earlier version might have it.
    fn record(at: usize) -> Record {
        let hash = "0".repeat(64);
        let line = format!(
            r#"{{"at":{at},"case":"c{at}.yaml","folder":"c{at}","content":"{hash}","fingerprint":"{hash}",
            "outcome":"faulty","as_of":"2026-11-20","law_compiled":"2026-11-22"}}"#
        );
        serde_json::from_str(&line).expect("a record")
    }

    fn facts() -> RunFacts {
        let line = r#"{"program":"petition 0","as_of":"2026-11-20","law_compiled":"2026-11-22","law_through":"2026-07-21","catalog":"",
            "asked":{"sets":null,"most_bytes":null,"review":false,"paper":null},"roll":"","n_cases":3,
            "shard":{"number":1,"of":1}}"#;
        serde_json::from_str(line).expect("facts")
    }

    #[test]
    fn a_journal_cut_at_any_byte_keeps_every_whole_line_and_can_go_on() {
        let out = tempfile::tempdir().expect("a folder");
        let path = out.path().join(JOURNAL);
        let mut journal = Journal::open(out.path(), &facts()).expect("a journal");
        (0..3).for_each(|at| journal.add(&record(2 - at)).expect("room"));
        let whole = std::fs::read(&path).expect("a journal");
        for cut in 0..=whole.len() {
            std::fs::write(&path, &whole[..cut]).expect("a file");
            let n_lines = whole[..cut].iter().filter(|byte| **byte == b'\n').count();
            let earlier = Earlier::read(out.path()).expect("it can be read");
            let n = (0..3).filter(|at| earlier.record(&format!("c{at}")).is_some()).count();
            assert_eq!((n, earlier.n_damaged), (n_lines.saturating_sub(1), 0), "cut at {cut}");
            assert_eq!(earlier.facts.is_some(), n_lines > 0);
            let mut journal = Journal::open(out.path(), &facts()).expect("it goes on");
            journal.add(&record(0)).expect("room");
            assert_eq!(journal.records().count(), 1, "only what this run did");
            let earlier = Earlier::read(out.path()).expect("it can be read");
            assert!(earlier.record("c0").is_some() && earlier.n_damaged == 0, "cut at {cut}");
        }
    }

    #[test]
    fn records_end_in_client_order_and_the_last_word_counts() {
        let out = tempfile::tempdir().expect("a folder");
        let mut journal = Journal::open(out.path(), &facts()).expect("a journal");
        [2, 0, 1, 0].into_iter().for_each(|at| journal.add(&record(at)).expect("room"));
        journal.write_records(out.path()).expect("room");
        journal.close(out.path()).expect("it goes");
        let ends: Vec<usize> =
            records(out.path()).expect("records").map(|one| one.expect("a record").at).collect();
        assert_eq!(ends, [0, 1, 2]);
        assert!(!out.path().join(JOURNAL).exists());
    }
}
