//! What can be wrong with a text before anybody knows what it means, in plain words.

use std::sync::Arc;

use super::{MAX_DEPTH, Node, Value, span};
use crate::diagnostic::Diagnostic;
use crate::source::{Source, Span};

/// Parser messages that mean the same fault to a person: a part of the message, what is wrong, what to do.
const SYNTAX: &[(&str, &str, &str)] = &[
    (
        "mapping values are not allowed",
        "a `:` stands where no key can be",
        "put quotes around a value that holds a colon and a blank; keys of one group must line up",
    ),
    (
        "illegal placement of ':'",
        "a `:` stands where no key can be",
        "put quotes around a value that holds a colon and a blank; keys of one group must line up",
    ),
    (
        "escape",
        "a backslash in double quotes begins something that YAML does not know",
        "use single quotes around a value that holds a backslash",
    ),
    (
        "hexadecimal",
        "a backslash in double quotes begins something that YAML does not know",
        "use single quotes around a value that holds a backslash",
    ),
    (
        "in quoted scalar",
        "a quotation mark is opened and never closed",
        "close it with the same mark; inside single quotes write an apostrophe twice",
    ),
    (
        "a quoted scalar, found",
        "a quotation mark is opened and never closed",
        "close it with the same mark; inside single quotes write an apostrophe twice",
    ),
    (
        "trailing content after",
        "words stand behind a closed quotation mark",
        "put the whole value into one pair of quotes",
    ),
    (
        "flow sequence",
        "a list that begins with `[` is not closed or misses a comma",
        "separate its values by commas and close it with `]`",
    ),
    (
        "flow mapping",
        "a group that begins with `{` is not closed or misses a comma",
        "separate its facts by commas and close it with `}`",
    ),
    (
        "misplaced bracket",
        "a bracket is closed that was not opened",
        "put quotes around a value that holds a bracket",
    ),
    (
        "unexpected character",
        "a value cannot begin with this character",
        "put quotes around the value",
    ),
    (
        "plain scalar cannot start",
        "a value cannot begin with this character",
        "put quotes around the value",
    ),
    (
        "unknown anchor",
        "this refers to a value that is not marked anywhere above",
        "put quotes around a value that begins with `*`",
    ),
    (
        "anchor or alias",
        "a value cannot begin with a bare `&` or `*`",
        "put quotes around the value",
    ),
    (
        "block sequence entries are not allowed",
        "a list begins where no list can be",
        "write the first `-` on a new line below its key",
    ),
    (
        "block scalar",
        "the lines below `|` or `>` are not indented alike",
        "indent every line of the text by the same number of blanks",
    ),
    (
        "did not find expected key",
        "this line does not line up with the lines above it",
        "indent the facts of one group by the same number of blanks",
    ),
    (
        "expected '-' indicator",
        "this line does not line up with the list above it",
        "indent the facts of one list by the same number of blanks",
    ),
    (
        "simple key",
        "this line is neither a fact nor part of the value above it",
        "write `key: value`, or indent the line below the value it belongs to",
    ),
    (
        "indentation",
        "this line does not line up with the lines above it",
        "indent the facts of one group by the same number of blanks",
    ),
];

/// Control characters looked at in one file; one error names the field, and a thousand are enough.
const MAX_EXAMINED: usize = 1_000;

/// A message of the parser at a byte of the source.
pub(super) fn syntax(source: &Arc<Source>, at: usize, info: &str) -> Diagnostic {
    let start = floor(&source.text, at);
    if let Some(tab) = tab_near(&source.text, start, info.contains("tab")) {
        return Diagnostic::error("tab-indentation", "a tab stands where YAML wants blanks")
            .at_span(span(source, tab..tab + 1), "here")
            .why("YAML does not allow tabs for indentation, since their width is unknown")
            .help("replace the tab with blanks; most editors have a setting for it");
    }
    let character = source.text[start..].chars().next().filter(|c| !matches!(c, '\n' | '\r'));
    let place = span(source, start..start + character.map_or(0, char::len_utf8));
    // The parser counts brackets ahead of what it has told of.
    if info.contains("recursion limit") {
        return too_deep(place, MAX_DEPTH);
    }
    let known = SYNTAX.iter().find(|(part, _, _)| info.contains(part));
    match known {
        Some((_, what, help)) => {
            Diagnostic::error("not-yaml", *what).at_span(place, "here").help(*help)
        }
        None => Diagnostic::error("not-yaml", format!("this cannot be read as YAML: {info}"))
            .at_span(place, "here")
            .help("compare the line with the case file that `petition new` writes"),
    }
}

