//! What several tests share: declarations, two petitions, and loading a case from text.
#![allow(dead_code, missing_docs, unreachable_pub)]

use std::cell::RefCell;
use std::path::Path;
use std::sync::Arc;

use chrono::NaiveDate;
use petition::case::{Case, KnownPetition, Loaded, Loading};
use petition::catalog::Catalog;
use petition::catalog::schema::PetitionFacts;
use petition::check::facts::check_facts;
use petition::diagnostic::Diagnostic;
use petition::source::Source;

pub mod expect;

/// Declarations and petitions, ready to load cases with.
pub struct World {
    pub catalog: Catalog,
    pub expungement: PetitionFacts,
    pub sealing: PetitionFacts,
    pub names: Vec<String>,
    /// Whether cases are read by the petition files of the catalog instead of the two below.
    pub by_catalog: bool,
}

/// A loaded case with every file that was read for it.
pub struct Read {
    pub loaded: Loaded,
    pub sources: Vec<Source>,
}

impl World {
    pub fn new() -> Self {
        let catalog = Catalog::embedded().expect("forms and templates are well formed");
        let names =
            ["expungement", "1203.4", "seal-and-destroy", "851.8"].map(str::to_owned).to_vec();
        World { catalog, expungement: expungement(), sealing: sealing(), names, by_catalog: false }
    }

    /// With the petitions of the catalog and the characters that the embedded faces have.
    pub fn of_catalog() -> Self {
        let world = World::new();
        World { names: world.catalog.names.clone(), by_catalog: true, ..world }
    }

    pub fn facts(&self, name: &str) -> Option<KnownPetition<'_>> {
        match name {
            _ if self.by_catalog => self.catalog.known(name),
            "expungement" | "1203.4" => {
                Some(KnownPetition { id: "expungement", facts: &self.expungement })
            }
            "seal-and-destroy" | "851.8" => {
                Some(KnownPetition { id: "seal-and-destroy", facts: &self.sealing })
            }
            _ => self.catalog.known(name),
        }
    }

    /// Loads a case text; client files are read below `folder`.
    pub fn load(&self, name: &str, text: &str, folder: &Path) -> Read {
        let source = Arc::new(Source::new(name, text));
        let clients = RefCell::new(Vec::new());
        let client = |path: &str| match std::fs::read_to_string(folder.join(path)) {
            Ok(text) => {
                let source = Source::new(path, text);
                clients.borrow_mut().push(source.clone());
                Ok(source)
            }
            Err(_) => {
                Err(Box::new(Diagnostic::error("client-file", "the client file cannot be read")))
            }
        };
        let loaded = Case::load(
            &source,
            &Loading {
                fields: &self.catalog.fields,
                petition: &|name| self.facts(name),
                any_petition: false,
                petitions: &self.names,
                client: &client,
                covers: &|c| match self.by_catalog {
                    true => self.catalog.faces.covers(c),
                    false => covers(c),
                },
            },
        );
        let mut sources = vec![source.as_ref().clone()];
        sources.extend(clients.into_inner());
        Read { loaded, sources }
    }

    /// What the checks of facts find.
    pub fn check(&self, case: &Case) -> Vec<Diagnostic> {
        check_facts(case, &self.catalog.fields, &self.catalog.law, today())
    }

    /// Loads a text that names no files.
    pub fn read(&self, text: &str) -> Loaded {
        self.load("case.yaml", text, Path::new("/nonexistent")).loaded
    }
}

/// The day of the run in all tests of case files.
pub fn today() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 11, 22).expect("a day")
}

/// Latin, and the signs that papers use: what the embedded faces have, roughly.
pub fn covers(c: char) -> bool {
    matches!(u32::from(c), 0x20..=0x7E | 0xA0..=0x24F | 0x2BB..=0x2BC | 0x1E00..=0x1EFF | 0x2010..=0x2026 | 0x20AC)
}

fn owned(paths: &[&str]) -> Vec<String> {
    paths.iter().map(|path| (*path).to_owned()).collect()
}

const SHARED: [&str; 13] = [
    "court",
    "case_number",
    "hearing",
    "petitioner",
    "attorney",
    "prosecutor",
    "history",
    "now",
    "statement",
    "declarations",
    "exhibits",
    "service",
    "overrides",
];

fn expungement() -> PetitionFacts {
    PetitionFacts {
        where_stated: Vec::new(),
        required: owned(&["court.county", "case_number", "petitioner.name", "convictions"]),
        optional: owned(&SHARED)
            .into_iter()
            .chain(owned(&["residences", "set_aside", "fee_waiver"]))
            .collect(),
        for_signing: owned(&["hearing.date", "hearing.time", "service"]),
        usual: Vec::new(),
    }
}

fn sealing() -> PetitionFacts {
    let mut optional = owned(&SHARED);
    optional.extend(owned(&[
        "charges",
        "agency_petition",
        "facts_of_innocence",
        "evidence",
        "good_cause",
        "no_prejudice",
        "civil_action_pending",
        "limitations_tolled",
    ]));
    PetitionFacts {
        where_stated: Vec::new(),
        required: owned(&["court.county", "petitioner.name", "arrest"]),
        optional,
        for_signing: owned(&["hearing.date", "service"]),
        usual: Vec::new(),
    }
}
