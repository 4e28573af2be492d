//! Case files from text to facts.
mod support;

use petition::case::{Case, Fact};
use petition::source::FieldPath;
use support::World;

const GOOD: &str = r#"petition: "1203.4"
court: { county: Los Angeles, department: "50" }
case_number: 0012345
petitioner:
  name: María José Núñez
  also_known_as: [Maria Nunez]
  address: { street: "1234 W. 7th St., Apt. 5", city: Los Angeles, state: CA, zip: 90017 }
  phone: (213) 555-0100
convictions:
  - convicted_on: 2016-05-02
    offenses: [{ code: Pen, section: 1203.40, level: felony }]
    sentence: { kind: probation, granted: 2016-05-02, months: 36, ended: 2019-05-02, ended_how: fulfilled }
history: []
now: { as_of: 2026-11-20, serving_sentence: no, on_probation: "no", charged: FALSE }
statement: |
  I work.

  I study.
"#;

/// The fact at a path, printed.
fn fact(case: &Case, path: &FieldPath) -> String {
    format!("{:?}", case.get(path))
}

#[test]
fn text_stays_as_typed_and_flags_are_flags() {
    let loaded = World::new().read(GOOD);
    let (case, warnings) = loaded.into_result().expect("a case without errors");
    assert!(warnings.is_empty(), "{warnings:?}");
    let root = FieldPath::root();
    let offense = root.key("convictions").index(0).key("offenses").index(0);
    assert_eq!(case.petition, "expungement");
    assert_eq!(case.get(&root.key("case_number")), Some(&Fact::Text("0012345".into())));
    assert_eq!(case.get(&offense.key("section")), Some(&Fact::Text("1203.40".into())));
    assert_eq!(case.get(&root.key("history")), Some(&Fact::List(Vec::new())));
    for flag in ["serving_sentence", "on_probation", "charged"] {
        assert_eq!(fact(&case, &root.key("now").key(flag)), "Some(Flag(false))");
    }
    assert_eq!(case.get(&root.key("now").key("on_supervision")), None);
    assert_eq!(case.get(&root.key("statement")), Some(&Fact::Text("I work.\n\nI study.".into())));
}

/// The codes of what is said of the case file with one line written otherwise.
fn codes_of(from: &str, to: &str) -> Vec<String> {
    let text = GOOD.replace(from, to);
    assert_ne!(text, GOOD, "{to}");
    World::new().read(&text).diagnostics.into_iter().map(|one| one.code).collect()
}

#[test]
fn what_a_spreadsheet_left_is_an_error_in_a_case_file_too() {
    for (written, code) in [
        ("1.23E+10", "scientific-number"),
        ("'#N/A'", "error-value"),
        ("\"#REF!\"", "error-value"),
        ("'########'", "error-value"),
        ("2016-05-02", "not-a-number-of-a-paper"),
        ("5/2/2016", "not-a-number-of-a-paper"),
        ("May 2, 2016", "not-a-number-of-a-paper"),
        ("18-May", "not-a-number-of-a-paper"),
        ("12345.0", "not-a-number-of-a-paper"),
        ("TBD", "not-a-number-of-a-paper"),
        ("=1+1", "formula"),
        ("BA456789; BA456790", "not-a-number-of-a-paper"),
        ("same as above", "stated-elsewhere"),
        ("BA456789 JosÃ©", "misread-letters"),
    ] {
        let line = format!("case_number: {written}");
        assert_eq!(codes_of("case_number: 0012345", &line), [code], "{written}");
    }
    // Without quotation marks it is a comment, and the fact is missing.
    assert_eq!(codes_of("case_number: 0012345", "case_number: #N/A"), ["missing-fact"]);
    assert_eq!(codes_of("name: María José Núñez", "name: (213) 555-0100"), ["not-a-name"]);
    assert_eq!(codes_of("name: María José Núñez", "name: Ann Lee & Bo Lee"), ["several-names"]);
    assert_eq!(
        codes_of("convicted_on: 2016-05-02", "convicted_on: 1900-01-01"),
        ["impossible-date"]
    );
    assert_eq!(codes_of("[Maria Nunez]", "[\"#VALUE!\"]"), ["error-value"]);
    assert_eq!(codes_of("1234 W. 7th St., Apt. 5", "#NAME?"), ["error-value"]);
    assert_eq!(codes_of("phone: (213) 555-0100", "phone: 2.13556E+09"), ["scientific-number"]);
    assert_eq!(codes_of("  I work.", "  \"#DIV/0!\""), [""; 0], "words among others are words");
}

#[test]
fn a_bare_number_is_printed_as_it_is_written() {
    let path = FieldPath::root().key("case_number");
    for written in [
        "0012345", "1e10", "0x1F2A", "0o17", "12_345", "1E05678", "05-02-16", "1:30:45", "+12345",
        "12345.50",
    ] {
        let text = GOOD.replace("case_number: 0012345", &format!("case_number: {written}"));
        let (case, said) = World::new().read(&text).into_result().expect(written);
        assert_eq!(case.get(&path), Some(&Fact::Text(written.into())), "{said:?}");
    }
}

#[test]
fn spans_hold_the_values_with_byte_order_mark_and_crlf() {
    let text = format!("\u{FEFF}{}", GOOD.replace('\n', "\r\n"));
    let case = World::new().read(&text).case.expect("a case");
    let root = FieldPath::root();
    let name = case.span(&root.key("petitioner").key("name")).expect("a span");
    assert_eq!(&text[name.start..name.end], "María José Núñez");
    let zip = case.span(&root.key("petitioner").key("address").key("zip")).expect("a span");
    assert_eq!(&text[zip.start..zip.end], "90017");
    let position = zip.source.position(zip.start);
    assert_eq!((position.line, position.column), (7, 84));
    assert_eq!(case.get(&root.key("statement")), Some(&Fact::Text("I work.\n\nI study.".into())));
    let missing = case.span(&root.key("petitioner").key("email")).expect("the nearest parent");
    assert_eq!(&text[missing.start..missing.end], "petitioner");
}

#[test]
fn a_decomposed_name_is_composed() {
    let text = GOOD.replace("María", "Mari\u{301}a");
    let case = World::new().read(&text).case.expect("a case");
    let name = case.get(&FieldPath::root().key("petitioner").key("name")).and_then(Fact::as_text);
    assert_eq!(name, Some("María José Núñez"));
}
