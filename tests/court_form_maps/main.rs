//! What is typed into each official form, held against its blanks and against cases.

mod drafts;
mod facts;
mod fields;
mod printed;
mod ticks;
