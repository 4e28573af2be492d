//! What the targets share.

/// Lets a panic that the program catches pass, as it does for its users; one that reaches the
/// target still ends the run.
pub fn quiet() {
    std::panic::set_hook(Box::new(|panic| eprintln!("{panic}")));
}
