//! Words that stand where a fact is not known: `n/a`, `TBD`, `see attached`.
//!
//! Case files and lists of clients are held to the same words, so that none of them is pleaded or sworn to.

use super::scalar::{Fault, Leaf, shown};
use crate::catalog::fields::{Fields, Kind};

/// Words for a fact that is not known, whatever its type.
const UNKNOWN: [&str; 14] = [
    "n/a",
    "n.a",
    "n\\a",
    "unknown",
    "unk",
    "not known",
    "don't know",
    "do not know",
    "not sure",
    "unsure",
    "not available",
    "not applicable",
    "not stated",
    "not provided",
];

/// Words for what is still to be found, or that send to a paper, where a fact of words belongs.
const TO_COME: [&str; 29] = [
    "tbd",
    "tba",
    "tbc",
    "t.b.d",
    "to be determined",
    "to be announced",
    "to be confirmed",
    "to be decided",
    "to be found",
    "to be provided",
    "to come",
    "to follow",
    "todo",
    "to do",
    "fill in",
    "blank",
    "left blank",
    "leave blank",
    "xxxx",
    "see attached",
    "see attachment",
    "see enclosed",
    "see exhibit",
    "see exhibits",
    "see declaration",
    "see statement",
    "see file",
    "see court file",
    "attached",
];

/// Words for none of what a fact names; in a few facts they are the very answer.
const NONE: [&str; 5] = ["none", "none known", "nothing", "nil", "no one"];

/// Words that are no paragraph.
const NO_PARAGRAPH: [&str; 5] = ["yes", "y", "n", "ok", "null"];

/// Words that are no paragraph, either, and in a name or a line are doubted: each is the name of somebody.
const DOUBTED: [&str; 5] = ["no", "na", "x", "xx", "xxx"];

/// Letters of the longest of these words, with signs around it.
const MOST: usize = 40;

/// Whether a text says that a fact is not known, whatever the type of the fact.
pub(crate) fn is_unknown(text: &str) -> bool {
    const SIGNS: [char; 6] = ['?', '-', '.', '–', '—', '…'];
    if text.len() > MOST || text.is_empty() {
        return false;
    }
    let alike = |sign: &char| text.chars().all(|c| c == *sign);
    SIGNS.iter().any(alike) || UNKNOWN.contains(&bare(text).as_str())
}

/// Whether a text leaves a fact open: words of paragraphs, lines and names that say nothing of it.
pub(crate) fn leaves_open(fields: &Fields, leaf: Leaf<'_>, text: &str) -> bool {
    if text.len() > MOST || text.is_empty() {
        return false;
    }
    if is_unknown(text) {
        return true;
    }
    // Of a number of a case or paper other rules say what it cannot be.
    let words = matches!(leaf.kind, Kind::Text | Kind::Name | Kind::Line) && !leaf.is_number();
    let bare = bare(text);
    let named = |list: &[&str]| list.contains(&bare.as_str());
    let none = named(&NONE);
    match leaf.kind {
        Kind::Phone | Kind::Email | Kind::Zip => none,
        _ if !words => none && leaf.is_of_an_address(),
        // Signs alone name nobody and say nothing.
        _ if !bare.contains(char::is_alphanumeric) || named(&TO_COME) => true,
        Kind::Text => none || named(&NO_PARAGRAPH) || named(&DOUBTED),
        Kind::Line if none || bare == "no" => !is_an_answer(fields, leaf, text),
        Kind::Line => false,
        _ => none,
    }
}

/// Why a text of a case file states nothing, where it should say what papers print.
pub(super) fn fault(fields: &Fields, leaf: Leaf<'_>, text: &str) -> Option<Fault> {
    let printed = matches!(leaf.kind, Kind::Text | Kind::Name | Kind::Line) && !leaf.is_a_handle();
    (printed && leaves_open(fields, leaf, text)).then(|| {
        let what = format!("`{}` says nothing, and the papers would print it", shown(text));
        let help = "leave the fact out where it is not known or there is none";
        Fault::new("placeholder", what, help)
    })
}

