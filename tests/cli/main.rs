//! The built program as people run it: arguments, files, exit codes, and what stands on the disk afterwards.

#[path = "../support/desk.rs"]
mod desk;

mod batch;
mod court_form;
mod disk;
mod mistakes;
mod newcomer;
mod output;
mod support;
mod which;
