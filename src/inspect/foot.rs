//! The foot of a pleading page: its number, the printed line, the title of the paper.

use super::findings::{Check, Findings, Ground};
use super::leaf::{Leaf, excerpt, points};
use super::sheet::{THIN, line_bounds, line_size};
use crate::reading::Line;

const PAGES: Ground = Ground::Rule("rule-2.109");
const FOOTER: Ground = Ground::Rule("rule-2.110");

pub(super) const NUMBER_MISSING: Check = Check::refused(
    "page-number-missing",
    PAGES,
    "number the pages at the bottom; only the number of the first may be left out",
);
pub(super) const NUMBER_ORDER: Check =
    Check::refused("page-number-order", PAGES, "number the pages one after the other, from 1");
pub(super) const NUMBER_ROMAN: Check =
    Check::refused("page-number-roman", PAGES, "number all pages in Arabic numerals, from 1");
pub(super) const MISSING: Check = Check::refused(
    "footer-missing",
    FOOTER,
    "put the title of the paper, or a clear short form of it, below the page number",
);
pub(super) const LINE: Check = Check::refused(
    "footer-line-missing",
    FOOTER,
    "draw a line between the text of the page and the title in the footer",
);
pub(super) const ABOVE: Check =
    Check::refused("footer-above-number", FOOTER, "put the title below the page number");
pub(super) const SMALL: Check =
    Check::refused("footer-small", FOOTER, "set the title in the footer in larger type");

pub(super) const ALL: [Check; 7] =
    [NUMBER_MISSING, NUMBER_ORDER, NUMBER_ROMAN, MISSING, LINE, ABOVE, SMALL];

/// Sizes may be off by this, in points: 12 points of some programs are 11.955.
pub(super) const SIZE_ROUNDING: f32 = 0.1;

/// The foot of a page as it was found.
#[derive(Default)]
pub(super) struct Foot<'s> {
    number: Option<Number>,
    title: Vec<&'s Line<'s>>,
}

#[derive(Clone, Copy)]
struct Number {
    /// None for Roman numerals.
    value: Option<u32>,
    baseline: f32,
    place: [f32; 4],
}

impl<'s> Foot<'s> {
    /// Reads the lines at the foot.
    pub(super) fn read(lines: &'s [Line<'s>]) -> Foot<'s> {
        let mut foot = Foot::default();
        for line in lines {
            let text = line.text();
            let mut parts = vec![text.clone()];
            // A title and a number may stand on one line, far apart.
            parts.extend(line.runs.iter().map(|run| run.text.clone()));
            let value = parts.iter().find_map(|part| page_number(part));
            if let (Some(value), None) = (value, &foot.number) {
                let (baseline, place) = (line.baseline, line_bounds(line));
                foot.number = Some(Number { value, baseline, place });
            }
            if page_number(&text).is_none()
                && text.chars().filter(|c| c.is_alphabetic()).count() > 2
            {
                foot.title.push(line);
            }
        }
        foot
    }
}

/// A page number alone, with what stands around it; none inside for Roman numerals.
pub(super) fn page_number(text: &str) -> Option<Option<u32>> {
    let bare = text.trim().trim_matches(|c: char| "-–—[]().|".contains(c) || c.is_whitespace());
    let lower = bare.to_lowercase();
    let bare = lower.strip_prefix("page").unwrap_or(&lower).trim();
    let first = bare.split_once(" of ").map_or(bare, |(first, _)| first).trim();
    if let Ok(value) = first.parse::<u32>() {
        return Some(Some(value));
    }
    let roman = !first.is_empty() && first.len() < 6 && first.chars().all(|c| "ivxl".contains(c));
    roman.then_some(None)
}

/// The numbers of the pages so far.
#[derive(Default)]
pub(super) struct Pagination {
    last: Option<u32>,
}

impl Pagination {
    /// Looks at the number of a page; `opens` says that a paper begins there.
    pub(super) fn check(
        &mut self,
        leaf: &Leaf<'_>,
        (foot, opens): (&Foot<'_>, bool),
        findings: &mut Findings,
    ) {
        let expected = match self.last {
            Some(last) if !opens => last.saturating_add(1),
            _ => 1,
        };
        let Some(number) = foot.number else {
            if !opens {
                leaf.note(findings, (NUMBER_MISSING, None), "it bears no number at the bottom");
            }
            self.last = Some(expected);
            return;
        };
        let place = Some(number.place);
        let Some(value) = number.value else {
            leaf.note(findings, (NUMBER_ROMAN, place), "the page number is in Roman numerals");
            self.last = Some(expected);
            return;
        };
        // Papers of one set may be numbered through.
        let follows = self.last.is_some_and(|last| value == last.saturating_add(1));
        if value != expected && !follows {
            let what = format!("the page number is {value} where {expected} should stand");
            leaf.note(findings, (NUMBER_ORDER, place), what);
        }
        self.last = Some(value);
    }
}

/// Looks at the footer.
pub(super) fn check(leaf: &Leaf<'_>, foot: &Foot<'_>, findings: &mut Findings) {
    let (Some(first), Some(last)) = (foot.title.first(), foot.title.last()) else {
        let what = "there is no title below the page";
        return leaf.note(findings, (MISSING, None), what);
    };
    let [x0, y0, x1, _] = line_bounds(first);
    let place = Some([x0, y0, x1, line_bounds(last)[3]]);
    if !has_line(leaf, first) {
        leaf.note(findings, (LINE, place), "no printed line stands above the title in the footer");
    }
    let above = foot.number.filter(|number| last.baseline < number.baseline + 1.0);
    if above.is_some() {
        let what = format!("`{}` does not stand below the page number", excerpt(&first.text()));
        leaf.note(findings, (ABOVE, place), what);
    }
    let sizes = foot.title.iter().map(|line| line_size(line));
    let smallest = sizes.fold(f32::MAX, f32::min);
    if smallest < leaf.rules.footer_size - SIZE_ROUNDING {
        let what = format!("the title in the footer is of {} points", points(smallest));
        leaf.note(findings, (SMALL, place), what);
    }
}

/// Whether a drawn line stands between the last line of text and a line of the footer.
fn has_line(leaf: &Leaf<'_>, title: &Line<'_>) -> bool {
    let sheet = leaf.sheet;
    let text_end = sheet.body.last().map_or(0.0, |line| line.baseline);
    let middle_of_title = title.baseline - line_size(title) * 0.3;
    sheet.page.inks.iter().map(|ink| ink.bounds).any(|[x0, y0, x1, y1]| {
        y1 - y0 <= THIN && x1 - x0 >= 72.0 && y0 >= text_end && y1 <= middle_of_title
    })
}

#[cfg(test)]
mod tests {
    use super::page_number;

    #[test]
    fn page_numbers_are_read_with_what_stands_around_them() {
        for text in ["7", "- 7 -", "–7–", "Page 7", "Page 7 of 12", "7 of 12", " [7] "] {
            assert_eq!(page_number(text), Some(Some(7)), "{text}");
        }
        assert_eq!(page_number("iv"), Some(None));
        for text in ["", "Exhibits", "Case No. 7", "7a", "PETITION", "Rev. 7"] {
            assert_eq!(page_number(text), None, "{text}");
        }
    }
}
