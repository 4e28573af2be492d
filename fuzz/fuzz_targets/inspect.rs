//! Any bytes as a PDF to be inspected: refused, or every page of it measured and told.
#![no_main]

use std::sync::OnceLock;

use libfuzzer_sys::fuzz_target;
use petition::catalog::Catalog;
use petition::inspect::{Expect, Paper, Rules, inspect};
use petition::reading::{each_page, lines, plain_copy};

/// The measures of the law that is built in.
fn rules() -> &'static Rules {
    static RULES: OnceLock<Rules> = OnceLock::new();
    RULES.get_or_init(|| {
        let catalog = Catalog::embedded().expect("the catalog loads");
        Rules::read(&catalog.law).expect("the law has the measures")
    })
}

fuzz_target!(
    init: {
        petition_fuzz::quiet();
        rules();
    },
    |bytes: &[u8]| {
        for expect in [Expect::Any, Expect::All(Paper::Pleading)] {
            let Ok(found) = inspect(bytes, expect, rules()) else { return };
            assert_eq!(found.pages.len(), found.facts.n_pages);
            for finding in &found.findings {
                assert!(finding.pages.iter().all(|page| (1..=found.pages.len()).contains(page)));
                assert!(finding.pages.is_sorted());
            }
        }
        let Ok(plain) = plain_copy(bytes) else { return };
        let mut n = 0;
        let measured = each_page(plain, |_, page| {
            n += 1;
            assert!(page.width.is_finite() && page.height.is_finite());
            let _ = lines(&page);
        });
        assert!(measured.is_err() || n > 0);
    }
);
