//! What shares a page with what: widows, orphans, headings, signatures, lists and quotations.

use petition::document::{
    Block, Document, Inline, ListItem, ParagraphShape, Signature, Stationery,
};
use petition::layout::page::{Item, Mark, Page, Pages, Role};

use crate::sample::{self, content, heading, laid_out, numbered, paragraph, words};

/// Words for a paragraph of about so many lines of pleading paper.
fn lines_of(n_lines: usize) -> String {
    "Petitioner asks the court to hear this matter on the day and at the hour stated. "
        .repeat(n_lines)
        .trim()
        .to_owned()
}

/// The page and baseline of each line of an element, in order.
fn lines(pages: &Pages, element: usize) -> Vec<(usize, f32)> {
    let mut lines = Vec::new();
    for (at, page) in pages.pages.iter().enumerate() {
        for item in page.items.iter().filter(|item| item.mark == Mark::Content(element)) {
            if let petition::layout::page::Ink::Text(run) = &item.ink {
                lines.push((at, run.y));
            }
        }
    }
    lines.dedup();
    lines
}

fn elements(pages: &Pages, wanted: Role) -> Vec<usize> {
    (0..pages.elements.len()).filter(|&at| pages.elements[at].role == wanted).collect()
}

#[test]
fn no_page_starts_or_ends_with_one_line_of_a_longer_paragraph() {
    let blocks = (0..60).map(|at| paragraph(&lines_of(2 + at % 5))).collect();
    let pages = laid_out(&sample::pleading(blocks));
    assert!(pages.pages.len() > 5);
    let mut n_divided = 0;
    for element in elements(&pages, Role::Paragraph) {
        let lines = lines(&pages, element);
        for page in 0..pages.pages.len() {
            let here = lines.iter().filter(|line| line.0 == page).count();
            assert!(
                here != 1 || lines.len() == 1,
                "element {element} leaves one line on page {page}"
            );
            n_divided += usize::from(here > 0 && here < lines.len());
        }
    }
    assert!(n_divided > 4, "paragraphs do run over pages");
}

#[test]
fn a_heading_is_followed_by_two_lines_on_its_page() {
    for n_before in 1..30 {
        let mut blocks = vec![paragraph("One line."); n_before];
        blocks.extend([
            heading(1, "GROUNDS"),
            heading(2, "First ground"),
            paragraph(&lines_of(4)),
            paragraph("End."),
        ]);
        let pages = laid_out(&sample::pleading(blocks));
        let heading = lines(&pages, elements(&pages, Role::Heading(1))[0])[0];
        let below = content(&pages.pages[heading.0]).filter(|run| run.y > heading.1).count();
        assert!(below >= 3, "{n_before} before: {below} below the heading");
    }
}

#[test]
fn a_heading_keeps_two_lines_of_short_paragraphs() {
    for n_before in 1..30 {
        let mut blocks = vec![paragraph("One line."); n_before];
        blocks.extend([
            heading(1, "PRAYER"),
            paragraph("Petitioner prays."),
            numbered(1, "For relief."),
        ]);
        let pages = laid_out(&sample::pleading(blocks));
        let heading = lines(&pages, elements(&pages, Role::Heading(1))[0])[0];
        assert!(content(&pages.pages[heading.0]).filter(|run| run.y > heading.1).count() >= 2);
    }
}

