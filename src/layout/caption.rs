//! The caption of a pleading: party block, court title and case box (rule 2.111).

use crate::document::{Caption, CaseTitle, Inline};

use super::LayoutError;
use super::block::Compositor;
use super::line::{Look, TextLine};
use super::page::{Item, Role};
use super::pleading::{LEFT, LOOK, N_LINES, PITCH, RIGHT, RISE, TOP, line_top};
use super::tree::{THIN, rule};

/// Right edge of text beside the clerk's space, a hair left of the centre of the page.
const CLERK: f32 = 304.0;
/// Bottom of the clerk's space: two inches below line 1's top, that is, below line 6.
const CLERK_END: f32 = TOP + 144.0;
/// Number of the line with the court title (rule 2.111(3)).
const COURT_LINE: usize = 8;
/// First line of the case box, where the court title leaves it free.
const BOX_LINE: usize = 11;
/// The stroke between the case title and the case number.
const DIVIDER: f32 = 336.0;
const COLUMN_GAP: f32 = 12.0;
/// How far `v.` and a party's role stand in.
const VERSUS_INDENT: f32 = 36.0;
const ROLE_INDENT: f32 = 72.0;
/// One-and-a-half spacing, and what a long caption is set at (rule 2.108).
const LEADINGS: [f32; 2] = [18.0, 16.0];
/// Height of a case box above which it is set at the smaller leading.
const TALL: f32 = 12.0 * PITCH;

/// A line of one column of the case box; none where it is left free.
#[derive(Default)]
struct Slot {
    line: TextLine,
    indent: f32,
    element: usize,
}

