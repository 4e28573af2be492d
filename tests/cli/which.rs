//! `petition which`: what is open for one matter, and what to do for somebody who does not know.

use crate::support::{Desk, filled};

const MATTER: &str = "\
court: { county: Los Angeles }
petitioner: { name: Ana Reyes }
arrest:
  date: 2025-03-01
  agency: Los Angeles Police Department
  offenses: [{ code: Pen, section: \"484\", subdivision: (a), level: misdemeanor }]
charges: { filed: false }
facts_of_innocence: [Petitioner was at work.]
";

#[test]
fn the_road_that_expires_is_told_first_with_its_day() {
    let desk = Desk::new();
    desk.write("matter.yaml", MATTER);
    let which = desk.on_day("which matter.yaml");
    assert_eq!((which.code, which.err.as_str()), (0, ""), "{}", which.out);
    let open = which.out.split("Open now").nth(1).expect("a chapter");
    let first = open.lines().nth(1).expect("a line");
    assert!(first.contains("of right, until 2027-03-01  `seal-and-destroy`"), "{}", which.out);
}

#[test]
fn programs_get_every_finding_with_its_reasons() {
    let desk = Desk::new();
    desk.write("matter.yaml", MATTER);
    let told = desk.on_day("which matter.yaml --format json").json();
    let findings = told["findings"].as_array().expect("findings");
    assert_eq!(findings[0]["petition"], "seal-and-destroy");
    assert_eq!(findings[0]["until"], "2027-03-01");
    assert!(findings.iter().all(|one| one["determination"]["reason"]["truth"].is_string()));
}

#[test]
fn a_refused_case_ends_with_what_else_is_open() {
    let desk = Desk::new();
    let early = "\
petition: expungement
court: { county: Los Angeles }
case_number: BA456789
petitioner: { name: Ana Reyes }
convictions:
  - convicted_on: 2025-05-02
    offenses: [{ code: Pen, section: \"459\", degree: second, level: felony }]
    sentence: { kind: probation, granted: 2025-05-02, months: 24 }
now: { as_of: 2026-11-20, serving_sentence: false, on_probation: true, charged: false }
";
    desk.write("early.yaml", early);
    let build = desk.on_day("build early.yaml");
    assert_eq!(build.code, 1);
    assert!(build.out.contains("`petition which`"), "{}", build.out);
}

#[test]
fn a_file_of_no_petition_can_be_begun_and_asked_about() {
    let desk = Desk::new();
    let new = desk.run("new");
    assert_eq!(new.code, 0, "{}", new.err);
    assert!(!new.out.contains("\npetition:"), "{}", new.out);
    desk.write("me.yaml", filled(&new.out));
    let which = desk.on_day("which me.yaml");
    assert_eq!((which.code, which.err.as_str()), (0, ""), "{}", which.out);
    assert!(which.out.contains("`expungement`: dismissal after probation"), "{}", which.out);
}
