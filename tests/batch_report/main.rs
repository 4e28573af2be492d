//! What a batch tells: manifest and report of records, parts joined again, sets printed over all packets.

mod cluster;
#[path = "../support/desk.rs"]
mod desk;
mod manifest;
mod merge;
mod print;
mod report;
mod support;
