//! Parts of one batch, done apart, to its records, manifest and report in one place; packets stay where they are.

use std::io;
use std::path::{Component, Path, PathBuf};

use super::duplicates::Duplicates;
use super::fault::BatchError;
use super::finish::Made;
use super::folder::{LOCK, Lock};
use super::ledger::{self, JOURNAL, RECORDS};
use super::manifest::MANIFEST_CSV;
use super::print::{Grouping, PRINT, Printed, Printing};
use super::record::{Outcome, Record};
use super::records::{Filed, Records};
use super::report::{REPORT_HTML, Unwritten};
use super::run_facts::{RUN_FACTS, RunFacts, Shard};
use super::strays::{self, Stray};
use crate::catalog::Catalog;
use crate::disk_error::unread;
use crate::packet::write::{create_private_folder, is_of_system, whole_file};

/// Parts that belong together and are complete.
pub struct Parts {
    facts: RunFacts,
    parts: Vec<Part>,
}

/// One part of a batch.
struct Part {
    out: PathBuf,
    facts: RunFacts,
    /// From the folder of the merged report to this part's, with a slash at its end.
    home: String,
}

/// How parts are joined.
pub struct Joining<'a> {
    /// The faces of the sheets between sets to print.
    pub catalog: &'a Catalog,
    /// The folder of the whole.
    pub out: &'a Path,
    /// How the sets to print are grouped, where they are joined too.
    pub sets: Option<Grouping>,
}

/// What was joined.
#[derive(Debug)]
pub struct Merged {
    /// What is true of the whole.
    pub facts: RunFacts,
    /// Number of cases with each outcome, in the order of `Outcome::ALL`.
    pub n: [usize; 4],
    /// What cases of all parts have in common and should not.
    pub duplicates: Duplicates,
    /// The sets to print, where they were joined.
    pub printed: Option<Printed>,
    /// Packets in the folders of parts that belong to no case any more.
    pub strays: Vec<Stray>,
}

impl Parts {
    /// Reads what is true of each part and holds that they are all the parts of one batch.
    ///
    /// # Errors
    /// Everything that stands in the way, each in one line: a folder that is no finished part,
    /// what differs between two parts, which parts are missing or there twice, sets to print
    /// that no part has.
    pub fn open(outs: &[PathBuf], joining: &Joining<'_>) -> Result<Parts, Vec<String>> {
        let merged = joining.out;
        let mut faults: Vec<String> = foreign(merged).into_iter().collect();
        let mut parts: Vec<Part> = Vec::new();
        for out in outs {
            match Part::open(out, merged) {
                Ok(part) => parts.push(part),
                Err(fault) => faults.push(fault),
            }
        }
        let Some(first) = parts.first() else { return Err(faults) };
        let facts = RunFacts { shard: Shard::WHOLE, ..first.facts.clone() };
        faults.extend(parts.iter().skip(1).filter_map(|part| unlike(first, part)));
        if faults.is_empty() {
            faults = absent(&parts);
        }
        if joining.sets.is_some() && facts.asked.sets.is_none() {
            faults.push(
                "the parts have no sets to print; do them again with --joined and --resume, or leave --joined out here".to_owned(),
            );
        }
        parts.sort_by_key(|part| part.facts.shard);
        if faults.is_empty() { Ok(Parts { facts, parts }) } else { Err(faults) }
    }

    /// Writes `records.jsonl`, `batch.json`, `manifest.csv` and `report.html` of the whole batch
    /// into a folder, each whole, and where they are asked for the sets to print; records and
    /// sets are those that one run over all cases writes.
    ///
    /// # Errors
    /// A position that is missing or there twice, a record that cannot be read, another joining
    /// into the same folder, a disk that refuses.
    pub fn write(&self, joining: &Joining<'_>) -> Result<Merged, BatchError> {
        let merged = joining.out;
        let failed = |name: &str| {
            let path = merged.join(name);
            move |error| BatchError::Io(path, error)
        };
        if !merged.is_dir() {
            create_private_folder(merged).map_err(failed(""))?;
        }
        let _lock = Lock::take(merged)?;
        let mut n = [0; 4];
        whole_file(&merged.join(RECORDS), &mut |file| {
            n = [0; 4];
            self.each(&mut |filed| {
                n[filed.record.outcome as usize] += 1;
                serde_json::to_writer(&mut *file, filed.record)?;
                file.write_all(b"\n")
            })
        })
        .map_err(failed(RECORDS))?;
        let text = self.facts.to_text();
        whole_file(&merged.join(RUN_FACTS), &mut |file| file.write_all(text.as_bytes()))
            .map_err(failed(RUN_FACTS))?;
        let printing = Printing {
            catalog: joining.catalog,
            facts: &self.facts,
            records: self,
            sets: joining.sets.and(self.facts.asked.sets),
            group: joining.sets.unwrap_or_default(),
            out: merged,
        };
        let strays = self.strays().map_err(failed(RECORDS))?;
        let Made { duplicates, printed } = Made::of(&printing, &strays)
            .map_err(|Unwritten(path, error)| BatchError::Io(path, error))?;
        Ok(Merged { facts: self.facts.clone(), n, duplicates, printed, strays })
    }

