//! On whom the papers are served, as the petition file names them, and the district attorney of each county of the case.

use serde_json::{Value, json};

use super::matter::{Matter, lines};
use super::view::{self, Registry};
use crate::case::Fact;
use crate::catalog::petition::Served;
use crate::check::condition::steps;
use crate::check::wanted;
use crate::law::CiteForm;
use crate::source::{FieldPath, Step};

/// Adds `office` to each group that names a county, and `served` at the top; call it after all names are there.
pub fn describe(matter: &Matter<'_>, view: &mut Value, registry: &mut Registry) {
    offices(matter, &matter.case.facts, &FieldPath::root(), view, registry);
    let inquiry = matter.inquiry();
    let mut served: Vec<(String, Value)> = Vec::new();
    for one in &matter.petition.serves {
        if !wanted(&inquiry, one.when.as_ref()) {
            continue;
        }
        for place in places(matter, one) {
            let Some((said, mut entry)) = entry(one, &place, view, registry) else { continue };
            if served.iter().any(|(known, _)| *known == said) {
                continue;
            }
            let cite = matter.catalog.law.cite(&one.provision, CiteForm::Short);
            entry["cite"] = registry.made(&cite.unwrap_or_default());
            entry["prudence"] = Value::Bool(one.prudence);
            entry["person"] = Value::Bool(one.person);
            served.push((said, entry));
        }
    }
    view["served"] = served.into_iter().map(|(_, entry)| entry).collect();
}

/// The whole case, or each item of the list that the entry names.
fn places(matter: &Matter<'_>, one: &Served) -> Vec<FieldPath> {
    let Some(list) = &one.list else { return vec![FieldPath::root()] };
    let list = FieldPath(steps(list.trim_end_matches("[]")));
    let n_items = matter.case.get(&list).and_then(Fact::as_list).map_or(0, <[Fact]>::len);
    (0..n_items).map(|n| list.index(n)).collect()
}

/// One entry, and the name by which the same office is known again.
fn entry(
    one: &Served,
    place: &FieldPath,
    view: &mut Value,
    registry: &mut Registry,
) -> Option<(String, Value)> {
    let below = |path: &str| FieldPath([place.0.clone(), steps(path)].concat());
    let name = view::at(view, &below(&one.name)).filter(|name| name.is_string()).cloned();
    let name = match (name, &one.otherwise) {
        (Some(name), _) => name,
        (None, Some(words)) => registry.made(words),
        (None, None) => return None,
    };
    let address = one.address.as_ref().and_then(|path| view::at(view, &below(path)).cloned());
    let address = address.unwrap_or_else(|| json!({}));
    let lines = address["lines"].clone();
    let lines = if lines.is_array() { lines } else { json!([]) };
    let said = registry.said(&name).to_lowercase();
    Some((said, json!({ "name": name, "lines": lines, "address": address })))
}

/// The district attorney beside each county that the case states.
fn offices(
    matter: &Matter<'_>,
    fact: &Fact,
    place: &FieldPath,
    view: &mut Value,
    registry: &mut Registry,
) {
    match fact {
        Fact::Group(group) => {
            for (key, fact) in group {
                offices(matter, fact, &place.key(key), view, registry);
            }
            let county = group.get("county").and_then(Fact::as_text);
            let county = county.and_then(|name| matter.catalog.law.courts.county(name));
            let office = county.and_then(|county| county.district_attorney());
            if let (Some(office), Some(Value::Object(map))) = (office, view::at(view, place)) {
                let address = office.printable_address().map(|address| {
                    let city = format!("{}, CA {}", address.city, address.zip);
                    lines(&[&address.street, &city], registry)
                });
                let made = json!({
                    "agency": registry.made(&office.agency),
                    "lines": address.unwrap_or_else(|| json!([])),
                });
                map.insert("office".to_owned(), made);
            }
        }
        Fact::List(list) => {
            for (n, fact) in list.iter().enumerate() {
                let item = FieldPath([place.0.clone(), vec![Step::Index(n)]].concat());
                offices(matter, fact, &item, view, registry);
            }
        }
        _ => {}
    }
}
