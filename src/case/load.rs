//! From the text of a case file, and of a shared client file, to typed facts; every fault of both in one run.

use std::sync::Arc;

use unicode_normalization::UnicodeNormalization;

use super::{Case, Fact};
use crate::catalog::fields::Fields;
use crate::catalog::schema::{self, PetitionFacts, PetitionSchema, Validated, near};
use crate::diagnostic::render::sort_by_place;
use crate::diagnostic::{Diagnostic, is_faulty};
use crate::source::{FieldPath, Source, Span};
use crate::yaml::{self, Entry, Node, Parsed, Value};

/// Most faults of one file that are shown.
const MAX_SHOWN: usize = 500;

/// What loading asks of the rest of the program.
#[derive(Clone, Copy)]
pub struct Loading<'a> {
    /// The declarations of all facts.
    pub fields: &'a Fields,
    /// The petition with an id or alias.
    pub petition: &'a dyn Fn(&str) -> Option<KnownPetition<'a>>,
    /// Ids and aliases of all petitions, to suggest one.
    pub petitions: &'a [String],
    /// The client file at a path as the case file states it, or why it cannot be read.
    pub client: &'a dyn Fn(&str) -> Result<Source, Box<Diagnostic>>,
    /// Whether some embedded face has a character.
    pub covers: &'a dyn Fn(char) -> bool,
    /// Whether the file may state facts of any petition, and need name none.
    pub any_petition: bool,
}

/// A petition of the catalog.
#[derive(Debug, Clone, Copy)]
pub struct KnownPetition<'a> {
    /// Its id.
    pub id: &'a str,
    /// The facts it needs and knows.
    pub facts: &'a PetitionFacts,
}

/// A case as far as it could be read, and everything that is wrong with its files.
#[derive(Debug, Clone)]
pub struct Loaded {
    /// The facts that could be typed; absent where the file cannot be read or names no petition.
    /// With errors it is good for further checks, not for drafting.
    pub case: Option<Case>,
    /// Errors and warnings in the order of the files.
    pub diagnostics: Vec<Diagnostic>,
}

impl Loaded {
    /// The case with its warnings, or all diagnostics where one is an error.
    pub fn into_result(self) -> Result<(Case, Vec<Diagnostic>), Vec<Diagnostic>> {
        let faulty = is_faulty(&self.diagnostics);
        match self.case {
            Some(case) if !faulty => Ok((case, self.diagnostics)),
            _ => Err(self.diagnostics),
        }
    }
}

impl Case {
    /// Reads a case file and the client file it names.
    pub fn load(source: &Arc<Source>, loading: &Loading<'_>) -> Loaded {
        Case::read(source, yaml::parse(source), loading)
    }

    /// Reads a case from the tree of its text, and the client file it names.
    pub fn read(source: &Source, parsed: Parsed, loading: &Loading<'_>) -> Loaded {
        let mut diagnostics = parsed.diagnostics;
        let Some(mut root) = parsed.root else {
            shorten(&mut diagnostics);
            return Loaded { case: None, diagnostics };
        };
        diagnostics.extend(merge_client(&mut root, loading));
        let (petition, validated) = match known_petition(&root, loading) {
            Ok(known) if loading.any_petition => {
                let id = known.map(|known| known.id.to_owned()).unwrap_or_default();
                (Some(id), validate(&root, &every_fact(loading.fields), loading))
            }
            Ok(Some(known)) => (Some(known.id.to_owned()), validate(&root, known.facts, loading)),
            Ok(None) => (None, validate(&root, &all_facts(loading.fields), loading)),
            Err(fault) => {
                diagnostics.push(*fault);
                (None, validate(&root, &all_facts(loading.fields), loading))
            }
        };
        diagnostics.extend(validated.diagnostics);
        // Every diagnostic of loading names its bytes, so there is nothing to resolve.
        sort_by_place(&mut diagnostics, &|_| None, source);
        shorten(&mut diagnostics);
        let case = petition.map(|petition| finish(petition, validated.facts, validated.spans));
        Loaded { case, diagnostics }
    }
}

fn finish(
    petition: String,
    mut facts: Fact,
    spans: std::collections::BTreeMap<FieldPath, Span>,
) -> Case {
    if let Fact::Group(group) = &mut facts {
        group.insert("petition".to_owned(), Fact::Text(petition.clone()));
    }
    Case { petition, facts, spans }
}

/// The petition a file names; nothing where the schema will say that the name is missing.
fn known_petition<'a>(
    root: &Node,
    loading: &Loading<'a>,
) -> Result<Option<KnownPetition<'a>>, Box<Diagnostic>> {
    let Some(node) = root.get("petition").filter(|node| !node.is_blank()) else { return Ok(None) };
    let Some(scalar) = node.scalar() else { return Ok(None) };
    if let Some(known) = (loading.petition)(scalar.text.trim()) {
        return Ok(Some(known));
    }
    let help = match near::nearest(&scalar.text, loading.petitions.iter().map(String::as_str)) {
        Some(near) => format!("did you mean `{near}`?"),
        None => "`petition petitions` lists them all, and `petition which` finds the right one"
            .to_owned(),
    };
    let fault = Diagnostic::error("unknown-petition", "there is no petition of this name");
    Err(Box::new(fault.at_span(node.span.clone(), "").help(help)))
}

/// Every declared fact and none required: for a file that names no petition, so that its other faults are found too.
fn all_facts(fields: &Fields) -> PetitionFacts {
    let others = fields.facts.iter().filter(|field| !field.needed);
    let optional = others.map(|field| field.name.clone()).collect();
    PetitionFacts { optional, ..PetitionFacts::default() }
}

