//! From a YAML case file to a filing-ready packet of California record-clearing papers.
#![allow(missing_docs)]

pub mod case;
pub mod catalog;
pub mod check;
pub mod compose;
pub mod diagnostic;
pub mod document;
pub mod law;
pub mod layout;
pub mod packet;
pub mod pdf;
pub mod pipeline;
pub mod source;
pub mod yaml;
