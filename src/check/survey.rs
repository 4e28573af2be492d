//! Every relief of every petition decided for one matter, in the order in which a person should look at them.

use chrono::NaiveDate;

use crate::case::Case;
use crate::catalog::petition::{Family, Petition, Relief, Stronger};
use crate::check::condition::Inquiry;
use crate::check::determination::{Determination, Outcome, Reason, Truth};
use crate::check::eligibility::{asked, decide, decide_all, relief_of, units_of};
use crate::law::Law;
use crate::source::FieldPath;

/// A relief of a petition, decided for one unit of the matter.
#[derive(Debug, Clone, PartialEq)]
pub struct Finding<'a> {
    /// The petition that asks for it.
    pub petition: &'a Petition,
    /// The relief.
    pub relief: &'a Relief,
    /// What the law makes of it.
    pub determination: Determination,
    /// The last day on which it can be asked for, where it can be now and there is one.
    pub until: Option<NaiveDate>,
    /// Petitions that reach further and are open, or may be, on the same facts.
    pub stronger: Vec<&'a Stronger>,
}

/// All findings: open ones first, those that expire soonest ahead, then of right, then in discretion; then what opens
/// later, what turns on missing facts, what came too late, what is barred, and what does not fit the matter.
pub fn survey<'a>(
    case: &Case,
    petitions: &[&'a Petition],
    law: &Law,
    as_of: NaiveDate,
) -> Vec<Finding<'a>> {
    let mut found: Vec<Finding<'a>> =
        petitions.iter().flat_map(|petition| of_petition(case, petition, law, as_of)).collect();
    let all: Vec<(&str, Standing)> =
        found.iter().map(|one| (one.petition.id.as_str(), standing(&one.determination))).collect();
    let may_be_had = |id: &str| {
        all.iter().any(|(petition, at)| *petition == id && *at <= Standing::Undetermined)
    };
    for one in &mut found {
        if is_open(&one.determination) {
            let named = one.petition.stronger.iter();
            one.stronger = named.filter(|other| may_be_had(&other.petition)).collect();
        }
    }
    found.sort_by_key(|one| {
        let at = standing(&one.determination);
        // What has no last day comes after what has one; what opens later is told by its day.
        let day = match one.determination.outcome {
            Outcome::NotYet(day) => day,
            _ => one.until.unwrap_or(NaiveDate::MAX),
        };
        (at.group(), day, at)
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

fn of_petition<'a>(
    case: &Case,
    petition: &'a Petition,
    law: &Law,
    as_of: NaiveDate,
) -> Vec<Finding<'a>> {
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
    let finding = |determination: Determination| {
        let relief = relief_of(petition, &determination)?;
        let until = Some(&determination).filter(|one| is_open(one)).and_then(last_day);
        Some(Finding { petition, relief, determination, until, stronger: Vec::new() })
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
    if matches!(whole.outcome, Outcome::NotApplicable { .. }) {
        return whole;
    }
    let mut reason = Reason::new(Truth::Unknown, format!("`{list}` is given"));
    reason.missing.push(list.clone());
    let outcome = Outcome::Undetermined { missing: vec![list.clone()] };
    Determination { outcome, grounds: Vec::new(), reason, ..whole }
}

/// The last day on which everything that holds still will.
fn last_day(one: &Determination) -> Option<NaiveDate> {
    one.reason.children.iter().filter_map(|part| part.until).min()
}
