//! Texts that are no good YAML, too large, too deep or plain noise: a message with a place, never a panic.
#[path = "support/property.rs"]
mod property;
mod support;

use std::sync::{Arc, LazyLock};
use std::time::Instant;

use petition::diagnostic::render::{render_terminal, to_json};
use petition::diagnostic::{At, Diagnostic};
use petition::source::Source;
use petition::yaml::{self, Parsed};
use proptest::prelude::*;
use support::World;

static WORLD: LazyLock<World> = LazyLock::new(World::new);

fn parse(text: &str) -> Parsed {
    yaml::parse(&Arc::new(Source::new("case.yaml", text)))
}

/// Code, line and column of each fault.
fn places(diagnostics: &[Diagnostic]) -> Vec<(String, usize, usize)> {
    let place = |diagnostic: &Diagnostic| match &diagnostic.places[0].at {
        At::Span(span) => {
            let position = span.source.position(span.start);
            (diagnostic.code.clone(), position.line, position.column)
        }
        At::Field(path) => panic!("`{path}` is not a place yet"),
    };
    diagnostics.iter().map(place).collect()
}

/// A text, the code of its one fault, and the line and column of that.
const FAULTY: &[(&str, &str, usize, usize)] = &[
    ("", "not-a-case", 1, 1),
    ("# nothing\n", "not-a-case", 1, 1),
    ("- a\n- b\n", "not-a-case", 1, 3),
    ("just words\n", "not-a-case", 1, 1),
    ("a: 1\n\tb: 2\n", "tab-indentation", 2, 1),
    ("a:\n  b: 1\n  \tc: 2\n", "tab-indentation", 3, 3),
    ("a:\n  b: 1\n c: 2\n", "not-yaml", 3, 2),
    ("a: b: c\n", "not-yaml", 1, 5),
    ("a: [1, 2\nb: 3\n", "not-yaml", 2, 2),
    ("a: \"x\nb: 2\n", "not-yaml", 1, 4),
    ("a: 'it's'\n", "not-yaml", 1, 8),
    ("a: @b\n", "not-yaml", 1, 4),
    ("a: *b\n", "not-yaml", 1, 4),
    ("a: \"C:\\q\"\n", "not-yaml", 1, 4),
    ("a: 1\n---\nb: 2\n", "several-documents", 2, 1),
    ("a: 1\na: 2\n", "duplicate-key", 2, 1),
    ("a: { b: 1, é: 2, b: 3 }\n", "duplicate-key", 1, 18),
    ("a: !x 1\n", "yaml-tag", 1, 4),
    ("[a]: 1\n", "key-not-text", 1, 1),
    ("a: &a [*a]\n", "alias-within-itself", 1, 8),
    ("é: 1\nb: x\u{0}y\n", "control-character", 2, 5),
    ("b: \"x\\0y\"\n", "control-character", 1, 4),
];

