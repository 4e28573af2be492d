//! Every example on every day on which the law data changes, and on the day before: no gap, and no conflict.

use std::collections::BTreeSet;
use std::fs;
use std::path::PathBuf;
use std::sync::Arc;

use chrono::NaiveDate;
use petition::catalog::petition::{Petition, Test};
use petition::check::{self, vintage};
use petition::source::Source;

use crate::world::{catalog, load, petition};

/// The days on which something in the law data begins or ends, each with the day before and the day after.
fn days() -> BTreeSet<NaiveDate> {
    let law = &catalog().law;
    let mut days = BTreeSet::from([law.compiled, law.statutes_through]);
    for provision in law.provisions.values() {
        days.extend(provision.in_force.from);
        days.extend(provision.in_force.until);
        days.extend(provision.values.values().flatten().filter_map(|value| value.from));
    }
    let around = |day: &NaiveDate| [day.pred_opt(), Some(*day), day.succ_opt()];
    days.iter().flat_map(around).flatten().collect()
}

fn examples() -> Vec<PathBuf> {
    let entries = fs::read_dir("examples").expect("examples").flatten();
    let mut paths: Vec<PathBuf> = entries.map(|entry| entry.path()).collect();
    paths.retain(|path| path.extension().is_some_and(|end| end == "yaml"));
    paths.sort();
    paths
}

/// The values of the law that a petition counts with: provision and name.
fn values(petition: &Petition) -> BTreeSet<(String, String)> {
    let mut found = BTreeSet::new();
    let mut add = |provision: &str, name: &str| {
        found.insert((provision.to_owned(), name.to_owned()));
    };
    petition.parameters.values().for_each(|key| add(&key.provision, &key.value));
    for relief in petition.families.iter().flat_map(|family| &family.reliefs) {
        relief.notice.iter().for_each(|notice| add(&notice.provision, &notice.value));
        let timed = relief.deadline.iter().chain(&relief.seal_by);
        timed.for_each(|time| add(&time.provision, &time.value));
    }
    petition.each_condition(&mut |one| {
        let provision = one.meta.provision.as_deref().unwrap_or_default();
        match &one.test {
            Test::Leaf(leaf) => {
                let names = ["period", "than", "years", "most"];
                let named = names.iter().filter_map(|name| leaf.args.named(name));
                named.for_each(|name| add(provision, name));
            }
            Test::AtMost(over) => over.most.iter().for_each(|name| add(provision, name)),
            _ => {}
        }
    });
    found
}

#[test]
fn every_example_is_decided_on_every_day_of_the_law() {
    let catalog = catalog();
    let days = days();
    let mut faults = BTreeSet::new();
    let mut n_decided = 0;
    for path in examples() {
        let name = path.display().to_string();
        let text = fs::read_to_string(&path).expect("an example");
        let (case, _) = load(&Arc::new(Source::new(name.clone(), text)));
        let Some(case) = case else {
            faults.insert(format!("{name} cannot be read"));
            continue;
        };
        let petition = petition(&case);
        let values = values(petition);
        // A day before a provision was law is refused by name: that is no gap.
        let refused = |day: &NaiveDate| {
            let found = vintage::check(petition, &catalog.law, *day);
            found.iter().any(|one| one.code == "law-not-in-force")
        };
        for day in days.iter().filter(|day| !refused(day)) {
            n_decided += 1;
            for (provision, value) in &values {
                if catalog.law.value(provision, value, *day).is_none() {
                    faults
                        .insert(format!("{}: no `{value}` of `{provision}` on {day}", petition.id));
                }
            }
            for one in check::determine(&case, petition, &catalog.law, *day).0 {
                one.reason.each(&mut |reason| {
                    if reason.says.contains("the law data gives no") {
                        faults.insert(format!("{name} on {day}: {}", reason.says));
                    }
                });
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.into_iter().collect::<Vec<_>>().join("\n"));
    assert!(n_decided > days.len(), "the days of the law are looked at");
}

#[test]
fn no_value_of_the_law_has_two_answers_on_one_day() {
    for provision in catalog().law.provisions.values() {
        for (name, dated) in &provision.values {
            let begins: Vec<Option<NaiveDate>> = dated.iter().map(|value| value.from).collect();
            let rising = begins.windows(2).all(|pair| pair[0] < pair[1]);
            assert!(rising, "`{}`: two values of `{name}` begin on one day", provision.key);
        }
        let force = &provision.in_force;
        let ends = force.from.zip(force.until);
        assert!(
            ends.is_none_or(|(from, until)| from <= until),
            "`{}` ends before it begins",
            provision.key
        );
    }
}
