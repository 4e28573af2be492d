//! Facts about the petitioner's age and the people around the case.

use super::{Day, Facts, MINOR, at};
use crate::diagnostic::Diagnostic;
use crate::law::LawValue;
use crate::law::calendar::anniversary;

/// Days of a petitioner's life; the first is the earliest that is looked at for the age.
const EVENTS: &[&str] = &[
    "convictions[].offenses[].committed_on",
    "convictions[].convicted_on",
    "arrest.date",
    "history[].date",
];

pub(super) fn birth_after_event(facts: &Facts<'_>) -> Vec<Diagnostic> {
    let Some(born) = facts.day(&at("petitioner.born_on")) else { return Vec::new() };
    let before = EVENTS
        .iter()
        .flat_map(|pattern| facts.days(pattern))
        .filter(|event| event.date <= born.date);
    before
        .map(|event| {
            Diagnostic::error(
                "birth-after-event",
                format!("`{}` is not after the petitioner's birth", event.at),
            )
            .at_field(&event.at, "this is the earlier day")
            .at_field(&born.at, "born here")
            .help("correct one of the days")
        })
        .collect()
}

/// Looks at the day of each offense, or where it is not stated at the conviction, or at the arrest.
pub(super) fn minor_at_offense(facts: &Facts<'_>) -> Vec<Diagnostic> {
    let Some(born) = facts.day(&at("petitioner.born_on")) else { return Vec::new() };
    let Some(majority) = majority(facts) else { return Vec::new() };
    let adult = anniversary(born.date, majority);
    let mut events = facts.days("arrest.date");
    for conviction in facts.convictions() {
        let offenses = facts.items(&conviction.key("offenses"));
        let committed: Vec<Day> =
            offenses.iter().filter_map(|offense| facts.day(&offense.key("committed_on"))).collect();
        if committed.len() < offenses.len() || offenses.is_empty() {
            events.extend(facts.day(&conviction.key("convicted_on")));
        }
        events.extend(committed);
    }
    let young = events.iter().filter(|event| event.date > born.date && event.date < adult);
    young.map(|event| minor(facts, event, &born)).collect()
}

/// The age of majority in years.
fn majority(facts: &Facts<'_>) -> Option<u32> {
    let minors = &facts.law.minors;
    match facts.law.value(&minors.provision, &minors.age, facts.as_of)? {
        LawValue::Number(years) => u32::try_from(*years).ok(),
        _ => None,
    }
}

fn minor(facts: &Facts<'_>, event: &Day, born: &Day) -> Diagnostic {
    let what = format!("the petitioner was a minor on the day of `{}`", event.at);
    let warning = Diagnostic::warning(MINOR, what)
        .at_field(&event.at, "")
        .at_field(&born.at, "born here")
        .why("a minor's case belongs to the juvenile court unless it was moved, and other roads may clear it sooner")
        .help("look at the roads for minors first, and compare the birth date");
    let roads = facts.law.minors.roads.iter();
    let cites: Vec<String> = roads.filter_map(|key| facts.cite(key)).collect();
    if cites.is_empty() { warning } else { warning.cites(cites.join("; ")) }
}

pub(super) fn server_is_petitioner(facts: &Facts<'_>) -> Vec<Diagnostic> {
    let server_at = at("service.server.name");
    let Some(server) = facts.text(&server_at).map(str::to_lowercase) else { return Vec::new() };
    let petitioner = at("petitioner.name");
    if facts.text(&petitioner).map(str::to_lowercase) != Some(server) {
        return Vec::new();
    }
    let error = Diagnostic::error(
        "server-is-petitioner",
        "the petitioner cannot serve the petitioner's own papers",
    )
    .at_field(&server_at, "")
    .at_field(&petitioner, "the petitioner")
    .help("name an adult who is not a party, or leave `server` out");
    match facts.cite("ccp-1013a") {
        Some(cite) => vec![error.cites(cite)],
        None => vec![error],
    }
}
