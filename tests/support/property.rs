//! How many cases of each property are tried: what a test asks for, scaled for all of them by `PROPTEST_CASES`.
#![allow(missing_docs, unreachable_pub)]

use proptest::test_runner::Config;

/// What proptest itself tries where nothing is said: a test that asks for this many costs a millisecond a case.
const USUAL: u32 = 256;

/// A test that asks for `each` cases; with `PROPTEST_CASES=2560` it tries ten times as many, and says so.
#[track_caller]
pub fn cases(each: u32) -> Config {
    let asked = std::env::var("PROPTEST_CASES").ok().and_then(|asked| asked.parse::<u32>().ok());
    let cases = match asked {
        Some(asked) => (u64::from(each) * u64::from(asked) / u64::from(USUAL)).max(1),
        None => u64::from(each),
    };
    let cases = u32::try_from(cases).unwrap_or(u32::MAX);
    if asked.is_some() {
        let place = std::panic::Location::caller();
        println!("{cases} cases of a property in {}", place.file());
    }
    Config { cases, failure_persistence: None, ..Config::default() }
}
