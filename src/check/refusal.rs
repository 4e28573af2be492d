//! What to say where nothing can be pleaded for a unit: each thing that stands in the way, and what to do about it.

use crate::catalog::petition::{Family, Relief};
use crate::check::condition::Inquiry;
use crate::check::determination::{Determination, Outcome, Reason, Truth, paths};
use crate::diagnostic::Diagnostic;
use crate::source::FieldPath;

/// The errors for one unit: the relief that comes nearest speaks, with all that it lacks.
///
/// `rest` is whether the petition asks, or may ask, for something else: then one can go on without the unit.
pub fn say(
    inquiry: &Inquiry<'_>,
    family: &Family,
    here: &[Determination],
    rest: bool,
) -> Vec<Diagnostic> {
    let rank = |outcome: &Outcome| match outcome {
        Outcome::NotYet(_) => 0,
        Outcome::Late { .. } => 1,
        Outcome::Undetermined { .. } => 2,
        Outcome::Barred => 3,
        _ => 4,
    };
    let Some(first) = here.iter().min_by_key(|one| rank(&one.outcome)) else { return Vec::new() };
    let nearest = end_of_road(here, first);
    let Some(relief) = family.reliefs.iter().find(|relief| relief.id == nearest.relief) else {
        return Vec::new();
    };
    let refusal = Refusal { inquiry, relief, nearest, rest };
    let leaves = refusal.leaves();
    leaves.into_iter().map(|leaf| refusal.diagnostic(leaf)).collect()
}

/// Where the wrong road points to another of the family that does not fit either, that one; it knows better why.
fn end_of_road<'a>(here: &'a [Determination], first: &'a Determination) -> &'a Determination {
    let mut at = first;
    for _ in here {
        let Outcome::NotApplicable { instead: Some(other) } = &at.outcome else { break };
        let Some(next) = here.iter().find(|one| one.relief == *other) else { break };
        at = next;
    }
    at
}

struct Refusal<'a> {
    inquiry: &'a Inquiry<'a>,
    relief: &'a Relief,
    nearest: &'a Determination,
    rest: bool,
}

