//! What found no room on a form, set on as many attachment sheets as it takes.

use crate::catalog::court_form::{AttachmentPart, FieldUse};
use crate::document::{Block, FormDraft, Inline, Words};
use crate::layout::page::{Element, Ink, Item, Mark, Page, Role};
use crate::layout::typed::{Frame, Pitch, Typed};

use super::blank::BlankField;
use super::cut::{cut, n_letters};
use super::fit;
use super::plan::{Leaf, Overflow, plan_leaf};
use super::print::{RunningText, paragraph};
use super::set::{Press, Sheet};

/// The size of the text, and the one that is taken where it saves a sheet.
const SIZE: f32 = 11.0;
const SAVING: f32 = 10.0;

/// Size of the type on plain paper of our own, which the rules on papers bind (rule 2.104).
const PLAIN_SIZE: f32 = 12.0;

/// How the sheets of an attachment are set.
#[derive(Debug, Clone, Copy)]
struct SheetKind {
    /// Where the text stands.
    frame: Frame,
    /// Size of its type, and the size that is tried to save a sheet.
    usual: f32,
    saving: f32,
}

impl SheetKind {
    /// The same within a numbered item or a quotation, which stands in from both sides.
    fn within(self) -> SheetKind {
        /// How far they stand in at the most, and the gap above them.
        const INSET: f32 = 60.0;
        let Frame { left, top, right, bottom } = self.frame;
        let frame = Frame { left: left + INSET, top: top + 2.0 * self.usual, right, bottom };
        SheetKind { frame, ..self }
    }
}

/// The space of a plain sheet.
const PLAIN: Frame = Frame { left: 72.0, top: 60.0, right: 540.0, bottom: 720.0 };

/// The parts of an attachment, each with what its field is called.
type Parts = [(String, Vec<Block>)];

impl<'a> Press<'_, 'a> {
    /// Sets an attachment to a form; says how many sheets it has.
    pub(super) fn attach(&mut self, form: &str, overflow: &Overflow) -> usize {
        let leaf = self.setting.forms.attachment.as_ref();
        let sheet = leaf.and_then(|draft| Some((draft, (self.setting.sheet)(&draft.number)?)));
        let field = sheet.and_then(|(draft, sheet)| Some((draft, sheet, text_field(sheet)?)));
        match field {
            Some((draft, sheet, field)) => self.attach_sheets((draft, sheet), field, overflow),
            None => self.attach_plain(form, overflow),
        }
    }

    fn attach_sheets(
        &mut self,
        (draft, sheet): (&FormDraft, Sheet<'a>),
        field: &BlankField,
        overflow: &Overflow,
    ) -> usize {
        let label = overflow.label.as_str();
        let first = Leaf { label, page: 1, n_pages: 1 };
        let (_, mut parts) = plan_leaf(&mut self.typist, sheet, draft, first);
        parts.extend(overflow.parts.iter().cloned());
        let mut text = self.running_text(
            &parts,
            SheetKind { frame: fit::inner(fit::frame(field)), usual: SIZE, saving: SAVING },
        );
        let n_pages = text.typed.frames.len();
        for page in 1..=n_pages {
            let leaf = Leaf { label, page, n_pages };
            let (plan, _) = plan_leaf(&mut self.typist, sheet, draft, leaf);
            self.print(&plan, Some(&mut text));
        }
        n_pages
    }

    /// The text of an attachment on sheets of one kind.
    fn running_text(&mut self, parts: &Parts, kind: SheetKind) -> RunningText {
        let SheetKind { frame, usual, saving } = kind;
        let blocks = self.blocks_of(parts, kind);
        let mut typed = self.typist.blocks(&blocks, Pitch::close(usual), frame);
        if typed.frames.len() > 1 {
            let smaller = self.typist.blocks(&blocks, Pitch::close(saving), frame);
            if smaller.frames.len() < typed.frames.len() {
                typed = smaller;
            }
        }
        let blocks = sheet_by_sheet(&typed, blocks);
        RunningText { typed, blocks, next: 0, base: None }
    }

    /// All parts in order, each below what its field is called.
    fn blocks_of(&mut self, parts: &Parts, kind: SheetKind) -> Vec<Block> {
        let mut blocks = Vec::new();
        for (called, part) in parts {
            if !called.is_empty() {
                blocks.push(Block::Heading { level: 2, text: vec![Inline::plain(called.clone())] });
            }
            blocks.extend(self.untorn(part, kind));
        }
        blocks
    }

    /// Blocks whose tables, where a row is taller than a sheet, are lines, so that no cell is ever
    /// torn apart.
    fn untorn(&mut self, blocks: &[Block], kind: SheetKind) -> Vec<Block> {
        let mut whole = Vec::new();
        for block in blocks {
            match block {
                Block::PageBreak => {}
                Block::Table(table) if self.tears(block, table.rows.len(), kind) => {
                    whole.extend(rows_as_lines(&table.header, &table.rows));
                }
                Block::Numbered { label, blocks } => {
                    let (label, blocks) = (label.clone(), self.untorn(blocks, kind.within()));
                    whole.push(Block::Numbered { label, blocks });
                }
                Block::Quotation { blocks } => {
                    let blocks = self.untorn(blocks, kind.within());
                    whole.push(Block::Quotation { blocks });
                }
                _ => whole.push(block.clone()),
            }
        }
        whole
    }

    /// Whether a row of a table would be divided.
    fn tears(&mut self, table: &Block, n_rows: usize, kind: SheetKind) -> bool {
        let pitch = Pitch::close(kind.usual);
        self.typist.n_rows(std::slice::from_ref(table), pitch, kind.frame) > n_rows + 1
    }

    /// The same on plain paper, for want of a blank.
    fn attach_plain(&mut self, form: &str, overflow: &Overflow) -> usize {
        let head = |press: &mut Self, page: usize, n: usize| {
            let words = format!("Attachment {} to form {form}, page {page} of {n}", overflow.label);
            let mut blocks = vec![Block::Heading { level: 1, text: vec![Inline::plain(words)] }];
            let draft = press.setting.forms.attachment.as_ref();
            blocks.extend(
                draft.into_iter().flat_map(|draft| draft.values.values().flatten().cloned()),
            );
            let typed = press.typist.blocks(&blocks, Pitch::close(PLAIN_SIZE), PLAIN);
            (blocks, typed)
        };
        let (_, tried) = head(self, 1, 1);
        let foot = tried.frames.first().map_or(PLAIN.top, |items| lowest(items)) + 8.0;
        let frame = Frame { top: foot + 10.0, ..PLAIN };
        let mut text = self.running_text(
            &overflow.parts,
            SheetKind { frame, usual: PLAIN_SIZE, saving: PLAIN_SIZE },
        );
        let n = text.typed.frames.len();
        let section = self.element(Element { role: Role::Section, parent: 0, alternate: None });
        for page in 1..=n {
            let (blocks, typed) = head(self, page, n);
            let mut items = Vec::new();
            self.take(typed, section, &mut items);
            let (x0, x1) = (PLAIN.left, PLAIN.right);
            let ink = Ink::Stroke { x0, y0: foot, x1, y1: foot, width: 0.5 };
            items.push(Item { mark: Mark::Artifact, ink });
            self.blocks.extend(blocks);
            self.type_text(&mut text, section, &mut items);
            self.push_page(Page { items });
        }
        n
    }
}

