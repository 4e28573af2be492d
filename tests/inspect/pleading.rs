//! The format of pleading paper, put wrong one rule at a time.

use petition::inspect::Level;

use crate::paper::{Paper, Part, Stroke, line, words};
use crate::support::{Bad, inspected, shows};

/// Papers of pleadings with what has to be found in them.
pub(crate) fn bad() -> Vec<Bad> {
    [numbers(), types(), captions(), feet()].into_iter().flatten().collect()
}

fn numbers() -> Vec<Bad> {
    let pitched = |pitch: f32| {
        let mut paper = Paper::changed(Part::Number, |one| {
            let n: f32 = one.text.parse().expect("a number");
            one.y = 83.0 + pitch * (n - 1.0);
        });
        // Beside the last of them the page ends.
        paper.leaves.iter_mut().for_each(|leaf| leaf.words.retain(|one| one.y < 770.0));
        paper
    };
    let mut close = Paper::without(Part::Divider);
    for leaf in &mut close.leaves {
        for one in leaf.words.iter_mut().filter(|one| one.part == Part::Number) {
            one.x += 10.0;
        }
    }
    let mut single = Paper::good();
    single.leaves[1].words.retain(|one| one.part != Part::Body);
    (0..40).for_each(|n| {
        let at = (108.0, 83.0 + 14.0 * n as f32);
        single.leaves[1].set(Part::Body, at, "Petitioner was at work on the day of the arrest.");
    });
    vec![
        Bad::new("line-numbers-missing", Paper::without(Part::Number)),
        Bad::new(
            "line-numbers-missing",
            Paper::with(1, |leaf| {
                leaf.words.retain(|one| one.part != Part::Number);
            }),
        ),
        Bad::new(
            "line-numbers-start",
            Paper::with(1, |leaf| {
                let numbers = leaf.words.iter_mut().filter(|one| one.part == Part::Number);
                numbers.for_each(|one| {
                    one.text = (one.text.parse::<u32>().expect("one") + 28).to_string()
                });
            }),
        ),
        Bad::new(
            "line-numbers-order",
            Paper::with(1, |leaf| {
                leaf.words.retain(|one| one.part != Part::Number || one.text != "9");
            }),
        ),
        Bad::new("line-numbers-order", Paper::with(0, |leaf| leaf.words[4].text = "6".to_owned())),
        Bad::new("line-numbers-sparse", pitched(25.0)),
        Bad::new("line-numbers-uneven", Paper::with(1, |leaf| leaf.words[12].y += 8.0)),
        Bad::new("line-numbers-close", close),
        Bad::new("lines-close", single),
        Bad::new(
            "text-unnumbered",
            Paper::with(1, |leaf| {
                leaf.set(Part::Body, (108.0, 55.0), "Draft of October");
            }),
        ),
    ]
}

fn types() -> Vec<Bad> {
    vec![
        Bad::new("type-small", Paper::changed(Part::Body, |one| one.size = 11.0)),
        Bad::new("type-colour", Paper::changed(Part::Body, |one| one.colour = "1 0 0 rg")),
        Bad::new("type-colour", Paper::changed(Part::Nature, |one| one.colour = "0.5 g")),
        Bad::new("margin-left", Paper::changed(Part::Filer, |one| one.x = 40.0))
            .and("line-numbers-close"),
        Bad::new(
            "margin-right",
            Paper::with(1, |leaf| {
                leaf.set(Part::Body, (520.0, line(5)), "too far right");
            }),
        ),
    ]
}

fn captions() -> Vec<Bad> {
    vec![
        Bad::new("filer-block", Paper::without(Part::Filer)),
        Bad::new("filer-block", Paper::changed(Part::Filer, |one| one.y += 24.0)),
        Bad::new(
            "clerk-space",
            Paper::with(0, |leaf| {
                leaf.set(Part::Filer, (350.0, line(3)), "(For the court)");
            }),
        ),
        Bad::new(
            "clerk-space",
            Paper::with(0, |leaf| {
                let at = [400.0, 80.0, 500.0, 150.0];
                leaf.strokes.push(Stroke { part: Part::Filer, at });
            }),
        ),
        Bad::new("court-title-missing", Paper::without(Part::Court)),
        Bad::new("court-title-line", Paper::changed(Part::Court, |one| one.y -= 24.0))
            .and("court-title-high"),
        Bad::new("court-title-line", Paper::changed(Part::Court, |one| one.y += 24.0)),
        Bad::new("case-title-missing", Paper::without(Part::CaseTitle)),
        Bad::new("case-number-missing", Paper::without(Part::CaseNumber)),
        Bad::new(
            "case-number-place",
            Paper::changed(Part::CaseNumber, |one| {
                one.x = 108.0;
                one.y = line(10);
            }),
        ),
        Bad::new("case-number-place", Paper::changed(Part::CaseNumber, |one| one.y = line(16)))
            .and("paper-nature-missing"),
        Bad::new("paper-nature-missing", Paper::without(Part::Nature)),
    ]
}

