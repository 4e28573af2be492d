//! Days that stand in the wrong order.

use super::{Day, Facts, at, below, diagnostic};
use crate::diagnostic::{Diagnostic, Severity};
use crate::source::FieldPath;

/// What an order is checked for.
#[derive(Clone, Copy)]
enum Each {
    Case,
    Conviction,
    Offense,
}

/// Two days of which one cannot come before the other.
struct Order {
    code: &'static str,
    severity: Severity,
    each: Each,
    earlier: &'static str,
    later: &'static str,
    /// What is wrong where the days stand the other way round.
    says: &'static str,
    help: &'static str,
}

const LOOK: &str = "compare both days with the court's docket";
const LOOK_AGENCY: &str = "compare both days with the receipts";

const ORDERS: &[Order] = &[
    conviction(
        "judgment-before-conviction",
        "convicted_on",
        "judgment_on",
        "judgment is dated before the conviction",
    ),
    conviction(
        "probation-before-conviction",
        "convicted_on",
        "sentence.granted",
        "probation is granted before the conviction",
    ),
    conviction(
        "probation-ends-before-start",
        "sentence.granted",
        "sentence.ended",
        "probation ends before it begins",
    ),
    conviction(
        "completed-before-conviction",
        "convicted_on",
        "sentence.completed",
        "the sentence is completed before the conviction",
    ),
    conviction(
        "supervision-before-conviction",
        "convicted_on",
        "sentence.supervision_ended",
        "supervision ends before the conviction",
    ),
    conviction(
        "dismissed-before-deferral",
        "deferred_entry.granted",
        "deferred_entry.dismissed",
        "the charges are dismissed before entry of judgment is deferred",
    ),
    Order {
        code: "conviction-before-offense",
        severity: Severity::Error,
        each: Each::Offense,
        earlier: "committed_on",
        later: "convicted_on",
        says: "the conviction is dated before the offense",
        help: LOOK,
    },
    Order {
        code: "filed-before-arrest",
        severity: Severity::Warning,
        each: Each::Case,
        earlier: "arrest.date",
        later: "charges.filed_on",
        says: "charges are filed before the arrest",
        help: "this is right only where the arrest was on a warrant; else compare both days with the court's docket",
    },
    case(
        "disposition-before-filing",
        "charges.filed_on",
        "charges.disposition_on",
        "the case ends before it is filed",
    ),
    case(
        "judgment-before-arrest",
        "arrest.date",
        "charges.disposition_on",
        "the case ends before the arrest",
    ),
    Order {
        help: LOOK_AGENCY,
        ..case(
            "petition-before-arrest",
            "arrest.date",
            "agency_petition.delivered_to_agency",
            "the agency receives the petition before the arrest",
        )
    },
    Order {
        help: LOOK_AGENCY,
        ..case(
            "petition-before-arrest",
            "arrest.date",
            "agency_petition.delivered_to_prosecutor",
            "the prosecutor receives the petition before the arrest",
        )
    },
    Order {
        help: LOOK_AGENCY,
        ..case(
            "answer-before-delivery",
            "agency_petition.delivered_to_agency",
            "agency_petition.agency_answer_on",
            "the agency answers before it receives the petition",
        )
    },
    Order {
        help: LOOK_AGENCY,
        ..case(
            "answer-before-delivery",
            "agency_petition.delivered_to_prosecutor",
            "agency_petition.prosecutor_answer_on",
            "the prosecutor answers before receiving the petition",
        )
    },
    Order {
        help: "serve the papers before the hearing, or correct one of the days",
        ..case(
            "service-after-hearing",
            "service.on",
            "hearing.date",
            "the papers are served after the hearing",
        )
    },
];

/// Codes of the table above.
pub(super) const CODES: &[&str] = &[
    "judgment-before-conviction",
    "probation-before-conviction",
    "probation-ends-before-start",
    "completed-before-conviction",
    "supervision-before-conviction",
    "dismissed-before-deferral",
    "conviction-before-offense",
    "filed-before-arrest",
    "disposition-before-filing",
    "judgment-before-arrest",
    "petition-before-arrest",
    "answer-before-delivery",
    "service-after-hearing",
];

const fn conviction(
    code: &'static str,
    earlier: &'static str,
    later: &'static str,
    says: &'static str,
) -> Order {
    Order {
        code,
        severity: Severity::Error,
        each: Each::Conviction,
        earlier,
        later,
        says,
        help: LOOK,
    }
}

const fn case(
    code: &'static str,
    earlier: &'static str,
    later: &'static str,
    says: &'static str,
) -> Order {
    Order { code, severity: Severity::Error, each: Each::Case, earlier, later, says, help: LOOK }
}

pub(super) fn all(facts: &Facts<'_>) -> Vec<Diagnostic> {
    let offenses = facts.paths("convictions[].offenses[]");
    let mut found = Vec::new();
    for order in ORDERS {
        let units = match order.each {
            Each::Case => vec![FieldPath::root()],
            Each::Conviction => facts.convictions(),
            Each::Offense => offenses.clone(),
        };
        found.extend(units.iter().filter_map(|unit| one(facts, order, unit)));
    }
    found
}

fn one(facts: &Facts<'_>, order: &Order, unit: &FieldPath) -> Option<Diagnostic> {
    let earlier = nearest_day(facts, unit, order.earlier)?;
    let later = nearest_day(facts, unit, order.later)?;
    (later.date < earlier.date).then(|| {
        let place = if unit.0.is_empty() { String::new() } else { format!("`{unit}`: ") };
        diagnostic(order.severity, order.code, format!("{place}{}", order.says))
            .at_field(&later.at, format!("this is {}", days_before(&later, &earlier)))
            .at_field(&earlier.at, "than this")
            .help(order.help)
    })
}

/// The day of that name in the unit, or in the next group around it that states it.
fn nearest_day(facts: &Facts<'_>, unit: &FieldPath, name: &str) -> Option<Day> {
    let mut steps = unit.0.clone();
    loop {
        let base = FieldPath(steps.clone());
        let path = if steps.is_empty() { at(name) } else { below(&base, name) };
        if let Some(day) = facts.day(&path) {
            return Some(day);
        }
        steps.pop()?;
    }
}

fn days_before(later: &Day, earlier: &Day) -> String {
    match (earlier.date - later.date).num_days() {
        1 => "one day earlier".to_owned(),
        n_days => format!("{n_days} days earlier"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_order_has_its_code_in_the_list() {
        let mut listed: Vec<&str> = ORDERS.iter().map(|order| order.code).collect();
        listed.dedup();
        assert_eq!(listed, CODES);
    }
}