/// Every fact that is declared, and none required, not even the petition's name.
fn every_fact(fields: &Fields) -> PetitionFacts {
    let optional = fields.facts.iter().map(|field| field.name.clone()).collect();
    PetitionFacts { optional, ..PetitionFacts::default() }
}

fn validate(root: &Node, facts: &PetitionFacts, loading: &Loading<'_>) -> Validated {
    match PetitionSchema::new(loading.fields, facts) {
        Ok(schema) => schema::validate(&schema, root, loading.covers),
        Err(errors) => Validated {
            facts: Fact::Group(Default::default()),
            spans: Default::default(),
            diagnostics: errors
                .into_iter()
                .map(|error| Diagnostic::error("faulty-catalog", error))
                .collect(),
        },
    }
}

/// A file with more faults than anybody corrects in one round says so.
fn shorten(diagnostics: &mut Vec<Diagnostic>) {
    let n_more = diagnostics.len().saturating_sub(MAX_SHOWN);
    if n_more > 0 {
        diagnostics.truncate(MAX_SHOWN);
        diagnostics.push(Diagnostic::error(
            "too-many-faults",
            format!("{n_more} further faults are not shown"),
        ));
    }
}

/// Adds the facts of the client file that a case file names to its tree.
fn merge_client(root: &mut Node, loading: &Loading<'_>) -> Vec<Diagnostic> {
    let Some(node) = root.get("client").filter(|node| !node.is_blank()) else { return Vec::new() };
    let Some(scalar) = node.scalar() else { return Vec::new() };
    let place = node.span.clone();
    let source = match (loading.client)(scalar.text.trim()) {
        Ok(source) => Arc::new(source),
        Err(fault) if fault.places.is_empty() => return vec![fault.at_span(place, "")],
        Err(fault) => return vec![*fault],
    };
    let parsed = yaml::parse(&source);
    let mut diagnostics = parsed.diagnostics;
    let Some(Node { value: Value::Map(entries), .. }) = parsed.root else { return diagnostics };
    let fields = &loading.fields.facts;
    let used = used_facts(root, loading);
    for entry in entries {
        match fields.iter().find(|field| field.name == entry.key) {
            Some(field) if field.client => {
                if used.contains(&entry.key) {
                    add(root, entry, &FieldPath::root(), &mut diagnostics);
                }
            }
            _ => diagnostics.push(not_a_client_fact(&entry, loading.fields)),
        }
    }
    diagnostics
}

/// The facts at the top that the named petition knows: a client file may state more, for other matters.
fn used_facts(root: &Node, loading: &Loading<'_>) -> Vec<String> {
    let all = all_facts(loading.fields);
    let facts = match known_petition(root, loading) {
        Ok(Some(known)) if !loading.any_petition => known.facts,
        _ => &all,
    };
    let stated = facts.required.iter().chain(&facts.where_stated);
    let paths = stated.chain(&facts.optional).chain(&facts.for_signing);
    paths.filter_map(|path| path.split(['.', '[']).next().map(str::to_owned)).collect()
}

fn add(into: &mut Node, entry: Entry, path: &FieldPath, diagnostics: &mut Vec<Diagnostic>) {
    let path = path.key(&entry.key);
    let Value::Map(entries) = &mut into.value else { return };
    let Some(stated) = entries.iter_mut().find(|stated| stated.key == entry.key) else {
        entries.push(entry);
        return;
    };
    if stated.value.is_blank() {
        *stated = entry;
        return;
    }
    match entry.value.value {
        Value::Map(below) if matches!(stated.value.value, Value::Map(_)) => {
            for entry in below {
                add(&mut stated.value, entry, &path, diagnostics);
            }
        }
        _ if same(&stated.value, &entry.value) => {}
        _ => diagnostics.push(stated_twice(&path, stated, &entry)),
    }
}

fn same(a: &Node, b: &Node) -> bool {
    match (&a.value, &b.value) {
        (Value::Scalar(a), Value::Scalar(b)) => a.text.trim().nfc().eq(b.text.trim().nfc()),
        (Value::List(a), Value::List(b)) => {
            a.len() == b.len() && a.iter().zip(b).all(|(a, b)| same(a, b))
        }
        (Value::Map(a), Value::Map(_)) => {
            a.len() == b.entries().len()
                && a.iter().all(|entry| b.get(&entry.key).is_some_and(|b| same(&entry.value, b)))
        }
        _ => false,
    }
}

fn stated_twice(path: &FieldPath, stated: &Entry, again: &Entry) -> Diagnostic {
    Diagnostic::error(
        "stated-twice",
        format!("the case file and the client file disagree on `{path}`"),
    )
    .at_span(stated.key_span.clone(), "stated here")
    .at_span(again.key_span.clone(), "and differently here")
    .why("only one of the two can be true, and the files do not say which")
    .help("correct one of them, or state it in one file only")
}

fn not_a_client_fact(entry: &Entry, fields: &Fields) -> Diagnostic {
    let shared = fields.facts.iter().filter(|field| field.client);
    let names: Vec<String> = shared.map(|field| format!("`{}`", field.name)).collect();
    Diagnostic::error("not-a-client-fact", format!("a client file does not hold `{}`", entry.key))
        .at_span(entry.key_span.clone(), "")
        .why("it holds what all matters of one person share")
        .help(format!("it can hold {}; move anything else to the case file", names.join(", ")))
}
