//! Each relief of a petition decided for each unit, the one to plead chosen, and what to say where there is none.

use crate::case::Fact;
use crate::catalog::petition::{Family, Ground, Petition, Relief};
use crate::check::asking;
use crate::check::condition::{Inquiry, all, any, missing_of};
use crate::check::determination::{Determination, Outcome, Reason, Truth, paths};
use crate::check::predicates;
use crate::check::refusal::{self, NO_GROUND};
use crate::diagnostic::Diagnostic;
use crate::source::FieldPath;

/// Every family, unit and relief of the petition, decided; the pleaded ones are marked.
pub fn decide_all(inquiry: &Inquiry<'_>) -> (Vec<Determination>, Vec<Diagnostic>) {
    let mut groups: Vec<(&Family, Vec<Determination>)> = Vec::new();
    let mut diagnostics = Vec::new();
    for family in &inquiry.petition.families {
        let units = match units_of(inquiry, &family.unit) {
            Ok(units) => units,
            Err(list) => {
                diagnostics.push(no_units(&list));
                continue;
            }
        };
        for unit in units.into_iter().filter(|unit| asked(inquiry, family, unit)) {
            let mut here: Vec<_> =
                family.reliefs.iter().map(|one| decide(inquiry, family, one, &unit)).collect();
            if let Some(index) = choose(&here) {
                here[index].pleaded = true;
            }
            groups.push((family, here));
        }
    }
    for (index, (family, here)) in groups.iter().enumerate() {
        if here.iter().all(|one| !one.pleaded) {
            let mut others = groups.iter().enumerate().filter(|(other, _)| *other != index);
            let rest = others.any(|(_, (_, other))| other.iter().any(may_be_asked));
            diagnostics.extend(refusal::say(inquiry, family, here, rest));
        }
    }
    if groups.is_empty() && diagnostics.is_empty() {
        diagnostics.push(asking::nothing_asked(inquiry));
    }
    let decided = groups.into_iter().flat_map(|(_, here)| here).collect();
    (decided, merge(diagnostics))
}

/// Whether a relief is pleaded, or could be once a missing fact is given.
fn may_be_asked(one: &Determination) -> bool {
    one.pleaded || matches!(one.outcome, Outcome::Undetermined { .. })
}

/// The units that a pattern names; the whole case for an empty one.
pub fn units_of(inquiry: &Inquiry<'_>, pattern: &str) -> Result<Vec<FieldPath>, FieldPath> {
    if pattern.is_empty() {
        return Ok(vec![FieldPath::root()]);
    }
    inquiry.units(&FieldPath::root(), pattern)
}

fn no_units(list: &FieldPath) -> Diagnostic {
    Diagnostic::error("undetermined", format!("nothing can be decided without `{list}`"))
        .at_field(list, "")
        .help(format!("give `{list}`"))
        .asks(std::slice::from_ref(list))
}

/// Whether a family is asked for at all in a unit.
pub fn asked(inquiry: &Inquiry<'_>, family: &Family, unit: &FieldPath) -> bool {
    let asked = family.asked_when.as_ref().map(|when| inquiry.evaluate_strictly(unit, when).truth);
    asked.is_none_or(|truth| truth == Truth::True)
}

/// One relief for one unit; what is required is not looked at where the relief does not fit the case.
pub fn decide(
    inquiry: &Inquiry<'_>,
    family: &Family,
    relief: &Relief,
    unit: &FieldPath,
) -> Determination {
    let strictly = relief.applies.iter().map(|one| inquiry.evaluate_strictly(unit, one)).collect();
    let applies = Reason { says: "the relief fits the case".to_owned(), ..all(strictly) };
    let mut determination = Determination {
        family: family.id.clone(),
        relief: relief.id.clone(),
        unit: unit.clone(),
        outcome: Outcome::NotApplicable { instead: instead_of(&applies) },
        grounds: Vec::new(),
        reason: Reason::new(Truth::False, relief.title.clone()),
        overridden: None,
        pleaded: false,
    };
    determination.reason.provision = Some(relief.provision.clone());
    if applies.truth == Truth::False {
        determination.reason.children = vec![applies];
        return determination;
    }
    let demands = relief.requires.iter().map(|one| inquiry.evaluate(unit, one)).collect();
    let requires = Reason { says: "what the law requires".to_owned(), ..all(demands) };
    let grounds = grounds(inquiry, relief, unit);
    let held = relief.grounds.iter().zip(&grounds.children);
    let held: Vec<&Ground> =
        held.filter(|(_, reason)| reason.truth == Truth::True).map(|(ground, _)| ground).collect();
    let of_right = held.iter().any(|ground| ground.of_right);
    determination.grounds = held.iter().map(|ground| ground.id.clone()).collect();
    determination.outcome = outcome(&applies, &requires, &grounds, of_right);
    determination.reason.truth = match &determination.outcome {
        Outcome::Undetermined { missing } => {
            determination.reason.missing = missing.clone();
            Truth::Unknown
        }
        outcome => Truth::from(outcome.pleadable()),
    };
    determination.reason.children = vec![applies, requires, grounds];
    determination.overridden = override_of(&determination.reason);
    determination
}

