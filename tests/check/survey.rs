//! Every relief of the program for one matter: their order, and what is said beside them.

use std::sync::Arc;

use petition::check::determination::Outcome;
use petition::check::survey::{Finding, Matter, survey};
use petition::pipeline;
use petition::source::Source;

use crate::world::{case, catalog, day};

/// A conviction and an uncharged arrest in one file, of no petition.
const MATTER: &str = r#"
court: { county: Los Angeles }
case_number: BA456789
petitioner: { name: Ana Reyes, born_on: 1990-02-03 }
convictions:
  - convicted_on: 2020-05-02
    judgment_on: 2020-05-02
    plea: nolo contendere
    offenses:
      - { code: Pen, section: "459", degree: second, level: felony, reduce_to: misdemeanor }
      - { code: Pen, section: "288", subdivision: (a), level: felony }
    sentence: { kind: probation, granted: 2020-05-02, months: 24, ended: 2022-05-02, ended_how: fulfilled }
arrest: { date: 2025-03-01, agency: Los Angeles Police Department, offenses: [{ code: Pen, section: "484", subdivision: (a), level: misdemeanor }] }
charges: { filed: false }
facts_of_innocence: [She was at work.]
now: { as_of: 2026-11-20, serving_sentence: false, on_probation: false, on_supervision: false, charged: false }
history: []
"#;

fn of_text(text: &str, look: impl FnOnce(&pipeline::Surveyed<'_>)) {
    let source = Arc::new(Source::new("matter.yaml", text));
    let read = |_: &str| Err("there is no such file".to_owned());
    look(&pipeline::survey(catalog(), &source, &read, day("2026-11-20")));
}

fn position(findings: &[Finding<'_>], petition: &str, relief: &str) -> usize {
    let is = |one: &Finding<'_>| one.petition.id == petition && one.relief.id == relief;
    findings.iter().position(is).unwrap_or_else(|| panic!("{petition} {relief} is missing"))
}

#[test]
fn what_expires_stands_before_what_is_of_right_and_that_before_discretion() {
    of_text(MATTER, |surveyed| {
        assert!(!surveyed.faulty, "{:?}", surveyed.diagnostics);
        let found = &surveyed.findings;
        let agency = position(found, "seal-and-destroy", "uncharged-agency");
        assert_eq!(found[agency].until, Some(day("2027-03-01")));
        let dismissal = position(found, "expungement", "after-probation");
        let reduction = position(found, "expungement", "to-misdemeanor");
        assert!(agency < dismissal && dismissal < reduction);
        assert_eq!(found[dismissal].determination.outcome, Outcome::Entitled);
        assert_eq!(found[reduction].determination.outcome, Outcome::Discretionary);
    });
}

#[test]
fn every_relief_of_every_petition_is_answered() {
    of_text("petitioner: { name: Ana Reyes }\n", |surveyed| {
        assert!(!surveyed.faulty, "{:?}", surveyed.diagnostics);
        for petition in catalog().petitions.values() {
            for relief in petition.families.iter().flat_map(|family| &family.reliefs) {
                let asked = petition
                    .families
                    .iter()
                    .any(|family| family.asked_when.is_some() && family.reliefs.contains(relief));
                let answered = surveyed
                    .findings
                    .iter()
                    .any(|one| one.petition.id == petition.id && one.relief.id == relief.id);
                assert!(answered || asked, "{} {}", petition.id, relief.id);
            }
        }
        let open = surveyed.findings.iter().filter(|one| one.determination.outcome.pleadable());
        assert_eq!(open.count(), 0, "a name alone opens no road");
    });
}

#[test]
fn a_later_petition_never_hides_an_earlier_group() {
    let case = case(&format!("petition: expungement\n{}", MATTER.split("arrest:").next().unwrap()));
    let (fields, law, as_of) = (&catalog().fields, &catalog().law, day("2026-11-20"));
    let matter = Matter { case: &case, fields, law, as_of };
    let found = survey(&matter, &catalog().petitions.values().collect::<Vec<_>>());
    let pleadable: Vec<bool> =
        found.iter().map(|one| one.determination.outcome.pleadable()).collect();
    assert!(pleadable.windows(2).all(|pair| pair[0] >= pair[1]), "open roads come first");
}

#[test]
fn a_faulty_file_is_answered_by_its_faults_alone() {
    of_text("petitioner: { name: Ana Reyes }\nno_such_fact: 1\n", |surveyed| {
        assert!(surveyed.faulty);
        assert!(surveyed.findings.is_empty());
    });
}

#[test]
fn what_the_file_does_not_speak_of_is_silence_whatever_the_person_has_left_out() {
    let convictions = MATTER.split("arrest:").next().unwrap().replace(", born_on: 1990-02-03", "");
    of_text(&convictions, |surveyed| {
        let of_arrests = surveyed.findings.iter().filter(|one| {
            ["seal-minor-arrest", "seal-arrest", "seal-and-destroy"]
                .contains(&one.petition.id.as_str())
        });
        for one in of_arrests {
            assert!(one.silent.is_some(), "{} {}", one.petition.id, one.relief.id);
        }
        let dismissal = position(&surveyed.findings, "expungement", "after-probation");
        assert!(surveyed.findings[dismissal].silent.is_none(), "`now` is a question, no silence");
    });
}
