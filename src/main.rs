//! Arguments to one command to one exit code; the only file with a clock, an environment and a disk.

use std::collections::BTreeMap;
use std::io::{self, IsTerminal, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc;
use std::time::{SystemTime, UNIX_EPOCH};

use chrono::{DateTime, NaiveDate};
use clap::{CommandFactory, Parser};
use etcetera::BaseStrategy;
use petition::case::Case;
use petition::catalog::Catalog;
use petition::catalog::json_schema::{About, json_schema};
use petition::catalog::schema::PetitionSchema;
use petition::catalog::schema::near::nearest;
use petition::catalog::skeleton::skeleton;
use petition::court_form::Blanks;
use petition::diagnostic::{Diagnostic, is_faulty, render};
use petition::inspect::{self, Expect, Paper, Rules};
use petition::packet;
use petition::pipeline::{self, Asked, Built, Examined, PaperChoice};
use petition::tell::{self, Voice};
use serde_json::{Value, json};

mod batch_command;
mod cli;
mod clients_command;
mod court_form_command;
mod disk;
mod merge_command;
mod progress;
mod summary;

use cli::{Beside, Cli, Command, Format, PaperKind, Stationery};
use disk::{read_file, read_source, reader};

const DONE: u8 = 0;
const CASE_AT_FAULT: u8 = 1;
const COULD_NOT_RUN: u8 = 2;

/// An inspected file has something wrong with it.
const FOUND: u8 = 1;

/// Seconds by which the clocks of California stand behind UTC in winter. In summer it is an hour
/// less, so for one hour after midnight the day is yesterday: never a day too early.
const BEHIND_UTC: u64 = 8 * 3600;

/// A paper is made of very many small pieces, and the system's allocator takes a quarter of the time.
#[global_allocator]
static MEMORY: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    let cli = Cli::parse();
    match run(&cli) {
        Ok(code) => ExitCode::from(code),
        Err(errors) => {
            errors.iter().for_each(|error| warn(&format!("error: {error}\n")));
            ExitCode::from(COULD_NOT_RUN)
        }
    }
}

fn run(cli: &Cli) -> Result<u8, Vec<String>> {
    if let Command::Completions { shell } = &cli.command {
        let mut script = Vec::new();
        clap_complete::generate(*shell, &mut Cli::command(), "petition", &mut script);
        return say(&String::from_utf8_lossy(&script)).map(|()| DONE);
    }
    let catalog = Catalog::from_folders(cli.forms.as_deref(), cli.templates.as_deref())?;
    let folder = court_forms(cli);
    let catalog = match &folder {
        Some(folder) => catalog.with_blanks(Blanks::open(folder).map_err(|error| {
            vec![format!("cannot read the blank forms in `{}`: {error}", folder.display())]
        })?),
        None => catalog,
    };
    let shell = Shell { catalog: &catalog, format: cli.format };
    match &cli.command {
        Command::Build { cases, out, beside, day } => {
            shell.build(cases, out, &asked(beside, today_or(day.as_of)))
        }
        Command::Batch(batch) => {
            let asked = asked(&batch.beside, today_or(batch.day.as_of));
            batch_command::run(&shell, batch, &asked)
        }
        Command::MergeManifests(merge) => merge_command::run(&shell, merge),
        Command::Check { cases, day } => shell.check(cases, today_or(day.as_of)),
        Command::Inspect { files, paper } => shell.inspect(files, *paper),
        Command::Explain { case, day } => shell.explain(case, today_or(day.as_of)),
        Command::Which { case, day } => shell.which(case, today_or(day.as_of)),
        Command::New { petition: Some(petition) } => say(&shell.schema(petition)?.0).map(|()| DONE),
        Command::New { petition: None } => say(&shell.matter()?).map(|()| DONE),
        Command::Schema { petition } => say(&pretty(&shell.schema(petition)?.1)).map(|()| DONE),
        Command::CourtForm { command } => {
            court_form_command::run(&shell, command, (folder.as_deref(), today_or(None)))
        }
        Command::Petitions { petition } => shell.petitions(petition.as_deref()),
        Command::Completions { .. } => Ok(DONE),
    }
}

