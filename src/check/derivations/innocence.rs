//! Derivations on a conviction that was set aside for innocence: when compensation can be claimed.

use super::{Reading, Step, asking, never, no_value, value};
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
    let wait = reading.inquiry.book().after_lapse(reading.parameter("claim wait")?, on);
    let wait = wait.ok_or_else(no_value)?;
    // While charges can still be brought again, no claim can.
    if reading.word(&set_aside("charges_after")).as_deref() == Some("pending") {
        return Err(never("the charges are pending"));
    }
    let ended = reading.date(&set_aside("charges_ended_on")).ok();
    let from = ended.map_or(wait, |ended| ended.max(wait));
    Ok(value(Fact::Date(from), format!("the conviction was set aside on {on}")))
}
