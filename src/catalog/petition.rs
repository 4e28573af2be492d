//! One petition file of forms/petitions, typed: its facts, reliefs, requirements and papers.

use std::collections::BTreeMap;

use serde::Deserialize;
use serde_yaml::{Mapping, Value};

use super::schema::PetitionFacts;

/// A petition as forms/petitions declares it.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Petition {
    /// Plain words, kebab case; the file's stem.
    pub id: String,
    /// Other names a case file may use, such as the section.
    #[serde(default)]
    pub aliases: Vec<String>,
    /// What the petition is called.
    pub title: String,
    /// One sentence on what it does.
    pub says: String,
    /// Keys of the main provisions.
    pub law: Vec<String>,
    /// Values of the law that derivations count with, by the name under which they ask for them.
    #[serde(default)]
    pub parameters: BTreeMap<String, LawKey>,
    /// The facts this petition knows.
    pub facts: PetitionFacts,
    /// Groups of reliefs, of each at most one is pleaded for each unit.
    pub families: Vec<Family>,
    /// Things worth a warning that bar nothing.
    #[serde(default)]
    pub cautions: Vec<Caution>,
    /// The papers of the packet, in order.
    pub papers: Vec<Paper>,
}

/// A value of a provision.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LawKey {
    /// Key of the provision.
    pub provision: String,
    /// Name of the value.
    pub value: String,
}

/// How long before the hearing a relief's papers are served.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Notice {
    /// Key of the provision.
    pub provision: String,
    /// Name of the value.
    pub value: String,
    /// True where no provision asks for it of this relief.
    #[serde(default)]
    pub prudence: bool,
    /// Where this holds of the unit, a provision asks for it after all.
    #[serde(default)]
    pub binds_when: Option<Condition>,
}

/// Reliefs of which one is pleaded for each unit.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Family {
    /// Kebab id; templates read the pleaded relief under it.
    pub id: String,
    /// Pattern of the facts decided one by one; empty for the whole case.
    #[serde(default)]
    pub unit: String,
    /// The family is skipped for a unit unless this holds.
    #[serde(default)]
    pub asked_when: Option<Condition>,
    /// In order of preference among equals.
    pub reliefs: Vec<Relief>,
}

/// One relief that a court or an agency can grant.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Relief {
    /// Kebab id.
    pub id: String,
    /// The provision that grants it.
    pub provision: String,
    /// What it is called.
    pub title: String,
    /// How long before the hearing the papers are served.
    #[serde(default)]
    pub notice: Option<Notice>,
    /// Whether this is the road at all; any false means the wrong road.
    #[serde(default)]
    pub applies: Vec<Condition>,
    /// What must hold; any false is a bar, or a matter of time.
    #[serde(default)]
    pub requires: Vec<Condition>,
    /// Why it should be granted; at least one must hold.
    pub grounds: Vec<Ground>,
}

/// One ground on which a relief is asked.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Ground {
    /// Kebab id; templates test it.
    pub id: String,
    /// True where the court shall grant, false where it may.
    pub of_right: bool,
    /// The provision that states the ground.
    pub provision: String,
    /// What the ground is, one lower-case clause.
    pub says: String,
    /// All must hold.
    #[serde(default)]
    pub when: Vec<Condition>,
}

/// A warning stated as data.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Caution {
    /// Named after the thing that may be wrong.
    pub code: String,
    /// Pattern of the facts looked at one by one; empty for the whole case.
    #[serde(default)]
    pub unit: String,
    /// What is noticed: lower case, no final stop.
    pub says: String,
    /// Why it matters.
    #[serde(default)]
    pub why: Option<String>,
    /// What to do.
    #[serde(default)]
    pub help: Option<String>,
    /// The provision behind it.
    pub provision: String,
    /// The fact it stands at.
    pub at: String,
    /// All must hold.
    pub when: Vec<Condition>,
}

/// One paper of the packet.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Paper {
    /// Kebab id.
    pub id: String,
    /// Template below templates/, without its ending.
    pub template: String,
    /// Left out unless this holds.
    #[serde(default)]
    pub when: Option<Condition>,
    /// Whether its file bears a number.
    #[serde(default = "yes")]
    pub number: bool,
}

fn yes() -> bool {
    true
}

/// One node of a tree of requirements.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(try_from = "Mapping")]
pub struct Condition {
    /// What the node says about itself.
    pub meta: Meta,
    /// What it tests.
    pub test: Test,
}

