//! Trees of requirements as a petition file writes them: one test a node, and what the node says of itself.

use std::collections::BTreeMap;

use serde::Deserialize;
use serde_yaml::{Mapping, Value};

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
    /// How to go on without the unit that it fails for; said only where something else is asked for.
    #[serde(default)]
    pub leave_out: Option<String>,
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
    /// Holds for no more facts of a list than a value of the provision says.
    AtMost(Over),
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
    /// All must hold of one fact; paths are read from it first, then from the unit around it.
    #[serde(default, rename = "where")]
    pub conditions: Vec<Condition>,
    /// For `at_most`: the name of the value that says how many.
    #[serde(default)]
    pub most: Option<String>,
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

impl Condition {
    /// Calls `visit` on this condition and on all below it.
    pub fn each<'a>(&'a self, visit: &mut dyn FnMut(&'a Condition)) {
        visit(self);
        self.meta.cured_by.iter().for_each(|one| one.each(visit));
        match &self.test {
            Test::All(list) | Test::Any(list) => list.iter().for_each(|one| one.each(visit)),
            Test::Unless(one) => one.each(visit),
            Test::Each(over) | Test::AnyOf(over) | Test::NoneOf(over) | Test::AtMost(over) => {
                over.conditions.iter().for_each(|one| one.each(visit));
            }
            Test::Leaf(_) => {}
        }
    }
}

const META: [&str; 7] = ["provision", "code", "says", "help", "leave_out", "instead", "cured_by"];

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
            "at_most" => Test::AtMost(parse(value)?),
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
