//! The closed table of derivations: named pure computations on a case, each with a value and its reason.

use std::collections::BTreeMap;

use chrono::{Months, NaiveDate};

use crate::case::Fact;
use crate::catalog::petition::LawKey;
use crate::check::condition::Inquiry;
use crate::check::determination::Outcome;
use crate::check::lawbook::LawRef;
use crate::source::FieldPath;

mod arrests;
mod innocence;
mod rehabilitation;
mod service;

use arrests::{
    answer_due, both_received, court_petition_opens, deemed_denied_on, denied_on, destroy_after,
    destroy_now, infraction_only, limitations_end, limitations_over, limitations_over_on,
    window_end, window_over, window_start,
};
use innocence::{claim_by, claim_from};
use rehabilitation::{
    lives_in_county, rehabilitation_added, rehabilitation_class, rehabilitation_end,
    rehabilitation_from, rehabilitation_over, rehabilitation_over_on, rehabilitation_years,
    residence_end, residence_from, residence_over_on, twice_convicted,
};
use service::{
    deadline, deadline_prudent, file_by, file_by_prudent, response_due, seal_by, seal_by_over,
    serve_by, serve_by_prudent,
};

/// What a derivation gives.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Derived {
    /// The value, where there is one.
    pub fact: Option<Fact>,
    /// The facts that would give it; empty where it has a value or will never have one.
    pub missing: Vec<FieldPath>,
    /// Why: lower case, no final stop.
    pub why: Option<String>,
    /// The fact it turned on.
    pub at: Option<FieldPath>,
    /// The unconfirmed rows of the table of offenses that it rests on, each with where the offense stands.
    pub unconfirmed: Vec<(String, FieldPath)>,
}

/// One row of the table.
pub struct Derivation {
    /// Read in conditions and templates as `derived.<name>`.
    pub name: &'static str,
    /// What it is.
    pub says: &'static str,
    compute: fn(&Reading<'_>) -> Step,
}

type Step = Result<Derived, Open>;

/// A derivation without a value: what it lacks, or why it will never have one.
type Open = Box<Derived>;

/// The table.
pub const DERIVATIONS: [Derivation; 39] = [
    row(
        "window_start",
        "the later of the arrest and the filing of the accusatory pleading",
        window_start,
    ),
    row("window_end", "the last day of the time to petition", window_end),
    row("window_over", "whether the time to petition has run out", window_over),
    row(
        "limitations_end",
        "the last day on which a prosecution of any arrest offense could begin",
        limitations_end,
    ),
    row(
        "limitations_over_on",
        "the first day on which no prosecution can begin",
        limitations_over_on,
    ),
    row(
        "limitations_over",
        "whether the time to prosecute every arrest offense has run out",
        limitations_over,
    ),
    row(
        "both_received",
        "the day by which agency and prosecutor had both received the petition",
        both_received,
    ),
    row("answer_due", "the last day for the agency and the prosecutor to answer", answer_due),
    row("deemed_denied_on", "the day on which silence becomes a denial", deemed_denied_on),
    row("denied_on", "the day of the denial, stated or by silence", denied_on),
    row(
        "court_petition_opens",
        "the first day on which the court can hear an uncharged person",
        court_petition_opens,
    ),
    row("destroy_after", "the last day of the time under seal", destroy_after),
    row("destroy_now", "whether the records would be destroyed at once", destroy_now),
    row("infraction_only", "whether every arrest offense is an infraction", infraction_only),
    row(
        "probation_end_expected",
        "the day on which probation ends by its terms",
        probation_end_expected,
    ),
    row("serve_by", "the last day to serve that a provision allows", serve_by),
    row(
        "serve_by_prudent",
        "an earlier day, with what the manner of service adds",
        serve_by_prudent,
    ),
    row("file_by", "the last day to file that a provision allows", file_by),
    row("file_by_prudent", "an earlier day to file", file_by_prudent),
    row("deadline", "the last day to ask for what is pleaded", deadline),
    row("deadline_prudent", "an earlier day to ask for it", deadline_prudent),
    row("response_due", "the last day for an answer to the papers served", response_due),
    row("seal_by", "the day by which those who hold the records seal them", seal_by),
    row("seal_by_over", "whether that day is past", seal_by_over),
    row(
        "rehabilitation_class",
        "which period of rehabilitation the convictions call for: registration, life or other",
        rehabilitation_class,
    ),
    row("rehabilitation_years", "the whole period of rehabilitation", rehabilitation_years),
    row(
        "rehabilitation_added",
        "what the class adds to the years of residence",
        rehabilitation_added,
    ),
    row(
        "rehabilitation_from",
        "the latest release from custody for a conviction that counts",
        rehabilitation_from,
    ),
    row("rehabilitation_end", "the last day of the period of rehabilitation", rehabilitation_end),
    row(
        "rehabilitation_over_on",
        "the first day after the period of rehabilitation",
        rehabilitation_over_on,
    ),
    row("rehabilitation_over", "whether the period of rehabilitation is over", rehabilitation_over),
    row("lives_in_county", "whether the person lives in the county of the court", lives_in_county),
    row(
        "residence_from",
        "the day from which the person has lived in the state without a break, in freedom",
        residence_from,
    ),
    row("residence_end", "the last day of the years of residence", residence_end),
    row("residence_over_on", "the first day after the years of residence", residence_over_on),
    row(
        "twice_convicted",
        "whether there are felony convictions in two cases or more",
        twice_convicted,
    ),
    row("claim_by", "the last day to claim compensation", claim_by),
    row("claim_from", "the first day on which compensation can be claimed", claim_from),
    row(
        "earliest_filing",
        "the first day on which all that is asked too early could be asked",
        earliest_filing,
    ),
];

const fn row(
    name: &'static str,
    says: &'static str,
    compute: fn(&Reading<'_>) -> Step,
) -> Derivation {
    Derivation { name, says, compute }
}

/// The value of a derivation read from a unit; nothing, and nothing missing, for a name outside the table.
pub fn derive(inquiry: &Inquiry<'_>, unit: &FieldPath, name: &str) -> Derived {
    let Some(row) = DERIVATIONS.iter().find(|row| row.name == name) else {
        return Derived { why: Some(format!("`{name}` is no derivation")), ..Derived::default() };
    };
    (row.compute)(&Reading { inquiry, unit }).unwrap_or_else(|open| *open)
}

/// Every derivation of the whole case, by name, in order of the alphabet.
pub fn derive_all(inquiry: &Inquiry<'_>) -> BTreeMap<String, Derived> {
    let root = FieldPath::root();
    DERIVATIONS.iter().map(|row| (row.name.to_owned(), derive(inquiry, &root, row.name))).collect()
}

/// A case being read from a unit.
struct Reading<'a> {
    inquiry: &'a Inquiry<'a>,
    unit: &'a FieldPath,
}

fn value(fact: Fact, why: String) -> Derived {
    Derived { fact: Some(fact), why: Some(why), ..Derived::default() }
}

fn never(why: impl Into<String>) -> Open {
    Box::new(Derived { why: Some(why.into()), ..Derived::default() })
}

fn asking(missing: Vec<FieldPath>) -> Open {
    Box::new(Derived { at: missing.first().cloned(), missing, ..Derived::default() })
}

impl Reading<'_> {
    fn date(&self, path: &str) -> Result<NaiveDate, Open> {
        self.inquiry
            .date(self.unit, path)
            .map_err(|found| Box::new(Derived { why: found.why, ..*asking(found.missing) }))
    }

