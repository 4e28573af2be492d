//! The first page of a paper: filer, clerk's space, title of the court, title and number of the case, nature of the paper.

use super::findings::{Check, Findings, Ground};
use super::leaf::{Leaf, excerpt, inches};
use super::sheet::{Column, bounds, cap_top, line_bounds, words_end};
use crate::reading::{Line, MeasuredPage, Run};

pub(super) const FILER: Check = Check::refused(
    "filer-block",
    Ground::Rule("rule-2.111-1"),
    "begin on line 1, an inch from the top and left of the centre, with name, address, telephone \
     and e-mail of whoever files",
);
pub(super) const CLERK: Check = Check::refused(
    "clerk-space",
    Ground::Rule("rule-2.111-2"),
    "leave the two inches from line 1 blank right of the centre",
);
pub(super) const COURT_MISSING: Check = Check::refused(
    "court-title-missing",
    Ground::Rule("rule-2.111-3"),
    "put the title of the court on line 8",
);
pub(super) const COURT_LINE: Check = Check::refused(
    "court-title-line",
    Ground::Rule("rule-2.111-3"),
    "put the title of the court on line 8",
);
pub(super) const COURT_HIGH: Check = Check::refused(
    "court-title-high",
    Ground::Rule("rule-2.111-3"),
    "put the title of the court three and a third inches from the top or lower",
);
pub(super) const CASE_TITLE: Check = Check::refused(
    "case-title-missing",
    Ground::Rule("rule-2.111-4"),
    "put the title of the case at the left below the title of the court",
);
pub(super) const CASE_NUMBER: Check = Check::refused(
    "case-number-missing",
    Ground::Rule("rule-2.111-5"),
    "put the number of the case, or a blank for it, right of the title of the case",
);
pub(super) const CASE_NUMBER_PLACE: Check = Check::refused(
    "case-number-place",
    Ground::Rule("rule-2.111-5"),
    "put the number of the case to the right of the title of the case, and opposite it",
);
pub(super) const NATURE: Check = Check::refused(
    "paper-nature-missing",
    Ground::Rule("rule-2.111-6"),
    "say below the number of the case what the paper is",
);

pub(super) const ALL: [Check; 9] = [
    FILER,
    CLERK,
    COURT_MISSING,
    COURT_LINE,
    COURT_HIGH,
    CASE_TITLE,
    CASE_NUMBER,
    CASE_NUMBER_PLACE,
    NATURE,
];

/// Heights may be off by this, in points.
const RULER: f32 = 2.0;

/// How far below the title of the court a caption goes on at most, in points.
const CAPTION: f32 = 260.0;

/// The line with which the title of a superior court begins, as a caption sets it.
pub(super) fn court_title<'s>(lines: &'s [Line<'s>], page: &MeasuredPage) -> Option<&'s Line<'s>> {
    let upper_part = lines.iter().filter(|line| line.baseline < page.height * 0.65);
    upper_part.into_iter().find(|line| {
        let text = line.text();
        let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
        let start = ["IN THE SUPERIOR COURT", "THE SUPERIOR COURT", "SUPERIOR COURT"];
        let capitals = start.iter().any(|start| text.starts_with(start));
        let [x0, _, x1, _] = line_bounds(line);
        let centred = ((x0 + x1) / 2.0 - page.width / 2.0).abs() < 60.0;
        let lower = text.to_lowercase();
        let titled = lower.starts_with("superior court of") && text.starts_with('S');
        capitals || (titled && centred && !lower.ends_with(['.', ',', ';']) && x0 > 130.0)
    })
}

/// Where the caption ends on a first page: the spacing rule begins below it.
pub(super) fn end(leaf: &Leaf<'_>) -> f32 {
    let sheet = leaf.sheet;
    let Some(court) = court_title(&sheet.body, sheet.page) else { return 0.0 };
    let centre = sheet.page.width / 2.0;
    let right = sheet.body.iter().filter(|line| {
        line.runs.iter().any(|run| run.x > centre - 40.0) && in_caption(line, court)
    });
    // One more line of the left column may stand alone at its end.
    right.map(|line| line.baseline).fold(court.baseline, f32::max) + 40.0
}

fn in_caption(line: &Line<'_>, court: &Line<'_>) -> bool {
    line.baseline > court.baseline + 1.0 && line.baseline < court.baseline + CAPTION
}

/// Looks at the first page of a paper.
pub(super) fn check(leaf: &Leaf<'_>, column: &Column, findings: &mut Findings) {
    clerk(leaf, findings);
    let body = &leaf.sheet.body;
    let Some(court) = court_title(body, leaf.sheet.page) else {
        let what = "no line of the first page names a superior court as its title";
        leaf.note(findings, (COURT_MISSING, None), what);
        return;
    };
    filer(leaf, (column, court), findings);
    title(leaf, (column, court), findings);
    case(leaf, court, findings);
}

fn filer(leaf: &Leaf<'_>, (column, court): (&Column, &Line<'_>), findings: &mut Findings) {
    let centre = leaf.sheet.page.width / 2.0;
    let above = leaf.sheet.body.iter().filter(|line| line.baseline < court.baseline - 1.0);
    let left = |line: &&Line<'_>| line.runs.iter().any(|run| run.x < centre);
    let Some(first) = above.into_iter().find(left) else {
        let what = "nothing stands above the title of the court at the left";
        return leaf.note(findings, (FILER, None), what);
    };
    let (number, _) = column.nearest(first.baseline);
    let top = first.runs.iter().map(|run| cap_top(run)).fold(f32::MAX, f32::min);
    let words = excerpt(&first.text());
    if number.value != leaf.rules.filer_line {
        let what = format!("the first line, `{words}`, stands on line {}", number.value);
        leaf.note(findings, (FILER, Some(line_bounds(first))), what);
    } else if top < leaf.rules.filer_top - RULER {
        let what = format!("the first line, `{words}`, stands {} from the top", inches(top));
        leaf.note(findings, (FILER, Some(line_bounds(first))), what);
    }
}

