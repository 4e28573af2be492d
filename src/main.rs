//! Arguments to one command to one exit code; the only file with a clock, an environment and a disk.

use std::fs;
use std::io::IsTerminal;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;
use std::time::{SystemTime, UNIX_EPOCH};

use chrono::{DateTime, NaiveDate};
use clap::{CommandFactory, Parser};
use petition::catalog::Catalog;
use petition::catalog::json_schema::{About, json_schema};
use petition::catalog::schema::PetitionSchema;
use petition::catalog::skeleton::skeleton;
use petition::diagnostic::{Diagnostic, Severity, render};
use petition::pipeline::{self, Built};
use petition::source::Source;
use petition::{case::Case, packet, tell};
use serde_json::{Value, json};

mod cli;

use cli::{Cli, Command, Format};

const DONE: u8 = 0;
const CASE_AT_FAULT: u8 = 1;
const COULD_NOT_RUN: u8 = 2;

fn main() -> ExitCode {
    let cli = Cli::parse();
    match run(&cli) {
        Ok(code) => ExitCode::from(code),
        Err(errors) => {
            errors.iter().for_each(|error| eprintln!("error: {error}"));
            ExitCode::from(COULD_NOT_RUN)
        }
    }
}

fn run(cli: &Cli) -> Result<u8, Vec<String>> {
    if let Command::Completions { shell } = &cli.command {
        clap_complete::generate(*shell, &mut Cli::command(), "petition", &mut std::io::stdout());
        return Ok(DONE);
    }
    let catalog = Catalog::from_folders(cli.forms.as_deref(), cli.templates.as_deref())?;
    let shell = Shell { catalog: &catalog, format: cli.format };
    match &cli.command {
        Command::Build { cases, out, day } => shell.build(cases, out, today_or(day.as_of)),
        Command::Check { cases, day } => shell.check(cases, today_or(day.as_of)),
        Command::Explain { case, day } => shell.explain(case, today_or(day.as_of)),
        Command::New { petition } => {
            print!("{}", shell.schema(petition)?.0);
            Ok(DONE)
        }
        Command::Schema { petition } => {
            println!("{}", pretty(&shell.schema(petition)?.1));
            Ok(DONE)
        }
        Command::Petitions { petition } => shell.petitions(petition.as_deref()),
        Command::Completions { .. } => Ok(DONE),
    }
}

/// The day given, or today where the machine stands in UTC days; the day of filing is the user's to say.
fn today_or(given: Option<NaiveDate>) -> NaiveDate {
    given.unwrap_or_else(|| {
        let seconds = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |past| past.as_secs());
        let seconds = i64::try_from(seconds).unwrap_or(0);
        DateTime::from_timestamp(seconds, 0).unwrap_or_default().date_naive()
    })
}

struct Shell<'a> {
    catalog: &'a Catalog,
    format: Format,
}

