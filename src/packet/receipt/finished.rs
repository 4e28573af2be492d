//! A finished file to the words that a reader takes from it, in reading order, with their pages.

use std::ops::{Range, RangeInclusive};

use unicode_normalization::UnicodeNormalization;

use crate::reading::MeasuredPage;

/// The words of a file without white space, and where each page of them ends. Its pages are added
/// one by one, so that one reading of a file serves the receipt and whatever else measures it.
#[derive(Debug, Clone)]
pub struct Finished {
    /// All words, folded.
    pub(super) text: String,
    ends: Vec<usize>,
    /// For each byte of the text, and its end, whether a word may begin or end there.
    bounds: Vec<bool>,
}

impl Default for Finished {
    /// A file of which no page is added yet.
    fn default() -> Finished {
        Finished { text: String::new(), ends: Vec::new(), bounds: vec![true] }
    }
}

impl Finished {
    /// Adds the next page; what is furniture of it or cannot be seen is left out.
    pub fn add(&mut self, page: &MeasuredPage) {
        page.words().for_each(|word| self.take(word));
        self.ends.push(self.text.len());
    }

    /// Adds the next page, which is that of a printed form, without what is printed on it; says
    /// whether all of that is there.
    pub fn add_behind(&mut self, printed: &str, page: &MeasuredPage) -> bool {
        let printed = folded(printed);
        let mut rest = printed.as_str();
        for word in page.words() {
            if rest.is_empty() {
                self.take(word);
                continue;
            }
            match rest.strip_prefix(folded(word).as_str()) {
                Some(behind) => rest = behind,
                None => break,
            }
        }
        self.ends.push(self.text.len());
        rest.is_empty()
    }

    fn take(&mut self, word: &str) {
        fold(word, &mut self.text);
        self.bounds.resize(self.text.len(), false);
        self.bounds.push(true);
    }

    /// Whether bytes of the text are whole words; a comma may follow them that stands in no draft.
    pub(super) fn is_whole(&self, at: &Range<usize>) -> bool {
        let bound = |byte: usize| self.bounds.get(byte).copied().unwrap_or(false);
        let followed = || self.text[at.end..].starts_with([',', '.']);
        bound(at.start) && (bound(at.end) || followed())
    }

    /// Whether bytes of the text stand on more than one page.
    pub(super) fn is_divided(&self, at: &Range<usize>) -> bool {
        let pages = self.pages(at);
        pages.start() < pages.end()
    }

    /// The pages, from 1, on which bytes of the text stand.
    pub(super) fn pages(&self, at: &Range<usize>) -> RangeInclusive<usize> {
        let page = |byte: usize| self.ends.partition_point(|end| *end <= byte) + 1;
        page(at.start)..=page(at.end.saturating_sub(1).max(at.start))
    }
}

/// A text without white space and soft hyphens, its letters taken apart from their accents: what
/// lines, pages and faces cannot change.
pub(super) fn folded(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    fold(text, &mut out);
    out
}

fn fold(text: &str, out: &mut String) {
    const SOFT_HYPHEN: char = '\u{AD}';
    let kept = |c: &char| !c.is_whitespace() && *c != SOFT_HYPHEN;
    match text.is_ascii() {
        true => out.extend(text.chars().filter(kept)),
        false => out.extend(text.nfd().filter(kept)),
    }
}