/// The tab that a fault at a byte comes from: in the indentation of its line or, where the parser says that a tab is
/// the fault, of the next lines.
fn tab_near(text: &str, at: usize, said: bool) -> Option<usize> {
    let mut line_start = text[..at].rfind('\n').map_or(0, |newline| newline + 1);
    for line in text[line_start..].split_inclusive('\n').take(if said { 3 } else { 1 }) {
        let indent = &line[..line.len() - line.trim_start().len()];
        if let Some(tab) = indent.find('\t') {
            return Some(line_start + tab);
        }
        line_start += line.len();
    }
    let here = said.then(|| text[at..].find('\t').map(|tab| at + tab)).flatten();
    here.or(said.then(|| text[..at].rfind('\t')).flatten())
}

fn floor(text: &str, at: usize) -> usize {
    (0..=at.min(text.len())).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0)
}

pub(super) fn not_a_mapping(source: &Arc<Source>, root: Option<&Node>) -> Diagnostic {
    let what = match root.map(|root| &root.value) {
        Some(Value::List(_)) => "the file is a list, not a group of facts",
        Some(Value::Scalar(scalar)) if !scalar.text.is_empty() => {
            "the file is bare text, not a group of facts"
        }
        _ => "the file is empty",
    };
    let place = root.map_or_else(|| span(source, 0..0), |root| root.span.clone());
    Diagnostic::error("not-a-case", what)
        .at_span(place, "")
        .help("start with `petition:` and the name of the petition; `petition new` writes a file to fill in")
}

pub(super) fn duplicate(key: &str, place: Span, first: Span) -> Diagnostic {
    Diagnostic::error("duplicate-key", format!("`{key}` is stated twice in one group"))
        .at_span(place, "again here")
        .at_span(first, "first here")
        .why("only one of the two could count, and the file does not say which")
        .help("delete one of them; for several of a kind write a list")
}

pub(super) fn merge_key(place: Span) -> Diagnostic {
    Diagnostic::error("merge-key", "the merge key `<<` is not used in case files")
        .at_span(place, "")
        .help("write the facts out, or share one person's facts between files with `client:`")
}

pub(super) fn tag(place: Span) -> Diagnostic {
    Diagnostic::error("yaml-tag", "YAML tags such as `!!str` are not used in case files")
        .at_span(place, "")
        .help("delete the tag; put quotes around a value that begins with `!`")
}

pub(super) fn several_documents(place: Span) -> Diagnostic {
    Diagnostic::error("several-documents", "a second document begins in this file")
        .at_span(place, "here")
        .help("write one file for each matter and delete the line `---`")
}

pub(super) fn alias_within_itself(place: Span) -> Diagnostic {
    Diagnostic::error("alias-within-itself", "this value contains itself")
        .at_span(place, "")
        .help("write the value out instead of referring to it with `*`")
}

pub(super) fn too_many(place: Span, limit: usize) -> Diagnostic {
    Diagnostic::error("too-many-values", format!("the file has more than {limit} values"))
        .at_span(place, "the limit is reached here")
        .help("write values out instead of referring to them with `*`, and split the file")
}

pub(super) fn too_much_by_reference(place: Span, limit: usize) -> Diagnostic {
    let what = format!("values referred to with `*` come to more than {} MB", limit / 1_000_000);
    Diagnostic::error("too-many-values", what)
        .at_span(place, "the limit is reached here")
        .help("write values out instead of referring to them with `*`")
}

pub(super) fn key_too_long(place: Span, limit: usize) -> Diagnostic {
    Diagnostic::error("key-too-long", format!("this key has more than {limit} letters"))
        .at_span(place, "")
        .help("no fact has so long a name: write `: ` behind the key, and the value behind that")
}

pub(super) fn too_deep(place: Span, limit: usize) -> Diagnostic {
    Diagnostic::error("too-deep", format!("values are nested more than {limit} deep"))
        .at_span(place, "the limit is reached here")
        .help("no fact of a case stands this deep: look for a bracket too many")
}

