//! A draft and its form to a plan: what is typed into each field, and what goes to which attachment.

use std::collections::{BTreeMap, BTreeSet};

use crate::catalog::court_form::{AttachmentPart, FieldUse};
use crate::document::{Block, FormDraft, Inline, ParagraphShape, Table};
use crate::layout::typed::{Pitch, Typist};

use super::blank::BlankField;
use super::cut::{cut_to_go_on, n_letters};
use super::fit::{self, Fill, Slot};
use super::set::Sheet;

/// What is typed onto one copy of a form.
pub(super) struct Plan<'a> {
    /// What is typed into each of the blank's fields.
    pub(super) fills: Vec<Fill>,
    /// What goes to attachments, in order of first appearance.
    pub(super) overflows: Vec<Overflow>,
    pub(super) sheet: Sheet<'a>,
}

/// What goes to one attachment.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Overflow {
    /// Its number.
    pub(super) label: String,
    /// What goes there, each part with what its field is called.
    pub(super) parts: Vec<(String, Vec<Block>)>,
}

/// What an attachment sheet says of itself, where the form is one.
#[derive(Debug, Clone, Copy)]
pub(super) struct Leaf<'l> {
    pub(super) label: &'l str,
    /// Its number among the sheets of the attachment, from 1.
    pub(super) page: usize,
    pub(super) n_pages: usize,
}

/// Plans one copy of a form; `body` is the number of the attachment in which its body goes on.
pub(super) fn plan<'a>(
    typist: &mut Typist<'_>,
    sheet: Sheet<'a>,
    draft: &FormDraft,
    body: &str,
) -> Plan<'a> {
    let fills = vec![Fill::Empty; sheet.blank.fields.len()];
    let plan = Plan { fills, overflows: Vec::new(), sheet };
    let slots = fit::slots(&sheet.blank.fields);
    let mut planner =
        Planner { typist, draft, plan, slots, labels: BTreeMap::new(), sent: BTreeSet::new() };
    planner.fields(body);
    planner.tables();
    planner.homeless(body);
    planner.follows();
    planner.plan.overflows.sort_by(|a, b| counted(&a.label).cmp(&counted(&b.label)));
    planner.plan.even();
    planner.plan
}

/// Plans an attachment sheet, apart from its text. Words that have no room in its own fields come
/// back with the names of their fields, to stand in its text.
pub(super) fn plan_leaf<'a>(
    typist: &mut Typist<'_>,
    sheet: Sheet<'a>,
    draft: &FormDraft,
    leaf: Leaf<'_>,
) -> (Plan<'a>, Vec<(String, Vec<Block>)>) {
    let mut fills = vec![Fill::Empty; sheet.blank.fields.len()];
    let mut astray: Vec<(String, Vec<Block>)> = Vec::new();
    for (n, slot) in fit::slots(&sheet.blank.fields).into_iter().enumerate() {
        let field = slot.field;
        let value = match sheet.revision.fields.get(&field.name) {
            Some(FieldUse::Value(name)) => draft.values.get(name).cloned().unwrap_or_default(),
            Some(FieldUse::Attachment(AttachmentPart::Number)) => line(leaf.label),
            Some(FieldUse::Attachment(AttachmentPart::Page)) => line(&leaf.page.to_string()),
            Some(FieldUse::Attachment(AttachmentPart::Pages)) => line(&leaf.n_pages.to_string()),
            Some(FieldUse::Tick(name)) if draft.ticks.get(name) == Some(&true) => {
                fills[n] = Fill::Tick;
                continue;
            }
            _ => continue,
        };
        fills[n] = fit::fit(typist, &value, slot).unwrap_or_else(|| {
            let part = (called(field, "case"), value);
            if !astray.contains(&part) {
                astray.push(part);
            }
            note(typist, &["See below", "Below"].map(str::to_owned), slot)
        });
    }
    let mut plan = Plan { fills, overflows: Vec::new(), sheet };
    plan.even();
    (plan, astray)
}