#[test]
fn a_signature_has_two_lines_of_text_above_it() {
    for n_before in 2..40 {
        for last in [1, 4] {
            let mut blocks = vec![paragraph("One line."); n_before];
            blocks.extend([paragraph(&lines_of(last)), sample::signature()]);
            let pages = laid_out(&sample::pleading(blocks));
            let stroke = pages
                .elements
                .iter()
                .position(|e| e.alternate.as_deref() == Some("blank: signature"));
            let mark = Mark::Content(stroke.expect("a stroke to sign on"));
            let page = pages
                .pages
                .iter()
                .find(|page| page.items.iter().any(|item| item.mark == mark))
                .unwrap();
            let dated = content(page)
                .find(|run| run.text.starts_with("Dated"))
                .expect("the date stands with it");
            let caption_end = if page == &pages.pages[0] { 432.0 } else { 0.0 };
            let mut above: Vec<f32> = content(page)
                .map(|run| run.y)
                .filter(|&y| y < dated.y && y > caption_end)
                .collect();
            above.dedup();
            assert!(above.len() >= 2, "{n_before} before: {above:?}");
            assert!(
                content(page).any(|run| run.text == "Attorney for Petitioner" && run.y > dated.y)
            );
        }
    }
}

#[test]
fn a_signature_leaves_room_to_sign() {
    let pages = laid_out(&sample::pleading(vec![paragraph(&lines_of(3)), sample::signature()]));
    let page = &pages.pages[0];
    let dated = content(page).find(|run| run.text.starts_with("Dated")).unwrap().y;
    let above = content(page).filter(|run| run.y < dated).map(|run| run.y).fold(0.0, f32::max);
    assert_eq!(dated - above, 48.0, "one line of the grid stays free, and both stand on it");
}

#[test]
fn a_numbered_allegation_hangs_its_number_and_returns_to_the_margin() {
    let pages = laid_out(&sample::pleading(vec![numbered(112, &lines_of(3))]));
    let label = content(&pages.pages[0]).find(|run| run.text == "112.").unwrap();
    assert_eq!(label.x, 144.0);
    let xs: Vec<f32> =
        content(&pages.pages[0]).filter(|run| run.y >= label.y).map(|run| run.x).collect();
    assert_eq!(xs[..3], [144.0, 180.0, 108.0]);
}

#[test]
fn allegations_in_a_row_are_one_list_and_a_heading_ends_it() {
    let blocks =
        vec![numbered(1, "One."), numbered(2, "Two."), heading(1, "MORE"), numbered(3, "Three.")];
    let pages = laid_out(&sample::pleading(blocks));
    assert_eq!(elements(&pages, Role::List).len(), 2);
    for (role, parent) in [
        (Role::ListItem, Role::List),
        (Role::Label, Role::ListItem),
        (Role::ListBody, Role::ListItem),
    ] {
        let found = elements(&pages, role);
        assert_eq!(found.len(), 3);
        assert!(found.iter().all(|&at| pages.elements[pages.elements[at].parent].role == parent));
    }
}

#[test]
fn text_behind_a_quotation_returns_to_the_grid() {
    for n_lines in 1..12 {
        let quotation = Block::Quotation { blocks: vec![paragraph(&lines_of(n_lines))] };
        let pages =
            laid_out(&sample::pleading(vec![paragraph("Before."), quotation, paragraph("After.")]));
        let after = pages.pages.iter().flat_map(content).find(|run| run.text == "After.").unwrap();
        assert_eq!((after.y - 83.0) % 24.0, 0.0);
        let quote = elements(&pages, Role::BlockQuote)[0];
        let inner = pages
            .elements
            .iter()
            .position(|e| e.parent == quote && e.role == Role::Paragraph)
            .unwrap();
        let ys: Vec<(usize, f32)> = lines(&pages, inner);
        assert!(
            ys.windows(2).all(|pair| pair[0].0 != pair[1].0 || pair[1].1 - pair[0].1 == 16.0),
            "{ys:?}"
        );
    }
}

#[test]
fn an_address_never_runs_over_two_pages() {
    for n_before in 1..25 {
        let mut blocks = vec![paragraph("One line."); n_before];
        blocks.push(Block::Lines { lines: vec![words("211 West Temple Street"); 5] });
        let pages = laid_out(&sample::pleading(blocks));
        let n_pages = pages
            .pages
            .iter()
            .filter(|page| content(page).any(|run| run.text.starts_with("211")))
            .count();
        assert_eq!(n_pages, 1, "{n_before} before");
    }
}

