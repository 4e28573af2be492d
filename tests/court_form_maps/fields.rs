//! Every field of every blank has its use, and every use its field.

#[test]
fn nothing() {}
