//! Any bytes as a paper's template, front matter and body: refused in words, or the blocks of a paper that can be laid out.
#![no_main]

use std::collections::BTreeMap;
use std::sync::OnceLock;

use libfuzzer_sys::fuzz_target;
use petition::catalog::Catalog;
use petition::compose::markup;
use petition::compose::template::TemplateTexts;
use tera::Context;

/// The templates that a body may include, and whose components it may use.
fn shared() -> &'static BTreeMap<String, String> {
    static SHARED: OnceLock<BTreeMap<String, String>> = OnceLock::new();
    SHARED.get_or_init(|| {
        petition_fuzz::quiet();
        let catalog = Catalog::embedded().expect("the catalog is sound");
        let texts = catalog.templates.0.into_iter();
        texts.filter(|(path, _)| path.starts_with("parts/")).collect()
    })
}

fuzz_target!(|bytes: &[u8]| {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    // What a loop of the template says many times over is the attorney's own doing.
    if text.contains("range") || text.contains("repeat") {
        return;
    }
    let _ = markup::parse(text);
    let mut texts = shared().clone();
    texts.insert("fuzzed/paper.md.tera".to_owned(), text.to_owned());
    let templates = match TemplateTexts(texts).parse(["fuzzed/paper"].into_iter()) {
        Ok(templates) => templates,
        Err(errors) => {
            assert!(errors.iter().all(|error| !error.what.trim().is_empty()));
            return;
        }
    };
    assert!(templates.front("fuzzed/paper").is_some());
    let view = Context::new();
    let _ = templates.part("fuzzed/paper", "title", &view);
    if let Ok(body) = templates.body("fuzzed/paper", &view)
        && let Err(errors) = markup::parse(&body)
    {
        assert!(errors.iter().all(|error| !error.what.trim().is_empty()));
    }
});
