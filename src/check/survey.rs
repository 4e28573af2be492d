//! Every relief of every petition decided for one matter, in the order in which a person should look at them.

use chrono::NaiveDate;

use crate::case::Case;
use crate::catalog::fields::Fields;
use crate::catalog::petition::{Family, Petition, Relief, Stronger};
use crate::check::condition::Inquiry;
use crate::check::determination::{Determination, Outcome, Reason, Truth};
use crate::check::eligibility::{asked, decide, decide_all, outcome, relief_of, units_of};
use crate::check::wanted;
use crate::law::Law;
use crate::source::FieldPath;

/// What is surveyed: the facts of one matter, under the law, on a day.
#[derive(Clone, Copy)]
pub struct Matter<'a> {
    /// The facts.
    pub case: &'a Case,
    /// The declarations of all facts.
    pub fields: &'a Fields,
    /// The law.
    pub law: &'a Law,
    /// The day.
    pub as_of: NaiveDate,
}

/// A relief of a petition, decided for one unit of the matter.
#[derive(Debug, Clone, PartialEq)]
pub struct Finding<'a> {
    /// The petition that asks for it.
    pub petition: &'a Petition,
    /// The relief.
    pub relief: &'a Relief,
    /// What the law makes of it.
    pub determination: Determination,
    /// The last day on which it can be asked for, where it can be now, or perhaps, and there is one.
    pub until: Option<NaiveDate>,
    /// Where the file says nothing of what it is about: the fact, or group of facts, that is silent.
    pub silent: Option<FieldPath>,
    /// Petitions that reach further and are open, or may be, on the same facts.
    pub stronger: Vec<&'a Stronger>,
}

/// All findings: open ones first, those that expire soonest ahead, then of right, then in discretion; then what opens
/// later, what turns on missing facts, what came too late, what is barred, and what does not fit the matter.
pub fn survey<'a>(matter: &Matter<'_>, petitions: &[&'a Petition]) -> Vec<Finding<'a>> {
    let mut found: Vec<Finding<'a>> =
        petitions.iter().flat_map(|petition| of_petition(matter, petition)).collect();
    let all: Vec<(&str, FieldPath)> = found
        .iter()
        .filter(|one| {
            one.silent.is_none() && standing(&one.determination) <= Standing::Undetermined
        })
        .map(|one| (one.petition.id.as_str(), one.determination.unit.clone()))
        .collect();
    // The same offense, its conviction, or the whole case.
    let touches = |one: &FieldPath, other: &FieldPath| {
        one.0.starts_with(&other.0) || other.0.starts_with(&one.0)
    };
    let may_be_had = |id: &str, unit: &FieldPath| {
        all.iter().any(|(petition, place)| *petition == id && touches(place, unit))
    };
    for one in &mut found {
        if is_open(&one.determination) {
            let decided = [Determination { pleaded: true, ..one.determination.clone() }];
            let Matter { case, law, as_of, .. } = *matter;
            let petition = one.petition;
            let inquiry = Inquiry { case, petition, law, as_of, decided: &decided, around: None };
            let reaches = |other: &&Stronger| {
                may_be_had(&other.petition, &one.determination.unit)
                    && wanted(&inquiry, other.when.as_ref())
            };
            one.stronger = petition.stronger.iter().filter(reaches).collect();
        }
    }
    found.sort_by_key(|one| {
        // What hangs on another relief is told behind it.
        let at = match &one.relief.after {
            Some(_) => standing(&one.determination).max(Standing::Excused),
            None => standing(&one.determination),
        };
        // What has no last day comes after what has one; what opens later is told by its day.
        let (day, n_missing) = match &one.determination.outcome {
            Outcome::NotYet(day) => (*day, 0),
            Outcome::Undetermined { missing } => {
                (one.until.unwrap_or(NaiveDate::MAX), missing.len())
            }
            _ => (one.until.unwrap_or(NaiveDate::MAX), 0),
        };
        (at.group(), day, at, n_missing)
    });
    found
}

/// How a relief stands, in the order in which findings are told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Standing {
    OfRight,
    Discretionary,
    Excused,
    NotYet,
    Undetermined,
    Late,
    Barred,
    NotApplicable,
}

impl Standing {
    /// What can be asked for today stands together, whatever its strength.
    fn group(self) -> Standing {
        self.max(Standing::Excused)
    }
}

fn standing(one: &Determination) -> Standing {
    match one.outcome {
        Outcome::Entitled => Standing::OfRight,
        Outcome::Discretionary => Standing::Discretionary,
        Outcome::Late { cured: true, .. } => Standing::Excused,
        Outcome::NotYet(_) => Standing::NotYet,
        Outcome::Undetermined { .. } => Standing::Undetermined,
        Outcome::Late { cured: false, .. } => Standing::Late,
        Outcome::Barred => Standing::Barred,
        Outcome::NotApplicable { .. } => Standing::NotApplicable,
    }
}

fn is_open(one: &Determination) -> bool {
    standing(one).group() == Standing::Excused
}