/// What a requirement says about itself.
#[derive(Debug, Clone, PartialEq, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Meta {
    /// Key of the provision that asks for it.
    #[serde(default)]
    pub provision: Option<String>,
    /// Fault code where it fails.
    #[serde(default)]
    pub code: Option<String>,
    /// What the requirement is, one lower-case clause.
    #[serde(default)]
    pub says: Option<String>,
    /// What to do where it fails.
    #[serde(default)]
    pub help: Option<String>,
    /// The relief or petition that fits where this one does not.
    #[serde(default)]
    pub instead: Option<String>,
    /// A showing that excuses lateness; all must hold.
    #[serde(default)]
    pub cured_by: Vec<Condition>,
}

/// The test of a node.
#[derive(Debug, Clone, PartialEq)]
pub enum Test {
    /// Every one holds.
    All(Vec<Condition>),
    /// At least one holds.
    Any(Vec<Condition>),
    /// It does not hold.
    Unless(Box<Condition>),
    /// Holds for every fact of a list.
    Each(Over),
    /// Holds for at least one fact of a list.
    AnyOf(Over),
    /// Holds for no fact of a list.
    NoneOf(Over),
    /// A row of the table of predicates.
    Leaf(Leaf),
}

/// Facts of a list and what is asked of each.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Over {
    /// Pattern of the list, such as `arrest.offenses`.
    #[serde(rename = "in")]
    pub list: String,
    /// All must hold of one fact; paths are read from it first.
    #[serde(rename = "where")]
    pub conditions: Vec<Condition>,
}

/// A predicate by name, with its arguments as written.
#[derive(Debug, Clone, PartialEq)]
pub struct Leaf {
    /// Row of the table of predicates.
    pub predicate: String,
    /// What it is asked about.
    pub args: Args,
}

/// Arguments of a predicate.
#[derive(Debug, Clone, PartialEq)]
pub enum Args {
    /// One path or name.
    Path(String),
    /// Names and the one or more values behind each.
    Map(BTreeMap<String, Vec<String>>),
}

impl Petition {
    /// Reads a petition file; the error is one line that names the place in it.
    pub fn load(text: &str) -> Result<Petition, String> {
        serde_yaml::from_str(text).map_err(|error| error.to_string())
    }

    /// Every path of a fact that the petition declares, in order of the file.
    pub fn declared(&self) -> impl Iterator<Item = &str> {
        let facts = &self.facts;
        facts.required.iter().chain(&facts.optional).chain(&facts.for_signing).map(String::as_str)
    }

    /// Whether a path with `[]` for each position is a fact the petition declares, a group of such, or within one.
    pub fn declares(&self, pattern: &str) -> bool {
        let within = |inner: &str, outer: &str| {
            inner
                .strip_prefix(outer)
                .is_some_and(|rest| rest.is_empty() || rest.starts_with(['.', '[']))
        };
        self.declared().any(|known| within(known, pattern) || within(pattern, known))
    }

    /// Calls `visit` on every condition of the file, outermost first.
    pub fn each_condition<'a>(&'a self, visit: &mut dyn FnMut(&'a Condition)) {
        for family in &self.families {
            family.asked_when.iter().for_each(|one| one.each(visit));
            for relief in &family.reliefs {
                relief.applies.iter().chain(&relief.requires).for_each(|one| one.each(visit));
                relief
                    .grounds
                    .iter()
                    .flat_map(|ground| &ground.when)
                    .for_each(|one| one.each(visit));
            }
        }
        self.cautions.iter().flat_map(|caution| &caution.when).for_each(|one| one.each(visit));
        self.papers.iter().filter_map(|paper| paper.when.as_ref()).for_each(|one| one.each(visit));
    }

    /// Every provision key that the file names.
    pub fn provisions(&self) -> Vec<&str> {
        let mut keys: Vec<&str> = self.law.iter().map(String::as_str).collect();
        for relief in self.families.iter().flat_map(|family| &family.reliefs) {
            keys.push(&relief.provision);
            keys.extend(relief.grounds.iter().map(|ground| ground.provision.as_str()));
        }
        keys.extend(self.parameters.values().map(|value| value.provision.as_str()));
        keys.extend(self.cautions.iter().map(|caution| caution.provision.as_str()));
        self.each_condition(&mut |one| keys.extend(one.meta.provision.as_deref()));
        keys.sort_unstable();
        keys.dedup();
        keys
    }
}

