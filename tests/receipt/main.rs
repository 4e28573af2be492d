//! The receipt: every fact drafted is read back from the finished file, and nothing lost passes.

mod support;

use support::{examples, made, receipt};

#[test]
fn every_example_is_received_whole() {
    let mut n_received = 0;
    for (name, text) in examples() {
        let receipt = receipt(&made(&text));
        assert_eq!(receipt.missing, [], "{name}");
        n_received += receipt.received.len();
        let silent: Vec<String> = receipt.silent.iter().map(ToString::to_string).collect();
        println!("{name}: {} silent {silent:?}", receipt.received.len());
    }
    assert!(n_received > 5000, "{n_received} facts received");
}
