//! Diagnostics as drawings for a terminal and as JSON for programs.

use std::ops::Range;
use std::sync::Arc;

use annotate_snippets::renderer::DecorStyle;
use annotate_snippets::{AnnotationKind, Group, Level, Renderer, Snippet, normalize_untrusted_str};
use serde_json::{Value, json};

use super::{At, Diagnostic, Place, Severity};
use crate::source::{FieldPath, Position, Source, Span};

/// Says where a fact stands: `&|path| case.span(path).cloned()`.
pub type Resolver<'a> = dyn Fn(&FieldPath) -> Option<Span> + 'a;

/// Width of a drawing, in columns.
const WIDTH: usize = 110;

/// Every diagnostic with its place drawn, what is wrong, why, under which law and what to do; in colour on demand.
pub fn render_terminal(diagnostics: &[Diagnostic], resolve: &Resolver<'_>, color: bool) -> String {
    let renderer = if color { Renderer::styled() } else { Renderer::plain() };
    let decor = if color { DecorStyle::Unicode } else { DecorStyle::Ascii };
    let renderer = renderer.term_width(WIDTH).decor_style(decor);
    let mut text = String::new();
    for diagnostic in diagnostics {
        let drawn = drawings(diagnostic, resolve);
        let report = [group(diagnostic, &drawn)];
        let rendered = renderer.render(&report);
        let of_rows = drawn.iter().any(|drawing| drawing.source.row.is_some());
        text.push_str(&if of_rows { without_lines(&rendered) } else { rendered });
        text.push_str("\n\n");
    }
    text
}

/// Stands behind the place of a row until the line and column that the renderer adds are taken away:
/// a row has neither. It is a private character that no face has.
const PLACE_END: char = '\u{F8FE}';

fn without_lines(drawn: &str) -> String {
    let mut parts = drawn.split(PLACE_END);
    let mut out = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        out.push_str(part.trim_start_matches(|c: char| c == ':' || c.is_ascii_digit()));
    }
    out
}

/// Puts diagnostics into the order in which a person corrects them: what has no place, the case file from top to bottom,
/// then other files.
pub fn sort_by_place(diagnostics: &mut [Diagnostic], resolve: &Resolver<'_>, main: &Source) {
    diagnostics.sort_by_cached_key(|diagnostic| {
        let span = diagnostic.places.first().and_then(|place| span_of(place, resolve));
        span.map(|span| (*span.source != *main, span.source.name.clone(), span.start))
    });
}

/// One line for the end of a run: `2 errors, 1 warning`; empty where there is nothing to say.
pub fn summary(diagnostics: &[Diagnostic]) -> String {
    let n_errors =
        diagnostics.iter().filter(|diagnostic| diagnostic.severity == Severity::Error).count();
    let n_warnings = diagnostics.len() - n_errors;
    let part = |n: usize, word: &str| {
        (n > 0).then(|| format!("{n} {word}{}", if n == 1 { "" } else { "s" }))
    };
    [part(n_errors, "error"), part(n_warnings, "warning")]
        .into_iter()
        .flatten()
        .collect::<Vec<_>>()
        .join(", ")
}

/// A list of objects: `severity`, `code`, `what`, `why`, `help`, `cites`, `field`, `file`, `line`, `column`, `end`,
/// `related`. Lines and columns count from 1, columns in characters. No text of the file is repeated. In a list of
/// clients `row` and `cell` (`F17`; absent for a whole row) stand for `line`, `column` and `end`.
pub fn to_json(diagnostics: &[Diagnostic], resolve: &Resolver<'_>) -> Value {
    diagnostics.iter().map(|diagnostic| one_json(diagnostic, resolve)).collect()
}

fn one_json(diagnostic: &Diagnostic, resolve: &Resolver<'_>) -> Value {
    let mut object = json!({
        "severity": match diagnostic.severity { Severity::Error => "error", Severity::Warning => "warning" },
        "code": diagnostic.code,
        "what": diagnostic.what,
        "why": diagnostic.why,
        "help": diagnostic.help,
        "cites": diagnostic.cites,
    });
    let mut places = diagnostic.places.iter().map(|place| place_json(place, resolve));
    let first = places.next().unwrap_or_else(|| json!({}));
    if let (Value::Object(object), Value::Object(first)) = (&mut object, first) {
        object.extend(first.into_iter().filter(|(key, _)| key != "note"));
        object.insert("related".to_owned(), places.collect());
    }
    object
}

fn place_json(place: &Place, resolve: &Resolver<'_>) -> Value {
    let field = match &place.at {
        At::Field(path) => Some(path.to_string()),
        At::Span(_) => None,
    };
    let Some(span) = span_of(place, resolve) else {
        return json!({ "field": field, "note": place.note });
    };
    if let Some(row) = &span.source.row {
        let cell =
            span.source.column_at(span.start).map(|column| format!("{column}{}", row.number));
        return json!({
            "field": field,
            "note": place.note,
            "file": row.list,
            "row": row.number,
            "cell": cell,
        });
    }
    let start = span.source.position(span.start);
    let end = span.source.position(span.end);
    json!({
        "field": field,
        "note": place.note,
        "file": span.source.name,
        "line": start.line,
        "column": start.column,
        "end": { "line": end.line, "column": end.column },
    })
}

