//! What a batch tells: quiet lines in a log, JSON events for programs, a summary at the end.

use crate::support::{Desk, faulty, lines, refused};

#[test]
fn programs_get_one_event_a_line_and_nothing_else() {
    let desk = Desk::mixed();
    let run = desk.batch("-o out --format json").ends(1);
    assert_eq!(run.err, "");
    let events = lines(&run.out);
    assert_eq!(events.len(), 13);
    assert_eq!(events[0], serde_json::json!({ "event": "begun", "cases": 11, "of": 11 }));
    let mut told: Vec<_> = events[1..12].iter().map(|event| event["record"].clone()).collect();
    told.sort_by_key(|record| record["at"].as_u64());
    assert_eq!(told, desk.records("out"));
    let last = &events[12];
    assert_eq!((last["event"].as_str(), last["not_begun"].as_u64()), (Some("summary"), Some(0)));
    assert_eq!(last["outcomes"]["refused"], 4);
    assert_eq!(last["faults"][0]["code"], "on-probation");
    let again = lines(&desk.batch("-o out --resume --format json").ends(1).out);
    assert_eq!(again[12]["how"], serde_json::json!({ "kept": 10, "failed-before": 1 }));
}

#[test]
fn a_log_has_the_cases_without_papers_and_each_tenth() {
    let desk = Desk::new();
    (0..40).for_each(|n| desk.write(&format!("cases/f{n:02}.yaml"), faulty()));
    (0..8).for_each(|n| desk.write(&format!("cases/r{n}.yaml"), refused(n)));
    let run = desk.batch("--threads 1").ends(1);
    let tenths = run.err.lines().filter(|line| line.contains(" of 48 done: ")).count();
    assert_eq!(tenths, 10, "{}", run.err);
    assert_eq!(run.err.lines().count(), 58);
    assert!(run.err.contains("cases/f07.yaml: faulty: `court.county`: `Frezno`"), "{}", run.err);
    assert!(!run.err.contains('\r') && !run.err.contains('\u{1b}'), "{}", run.err);
    let said = "40 unknown-county: cases/f00.yaml; cases/f01.yaml; cases/f02.yaml; cases/f03.yaml; \
                cases/f04.yaml, and 35 more";
    assert!(run.out.contains(said), "{}", run.out);
    assert!(run.out.contains("8 on-probation: cases/r0.yaml"), "{}", run.out);
    assert!(
        run.out.contains("48 of 48: 0 drafted, 8 refused, 40 faulty, 0 failed."),
        "{}",
        run.out
    );
    assert!(!run.out.contains("a second"), "no time in what is kept: {}", run.out);
}

#[test]
fn who_wants_to_stop_at_the_first_fault_can_and_goes_on_later() {
    let desk = Desk::with(6);
    desk.write("cases/c01.yaml", faulty());
    let run = desk.batch("-o out --fail-fast --threads 1").ends(1);
    assert!(run.out.contains("2 of 6: 1 drafted, 0 refused, 1 faulty"), "{}", run.out);
    assert!(run.out.contains("Stopped at the first case without papers to file, `cases/c01.yaml`. Not begun: 4 cases. Put it right"), "{}", run.out);
    assert_eq!(desk.names("out/packets"), ["c00"]);
    assert!(!desk.path("out/records.jsonl").exists(), "it has not ended");
    desk.write("cases/c01.yaml", crate::support::sound(1));
    let run = desk.batch("-o out --fail-fast --resume").ends(0);
    assert!(run.out.contains("Kept 1 of an earlier run"), "{}", run.out);
    desk.batch("-o whole").ends(0);
    crate::support::assert_same(&desk.tree("out"), &desk.tree("whole"), "after a stop");
}
