//! Arguments to one command to one exit code.
fn main() {}
