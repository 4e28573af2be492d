//! Layout as its users see it: documents in, pages out, compared with the numbers of the paper rules.

mod caption;
#[path = "../support/property.rs"]
mod cases;
mod flow;
mod geometry;
mod property;
mod sample;
mod snapshot;
mod table;