/// A name or a line that can be right, and more often stands for one that is not known.
pub(super) fn doubt(leaf: Leaf<'_>, text: &str) -> Option<Fault> {
    if text.len() > MOST || leaf.is_number() || leaf.is_a_handle() {
        return None;
    }
    let bare = bare(text);
    let doubted = match leaf.kind {
        Kind::Name => DOUBTED.contains(&bare.as_str()),
        Kind::Line => DOUBTED.contains(&bare.as_str()) && !leaf.is_subdivision(),
        _ => false,
    };
    doubted.then(|| {
        let what = format!("`{}` is printed as it is written", shown(text));
        Fault::new("placeholder-in-doubt", what, "leave the fact out where it is not known")
    })
}

/// Whether the declaration of a fact names these words as one of its answers.
fn is_an_answer(fields: &Fields, leaf: Leaf<'_>, text: &str) -> bool {
    let field = fields.field(&leaf.path.to_string());
    let example = field.and_then(|field| field.example.as_deref());
    example.is_some_and(|example| example.eq_ignore_ascii_case(text))
}

/// A text in lower case without the signs around it: `N/A.`, `(none)`, `[TBD]`.
fn bare(text: &str) -> String {
    let around = |c: char| c.is_whitespace() || "()[]<>\"'“”‘’.,;:!?*_-–—…".contains(c);
    let inner = text.trim_matches(around);
    let words = inner.to_lowercase().replace('’', "'");
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use std::sync::LazyLock;

    use super::*;
    use crate::catalog::Catalog;
    use crate::source::FieldPath;

    fn told(path: &str, kind: &Kind, text: &str) -> Option<&'static str> {
        static FIELDS: LazyLock<Fields> =
            LazyLock::new(|| Catalog::embedded().expect("the catalog").fields);
        let path = path.split('.').fold(FieldPath::root(), |path, name| path.key(name));
        let leaf = Leaf { path: &path, kind };
        fault(&FIELDS, leaf, text).or_else(|| doubt(leaf, text)).map(|fault| fault.code)
    }

    #[test]
    fn words_for_nothing_are_no_fact_of_words() {
        let words = [
            "n/a",
            "N/A.",
            "unknown",
            "(Unknown)",
            "?",
            "???",
            "TBD",
            "[tbd]",
            "none",
            "None.",
            "-",
            "—",
            "...",
            "***",
            "___",
            "see attached",
            "See attached.",
            "don’t know",
        ];
        for text in words {
            for (path, kind) in [
                ("statement", Kind::Text),
                ("petitioner.name_in_case", Kind::Name),
                ("prosecutor.agency", Kind::Line),
            ] {
                assert_eq!(told(path, &kind, text), Some("placeholder"), "{path} {text}");
            }
        }
    }

    #[test]
    fn an_answer_is_no_paragraph_and_can_be_a_name() {
        for text in ["no", "No.", "x", "X", "NA", "xxx"] {
            assert_eq!(told("statement", &Kind::Text, text), Some("placeholder"), "{text}");
            let name = told("petitioner.name", &Kind::Name, text);
            assert_eq!(name, Some("placeholder-in-doubt"), "{text}");
        }
    }

    #[test]
    fn what_can_be_right_is_left_alone() {
        assert_eq!(told("habeas.pending", &Kind::Line, "none"), None);
        assert_eq!(told("habeas.appeal.result", &Kind::Line, "pending"), None);
        assert_eq!(told("exhibits.id", &Kind::Line, "x"), None);
        assert_eq!(told("court.department", &Kind::Line, "N"), None);
        for text in ["Nô", "Null", "Ann No", "Xie", "Nona", "Noy Unknown-Lee", "U", "M. N."] {
            assert_eq!(told("petitioner.name", &Kind::Name, text), None, "{text}");
        }
        for text in ["No one was hurt.", "None of it was returned.", "See attached photographs."] {
            assert_eq!(told("statement", &Kind::Text, text), None, "{text}");
        }
    }
}
