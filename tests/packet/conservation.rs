//! No word lost: what a case file says is compared with what its PDFs say back.

use petition::case::Fact;

use crate::support::{bare, build, built, example, packet_text};

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

/// Facts that steer the program and are not printed as they are written.
fn is_printed(path: &str) -> bool {
    let steering = ["petition", "client", ".code", ".id", ".file", ".exhibit", "seen", "kind"];
    !steering.iter().any(|end| path.ends_with(end)) && !path.starts_with(".history")
}

fn nothing_lost(text: &str) {
    let case = build(text).case.expect("a case");
    let printed = bare(&packet_text(&built(text)));
    let mut all = Vec::new();
    texts(&case.facts, "", &mut all);
    for (path, words) in all.iter().filter(|(path, _)| is_printed(path)) {
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

/// A case with `n` offenses, each with a count of its own.
fn offenses(n: usize) -> String {
    let base = example("expungement.yaml");
    let start = base.find("    offenses:").expect("the example lists its offenses");
    let end = start + base[start..].find("\n    plea:").expect("and then the plea");
    let mut rows = String::from("    offenses:\n");
    for count in 1..=n {
        rows.push_str(&format!(
            "      - {{ count: {count}, code: Pen, section: \"459\", degree: second, level: felony, name: \"burglary number {count}x\", reduce_to: misdemeanor }}\n"
        ));
    }
    format!("{}{}{}", &base[..start], rows.trim_end_matches('\n'), &base[end..])
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
    let base = example("expungement.yaml");
    let start = base.find("\nstatement:").expect("the example has a statement");
    let rest = &base[start + 1..];
    let end = rest.find("\n\n#").or_else(|| rest.find("\nexhibits:")).expect("and then more");
    let mut statement = String::from("statement: |\n");
    for n in 0..900 {
        statement.push_str(&format!("  Sentence w{n}a of a long statement has w{n}b more words than one line of paper.\n"));
        if n % 6 == 5 {
            statement.push('\n');
        }
    }
    let text = format!("{}\n{statement}{}", &base[..start], &rest[end..]);
    let packet = built(&text);
    let declaration = packet.files.iter().find(|file| file.name.contains("declaration"));
    assert!(declaration.expect("a declaration").n_pages >= 40);
    let printed = bare(&packet_text(&packet));
    for n in 0..900 {
        assert!(printed.contains(&format!("w{n}a")) && printed.contains(&format!("w{n}b")), "word {n}");
    }
}
