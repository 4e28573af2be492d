//! To be written.

pub mod exhibits;