fn grounds(inquiry: &Inquiry<'_>, relief: &Relief, unit: &FieldPath) -> Reason {
    let read = |ground: &Ground| {
        let when = ground.when.iter().map(|one| inquiry.evaluate_strictly(unit, one)).collect();
        let mut reason = all(when);
        reason.says = ground.says.clone();
        reason.code = Some(NO_GROUND.to_owned());
        reason.provision = Some(ground.provision.clone());
        reason
    };
    let reasons = relief.grounds.iter().map(read).collect();
    Reason { says: "a ground for it".to_owned(), ..any(reasons) }
}

/// The relief or petition that the first failing condition points to.
fn instead_of(applies: &Reason) -> Option<String> {
    let mut instead = None;
    applies.each(&mut |one| {
        if one.truth == Truth::False && instead.is_none() {
            instead = one.instead.clone();
        }
    });
    instead
}

fn override_of(reason: &Reason) -> Option<String> {
    let mut found = None;
    reason.each(&mut |one| found = found.take().or_else(|| one.overridden.clone()));
    found
}

/// What follows from whether the relief fits, what it requires and its grounds.
pub fn outcome(applies: &Reason, requires: &Reason, grounds: &Reason, of_right: bool) -> Outcome {
    match applies.truth {
        Truth::False => return Outcome::NotApplicable { instead: instead_of(applies) },
        Truth::Unknown => {
            return Outcome::Undetermined { missing: applies.missing.clone() };
        }
        Truth::True => {}
    }
    // An excuse answers the lateness alone: what else is unknown stays to be asked.
    let open = missing_of(&requires.children);
    let late = match (requires.truth, requires.met_on, requires.late_since) {
        (Truth::False, Some(day), _) => return Outcome::NotYet(day),
        (Truth::False, None, Some(_)) if requires.cured && !open.is_empty() => {
            return Outcome::Undetermined { missing: open };
        }
        (Truth::False, None, Some(since)) if requires.cured => Some(since),
        (Truth::False, None, Some(since)) => {
            return Outcome::Late { since, cured: false };
        }
        (Truth::False, None, None) => return Outcome::Barred,
        (Truth::Unknown, _, _) => {
            return Outcome::Undetermined { missing: requires.missing.clone() };
        }
        (Truth::True, _, _) => None,
    };
    match (grounds.truth, grounds.met_on, late) {
        (Truth::Unknown, _, _) => Outcome::Undetermined { missing: grounds.missing.clone() },
        (Truth::False, Some(day), _) => Outcome::NotYet(day),
        (Truth::False, None, _) => Outcome::Barred,
        (Truth::True, _, Some(since)) => Outcome::Late { since, cured: true },
        (Truth::True, _, None) if of_right => Outcome::Entitled,
        (Truth::True, _, None) => Outcome::Discretionary,
    }
}

/// Which of the reliefs decided for one unit is pleaded: of right, then in discretion, then late but excused.
fn choose(here: &[Determination]) -> Option<usize> {
    let rank = |outcome: &Outcome| match outcome {
        Outcome::Entitled => Some(0),
        Outcome::Discretionary => Some(1),
        Outcome::Late { cured: true, .. } => Some(2),
        _ => None,
    };
    let ranked =
        here.iter().enumerate().filter_map(|(index, one)| Some((rank(&one.outcome)?, index)));
    ranked.min().map(|(_, index)| index)
}

/// One message for what fails alike at the same place, whichever unit or requirement it came from.
fn merge(diagnostics: Vec<Diagnostic>) -> Vec<Diagnostic> {
    let mut out: Vec<Diagnostic> = Vec::new();
    for one in diagnostics {
        let same = |other: &Diagnostic| {
            other.code == one.code && other.what == one.what && other.places == one.places
        };
        if !out.iter().any(same) {
            out.push(one);
        }
    }
    out
}

