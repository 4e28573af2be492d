//! Any PDF, ours or another's, read with care: opened within bounds, its pages measured mark by mark.
//!
//! Nothing here knows how our own papers are laid out; what is said of a page is what stands on it.

pub(crate) mod annotations;
pub(crate) mod bookmarks;
mod budget;
pub(crate) mod contents;
mod copy;
mod expansion;
pub(crate) mod graft;
pub mod identity;
pub(crate) mod jpeg;
pub mod lines;
pub mod measure;
pub mod open;
pub mod pages;
pub(crate) mod plain;
pub(crate) mod whole;

pub use lines::{Line, lines};
pub use measure::{Ink, InkKind, MeasuredPage, Run, Unmeasurable, each_page, first_pages};
pub use pages::PageList;
pub use plain::plain_copy;
