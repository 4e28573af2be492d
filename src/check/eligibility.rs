//! Each relief of a petition decided for each unit, the one to plead chosen, and what to say where there is none.

use crate::case::Fact;
use crate::catalog::petition::{Family, Petition, Relief};
use crate::check::condition::{Inquiry, all, any};
use crate::check::determination::{Determination, Outcome, Reason, Truth, paths};
use crate::check::predicates;
use crate::diagnostic::Diagnostic;
use crate::source::FieldPath;

/// Every family, unit and relief of the petition, decided; the pleaded ones are marked.
pub fn decide_all(inquiry: &Inquiry<'_>) -> (Vec<Determination>, Vec<Diagnostic>) {
    let mut decided = Vec::new();
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
            match choose(&here) {
                Some(index) => here[index].pleaded = true,
                None => diagnostics.extend(refusal(inquiry, family, &here)),
            }
            decided.extend(here);
        }
    }
    (decided, merge(diagnostics))
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
}

fn asked(inquiry: &Inquiry<'_>, family: &Family, unit: &FieldPath) -> bool {
    let asked = family.asked_when.as_ref().map(|when| inquiry.evaluate_strictly(unit, when).truth);
    asked.is_none_or(|truth| truth == Truth::True)
}

/// One relief for one unit.
pub fn decide(
    inquiry: &Inquiry<'_>,
    family: &Family,
    relief: &Relief,
    unit: &FieldPath,
) -> Determination {
    let strictly = relief.applies.iter().map(|one| inquiry.evaluate_strictly(unit, one)).collect();
    let applies = Reason { says: "the relief fits the case".to_owned(), ..all(strictly) };
    let demands = relief.requires.iter().map(|one| inquiry.evaluate(unit, one)).collect();
    let requires = Reason { says: "what the law requires".to_owned(), ..all(demands) };
    let mut held = Vec::new();
    let mut of_right = false;
    let mut grounds = Vec::new();
    for ground in &relief.grounds {
        let when = ground.when.iter().map(|one| inquiry.evaluate_strictly(unit, one)).collect();
        let mut reason = all(when);
        reason.says = ground.says.clone();
        reason.code = Some("no-ground".to_owned());
        reason.provision = Some(ground.provision.clone());
        if reason.truth == Truth::True {
            held.push(ground.id.clone());
            of_right |= ground.of_right;
        }
        grounds.push(reason);
    }
    let grounds = Reason { says: "a ground for it".to_owned(), ..any(grounds) };
    let outcome = outcome(&applies, &requires, &grounds, of_right);
    let truth = Truth::from(outcome.pleadable());
    let undetermined = matches!(outcome, Outcome::Undetermined { .. });
    let mut reason =
        Reason::new(if undetermined { Truth::Unknown } else { truth }, relief.title.clone());
    reason.provision = Some(relief.provision.clone());
    if let Outcome::Undetermined { missing } = &outcome {
        reason.missing = missing.clone();
    }
    let n_applies = applies.truth;
    reason.children =
        if n_applies == Truth::False { vec![applies] } else { vec![applies, requires, grounds] };
    let overridden = override_of(&reason);
    Determination {
        family: family.id.clone(),
        relief: relief.id.clone(),
        unit: unit.clone(),
        outcome,
        grounds: held,
        reason,
        overridden,
        pleaded: false,
    }
}

fn override_of(reason: &Reason) -> Option<String> {
    let mut found = None;
    reason.each(&mut |one| found = found.take().or_else(|| one.overridden.clone()));
    found
}

