//! Derivations on a conviction that was set aside for innocence: when compensation can be claimed.

use super::{Reading, Step, asking, no_value, value};
use crate::case::Fact;
use crate::source::FieldPath;

fn set_aside(key: &str) -> String {
    format!("/set_aside.{key}")
}

pub(super) fn claim_by(reading: &Reading<'_>) -> Step {
    let days = ["on", "charges_ended_on", "released_on"].map(|key| reading.date(&set_aside(key)));
    let last = days.into_iter().flatten().max();
    let last = last.ok_or_else(|| asking(vec![FieldPath::root().key("set_aside").key("on")]))?;
    let by = reading.inquiry.book().within(reading.parameter("claim")?, last);
    Ok(value(Fact::Date(by.ok_or_else(no_value)?), format!("the last of these days is {last}")))
}

pub(super) fn claim_from(reading: &Reading<'_>) -> Step {
    let on = reading.date(&set_aside("on"))?;
    let from = reading.inquiry.book().after_lapse(reading.parameter("claim wait")?, on);
    Ok(value(
        Fact::Date(from.ok_or_else(no_value)?),
        format!("the conviction was set aside on {on}"),
    ))
}
