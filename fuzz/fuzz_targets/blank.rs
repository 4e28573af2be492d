//! Any bytes as the blank of an official form: refused, or kept and read back as the same form.
#![no_main]

use std::sync::Once;

use libfuzzer_sys::fuzz_target;
use petition::court_form::blank::Blank;

fuzz_target!(|bytes: &[u8]| {
    static QUIET: Once = Once::new();
    QUIET.call_once(petition_fuzz::quiet);
    if let Ok(blank) = Blank::read(bytes) {
        let kept = Blank::read(&blank.to_bytes()).expect("what is kept is a blank");
        assert_eq!((kept.number, kept.revised), (blank.number, blank.revised));
        assert_eq!(kept.fields.len(), blank.fields.len());
    }
});
