//! Words of a paragraph to its sentences, each in its inlines.

use std::ops::Range;

use crate::document::{Inline, Words};

/// Words before a full stop that do not end a sentence.
const SHORTENED: [&str; 34] = [
    "No", "Nos", "St", "Ave", "Apt", "Rd", "Blvd", "Ln", "Mr", "Ms", "Mrs", "Dr", "Jr", "Sr",
    "Hon", "Dept", "Inc", "Co", "v", "Pet", "Decl", "Ex", "Exh", "Pen", "Veh", "Gov", "Evid",
    "Const", "Cal", "Code", "subd", "subds", "art", "par",
];

/// What stands in the text for a blank, a box or a forced line end.
const OBJECT: char = '\u{FFFC}';

/// A fact shorter than this is never divided: names and addresses have stops of their own.
const PROSE: usize = 120;

/// The sentences of a paragraph in order; all its words are in one of them.
pub(super) fn sentences(line: &[Inline]) -> Vec<Vec<Inline>> {
    let (text, spans) = flat(line);
    let whole = |at: usize| {
        spans.iter().zip(line).any(|(span, one)| {
            let fact = matches!(one, Inline::Text(words) if words.origin.is_some());
            fact && span.len() < PROSE && span.start < at && at < span.end
        })
    };
    let mut cuts: Vec<usize> = ends(&text).into_iter().filter(|at| !whole(*at)).collect();
    cuts.push(text.len());
    let mut start = 0;
    let mut out = Vec::new();
    for end in cuts {
        let sentence = cut(line, &spans, start..end);
        if !sentence.is_empty() {
            out.push(sentence);
        }
        start = end;
    }
    out
}

fn flat(line: &[Inline]) -> (String, Vec<Range<usize>>) {
    let mut text = String::new();
    let mut spans = Vec::new();
    for inline in line {
        let start = text.len();
        match inline {
            Inline::Text(words) => text.push_str(&words.text),
            Inline::Break => text.push(' '),
            Inline::Blank { .. } | Inline::CheckBox { .. } => text.push(OBJECT),
        }
        spans.push(start..text.len());
    }
    (text, spans)
}

/// Where sentences end that another follows: behind the spaces after the stop.
fn ends(text: &str) -> Vec<usize> {
    let mut depth = 0i32;
    let mut ends = Vec::new();
    for (at, c) in text.char_indices() {
        match c {
            '(' => depth += 1,
            ')' => depth -= 1,
            _ => {}
        }
        if depth > 0 || !matches!(c, '.' | '?' | '!' | ')' | '”' | '"') {
            continue;
        }
        let after = at + c.len_utf8();
        let rest = &text[after..];
        let spaces = rest.len() - rest.trim_start_matches(' ').len();
        let next = rest[spaces..].chars().next();
        let begins = next.is_some_and(|c| c.is_uppercase() || matches!(c, '“' | '"' | '('));
        if spaces > 0 && begins && is_stop(&text[..after]) {
            ends.push(after + spaces);
        }
    }
    ends
}

/// Whether a text ends in a stop that ends a sentence.
fn is_stop(text: &str) -> bool {
    let head = text.trim_end_matches(['”', '"', ')']);
    let Some(stem) = head.strip_suffix('.') else { return head.ends_with(['?', '!']) };
    let word = stem.rsplit(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
    let initial = word.chars().count() == 1 && word.chars().all(char::is_alphabetic);
    let quoted = text.ends_with(['”', '"']);
    quoted || !(initial || SHORTENED.contains(&word))
}

/// The inlines of a part of the text, without space at its ends.
fn cut(line: &[Inline], spans: &[Range<usize>], part: Range<usize>) -> Vec<Inline> {
    let mut out = Vec::new();
    for (inline, span) in line.iter().zip(spans) {
        let (from, to) = (span.start.max(part.start), span.end.min(part.end));
        if from >= to {
            continue;
        }
        match inline {
            Inline::Text(words) => {
                let text = words.text[from - span.start..to - span.start].to_owned();
                out.push(Inline::Text(Words { text, ..words.clone() }));
            }
            other => out.push(other.clone()),
        }
    }
    if let Some(Inline::Text(words)) = out.last_mut() {
        words.text.truncate(words.text.trim_end_matches(' ').len());
    }
    out.retain(|one| !matches!(one, Inline::Text(words) if words.text.is_empty()));
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::compose::resolve::plain_text;
    use crate::source::FieldPath;

    fn told(text: &str) -> Vec<String> {
        sentences(&[Inline::plain(text)]).iter().map(|one| plain_text(one)).collect()
    }

    #[test]
    fn stops_end_sentences_and_abbreviations_do_not() {
        let text = "He pleaded. Did she? In Case No. BA1 (Code, § 1. Then) Mr. A. Smith of 5 Elm St. Apt. 3 said “No.” It ended.";
        let want = [
            "He pleaded.",
            "Did she?",
            "In Case No. BA1 (Code, § 1. Then) Mr. A. Smith of 5 Elm St. Apt. 3 said “No.”",
            "It ended.",
        ];
        assert_eq!(told(text), want);
    }

    #[test]
    fn nothing_is_lost_and_short_facts_stay_whole() {
        let fact = |text: &str| {
            let origin = Some(FieldPath::root().key("name"));
            Inline::Text(Words { text: text.to_owned(), origin, ..Words::default() })
        };
        let line = [
            Inline::plain("By "),
            fact("Acme Ltd. Oakland"),
            Inline::plain(". It"),
            Inline::Break,
            Inline::plain("is so. "),
        ];
        let found = sentences(&line);
        assert_eq!(found.len(), 2);
        assert_eq!(plain_text(&found[0]), "By Acme Ltd. Oakland.");
        assert_eq!(plain_text(&found[1]), "It is so.");
        let long = fact(&"I was there. ".repeat(20));
        assert_eq!(sentences(&[long]).len(), 20);
    }
}
