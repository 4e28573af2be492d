//! What is wrong with a petition file that parses: names that no table, no list and no provision has.

use crate::catalog::petition::{Args, Condition, Leaf, Petition, Relief, Test};
use crate::check::predicates::{self, Shape};
use crate::law::Law;

/// Every fault of a petition file: predicates, derivations, facts, and what the law does not have.
pub fn audit(petition: &Petition, law: &Law) -> Vec<String> {
    let mut audit = Audit { petition, law, faults: Vec::new() };
    audit.provisions();
    for family in &petition.families {
        let units = units_around(&family.unit);
        family.asked_when.iter().for_each(|one| audit.condition(one, &units));
        for relief in &family.reliefs {
            audit.relief(relief, &units);
        }
    }
    for caution in &petition.cautions {
        let units = units_around(&caution.unit);
        caution.when.iter().for_each(|one| audit.condition(one, &units));
        audit.fact(&caution.at, &units);
    }
    for paper in &petition.papers {
        paper.when.iter().for_each(|one| audit.condition(one, &units_around("")));
    }
    let titled = petition.captions.iter().filter_map(|one| one.when.as_ref());
    let stronger = petition.stronger.iter().filter_map(|one| one.when.as_ref());
    for one in titled.chain(stronger).chain(&petition.on_papers) {
        audit.condition(one, &units_around(""));
    }
    for one in &petition.serves {
        let list = one.list.iter().map(|list| format!("{}[]", list.trim_end_matches("[]")));
        one.when.iter().for_each(|when| audit.condition(when, &units_around("")));
        // The office of a county and the agency of the offense stand in the view; they are no facts.
        let facts = [Some(&one.name), one.address.as_ref()].into_iter().flatten();
        let made = |path: &str| {
            path.starts_with("agency.") || path.split('.').any(|step| step == "office")
        };
        for path in facts.filter(|path| !made(path)) {
            audit.fact(path, &list.clone().chain([String::new()]).collect::<Vec<_>>());
        }
    }
    audit.faults
}

struct Audit<'a> {
    petition: &'a Petition,
    law: &'a Law,
    faults: Vec<String>,
}

/// The patterns from which a path is read in a unit, innermost first; the whole case is the empty one.
fn units_around(unit: &str) -> Vec<String> {
    let mut units = vec![String::new()];
    for part in unit.split_terminator("[]").map(|part| part.trim_start_matches('.')) {
        let outer = units[0].clone();
        let dot = if outer.is_empty() { "" } else { "." };
        units.insert(0, format!("{outer}{dot}{part}[]"));
    }
    units
}

