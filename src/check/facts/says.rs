//! Facts that contradict one another in words.

use super::{Facts, at, below};
use crate::diagnostic::Diagnostic;

/// Facts that exist only where charges were filed.
const ONLY_IF_FILED: &[&str] =
    &["charges.filed_on", "charges.disposition", "charges.disposition_on", "charges.trial_judge"];

pub(super) fn uncharged_with_charges(facts: &Facts<'_>) -> Vec<Diagnostic> {
    let filed = at("charges.filed");
    if facts.flag(&filed) != Some(false) {
        return Vec::new();
    }
    let stated = ONLY_IF_FILED.iter().map(|path| at(path)).filter(|path| facts.get(path).is_some());
    stated
        .map(|path| {
            let what = format!("no charges were filed, yet `{path}` is stated");
            Diagnostic::error("uncharged-with-charges", what)
                .at_field(&path, "this needs charges")
                .at_field(&filed, "none were filed")
                .help("correct `filed`, or delete the other fact")
        })
        .collect()
}

pub(super) fn answer_without_answer(facts: &Facts<'_>) -> Vec<Diagnostic> {
    let who = ["agency", "prosecutor"];
    let pairs = who.map(|who| {
        (
            at(&format!("agency_petition.{who}_answer")),
            at(&format!("agency_petition.{who}_answer_on")),
        )
    });
    let contradicted = pairs
        .iter()
        .filter(|(answer, on)| facts.text(answer) == Some("none") && facts.get(on).is_some());
    contradicted
        .map(|(answer, on)| {
            Diagnostic::error(
                "answer-without-answer",
                format!("`{on}` dates an answer that did not come"),
            )
            .at_field(on, "")
            .at_field(answer, "no answer")
            .help("say what the answer was, or delete its day")
        })
        .collect()
}

pub(super) fn convicted_or_not(facts: &Facts<'_>) -> Vec<Diagnostic> {
    let (disposition, any) = (at("charges.disposition"), at("charges.convicted_of_any"));
    if facts.text(&disposition) != Some("convicted") || facts.flag(&any) != Some(false) {
        return Vec::new();
    }
    vec![
        Diagnostic::error(
            "convicted-or-not",
            "the case ended in a conviction, yet no charge of it did",
        )
        .at_field(&any, "no conviction")
        .at_field(&disposition, "a conviction")
        .help("compare both with the court's docket"),
    ]
}

pub(super) fn probation_or_not(facts: &Facts<'_>) -> Vec<Diagnostic> {
    let without = facts.convictions().into_iter().filter_map(|conviction| {
        let kind = below(&conviction, "sentence.kind");
        let granted = below(&conviction, "sentence.granted");
        let contradicted =
            facts.text(&kind) == Some("no probation") && facts.get(&granted).is_some();
        contradicted.then(|| {
            Diagnostic::error(
                "probation-or-not",
                format!("`{conviction}`: probation was granted, yet the sentence is without"),
            )
            .at_field(&granted, "granted here")
            .at_field(&kind, "no probation")
            .help("write `kind: probation`, or delete the day of the grant")
        })
    });
    without.collect()
}

pub(super) fn probation_still_running(facts: &Facts<'_>) -> Vec<Diagnostic> {
    let today = at("now.on_probation");
    if facts.flag(&today) != Some(false) {
        return Vec::new();
    }
    let running = facts.convictions().into_iter().filter_map(|conviction| {
        let probation = facts.text(&below(&conviction, "sentence.kind")) == Some("probation");
        let ended = facts.day(&below(&conviction, "sentence.ended"))?;
        (probation && ended.date > facts.as_of).then(|| {
            let what = format!("`{conviction}`: probation ends after the day of this run, yet `now` says there is none");
            Diagnostic::warning("probation-still-running", what)
                .at_field(&today, "not on probation")
                .at_field(&ended.at, "ends here")
                .help("correct one of them; where probation ended early, state the day it ended")
        })
    });
    running.collect()
}
