//! The clinic's day: many cases in one run, killed, cut into parts, on disks that say no.

#[path = "../support/desk.rs"]
mod desk;

mod events;
mod folders;
mod full;
mod kill;
mod library;
mod resume;
mod shards;
mod strays;
mod support;
