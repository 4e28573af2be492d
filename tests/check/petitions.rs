//! Every petition file names only what the tables and the law have, and bears its own name.

use std::fs;
use std::path::Path;

use petition::catalog::petition::Petition;
use petition::check;
use petition::check::derivations::DERIVATIONS;
use petition::check::predicates::PREDICATES;

use crate::world::catalog;

#[test]
fn petition_files_are_sound() {
    let mut n_files = 0;
    let folder = Path::new("forms/petitions");
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let petition = Petition::load(&fs::read_to_string(&path).unwrap())
            .unwrap_or_else(|why| panic!("{}: {why}", path.display()));
        assert_eq!(path.file_stem().unwrap().to_str(), Some(petition.id.as_str()));
        assert_eq!(
            check::audit(&petition, &catalog().law),
            Vec::<String>::new(),
            "{}",
            path.display()
        );
        n_files += 1;
    }
    assert!(n_files >= 2);
}

#[test]
fn an_audit_names_what_is_not_there() {
    let text = "{id: x, title: x, says: x, law: [pen-0], facts: {required: []}, papers: [], families: [{id: f, reliefs: [
        {id: r, provision: pen-1203.4, title: r, requires: [{reached: derived.nowhere}, {wish: a},
        {elapsed_since: {from: a, period: nothing}, provision: pen-1203.4, says: s, code: c}], grounds: []}]}]}";
    let petition = Petition::load(text).unwrap();
    let faults = check::audit(&petition, &catalog().law).join("\n");
    for part in [
        "`pen-0`",
        "`nowhere`",
        "`wish`",
        "`nothing`",
        "no ground",
        "lacks `code`",
        "lacks `provision`",
    ] {
        assert!(faults.contains(part), "{part} in {faults}");
    }
}

#[test]
fn the_page_for_newcomers_has_every_predicate_and_derivation() {
    let page = fs::read_to_string("forms/README.md").unwrap();
    let predicates = PREDICATES.iter().map(|row| (row.name, row.says));
    for (name, says) in predicates.chain(DERIVATIONS.iter().map(|row| (row.name, row.says))) {
        let line = page.lines().find(|line| line.starts_with(&format!("| `{name}` |")));
        assert!(
            line.is_some_and(|line| line.contains(says)),
            "forms/README.md has no line for `{name}`: {says}"
        );
    }
}

#[test]
fn every_template_parses_and_is_used() {
    let catalog = catalog();
    assert_eq!(catalog.template_faults(), Vec::<String>::new());
    let papers = catalog.petitions.values().flat_map(|one| {
        let papers = one.papers.iter().map(|paper| paper.template.as_str());
        catalog.templates.closure(papers)
    });
    let forms = catalog.form_numbers().flat_map(|number| {
        let map = catalog.court_form(number).expect(number);
        catalog.templates.closure_of_form(map)
    });
    let used: std::collections::BTreeSet<String> = papers.chain(forms).collect();
    let unused: Vec<&String> =
        catalog.templates.0.keys().filter(|path| !used.contains(*path)).collect();
    assert!(unused.is_empty(), "no petition and no official form uses {unused:?}");
}