impl Compositor<'_> {
    /// Sets the caption; the top of the first line that it leaves to the body comes back. What does
    /// not fit goes to the errors, and the rest is set all the same, so that all errors are found.
    pub(crate) fn set_caption(&mut self, caption: &Caption, items: &mut Vec<Item>) -> f32 {
        let section = self.tree.add(0, Role::Section);
        self.set_party_block(caption, section, items);
        let top = self.set_court_title(caption, section, items);
        let left = self.case_title(&caption.case_title, section);
        let right = self.particulars(caption, section);
        let n_slots = n_slots_of(&left).max(n_slots_of(&right));
        // Both sides of the `v.` get air or neither does.
        let n_gaps = if n_slots + 1 >= n_slots_of(&left) + left.len() { left.len() } else { 0 };
        let left = aired(left, n_gaps);
        let n_gaps = n_slots - n_slots_of(&right);
        let right = aired(right, n_gaps);
        self.set_box(top, [left, right], items)
    }

    /// The case box, from `top` down; both columns share their baselines.
    fn set_box(&mut self, top: f32, columns: [Vec<Slot>; 2], items: &mut Vec<Item>) -> f32 {
        let n_slots = columns.iter().map(Vec::len).max().unwrap_or(0);
        let fits = n_slots as f32 * LEADINGS[0] <= TALL;
        let leading = if fits { LEADINGS[0] } else { LEADINGS[1] };
        let bottom = top + n_slots as f32 * leading + 2.0;
        let end = line_top(N_LINES + 1);
        if bottom > end {
            let n_fit = ((end - top - 2.0) / leading) as usize;
            self.setter.errors.push(LayoutError::CaseBox { n_lines: n_slots, n_fit });
        }
        for column in columns {
            for (at, slot) in column.into_iter().enumerate() {
                let y = top + at as f32 * leading + RISE;
                self.tree.place(items, slot.line, (LEFT + slot.indent, y), slot.element);
            }
        }
        items.push(rule((DIVIDER, top), (DIVIDER, bottom), 2.0 * THIN));
        items.push(rule((LEFT, bottom), (DIVIDER, bottom), 2.0 * THIN));
        // The body starts on the grid, and clear of the stroke.
        TOP + ((bottom + 6.0 - TOP) / PITCH).ceil() * PITCH
    }

    /// The filer's lines, from line 1; single column, clear of the clerk's space.
    fn set_party_block(&mut self, caption: &Caption, section: usize, items: &mut Vec<Item>) {
        let room = line_top(COURT_LINE) - TOP;
        let n_lines = |set: &[Vec<TextLine>]| set.iter().map(Vec::len).sum::<usize>();
        let mut leading = PITCH;
        let mut set = self.party_lines(&caption.party_block, leading);
        for closer in LEADINGS {
            if n_lines(&set) as f32 * leading > room {
                leading = closer;
                set = self.party_lines(&caption.party_block, leading);
            }
        }
        let n_fit = (room / leading) as usize;
        if n_lines(&set) > n_fit {
            let error = LayoutError::PartyBlock { n_lines: n_lines(&set), n_fit };
            self.setter.errors.push(error);
        }
        let mut y = TOP + RISE;
        for entry in set {
            let element = self.tree.add(section, Role::Paragraph);
            for line in entry {
                self.tree.place(items, line, (LEFT, y), element);
                y += leading;
            }
        }
    }

    fn party_lines(&mut self, entries: &[Vec<Inline>], leading: f32) -> Vec<Vec<TextLine>> {
        let mut n_before = 0;
        let mut set = Vec::with_capacity(entries.len());
        for entry in entries {
            let measure = |at: usize| {
                let top = TOP + (n_before + at) as f32 * leading;
                (if top >= CLERK_END { RIGHT } else { CLERK }) - LEFT
            };
            let lines = self.setter.set(entry, LOOK, measure);
            n_before += lines.len();
            set.push(lines);
        }
        set
    }

    /// The title of the court, from line 8; the top of the case box comes back.
    fn set_court_title(&mut self, caption: &Caption, section: usize, items: &mut Vec<Item>) -> f32 {
        let look = Look { bold: true, ..LOOK };
        let element = self.tree.add(section, Role::Paragraph);
        let mut number = COURT_LINE;
        for entry in &caption.court_title {
            for line in self.setter.set_balanced(&[Inline::plain(entry)], look, RIGHT - LEFT) {
                let x = (LEFT + RIGHT - line.width) / 2.0;
                self.tree.place(items, line, (x, line_top(number) + RISE), element);
                number += 1;
            }
        }
        line_top(BOX_LINE.max(number + 1))
    }

    /// Parties, roles and the `v.` between, with the commas that a caption has.
    fn case_title(&mut self, title: &CaseTitle, section: usize) -> Vec<Vec<Slot>> {
        let mut groups = Vec::new();
        for (at, party) in title.parties.iter().enumerate() {
            let last = at + 1 == title.parties.len();
            if at > 0 {
                groups.push(self.slots(&[Inline::plain("v.")], LOOK, VERSUS_INDENT, section));
            }
            let mut name = party.name.clone();
            if !(ends_in_comma(&name) || (last && party.role.is_empty())) {
                name.push(Inline::plain(","));
            }
            let mut group = self.slots(&name, LOOK, 0.0, section);
            if !party.role.is_empty() {
                let role = party.role.trim_end_matches([',', '.', ' ']);
                let role = format!("{role}{}", if last { '.' } else { ',' });
                group.extend(self.slots(&[Inline::plain(role)], LOOK, ROLE_INDENT, section));
            }
            groups.push(group);
        }
        groups
    }

    /// Case number, nature of the paper, and what follows it.
    fn particulars(&mut self, caption: &Caption, section: usize) -> Vec<Vec<Slot>> {
        let x = DIVIDER + COLUMN_GAP - LEFT;
        let mut groups = vec![
            self.slots(&caption.case_number, LOOK, x, section),
            self.slots(&caption.nature, Look { bold: true, ..LOOK }, x, section),
        ];
        let rest = caption.particulars.iter().flat_map(|entry| self.slots(entry, LOOK, x, section));
        let rest = rest.collect();
        groups.push(rest);
        groups
    }

    /// Lines of one entry of the box, as one paragraph; `indent` counts from the left margin.
    fn slots(&mut self, inlines: &[Inline], look: Look, indent: f32, section: usize) -> Vec<Slot> {
        let left_column = LEFT + indent < DIVIDER;
        let right = if left_column { DIVIDER - COLUMN_GAP / 2.0 } else { RIGHT };
        let element = self.tree.add(section, Role::Paragraph);
        let lines = self.setter.set_balanced(inlines, look, right - LEFT - indent);
        lines.into_iter().map(|line| Slot { line, indent, element }).collect()
    }
}

fn n_slots_of(groups: &[Vec<Slot>]) -> usize {
    groups.iter().map(Vec::len).sum()
}

/// The groups in one column, with an empty slot between two for as many as `n_gaps`.
fn aired(groups: Vec<Vec<Slot>>, n_gaps: usize) -> Vec<Slot> {
    let mut column = Vec::new();
    for (at, group) in groups.into_iter().enumerate() {
        if at > 0 && at <= n_gaps {
            column.push(Slot::default());
        }
        column.extend(group);
    }
    column
}

fn ends_in_comma(name: &[Inline]) -> bool {
    match name.last() {
        Some(Inline::Text(words)) => words.text.trim_end().ends_with(','),
        _ => false,
    }
}