/// Warnings that the determinations give rise to: overrides, those that match nothing, and unconfirmed rows.
pub fn remarks(inquiry: &Inquiry<'_>, decided: &[Determination]) -> Vec<Diagnostic> {
    let mut out = Vec::new();
    let (mut used, mut rows) = (Vec::new(), Vec::new());
    // A road that does not fit decided nothing where another one is taken.
    let taken = |one: &Determination| {
        let alike = |other: &&Determination| other.family == one.family && other.unit == one.unit;
        decided.iter().filter(alike).any(|other| other.pleaded)
    };
    let idle =
        |one: &Determination| matches!(one.outcome, Outcome::NotApplicable { .. }) && taken(one);
    for one in decided.iter().filter(|one| !idle(one)) {
        one.reason.each(&mut |reason| {
            if let (Some(_), Some(code)) = (&reason.overridden, &reason.code) {
                used.push(code.clone());
            }
        });
        one.reason.each_deciding(&mut |reason| rows.extend(reason.unconfirmed.iter().cloned()));
    }
    for (code, why, place) in inquiry.overrides() {
        let out_of = used.contains(&code);
        out.push(match out_of {
            true => Diagnostic::warning(
                "overridden",
                format!("the bar `{code}` is overridden: {why}"),
            )
            .at_field(&place, "")
            .why("the papers go ahead on the attorney's reason, which the guide sheet prints"),
            false => Diagnostic::warning(
                "unused-override",
                format!("no requirement fails with the code `{code}`"),
            )
            .at_field(&place, "")
            .help("take the override out, or name the code of the bar that it answers"),
        });
    }
    for (row, at) in rows {
        let warning = Diagnostic::warning(
            "unconfirmed-offense",
            format!("our entry for {row} is not confirmed"),
        )
        .at_field(&at, "")
        .why("a requirement was decided by it")
        .help("read the section, and check the result before filing");
        if !out.contains(&warning) {
            out.push(warning);
        }
    }
    out.extend(stronger(inquiry, decided));
    out
}

/// Where relief is asked in discretion and a missing fact could make it a matter of right.
fn stronger(inquiry: &Inquiry<'_>, decided: &[Determination]) -> Vec<Diagnostic> {
    let weak = decided.iter().filter(|one| one.pleaded && one.outcome == Outcome::Discretionary);
    let mut out = Vec::new();
    for one in weak {
        let Some(relief) = relief_of(inquiry.petition, one) else {
            continue;
        };
        let Some(grounds) = one.reason.children.get(2) else {
            continue;
        };
        let open = relief.grounds.iter().zip(&grounds.children);
        for (ground, reason) in
            open.filter(|(ground, reason)| ground.of_right && reason.truth == Truth::Unknown)
        {
            let Some(at) = reason.missing.first() else {
                continue;
            };
            let what = format!("{} may be of right, if {}", relief.title, ground.says);
            let help = format!("give {}", paths(&reason.missing));
            let warning = Diagnostic::warning("stronger-ground", what).at_field(at, "");
            out.push(warning.help(help).asks(&reason.missing));
        }
    }
    out
}

/// The relief that a determination decides.
pub fn relief_of<'a>(petition: &'a Petition, one: &Determination) -> Option<&'a Relief> {
    let family = petition.families.iter().find(|family| family.id == one.family)?;
    family.reliefs.iter().find(|relief| relief.id == one.relief)
}

/// The warnings that the petition file states as data.
pub fn cautions(inquiry: &Inquiry<'_>) -> Vec<Diagnostic> {
    let mut out = Vec::new();
    for caution in &inquiry.petition.cautions {
        for unit in units_of(inquiry, &caution.unit).unwrap_or_default() {
            let when: Vec<_> =
                caution.when.iter().map(|one| inquiry.evaluate_strictly(&unit, one)).collect();
            if all(when).truth != Truth::True {
                continue;
            }
            // A day that does not come out has nothing to warn of: the caution says its words with the day or not at all.
            let fill = |text: &String| filled(inquiry, &unit, text);
            let Some(says) = fill(&caution.says) else { continue };
            let mut warning = Diagnostic::warning(&caution.code, says)
                .at_field(&inquiry.resolve(&unit, &caution.at), "");
            warning.why = caution.why.as_ref().and_then(fill);
            warning.help = caution.help.as_ref().and_then(fill);
            warning.cites = inquiry.book().cite(&caution.provision);
            out.push(warning);
        }
    }
    merge(out)
}

/// A text of the petition file with the facts named in braces put in; nothing where one of them is not known.
fn filled(inquiry: &Inquiry<'_>, unit: &FieldPath, text: &str) -> Option<String> {
    let mut out = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('{') {
        let Some((path, behind)) = after.split_once('}') else {
            break;
        };
        out.push_str(before);
        let fact: Option<Fact> = inquiry.find(unit, path).fact;
        out.push_str(&fact.as_ref().and_then(predicates::words)?);
        rest = behind;
    }
    Some(out + rest)
}
