//! What is wrong, where, why, what to do and under which law: the one type of every message.

use crate::source::{FieldPath, Span};

mod drawing;
pub mod render;
pub mod words;

/// How bad it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// The case file or the program's data must change; exit code 1.
    Error,
    /// Worth a look; papers are still written.
    Warning,
}

/// One message about a case file.
#[derive(Debug, Clone, PartialEq)]
pub struct Diagnostic {
    /// How bad it is.
    pub severity: Severity,
    /// Named after the thing that is wrong: `too-early`, `unknown-key`.
    pub code: String,
    /// What is wrong: lower case, no final stop, values in backticks.
    pub what: String,
    /// Where; the first is the main place.
    pub places: Vec<Place>,
    /// Why it matters.
    pub why: Option<String>,
    /// What to do.
    pub help: Option<String>,
    /// Printed citation of the provision, such as `Pen. Code, § 851.8, subd. (l)`.
    pub cites: Option<String>,
    /// The facts that it asks for: who reads lists of clients names their columns in the help.
    pub asks: Vec<FieldPath>,
}

/// A place and what to say at it.
#[derive(Debug, Clone, PartialEq)]
pub struct Place {
    /// A fact by path (resolved to a span late, against the case) or a span.
    pub at: At,
    /// Short words drawn beside the place; may be empty.
    pub note: String,
}

/// How a place is named.
#[derive(Debug, Clone, PartialEq)]
pub enum At {
    /// A fact of the case; resolved by `Case::span`. A fact that is missing resolves to its nearest parent.
    Field(FieldPath),
    /// Bytes of a file.
    Span(Span),
}

impl Diagnostic {
    /// An error with a code and what is wrong.
    pub fn error(code: &str, what: impl Into<String>) -> Self {
        Diagnostic {
            severity: Severity::Error,
            code: code.to_owned(),
            what: printable(what.into()),
            places: Vec::new(),
            why: None,
            help: None,
            cites: None,
            asks: Vec::new(),
        }
    }

    /// A warning with a code and what is wrong.
    pub fn warning(code: &str, what: impl Into<String>) -> Self {
        Diagnostic { severity: Severity::Warning, ..Diagnostic::error(code, what) }
    }

    /// Adds a fact as a place; the first added is the main one.
    pub fn at_field(mut self, path: &FieldPath, note: impl Into<String>) -> Self {
        self.places.push(Place { at: At::Field(path.clone()), note: note.into() });
        self
    }

    /// Adds bytes of a file as a place.
    pub fn at_span(mut self, span: Span, note: impl Into<String>) -> Self {
        self.places.push(Place { at: At::Span(span), note: note.into() });
        self
    }

    /// Says why it matters.
    pub fn why(mut self, why: impl Into<String>) -> Self {
        self.why = Some(printable(why.into()));
        self
    }

    /// Says what to do.
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(printable(help.into()));
        self
    }

    /// Names the facts that it asks for.
    pub fn asks(mut self, facts: &[FieldPath]) -> Self {
        self.asks = facts.to_vec();
        self
    }

    /// Names the provision, already printed as a citation.
    pub fn cites(mut self, cites: impl Into<String>) -> Self {
        self.cites = Some(cites.into());
        self
    }
}

/// Whether any of these stands in the way of papers.
pub fn is_faulty(diagnostics: &[Diagnostic]) -> bool {
    diagnostics.iter().any(|one| one.severity == Severity::Error)
}

/// Words that repeat something of a file, without what has no shape or could command a terminal.
fn printable(words: String) -> String {
    let odd = |c: char| c.is_control() && c != '\n';
    if words.contains(odd) { words.replace(odd, "\u{FFFD}") } else { words }
}
