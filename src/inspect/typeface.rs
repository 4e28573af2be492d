//! The type of a pleading page and where it stands: size, face, colour, margins.

use super::findings::{Check, Findings, Ground, Spot};
use super::fonts::{Font, named};
use super::foot::SIZE_ROUNDING;
use super::leaf::{Leaf, excerpt, inches, points};
use super::rules::Rules;
use super::sheet::{bounds, words_end};
use crate::reading::Run;

pub(super) const SMALL: Check = Check::refused(
    "type-small",
    Ground::Rule("rule-2.104"),
    "set the paper in type of 12 points or more",
);
pub(super) const FACE: Check = Check::advice(
    "type-face",
    Ground::Rule("rule-2.105"),
    "use Courier, Times New Roman or Arial, or see for yourself that the face is equivalent",
);
pub(super) const COLOUR: Check = Check::advice(
    "type-colour",
    Ground::Rule("rule-2.106"),
    "set the text in black or blue-black; a link needs no colour",
);
pub(super) const LEFT: Check = Check::refused(
    "margin-left",
    Ground::Rule("rule-2.107"),
    "let the text begin an inch or more from the left edge",
);
pub(super) const RIGHT: Check = Check::refused(
    "margin-right",
    Ground::Rule("rule-2.107"),
    "let the text end half an inch or more from the right edge",
);

pub(super) const ALL: [Check; 5] = [SMALL, FACE, COLOUR, LEFT, RIGHT];

/// Three lines that people read have fewer runs.
const MOST_NEAR: usize = 2000;

/// Margins may be off by this, in points: what the eye and a ruler do not tell apart.
const RULER: f32 = 1.0;

/// Families that are drawn to the measures of the three that the rule names, or are the same under
/// another foundry's name. In small letters, without blanks, as PostScript names begin.
const EQUIVALENT: [(&str, &[&str]); 3] = [
    (
        "Courier",
        &["courier", "cousine", "liberationmono", "nimbusmon", "texgyrecursor", "qcr", "freemono"],
    ),
    (
        "Times New Roman",
        &[
            "times",
            "tinos",
            "liberationserif",
            "nimbusrom",
            "texgyretermes",
            "qtm",
            "freeserif",
            "termes",
            "stix",
            "xits",
            "thorndale",
        ],
    ),
    (
        "Arial",
        &[
            "arial",
            "arimo",
            "liberationsans",
            "nimbussan",
            "texgyreheros",
            "qhv",
            "freesans",
            "helvetica",
            "heros",
            "albany",
            // Marks, not words.
            "symbol",
            "zapfdingbats",
            "wingdings",
        ],
    ),
];

/// Looks at all words of a page of pleading paper, from head to foot.
pub(super) fn check(leaf: &Leaf<'_>, findings: &mut Findings) {
    let sheet = leaf.sheet;
    for (n, line) in sheet.body.iter().enumerate() {
        line.runs.iter().for_each(|run| margins(leaf, run, findings));
        sizes(leaf, n, findings);
    }
    for run in sheet.body.iter().chain(&sheet.foot).flat_map(|line| &line.runs) {
        if !is_dark(run) {
            let [r, g, b] = run.rgb.unwrap_or_default();
            let what = format!("`{}` is set in colour #{r:02x}{g:02x}{b:02x}", excerpt(&run.text));
            leaf.note(findings, (COLOUR, Some(bounds(run))), what);
        }
    }
}

/// Looks at the faces with which pages of pleading paper are set.
pub(super) fn faces(
    (fonts, rules): (&[Font], &Rules),
    pleading: &dyn Fn(usize) -> bool,
    findings: &mut Findings,
) {
    let foreign: Vec<&Font> = fonts
        .iter()
        .filter(|font| !font.name.is_empty() && !is_equivalent(&font.name, rules))
        .filter(|font| font.pages.iter().any(|page| pleading(*page)))
        .collect();
    let what = format!("text is set in {}", named(&foreign));
    for page in foreign.iter().flat_map(|font| &font.pages).filter(|page| pleading(**page)) {
        findings.page(FACE, Spot { page: *page, place: None }, what.as_str());
    }
}

fn margins(leaf: &Leaf<'_>, run: &Run, findings: &mut Findings) {
    let rules = leaf.rules;
    if run.x < rules.left - RULER {
        let what = format!(
            "`{}` begins {} from the left edge",
            excerpt(&run.text),
            inches(run.x.max(0.0))
        );
        leaf.note(findings, (LEFT, Some(bounds(run))), what);
    }
    let margin = leaf.sheet.page.width - words_end(run);
    if margin < rules.right - RULER {
        let what = format!(
            "`{}` ends {} from the right edge",
            excerpt(&run.text),
            inches(margin.max(0.0))
        );
        leaf.note(findings, (RIGHT, Some(bounds(run))), what);
    }
}

