//! `petition batch`: the roll from what the command line names, a run, and what is told of it.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use petition::batch::fault::Stop;
use petition::batch::names::folder_names;
use petition::batch::print::Grouping;
use petition::batch::record::Outcome;
use petition::batch::roll::{At, Entry, Roll};
use petition::batch::{self, Ended, Job};
use petition::disk_error::unread;
use petition::pipeline::Asked;
use serde_json::json;
use signal_hook::consts::{SIGINT, SIGTERM};
use signal_hook::flag;

use crate::cli::{Batch, Format, GroupBy, Grouped};
use crate::clients_command::{self, Lists};
use crate::disk::read_file;
use crate::progress::{PanicPlaces, Progress};
use crate::{CASE_AT_FAULT, COULD_NOT_RUN, DONE, Shell};

/// Runs a batch; the exit code is the worst of its cases.
pub(crate) fn run(shell: &Shell<'_>, batch: &Batch, asked: &Asked) -> Result<u8, Vec<String>> {
    let ended = work(shell, batch, asked);
    if let (Format::Json, Err(errors)) = (shell.format, &ended) {
        // Programs read one place only; people find the same where errors are.
        for error in errors {
            clients_command::event(&json!({ "event": "error", "what": error }))?;
        }
    }
    ended
}

fn work(shell: &Shell<'_>, batch: &Batch, asked: &Asked) -> Result<u8, Vec<String>> {
    if batch.sample {
        return clients_command::sample(shell, batch);
    }
    let lists = Lists::of(shell, batch, asked)?;
    let roll = roll(&batch.cases, &lists)?;
    let folders = folder_names(&roll.entries);
    if let Some(folder) = &batch.write_cases {
        return clients_command::write_cases(shell, (&roll, &folders), folder);
    }
    let read = |path: &Path| read_file(path);
    let panics = PanicPlaces::watch();
    let panic_place = || panics.last();
    let interrupted = interrupted().map_err(|error| vec![error])?;
    let machine = || std::thread::available_parallelism().map_or(1, usize::from);
    let job = Job {
        catalog: shell.catalog,
        asked,
        roll: &roll,
        folders: &folders,
        out: &batch.out,
        read: &read,
        n_threads: batch.threads.unwrap_or_else(machine),
        shard: batch.shard,
        resume: batch.resume,
        fail_fast: batch.fail_fast,
        group: (&batch.grouped).into(),
        interrupted: &|| interrupted.load(Ordering::Relaxed),
        panic_place: &panic_place,
    };
    let mut progress = Progress::new(shell.format);
    let ended = batch::run(&job, &mut |event| progress.see(event));
    let ended = ended.map_err(|error| vec![error.to_string()])?;
    progress.end(&ended, &batch.out)?;
    Ok(code(&ended))
}

impl From<&Grouped> for Grouping {
    fn from(grouped: &Grouped) -> Grouping {
        match grouped.group_by {
            None => Grouping::Together,
            Some(GroupBy::County) => Grouping::County,
            Some(GroupBy::Hearing) => Grouping::Hearing,
        }
    }
}

/// Is set when the user (Ctrl-C) or the system (SIGTERM) wants the program to end. A second time
/// ends it at once.
fn interrupted() -> Result<Arc<AtomicBool>, String> {
    let asked = Arc::new(AtomicBool::new(false));
    for signal in [SIGINT, SIGTERM] {
        flag::register_conditional_shutdown(signal, COULD_NOT_RUN.into(), Arc::clone(&asked))
            .and_then(|_| flag::register(signal, Arc::clone(&asked)))
            .map_err(|error| format!("cannot listen for Ctrl-C: {error}"))?;
    }
    Ok(asked)
}

fn code(ended: &Ended) -> u8 {
    let n = |outcome: Outcome| ended.summary.n[outcome as usize];
    let is_cut = matches!(ended.stopped, Some(Stop::Disk(_) | Stop::Interrupted));
    if is_cut || n(Outcome::Failed) > 0 {
        COULD_NOT_RUN
    } else if n(Outcome::Refused) + n(Outcome::Faulty) > 0 {
        CASE_AT_FAULT
    } else {
        DONE
    }
}

/// Every case that the arguments name, folders in the order of their files' names.
fn roll(named: &[PathBuf], lists: &Lists<'_>) -> Result<Roll, Vec<String>> {
    let mut roll = Roll::default();
    let mut faults = Vec::new();
    let mut seen = BTreeSet::new();
    // One file by two names would make two packets of one case.
    let mut twice = |path: &Path| {
        let again = !seen.insert(path.canonicalize().unwrap_or_else(|_| path.to_owned()));
        let told = "is named twice; name it, or the folder that it is in, once";
        again.then(|| format!("`{}` {told}", path.display()))
    };
    for path in named {
        match case_files(path) {
            Ok(files) => {
                faults.extend(files.iter().filter_map(|file| twice(file)));
                for file in files {
                    if !clients_command::is_list(&file) {
                        roll.entries.push(entry(file));
                        continue;
                    }
                    match lists.read(&file) {
                        Ok(list) => {
                            roll.remarks.extend(list.remarks());
                            roll.entries.extend(Entry::of_list(&list));
                        }
                        Err(told) => faults.extend(told),
                    }
                }
            }
            Err(fault) => faults.push(fault),
        }
    }
    faults.extend(lists.unusable.clone());
    if faults.is_empty() { Ok(roll) } else { Err(faults) }
}

fn entry(path: PathBuf) -> Entry {
    Entry {
        // It is written to terminals and logs, where a line end or an escape would be obeyed.
        name: path.to_string_lossy().replace(char::is_control, "\u{FFFD}"),
        stem: path.file_stem().unwrap_or_default().to_string_lossy().into_owned(),
        at: At::File(path),
    }
}

/// The case files that an argument names: itself, or those in it.
fn case_files(path: &Path) -> Result<Vec<PathBuf>, String> {
    let failed =
        |error: std::io::Error| format!("cannot read `{}`: {}", path.display(), unread(&error));
    if !fs::metadata(path).map_err(failed)?.is_dir() {
        return Ok(vec![path.to_owned()]);
    }
    let mut files = Vec::new();
    for entry in fs::read_dir(path).map_err(failed)? {
        let path = entry.map_err(failed)?.path();
        if is_case_file(&path) {
            files.push(path);
        }
    }
    files.sort();
    match files.is_empty() {
        true => Err(format!(
            "`{}` holds no case file (*.yaml, *.yml); its subfolders are not looked into, and a list of clients (*.csv, *.xlsx) in it is named itself, with --map",
            path.display()
        )),
        false => Ok(files),
    }
}

/// Whether a file of a folder is taken for a case: by its ending, in capitals too; not what is
/// hidden, as editors and systems leave beside a file.
fn is_case_file(path: &Path) -> bool {
    let is_hidden = path.file_name().is_some_and(|name| name.to_string_lossy().starts_with('.'));
    let ending = path.extension().unwrap_or_default();
    let is_yaml = ["yaml", "yml"].iter().any(|one| ending.eq_ignore_ascii_case(one));
    is_yaml && !is_hidden && !path.is_dir()
}
