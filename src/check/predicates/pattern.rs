//! Whether arrests and convictions of one class form a pattern: so many of them, each near another in time.

use chrono::NaiveDate;

use super::{Asked, no_value, unknown};
use crate::case::Fact;
use crate::check::condition::Inquiry;
use crate::check::determination::{Reason, Truth};
use crate::source::FieldPath;

/// An arrest or a conviction, on the occasion that it came of.
struct Event {
    conviction: bool,
    occasion: NaiveDate,
    /// Whether it is of the class; unknown where the case does not say.
    of_class: Truth,
    /// Where its class would stand.
    place: FieldPath,
}

/// Events of `/history`, the convictions of the case, and its arrest, which the leaf takes to be of the class.
fn events(inquiry: &Inquiry<'_>, class: &str) -> Result<Vec<Event>, Vec<FieldPath>> {
    let history = FieldPath::root().key("history");
    let list = inquiry.case.get(&history).and_then(Fact::as_list);
    let n_items = list.ok_or_else(|| vec![history.clone()])?.len();
    let fact = |at: &FieldPath, key: &str| inquiry.case.get(&at.key(key));
    let mut events = Vec::new();
    for at in (0..n_items).map(|n| history.index(n)) {
        let day = fact(&at, "occurred_on").or(fact(&at, "date")).and_then(Fact::as_date);
        let occasion = day.ok_or_else(|| vec![at.key("date")])?;
        let of_class = fact(&at, "abuse").and_then(Fact::as_text);
        events.push(Event {
            conviction: fact(&at, "kind").and_then(Fact::as_text) == Some("conviction"),
            occasion,
            of_class: of_class.map_or(Truth::Unknown, |word| Truth::from(word == class)),
            place: at.key("abuse"),
        });
    }
    events.extend(convictions(inquiry, class));
    let arrest = FieldPath::root().key("arrest").key("date");
    if let Some(occasion) = inquiry.case.get(&arrest).and_then(Fact::as_date) {
        events.push(Event { conviction: false, occasion, of_class: Truth::True, place: arrest });
    }
    Ok(events)
}

/// The convictions of the matter, each offense an event of the day on which it was committed, or found.
fn convictions(inquiry: &Inquiry<'_>, class: &str) -> Vec<Event> {
    let root = FieldPath::root();
    let offenses = inquiry.units(&root, "convictions[].offenses").unwrap_or_default();
    let event = |at: FieldPath| {
        let day =
            ["committed_on", "convicted_on"].iter().find_map(|key| inquiry.date(&at, key).ok());
        let juvenile = inquiry.find(&at, "in_juvenile_court").fact.and_then(|fact| fact.as_flag());
        let of_class = inquiry.case.get(&at.key("abuse")).and_then(Fact::as_text);
        (juvenile != Some(true)).then_some(())?;
        Some(Event {
            conviction: true,
            occasion: day?,
            of_class: of_class.map_or(Truth::Unknown, |word| Truth::from(word == class)),
            place: at.key("abuse"),
        })
    };
    offenses.into_iter().filter_map(event).collect()
}

/// Whether so many of some events, each near another on another occasion, are enough.
fn enough(
    events: &[&Event],
    near: &dyn Fn(NaiveDate, NaiveDate) -> bool,
    least: (i64, i64),
) -> bool {
    let mut counted: Vec<(bool, NaiveDate)> = events
        .iter()
        .filter(|one| {
            let apart = |other: &&&Event| other.occasion != one.occasion;
            events.iter().filter(apart).any(|other| near(one.occasion, other.occasion))
        })
        .map(|one| (one.conviction, one.occasion))
        .collect();
    counted.sort_unstable();
    counted.dedup();
    let count = |conviction: bool| {
        let n_events = counted.iter().filter(|(is, _)| *is == conviction).count();
        i64::try_from(n_events).unwrap_or(i64::MAX)
    };
    count(true) >= least.0 || count(false) >= least.1
}

pub(super) fn pattern(asked: &Asked<'_>) -> Reason {
    let class = asked.args.named("class").unwrap_or_default();
    let book = asked.inquiry.book();
    let says = format!("arrests or convictions for {class} form a pattern");
    let number = |name| book.number(asked.law(name));
    let (Some(convictions), Some(arrests)) =
        (number("pattern_convictions"), number("pattern_arrests"))
    else {
        return no_value(asked, "pattern_convictions");
    };
    let events = match events(asked.inquiry, class) {
        Ok(events) => events,
        Err(missing) => return unknown(missing, says),
    };
    let near = |one: NaiveDate, other: NaiveDate| {
        let last = book.last_day(asked.law("pattern_within"), one.min(other));
        last.is_some_and(|last| one.max(other) <= last)
    };
    let of_class = |least: Truth| -> Vec<&Event> {
        events.iter().filter(|one| one.of_class >= least).collect()
    };
    let least = (convictions, arrests);
    if enough(&of_class(Truth::True), &near, least) {
        return Reason::new(Truth::True, says);
    }
    if !enough(&of_class(Truth::Unknown), &near, least) {
        return Reason::new(Truth::False, says);
    }
    let open = events.iter().filter(|one| one.of_class == Truth::Unknown);
    unknown(open.map(|one| one.place.clone()).collect(), says)
}
