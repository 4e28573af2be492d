//! Where carried pages stand: Letter, upright, their foot free for the running number.

use lopdf::{Document, Object};
use petition::packet::exhibits::Notice;
use petition::reading::MeasuredPage;

use crate::foreign::{
    WORDS, first_page, joined, letter, look, measured, notices, paper, saved, words,
};

/// The printed number of a page: middle and baseline, from the top.
fn number(page: &MeasuredPage, n: usize) -> Option<(f32, f32)> {
    let text = n.to_string();
    let low = |run: &&petition::reading::Run| run.text == text && run.baseline > 770.0;
    page.runs.iter().find(low).map(|run| ((run.x + run.end) / 2.0, run.baseline))
}

/// The matrix that draws the carried page of a joined file, and where a word of it stands.
fn drawn(bytes: &[u8]) -> (Vec<f32>, MeasuredPage) {
    let joined = joined(&[bytes]);
    let doc = Document::load_mem(&joined.bytes).expect("readable");
    let page = doc.page_iter().nth(2).expect("the page");
    let contents = String::from_utf8(doc.get_page_content(page)).expect("text");
    let matrix = contents.split("BDC\nq ").nth(1).and_then(|rest| rest.split(" cm").next());
    let matrix = matrix.expect("a matrix").split(' ').map(|n| n.parse().expect("a number"));
    (matrix.collect(), measured(&joined.bytes).swap_remove(2))
}

#[test]
fn a_letter_page_with_a_clear_foot_is_not_touched() {
    let (matrix, page) = drawn(&saved(letter(&[WORDS])));
    assert_eq!(matrix, [1.0, 0.0, 0.0, 1.0, 0.0, 0.0]);
    let run = page.runs.iter().find(|run| run.text.starts_with("Certificate")).expect("words");
    assert_eq!((run.x, run.baseline, run.size), (72.0, 92.0, 18.0));
    let (middle, baseline) = number(&page, 3).expect("a number");
    assert!((middle - 306.0).abs() < 0.1 && (baseline - 771.0).abs() < 0.1);
}

#[test]
fn every_sheet_but_the_index_gets_the_running_number() {
    let joined = joined(&[&saved(letter(&[WORDS, WORDS])), &saved(letter(&[WORDS]))]);
    let pages = measured(&joined.bytes);
    assert_eq!(pages.len(), 6);
    for (n, page) in pages.iter().enumerate().skip(1) {
        let (middle, _) = number(page, n + 1).expect("a number");
        assert!((middle - 306.0).abs() < 0.1, "page {}", n + 1);
        assert_eq!((page.width, page.height), (612.0, 792.0));
    }
    assert!(number(&pages[0], 1).is_none(), "the index brings its own");
}

#[test]
fn ink_at_the_foot_shrinks_every_page_of_the_exhibit() {
    let foot = format!("{WORDS} 0 0 1 rg 100 5 200 20 re f");
    let bytes = saved(letter(&[WORDS, &foot]));
    let joined = joined(&[&bytes]);
    let pages = measured(&joined.bytes);
    for page in &pages[2..] {
        let run = page.runs.iter().find(|run| run.text.starts_with("Certificate")).expect("words");
        assert!((run.size - 18.0 * 741.6 / 792.0).abs() < 0.01, "{}", run.size);
    }
    let blue = pages[3].inks.iter().find(|ink| ink.rgb == Some([0, 0, 255])).expect("the fill");
    assert!(blue.bounds[3] < 792.0 - 32.3, "{:?}", blue.bounds);
    assert!(notices(&bytes).is_empty(), "nobody minds 94 %");
}

#[test]
fn white_paper_and_unseen_words_leave_the_foot_clear() {
    let white = format!("1 g 0 0 612 792 re f 0 g {WORDS} BT 3 Tr /F1 9 Tf 72 9 Td (ocr) Tj ET");
    assert_eq!(drawn(&saved(letter(&[&white]))).0, [1.0, 0.0, 0.0, 1.0, 0.0, 0.0]);
    let black = format!("{WORDS} BT /F1 9 Tf 72 9 Td (foot) Tj ET");
    assert!(drawn(&saved(letter(&[&black]))).0[0] < 1.0);
}

#[test]
fn a_landscape_page_is_shrunk_to_the_width_and_said() {
    let bytes = saved(paper([0, 0, 1008, 612], &[WORDS.replace("700", "500")]));
    let (matrix, page) = drawn(&bytes);
    assert!((matrix[0] - 576.0 / 1008.0).abs() < 1e-4 && matrix[1] == 0.0, "{matrix:?}");
    assert!(page.runs.iter().all(|run| run.upright));
    assert_eq!(notices(&bytes), [Notice::Shrunk(vec![1], 57)]);
}

#[test]
fn small_pages_stand_in_the_middle_at_their_size() {
    let (matrix, _) = drawn(&saved(paper([0, 0, 396, 612], &[WORDS.replace("700", "500")])));
    assert_eq!(matrix, [1.0, 0.0, 0.0, 1.0, 108.0, 90.0]);
}

#[test]
fn turned_and_cropped_pages_stand_upright() {
    for turn in [0, 90, 180, 270, -90, 450] {
        let mut doc = letter(&[WORDS]);
        let crop = [50, 60, 350, 760].map(Object::Integer).to_vec();
        first_page(&mut doc).set("CropBox", crop);
        first_page(&mut doc).set("Rotate", turn);
        let bytes = saved(doc);
        let prepared = look(&bytes).expect("can be carried");
        assert_eq!(prepared.pages()[0].lines, ["Certificate page 1"], "{turn}");
        let (matrix, page) = drawn(&bytes);
        let quarter = turn % 180 != 0;
        assert_eq!(matrix[0].abs() < 1e-6, quarter, "{turn}");
        for run in &page.runs {
            assert!(run.x > 0.0 && run.x < 612.0 && run.baseline > 0.0 && run.baseline < 792.0);
        }
    }
}

#[test]
fn odd_turns_and_boxes_are_carried_or_refused() {
    let mut slanted = letter(&[WORDS]);
    first_page(&mut slanted).set("Rotate", 45);
    assert!(look(&saved(slanted)).is_ok());
    let mut user = letter(&[WORDS]);
    first_page(&mut user).set("UserUnit", 2);
    assert!(drawn(&saved(user)).0[0] < 1.0, "a unit of two points makes a large page");
    for size in [
        vec![Object::Real(f32::NAN); 4],
        vec![0.into(), 0.into(), 0.into(), 0.into()],
        vec![0.into(), 0.into(), Object::Real(1e30), 792.into()],
        vec![0.into(), 0.into()],
    ] {
        let mut doc = letter(&[WORDS]);
        first_page(&mut doc).set("MediaBox", size);
        let error = look(&saved(doc)).expect_err("has no size");
        assert!(error.to_string().contains("page 1"), "{error}");
    }
    let mut backwards = letter(&[WORDS]);
    let corners = [612, 792, 0, 0].map(Object::Integer).to_vec();
    first_page(&mut backwards).set("MediaBox", corners);
    assert_eq!(drawn(&saved(backwards)).0, [1.0, 0.0, 0.0, 1.0, 0.0, 0.0]);
}

#[test]
fn a_page_without_words_is_named_unless_it_is_blank() {
    let bytes = saved(letter(&[WORDS, "0 0 1 rg 100 100 50 50 re f", ""]));
    assert_eq!(notices(&bytes), [Notice::Unsearchable(vec![2])]);
    let joined = joined(&[&bytes]);
    assert_eq!(words(&measured(&joined.bytes)[3]), "4");
}
