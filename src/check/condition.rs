//! A tree of requirements read against a case on a day: one reason for each node, in three values.

use chrono::NaiveDate;

use crate::case::{Case, Fact};
use crate::catalog::petition::{Condition, Over, Petition, Test};
use crate::check::derivations;
use crate::check::determination::{Determination, Reason, Truth};
use crate::check::lawbook::{LawRef, Lawbook};
use crate::check::predicates;
use crate::law::Law;
use crate::source::{FieldPath, Step};

/// What is asked: a case under a petition and the law, on a day.
#[derive(Clone, Copy)]
pub struct Inquiry<'a> {
    /// The facts.
    pub case: &'a Case,
    /// The petition.
    pub petition: &'a Petition,
    /// The law.
    pub law: &'a Law,
    /// The day on which the papers would be filed.
    pub as_of: NaiveDate,
    /// What has been decided so far; empty while reliefs are being decided.
    pub decided: &'a [Determination],
    /// The unit around the item of a list that is being read, if one is.
    pub around: Option<&'a FieldPath>,
}

/// A fact looked up: where it stands or would stand, and what it is.
#[derive(Debug, Clone, PartialEq)]
pub struct Found {
    /// Where; for a derivation the unit it was read in.
    pub path: FieldPath,
    /// What, where known.
    pub fact: Option<Fact>,
    /// What to give where it is unknown; empty for a derivation that will never have a value.
    pub missing: Vec<FieldPath>,
    /// Why a derivation has its value, or none.
    pub why: Option<String>,
    /// The unconfirmed rows of the table of offenses that a derivation rests on.
    pub unconfirmed: Vec<(String, FieldPath)>,
}

/// Steps of a dotted path such as `sentence.kind`.
pub fn steps(path: &str) -> Vec<Step> {
    path.trim_start_matches('/').split('.').map(|key| Step::Key(key.to_owned())).collect()
}