impl Plan<'_> {
    /// Makes the lines of each page even.
    fn even(&mut self) {
        let fields = &self.sheet.blank.fields;
        for page in 0..self.sheet.blank.n_pages {
            let fills = self.fills.iter_mut().zip(fields);
            fit::even(fills.filter(|(_, field)| field.page == page).map(|(fill, _)| fill));
        }
    }
}

struct Planner<'p, 't, 'f, 'a> {
    typist: &'p mut Typist<'t>,
    draft: &'f FormDraft,
    plan: Plan<'a>,
    slots: Vec<Slot<'a>>,
    /// Labels of values and tables that the map gives none.
    labels: BTreeMap<String, String>,
    /// Values that went to an attachment; several fields may bear one.
    sent: BTreeSet<String>,
}

impl Planner<'_, '_, '_, '_> {
    fn fields(&mut self, body: &str) {
        let Sheet { blank, revision, .. } = self.plan.sheet;
        for (n, field) in blank.fields.iter().enumerate() {
            self.plan.fills[n] = match revision.fields.get(&field.name) {
                Some(FieldUse::Value(name)) => self.value(name, self.slots[n]),
                Some(FieldUse::Tick(name)) if self.draft.ticks.get(name) == Some(&true) => {
                    Fill::Tick
                }
                Some(FieldUse::Body) => self.body(body, field),
                _ => continue,
            };
        }
    }

    fn value(&mut self, name: &str, slot: Slot<'_>) -> Fill {
        let Some(blocks) = self.draft.values.get(name) else { return Fill::Empty };
        if let Some(fill) = fit::fit(self.typist, blocks, slot) {
            return fill;
        }
        let label = self.label(name, slot.field);
        if self.sent.insert(name.to_owned()) {
            self.send(&label, &called(slot.field, name), blocks.clone());
        }
        self.see(&label, slot)
    }

    /// Types the body as far as it goes; the rest goes on in an attachment.
    fn body(&mut self, label: &str, field: &BlankField) -> Fill {
        const GOES_ON: f32 = 11.0;
        let body = &self.draft.body;
        if fit::is_empty(body) {
            return Fill::Empty;
        }
        let inner = fit::inner(fit::frame(field));
        let whole = fit::sizes(fit::LARGEST).take_while(|size| *size >= GOES_ON - 1.0);
        for size in whole {
            if self.typist.blocks(body, Pitch::close(size), inner).fits(inner) {
                return Fill::Blocks { blocks: body.clone(), size, foot: None };
            }
        }
        let foot = format!("(continued in Attachment {label})");
        let mut above = inner;
        above.bottom -= GOES_ON * 1.6;
        let typed = self.typist.blocks(body, Pitch::close(GOES_ON), above);
        let n = typed.frames.first().map_or(0, |items| n_letters(items));
        let (blocks, rest) = cut_to_go_on(body, n);
        if rest.is_empty() {
            return Fill::Blocks { blocks, size: GOES_ON, foot: None };
        }
        self.send(label, "", rest);
        Fill::Blocks { blocks, size: GOES_ON, foot: Some(foot) }
    }

    /// Types the rows of each table that the form has room for; one that does not fit goes to the
    /// attachment, and so do all behind it.
    fn tables(&mut self) {
        let draft = self.draft;
        let mut tables: Vec<_> = draft.tables.iter().collect();
        tables.sort_by_key(|(name, _)| counted(name));
        for (name, table) in tables {
            let cells = self.cells(name);
            let n_room = cells.keys().map(|(row, _)| *row).max().unwrap_or(0);
            let n_rows = table.rows.len().min(n_room);
            let mut typed: Vec<(usize, Fill)> = Vec::new();
            let fit = (0..n_rows).find(|row| match self.row(&table.rows[*row], *row, &cells) {
                Some(fills) => {
                    typed.extend(fills);
                    false
                }
                None => true,
            });
            even_table(&mut typed);
            for (field, fill) in typed {
                self.plan.fills[field] = fill;
            }
            let n_typed = fit.unwrap_or(n_rows);
            if n_typed < table.rows.len() {
                self.attach_rows(name, table, n_typed, &cells);
            }
        }
    }

