//! The JSON Schema and the loader accept and refuse the same case files.
mod support;

use std::fs;
use std::path::Path;
use std::sync::Arc;

use petition::catalog::json_schema::{About, json_schema};
use petition::catalog::schema::{PetitionFacts, PetitionSchema};
use petition::catalog::skeleton::skeleton;
use petition::check::facts::MINOR;
use petition::diagnostic::Severity;
use petition::source::Source;
use petition::yaml::{self, Node, Value};
use serde_json::json;
use support::World;

const BASE: &str = "\
petition: 1203.4
court: { county: Los Angeles }
case_number: BA456789
petitioner: { name: Maria Nunez }
convictions:
  - convicted_on: 2016-05-02
    offenses: [{ code: Pen, section: 459, level: felony }]
    sentence: { kind: probation }
";

/// Lines that are right when added to the base.
const GOOD: &[&str] = &[
    // Another petition's fact, which this one leaves alone.
    "arrest: { date: 2020-01-01 }",
    "",
    "history: []",
    "history: ~",
    "statement:",
    "statement: \"\"",
    "hearing: { date: 2027-01-15, time: 8:30, department: 50 }",
    "hearing: {}",
    "now: { as_of: 2026-11-20, charged: no, on_probation: False, serving_sentence: \"YES\" }",
    "now: { as_of: \"2026-11-20\", charged: true }",
    "attorney: { name: A B, bar_number: 301234, phone: (213) 555-0101, email: a@example.org, \
     address: { street: 1 Main St., city: Fresno, state: CA, zip: 93701-0001 } }",
    "prosecutor: { agency: Fresno County District Attorney, kind: district attorney }",
    "service: { on: 2027-01-02, by: personal delivery }",
    "exhibits: [{ title: Certificate, file: a.pdf }]",
    "declarations: [{ by: Sam Okafor, statement: I know her. }]",
    "overrides: [{ code: too-early, reason: An earlier discharge. }]",
    "history: [{ kind: arrest, date: 2012-03-04 }, { kind: conviction, date: 2013-03-04, place: 12 }]",
];

/// Lines that are wrong when added to the base.
const BAD: &[&str] = &[
    "unknown: 1",
    "history: none",
    "history: { kind: arrest, date: 2012-03-04 }",
    "history: [{ kind: arrest }]",
    "history: [~]",
    "history: [{ kind: Arrest, date: 2012-03-04 }]",
    "hearing: { date: 1/15/2027 }",
    "hearing: { date: 2027-02-30 }",
    "hearing: { date: 1827-02-20 }",
    "hearing: { date: 20270115 }",
    "hearing: [a]",
    "hearing: tomorrow",
    "hearing: { date: [2027-01-15] }",
    "hearing: { time: \"8:30\\n9:30\" }",
    "now: { charged: no }",
    "now: { as_of: 2026-11-20, charged: maybe }",
    "now: { as_of: 2026-11-20, charged: on }",
    "now: { as_of: 2026-11-20, charged: 0 }",
    "now: { as_of: , charged: no }",
    "attorney: { name: A B }",
    "prosecutor: { kind: district attorney }",
    "prosecutor: { agency: X, kind: da }",
    "prosecutor: { agency: X, email: x.example.org }",
    "prosecutor: { agency: X, email: x@example }",
    "prosecutor: { agency: X, address: { street: 1 Main St., city: Fresno, state: California, zip: 93701 } }",
    "prosecutor: { agency: X, address: { street: 1 Main St., city: Fresno, state: CA, zip: \"9370\" } }",
    "prosecutor: { agency: X, address: { street: 1 Main St., city: Fresno, state: CA, zip: 93701-1 } }",
    "prosecutor: { agency: X, address: { street: 1 Main St., city: Fresno, state: CA } }",
    "exhibits: [{ title: Certificate }]",
    "statement: [a, b]",
    "statement: { a: b }",
];

