//! Words set into the rectangles of a printed form: one line, or blocks in a frame, or frame after frame.

use crate::document::{Block, Inline};

use super::LayoutError;
pub(crate) use super::block::rise;
use super::block::{Compositor, Sheet};
use super::flow::{Region, paginate};
use super::font::{Faces, UNITS_PER_EM};
use super::inline::Setter;
use super::line::Look;
use super::page::{Element, Ink, Item, Mark, Role, TextRun};
use super::tree::Tree;

/// Height of a capital, and depth below the baseline, of the face that forms are typed in, in ems.
pub(crate) const CAPITAL: f32 = 0.716;
pub(crate) const DESCENT: f32 = 0.212;

/// A rectangle in points, counted down from the top edge of the page.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Frame {
    pub(crate) left: f32,
    pub(crate) top: f32,
    pub(crate) right: f32,
    pub(crate) bottom: f32,
}

/// How blocks are set in a frame.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Pitch {
    /// Size of the type in points.
    pub(crate) size: f32,
    /// Baseline to baseline.
    pub(crate) leading: f32,
    /// Space between blocks.
    pub(crate) gap: f32,
}

impl Pitch {
    /// Close lines, with gaps between blocks.
    pub(crate) fn close(size: f32) -> Pitch {
        Pitch { size, leading: size * 1.2, gap: size * 0.5 }
    }
}

/// What was set: items by frame, and the elements that they belong to; the element 0 stands for
/// the field itself.
#[derive(Debug)]
pub(crate) struct Typed {
    pub(crate) frames: Vec<Vec<Item>>,
    pub(crate) elements: Vec<Element>,
}

/// Types words, in one face and many sizes; collects what cannot be set.
pub(crate) struct Typist<'a> {
    faces: &'a Faces,
    setter: Setter<'a>,
}

impl<'a> Typist<'a> {
    pub(crate) fn new(faces: &'a Faces) -> Typist<'a> {
        Typist { faces, setter: Setter::new(faces) }
    }

    /// What could not be set.
    pub(crate) fn into_errors(self) -> Vec<LayoutError> {
        self.setter.errors
    }

    /// The width of a text on one line at a size of one point; nothing where it has several lines.
    pub(crate) fn width(&mut self, text: &[Inline]) -> Option<f32> {
        match &self.setter.set(text, look(SAMPLE), |_| f32::MAX)[..] {
            [] => Some(0.0),
            [line] => Some(line.width / SAMPLE),
            _ => None,
        }
    }

    /// Sets a text on one line that starts at a place on the baseline.
    pub(crate) fn line(&mut self, text: &[Inline], size: f32, place: (f32, f32)) -> Typed {
        let mut tree = Tree::new();
        let element = tree.add(0, Role::Paragraph);
        let mut items = Vec::new();
        for line in self.setter.set(text, look(size), |_| f32::MAX) {
            tree.place(&mut items, line, place, element);
        }
        Typed { frames: vec![items], elements: tree.elements }
    }

    /// Sets characters, each in the middle of a cell of its own.
    pub(crate) fn comb(&mut self, text: &str, size: f32, comb: &Comb) -> Typed {
        let mut tree = Tree::new();
        let element = tree.add(0, Role::Paragraph);
        let mut items = Vec::new();
        for (n, character) in text.chars().enumerate() {
            let line = self.setter.set_line(character.encode_utf8(&mut [0; 4]), look(size));
            let middle = comb.left + (n as f32 + 0.5) * comb.pitch;
            let x = middle - line.width / 2.0;
            tree.place(&mut items, line, (x, comb.baseline), element);
        }
        // Letters in cells would be read out one by one.
        tree.elements[element].alternate = Some(text.to_owned());
        Typed { frames: vec![items], elements: tree.elements }
    }

    /// Sets blocks from the top of a frame; what it does not take goes on in frames of the same
    /// kind, as many as are needed.
    pub(crate) fn blocks(&mut self, blocks: &[Block], pitch: Pitch, frame: Frame) -> Typed {
        let Frame { left, top, right, bottom } = frame;
        let setter = std::mem::replace(&mut self.setter, Setter::new(self.faces));
        let mut compositor = Compositor::new(setter, sheet(pitch, left, right), bottom - top);
        compositor.set_body(blocks);
        let Compositor { setter, tree, body, .. } = compositor;
        self.setter = setter;
        let region = Region { first_top: top, top, bottom, grid: None, foot: 0.0 };
        Typed { frames: paginate(body, region).pages, elements: tree.elements }
    }

    /// How many rows blocks are set in.
    pub(crate) fn n_rows(&mut self, blocks: &[Block], pitch: Pitch, frame: Frame) -> usize {
        let setter = std::mem::replace(&mut self.setter, Setter::new(self.faces));
        let sheet = sheet(pitch, frame.left, frame.right);
        let mut compositor = Compositor::new(setter, sheet, frame.bottom - frame.top);
        compositor.set_body(blocks);
        self.setter = compositor.setter;
        compositor.body.rows.len()
    }
}

/// Cells side by side.
pub(crate) struct Comb {
    pub(crate) left: f32,
    /// Width of a cell.
    pub(crate) pitch: f32,
    pub(crate) baseline: f32,
}

impl Typed {
    /// Whether all of it stands in one frame and within it.
    pub(crate) fn fits(&self, frame: Frame) -> bool {
        self.frames.len() <= 1 && self.frames.iter().flatten().all(|item| within(item, frame))
    }
}

/// A size at which widths are measured; they grow with it.
const SAMPLE: f32 = 10.0;

fn look(size: f32) -> Look {
    Look { sans: true, size, bold: false, italic: false }
}

/// Blocks in a frame: no heading larger than the text.
fn sheet(Pitch { size, leading, gap }: Pitch, left: f32, right: f32) -> Sheet {
    Sheet {
        look: look(size),
        leading,
        tight: leading,
        left,
        right,
        gap,
        headings: [size; 3],
        indents: false,
        centres_headings: false,
        centred: false,
    }
}

/// Whether a thing drawn stands within a frame, a hair for rounding.
fn within(item: &Item, frame: Frame) -> bool {
    const HAIR: f32 = 0.1;
    let [left, right, bottom] = match &item.ink {
        Ink::Text(run) => [run.x, run.x + advance(run), run.y + DESCENT * run.size],
        Ink::Stroke { x0, x1, y0, y1, .. } if item.mark != Mark::Artifact => {
            [x0.min(*x1), x0.max(*x1), y0.max(*y1)]
        }
        // Rules of tables stand out at either side.
        Ink::Stroke { y0, y1, .. } => [frame.left, frame.right, y0.max(*y1)],
    };
    left >= frame.left - HAIR && right <= frame.right + HAIR && bottom <= frame.bottom + HAIR
}

fn advance(run: &TextRun) -> f32 {
    run.glyphs.iter().map(|glyph| f32::from(glyph.advance)).sum::<f32>() * run.size / UNITS_PER_EM
}
