//! One case of a batch to its packet and its record; whatever goes wrong with it stays with it.

use std::cell::RefCell;
use std::panic::{AssertUnwindSafe, catch_unwind};

use chrono::NaiveDate;

use super::fault::Stop;
use super::fingerprint::Inputs;
use super::record::{Day, FileRead, FileWritten, HEARING, Matter, Message, Outcome, Record};
use super::roll::{Entry, Opened};
use super::{Job, Run};
use crate::case::{Case, Fact};
use crate::check::determination::Outcome as Decided;
use crate::content::ContentHash;
use crate::diagnostic::render::{Resolver, place};
use crate::diagnostic::{Diagnostic, Severity};
use crate::packet::{Packet, write};
use crate::pipeline::{self, Built, Checked};
use crate::source::FieldPath;

/// Derivations that are days to act by or to expect, with what the report calls them. The day by which records
/// are sealed is none: it runs from an order, too, and no order has been made.
const DAYS: [(&str, &str); 5] = [
    ("deadline", "last day to ask, or to file"),
    ("serve_by", "last day to serve"),
    ("file_by", "last day to file"),
    ("answer_due", "agency and prosecutor to answer"),
    ("response_due", "answer due"),
];

/// What came of a case.
pub(super) struct Done {
    pub(super) record: Record,
    /// What the disk said, where it takes no more of any case.
    pub(super) full: Option<Stop>,
}

/// Does a case: reads it, builds its packet, writes it.
pub(super) fn case(run: &Run<'_>, at: usize) -> Done {
    let mut case = OneCase { run, entry: &run.job.roll.entries[at], full: None };
    let record = case.record(at);
    Done { record, full: case.full }
}

/// The hash that stands for the content of a case that cannot be read.
pub(super) fn unread(entry: &Entry) -> ContentHash {
    ContentHash::of(entry.name.as_bytes())
}

/// What is said of a case that is kept: what was said before, and which files somebody altered since.
pub(super) fn kept_messages(earlier: &Record, altered: &[&FileWritten]) -> Vec<Message> {
    let before = earlier.messages.iter().filter(|one| one.code != ALTERED).cloned();
    let told = |file: &&FileWritten| {
        let what =
            format!("`{}` is not as this program wrote it, and was left as it is", file.file);
        Diagnostic::warning(ALTERED, what).help(
            "a paper that was signed or filled in is kept best under another name; where nobody did that, delete it and go on by --resume",
        )
    };
    let now: Vec<Diagnostic> = altered.iter().map(told).collect();
    before.chain(messages(&now, &|_| None)).collect()
}

/// The code of what is said of a file of a packet that somebody altered.
const ALTERED: &str = "altered-paper";

struct OneCase<'a> {
    run: &'a Run<'a>,
    entry: &'a Entry,
    full: Option<Stop>,
}

impl OneCase<'_> {
    fn record(&mut self, at: usize) -> Record {
        let blank = self.blank(at);
        let job = self.run.job;
        let mut record = match caught(job, || job.roll.open(self.entry, job.read)) {
            Ok(Ok(opened)) => self.built(blank, opened),
            Ok(Err(why)) => {
                let what = format!("cannot read `{}`: {why}", self.entry.name);
                let fault = Diagnostic::error("unreadable-case", what);
                Record { messages: messages(&[fault], &|_| None), ..blank }
            }
            Err(fault) => Record { messages: messages(&[*fault], &|_| None), ..blank },
        };
        if record.files.is_empty() {
            let earlier = self.earlier_packet(&record);
            record.messages.extend(messages(earlier.as_slice(), &|_| None));
        }
        let inputs =
            Inputs { name: &self.entry.name, content: &record.content, reads: &record.reads };
        record.fingerprint = self.run.prints.of(&inputs);
        record
    }

    fn blank(&self, at: usize) -> Record {
        let job = self.run.job;
        Record {
            at,
            case: self.entry.name.clone(),
            folder: job.folders[at].clone(),
            content: unread(self.entry),
            fingerprint: ContentHash::of(b""),
            reads: Vec::new(),
            outcome: Outcome::Failed,
            matter: Matter::default(),
            as_of: job.asked.as_of,
            law_compiled: job.catalog.law.compiled.to_string(),
            files: Vec::new(),
            blanks: Vec::new(),
            missing: Vec::new(),
            days: Vec::new(),
            messages: Vec::new(),
        }
    }

    /// The record of a case that was read.
    fn built(&mut self, blank: Record, opened: Opened) -> Record {
        let job = self.run.job;
        let reads = RefCell::new(Vec::new());
        let read = |path: &str| {
            let bytes = (job.read)(&opened.folder.join(path));
            let content = bytes.as_deref().ok().map(ContentHash::of);
            reads.borrow_mut().push(FileRead { path: path.to_owned(), content });
            bytes
        };
        let content = opened.content;
        let given = match opened.given {
            Ok(given) => given,
            Err(fault) => {
                let messages = messages(&[*fault], &|_| None);
                return Record { content, outcome: Outcome::Faulty, messages, ..blank };
            }
        };
        let built = caught(job, || pipeline::build_beside(job.catalog, given, &read, job.asked));
        let mut built = match built {
            Ok(built) => built,
            Err(fault) => {
                return Record { content, messages: messages(&[*fault], &|_| None), ..blank };
            }
        };
        let mut reads = reads.into_inner();
        reads.sort_by(|a, b| a.path.cmp(&b.path));
        reads.dedup();
        let outcome = match outcome(&built) {
            Outcome::Faulty if reads.iter().any(|one| one.content.is_none()) => Outcome::Failed,
            outcome => outcome,
        };
        let outcome = if self.write(&mut built, &blank.folder) { outcome } else { Outcome::Failed };
        told(Record { content, reads, outcome, ..blank }, &built)
    }

    /// Writes the packet, where there is one; says whether nothing went wrong.
    fn write(&mut self, built: &mut Built, folder: &str) -> bool {
        let Some(packet) = &built.packet else { return true };
        let Err(error) = write::write(packet, &self.run.job.packet_folder(folder)) else {
            return true;
        };
        built.packet = None;
        built.diagnostics.push(Diagnostic::error("unwritten-packet", error.to_string()));
        if error.is_full() {
            self.full = Some(Stop::Disk(error.to_string()));
        }
        false
    }

    /// Sees that no packet stands that the case as it is now does not follow from. Where the
    /// program could not find out, the packet may be all that is left of it, and stays.
    fn earlier_packet(&self, record: &Record) -> Option<Diagnostic> {
        let folder = self.run.job.packet_folder(&record.folder);
        folder.symlink_metadata().ok()?;
        let told = |what| {
            let told = Diagnostic::warning("earlier-packet", what);
            told.help(format!("look whether `{}` is still of use", folder.display()))
        };
        match record.outcome {
            Outcome::Faulty => write::withdraw(&folder).err().map(|error| told(error.to_string())),
            _ => Some(told(
                "a packet from before still stands in the folder of this case".to_owned(),
            )),
        }
    }
}

