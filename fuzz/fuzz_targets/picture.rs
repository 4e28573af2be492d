//! Any bytes as a photograph or scan: refused, or a PDF that can be an exhibit.
#![no_main]

use libfuzzer_sys::fuzz_target;
use petition::packet::exhibits::{ForeignFile, picture, prepare};

fuzz_target!(
    init: petition_fuzz::quiet(),
    |bytes: &[u8]| {
        if let Ok(pdf) = picture::to_pdf(bytes) {
            let prepared = prepare(ForeignFile { name: "x.jpg", bytes: &pdf }, None);
            assert!(prepared.is_ok_and(|prepared| prepared.n_pages() > 0));
        }
    }
);
