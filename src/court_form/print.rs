//! A plan printed: each fill drawn in its field, in reading order, with its place among the tags.

use lopdf::Object;

use crate::catalog::court_form::{AttachmentPart, FieldUse};
use crate::document::{Block, Inline, ParagraphShape};
use crate::layout::page::{Element, Entry, Ink, Item, Mark, Page, Role};
use crate::layout::typed::{Comb, Typed};
use crate::pdf::{Tagged, Underlay};

use super::blank::{Blank, BlankField, FieldKind};
use super::fit::{self, Fill};
use super::plan::Plan;
use super::set::Press;

/// Width of the strokes of an X, and how far they stay within the box.
const CROSS: f32 = 1.0;
const INSET: f32 = 1.5;

/// The text of an attachment, sheet by sheet.
pub(super) struct RunningText {
    pub(super) typed: Typed,
    /// What each sheet says.
    pub(super) blocks: Vec<Vec<Block>>,
    /// The sheet that comes next.
    pub(super) next: usize,
    /// Where the elements of the text stand among those of the pages, once they do.
    pub(super) base: Option<(usize, usize)>,
}

impl Press<'_, '_> {
    /// The elements of typed words behind those there are, below the element of their field.
    fn adopt(&mut self, elements: &[Element], field: usize) -> (usize, usize) {
        let base = self.pages.elements.len();
        for element in &elements[1..] {
            let parent = if element.parent == 0 { field } else { base + element.parent - 1 };
            self.pages.elements.push(Element { parent, ..element.clone() });
        }
        (base, field)
    }
}

fn moved(item: Item, (base, field): (usize, usize)) -> Item {
    let mark = match item.mark {
        Mark::Content(0) => Mark::Content(field),
        Mark::Content(n) => Mark::Content(base + n - 1),
        Mark::Artifact => Mark::Artifact,
    };
    Item { mark, ..item }
}

impl<'a> Press<'_, 'a> {
    /// Prints one copy of a form.
    pub(super) fn print(&mut self, plan: &Plan<'a>, mut text: Option<&mut RunningText>) {
        let blank = plan.sheet.blank;
        let first = self.pages.pages.len();
        let sections = self.sections(blank);
        let mut ours: Vec<Option<usize>> = vec![None; blank.fields.len()];
        for (page, section) in sections.iter().enumerate() {
            let mut items = Vec::new();
            for n in in_order(&blank.fields, page) {
                let field = &blank.fields[n];
                let is_text = matches!(
                    plan.sheet.revision.fields.get(&field.name),
                    Some(FieldUse::Attachment(AttachmentPart::Text))
                );
                let fill = &plan.fills[n];
                let text = text.as_deref_mut().filter(|_| is_text);
                if *fill == Fill::Empty && text.is_none() {
                    continue;
                }
                let element = self.element(Element {
                    role: Role::Field(entry(field, fill)),
                    parent: *section,
                    alternate: Some(field.tooltip.clone()).filter(|words| !words.is_empty()),
                });
                ours[n] = Some(element);
                match text {
                    Some(text) => self.type_text(text, element, &mut items),
                    None => self.type_fill(fill, (field, blank), element, &mut items),
                }
            }
            self.push_page(Page { items });
        }
        let tagged = |(n, field): (usize, &'a BlankField)| {
            let (ours, words) = (ours[n], field.tooltip.as_str());
            let entry = entry(field, &plan.fills[n]);
            let element = field.element.filter(|_| field.kind != FieldKind::Button)?;
            Some(Tagged { element, ours, entry, words })
        };
        let tagged = blank.fields.iter().enumerate().filter_map(tagged).collect();
        self.printed.resize(first, "");
        self.printed.extend(blank.words.iter().map(String::as_str));
        self.underlays.push(Underlay { doc: &blank.doc, first, sections, tagged });
    }

    /// The element that holds each page: one for all where the form has tags of its own.
    fn sections(&mut self, blank: &Blank) -> Vec<usize> {
        let section = || Element { role: Role::Section, parent: 0, alternate: None };
        let tagged = blank.doc.catalog().is_ok_and(|catalog| catalog.has(b"StructTreeRoot"));
        match tagged {
            true => vec![self.element(section()); blank.n_pages],
            false => (0..blank.n_pages).map(|_| self.element(section())).collect(),
        }
    }

    /// Types what an attachment says on the sheet that comes next.
    pub(super) fn type_text(
        &mut self,
        text: &mut RunningText,
        element: usize,
        items: &mut Vec<Item>,
    ) {
        let base = match text.base {
            Some(base) => base,
            None => *text.base.insert(self.adopt(&text.typed.elements, element)),
        };
        let Some(frame) = text.typed.frames.get_mut(text.next) else { return };
        items.extend(std::mem::take(frame).into_iter().map(|item| moved(item, base)));
        self.blocks.append(&mut text.blocks[text.next]);
        text.next += 1;
    }

    fn type_fill(
        &mut self,
        fill: &Fill,
        (field, blank): (&BlankField, &Blank),
        element: usize,
        items: &mut Vec<Item>,
    ) {
        let frame = fit::frame(field);
        match fill {
            Fill::Empty => {}
            Fill::Tick => items.extend(cross(field.rect, element)),
            Fill::Line { text, size } => {
                let width = self.typist.width(text).unwrap_or(0.0) * size;
                let place = fit::place(frame, width, *size, alignment(blank, field));
                let typed = self.typist.line(text, *size, place);
                self.take(typed, element, items);
                self.blocks.push(paragraph(text.clone()));
            }
            Fill::Comb { text, size } => {
                let FieldKind::Text { most: Some(most), .. } = field.kind else { return };
                let comb = Comb {
                    left: frame.left,
                    pitch: (frame.right - frame.left) / most.max(1) as f32,
                    baseline: fit::baseline(frame, *size),
                };
                let typed = self.typist.comb(text, *size, &comb);
                self.take(typed, element, items);
                self.blocks.push(paragraph(vec![Inline::plain(text.clone())]));
            }
            Fill::Blocks { blocks, size, foot } => {
                let (pitch, inner) = fit::text_of(frame, *size);
                let typed = self.typist.blocks(blocks, pitch, inner);
                self.take(typed, element, items);
                self.blocks.extend(blocks.iter().cloned());
                if let Some(foot) = foot {
                    let text = vec![Inline::plain(foot.clone())];
                    let place = (inner.left, inner.bottom - 0.25 * size);
                    let typed = self.typist.line(&text, *size, place);
                    self.take(typed, element, items);
                    self.blocks.push(paragraph(text));
                }
            }
        }
    }

    pub(super) fn take(&mut self, typed: Typed, element: usize, items: &mut Vec<Item>) {
        let base = self.adopt(&typed.elements, element);
        items.extend(typed.frames.into_iter().flatten().map(|item| moved(item, base)));
    }
}