impl<'a> Inquiry<'a> {
    /// The law as it stands on the day asked about.
    pub fn book(&self) -> Lawbook<'a> {
        Lawbook { law: self.law, on: self.as_of }
    }

    /// The fact at a path as written in a petition file, read from `unit` outwards.
    pub fn find(&self, unit: &FieldPath, path: &str) -> Found {
        if let Some(name) = path.strip_prefix("derived.") {
            let derived = derivations::derive(self, unit, name);
            let derivations::Derived { fact, missing, why, at, unconfirmed } = derived;
            return Found {
                path: at.unwrap_or_else(|| unit.clone()),
                fact,
                missing,
                why,
                unconfirmed,
            };
        }
        let path = self.resolve(unit, path);
        let fact = self.case.get(&path).cloned();
        let missing = if fact.is_some() { Vec::new() } else { vec![path.clone()] };
        Found { path, fact, missing, why: None, unconfirmed: Vec::new() }
    }

    /// The date at a path, where it is one.
    pub fn date(&self, unit: &FieldPath, path: &str) -> Result<NaiveDate, Box<Found>> {
        let found = self.find(unit, path);
        match &found.fact {
            Some(Fact::Date(date)) => Ok(*date),
            _ => Err(Box::new(found)),
        }
    }

    /// Where a path as written leads: the innermost unit whose declared facts hold it.
    pub fn resolve(&self, unit: &FieldPath, path: &str) -> FieldPath {
        let tail = steps(path);
        if path.starts_with('/') {
            return FieldPath(tail);
        }
        let mut innermost = None;
        for scope in scopes(unit, self.around) {
            let place = FieldPath([scope.0, tail.clone()].concat());
            // A fact that the case states is one that the petition declares.
            if self.case.get(&place).is_some() || self.petition.declares(&pattern(&place)) {
                return place;
            }
            innermost.get_or_insert(place);
        }
        innermost.unwrap_or(FieldPath(tail))
    }

    /// The facts that a pattern such as `convictions[].offenses[]` names; nothing where a list is unknown.
    pub fn units(&self, unit: &FieldPath, list: &str) -> Result<Vec<FieldPath>, FieldPath> {
        let mut places: Option<Vec<FieldPath>> = None;
        for part in list.trim_end_matches("[]").split("[].") {
            let lists = match places {
                None => vec![self.resolve(unit, part)],
                Some(outer) => outer
                    .into_iter()
                    .map(|place| FieldPath([place.0, steps(part)].concat()))
                    .collect(),
            };
            let mut inner = Vec::new();
            for place in lists {
                let facts =
                    self.case.get(&place).and_then(Fact::as_list).ok_or_else(|| place.clone())?;
                inner.extend((0..facts.len()).map(|index| place.index(index)));
            }
            places = Some(inner);
        }
        Ok(places.unwrap_or_default())
    }

    /// Reads a condition from a unit; a node whose code the case overrides holds with the stated reason.
    pub fn evaluate(&self, unit: &FieldPath, condition: &Condition) -> Reason {
        self.node(unit, condition, true)
    }

    /// Reads a condition as it is: no override touches it.
    pub fn evaluate_strictly(&self, unit: &FieldPath, condition: &Condition) -> Reason {
        self.node(unit, condition, false)
    }

    fn node(&self, unit: &FieldPath, condition: &Condition, yielding: bool) -> Reason {
        let each =
            |list: &[Condition]| list.iter().map(|one| self.node(unit, one, yielding)).collect();
        let mut reason = match &condition.test {
            Test::All(list) => all(each(list)),
            Test::Any(list) => any(each(list)),
            Test::Unless(one) => negate(self.node(unit, one, false)),
            Test::Each(over) => self.over(unit, over, yielding, all),
            Test::AnyOf(over) => self.over(unit, over, yielding, any),
            Test::NoneOf(over) => negate(self.over(unit, over, false, any)),
            Test::AtMost(over) => {
                let provision = condition.meta.provision.as_deref().unwrap_or_default();
                let name = over.most.as_deref().unwrap_or_default();
                match self.book().number(LawRef { provision, name }) {
                    Some(most) => self.over(unit, over, false, |items| few(items, most)),
                    None => Reason::new(Truth::False, format!("the law data gives no `{name}`")),
                }
            }
            Test::Leaf(leaf) => {
                predicates::evaluate(self, unit, leaf, condition.meta.provision.as_deref())
            }
        };
        let meta = &condition.meta;
        reason.says = meta.says.clone().unwrap_or(reason.says);
        reason.provision = meta.provision.clone().or(reason.provision);
        reason.code = meta.code.clone();
        reason.help = meta.help.clone();
        reason.leave_out = meta.leave_out.clone();
        reason.instead = meta.instead.clone();
        if reason.truth == Truth::False && reason.late_since.is_some() && !meta.cured_by.is_empty()
        {
            let cure = all(meta.cured_by.iter().map(|one| self.node(unit, one, false)).collect());
            reason.cured = cure.truth == Truth::True;
            reason.children.push(Reason { says: "the lateness is excused".to_owned(), ..cure });
        }
        if yielding && reason.truth != Truth::True {
            self.give_way(&mut reason);
        }
        reason
    }

    fn over(
        &self,
        unit: &FieldPath,
        over: &Over,
        yielding: bool,
        join: impl Fn(Vec<Reason>) -> Reason,
    ) -> Reason {
        let units = match self.units(unit, &over.list) {
            Ok(units) => units,
            Err(list) => {
                let mut reason = Reason::new(Truth::Unknown, format!("`{list}` is given"));
                reason.at = Some(list.clone());
                reason.missing.push(list);
                return reason;
            }
        };
        let inside = Inquiry { around: Some(unit), ..*self };
        let read = |place: FieldPath| {
            let inner =
                over.conditions.iter().map(|one| inside.node(&place, one, yielding)).collect();
            let mut reason = all(inner);
            reason.says = format!("`{place}`");
            reason.at.get_or_insert(place);
            reason
        };
        let mut reason = join(units.into_iter().map(read).collect());
        reason.at.get_or_insert_with(|| self.resolve(unit, over.list.trim_end_matches("[]")));
        reason
    }

    fn give_way(&self, reason: &mut Reason) {
        let Some(code) = &reason.code else { return };
        let Some((_, why, _)) = self.overrides().into_iter().find(|(named, _, _)| named == code)
        else {
            return;
        };
        reason.truth = Truth::True;
        reason.overridden = Some(why);
        reason.met_on = None;
        reason.until = None;
        reason.late_since = None;
        reason.missing.clear();
    }

    /// The overrides of the case: code, stated reason, and where the code stands.
    pub fn overrides(&self) -> Vec<(String, String, FieldPath)> {
        let root = FieldPath::root().key("overrides");
        let n_overrides = self.case.get(&root).and_then(Fact::as_list).map_or(0, <[Fact]>::len);
        let text =
            |path: &FieldPath| self.case.get(path).and_then(Fact::as_text).map(str::to_owned);
        (0..n_overrides)
            .filter_map(|index| {
                let place = root.index(index);
                Some((text(&place.key("code"))?, text(&place.key("reason"))?, place.key("code")))
            })
            .collect()
    }
}

