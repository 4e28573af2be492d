//! No word lost: what a case file says is compared with what its PDFs say back.

use petition::case::Fact;

use serde_yaml::{Mapping, Value};

use crate::support::{at, bare, build, built, edited, example, packet_text};

/// Every text, name and number of words in a tree of facts, with its path.
fn texts(fact: &Fact, path: &str, out: &mut Vec<(String, String)>) {
    match fact {
        Fact::Text(text) => out.push((path.to_owned(), text.clone())),
        Fact::List(list) => {
            for (n, item) in list.iter().enumerate() {
                texts(item, &format!("{path}[{n}]"), out);
            }
        }
        Fact::Group(group) => {
            for (key, item) in group {
                texts(item, &format!("{path}.{key}"), out);
            }
        }
        _ => {}
    }
}

/// Facts that steer the program and are not printed as they are written, and where a represented
/// person can be reached, which stands in no paper.
fn is_printed(path: &str, represented: bool) -> bool {
    let steering = [".petition", ".client", ".code", ".id", ".file", ".exhibit"];
    // The agency's address is printed where the agency is served or petitioned.
    let reach =
        [".petitioner.address", ".petitioner.phone", ".petitioner.email", ".arrest.agency_address"];
    let steers = steering.iter().any(|end| path.ends_with(end)) || path.starts_with(".history");
    let reaches = represented && reach.iter().any(|start| path.starts_with(start));
    !steers && !reaches
}

fn nothing_lost(text: &str) {
    let case = build(text).case.expect("a case");
    let printed = bare(&packet_text(&built(text)));
    let mut all = Vec::new();
    texts(&case.facts, "", &mut all);
    let represented = all.iter().any(|(path, _)| path.starts_with(".attorney"));
    for (path, words) in all.iter().filter(|(path, _)| is_printed(path, represented)) {
        for part in words.split_whitespace() {
            assert!(printed.contains(&bare(part)), "{path}: `{part}` of `{words}` is in no paper");
        }
    }
}

#[test]
fn every_word_of_the_examples_is_in_their_papers() {
    nothing_lost(&example("expungement.yaml"));
    nothing_lost(&example("seal-and-destroy.yaml"));
}

/// A case with `n` offenses, each with a count and a name of its own.
fn offenses(n: usize) -> String {
    edited("expungement.yaml", |case| {
        let list = at(case, "convictions.0.offenses");
        let mut model: Mapping = list[0].as_mapping().expect("an offense").clone();
        let rows = (1..=n).map(|count| {
            model.insert("count".into(), Value::from(count as u64));
            model.insert("name".into(), Value::from(format!("burglary number {count}x")));
            Value::Mapping(model.clone())
        });
        *list = Value::Sequence(rows.collect());
    })
}

#[test]
fn one_to_two_hundred_offenses() {
    for n in [1, 5, 6, 25, 200] {
        let text = offenses(n);
        let printed = bare(&packet_text(&built(&text)));
        for count in 1..=n {
            let name = format!("burglarynumber{count}x");
            assert!(printed.contains(&name), "{n} offenses: count {count} is in no paper");
        }
    }
}

#[test]
fn a_statement_of_forty_pages() {
    let mut statement = String::new();
    for n in 0..1500 {
        statement.push_str(&format!(
            "Sentence w{n}a of a long statement has w{n}b more words than a line.\n"
        ));
        if n % 6 == 5 {
            statement.push('\n');
        }
    }
    let text = edited("expungement.yaml", |case| *at(case, "statement") = Value::from(statement));
    let packet = built(&text);
    let declaration = packet.files.iter().find(|file| file.name.contains("declaration"));
    assert!(declaration.expect("a declaration").n_pages >= 40);
    let printed = bare(&packet_text(&packet));
    for n in 0..1500 {
        assert!(
            printed.contains(&format!("w{n}a")) && printed.contains(&format!("w{n}b")),
            "word {n}"
        );
    }
}
