//! Folders of packets that no case of a run belongs to, and what each was made of.

use std::collections::BTreeSet;
use std::path::Path;

use serde::Serialize;

use super::ledger::Earlier;
use crate::packet::write::is_of_system;

/// A folder below `packets/` that belongs to no case of the run.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Stray {
    /// Its name.
    pub folder: String,
    /// The case of this run that it was made of before that case changed, such as a row in which
    /// name or case number were corrected: nobody should file it.
    pub superseded: Option<String>,
}

/// The strays, by name, among folders of packets; `ours` are the folders of this run's cases, `cases`
/// their names.
pub(super) fn strays(
    packets: &Path,
    earlier: &Earlier,
    ours: &BTreeSet<&str>,
    cases: &BTreeSet<&str>,
) -> Vec<Stray> {
    let entries = std::fs::read_dir(packets).into_iter().flatten().flatten();
    let names = entries.map(|entry| entry.file_name()).filter(|name| !is_of_system(name));
    let names = names.map(|name| name.to_string_lossy().into_owned());
    let mut names: Vec<String> =
        names.filter(|name| !name.starts_with('.') && !ours.contains(name.as_str())).collect();
    names.sort();
    let stray = |folder: String| {
        let made_of = earlier.record(&folder).map(|record| record.case);
        Stray { superseded: made_of.filter(|case| cases.contains(case.as_str())), folder }
    };
    names.into_iter().map(stray).collect()
}
