//! Official forms of the courts: a downloaded blank recognised and kept, and a draft set into its fields.
//!
//! What belongs into which field is data (`catalog::court_form`); nothing here knows law or facts.

mod attach;
pub mod blank;
pub mod choose;
mod clean;
mod cut;
pub mod fault;
mod fields;
pub mod fill;
mod fit;
mod identify;
mod layers;
mod node;
mod plan;
mod print;
mod printed;
mod renumber;
pub mod set;
pub mod skeleton;
pub mod store;
pub mod take_in;
mod twin;

pub use choose::{Asking, Choice, choose};
pub use fault::BlankFault;
pub use fill::fill;
pub use set::{AttachedSheets, SetForms, Setting, Sheet, set};
pub use store::Blanks;
