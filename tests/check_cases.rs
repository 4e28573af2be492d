//! Fixtures of tests/cases: each says in its comments what the law makes of it and what is said at which line.
//!
//! At the top `# as-of: DATE` and any number of `# expect: UNIT RELIEF OUTCOME [DATE or path]`, where UNIT is `case` for
//! the whole; `# on DATE: UNIT RELIEF OUTCOME ...` asks the same on another day. Behind a line `# error[code] "part"` or
//! `# warning[code] "part"` expects that diagnostic there; one that is not expected, or expected and not given, fails.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use chrono::NaiveDate;
use petition::case::{Case, KnownPetition, Loading};
use petition::catalog::fields::Fields;
use petition::catalog::petition::Petition;
use petition::check;
use petition::check::determination::{Determination, Outcome};
use petition::diagnostic::Diagnostic;
use petition::law::Law;
use petition::source::{FieldPath, Source};

#[allow(dead_code)]
mod support;

struct World {
    fields: Fields,
    petitions: Vec<Petition>,
    law: Law,
}

fn files(folder: &Path, out: &mut Vec<PathBuf>) {
    let mut entries: Vec<PathBuf> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    entries.sort();
    for path in entries {
        if path.is_dir() {
            files(&path, out)
        } else {
            out.push(path)
        }
    }
}

fn world() -> World {
    let mut paths = Vec::new();
    files(Path::new("forms"), &mut paths);
    let texts: Vec<(String, String)> = paths
        .iter()
        .map(|path| {
            (
                path.to_str().unwrap().to_owned(),
                fs::read_to_string(path).unwrap(),
            )
        })
        .collect();
    let is_petition = |path: &str| path.contains("/petitions/");
    let petitions = texts.iter().filter(|(path, _)| is_petition(path));
    let law = Law::load(&texts).unwrap_or_else(|faults| panic!("{}", faults.join("\n")));
    let counties: Vec<String> = law
        .courts
        .iter()
        .map(|county| county.name.clone())
        .collect();
    World {
        fields: Fields::load(&fs::read_to_string("forms/fields.yaml").unwrap(), &counties).unwrap(),
        petitions: petitions
            .map(|(_, text)| Petition::load(text).unwrap())
            .collect(),
        law,
    }
}

impl World {
    fn petition(&self, name: &str) -> Option<&Petition> {
        self.petitions
            .iter()
            .find(|one| one.id == name || one.aliases.iter().any(|alias| alias == name))
    }

    fn load(&self, source: &Arc<Source>) -> (Option<Case>, Vec<Diagnostic>) {
        let known = |name: &str| {
            self.petition(name).map(|one| KnownPetition {
                id: &one.id,
                facts: &one.facts,
            })
        };
        let loading = Loading {
            fields: &self.fields,
            petition: &known,
            petitions: &[],
            client: &|_| {
                Err(Box::new(Diagnostic::error("no-client", "fixtures have no client file")))
            },
            covers: &|_| true,
        };
        let loaded = Case::load(source, &loading);
        (loaded.case, loaded.diagnostics)
    }
}

fn said(one: &Determination) -> String {
    let unit = if one.unit.0.is_empty() {
        "case".to_owned()
    } else {
        one.unit.to_string()
    };
    let detail = match &one.outcome {
        Outcome::NotYet(day) => format!(" {day}"),
        Outcome::Late { since, cured } => {
            format!(" {since} {}", if *cured { "cured" } else { "uncured" })
        }
        Outcome::Undetermined { missing } => missing
            .iter()
            .map(|path| format!(" {path}"))
            .collect::<String>(),
        Outcome::NotApplicable {
            instead: Some(other),
        } => format!(" {other}"),
        _ => String::new(),
    };
    format!("{unit} {} {}{detail}", one.relief, one.outcome.word())
}

fn faults(world: &World, path: &Path) -> Vec<String> {
    let name = path.display().to_string();
    let text = fs::read_to_string(path).unwrap();
    let source = Arc::new(Source {
        name: name.clone(),
        text: text.clone(),
    });
    let (case, mut diagnostics) = world.load(&source);
    let Some(case) = case else {
        return vec![format!("{name}: cannot be read: {diagnostics:#?}")];
    };
    let petition = world.petition(&case.petition).unwrap();
    let heads: Vec<&str> = text
        .lines()
        .take_while(|line| line.starts_with('#'))
        .collect();
    let day = |text: &str| text.trim().parse::<NaiveDate>().unwrap();
    let as_of = heads
        .iter()
        .find_map(|line| line.strip_prefix("# as-of:"))
        .map(day)
        .expect("as-of");
    let (decided, more) = check::determine(&case, petition, &world.law, as_of);
    diagnostics.extend(more);
    let mut faults = Vec::new();
    let mut outcome = |on: NaiveDate, words: &str| {
        let decided = match on == as_of {
            true => decided.clone(),
            false => check::determine(&case, petition, &world.law, on).0,
        };
        let all: Vec<String> = decided.iter().map(said).collect();
        if !all.iter().any(|one| one == words.trim()) {
            faults.push(format!(
                "{name}: on {on} expected `{}`, got {all:#?}",
                words.trim()
            ));
        }
    };
    for line in &heads {
        if let Some(words) = line.strip_prefix("# expect:") {
            outcome(as_of, words);
        }
        if let Some((on, words)) = line
            .strip_prefix("# on ")
            .and_then(|rest| rest.split_once(':'))
        {
            outcome(day(on), words);
        }
    }
    let first = FieldPath::root().key("petition");
    let resolve = |path: &FieldPath| case.span(path).or_else(|| case.span(&first)).cloned();
    let source = Source { name, text };
    faults.extend(support::expect::differences(
        &[source],
        &diagnostics,
        &resolve,
    ));
    faults
}

#[test]
fn fixtures_hold() {
    let world = world();
    let mut paths = Vec::new();
    files(Path::new("tests/cases"), &mut paths);
    let named = |path: &&PathBuf| {
        let folder = path
            .parent()
            .and_then(Path::file_name)
            .and_then(|name| name.to_str());
        folder.is_some_and(|name| world.petition(name).is_some())
    };
    let all: Vec<String> = paths
        .iter()
        .filter(named)
        .flat_map(|path| faults(&world, path))
        .collect();
    assert!(all.is_empty(), "{}", all.join("\n"));
}
