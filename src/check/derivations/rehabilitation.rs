//! Derivations on rehabilitation after a conviction: its period, the years of residence, and whether there were two cases.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::{Derived, Open, Reading, Step, asking, day_after, never, no_value, value};
use crate::case::Fact;
use crate::catalog::petition::{Args, Leaf};
use crate::check::determination::{Reason, Truth};
use crate::check::lawbook::LawRef;
use crate::check::predicates::evaluate;
use crate::source::FieldPath;

/// List of the offenses that call for a longer period than most.
const LONGER: &str = "longer-rehabilitation";

/// The convictions that stand: a plea under deferred entry of judgment is none, nor is one that was set aside.
fn convictions(reading: &Reading<'_>) -> Result<Vec<FieldPath>, Open> {
    let all = reading.inquiry.units(reading.unit, "/convictions");
    let mut all = all.map_err(|list| asking(vec![list]))?;
    let fact = |at: FieldPath| reading.inquiry.case.get(&at);
    all.retain(|one| {
        let kind = fact(one.key("sentence").key("kind")).and_then(Fact::as_text);
        let gone = fact(one.key("was_set_aside")).and_then(Fact::as_flag);
        kind != Some("deferred entry") && gone != Some(true)
    });
    Ok(all)
}

fn offenses(reading: &Reading<'_>, conviction: &FieldPath) -> Result<Vec<FieldPath>, Open> {
    let list = conviction.key("offenses");
    let n_items = reading.inquiry.case.get(&list).and_then(Fact::as_list).map(<[Fact]>::len);
    Ok((0..n_items.ok_or_else(|| asking(vec![list.clone()]))?).map(|n| list.index(n)).collect())
}

fn level<'a>(reading: &Reading<'a>, offense: &FieldPath) -> Result<&'a str, Open> {
    let place = offense.key("level");
    let level = reading.inquiry.case.get(&place).and_then(Fact::as_text);
    level.ok_or_else(|| asking(vec![place.clone()]))
}

fn is_felony(reading: &Reading<'_>, offense: &FieldPath) -> Result<bool, Open> {
    Ok(level(reading, offense)? == "felony")
}

/// A predicate of the table, asked of an offense.
fn ask(
    reading: &Reading<'_>,
    offense: &FieldPath,
    predicate: &str,
    args: &[(&str, &str)],
) -> Reason {
    let map: BTreeMap<String, Vec<String>> =
        args.iter().map(|(name, value)| ((*name).to_owned(), vec![(*value).to_owned()])).collect();
    let leaf = Leaf { predicate: predicate.to_owned(), args: Args::Map(map) };
    evaluate(reading.inquiry, offense, &leaf, None)
}

fn registrable(reading: &Reading<'_>, offense: &FieldPath) -> Reason {
    let args = [("column", "registrable"), ("unless_stated", "registration_required")];
    ask(reading, offense, "table_says", &args)
}

/// The offenses that a certificate is about: felonies, and misdemeanors that bring a duty to register.
fn counting(reading: &Reading<'_>) -> Result<Vec<FieldPath>, Open> {
    let mut found = Vec::new();
    for conviction in convictions(reading)? {
        for offense in offenses(reading, &conviction)? {
            match level(reading, &offense)? {
                "felony" => {
                    found.push(offense);
                    continue;
                }
                "infraction" => continue,
                _ => {}
            }
            match registrable(reading, &offense) {
                Reason { truth: Truth::True, .. } => found.push(offense),
                Reason { truth: Truth::False, .. } => {}
                reason => return Err(asking(reason.missing)),
            }
        }
    }
    Ok(found)
}