fn sizes(leaf: &Leaf<'_>, at: usize, findings: &mut Findings) {
    let lines = &leaf.sheet.body;
    // A raised mark is a line of its own, next to that of its word.
    let near = &lines[at.saturating_sub(2)..lines.len().min(at + 3)];
    for run in &lines[at].runs {
        let small = run.size < leaf.rules.type_size - SIZE_ROUNDING;
        let others = || near.iter().flat_map(|line| &line.runs).take(MOST_NEAR);
        let alone = || !others().any(|other| belongs(run, other));
        if small && run.text.chars().any(char::is_alphanumeric) && alone() {
            let what = format!("`{}` is of {} points", excerpt(&run.text), points(run.size));
            return leaf.note(findings, (SMALL, Some(bounds(run))), what);
        }
    }
}

/// Whether a smaller run is part of a word of larger type: small capitals, or a raised mark.
fn belongs(run: &Run, other: &Run) -> bool {
    let larger = other.size > run.size + 0.5;
    let touches =
        (run.x - words_end(other)).abs().min((other.x - words_end(run)).abs()) < other.size * 0.4;
    let capitals = !run.text.chars().any(char::is_lowercase);
    let off = (run.baseline - other.baseline).abs();
    let raised = (1.0..other.size * 0.6).contains(&off) && run.text.trim().chars().count() <= 3;
    larger && touches && ((capitals && off <= 1.0) || raised)
}

/// Black, a black that prints as such, or blue-black. Nothing is said of patterns.
fn is_dark(run: &Run) -> bool {
    let Some([r, g, b]) = run.rgb else { return true };
    r <= 0x50 && g <= 0x50 && b <= 0x80 && r <= b.saturating_add(0x20)
}

fn is_equivalent(face: &str, rules: &Rules) -> bool {
    let spoken = |name: &str| {
        let letters = name.chars().filter(char::is_ascii_alphanumeric);
        letters.collect::<String>().to_lowercase()
    };
    let name = spoken(face);
    let twins = EQUIVALENT.iter().filter(|(named, _)| rules.faces.iter().any(|one| one == named));
    rules.faces.iter().any(|named| name.starts_with(&spoken(named)))
        || twins.flat_map(|(_, twins)| twins.iter()).any(|twin| name.starts_with(twin))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn twins_of_the_named_faces_are_equivalent() {
        let faces = ["Courier", "Times New Roman", "Arial"].map(str::to_owned).to_vec();
        let rules = Rules { faces, ..rules() };
        for face in [
            "Tinos-Bold",
            "TimesNewRomanPS-BoldMT",
            "Times-Roman",
            "LiberationSans",
            "NimbusRomNo9L-Regu",
            "Helvetica",
            "CourierNewPSMT",
            "TeXGyreHeros-Bold",
        ] {
            assert!(is_equivalent(face, &rules), "{face}");
        }
        for face in ["CMR12", "ComicSansMS", "Calibri", "Cambria", "DejaVuSans"] {
            assert!(!is_equivalent(face, &rules), "{face}");
        }
    }

    #[test]
    fn blue_black_is_dark_and_red_is_not() {
        let dark = |rgb| is_dark(&Run { rgb: Some(rgb), ..run() });
        for rgb in [[0, 0, 0], [0x22, 0x22, 0x22], [0, 0, 0x60], [0x10, 0x18, 0x48]] {
            assert!(dark(rgb), "{rgb:?}");
        }
        for rgb in [[255, 0, 0], [0x60, 0, 0], [0, 0, 255], [0x80, 0x80, 0x80], [255; 3]] {
            assert!(!dark(rgb), "{rgb:?}");
        }
    }

    fn run() -> Run {
        Run {
            text: "x".to_owned(),
            x: 0.0,
            end: 6.0,
            baseline: 12.0,
            size: 12.0,
            face: None,
            rgb: None,
            visible: true,
            artifact: false,
            upright: true,
            unread: 0,
        }
    }

    fn rules() -> Rules {
        Rules {
            paper: [612.0, 792.0],
            type_size: 12.0,
            footer_size: 10.0,
            faces: Vec::new(),
            left: 72.0,
            right: 36.0,
            numbers_per_inch: 3.0,
            numbers_apart: 14.4,
            spacing: 1.5,
            filer_line: 1,
            filer_top: 72.0,
            clerk_space: 144.0,
            court_line: 8,
            court_top: 240.0,
        }
    }
}
