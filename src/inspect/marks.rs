//! What holds for every page whatever it is: its size, how it lies, what is drawn on it, whether its words can be found.

use super::findings::{Check, Findings, Ground};
use super::leaf::{Leaf, excerpt, inches};
use super::sheet::{THIN, bounds};
use crate::reading::{InkKind, MeasuredPage, Run};

const SEARCH: Ground = Ground::Rule("rule-2.256-b");

pub(super) const SIZE: Check = Check::refused(
    "page-size",
    Ground::Rule("rule-2.103"),
    "print to Letter paper, upright, at actual size",
);
pub(super) const LYING: Check = Check::refused(
    "page-lying",
    Ground::Rule("rule-2.103"),
    "turn the page upright; text across it may be read from the right",
);
pub(super) const EDGE: Check = Check::advice(
    "close-to-edge",
    Ground::Practice,
    "keep a quarter of an inch free at each edge: printers do not reach it",
);
pub(super) const BLANK: Check = Check::advice(
    "page-blank",
    Ground::Practice,
    "leave the page out, or see what should stand on it",
);
pub(super) const NO_TEXT: Check = Check::refused(
    "not-searchable",
    SEARCH,
    "run character recognition over the page, or make the PDF from the text instead of a scan",
);
pub(super) const UNREADABLE: Check = Check::refused(
    "text-unreadable",
    SEARCH,
    "make the PDF anew with a program that embeds its fonts with their Unicode tables",
);
pub(super) const SIDEWAYS: Check =
    Check::advice("text-sideways", Ground::Practice, "turn the page so that it reads upright");
pub(super) const CROWDED: Check = Check::advice(
    "page-crowded",
    Ground::Practice,
    "see that the page opens and prints in good time; a picture of it would be lighter",
);

pub(super) const ALL: [Check; 8] =
    [SIZE, LYING, EDGE, BLANK, NO_TEXT, UNREADABLE, SIDEWAYS, CROWDED];

/// Sizes may be off by this, in points: A4 is off by 17.
const PAPER_ROUNDING: f32 = 1.5;

/// What a printer does not reach, in points: a quarter of an inch on common office printers.
const UNPRINTED: f32 = 18.0;

/// What the eye does not see of it, in points.
const RULER: f32 = 1.0;

/// Above this part of glyphs without a character a page cannot be searched.
const UNREAD: f32 = 0.1;

/// Looks at a page of any kind.
pub(super) fn check(leaf: &Leaf<'_>, findings: &mut Findings) {
    let page = leaf.sheet.page;
    size(leaf, findings);
    if page.crowded {
        let what = "it bears more marks than are looked at; what follows is of the first of them";
        leaf.note(findings, (CROWDED, None), what);
    }
    let nothing = page.inks.iter().all(|ink| ink.rgb == Some([255; 3]))
        && !page.runs.iter().any(|run| run.visible && !run.text.trim().is_empty());
    if nothing {
        return leaf.note(findings, (BLANK, None), "nothing is printed on it");
    }
    text(leaf, findings);
    edge(leaf, findings);
}

fn size(leaf: &Leaf<'_>, findings: &mut Findings) {
    let (page, [width, height]) = (leaf.sheet.page, leaf.rules.paper);
    let near = |a: f32, b: f32| (a - b).abs() <= PAPER_ROUNDING;
    let is = |w, h| near(page.width, w) && near(page.height, h);
    if is(width, height) {
        return;
    }
    let measured = format!("{} by {}", inches(page.width), inches(page.height));
    if is(height, width) {
        return leaf.note(findings, (LYING, None), format!("it lies on its side: {measured}"));
    }
    let name = if is(595.3, 841.9) { ", which is A4" } else { "" };
    leaf.note(findings, (SIZE, None), format!("it measures {measured}{name}"));
}

