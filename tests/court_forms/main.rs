//! Packets on official forms: what stands where, the same facts as on pleading paper, and what is said of the choice.

mod choice;
mod facts;
mod fees;
mod made;
#[allow(dead_code)]
#[path = "../corpus/render.rs"]
mod render;
mod renderers;
mod support;
