//! What the papers plead, as templates see it: by unit, by relief, and in a list.

use serde_json::{Map, Value, json};

use super::matter::{Matter, path, text};
use super::view::{self, Registry};
use crate::case::Fact;
use crate::catalog::petition::Relief;
use crate::check::determination::{Determination, Outcome};
use crate::law::CiteForm;

/// Adds the pleaded relief to each unit, and `reliefs`, `pleaded`, `advisements`, `determinations`,
/// `overrides` and the counts at the top.
pub fn describe(matter: &Matter<'_>, view: &mut Value, registry: &mut Registry) {
    let pleaded: Vec<(&Determination, &Relief)> = matter
        .decided
        .iter()
        .filter(|one| one.pleaded)
        .filter_map(|one| Some((one, relief_of(matter, one)?)))
        .collect();
    for (one, relief) in &pleaded {
        let value = described(matter, one, relief, registry);
        if let Some(Value::Object(unit)) = view::at(view, &one.unit) {
            unit.insert(one.family.clone(), value);
        }
    }
    view["reliefs"] = pleaded
        .iter()
        .map(|(one, _)| (one.relief.replace('-', "_"), Value::Bool(true)))
        .collect::<Map<_, _>>()
        .into();
    view["pleaded"] = listed(matter, &pleaded, registry);
    view["advisements"] = all_advisements(matter, &pleaded, registry);
    let discretionary =
        pleaded.iter().any(|(one, relief)| !of_right(one, relief) || is_late(&one.outcome));
    view["any_discretionary"] = Value::Bool(discretionary);
    view["determinations"] =
        matter.decided.iter().filter_map(|one| determination(matter, one, registry)).collect();
    view["overrides"] = overrides(matter, registry);
    counts(matter, view);
}

fn relief_of<'a>(matter: &Matter<'a>, one: &Determination) -> Option<&'a Relief> {
    let families = matter.petition.families.iter().filter(|family| family.id == one.family);
    families.flat_map(|family| &family.reliefs).find(|relief| relief.id == one.relief)
}

fn is_late(outcome: &Outcome) -> bool {
    matches!(outcome, Outcome::Late { .. })
}

/// Whether a ground that holds binds the court.
fn of_right(one: &Determination, relief: &Relief) -> bool {
    relief.grounds.iter().any(|ground| ground.of_right && one.grounds.contains(&ground.id))
}

fn described(
    matter: &Matter<'_>,
    one: &Determination,
    relief: &Relief,
    registry: &mut Registry,
) -> Value {
    let cite = |form| matter.catalog.law.cite(&relief.provision, form).unwrap_or_default();
    json!({
        "id": one.relief,
        "outcome": one.outcome.word(),
        "of_right": of_right(one, relief),
        "late": is_late(&one.outcome),
        "grounds": one.grounds,
        "title": registry.made(&relief.title),
        "provision": relief.provision,
        "cite": registry.made(&cite(CiteForm::Short)),
        "cite_long": registry.made(&cite(CiteForm::Long)),
        "overridden": one.overridden.is_some(),
        "advisements": advisements(matter, &relief.provision, registry),
    })
}

fn advisements(matter: &Matter<'_>, provision: &str, registry: &mut Registry) -> Value {
    let lines = matter.catalog.law.advisements(provision);
    let party = matter.petition.party.to_lowercase();
    lines
        .iter()
        .map(|line| {
            let cite = matter.catalog.law.cite(&line.provision, CiteForm::Short);
            json!({
                "key": line.key,
                "provision": line.provision,
                "text": registry.made(&line.text.replace("{party}", &party)),
                "cite": registry.made(&cite.unwrap_or_default()),
            })
        })
        .collect()
}

/// The advisements of every section pleaded, each once.
fn all_advisements(
    matter: &Matter<'_>,
    pleaded: &[(&Determination, &Relief)],
    registry: &mut Registry,
) -> Value {
    let mut seen: Vec<&str> = Vec::new();
    let mut all = Vec::new();
    for (_, relief) in pleaded {
        if seen.contains(&relief.provision.as_str()) {
            continue;
        }
        seen.push(&relief.provision);
        if let Value::Array(lines) = advisements(matter, &relief.provision, registry) {
            all.extend(lines);
        }
    }
    Value::Array(all)
}

/// The reliefs pleaded, each once, with how many units it is asked for.
fn listed(
    matter: &Matter<'_>,
    pleaded: &[(&Determination, &Relief)],
    registry: &mut Registry,
) -> Value {
    let mut out: Vec<Value> = Vec::new();
    for (one, relief) in pleaded {
        let known = out.iter_mut().find(|listed| listed["id"] == one.relief.as_str());
        if let Some(known) = known {
            known["n_units"] = json!(known["n_units"].as_u64().unwrap_or(0) + 1);
            continue;
        }
        let mut value = described(matter, one, relief, registry);
        value["family"] = json!(one.family);
        value["n_units"] = json!(1);
        out.push(value);
    }
    Value::Array(out)
}

/// One determination for the guide sheet; roads that do not apply are left out.
fn determination(
    matter: &Matter<'_>,
    one: &Determination,
    registry: &mut Registry,
) -> Option<Value> {
    if matches!(one.outcome, Outcome::NotApplicable { .. }) {
        return None;
    }
    let relief = relief_of(matter, one)?;
    let cite = matter.catalog.law.cite(&relief.provision, CiteForm::Short).unwrap_or_default();
    let mut value = json!({
        "relief_title": registry.made(&relief.title),
        "outcome": one.outcome.word(),
        "outcome_text": registry.made(&one.outcome.to_string()),
        "pleaded": one.pleaded,
        "cite": registry.made(&cite),
    });
    if let Some(label) = unit_label(matter, one) {
        value["unit_label"] = registry.made(&label);
    }
    Some(value)
}

/// The statute of an offense, where the unit is one.
fn unit_label(matter: &Matter<'_>, one: &Determination) -> Option<String> {
    let law = &matter.catalog.law;
    let fact = |key: &str| text(matter.case, &one.unit.key(key));
    let place =
        law.offense_ref(&fact("code")?, &fact("section")?, fact("subdivision").as_deref())?;
    let count = matter.case.get(&one.unit.key("count")).and_then(Fact::as_number);
    let statute = law.cite_offense(&place, CiteForm::Short);
    Some(count.map_or(statute.clone(), |count| format!("count {count}, {statute}")))
}

fn overrides(matter: &Matter<'_>, registry: &mut Registry) -> Value {
    let at = path(&["overrides"]);
    let n = matter.case.get(&at).and_then(Fact::as_list).map_or(0, <[Fact]>::len);
    (0..n)
        .filter_map(|n| {
            let part = |key: &str| text(matter.case, &at.index(n).key(key));
            let (code, reason) = (part("code")?, part("reason")?);
            Some(json!({
                "code": registry.fact(&code, &at.index(n).key("code")),
                "reason": registry.fact(&reason, &at.index(n).key("reason")),
            }))
        })
        .collect()
}

fn counts(matter: &Matter<'_>, view: &mut Value) {
    let length = |at: &crate::source::FieldPath| {
        matter.case.get(at).and_then(Fact::as_list).map_or(0, <[Fact]>::len)
    };
    let convictions = path(&["convictions"]);
    let n_convictions = length(&convictions);
    let n_offenses: usize =
        (0..n_convictions).map(|n| length(&convictions.index(n).key("offenses"))).sum();
    view["n_convictions"] = json!(n_convictions);
    view["n_offenses"] = json!(n_offenses);
    view["one_offense"] = json!(n_offenses == 1);
}