fn asked(beside: &Beside, as_of: NaiveDate) -> Asked {
    Asked {
        as_of,
        sets: beside.joined.then_some(usize::from(beside.copies)),
        most_bytes: beside.max_size,
        review: beside.review,
        paper: beside.paper.map(asked_paper),
    }
}

fn asked_paper(paper: Stationery) -> PaperChoice {
    match paper {
        Stationery::Official => PaperChoice::Official,
        Stationery::Pleading => PaperChoice::Pleading,
        Stationery::Both => PaperChoice::Both,
    }
}

/// The folder of the blank forms: the one named, or the user's data folder.
fn court_forms(cli: &Cli) -> Option<PathBuf> {
    let data =
        || etcetera::base_strategy::choose_native_strategy().ok().map(|place| place.data_dir());
    let named = cli.court_forms.clone().filter(|folder| !folder.as_os_str().is_empty());
    named.or_else(|| Some(data()?.join("petition").join("court-forms")))
}

/// The day given, or today in California; the day of filing is the user's to say.
fn today_or(given: Option<NaiveDate>) -> NaiveDate {
    given.unwrap_or_else(|| {
        let seconds = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |past| past.as_secs());
        let seconds = i64::try_from(seconds.saturating_sub(BEHIND_UTC)).unwrap_or(0);
        DateTime::from_timestamp(seconds, 0).unwrap_or_default().date_naive()
    })
}

pub(crate) struct Shell<'a> {
    catalog: &'a Catalog,
    format: Format,
}

/// What came of one case file: what to print, and how it counts for the exit code.
struct Outcome {
    code: u8,
    /// Drawings of what is wrong.
    warnings: String,
    text: String,
    json: Value,
    /// Whether papers to file were written.
    papers: bool,
}