/// The pages on which there is a place to sign, one entry a place.
fn pages_to_sign(pages: &Pages) -> Vec<usize> {
    let is_stroke = |at: usize| pages.elements[at].alternate.as_deref() == Some("blank: signature");
    let marks = |page: &Page| {
        let marks: Vec<Mark> = page.items.iter().map(|item| item.mark).collect();
        marks.iter().filter(|&&mark| matches!(mark, Mark::Content(at) if is_stroke(at))).count()
    };
    let numbered = pages.pages.iter().enumerate();
    numbered.flat_map(|(at, page)| vec![at; marks(page)]).collect()
}

#[test]
fn signatures_in_a_row_part_but_none_stands_alone() {
    let mut parted = 0;
    for n_before in 1..30 {
        let mut blocks = vec![paragraph("One line."); n_before];
        blocks.extend([sample::signature(), sample::signature(), sample::signature()]);
        let pages = laid_out(&sample::pleading(blocks));
        let places = pages_to_sign(&pages);
        assert_eq!(places.len(), 3);
        assert_eq!(places[1], places[2], "{n_before} before: the last stands alone");
        parted += usize::from(places[0] < places[1]);
    }
    assert!(parted > 2, "three signatures never part");
}

#[test]
fn addresses_in_a_row_keep_apart_and_text_behind_them_returns_to_the_grid() {
    for n_lines in 1..8 {
        let address = Block::Lines { lines: vec![words("211 West Temple Street"); n_lines] };
        let blocks = vec![
            paragraph("One line."),
            address.clone(),
            address.clone(),
            address,
            paragraph("Behind."),
        ];
        let pages = laid_out(&sample::pleading(blocks));
        let runs: Vec<(usize, f32)> = pages
            .pages
            .iter()
            .enumerate()
            .flat_map(|(at, page)| content(page).map(move |run| (at, run)))
            .filter(|(_, run)| run.text.starts_with("211"))
            .map(|(at, run)| (at, run.y))
            .collect();
        for next in [n_lines, 2 * n_lines] {
            let ((page, above), (other, below)) = (runs[next - 1], runs[next]);
            assert!(page != other || below - above >= 24.0, "{n_lines} lines: {above} {below}");
        }
        let behind = pages.pages.iter().flat_map(content).find(|run| run.text == "Behind.");
        assert_eq!((behind.unwrap().y - 83.0) % 24.0, 0.0);
    }
}

#[test]
fn a_colon_before_a_heading_does_not_move_a_page_of_text() {
    for n_before in 1..14 {
        let mut blocks = vec![paragraph("One line."); n_before];
        blocks.push(paragraph("The Court finds:"));
        blocks.push(sample::heading(2, "Findings"));
        blocks.extend([paragraph("These are the findings:"), paragraph(&lines_of(3))]);
        let pages = laid_out(&sample::pleading(blocks));
        let last = content(&pages.pages[0]).map(|run| run.y).fold(0.0, f32::max);
        assert!(pages.pages.len() == 1 || last >= 731.0 - 5.0 * 24.0, "{n_before}: {last}");
    }
}

#[test]
fn a_paragraph_over_two_pages_is_one_element() {
    let pages = laid_out(&sample::pleading(vec![paragraph(&lines_of(60))]));
    let body: Vec<usize> = elements(&pages, Role::Paragraph)
        .into_iter()
        .filter(|&at| pages.elements[at].parent == 0)
        .collect();
    assert_eq!(body.len(), 1);
    assert!(lines(&pages, body[0]).iter().any(|line| line.0 == 2));
}

