//! Any bytes as a case file: refused with a message that can be drawn, or a packet.
#![no_main]

use std::sync::{Arc, OnceLock};

use libfuzzer_sys::fuzz_target;
use petition::catalog::Catalog;
use petition::diagnostic::Severity;
use petition::diagnostic::render::{render_terminal, to_json};
use petition::pipeline::{self, Asked};
use petition::source::Source;

fn catalog() -> &'static Catalog {
    static CATALOG: OnceLock<Catalog> = OnceLock::new();
    CATALOG.get_or_init(|| {
        petition_fuzz::quiet();
        Catalog::embedded().expect("the catalog is sound")
    })
}

fuzz_target!(|bytes: &[u8]| {
    let catalog = catalog();
    let day = "2026-11-20".parse().expect("a day");
    let source = match Source::decode("case.yaml", bytes.to_vec()) {
        Ok(source) => Arc::new(source),
        Err(fault) => {
            assert!(!render_terminal(&[*fault], &|_| None, false).is_empty());
            return;
        }
    };
    // A case may name itself as its client file, and nothing else is there.
    let read = |path: &str| match path {
        "case.yaml" => Ok(source.text.clone().into_bytes()),
        _ => Err("there is no such file".to_owned()),
    };
    let built = pipeline::build(catalog, &source, &read, &Asked::on(day));
    let errors = built.diagnostics.iter().filter(|one| one.severity == Severity::Error);
    assert!(built.packet.is_some() || errors.clone().count() > 0, "neither packet nor error");
    assert!(errors.clone().all(|one| !one.code.is_empty() && one.what.trim().len() > 8));
    let resolve = |path: &_| built.case.as_ref().and_then(|case| case.span(path)).cloned();
    let drawn = render_terminal(&built.diagnostics, &resolve, false);
    assert_eq!(drawn.is_empty(), built.diagnostics.is_empty());
    to_json(&built.diagnostics, &resolve);
});
