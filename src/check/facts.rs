//! Facts that cannot be true, or cannot be true together: each check a small function with its codes.

use chrono::NaiveDate;

use crate::case::{Case, Fact};
use crate::catalog::fields::Fields;
use crate::diagnostic::{Diagnostic, Severity};
use crate::law::{CiteForm, Law};
use crate::source::FieldPath;

mod addresses;
mod dates;
mod offenses;
mod order;
mod persons;
mod repeats;
mod says;
mod terms;

/// Code of the warning that the petitioner was a minor.
pub const MINOR: &str = "minor-at-offense";

/// A check: what it finds and how.
pub struct FactCheck {
    /// The codes of its diagnostics.
    pub codes: &'static [&'static str],
    run: fn(&Facts<'_>) -> Vec<Diagnostic>,
}

/// Every check, in the order in which they run.
pub const FACT_CHECKS: &[FactCheck] = &[
    // Their codes stand in the declarations of the facts.
    FactCheck { codes: &[], run: order::all },
    FactCheck { codes: &["future-date"], run: dates::in_the_future },
    FactCheck { codes: &["hearing-in-the-past"], run: dates::hearing_past },
    FactCheck { codes: &["hearing-on-closed-day"], run: dates::hearing_closed },
    FactCheck { codes: &["stale-now"], run: dates::stale_now },
    FactCheck { codes: &["service-before-facts"], run: dates::served_before_facts },
    FactCheck { codes: &["term-mismatch"], run: dates::term_mismatch },
    FactCheck { codes: &["empty-term", "long-probation"], run: terms::odd },
    FactCheck { codes: &["birth-after-event"], run: persons::birth_after_event },
    FactCheck { codes: &[MINOR], run: persons::minor_at_offense },
    FactCheck { codes: &["server-is-petitioner"], run: persons::server_is_petitioner },
    FactCheck { codes: &["zip-of-another-state"], run: addresses::zip_of_another_state },
    FactCheck { codes: &["unknown-offense"], run: offenses::unknown_offense },
    FactCheck { codes: &["misspelt-section"], run: offenses::misspelt_section },
    FactCheck { codes: &["impossible-level"], run: offenses::impossible_level },
    FactCheck { codes: &["same-count"], run: repeats::same_count },
    FactCheck { codes: &["same-offense"], run: repeats::same_offense },
    FactCheck { codes: &["same-conviction"], run: repeats::same_conviction },
    FactCheck { codes: &["repeated-in-history"], run: repeats::repeated_in_history },
    FactCheck { codes: &["same-exhibit-id"], run: repeats::same_exhibit_id },
    FactCheck { codes: &["unknown-exhibit"], run: repeats::unknown_exhibit },
    FactCheck { codes: &["unknown-declarant"], run: repeats::unknown_declarant },
    FactCheck { codes: &["uncharged-with-charges"], run: says::uncharged_with_charges },
    FactCheck { codes: &["answer-without-answer"], run: says::answer_without_answer },
    FactCheck { codes: &["convicted-or-not"], run: says::convicted_or_not },
    FactCheck { codes: &["probation-or-not"], run: says::probation_or_not },
    FactCheck { codes: &["probation-still-running"], run: says::probation_still_running },
];

/// Every fault and doubt that the facts of a case raise by themselves on a day; places are paths of the case.
/// The law gives the courts' holidays, the age of majority and what is cited; the declarations, which day comes first.
pub fn check_facts(case: &Case, fields: &Fields, law: &Law, as_of: NaiveDate) -> Vec<Diagnostic> {
    let facts = Facts { case, fields, law, as_of };
    FACT_CHECKS.iter().flat_map(|check| (check.run)(&facts)).collect()
}

/// The facts with ways to find them.
struct Facts<'a> {
    case: &'a Case,
    fields: &'a Fields,
    law: &'a Law,
    as_of: NaiveDate,
}

/// A day and where it stands.
struct Day {
    at: FieldPath,
    date: NaiveDate,
}

impl Facts<'_> {
    fn get(&self, path: &FieldPath) -> Option<&Fact> {
        self.case.get(path)
    }

    fn day(&self, path: &FieldPath) -> Option<Day> {
        Some(Day { at: path.clone(), date: self.get(path)?.as_date()? })
    }

    fn text(&self, path: &FieldPath) -> Option<&str> {
        self.get(path)?.as_text()
    }

    fn flag(&self, path: &FieldPath) -> Option<bool> {
        self.get(path)?.as_flag()
    }

    /// Paths of the items of a list; none where it is not stated.
    fn items(&self, list: &FieldPath) -> Vec<FieldPath> {
        let n_items = self.get(list).and_then(Fact::as_list).map_or(0, <[Fact]>::len);
        (0..n_items).map(|index| list.index(index)).collect()
    }

    fn cite(&self, key: &str) -> Option<String> {
        self.law.cite(key, CiteForm::Short)
    }

    fn convictions(&self) -> Vec<FieldPath> {
        self.items(&at("convictions"))
    }

    /// Every stated day of a path in which `[]` stands for each item of a list.
    fn days(&self, pattern: &str) -> Vec<Day> {
        self.paths(pattern).iter().filter_map(|path| self.day(path)).collect()
    }

    fn paths(&self, pattern: &str) -> Vec<FieldPath> {
        let mut found = vec![FieldPath::root()];
        for step in pattern.split('.') {
            let name = step.trim_end_matches("[]");
            let deeper = found.iter().map(|path| path.key(name));
            found = match step.ends_with("[]") {
                true => deeper.flat_map(|list| self.items(&list)).collect(),
                false => deeper.collect(),
            };
        }
        found
    }
}

/// The path of names joined by dots.
fn at(path: &str) -> FieldPath {
    below(&FieldPath::root(), path)
}

/// The path of names joined by dots below another.
fn below(base: &FieldPath, path: &str) -> FieldPath {
    path.split('.').fold(base.clone(), |base, name| base.key(name))
}

fn diagnostic(severity: Severity, code: &str, what: String) -> Diagnostic {
    match severity {
        Severity::Error => Diagnostic::error(code, what),
        Severity::Warning => Diagnostic::warning(code, what),
    }
}
