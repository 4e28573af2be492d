//! Faults that only happen in between: files that vanish, a program that panics, a thread that waits.

use std::path::Path;

use chrono::NaiveDate;
use petition::batch::record::{Outcome, Record};
use petition::batch::roll::{At, Entry, ReadFile, Roll};
use petition::batch::run_facts::Shard;
use petition::batch::{self, Ended, Event, Job, ledger, names};
use petition::catalog::Catalog;
use petition::pipeline::Asked;

use crate::support::{Desk, refused, sound};

/// The cases below `cases`, as whoever lists them finds them.
fn roll(desk: &Desk) -> Roll {
    let entry = |name: &String| {
        let path = desk.path(&format!("cases/{name}"));
        let stem = name.trim_end_matches(".yaml").to_owned();
        Entry { name: format!("cases/{name}"), stem, at: At::File(path) }
    };
    Roll { entries: desk.names("cases").iter().map(entry).collect(), ..Roll::default() }
}

fn run(desk: &Desk, roll: &Roll, read: &ReadFile<'_>) -> (Ended, Vec<Record>) {
    let catalog = Catalog::embedded().expect("the catalog");
    let day = NaiveDate::from_ymd_opt(2026, 11, 20).expect("a day");
    let job = Job {
        catalog: &catalog,
        asked: &Asked::on(day),
        roll,
        folders: &names::folder_names(&roll.entries),
        out: &desk.path("out"),
        read,
        n_threads: 2,
        shard: Shard::WHOLE,
        resume: true,
        fail_fast: false,
        group: Default::default(),
        interrupted: &|| false,
        panic_place: &|| Some("src/somewhere.rs:12".to_owned()),
    };
    let mut n_told = 0;
    let ended =
        batch::run(&job, &mut |event| n_told += usize::from(matches!(event, Event::Done(..))));
    let ended = ended.expect("it runs");
    assert_eq!(n_told, roll.entries.len());
    let records = ledger::records(&desk.path("out")).expect("records");
    (ended, records.map(|record| record.expect("a record")).collect())
}

fn read(path: &Path) -> Result<Vec<u8>, String> {
    std::fs::read(path).map_err(|error| error.to_string())
}

#[test]
fn a_case_that_vanishes_after_it_was_listed_fails_alone_and_its_packet_stays() {
    let desk = Desk::new();
    ["a", "b", "c"].iter().for_each(|name| desk.write(&format!("cases/{name}.yaml"), refused(0)));
    let roll = roll(&desk);
    run(&desk, &roll, &read);
    let packets = desk.tree("out/packets");
    std::fs::remove_file(desk.path("cases/b.yaml")).expect("a file");
    let (ended, records) = run(&desk, &roll, &read);
    assert_eq!(ended.summary.n, [0, 2, 0, 1]);
    let codes: Vec<&str> = records[1].messages.iter().map(|one| one.code.as_str()).collect();
    assert_eq!(codes, ["unreadable-case", "earlier-packet"]);
    assert_eq!(desk.tree("out/packets"), packets, "it may be all that is left");
}

#[test]
fn an_exhibit_that_vanishes_is_a_failure_to_be_done_again() {
    let desk = Desk::new();
    let exhibits = "exhibits:\n  - { title: A letter, file: letter.pdf }\n";
    desk.write("cases/a.yaml", sound(0) + exhibits);
    desk.write("cases/b.yaml", refused(0));
    let (ended, records) = run(&desk, &roll(&desk), &read);
    assert_eq!((ended.summary.n, records[0].outcome), ([0, 1, 0, 1], Outcome::Failed));
    assert!(records[0].messages.iter().any(|one| one.code == "unreadable-exhibit"));
    assert_eq!(records[0].reads.len(), 1);
    assert!(!desk.path("out/packets/a").exists());
}

#[test]
fn a_panic_is_told_by_its_place_alone_and_stops_nobody() {
    let desk = Desk::new();
    desk.write("cases/a.yaml", sound(0) + "exhibits:\n  - { title: A letter, file: letter.pdf }\n");
    desk.write("cases/b.yaml", refused(0));
    let roll = roll(&desk);
    let panicking = |path: &Path| match path.ends_with("letter.pdf") {
        true => panic!("a fact of the case"),
        false => read(path),
    };
    let (ended, records) = run(&desk, &roll, &panicking);
    assert_eq!(ended.summary.n, [0, 1, 0, 1]);
    let told = &records[0].messages[0];
    assert_eq!(told.what, "the program failed on this case (`src/somewhere.rs:12`)");
    assert!(!serde_json::to_string(&records).expect("JSON").contains("a fact of the case"));
    assert!(!desk.path("out/packets/a").exists());
}

#[test]
fn a_case_that_panics_while_it_is_opened_is_one_failure() {
    let desk = Desk::new();
    desk.write("cases/a.yaml", refused(0));
    desk.write("cases/b.yaml", refused(1));
    let panicking = |path: &Path| match path.ends_with("a.yaml") {
        true => panic!("a fact of the case"),
        false => read(path),
    };
    let (ended, records) = run(&desk, &roll(&desk), &panicking);
    assert_eq!(ended.summary.n, [0, 1, 0, 1]);
    assert_eq!(records[0].messages[0].code, "program-failed");
}
