//! Text of a case is text: whatever stands in any field of words is the fact, letter by letter, or is told to be none.
#[path = "support/property.rs"]
mod property;
mod support;

use std::sync::LazyLock;

use petition::case::Fact;
use petition::catalog::fields::Kind;
use petition::catalog::schema::{PetitionSchema, Slot};
use petition::diagnostic::Severity;
use proptest::prelude::*;
use serde_json::{Map, Value, json};
use support::World;

static WORLD: LazyLock<World> = LazyLock::new(World::of_catalog);

/// What a reader of markup, templates, YAML or paths could stumble over.
const ATTACKS: &[&str] = &[
    "**x** {{ 7*7 }} [a](b) # 1. <b> \\ | ~",
    "{% include \"/etc/passwd\" %}",
    "<script>alert(1)</script>",
    "- a: b",
    "*anchor &anchor !!str !include",
    "%YAML 1.2",
    "~x",
    "null, true",
    "\"; DROP TABLE papers; --",
    "../../outside",
    "1. # > ``` ---",
    "'\"`",
    "no",
    "D’Angelo O’Brien-Núñez III",
];

/// What is told of words that are surely no name, no number of a paper, or no value at all.
const REFUSED: &[&str] = &[
    "not-a-name",
    "several-names",
    "not-a-number-of-a-paper",
    "scientific-number",
    "error-value",
    "formula",
    "misread-letters",
    "stated-elsewhere",
    "placeholder",
    "not-a-time",
    "department-twice",
    "numbered-already",
];

/// Attacks that say nothing as a paragraph, or that number it themselves.
const NO_PARAGRAPH: &[&str] = &["- a: b", "1. # > ``` ---", "'\"`", "no"];

fn is_words(kind: &Kind) -> bool {
    matches!(kind, Kind::Name | Kind::Line | Kind::Text)
}

/// A case that states every fact of a petition, with the same words in each field of words.
fn case_of(slots: &[Slot<'_>], words: &str) -> Value {
    let stated = slots.iter().filter(|slot| slot.field.name != "client");
    Value::Object(
        stated
            .map(|slot| (slot.field.name.clone(), value(&slot.field.kind, slot, words)))
            .collect::<Map<_, _>>(),
    )
}

fn value(kind: &Kind, slot: &Slot<'_>, words: &str) -> Value {
    match kind {
        kind if is_words(kind) => json!(words),
        Kind::Group(_) => case_of(&slot.slots, words),
        Kind::List(item) => json!([value(item, slot, words)]),
        _ => json!(slot.field.example),
    }
}

/// Every text of a fact and of those below it.
fn texts<'a>(fact: &'a Fact, found: &mut Vec<&'a str>) {
    match fact {
        Fact::Text(text) => found.push(text),
        Fact::List(items) => items.iter().for_each(|item| texts(item, found)),
        Fact::Group(group) => group.values().for_each(|fact| texts(fact, found)),
        _ => {}
    }
}

fn n_fields_of_words(slots: &[Slot<'_>]) -> usize {
    slots.iter().map(|slot| n_words(&slot.field.kind, slot)).sum()
}

fn n_words(kind: &Kind, slot: &Slot<'_>) -> usize {
    match kind {
        Kind::Group(_) => n_fields_of_words(&slot.slots),
        Kind::List(item) => n_words(item, slot),
        kind => usize::from(is_words(kind)),
    }
}

fn survives(words: &str) {
    for petition in WORLD.catalog.petitions.values() {
        let schema = PetitionSchema::new(&WORLD.catalog.fields, &petition.facts).expect("a schema");
        let mut stated = case_of(&schema.slots, words);
        stated["petition"] = json!(petition.id);
        // JSON is YAML, so its writer quotes for us.
        let loaded = WORLD.read(&stated.to_string());
        let (refused, errors): (Vec<_>, Vec<_>) = loaded
            .diagnostics
            .iter()
            .filter(|one| one.severity == Severity::Error)
            .partition(|one| REFUSED.contains(&one.code.as_str()));
        assert!(errors.is_empty(), "{words:?}: {errors:#?}");
        let case = loaded.case.expect("a case");
        let mut found = Vec::new();
        texts(&case.facts, &mut found);
        let n_same = found.iter().filter(|text| **text == words).count();
        let n_fields = n_fields_of_words(&schema.slots);
        assert_eq!(n_same + refused.len(), n_fields, "{words:?}: {found:#?} {refused:#?}");
    }
}

#[test]
fn attacks_are_facts_as_typed() {
    ATTACKS.iter().for_each(|words| survives(words));
}

#[test]
fn an_attack_is_a_paragraph_as_typed_where_it_says_something() {
    let path = petition::source::FieldPath::root().key("statement");
    for words in ATTACKS {
        let text = json!({ "petition": "expungement", "statement": words }).to_string();
        let case = WORLD.read(&text).case.expect("a case");
        let stated = (!NO_PARAGRAPH.contains(words)).then_some(*words);
        assert_eq!(case.get(&path).and_then(Fact::as_text), stated);
    }
}

proptest! {
    #![proptest_config(property::cases(64))]

    #[test]
    fn any_words_are_facts_as_typed(words in "[!-~é-ÿĀ-ſ][ -~é-ÿĀ-ſ]{0,60}[!-~é-ÿĀ-ſ]") {
        survives(&words);
    }
}