    /// The fields of a table by row and column, each from 1.
    fn cells(&self, name: &str) -> BTreeMap<(usize, usize), usize> {
        let Sheet { blank, revision, .. } = self.plan.sheet;
        let cell = |(n, field): (usize, &BlankField)| match revision.fields.get(&field.name) {
            Some(FieldUse::Cell(table, row, column)) if table == name => Some(((*row, *column), n)),
            _ => None,
        };
        blank.fields.iter().enumerate().filter_map(cell).collect()
    }

    /// What is typed for a row, from 0; nothing where one of its cells does not fit.
    fn row(
        &mut self,
        row: &[Vec<Inline>],
        n: usize,
        cells: &BTreeMap<(usize, usize), usize>,
    ) -> Option<Vec<(usize, Fill)>> {
        let said = row.iter().enumerate().filter(|(_, text)| !fit::says_nothing(text));
        said.map(|(column, text)| {
            let at = *cells.get(&(n + 1, column + 1))?;
            let value = [Block::Paragraph { text: text.clone(), shape: ParagraphShape::Flush }];
            Some((at, fit::fit(self.typist, &value, self.slots[at])?))
        })
        .collect()
    }

    fn attach_rows(
        &mut self,
        name: &str,
        table: &Table,
        from: usize,
        cells: &BTreeMap<(usize, usize), usize>,
    ) {
        let fields = &self.plan.sheet.blank.fields;
        let free = cells.iter().find(|((row, _), _)| *row == from + 1).map(|(_, field)| *field);
        let label = match cells.values().next().map(|field| &fields[*field]) {
            Some(field) => self.label(name, field),
            None => self.label_of(name, ""),
        };
        let rest = Table { header: table.header.clone(), rows: table.rows[from..].to_vec() };
        self.send(&label, &words_of(name), vec![Block::Table(rest)]);
        if let Some(field) = free {
            self.plan.fills[field] = self.see(&label, self.slots[field]);
        }
    }

    /// What has no field on this revision and an attachment of its own goes there.
    fn homeless(&mut self, body: &str) {
        let Sheet { revision, map, .. } = self.plan.sheet;
        let uses = |wanted: &FieldUse| revision.fields.values().any(|one| one == wanted);
        let draft = self.draft;
        for (name, blocks) in &draft.values {
            let here = uses(&FieldUse::Value(name.clone()));
            if !here && map.attachments.contains_key(name) && !fit::is_empty(blocks) {
                let label = self.label_of(name, "");
                // The number of an item says what it is about; the name is our own.
                let numbered = label.starts_with(|c: char| c.is_ascii_digit());
                let called = if numbered { String::new() } else { words_of(name) };
                self.send(&label, &called, blocks.clone());
            }
        }
        if !uses(&FieldUse::Body) && !fit::is_empty(&draft.body) {
            self.send(body, "", draft.body.clone());
        }
        for (label, blocks) in draft.extra.iter().filter(|(_, blocks)| !fit::is_empty(blocks)) {
            self.send(label, "", blocks.clone());
        }
    }

    /// Ticks the box that says that an attachment follows.
    fn follows(&mut self) {
        let Sheet { blank, revision, .. } = self.plan.sheet;
        let says = FieldUse::Attachment(AttachmentPart::Follows);
        for (field, fill) in blank.fields.iter().zip(&mut self.plan.fills) {
            if revision.fields.get(&field.name) == Some(&says) && !self.plan.overflows.is_empty() {
                *fill = Fill::Tick;
            }
        }
    }

    /// What a field says whose value stands in an attachment.
    fn see(&mut self, label: &str, slot: Slot<'_>) -> Fill {
        let notes = ["See Attachment", "See Att.", "Att."].map(|note| format!("{note} {label}"));
        note(self.typist, &notes, slot)
    }

    fn label(&mut self, name: &str, field: &BlankField) -> String {
        self.label_of(name, &field.tooltip)
    }

