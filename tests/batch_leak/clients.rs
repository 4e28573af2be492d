//! Cases of many petitions, each with its client's token in every field of words.

use petition::catalog::Catalog;
use petition::catalog::fields::Kind;
use petition::catalog::schema::{PetitionSchema, Slot};
use serde_yaml::Value;

use super::token::token;

/// The examples that clients are made of: several petitions, with and without an attorney, with and without exhibits.
pub(crate) const EXAMPLES: &[&str] = &[
    "expungement-several",
    "new-trial",
    "seal-arrest",
    "marijuana-relief-recall",
    "reduce-felony-infraction",
    "trafficking-relief-joint",
    "seal-juvenile",
    "pardon-twice-convicted",
    "notice-of-appeal-order",
    "seal-after-diversion-drug",
    "seal-minor-arrest-released",
    "expungement",
    "prop-47",
    "vacate-conviction",
];

/// Words that other facts or the law's tables refer to: a token in them would be another fact.
const REFERRED_TO: &[&str] =
    &["code", "section", "subdivision", "id", "exhibit", "pages", "time", "charge"];

/// The file of a client: an example in turn, in which each field of words bears the client's token.
pub(crate) fn case(catalog: &Catalog, who: usize) -> String {
    let example = EXAMPLES[who % EXAMPLES.len()];
    let path = format!("{}/examples/{example}.yaml", env!("CARGO_MANIFEST_DIR"));
    let text = std::fs::read_to_string(path).expect("an example");
    let mut case: Value = serde_yaml::from_str(&text).expect("YAML");
    let named = case["petition"].as_str().expect("a petition").to_owned();
    let petition = catalog.petition(&named).expect("a petition");
    let schema = PetitionSchema::new(&catalog.fields, &petition.facts).expect("a schema");
    Marking { who, token: token(who) }.group(&schema.slots, &mut case);
    serde_yaml::to_string(&case).expect("YAML")
}

/// Words beside others in a line of the party block, which has room for ten lines and no more: the
/// token stands in their stead.
const CROWDED: &[&str] = &["unit", "bar_number", "firm", "city"];

struct Marking {
    who: usize,
    token: String,
}

impl Marking {
    fn group(&self, slots: &[Slot<'_>], group: &mut Value) {
        let is_left = |name: &str| REFERRED_TO.contains(&name);
        for slot in slots.iter().filter(|slot| !is_left(&slot.field.name)) {
            if let Some(value) = group.get_mut(slot.field.name.as_str()) {
                self.value(&slot.field.kind, slot, value);
            }
        }
    }

    fn value(&self, kind: &Kind, slot: &Slot<'_>, value: &mut Value) {
        match (kind, value) {
            (Kind::Group(_), group) => self.group(&slot.slots, group),
            (Kind::List(item), Value::Sequence(list)) => {
                list.iter_mut().for_each(|value| self.value(item, slot, value));
            }
            (_, Value::String(words)) if CROWDED.contains(&slot.field.name.as_str()) => {
                // A number of a paper has a digit.
                let digit = if slot.field.name.ends_with("number") { "7" } else { "" };
                *words = format!("{digit}{}", self.token);
            }
            (Kind::Name | Kind::Line, Value::String(words)) => {
                *words = format!("{} {}", words.trim(), self.token);
            }
            (Kind::Text, Value::String(words)) => {
                let paragraphs = words.trim().split("\n\n");
                let marked = paragraphs.map(|words| format!("{} {}", words.trim(), self.token));
                *words = marked.collect::<Vec<_>>().join("\n\n");
            }
            (Kind::Email, Value::String(words)) => {
                *words = format!("{}@example.org", self.token.to_lowercase());
            }
            (Kind::Phone, Value::String(words)) => {
                *words = format!("({}) 555-01{:02}", 200 + self.who / 100 % 800, self.who % 100);
            }
            _ => {}
        }
    }
}
