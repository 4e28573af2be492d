//! From a YAML case file to a filing-ready packet of California record-clearing papers.
//!
//! ```text
//! case file --load--> Case --check--> Determinations --compose--> Documents
//!           --lay out--> Pages --export--> PDFs --assemble--> Packet
//! ```
//!
//! Every way in calls [`pipeline`] and nothing deeper.
//!
//! # Promises
//! 1. Law knows no paper, layout knows no law, templates see only the view model.
//! 2. No statute number, waiting period, fee or list of offenses stands in Rust or in a template;
//!    they are keys into forms/law, each entry with its source and the day somebody read it.
//! 3. Text of a case never becomes markup, template code or a path.
//! 4. Same case, same day, same catalog: the same bytes, on any number of threads.
//! 5. Unknown is not no: a requirement with a missing fact is undetermined and names the fact.
//! 6. The program never signs, never dates for the signer, never ticks a sworn box that the case
//!    does not state, never drops a word, a row or an exhibit.
//! 7. A character that no embedded face has is an error that names it and its field.
//! 8. All errors of a file come in one run, each with its place drawn and what to do. Bad input
//!    never panics.
//! 9. Nothing leaves the machine, and outputs are readable by their owner only.
//! 10. A half-written output never stands under its final name.
//!
//! What holds them, below tests/: 1, 2 `architecture.rs`; 3 `packet/hostile.rs`; 4
//! `packet/determinism.rs`, `cli/batch.rs`, `batch/folders.rs`; 5 the fixtures of `check/`; 6 `packet/refusal.rs`,
//! `packet/conservation.rs`, `packet/exhibits.rs`, `receipt/`, `corpus.rs`, `court_form_fill/`, `court_form_maps/ticks.rs`; 7 `packet/names.rs`; 8 `fixtures.rs`, `case_yaml.rs`, `cli/`, `hostile_cases.rs`; 9
//! `architecture.rs`, `cli/disk.rs`, `cli/output.rs`, `identity.rs`; 10 `cli/disk.rs`, `batch/kill.rs`, `batch/full.rs`.
//!
//! # Modules in reading order
//! [`source`] and [`diagnostic`]: places and messages. [`yaml`], [`case`]: text to facts.
//! [`catalog`], [`law`]: the data. [`check`]: facts against the law. [`compose`], [`document`]:
//! what papers say. [`layout`]: where it stands. [`court_form`]: the same typed into official forms.
//! [`pdf`], [`packet`]: files, [`content`] the hashes they are known by, [`disk_error`] what a disk says. [`batch`]: many of them, [`clients`]: from lists. [`reading`]: any PDF read back. [`inspect`]: what is read held against the rules. [`tell`]: what commands say.

pub mod batch;
pub mod case;
pub mod catalog;
pub mod check;
pub mod clients;
pub mod compose;
pub mod content;
pub mod court_form;
pub mod diagnostic;
pub mod disk_error;
pub mod document;
pub mod inspect;
pub mod law;
pub mod layout;
pub mod packet;
pub mod pdf;
pub mod pipeline;
pub mod reading;
pub mod source;
pub mod tell;
pub mod yaml;
