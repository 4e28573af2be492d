//! What is printed: for people within the width of a screen, for programs as JSON that is always whole.

use std::io::Read;
use std::process::Stdio;

use crate::support::{Desk, PLAIN, sound, still_waiting};

#[test]
fn lines_for_people_fit_a_screen_and_break_no_citation() {
    let desk = Desk::new();
    desk.write("me.yaml", sound());
    for line in
        ["petitions", "petitions expungement", "petitions seal-and-destroy", "explain me.yaml"]
    {
        let run = if line.starts_with("explain") { desk.on_day(line) } else { desk.run(line) };
        assert_eq!(run.code, 0, "{}", run.err);
        for line in run.out.lines() {
            assert!(line.chars().count() <= 100, "{line}");
            let end = line.trim_end();
            let torn = ["§", "subd.", "Pen.", "Code,", "Code Civ.", "rule"];
            assert!(!torn.iter().any(|torn| end.ends_with(torn)), "a torn citation: {line}");
            assert!(!line.contains('\u{A0}') && !line.contains('\u{1b}'), "{line}");
        }
    }
}

#[test]
fn explain_says_from_which_day_a_requirement_will_hold() {
    let desk = Desk::new();
    desk.write("me.yaml", still_waiting());
    let run = desk.on_day("explain me.yaml");
    assert_eq!(run.code, 0);
    assert!(run.out.contains("too early  it can be had from 2027-02-02"), "{}", run.out);
    assert!(run.out.contains("it will from 2027-02-02"), "{}", run.out);
    assert!(run.out.contains("[too-early]"), "the code to override by: {}", run.out);
}

#[test]
fn programs_get_whole_json_for_good_and_bad_files() {
    let desk = Desk::new();
    desk.write("good.yaml", PLAIN);
    desk.write("bad.yaml", PLAIN.replace("Fresno", "Frezno"));
    let run = desk.on_day("check good.yaml bad.yaml none.yaml --format json");
    assert_eq!((run.code, run.err.as_str()), (2, ""));
    let list = run.json();
    assert_eq!(list.as_array().map(Vec::len), Some(3));
    assert_eq!(list[0]["determinations"][0]["outcome"]["kind"], "entitled");
    assert_eq!(list[1]["diagnostics"][0]["code"], "unknown-county");
    assert_eq!(list[1]["diagnostics"][0]["line"], 3);
    assert_eq!(list[2]["diagnostics"][0]["code"], "unreadable-case");
    let explained = desk.on_day("explain bad.yaml --format json");
    assert_eq!(explained.code, 1);
    assert_eq!(explained.json()["diagnostics"][0]["code"], "unknown-county");
    let built = desk.on_day("build good.yaml bad.yaml --format json").json();
    assert_eq!(built[0]["files"][0]["file"], "00-guide.pdf");
    assert!(built[1]["files"].is_null());
    let petition = desk.run("petitions expungement --format json").json();
    assert_eq!(petition["reliefs"][0]["id"], "after-probation");
    assert!(desk.run("schema 851.8").json().is_object());
}

#[test]
fn a_reader_that_has_seen_enough_is_no_fault() {
    let desk = Desk::new();
    for line in ["petitions expungement", "new expungement", "completions bash"] {
        let mut command = desk.command();
        command.args(line.split(' ')).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().expect("the program starts");
        drop(child.stdout.take());
        let mut said = String::new();
        child.stderr.take().expect("a pipe").read_to_string(&mut said).expect("text");
        assert_eq!((child.wait().expect("an end").code(), said.as_str()), (Some(0), ""), "{line}");
    }
}

#[test]
fn nothing_of_the_case_leaks_into_json_of_faults() {
    let desk = Desk::new();
    desk.write("me.yaml", PLAIN.replace("  name: Mia Fox", "  name: Mia Fox\n  phone: 12-Zyx"));
    let run = desk.on_day("check me.yaml --format json");
    assert!(!run.out.contains("Mia Fox") && !run.out.contains("Zyx"), "{}", run.out);
}

#[test]
fn completions_name_every_command() {
    let desk = Desk::new();
    for shell in ["bash", "zsh", "fish"] {
        let run = desk.run(&format!("completions {shell}"));
        for command in ["build", "check", "explain", "new", "petitions", "schema"] {
            assert!(run.out.contains(command), "{shell}: {command}");
        }
    }
}
