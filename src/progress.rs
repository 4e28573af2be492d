//! What is told of a batch while it runs and at its end: a line on a terminal, quiet lines in a
//! log, JSON events for programs. Only here is time measured; no file holds any.

use std::collections::BTreeMap;
use std::io::IsTerminal;
use std::panic;
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::{self, ThreadId};
use std::time::Instant;

use indicatif::{HumanDuration, ProgressBar, ProgressState, ProgressStyle};
use petition::batch::duplicates::Kind;
use petition::batch::fault::Stop;
use petition::batch::record::{Outcome, Record};
use petition::batch::{Ended, Event};
use serde_json::{Value, json};

use crate::cli::Format;
use crate::summary::told;
use crate::{say, warn};

/// A line that fits a screen of 80 columns also where 10,000 cases are done.
const LINE: &str = "{msg}, {rate}, {left} left";

/// Tells what a batch does.
pub(crate) struct Progress {
    manner: Manner,
    begun: Instant,
    n_done: usize,
    n: [usize; 4],
    /// Why an event could not be printed.
    mute: Option<Vec<String>>,
}

/// How it is told.
enum Manner {
    /// One line, drawn anew.
    Terminal(ProgressBar),
    /// A line for each case without papers to file, and one for each tenth of all.
    Log(usize),
    /// One JSON value a line, on the standard output.
    Json,
}

impl Progress {
    pub(crate) fn new(format: Format) -> Progress {
        let manner = match format {
            Format::Json => Manner::Json,
            Format::Human if std::io::stderr().is_terminal() => {
                Manner::Terminal(ProgressBar::no_length())
            }
            Format::Human => Manner::Log(0),
        };
        Progress { manner, begun: Instant::now(), n_done: 0, n: [0; 4], mute: None }
    }

    /// Tells an event.
    pub(crate) fn see(&mut self, event: &Event<'_>) {
        match event {
            Event::Begun { n_cases, n_all } => self.begin(*n_cases, *n_all),
            Event::Done(record, how) => {
                self.n_done += 1;
                self.n[record.outcome as usize] += 1;
                match &self.manner {
                    Manner::Json => {
                        self.say(&json!({ "event": "case", "how": how, "record": record }));
                    }
                    Manner::Terminal(bar) => {
                        bar.inc(1);
                        bar.set_message(self.counted(bar.length()));
                    }
                    Manner::Log(n_cases) => warn(&self.log(record, *n_cases)),
                }
            }
        }
    }

    fn begin(&mut self, n_cases: usize, n_all: usize) {
        match &mut self.manner {
            Manner::Json => self.say(&json!({ "event": "begun", "cases": n_cases, "of": n_all })),
            Manner::Terminal(bar) => {
                bar.set_length(n_cases as u64);
                if let Ok(style) = ProgressStyle::with_template(LINE) {
                    bar.set_style(style.with_key("rate", rate).with_key("left", left));
                }
                bar.println(
                    "Ctrl-C stops it, pressed twice at once; the same command with --resume goes on.",
                );
                bar.set_message(format!("0 of {n_cases}: {}", counts(&[0; 4])));
            }
            Manner::Log(n) => *n = n_cases,
        }
    }

    /// `4 of 40: 3 drafted, 1 refused, 0 faulty, 0 failed`
    fn counted(&self, n_cases: Option<u64>) -> String {
        format!("{} of {}: {}", self.n_done, n_cases.unwrap_or_default(), counts(&self.n))
    }

    /// The lines of a log about a case that is done.
    fn log(&self, record: &Record, n_cases: usize) -> String {
        let mut lines = String::new();
        if record.outcome != Outcome::Drafted {
            lines = format!("{}\n", told_of(record));
        }
        let tenth = |n: usize| n * 10 / n_cases.max(1);
        if tenth(self.n_done) > tenth(self.n_done - 1) {
            lines.push_str(&format!("{} of {n_cases} done: {}\n", self.n_done, counts(&self.n)));
        }
        lines
    }

    fn say(&mut self, event: &Value) {
        if let Err(errors) = say(&format!("{event}\n")) {
            self.mute.get_or_insert(errors);
        }
    }