/// Wrong values that are too long to be typed here: what stands before and behind many letters, and how many.
const LONG: &[(&str, usize, &str)] = &[
    ("declarations: [{ by: ", 301, ", statement: I know her. }]"),
    ("prosecutor: { agency: ", 4_001, " }"),
    ("statement: ", 200_001, ""),
    ("prosecutor: { agency: X, email: ", 320, "@example.org }"),
    ("exhibits: [{ title: X, file: ", 1_001, " }]"),
];

/// Telephone numbers, and whether they are.
const PHONES: &[(&str, bool)] = &[
    ("(213) 555-0100", true),
    ("213-555-0100", true),
    ("213.555.0100", true),
    ("2135550100", true),
    ("+1 213 555 0100", true),
    ("1-213-555-0100", true),
    ("(213) 555-0100 ext. 12", true),
    ("213-555-0100 x12", true),
    ("\"+52 55 1234 5678\"", true),
    ("555-0100", false),
    ("013-555-0100", false),
    ("213-555-01000", false),
    ("call me", false),
    ("213-555-0100 or 0101", false),
    ("213-555-0100 ext", false),
];

/// Amounts of dollars, and whether they are.
const AMOUNTS: &[(&str, bool)] = &[
    ("0", true),
    ("1200", true),
    ("\"1200\"", true),
    ("1200.55", true),
    ("\"1,200\"", true),
    ("\"12,345,678.90\"", true),
    ("999999999", true),
    ("$1200", false),
    ("\"1,20\"", false),
    ("\"1200,555\"", false),
    ("\",200\"", false),
    ("\"1200.5\"", false),
    ("\"1200.\"", false),
    ("1000000000", false),
    ("-1", false),
    ("none", false),
];

fn with_schema(
    world: &World,
    name: &str,
    facts: &PetitionFacts,
    test: impl Fn(&PetitionSchema<'_>, &About<'_>),
) {
    let schema = PetitionSchema::new(&world.catalog.fields, facts).expect("paths are declared");
    let aliases =
        world.names.iter().filter(|other| world.facts(other).is_some_and(|known| known.id == name));
    let aliases: Vec<String> = aliases.filter(|alias| *alias != name).cloned().collect();
    test(&schema, &About { id: name, aliases: &aliases, title: "Petition" });
}

fn tree(text: &str) -> Node {
    let source = Arc::new(Source::new("case.yaml", text));
    yaml::parse(&source).root.expect("YAML")
}

/// The tree as a reader with YAML's core schema sees it.
fn to_json(node: &Node) -> serde_json::Value {
    match &node.value {
        Value::Map(entries) => entries
            .iter()
            .map(|entry| (entry.key.clone(), to_json(&entry.value)))
            .collect::<serde_json::Map<_, _>>()
            .into(),
        Value::List(items) => items.iter().map(to_json).collect(),
        Value::Refused => json!(null),
        Value::Scalar(scalar) if !scalar.plain => json!(scalar.text),
        Value::Scalar(scalar) => match scalar.text.as_str() {
            "" | "~" | "null" | "Null" | "NULL" => json!(null),
            "true" | "True" | "TRUE" => json!(true),
            "false" | "False" | "FALSE" => json!(false),
            text => {
                let whole = text.parse::<i64>().map(|number| json!(number));
                let number = || {
                    text.parse::<f64>()
                        .ok()
                        .filter(|_| text.starts_with(|c: char| c.is_ascii_digit()))
                };
                whole.unwrap_or_else(|_| number().map_or(json!(text), |number| json!(number)))
            }
        },
    }
}

