//! What a batch tells: manifest and report of records, parts joined again, sets printed over all packets.

mod manifest;
mod report;
mod support;
