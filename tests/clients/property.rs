//! Any text in any cell becomes its fact letter by letter, or is told at its row and column; no other fact changes.

use petition::case::Fact;
use petition::source::Step;
use proptest::prelude::*;
use unicode_normalization::UnicodeNormalization;

use crate::support::*;

/// Columns of one fact each with its path; and whether the fact is the words as typed.
const COLUMNS: [(&str, &str, bool); 11] = [
    ("Case no.", "case_number", true),
    ("Statement", "statement", true),
    ("Phone", "petitioner.phone", true),
    ("Born", "petitioner.born_on", false),
    ("County", "court.county", false),
    ("Level", "convictions.0.offenses.0.level", false),
    ("Months", "convictions.0.sentence.months", false),
    ("Granted", "convictions.0.sentence.granted", false),
    ("How ended", "convictions.0.sentence.ended_how", false),
    ("Owes", "convictions.0.restitution_owed", false),
    ("Other names", "petitioner.also_known_as", false),
];

fn texts() -> impl Strategy<Value = String> {
    prop_oneof![
        any::<String>(),
        "[ ,;\"'\r\n\t/0-9a-zA-ZéÑ.:()-]{0,24}",
        "[0-9]{1,4}[/. -][0-9]{1,2}[/. -][0-9]{1,4}",
        "(yes|no|Y|N|x|F|M|Felony|fulfilled|n/a|none|36 months|Los Angeles County|\u{a0})",
    ]
}

/// Words as a fact holds them: blanks tidied, paragraphs kept.
fn tidied(text: &str, heading: &str) -> String {
    let one = |line: &str| line.split_whitespace().collect::<Vec<_>>().join(" ");
    let text = match heading {
        "Statement" => {
            let lines = text.replace("\r\n", "\n");
            lines.split(['\n', '\r']).map(one).collect::<Vec<_>>().join("\n").trim().to_owned()
        }
        _ => without_mark(&one(text)).to_owned(),
    };
    text.nfc().collect()
}

/// A text without a spreadsheet's mark of text: an apostrophe at its beginning alone.
fn without_mark(text: &str) -> &str {
    let rest = text.strip_prefix('\'').filter(|rest| !rest.contains('\''));
    let rest = rest.filter(|rest| !rest.is_empty() && !rest.starts_with(char::is_whitespace));
    let own = |rest: &str| {
        let mut letters = rest.chars();
        letters.next().is_some_and(char::is_lowercase)
            && letters.next().is_some_and(|c| !c.is_alphanumeric())
    };
    rest.filter(|rest| !own(rest)).unwrap_or(text)
}

/// The facts without the one at a path.
fn without(facts: &Fact, steps: &[Step]) -> Fact {
    let Some((first, rest)) = steps.split_first() else { return Fact::Flag(true) };
    let mut facts = facts.clone();
    match (&mut facts, first) {
        (Fact::Group(group), Step::Key(key)) => match group.remove(key) {
            Some(below) if !rest.is_empty() => {
                group.insert(key.clone(), without(&below, rest));
            }
            _ => {}
        },
        (Fact::List(list), Step::Index(index)) => list[*index] = without(&list[*index], rest),
        _ => {}
    }
    facts
}

proptest! {
    #[test]
    fn no_text_is_lost_and_none_reaches_another_fact(text in texts(), at in 0..COLUMNS.len()) {
        let (heading, path, as_typed) = COLUMNS[at];
        let list = with(&[(heading, &text)]);
        let column = HEADINGS.iter().position(|one| *one == heading).expect("a heading");
        let place = format!("clients.csv, row 2, column {}", petition::clients::grid::letters(column));
        let found = examined(&list, 0);
        let told = told_of(&list, 0);
        let is_told = told.iter().any(|one| one.ends_with(&place));
        let case = found.case.expect("a case");
        let path = field_path(path);
        let written = tidied(&text, heading);
        match case.get(&path) {
            Some(fact) if as_typed => prop_assert_eq!(fact.as_text(), Some(written.as_str())),
            Some(_) => prop_assert!(!written.is_empty()),
            None => prop_assert!(written.is_empty() || is_told || written.trim_matches([';', ' ']).is_empty(), "{:?} {:?}", text, told),
        }
        let right = examined(&with(&[]), 0).case.expect("a case");
        prop_assert_eq!(without(&case.facts, &path.0), without(&right.facts, &path.0));
    }

    #[test]
    fn no_bytes_break_the_reader(bytes in prop::collection::vec(any::<u8>(), 0..200), head in prop_oneof![Just(""), Just("Client,Born\n"), Just("PK\x03\x04"), Just("\u{FEFF}a;b\n")]) {
        let bytes: Vec<u8> = head.bytes().chain(bytes).collect();
        let map = "petition: expungement\ncolumns: { Client: petitioner.name, Born: petitioner.born_on }\n";
        if let Ok(list) = list(&bytes, map) {
            for row in 0..list.n_rows() {
                told_of(&list, row);
            }
        }
    }

    #[test]
    fn a_row_written_as_a_case_file_is_the_same_case(text in texts(), at in 0..COLUMNS.len()) {
        let list = with(&[(COLUMNS[at].0, &text)]);
        let written = list.case_text(0);
        let of_file = load(&written).case.expect("a case");
        // What could not be read is a comment, which makes the group around it blank.
        prop_assume!(told(&list.row(0).parsed.diagnostics, None).iter().all(|one| one.starts_with("warning")));
        let of_row = examined(&list, 0).case.expect("a case");
        prop_assert_eq!(of_row.facts, of_file.facts, "{}", written);
    }
}
