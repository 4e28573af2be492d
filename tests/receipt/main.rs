//! The receipt: every fact drafted is read back from the finished file, and nothing lost passes.

mod loss;
mod odd;
mod support;

use std::collections::BTreeSet;

use support::{examples, made, receipt};

/// Facts of the examples that no paper prints: they decide, or another fact stands in their place.
const SILENT: &str = include_str!("silent.txt");

#[test]
fn every_example_is_received_whole_and_only_known_facts_are_silent() {
    let mut n_received = 0;
    let mut silent = BTreeSet::new();
    for (name, text) in examples() {
        let receipt = receipt(&made(&text));
        assert_eq!(receipt.missing, [], "{name}");
        n_received += receipt.received.len();
        silent.extend(receipt.silent.iter().map(|fact| format!("{name} {fact}")));
    }
    assert!(n_received > 4000, "{n_received} facts received");
    let known: BTreeSet<String> = SILENT.lines().map(str::to_owned).collect();
    let news: Vec<&String> = silent.difference(&known).collect();
    assert!(news.is_empty(), "no paper prints these any more: {news:#?}");
    let told: Vec<&String> = known.difference(&silent).collect();
    assert!(told.is_empty(), "papers print these now; take them out of silent.txt: {told:#?}");
}

#[test]
fn a_receipt_tells_facts_and_pages_and_no_value() {
    let (_, text) =
        examples().into_iter().find(|(name, _)| name == "expungement.yaml").expect("it");
    let made = made(&text);
    let json = serde_json::to_value(receipt(&made)).expect("JSON");
    let name = &json["received"]["petitioner.name"];
    let files: Vec<&String> = name.as_object().expect("files").keys().collect();
    assert_eq!(files.len(), made.packet.files.len(), "each paper bears the name: {files:?}");
    assert!(name.to_string().contains(r#"":"1"#), "it stands on the first page: {name}");
    let told = json.to_string();
    for value in ["Núñez", "BA456789", "maria@", "2016", "nolo"] {
        assert!(!told.contains(value), "`{value}` in the receipt");
    }
    assert_eq!(json["missing"].as_array().map(Vec::len), Some(0));
    let steers = json["steers"].as_array().expect("a list");
    assert!(steers.iter().any(|fact| fact == "convictions[0].plea"));
    assert!(steers.iter().any(|fact| fact == "exhibits[0].file"));
}
