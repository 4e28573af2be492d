//! What the tests of the command line share: cases, and what a run says as JSON.

use std::path::Path;

use serde_json::Value;

pub(crate) use crate::desk::{Desk, PLAIN, Run};

impl Run {
    pub(crate) fn json(&self) -> Value {
        serde_json::from_str(&self.out).expect("JSON")
    }
}

/// A sound case.
pub(crate) fn sound() -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/expungement-several.yaml");
    std::fs::read_to_string(path).expect("an example")
}

/// A case whose wait after jail is not over on the day of the tests; it ends on 2027-02-02.
pub(crate) fn still_waiting() -> String {
    PLAIN
        .replace("kind: probation", "kind: straight county jail\n      completed: 2025-02-01")
        .replace("      granted: 2016-05-02\n", "")
        .replace("      ended: 2019-05-02\n", "")
        .replace("      ended_how: fulfilled\n", "")
}

/// The lines of a new case file that stand open, with their examples as answers.
pub(crate) fn filled(blank: &str) -> String {
    let lines = blank.lines().map(|line| match line.split_once(" # for example: ") {
        Some((key, example)) if !line.trim_start().starts_with('#') => format!("{key} {example}"),
        _ => line.to_owned(),
    });
    lines.collect::<Vec<_>>().join("\n")
}
