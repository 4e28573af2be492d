//! A thousand hostile case files made from one seed: what each is, its bytes, and how it may be answered.
#![allow(dead_code, missing_docs, unreachable_pub)]

use std::path::{Path, PathBuf};

use petition::catalog::Catalog;

pub mod answer;
mod bytes;
pub mod clear;
mod keys;
mod lines;
mod random;
mod shapes;
mod values;

pub use random::Random;

/// How many files there are.
pub const N_FILES: usize = 1_000;

/// Makes every file the same on every machine.
const SEED: u64 = 851_812_034;

/// One hostile file.
pub struct Hostile {
    /// What was done to it, in words.
    pub name: String,
    /// Its bytes.
    pub bytes: Vec<u8>,
    /// What may be said of it.
    pub wanted: Wanted,
}

/// How a file may be answered. Whatever the answer: each message of it is clear.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wanted {
    /// No packet, and an error with this code.
    Error(&'static str),
    /// No packet, and an error.
    Refused,
    /// A packet: what was done changes nothing.
    Packet,
    /// A packet or an error: what was done at random may have hit a comment.
    Either,
}

impl Hostile {
    pub fn new(name: impl Into<String>, bytes: impl Into<Vec<u8>>, wanted: Wanted) -> Hostile {
        Hostile { name: name.into(), bytes: bytes.into(), wanted }
    }
}

/// A sound case file to be spoiled.
pub struct Example {
    pub name: String,
    pub text: String,
}

/// Every file, always in the same order.
pub fn all(catalog: &Catalog) -> Vec<Hostile> {
    let examples = examples();
    let mut random = Random::new(SEED);
    let mut files = shapes::all();
    files.extend(keys::all(&examples));
    files.extend(values::all(catalog, &examples));
    files.extend(bytes::all(&examples, &mut random));
    let room = N_FILES.saturating_sub(files.len());
    files.extend(lines::some(&examples, &mut random, room));
    files
}

/// The folder of the examples, from which their exhibits are read.
pub fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("examples")
}

/// Every example, by name.
pub fn examples() -> Vec<Example> {
    let entries = std::fs::read_dir(folder()).expect("the examples");
    let paths = entries.map(|entry| entry.expect("an entry").path());
    let mut examples: Vec<Example> = paths
        .filter(|path| path.extension().is_some_and(|end| end == "yaml"))
        .map(|path| Example {
            name: path.file_stem().expect("a name").to_string_lossy().into_owned(),
            text: std::fs::read_to_string(&path).expect("text"),
        })
        .collect();
    examples.sort_by(|a, b| a.name.cmp(&b.name));
    examples
}

/// The example of a name.
pub fn example<'e>(examples: &'e [Example], name: &str) -> &'e str {
    let found = examples.iter().find(|example| example.name == name);
    &found.unwrap_or_else(|| panic!("no example `{name}`")).text
}