pub(super) fn paragraph(text: Vec<Inline>) -> Block {
    Block::Paragraph { text, shape: ParagraphShape::Flush }
}

fn entry(field: &BlankField, fill: &Fill) -> Entry {
    let ticked = *fill == Fill::Tick;
    match field.kind {
        // Boxes of which one is ticked bear its state in their name.
        FieldKind::Tick if field.name.contains('=') => Entry::Choice { ticked },
        FieldKind::Tick => Entry::Box { ticked },
        _ => Entry::Words,
    }
}

/// The fields of a page from top to bottom, those of one line from left to right.
fn in_order(fields: &[BlankField], page: usize) -> Vec<usize> {
    /// Tops closer than this are of one line.
    const BAND: f32 = 5.0;
    let mut order: Vec<usize> = (0..fields.len()).filter(|n| fields[*n].page == page).collect();
    let [left, top] = [0, 1].map(|edge| move |n: &usize| fields[*n].rect[edge]);
    order.sort_by(|a, b| top(a).total_cmp(&top(b)));
    let mut start = 0;
    while start < order.len() {
        let line = top(&order[start]) + BAND;
        let n = order[start..].iter().take_while(|n| top(n) <= line).count().max(1);
        order[start..start + n].sort_by(|a, b| left(a).total_cmp(&left(b)));
        start += n;
    }
    order
}

/// How a field stands its words: 0 for the left, 1 for the middle, 2 for the right.
fn alignment(blank: &Blank, field: &BlankField) -> i64 {
    let mut node = blank.doc.get_dictionary(field.widget).ok();
    for _ in 0..8 {
        let Some(own) = node else { return 0 };
        if let Ok(align) = own.get(b"Q").and_then(Object::as_i64) {
            return align;
        }
        let parent = own.get(b"Parent").and_then(Object::as_reference).ok();
        node = parent.and_then(|parent| blank.doc.get_dictionary(parent).ok());
    }
    0
}

/// An X in the middle of a box.
fn cross([left, top, right, bottom]: [f32; 4], element: usize) -> impl Iterator<Item = Item> {
    let (x, y) = ((left + right) / 2.0, (top + bottom) / 2.0);
    let half = ((right - left).min(bottom - top) / 2.0 - INSET).max(1.0);
    let stroke = move |y0: f32, y1: f32| Item {
        mark: Mark::Content(element),
        ink: Ink::Stroke { x0: x - half, y0, x1: x + half, y1, width: CROSS },
    };
    [stroke(y - half, y + half), stroke(y + half, y - half)].into_iter()
}
