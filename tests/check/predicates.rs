//! Each predicate that the fixtures do not reach on its own: true, false, unknown, and never unknown.

use petition::catalog::petition::Condition;
use petition::check::determination::{Reason, Truth};
use petition::check::predicates::PREDICATES;
use petition::source::FieldPath;

use crate::world::{case, inquiry};

const CASE: &str = r#"
petition: expungement
court: { county: Kern }
case_number: "1"
petitioner: { name: Ana Example }
convictions:
  - convicted_on: 2016-05-02
    judgment_on: 2016-05-03
    offenses:
      - { code: Penal Code, section: "459", level: felony }
      - { code: PC, section: "288", subdivision: c(1), level: misdemeanor }
    plea: nolo contendere
    sentence: { kind: probation, granted: 2016-05-02, months: 36, ended: 2019-05-02, ended_how: fulfilled }
    restitution_owed: true
    fines_owed: false
    interests_of_justice: []
history: []
statement: I work, and I study.
now: { as_of: 2026-11-20, serving_sentence: false }
"#;

fn ask(index: usize, condition: &str) -> Reason {
    let case = case(CASE);
    let condition: Condition = serde_yaml::from_str(condition).unwrap();
    let unit = FieldPath::root().key("convictions").index(0).key("offenses").index(index);
    inquiry(&case, "2026-11-20").evaluate(&unit, &condition)
}

fn truth(condition: &str) -> Truth {
    ask(0, condition).truth
}

#[test]
fn facts_are_read_from_the_unit_outwards() {
    use Truth::{False, True, Unknown};
    let table = [
        ("given: level", True),
        ("given: plea", True),
        ("given: now.charged", False),
        ("is: { level: felony }", True),
        ("level_is: misdemeanor", False),
        ("is: { sentence.kind: [no probation, probation] }", True),
        ("is: { now.serving_sentence: false }", True),
        ("is: { now.charged: false }", Unknown),
        ("is_not: { now.charged: false }", Unknown),
        ("is_not: { plea: not guilty }", True),
        ("stated: { now.charged: false }", False),
        ("flag: restitution_owed", True),
        ("flag: fines_owed", False),
        ("flag: now.on_probation", Unknown),
        ("empty: interests_of_justice", True),
        ("not_empty: interests_of_justice", False),
        ("not_empty: upright_life", Unknown),
        ("empty: history", True),
        ("not_empty: /statement", True),
        ("mentions: { statement: [WORK] }", True),
        ("mentions: { statement: [school] }", False),
        ("mentions: { upright_life: [work] }", False),
    ];
    for (condition, expected) in table {
        assert_eq!(truth(condition), expected, "{condition}");
    }
}

#[test]
fn missing_facts_are_named_where_they_would_stand() {
    let missing = |condition: &str| ask(0, condition).missing[0].to_string();
    assert_eq!(missing("not_empty: upright_life"), "convictions[0].upright_life");
    assert_eq!(missing("is: { subdivision: (a) }"), "convictions[0].offenses[0].subdivision");
    assert_eq!(missing("is: { sentence.completed: x }"), "convictions[0].sentence.completed");
    assert_eq!(missing("is: { now.charged: false }"), "now.charged");
    assert_eq!(missing("reached: sentence.completed"), "convictions[0].sentence.completed");
}

#[test]
fn waits_say_when_they_end_and_limits_since_when_they_are_past() {
    let wait = ask(0, "elapsed_since: { from: now.as_of, period: wait }\nprovision: pen-1203.4a-a");
    assert_eq!(
        (wait.truth, wait.met_on.unwrap().to_string()),
        (Truth::False, "2027-11-21".to_owned())
    );
    let within = ask(0, "within: { from: judgment_on, period: window }\nprovision: pen-851.8-l");
    assert_eq!(
        (within.truth, within.late_since.unwrap().to_string()),
        (Truth::False, "2018-05-03".to_owned())
    );
    let act = ask(
        0,
        "within: { from: judgment_on, period: window, act: convicted_on }\nprovision: pen-851.8-l",
    );
    assert_eq!((act.truth, act.late_since), (Truth::True, None));
    let past = ask(0, "not_past: { day: sentence.ended, act: now.as_of }");
    assert_eq!(
        (past.truth, past.late_since.unwrap().to_string()),
        (Truth::False, "2019-05-02".to_owned())
    );
    assert_eq!(truth("reached: sentence.ended"), Truth::True);
    assert_eq!(
        truth("date_before: { fact: judgment_on, than: realignment }\nprovision: pen-1170-h-7"),
        Truth::False
    );
    assert_eq!(
        truth("date_from: { fact: judgment_on, than: granted_since }\nprovision: pen-1203.43-b"),
        Truth::True
    );
}

#[test]
fn offenses_are_matched_however_they_are_written() {
    let excluded = "offense_in: { list: barred-1203.4 }";
    assert_eq!(ask(0, excluded).truth, Truth::False);
    assert_eq!(ask(1, excluded).truth, Truth::True);
    assert_eq!(ask(1, "offense_not_in: { list: barred-1203.4a }").truth, Truth::False);
    let wobbler = ask(0, "table_says: { column: wobbler }");
    assert_eq!(wobbler.truth, Truth::Unknown);
    assert_eq!(wobbler.missing[0].to_string(), "convictions[0].offenses[0].degree");
}

#[test]
fn every_row_of_the_table_is_told_apart_and_explained() {
    for (index, row) in PREDICATES.iter().enumerate() {
        assert!(!row.says.is_empty());
        assert!(
            PREDICATES[..index].iter().all(|other| other.name != row.name),
            "`{}` stands twice",
            row.name
        );
    }
}
