//! Runs the program in a fresh folder.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use serde_json::Value;
use tempfile::TempDir;

/// The day that every test computes for.
const DAY: [&str; 2] = ["--as-of", "2026-11-20"];

/// An empty folder to work in.
pub(crate) struct Desk {
    folder: TempDir,
}

/// What a run left behind.
pub(crate) struct Run {
    pub(crate) code: i32,
    pub(crate) out: String,
    pub(crate) err: String,
}

impl Desk {
    pub(crate) fn new() -> Self {
        Desk { folder: tempfile::tempdir().expect("a folder") }
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    pub(crate) fn write(&self, name: &str, bytes: impl AsRef<[u8]>) {
        let path = self.path(name);
        std::fs::create_dir_all(path.parent().expect("a parent")).expect("a folder");
        std::fs::write(path, bytes).expect("a file");
    }

    /// Runs the program as it is typed, words divided by blanks.
    pub(crate) fn run(&self, line: &str) -> Run {
        let mut command = self.command();
        command.args(line.split_whitespace());
        Run::of(command.output().expect("the program starts"))
    }

    /// The same for the day of the tests.
    pub(crate) fn on_day(&self, line: &str) -> Run {
        let mut command = self.command();
        command.args(line.split_whitespace()).args(DAY);
        Run::of(command.output().expect("the program starts"))
    }

    pub(crate) fn command(&self) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_petition"));
        command.current_dir(self.folder.path()).env_remove("NO_COLOR");
        // The blank forms of whoever runs the tests stay out of them.
        command.env("PETITION_COURT_FORMS", self.path("court-forms"));
        command
    }

    /// Names in a folder, sorted; none where there is no such folder.
    pub(crate) fn names(&self, folder: &str) -> Vec<String> {
        let Ok(entries) = std::fs::read_dir(self.path(folder)) else { return Vec::new() };
        let mut names: Vec<String> = entries
            .map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned())
            .collect();
        names.sort();
        names
    }
}

impl Run {
    fn of(output: Output) -> Run {
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("UTF-8");
        Run {
            code: output.status.code().unwrap_or(-1),
            out: text(output.stdout),
            err: text(output.stderr),
        }
    }

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

/// A sound case without exhibits, small enough to change by replacing words.
pub(crate) const PLAIN: &str = include_str!("../support/plain.yaml");

/// The lines of a new case file that stand open, with their examples as answers.
pub(crate) fn filled(blank: &str) -> String {
    let lines = blank.lines().map(|line| match line.split_once(" # for example: ") {
        Some((key, example)) if !line.trim_start().starts_with('#') => format!("{key} {example}"),
        _ => line.to_owned(),
    });
    lines.collect::<Vec<_>>().join("\n")
}
