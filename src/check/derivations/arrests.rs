//! Derivations on an arrest: the time to petition, the time to prosecute, the agency's answer, the records.

use super::{Derived, Reading, Step, asking, day_after, never, no_value, value};
use crate::case::Fact;
use crate::check::lawbook::{LawRef, Limitations, Row};
use crate::check::predicates::offense_at;
use crate::source::FieldPath;

pub(super) fn window_start(reading: &Reading<'_>) -> Step {
    let arrest = reading.date("/arrest.date")?;
    if !reading.flag("/charges.filed")? {
        let why = format!("the arrest was on {arrest} and no accusatory pleading was filed");
        return Ok(Derived { at: reading.at("/arrest.date"), ..value(Fact::Date(arrest), why) });
    }
    let filed = reading.date("/charges.filed_on")?;
    let why = format!("the arrest was on {arrest}, the accusatory pleading was filed on {filed}");
    Ok(Derived { at: reading.at("/charges.filed_on"), ..value(Fact::Date(arrest.max(filed)), why) })
}

pub(super) fn window_end(reading: &Reading<'_>) -> Step {
    let start = reading.step(window_start)?;
    let end =
        reading.inquiry.book().within(reading.parameter("window")?, start).ok_or_else(no_value)?;
    let why = format!("the time to petition ran from {start} to {end}");
    Ok(Derived { at: window_start(reading)?.at, ..value(Fact::Date(end), why) })
}

pub(super) fn window_over(reading: &Reading<'_>) -> Step {
    let end = reading.step(window_end)?;
    let over = reading.inquiry.as_of > end;
    Ok(value(Fact::Flag(over), format!("the time to petition ends on {end}")))
}

/// The fact that states the last day of the time for prosecution.
const STATED_END: &str = "/limitations_end";

pub(super) fn limitations_end(reading: &Reading<'_>) -> Step {
    // Counsel may know what no table shows: absences, discovery, the victim's age.
    if let Ok(stated) = reading.date(STATED_END) {
        let why = format!("the time for prosecution is stated to end on {stated}");
        return Ok(Derived { at: reading.at(STATED_END), ..value(Fact::Date(stated), why) });
    }
    let arrest = reading.date("/arrest.date")?;
    let offenses = reading
        .inquiry
        .units(reading.unit, "/arrest.offenses")
        .map_err(|list| asking(vec![list]))?;
    let mut last = arrest;
    let mut missing = Vec::new();
    let mut unsaid = Vec::new();
    let mut unconfirmed = Vec::new();
    for place in &offenses {
        let offense = offense_at(reading.inquiry, place).map_err(asking)?;
        let (entry, ask) = match reading.inquiry.book().row(&offense) {
            Row::One(entry) => (entry, "section"),
            Row::Several(entry, _) => (entry, "subdivision"),
            Row::None => {
                missing.push(FieldPath::root().key("limitations_end"));
                unsaid.push(format!("our table of offenses has no `{}`", offense.section));
                continue;
            }
        };
        match &entry.limitations {
            Limitations::Endless => {
                let why = format!("no limitation of time bars a prosecution under {}", entry.label);
                if !entry.confirmed {
                    unconfirmed.push((entry.label, place.key("section")));
                }
                let at = Some(place.clone());
                return Err(Box::new(Derived { at, unconfirmed, ..*never(why) }));
            }
            Limitations::ByFacts(words) => {
                missing.push(match ask {
                    "subdivision" => place.key(ask),
                    _ => FieldPath::root().key("limitations_end"),
                });
                unsaid.push(format!("of {}, {words}", entry.label));
            }
            Limitations::Period { provision, name } => {
                let period = LawRef { provision, name };
                // A prosecution begun on the next court day is in time where the last day is a holiday.
                last =
                    last.max(reading.inquiry.book().within(period, arrest).ok_or_else(no_value)?);
            }
        }
        if !entry.confirmed {
            unconfirmed.push((entry.label, place.key("section")));
        }
    }
    if !missing.is_empty() {
        let why = Some(unsaid.join("; "));
        return Err(Box::new(Derived { why, ..*asking(missing) }));
    }
    if reading.flag("/limitations_tolled")? {
        let why = "the time for prosecution was tolled, so its last day cannot be computed";
        return Err(Box::new(Derived { at: reading.at("/limitations_tolled"), ..*never(why) }));
    }
    let why =
        format!("counted from the arrest on {arrest}, the time for prosecution ends on {last}");
    Ok(Derived { at: reading.at("/arrest.date"), unconfirmed, ..value(Fact::Date(last), why) })
}

pub(super) fn limitations_over_on(reading: &Reading<'_>) -> Step {
    let derived = limitations_end(reading)?;
    let last = reading.step(limitations_end)?;
    Ok(Derived { fact: Some(Fact::Date(day_after(last))), ..derived })
}

