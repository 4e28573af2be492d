//! The records of a run, added up: outcomes, faults grouped by their code, warnings.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use super::record::{Outcome, Record};

/// How many cases of a group are named.
const N_NAMED: usize = 5;

/// What came of a run.
#[derive(Debug, Default, PartialEq, Eq, Serialize)]
pub struct Summary {
    /// Number of cases with each outcome, in the order of `Outcome::ALL`.
    pub n: [usize; 4],
    /// Number of files written, manifests among them.
    pub n_files: usize,
    /// Number of pages in them.
    pub n_pages: usize,
    /// Cases without papers to file, by outcome and code of the error.
    pub faults: Vec<Group>,
    /// Cases by the code of a warning.
    pub warnings: Vec<Group>,
}

/// The cases of which one thing was said.
#[derive(Debug, PartialEq, Eq, Serialize)]
pub struct Group {
    /// What came of them; nothing for a warning.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub outcome: Option<Outcome>,
    /// The code of the message.
    pub code: String,
    /// How many cases.
    pub n: usize,
    /// The first of them, as they are named to people.
    pub first: Vec<String>,
}

/// Groups while they grow, in a fixed order.
type Growing = BTreeMap<(Option<Outcome>, String), (usize, Vec<String>)>;

/// Adds up records that come in client order, and holds none.
#[derive(Debug, Default)]
pub struct Adding {
    summary: Summary,
    faults: Growing,
    warnings: Growing,
}

impl Adding {
    /// Adds a record.
    pub fn add(&mut self, record: &Record) {
        self.summary.n[record.outcome as usize] += 1;
        self.summary.n_files += record.files.len();
        self.summary.n_pages += record.files.iter().map(|file| file.n_pages).sum::<usize>();
        // A case that has papers to file may hold errors: reliefs of several that it cannot have.
        let of = (record.outcome != Outcome::Drafted).then_some(record.outcome);
        let codes: BTreeSet<&str> = record.errors().map(|one| one.code.as_str()).collect();
        codes.into_iter().for_each(|code| grow(&mut self.faults, (of, code), record));
        let codes: BTreeSet<&str> = record.warnings().map(|one| one.code.as_str()).collect();
        codes.into_iter().for_each(|code| grow(&mut self.warnings, (None, code), record));
    }

    /// The sum.
    pub fn summary(self) -> Summary {
        Summary { faults: groups(self.faults), warnings: groups(self.warnings), ..self.summary }
    }
}

fn grow(growing: &mut Growing, (outcome, code): (Option<Outcome>, &str), record: &Record) {
    let (n, first) = growing.entry((outcome, code.to_owned())).or_default();
    *n += 1;
    if first.len() < N_NAMED {
        first.push(record.case.clone());
    }
}

/// The largest groups of each outcome first.
fn groups(growing: Growing) -> Vec<Group> {
    let group = |((outcome, code), (n, first))| Group { outcome, code, n, first };
    let mut groups: Vec<Group> = growing.into_iter().map(group).collect();
    groups.sort_by(|a, b| (a.outcome, b.n).cmp(&(b.outcome, a.n)));
    groups
}
