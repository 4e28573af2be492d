//! To be written.

pub mod fields;
pub mod json_schema;
pub mod schema;
pub mod skeleton;
