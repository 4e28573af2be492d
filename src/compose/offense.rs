//! How papers call an offense: its name, its section, and one phrase with both.

use serde_json::Value;

use super::matter::{Matter, text};
use super::view::{self, Registry};
use crate::case::Fact;
use crate::law::{
    self, Answer, CiteForm, Confidence, Law, Level, Listed, OffenseMatch, OffenseRef,
};
use crate::source::FieldPath;

/// Adds `name`, `statute`, `statute_long`, `label`, `lists`, `listed_low`, and for the columns of forms
/// `code_alone`, `section_alone` and `closed_to`, to every offense of the view.
pub fn describe(matter: &Matter<'_>, view: &mut Value, registry: &mut Registry) {
    for at in offenses(matter) {
        let Some(described) = one(matter, &at, registry) else { continue };
        let Some(Value::Object(offense)) = view::at(view, &at) else { continue };
        for (key, value) in described {
            offense.insert(key.to_owned(), value);
        }
    }
}

/// Where the offenses of a case stand, in order: every group that has a code and a section.
pub fn offenses(matter: &Matter<'_>) -> Vec<FieldPath> {
    let mut found = Vec::new();
    collect(&matter.case.facts, &FieldPath::root(), &mut found);
    found
}

fn collect(fact: &Fact, at: &FieldPath, found: &mut Vec<FieldPath>) {
    match fact {
        Fact::Group(group) => {
            if group.contains_key("code") && group.contains_key("section") {
                found.push(at.clone());
            }
            group.iter().for_each(|(key, inner)| collect(inner, &at.key(key), found));
        }
        Fact::List(list) => {
            list.iter().enumerate().for_each(|(n, inner)| collect(inner, &at.index(n), found));
        }
        _ => {}
    }
}

fn one(
    matter: &Matter<'_>,
    at: &FieldPath,
    registry: &mut Registry,
) -> Option<Vec<(&'static str, Value)>> {
    let fact = |key: &str| text(matter.case, &at.key(key));
    let law = &matter.catalog.law;
    let subdivision = fact("subdivision");
    let place = law.offense_ref(&fact("code")?, &fact("section")?, subdivision.as_deref());
    let found = place.as_ref().map_or(OffenseMatch::Unknown, |place| {
        law.offenses.find_ref(&of_degree(place, fact("degree").as_deref()))
    });
    let row = found.row();
    let statute = |form| match &place {
        Some(place) => law.cite_offense(place, form),
        None => {
            format!("{} {}", fact("code").unwrap_or_default(), fact("section").unwrap_or_default())
        }
    };
    let name = fact("name").or_else(|| row.map(|row| lower_first(&row.name)));
    let name = name.map(|name| with_degree(name, fact("degree").as_deref()));
    let label = match &name {
        Some(name) => format!("{name} ({})", statute(CiteForm::Short)),
        None => format!("a violation of {}", statute(CiteForm::Long)),
    };
    let label = match fact("level") {
        Some(level) => format!("{label}, {} {level}", article(&level)),
        None => label,
    };
    let mut described = vec![
        ("statute", registry.fact(&statute(CiteForm::Short), &at.key("section"))),
        ("statute_long", registry.fact(&statute(CiteForm::Long), &at.key("section"))),
        ("label", registry.fact(&label, at)),
        ("lists", lists(matter, place.as_ref(), fact("level").as_deref())),
        ("code_alone", registry.fact(&code_alone(law, &fact("code")?), &at.key("code"))),
        (
            "section_alone",
            registry.fact(
                &section_alone(&fact("section")?, place.as_ref(), subdivision.as_deref()),
                &at.key("section"),
            ),
        ),
        ("closed_to", closed_to(&found.rows(), fact("level").as_deref())),
        (
            "listed_low",
            Value::Bool(found.rows().iter().any(|row| row.confidence == Confidence::Low)),
        ),
    ];
    if let Some(name) = name {
        described.push(("name", registry.fact(&name, &at.key("name"))));
    }
    Some(described)
}

/// The code as a column headed so names it: `Penal`, `Health & Saf.`; as typed where we do not know it.
fn code_alone(law: &Law, typed: &str) -> String {
    let Some(code) = law.codes.key(typed).and_then(|key| law.codes.get(key)) else {
        return typed.to_owned();
    };
    let long = code.long.strip_suffix(" Code").unwrap_or(&code.long);
    let short = code.short.strip_suffix(" Code").unwrap_or(&code.short);
    if long.contains(' ') { short } else { long }.to_owned()
}

/// The section with its subdivision, without a mark: `23152(a)`.
fn section_alone(typed: &str, place: Option<&OffenseRef>, subdivision: Option<&str>) -> String {
    match (place, subdivision) {
        (_, None) => typed.to_owned(),
        (Some(place), Some(_)) if !place.subdivision.is_empty() && !typed.contains('(') => {
            let named: String = place.subdivision.iter().map(|one| format!("({one})")).collect();
            format!("{typed}{named}")
        }
        (_, Some(subdivision)) => format!("{typed} {subdivision}"),
    }
}

/// The lesser levels to which the law lets no court reduce it; what the law's table does not say is left out.
fn closed_to(rows: &[&law::Offense], level: Option<&str>) -> Value {
    let every = |test: fn(&law::Offense) -> bool| {
        !rows.is_empty() && rows.iter().all(|row| test(row) && row.confidence != Confidence::Low)
    };
    let mut closed = Vec::new();
    let never_both = |row: &law::Offense| row.level == Level::Felony;
    if level.is_some_and(|level| level != "felony") || every(never_both) {
        closed.push(Value::from("misdemeanor"));
    }
    let never_lesser = |row: &law::Offense| row.infraction_eligible == Answer::No;
    if level.is_some_and(|level| level != "misdemeanor") || every(never_lesser) {
        closed.push(Value::from("infraction"));
    }
    Value::Array(closed)
}

/// Keys of the lists of the law that hold the offense for certain.
fn lists(matter: &Matter<'_>, place: Option<&OffenseRef>, level: Option<&str>) -> Value {
    let Some(place) = place else { return Value::Array(Vec::new()) };
    let level = level.and_then(Level::parse);
    let all = matter.catalog.law.lists.iter();
    let holding = all.filter(|(_, list)| matches!(list.listed(place, level), Listed::Yes(_)));
    holding.map(|(key, _)| Value::String(key.clone())).collect()
}

/// The place with its degree, which may tell rows of one section apart.
fn of_degree(place: &OffenseRef, degree: Option<&str>) -> OffenseRef {
    let qualifier = degree.map(|degree| format!("{degree} degree"));
    OffenseRef { qualifier: qualifier.or_else(|| place.qualifier.clone()), ..place.clone() }
}

fn with_degree(name: String, degree: Option<&str>) -> String {
    match degree {
        Some(degree) if !name.contains("degree") => format!("{name} in the {degree} degree"),
        _ => name,
    }
}

fn article(word: &str) -> &'static str {
    if word.starts_with(['a', 'e', 'i', 'o', 'u']) { "an" } else { "a" }
}

/// Names in the table begin with a capital; inside a sentence they do not, save for initials.
fn lower_first(name: &str) -> String {
    let mut letters = name.chars();
    match (letters.next(), letters.clone().next()) {
        (Some(first), Some(second)) if !second.is_uppercase() => {
            first.to_lowercase().chain(letters).collect()
        }
        _ => name.to_owned(),
    }
}
