//! What templates see of the choice between official forms and pleading paper.

use serde_json::{Value, json};

use super::view::Registry;

/// Which kind of paper a packet is drafted on, and why.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Told {
    /// Whether official forms exist for papers of the petition.
    pub exists: bool,
    /// Whether they are filled in.
    pub official: bool,
    /// Whether pleading paper was asked for, although there are forms.
    pub asked_for_pleading: bool,
    /// Whether the forms do not ask for what this case asks for.
    pub out_of_reach: bool,
    /// Whether the same papers lie on pleading paper in a folder of their own.
    pub both: bool,
    /// The forms that are filled in.
    pub used: Vec<UsedForm>,
    /// The forms that could have been.
    pub absent: Vec<Absent>,
}

/// A form that is filled in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UsedForm {
    /// Its number.
    pub number: String,
    /// Its title.
    pub title: String,
    /// The date of its revision, printed.
    pub revised: String,
    /// What is to be looked at.
    pub warnings: Vec<String>,
}

/// A form that is not filled in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Absent {
    /// Its number.
    pub number: String,
    /// Its title.
    pub title: String,
    /// Why not, one clause.
    pub reason: String,
}

impl Told {
    /// The same for templates.
    pub(super) fn view(&self, registry: &mut Registry) -> Value {
        let used = self.used.iter().map(|one| {
            let warnings = one.warnings.iter().map(|words| registry.made(words));
            json!({
                "warnings": warnings.collect::<Vec<_>>(),
                "number": one.number,
                "title": one.title,
                "revised": one.revised,
            })
        });
        let used: Vec<Value> = used.collect();
        let absent = self.absent.iter().map(|one| {
            // Paper has no typewriter face for commands.
            let reason = registry.made(&one.reason.replace('`', "\""));
            json!({ "number": one.number, "title": one.title, "reason": reason })
        });
        let absent: Vec<Value> = absent.collect();
        json!({
            "exists": self.exists,
            "official": self.official,
            "asked_for_pleading": self.asked_for_pleading,
            "out_of_reach": self.out_of_reach,
            "both": self.both,
            "used": used,
            "absent": absent,
        })
    }
}