impl Condition {
    /// Calls `visit` on this condition and on all below it.
    pub fn each<'a>(&'a self, visit: &mut dyn FnMut(&'a Condition)) {
        visit(self);
        self.meta.cured_by.iter().for_each(|one| one.each(visit));
        match &self.test {
            Test::All(list) | Test::Any(list) => list.iter().for_each(|one| one.each(visit)),
            Test::Unless(one) => one.each(visit),
            Test::Each(over) | Test::AnyOf(over) | Test::NoneOf(over) => {
                over.conditions.iter().for_each(|one| one.each(visit));
            }
            Test::Leaf(_) => {}
        }
    }
}

const META: [&str; 6] = ["provision", "code", "says", "help", "instead", "cured_by"];

impl TryFrom<Mapping> for Condition {
    type Error = String;

    fn try_from(mapping: Mapping) -> Result<Self, String> {
        let mut meta = Mapping::new();
        let mut tests = Vec::new();
        for (key, value) in mapping {
            match key.as_str() {
                Some(name) if META.contains(&name) => {
                    meta.insert(key, value);
                }
                Some(name) => tests.push((name.to_owned(), value)),
                None => return Err(format!("a condition has the key {key:?}, which is no text")),
            }
        }
        let names: Vec<&str> = tests.iter().map(|(name, _)| name.as_str()).collect();
        let list = names.join("`, `");
        let [(name, value)] = <[(String, Value); 1]>::try_from(tests)
            .map_err(|_| format!("a condition needs exactly one test, here are: `{list}`"))?;
        Ok(Condition { meta: parse(Value::Mapping(meta))?, test: Test::parse(name, value)? })
    }
}

impl Test {
    fn parse(name: String, value: Value) -> Result<Self, String> {
        Ok(match name.as_str() {
            "all" => Test::All(parse(value)?),
            "any" => Test::Any(parse(value)?),
            "unless" => Test::Unless(Box::new(parse(value)?)),
            "each" => Test::Each(parse(value)?),
            "any_of" => Test::AnyOf(parse(value)?),
            "none_of" => Test::NoneOf(parse(value)?),
            _ => {
                let args = Args::parse(value).map_err(|why| format!("`{name}`: {why}"))?;
                Test::Leaf(Leaf { predicate: name, args })
            }
        })
    }
}

impl Args {
    fn parse(value: Value) -> Result<Self, String> {
        match value {
            Value::String(path) => Ok(Args::Path(path)),
            Value::Mapping(mapping) => {
                let mut map = BTreeMap::new();
                for (key, value) in mapping {
                    let values = match value {
                        Value::Sequence(list) => {
                            list.into_iter().map(scalar).collect::<Result<_, _>>()?
                        }
                        one => vec![scalar(one)?],
                    };
                    map.insert(scalar(key)?, values);
                }
                Ok(Args::Map(map))
            }
            _ => Err("takes a path or a mapping".to_owned()),
        }
    }

    /// The one value behind a name.
    pub fn named(&self, name: &str) -> Option<&str> {
        match self {
            Args::Map(map) => map.get(name)?.first().map(String::as_str),
            Args::Path(_) => None,
        }
    }
}

fn scalar(value: Value) -> Result<String, String> {
    match value {
        Value::String(text) => Ok(text),
        Value::Bool(flag) => Ok(flag.to_string()),
        Value::Number(number) => Ok(number.to_string()),
        _ => Err("a value must be one word, number or flag".to_owned()),
    }
}

fn parse<T: serde::de::DeserializeOwned>(value: Value) -> Result<T, String> {
    serde_yaml::from_value(value).map_err(|error| error.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn condition(text: &str) -> Result<Condition, String> {
        serde_yaml::from_str(text).map_err(|error| error.to_string())
    }

    #[test]
    fn a_condition_has_one_test() {
        let one = condition("is: { now.charged: false }\ncode: charged").unwrap();
        assert_eq!(one.meta.code.as_deref(), Some("charged"));
        let Test::Leaf(leaf) = one.test else { panic!("a leaf") };
        assert_eq!(leaf.args.named("now.charged"), Some("false"));
        assert!(condition("given: a\nempty: b").unwrap_err().contains("exactly one test"));
        assert!(condition("code: x").unwrap_err().contains("exactly one test"));
    }

    #[test]
    fn trees_nest_and_are_walked() {
        let one = condition(
            "any: [{ given: a }, { unless: { each: { in: b, where: [{ given: c }] } } }]",
        )
        .unwrap();
        let mut n = 0;
        one.each(&mut |_| n += 1);
        assert_eq!(n, 5);
    }
}
