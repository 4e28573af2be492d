//! One hostile file answered as `petition build` answers it: read, built, and what is said of it drawn.

use std::sync::Arc;

use chrono::NaiveDate;
use petition::case::Case;
use petition::catalog::Catalog;
use petition::diagnostic::render::{render_terminal, to_json};
use petition::diagnostic::{At, Diagnostic, Place};
use petition::pipeline::{self, Asked};
use petition::source::{Source, Span};
use serde_json::Value;

/// What came of a file.
pub struct Answer {
    pub case: Option<Case>,
    pub diagnostics: Vec<Diagnostic>,
    /// Whether papers for the court were made, and not the guide alone.
    pub papers: bool,
    pub packet: bool,
    pub drawn: String,
    pub json: Value,
}

/// The day that the examples are written for.
pub fn as_of() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 11, 20).expect("a day")
}

/// Answers a file; exhibits are read from the folder of the examples.
pub fn answer(catalog: &Catalog, bytes: &[u8]) -> Answer {
    let folder = super::folder();
    let read = move |path: &str| std::fs::read(folder.join(path)).map_err(|why| why.to_string());
    let (case, packet, diagnostics) = match Source::decode("case.yaml", bytes.to_vec()) {
        Ok(source) => {
            let built = pipeline::build(catalog, &Arc::new(source), &read, &Asked::on(as_of()));
            (built.case, built.packet, built.diagnostics)
        }
        Err(fault) => (None, None, vec![*fault]),
    };
    let resolve = |path: &_| case.as_ref().and_then(|case: &Case| case.span(path)).cloned();
    let drawn = render_terminal(&diagnostics, &resolve, false);
    let json = to_json(&diagnostics, &resolve);
    let papers = packet.as_ref().is_some_and(|packet| packet.files.len() > 1);
    Answer { packet: packet.is_some(), case, diagnostics, papers, drawn, json }
}

impl Answer {
    /// Where a place stands, where it stands in a file.
    pub fn span(&self, place: &Place) -> Option<Span> {
        match &place.at {
            At::Span(span) => Some(span.clone()),
            At::Field(path) => self.case.as_ref()?.span(path).cloned(),
        }
    }
}
