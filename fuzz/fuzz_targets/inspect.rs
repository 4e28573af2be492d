//! Any bytes as a PDF to be inspected: refused, or every page of it measured and held to the rules.
#![no_main]

use std::sync::OnceLock;

use libfuzzer_sys::fuzz_target;
use petition::catalog::Catalog;
use petition::inspect::{Expect, Rules, inspect};

fn rules() -> &'static Rules {
    static RULES: OnceLock<Rules> = OnceLock::new();
    RULES.get_or_init(|| {
        petition_fuzz::quiet();
        let catalog = Catalog::embedded().expect("the catalog is sound");
        Rules::read(&catalog.law).expect("the law has the measures")
    })
}

fuzz_target!(|bytes: &[u8]| {
    if let Ok(found) = inspect(bytes, Expect::Any, rules()) {
        assert!(found.facts.n_pages > 0);
    }
});