fn outcome(applies: &Reason, requires: &Reason, grounds: &Reason, of_right: bool) -> Outcome {
    match applies.truth {
        Truth::False => {
            let mut instead = None;
            applies.each(&mut |one| {
                if one.truth == Truth::False && instead.is_none() {
                    instead = one.instead.clone();
                }
            });
            return Outcome::NotApplicable { instead };
        }
        Truth::Unknown => {
            return Outcome::Undetermined { missing: applies.missing.clone() };
        }
        Truth::True => {}
    }
    let late = match (requires.truth, requires.met_on, requires.late_since) {
        (Truth::False, Some(day), _) => return Outcome::NotYet(day),
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

/// Why nothing can be pleaded for a unit: the relief that comes nearest speaks.
fn refusal(inquiry: &Inquiry<'_>, family: &Family, here: &[Determination]) -> Option<Diagnostic> {
    let rank = |outcome: &Outcome| match outcome {
        Outcome::NotYet(_) => 0,
        Outcome::Late { .. } => 1,
        Outcome::Undetermined { .. } => 2,
        Outcome::Barred => 3,
        _ => 4,
    };
    let nearest = end_of_road(here, here.iter().min_by_key(|one| rank(&one.outcome))?);
    let relief = family.reliefs.iter().find(|relief| relief.id == nearest.relief)?;
    Some(Refusal { inquiry, relief, nearest }.diagnostic())
}

/// Where the wrong road points to another of the family that does not fit either, that one; it knows better why.
fn end_of_road<'a>(here: &'a [Determination], first: &'a Determination) -> &'a Determination {
    let mut at = first;
    for _ in here {
        let Outcome::NotApplicable { instead: Some(other) } = &at.outcome else { break };
        let Some(next) = here.iter().find(|one| one.relief == *other) else { break };
        at = next;
    }
    at
}

struct Refusal<'a> {
    inquiry: &'a Inquiry<'a>,
    relief: &'a Relief,
    nearest: &'a Determination,
}

impl Refusal<'_> {
    fn diagnostic(&self) -> Diagnostic {
        let title = &self.relief.title;
        let unknown = matches!(self.nearest.outcome, Outcome::Undetermined { .. });
        let leaf = self.leaf(if unknown { Truth::Unknown } else { Truth::False });
        let code = leaf.code.as_deref();
        let what = match &self.nearest.outcome {
            Outcome::NotYet(day) => format!("{title} is asked too early: it can be had from {day}"),
            Outcome::Late { since, .. } => {
                format!("{title} is asked too late: the last day was {since}")
            }
            Outcome::Undetermined { missing } => {
                format!("{title} cannot be decided without {}", paths(missing))
            }
            Outcome::NotApplicable { .. } => {
                format!("{title} does not fit: it is for a case where {}", leaf.says)
            }
            _ => format!("{title} is barred: it requires that {}", leaf.says),
        };
        let code = match &self.nearest.outcome {
            Outcome::Undetermined { .. } => "undetermined",
            Outcome::NotYet(_) => code.unwrap_or("too-early"),
            Outcome::Late { .. } => code.unwrap_or("too-late"),
            Outcome::NotApplicable { .. } => code.unwrap_or("no-relief"),
            _ => code.unwrap_or("barred"),
        };
        let mut out = Diagnostic::error(code, what);
        for place in self.places(leaf) {
            out = out.at_field(&place, "");
        }
        if let Some(why) = self.why(leaf) {
            out = out.why(why);
        }
        if let Some(help) = self.help(leaf) {
            out = out.help(help);
        }
        let provision = leaf.provision.as_deref().unwrap_or(&self.relief.provision);
        match self.inquiry.book().cite(provision) {
            Some(citation) => out.cites(citation),
            None => out,
        }
    }

    /// The node to speak of: the first one with a code that decides, else the first that decides at all.
    fn leaf(&self, truth: Truth) -> &Reason {
        let reason = &self.nearest.reason;
        let deciding = reason.children.iter().filter(|child| child.truth == truth);
        let hard = deciding.clone().find_map(|child| self.decisive(child, truth));
        hard.or_else(|| deciding.clone().next()).unwrap_or(reason)
    }

    /// Among what fails, what fails for the reason that the outcome names.
    fn decisive<'b>(&self, reason: &'b Reason, truth: Truth) -> Option<&'b Reason> {
        let fits = |one: &Reason| match &self.nearest.outcome {
            Outcome::Barred => one.met_on.is_none() && one.late_since.is_none(),
            Outcome::NotYet(day) => one.met_on == Some(*day),
            Outcome::Late { .. } => one.late_since.is_some(),
            _ => true,
        };
        let candidates = reason.children.iter().filter(|child| child.truth == truth && fits(child));
        candidates
            .clone()
            .find_map(|child| child.first_failure(truth))
            .or_else(|| candidates.clone().next())
    }

    fn places(&self, leaf: &Reason) -> Vec<FieldPath> {
        match &self.nearest.outcome {
            Outcome::Undetermined { missing } => missing.clone(),
            _ => vec![leaf.at.clone().unwrap_or_else(|| self.nearest.unit.clone())],
        }
    }

    fn why(&self, leaf: &Reason) -> Option<String> {
        let found = found_below(leaf);
        match (&self.nearest.outcome, found) {
            (Outcome::Undetermined { .. }, Some(found)) => {
                Some(format!("it turns on whether {}: {found}", leaf.says))
            }
            (Outcome::Undetermined { .. }, None) => {
                Some(format!("it turns on whether {}", leaf.says))
            }
            (Outcome::NotYet(_) | Outcome::Late { .. }, Some(found)) => {
                Some(format!("it requires that {}; {found}", leaf.says))
            }
            (_, found) => found,
        }
    }

    fn help(&self, leaf: &Reason) -> Option<String> {
        let stated = leaf.help.clone();
        match &self.nearest.outcome {
            Outcome::Undetermined { missing } => {
                let given = missing.iter().all(|path| self.inquiry.case.get(path).is_some());
                match (given, &leaf.code) {
                    (true, Some(code)) => stated.or_else(|| {
                        Some(format!("an attorney can state under `overrides` why it holds, with the code `{code}`"))
                    }),
                    _ => stated.or_else(|| Some(format!("give {}", paths(missing)))),
                }
            }
            Outcome::NotYet(day) => stated.or_else(|| Some(format!("file on or after {day}"))),
            Outcome::NotApplicable { instead: Some(other) } => {
                stated.or_else(|| Some(format!("see `{other}`")))
            }
            _ => stated.or_else(|| leaf.instead.as_ref().map(|other| format!("see `{other}`"))),
        }
    }
}

