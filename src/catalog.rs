//! Everything under forms/ and templates/.

pub mod fields;
pub mod json_schema;
pub mod petition;
pub mod schema;
pub mod skeleton;