fn corpus() -> Vec<(String, bool)> {
    let mut corpus: Vec<(String, bool)> = Vec::new();
    corpus.extend(GOOD.iter().map(|line| (format!("{BASE}{line}\n"), true)));
    corpus.extend(BAD.iter().map(|line| (format!("{BASE}{line}\n"), false)));
    for (before, length, behind) in LONG {
        corpus.push((format!("{BASE}{before}{}{behind}\n", "x".repeat(*length)), false));
        corpus.push((format!("{BASE}{before}{}{behind}\n", "x".repeat(40)), true));
    }
    let named = "petitioner: { name: Maria Nunez";
    for (phone, good) in PHONES {
        corpus.push((BASE.replace(named, &format!("{named}, phone: {phone}")), *good));
    }
    for (amount, good) in AMOUNTS {
        corpus.push((format!("{BASE}fee_waiver: {{ own_income: {amount} }}\n"), *good));
    }
    let changes = [
        ("Los Angeles", "Los Angelos", false),
        ("Los Angeles", "San Francisco", true),
        ("Maria Nunez", "", false),
        ("Maria Nunez", "Null", false),
        ("Maria Nunez", "\"Null\"", true),
        ("Maria Nunez", "12", true),
        ("BA456789", "0012345", true),
        ("BA456789", "[BA456789]", false),
        ("section: 459", "section: 459(a)", false),
        ("section: 459", "section: 1203.4a", true),
        ("section: 459", "section: burglary", false),
        ("level: felony", "level: felony, count: 2", true),
        ("level: felony", "level: felony, count: two", false),
        ("level: felony", "level: felony, count: -2", false),
        ("level: felony", "level: wobbler", false),
        ("kind: probation", "kind: probation, months: \"36\"", true),
        ("kind: probation", "kind: probation, months: 3 years", false),
        ("    sentence: { kind: probation }\n", "", true),
        ("[{ code: Pen, section: 459, level: felony }]", "[]", false),
        ("petition: 1203.4", "petition: expungement", true),
        ("petition: 1203.4", "petition: \"1203.4\"", true),
        ("petition: 1203.4", "petition: 851.9", false),
        ("petition: 1203.4\n", "", false),
        ("petitioner: { name: Maria Nunez }\n", "", false),
        ("case_number: BA456789\n", "", false),
    ];
    corpus.extend(changes.iter().map(|(from, to, good)| (BASE.replace(from, to), *good)));
    corpus
}

#[test]
fn schema_and_loader_agree() {
    let world = World::new();
    with_schema(&world, "expungement", &world.expungement, |schema, about| {
        let document = json_schema(schema, about);
        jsonschema::meta::validate(&document).expect("a schema");
        let validator =
            jsonschema::options().should_validate_formats(true).build(&document).expect("a schema");
        for (text, good) in corpus() {
            let loaded = world.read(&text);
            let errors: Vec<_> =
                loaded.diagnostics.iter().filter(|d| d.severity == Severity::Error).collect();
            assert_eq!(errors.is_empty(), good, "loader: {errors:#?}\n{text}");
            let value = to_json(&tree(&text));
            let said: Vec<String> =
                validator.iter_errors(&value).map(|error| error.to_string()).collect();
            assert_eq!(said.is_empty(), good, "schema: {said:#?}\n{text}");
        }
    });
}

#[test]
fn a_client_file_may_hold_what_the_schema_then_does_not_require() {
    let world = World::new();
    with_schema(&world, "expungement", &world.expungement, |schema, about| {
        let validator = jsonschema::validator_for(&json_schema(schema, about)).expect("a schema");
        let without = BASE.replace("petitioner: { name: Maria Nunez }\n", "");
        assert!(!validator.is_valid(&to_json(&tree(&without))));
        assert!(!validator.is_valid(&to_json(&tree(&format!("{without}client:\n")))));
        assert!(validator.is_valid(&to_json(&tree(&format!("{without}client: a.yaml\n")))));
        assert!(validator.is_valid(&to_json(&tree(&format!(
            "{without}client: a.yaml\npetitioner: {{ phone: (213) 555-0100 }}\n"
        )))));
    });
}