#[test]
fn faults_have_a_line_and_a_column() {
    let wrong = FAULTY.iter().filter_map(|(text, code, line, column)| {
        let found = parse(text).diagnostics;
        let fits = places(&found) == [((*code).to_owned(), *line, *column)];
        (!fits).then(|| format!("{text:?}: {:?} {:?}", places(&found), found[0].what))
    });
    let wrong: Vec<String> = wrong.collect();
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

#[test]
fn a_second_key_is_refused_and_the_first_is_read() {
    let parsed = parse("a: 1\na: 2\nb: 3\n");
    let root = parsed.root.expect("a tree");
    assert_eq!(
        root.get("a").and_then(|node| node.scalar()).map(|scalar| scalar.text.as_str()),
        Some("1")
    );
    assert_eq!(root.entries().len(), 2);
}

#[test]
fn aliases_are_resolved_within_a_budget() {
    let parsed = parse("a: &home { street: x }\nb: *home\n");
    assert!(parsed.diagnostics.is_empty());
    assert!(parsed.root.expect("a tree").get("b").and_then(|b| b.get("street")).is_some());
    let mut bomb = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n".to_owned();
    for n in 1..12 {
        let tens = vec![format!("*a{}", n - 1); 10].join(", ");
        bomb.push_str(&format!("a{n}: &a{n} [{tens}]\n"));
    }
    assert_eq!(parse(&bomb).diagnostics[0].code, "too-many-values");
}

#[test]
fn large_and_deep_texts_are_refused_soon() {
    let start = Instant::now();
    assert_eq!(parse(&"a: b\n".repeat(200_001)).diagnostics[0].code, "too-large");
    let texts = [
        "[".repeat(900_000),
        "{".repeat(900_000),
        "- ".repeat(450_000),
        "? ".repeat(450_000),
        "a:\n ".repeat(200_000),
        "a: b\n".repeat(190_000),
        format!("a: [{}]", "x,".repeat(400_000)),
        format!("a: {}", "x ".repeat(400_000)),
        format!("a: \"{}\"", "\\0".repeat(400_000)),
        format!("a: {}", "\u{0}".repeat(900_000)),
        format!("a: |\n{}", " x\n".repeat(300_000)),
        "\t".repeat(900_000),
        "'".repeat(900_001),
        "&a ".repeat(300_000),
        "!".repeat(900_000),
        "\n".repeat(900_000),
        (0..40_000).map(|n| format!("k{n}: v\n")).collect(),
        format!("a: {}", "\u{300}".repeat(450_000)),
    ];
    for text in texts {
        let beginning: String = text.chars().take(12).collect();
        let begin = Instant::now();
        let loaded = WORLD.read(&text);
        assert!(begin.elapsed().as_secs() < 20, "{beginning:?}: {:?}", begin.elapsed());
        assert!(loaded.diagnostics.len() <= 501, "{beginning:?}");
    }
    assert!(start.elapsed().as_secs() < 60, "{:?}", start.elapsed());
}

#[test]
fn text_that_is_not_utf8_is_refused_with_its_place() {
    let error =
        Source::decode("case.yaml", b"a: 1\nname: Mar\xEDa\n".to_vec()).expect_err("not UTF-8");
    assert_eq!(places(&[*error]), [("not-utf-8".to_owned(), 2, 10)]);
    let error = Source::decode("case.yaml", b"\xFF\xFEa\0".to_vec()).expect_err("not UTF-8");
    assert!(error.what.contains("UTF-16"));
}

#[test]
fn json_repeats_no_text_of_the_file() {
    let text =
        "petition: expungement\npetitioner: { name: [Maria Secreta], phone: 12, email: secreta }\n";
    let loaded = WORLD.read(text);
    let json = to_json(&loaded.diagnostics, &|_| None).to_string();
    assert!(!json.to_lowercase().contains("secreta"), "{json}");
    let debug = format!("{:?}", loaded.diagnostics);
    assert!(!debug.to_lowercase().contains("secreta"), "{debug}");
}

/// Everything that happens to a text before law and paper.
fn survive(text: &str) {
    let loaded = WORLD.read(text);
    let case = loaded.case;
    let resolve = |path: &_| case.as_ref().and_then(|case| case.span(path)).cloned();
    let mut diagnostics = loaded.diagnostics;
    if let Some(case) = &case {
        diagnostics.extend(WORLD.check(case));
    }
    render_terminal(&diagnostics, &resolve, true);
    render_terminal(&diagnostics, &resolve, false);
    to_json(&diagnostics, &resolve);
}

/// Pieces of case files in any order: more of them are nearly right than random characters would be.
fn pieces() -> impl Strategy<Value = String> {
    let piece = prop::sample::select(vec![
        "petition: expungement\n",
        "petition: ",
        "court: { county: Los Angeles }\n",
        "court:\n",
        "  county: ",
        "convictions:\n",
        "  - convicted_on: ",
        "    offenses: [{ code: Pen, section: 459, level: felony }]\n",
        "    sentence: ",
        "{ kind: ",
        "probation",
        " }",
        "2016-05-02",
        "\n",
        "\r\n",
        "\t",
        " ",
        "- ",
        "[",
        "]",
        "{",
        "}",
        ": ",
        ", ",
        "|\n",
        ">-\n",
        "\"",
        "'",
        "#",
        "&a ",
        "*a",
        "!!str ",
        "<<: ",
        "---\n",
        "...\n",
        "%YAML 1.2\n",
        "? ",
        "~",
        "null",
        "\u{FEFF}",
        "\u{0}",
        "é",
        "王",
        "\u{301}",
        "\\x00",
        "hearing: { date: ",
        "99999999999999999999",
        "0000-00-00",
        "now: { as_of: ",
        "history: []\n",
        "petitioner: ",
        "{ name: ",
        "born_on: ",
        "\u{85}",
        "\u{2028}",
        "months: ",
        "count: ",
        "9",
        "arrest: ",
        "statement: ",
        "\u{202E}",
    ]);
    prop::collection::vec(piece, 0..60).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(property::cases(400))]

    #[test]
    fn any_bytes_are_survived(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        match Source::decode("case.yaml", bytes) {
            Ok(source) => survive(&source.text),
            Err(fault) => { render_terminal(&[*fault], &|_| None, false); }
        }
    }

    #[test]
    fn any_text_is_survived(text in "\\PC{0,200}") {
        survive(&text);
    }

    #[test]
    fn any_pieces_are_survived(text in pieces()) {
        survive(&text);
    }

    #[test]
    fn spans_stand_in_their_text_on_character_boundaries(text in pieces()) {
        let parsed = parse(&text);
        let mut nodes: Vec<_> = parsed.root.iter().collect();
        while let Some(node) = nodes.pop() {
            prop_assert!(text.get(node.span.start..node.span.end).is_some());
            match &node.value {
                yaml::Value::Scalar(_) | yaml::Value::Refused => {}
                yaml::Value::List(items) => nodes.extend(items),
                yaml::Value::Map(entries) => {
                    for entry in entries {
                        prop_assert!(text.get(entry.key_span.start..entry.key_span.end).is_some());
                        nodes.push(&entry.value);
                    }
                }
            }
        }
    }

    #[test]
    fn a_quoted_name_is_the_fact_as_typed_or_told(name in "[A-Za-z0-9*{}#|~<>%&!`@éñ .,:;\\[\\]()_-]{0,60}[A-Za-z]") {
        let text = format!("petition: expungement\npetitioner: {{ name: '{name}' }}\n");
        let read = WORLD.read(&text);
        let path = petition::source::FieldPath::root().key("petitioner").key("name");
        match read.case.expect("a case").get(&path) {
            Some(fact) => prop_assert_eq!(fact.as_text(), Some(name.trim())),
            // A telephone number or a second person in it is told.
            None => {
                let told = read.diagnostics.iter().map(|one| one.code.as_str());
                let at_name = |code: &str| matches!(code, "not-a-name" | "several-names");
                prop_assert!(told.into_iter().any(at_name), "{}", name);
            }
        }
    }
}