impl Audit<'_> {
    fn fault(&mut self, what: String) {
        if !self.faults.contains(&what) {
            self.faults.push(what);
        }
    }

    fn provisions(&mut self) {
        for key in self.petition.provisions() {
            if self.law.provision(key).is_none() {
                self.fault(format!("the law has no provision `{key}`"));
            }
        }
        for key in self.petition.parameters.values() {
            self.value(&key.provision, &key.value);
        }
    }

    fn value(&mut self, provision: &str, name: &str) {
        if self.law.value(provision, name, self.law.compiled).is_none() {
            self.fault(format!("the law has no value `{name}` for `{provision}`"));
        }
    }

    fn relief(&mut self, relief: &Relief, units: &[String]) {
        if relief.grounds.is_empty() {
            self.fault(format!("relief `{}` has no ground", relief.id));
        }
        if let Some(notice) = &relief.notice {
            self.value(&notice.provision, &notice.value);
            notice.binds_when.iter().for_each(|one| self.condition(one, units));
        }
        for deadline in relief.deadline.iter().chain(&relief.seal_by) {
            self.value(&deadline.provision, &deadline.value);
            self.fact(&deadline.from, units);
        }
        for one in relief.applies.iter().chain(&relief.requires) {
            if one.meta.provision.is_none() || one.meta.says.is_none() {
                self.fault(format!(
                    "a condition of relief `{}` lacks `provision` or `says`",
                    relief.id
                ));
            }
            self.condition(one, units);
        }
        if relief.requires.iter().any(|one| one.meta.code.is_none()) {
            self.fault(format!("a requirement of relief `{}` lacks `code`", relief.id));
        }
        relief
            .grounds
            .iter()
            .flat_map(|ground| &ground.when)
            .for_each(|one| self.condition(one, units));
    }

    fn condition(&mut self, condition: &Condition, units: &[String]) {
        condition.meta.cured_by.iter().for_each(|one| self.condition(one, units));
        match &condition.test {
            Test::All(list) | Test::Any(list) => {
                list.iter().for_each(|one| self.condition(one, units))
            }
            Test::Unless(one) => self.condition(one, units),
            Test::Each(over) | Test::AnyOf(over) | Test::NoneOf(over) | Test::AtMost(over) => {
                let counts = matches!(condition.test, Test::AtMost(_));
                match (&over.most, counts, &condition.meta.provision) {
                    (Some(most), true, Some(provision)) => self.value(provision, most),
                    (None, false, _) if !over.conditions.is_empty() => {}
                    _ => self.fault(format!(
                        "over `{}`: `where`, and for `at_most` alone `most` and a provision",
                        over.list
                    )),
                }
                self.fact(&over.list, units);
                let item = format!("{}[]", self.declared(&over.list, units));
                let inner = [units_around(&item), units.to_vec()].concat();
                over.conditions.iter().for_each(|one| self.condition(one, &inner));
            }
            Test::Leaf(leaf) => {
                self.leaf(leaf, condition.meta.provision.as_deref().unwrap_or_default(), units)
            }
        }
    }

    fn leaf(&mut self, leaf: &Leaf, provision: &str, units: &[String]) {
        let faults: Vec<String> = predicates::fault(leaf).into_iter().collect();
        faults.into_iter().for_each(|fault| self.fault(fault));
        for name in
            ["period", "than", "years", "most"].iter().filter_map(|name| leaf.args.named(name))
        {
            self.value(provision, name);
        }
        if let Some(list) =
            leaf.args.named("list").filter(|list| !self.law.lists.contains_key(*list))
        {
            self.fault(format!("the law has no list `{list}`"));
        }
        for path in facts_of(leaf) {
            self.fact(path, units);
        }
    }

    /// The pattern of a list or fact as declared, read from a unit or from one around it; as written if nowhere.
    fn declared(&self, path: &str, units: &[String]) -> String {
        let path = path.trim_end_matches("[]");
        if let Some(absolute) = path.strip_prefix('/') {
            return absolute.to_owned();
        }
        let joined = units.iter().map(|unit| match unit.is_empty() {
            true => path.to_owned(),
            false => format!("{unit}.{path}"),
        });
        let mut known = joined.filter(|pattern| self.petition.declares(pattern));
        known.next().unwrap_or_else(|| path.to_owned())
    }

    /// A fact must be one that the petition declares, read from a unit or from one around it.
    fn fact(&mut self, path: &str, units: &[String]) {
        let declared = self.petition.declares(&self.declared(path, units));
        let path = path.trim_end_matches("[]");
        if !declared && !path.starts_with("derived.") {
            self.fault(format!("the petition declares no fact `{path}`"));
        }
    }
}

/// The paths of facts among the arguments of a leaf.
fn facts_of(leaf: &Leaf) -> Vec<&str> {
    let shape = predicates::shape(&leaf.predicate);
    match (&leaf.args, shape) {
        (Args::Path(path), Some(Shape::Path))
            if !["level_is", "derived"].contains(&leaf.predicate.as_str()) =>
        {
            vec![path]
        }
        (Args::Map(map), Some(Shape::Values)) if leaf.predicate != "pleads" => {
            map.keys().map(String::as_str).collect()
        }
        (Args::Map(map), Some(Shape::Names(_))) => {
            let other = ["period", "than", "years", "most", "list", "column", "class"];
            let facts = map.iter().filter(|(name, _)| !other.contains(&name.as_str()));
            facts.flat_map(|(_, values)| values).map(String::as_str).collect()
        }
        _ => Vec::new(),
    }
}
