//! Official forms of the courts: a downloaded blank recognised and kept, and a draft set into its fields.
//!
//! What belongs into which field is data (`catalog::court_form`); nothing here knows law or facts.

mod attach;
pub mod blank;
mod cut;
pub mod fill;
mod fit;
mod plan;
mod print;
pub mod set;

pub use fill::fill;
pub use set::{AttachedSheets, SetForms, Setting, Sheet, set};