pub(super) fn limitations_over(reading: &Reading<'_>) -> Step {
    let last = reading.step(limitations_end)?;
    let over = reading.inquiry.as_of > last;
    Ok(value(Fact::Flag(over), format!("the time for prosecution ends on {last}")))
}

pub(super) fn both_received(reading: &Reading<'_>) -> Step {
    let agency = reading.date("/agency_petition.delivered_to_agency")?;
    let prosecutor = reading.date("/agency_petition.delivered_to_prosecutor")?;
    let why = format!("the agency received it on {agency}, the prosecutor on {prosecutor}");
    let at = reading.at("/agency_petition.delivered_to_agency");
    Ok(Derived { at, ..value(Fact::Date(agency.max(prosecutor)), why) })
}

pub(super) fn answer_due(reading: &Reading<'_>) -> Step {
    let received = reading.step(both_received)?;
    let derived = limitations_end(reading)?;
    let limitations = reading.step(limitations_end)?;
    let start = received.max(limitations);
    let due =
        reading.inquiry.book().within(reading.parameter("answer")?, start).ok_or_else(no_value)?;
    let why = format!(
        "both had received it by {received} and the time for prosecution ends on {limitations}, so an answer is due by {due}"
    );
    let at = reading.at("/agency_petition.delivered_to_agency");
    Ok(Derived { at, unconfirmed: derived.unconfirmed, ..value(Fact::Date(due), why) })
}

pub(super) fn deemed_denied_on(reading: &Reading<'_>) -> Step {
    let derived = answer_due(reading)?;
    let due = reading.step(answer_due)?;
    Ok(Derived { fact: Some(Fact::Date(day_after(due))), ..derived })
}

pub(super) fn denied_on(reading: &Reading<'_>) -> Step {
    let agency = reading.word("/agency_petition.agency_answer");
    let prosecutor = reading.word("/agency_petition.prosecutor_answer");
    let denials = [
        (agency.as_deref() == Some("denied"), "/agency_petition.agency_answer_on"),
        (prosecutor.as_deref() == Some("refused"), "/agency_petition.prosecutor_answer_on"),
    ];
    let stated =
        denials.iter().filter(|(denied, _)| *denied).map(|(_, path)| (reading.date(path), *path));
    let stated: Vec<_> = stated.collect();
    if let Some((day, path)) =
        stated.iter().filter_map(|(day, path)| Some((day.as_ref().ok()?, path))).min()
    {
        let why = format!("it was refused on {day}");
        return Ok(Derived { at: reading.at(path), ..value(Fact::Date(*day), why) });
    }
    if let Some((Err(unknown), _)) = stated.into_iter().next() {
        return Err(unknown);
    }
    match agency {
        None => Err(asking(vec![FieldPath::root().key("agency_petition").key("agency_answer")])),
        Some(_) => deemed_denied_on(reading),
    }
}

pub(super) fn court_petition_opens(reading: &Reading<'_>) -> Step {
    let denied = reading.step(denied_on)?;
    let derived = limitations_over_on(reading)?;
    let over = reading.step(limitations_over_on)?;
    let why = format!("denied on {denied}; no prosecution can begin from {over}");
    Ok(Derived { fact: Some(Fact::Date(denied.max(over))), why: Some(why), ..derived })
}

pub(super) fn destroy_after(reading: &Reading<'_>) -> Step {
    let arrest = reading.date("/arrest.date")?;
    let until =
        reading.inquiry.book().last_day(reading.parameter("seal")?, arrest).ok_or_else(no_value)?;
    Ok(value(Fact::Date(until), format!("the arrest was on {arrest}")))
}

pub(super) fn destroy_now(reading: &Reading<'_>) -> Step {
    let until = reading.step(destroy_after)?;
    let over = reading.inquiry.as_of > until;
    Ok(value(Fact::Flag(over), format!("the time under seal ends on {until}")))
}

pub(super) fn infraction_only(reading: &Reading<'_>) -> Step {
    let offenses = reading
        .inquiry
        .units(reading.unit, "/arrest.offenses")
        .map_err(|list| asking(vec![list]))?;
    let levels: Vec<_> = offenses
        .iter()
        .map(|place| (place, reading.inquiry.case.get(&place.key("level"))))
        .collect();
    let is_infraction = |fact: &Fact| fact.as_text() == Some("infraction");
    if levels.iter().any(|(_, level)| level.is_some_and(|level| !is_infraction(level))) {
        return Ok(value(Fact::Flag(false), "an arrest offense is no infraction".to_owned()));
    }
    let missing: Vec<_> = levels
        .iter()
        .filter(|(_, level)| level.is_none())
        .map(|(place, _)| place.key("level"))
        .collect();
    if !missing.is_empty() {
        return Err(asking(missing));
    }
    let only =
        value(Fact::Flag(!levels.is_empty()), "every arrest offense is an infraction".to_owned());
    Ok(Derived { at: offenses.first().map(|place| place.key("level")), ..only })
}
