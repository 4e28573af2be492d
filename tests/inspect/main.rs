//! What `petition inspect` finds: each fault in a paper made for it, nothing in sound papers.

mod command;
mod files;
mod ours;
mod pages;
mod paper;
mod pleading;
mod support;
