//! What the law makes of cases: fixtures, petition files, derivations, and Kleene's three values.

mod cases;
mod dates;
mod derivations;
mod exclusions;
mod kleene;
mod petitions;
mod predicates;
mod survey;
mod world;
