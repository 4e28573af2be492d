//! Values of the wrong type at every fact of every petition, and days, numbers and lists that cannot be.

use petition::catalog::Catalog;
use petition::catalog::fields::Kind;
use petition::catalog::schema::{PetitionSchema, Slot};
use serde_json::{Map, Value, json};

use super::Wanted::{self, Either, Error, Refused};
use super::{Example, Hostile, example};

/// What stands at every fact instead of its value.
struct Spoiler {
    name: &'static str,
    wanted: Wanted,
    spoil: fn(&Kind, &str) -> Option<Value>,
}

const SPOILERS: &[Spoiler] = &[
    Spoiler {
        name: "a list for each value",
        wanted: Error("wrong-type"),
        spoil: |kind, value| leaf(kind).then(|| json!([value])),
    },
    Spoiler {
        name: "a group for each value",
        wanted: Error("wrong-type"),
        spoil: |kind, value| leaf(kind).then(|| json!({ "x": value })),
    },
    Spoiler {
        name: "a word for each list and group",
        wanted: Error("wrong-type"),
        spoil: |kind, _| (!leaf(kind)).then(|| json!("x")),
    },
    Spoiler {
        name: "lists for groups and groups for lists",
        wanted: Error("wrong-type"),
        spoil: |kind, _| match kind {
            Kind::Group(_) => Some(json!([{ "x": "y" }])),
            Kind::List(_) => Some(json!({ "x": "y" })),
            _ => None,
        },
    },
    Spoiler { name: "-1", wanted: Refused, spoil: |kind, _| leaf(kind).then(|| json!(-1)) },
    Spoiler { name: "1e400", wanted: Refused, spoil: |kind, _| every(kind, "1e400") },
    Spoiler { name: ".nan", wanted: Refused, spoil: |kind, _| every(kind, ".nan") },
    Spoiler {
        name: "400 digits",
        wanted: Refused,
        spoil: |kind, _| leaf(kind).then(|| json!("9".repeat(400))),
    },
    Spoiler {
        name: "2023-02-30",
        wanted: Error("impossible-date"),
        spoil: |kind, _| every(kind, "2023-02-30"),
    },
    Spoiler {
        name: "99999-01-01",
        wanted: Error("not-a-date"),
        spoil: |kind, _| every(kind, "99999-01-01"),
    },
    Spoiler {
        name: "null",
        wanted: Error("missing-fact"),
        spoil: |kind, _| leaf(kind).then_some(Value::Null),
    },
    Spoiler {
        name: "null for lists and groups",
        wanted: Error("missing-fact"),
        spoil: |kind, _| (!leaf(kind)).then_some(Value::Null),
    },
    Spoiler { name: "yes", wanted: Refused, spoil: |kind, _| every(kind, "yes") },
    Spoiler {
        name: "a control character",
        wanted: Error("control-character"),
        spoil: |kind, _| every(kind, "a\u{7}b"),
    },
    Spoiler {
        name: "an emoji and a mark that turns the direction",
        wanted: Error("uncovered-character"),
        spoil: |kind, _| every(kind, "a🦊\u{202E}b"),
    },
    Spoiler {
        name: "20,000 letters",
        wanted: Refused,
        spoil: |kind, _| leaf(kind).then(|| json!("word ".repeat(4_000))),
    },
];

/// Days that are none, at one fact.
const DAYS: &[&str] = &[
    "2023-02-30",
    "0000-00-00",
    "99999-01-01",
    "2016-13-01",
    "2016-00-10",
    "2016-04-31",
    "2015-02-29",
    "1900-02-29",
    "-2016-05-02",
    "2016-5-2",
    "05/02/2016",
    "20160502",
    "2016-05-02T10:00:00Z",
    "2016-05-02 10:00",
    "2016-W18-1",
    "2016-123",
    "1e400",
    "9999999999",
    "-1",
    "0",
    "1.5",
    "now",
    "today",
    "02.05.2016",
    "２０１６-05-02",
    "2016-05-02-01",
    "2016--05-02",
    "+2016-05-02",
    "0001-01-01",
    "9999-12-31",
    "1899-12-31",
    "2101-01-01",
    "yes",
    "\"2016-05-02\\0\"",
];

/// Whole numbers that are none, at one fact.
const NUMBERS: &[&str] = &[
    "-1",
    "-0",
    "+5",
    "1.5",
    "1e3",
    "0x10",
    "0o17",
    "1_000",
    "1,000",
    "99999999999999999999",
    "1000000",
    "NaN",
    ".inf",
    "-.inf",
    "３６",
    "36 months",
    "thirty-six",
    "[36]",
    "{ months: 36 }",
    "0b1",
    "1/2",
];

pub(super) fn all(catalog: &Catalog, examples: &[Example]) -> Vec<Hostile> {
    let mut files = everywhere(catalog);
    let text = example(examples, "expungement-several");
    files.extend(DAYS.iter().map(|day| {
        let text = text.replacen("convicted_on: 2012-03-05", &format!("convicted_on: {day}"), 1);
        Hostile::new(format!("the day {day}"), text, Refused)
    }));
    let numbers = NUMBERS.iter().map(|number| (*number).to_owned());
    let digits = [400, 5_000, 500_000].map(|n| "9".repeat(n));
    files.extend(numbers.chain(digits).map(|number| {
        let text = text.replacen("months: 32", &format!("months: {number}"), 1);
        let begins: String = number.chars().take(24).collect();
        Hostile::new(format!("the number {begins} of {} letters", number.len()), text, Refused)
    }));
    files.extend(long(text));
    files.extend(lists(text));
    files
}