/// The main place of a diagnostic as drawings name it, such as `case.yaml:3:11` or `clients.csv, row 17, column F`;
/// empty where it has none.
pub fn place(diagnostic: &Diagnostic, resolve: &Resolver<'_>) -> String {
    let span = diagnostic.places.first().and_then(|place| span_of(place, resolve));
    span.map(|span| span.source.place(span.start)).unwrap_or_default()
}

fn span_of(place: &Place, resolve: &Resolver<'_>) -> Option<Span> {
    match &place.at {
        At::Field(path) => resolve(path),
        At::Span(span) => Some(span.clone()),
    }
}

/// The part of one file that a drawing needs, with its marks.
struct Drawing {
    source: Arc<Source>,
    lines: Range<usize>,
    /// The lines, with carriage returns as blanks so that they are not drawn.
    text: String,
    first: Position,
    marks: Vec<Mark>,
}

struct Mark {
    range: Range<usize>,
    main: bool,
    note: String,
}

fn drawings(diagnostic: &Diagnostic, resolve: &Resolver<'_>) -> Vec<Drawing> {
    let mut drawings: Vec<Drawing> = Vec::new();
    for (n, place) in diagnostic.places.iter().enumerate() {
        let Some(span) = span_of(place, resolve) else { continue };
        let range = first_line(&span);
        let lines = whole_lines(&span.source.text, &range);
        let mark = Mark { range, main: n == 0, note: normalize_untrusted_str(&place.note) };
        // The cells of a row are drawn one by one: what stands between them is no part of the matter.
        let alike = |drawing: &&mut Drawing| {
            span.source.row.is_none() && Arc::ptr_eq(&drawing.source, &span.source)
        };
        match drawings.iter_mut().find(alike) {
            Some(drawing) => {
                drawing.lines =
                    drawing.lines.start.min(lines.start)..drawing.lines.end.max(lines.end);
                drawing.marks.push(mark);
            }
            None => drawings.push(Drawing {
                first: Position { line: 1, column: 1 },
                text: String::new(),
                source: Arc::clone(&span.source),
                lines,
                marks: vec![mark],
            }),
        }
    }
    for drawing in &mut drawings {
        drawing.first = match &drawing.source.row {
            Some(row) => Position { line: row.number, column: 1 },
            None => drawing.source.position(drawing.lines.start),
        };
        drawing.text = drawing.source.text[drawing.lines.clone()].replace('\r', " ");
    }
    drawings
}

fn group<'a>(diagnostic: &'a Diagnostic, drawings: &'a [Drawing]) -> Group<'a> {
    let level = match diagnostic.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
    };
    let title =
        level.primary_title(normalize_untrusted_str(&diagnostic.what)).id(diagnostic.code.as_str());
    let mut group = Group::with_title(title);
    for drawing in drawings {
        group = group.element(snippet(drawing));
    }
    if let Some(why) = &diagnostic.why {
        group = group.element(Level::NOTE.message(normalize_untrusted_str(why)));
    }
    if let Some(cites) = &diagnostic.cites {
        group = group.element(Level::NOTE.with_name("law").message(normalize_untrusted_str(cites)));
    }
    if let Some(help) = &diagnostic.help {
        group = group.element(Level::HELP.message(normalize_untrusted_str(help)));
    }
    group
}

fn snippet(drawing: &Drawing) -> Snippet<'_, annotate_snippets::Annotation<'_>> {
    let marks = drawing.marks.iter().map(|mark| {
        let kind = if mark.main { AnnotationKind::Primary } else { AnnotationKind::Context };
        let start = mark.range.start.max(drawing.lines.start) - drawing.lines.start;
        let annotation =
            kind.span(start..mark.range.end.max(drawing.lines.start) - drawing.lines.start);
        if mark.note.is_empty() { annotation } else { annotation.label(mark.note.as_str()) }
    });
    let path = match drawing.source.row {
        Some(_) => format!("{}{PLACE_END}", drawing.source.place(drawing.lines.start)),
        None => drawing.source.name.clone(),
    };
    Snippet::source(drawing.text.as_str())
        .path(path)
        .line_start(drawing.first.line)
        .annotations(marks)
}

/// A place on its first line: a block of text is not drawn whole.
fn first_line(span: &Span) -> Range<usize> {
    let text = span.source.text.get(span.start..span.end).unwrap_or("");
    let line = text.split(['\n', '\r']).next().unwrap_or("");
    span.start..span.start + line.len()
}

/// The lines that a place touches, without a byte order mark before them or a line end behind.
fn whole_lines(text: &str, range: &Range<usize>) -> Range<usize> {
    let start = text[..range.start].rfind('\n').map_or(0, |newline| newline + 1);
    let start =
        if start == 0 && text.starts_with('\u{FEFF}') { '\u{FEFF}'.len_utf8() } else { start };
    let end = text[range.end..].find('\n').map_or(text.len(), |newline| range.end + newline);
    start.min(range.start.max(start))..end.max(start)
}
