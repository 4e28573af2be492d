//! Case file to finished packet: promises that only whole packets can show.

mod arrests;
mod conservation;
mod determinism;
mod examples;
mod exhibits;
mod expungement;
mod hostile;
mod joined;
mod left_out;
mod names;
mod newcomer;
#[path = "../support/property.rs"]
mod property;
mod refusal;
mod support;
mod withheld;
