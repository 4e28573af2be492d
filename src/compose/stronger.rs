//! Petitions that reach further and are open, or may be, on the facts of the case.

use serde_json::{Value, json};

use super::matter::Matter;
use super::view::Registry;
use crate::check::determination::Outcome;
use crate::check::determine;
use crate::law::CiteForm;

/// Adds `stronger`: those that the petition file names and that are not closed on these facts.
pub fn describe(matter: &Matter<'_>, view: &mut Value, registry: &mut Registry) {
    let mut open = Vec::new();
    for one in &matter.petition.stronger {
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
