//! The structure tree as it grows, and set lines put in their place with their tags.

use super::line::{LinePart, TextLine};
use super::page::{Element, Ink, Item, Mark, Role, TextRun};

/// Width of the strokes that stand for blanks, boxes and table rules, in points.
pub(crate) const THIN: f32 = 0.5;

/// A blank that nobody could write on, in points: it only says that a fact is missing.
const NARROWEST_BLANK: f32 = 2.0;

/// The structure tree of one paper.
pub(crate) struct Tree {
    pub(crate) elements: Vec<Element>,
    /// Level of the heading before, so that none is skipped (PDF/UA-1, 7.4.2).
    level: u8,
}

impl Tree {
    /// A tree with its root, the element 0.
    pub(crate) fn new() -> Tree {
        Tree {
            elements: vec![Element { role: Role::Document, parent: 0, alternate: None }],
            level: 0,
        }
    }

    pub(crate) fn add(&mut self, parent: usize, role: Role) -> usize {
        self.elements.push(Element { role, parent, alternate: None });
        self.elements.len() - 1
    }

    /// Adds a heading, at most one level below the heading before it.
    pub(crate) fn add_heading(&mut self, parent: usize, level: u8) -> usize {
        self.level = level.clamp(1, self.level + 1);
        self.add(parent, Role::Heading(self.level))
    }

    fn add_figure(&mut self, parent: usize, alternate: String) -> usize {
        self.elements.push(Element { role: Role::Figure, parent, alternate: Some(alternate) });
        self.elements.len() - 1
    }

    /// Puts a set line at a place, as content of an element.
    pub(crate) fn place(
        &mut self,
        items: &mut Vec<Item>,
        line: TextLine,
        (x, y): (f32, f32),
        element: usize,
    ) {
        for part in line.parts {
            match part {
                LinePart::Run(run) => {
                    items.push(Item { mark: Mark::Content(element), ink: moved(run, x, y) })
                }
                // The box of a printed form is the blank; nothing is drawn into it.
                LinePart::Blank { width, .. } if width < NARROWEST_BLANK => {}
                LinePart::Blank { x: at, width, label } => {
                    self.place_blank(items, (x + at, y), width, &label, element);
                }
                LinePart::CheckBox { x: at, size, ticked } => {
                    let figure = self.add_figure(
                        element,
                        (if ticked { "checked" } else { "not checked" }).into(),
                    );
                    items.extend(
                        check_box(x + at, y, size, ticked)
                            .map(|ink| Item { mark: Mark::Content(figure), ink }),
                    );
                }
            }
        }
    }

    /// Puts a stroke to be written upon, which a screen reader hears as `blank: label`.
    pub(crate) fn place_blank(
        &mut self,
        items: &mut Vec<Item>,
        (x, y): (f32, f32),
        width: f32,
        label: &str,
        element: usize,
    ) {
        let figure = self.add_figure(element, format!("blank: {label}"));
        items.push(Item { mark: Mark::Content(figure), ink: stroke((x, y), (x + width, y), THIN) });
    }
}

/// A set line as an artifact: nothing that a screen reader reads.
pub(crate) fn artifacts(line: TextLine, x: f32, y: f32) -> impl Iterator<Item = Item> {
    line.parts.into_iter().filter_map(move |part| match part {
        LinePart::Run(run) => Some(Item { mark: Mark::Artifact, ink: moved(run, x, y) }),
        _ => None,
    })
}

/// A straight stroke that is no content.
pub(crate) fn rule(from: (f32, f32), to: (f32, f32), width: f32) -> Item {
    Item { mark: Mark::Artifact, ink: stroke(from, to, width) }
}

fn stroke((x0, y0): (f32, f32), (x1, y1): (f32, f32), width: f32) -> Ink {
    Ink::Stroke { x0, y0, x1, y1, width }
}

fn moved(run: TextRun, x: f32, y: f32) -> Ink {
    Ink::Text(TextRun { x: run.x + x, y: run.y + y, ..run })
}

/// A square on the baseline, as tall as a capital, and an X in it where it is ticked.
fn check_box(x: f32, y: f32, size: f32, ticked: bool) -> impl Iterator<Item = Ink> {
    let side = size * 0.7;
    let (left, right, top, bottom) = (x + 0.5, x + 0.5 + side, y + 0.5 - side, y + 0.5);
    let square = [
        stroke((left, top), (right, top), THIN),
        stroke((right, top), (right, bottom), THIN),
        stroke((right, bottom), (left, bottom), THIN),
        stroke((left, bottom), (left, top), THIN),
    ];
    let cross = [
        stroke((left, top), (right, bottom), 2.0 * THIN),
        stroke((left, bottom), (right, top), 2.0 * THIN),
    ];
    square.into_iter().chain(cross.into_iter().filter(move |_| ticked))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn heading_levels_never_skip() {
        let mut tree = Tree::new();
        let roles: Vec<Role> = [2, 3, 1, 3]
            .map(|level| {
                let element = tree.add_heading(0, level);
                tree.elements[element].role
            })
            .to_vec();
        assert_eq!(roles, [Role::Heading(1), Role::Heading(2), Role::Heading(1), Role::Heading(2)]);
    }
}
