//! What to say of a petition that asks for nothing: which facts turned it off, and what to state so that it asks.

use crate::catalog::petition::{Args, Condition, Family, Leaf, Test};
use crate::check::condition::Inquiry;
use crate::check::determination::{Truth, paths};
use crate::check::eligibility::units_of;
use crate::check::predicates;
use crate::diagnostic::Diagnostic;
use crate::source::{FieldPath, Step};

/// Code of the error for a petition of which no relief is asked for anywhere.
pub const NOTHING_ASKED: &str = "nothing-asked";

/// The error for a petition none of whose families is asked for in any unit: it stands at the facts that turn them off.
pub fn nothing_asked(inquiry: &Inquiry<'_>) -> Diagnostic {
    let mut ways = Way::default();
    for family in &inquiry.petition.families {
        let units = units_of(inquiry, &family.unit).unwrap_or_default();
        if units.is_empty() {
            ways.or(no_unit(inquiry, family));
        }
        for unit in &units {
            let seen = Seen { inquiry, unit };
            let way = family.asked_when.as_ref().and_then(|when| seen.turn(when, true));
            ways.or(way.unwrap_or_default());
        }
    }
    let mut out = Diagnostic::error(NOTHING_ASKED, "the petition asks for nothing");
    if ways.places.is_empty() {
        ways.places.push(FieldPath::root().key("petition"));
    }
    for place in &ways.places {
        out = out.at_field(place, "");
    }
    if !ways.missing.is_empty() {
        out = out.why(format!("whether it asks for something turns on {}", paths(&ways.missing)));
    }
    let help = match ways.says.is_empty() {
        true => "see with `petition which` what can be asked for".to_owned(),
        false => ways.says.join("; or "),
    };
    out.help(help).asks(&ways.missing)
}

/// How a condition can be turned: what to do, of which one thing is enough, and where.
#[derive(Debug, Default)]
struct Way {
    says: Vec<String>,
    places: Vec<FieldPath>,
    missing: Vec<FieldPath>,
}

impl Way {
    fn new(says: String, place: FieldPath) -> Way {
        Way { says: vec![says], places: vec![place], missing: Vec::new() }
    }

    /// Adds another way to the same end.
    fn or(&mut self, other: Way) {
        add(&mut self.says, other.says);
        add(&mut self.places, other.places);
        add(&mut self.missing, other.missing);
    }

    /// Adds what must be done as well.
    fn and(&mut self, other: Way) {
        let both = [&self.says, &other.says].map(|says| says.join(" or "));
        let both: Vec<String> = both.into_iter().filter(|says| !says.is_empty()).collect();
        self.says = if both.is_empty() { both } else { vec![both.join(" and ")] };
        add(&mut self.places, other.places);
        add(&mut self.missing, other.missing);
    }
}

fn add<T: PartialEq>(list: &mut Vec<T>, more: Vec<T>) {
    for one in more {
        if !list.contains(&one) {
            list.push(one);
        }
    }
}

fn no_unit(inquiry: &Inquiry<'_>, family: &Family) -> Way {
    let mut lists = family.unit.split("[]");
    let first = inquiry.resolve(&FieldPath::root(), lists.next().unwrap_or_default());
    Way::new(format!("state what is asked about under `{}`", family.unit), first)
}

/// A unit in which a family is not asked for.
struct Seen<'a> {
    inquiry: &'a Inquiry<'a>,
    unit: &'a FieldPath,
}

impl Seen<'_> {
    /// How a condition comes to hold, or not to hold; nothing where only other facts of life would do it.
    fn turn(&self, condition: &Condition, holds: bool) -> Option<Way> {
        let reason = self.inquiry.evaluate_strictly(self.unit, condition);
        if reason.truth == Truth::from(holds) {
            return Some(Way::default());
        }
        let each = |list: &[Condition]| -> Vec<Option<Way>> {
            list.iter().map(|one| self.turn(one, holds)).collect()
        };
        match &condition.test {
            Test::Unless(one) => self.turn(one, !holds),
            Test::All(list) if holds => every(each(list)),
            Test::Any(list) if !holds => every(each(list)),
            Test::All(list) | Test::Any(list) => one_of(each(list)),
            Test::Leaf(leaf) => self.state(leaf, holds).or_else(|| self.learn(reason.missing)),
            Test::Each(_) | Test::AnyOf(_) | Test::NoneOf(_) | Test::AtMost(_) => None,
        }
    }

    /// What to write in the case file, where the leaf asks only whether something is said there.
    fn state(&self, leaf: &Leaf, holds: bool) -> Option<Way> {
        let (path, value) = match &leaf.args {
            Args::Path(path) => (path, None),
            Args::Map(map) => map.iter().next().map(|(path, values)| (path, values.first()))?,
        };
        let place = self.inquiry.resolve(self.unit, path);
        let within = if place.0.starts_with(&self.unit.0) { self.item() } else { String::new() };
        let says = match (leaf.predicate.as_str(), holds, value) {
            ("given", true, _) => format!("give `{path}`"),
            ("stated", true, Some(value)) => format!("state `{path}: {}`", written(value)),
            ("stated", false, _) => {
                let fact = self.inquiry.case.get(&place).and_then(predicates::words)?;
                format!("take `{path}: {}` out", written(&fact))
            }
            _ => return None,
        };
        Some(Way::new(says + &within, place))
    }

    /// Words for the unit that a fact is stated at; none for the whole case.
    fn item(&self) -> String {
        let list = self.unit.0.iter().rev().find_map(|step| match step {
            Step::Key(key) => Some(key.trim_end_matches('s').replace('_', " ")),
            Step::Index(_) => None,
        });
        list.map(|item| format!(" at the {item} to be asked about")).unwrap_or_default()
    }

    /// The facts to give where a leaf is unknown without them.
    fn learn(&self, missing: Vec<FieldPath>) -> Option<Way> {
        let says = vec![format!("give {}", paths(&missing))];
        (!missing.is_empty()).then(|| Way { says, places: missing.clone(), missing })
    }
}

/// A word of a petition file as a case file has it.
fn written(word: &str) -> &str {
    match word {
        "true" => "yes",
        "false" => "no",
        word => word,
    }
}

fn every(ways: Vec<Option<Way>>) -> Option<Way> {
    let mut out = Way::default();
    for way in ways {
        out.and(way?);
    }
    Some(out)
}

fn one_of(ways: Vec<Option<Way>>) -> Option<Way> {
    let mut out = Way::default();
    let n_ways = ways.len();
    let found: Vec<Way> = ways.into_iter().flatten().collect();
    if found.is_empty() && n_ways > 0 {
        return None;
    }
    found.into_iter().for_each(|way| out.or(way));
    Some(out)
}
