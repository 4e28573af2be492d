//! Other petitions on the facts of the case: those that reach further, and what is open where this one is refused.

use serde_json::{Value, json};

use super::matter::Matter;
use super::view::Registry;
use crate::check::determination::Outcome;
use crate::check::determine;
use crate::check::survey;
use crate::check::wanted;
use crate::diagnostic::words::long_date;
use crate::law::CiteForm;

/// Adds `elsewhere`, what other petitions could ask for now or later: only where this one is refused, and ends there.
pub fn instead(matter: &Matter<'_>, view: &mut Value, registry: &mut Registry) {
    let law = &matter.catalog.law;
    let found = match matter.refused {
        true => {
            let all: Vec<_> = matter.catalog.petitions.values().collect();
            let (case, as_of) = (matter.case, matter.as_of);
            survey::survey(
                &survey::Matter { case, fields: &matter.catalog.fields, law, as_of },
                &all,
            )
        }
        false => Vec::new(),
    };
    let mut open: Vec<Value> = Vec::new();
    let mut said = Vec::new();
    for one in found.iter().filter(|one| one.petition.id != matter.petition.id) {
        let outcome = &one.determination.outcome;
        let later = matches!(outcome, Outcome::NotYet(_));
        let perhaps = matches!(outcome, Outcome::Undetermined { .. }) && one.silent.is_none();
        let said_so = if perhaps {
            "perhaps; it turns on more facts".to_owned()
        } else {
            outcome.to_string()
        };
        let words = (&one.petition.id, &one.relief.id, said_so);
        if !(outcome.pleadable() || later || perhaps) || said.contains(&words) {
            continue;
        }
        let cite = law.cite(&one.relief.provision, CiteForm::Short).unwrap_or_default();
        open.push(json!({
            "petition": one.petition.id,
            "title": registry.made(&one.relief.title),
            "cite": registry.made(&cite),
            "outcome_text": registry.made(&words.2),
            "until": one.until.map(|day| registry.made(&long_date(day))),
        }));
        said.push(words);
    }
    view["elsewhere"] = Value::Array(open);
}

/// Adds `stronger`: those that the petition file names and that are not closed on these facts.
pub fn describe(matter: &Matter<'_>, view: &mut Value, registry: &mut Registry) {
    let mut open = Vec::new();
    let inquiry = matter.inquiry();
    let reaching = matter.petition.stronger.iter();
    for one in reaching.filter(|one| wanted(&inquiry, one.when.as_ref())) {
        let Some(petition) = matter.catalog.petitions.get(&one.petition) else { continue };
        let (decided, _) = determine(matter.case, petition, &matter.catalog.law, matter.as_of);
        let is_open = decided.iter().any(|one| one.outcome.pleadable());
        let undetermined =
            decided.iter().any(|one| matches!(one.outcome, Outcome::Undetermined { .. }));
        if !is_open && !undetermined {
            continue;
        }
        let cite = matter.catalog.law.cite(&one.provision, CiteForm::Short).unwrap_or_default();
        open.push(json!({
            "id": petition.id,
            "title": registry.made(&petition.title),
            "says": registry.made(&one.says),
            "cite": registry.made(&cite),
            "undetermined": !is_open,
        }));
    }
    view["stronger"] = Value::Array(open);
}