    fn flag(&self, path: &str) -> Result<bool, Open> {
        let found = self.inquiry.find(self.unit, path);
        found.fact.as_ref().and_then(Fact::as_flag).ok_or_else(|| asking(found.missing))
    }

    fn word(&self, path: &str) -> Option<String> {
        self.inquiry.find(self.unit, path).fact.as_ref().and_then(Fact::as_text).map(str::to_owned)
    }

    fn at(&self, path: &str) -> Option<FieldPath> {
        Some(self.inquiry.resolve(self.unit, path))
    }

    fn law<'b>(&self, key: &'b LawKey) -> LawRef<'b> {
        LawRef { provision: &key.provision, name: &key.value }
    }

    /// The value of the law that the petition file gives this derivation under a name.
    fn parameter(&self, name: &str) -> Result<LawRef<'_>, Open> {
        let key = self.inquiry.petition.parameters.get(name);
        key.map(|key| self.law(key))
            .ok_or_else(|| never(format!("the petition file names no `{name}`")))
    }

    /// A derivation of the table, as a date.
    fn step(&self, compute: fn(&Reading<'_>) -> Step) -> Result<NaiveDate, Open> {
        let derived = compute(self)?;
        derived.fact.as_ref().and_then(Fact::as_date).ok_or_else(|| Box::new(derived.clone()))
    }
}

fn no_value() -> Open {
    never("the law data gives no such value")
}

fn day_after(day: NaiveDate) -> NaiveDate {
    day.succ_opt().unwrap_or(day)
}

fn probation_end_expected(reading: &Reading<'_>) -> Step {
    let granted = reading.date("sentence.granted")?;
    let months = reading.inquiry.find(reading.unit, "sentence.months");
    let n_months =
        months.fact.as_ref().and_then(Fact::as_number).ok_or_else(|| asking(months.missing))?;
    let n_months = u32::try_from(n_months).map_err(|_| never("the months are negative"))?;
    let end = granted
        .checked_add_months(Months::new(n_months))
        .ok_or_else(|| never("the months are too many"))?;
    Ok(value(Fact::Date(end), format!("granted on {granted} for {n_months} months")))
}

fn earliest_filing(reading: &Reading<'_>) -> Step {
    let day = |outcome: &Outcome| match outcome {
        Outcome::NotYet(day) => Some(*day),
        _ => None,
    };
    let days = reading.inquiry.decided.iter().filter_map(|one| day(&one.outcome));
    match days.max() {
        Some(day) => Ok(value(Fact::Date(day), "the last wait ends then".to_owned())),
        None => Err(never("nothing is asked too early")),
    }
}