impl Shell<'_> {
    fn build(&self, cases: &[PathBuf], out: &Path, as_of: NaiveDate) -> Result<u8, Vec<String>> {
        let names = folder_names(cases)?;
        let mut code = DONE;
        let mut reports = Vec::new();
        for (path, name) in cases.iter().zip(names) {
            let source = read_source(path)?;
            let built = pipeline::build(self.catalog, &source, &reader(path), as_of);
            let folder = out.join(name);
            if let Some(packet) = &built.packet {
                packet::write::write(packet, &folder).map_err(|error| vec![error.to_string()])?;
            }
            code = code.max(code_of(&built.diagnostics));
            reports.push(self.report(path, &folder, &built));
        }
        self.say_json(reports);
        Ok(code)
    }

    fn report(&self, path: &Path, folder: &Path, built: &Built) -> Value {
        self.draw(&built.diagnostics, built.case.as_ref());
        let files = built.packet.as_ref().map(|packet| &packet.files);
        if self.format == Format::Human {
            match &built.packet {
                Some(packet) => print!("{}", tell::packet(folder, packet)),
                None => println!("{}: nothing was written", path.display()),
            }
        }
        json!({
            "case": path.to_string_lossy(),
            "folder": files.map(|_| folder.to_string_lossy()),
            "files": files,
            "diagnostics": self.diagnostics(&built.diagnostics, built.case.as_ref()),
        })
    }

    fn check(&self, cases: &[PathBuf], as_of: NaiveDate) -> Result<u8, Vec<String>> {
        let mut code = DONE;
        let mut reports = Vec::new();
        for path in cases {
            let source = read_source(path)?;
            let examined = pipeline::examine(self.catalog, &source, &reader(path), as_of);
            // Whatever the law says of a sound file, the check itself is done.
            code = code.max(if examined.faulty { CASE_AT_FAULT } else { DONE });
            let case = examined.case.as_ref();
            let decided = examined.checked.map(|checked| checked.decided).unwrap_or_default();
            self.draw(&examined.diagnostics, case);
            if self.format == Format::Human {
                print!("{}", tell::outcomes(path, &decided, &examined.diagnostics));
            }
            reports.push(json!({
                "case": path.to_string_lossy(),
                "diagnostics": self.diagnostics(&examined.diagnostics, case),
                "determinations": decided,
            }));
        }
        self.say_json(reports);
        Ok(code)
    }

    fn explain(&self, path: &Path, as_of: NaiveDate) -> Result<u8, Vec<String>> {
        let source = read_source(path)?;
        let examined = pipeline::examine(self.catalog, &source, &reader(path), as_of);
        self.draw(&examined.diagnostics, examined.case.as_ref());
        let Some(checked) = &examined.checked else { return Ok(CASE_AT_FAULT) };
        match self.format {
            Format::Human => print!("{}", tell::reasons(self.catalog, checked)),
            Format::Json => println!("{}", pretty(&json!(checked.decided))),
        }
        Ok(if examined.faulty { CASE_AT_FAULT } else { DONE })
    }

    /// The commented case file and the JSON Schema of a petition.
    fn schema(&self, name: &str) -> Result<(String, Value), Vec<String>> {
        let petition = self.catalog.petition(name).ok_or_else(|| self.unknown(name))?;
        let schema = PetitionSchema::new(&self.catalog.fields, &petition.facts)?;
        let about = About { id: &petition.id, aliases: &petition.aliases, title: &petition.title };
        Ok((skeleton(&schema, &about), json_schema(&schema, &about)))
    }

    fn petitions(&self, name: Option<&str>) -> Result<u8, Vec<String>> {
        let told = match name {
            None => tell::petitions(self.catalog),
            Some(name) => {
                let petition = self.catalog.petition(name).ok_or_else(|| self.unknown(name))?;
                tell::petition(self.catalog, petition)
            }
        };
        match self.format {
            Format::Human => print!("{}", told.text),
            Format::Json => println!("{}", pretty(&told.json)),
        }
        Ok(DONE)
    }

    fn unknown(&self, name: &str) -> Vec<String> {
        let known: Vec<String> =
            self.catalog.petitions.keys().map(|id| format!("`{id}`")).collect();
        vec![format!("there is no petition `{name}`; there are {}", known.join(", "))]
    }

    fn draw(&self, diagnostics: &[Diagnostic], case: Option<&Case>) {
        if self.format == Format::Human {
            let color = std::io::stderr().is_terminal() && std::env::var_os("NO_COLOR").is_none();
            let resolve = |path: &_| case.and_then(|case| case.span(path).cloned());
            eprint!("{}", render::render_terminal(diagnostics, &resolve, color));
        }
    }

    fn diagnostics(&self, diagnostics: &[Diagnostic], case: Option<&Case>) -> Value {
        render::to_json(diagnostics, &|path| case.and_then(|case| case.span(path).cloned()))
    }

    fn say_json(&self, reports: Vec<Value>) {
        if self.format == Format::Json {
            println!("{}", pretty(&Value::Array(reports)));
        }
    }
}

fn pretty(value: &Value) -> String {
    serde_json::to_string_pretty(value).unwrap_or_default()
}

fn code_of(diagnostics: &[Diagnostic]) -> u8 {
    let faulty = diagnostics.iter().any(|one| one.severity == Severity::Error);
    if faulty { CASE_AT_FAULT } else { DONE }
}

/// Names of the packets' folders: the stems of the case files, which must differ.
fn folder_names(cases: &[PathBuf]) -> Result<Vec<String>, Vec<String>> {
    let mut names: Vec<String> = Vec::new();
    for path in cases {
        let name = path.file_stem().map(|stem| stem.to_string_lossy().into_owned());
        let name = name.ok_or_else(|| vec![format!("`{}` is not a file", path.display())])?;
        if names.contains(&name) {
            return Err(vec![format!(
                "two case files are called `{name}`, so one packet would replace the other; build them with different --out folders"
            )]);
        }
        names.push(name);
    }
    Ok(names)
}

fn read_source(path: &Path) -> Result<Arc<Source>, Vec<String>> {
    let failed = |why: String| vec![format!("cannot read `{}`: {why}", path.display())];
    let bytes = fs::read(path).map_err(|error| failed(error.to_string()))?;
    let source = Source::decode(&path.to_string_lossy(), bytes);
    source.map(Arc::new).map_err(|fault| failed(fault.what))
}

/// Reads files by the paths that a case file gives, from its own folder.
fn reader(case: &Path) -> impl Fn(&str) -> Result<Vec<u8>, String> {
    let folder = case.parent().map(Path::to_owned).unwrap_or_default();
    move |path: &str| fs::read(folder.join(path)).map_err(|error| error.to_string())
}
