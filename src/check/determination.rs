//! What was decided and why: three-valued truth, outcomes and the tree of reasons, as text and as JSON.

use std::fmt;

use chrono::NaiveDate;
use serde::ser::SerializeStruct;
use serde::{Serialize, Serializer};

use crate::source::FieldPath;

/// Kleene's three values: a missing fact makes a test unknown, never false.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Truth {
    /// It does not hold.
    False,
    /// A fact is missing.
    Unknown,
    /// It holds.
    True,
}

impl Truth {
    /// Both hold.
    pub fn and(self, other: Truth) -> Truth {
        self.min(other)
    }

    /// At least one holds.
    pub fn or(self, other: Truth) -> Truth {
        self.max(other)
    }
}

impl std::ops::Not for Truth {
    type Output = Truth;

    fn not(self) -> Truth {
        match self {
            Truth::True => Truth::False,
            Truth::Unknown => Truth::Unknown,
            Truth::False => Truth::True,
        }
    }
}

impl From<bool> for Truth {
    fn from(holds: bool) -> Truth {
        if holds { Truth::True } else { Truth::False }
    }
}

/// What the law makes of one relief for one unit on one day.
#[derive(Debug, Clone, PartialEq)]
pub enum Outcome {
    /// The court shall grant it.
    Entitled,
    /// The court may grant it.
    Discretionary,
    /// It can be had from this day on.
    NotYet(NaiveDate),
    /// Its time ran out.
    Late {
        /// The last day that was in time.
        since: NaiveDate,
        /// Whether the case makes the showing that excuses it.
        cured: bool,
    },
    /// It cannot be had.
    Barred,
    /// It is the wrong road.
    NotApplicable {
        /// Id of the relief or petition that fits.
        instead: Option<String>,
    },
    /// It turns on facts that the case does not give.
    Undetermined {
        /// The facts, in order.
        missing: Vec<FieldPath>,
    },
}

impl Outcome {
    /// Whether papers may plead it.
    pub fn pleadable(&self) -> bool {
        matches!(
            self,
            Outcome::Entitled | Outcome::Discretionary | Outcome::Late { cured: true, .. }
        )
    }

    /// One kebab word for programs and fixtures.
    pub fn word(&self) -> &'static str {
        match self {
            Outcome::Entitled => "entitled",
            Outcome::Discretionary => "discretionary",
            Outcome::NotYet(_) => "not-yet",
            Outcome::Late { .. } => "late",
            Outcome::Barred => "barred",
            Outcome::NotApplicable { .. } => "not-applicable",
            Outcome::Undetermined { .. } => "undetermined",
        }
    }
}

impl fmt::Display for Outcome {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Outcome::Entitled => write!(f, "entitled: it is to be granted of right"),
            Outcome::Discretionary => write!(f, "discretionary: it may be granted"),
            Outcome::NotYet(day) => write!(f, "not yet: from {day}"),
            Outcome::Late { since, cured: true } => {
                write!(
                    f,
                    "late since {since}, excused by good cause and no prejudice where the court finds them"
                )
            }
            Outcome::Late { since, cured: false } => write!(f, "late: the last day was {since}"),
            Outcome::Barred => write!(f, "barred"),
            Outcome::NotApplicable { instead: Some(other) } => {
                write!(f, "does not apply; see `{other}`")
            }
            Outcome::NotApplicable { instead: None } => write!(f, "does not apply"),
            Outcome::Undetermined { missing } => write!(f, "undetermined: give {}", paths(missing)),
        }
    }
}

/// Paths in backticks, with commas.
pub fn paths(missing: &[FieldPath]) -> String {
    missing.iter().map(|path| format!("`{path}`")).collect::<Vec<_>>().join(", ")
}

