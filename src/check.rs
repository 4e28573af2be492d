//! A checked case and a petition in, what the law makes of it on a day out.

use chrono::NaiveDate;

use crate::case::Case;
use crate::catalog::petition::{Condition, Petition, Test};
use crate::diagnostic::Diagnostic;
use crate::law::Law;

pub mod condition;
pub mod derivations;
pub mod determination;
pub mod eligibility;
pub mod facts;
pub mod lawbook;
pub mod predicates;

use condition::Inquiry;
use determination::{Determination, Truth};

/// Decides every relief of the petition for every unit, as of the day of filing.
///
/// The determinations stand in order of the petition file; those that the papers plead are marked. The diagnostics are
/// errors for the units for which nothing can be pleaded, and warnings.
pub fn determine(
    case: &Case,
    petition: &Petition,
    law: &Law,
    as_of: NaiveDate,
) -> (Vec<Determination>, Vec<Diagnostic>) {
    let before = Inquiry { case, petition, law, as_of, decided: &[] };
    let (decided, mut diagnostics) = eligibility::decide_all(&before);
    let inquiry = Inquiry { decided: &decided, ..before };
    diagnostics.extend(eligibility::remarks(&inquiry, &decided));
    diagnostics.extend(eligibility::cautions(&inquiry));
    (decided, diagnostics)
}

/// Whether a paper's condition holds, given what is pleaded; a paper without one is always written.
pub fn wanted(inquiry: &Inquiry<'_>, when: Option<&Condition>) -> bool {
    when.is_none_or(|when| inquiry.evaluate_strictly(&Default::default(), when).truth == Truth::True)
}

/// What is wrong with a petition file that parses: predicates, derivations, codes, and what the law does not have.
pub fn audit(petition: &Petition, law: &Law) -> Vec<String> {
    let mut faults = Vec::new();
    for key in petition.provisions().into_iter().filter(|key| law.provision(key).is_none()) {
        faults.push(format!("the law has no provision `{key}`"));
    }
    let mut value = |provision: &str, name: &str| {
        if law.value(provision, name, law.compiled).is_none() {
            faults.push(format!("the law has no value `{name}` for `{provision}`"));
        }
    };
    petition.parameters.values().for_each(|key| value(&key.provision, &key.value));
    for notice in petition.families.iter().flat_map(|family| &family.reliefs).filter_map(|one| one.notice.as_ref()) {
        value(&notice.provision, &notice.value);
    }
    petition.each_condition(&mut |one| {
        let Test::Leaf(leaf) = &one.test else { return };
        let provision = one.meta.provision.as_deref().unwrap_or_default();
        ["period", "than"].iter().filter_map(|name| leaf.args.named(name)).for_each(|name| value(provision, name));
    });
    petition.each_condition(&mut |one| {
        let Test::Leaf(leaf) = &one.test else { return };
        faults.extend(predicates::fault(leaf));
        let list = leaf.args.named("list").filter(|list| !law.lists.contains_key(*list));
        faults.extend(list.map(|list| format!("the law has no list `{list}`")));
    });
    for relief in petition.families.iter().flat_map(|family| &family.reliefs) {
        if relief.grounds.is_empty() {
            faults.push(format!("relief `{}` has no ground", relief.id));
        }
        for one in relief.applies.iter().chain(&relief.requires) {
            if one.meta.provision.is_none() || one.meta.says.is_none() {
                faults.push(format!("a condition of relief `{}` lacks `provision` or `says`", relief.id));
            }
        }
        for one in relief.requires.iter().filter(|one| one.meta.code.is_none()) {
            faults.push(format!("a requirement of relief `{}` lacks `code`: {:?}", relief.id, one.meta.says));
        }
    }
    faults
}
