//! The same facts stand in the version on official forms and in the one on pleading paper.

use std::collections::BTreeSet;

use petition::packet::Packet;
use petition::pipeline::PaperChoice;

use crate::support::{asked, example, examples, packet, stocked};

/// Facts that one version prints and the other does not, each with its reason: `example fact: reason`.
const DIFFERENT: &str = include_str!("different.txt");

/// Facts that the filed papers of a packet print, without positions of files.
fn printed(packet: &Packet) -> BTreeSet<String> {
    let filed = |name: &str| packet.files.iter().any(|file| file.filed && file.name == name);
    let received = packet.about.receipt.received.iter().filter(|one| filed(&one.file));
    received.map(|one| one.fact.to_string()).collect()
}

/// Facts of one version of which the other prints neither them nor the group around them nor a part.
fn beyond<'f>(
    one: &'f BTreeSet<String>,
    other: &'f BTreeSet<String>,
) -> impl Iterator<Item = &'f String> {
    let within = |part: &str, group: &str| {
        part.strip_prefix(group).is_some_and(|rest| rest.is_empty() || rest.starts_with(['.', '[']))
    };
    let told = move |fact: &str| other.iter().any(|one| within(one, fact) || within(fact, one));
    one.iter().filter(move |fact| !told(fact))
}

#[test]
fn both_versions_print_the_same_facts() {
    let mut different = BTreeSet::new();
    for name in examples() {
        let text = example(&name);
        let official = packet(stocked(), &text, &asked(Some(PaperChoice::Official)));
        let pleading = packet(stocked(), &text, &asked(Some(PaperChoice::Pleading)));
        assert_eq!(official.about.receipt.missing, [], "{name}");
        let (forms, papers) = (printed(&official), printed(&pleading));
        assert!(papers.len() > 8, "{name}: {papers:?}");
        let only = |which: &str, fact: &String| format!("{name} {fact} only on {which}");
        different.extend(beyond(&papers, &forms).map(|fact| only("pleading paper", fact)));
        different.extend(beyond(&forms, &papers).map(|fact| only("official forms", fact)));
        let silent = |packet: &Packet| -> BTreeSet<String> {
            packet.about.receipt.silent.iter().map(ToString::to_string).collect()
        };
        let (forms, papers) = (silent(&official), silent(&pleading));
        different.extend(forms.difference(&papers).map(|fact| format!("{name} {fact} only half")));
    }
    let reasoned = |line: &str| line.split_once(": ").map(|(what, _)| what.to_owned());
    let known: BTreeSet<String> = DIFFERENT.lines().filter_map(reasoned).collect();
    let news: Vec<&String> = different.difference(&known).collect();
    assert!(news.is_empty(), "these stand in one version alone: {news:#?}");
    let past: Vec<&String> = known.difference(&different).collect();
    assert!(past.is_empty(), "take these out of different.txt: {past:#?}");
}
