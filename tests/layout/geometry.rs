//! Pleading paper against rules 2.103 to 2.111: numbers, grid, margins, folio and footer.

use petition::document::Stationery;
use petition::layout::page::{Ink, Item, Page, Pages, TextRun};
use petition::layout::{LayoutError, lay_out};

use crate::sample::{self, FACES, artifacts, content, laid_out, right_edge};

/// Baselines of the 28 line numbers, in points from the top.
pub(crate) fn numbered_baselines() -> Vec<f32> {
    (0..28).map(|line| 83.0 + 24.0 * line as f32).collect()
}

fn forty_pages() -> Pages {
    let text = "Petitioner states that she was at work on the day of the arrest, as the records of her employer show. ";
    let blocks = (1..=136).map(|number| sample::numbered(number, &text.repeat(7))).collect();
    laid_out(&sample::pleading(blocks))
}

fn numbers(page: &Page) -> Vec<&TextRun> {
    artifacts(page).filter(|run| run.x + 1.0 < 84.0).collect()
}

fn strokes(page: &Page) -> Vec<[f32; 4]> {
    let strokes = page.items.iter().filter_map(|item| match item {
        Item { ink: Ink::Stroke { x0, y0, x1, y1, .. }, .. } => Some([*x0, *y0, *x1, *y1]),
        _ => None,
    });
    strokes.collect()
}

#[test]
fn each_page_has_28_numbers_24_points_apart() {
    for page in &forty_pages().pages {
        let numbers = numbers(page);
        let texts: Vec<String> = numbers.iter().map(|run| run.text.clone()).collect();
        assert_eq!(texts, (1..=28).map(|number| number.to_string()).collect::<Vec<_>>());
        assert_eq!(numbers.iter().map(|run| run.y).collect::<Vec<_>>(), numbered_baselines());
        for run in numbers {
            assert!((right_edge(run) - 84.0).abs() < 0.1);
            assert_eq!(run.size, 12.0);
        }
    }
}

#[test]
fn body_text_stands_on_the_numbers_for_forty_pages() {
    let pages = forty_pages();
    assert!((38..=50).contains(&pages.pages.len()), "{}", pages.pages.len());
    let grid = numbered_baselines();
    for (at, page) in pages.pages.iter().enumerate() {
        for run in content(page).filter(|run| at > 0 || run.y > 450.0) {
            assert!(grid.contains(&run.y), "page {at}: {} at {}", run.text, run.y);
        }
    }
}

#[test]
fn margins_are_an_inch_left_and_half_an_inch_right() {
    for page in &forty_pages().pages {
        for run in content(page) {
            assert!(run.x >= 108.0 && right_edge(run) <= 567.1, "{run:?}");
        }
        let edges: Vec<f32> = strokes(page)
            .iter()
            .filter(|s| s[0] == s[2] && s[3] - s[1] > 700.0)
            .map(|s| s[0])
            .collect();
        assert_eq!(edges, [92.5, 96.0, 576.0]);
        for item in strokes(page).iter().flatten() {
            assert!(*item >= 18.0, "inside the quarter inch that printers cannot reach");
        }
    }
}

#[test]
fn the_footer_stands_below_the_number_and_a_stroke() {
    for (at, page) in forty_pages().pages.iter().enumerate() {
        let below: Vec<&TextRun> = artifacts(page).filter(|run| run.y > 740.0).collect();
        let [folio, title] = below[..] else { panic!("{below:?}") };
        assert_eq!((folio.text.clone(), folio.y), ((at + 1).to_string(), 745.0));
        assert_eq!(
            (title.text.as_str(), title.y, title.size),
            ("PETITION TO SEAL AND DESTROY ARREST RECORDS", 758.5, 10.0)
        );
        assert!(strokes(page).contains(&[108.0, 748.5, 567.0, 748.5]));
    }
}

#[test]
fn a_footer_of_two_lines_fits_and_one_of_three_is_an_error() {
    let mut document = sample::pleading(Vec::new());
    document.footer_title = "PETITION TO SEAL AND DESTROY ARREST RECORDS AND FOR A FINDING OF FACTUAL INNOCENCE WITH MEMORANDUM".into();
    let pages = laid_out(&document);
    let lines: Vec<f32> =
        artifacts(&pages.pages[0]).filter(|run| run.size == 10.0).map(|run| run.y).collect();
    assert_eq!(lines, [758.5, 769.5]);
    document.footer_title = document.footer_title.repeat(3);
    let errors = lay_out(&document, &FACES).unwrap_err();
    assert!(matches!(errors[..], [LayoutError::FooterTitle { .. }]), "{errors:?}");
}

#[test]
fn plain_paper_has_no_numbers_and_guides_say_so() {
    for (stationery, header) in [(Stationery::Letter, false), (Stationery::Guide, true)] {
        let document = petition::document::Document { stationery, ..sample::petition() };
        for page in &laid_out(&document).pages {
            assert_eq!(artifacts(page).any(|run| run.text.contains("not to be filed")), header);
            assert!(
                content(page)
                    .all(|run| run.x >= 72.0 && right_edge(run) <= 540.1 && run.y <= 720.0)
            );
        }
    }
}

#[test]
fn a_slip_carries_its_words_and_nothing_else() {
    let blocks =
        vec![sample::heading(1, "EXHIBIT A"), sample::paragraph("Certificate of completion")];
    let document =
        petition::document::Document { stationery: Stationery::Slip, ..sample::pleading(blocks) };
    let pages = laid_out(&document);
    assert_eq!(pages.pages.len(), 1);
    assert_eq!(artifacts(&pages.pages[0]).count(), 0);
    for run in content(&pages.pages[0]) {
        assert!(((run.x + right_edge(run)) / 2.0 - 306.0).abs() < 0.5, "centred: {run:?}");
    }
}
