//! Predicates on days: waits that lapse, days that come, acts that are in time or late.

use chrono::NaiveDate;

use super::{Asked, known, no_value, without};
use crate::case::Fact;
use crate::check::condition::Found;
use crate::check::determination::Reason;

pub(super) fn reached(asked: &Asked<'_>) -> Reason {
    let path = asked.path();
    let found = asked.find(path);
    match found.fact {
        Some(Fact::Date(day)) => in_time(asked, &found, day, format!("`{path}` has come")),
        _ => without(&found, format!("`{path}` has come")),
    }
}

pub(super) fn elapsed_since(asked: &Asked<'_>) -> Reason {
    let (from, period) = (
        asked.args.named("from").unwrap_or_default(),
        asked.args.named("period").unwrap_or_default(),
    );
    let found = asked.find(from);
    let says = format!("the wait since `{from}` is over");
    let Some(Fact::Date(start)) = found.fact else {
        return without(&found, says);
    };
    match asked.inquiry.book().after_lapse(asked.law(period), start) {
        Some(day) => in_time(asked, &found, day, says),
        None => no_value(asked, period),
    }
}

/// Holds from a day on; before it, says when.
fn in_time(asked: &Asked<'_>, found: &Found, day: NaiveDate, says: String) -> Reason {
    let mut reason = known(found, asked.inquiry.as_of >= day, says);
    reason.met_on = Some(day);
    reason
}

pub(super) fn not_past(asked: &Asked<'_>) -> Reason {
    let path = asked.args.named("day").unwrap_or_default();
    match asked.date(path) {
        Ok(last) => timely(asked, last, &asked.find(path)),
        Err(reason) => *reason,
    }
}

pub(super) fn within(asked: &Asked<'_>) -> Reason {
    let (from, period) = (
        asked.args.named("from").unwrap_or_default(),
        asked.args.named("period").unwrap_or_default(),
    );
    let start = match asked.date(from) {
        Ok(start) => start,
        Err(reason) => return *reason,
    };
    match asked.inquiry.book().within(asked.law(period), start) {
        Some(last) => timely(asked, last, &asked.find(from)),
        None => no_value(asked, period),
    }
}

/// Holds where the act is no later than the last day; else late since then.
fn timely(asked: &Asked<'_>, last: NaiveDate, found: &Found) -> Reason {
    let act = match asked.act() {
        Ok(act) => act,
        Err(reason) => return *reason,
    };
    let mut reason = known(found, act <= last, format!("it is no later than {last}"));
    reason.late_since = Some(last).filter(|_| act > last);
    // An act of the past stays in time; one that is still to be done does not.
    reason.until = Some(last).filter(|_| act <= last && asked.args.named("act").is_none());
    if let Some(path) = asked.args.named("act") {
        reason.at = Some(asked.find(path).path);
        reason.found = Some(format!("`{path}` is `{act}`"));
    }
    reason
}

/// The birthday on which an age is reached, and the day looked at; an unknown reason where one is missing.
fn ages(asked: &Asked<'_>) -> Result<(NaiveDate, Option<NaiveDate>), Box<Reason>> {
    let named = |name: &str| asked.args.named(name).unwrap_or_default();
    let born = asked.date(named("born"))?;
    let years = asked.law(named("years"));
    let birthday = asked.inquiry.book().last_day(years, born);
    let birthday = birthday.ok_or_else(|| Box::new(no_value(asked, named("years"))))?;
    let at = asked.args.named("at").map(|path| asked.date(path)).transpose()?;
    Ok((birthday, at))
}

pub(super) fn under_age(asked: &Asked<'_>) -> Reason {
    match ages(asked) {
        Ok((birthday, at)) => {
            let found = asked.find(asked.args.named("at").unwrap_or_default());
            let at = at.unwrap_or(asked.inquiry.as_of);
            known(&found, at < birthday, format!("{at} is before the birthday on {birthday}"))
        }
        Err(reason) => *reason,
    }
}

pub(super) fn of_age(asked: &Asked<'_>) -> Reason {
    let found = asked.find(asked.args.named("born").unwrap_or_default());
    match ages(asked) {
        Ok((birthday, None)) => {
            in_time(asked, &found, birthday, format!("the birthday on {birthday} has come"))
        }
        Ok((birthday, Some(at))) => known(
            &found,
            at >= birthday,
            format!("{at} is no earlier than the birthday on {birthday}"),
        ),
        Err(reason) => *reason,
    }
}

pub(super) fn precedes(asked: &Asked<'_>) -> Reason {
    let named = |name: &str| asked.args.named(name).unwrap_or_default();
    let (first, second) = (named("first"), named("second"));
    match (asked.date(first), asked.date(second)) {
        (Ok(one), Ok(other)) => {
            known(&asked.find(first), one < other, format!("`{first}` is before `{second}`"))
        }
        (Err(reason), _) | (_, Err(reason)) => *reason,
    }
}

pub(super) fn date_before(asked: &Asked<'_>) -> Reason {
    beside(asked, |date, day| date < day)
}

pub(super) fn date_from(asked: &Asked<'_>) -> Reason {
    beside(asked, |date, day| date >= day)
}

fn beside(asked: &Asked<'_>, holds: fn(NaiveDate, NaiveDate) -> bool) -> Reason {
    let (path, than) = (
        asked.args.named("fact").unwrap_or_default(),
        asked.args.named("than").unwrap_or_default(),
    );
    let found = asked.find(path);
    let Some(day) = asked.inquiry.book().day(asked.law(than)) else {
        return no_value(asked, than);
    };
    match found.fact {
        Some(Fact::Date(date)) => {
            known(&found, holds(date, day), format!("`{path}` is on the right side of {day}"))
        }
        _ => without(&found, format!("`{path}` is known")),
    }
}
