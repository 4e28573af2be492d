//! `petition batch`: the roll from what the command line names, a run, and what is told of it.

use std::fs;
use std::path::{Path, PathBuf};

use petition::batch::record::Outcome;
use petition::batch::roll::{At, Entry, Roll};
use petition::batch::{self, Event, Job};
use petition::pipeline::Asked;

use crate::cli::Batch;
use crate::clients_command::{self, Lists};
use crate::disk::read_file;
use crate::{CASE_AT_FAULT, COULD_NOT_RUN, DONE, Shell, say, warn};

/// Runs a batch; the exit code is the worst of its cases.
pub(crate) fn run(shell: &Shell<'_>, batch: &Batch, asked: &Asked) -> Result<u8, Vec<String>> {
    let lists = Lists::of(shell, batch, asked)?;
    let roll = roll(&batch.cases, &lists)?;
    let folders: Vec<String> = roll.entries.iter().map(|entry| entry.stem.clone()).collect();
    let read = |path: &Path| read_file(path);
    let job = Job {
        catalog: shell.catalog,
        asked,
        roll: &roll,
        folders: &folders,
        out: &batch.out,
        read: &read,
        n_threads: std::thread::available_parallelism().map_or(1, usize::from),
    };
    let mut watch = |event: &Event<'_>| {
        if let Event::Done(record) = event
            && record.outcome != Outcome::Drafted
        {
            warn(&format!("{}: {}\n", record.case, record.outcome.word()));
        }
    };
    let records = batch::run(&job, &mut watch)
        .map_err(|error| vec![format!("cannot write to `{}`: {error}", batch.out.display())])?;
    let n = |outcome: Outcome| records.iter().filter(|one| one.outcome == outcome).count();
    let counts = Outcome::ALL.map(|outcome| format!("{} {}", n(outcome), outcome.word()));
    say(&format!("{}\n", counts.join(", ")))?;
    Ok(records.iter().map(|record| code(record.outcome)).max().unwrap_or(DONE))
}

fn code(outcome: Outcome) -> u8 {
    match outcome {
        Outcome::Drafted => DONE,
        Outcome::Refused | Outcome::Faulty => CASE_AT_FAULT,
        Outcome::Failed => COULD_NOT_RUN,
    }
}

/// Every case that the arguments name, folders in the order of their files' names.
fn roll(named: &[PathBuf], lists: &Lists<'_>) -> Result<Roll, Vec<String>> {
    let entry = |path: PathBuf| Entry {
        name: path.to_string_lossy().into_owned(),
        stem: path.file_stem().unwrap_or_default().to_string_lossy().into_owned(),
        at: At::File(path),
    };
    let mut entries = Vec::new();
    let mut faults = Vec::new();
    for path in named {
        if clients_command::is_list(path) {
            match lists.read(path) {
                Ok(list) => entries.extend(Entry::of_list(&list)),
                Err(fault) => faults.push(fault),
            }
            continue;
        }
        match case_files(path) {
            Ok(files) => entries.extend(files.into_iter().map(entry)),
            Err(error) => faults.push(format!("cannot read `{}`: {error}", path.display())),
        }
    }
    if !faults.is_empty() {
        return Err(faults);
    }
    Ok(Roll { entries })
}

fn case_files(path: &Path) -> std::io::Result<Vec<PathBuf>> {
    if !path.is_dir() {
        return Ok(vec![path.to_owned()]);
    }
    let mut files = Vec::new();
    for entry in fs::read_dir(path)? {
        let path = entry?.path();
        let is_case = path.extension().is_some_and(|end| end == "yaml" || end == "yml");
        if is_case && !path.is_dir() {
            files.push(path);
        }
    }
    files.sort();
    Ok(files)
}
