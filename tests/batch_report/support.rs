//! Records of invented clients, and folders to report them in.

use std::path::Path;

use chrono::{Days, NaiveDate};
use petition::batch::duplicates::Duplicates;
use petition::batch::record::{Day, FileWritten, Matter, Message, Outcome, Record};
use petition::batch::records::Records;
use petition::batch::report::{self, Finished};
use petition::batch::run_facts::{PROGRAM, RunFacts, Shard, Wishes};
use petition::content::ContentHash;
use petition::pipeline::Asked;

const FIRST: [&str; 8] = ["Ana", "Bo", "María José", "Đỗ", "Kofi", "Zoë", "Samuel", "Łucja"];
const LAST: [&str; 7] = ["Fox", "Núñez", "O’Brien", "Okafor", "Nguyễn", "Smith-Díaz", "Lee"];

/// The day that every test reports for.
pub(crate) fn as_of() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 11, 20).expect("a day")
}

/// A day so many days from that day.
pub(crate) fn day(from_now: i64) -> NaiveDate {
    let days = Days::new(from_now.unsigned_abs());
    match from_now < 0 {
        true => as_of().checked_sub_days(days),
        false => as_of().checked_add_days(days),
    }
    .expect("a day")
}

/// What is true of a run over so many cases.
pub(crate) fn facts(n_cases: usize) -> RunFacts {
    RunFacts {
        program: PROGRAM.to_owned(),
        as_of: as_of(),
        law_compiled: "2026-07-21".to_owned(),
        law_through: "2026-06-30".to_owned(),
        catalog: ContentHash::of(b"catalog"),
        asked: Wishes::from(&Asked::on(as_of())),
        roll: ContentHash::of(b"roll"),
        n_cases,
        shard: Shard::WHOLE,
        remarks: Vec::new(),
    }
}

/// A drafted case with two files, of a client whom nobody else is.
pub(crate) fn drafted(at: usize) -> Record {
    let name = format!("{} {} {at}", FIRST[at % FIRST.len()], LAST[at % LAST.len()]);
    let case = format!("cases/c{at:05}.yaml");
    let content = ContentHash::of(case.as_bytes());
    Record {
        at,
        folder: format!("c{at:05}"),
        fingerprint: content.clone(),
        content,
        case,
        reads: Vec::new(),
        outcome: Outcome::Drafted,
        matter: Matter {
            petition: Some("expungement".to_owned()),
            client: Some(name),
            born: NaiveDate::from_ymd_opt(1980, 1, 1),
            county: Some(["Fresno", "Kern", "Los Angeles"][at % 3].to_owned()),
            case_number: Some(format!("F{at:08}")),
            hearing: (at % 4 == 1).then(|| day(i64::try_from(at % 90).expect("small"))),
        },
        as_of: as_of(),
        law_compiled: "2026-07-21".to_owned(),
        files: vec![
            file("00-guide.pdf", "Guide", false),
            file("01-petition.pdf", "Petition", true),
        ],
        blanks: vec![
            "Proof of Service: name of the person who serves".to_owned(),
            "Proof of Service: date of service".to_owned(),
        ],
        missing: Vec::new(),
        days: Vec::new(),
        messages: Vec::new(),
    }
}

/// A file of a packet.
pub(crate) fn file(name: &str, title: &str, filed: bool) -> FileWritten {
    FileWritten {
        file: name.to_owned(),
        title: title.to_owned(),
        filed,
        n_pages: 3,
        n_bytes: 12_345,
        sha256: ContentHash::of(name.as_bytes()),
    }
}

/// An error or a warning.
pub(crate) fn message(error: bool, code: &str, what: &str) -> Message {
    Message {
        error,
        code: code.to_owned(),
        what: what.to_owned(),
        place: "cases/c.yaml:3:11".to_owned(),
        help: Some("compare it with the docket".to_owned()),
        cites: None,
    }
}

/// A case that nothing was written for.
pub(crate) fn faulty(at: usize) -> Record {
    let what = "`court.county`: there is no county `Frezno`";
    Record {
        outcome: Outcome::Faulty,
        files: Vec::new(),
        blanks: Vec::new(),
        messages: vec![message(true, "unknown-county", what)],
        ..drafted(at)
    }
}

/// Every kind of case, one behind another.
pub(crate) fn mixed(n: usize) -> Vec<Record> {
    let one = |at: usize| match at % 12 {
        3 => faulty(at),
        5 => Record {
            outcome: Outcome::Refused,
            files: vec![file("00-guide.pdf", "Guide", false)],
            messages: vec![message(true, "too-early", "the wait is not over: from 2027-02-02")],
            ..drafted(at)
        },
        7 => Record {
            days: vec![
                Day { on: day(-3), what: "last day to serve".to_owned() },
                Day { on: day(9), what: "last day to file".to_owned() },
                Day { on: day(40), what: "answer due".to_owned() },
            ],
            messages: vec![message(false, "old-facts", "`now.as_of` is 40 days old")],
            ..drafted(at)
        },
        _ => with_hearing(drafted(at)),
    };
    (0..n).map(one).collect()
}

fn with_hearing(record: Record) -> Record {
    let days = record.matter.hearing.map(|on| Day { on, what: "hearing".to_owned() });
    Record { days: days.into_iter().collect(), ..record }
}

/// Writes manifest and report of records into a folder.
pub(crate) fn report(records: &[Record], out: &Path) -> Duplicates {
    report_of(records, &facts(records.len()), out)
}

/// The same for a run of which more is known.
pub(crate) fn report_of(records: &[Record], facts: &RunFacts, out: &Path) -> Duplicates {
    written(records, facts, out)
}

fn written<R: Records + ?Sized>(records: &R, facts: &RunFacts, out: &Path) -> Duplicates {
    std::fs::create_dir_all(out).expect("a folder");
    report::write(&Finished { facts, records, printed: None, strays: &[] }, out).expect("written")
}

/// The text of a file.
pub(crate) fn text(path: &Path) -> String {
    std::fs::read_to_string(path).expect("a text")
}