/// The field of a sheet that takes the text.
fn text_field(sheet: Sheet<'_>) -> Option<&BlankField> {
    let is_text = |field: &&BlankField| {
        let used = sheet.revision.fields.get(&field.name);
        matches!(used, Some(FieldUse::Attachment(AttachmentPart::Text)))
    };
    sheet.blank.fields.iter().find(is_text)
}

/// What each sheet says.
fn sheet_by_sheet(typed: &Typed, blocks: Vec<Block>) -> Vec<Vec<Block>> {
    let mut sheets = Vec::with_capacity(typed.frames.len());
    let mut rest = blocks;
    for items in &typed.frames[..typed.frames.len().saturating_sub(1)] {
        let (here, behind) = cut(&rest, n_letters(items));
        sheets.push(here);
        rest = behind;
    }
    sheets.push(rest);
    sheets
}

/// Each cell of each row below the words of its column.
fn rows_as_lines<'t>(
    header: &'t [Vec<Inline>],
    rows: &'t [Vec<Vec<Inline>>],
) -> impl Iterator<Item = Block> + 't {
    rows.iter().flatten().zip(header.iter().cycle()).filter(|(cell, _)| !cell.is_empty()).map(
        |(cell, head)| {
            let mut text = head.clone();
            text.iter_mut().for_each(embolden);
            if !text.is_empty() {
                text.push(Inline::plain(": "));
            }
            text.extend(cell.iter().cloned());
            paragraph(text)
        },
    )
}

fn embolden(inline: &mut Inline) {
    if let Inline::Text(Words { bold, .. }) = inline {
        *bold = true;
    }
}

/// How far down items reach.
fn lowest(items: &[Item]) -> f32 {
    let depth = |item: &Item| match &item.ink {
        Ink::Text(run) => run.y,
        Ink::Stroke { y0, y1, .. } => y0.max(*y1),
    };
    items.iter().map(depth).fold(PLAIN.top, f32::max)
}
