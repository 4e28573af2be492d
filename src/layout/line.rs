//! One set line, and how words look: the type that lines are built from and placed with.

use crate::document::Words;

use super::font::{Shaped, points};
use super::page::{FaceId, Glyph, TextRun};

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
        let mut chars =
            text.chars().filter(|&c| c != '\n').map(|c| if c == '\u{A0}' { ' ' } else { c });
        let mut x = self.width;
        for shaped in glyphs {
            let off = shaped.offset != (0, 0);
            let open = match self.parts.last() {
                Some(LinePart::Run(run)) => !self.closed && !off && run.face == face,
                _ => false,
            };
            if !open {
                let (dx, dy) =
                    (points(shaped.offset.0.into(), size), points(shaped.offset.1.into(), size));
                let run = TextRun {
                    face,
                    size,
                    x: x + dx,
                    y: -dy,
                    text: String::new(),
                    glyphs: Vec::new(),
                };
                self.parts.push(LinePart::Run(run));
            }
            self.closed = off;
            if let Some(LinePart::Run(run)) = self.parts.last_mut() {
                run.text.extend(chars.by_ref().take(shaped.chars.into()));
                run.glyphs.push(Glyph {
                    id: shaped.id,
                    advance: shaped.advance,
                    chars: shaped.chars,
                });
            }
            x += points(shaped.advance.into(), size);
        }
    }
}
