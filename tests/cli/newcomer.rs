//! What somebody does first: help, a new case file, filling it in, checking and building.

use crate::support::{Desk, PLAIN, filled};

#[test]
fn a_new_case_file_filled_in_becomes_a_packet() {
    let desk = Desk::new();
    let new = desk.run("new expungement");
    assert_eq!(new.code, 0, "{}", new.err);
    desk.write("me.yaml", filled(&new.out));
    let check = desk.on_day("check me.yaml");
    assert_eq!((check.code, check.err.as_str()), (0, ""), "{}", check.out);
    assert!(check.out.contains("no errors, no warnings"), "{}", check.out);
    assert!(check.out.contains("asked for  dismissal after probation"), "{}", check.out);
    let build = desk.on_day("build me.yaml");
    assert_eq!(build.code, 0, "{}", build.err);
    assert!(desk.names("out/me").contains(&"02-petition.pdf".to_owned()), "{}", build.out);
}

#[test]
fn a_new_case_file_for_an_arrest_filled_in_is_sound() {
    let desk = Desk::new();
    let new = desk.run("new 851.8");
    desk.write("me.yaml", filled(&new.out));
    let check = desk.on_day("check me.yaml");
    assert_eq!(check.code, 0, "{}{}", check.err, check.out);
    assert!(!check.err.contains("missing-fact"), "{}", check.err);
}

#[test]
fn a_new_case_file_is_short_and_says_what_to_do_next() {
    let desk = Desk::new();
    for petition in ["expungement", "seal-and-destroy"] {
        let new = desk.run(&format!("new {petition}")).out;
        let open = new.lines().filter(|line| {
            let line = line.trim();
            !line.is_empty() && !line.starts_with('#')
        });
        assert!(open.count() < 60, "too much to fill in:\n{new}");
        assert!(new.contains("petition check"), "it does not say what comes next");
        // A group is explained once, however often it comes.
        assert_eq!(new.matches("What is the street address or post office box?").count(), 1);
        let widest = new.lines().map(|line| line.chars().count()).max();
        assert!(widest.is_some_and(|widest| widest <= 130), "{widest:?}");
    }
}

#[test]
fn an_empty_case_file_says_how_to_start() {
    let desk = Desk::new();
    desk.write("empty.yaml", "");
    let run = desk.run("check empty.yaml");
    assert_eq!(run.code, 1);
    assert!(run.err.contains("petition new"), "{}", run.err);
}

#[test]
fn every_command_has_help_that_fits_a_screen() {
    let desk = Desk::new();
    for command in ["build", "check", "explain", "new", "petitions", "schema", "completions"] {
        let help = desk.run(&format!("{command} --help"));
        assert_eq!(help.code, 0);
        assert!(help.out.lines().count() <= 35, "{}", help.out);
    }
    let help = desk.run("--help").out;
    assert!(help.contains("petition new expungement"), "{help}");
    assert!(help.contains("Exit codes: 0 done; 1"), "{help}");
}

#[test]
fn an_unknown_petition_names_those_there_are() {
    let run = Desk::new().run("new expungment");
    assert_eq!(run.code, 2);
    assert!(run.err.contains("`expungement`"), "{}", run.err);
}

#[test]
fn a_day_in_another_form_is_refused_with_the_form() {
    let desk = Desk::new();
    desk.write("me.yaml", PLAIN);
    for day in ["11/20/2026", "2026-13-20", "today"] {
        let run = desk.run(&format!("check me.yaml --as-of {day}"));
        assert_eq!(run.code, 2);
        assert!(run.err.contains("2026-11-20"), "{}", run.err);
    }
}