/// One relief, decided for one unit.
#[derive(Debug, Clone, PartialEq)]
pub struct Determination {
    /// Family of the relief.
    pub family: String,
    /// Id of the relief.
    pub relief: String,
    /// The fact it is about; the root for the whole case.
    pub unit: FieldPath,
    /// What the law makes of it.
    pub outcome: Outcome,
    /// Ids of the grounds that hold, in order of the petition file.
    pub grounds: Vec<String>,
    /// Why.
    pub reason: Reason,
    /// The attorney's reason, where a bar was overridden.
    pub overridden: Option<String>,
    /// Whether it is the one that the papers plead for its family and unit.
    pub pleaded: bool,
}

/// A node of the tree of reasons.
#[derive(Debug, Clone, PartialEq)]
pub struct Reason {
    /// Whether it holds.
    pub truth: Truth,
    /// What is asked, one lower-case clause.
    pub says: String,
    /// What the case shows, such as `judgment_on is 2016-05-02`.
    pub found: Option<String>,
    /// Key of the provision.
    pub provision: Option<String>,
    /// The fact it turned on.
    pub at: Option<FieldPath>,
    /// Fault code where it fails.
    pub code: Option<String>,
    /// What to do where it fails.
    pub help: Option<String>,
    /// How to go on without the unit, where it fails and something else is asked for.
    pub leave_out: Option<String>,
    /// The relief or petition that fits where it fails.
    pub instead: Option<String>,
    /// The day from which it will hold, where only time is wanting.
    pub met_on: Option<NaiveDate>,
    /// The last day on which it held, where it fails by lateness.
    pub late_since: Option<NaiveDate>,
    /// The last day on which it will hold, where it holds only for a time.
    pub until: Option<NaiveDate>,
    /// Whether the lateness is excused by what the case shows.
    pub cured: bool,
    /// Facts whose absence leaves it unknown.
    pub missing: Vec<FieldPath>,
    /// The stated reason of an override.
    pub overridden: Option<String>,
    /// The rows of the table of offenses it rests on that are not confirmed: offense, cited, and where it stands.
    pub unconfirmed: Vec<(String, FieldPath)>,
    /// What it rests on.
    pub children: Vec<Reason>,
}

impl Reason {
    /// A reason with a truth and words, all else empty.
    pub fn new(truth: Truth, says: impl Into<String>) -> Self {
        Reason {
            truth,
            says: says.into(),
            found: None,
            provision: None,
            at: None,
            code: None,
            help: None,
            leave_out: None,
            instead: None,
            met_on: None,
            late_since: None,
            until: None,
            cured: false,
            missing: Vec::new(),
            overridden: None,
            unconfirmed: Vec::new(),
            children: Vec::new(),
        }
    }

    /// The first node with a code that does not hold, depth first; `self` where no child has one.
    pub fn first_failure(&self, truth: Truth) -> Option<&Reason> {
        if self.truth != truth {
            return None;
        }
        let below = self.children.iter().find_map(|child| child.first_failure(truth));
        below.or_else(|| self.code.as_ref().map(|_| self))
    }

    /// The failing nodes with a code that no day will cure, each the innermost of its branch, in order.
    pub fn lasting_failures(&self) -> Vec<&Reason> {
        if self.truth != Truth::False || self.met_on.is_some() {
            return Vec::new();
        }
        let below: Vec<&Reason> =
            self.children.iter().flat_map(|child| child.lasting_failures()).collect();
        match (below.is_empty(), &self.code) {
            (true, Some(_)) => vec![self],
            _ => below,
        }
    }

    /// Calls `visit` on this reason and on those below it on which it rests: where one of several is enough and holds, or
    /// fails, those that say otherwise decided nothing.
    pub fn each_deciding<'a>(&'a self, visit: &mut dyn FnMut(&'a Reason)) {
        visit(self);
        let agree = self.children.iter().any(|child| child.truth == self.truth);
        let rests = |child: &&Reason| !agree || child.truth == self.truth;
        self.children.iter().filter(rests).for_each(|child| child.each_deciding(visit));
    }

