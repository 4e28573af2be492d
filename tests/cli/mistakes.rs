//! Mistakes that people make in case files, and what the program says of each.

use crate::support::{Desk, PLAIN, still_waiting};

/// A mistake: words of the sound case, what stands there instead, the code it gets, and words of the advice.
const MISTAKES: &[(&str, &str, &str, &str)] = &[
    ("Fresno", "Frezno", "unknown-county", "`Fresno`"),
    ("section:", "sektion:", "unknown-key", "`section`"),
    ("2016-02-14", "2/14/2016", "not-a-date", "`2016-02-14`"),
    ("2016-02-14", "Feb 14, 2016", "not-a-date", "`2016-02-14`"),
    ("level: felony", "level: fellony", "unknown-choice", "`felony`"),
    ("Mia Fox", "Mia 🦊 Fox", "uncovered-character", "court's own papers"),
    ("Mia Fox", "Mia Fox\n  phone: 555-01", "not-a-phone", "ten digits"),
    ("Mia Fox", "Mia Fox\n  name: Mia Fuchs", "duplicate-key", "delete one"),
    ("judgment_on: 2016-05-02", "judgment_on: 2015-05-02", "judgment-before-conviction", "docket"),
    ("  county", "\tcounty", "tab-indentation", "blanks"),
    ("case_number", " case_number", "not-yaml", "same number of blanks"),
];

/// Facts that are sound as a file, and what the law or the table says of them.
const REFUSED: &[(&str, &str, &str)] = &[
    ("section: 459", "section: 288\n        subdivision: (a)", "excluded-offense"),
    ("on_probation: no", "on_probation: yes", "on-probation"),
    ("charged: no", "charged: yes", "charged"),
];

#[test]
fn each_mistake_is_told_with_its_place_and_its_remedy() {
    let desk = Desk::new();
    for (right, wrong, code, advice) in MISTAKES {
        desk.write("me.yaml", PLAIN.replacen(right, wrong, 1));
        let run = desk.on_day("check me.yaml");
        assert_eq!(run.code, 1, "{wrong}: {}", run.err);
        assert!(run.err.contains(&format!("[{code}]")), "{wrong}: {}", run.err);
        assert!(run.err.contains("--> me.yaml:"), "{wrong}: {}", run.err);
        assert!(run.err.contains(advice), "{wrong}: {}", run.err);
        assert_eq!(run.err.matches("error[").count(), 1, "a cascade after {wrong}: {}", run.err);
    }
}

#[test]
fn many_mistakes_are_told_in_one_run() {
    let desk = Desk::new();
    let several = PLAIN
        .replace("Fresno", "Frezno")
        .replace("2016-02-14", "2/14/2016")
        .replace("level: felony", "level: fellony")
        .replace("plea:", "pleah:");
    desk.write("me.yaml", several);
    let run = desk.on_day("check me.yaml");
    assert_eq!(run.err.matches("error[").count(), 4, "{}", run.err);
    assert!(run.out.contains("me.yaml: 4 errors"), "{}", run.out);
    assert!(!run.out.contains("open       "), "{}", run.out);
    assert!(desk.on_day("build me.yaml").out.contains("4 errors; nothing was written"));
    assert!(desk.names("out").is_empty());
}

#[test]
fn check_is_done_whatever_the_law_says_and_build_writes_the_guide() {
    let desk = Desk::new();
    for (right, wrong, code) in REFUSED {
        desk.write("me.yaml", PLAIN.replacen(right, wrong, 1));
        let check = desk.on_day("check me.yaml");
        assert_eq!(check.code, 0, "{wrong}: {}", check.err);
        assert!(check.err.contains(&format!("[{code}]")), "{wrong}: {}", check.err);
        assert!(check.err.contains("law: "), "{wrong}: {}", check.err);
        assert!(!check.out.contains("barred: barred"), "{}", check.out);
        let build = desk.on_day("build me.yaml");
        assert_eq!(build.code, 1, "{wrong}");
        assert_eq!(desk.names("out/me"), ["00-guide.pdf", "manifest.json"], "{wrong}");
        assert!(build.out.contains("guide sheet only"), "{}", build.out);
    }
}

#[test]
fn a_wait_that_is_not_over_is_told_with_the_day_it_ends() {
    let desk = Desk::new();
    desk.write("me.yaml", still_waiting());
    let run = desk.on_day("check me.yaml");
    assert_eq!(run.code, 0, "{}", run.err);
    assert!(run.err.contains("asked too early: it can be had from 2027-02-02"), "{}", run.err);
    assert!(run.out.contains("too early  dismissal of a felony after"), "{}", run.out);
}

#[test]
fn a_section_that_the_table_lacks_is_told() {
    let desk = Desk::new();
    desk.write("me.yaml", PLAIN.replace("section: 459\n        degree: second", "section: 11350"));
    let run = desk.on_day("check me.yaml");
    assert_eq!(run.code, 0);
    assert!(run.err.contains("warning[unknown-offense]"), "{}", run.err);
    assert!(run.err.contains("Health & Saf. Code"), "{}", run.err);
}

#[test]
fn names_and_numbers_that_yaml_would_change_stay_as_typed() {
    let desk = Desk::new();
    for (right, wrong, word) in [("F15901234", "0012345", "0012345"), ("F15901234", "1e5", "1e5")] {
        desk.write("me.yaml", PLAIN.replace(right, wrong));
        let run = desk.on_day("build me.yaml");
        assert_eq!(run.code, 0, "{}", run.err);
        assert!(run.out.contains(&format!("Case {word} ")), "{}", run.out);
    }
}

#[test]
fn bytes_that_are_no_text_are_drawn_and_are_the_files_fault() {
    let desk = Desk::new();
    desk.write("latin.yaml", b"petition: expungement\npetitioner:\n  name: Jos\xe9\n");
    let run = desk.on_day("check latin.yaml");
    assert_eq!(run.code, 1);
    assert!(run.err.contains("latin.yaml:3:12"), "{}", run.err);
    assert!(run.err.contains("UTF-8"), "{}", run.err);
}

#[test]
fn line_ends_of_windows_change_nothing() {
    let desk = Desk::new();
    desk.write("me.yaml", PLAIN);
    let unix = desk.on_day("check me.yaml");
    desk.write("me.yaml", PLAIN.replace('\n', "\r\n"));
    let windows = desk.on_day("check me.yaml");
    assert_eq!((unix.code, unix.out), (windows.code, windows.out));
}

#[test]
fn a_file_of_two_megabytes_is_refused_soon() {
    let desk = Desk::new();
    desk.write("big.yaml", "x: y\n".repeat(400_000));
    let run = desk.on_day("check big.yaml");
    assert_eq!(run.code, 1);
    assert!(run.err.contains("too-large") && run.err.len() < 2_000, "{}", run.err);
}
