//! Facts to the lines of the case file that state them, in the words of the review sheet.

use crate::case::Case;
use crate::source::{FieldPath, Span};

/// Tells lines; of which file, where the facts come from more than one.
pub(super) struct Places<'a> {
    case: &'a Case,
    several: bool,
}

impl<'a> Places<'a> {
    /// The places of a case.
    pub(super) fn of(case: &'a Case) -> Places<'a> {
        let mut names = case.spans.values().map(|span| &span.source.name);
        let first = names.next();
        Places { case, several: names.any(|name| Some(name) != first) }
    }

    /// `line 12`, or `client.yaml, line 12`; nothing for a fact that stands nowhere.
    pub(super) fn line(&self, path: &FieldPath) -> String {
        self.case.span(path).map(|span| self.of_span(span)).unwrap_or_default()
    }

    /// The line on which some words of a fact of several lines begin; that of the fact where they
    /// are not found.
    pub(super) fn line_of(&self, path: &FieldPath, words: &str) -> String {
        let Some(span) = self.case.span(path) else { return String::new() };
        let text = span.source.text.get(span.start..span.end).unwrap_or_default();
        let mut plain = String::new();
        let mut starts = Vec::new();
        for word in text.split_whitespace() {
            // Words are parts of the text itself, so the distance is their place in it.
            starts.push((plain.len(), word.as_ptr().addr() - text.as_ptr().addr()));
            plain.push_str(word);
            plain.push(' ');
        }
        let sought = words.split_whitespace().collect::<Vec<_>>().join(" ");
        let found = plain.find(sought.as_str()).filter(|_| !sought.is_empty());
        let at = found.and_then(|found| starts.iter().rev().find(|(start, _)| *start <= found));
        let start = span.start + at.map_or(0, |(_, at)| *at);
        self.of_span(&Span { start, ..span.clone() })
    }

    /// The same for a place that is known already.
    pub(super) fn of_span(&self, span: &Span) -> String {
        let line = match (&span.source.row, span.source.column_at(span.start)) {
            (Some(_), Some(column)) => format!("column\u{a0}{column}"),
            (Some(row), None) => format!("row\u{a0}{}", row.number),
            (None, _) => format!("line\u{a0}{}", span.source.position(span.start).line),
        };
        let name = span.source.name.rsplit(['/', '\\']).next().unwrap_or_default();
        if self.several { format!("{name}, {line}") } else { line }
    }
}
