//! One set line, and how words look: the type that lines are built from and placed with.

use std::borrow::Cow;

use crate::document::Words;

use super::font::{Shaped, points};
use super::page::{FaceId, Glyph, TextRun};

/// About how many characters a line takes.
const FULL: usize = 96;

/// How the words of a block look, before their own emphasis.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Look {
    /// Arimo instead of Tinos.
    pub(crate) sans: bool,
    /// Size in points.
    pub(crate) size: f32,
    pub(crate) bold: bool,
    pub(crate) italic: bool,
}

impl Look {
    /// The face of words in this look.
    pub(crate) fn face(self, words: &Words) -> FaceId {
        let (bold, italic) = (self.bold || words.bold, self.italic != words.italic);
        match (self.sans, bold, italic) {
            (false, false, false) => FaceId::Serif,
            (false, true, false) => FaceId::SerifBold,
            (false, false, true) => FaceId::SerifItalic,
            (false, true, true) => FaceId::SerifBoldItalic,
            (true, false, _) => FaceId::Sans,
            (true, true, _) => FaceId::SansBold,
        }
    }
}

/// One set line; x counts from its own left end, and all stands on y = 0.
#[derive(Debug, Clone, PartialEq, Default)]
pub(crate) struct TextLine {
    pub(crate) parts: Vec<LinePart>,
    /// Width of what is set, without spaces at the end.
    pub(crate) width: f32,
    /// The last run is a mark that stands off its place, which nothing may join.
    closed: bool,
}

/// One thing on a line, in reading order.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum LinePart {
    Run(TextRun),
    Blank { x: f32, width: f32, label: String },
    CheckBox { x: f32, size: f32, ticked: bool },
}

impl TextLine {
    /// Whether a blank to fill by hand stands on it.
    pub(crate) fn has_blank(&self) -> bool {
        self.parts.iter().any(|part| matches!(part, LinePart::Blank { .. }))
    }

    /// Appends shaped text; a mark that stands off its place becomes a run of its own. The width
    /// is the caller's to move on.
    pub(crate) fn push_text(&mut self, (face, size): (FaceId, f32), glyphs: &[Shaped], text: &str) {
        let text = printed(text);
        let in_place = |shaped: &Shaped| shaped.offset == (0, 0);
        if glyphs.iter().all(in_place) {
            return self.push_stretch((face, size), self.width, glyphs, &text);
        }
        let (mut rest, mut x) = (&*text, self.width);
        for stretch in glyphs.chunk_by(|a, b| in_place(a) && in_place(b)) {
            let n_chars = stretch.iter().map(|shaped| usize::from(shaped.chars)).sum();
            let end = rest.char_indices().nth(n_chars).map_or(rest.len(), |(at, _)| at);
            let (taken, left) = rest.split_at(end);
            self.push_stretch((face, size), x, stretch, taken);
            rest = left;
            x = stretch.iter().fold(x, |x, shaped| x + points(shaped.advance.into(), size));
        }
    }

    /// Appends glyphs that all stand in their place, or one that stands off it.
    fn push_stretch(
        &mut self,
        (face, size): (FaceId, f32),
        x: f32,
        stretch: &[Shaped],
        text: &str,
    ) {
        let Some(&Shaped { offset: (right, up), .. }) = stretch.first() else { return };
        let off = (right, up) != (0, 0);
        let open = match self.parts.last() {
            Some(LinePart::Run(run)) => !self.closed && !off && run.face == face,
            _ => false,
        };
        if !open {
            self.parts.push(LinePart::Run(TextRun {
                face,
                size,
                x: x + points(right.into(), size),
                y: -points(up.into(), size),
                text: String::with_capacity(FULL),
                glyphs: Vec::with_capacity(FULL),
            }));
        }
        self.closed = off;
        if let Some(LinePart::Run(run)) = self.parts.last_mut() {
            run.text.push_str(text);
            run.glyphs.extend(stretch.iter().map(glyph));
        }
    }
}

/// The characters that a text prints: the end of a line prints nothing, a space that holds prints
/// as any other.
pub(crate) fn printed(text: &str) -> Cow<'_, str> {
    // By bytes, which is faster: some other characters have the last byte of that space.
    match text.bytes().any(|byte| matches!(byte, b'\n' | 0xA0)) {
        true => Cow::Owned(text.replace('\u{A0}', " ").replace('\n', "")),
        false => Cow::Borrowed(text),
    }
}

fn glyph(shaped: &Shaped) -> Glyph {
    Glyph { id: shaped.id, advance: shaped.advance, chars: shaped.chars }
}
