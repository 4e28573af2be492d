//! The promises that a look at the source can hold: who knows whom, where law may stand, no clock, short files.

use std::fs;
use std::path::{Path, PathBuf};

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn files(folder: &str, ending: &str) -> Vec<(String, String)> {
    let mut found = Vec::new();
    walk(&root().join(folder), ending, &mut found);
    found.sort();
    assert!(!found.is_empty(), "no {ending} below {folder}: this test looks at nothing");
    found
}

fn walk(folder: &Path, ending: &str, found: &mut Vec<(String, String)>) {
    let Ok(entries) = fs::read_dir(folder) else { return };
    for entry in entries.flatten() {
        let path = entry.path();
        if path.is_dir() {
            walk(&path, ending, found);
        } else if path.to_string_lossy().ends_with(ending) {
            let name = path.strip_prefix(root()).unwrap_or(&path).to_string_lossy().into_owned();
            found.push((name, fs::read_to_string(&path).expect("source is text")));
        }
    }
}

/// The code of a file without its unit tests and comments.
fn code(text: &str) -> String {
    let before_tests = text.split("#[cfg(test)]").next().unwrap_or_default();
    let lines = before_tests.lines().filter(|line| !line.trim_start().starts_with("//"));
    lines.collect::<Vec<_>>().join("\n")
}

/// Whether a text names a section: `§`, or digits with a point and digits behind them, or four
/// digits in a row that are no year and no measure.
fn names_law(text: &str) -> Option<String> {
    for mark in ["§", "Pen. Code", "Penal Code", "Code Civ. Proc.", "Veh. Code"] {
        if text.contains(mark) {
            return Some(mark.to_owned());
        }
    }
    let sections = ["851.", "1203", "1016.5", "4852", "1473", "12810", "42002", "2015.5", "1013"];
    sections.iter().find(|section| text.contains(*section)).map(|section| (*section).to_owned())
}

#[test]
fn no_law_in_rust() {
    for (name, text) in files("src", ".rs") {
        for line in code(&text).lines() {
            let quoted: String = line.split('"').skip(1).step_by(2).collect();
            // Keys into forms/law are how Rust may name a provision.
            let bare = quoted.replace("pen-", "").replace("ccp-", "");
            let key = quoted != bare;
            assert!(key || names_law(&quoted).is_none(), "{name}: law in Rust: {line}");
        }
    }
}

#[test]
fn no_law_in_templates() {
    for (name, text) in files("templates", ".tera") {
        // Inside the engine's braces stand keys; outside them stand the words of the paper.
        let words = without(&without(&text, ("{{", "}}")), ("{%", "%}"));
        for (n, line) in words.lines().enumerate() {
            let found = names_law(line);
            assert!(found.is_none(), "{name}:{}: law typed into a template: {line}", n + 1);
        }
    }
}

/// A text without what stands between two marks, its lines kept.
fn without(text: &str, (open, close): (&str, &str)) -> String {
    let mut out = String::new();
    for (i, part) in text.split(open).enumerate() {
        let (inside, outside) = match part.split_once(close) {
            Some(split) if i > 0 => split,
            _ => ("", part),
        };
        out.push_str(&"\n".repeat(inside.matches('\n').count()));
        out.push_str(outside);
    }
    out
}

#[test]
fn layout_knows_no_law_and_law_knows_no_paper() {
    let forbidden: &[(&str, &[&str])] = &[
        (
            "src/layout",
            &["crate::law", "crate::case", "crate::check", "crate::catalog", "printpdf"],
        ),
        ("src/law", &["crate::layout", "crate::document", "crate::pdf", "crate::compose"]),
        ("src/check", &["crate::layout", "crate::document", "crate::pdf", "crate::compose"]),
        ("src/pdf", &["crate::law", "crate::case", "crate::check", "crate::compose"]),
        ("src/reading", &["crate::layout", "crate::law", "crate::compose", "crate::packet"]),
        // It measures: nothing of what draws may tell it what to find.
        (
            "src/inspect",
            &["crate::layout", "crate::pdf", "crate::document", "crate::compose", "crate::packet"],
        ),
    ];
    for (name, text) in files("src", ".rs") {
        for (folder, words) in forbidden {
            let inside = name.strip_prefix(folder).is_some_and(|rest| rest.starts_with(['/', '.']));
            for word in words.iter().filter(|_| inside) {
                assert!(!code(&text).contains(word), "{name} must not know {word}");
            }
        }
    }
}

#[test]
fn one_file_knows_each_foreign_thing() {
    let owners: &[(&str, &[&str])] = &[
        ("saphyr_parser", &["src/yaml"]),
        ("quick_xml", &["src/clients/workbook/xml.rs"]),
        ("printpdf", &["src/pdf"]),
        ("lopdf_read", &["src/reading", "src/packet/exhibits", "src/inspect"]),
        ("hayro_interpret", &["src/reading/measure.rs"]),
        ("image", &["src/packet/exhibits/picture"]),
        ("pulldown_cmark", &["src/compose/markup.rs"]),
        ("harfrust", &["src/layout/font"]),
        ("clap", &["src/cli.rs", "src/main.rs"]),
        ("annotate_snippets", &["src/diagnostic/render", "src/diagnostic/drawing"]),
        ("indicatif", &["src/progress.rs"]),
    ];
    for (name, text) in files("src", ".rs") {
        for (krate, places) in owners {
            let uses = code(&text).contains(&format!("{krate}::"));
            let allowed = places.iter().any(|place| name.starts_with(place));
            assert!(!uses || allowed, "{name} must not know {krate}");
        }
    }
}

#[test]
fn no_clock_and_no_environment_in_the_library() {
    // Iterating over a hash map is a lint (`clippy::iter_over_hash_type`); looking up in one is fine.
    let words = ["SystemTime", "Local::now", "Utc::now", "Instant::now", "env::var"];
    let network = ["std::net", "TcpStream", "UdpSocket"];
    for (name, text) in files("src", ".rs") {
        // Progress is drawn with its rate; what it measures is in no file.
        let clocks = ["src/main.rs", "src/progress.rs"];
        for word in words.iter().filter(|_| !clocks.contains(&name.as_str())) {
            assert!(!code(&text).contains(word), "{name} must not use {word}");
        }
        for word in network {
            assert!(
                !code(&text).contains(word),
                "{name}: nothing leaves the machine, not by {word}"
            );
        }
    }
}

#[test]
fn files_are_short_and_say_what_they_are() {
    let mut all = files("src", ".rs");
    all.extend(files("tests", ".rs"));
    for (name, text) in all {
        assert!(text.starts_with("//!"), "{name} opens with one sentence of what it is");
        assert!(text.lines().count() <= 500, "{name} has more than 500 lines");
    }
}

#[test]
fn nothing_is_skipped_or_left_for_later() {
    let mut all = files("src", ".rs");
    all.extend(files("templates", ".tera"));
    for (name, text) in all {
        for word in ["todo!(", "unimplemented!(", "#[ignore", "TODO", "FIXME"] {
            assert!(!text.contains(word), "{name} holds {word}");
        }
    }
}
