//! What the person is told when relief is granted, as the section granted has it, never another.

use std::collections::BTreeMap;

use serde::Deserialize;

/// One line of advice that an order carries.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Advisement {
    /// What it is about: `disclosure`, `firearms`.
    pub key: String,
    /// Key of the provision that it rests on.
    pub provision: String,
    /// A whole sentence in our own words, ready to print; it names no provision.
    pub text: String,
    /// Whether the section itself requires the order to state it.
    #[serde(default)]
    pub required: bool,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawAdvisements {
    relief: Vec<RawRelief>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawRelief {
    provision: String,
    same_as: Option<String>,
    #[serde(default)]
    advisements: Vec<Advisement>,
}

/// Reads forms/law/advisements.yaml: provision key to what is told when relief under it is granted.
pub(super) fn read(text: &str) -> Result<BTreeMap<String, Vec<Advisement>>, String> {
    let raw: RawAdvisements = serde_yaml::from_str(text).map_err(|e| e.to_string())?;
    let mut read: BTreeMap<String, Vec<Advisement>> = BTreeMap::new();
    for relief in raw.relief {
        let mut lines = match &relief.same_as {
            Some(key) => read.get(key).cloned().ok_or(format!("`{key}` stands below its use"))?,
            None => Vec::new(),
        };
        lines.extend(relief.advisements);
        if read.insert(relief.provision.clone(), lines).is_some() {
            return Err(format!("`{}` stands twice", relief.provision));
        }
    }
    Ok(read)
}