/// What the case shows, at the node or at the first below it that decides.
fn found_below(reason: &Reason) -> Option<String> {
    let below = || reason.children.iter().find_map(found_below);
    reason.found.clone().or_else(below)
}

/// One message for several units that fail alike at the same place.
fn merge(diagnostics: Vec<Diagnostic>) -> Vec<Diagnostic> {
    let mut out: Vec<Diagnostic> = Vec::new();
    for one in diagnostics {
        if !out.contains(&one) {
            out.push(one);
        }
    }
    out
}

/// Warnings that the determinations give rise to: overrides, those that match nothing, and unconfirmed rows.
pub fn remarks(inquiry: &Inquiry<'_>, decided: &[Determination]) -> Vec<Diagnostic> {
    let mut out = Vec::new();
    let (mut used, mut rows) = (Vec::new(), Vec::new());
    for one in decided.iter().filter(|one| !matches!(one.outcome, Outcome::NotApplicable { .. })) {
        one.reason.each(&mut |reason| {
            if let (Some(_), Some(code)) = (&reason.overridden, &reason.code) {
                used.push(code.clone());
            }
            rows.extend(reason.unconfirmed.iter().cloned());
        });
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
            out.push(Diagnostic::warning("stronger-ground", what).at_field(at, "").help(help));
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
            let fill = |text: &String| filled(inquiry, &unit, text);
            let mut warning = Diagnostic::warning(&caution.code, fill(&caution.says))
                .at_field(&inquiry.resolve(&unit, &caution.at), "");
            warning.why = caution.why.as_ref().map(fill);
            warning.help = caution.help.as_ref().map(fill);
            warning.cites = inquiry.book().cite(&caution.provision);
            out.push(warning);
        }
    }
    merge(out)
}

/// A text of the petition file with the facts named in braces put in.
fn filled(inquiry: &Inquiry<'_>, unit: &FieldPath, text: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('{') {
        let Some((path, behind)) = after.split_once('}') else {
            break;
        };
        out.push_str(before);
        let fact: Option<Fact> = inquiry.find(unit, path).fact;
        out.push_str(
            &fact.as_ref().and_then(predicates::words).unwrap_or_else(|| format!("`{path}`")),
        );
        rest = behind;
    }
    out + rest
}