fn text(leaf: &Leaf<'_>, findings: &mut Findings) {
    let runs = &leaf.sheet.page.runs;
    let read: usize = runs.iter().map(readable).sum();
    let unread: usize = runs.iter().map(unreadable).sum();
    if read + unread == 0 || leaf.sheet.page.is_picture() {
        let is_scan = leaf.sheet.page.is_picture();
        let inks = leaf.sheet.page.inks.iter();
        let inks = inks.filter(|ink| !is_scan || matches!(ink.kind, InkKind::Picture { .. }));
        let picture = inks.max_by(|a, b| area(a.bounds).total_cmp(&area(b.bounds)));
        let what = match picture.map(|ink| ink.kind) {
            Some(InkKind::Picture { .. }) if read + unread > 0 => {
                "it is a picture, and the few words on it are not its text"
            }
            Some(InkKind::Picture { .. }) => "it is a picture without text behind it",
            _ => "no word of it can be searched",
        };
        return leaf.note(findings, (NO_TEXT, picture.map(|ink| ink.bounds)), what);
    }
    if unread as f32 > (read + unread) as f32 * UNREAD {
        let worst = runs.iter().max_by_key(|run| unreadable(run));
        let percent = unread * 100 / (read + unread);
        let what = format!("{percent} of 100 letters have no character that a search would find");
        leaf.note(findings, (UNREADABLE, worst.map(bounds)), what);
    }
    let upright: usize = runs.iter().filter(|run| run.upright).map(readable).sum();
    if upright * 2 < read {
        leaf.note(findings, (SIDEWAYS, None), "most of its text does not stand upright");
    }
}

fn area([x0, y0, x1, y1]: [f32; 4]) -> f32 {
    (x1 - x0) * (y1 - y0)
}

fn is_unreadable(c: char) -> bool {
    matches!(c, '\u{E000}'..='\u{F8FF}' | '\u{FFFD}' | '\u{0}'..='\u{8}' | '\u{E}'..='\u{1F}')
}

fn readable(run: &Run) -> usize {
    run.text.chars().filter(|c| !c.is_whitespace() && !is_unreadable(*c)).count()
}

fn unreadable(run: &Run) -> usize {
    run.unread + run.text.chars().filter(|c| is_unreadable(*c)).count()
}

fn edge(leaf: &Leaf<'_>, findings: &mut Findings) {
    let page = leaf.sheet.page;
    let room = |[x0, y0, x1, y1]: [f32; 4]| x0.min(y0).min(page.width - x1).min(page.height - y1);
    let runs = page
        .runs
        .iter()
        .filter(|run| run.visible && run.upright && run.text.chars().any(|c| !c.is_whitespace()));
    let near =
        runs.map(|run| (room(bounds(run)), run)).filter(|(room, _)| *room < UNPRINTED - RULER);
    if let Some((room, run)) = near.min_by(|a, b| a.0.total_cmp(&b.0)) {
        let what =
            format!("`{}` stands {} from the edge", excerpt(&run.text), inches(room.max(0.0)));
        return leaf.note(findings, (EDGE, Some(bounds(run))), what);
    }
    let inks =
        page.inks.iter().filter(|ink| ink.rgb != Some([255; 3]) && !is_frame(page, ink.bounds));
    if let Some(ink) = inks.filter(|ink| room(ink.bounds) < UNPRINTED - RULER).take(1).next() {
        let what = format!("a mark stands {} from the edge", inches(room(ink.bounds).max(0.0)));
        leaf.note(findings, (EDGE, Some(ink.bounds)), what);
    }
}

/// Lines that run along the page, and grounds and scans that fill it, lose nothing at the edge.
fn is_frame(page: &MeasuredPage, [x0, y0, x1, y1]: [f32; 4]) -> bool {
    let (width, height) = (x1 - x0, y1 - y0);
    let long = width.min(height) < THIN && (height > page.height * 0.5 || width > page.width * 0.5);
    long || (width > page.width * 0.85 && height > page.height * 0.85)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalog::Catalog;
    use crate::inspect::rules::Rules;
    use crate::inspect::sheet::Sheet;

    #[test]
    fn a_page_with_too_many_marks_says_so() {
        let catalog = Catalog::embedded().expect("the catalog loads");
        let rules = Rules::read(&catalog.law).expect("the measures");
        let page =
            MeasuredPage { width: 612.0, height: 792.0, crowded: true, ..MeasuredPage::default() };
        let sheet = Sheet::new(&page);
        let leaf = Leaf { rules: &rules, sheet: &sheet, number: 1, exhibit: false };
        let mut findings = Findings::default();
        check(&leaf, &mut findings);
        let codes: Vec<&str> = findings.finish().iter().map(|one| one.check.code).collect();
        assert_eq!(codes, ["page-crowded", "page-blank"]);
    }
}
