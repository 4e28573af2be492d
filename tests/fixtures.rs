//! Every case file below tests/cases/_schema says in comments what is wrong with it; nothing else may be found.
mod support;

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use petition::check::facts::FACT_CHECKS;
use petition::diagnostic::Diagnostic;
use petition::source::Source;
use support::World;
use support::expect::{differences, expected};

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases/_schema")
}

/// The fixtures in the order of their names, with their texts.
fn fixtures() -> Vec<(String, String)> {
    let entries = fs::read_dir(folder()).expect("the folder of fixtures");
    let mut paths: Vec<PathBuf> = entries.map(|entry| entry.expect("an entry").path()).collect();
    paths.retain(|path| path.extension().is_some_and(|extension| extension == "yaml"));
    paths.sort();
    let named = paths.into_iter().map(|path| {
        let name = path.file_name().and_then(|name| name.to_str()).expect("a name").to_owned();
        (name, fs::read_to_string(path).expect("a fixture"))
    });
    named.collect()
}

fn faults(world: &World, name: &str, text: &str) -> Vec<String> {
    let read = world.load(name, text, &folder());
    let mut diagnostics: Vec<Diagnostic> = read.loaded.diagnostics;
    let case = read.loaded.case;
    if let Some(case) = &case {
        diagnostics.extend(world.check(case));
    }
    let resolve = |path: &_| case.as_ref().and_then(|case| case.span(path)).cloned();
    differences(&read.sources, &diagnostics, &resolve)
}

#[test]
fn fixtures_find_what_their_comments_say() {
    let world = World::new();
    let fixtures = fixtures();
    assert!(!fixtures.is_empty());
    let faults: Vec<String> =
        fixtures.iter().flat_map(|(name, text)| faults(&world, name, text)).collect();
    assert!(faults.is_empty(), "\n{}", faults.join("\n"));
}

#[test]
fn a_comment_without_its_fault_and_a_fault_without_its_comment_both_fail() {
    let world = World::new();
    let (name, text) = &fixtures()[0];
    let without = text.replacen("# error[", "# not [", 1).replacen("# warning[", "# not [", 1);
    assert!(!faults(&world, name, &without).is_empty());
    let with = format!("# error[no-such-code]\n{text}");
    assert!(!faults(&world, name, &with).is_empty());
}

#[test]
fn each_check_of_facts_has_a_fixture() {
    let texts = fixtures().into_iter().map(|(name, text)| Source::new(name, text));
    let shown: BTreeSet<String> =
        texts.flat_map(|source| expected(&source)).map(|expected| expected.code).collect();
    let world = World::new();
    let orders = world.catalog.fields.orders.iter().map(|order| order.code.as_str());
    let codes = FACT_CHECKS.iter().flat_map(|check| check.codes).copied().chain(orders);
    let missing: Vec<_> = codes.filter(|code| !shown.contains(*code)).collect();
    assert!(missing.is_empty(), "{missing:?}");
}