impl<'a> Refusal<'a> {
    /// The nodes that stand in the way: each failing requirement, or each unknown one, or the grounds together.
    fn leaves(&self) -> Vec<&'a Reason> {
        let unknown = matches!(self.nearest.outcome, Outcome::Undetermined { .. });
        let truth = if unknown { Truth::Unknown } else { Truth::False };
        let excused = |one: &Reason| one.truth == Truth::False && one.cured;
        let parts = &self.nearest.reason.children;
        let stands = |one: &&'a Reason| one.truth == truth && !excused(one);
        for (part, is_grounds) in parts.iter().zip([false, false, true]) {
            let lacking: Vec<&Reason> = part.children.iter().filter(stands).collect();
            match () {
                () if part.truth == Truth::True || lacking.is_empty() => {}
                () if is_grounds => return vec![part],
                () => {
                    let leaves =
                        lacking.iter().map(|child| child.first_failure(truth).unwrap_or(child));
                    let wrong_road = matches!(self.nearest.outcome, Outcome::NotApplicable { .. });
                    return leaves.take(if wrong_road { 1 } else { usize::MAX }).collect();
                }
            }
        }
        vec![&self.nearest.reason]
    }

    fn diagnostic(&self, leaf: &Reason) -> Diagnostic {
        let title = &self.relief.title;
        let code = leaf.code.as_deref();
        let fits = !matches!(self.nearest.outcome, Outcome::NotApplicable { .. });
        let mut out = match (leaf.truth, leaf.met_on, leaf.late_since) {
            (Truth::Unknown, _, _) if self.all_given(leaf) => Diagnostic::error(
                "undetermined",
                format!("{title} cannot be decided from {} alone", alternatives(leaf)),
            ),
            (Truth::Unknown, _, _) => Diagnostic::error(
                "undetermined",
                format!("{title} cannot be decided without {}", alternatives(leaf)),
            ),
            _ if !fits => Diagnostic::error(
                code.unwrap_or("no-relief"),
                format!("{title} does not fit: it is for a case where {}", leaf.says),
            ),
            (_, Some(day), _) => Diagnostic::error(
                code.unwrap_or("too-early"),
                format!("{title} is asked too early: it can be had from {day}"),
            ),
            (_, _, Some(since)) => Diagnostic::error(
                code.unwrap_or("too-late"),
                format!("{title} is asked too late: the last day was {since}"),
            ),
            _ => Diagnostic::error(
                code.unwrap_or(if is_grounds(leaf) { NO_GROUND } else { "barred" }),
                format!("{title} is barred: it requires that {}", clause(leaf)),
            ),
        };
        for place in self.places(leaf) {
            out = out.at_field(&place, "");
        }
        if leaf.truth == Truth::Unknown && !self.all_given(leaf) {
            out.asks.clone_from(&leaf.missing);
        }
        out.why = self.why(leaf);
        out.help = self.help(leaf);
        let deciding = leaf.children.iter().find(|child| child.truth == leaf.truth);
        let below = deciding.and_then(|child| child.provision.as_deref());
        let provision = leaf.provision.as_deref().or(below).unwrap_or(&self.relief.provision);
        out.cites = self.inquiry.book().cite(provision);
        out
    }

    fn places(&self, leaf: &Reason) -> Vec<FieldPath> {
        match leaf.truth {
            Truth::Unknown => leaf.missing.clone(),
            _ => vec![leaf.at.clone().unwrap_or_else(|| self.nearest.unit.clone())],
        }
    }

    fn why(&self, leaf: &Reason) -> Option<String> {
        let found = found_below(leaf);
        let timed = leaf.met_on.is_some() || leaf.late_since.is_some();
        match (leaf.truth, found) {
            (Truth::Unknown, Some(found)) => {
                Some(format!("it turns on whether {}: {found}", clause(leaf)))
            }
            (Truth::Unknown, None) => Some(format!("it turns on whether {}", clause(leaf))),
            (_, Some(found)) if timed => Some(format!("it requires that {}; {found}", leaf.says)),
            (_, found) => found,
        }
    }

    /// Whether the case states every fact that a node asks for, and they do not settle it.
    fn all_given(&self, leaf: &Reason) -> bool {
        leaf.missing.iter().all(|path| self.inquiry.case.get(path).is_some())
    }

    fn help(&self, leaf: &Reason) -> Option<String> {
        if leaf.truth == Truth::Unknown {
            let code = leaf.code.as_ref().filter(|_| self.all_given(leaf));
            return Some(match code {
                Some(code) => format!(
                    "find out, with an attorney if you can, and state under `overrides` why it holds, with the code `{code}`"
                ),
                None => format!("give {}", alternatives(leaf)),
            });
        }
        let otherwise = || match (leaf.met_on, &leaf.instead) {
            (Some(day), _) => Some(format!("file on or after {day}")),
            (None, Some(other)) => Some(format!("see `{other}`")),
            (None, None) => None,
        };
        let going_on = leaf.leave_out.as_deref().map(|how| if self.rest { how } else { NO_REST });
        let helps = [leaf.help.as_deref(), going_on];
        let said: Vec<&str> = helps.into_iter().flatten().collect();
        Some(said.join("; ")).filter(|said| !said.is_empty()).or_else(otherwise)
    }
}

/// What is told instead of how to go on without the unit, where nothing would be left to ask for.
const NO_REST: &str = "the petition asks for nothing else, so it cannot be used in this case";

/// The fault code of every ground.
pub const NO_GROUND: &str = "no-ground";

/// Whether a node is the grounds of a relief taken together, of which one is enough.
fn is_grounds(leaf: &Reason) -> bool {
    leaf.code.is_none()
        && leaf.children.iter().any(|child| child.code.as_deref() == Some(NO_GROUND))
}

/// The facts that would settle a node; of grounds any one is enough.
fn alternatives(leaf: &Reason) -> String {
    let joined = paths(&leaf.missing);
    if is_grounds(leaf) { joined.replace("`, `", "` or `") } else { joined }
}

/// What a node asks for; for grounds, those that stand as the whole does.
fn clause(leaf: &Reason) -> String {
    if !is_grounds(leaf) {
        return leaf.says.clone();
    }
    let open = leaf.children.iter().filter(|child| child.truth == leaf.truth);
    open.map(|child| child.says.as_str()).collect::<Vec<_>>().join(", or that ")
}

/// What the case shows, at the node or at the first below it that decides.
fn found_below(reason: &Reason) -> Option<String> {
    let deciding = || reason.children.iter().filter(|child| child.truth == reason.truth);
    reason.found.clone().or_else(|| deciding().find_map(found_below))
}
