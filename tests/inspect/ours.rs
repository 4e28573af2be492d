//! Sound papers: every file of every example; and every check is shown by some bad file.

use std::path::Path;
use std::sync::Arc;

use petition::inspect::{Expect, Level, checks, inspect};
use petition::pipeline::{self, Asked};
use petition::source::Source;

use crate::support::{catalog, rules};
use crate::{files, pages, pleading};

#[test]
fn the_files_of_every_example_are_clean() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples");
    let (rules, mut n) = (rules(), 0);
    let as_of = chrono::NaiveDate::from_ymd_opt(2026, 11, 20).expect("a day");
    for entry in std::fs::read_dir(&folder).expect("examples").flatten() {
        let path = entry.path();
        if path.extension().is_none_or(|end| end != "yaml") {
            continue;
        }
        let bytes = std::fs::read(&path).expect("an example");
        let source = Arc::new(Source::decode(&path.to_string_lossy(), bytes).expect("text"));
        let read = |name: &str| std::fs::read(folder.join(name)).map_err(|e| e.to_string());
        let built = pipeline::build(catalog(), &source, &read, &Asked::on(as_of));
        for file in built.packet.expect("a packet").files {
            let found = inspect(&file.bytes, Expect::Any, &rules).expect("readable");
            // Carried pages bring no tags, and the file says so of itself.
            let honest = |code: &str| code == "no-tags" && !found.facts.exhibits.is_empty();
            let faults = found.findings.iter().filter(|one| !honest(one.check.code));
            let faults: Vec<_> = faults.collect();
            assert!(faults.is_empty(), "{} {}: {faults:#?}", path.display(), file.name);
            assert!(found.findings.iter().all(|one| one.check.level == Level::Advice));
            n += 1;
        }
    }
    assert!(n > 100, "only {n} files");
}

#[test]
fn every_check_is_shown_by_a_bad_file() {
    let all = [pleading::bad(), files::bad(), pages::bad()];
    let shown: Vec<&str> = all.iter().flatten().flat_map(|bad| bad.codes.clone()).collect();
    for check in checks() {
        // 400,000 marks take long to draw; its own module shows it.
        let elsewhere = check.code == "page-crowded";
        assert!(elsewhere || shown.contains(&check.code), "`{}` is shown by nothing", check.code);
    }
}

#[test]
fn every_check_names_a_rule_that_the_law_has() {
    use petition::inspect::Ground;
    let mut codes = Vec::new();
    for check in checks() {
        if let Ground::Rule(key) = check.ground {
            assert!(catalog().law.provision(key).is_some(), "`{key}` of `{}`", check.code);
        }
        assert!(!check.help.is_empty() && !check.help.ends_with('.'), "{}", check.code);
        codes.push(check.code);
    }
    let n = codes.len();
    codes.sort_unstable();
    codes.dedup();
    assert_eq!(codes.len(), n, "a code stands for two checks");
}
