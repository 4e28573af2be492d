//! Any bytes as a PDF to be inspected: refused, or every page of it measured.
#![no_main]

use libfuzzer_sys::fuzz_target;
use petition::reading::{each_page, lines, plain_copy};

fuzz_target!(
    init: petition_fuzz::quiet(),
    |bytes: &[u8]| {
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
