//! Every case file below tests/cases/_schema says in comments what is wrong with it; nothing else may be found.
mod support;

use std::fs;
use std::path::Path;

use support::World;
use support::expect::differences;

#[test]
fn schema_fixtures_find_what_their_comments_say() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases/_schema");
    let mut names: Vec<_> = fs::read_dir(&folder)
        .expect("the folder of fixtures")
        .map(|entry| entry.expect("an entry").path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "yaml"))
        .collect();
    names.sort();
    assert!(!names.is_empty());
    let world = World::new();
    let mut faults = Vec::new();
    for path in names {
        let name = path.file_name().and_then(|name| name.to_str()).expect("a name");
        let text = fs::read_to_string(&path).expect("a fixture");
        let read = world.load(name, &text, &folder);
        let case = read.loaded.case;
        let resolve = |path: &_| case.as_ref().and_then(|case| case.span(path)).cloned();
        faults.extend(differences(&read.sources, &read.loaded.diagnostics, &resolve));
    }
    assert!(faults.is_empty(), "\n{}", faults.join("\n"));
}
