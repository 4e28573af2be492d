//! Document to Pages: pure layout, no PDF.

pub mod page;
