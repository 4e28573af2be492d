//! Expected diagnostics as comments in a fixture: `# error[code] "part of the message"` on the offending line, or alone
//! on the line above it.

use petition::diagnostic::{At, Diagnostic, Severity};
use petition::source::{FieldPath, Source, Span};

/// One expected diagnostic.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Expected {
    /// Name of the file.
    pub file: String,
    /// Line of the main place, from 1.
    pub line: usize,
    /// How bad it is.
    pub severity: Severity,
    /// The code.
    pub code: String,
    /// Part of what is wrong; may be empty.
    pub part: String,
}

/// The diagnostics that the comments of a file expect.
pub fn expected(source: &Source) -> Vec<Expected> {
    let lines: Vec<&str> = source.text.lines().collect();
    let mut found = Vec::new();
    for (n, text) in lines.iter().enumerate() {
        let mut line = n + 1;
        if text.trim_start().starts_with('#') {
            let below = lines[n..].iter().position(|text| !text.trim_start().starts_with('#'));
            line += below.unwrap_or(0);
        }
        for comment in text.split('#').skip(1) {
            found.extend(one(source, line, comment.trim()));
        }
    }
    found
}

fn one(source: &Source, line: usize, comment: &str) -> Option<Expected> {
    let (severity, rest) = [(Severity::Error, "error["), (Severity::Warning, "warning[")]
        .into_iter()
        .find_map(|(severity, start)| comment.strip_prefix(start).map(|rest| (severity, rest)))?;
    let (code, rest) = rest.split_once(']').expect("a code ends with `]`");
    let part = rest.trim().strip_prefix('"').and_then(|rest| rest.strip_suffix('"')).unwrap_or("");
    Some(Expected {
        file: source.name.clone(),
        line,
        severity,
        code: code.to_owned(),
        part: part.to_owned(),
    })
}

/// Nothing where diagnostics and comments agree, else what is missing and what is too many.
pub fn differences(
    sources: &[Source],
    diagnostics: &[Diagnostic],
    resolve: &dyn Fn(&FieldPath) -> Option<Span>,
) -> Vec<String> {
    let mut wanted: Vec<Expected> = sources.iter().flat_map(expected).collect();
    let mut found = Vec::new();
    for diagnostic in diagnostics {
        let (file, line) = place(diagnostic, resolve);
        let hit = wanted.iter().position(|wanted| {
            wanted.file == file
                && wanted.line == line
                && wanted.severity == diagnostic.severity
                && wanted.code == diagnostic.code
                && diagnostic.what.contains(&wanted.part)
        });
        match hit {
            Some(at) => {
                wanted.remove(at);
            }
            None => found.push(format!(
                "not expected: {file}:{line}: {:?}[{}] \"{}\"",
                diagnostic.severity, diagnostic.code, diagnostic.what
            )),
        }
    }
    found.extend(wanted.iter().map(|wanted| format!("expected and not found: {wanted:?}")));
    found
}

fn place(diagnostic: &Diagnostic, resolve: &dyn Fn(&FieldPath) -> Option<Span>) -> (String, usize) {
    let span = match diagnostic.places.first().map(|place| &place.at) {
        Some(At::Span(span)) => Some(span.clone()),
        Some(At::Field(path)) => resolve(path),
        None => None,
    };
    span.map_or((String::new(), 0), |span| {
        (span.source.name.clone(), span.source.position(span.start).line)
    })
}
