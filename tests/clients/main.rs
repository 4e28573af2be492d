//! Lists of clients: tables read, headings mapped, cells understood or told at their row and column.

mod cells;
mod letters;
mod maker;
mod maps;
mod numbers;
mod property;
mod sample;
mod support;
mod tables;
mod workbooks;