/// Puts what was found about a case file into words.
type Tell = dyn Fn(&Voice<'_>, &Path, &Examined) -> String + Sync;

impl Shell<'_> {
    fn build(&self, cases: &[PathBuf], out: &Path, asked: &Asked) -> Result<u8, Vec<String>> {
        let folders: Vec<PathBuf> =
            folder_names(cases)?.into_iter().map(|name| out.join(name)).collect();
        let one = |n: usize| self.build_one(&cases[n], &folders[n], asked);
        let mut n_papers = 0;
        let code =
            self.each(cases.len(), &one, &mut |outcome| n_papers += usize::from(outcome.papers))?;
        if self.format == Format::Human && cases.len() > 1 {
            say(&format!("{n_papers} of {} case files have papers to file.\n", cases.len()))?;
        }
        Ok(code)
    }

    fn build_one(&self, path: &Path, folder: &Path, asked: &Asked) -> Outcome {
        let source = match read_source(path) {
            Ok(source) => source,
            Err((code, fault)) => return self.unread(path, code, *fault),
        };
        let mut built = pipeline::build(self.catalog, &source, &reader(path), asked);
        let mut code = code_of(&built.diagnostics);
        if let Some(packet) = &built.packet
            && let Err(error) = packet::write::write(packet, folder)
        {
            built.packet = None;
            built.diagnostics.push(Diagnostic::error("unwritten-packet", error.to_string()));
            code = COULD_NOT_RUN;
        }
        self.built(path, folder, &built, code)
    }

    fn built(&self, path: &Path, folder: &Path, built: &Built, code: u8) -> Outcome {
        let files = built.packet.as_ref().map(|packet| &packet.files);
        let text = match &built.packet {
            Some(packet) => tell::packet(&self.voice(), folder, packet),
            None => format!(
                "{}: {}; nothing was written\n",
                path.display(),
                render::summary(&built.diagnostics)
            ),
        };
        let json = json!({
            "case": path.to_string_lossy(),
            "folder": files.map(|_| folder.to_string_lossy()),
            "files": files,
            "diagnostics": self.diagnostics(&built.diagnostics, built.case.as_ref()),
        });
        let papers = files.is_some_and(|files| files.iter().any(|file| file.filed));
        let warnings = self.drawn(&built.diagnostics, built.case.as_ref());
        Outcome { code, warnings, text, json, papers }
    }

    /// A case file that could not be read, told as any other fault.
    fn unread(&self, path: &Path, code: u8, fault: Diagnostic) -> Outcome {
        let faults = [fault];
        Outcome {
            code,
            warnings: self.drawn(&faults, None),
            text: format!("{}: 1 error; it could not be read\n", path.display()),
            json: json!({
                "case": path.to_string_lossy(),
                "diagnostics": self.diagnostics(&faults, None),
            }),
            papers: false,
        }
    }

    fn check(&self, cases: &[PathBuf], as_of: NaiveDate) -> Result<u8, Vec<String>> {
        let one = |n: usize| self.check_one(&cases[n], as_of, &tell::outcomes);
        self.each(cases.len(), &one, &mut |_| ())
    }

    fn check_one(&self, path: &Path, as_of: NaiveDate, tell: &Tell) -> Outcome {
        let source = match read_source(path) {
            Ok(source) => source,
            Err((code, fault)) => return self.unread(path, code, *fault),
        };
        let examined = pipeline::examine_whole(self.catalog, &source, &reader(path), as_of);
        let case = examined.case.as_ref();
        let decided = examined.checked.as_ref().map(|checked| &checked.decided);
        Outcome {
            // Whatever the law says of a sound file, the check itself is done.
            code: if examined.faulty { CASE_AT_FAULT } else { DONE },
            warnings: self.drawn(&examined.diagnostics, case),
            text: tell(&self.voice(), path, &examined),
            json: json!({
                "case": path.to_string_lossy(),
                "diagnostics": self.diagnostics(&examined.diagnostics, case),
                "determinations": decided,
            }),
            papers: false,
        }
    }

    /// Inspects finished files; the sum of all comes last.
    fn inspect(&self, files: &[PathBuf], paper: PaperKind) -> Result<u8, Vec<String>> {
        let rules = Rules::read(&self.catalog.law)?;
        let one = |n: usize| self.inspect_one(&files[n], expected(paper), &rules);
        let mut codes = Vec::new();
        let code = self.each(files.len(), &one, &mut |outcome| codes.push(outcome.code))?;
        if self.format == Format::Human {
            let n = |code: u8| codes.iter().filter(|one| **one == code).count();
            say(&tell::inspected_all([n(DONE), n(FOUND), n(COULD_NOT_RUN)]))?;
        }
        Ok(code)
    }

    fn inspect_one(&self, path: &Path, expect: Expect, rules: &Rules) -> Outcome {
        let read = read_file(path).map_err(|why| format!("cannot be read: {why}"));
        let inspected = read.and_then(|bytes| {
            inspect::inspect(&bytes, expect, rules).map_err(|fault| fault.to_string())
        });
        let told = tell::inspected(&self.voice(), path, inspected.as_ref().map_err(String::as_str));
        let code = match &inspected {
            Ok(inspected) if inspected.findings.is_empty() => DONE,
            Ok(_) => FOUND,
            Err(_) => COULD_NOT_RUN,
        };
        Outcome { code, warnings: String::new(), text: told.text, json: told.json, papers: false }
    }

    fn explain(&self, path: &Path, as_of: NaiveDate) -> Result<u8, Vec<String>> {
        self.tell_one(&self.check_one(path, as_of, &tell::explained))
    }

    /// Every relief of every petition for one matter.
    fn which(&self, path: &Path, as_of: NaiveDate) -> Result<u8, Vec<String>> {
        let outcome = match read_source(path) {
            Ok(source) => {
                let surveyed = pipeline::survey(self.catalog, &source, &reader(path), as_of);
                let case = surveyed.case.as_ref();
                let told = tell::survey(&self.voice(), path, &surveyed);
                Outcome {
                    code: if surveyed.faulty { CASE_AT_FAULT } else { DONE },
                    warnings: self.drawn(&surveyed.diagnostics, case),
                    text: told.text,
                    json: json!({
                        "case": path.to_string_lossy(),
                        "as_of": as_of.to_string(),
                        "diagnostics": self.diagnostics(&surveyed.diagnostics, case),
                        "findings": told.json,
                    }),
                    papers: false,
                }
            }
            Err((code, fault)) => self.unread(path, code, *fault),
        };
        self.tell_one(&outcome)
    }

    fn tell_one(&self, outcome: &Outcome) -> Result<u8, Vec<String>> {
        match self.format {
            Format::Human => self.print(outcome)?,
            Format::Json => say(&pretty(&outcome.json))?,
        }
        Ok(outcome.code)
    }

    /// Does the work on every case file, by as many threads as the machine has cores, and prints in
    /// the order of the command line. No file's fault stops the others.
    fn each(
        &self,
        n: usize,
        one: &(dyn Fn(usize) -> Outcome + Sync),
        see: &mut dyn FnMut(&Outcome),
    ) -> Result<u8, Vec<String>> {
        let next = AtomicUsize::new(0);
        let n_threads = std::thread::available_parallelism().map_or(1, usize::from).min(n);
        let (send, receive) = mpsc::channel();
        std::thread::scope(|scope| {
            for _ in 0..n_threads {
                let (send, next) = (send.clone(), &next);
                scope.spawn(move || {
                    loop {
                        let at = next.fetch_add(1, Ordering::Relaxed);
                        if at >= n || send.send((at, one(at))).is_err() {
                            break;
                        }
                    }
                });
            }
            drop(send);
            self.in_order(&receive, see)
        })
    }

    fn in_order(
        &self,
        receive: &mpsc::Receiver<(usize, Outcome)>,
        see: &mut dyn FnMut(&Outcome),
    ) -> Result<u8, Vec<String>> {
        let mut code = DONE;
        let mut waiting = BTreeMap::new();
        let mut reports = Vec::new();
        let mut printed = 0;
        for (at, outcome) in receive {
            waiting.insert(at, outcome);
            while let Some(outcome) = waiting.remove(&printed) {
                printed += 1;
                code = code.max(outcome.code);
                see(&outcome);
                match self.format {
                    Format::Human => self.print(&outcome)?,
                    Format::Json => reports.push(outcome.json),
                }
            }
        }
        if self.format == Format::Json {
            say(&pretty(&Value::Array(reports)))?;
        }
        Ok(code)
    }

    fn print(&self, outcome: &Outcome) -> Result<(), Vec<String>> {
        warn(&outcome.warnings);
        say(&outcome.text)
    }

    /// The commented case file and the JSON Schema of a petition.
    fn schema(&self, name: &str) -> Result<(String, Value), Vec<String>> {
        let petition = self.catalog.petition(name).ok_or_else(|| self.unknown(name))?;
        let schema = PetitionSchema::new(&self.catalog.fields, &petition.facts)?;
        let about = About { id: &petition.id, aliases: &petition.aliases, title: &petition.title };
        Ok((skeleton(&schema, &about), json_schema(&schema, &about)))
    }

    /// The commented case file of a matter for which no petition has been chosen.
    fn matter(&self) -> Result<String, Vec<String>> {
        let schema = PetitionSchema::new(&self.catalog.fields, &self.catalog.matter)?;
        let title = "One matter, to find out which petitions are open";
        Ok(skeleton(&schema, &About { id: "", aliases: &[], title }))
    }

    fn petitions(&self, name: Option<&str>) -> Result<u8, Vec<String>> {
        let told = match name {
            None => tell::petitions(&self.voice()),
            Some(name) => {
                let petition = self.catalog.petition(name).ok_or_else(|| self.unknown(name))?;
                tell::petition(&self.voice(), petition)
            }
        };
        match self.format {
            Format::Human => say(&told.text)?,
            Format::Json => say(&pretty(&told.json))?,
        }
        Ok(DONE)
    }

    fn unknown(&self, name: &str) -> Vec<String> {
        let known: Vec<String> =
            self.catalog.petitions.keys().map(|id| format!("`{id}`")).collect();
        let names = self.catalog.names.iter().map(String::as_str);
        let help = match nearest(name, names) {
            Some(near) => format!("did you mean `{near}`?"),
            None => format!("there are {}; `petition which` finds the right one", known.join(", ")),
        };
        vec![format!("there is no petition `{name}`: {help}")]
    }

    fn voice(&self) -> Voice<'_> {
        Voice { catalog: self.catalog, color: colored(io::stdout().is_terminal()) }
    }

    fn drawn(&self, diagnostics: &[Diagnostic], case: Option<&Case>) -> String {
        if self.format == Format::Json {
            return String::new();
        }
        let resolve = |path: &_| case.and_then(|case| case.span(path).cloned());
        render::render_terminal(diagnostics, &resolve, colored(io::stderr().is_terminal()))
    }

    fn diagnostics(&self, diagnostics: &[Diagnostic], case: Option<&Case>) -> Value {
        render::to_json(diagnostics, &|path| case.and_then(|case| case.span(path).cloned()))
    }
}

