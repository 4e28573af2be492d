//! Official forms of the courts: a downloaded blank recognised and kept, and a draft set into its fields.
//!
//! What belongs into which field is data (`catalog::court_form`); nothing here knows law or facts.

pub mod blank;
pub mod choose;
mod clean;
mod codes;
pub mod fault;
mod fields;
mod identify;
mod layers;
mod node;
mod printed;
mod renumber;
pub mod set;
pub mod skeleton;
pub mod store;
pub mod take_in;
mod twin;

pub use choose::{Choice, choose};
pub use fault::BlankFault;
pub use store::Blanks;
