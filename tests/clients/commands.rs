//! Lists on the command line: what `--write-cases` could not read, who can list it, and one event a line.

use std::path::Path;
use std::process::Output;

use serde_json::Value;

use crate::sample::run;
use crate::support::*;

/// A folder with a list of a right row and one whose day of birth cannot be, and its map.
fn desk(map: &str) -> tempfile::TempDir {
    let desk = tempfile::tempdir().expect("a folder");
    let wrong = RIGHT.map(|cell| if cell == "8/21/1990" { "02/30/1990" } else { cell });
    std::fs::write(desk.path().join("clients.csv"), csv(&[RIGHT, wrong])).expect("a file");
    std::fs::write(desk.path().join("map.yaml"), map).expect("a file");
    desk
}

fn words(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

/// What is printed, each line read as JSON.
fn events(output: &Output) -> Vec<Value> {
    let out = words(&output.stdout);
    let event =
        |line: &str| serde_json::from_str(line).unwrap_or_else(|why| panic!("{why}: {line}"));
    out.lines().map(event).collect()
}

fn kinds(events: &[Value]) -> Vec<&str> {
    events.iter().map(|one| one["event"].as_str().expect("an event")).collect()
}

#[test]
fn what_write_cases_could_not_read_is_told_and_counted() {
    let desk = desk(MAP);
    let run = run(desk.path(), "batch clients.csv --map map.yaml --write-cases cases");
    assert_eq!(run.status.code(), Some(1), "{run:?}");
    let told = words(&run.stderr);
    assert!(
        told.starts_with(
            "clients.csv, row 3, column C, `Born`: `petitioner.born_on`: `02/30/1990`"
        ),
        "{told}"
    );
    assert_eq!(told.lines().count(), 1, "{told}");
    let sum = words(&run.stdout);
    assert!(sum.starts_with("2 case files in cases\n1 of them lack"), "{sum}");
}

#[cfg(unix)]
#[test]
fn the_folder_of_case_files_is_nobody_elses() {
    use std::os::unix::fs::PermissionsExt;
    let desk = desk(MAP);
    run(desk.path(), "batch clients.csv --map map.yaml --write-cases new/cases");
    let mode =
        |path: &Path| std::fs::metadata(path).expect("it is there").permissions().mode() & 0o777;
    for folder in ["new", "new/cases"] {
        assert_eq!(mode(&desk.path().join(folder)), 0o700, "{folder}");
    }
    for file in std::fs::read_dir(desk.path().join("new/cases")).expect("case files") {
        assert_eq!(mode(&file.expect("a file").path()), 0o600);
    }
}

#[test]
fn programs_are_told_of_case_files_one_event_a_line() {
    let desk = desk(MAP);
    let line = "batch clients.csv --map map.yaml --write-cases cases --format json";
    let events = events(&run(desk.path(), line));
    assert_eq!(kinds(&events), ["case-file", "case-file", "written"]);
    assert_eq!(events[0]["messages"], Value::Array(Vec::new()));
    assert_eq!(events[1]["messages"][0]["place"], "clients.csv, row 3, column C");
    assert_eq!((&events[2]["files"], &events[2]["unread"]), (&2.into(), &1.into()));
}

#[test]
fn programs_are_told_one_event_a_line_why_a_batch_cannot_begin() {
    let told = |map: &str, line: &str| {
        let desk = desk(map);
        let run = run(desk.path(), &format!("batch {line} -o out --format json"));
        assert_eq!(run.status.code(), Some(2), "{run:?}");
        events(&run)
    };
    let faulty = MAP.replace("petitioner.name", "petitioner.nme").replace("case_number", "number");
    let of_map = told(&faulty, "clients.csv --map map.yaml");
    assert_eq!(kinds(&of_map), ["error", "error", "error"]);
    assert_eq!((&of_map[0]["code"], &of_map[0]["line"]), (&"unknown-path".into(), &7.into()));
    assert!(of_map[2]["what"].as_str().expect("words").contains("cannot be used: 2 errors"));
    let of_list = told(&MAP.replace("Born", "Birth"), "clients.csv --map map.yaml");
    assert!(of_list.iter().any(|one| one["cell"] == "C1"), "{of_list:?}");
    for line in ["nothere", "clients.csv", "clients.csv --map nothere.yaml"] {
        assert!(kinds(&told(MAP, line)).iter().all(|kind| *kind == "error"), "{line}");
    }
}

#[test]
fn programs_are_told_of_a_sample_in_one_event() {
    let desk = tempfile::tempdir().expect("a folder");
    let events = events(&run(desk.path(), "batch --sample --format json"));
    assert_eq!(kinds(&events), ["sample"]);
    assert!(events[0]["next"].as_str().expect("a command").starts_with("petition batch "));
}

#[test]
fn a_list_that_is_too_large_is_refused_by_its_size_and_not_read() {
    for name in ["clients.csv", "clients.xlsx"] {
        let desk = desk(MAP);
        let file = std::fs::File::create(desk.path().join(name)).expect("a file");
        // Nothing of it is on the disk: to read it would take longer than to refuse it.
        file.set_len(200 << 30).expect("a size");
        let run = run(desk.path(), &format!("batch {name} --map map.yaml -o out"));
        assert_eq!(run.status.code(), Some(2), "{run:?}");
        let told = words(&run.stderr);
        assert!(told.contains("204800 MB, and a list at most 32"), "{told}");
        assert!(told.contains("cut it into several lists"), "{told}");
        assert!(!desk.path().join("out").exists());
    }
}

#[test]
fn faults_of_the_map_and_of_the_headings_come_in_one_run() {
    let map = MAP.replace("case_number", "case_nunber").replace("  Born:", "  Borm:");
    assert!(map.contains("case_nunber") && map.contains("Borm"), "{map}");
    let desk = desk(&map);
    let run = run(desk.path(), "batch clients.csv --map map.yaml -o out");
    assert_eq!(run.status.code(), Some(2), "{run:?}");
    let told = words(&run.stderr);
    for said in [
        "no fact is called `case_nunber`",
        "`Borm`",
        "`Born`",
        "`map.yaml` cannot be used",
        "`clients.csv` cannot be used",
    ] {
        assert!(told.contains(said), "{said}: {told}");
    }
    assert!(!desk.path().join("out").exists());
}