    /// Packets in the folders of parts that belong to no case of their part: one that changed may
    /// have fallen to another.
    fn strays(&self) -> io::Result<Vec<Stray>> {
        let mut strays: Vec<Stray> = Vec::new();
        for Part { out, home, .. } in &self.parts {
            let at_home = |one: Stray| Stray { folder: format!("{home}{}", one.folder), ..one };
            strays.extend(strays::before(out).into_iter().map(at_home));
        }
        strays::liken(&mut strays, self)?;
        Ok(strays)
    }

    /// The worst outcome among counts.
    pub fn worst(n: &[usize; 4]) -> Outcome {
        let found = Outcome::ALL.into_iter().rev().find(|outcome| n[*outcome as usize] > 0);
        found.unwrap_or(Outcome::Drafted)
    }
}

impl Part {
    fn open(out: &Path, merged: &Path) -> Result<Part, String> {
        let shown = out.display();
        if out.join(JOURNAL).exists() {
            return Err(format!("`{shown}` is not finished; go on with it by --resume first"));
        }
        let path = out.join(RUN_FACTS);
        let text = std::fs::read_to_string(&path).map_err(|error| {
            let why = unread(&error);
            format!("`{shown}` is no finished batch: cannot read `{}`: {why}", path.display())
        })?;
        let facts = RunFacts::from_text(&text)
            .map_err(|why| format!("`{}` does not tell of a batch: {why}", path.display()))?;
        if !out.join(RECORDS).is_file() {
            return Err(format!("`{shown}` is no finished batch: it has no {RECORDS}"));
        }
        match home(merged, out) {
            home if home.is_empty() => {
                Err(format!("`{shown}` is a part itself; choose another folder with --out"))
            }
            home => Ok(Part { out: out.to_owned(), facts, home }),
        }
    }
}

/// What stands in the folder of the whole that no earlier joining left there.
fn foreign(merged: &Path) -> Option<String> {
    const OURS: [&str; 5] = [RECORDS, RUN_FACTS, MANIFEST_CSV, REPORT_HTML, PRINT];
    let entries = match std::fs::read_dir(merged) {
        Ok(entries) => entries,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return None,
        Err(error) => {
            return Some(format!("cannot use `{}`: {}", merged.display(), unread(&error)));
        }
    };
    let mut names: Vec<String> =
        entries.flatten().map(|entry| entry.file_name().to_string_lossy().into_owned()).collect();
    names.sort();
    let ours = |name: &str| {
        let plain = name.strip_prefix('.').and_then(|name| {
            name.strip_suffix(".partial").or_else(|| name.strip_suffix(".replaced"))
        });
        OURS.contains(&plain.unwrap_or(name)) || name == LOCK || is_of_system(name.as_ref())
    };
    let name = names.into_iter().find(|name| !ours(name))?;
    let path = merged.join(name);
    Some(format!(
        "`{}` is not of joined parts; choose a new folder with --out, or move it away",
        path.display()
    ))
}

/// How two parts differ that should be of one batch.
fn unlike(first: &Part, other: &Part) -> Option<String> {
    let mut differ = first.facts.differences(&other.facts);
    if first.facts.shard.of != other.facts.shard.of {
        differ.push("number of parts");
    }
    (!differ.is_empty()).then(|| {
        let (one, another) = (first.out.display(), other.out.display());
        format!(
            "`{one}` and `{another}` are not parts of one batch; they differ in: {}",
            differ.join(", ")
        )
    })
}

/// Which parts are missing or there twice.
fn absent(parts: &[Part]) -> Vec<String> {
    let Some(of) = parts.first().map(|part| part.facts.shard.of) else { return Vec::new() };
    let mut faults = Vec::new();
    let mut by_number: Vec<&Part> = parts.iter().collect();
    by_number.sort_by_key(|part| part.facts.shard);
    for pair in by_number.windows(2).filter(|pair| pair[0].facts.shard == pair[1].facts.shard) {
        let (shard, one, another) = (pair[0].facts.shard, &pair[0].out, &pair[1].out);
        faults.push(format!(
            "`{}` and `{}` are both part {shard}; name each part once",
            one.display(),
            another.display()
        ));
    }
    let mut missing: Vec<String> = Vec::new();
    let mut next = 1;
    for number in by_number.iter().map(|part| part.facts.shard.number).chain([of.saturating_add(1)])
    {
        match number.saturating_sub(next) {
            0 => {}
            1 => missing.push(format!("{next}/{of}")),
            _ => missing.push(format!("{next}/{of} to {}/{of}", number - 1)),
        }
        next = next.max(number + 1);
    }
    if !missing.is_empty() {
        faults.push(format!(
            "these parts are missing: {}; name their folders too",
            missing.join(", ")
        ));
    }
    faults
}