/// What a work gives. A panic is a fault of the program; it must not end the night's work on the
/// other cases, and what it says may hold facts of this one.
pub(super) fn caught<T>(job: &Job<'_>, work: impl FnOnce() -> T) -> Result<T, Box<Diagnostic>> {
    catch_unwind(AssertUnwindSafe(work)).map_err(|_| {
        let place = (job.panic_place)().map(|place| format!(" (`{place}`)")).unwrap_or_default();
        let what = format!("the program failed on this case{place}");
        Box::new(Diagnostic::error("program-failed", what).help(
            "nothing was written for it; please report it with a fictional case that does the same",
        ))
    })
}

fn outcome(built: &Built) -> Outcome {
    match &built.packet {
        Some(packet) if packet.about.refused.is_empty() => Outcome::Drafted,
        Some(_) => Outcome::Refused,
        None => Outcome::Faulty,
    }
}

/// The record with what was found out about the case.
fn told(record: Record, built: &Built) -> Record {
    let case = built.case.as_ref();
    let checked = built.checked.as_ref();
    let resolve = |path: &FieldPath| case.and_then(|case| case.span(path).cloned());
    Record {
        matter: case.map(matter).unwrap_or_default(),
        files: built.packet.as_ref().map(files).unwrap_or_default(),
        blanks: built.packet.as_ref().map(|one| one.about.blanks.clone()).unwrap_or_default(),
        missing: checked.map(missing).unwrap_or_default(),
        days: days(case, checked),
        messages: messages(&built.diagnostics, &resolve),
        ..record
    }
}

fn matter(case: &Case) -> Matter {
    let fact = |path: &[&str]| {
        let path = path.iter().fold(FieldPath::root(), |path, key| path.key(key));
        case.get(&path)
    };
    let text = |path: &[&str]| fact(path).and_then(Fact::as_text).map(str::to_owned);
    Matter {
        petition: Some(case.petition.clone()),
        client: text(&["petitioner", "name"]),
        born: fact(&["petitioner", "born_on"]).and_then(Fact::as_date),
        county: text(&["court", "county"]),
        case_number: text(&["case_number"]),
        hearing: fact(&["hearing", "date"]).and_then(Fact::as_date),
    }
}

fn files(packet: &Packet) -> Vec<FileWritten> {
    let manifest = packet.manifest_text();
    let papers = packet.files.iter().map(|file| FileWritten {
        file: file.name.clone(),
        title: file.title.clone(),
        filed: file.filed,
        n_pages: file.n_pages,
        n_bytes: file.n_bytes,
        sha256: ContentHash::of(&file.bytes),
    });
    let list = FileWritten {
        file: write::MANIFEST.to_owned(),
        title: "Manifest".to_owned(),
        filed: false,
        n_pages: 0,
        n_bytes: manifest.len(),
        sha256: ContentHash::of(manifest.as_bytes()),
    };
    papers.chain([list]).collect()
}

/// The facts on which an undetermined relief turns, each once.
fn missing(checked: &Checked) -> Vec<String> {
    let mut paths: Vec<&FieldPath> = Vec::new();
    for decided in &checked.decided {
        if let Decided::Undetermined { missing } = &decided.outcome {
            paths.extend(missing);
        }
    }
    paths.sort();
    paths.dedup();
    paths.iter().map(ToString::to_string).collect()
}

fn days(case: Option<&Case>, checked: Option<&Checked>) -> Vec<Day> {
    let derived =
        |name: &str| -> Option<NaiveDate> { checked?.derived.get(name)?.fact.as_ref()?.as_date() };
    let hearing = case.and_then(|case| matter(case).hearing);
    let mut days: Vec<Day> = DAYS
        .iter()
        .filter_map(|(name, what)| Some(Day { on: derived(name)?, what: (*what).to_owned() }))
        .chain(hearing.map(|on| Day { on, what: HEARING.to_owned() }))
        .collect();
    days.sort();
    days
}

fn messages(diagnostics: &[Diagnostic], resolve: &Resolver<'_>) -> Vec<Message> {
    let message = |one: &Diagnostic| Message {
        error: one.severity == Severity::Error,
        code: one.code.clone(),
        what: one.what.clone(),
        place: place(one, resolve),
        help: one.help.clone(),
        cites: one.cites.clone(),
    };
    diagnostics.iter().map(message).collect()
}