pub(super) fn rehabilitation_class(reading: &Reading<'_>) -> Step {
    let counting = counting(reading)?;
    let (mut open, mut unconfirmed) = (Vec::new(), Vec::new());
    for offense in &counting {
        let reason = registrable(reading, offense);
        unconfirmed.extend(reason.unconfirmed.clone());
        match reason.truth {
            Truth::True => {
                let why = "an offense brings a duty to register".to_owned();
                let class = value(Fact::Choice("registration".to_owned()), why);
                return Ok(Derived { at: Some(offense.clone()), unconfirmed, ..class });
            }
            Truth::Unknown => open.extend(reason.missing),
            Truth::False => {}
        }
    }
    let mut unlisted = Vec::new();
    for offense in counting.iter().filter(|_| open.is_empty()) {
        let stated = reading.inquiry.case.get(&offense.key("life_sentence"));
        let listed = ask(reading, offense, "offense_in", &[("list", LONGER)]);
        if stated.and_then(Fact::as_flag) == Some(true) || listed.truth == Truth::True {
            let why = "an offense is punished or listed as one that calls for longer".to_owned();
            let class = value(Fact::Choice("life".to_owned()), why);
            return Ok(Derived { at: Some(offense.clone()), unconfirmed, ..class });
        }
        unlisted
            .extend(Some(listed).filter(|one| one.truth == Truth::Unknown).map(|one| one.missing));
    }
    open.extend(unlisted.into_iter().flatten());
    if !open.is_empty() {
        return Err(asking(open));
    }
    let why = "no offense calls for a longer period".to_owned();
    Ok(Derived { unconfirmed, ..value(Fact::Choice("other".to_owned()), why) })
}

/// What the class adds to the years of residence, by the petition's parameters.
fn added<'a>(reading: &'a Reading<'_>) -> Result<LawRef<'a>, Open> {
    let class = rehabilitation_class(reading)?;
    match class.fact.as_ref().and_then(Fact::as_text) {
        Some("registration") => reading.parameter("added for registration"),
        Some("life") => reading.parameter("added for life"),
        _ => reading.parameter("added for others"),
    }
}

pub(super) fn rehabilitation_added(reading: &Reading<'_>) -> Step {
    let period = reading.inquiry.book().period(added(reading)?).ok_or_else(no_value)?;
    Ok(value(Fact::Text(period.to_string()), "by the class of the offenses".to_owned()))
}

pub(super) fn rehabilitation_years(reading: &Reading<'_>) -> Step {
    let book = reading.inquiry.book();
    let residence = book.period(reading.parameter("residence")?).ok_or_else(no_value)?;
    let added = book.period(added(reading)?).ok_or_else(no_value)?;
    let whole = residence.and(added).ok_or_else(no_value)?;
    Ok(value(Fact::Text(whole.to_string()), format!("{residence} and {added}")))
}

pub(super) fn rehabilitation_from(reading: &Reading<'_>) -> Step {
    let mut latest: Option<(NaiveDate, FieldPath)> = None;
    for offense in counting(reading)? {
        let released = reading.inquiry.date(&offense, "sentence.released_on");
        let day = released.map_err(|found| asking(found.missing))?;
        if latest.as_ref().is_none_or(|(known, _)| day > *known) {
            latest = Some((day, reading.inquiry.resolve(&offense, "sentence.released_on")));
        }
    }
    let (day, at) = latest.ok_or_else(|| never("no conviction counts"))?;
    let why = format!("the latest release was on {day}");
    Ok(Derived { at: Some(at), ..value(Fact::Date(day), why) })
}

pub(super) fn rehabilitation_end(reading: &Reading<'_>) -> Step {
    let from = rehabilitation_from(reading)?;
    let start = reading.step(rehabilitation_from)?;
    let book = reading.inquiry.book();
    let residence = book.last_day(reading.parameter("residence")?, start).ok_or_else(no_value)?;
    let end = book.last_day(added(reading)?, residence).ok_or_else(no_value)?;
    let unconfirmed = rehabilitation_class(reading)?.unconfirmed;
    let why = format!("the period runs from {start} to {end}");
    Ok(Derived { at: from.at, unconfirmed, ..value(Fact::Date(end), why) })
}

pub(super) fn rehabilitation_over_on(reading: &Reading<'_>) -> Step {
    let derived = rehabilitation_end(reading)?;
    let end = reading.step(rehabilitation_end)?;
    Ok(Derived { fact: Some(Fact::Date(day_after(end))), ..derived })
}

pub(super) fn rehabilitation_over(reading: &Reading<'_>) -> Step {
    let from = reading.step(rehabilitation_over_on)?;
    let over = reading.inquiry.as_of >= from;
    Ok(value(Fact::Flag(over), format!("the period is over from {from}")))
}

