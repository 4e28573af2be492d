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
    let mut matcher =
        Matcher { finished, cursor: 0, astray: Vec::new(), matched: Matched::default() };
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
    finished: &'d Finished,
    /// The end of the last passage that was found.
    cursor: usize,
    /// Passages since then that were not.
    astray: Vec<&'d Passage<'d>>,
    matched: Matched<'d>,
}

impl<'d> Matcher<'d> {
    /// Where the words of a passage stand within `reach` bytes behind a place.
    fn find(&self, words: &str, from: usize, reach: usize) -> Option<usize> {
        let mut places = self.places(words, from, reach);
        places.find(|at| self.finished.is_whole(&(*at..at + words.len())))
    }

    fn places(&self, words: &str, from: usize, reach: usize) -> impl Iterator<Item = usize> {
        let text = &self.finished.text;
        let end = from.saturating_add(reach).saturating_add(words.len()).min(text.len());
        let end = (end..=text.len()).find(|at| text.is_char_boundary(*at)).unwrap_or(text.len());
        let window = text.get(from..end).unwrap_or_default();
        window.match_indices(words).map(move |(at, _)| from + at)
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
        let pieces: Option<Vec<Vec<Range<usize>>>> =
            cells.iter().map(|cell| self.pieces(&cell.text, limit)).collect();
        let Some(row) = pieces.as_ref().and_then(|pieces| self.row_of(pieces)) else {
            cells.iter().for_each(|cell| self.passage(cell));
            return;
        };
        self.settle(row.start);
        for (cell, pieces) in cells.iter().zip(pieces.iter().flatten()) {
            let (Some(first), Some(last)) = (pieces.first(), pieces.last()) else { continue };
            for (fact, words) in &cell.facts {
                let words = &cell.text[words.clone()];
                self.matched.seen.push(Sighting { fact, words, at: first.start..last.end });
            }
        }
        self.cursor = row.end;
    }

    /// All pieces together, where none stands on another and a page ends among them.
    fn row_of(&self, pieces: &[Vec<Range<usize>>]) -> Option<Range<usize>> {
        let mut all: Vec<&Range<usize>> = pieces.iter().flatten().collect();
        all.sort_by_key(|piece| piece.start);
        let row = all.first()?.start..all.last()?.end;
        let apart = all.windows(2).all(|pair| pair[0].end <= pair[1].start);
        (apart && self.finished.is_divided(&row)).then_some(row)
    }

    /// The pieces that make up words, in order, all before `limit`.
    fn pieces(&self, words: &str, limit: usize) -> Option<Vec<Range<usize>>> {
        let mut from = self.cursor;
        let mut rest = words;
        let mut pieces = Vec::new();
        while !rest.is_empty() {
            let head = (PIECE.min(rest.len())..).find(|at| rest.is_char_boundary(*at))?;
            let at = self.places(&rest[..head], from, limit.checked_sub(from)?).next()?;
            let text = self.finished.text[at..].chars();
            let shared = rest.chars().zip(text).take_while(|(a, b)| a == b);
            from = at + shared.map(|(a, _)| a.len_utf8()).sum::<usize>();
            rest = &rest[from - at..];
            pieces.push(at..from);
        }
        Some(pieces)
    }

    /// Looks for the facts of the passages that were not found, before a place: each about where
    /// it would stand, so that the same words further on do not stand in for it.
    fn settle(&mut self, end: usize) {
        let mut from = self.cursor;
        let mut start = self.cursor;
        for passage in std::mem::take(&mut self.astray) {
            let mut whole = true;
            for (fact, at) in &passage.facts {
                let words = &passage.text[at.clone()];
                let least = from.max((start + at.start).saturating_sub(NEAR));
                let most = (start + at.start + NEAR).min(end.saturating_sub(words.len()));
                let reach = most.saturating_sub(least);
                let place = self.places(words, self.floor(least), reach).next();
                match place.filter(|place| place + words.len() <= end) {
                    Some(place) => {
                        from = place + words.len();
                        start = place.saturating_sub(at.start);
                        self.matched.seen.push(Sighting { fact, words, at: place..from });
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
            start += passage.text.len();
        }
    }

    /// The first byte of the letter that a place is in.
    fn floor(&self, place: usize) -> usize {
        let text = &self.finished.text;
        (0..=place.min(text.len())).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0)
    }
}
