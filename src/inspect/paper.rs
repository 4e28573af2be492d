//! What kind of paper a page is, found by what stands on it, and where exhibits begin and end in a file.

use serde::Serialize;

use super::caption::court_title;
use super::sheet::{Sheet, line_size};

/// A kind of paper; each has rules of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Paper {
    /// Lines numbered at the left.
    Pleading,
    /// A form of the Judicial Council.
    Form,
    /// A slip sheet, or a page behind one.
    Exhibit,
    /// Anything else: a letter, a list, a sheet of advice.
    Plain,
}

impl Paper {
    /// Its name in words.
    pub fn words(self) -> &'static str {
        match self {
            Paper::Pleading => "pleading paper",
            Paper::Form => "court form",
            Paper::Exhibit => "exhibit",
            Paper::Plain => "plain paper",
        }
    }
}

/// What a file is said to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Expect {
    /// Nothing is said; each page is taken for what stands on it.
    #[default]
    Any,
    /// Each page that is no exhibit is one of this kind.
    All(Paper),
}

/// The name of an exhibit as its slip and its bookmark give it: a letter or a number.
pub(super) type Name = String;

/// Slip sheets bear fewer lines than this.
const LINES_OF_A_SLIP: usize = 9;

/// The name on a page that is the slip sheet of an exhibit.
pub(super) fn slip(sheet: &Sheet<'_>) -> Option<Name> {
    if sheet.column.is_some() || sheet.body.len() >= LINES_OF_A_SLIP {
        return None;
    }
    // Set large, or all that stands on the page.
    let name = |line: &crate::reading::Line<'_>| {
        let large = line_size(line) >= 16.0 || sheet.body.len() <= 3;
        exhibit_name(&line.text(), true).filter(|_| large)
    };
    sheet.body.iter().find_map(name)
}

/// The name in a text that begins with it; alone where nothing else may follow.
pub(super) fn exhibit_name(text: &str, alone: bool) -> Option<Name> {
    let text = text.trim().trim_matches(['"', '“', '”', '\'']);
    // Most lines are none, and are not copied to find that out.
    if !text.starts_with(['E', 'e']) {
        return None;
    }
    let upper = text.to_uppercase();
    let (word, rest) = upper.split_once(|c: char| c.is_whitespace() || c == ':')?;
    if !["EXHIBIT", "EXH.", "EX."].contains(&word) {
        return None;
    }
    let rest = rest.trim_start().trim_start_matches("NO.").trim_start();
    let end = rest.find(|c: char| !c.is_alphanumeric() && c != '-').unwrap_or(rest.len());
    let (name, after) = (rest[..end].trim_matches('-'), rest[end..].trim());
    let named = (1..=4).contains(&name.chars().count());
    let closed = after.trim_matches(['"', '”', '\'', '.', ':']).is_empty();
    (named && (closed || !alone)).then(|| name.to_owned())
}

/// Whether a page is one of a form of the Judicial Council; its later pages bear only its number.
pub(super) fn is_form(sheet: &Sheet<'_>, before: Option<Paper>) -> bool {
    let lines = || sheet.body.iter().chain(&sheet.foot);
    let small: Vec<String> = lines().map(|line| line.text().to_lowercase()).collect();
    let says = |words: &str| small.iter().any(|line| line.contains(words));
    let council = says("judicial council of california") || says("judicial council form");
    let approved =
        ["form adopted for", "form approved for", "adopted for mandatory", "approved for optional"]
            .iter()
            .any(|words| says(words));
    // Numbered items typed into a form stand at its left like the numbers of lines.
    if sheet.column.is_some() {
        return council && approved;
    }
    let later = before == Some(Paper::Form) && court_title(&sheet.body, sheet.page).is_none();
    council || approved || (later && lines().any(|line| names_a_form(&line.text())))
}

/// `CR-180 [Rev. January 1, 2024]`: two or three capitals, a hyphen, three digits.
fn names_a_form(text: &str) -> bool {
    text.split_whitespace().any(|word| {
        let word = word.trim_matches(|c: char| !c.is_ascii_alphanumeric());
        word.split_once('-').is_some_and(|(series, number)| {
            (2..=4).contains(&series.len())
                && series.bytes().all(|b| b.is_ascii_uppercase())
                && number.len() == 3
                && number.bytes().all(|b| b.is_ascii_digit())
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn exhibits_are_known_by_letter_or_number() {
        for (text, name) in [
            ("EXHIBIT A", "A"),
            ("Exhibit 12", "12"),
            ("  “EXHIBIT AA” ", "AA"),
            ("Exhibit No. 3", "3"),
            ("Ex. B:", "B"),
        ] {
            assert_eq!(exhibit_name(text, true).as_deref(), Some(name), "{text}");
        }
        assert_eq!(exhibit_name("Exhibit A: Certificate", false).as_deref(), Some("A"));
        for text in ["Exhibit A: Certificate", "EXHIBITS", "Exhibit", "Exhibition A", "List of A"] {
            assert_eq!(exhibit_name(text, true), None, "{text}");
        }
    }

    #[test]
    fn forms_are_named_by_series_and_number() {
        assert!(names_a_form("CR-180 [Rev. January 1, 2024]"));
        assert!(names_a_form("Page 2 of 2, MC-030"));
        for text in ["cr-180", "CR-18", "555-0142", "BA-456789", "A-100"] {
            assert!(!names_a_form(text), "{text}");
        }
    }
}
