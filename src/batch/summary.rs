//! The records of a run, added up: outcomes, faults grouped by their code, warnings.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use super::record::{Message, Outcome, Record};

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
    /// What it says of the first of them.
    pub what: String,
    /// How many cases.
    pub n: usize,
    /// The first of them, as they are named to people.
    pub first: Vec<String>,
}

/// Groups while they grow, in a fixed order.
type Growing = BTreeMap<(Option<Outcome>, String), Group>;

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
        grow(&mut self.faults, of, record, record.errors());
        grow(&mut self.warnings, None, record, record.warnings());
    }

    /// The sum.
    pub fn summary(self) -> Summary {
        Summary { faults: groups(self.faults), warnings: groups(self.warnings), ..self.summary }
    }
}

/// Adds a case to the group of each code among its messages.
fn grow<'m>(
    growing: &mut Growing,
    outcome: Option<Outcome>,
    record: &Record,
    messages: impl Iterator<Item = &'m Message>,
) {
    let mut seen = BTreeSet::new();
    for Message { code, what, .. } in messages.filter(|one| seen.insert(&one.code)) {
        let new =
            || Group { outcome, code: code.clone(), what: what.clone(), n: 0, first: Vec::new() };
        let group = growing.entry((outcome, code.clone())).or_insert_with(new);
        group.n += 1;
        if group.first.len() < N_NAMED {
            group.first.push(record.case.clone());
        }
    }
}

/// The largest groups of each outcome first.
fn groups(growing: Growing) -> Vec<Group> {
    let mut groups: Vec<Group> = growing.into_values().collect();
    groups.sort_by(|a, b| (a.outcome, b.n).cmp(&(b.outcome, a.n)));
    groups
}
