//! JSON Schema 2020-12 for a petition, from the declarations that also validate case files.
//!
//! It cannot say everything that loading checks: keys stated twice, days that are not in the calendar where a reader
//! ignores `format`, a ZIP code without quotes that misses a digit, unbalanced parentheses in a telephone number,
//! an unquoted amount whose cents are not two digits,
//! characters that no face has, what stands in a client file, and facts that contradict one another.

use serde_json::{Map, Value, json};

use super::fields::{Field, Kind};
use super::schema::scalar::{MOST_EMAIL, MOST_LINE, MOST_NAME, MOST_PATH, MOST_SECTION, MOST_TEXT};
use super::schema::walk::MOST_ITEMS;
use super::schema::{PetitionSchema, Slot};

/// Marks between the digits of a telephone number.
const GAP: &str = "[ .()-]*";

/// What the schema says about the petition itself.
#[derive(Debug, Clone, Copy)]
pub struct About<'a> {
    /// Its id.
    pub id: &'a str,
    /// Its other names.
    pub aliases: &'a [String],
    /// Its title, for people.
    pub title: &'a str,
}

/// The schema that editors and other programs check a case file of one petition with.
pub fn json_schema(schema: &PetitionSchema<'_>, about: &About<'_>) -> Value {
    let writer = Writer { schema, about };
    let (shared, own): (Vec<&Slot<'_>>, Vec<&Slot<'_>>) =
        schema.slots.iter().partition(|slot| slot.field.client);
    let mut properties = Map::new();
    for slot in &own {
        properties.insert(slot.field.name.clone(), writer.described(slot, true));
    }
    // A client file can complete what it may hold, so these are only required where none is named.
    for slot in &shared {
        properties.insert(slot.field.name.clone(), writer.described(slot, false));
    }
    others(&schema.fields.facts, &mut properties);
    let client = json!({ "required": ["client"], "properties": { "client": { "not": { "$ref": "#/$defs/blank" } } } });
    json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": about.title,
        "description": format!("case file of the petition `{}`", about.id),
        "type": "object",
        "properties": properties,
        "required": required(own.iter().copied()),
        "additionalProperties": false,
        "if": client,
        "else": requirements(shared.iter().copied()),
        "$defs": {
            "blank": {
                "description": "says nothing: the fact is unknown",
                "anyOf": [{ "type": "null" }, { "type": "string", "pattern": r"^\s*$" }],
            },
        },
    })
}

struct Writer<'a> {
    schema: &'a PetitionSchema<'a>,
    about: &'a About<'a>,
}

