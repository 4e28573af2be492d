//! Everything under forms/ and templates/.

pub mod petition;
