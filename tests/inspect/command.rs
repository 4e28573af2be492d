//! The command: exit codes, words for people, JSON for programs, several files in one call.

use std::process::Command;

use serde_json::Value;

use crate::files::locked;
use crate::paper::{Paper, Part};

struct Desk {
    folder: tempfile::TempDir,
}

struct Run {
    code: Option<i32>,
    out: String,
}

impl Desk {
    fn new(files: &[(&str, Vec<u8>)]) -> Desk {
        let folder = tempfile::tempdir().expect("a folder");
        for (name, bytes) in files {
            std::fs::write(folder.path().join(name), bytes).expect("a file");
        }
        Desk { folder }
    }

    fn run(&self, line: &str) -> Run {
        let mut command = Command::new(env!("CARGO_BIN_EXE_petition"));
        command.current_dir(self.folder.path()).arg("inspect").args(line.split_whitespace());
        let output = command.output().expect("the program starts");
        let out = String::from_utf8(output.stdout).expect("UTF-8");
        assert!(!String::from_utf8_lossy(&output.stderr).contains("panicked"));
        Run { code: output.status.code(), out }
    }
}

fn desk() -> Desk {
    Desk::new(&[
        ("good.pdf", Paper::good().bytes()),
        ("seven.pdf", Paper::changed(Part::Court, |one| one.y -= 24.0).bytes()),
        ("locked.pdf", locked("secret")),
        ("notes.pdf", b"not a PDF at all".to_vec()),
    ])
}

#[test]
fn the_exit_code_tells_clean_from_faulty_from_unreadable() {
    let desk = desk();
    assert_eq!(desk.run("good.pdf").code, Some(0));
    assert_eq!(desk.run("seven.pdf").code, Some(1));
    assert_eq!(desk.run("good.pdf seven.pdf").code, Some(1));
    assert_eq!(desk.run("locked.pdf").code, Some(2));
    assert_eq!(desk.run("missing.pdf seven.pdf").code, Some(2));
    assert_eq!(desk.run("").code, Some(2));
    assert_eq!(desk.run("--paper exhibits seven.pdf").code, Some(0));
}

#[test]
fn a_finding_says_where_under_which_rule_and_what_to_do() {
    let out = desk().run("seven.pdf").out;
    for words in [
        "seven.pdf: 2 faults for which a clerk may refuse it",
        "page 1, at 3.19 in by",
        "the title of the court stands on line 7",
        "(Cal. Rules of Court, rule 2.111(3))",
        "[court-title-line]",
        "Put the title of the court on line 8.",
        "28 line numbers a page, 24.0 points apart",
        "1 file inspected: 0 clean, 1 with findings.",
    ] {
        assert!(out.contains(words), "`{words}` is not in:\n{out}");
    }
}

#[test]
fn one_file_that_cannot_be_read_stops_no_other() {
    let out = desk().run("notes.pdf locked.pdf missing.pdf good.pdf").out;
    for words in [
        "unreadable notes.pdf: it is not a PDF",
        "unreadable locked.pdf: it opens only with a password",
        "unreadable missing.pdf: it cannot be read: there is no such file",
        "good.pdf: nothing found",
        "4 files inspected: 1 clean, 0 with findings, 3 unreadable.",
    ] {
        assert!(out.contains(words), "`{words}` is not in:\n{out}");
    }
}

#[test]
fn json_has_facts_and_findings_in_the_order_of_the_files() {
    let run = desk().run("--format json seven.pdf notes.pdf good.pdf");
    assert_eq!(run.code, Some(2));
    let json: Value = serde_json::from_str(&run.out).expect("JSON and nothing else");
    assert_eq!(json[0]["file"], "seven.pdf");
    let finding = &json[0]["findings"][0];
    assert_eq!(finding["code"], "court-title-line");
    assert_eq!(finding["level"], "refused");
    assert_eq!(finding["rule"], "rule-2.111-3");
    assert_eq!(finding["cite"], "Cal. Rules of Court, rule 2.111(3)");
    assert_eq!(finding["pages"], serde_json::json!([1]));
    let place = finding["place"].as_array().expect("a place");
    assert!((place[0].as_f64().expect("inches") - 3.194).abs() < 0.01, "{place:?}");
    assert_eq!(json[1]["unreadable"], "is not a PDF");
    assert_eq!(json[2]["findings"], serde_json::json!([]));
    assert_eq!(json[2]["facts"]["n_pages"], 2);
    assert_eq!(json[2]["papers"][0], serde_json::json!({ "paper": "pleading", "pages": "1-2" }));
}