/// The blank begins where the filer's block does, an inch from the top.
fn clerk(leaf: &Leaf<'_>, findings: &mut Findings) {
    let (centre, rules) = (leaf.sheet.page.width / 2.0, leaf.rules);
    let (top, bottom) = (rules.filer_top, rules.filer_top + rules.clerk_space);
    let inside =
        |[_, y0, x1, y1]: [f32; 4]| x1 > centre + RULER && y1 > top + RULER && y0 < bottom - RULER;
    let runs = leaf.sheet.body.iter().flat_map(|line| &line.runs);
    if let Some(run) =
        runs.into_iter().find(|run| inside([run.x, cap_top(run), words_end(run), run.baseline]))
    {
        let what = format!("`{}` stands in the space for the clerk", excerpt(&run.text));
        return leaf.note(findings, (CLERK, Some(bounds(run))), what);
    }
    // Lines that border the page run through any space; a box or a stamp does not.
    let marks = leaf.sheet.page.inks.iter().filter(|ink| {
        let [x0, y0, x1, y1] = ink.bounds;
        let whole = x1 - x0 > leaf.sheet.page.width * 0.7 || y1 - y0 > rules.clerk_space * 1.5;
        inside(ink.bounds) && !whole && ink.rgb != Some([255; 3])
    });
    if let Some(ink) = marks.into_iter().next() {
        let what = "something is drawn in the space for the clerk";
        leaf.note(findings, (CLERK, Some(ink.bounds)), what);
    }
}

fn title(leaf: &Leaf<'_>, (column, court): (&Column, &Line<'_>), findings: &mut Findings) {
    let (number, _) = column.nearest(court.baseline);
    let place = Some(line_bounds(court));
    if number.value != leaf.rules.court_line {
        let what = format!("the title of the court stands on line {}", number.value);
        leaf.note(findings, (COURT_LINE, place), what);
    }
    let top = court.runs.iter().map(|run| cap_top(run)).fold(f32::MAX, f32::min);
    if top < leaf.rules.court_top - RULER {
        let what = format!("the title of the court stands {} from the top", inches(top));
        leaf.note(findings, (COURT_HIGH, place), what);
    }
}

fn case(leaf: &Leaf<'_>, court: &Line<'_>, findings: &mut Findings) {
    let centre = leaf.sheet.page.width / 2.0;
    let lines = leaf.sheet.body.iter().filter(|line| in_caption(line, court));
    let runs: Vec<&Run> = lines.flat_map(|line| line.runs.iter().copied()).collect();
    let left = |run: &&&Run| run.x < centre - 40.0;
    let Some(number) = runs.iter().find(|run| is_case_number(&run.text)) else {
        let what = "no number of a case stands below the title of the court";
        return leaf.note(findings, (CASE_NUMBER, None), what);
    };
    if number.x < centre - 40.0 {
        let what = format!("`{}` stands at the left", excerpt(&number.text));
        return leaf.note(findings, (CASE_NUMBER_PLACE, Some(bounds(number))), what);
    }
    // The second line of a court's title is centred: neither left nor right of anything.
    let ends_left = |run: &&&Run| words_end(run) < centre + 20.0 && run.text.len() > 2;
    let titles: Vec<f32> = runs.iter().filter(left).filter(ends_left).map(|r| r.baseline).collect();
    let (top, end) = titles.iter().fold((f32::MAX, f32::MIN), |(a, b), y| (a.min(*y), b.max(*y)));
    if titles.is_empty() {
        leaf.note(findings, (CASE_TITLE, None), "no title of a case stands at the left");
    } else if number.baseline < top - 30.0 || number.baseline > end + 15.0 {
        let what = format!("`{}` is not opposite the title of the case", excerpt(&number.text));
        leaf.note(findings, (CASE_NUMBER_PLACE, Some(bounds(number))), what);
    }
    let below = |run: &&&Run| {
        run.x > centre - 40.0 && run.baseline > number.baseline + 1.0 && has_letters(&run.text)
    };
    if !runs.iter().any(|run| below(&run)) {
        let what = "nothing below the number of the case says what the paper is";
        leaf.note(findings, (NATURE, Some(bounds(number))), what);
    }
}

fn has_letters(text: &str) -> bool {
    text.chars().filter(|c| c.is_alphabetic()).count() > 2
}

/// `Case No. BA456789`, `CASE NUMBER:`, `No.: 22CR001`.
fn is_case_number(text: &str) -> bool {
    let text = text.trim().trim_start_matches([')', '|', ':']).trim_start().to_lowercase();
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    ["case no", "case number", "case #", "no.", "action no", "court case", "superior court case"]
        .iter()
        .any(|start| text.starts_with(start))
}

#[cfg(test)]
mod tests {
    use super::is_case_number;

    #[test]
    fn case_numbers_are_known_by_their_label() {
        for text in ["Case No. BA456789", "CASE NUMBER:", ") Case  No.: 22CR001", "No. F15"] {
            assert!(is_case_number(text), "{text}");
        }
        for text in ["Notice", "Nolo contendere", "The case no one knew", "Dept. 50"] {
            assert!(!is_case_number(text), "{text}");
        }
    }
}
