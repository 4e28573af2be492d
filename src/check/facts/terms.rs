//! Terms in months that no court imposes.

use super::{Facts, below};
use crate::case::Fact;
use crate::diagnostic::Diagnostic;
use crate::source::FieldPath;

/// Our own measure, no law: a longer probation is seen so seldom that somebody should look.
const LONG_PROBATION_MONTHS: i64 = 120;

/// A term of no months, and a probation of many.
pub(super) fn odd(facts: &Facts<'_>) -> Vec<Diagnostic> {
    facts.convictions().iter().filter_map(|conviction| one(facts, conviction)).collect()
}

fn one(facts: &Facts<'_>, conviction: &FieldPath) -> Option<Diagnostic> {
    let at = below(conviction, "sentence.months");
    let months = facts.get(&at).and_then(Fact::as_number)?;
    let on_probation = facts.text(&below(conviction, "sentence.kind")) == Some("probation");
    let found = match months {
        0 => Diagnostic::error("empty-term", format!("`{at}` is 0, and a term has months"))
            .help("write how many months the court ordered, or leave it out"),
        _ if on_probation && months > LONG_PROBATION_MONTHS => {
            let what =
                format!("`{at}`: probation of {months} months, which is {} years", months / 12);
            Diagnostic::warning("long-probation", what).help(
                "compare with the court's minute order: months are counted here, and not days",
            )
        }
        _ => return None,
    };
    Some(found.at_field(&at, ""))
}