    /// Tells how it ended.
    ///
    /// # Errors
    /// When nothing can be printed.
    pub(crate) fn end(mut self, ended: &Ended, out: &Path) -> Result<(), Vec<String>> {
        if let Some(Stop::Disk(why)) = &ended.stopped {
            warn(&format!("error: {why}\n"));
        }
        match &self.manner {
            Manner::Json => self.say(&event(ended)),
            Manner::Terminal(bar) => {
                bar.finish_and_clear();
                say(&told(ended, out))?;
                let seconds = self.begun.elapsed().as_secs_f64();
                let rate = self.n_done as f64 / seconds.max(0.001);
                say(&format!("It took {seconds:.1} s, {rate:.1} cases a second.\n"))?;
            }
            Manner::Log(_) => say(&told(ended, out))?,
        }
        self.mute.map_or(Ok(()), Err)
    }
}

/// `clients.csv, row 24: faulty: column AF: ...; and 2 more`: the first error with its place, and how many follow.
fn told_of(record: &Record) -> String {
    let head = format!("{}: {}", record.case, record.outcome.word());
    let mut errors = record.errors();
    let Some(first) = errors.next() else { return head };
    // A row is named already; what is left of its place is the column.
    let column = first.place.strip_prefix(&record.case).and_then(|rest| rest.strip_prefix(", "));
    let column = column.map(|column| format!("{column}: ")).unwrap_or_default();
    let more = match errors.count() {
        0 => String::new(),
        n => format!("; and {n} more"),
    };
    format!("{head}: {column}{}{more}", first.what)
}

/// `28.4/s`
fn rate(state: &ProgressState, out: &mut dyn std::fmt::Write) {
    let _ = write!(out, "{:.1}/s", state.per_sec());
}

/// `12s`, or nothing known before the first case is done.
fn left(state: &ProgressState, out: &mut dyn std::fmt::Write) {
    let _ = match state.pos() {
        0 => write!(out, "?"),
        _ => write!(out, "{:#}", HumanDuration(state.eta())),
    };
}

/// `3 drafted, 1 refused, 0 faulty, 0 failed`
pub(crate) fn counts(n: &[usize; 4]) -> String {
    let counts = Outcome::ALL.map(|outcome| format!("{} {}", n[outcome as usize], outcome.word()));
    counts.join(", ")
}

/// The last event, for programs.
fn event(ended: &Ended) -> Value {
    let stopped = ended.stopped.as_ref().map(|stop| match stop {
        Stop::Fault(case) => json!({ "at": case }),
        Stop::Interrupted => json!({ "interrupted": true }),
        Stop::Disk(why) => json!({ "disk": why }),
    });
    json!({
        "event": "summary",
        "run": ended.facts,
        "outcomes": Outcome::ALL.map(|one| (one.word(), ended.summary.n[one as usize])).into_iter().collect::<BTreeMap<_, _>>(),
        "files": ended.summary.n_files,
        "pages": ended.summary.n_pages,
        "faults": ended.summary.faults,
        "warnings": ended.summary.warnings,
        "how": ended.how,
        "not_begun": ended.n_not_begun,
        "stopped": stopped,
        "strays": ended.strays,
        "differences": ended.differences,
        "damaged_lines": ended.n_damaged,
        "printed": ended.printed,
        "duplicates": Kind::ALL.map(|kind| (kind.word(), ended.duplicates.n(kind))).into_iter().collect::<BTreeMap<_, _>>(),
    })
}

/// Where panics of the threads of a batch happened. What a panic says may hold facts of a case and
/// is told nowhere.
pub(crate) struct PanicPlaces(Arc<Mutex<Vec<(ThreadId, String)>>>);

impl PanicPlaces {
    /// Takes over the panic hook of all threads but the main one.
    pub(crate) fn watch() -> PanicPlaces {
        let places = Arc::new(Mutex::new(Vec::new()));
        let seen = Arc::clone(&places);
        let before = panic::take_hook();
        panic::set_hook(Box::new(move |panic| {
            if thread::current().name() == Some("main") {
                return before(panic);
            }
            let place = panic.location().map(|at| format!("{}:{}", at.file(), at.line()));
            let mut seen = seen.lock().unwrap_or_else(PoisonError::into_inner);
            seen.push((thread::current().id(), place.unwrap_or_default()));
        }));
        PanicPlaces(places)
    }

    /// The place of the panic that was caught last on this thread, or on one that it waited for.
    pub(crate) fn last(&self) -> Option<String> {
        let mut places = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let ours = places.iter().rposition(|(thread, _)| *thread == thread::current().id());
        match ours {
            Some(at) => Some(places.remove(at).1),
            None => places.pop().map(|(_, place)| place),
        }
    }
}
