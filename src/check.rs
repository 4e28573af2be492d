//! A checked case and a petition in, what the law makes of it on a day out.

use chrono::NaiveDate;

use crate::case::Case;
use crate::catalog::petition::{Condition, Petition};
use crate::diagnostic::Diagnostic;
use crate::law::Law;

pub mod asking;
pub mod audit;
pub mod condition;
pub mod derivations;
pub mod determination;
pub mod eligibility;
pub mod facts;
pub mod lawbook;
pub mod predicates;
pub mod refusal;
pub mod survey;
pub mod vintage;

pub use audit::audit;
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
    let before = Inquiry { case, petition, law, as_of, decided: &[], around: None };
    let (decided, mut diagnostics) = eligibility::decide_all(&before);
    let inquiry = Inquiry { decided: &decided, ..before };
    diagnostics.extend(eligibility::remarks(&inquiry, &decided));
    diagnostics.extend(eligibility::cautions(&inquiry));
    (decided, diagnostics)
}

/// Whether a paper's condition holds, given what is pleaded; a paper without one is always written.
pub fn wanted(inquiry: &Inquiry<'_>, when: Option<&Condition>) -> bool {
    when.is_none_or(|when| {
        inquiry.evaluate_strictly(&Default::default(), when).truth == Truth::True
    })
}
