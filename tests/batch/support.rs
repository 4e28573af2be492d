//! Runs batches in a fresh folder and looks at everything that they leave.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::Command;

use serde_json::Value;

pub(crate) use crate::desk::{Desk, PLAIN, Run};

/// The words of a batch over `cases` for the day of the tests.
pub(crate) const BATCH: [&str; 4] = ["batch", "cases", "--as-of", "2026-11-20"];

/// Every file below a folder, by its path there.
pub(crate) type Tree = BTreeMap<String, Vec<u8>>;

impl Desk {
    /// A desk with so many sound cases, `cases/c00.yaml` and on.
    pub(crate) fn with(n: usize) -> Desk {
        let desk = Desk::new();
        (0..n).for_each(|n| desk.write(&format!("cases/c{n:02}.yaml"), sound(n)));
        desk
    }

    /// A desk with cases of every outcome, most of them cheap.
    pub(crate) fn mixed() -> Desk {
        let desk = Desk::with(6);
        (0..4).for_each(|n| desk.write(&format!("cases/r{n}.yaml"), refused(n)));
        desk.write("cases/f.yaml", faulty());
        desk
    }

    /// Runs a batch over `cases` with more words.
    pub(crate) fn batch(&self, more: &str) -> Run {
        self.run(&format!("{} {more}", BATCH.join(" ")))
    }

    /// Runs a script of the shell, in which `$BIN` is the program.
    pub(crate) fn shell(&self, mut shell: Command, script: &str) -> Run {
        self.seat(&mut shell);
        shell.args(["sh", "-c", script]).env("BIN", env!("CARGO_BIN_EXE_petition"));
        Run::of(&mut shell)
    }

    /// Every file below a folder; none where there is no such folder.
    pub(crate) fn tree(&self, folder: &str) -> Tree {
        let mut tree = Tree::new();
        grow(&self.path(folder), "", &mut tree);
        tree
    }

    /// The records of a batch.
    pub(crate) fn records(&self, folder: &str) -> Vec<Value> {
        let text = fs::read_to_string(self.path(&format!("{folder}/records.jsonl")));
        lines(&text.expect("records"))
    }
}

fn grow(folder: &Path, above: &str, tree: &mut Tree) {
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let name = format!("{above}{}", entry.file_name().to_string_lossy());
        if entry.path().is_dir() {
            grow(&entry.path(), &format!("{name}/"), tree);
        } else {
            tree.insert(name, fs::read(entry.path()).expect("a file"));
        }
    }
}

/// One JSON value a line.
pub(crate) fn lines(text: &str) -> Vec<Value> {
    text.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect()
}

/// Holds that two folders have the same files with the same bytes, and says which differ.
pub(crate) fn assert_same(one: &Tree, other: &Tree, when: &str) {
    let differ = |name: &&String| one.get(*name) != other.get(*name);
    let names: Vec<&String> = one.keys().chain(other.keys()).filter(differ).collect();
    assert!(names.is_empty(), "{when}: these differ: {names:?}");
}

impl Run {
    /// Holds the exit code, and shows what was said where it is another.
    pub(crate) fn ends(self, code: i32) -> Run {
        assert_eq!(self.code, code, "{}{}", self.out, self.err);
        self
    }
}

/// The n-th sound case.
pub(crate) fn sound(n: usize) -> String {
    PLAIN.replace("Mia Fox", &format!("Mia Fox {n}"))
}

/// The n-th case that the law refuses: only its guide sheet is written.
pub(crate) fn refused(n: usize) -> String {
    sound(n).replace("on_probation: no", "on_probation: yes")
}

/// A case that is no case.
pub(crate) fn faulty() -> String {
    PLAIN.replace("Fresno", "Frezno")
}
