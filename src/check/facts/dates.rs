//! Days against the day of the run and the court's calendar.

use chrono::NaiveDate;

use super::{Facts, at, below};
use crate::diagnostic::Diagnostic;
use crate::law::calendar::{days_earlier, days_later, is_court_holiday, months_later};
use crate::source::FieldPath;

/// Our own measure, no law: after so many days a sworn "today" is asked for again.
const STALE_DAYS: i64 = 30;
/// Our own measure, no law: a term and its days may differ by so much before anybody should look.
const TERM_SLACK_DAYS: u32 = 31;

/// Days of things that have happened when a petition states them.
const PAST: &[&str] = &[
    "petitioner.born_on",
    "convictions[].convicted_on",
    "convictions[].judgment_on",
    "convictions[].offenses[].committed_on",
    "convictions[].sentence.granted",
    "convictions[].deferred_entry.granted",
    "convictions[].deferred_entry.dismissed",
    "arrest.date",
    "charges.filed_on",
    "charges.disposition_on",
    "agency_petition.delivered_to_agency",
    "agency_petition.delivered_to_prosecutor",
    "agency_petition.agency_answer_on",
    "agency_petition.prosecutor_answer_on",
    "history[].date",
    NOW,
];

/// The day on which the facts of `now` are sworn to be true.
const NOW: &str = "now.as_of";

pub(super) fn in_the_future(facts: &Facts<'_>) -> Vec<Diagnostic> {
    let mut days: Vec<_> = PAST.iter().flat_map(|pattern| facts.days(pattern)).collect();
    // The end of a term may be stated ahead of time; how it ended may not.
    for conviction in facts.convictions() {
        if facts.get(&below(&conviction, "sentence.ended_how")).is_some() {
            days.extend(facts.day(&below(&conviction, "sentence.ended")));
        }
        if facts.flag(&below(&conviction, "sentence.performed")) == Some(true) {
            days.extend(facts.day(&below(&conviction, "sentence.completed")));
        }
    }
    let as_of = facts.as_of;
    let future = days.into_iter().filter(|day| day.date > as_of);
    future
        .map(|day| {
            Diagnostic::error(
                "future-date",
                format!("`{}` is after {as_of}, the day of this run", day.at),
            )
            .at_field(&day.at, "this has not happened yet")
            .help(match day.at.to_string() {
                at if at.ends_with("sentence.ended") => "correct the year; where probation still runs, delete `ended_how` and write `on_probation: yes` in `now`",
                at if at == NOW => "write the day on which it was asked: nobody can swear today to what is true on a later day",
                _ => "correct the year, or state it when it has happened",
            })
        })
        .collect()
}

pub(super) fn hearing_past(facts: &Facts<'_>) -> Vec<Diagnostic> {
    let as_of = facts.as_of;
    let hearing = facts.day(&at("hearing.date")).filter(|hearing| hearing.date < as_of);
    hearing
        .map(|hearing| {
            Diagnostic::error(
                "hearing-in-the-past",
                format!("the hearing is before {as_of}, the day of this run"),
            )
            .at_field(&hearing.at, "")
            .help(
                "state the day that the clerk gave, or leave it out: the papers then have a blank",
            )
        })
        .into_iter()
        .collect()
}

pub(super) fn hearing_closed(facts: &Facts<'_>) -> Vec<Diagnostic> {
    let hearing = facts
        .day(&at("hearing.date"))
        .filter(|hearing| is_court_holiday(hearing.date, &facts.law.holidays));
    hearing
        .map(|hearing| {
            let day = hearing.date.format("%A, %B %-d, %Y");
            Diagnostic::error("hearing-on-closed-day", format!("courts are closed on {day}"))
                .at_field(&hearing.at, "")
                .why("it is a weekend or a court holiday")
                .help("compare the day with the clerk's notice")
        })
        .into_iter()
        .collect()
}

pub(super) fn stale_now(facts: &Facts<'_>) -> Vec<Diagnostic> {
    let Some(stated) = facts.day(&at(NOW)) else { return Vec::new() };
    let age = (facts.as_of - stated.date).num_days();
    if age <= STALE_DAYS {
        return Vec::new();
    }
    vec![
        Diagnostic::warning("stale-now", format!("`now` is {age} days old"))
            .at_field(&stated.at, "")
            .why("the petitioner swears that these facts are true on the day of signing")
            .help("ask again, then state today's date here"),
    ]
}

/// Papers are served once they are signed, and signed once all that they state has happened.
pub(super) fn served_before_facts(facts: &Facts<'_>) -> Vec<Diagnostic> {
    let Some(served) = facts.day(&at("service.on")) else { return Vec::new() };
    let days = PAST.iter().flat_map(|pattern| facts.days(pattern));
    let stated = days.filter(|day| day.date > served.date && day.date <= facts.as_of);
    // The last of them shows how far off the day of service is.
    let Some(last) = stated.max_by_key(|day| day.date) else { return Vec::new() };
    let what = format!("the papers are served before {}, the day of `{}`", last.date, last.at);
    vec![
        Diagnostic::error("service-before-facts", what)
            .at_field(&served.at, "papers that state it did not exist on this day")
            .at_field(&last.at, "they state this")
            .help("correct one of the days, or leave `service.on` out: the proof of service then has a blank"),
    ]
}

pub(super) fn term_mismatch(facts: &Facts<'_>) -> Vec<Diagnostic> {
    facts.convictions().iter().filter_map(|conviction| term(facts, conviction)).collect()
}

fn term(facts: &Facts<'_>, conviction: &FieldPath) -> Option<Diagnostic> {
    let months_at = below(conviction, "sentence.months");
    let months = u32::try_from(facts.get(&months_at)?.as_number()?).ok()?;
    let granted = facts.day(&below(conviction, "sentence.granted"))?;
    let ended = facts.day(&below(conviction, "sentence.ended"))?;
    let full = months_later(granted.date, months);
    let early = ended.date < days_earlier(full, TERM_SLACK_DAYS);
    let late = ended.date > days_later(full, TERM_SLACK_DAYS);
    let what = match facts.text(&below(conviction, "sentence.ended_how")) {
        None | Some("fulfilled") if early => "probation ends long before its term does".to_owned(),
        Some("discharged early") if ended.date >= full => {
            "probation ends early, yet not before its term does".to_owned()
        }
        _ if late => "probation ends long after its term does".to_owned(),
        _ => return None,
    };
    Some(
        Diagnostic::warning("term-mismatch", format!("`{conviction}`: {what}"))
            .at_field(&ended.at, "")
            .at_field(&months_at, format!("this term runs to {}", day(full)))
            .at_field(&granted.at, "from here")
            .help("correct one of them, or say in `ended_how` how probation ended"),
    )
}

fn day(date: NaiveDate) -> String {
    date.format("%Y-%m-%d").to_string()
}
