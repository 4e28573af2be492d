//! What a document says held against what its file says: each passage in its place, each fact of a lost one looked for.

use std::ops::Range;

use super::expected::{Expected, Passage};
use super::finished::Finished;
use crate::source::FieldPath;

/// How far behind the passage before it a passage may begin, in bytes: what layout adds between
/// two (`v.`, a comma) is shorter.
const NEAR: usize = 40;

/// The shortest piece of a divided cell that is looked for, in bytes.
const PIECE: usize = 20;

/// A fact that is read back.
pub(super) struct Sighting<'d> {
    pub(super) fact: &'d FieldPath,
    /// Its folded words.
    pub(super) words: &'d str,
    /// Its bytes in the words of the file.
    pub(super) at: Range<usize>,
}

/// What matching found.
#[derive(Default)]
pub(super) struct Matched<'d> {
    /// Facts read back, in reading order.
    pub(super) seen: Vec<Sighting<'d>>,
    /// Facts drafted and not read back; nothing for a passage whose facts all are and whose own
    /// words are not.
    pub(super) lost: Vec<Option<FieldPath>>,
}

/// Looks for all passages in order.
pub(super) fn matched<'d>(expected: &'d [Expected<'d>], finished: &'d Finished) -> Matched<'d> {
    let mut matcher = Matcher {
        text: &finished.text,
        cursor: 0,
        astray: Vec::new(),
        matched: Matched::default(),
    };
    for one in expected {
        match one {
            Expected::Passage(passage) => matcher.passage(passage),
            Expected::Row(cells) => matcher.row(cells),
        }
    }
    matcher.settle(finished.text.len());
    matcher.matched
}

struct Matcher<'d> {
    text: &'d str,
    /// The end of the last passage that was found.
    cursor: usize,
    /// Passages since then that were not.
    astray: Vec<&'d Passage<'d>>,
    matched: Matched<'d>,
}

impl<'d> Matcher<'d> {
    /// Where words stand within `reach` bytes behind a place.
    fn find(&self, words: &str, from: usize, reach: usize) -> Option<usize> {
        let end = (from + reach + words.len()).min(self.text.len());
        let end = (end..=self.text.len()).find(|at| self.text.is_char_boundary(*at))?;
        self.text.get(from..end)?.find(words).map(|at| from + at)
    }

    /// How far the next passage may stand from the last one found.
    fn reach(&self) -> usize {
        let astray: usize = self.astray.iter().map(|passage| passage.text.len() + NEAR).sum();
        NEAR + astray
    }

    fn passage(&mut self, passage: &'d Passage<'d>) {
        match self.find(&passage.text, self.cursor, self.reach()) {
            Some(at) => {
                self.settle(at);
                self.see(passage, at);
                self.cursor = at + passage.text.len();
            }
            None => self.astray.push(passage),
        }
    }

    fn see(&mut self, passage: &'d Passage<'d>, start: usize) {
        for (fact, at) in &passage.facts {
            let words = &passage.text[at.clone()];
            let at = start + at.start..start + at.end;
            self.matched.seen.push(Sighting { fact, words, at });
        }
    }

    fn row(&mut self, cells: &'d [Passage<'d>]) {
        let mut cursor = self.cursor;
        let mut places = Vec::new();
        let mut reach = self.reach();
        for cell in cells {
            let Some(at) = self.find(&cell.text, cursor, reach) else { break };
            (cursor, reach) = (at + cell.text.len(), 0);
            places.push(at);
        }
        if places.len() < cells.len() {
            return self.divided(cells);
        }
        if let Some(first) = places.first() {
            self.settle(*first);
        }
        for (cell, at) in cells.iter().zip(places) {
            self.see(cell, at);
        }
        self.cursor = cursor;
    }

    /// A row that runs over pages: the pieces of its cells by turns.
    fn divided(&mut self, cells: &'d [Passage<'d>]) {
        let whole: usize = cells.iter().map(|cell| cell.text.len()).sum();
        let limit = self.cursor + self.reach() + whole;
        let pieces: Vec<Option<Range<usize>>> =
            cells.iter().map(|cell| self.pieces(&cell.text, limit)).collect();
        let start = pieces.iter().flatten().map(|at| at.start).min();
        let Some(start) = start.filter(|_| pieces.iter().all(Option::is_some)) else {
            cells.iter().for_each(|cell| self.passage(cell));
            return;
        };
        self.settle(start);
        for (cell, at) in cells.iter().zip(pieces.into_iter().flatten()) {
            for (fact, words) in &cell.facts {
                let words = &cell.text[words.clone()];
                self.matched.seen.push(Sighting { fact, words, at: at.clone() });
            }
            self.cursor = self.cursor.max(at.end);
        }
    }

    /// From the first to the last of the pieces that make up words, all before `limit`.
    fn pieces(&self, words: &str, limit: usize) -> Option<Range<usize>> {
        let mut from = self.cursor;
        let mut rest = words;
        let mut start = None;
        while !rest.is_empty() {
            let head = (PIECE.min(rest.len())..).find(|at| rest.is_char_boundary(*at))?;
            let at = self.find(&rest[..head], from, limit.checked_sub(from)?)?;
            start.get_or_insert(at);
            let shared = rest.chars().zip(self.text[at..].chars()).take_while(|(a, b)| a == b);
            let length: usize = shared.map(|(a, _)| a.len_utf8()).sum();
            from = at + length;
            rest = &rest[length..];
        }
        Some(start.unwrap_or(self.cursor)..from)
    }

    /// Looks for the facts of the passages that were not found before a place.
    fn settle(&mut self, end: usize) {
        let mut from = self.cursor;
        for passage in std::mem::take(&mut self.astray) {
            let mut whole = true;
            for (fact, at) in &passage.facts {
                let words = &passage.text[at.clone()];
                match self.text.get(from..end).and_then(|text| text.find(words)) {
                    Some(at) => {
                        let at = from + at..from + at + words.len();
                        from = at.end;
                        self.matched.seen.push(Sighting { fact, words, at });
                    }
                    None => {
                        whole = false;
                        self.matched.lost.push(Some((*fact).clone()));
                    }
                }
            }
            if whole {
                self.matched.lost.push(None);
            }
        }
    }
}
