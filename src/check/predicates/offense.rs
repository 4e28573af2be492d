//! Predicates on an offense: whether a list of the law holds it, and what our table says of it.

use super::{Asked, equals, known, no_value, unknown};
use crate::case::Fact;
use crate::catalog::petition::Args;
use crate::check::condition::Inquiry;
use crate::check::determination::{Reason, Truth};
use crate::check::lawbook::{Entry, Listing, Offense, Row};
use crate::source::FieldPath;

/// The offense of a unit; the paths to give where its code or section is missing.
pub fn offense_at(inquiry: &Inquiry<'_>, unit: &FieldPath) -> Result<Offense, Vec<FieldPath>> {
    let text = |name: &str| {
        let found = inquiry.find(unit, name);
        found.fact.as_ref().and_then(Fact::as_text).map(str::to_owned).ok_or(found.path)
    };
    match (text("code"), text("section")) {
        (Ok(code), Ok(section)) => {
            let degree = text("degree").ok().map(|degree| format!("{degree} degree"));
            let parts: Vec<String> =
                [text("subdivision").ok(), degree].into_iter().flatten().collect();
            let subdivision = Some(parts.join(" ")).filter(|text| !text.is_empty());
            Ok(Offense { code, section, subdivision, level: text("level").ok() })
        }
        (code, section) => Err([code.err(), section.err()].into_iter().flatten().collect()),
    }
}

pub(super) fn offense_in(asked: &Asked<'_>) -> Reason {
    listing(asked, true)
}

pub(super) fn offense_not_in(asked: &Asked<'_>) -> Reason {
    listing(asked, false)
}

fn listing(asked: &Asked<'_>, wanted: bool) -> Reason {
    let list = asked.args.named("list").unwrap_or_default();
    let says = format!("the offense is {}in the list `{list}`", if wanted { "" } else { "not " });
    let offense = match asked.offense() {
        Ok(offense) => offense,
        Err(reason) => return *reason,
    };
    let Some(listing) = asked.inquiry.book().listed(list, &offense) else {
        return no_value(asked, list);
    };
    let open = |name: &str, words: String| {
        let mut reason = unknown(vec![asked.inquiry.resolve(asked.unit, name)], says.clone());
        reason.found = Some(format!("{}: {words}", spelled(&offense)));
        reason
    };
    let holds = match listing {
        Listing::Yes => true,
        Listing::No => false,
        Listing::BySubdivision(words) => return open("subdivision", words),
        Listing::ByLevel => return open("level", "the level decides".to_owned()),
        // The law of another state cannot be read; the flag that states the facts answers for it.
        Listing::Unreadable(words) => {
            let Some(path) = only_flag(asked) else { return open("section", words) };
            let found = asked.find(path);
            match found.fact.as_ref().and_then(Fact::as_flag) {
                Some(holds) => return known(&found, holds == wanted, says),
                None => return open(path, words),
            }
        }
        Listing::ByFacts { provision, words } => {
            let Some(path) = asked.args.named(&provision) else {
                return open("section", words);
            };
            let found = asked.find(path);
            match found.fact.as_ref().and_then(Fact::as_flag) {
                Some(holds) => return known(&found, holds == wanted, says),
                None => return open(path, format!("it turns on whether {words}")),
            }
        }
    };
    let mut reason = Reason::new(Truth::from(holds == wanted), says);
    reason.at = Some(asked.inquiry.resolve(asked.unit, "section"));
    reason.found = Some(spelled(&offense));
    reason
}

/// The one flag that a leaf binds to a provision, where it binds just one.
fn only_flag<'a>(asked: &Asked<'a>) -> Option<&'a str> {
    let Args::Map(map) = asked.args else { return None };
    let mut flags = map.iter().filter(|(name, _)| *name != "list");
    let (_, values) = flags.next()?;
    flags.next().is_none().then(|| values.first().map(String::as_str)).flatten()
}

fn spelled(offense: &Offense) -> String {
    let below = offense.subdivision.as_deref().unwrap_or_default();
    format!(
        "the offense is `{}`",
        format!("{} {} {below}", offense.code, offense.section).trim_end()
    )
}

pub(super) fn table_says(asked: &Asked<'_>) -> Reason {
    let column = asked.args.named("column").unwrap_or_default();
    let says = format!("our table of offenses says `{column}`");
    let fallback = asked.args.named("unless_stated");
    if let Some(found) = fallback.map(|path| asked.find(path)).filter(|found| found.fact.is_some())
    {
        let holds = found.fact.as_ref().is_some_and(|fact| equals(fact, &["true".to_owned()]));
        return known(&found, holds, says);
    }
    let offense = match asked.offense() {
        Ok(offense) => offense,
        Err(reason) => return *reason,
    };
    let row = asked.inquiry.book().row(&offense);
    let at = asked.inquiry.resolve(asked.unit, "section");
    let (truth, unconfirmed) = match &row {
        Row::One(entry) | Row::Several(entry, _) => (column_of(entry, column), !entry.confirmed),
        Row::None => (Truth::Unknown, false),
    };
    if truth == Truth::Unknown {
        let ask = match (&row, fallback) {
            (Row::Several(_, decides), _) => *decides,
            (_, Some(path)) => path,
            _ => "section",
        };
        let mut reason = unknown(vec![asked.inquiry.resolve(asked.unit, ask)], says);
        reason.found = Some(format!("{}, which our table does not settle", spelled(&offense)));
        return reason;
    }
    let mut reason = Reason::new(truth, says);
    reason.found = Some(spelled(&offense));
    if let (true, Row::One(entry) | Row::Several(entry, _)) = (unconfirmed, row) {
        reason.unconfirmed.push((entry.label, at.clone()));
    }
    reason.at = Some(at);
    reason
}

fn column_of(entry: &Entry, column: &str) -> Truth {
    match column {
        "wobbler" => entry.wobbler,
        "registrable" => entry.registrable,
        "county-jail" => entry.county_jail,
        "no-limitations" => entry.endless,
        "violent" => entry.violent,
        "serious" => entry.serious,
        "infraction-eligible" => entry.infraction_eligible,
        _ => Truth::Unknown,
    }
}
