//! Days that stand in the wrong order.

use super::{Day, Facts, at, below, diagnostic};
use crate::catalog::order::Order;
use crate::diagnostic::Diagnostic;
use crate::source::FieldPath;

pub(super) fn all(facts: &Facts<'_>) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for order in &facts.fields.orders {
        let units = match order.each.as_str() {
            "" => vec![FieldPath::root()],
            pattern => facts.paths(pattern),
        };
        found.extend(units.iter().filter_map(|unit| one(facts, order, unit)));
    }
    found
}

fn one(facts: &Facts<'_>, order: &Order, unit: &FieldPath) -> Option<Diagnostic> {
    let earlier = nearest_day(facts, unit, &order.earlier)?;
    let later = nearest_day(facts, unit, &order.later)?;
    (later.date < earlier.date).then(|| {
        let place = if unit.0.is_empty() { String::new() } else { format!("`{unit}`: ") };
        diagnostic(order.severity(), &order.code, format!("{place}{}", order.says))
            .at_field(&later.at, format!("this is {}", days_before(&later, &earlier)))
            .at_field(&earlier.at, "than this")
            .help(&order.help)
    })
}

/// The day of that name in the unit, or in the next group around it that states it.
fn nearest_day(facts: &Facts<'_>, unit: &FieldPath, name: &str) -> Option<Day> {
    if let Some(top) = name.strip_prefix('/') {
        return facts.day(&at(top));
    }
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
