//! Layout as its users see it: documents in, pages out, compared with the numbers of the paper rules.

mod caption;
mod flow;
mod geometry;
mod property;
mod sample;
mod snapshot;
mod table;