fn feet() -> Vec<Bad> {
    let mut above = Paper::changed(Part::FooterTitle, |one| one.y = 741.0);
    for leaf in &mut above.leaves {
        leaf.words.iter_mut().filter(|one| one.part == Part::Folio).for_each(|one| one.y = 760.0);
        leaf.words.retain(|one| one.part != Part::Body || one.y < 725.0);
        leaf.strokes.iter_mut().filter(|one| one.part == Part::FooterLine).for_each(|one| {
            one.at[1] = 728.0;
            one.at[3] = 728.5;
        });
    }
    vec![
        Bad::new("page-number-missing", Paper::without(Part::Folio)),
        Bad::new("page-number-order", Paper::changed(Part::Folio, |one| one.text = "1".to_owned())),
        Bad::new("page-number-order", Paper::changed(Part::Folio, |one| one.text = "7".to_owned())),
        Bad::new(
            "page-number-roman",
            Paper::changed(Part::Folio, |one| one.text = "ii".to_owned()),
        ),
        Bad::new("footer-missing", Paper::without(Part::FooterTitle)),
        Bad::new("footer-line-missing", Paper::without(Part::FooterLine)),
        Bad::new("footer-above-number", above),
        Bad::new("footer-small", Paper::changed(Part::FooterTitle, |one| one.size = 8.0)),
    ]
}

#[test]
fn each_fault_is_found_and_no_other() {
    bad().iter().for_each(Bad::hold);
}

#[test]
fn a_good_paper_has_nothing_wrong() {
    assert_eq!(shows(&Paper::good().bytes()), [""; 0]);
}

#[test]
fn what_the_rules_allow_is_no_fault() {
    let no_first_number = Paper::with(0, |leaf| leaf.words.retain(|one| one.part != Part::Folio));
    let dashes = Paper::changed(Part::Folio, |one| one.text = format!("- {} -", one.text));
    let of_latex = Paper::changed(Part::Body, |one| one.size = 11.955);
    let blue_black = Paper::changed(Part::Body, |one| one.colour = "0.05 0.08 0.3 rg");
    let spaces = Paper::changed(Part::Body, |one| one.text.push_str(&" ".repeat(60)));
    let mut apart = Paper::without(Part::Divider);
    apart.leaves.iter_mut().flat_map(|leaf| &mut leaf.words).for_each(|one| {
        one.x -= if one.part == Part::Number { 12.0 } else { 0.0 };
    });
    let raised = Paper::with(1, |leaf| {
        let mut mark = words(Part::Body, (430.0, line(4) - 4.0), "1");
        mark.size = 8.0;
        leaf.words.push(mark);
    });
    let mut quoted = Paper::good();
    quoted.leaves[1].words.retain(|one| one.part != Part::Body || one.y < 300.0);
    (0..12).for_each(|n| {
        quoted.leaves[1].set(
            Part::Body,
            (144.0, 330.0 + 14.0 * n as f32),
            "He said that he was there.",
        );
    });
    let all = [no_first_number, dashes, of_latex, blue_black, spaces, apart, raised, quoted];
    for (n, paper) in all.iter().enumerate() {
        assert_eq!(shows(&paper.bytes()), [""; 0], "paper {n}");
    }
}

#[test]
fn a_place_is_in_inches_from_the_top_left_and_pages_are_folded() {
    let mut paper = Paper::good();
    let second = paper.leaves[1].clone();
    for number in 3..=6 {
        let mut leaf = second.clone();
        leaf.words.iter_mut().filter(|one| one.part == Part::Folio).for_each(|one| {
            one.text = number.to_string();
        });
        paper.leaves.push(leaf);
    }
    for n in [1, 2, 3, 5] {
        let mut stray = words(Part::Body, (540.0, 144.0), "stray words");
        stray.size = 12.0;
        paper.leaves[n].words.push(stray);
    }
    let findings = inspected(&paper.bytes()).findings;
    let margin = findings.iter().find(|one| one.check.code == "margin-right").expect("found");
    assert_eq!(margin.page_list(), "2-4, 6");
    assert_eq!(margin.check.level, Level::Refused);
    let [x0, y0, x1, y1] = margin.place.expect("a place");
    assert!((x0 - 7.5).abs() < 0.01 && (1.85..2.0).contains(&y0), "{x0} {y0}");
    assert!(x1 > 8.2 && (2.0..2.1).contains(&y1), "{x1} {y1}");
}

#[test]
fn numbers_are_read_page_by_page_and_facts_tell_what_was_measured() {
    let found = inspected(&Paper::good().bytes());
    let facts = found.facts.pleading.expect("pleading paper");
    assert_eq!(facts.n_line_numbers, [28, 28]);
    assert!((facts.pitch[0] - 24.0).abs() < 0.01 && (facts.left - 108.0).abs() < 0.01);
    assert!((facts.smallest_type - 12.0).abs() < 0.01);
    assert_eq!(found.facts.fonts.len(), 1);
    assert_eq!(found.facts.fonts[0].name, "Tinos");
}