/// For each petition and spoiler a file that states every fact of the petition spoiled.
fn everywhere(catalog: &Catalog) -> Vec<Hostile> {
    let mut files = Vec::new();
    for petition in catalog.petitions.values() {
        let schema = PetitionSchema::new(&catalog.fields, &petition.facts).expect("a schema");
        for spoiler in SPOILERS {
            let mut stated = group(&schema.slots, spoiler);
            stated["petition"] = json!(petition.id);
            // JSON is YAML; as blocks it is read by other ways of the parser.
            let text = match files.len() % 2 {
                0 => stated.to_string(),
                _ => serde_yaml::to_string(&stated).expect("YAML"),
            };
            let name = format!("{} with {} everywhere", petition.id, spoiler.name);
            files.push(Hostile::new(name, text, spoiler.wanted));
        }
    }
    files
}

fn leaf(kind: &Kind) -> bool {
    !matches!(kind, Kind::Group(_) | Kind::List(_))
}

fn every(kind: &Kind, text: &str) -> Option<Value> {
    leaf(kind).then(|| json!(text))
}

fn group(slots: &[Slot<'_>], spoiler: &Spoiler) -> Value {
    let stated = slots.iter().filter(|slot| slot.field.name != "client");
    let facts =
        stated.map(|slot| (slot.field.name.clone(), value(&slot.field.kind, slot, spoiler)));
    Value::Object(facts.collect::<Map<_, _>>())
}

fn value(kind: &Kind, slot: &Slot<'_>, spoiler: &Spoiler) -> Value {
    let sound = slot.field.example.as_deref().unwrap_or("x");
    if let Some(spoiled) = (spoiler.spoil)(kind, sound) {
        return spoiled;
    }
    match kind {
        Kind::Group(_) => group(&slot.slots, spoiler),
        Kind::List(item) => json!([value(item, slot, spoiler)]),
        _ => json!(sound),
    }
}

/// A very long value at facts of several types.
fn long(text: &str) -> Vec<Hostile> {
    const PLACES: &[(&str, &str, Wanted)] = &[
        ("petitioner.name", "name: Łukasz Wójcik-Brzęczyszczykiewicz", Refused),
        ("name_in_case", "name_in_case: LUKASZ WOJCIK", Refused),
        ("street", "street: \"77 Example St.\"", Refused),
        ("city", "city: Fresno", Refused),
        ("state", "state: CA", Error("unknown-state")),
        ("zip", "zip: \"93721\"", Error("not-a-zip")),
        ("phone", "phone: (559) 555-0110", Error("not-a-phone")),
        ("email", "email: lukasz@example.org", Refused),
        ("county", "county: Fresno", Error("unknown-county")),
        ("case_number", "case_number: F15901234", Refused),
        ("convicted_on", "convicted_on: 2012-03-05", Error("not-a-date")),
        ("plea", "plea: not guilty", Error("unknown-choice")),
        ("code", "code: Veh", Error("too-long")),
        ("section", "section: \"11378\"", Refused),
        ("kind", "kind: probation", Error("unknown-choice")),
        ("months", "months: 32", Error("not-a-number")),
        ("suspended", "suspended: imposition", Error("unknown-choice")),
        ("performed", "performed: true", Error("not-a-flag")),
        ("serving_sentence", "serving_sentence: false", Error("not-a-flag")),
        ("petition", "petition: expungement", Error("unknown-petition")),
    ];
    let mut files = Vec::new();
    for (place, stated, wanted) in PLACES {
        assert!(text.contains(stated), "`{stated}` stands in the example");
        let (key, _) = stated.split_once(':').expect("a key");
        for length in [30_000, 900_000] {
            let long = text.replacen(stated, &format!("{key}: {}", "x".repeat(length)), 1);
            files.push(Hostile::new(format!("{length} letters at `{place}`"), long, *wanted));
        }
    }
    let words = "words of a long statement ".repeat(36_000);
    let text = text.replacen("I came to Fresno", &words, 1);
    files.push(Hostile::new("a statement of 900,000 letters", text, Either));
    files
}

/// Lists of very many items.
fn lists(text: &str) -> Vec<Hostile> {
    let mut files = Vec::new();
    for n in [5_000, 50_000, 100_000] {
        let names = format!("name_in_case: X\n  also_known_as: [{}]", "A B,".repeat(n));
        let known_as = text.replacen("name_in_case: LUKASZ WOJCIK", &names, 1);
        files.push(Hostile::new(format!("{n} other names"), known_as, Refused));
        for (key, item) in [("history", "{}"), ("exhibits", "x"), ("declarations", "~")] {
            let list = format!("{text}\n{key}: [{}]\n", format!("{item},").repeat(n));
            files.push(Hostile::new(format!("{n} times {item} in `{key}`"), list, Refused));
        }
        let exhibits = "{title: A, file: a.pdf},".repeat(n / 5);
        let list = format!("{text}\nexhibits: [{exhibits}]\n");
        files.push(Hostile::new(format!("{} exhibits that are nowhere", n / 5), list, Refused));
    }
    files
}
