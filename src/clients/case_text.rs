//! A row as the text of a case file, to go on with by hand; what could not be read stands in it as a comment.

use super::ClientList;
use super::grid::one_line;
use crate::catalog::fields::{Field, Kind};
use crate::diagnostic::{At, Diagnostic};
use crate::yaml::{Entry, Node, Value};

/// Names of files that a row gives, wherever they stand in it.
fn files(node: &Node, fields: &[Field]) -> bool {
    node.entries().iter().any(|entry| {
        let Some(field) = fields.iter().find(|field| field.name == entry.key) else { return false };
        match &entry.value.value {
            Value::List(items) => items.iter().any(|item| files(item, field.kind.children())),
            Value::Map(_) => files(&entry.value, field.kind.children()),
            _ => field.kind == Kind::Path,
        }
    })
}

impl ClientList {
    /// A row as the text of a case file: loading it gives the same facts.
    pub fn case_text(&self, row: usize) -> String {
        let read = self.row(row);
        let mut lines = vec![format!("# {}", one_line(&self.row_name(row)))];
        let Some(root) = &read.parsed.root else {
            lines.extend(
                read.parsed.diagnostics.iter().map(|one| format!("# {}", one_line(&one.what))),
            );
            lines.push("petition:".to_owned());
            return lines.join("\n") + "\n";
        };
        if files(root, &self.lexicon.fields.facts) {
            lines.push("# Its files are named from the folder of the list: keep this file there, or correct their paths.".to_owned());
        }
        let mut page = Page { lines, faults: &read.parsed.diagnostics };
        page.entries(root.entries(), &self.lexicon.fields.facts, "");
        page.lines.join("\n") + "\n"
    }
}

/// Facts as the lines of a case file.
pub(super) fn lines(entries: &[Entry], fields: &[Field], indent: &str) -> Vec<String> {
    let mut page = Page { lines: Vec::new(), faults: &[] };
    page.entries(entries, fields, indent);
    page.lines
}

struct Page<'a> {
    lines: Vec<String>,
    faults: &'a [Diagnostic],
}

impl Page<'_> {
    /// The facts of a group in the order in which they are declared.
    fn entries(&mut self, entries: &[Entry], fields: &[Field], indent: &str) {
        let mut ordered: Vec<(usize, &Entry)> = entries
            .iter()
            .map(|entry| {
                (
                    fields.iter().position(|field| field.name == entry.key).unwrap_or(fields.len()),
                    entry,
                )
            })
            .collect();
        ordered.sort_by_key(|(at, _)| *at);
        for (at, entry) in ordered {
            let kind = fields.get(at).map_or(&Kind::Line, |field| &field.kind);
            self.value(&format!("{indent}{}:", entry.key), &entry.value, kind, indent);
        }
    }

    fn value(&mut self, lead: &str, node: &Node, kind: &Kind, indent: &str) {
        let deeper = format!("{indent}  ");
        match &node.value {
            Value::Refused => {
                let cell =
                    node.span.source.text.get(node.span.start..node.span.end).unwrap_or_default();
                let why = self.faults.iter().find(|fault| {
                    fault
                        .places
                        .first()
                        .is_some_and(|place| place.at == At::Span(node.span.clone()))
                });
                let why =
                    why.map_or(String::new(), |fault| format!("   # {}", one_line(&fault.what)));
                self.lines.push(format!("{indent}# {} {}{why}", lead.trim_start(), one_line(cell)));
            }
            Value::Map(entries) if entries.is_empty() => self.lines.push(format!("{lead} {{}}")),
            Value::Map(entries) => {
                self.lines.push(lead.to_owned());
                self.entries(entries, kind.children(), &deeper);
            }
            Value::List(items) if items.is_empty() => self.lines.push(format!("{lead} []")),
            Value::List(items) => {
                self.lines.push(lead.to_owned());
                items.iter().for_each(|item| self.item(item, kind, &deeper));
            }
            Value::Scalar(scalar) if scalar.plain && node.is_blank() => {
                self.lines.push(lead.to_owned())
            }
            Value::Scalar(scalar) => {
                self.lines.push(format!("{lead} {}", written(&scalar.text, kind, &deeper)))
            }
        }
    }

    fn item(&mut self, item: &Node, kind: &Kind, indent: &str) {
        let inner = match kind {
            Kind::List(inner) => inner.as_ref(),
            kind => kind,
        };
        match &item.value {
            Value::Map(entries) if !entries.is_empty() => {
                self.lines.push(format!("{indent}-"));
                self.entries(entries, inner.children(), &format!("{indent}  "));
            }
            _ => self.value(&format!("{indent}-"), item, inner, indent),
        }
    }
}

/// A value as YAML: words as they are where nothing in them is YAML's, paragraphs as a block, else in quotes.
fn written(text: &str, kind: &Kind, indent: &str) -> String {
    let typed = matches!(
        kind,
        Kind::Date | Kind::Number | Kind::Flag | Kind::Choice(_) | Kind::County | Kind::Petition
    );
    let is_block = |c: char| !c.is_control() || c == '\n';
    if text.contains('\n') && text.chars().all(is_block) && text.trim() == text {
        let blank =
            |line: &str| if line.is_empty() { String::new() } else { format!("{indent}{line}") };
        let lines: Vec<String> = text.split('\n').map(blank).collect();
        return format!("|-\n{}", lines.join("\n"));
    }
    let safe = |c: char| {
        c.is_alphanumeric()
            || matches!(c, ' ' | '.' | '-' | '\'' | '(' | ')' | '/' | '@' | '+' | '$')
    };
    let begins = text.starts_with(|c: char| c.is_alphabetic() || (typed && c.is_ascii_digit()));
    let own = matches!(
        text.to_lowercase().as_str(),
        "null" | "true" | "false" | "yes" | "no" | "on" | "off" | "y" | "n"
    );
    if begins
        && text.chars().all(safe)
        && text.trim() == text
        && (typed || !own)
        && text.to_lowercase() != "null"
    {
        return text.to_owned();
    }
    // JSON's quotes are YAML's, too.
    serde_json::Value::String(text.to_owned()).to_string()
}
