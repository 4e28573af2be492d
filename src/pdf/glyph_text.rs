//! Runs to character codes: which code of an embedded subset shows a glyph for which characters.
//!
//! A glyph may stand for different characters (the faces draw hyphen and soft hyphen alike), and a
//! reader copies what the code says. So a code belongs to a glyph AND its characters. All runs are
//! gathered before any is shown, so that the same glyphs have the same codes in whatever order they
//! come, and two papers of the same letters embed the same subset.

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
    /// For each glyph its place in `main`, from 1.
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

    /// Notes the glyphs of a run with their characters.
    ///
    /// Returns none for a missing glyph, for glyphs without characters and for characters without
    /// glyphs: what is drawn and what is copied must be the same words.
    pub(super) fn gather(&mut self, run: &'a TextRun) -> Option<()> {
        each(run, |glyph, text| self.note(glyph.id, text))
    }

    /// Notes that a glyph stands for `text`; none for a glyph outside the face.
    fn note(&mut self, glyph: u16, text: Cow<'a, str>) -> Option<()> {
        let known = self.by_glyph.get_mut(usize::from(glyph))?;
        if *known == 0 {
            let width = self.face.width(glyph);
            self.main.push(Code { code: 0, glyph, width, subset_glyph: 0, text });
            *known = u16::try_from(self.main.len()).ok()?;
            return Some(());
        }
        let main = &self.main[usize::from(*known) - 1];
        let same = |one: &Code<'_>| one.glyph == glyph && one.text == text;
        if main.text != text && !self.further.iter().any(same) {
            self.further.push(Code { code: 0, glyph, width: main.width, subset_glyph: 0, text });
        }
        Some(())
    }

    /// Gives everything gathered its code, by glyph and then by characters; none where there are
    /// more than a face can have.
    pub(super) fn settle(&mut self) -> Option<()> {
        for further in &mut self.further {
            let main = &mut self.main[usize::from(self.by_glyph[usize::from(further.glyph)]) - 1];
            if further.text < main.text {
                std::mem::swap(&mut further.text, &mut main.text);
            }
        }
        self.main.sort_by_key(|main| main.glyph);
        self.further.sort_by(|a, b| (a.glyph, &a.text).cmp(&(b.glyph, &b.text)));
        for main in &mut self.main {
            main.code = self.subset.remap(main.glyph);
            main.subset_glyph = main.code;
            self.by_glyph[usize::from(main.glyph)] = main.code;
        }
        for (n, further) in self.further.iter_mut().enumerate() {
            further.code = self.face.glyphs.checked_add(u16::try_from(n).ok()?)?;
            further.subset_glyph = self.by_glyph[usize::from(further.glyph)];
        }
        Some(())
    }

    /// Calls `show` with code, width and advance of each glyph of a run, in order; none for a run
    /// that was not gathered before all was settled.
    pub(super) fn encode(
        &self,
        run: &'a TextRun,
        mut show: impl FnMut(u16, i32, i16),
    ) -> Option<()> {
        if self.further.is_empty() {
            // Each glyph stands for the same characters wherever it comes.
            return run.glyphs.iter().try_for_each(|glyph| {
                let main = self.main_of(glyph.id)?;
                show(main.code, main.width, glyph.advance);
                Some(())
            });
        }
        each(run, |glyph, text| {
            let main = self.main_of(glyph.id)?;
            let code = match main.text == text {
                true => main,
                false => {
                    self.further.iter().find(|one| one.glyph == glyph.id && one.text == text)?
                }
            };
            show(code.code, code.width, glyph.advance);
            Some(())
        })
    }

    fn main_of(&self, glyph: u16) -> Option<&Code<'a>> {
        let main = usize::from(*self.by_glyph.get(usize::from(glyph))?);
        self.main.get(main.checked_sub(1)?)
    }
}

/// Calls `see` with each glyph of a run and the characters that it stands for, as long as it gives
/// something; none for a missing glyph, glyphs without characters, characters without glyphs.
fn each<'a>(
    run: &'a TextRun,
    mut see: impl FnMut(Glyph, Cow<'a, str>) -> Option<()>,
) -> Option<()> {
    // Glyph 0 is the empty box that stands for a character the face lacks.
    let mut whole = |glyph: Glyph, text: Cow<'a, str>| match glyph.id == 0 || text.is_empty() {
        true => None,
        false => see(glyph, text),
    };
    let (mut glyphs, mut rest) = (run.glyphs.as_slice(), run.text.as_str());
    while let Some((first, others)) = glyphs.split_first() {
        let text = take_chars(&mut rest, usize::from(first.chars))?;
        glyphs = others;
        if others.first().is_none_or(|next| next.chars > 0) {
            whole(*first, Cow::Borrowed(text))?;
            continue;
        }
        let marks = others.iter().take_while(|glyph| glyph.chars == 0).count();
        let cluster = std::iter::once(first).chain(&others[..marks]);
        for (glyph, part) in cluster.zip(share(text, 1 + marks)?) {
            whole(*glyph, Cow::Owned(part))?;
        }
        glyphs = &others[marks..];
    }
    rest.is_empty().then_some(())
}

/// Splits `n` characters off the front of `rest`.
#[inline]
fn take_chars<'a>(rest: &mut &'a str, n: usize) -> Option<&'a str> {
    let whole: &'a str = rest;
    let end = match n {
        0 => 0,
        1 => whole.chars().next()?.len_utf8(),
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
