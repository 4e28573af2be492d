//! Addresses whose parts do not go together.

use super::{Facts, at};
use crate::case::Fact;
use crate::diagnostic::Diagnostic;
use crate::source::FieldPath;

/// First three digits of the ZIP codes that the Postal Service gives to California, and to no other state.
const CALIFORNIAN: std::ops::RangeInclusive<u32> = 900..=961;
const HOME: &str = "CA";

/// A ZIP code of California behind the name of another state: one of the two is a slip.
pub(super) fn zip_of_another_state(facts: &Facts<'_>) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    if let Fact::Group(group) = &facts.case.facts {
        group.iter().for_each(|(name, fact)| below(&at(name), fact, &mut found));
    }
    found
}

fn below(path: &FieldPath, fact: &Fact, found: &mut Vec<Diagnostic>) {
    match fact {
        Fact::List(items) => {
            items.iter().enumerate().for_each(|(n, item)| below(&path.index(n), item, found));
        }
        Fact::Group(group) => {
            let text = |name: &str| group.get(name).and_then(Fact::as_text);
            if let (Some(state), Some(zip)) = (text("state"), text("zip")) {
                found.extend(apart(path, (state, zip)));
            }
            group.iter().for_each(|(name, fact)| below(&path.key(name), fact, found));
        }
        _ => {}
    }
}

fn apart(path: &FieldPath, (state, zip): (&str, &str)) -> Option<Diagnostic> {
    let first = zip.get(..3)?.parse().ok()?;
    if state == HOME || !CALIFORNIAN.contains(&first) {
        return None;
    }
    let what = format!("`{path}`: the ZIP code {zip} is in California, and the state is {state}");
    let warning = Diagnostic::warning("zip-of-another-state", what)
        .at_field(&path.key("state"), "")
        .at_field(&path.key("zip"), "");
    Some(warning.help("correct the state or the ZIP code: papers and notices are sent there"))
}
