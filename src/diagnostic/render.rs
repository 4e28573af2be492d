//! Diagnostics as drawings for a terminal and as JSON for programs.

use annotate_snippets::renderer::DecorStyle;
use annotate_snippets::{Group, Level, Renderer, normalize_untrusted_str};
use serde_json::{Value, json};

use super::drawing::{self, Drawing, Files, drawings};
use super::{At, Diagnostic, Place, Severity};
use crate::source::{FieldPath, Source, Span};

/// Says where a fact stands: `&|path| case.span(path).cloned()`.
pub type Resolver<'a> = dyn Fn(&FieldPath) -> Option<Span> + 'a;

/// Width of a drawing, in columns.
const WIDTH: usize = 110;

/// Every diagnostic with its place drawn, what is wrong, why, under which law and what to do; in colour on demand.
pub fn render_terminal(diagnostics: &[Diagnostic], resolve: &Resolver<'_>, color: bool) -> String {
    let renderer = if color { Renderer::styled() } else { Renderer::plain() };
    let decor = if color { DecorStyle::Unicode } else { DecorStyle::Ascii };
    let renderer = renderer.term_width(WIDTH).decor_style(decor);
    let (mut text, mut files) = (String::new(), Files::default());
    for diagnostic in diagnostics {
        let drawn = drawings(diagnostic, resolve, &mut files);
        let report = [group(diagnostic, &drawn)];
        let rendered = renderer.render(&report);
        let own_places = drawn.iter().any(Drawing::says_its_place);
        text.push_str(&if own_places { drawing::without_lines(&rendered) } else { rendered });
        text.push_str("\n\n");
    }
    text
}

/// Puts diagnostics into the order in which a person corrects them: what has no place, the case file from top to bottom,
/// then other files.
pub fn sort_by_place(diagnostics: &mut [Diagnostic], resolve: &Resolver<'_>, main: &Source) {
    diagnostics.sort_by_cached_key(|diagnostic| {
        let span = diagnostic.places.first().and_then(|place| span_of(place, resolve));
        span.map(|span| (span.source.name != main.name, span.source.name.clone(), span.start))
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
    let mut files = Files::default();
    diagnostics.iter().map(|diagnostic| one_json(diagnostic, resolve, &mut files)).collect()
}

fn one_json(diagnostic: &Diagnostic, resolve: &Resolver<'_>, files: &mut Files) -> Value {
    let mut object = json!({
        "severity": match diagnostic.severity { Severity::Error => "error", Severity::Warning => "warning" },
        "code": diagnostic.code,
        "what": diagnostic.what,
        "why": diagnostic.why,
        "help": diagnostic.help,
        "cites": diagnostic.cites,
    });
    let mut places = diagnostic.places.iter().map(|place| place_json(place, resolve, files));
    let first = places.next().unwrap_or_else(|| json!({}));
    if let (Value::Object(object), Value::Object(first)) = (&mut object, first) {
        object.extend(first.into_iter().filter(|(key, _)| key != "note"));
        object.insert("related".to_owned(), places.collect());
    }
    object
}

fn place_json(place: &Place, resolve: &Resolver<'_>, files: &mut Files) -> Value {
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
    let lines = files.lines(&span.source);
    let (start, end) = (lines.position(span.start), lines.position(span.end));
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

pub(super) fn span_of(place: &Place, resolve: &Resolver<'_>) -> Option<Span> {
    match &place.at {
        At::Field(path) => resolve(path),
        At::Span(span) => Some(span.clone()),
    }
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
        group = group.element(drawing.snippet());
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