    /// The number of the attachment of a value or table: the map's, or words for it, or a letter.
    fn label_of(&mut self, name: &str, tooltip: &str) -> String {
        const LONGEST: usize = 12;
        if let Some(label) = self.plan.sheet.map.attachments.get(name) {
            return label.clone();
        }
        if let Some(label) = self.labels.get(name) {
            return label.clone();
        }
        let taken = |label: &str| {
            let declared = self.plan.sheet.map.attachments.values();
            declared.chain(self.labels.values()).any(|one| one == label)
        };
        let words = tidy(tooltip);
        let fits = !words.is_empty() && words.chars().count() <= LONGEST && !taken(&words);
        let label = if fits { words } else { letter(taken) };
        self.labels.insert(name.to_owned(), label.clone());
        label
    }

    /// Sends blocks to an attachment.
    fn send(&mut self, label: &str, called: &str, blocks: Vec<Block>) {
        let part = (called.to_owned(), blocks);
        let overflows = &mut self.plan.overflows;
        match overflows.iter_mut().find(|one| one.label == label) {
            Some(one) => one.parts.push(part),
            None => overflows.push(Overflow { label: label.to_owned(), parts: vec![part] }),
        }
    }
}

/// By the first number in a name, then by the name: `item-8a` before `item-10b`.
fn counted(name: &str) -> (u32, &str) {
    let from = name.find(|c: char| c.is_ascii_digit()).map_or("", |at| &name[at..]);
    let end = from.find(|c: char| !c.is_ascii_digit()).unwrap_or(from.len());
    (from[..end].parse().unwrap_or(0), name)
}

/// The first letter, or row of letters, that is not taken.
fn letter(taken: impl Fn(&str) -> bool) -> String {
    let letters = (0..).map(|n: u32| {
        let c = char::from(b'A' + (n % 26) as u8);
        std::iter::repeat_n(c, (n / 26 + 1) as usize).collect::<String>()
    });
    letters.into_iter().find(|label| !taken(label)).unwrap_or_default()
}

/// One size for all cells of a table.
fn even_table(typed: &mut [(usize, Fill)]) {
    let size = |fill: &Fill| match fill {
        Fill::Line { size, .. } | Fill::Blocks { size, .. } => *size,
        _ => fit::LARGEST,
    };
    let least = typed.iter().map(|(_, fill)| size(fill)).fold(fit::LARGEST, f32::min);
    for (_, fill) in typed {
        if let Fill::Line { size, .. } | Fill::Blocks { size, .. } = fill {
            *size = least;
        }
    }
}

/// The longest of the notes that a field takes; none where it takes none of them.
fn note(typist: &mut Typist<'_>, notes: &[String], slot: Slot<'_>) -> Fill {
    let mut fitting = notes.iter().filter_map(|note| fit::fit(typist, &line(note), slot));
    fitting.next().unwrap_or(Fill::Empty)
}

fn line(words: &str) -> Vec<Block> {
    vec![Block::Paragraph { text: vec![Inline::plain(words)], shape: ParagraphShape::Flush }]
}

/// What a field is called on paper: what it tells a screen reader, else the name of its value.
fn called(field: &BlankField, name: &str) -> String {
    let words = tidy(&field.tooltip);
    if words.is_empty() { words_of(name) } else { words }
}

/// A tooltip without what only makes sense before a field.
fn tidy(tooltip: &str) -> String {
    let words: Vec<&str> = tooltip.split_whitespace().collect();
    let words = words.join(" ");
    let words = words.trim_end_matches([':', ' ']);
    let inner = words.strip_prefix('(').and_then(|rest| rest.strip_suffix(')'));
    inner.unwrap_or(words).to_owned()
}

/// The name of a value in words: `case-title` is a case title.
fn words_of(name: &str) -> String {
    let words = name.replace(['_', '-'], " ");
    let mut letters = words.chars();
    letters.next().map_or(String::new(), |first| first.to_uppercase().chain(letters).collect())
}
