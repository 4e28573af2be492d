//! What a batch tells: manifest and report of records, parts joined again, sets printed over all packets.

mod desk;
mod manifest;
mod merge;
mod report;
mod support;