fn expected(paper: PaperKind) -> Expect {
    match paper {
        PaperKind::Any => Expect::Any,
        PaperKind::Pleading => Expect::All(Paper::Pleading),
        PaperKind::Plain => Expect::All(Paper::Plain),
        PaperKind::Form => Expect::All(Paper::Form),
        PaperKind::Exhibits => Expect::All(Paper::Exhibit),
    }
}

fn colored(is_terminal: bool) -> bool {
    is_terminal && std::env::var_os("NO_COLOR").is_none_or(|value| value.is_empty())
}

/// Prints; a reader that has seen enough, as `head` has, is no fault.
fn say(text: &str) -> Result<(), Vec<String>> {
    let mut out = io::stdout().lock();
    match out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => {
            Err(vec![format!("cannot print: {error}")])
        }
        _ => Ok(()),
    }
}

/// Prints where errors are read; there is nobody to tell where that fails.
fn warn(text: &str) {
    let _ = io::stderr().lock().write_all(text.as_bytes());
}

fn pretty(value: &Value) -> String {
    format!("{}\n", serde_json::to_string_pretty(value).unwrap_or_default())
}

fn code_of(diagnostics: &[Diagnostic]) -> u8 {
    if is_faulty(diagnostics) { CASE_AT_FAULT } else { DONE }
}

/// Names of the packets' folders: the stems of the case files, which must differ also where a disk
/// takes capital and small letters for the same.
fn folder_names(cases: &[PathBuf]) -> Result<Vec<String>, Vec<String>> {
    let mut names: BTreeMap<String, &Path> = BTreeMap::new();
    let mut ordered = Vec::new();
    let mut faults = Vec::new();
    for path in cases {
        let Some(name) = path.file_stem().map(|stem| stem.to_string_lossy().into_owned()) else {
            faults.push(format!("`{}` is not a file", path.display()));
            continue;
        };
        if let Some(other) = names.insert(name.to_lowercase(), path) {
            faults.push(format!(
                "`{}` and `{}` would both be written to a folder `{name}`; rename one, or build them with different --out folders",
                other.display(),
                path.display()
            ));
        }
        ordered.push(name);
    }
    if faults.is_empty() { Ok(ordered) } else { Err(faults) }
}
