//! Every entry of every list that a petition excludes by: a fixture that it bars, and a near neighbour that it does not.

use std::collections::BTreeSet;
use std::sync::Arc;

use petition::case::{Case, Fact};
use petition::catalog::petition::{Condition, Petition, Test};
use petition::law::{Level, ListEntry, Listed, OffenseRef};
use petition::source::Source;

use crate::cases::fixtures;
use crate::world::{catalog, load};

/// The lists that requirements of a petition exclude by.
fn excluding(petition: &Petition) -> BTreeSet<String> {
    let mut lists = BTreeSet::new();
    let mut look = |one: &Condition, name: &str| {
        if let Test::Leaf(leaf) = &one.test
            && leaf.predicate == name
        {
            lists.extend(leaf.args.named("list").map(str::to_owned));
        }
    };
    let reliefs = petition.families.iter().flat_map(|family| &family.reliefs);
    for one in reliefs.flat_map(|relief| &relief.requires) {
        one.each(&mut |inner| {
            look(inner, "offense_not_in");
            if matches!(inner.test, Test::Unless(_) | Test::NoneOf(_)) {
                inner.each(&mut |below| look(below, "offense_in"));
            }
        });
    }
    lists
}

/// Every offense of the fixtures of a petition, with its level.
fn tried(petition: &str) -> Vec<(OffenseRef, Option<Level>)> {
    let mut found = Vec::new();
    for path in fixtures(Some(petition)) {
        let text = std::fs::read_to_string(&path).expect("a fixture");
        let source = Source::new(path.display().to_string(), text);
        if let (Some(Case { facts, .. }), _) = load(&Arc::new(source)) {
            collect(&facts, &mut found);
        }
    }
    found
}

fn collect(fact: &Fact, found: &mut Vec<(OffenseRef, Option<Level>)>) {
    match fact {
        Fact::Group(group) => {
            let text = |key: &str| group.get(key).and_then(Fact::as_text);
            if let (Some(code), Some(section)) = (text("code"), text("section")) {
                let place = catalog().law.offense_ref(code, section, text("subdivision"));
                found.extend(place.map(|place| (place, text("level").and_then(Level::parse))));
            }
            group.values().for_each(|inner| collect(inner, found));
        }
        Fact::List(list) => list.iter().for_each(|inner| collect(inner, found)),
        _ => {}
    }
}

/// The whole number with which a section begins: 288 of 288.5.
fn stem(section: &str) -> &str {
    section.split(|c: char| !c.is_ascii_digit()).next().unwrap_or(section)
}

fn is_same(one: &ListEntry, other: &ListEntry) -> bool {
    (&one.code, &one.section, &one.subdivision, one.level)
        == (&other.code, &other.section, &other.subdivision, other.level)
}

#[test]
fn each_exclusion_bars_a_case_and_leaves_its_neighbour() {
    let law = &catalog().law;
    let mut untried = Vec::new();
    for petition in catalog().petitions.values() {
        let offenses = tried(&petition.id);
        for list in excluding(petition) {
            let answers: Vec<_> = offenses
                .iter()
                .filter_map(|(place, level)| Some((place, law.in_list(&list, place, *level)?)))
                .collect();
            for entry in &law.lists[&list].entries {
                let named = answers.iter().filter(|(_, listed)| match listed {
                    Listed::Yes(named) | Listed::ByFacts(named, _) => is_same(named, entry),
                    Listed::No => false,
                });
                let n_named = named.count();
                // Where facts decide, the neighbour is the same offense on other facts.
                let either_way = entry.by_facts.is_some() && n_named > 1;
                // Whole codes have no neighbour but other codes.
                let near = answers.iter().any(|(place, listed)| {
                    let beside = entry.section.as_ref().is_none_or(|section| {
                        stem(&place.section) == stem(section)
                            && entry.code.as_ref().is_none_or(|code| *code == place.code)
                    });
                    *listed == Listed::No && beside
                });
                let name = format!("{} {:?} {:?}", list, entry.section, entry.subdivision);
                if n_named == 0 {
                    untried.push(format!("{}: no fixture is barred by {name}", petition.id));
                }
                if !near && !either_way {
                    untried.push(format!("{}: no fixture stands beside {name}", petition.id));
                }
            }
        }
    }
    assert!(untried.is_empty(), "{}", untried.join("\n"));
}