impl Writer<'_> {
    /// A fact with its question; `strict` where what it needs must stand right here.
    fn described(&self, slot: &Slot<'_>, strict: bool) -> Value {
        let field = slot.field;
        let mut core = self.core(&field.kind, &slot.slots, strict);
        let must = strict && slot.required;
        if let (true, Kind::List(_), Value::Object(core)) = (must, &field.kind, &mut core) {
            core.insert("minItems".to_owned(), json!(1));
        }
        let mut object = match (must, core) {
            (true, Value::Object(core)) => core,
            (_, core) => {
                Map::from_iter([("anyOf".to_owned(), json!([core, { "$ref": "#/$defs/blank" }]))])
            }
        };
        let help = field.help.as_deref().map(|help| format!(" {help}")).unwrap_or_default();
        object.insert("description".to_owned(), json!(format!("{}{help}", field.ask)));
        if let (Some(example), false) = (&field.example, matches!(field.kind, Kind::List(_))) {
            object.insert("examples".to_owned(), json!([example]));
        }
        Value::Object(object)
    }

    fn core(&self, kind: &Kind, slots: &[Slot<'_>], strict: bool) -> Value {
        match kind {
            Kind::Group(fields) => {
                let mut properties: Map<String, Value> = slots
                    .iter()
                    .map(|slot| (slot.field.name.clone(), self.described(slot, strict)))
                    .collect();
                others(fields, &mut properties);
                let required = if strict { required(slots.iter()) } else { Vec::new() };
                json!({ "type": "object", "properties": properties, "required": required, "additionalProperties": false })
            }
            Kind::List(item) => {
                json!({ "type": "array", "items": self.core(item, slots, true), "maxItems": MOST_ITEMS })
            }
            kind => self.leaf(kind),
        }
    }

    /// Unquoted numbers and words such as `true` reach a schema as numbers and flags, and are words to us.
    fn leaf(&self, kind: &Kind) -> Value {
        let words = json!(["string", "number", "boolean"]);
        match kind {
            Kind::Text => json!({ "type": words, "pattern": r"\S", "maxLength": MOST_TEXT }),
            Kind::Date => {
                json!({ "type": "string", "format": "date", "pattern": r"^(19\d{2}|20\d{2}|2100)-\d{2}-\d{2}$" })
            }
            Kind::Flag => {
                let typed =
                    r"^\s*([Yy][Ee][Ss]|[Nn][Oo]|[Tt][Rr][Uu][Ee]|[Ff][Aa][Ll][Ss][Ee])\s*$";
                json!({ "anyOf": [{ "type": "boolean" }, { "type": "string", "pattern": typed }] })
            }
            Kind::Number => whole(0, 999_999, r"^\s*[0-9]{1,6}\s*$"),
            Kind::Amount => json!({ "anyOf": [
                { "type": "string", "pattern": r"^\s*([0-9]{1,9}|[0-9]{1,3}(,[0-9]{3}){1,2})(\.[0-9]{2})?\s*$" },
                { "type": "number", "minimum": 0, "maximum": 999_999_999.99 },
            ] }),
            Kind::Choice(choices) => json!({ "enum": spelled(choices.iter()) }),
            Kind::County => json!({ "enum": self.schema.fields.counties }),
            Kind::State => json!({ "enum": self.schema.fields.states.keys().collect::<Vec<_>>() }),
            Kind::Zip => whole(0, 99_999, r"^\s*[0-9]{5}(-[0-9]{4})?\s*$"),
            Kind::Phone => whole(2_000_000_000, 999_999_999_999_999, &phone_pattern()),
            Kind::Email => {
                let part = r#"[^\s@<>",;().]"#;
                let local = r#"[^\s@<>",;()]"#;
                let pattern = format!(r"^\s*{local}+@{part}+(\.{part}+)+\s*$");
                json!({ "type": "string", "pattern": pattern, "maxLength": MOST_EMAIL })
            }
            Kind::Section => {
                json!({ "type": ["string", "number"], "minimum": 0, "maxLength": MOST_SECTION, "pattern": r"^\s*[0-9][A-Za-z0-9.-]*(/[A-Za-z0-9.-]+)?\s*$" })
            }
            Kind::Petition => self.petition(),
            kind => {
                let most = match kind {
                    Kind::Name => MOST_NAME,
                    Kind::Path => MOST_PATH,
                    _ => MOST_LINE,
                };
                json!({ "type": words, "pattern": r"^\s*\S[^\n]*\s*$", "maxLength": most })
            }
        }
    }

    /// Its names, and those that look like numbers as numbers too.
    fn petition(&self) -> Value {
        let id = self.about.id.to_owned();
        json!({ "enum": spelled(std::iter::once(&id).chain(self.about.aliases)) })
    }
}

/// Words, and those that look like numbers as numbers too.
fn spelled<'a>(words: impl Iterator<Item = &'a String> + Clone) -> Vec<Value> {
    let numbers = words.clone().filter_map(|word| word.parse::<f64>().ok());
    words.map(|word| Value::from(word.as_str())).chain(numbers.map(Value::from)).collect()
}

/// Facts that only other petitions use may stand in the file too.
fn others(fields: &[Field], properties: &mut Map<String, Value>) {
    for field in fields {
        properties.entry(field.name.clone()).or_insert(Value::Bool(true));
    }
}

fn whole(least: i64, most: i64, pattern: &str) -> Value {
    json!({ "anyOf": [
        { "type": "string", "pattern": pattern },
        { "type": "integer", "minimum": least, "maximum": most },
    ] })
}

fn phone_pattern() -> String {
    let american = format!(r"\+?{GAP}(1{GAP})?[2-9]({GAP}[0-9]){{9}}");
    let foreign = format!(r"\+{GAP}[02-9]({GAP}[0-9]){{6,14}}");
    format!(r"^\s*({american}|{foreign}){GAP}( *,? *([Ee][Xx][Tt]|[Xx])[x. ]*[0-9]{{1,6}})?\s*$")
}

fn required<'a>(slots: impl Iterator<Item = &'a Slot<'a>>) -> Vec<String> {
    slots.filter(|slot| slot.required).map(|slot| slot.field.name.clone()).collect()
}

/// What must be stated in a group and in the groups below it, without types.
fn requirements<'a>(slots: impl Iterator<Item = &'a Slot<'a>> + Clone) -> Value {
    let mut properties = Map::new();
    for slot in slots.clone() {
        let mut parts = Vec::new();
        if slot.required {
            parts.push(json!({ "not": { "$ref": "#/$defs/blank" } }));
        }
        if let (true, Kind::List(_)) = (slot.required, &slot.field.kind) {
            parts.push(json!({ "minItems": 1 }));
        }
        if let Kind::Group(_) = slot.field.kind {
            parts.push(requirements(slot.slots.iter()));
        }
        if !parts.is_empty() {
            properties.insert(slot.field.name.clone(), json!({ "allOf": parts }));
        }
    }
    json!({ "properties": properties, "required": required(slots) })
}
