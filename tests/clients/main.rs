//! Lists of clients: tables read, headings mapped, cells understood or told at their row and column.

mod cells;
mod commands;
mod headings;
mod letters;
mod maker;
mod maps;
mod messy;
mod numbers;
mod property;
mod resume;
mod sample;
mod sheets;
mod shift;
mod support;
mod tables;
#[path = "../support/property.rs"]
mod trials;
mod words;
mod workbooks;