#[test]
fn fixtures_are_refused_by_both() {
    let world = World::new();
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases/_schema");
    with_schema(&world, "expungement", &world.expungement, |schema, about| {
        let validator = jsonschema::validator_for(&json_schema(schema, about)).expect("a schema");
        for name in ["wrong_values.yaml", "unknown_keys.yaml", "missing.yaml"] {
            let text = fs::read_to_string(folder.join(name)).expect("a fixture");
            assert!(!validator.is_valid(&to_json(&tree(&text))), "{name}");
        }
    });
}

#[test]
fn examples_are_accepted_by_both() {
    let world = World::of_catalog();
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples");
    let entries = fs::read_dir(&folder).expect("the folder of examples");
    let paths = entries.map(|entry| entry.expect("an entry").path());
    for path in paths.filter(|path| path.extension().is_some_and(|extension| extension == "yaml")) {
        let text = fs::read_to_string(&path).expect("an example");
        let value = to_json(&tree(&text));
        let named = value["petition"].as_str().expect("a petition");
        let petition = world.catalog.petition(named).expect("a known petition");
        with_schema(&world, &petition.id, &petition.facts, |schema, about| {
            let validator =
                jsonschema::validator_for(&json_schema(schema, about)).expect("a schema");
            let said: Vec<String> = validator.iter_errors(&value).map(|e| e.to_string()).collect();
            assert!(said.is_empty(), "{path:?}: {said:#?}");
        });
        let loaded = world.load("example.yaml", &text, &folder).loaded;
        assert!(loaded.diagnostics.is_empty(), "{path:?}: {:#?}", loaded.diagnostics);
        let mut found = world.check(&loaded.case.expect("a case"));
        found.retain(|one| !(petition.for_minors && one.code == MINOR));
        assert!(found.is_empty(), "{path:?}: {found:#?}");
    }
}

/// The skeleton with its examples filled in, and with everything optional in use.
fn filled(skeleton: &str, everything: bool) -> String {
    let mut text = String::new();
    for line in skeleton.lines() {
        let mut line = line.to_owned();
        while everything && commented_out(&line) {
            line = line.replacen('#', "", 1);
        }
        let open = !line.trim_start().starts_with('#');
        match line.split_once(" # for example: ") {
            Some((key, example)) if open => text.push_str(&format!("{key} {example}\n")),
            _ => text.push_str(&format!("{line}\n")),
        }
    }
    text
}

/// Whether a line begins with a `#` that hides a fact or more: right before a key, a dash, or blanks and another `#`.
fn commented_out(line: &str) -> bool {
    let Some(rest) = line.trim_start().strip_prefix('#') else { return false };
    let words =
        rest.strip_prefix(' ').is_some_and(|rest| rest.starts_with(|c: char| !c.is_whitespace()));
    !rest.is_empty() && !words
}

#[test]
fn a_filled_skeleton_has_no_errors() {
    let world = World::of_catalog();
    for (name, facts) in world.catalog.petitions.iter().map(|(id, petition)| (id, &petition.facts))
    {
        with_schema(&world, name, facts, |schema, about| {
            let blank = skeleton(schema, about);
            let missing = world.read(&blank).diagnostics;
            let codes = ["missing-fact", "empty-item", "says-nothing"];
            assert!(
                missing.iter().all(|d| codes.contains(&d.code.as_str())),
                "{missing:#?}\n{blank}"
            );
            assert!(
                missing.iter().any(|d| d.severity == Severity::Error),
                "an empty skeleton says nothing"
            );
            let text = filled(&blank, false);
            assert!(
                world.read(&text).diagnostics.is_empty(),
                "{:#?}\n{text}",
                world.read(&text).diagnostics
            );
            let text = filled(&blank, true).replace("client:", "# client:");
            assert!(
                world.read(&text).diagnostics.is_empty(),
                "{:#?}\n{text}",
                world.read(&text).diagnostics
            );
            let validator =
                jsonschema::validator_for(&json_schema(schema, about)).expect("a schema");
            let said: Vec<String> =
                validator.iter_errors(&to_json(&tree(&text))).map(|e| e.to_string()).collect();
            assert!(said.is_empty(), "{said:#?}");
        });
    }
}