/// The units around a unit, innermost first, and the whole case last.
fn scopes(unit: &FieldPath, around: Option<&FieldPath>) -> Vec<FieldPath> {
    let mut scopes = Vec::new();
    for unit in [Some(unit), around].into_iter().flatten() {
        for end in (1..=unit.0.len()).rev() {
            if matches!(unit.0[end - 1], Step::Index(_)) {
                scopes.push(FieldPath(unit.0[..end].to_vec()));
            }
        }
    }
    scopes.push(FieldPath::root());
    scopes
}

/// A path with `[]` for each position.
pub fn pattern(path: &FieldPath) -> String {
    let mut out = String::new();
    for step in &path.0 {
        match step {
            Step::Key(key) if out.is_empty() => out.push_str(key),
            Step::Key(key) => out.push_str(&format!(".{key}")),
            Step::Index(_) => out.push_str("[]"),
        }
    }
    out
}

/// What would settle the unknown ones among some nodes, each fact once.
pub fn missing_of(children: &[Reason]) -> Vec<FieldPath> {
    let mut missing = Vec::new();
    for path in
        children.iter().filter(|one| one.truth == Truth::Unknown).flat_map(|one| &one.missing)
    {
        if !missing.contains(path) {
            missing.push(path.clone());
        }
    }
    missing
}

/// Every child holds; where one does not, it is a matter of time only if all that fail are.
pub fn all(children: Vec<Reason>) -> Reason {
    let truth = children.iter().fold(Truth::True, |truth, child| truth.and(child.truth));
    let mut reason = Reason::new(truth, "all of these hold");
    let failed: Vec<&Reason> =
        children.iter().filter(|child| child.truth == Truth::False).collect();
    match truth {
        Truth::Unknown => reason.missing = missing_of(&children),
        Truth::True => reason.until = children.iter().filter_map(|one| one.until).min(),
        Truth::False
            if failed.iter().all(|one| one.met_on.is_some() || one.late_since.is_some()) =>
        {
            reason.met_on = failed.iter().filter_map(|one| one.met_on).max();
            reason.late_since = failed.iter().filter_map(|one| one.late_since).min();
            reason.cured = reason.late_since.is_some()
                && failed.iter().filter(|one| one.late_since.is_some()).all(|one| one.cured);
        }
        _ => {}
    }
    // What holds as a whole holds by its last word: `given` comes before what is asked of the fact.
    let deciding = match truth {
        Truth::True => children.last(),
        _ => children.iter().find(|child| child.truth == truth),
    };
    reason.at = deciding.and_then(|child| child.at.clone());
    reason.children = children;
    reason
}

/// At least one child holds; where none does, the first to hold in time, else the last to be late.
pub fn any(children: Vec<Reason>) -> Reason {
    let truth = children.iter().fold(Truth::False, |truth, child| truth.or(child.truth));
    let mut reason = Reason::new(truth, "at least one of these holds");
    match truth {
        Truth::Unknown => reason.missing = missing_of(&children),
        Truth::False => {
            reason.met_on = children.iter().filter_map(|one| one.met_on).min();
            if reason.met_on.is_none() {
                reason.late_since = children.iter().filter_map(|one| one.late_since).max();
                reason.cured = children.iter().any(|one| one.cured);
            }
        }
        Truth::True => {
            let held = children.iter().filter(|one| one.truth == Truth::True);
            // One that holds for good carries the whole.
            reason.until = held.map(|one| one.until).reduce(|a, b| Some(a?.max(b?))).flatten();
        }
    }
    reason.at =
        children.iter().rfind(|child| child.truth == truth).and_then(|child| child.at.clone());
    reason.children = children;
    reason
}

/// No more of the children hold than the number, whatever becomes of the unknown ones.
pub fn few(children: Vec<Reason>, most: i64) -> Reason {
    let count = |least: Truth| {
        let n_children = children.iter().filter(|child| child.truth >= least).count();
        i64::try_from(n_children).unwrap_or(i64::MAX)
    };
    let truth = match (count(Truth::True) > most, count(Truth::Unknown) > most) {
        (true, _) => Truth::False,
        (false, true) => Truth::Unknown,
        (false, false) => Truth::True,
    };
    let mut reason = Reason::new(truth, format!("no more than {most}"));
    if truth == Truth::Unknown {
        reason.missing = missing_of(&children);
    }
    let counted = children.iter().rfind(|child| child.truth >= Truth::Unknown);
    reason.at = counted.and_then(|child| child.at.clone());
    reason.children = children;
    reason
}

/// The child does not hold; what fails so is no matter of time.
pub fn negate(child: Reason) -> Reason {
    let mut reason = Reason::new(!child.truth, format!("not: {}", child.says));
    reason.missing = child.missing.clone();
    reason.at = child.at.clone();
    reason.children = vec![child];
    reason
}
