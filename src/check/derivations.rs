//! The closed table of derivations: named pure computations on a case, each with a value and its reason.

use std::collections::BTreeMap;

use chrono::{Months, NaiveDate};

use crate::case::Fact;
use crate::catalog::petition::{LawKey, Notice};
use crate::check::condition::Inquiry;
use crate::check::determination::{Outcome, Truth};
use crate::check::eligibility::relief_of;
use crate::check::lawbook::{LawRef, Limitations, Row};
use crate::check::predicates::offense_at;
use crate::source::FieldPath;

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
pub const DERIVATIONS: [Derivation; 18] = [
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

fn window_start(reading: &Reading<'_>) -> Step {
    let arrest = reading.date("/arrest.date")?;
    if !reading.flag("/charges.filed")? {
        let why = format!("the arrest was on {arrest} and no accusatory pleading was filed");
        return Ok(Derived { at: reading.at("/arrest.date"), ..value(Fact::Date(arrest), why) });
    }
    let filed = reading.date("/charges.filed_on")?;
    let why = format!("the arrest was on {arrest}, the accusatory pleading was filed on {filed}");
    Ok(Derived { at: reading.at("/charges.filed_on"), ..value(Fact::Date(arrest.max(filed)), why) })
}

fn window_end(reading: &Reading<'_>) -> Step {
    let start = reading.step(window_start)?;
    let end =
        reading.inquiry.book().within(reading.parameter("window")?, start).ok_or_else(no_value)?;
    let why = format!("the time to petition ran from {start} to {end}");
    Ok(Derived { at: window_start(reading)?.at, ..value(Fact::Date(end), why) })
}

fn window_over(reading: &Reading<'_>) -> Step {
    let end = reading.step(window_end)?;
    let over = reading.inquiry.as_of > end;
    Ok(value(Fact::Flag(over), format!("the time to petition ends on {end}")))
}

fn limitations_end(reading: &Reading<'_>) -> Step {
    let arrest = reading.date("/arrest.date")?;
    let offenses = reading
        .inquiry
        .units(reading.unit, "/arrest.offenses")
        .map_err(|list| asking(vec![list]))?;
    let mut last = arrest;
    let mut missing = Vec::new();
    let mut unsaid = Vec::new();
    let mut unconfirmed = Vec::new();
    for place in &offenses {
        let offense = offense_at(reading.inquiry, place).map_err(asking)?;
        let (entry, ask) = match reading.inquiry.book().row(&offense) {
            Row::One(entry) => (entry, "section"),
            Row::Several(entry, _) => (entry, "subdivision"),
            Row::None => {
                missing.push(place.key("section"));
                unsaid.push(format!("our table of offenses has no `{}`", offense.section));
                continue;
            }
        };
        match &entry.limitations {
            Limitations::Endless => {
                let why = format!("no limitation of time bars a prosecution under {}", entry.label);
                return Err(Box::new(Derived { at: Some(place.clone()), ..*never(why) }));
            }
            Limitations::ByFacts(words) => {
                missing.push(place.key(ask));
                unsaid.push(format!("of {}, {words}", entry.label));
            }
            Limitations::Period { provision, name } => {
                let period = LawRef { provision, name };
                // A prosecution begun on the next court day is in time where the last day is a holiday.
                last =
                    last.max(reading.inquiry.book().within(period, arrest).ok_or_else(no_value)?);
            }
        }
        if !entry.confirmed {
            unconfirmed.push((entry.label, place.key("section")));
        }
    }
    if !missing.is_empty() {
        let why = Some(unsaid.join("; "));
        return Err(Box::new(Derived { why, ..*asking(missing) }));
    }
    if reading.flag("/limitations_tolled")? {
        let why = "the time for prosecution was tolled, so its last day cannot be computed";
        return Err(Box::new(Derived { at: reading.at("/limitations_tolled"), ..*never(why) }));
    }
    let why =
        format!("counted from the arrest on {arrest}, the time for prosecution ends on {last}");
    Ok(Derived { at: reading.at("/arrest.date"), unconfirmed, ..value(Fact::Date(last), why) })
}

fn limitations_over_on(reading: &Reading<'_>) -> Step {
    let derived = limitations_end(reading)?;
    let last = reading.step(limitations_end)?;
    Ok(Derived { fact: Some(Fact::Date(day_after(last))), ..derived })
}

fn limitations_over(reading: &Reading<'_>) -> Step {
    let last = reading.step(limitations_end)?;
    let over = reading.inquiry.as_of > last;
    Ok(value(Fact::Flag(over), format!("the time for prosecution ends on {last}")))
}

fn both_received(reading: &Reading<'_>) -> Step {
    let agency = reading.date("/agency_petition.delivered_to_agency")?;
    let prosecutor = reading.date("/agency_petition.delivered_to_prosecutor")?;
    let why = format!("the agency received it on {agency}, the prosecutor on {prosecutor}");
    let at = reading.at("/agency_petition.delivered_to_agency");
    Ok(Derived { at, ..value(Fact::Date(agency.max(prosecutor)), why) })
}

fn answer_due(reading: &Reading<'_>) -> Step {
    let received = reading.step(both_received)?;
    let derived = limitations_end(reading)?;
    let limitations = reading.step(limitations_end)?;
    let start = received.max(limitations);
    let due =
        reading.inquiry.book().within(reading.parameter("answer")?, start).ok_or_else(no_value)?;
    let why = format!(
        "both had received it by {received} and the time for prosecution ends on {limitations}, so an answer is due by {due}"
    );
    let at = reading.at("/agency_petition.delivered_to_agency");
    Ok(Derived { at, unconfirmed: derived.unconfirmed, ..value(Fact::Date(due), why) })
}

fn deemed_denied_on(reading: &Reading<'_>) -> Step {
    let derived = answer_due(reading)?;
    let due = reading.step(answer_due)?;
    Ok(Derived { fact: Some(Fact::Date(day_after(due))), ..derived })
}

fn denied_on(reading: &Reading<'_>) -> Step {
    let agency = reading.word("/agency_petition.agency_answer");
    let prosecutor = reading.word("/agency_petition.prosecutor_answer");
    let denials = [
        (agency.as_deref() == Some("denied"), "/agency_petition.agency_answer_on"),
        (prosecutor.as_deref() == Some("refused"), "/agency_petition.prosecutor_answer_on"),
    ];
    let stated =
        denials.iter().filter(|(denied, _)| *denied).map(|(_, path)| (reading.date(path), *path));
    let stated: Vec<_> = stated.collect();
    if let Some((day, path)) =
        stated.iter().filter_map(|(day, path)| Some((day.as_ref().ok()?, path))).min()
    {
        let why = format!("it was refused on {day}");
        return Ok(Derived { at: reading.at(path), ..value(Fact::Date(*day), why) });
    }
    if let Some((Err(unknown), _)) = stated.into_iter().next() {
        return Err(unknown);
    }
    match agency {
        None => Err(asking(vec![FieldPath::root().key("agency_petition").key("agency_answer")])),
        Some(_) => deemed_denied_on(reading),
    }
}

fn court_petition_opens(reading: &Reading<'_>) -> Step {
    let denied = reading.step(denied_on)?;
    let derived = limitations_over_on(reading)?;
    let over = reading.step(limitations_over_on)?;
    let why = format!("denied on {denied}; no prosecution can begin from {over}");
    Ok(Derived { fact: Some(Fact::Date(denied.max(over))), why: Some(why), ..derived })
}

fn destroy_after(reading: &Reading<'_>) -> Step {
    let arrest = reading.date("/arrest.date")?;
    let until =
        reading.inquiry.book().last_day(reading.parameter("seal")?, arrest).ok_or_else(no_value)?;
    Ok(value(Fact::Date(until), format!("the arrest was on {arrest}")))
}

fn destroy_now(reading: &Reading<'_>) -> Step {
    let until = reading.step(destroy_after)?;
    let over = reading.inquiry.as_of > until;
    Ok(value(Fact::Flag(over), format!("the time under seal ends on {until}")))
}

fn infraction_only(reading: &Reading<'_>) -> Step {
    let offenses = reading
        .inquiry
        .units(reading.unit, "/arrest.offenses")
        .map_err(|list| asking(vec![list]))?;
    let levels: Vec<_> = offenses
        .iter()
        .map(|place| (place, reading.inquiry.case.get(&place.key("level"))))
        .collect();
    let is_infraction = |fact: &Fact| fact.as_text() == Some("infraction");
    if levels.iter().any(|(_, level)| level.is_some_and(|level| !is_infraction(level))) {
        return Ok(value(Fact::Flag(false), "an arrest offense is no infraction".to_owned()));
    }
    let missing: Vec<_> = levels
        .iter()
        .filter(|(_, level)| level.is_none())
        .map(|(place, _)| place.key("level"))
        .collect();
    if !missing.is_empty() {
        return Err(asking(missing));
    }
    let only =
        value(Fact::Flag(!levels.is_empty()), "every arrest offense is an infraction".to_owned());
    Ok(Derived { at: offenses.first().map(|place| place.key("level")), ..only })
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

/// The notices of what is pleaded, and whether a provision asks for each.
fn notices<'a>(reading: &Reading<'a>) -> Vec<(&'a Notice, bool)> {
    let inquiry = reading.inquiry;
    let pleaded = inquiry.decided.iter().filter(|one| one.pleaded);
    let noticed =
        pleaded.filter_map(|one| Some((one, relief_of(inquiry.petition, one)?.notice.as_ref()?)));
    let binds = |unit: &FieldPath, notice: &Notice| {
        let when =
            notice.binds_when.as_ref().map(|when| inquiry.evaluate_strictly(unit, when).truth);
        !notice.prudence || when == Some(Truth::True)
    };
    noticed.map(|(one, notice)| (notice, binds(&one.unit, notice))).collect()
}

fn serve_by(reading: &Reading<'_>) -> Step {
    let stated: Vec<&Notice> =
        notices(reading).into_iter().filter(|(_, binds)| *binds).map(|(one, _)| one).collect();
    served(reading, &stated, None)
}

fn serve_by_prudent(reading: &Reading<'_>) -> Step {
    let manner = reading.word("/service.by").unwrap_or_else(|| "mail".to_owned());
    let added = reading.parameter(&format!("served by {manner}")).ok();
    let all: Vec<&Notice> = notices(reading).into_iter().map(|(one, _)| one).collect();
    served(reading, &all, added)
}

/// The earliest of the last days to serve: joined papers take the longest notice.
fn served(reading: &Reading<'_>, notices: &[&Notice], added: Option<LawRef<'_>>) -> Step {
    if notices.is_empty() {
        return Err(never("no provision asks for notice"));
    }
    let hearing = reading.date("/hearing.date")?;
    let day = |notice: &&Notice| {
        let law = LawRef { provision: &notice.provision, name: &notice.value };
        reading.inquiry.book().serve_by(law, added, hearing)
    };
    let first = notices.iter().filter_map(day).min().ok_or_else(no_value)?;
    Ok(value(Fact::Date(first), format!("the hearing is on {hearing}")))
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
