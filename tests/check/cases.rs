//! Fixtures of tests/cases: each says in its comments what the law makes of it and what is said at which line.
//!
//! At the top `# as-of: DATE` and any number of `# expect: UNIT RELIEF OUTCOME [DATE or path]`, where UNIT is `case` for
//! the whole; `# on DATE: UNIT RELIEF OUTCOME ...` asks the same on another day. Behind a line `# error[code] "part"` or
//! `# warning[code] "part"` expects that diagnostic there; one that is not expected, or expected and not given, fails.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use chrono::NaiveDate;
use petition::catalog::petition::Test;
use petition::check;
use petition::check::determination::{Determination, Outcome, Truth};
use petition::source::{FieldPath, Source};

use crate::world::{catalog, day, load, petition};

#[path = "../support/expect.rs"]
#[allow(dead_code, unreachable_pub)]
mod expect;

fn files(folder: &Path, out: &mut Vec<PathBuf>) {
    let mut entries: Vec<PathBuf> =
        fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    entries.sort();
    for path in entries {
        if path.is_dir() { files(&path, out) } else { out.push(path) }
    }
}

fn said(one: &Determination) -> String {
    let unit = if one.unit.0.is_empty() { "case".to_owned() } else { one.unit.to_string() };
    let detail = match &one.outcome {
        Outcome::NotYet(day) => format!(" {day}"),
        Outcome::Late { since, cured } => {
            format!(" {since} {}", if *cured { "cured" } else { "uncured" })
        }
        Outcome::Undetermined { missing } => {
            missing.iter().map(|path| format!(" {path}")).collect::<String>()
        }
        Outcome::NotApplicable { instead: Some(other) } => format!(" {other}"),
        _ => String::new(),
    };
    format!("{unit} {} {}{detail}", one.relief, one.outcome.word())
}

fn faults(path: &Path) -> Vec<String> {
    let name = path.display().to_string();
    let text = fs::read_to_string(path).unwrap();
    let source = Arc::new(Source::new(name.clone(), text.clone()));
    let (case, mut diagnostics) = load(&source);
    let Some(case) = case else {
        return vec![format!("{name}: cannot be read: {diagnostics:#?}")];
    };
    let petition = petition(&case);
    let heads: Vec<&str> = text.lines().take_while(|line| line.starts_with('#')).collect();
    let as_of =
        heads.iter().find_map(|line| line.strip_prefix("# as-of:")).map(day).expect("as-of");
    let (decided, more) = check::determine(&case, petition, &catalog().law, as_of);
    diagnostics.extend(more);
    let mut faults = Vec::new();
    let mut outcome = |on: NaiveDate, words: &str| {
        let decided = match on == as_of {
            true => decided.clone(),
            false => check::determine(&case, petition, &catalog().law, on).0,
        };
        let all: Vec<String> = decided.iter().map(said).collect();
        if !all.iter().any(|one| one == words.trim()) {
            faults.push(format!("{name}: on {on} expected `{}`, got {all:#?}", words.trim()));
        }
    };
    for line in &heads {
        if let Some(words) = line.strip_prefix("# expect:") {
            outcome(as_of, words);
        }
        if let Some((on, words)) = line.strip_prefix("# on ").and_then(|rest| rest.split_once(':'))
        {
            outcome(day(on), words);
        }
    }
    let first = FieldPath::root().key("petition");
    let resolve = |path: &FieldPath| case.span(path).or_else(|| case.span(&first)).cloned();
    let source = Source::new(name, text);
    faults.extend(expect::differences(&[source], &diagnostics, &resolve));
    faults
}

/// The fixtures of a petition, or of all; the folder is called after the petition.
pub(crate) fn fixtures(petition: Option<&str>) -> Vec<PathBuf> {
    let mut paths = Vec::new();
    files(Path::new("tests/cases"), &mut paths);
    paths.retain(|path| {
        let folder = path.parent().and_then(Path::file_name).and_then(|name| name.to_str());
        let known = folder.filter(|name| catalog().petition(name).is_some());
        known.is_some_and(|name| petition.is_none_or(|wanted| wanted == name))
    });
    paths
}

#[test]
fn fixtures_hold() {
    let all: Vec<String> = fixtures(None).iter().flat_map(|path| faults(path)).collect();
    assert!(all.is_empty(), "{}", all.join("\n"));
}

/// The codes that do not hold in a fixture, on its own day and on the others that it asks about, and whether each fails.
fn failing(path: &Path, found: &mut BTreeSet<(String, bool)>) {
    let text = fs::read_to_string(path).unwrap();
    let name = path.display().to_string();
    let (case, _) = load(&Arc::new(Source::new(name, text.clone())));
    let Some(case) = case else { return };
    let days = text.lines().take_while(|line| line.starts_with('#')).filter_map(|line| {
        let on = line.strip_prefix("# on ").and_then(|rest| rest.split_once(':'));
        line.strip_prefix("# as-of:").or(on.map(|(day, _)| day)).map(day)
    });
    for on in days {
        for one in check::determine(&case, petition(&case), &catalog().law, on).0 {
            one.reason.each(&mut |reason| {
                let fails = reason.truth == Truth::False || reason.overridden.is_some();
                let code = reason.code.clone().filter(|_| reason.truth != Truth::True || fails);
                found.extend(code.map(|code| (code, fails)));
            });
        }
    }
}

#[test]
fn each_requirement_fails_in_a_fixture() {
    let mut untried = Vec::new();
    for petition in catalog().petitions.values() {
        let mut shown = BTreeSet::new();
        fixtures(Some(&petition.id)).iter().for_each(|path| failing(path, &mut shown));
        for relief in petition.families.iter().flat_map(|family| &family.reliefs) {
            for one in relief.applies.iter().chain(&relief.requires) {
                let Some(code) = &one.meta.code else { continue };
                // A showing that is not made is unknown, never false.
                let showing =
                    matches!(&one.test, Test::Leaf(leaf) if leaf.predicate == "not_empty");
                let tried = |fails| shown.contains(&(code.clone(), fails));
                if !(tried(true) || showing && tried(false)) {
                    untried.push(format!("{} {} {code}", petition.id, relief.id));
                }
            }
        }
    }
    assert!(untried.is_empty(), "no fixture shows these failing:\n{}", untried.join("\n"));
}