    /// Calls `visit` on this reason and on all below it.
    pub fn each<'a>(&'a self, visit: &mut dyn FnMut(&'a Reason)) {
        visit(self);
        self.children.iter().for_each(|child| child.each(visit));
    }

    /// The tree as indented lines: a mark, the words, what was found, the citation, the day it will hold.
    pub fn pretty(&self, cite: &dyn Fn(&str) -> Option<String>) -> String {
        let mut out = String::new();
        self.lines(0, cite, &mut out);
        out
    }

    fn lines(&self, depth: usize, cite: &dyn Fn(&str) -> Option<String>, out: &mut String) {
        let mark = match self.truth {
            Truth::True => "yes",
            Truth::False => "no ",
            Truth::Unknown => "?  ",
        };
        out.push_str(&format!("{}{mark} {}", "  ".repeat(depth), self.says));
        let mut notes = Vec::new();
        notes.extend(self.found.clone());
        notes.extend(
            self.met_on.filter(|_| self.truth == Truth::False).map(|day| format!("from {day}")),
        );
        notes.extend(self.late_since.map(|day| format!("last day {day}")));
        if self.truth == Truth::Unknown && self.children.is_empty() {
            notes.push(format!("give {}", paths(&self.missing)));
        }
        notes.extend(self.overridden.as_ref().map(|why| format!("overridden: {why}")));
        if !notes.is_empty() {
            out.push_str(&format!(": {}", notes.join("; ")));
        }
        if let Some(citation) = self.provision.as_deref().and_then(cite) {
            out.push_str(&format!(" [{citation}]"));
        }
        out.push('\n');
        self.children.iter().for_each(|child| child.lines(depth + 1, cite, out));
    }
}

impl Serialize for FieldPath {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl Serialize for Outcome {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut out = serializer.serialize_struct("Outcome", 2)?;
        out.serialize_field("kind", self.word())?;
        match self {
            Outcome::NotYet(day) => out.serialize_field("from", &day.to_string())?,
            Outcome::Late { since, cured } => {
                out.serialize_field("since", &since.to_string())?;
                out.serialize_field("cured", cured)?;
            }
            Outcome::NotApplicable { instead } => out.serialize_field("instead", instead)?,
            Outcome::Undetermined { missing } => out.serialize_field("missing", missing)?,
            Outcome::Entitled | Outcome::Discretionary | Outcome::Barred => {}
        }
        out.end()
    }
}

impl Serialize for Determination {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut out = serializer.serialize_struct("Determination", 8)?;
        out.serialize_field("family", &self.family)?;
        out.serialize_field("relief", &self.relief)?;
        out.serialize_field("unit", &self.unit)?;
        out.serialize_field("outcome", &self.outcome)?;
        out.serialize_field("pleaded", &self.pleaded)?;
        out.serialize_field("grounds", &self.grounds)?;
        out.serialize_field("overridden", &self.overridden)?;
        out.serialize_field("reason", &self.reason)?;
        out.end()
    }
}

impl Serialize for Reason {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut out = serializer.serialize_struct("Reason", 13)?;
        out.serialize_field("truth", &self.truth)?;
        out.serialize_field("says", &self.says)?;
        out.serialize_field("found", &self.found)?;
        out.serialize_field("provision", &self.provision)?;
        out.serialize_field("at", &self.at)?;
        out.serialize_field("code", &self.code)?;
        out.serialize_field("instead", &self.instead)?;
        out.serialize_field("met_on", &self.met_on.map(|day| day.to_string()))?;
        out.serialize_field("late_since", &self.late_since.map(|day| day.to_string()))?;
        out.serialize_field("until", &self.until.map(|day| day.to_string()))?;
        out.serialize_field("missing", &self.missing)?;
        out.serialize_field("overridden", &self.overridden)?;
        out.serialize_field("children", &self.children)?;
        out.end()
    }
}