/// The way from one folder to another with `/`, and a slash at its end. Where there is no way, as
/// between two drives of Windows, the whole path.
fn home(from: &Path, to: &Path) -> String {
    let whole = |path: &Path| std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    let (from, to) = (real(&whole(from)), real(&whole(to)));
    let (from, to): (Vec<Component<'_>>, Vec<Component<'_>>) =
        (from.components().collect(), to.components().collect());
    let n_same = from.iter().zip(&to).take_while(|(a, b)| a == b).count();
    let mut way: Vec<String> = vec!["..".to_owned(); from.len() - n_same];
    if n_same == 0 {
        way.clear();
    }
    way.extend(to[n_same..].iter().map(|part| part.as_os_str().to_string_lossy().into_owned()));
    way.iter().map(|part| format!("{part}/")).collect()
}

/// A path without links. A folder that is not there yet has no real path of its own, but one that
/// it is to stand in has.
fn real(path: &Path) -> PathBuf {
    path.canonicalize().unwrap_or_else(|_| match (path.parent(), path.file_name()) {
        (Some(parent), Some(name)) => real(parent).join(name),
        _ => path.to_owned(),
    })
}

impl Records for Parts {
    /// Takes the records of all parts in client order; holds one of each part at a time.
    fn each(&self, see: &mut dyn FnMut(Filed<'_>) -> io::Result<()>) -> io::Result<()> {
        let mut readings = Vec::with_capacity(self.parts.len());
        for part in &self.parts {
            readings.push(Ahead::open(part)?);
        }
        for at in 0..self.facts.n_cases {
            let mut holders = readings.iter_mut().filter(|one| one.is_at(at));
            let Some(holder) = holders.next() else {
                let what = format!("no part has case {} of {}", at + 1, self.facts.n_cases);
                return Err(damaged(&what));
            };
            if let Some(other) = holders.next() {
                let (one, another) = (holder.part.out.display(), other.part.out.display());
                let what = format!("case {} is in `{one}` and in `{another}`", at + 1);
                return Err(damaged(&what));
            }
            let Some(record) = holder.record.take() else { continue };
            see(Filed { record: &record, home: &holder.part.home })?;
            holder.advance()?;
        }
        match readings.iter().find_map(|one| Some((one, one.record.as_ref()?))) {
            Some((one, record)) => {
                let (out, n) = (one.part.out.display(), record.at + 1);
                Err(damaged(&format!("`{out}` has case {n} out of its order or beyond the last")))
            }
            None => Ok(()),
        }
    }
}

fn damaged(what: &str) -> io::Error {
    let what = format!("{what}; do that part again with --resume");
    io::Error::new(io::ErrorKind::InvalidData, what)
}

/// The records of a part, one read ahead.
struct Ahead<'a> {
    part: &'a Part,
    records: ledger::Records,
    record: Option<Record>,
}

impl<'a> Ahead<'a> {
    fn open(part: &'a Part) -> io::Result<Ahead<'a>> {
        let records = ledger::records(&part.out).map_err(|error| {
            let (path, why) = (part.out.join(RECORDS), unread(&error));
            let what = format!("cannot read `{}`: {why}", path.display());
            io::Error::new(io::ErrorKind::InvalidData, what)
        })?;
        let mut ahead = Ahead { part, records, record: None };
        ahead.advance()?;
        Ok(ahead)
    }

    fn is_at(&self, at: usize) -> bool {
        self.record.as_ref().is_some_and(|record| record.at == at)
    }

    fn advance(&mut self) -> io::Result<()> {
        let out = self.part.out.join(RECORDS);
        let next = self.records.next().transpose();
        self.record = next
            .map_err(|error| damaged(&format!("`{}` holds no record: {error}", out.display())))?;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_way_to_a_part_is_relative_and_ends_with_a_slash() {
        let base = tempfile::tempdir().unwrap();
        let at = |name: &str| base.path().join(name);
        for name in ["all", "a", "deep/b", "all/within"] {
            std::fs::create_dir_all(at(name)).unwrap();
        }
        assert_eq!(home(&at("all"), &at("a")), "../a/");
        assert_eq!(home(&at("all"), &at("deep/b")), "../deep/b/");
        assert_eq!(home(&at("all"), &at("all/within")), "within/");
        assert_eq!(home(&at("new"), &at("a")), "../a/");
        assert_eq!(home(&at("all"), &at("all")), "");
        #[cfg(unix)]
        {
            std::os::unix::fs::symlink(at("deep/b"), at("link")).unwrap();
            assert_eq!(
                home(&at("link/x/new"), &at("a")),
                "../../../../a/",
                "two folders to be made"
            );
        }
    }
}
