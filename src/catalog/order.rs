//! Days that cannot stand in the other order, as forms/fields.yaml and its folder declare them.

use serde::Deserialize;

use crate::diagnostic::Severity;

/// Two days of which one cannot come before the other.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Order {
    /// Named after what is wrong where they stand the other way round.
    pub code: String,
    /// Pattern of the facts looked at one by one; empty for the whole case.
    #[serde(default)]
    pub each: String,
    /// The day that comes first, or the same day.
    pub earlier: String,
    /// The day that comes later.
    pub later: String,
    /// What is wrong, one lower-case clause.
    pub says: String,
    /// What to do.
    #[serde(default = "look")]
    pub help: String,
    /// Whether the order can be right after all.
    #[serde(default)]
    severity: Weight,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Weight {
    #[default]
    Error,
    Warning,
}

impl Order {
    /// How grave it is.
    pub fn severity(&self) -> Severity {
        match self.severity {
            Weight::Error => Severity::Error,
            Weight::Warning => Severity::Warning,
        }
    }
}

fn look() -> String {
    "compare both days with the court's docket".to_owned()
}
