//! forms/captions.yaml, typed: the titles of the case that pleadings bear.

use std::collections::BTreeMap;

use serde::Deserialize;

/// Every title of the case, by the name that a front matter gives.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Captions {
    /// How the People are named.
    pub people: String,
    captions: BTreeMap<String, CaptionForm>,
}

/// One title of the case.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CaptionForm {
    /// The sides in order; one alone makes a matter, not an action.
    pub sides: Vec<CaptionSide>,
    /// Whose number stands beside it.
    #[serde(default)]
    pub number: CaptionNumber,
}

/// One side of the title of the case.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CaptionSide {
    /// Who it is.
    pub side: Side,
    /// Words before the name; empty for none.
    #[serde(default)]
    pub lead: String,
    /// What stands below the name.
    pub role: String,
}

/// Who stands on a side.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Side {
    /// The People of the State of California.
    People,
    /// The person whose case it is.
    Person,
}

/// Where the number of the case comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum CaptionNumber {
    /// The case file.
    #[default]
    Case,
    /// The clerk, who gives the paper a number of its own.
    Clerk,
}

impl Captions {
    /// Reads the file; the error is one line that names the place in it.
    pub fn load(text: &str) -> Result<Captions, String> {
        serde_yaml::from_str(text).map_err(|error| format!("captions.yaml: {error}"))
    }

    /// The title of the case with that name; the People against a petitioner for an empty one.
    pub fn named(&self, name: &str) -> Option<&CaptionForm> {
        let name = name.trim();
        self.captions.get(if name.is_empty() { "people" } else { name })
    }

    /// Every name, in order of the alphabet.
    pub fn names(&self) -> Vec<&str> {
        self.captions.keys().map(String::as_str).collect()
    }
}
