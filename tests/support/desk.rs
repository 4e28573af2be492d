//! The program in a fresh folder: what is written there, how it is run, and what it says.
#![allow(dead_code)]

use std::path::PathBuf;
use std::process::{Command, Stdio};

use tempfile::TempDir;

/// A sound case without exhibits, small enough to change by replacing words.
pub(crate) const PLAIN: &str = include_str!("plain.yaml");

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
    pub(crate) fn new() -> Desk {
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

    pub(crate) fn bytes(&self, name: &str) -> Vec<u8> {
        std::fs::read(self.path(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
    }

    pub(crate) fn text(&self, name: &str) -> String {
        String::from_utf8(self.bytes(name)).expect("a text")
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

    /// The program, to be run in the folder.
    pub(crate) fn command(&self) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_petition"));
        self.seat(&mut command);
        command
    }

    /// Lets a command run in the folder; the blank forms of whoever runs the tests stay out of it.
    pub(crate) fn seat(&self, command: &mut Command) {
        command.current_dir(self.folder.path()).stdin(Stdio::null()).env_remove("NO_COLOR");
        command.env("PETITION_COURT_FORMS", self.path("court-forms"));
    }

    /// Runs the program as it is typed, words divided by blanks.
    pub(crate) fn run(&self, line: &str) -> Run {
        Run::of(self.command().args(line.split_whitespace()))
    }

    /// The same for the day of the tests.
    pub(crate) fn on_day(&self, line: &str) -> Run {
        self.run(&format!("{line} --as-of 2026-11-20"))
    }
}

impl Run {
    pub(crate) fn of(command: &mut Command) -> Run {
        let output = command.output().expect("the program starts");
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("UTF-8");
        Run {
            code: output.status.code().unwrap_or(-1),
            out: text(output.stdout),
            err: text(output.stderr),
        }
    }
}
