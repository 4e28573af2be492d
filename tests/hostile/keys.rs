//! Hostile keys, and hostile names of petitions.

use super::Wanted::{self, Either, Error, Refused};
use super::{Example, Hostile, example};

pub(super) fn all(examples: &[Example]) -> Vec<Hostile> {
    let mut files: Vec<Hostile> = examples.iter().map(stated_twice).collect();
    files.extend(long());
    files.extend(odd(example(examples, "expungement-several")));
    files.extend(petitions(example(examples, "expungement-several")));
    files
}

/// An example with its first fact stated again at the end.
fn stated_twice(example: &Example) -> Hostile {
    let first = example.text.lines().find(|line| line.starts_with("petition:"));
    let again = first.expect("an example names its petition");
    let text = format!("{}\n{again}\n", example.text);
    Hostile::new(format!("{} with its petition twice", example.name), text, Error("duplicate-key"))
}

/// Keys of a thousand to nearly a million letters, written in each way.
fn long() -> Vec<Hostile> {
    let mut files = Vec::new();
    for length in [300, 1_000, 2_000, 100_000, 950_000] {
        let key = "k".repeat(length);
        let ways = [
            ("plain", format!("petition: expungement\n{key}: x\n")),
            ("in quotes", format!("petition: expungement\n\"{key}\": x\n")),
            ("behind a question mark", format!("petition: expungement\n? {key}\n: x\n")),
            ("in a group", format!("petition: expungement\ncourt: {{ {key}: x }}\n")),
            ("twice", format!("? {}\n: x\n? {}\n: y\n", &key[..length / 2], &key[..length / 2])),
        ];
        let file =
            |(way, text)| Hostile::new(format!("a key of {length} letters, {way}"), text, Refused);
        files.extend(ways.map(file));
    }
    files
}

/// An example with one more key that no petition knows.
fn odd(text: &str) -> Vec<Hostile> {
    const KEYS: &[(&str, Wanted)] = &[
        ("__proto__", Error("unknown-key")),
        ("constructor", Error("unknown-key")),
        ("Petition", Error("unknown-key")),
        ("\"petition \"", Error("unknown-key")),
        ("pеtition", Error("unknown-key")),
        ("\"petition\\u200B\"", Error("unknown-key")),
        ("\"petition\\0\"", Refused),
        ("\"\"", Error("unknown-key")),
        ("\" \"", Error("unknown-key")),
        ("null", Error("unknown-key")),
        ("~", Error("unknown-key")),
        ("1", Error("unknown-key")),
        ("-1.5e400", Error("unknown-key")),
        ("2016-05-02", Error("unknown-key")),
        ("../../outside", Error("unknown-key")),
        ("\"{{ 7*7 }}\"", Error("unknown-key")),
        ("\"{% include 'x' %}\"", Error("unknown-key")),
        ("\"a\\nb\"", Refused),
        ("\"\\u202Egnp\"", Refused),
        ("\"\\e[31mred\"", Refused),
        ("🦊", Refused),
        ("a.b", Error("unknown-key")),
        ("convictions[0]", Error("unknown-key")),
        ("convictions.offenses", Error("unknown-key")),
        ("[a, b]", Error("key-not-text")),
        ("{a: b}", Error("key-not-text")),
        ("? a", Refused),
    ];
    let with = |(key, wanted): &(&str, Wanted)| {
        Hostile::new(format!("the key {key}"), format!("{text}\n{key}: x\n"), *wanted)
    };
    KEYS.iter().map(with).collect()
}

/// An example that names another petition, or something else.
fn petitions(text: &str) -> Vec<Hostile> {
    const NAMES: &[(&str, Wanted)] = &[
        ("../../etc/passwd", Error("unknown-petition")),
        ("expungement/../expungement", Error("unknown-petition")),
        ("expungement.yaml", Error("unknown-petition")),
        ("\"expungement\\0\"", Refused),
        ("\"expunge\\nment\"", Refused),
        ("EXPUNGEMENT", Error("unknown-petition")),
        ("CON", Error("unknown-petition")),
        ("1203.40", Error("unknown-petition")),
        ("1203.4000000000000000000000000001", Error("unknown-petition")),
        ("[expungement]", Error("wrong-type")),
        ("{ expungement: expungement }", Error("wrong-type")),
        ("", Error("missing-fact")),
        ("~", Error("missing-fact")),
        ("\"\"", Error("missing-fact")),
        ("\"~\"", Error("unknown-petition")),
        ("王", Refused),
        ("seal-juvenile", Either),
        ("pardon", Either),
    ];
    let mut files: Vec<Hostile> =
        NAMES.iter().map(|(name, wanted)| named(text, name, name, *wanted)).collect();
    let long = "e".repeat(500_000);
    files.push(named(text, "of 500,000 letters", &long, Error("unknown-petition")));
    files
}

fn named(text: &str, title: &str, name: &str, wanted: Wanted) -> Hostile {
    let text = text.replacen("petition: expungement", &format!("petition: {name}"), 1);
    Hostile::new(format!("the petition {title}"), text, wanted)
}
