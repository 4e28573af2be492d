//! Runs to character codes: which code of an embedded subset shows a glyph for which characters.
//!
//! A glyph may stand for different characters (the faces draw hyphen and soft hyphen alike), and a
//! reader copies what the code says. So a code belongs to a glyph AND its characters.

use std::borrow::Cow;

use subsetter::GlyphRemapper;
use unicode_normalization::UnicodeNormalization;

use crate::layout::page::{Glyph, TextRun};

use super::face::Face;

/// One code of a subset.
#[derive(Debug)]
pub(super) struct Code<'a> {
    /// The number that content streams show.
    pub(super) code: u16,
    /// Glyph in the full face.
    pub(super) glyph: u16,
    /// Its advance without kerning, in thousandths of an em, as `/W` states it.
    pub(super) width: i32,
    /// Glyph in the subset.
    pub(super) subset_glyph: u16,
    /// What a reader copies for it; never empty.
    pub(super) text: Cow<'a, str>,
}

/// The codes that a paper uses of one face.
#[derive(Debug)]
pub(super) struct Codes<'a> {
    face: &'a Face<'a>,
    pub(super) subset: GlyphRemapper,
    /// Main codes first, in order, from 1; `further` points behind them.
    pub(super) main: Vec<Code<'a>>,
    /// Codes for glyphs that also stand for other characters, numbered beyond all glyphs.
    pub(super) further: Vec<Code<'a>>,
    by_glyph: Vec<u16>,
}

impl<'a> Codes<'a> {
    pub(super) fn new(face: &'a Face<'a>) -> Codes<'a> {
        Codes {
            face,
            subset: GlyphRemapper::new(),
            main: Vec::with_capacity(96),
            further: Vec::new(),
            by_glyph: vec![0; usize::from(face.glyphs)],
        }
    }

    /// Code and width for a glyph that stands for `text`; none for a glyph outside the face.
    fn code(&mut self, glyph: u16, text: Cow<'a, str>) -> Option<(u16, i32)> {
        let known = *self.by_glyph.get(usize::from(glyph))?;
        if known == 0 {
            let (code, width) = (self.subset.remap(glyph), self.face.width(glyph));
            self.by_glyph[usize::from(glyph)] = code;
            self.main.push(Code { code, glyph, width, subset_glyph: code, text });
            return Some((code, width));
        }
        let main = &self.main[usize::from(known) - 1];
        if main.text == text {
            return Some((known, main.width));
        }
        let width = main.width;
        let same = |further: &&Code<'_>| further.glyph == glyph && further.text == text;
        if let Some(further) = self.further.iter().find(same) {
            return Some((further.code, width));
        }
        let code = self.face.glyphs.checked_add(u16::try_from(self.further.len()).ok()?)?;
        self.further.push(Code { code, glyph, width, subset_glyph: known, text });
        Some((code, width))
    }

    /// Calls `show` with code, width and advance of each glyph of a run, in order.
    ///
    /// Returns none for a missing glyph, for glyphs without characters and for characters without
    /// glyphs: what is drawn and what is copied must be the same words.
    pub(super) fn encode(
        &mut self,
        run: &'a TextRun,
        mut show: impl FnMut(u16, i32, i16),
    ) -> Option<()> {
        let (mut glyphs, mut rest) = (run.glyphs.as_slice(), run.text.as_str());
        while let Some((first, others)) = glyphs.split_first() {
            let marks = others.iter().take_while(|glyph| glyph.chars == 0).count();
            let text = take_chars(&mut rest, usize::from(first.chars))?;
            if marks == 0 {
                let (code, width) = self.checked(*first, Cow::Borrowed(text))?;
                show(code, width, first.advance);
            } else {
                let cluster = &glyphs[..=marks];
                for (glyph, part) in cluster.iter().zip(share(text, cluster.len())?) {
                    let (code, width) = self.checked(*glyph, Cow::Owned(part))?;
                    show(code, width, glyph.advance);
                }
            }
            glyphs = &others[marks..];
        }
        rest.is_empty().then_some(())
    }

    fn checked(&mut self, glyph: Glyph, text: Cow<'a, str>) -> Option<(u16, i32)> {
        // Glyph 0 is the empty box that stands for a character the face lacks.
        if glyph.id == 0 || text.is_empty() {
            return None;
        }
        self.code(glyph.id, text)
    }
}

/// Splits `n` characters off the front of `rest`.
fn take_chars<'a>(rest: &mut &'a str, n: usize) -> Option<&'a str> {
    let whole: &'a str = rest;
    let end = match n {
        0 => 0,
        _ => whole.char_indices().nth(n - 1).map(|(at, c)| at + c.len_utf8())?,
    };
    let (taken, left) = whole.split_at(end);
    *rest = left;
    Some(taken)
}

/// Shares the characters of a cluster out among its glyphs; a letter drawn in parts is decomposed.
fn share(text: &str, n: usize) -> Option<Vec<String>> {
    let mut chars: Vec<char> = text.chars().collect();
    if chars.len() < n {
        chars = text.nfd().collect();
    }
    let first = (chars.len() + 1).checked_sub(n).filter(|first| *first > 0)?;
    let (head, tail) = chars.split_at(first);
    Some(std::iter::once(head.iter().collect()).chain(tail.iter().map(char::to_string)).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_a_cluster_out() {
        assert_eq!(share("x\u{301}", 2), Some(vec!["x".to_owned(), "\u{301}".to_owned()]));
        assert_eq!(share("é", 2), Some(vec!["e".to_owned(), "\u{301}".to_owned()]));
        assert_eq!(share("ffi", 2), Some(vec!["ff".to_owned(), "i".to_owned()]));
        assert_eq!(share("e", 2), None);
    }
}
