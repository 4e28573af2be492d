//! What the pleading papers state of a case, the official forms and their attachments state too.

use std::collections::BTreeSet;
use std::path::Path;
use std::sync::Arc;

use petition::document::{Document, Inline, Stationery};
use petition::pipeline;
use petition::source::Source;

use crate::drafts::{Forms, day, root};

/// The papers that both versions have as they are.
const BOTH: [&str; 2] = ["exhibits", "guide"];

/// Every fact that a document prints.
fn printed(document: &Document) -> BTreeSet<String> {
    let inlines = document.lines().into_iter().flatten();
    let origin = |one: &Inline| match one {
        Inline::Text(words) => words.origin.as_ref().map(ToString::to_string),
        _ => None,
    };
    inlines.filter_map(origin).collect()
}

/// Facts that the pleading papers print and the official forms do not.
fn lost(forms: &Forms, file: &str) -> Vec<String> {
    let path = root().join(file);
    let text = std::fs::read_to_string(&path).expect(file);
    let source = Arc::new(Source::new(file, text));
    let folder = path.parent().map(Path::to_path_buf).unwrap_or_default();
    let read = |path: &str| std::fs::read(folder.join(path)).map_err(|why| why.to_string());
    let case = pipeline::load(&forms.catalog, &source, &read).case.expect(file);
    let checked = pipeline::check(&forms.catalog, &case, day());
    let pleading = pipeline::compose(&forms.catalog, &case, &checked, day()).expect(file);
    let ours = pleading.papers.iter().map(|paper| &paper.document);
    let ours = ours.filter(|document| !BOTH.contains(&document.paper.as_str()));
    let pleaded: BTreeSet<String> = ours.flat_map(printed).collect();
    assert!(pleaded.len() > 5, "{file}: {pleaded:?}");
    let on_forms = forms.file(file).into_iter().map(|drafted| Document {
        paper: String::new(),
        title: String::new(),
        footer_title: String::new(),
        stationery: Stationery::CourtForm(drafted),
        blocks: Vec::new(),
        n_behind: 0,
    });
    let on_forms: BTreeSet<String> = on_forms.flat_map(|document| printed(&document)).collect();
    // Forms print an address in parts, pleading papers in whole lines.
    let told = |fact: &String| {
        let part = format!("{fact}.");
        on_forms.iter().any(|other| other == fact || other.starts_with(&part))
    };
    pleaded.into_iter().filter(|fact| !told(fact)).collect()
}

#[test]
fn no_fact_of_the_pleading_papers_is_lost_on_the_forms() {
    let forms = Forms::new();
    let cases =
        ["on-form-every-box", "on-form-boundary-names", "on-form-boundary-rows", "fulfilled"];
    let cases = cases.map(|name| format!("tests/cases/expungement/{name}.yaml"));
    let examples = ["", "-several", "-infraction", "-deferred-entry"];
    let examples = examples.map(|name| format!("examples/expungement{name}.yaml"));
    for file in cases.iter().chain(&examples) {
        assert_eq!(lost(&forms, file), Vec::<String>::new(), "{file}");
    }
}
