//! Classes of limitations: how long after an offense a prosecution may begin.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::offense::Level;

/// When the time to begin a prosecution runs out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum LimitationEnd {
    /// Never.
    Never,
    /// After the period that a provision states under this name of a value.
    After {
        /// Name of the value of the provision.
        value: String,
        /// Whether it runs from discovery where that is later than the offense.
        from_discovery: bool,
    },
    /// Facts that no table has decide; the words say which.
    ByFacts(String),
}

/// What limits the prosecution of an offense at one level.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Limitation {
    /// Key of the provision.
    pub provision: String,
    /// When it runs out.
    pub end: LimitationEnd,
    /// Whether the facts that decide may leave it without an end.
    pub perhaps_never: bool,
}

/// A class of forms/law/limitations.yaml.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LimitationClass {
    /// Its key.
    pub key: String,
    /// What limits an offense that can be a felony; the greatest punishment counts (`pen-805-a`).
    pub felony: Limitation,
    /// What limits an offense that can only be a misdemeanor or an infraction.
    pub misdemeanor: Limitation,
}

/// All classes by key.
pub type LimitationClasses = BTreeMap<String, LimitationClass>;

impl LimitationClass {
    /// What limits an offense of a level.
    pub fn at(&self, level: Level) -> &Limitation {
        match level {
            Level::Misdemeanor | Level::Infraction => &self.misdemeanor,
            Level::Felony | Level::Wobbler | Level::ByFacts => &self.felony,
        }
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawClasses {
    classes: Vec<RawClass>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawClass {
    key: String,
    felony: RawLimitation,
    /// Left out where the felony's holds for every level.
    misdemeanor: Option<RawLimitation>,
}

#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct RawLimitation {
    provision: String,
    value: Option<String>,
    #[serde(default)]
    from_discovery: bool,
    #[serde(default)]
    never: bool,
    by_facts: Option<String>,
    #[serde(default)]
    perhaps_never: bool,
}

/// Reads forms/law/limitations.yaml; an error says what is wrong with it.
pub(super) fn read(text: &str) -> Result<LimitationClasses, String> {
    let raw: RawClasses = serde_yaml::from_str(text).map_err(|e| e.to_string())?;
    let mut classes = LimitationClasses::new();
    for class in raw.classes {
        let misdemeanor = class.misdemeanor.unwrap_or_else(|| class.felony.clone());
        let (felony, misdemeanor) = (class.felony.read()?, misdemeanor.read()?);
        let key = class.key;
        let class = LimitationClass { key: key.clone(), felony, misdemeanor };
        if classes.insert(key.clone(), class).is_some() {
            return Err(format!("class `{key}` stands twice"));
        }
    }
    Ok(classes)
}

impl RawLimitation {
    fn read(self) -> Result<Limitation, String> {
        let end = match (self.never, self.value, self.by_facts) {
            (true, None, None) => LimitationEnd::Never,
            (false, Some(value), None) => {
                LimitationEnd::After { value, from_discovery: self.from_discovery }
            }
            (false, None, Some(why)) => LimitationEnd::ByFacts(why),
            _ => return Err(format!("`{}` needs never, value or by_facts", self.provision)),
        };
        Ok(Limitation { provision: self.provision, end, perhaps_never: self.perhaps_never })
    }
}