fn of_petition<'a>(matter: &Matter<'_>, petition: &'a Petition) -> Vec<Finding<'a>> {
    let Matter { case, law, as_of, .. } = *matter;
    let inquiry = Inquiry { case, petition, law, as_of, decided: &[], around: None };
    let (mut decided, _) = decide_all(&inquiry);
    for family in &petition.families {
        if let Err(list) = units_of(&inquiry, &family.unit)
            && asked(&inquiry, family, &FieldPath::root())
        {
            let each = family.reliefs.iter();
            decided.extend(each.map(|relief| without(&inquiry, family, relief, &list)));
        }
    }
    let finding = |decided: Determination| {
        let silent = silence(matter, &decided);
        let determination = whether_or_not_it_fits(decided);
        let relief = relief_of(petition, &determination)?;
        let may_be = standing(&determination) <= Standing::Undetermined;
        let until = Some(&determination).filter(|_| may_be).and_then(last_day);
        // A day that runs, or has run out, is told whatever else is silent.
        let late = standing(&determination) == Standing::Late;
        let silent = silent.filter(|_| until.is_none() && !late);
        Some(Finding { petition, relief, determination, until, silent, stronger: Vec::new() })
    };
    decided.into_iter().filter_map(finding).collect()
}

/// A relief whose list of units is not given: it does not fit, or turns on the list.
fn without(
    inquiry: &Inquiry<'_>,
    family: &Family,
    relief: &Relief,
    list: &FieldPath,
) -> Determination {
    let whole = decide(inquiry, family, relief, &FieldPath::root());
    let stated = first_false(&whole.reason).is_some_and(|at| inquiry.case.get(at).is_some());
    if stated && matches!(whole.outcome, Outcome::NotApplicable { .. }) {
        return whole;
    }
    let mut reason = Reason::new(Truth::Unknown, format!("`{list}` is given"));
    reason.missing.push(list.clone());
    let outcome = Outcome::Undetermined { missing: vec![list.clone()] };
    Determination { outcome, grounds: Vec::new(), reason, ..whole }
}

/// What fails whether the relief fits or not: no fact that is still to be given opens it.
fn whether_or_not_it_fits(mut one: Determination) -> Determination {
    let [applies, requires, grounds] = one.reason.children.as_slice() else { return one };
    if applies.truth == Truth::Unknown && requires.truth == Truth::False {
        let fits = Reason::new(Truth::True, "");
        one.outcome = outcome(&fits, requires, grounds, false);
    }
    one
}

/// The last day on which everything that holds still will.
fn last_day(one: &Determination) -> Option<NaiveDate> {
    one.reason.children.iter().filter_map(running).min()
}

/// The first of the days until which a reason, or a part of one that is still open, holds.
fn running(reason: &Reason) -> Option<NaiveDate> {
    match reason.truth {
        Truth::True => reason.until,
        Truth::Unknown => reason.children.iter().filter_map(running).min(),
        Truth::False => None,
    }
}

/// The fact that the whole answer waits for, where nothing of its kind is stated: silence, and no `no`.
///
/// What a person states once for all matters, such as where they stand today, is a question, and no silence.
fn silence(matter: &Matter<'_>, one: &Determination) -> Option<FieldPath> {
    let subject = |path: &FieldPath| {
        let field = matter.fields.field(&path.to_string())?;
        let of_facts = !field.kind.children().is_empty();
        (path.0.len() == 1 && of_facts && !field.client).then(|| path.clone())
    };
    let of_person = |path: &FieldPath| {
        let top = path.0.first().map(|step| FieldPath(vec![step.clone()]).to_string());
        let field = top.and_then(|name| matter.fields.field(&name));
        field.is_some_and(|field| field.client)
    };
    match &one.outcome {
        // What fits the matter is no silence, whatever more it asks.
        Outcome::Undetermined { .. } if fits(one) => None,
        Outcome::Undetermined { missing } => {
            let of_matter = missing.iter().filter(|path| !of_person(path));
            let all = of_matter.map(|path| unstated(matter.case, path));
            let all = all.collect::<Option<Vec<_>>>()?;
            let whole = all.iter().all(|path| path.0.len() == 1);
            all.iter().filter(|_| whole).find_map(subject)
        }
        Outcome::NotApplicable { .. } => unstated(matter.case, first_false(&one.reason)?),
        _ => None,
    }
}

fn fits(one: &Determination) -> bool {
    let applies = one.reason.children.first();
    one.reason.children.len() > 1 && applies.is_some_and(|applies| applies.truth == Truth::True)
}

/// Where the first test stands that makes the whole fail.
fn first_false(reason: &Reason) -> Option<&FieldPath> {
    if reason.truth != Truth::False {
        return None;
    }
    let below = reason.children.iter().find_map(first_false);
    below.or(reason.at.as_ref())
}

/// The outermost group of a path of which the case states nothing; nothing where the path itself is stated.
fn unstated(case: &Case, path: &FieldPath) -> Option<FieldPath> {
    (1..=path.0.len())
        .map(|end| FieldPath(path.0[..end].to_vec()))
        .find(|part| case.get(part).is_none())
}