#[test]
fn a_page_break_starts_a_page_and_none_at_the_end() {
    let blocks = vec![
        paragraph("One."),
        Block::PageBreak,
        Block::PageBreak,
        paragraph("Two."),
        Block::PageBreak,
    ];
    let pages = laid_out(&sample::pleading(blocks));
    assert_eq!(pages.pages.len(), 2);
    assert_eq!(
        content(&pages.pages[1]).next().map(|run| (run.text.as_str(), run.y)),
        Some(("Two.", 83.0))
    );
}

#[test]
fn blanks_and_boxes_are_figures_that_say_what_they_are() {
    let text = vec![
        Inline::CheckBox { ticked: true },
        Inline::plain(" heard on "),
        Inline::Blank { width: 90.0, label: "hearing date".into() },
        Inline::CheckBox { ticked: false },
    ];
    let pages =
        laid_out(&sample::pleading(vec![Block::Paragraph { text, shape: ParagraphShape::Flush }]));
    let alternates: Vec<&str> =
        pages.elements.iter().filter_map(|e| e.alternate.as_deref()).collect();
    assert_eq!(alternates, ["checked", "blank: hearing date", "not checked"]);
    let strokes = |at: usize| {
        pages.pages[0]
            .items
            .iter()
            .filter(|item| matches!(item, Item { mark: Mark::Content(m), .. } if *m == at))
            .count()
    };
    let figures: Vec<usize> = elements(&pages, Role::Figure).into_iter().map(strokes).collect();
    assert_eq!(figures, [6, 1, 4]);
}

#[test]
fn bookmarks_name_the_paper_and_each_heading() {
    let pages = laid_out(&sample::petition());
    let marks: Vec<(u8, &str)> =
        pages.outline.iter().map(|mark| (mark.level, mark.title.as_str())).collect();
    assert_eq!(
        marks[..4],
        [
            (1, "Petition to Seal and Destroy Arrest Records"),
            (2, "THE ARREST AND ITS DISPOSITION"),
            (2, "GROUNDS"),
            (3, "A. No reasonable cause exists to believe that Petitioner committed the offense"),
        ]
    );
    assert!(
        pages.outline.windows(2).all(|pair| (pair[0].page, pair[0].y) < (pair[1].page, pair[1].y))
    );
}

#[test]
fn text_nested_beyond_reason_stays_inside_the_margins() {
    let mut block = paragraph(&lines_of(2));
    for depth in 0..30 {
        block = match depth % 2 {
            0 => Block::List { items: vec![ListItem { label: "(a)".into(), blocks: vec![block] }] },
            _ => Block::Quotation { blocks: vec![block] },
        };
    }
    for stationery in [sample::pleading(Vec::new()).stationery, Stationery::Letter] {
        let document = Document { stationery, ..sample::pleading(vec![block.clone()]) };
        for page in &laid_out(&document).pages {
            assert!(content(page).all(|run| sample::right_edge(run) <= 567.1));
        }
    }
}

#[test]
fn sixty_names_under_a_signature_all_stand() {
    let under: Vec<_> = (0..60).map(|at| words(&format!("Name {at}"))).collect();
    let pages = laid_out(&sample::pleading(vec![
        paragraph("One."),
        Block::Signature(Signature { dated: None, under }),
    ]));
    let names = pages.pages.iter().flat_map(content).filter(|run| run.text.starts_with("Name"));
    assert_eq!(names.filter(|run| run.y <= 731.0).count(), 60);
}

#[test]
fn blanks_in_an_address_leave_room_to_write() {
    let blank = || vec![Inline::Blank { width: 200.0, label: "address".into() }];
    let lines = vec![words("Fresno County District Attorney"), blank(), blank()];
    let pages = laid_out(&sample::pleading(vec![Block::Lines { lines }]));
    let ys: Vec<f32> = pages.pages[0]
        .items
        .iter()
        .filter_map(|item| match (item.mark, &item.ink) {
            (Mark::Content(_), petition::layout::page::Ink::Stroke { y0, .. }) => Some(*y0),
            _ => None,
        })
        .collect();
    assert_eq!(ys[1] - ys[0], 22.0);
}