pub(super) fn lives_in_county(reading: &Reading<'_>) -> Step {
    let county = FieldPath::root().key("court").key("county");
    let county = reading.word("/court.county").ok_or_else(|| asking(vec![county]))?;
    let list =
        reading.inquiry.units(reading.unit, "/residences").map_err(|list| asking(vec![list]))?;
    let mut open = Vec::new();
    for place in list.iter().filter(|place| reading.inquiry.case.get(&place.key("to")).is_none()) {
        let lives = place.key("county");
        match reading.inquiry.case.get(&lives).and_then(Fact::as_text) {
            Some(home) if home == county => {
                let why = format!("a home in {county} has no end");
                return Ok(Derived { at: Some(lives), ..value(Fact::Flag(true), why) });
            }
            Some(_) => {}
            None => open.push(lives),
        }
    }
    match open.is_empty() {
        true => Ok(value(Fact::Flag(false), format!("no present home is in {county}"))),
        false => Err(asking(open)),
    }
}

/// A stay in the state: its first day, and its last unless it goes on.
struct Stay {
    from: NaiveDate,
    to: Option<NaiveDate>,
}

fn stays(reading: &Reading<'_>) -> Result<Vec<Stay>, Open> {
    let list =
        reading.inquiry.units(reading.unit, "/residences").map_err(|list| asking(vec![list]))?;
    let mut stays = Vec::new();
    for place in list {
        let fact = |key: &str| reading.inquiry.case.get(&place.key(key));
        let need = |key: &str| asking(vec![place.key(key)]);
        let state = fact("state").and_then(Fact::as_text).ok_or_else(|| need("state"))?;
        let from = fact("from").and_then(Fact::as_date).ok_or_else(|| need("from"))?;
        if state == HOME_STATE {
            stays.push(Stay { from, to: fact("to").and_then(Fact::as_date) });
        }
    }
    Ok(stays)
}

/// The state whose residence counts.
const HOME_STATE: &str = "CA";

pub(super) fn residence_from(reading: &Reading<'_>) -> Step {
    let stays = stays(reading)?;
    let today = reading.inquiry.as_of;
    let reaches = |stay: &&Stay| stay.from <= today && stay.to.is_none_or(|to| to >= today);
    let start = stays.iter().filter(reaches).map(|stay| stay.from).min();
    let mut start = start.ok_or_else(|| never("no residence in the state reaches today"))?;
    // A stay that ends no earlier than the day before carries the chain back.
    while let Some(earlier) = stays
        .iter()
        .filter(|stay| stay.from < start && stay.to.is_none_or(|to| day_after(to) >= start))
        .map(|stay| stay.from)
        .min()
    {
        start = earlier;
    }
    let released = reading.step(rehabilitation_from)?;
    let why = format!("lives in the state without a break since {start}, released on {released}");
    Ok(value(Fact::Date(start.max(released)), why))
}

pub(super) fn residence_end(reading: &Reading<'_>) -> Step {
    let start = reading.step(residence_from)?;
    let end = reading.inquiry.book().last_day(reading.parameter("residence")?, start);
    Ok(value(Fact::Date(end.ok_or_else(no_value)?), format!("counted from {start}")))
}

pub(super) fn residence_over_on(reading: &Reading<'_>) -> Step {
    let end = reading.step(residence_end)?;
    Ok(value(Fact::Date(day_after(end)), format!("the years of residence end on {end}")))
}

pub(super) fn twice_convicted(reading: &Reading<'_>) -> Step {
    let mut n_felonies = 0;
    for conviction in convictions(reading)? {
        for offense in offenses(reading, &conviction)? {
            if is_felony(reading, &offense)? {
                n_felonies += 1;
                break;
            }
        }
    }
    if n_felonies > 1 {
        let why = format!("{n_felonies} of the convictions listed are felonies");
        return Ok(value(Fact::Flag(true), why));
    }
    let other = reading.flag("/pardon.other_felony")?;
    Ok(value(Fact::Flag(other), "by what is stated of other felonies".to_owned()))
}