pub(super) fn key_not_text(place: Span) -> Diagnostic {
    Diagnostic::error("key-not-text", "a key must be a word, not a list or a group")
        .at_span(place, "")
        .help("put quotes around a value that begins with `[` or `{`")
}

/// Whether a character can never be part of a fact. Line ends and tabs are blanks to YAML.
pub(crate) fn forbidden(c: char) -> bool {
    (c.is_control() && !matches!(c, '\n' | '\r' | '\t')) || c == '\u{FEFF}'
}

/// Whether a character is seen by nobody who signs a paper, though faces have it: marks of direction,
/// blanks without a width, and the sign that stands where a letter was lost.
pub(crate) fn unseen(c: char) -> bool {
    matches!(c, '\u{61C}' | '\u{200B}'..='\u{200F}' | '\u{2028}'..='\u{202E}' | '\u{2060}'..='\u{206F}' | '\u{FFF9}'..='\u{FFFD}')
}

/// The text with each forbidden character replaced by a letter of the same length, so that the rest can still be read.
pub(super) fn without_controls(text: &str) -> String {
    let keep_mark = text.starts_with('\u{FEFF}');
    let replace = |(at, c): (usize, char)| match c {
        c if !forbidden(c) || (keep_mark && at == 0) => c,
        c => match c.len_utf8() {
            1 => 'x',
            2 => 'é',
            _ => '–',
        },
    };
    text.char_indices().map(replace).collect()
}

/// One error for each field that holds a control character, typed raw or as an escape.
pub(super) fn controls(source: &Arc<Source>, root: Option<&Node>) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    let mut last_field = None;
    let raw =
        source.text.char_indices().filter(|(at, c)| forbidden(*c) && (*at > 0 || *c != '\u{FEFF}'));
    for (at, c) in raw.take(MAX_EXAMINED) {
        let field = root.map(|root| root.path_at(at)).filter(|path| !path.0.is_empty());
        let field = field.map(|path| path.to_string());
        if found.is_empty() || field != last_field {
            found.push(control(c, field.as_deref(), span(source, at..at + c.len_utf8())));
        }
        last_field = field;
    }
    if let Some(root) = root {
        escaped(root, root, &mut found);
    }
    found
}

fn escaped(root: &Node, node: &Node, found: &mut Vec<Diagnostic>) {
    match &node.value {
        Value::Scalar(scalar) => {
            let odd = scalar.text.chars().find(|c| forbidden(*c) || *c == '\r');
            if let Some(c) = odd.filter(|_| found.len() < MAX_EXAMINED) {
                let field = root.path_at(node.span.start).to_string();
                found.push(control(c, Some(&field), node.span.clone()));
            }
        }
        Value::List(items) => items.iter().for_each(|item| escaped(root, item, found)),
        Value::Map(entries) => entries.iter().for_each(|entry| escaped(root, &entry.value, found)),
        Value::Refused => {}
    }
}

/// A character without a shape, in a field or in the file.
pub(crate) fn control(c: char, field: Option<&str>, place: Span) -> Diagnostic {
    let name = match c {
        '\0' => "null",
        '\n' => "line end",
        '\t' => "tab",
        '\u{7}' => "bell",
        '\u{8}' => "backspace",
        '\u{B}' => "vertical tab",
        '\u{C}' => "form feed",
        '\r' => "carriage return",
        '\u{1B}' => "escape",
        '\u{7F}' => "delete",
        '\u{85}' => "next line",
        '\u{FEFF}' => "byte order mark",
        '\u{FFFD}' => "sign of a lost letter",
        '\u{61C}' | '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' => {
            "invisible mark of direction"
        }
        c if unseen(c) => "invisible mark",
        _ => "control character",
    };
    let at = field.map_or("the file".to_owned(), |field| format!("`{field}`"));
    let (why, help) = match c {
        '\u{FFFD}' => (
            "the letter that stood here was lost when the text was copied or saved in another encoding",
            "type the letter again",
        ),
        _ => (
            "it has no shape on paper; such characters come along with text copied from other programs",
            "delete it",
        ),
    };
    Diagnostic::error(
        "control-character",
        format!("{at} holds the character U+{:04X} ({name})", u32::from(c)),
    )
    .at_span(place, "here")
    .why(why)
    .help(help)
}
