//! Pleading paper: 28 numbered lines, rules at the margins, page number and footer (rules 2.103 to 2.110).

use super::LayoutError;
use super::block::Sheet;
use super::font::Faces;
use super::inline::Setter;
use super::line::{Look, TextLine};
use super::page::{Item, Page};
use super::tree::{THIN, artifacts, rule};

/// Numbered lines of a page.
pub(crate) const N_LINES: usize = 28;
/// Pitch of the grid: double spacing, three lines to the inch (rule 2.108).
pub(crate) const PITCH: f32 = 24.0;
/// Top of line 1, one inch down (rule 2.111(1)).
pub(crate) const TOP: f32 = 72.0;
/// Left edge of the text.
pub(crate) const LEFT: f32 = 108.0;
/// Right edge of the text.
pub(crate) const RIGHT: f32 = 567.0;
/// Baseline of a line below its top.
pub(crate) const RISE: f32 = 11.0;

/// Space that tables and single-spaced text leave free above the page number.
pub(crate) const FOOT: f32 = 18.0;

/// Top of a numbered line, from 1.
pub(crate) const fn line_top(number: usize) -> f32 {
    TOP + PITCH * (number as f32 - 1.0)
}

pub(crate) const LOOK: Look = Look { sans: false, size: 12.0, bold: false, italic: false };

pub(crate) const SHEET: Sheet = Sheet {
    look: LOOK,
    leading: PITCH,
    tight: 16.0,
    left: LEFT,
    right: RIGHT,
    gap: 0.0,
    headings: [12.0; 3],
    indents: true,
    centres_headings: true,
    centred: false,
};

/// Right edge of the line numbers.
const NUMBERS: f32 = 84.0;
/// The double rule at the left, and the single one at the right.
const RULES: [f32; 3] = [92.5, 96.0, 576.0];
/// Where those rules start and end: clear of the quarter inch that printers cannot reach.
const RULE_ENDS: (f32, f32) = (24.0, 768.0);
const FOLIO: f32 = 745.0;
const FOOTER_RULE: f32 = 748.5;
const FOOTER: [f32; 2] = [758.5, 769.5];
const FOOTER_SIZE: f32 = 10.0;

/// Dresses the pages of a pleading: what is on every page stands before and behind the text.
pub(crate) fn dress(
    faces: &Faces,
    footer_title: &str,
    pages: &mut [Page],
) -> Result<(), LayoutError> {
    let mut setter = Setter::new(faces);
    let look = Look { size: FOOTER_SIZE, ..LOOK };
    let footer =
        setter.set_balanced(&[crate::document::Inline::plain(footer_title)], look, RIGHT - LEFT);
    if let Some(error) = setter.errors.pop() {
        return Err(error);
    }
    if footer.len() > FOOTER.len() {
        return Err(LayoutError::FooterTitle { title: footer_title.to_owned() });
    }
    let margin = margin(&mut setter);
    for (at, page) in pages.iter_mut().enumerate() {
        let mut items = margin.clone();
        items.append(&mut page.items);
        let folio = setter.set_line(&(at + 1).to_string(), LOOK);
        items.extend(centred(folio, FOLIO));
        items.push(rule((LEFT, FOOTER_RULE), (RIGHT, FOOTER_RULE), THIN));
        for (line, y) in footer.iter().zip(FOOTER) {
            items.extend(centred(line.clone(), y));
        }
        page.items = items;
    }
    Ok(())
}

fn centred(line: TextLine, y: f32) -> impl Iterator<Item = Item> {
    let x = (LEFT + RIGHT - line.width) / 2.0;
    artifacts(line, x, y)
}

/// The numbers and the rules at the margins.
fn margin(setter: &mut Setter<'_>) -> Vec<Item> {
    let (top, bottom) = RULE_ENDS;
    let mut items: Vec<Item> = RULES.iter().map(|&x| rule((x, top), (x, bottom), THIN)).collect();
    for number in 1..=N_LINES {
        let line = setter.set_line(&number.to_string(), LOOK);
        let x = NUMBERS - line.width;
        items.extend(artifacts(line, x, line_top(number) + RISE));
    }
    items
}
