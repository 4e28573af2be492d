//! Whether the law data speaks for a day: dates before it was law are refused, dates after it are warned about.

use chrono::{Datelike, NaiveDate};

use crate::catalog::petition::Petition;
use crate::diagnostic::Diagnostic;
use crate::law::{CiteForm, Law};

/// What is wrong with deciding a petition for a day with this law.
///
/// A provision that is not in force on the day is an error: an earlier text of it is not in the
/// data. A day in a later year than the statutes were read is a warning: most acts take effect on
/// January 1.
pub fn check(petition: &Petition, law: &Law, as_of: NaiveDate) -> Vec<Diagnostic> {
    let mut found: Vec<Diagnostic> = Vec::new();
    let missing: Vec<String> = petition
        .provisions()
        .into_iter()
        .filter(|key| law.provision(key).is_some_and(|provision| !provision.in_force_on(as_of)))
        .filter_map(|key| law.cite(key, CiteForm::Short))
        .collect();
    if let Some(first) = missing.first() {
        found.push(
            Diagnostic::error(
                "law-not-in-force",
                format!("the law data does not reach back to {as_of}"),
            )
            .why(format!(
                "{} of its provisions {} not in force then in the form that it has",
                missing.len(),
                if missing.len() == 1 { "was" } else { "were" }
            ))
            .help("give --as-of the day on which the papers will be filed")
            .cites(first),
        );
    }
    if as_of.year() > law.statutes_through.year() {
        found.push(
            Diagnostic::warning(
                "law-may-have-changed",
                format!(
                    "the statutes were read as of {}; what took effect later is not known here",
                    law.statutes_through
                ),
            )
            .why("most acts take effect on January 1")
            .help("compare the sections with the Legislature's text before filing"),
        );
    }
    found
}
