//! Tables of all lengths: whole rows, repeated headers, no word lost.

use petition::document::{Block, Inline, Table};
use petition::layout::page::{Ink, Mark, Page, Pages, Role};

use crate::sample::{self, artifacts, content, laid_out, words};

fn table(n_rows: usize, cell: &str) -> Block {
    let row = |at: usize| vec![words(&format!("R{at}")), words(cell), words("Arrest entry")];
    Block::Table(Table {
        header: vec![words("Number"), words("Agency"), words("Record")],
        rows: (1..=n_rows).map(row).collect(),
    })
}

/// The pages on which each row has words, rows in order.
fn pages_of_rows(pages: &Pages) -> Vec<Vec<usize>> {
    let rows = (0..pages.elements.len()).filter(|&at| pages.elements[at].role == Role::Row).skip(1);
    rows.map(|row| {
        (0..pages.pages.len()).filter(|&at| has_row(pages, &pages.pages[at], row)).collect()
    })
    .collect()
}

fn has_row(pages: &Pages, page: &Page, row: usize) -> bool {
    page.items.iter().any(|item| match (item.mark, &item.ink) {
        (Mark::Content(cell), Ink::Text(_)) => pages.elements[cell].parent == row,
        _ => false,
    })
}

#[test]
fn every_row_of_1_to_200_stands_on_one_page_in_order() {
    for n_rows in [1, 2, 7, 23, 24, 25, 60, 137, 200] {
        let blocks = vec![
            sample::paragraph("These agencies:"),
            table(
                n_rows,
                "Los Angeles Police Department, Records and Identification Division, of the City",
            ),
        ];
        let pages = laid_out(&sample::pleading(blocks));
        let rows = pages_of_rows(&pages);
        assert_eq!(rows.len(), n_rows);
        assert!(rows.iter().all(|pages| pages.len() == 1), "{rows:?}");
        assert!(rows.windows(2).all(|pair| pair[0] <= pair[1]));
        for (at, page) in pages.pages.iter().enumerate() {
            let first_rows = rows.iter().any(|row| row[0] == at);
            let own = content(page).any(|run| run.text == "Agency");
            let repeated = artifacts(page).any(|run| run.text == "Agency");
            assert_eq!(own || repeated, first_rows, "page {at} of {n_rows} rows");
            assert!(!(own && repeated));
            assert!(content(page).all(|run| run.y <= 731.0));
        }
    }
}

#[test]
fn a_row_taller_than_a_page_runs_on_and_loses_nothing() {
    let cell: String = (0..900).map(|at| format!("w{at} ")).collect();
    let pages = laid_out(&sample::pleading(vec![table(3, &cell)]));
    let seen: String =
        pages.pages.iter().flat_map(content).map(|run| format!("{} ", run.text)).collect();
    let seen: Vec<&str> = seen.split_whitespace().filter(|word| word.starts_with('w')).collect();
    let expected: Vec<&str> = cell.split_whitespace().collect();
    assert_eq!(seen, expected.repeat(3));
    assert!(pages.pages.iter().flat_map(content).all(|run| run.y <= 731.0));
}

#[test]
fn columns_keep_their_words_apart_and_inside_the_margins() {
    let long = "https://www.example.org/agency/records/of/arrests/held-for-many-years/in-the-central-office";
    let pages = laid_out(&sample::pleading(vec![table(4, long)]));
    for run in pages.pages.iter().flat_map(content) {
        assert!(sample::right_edge(run) <= 567.1, "{run:?}");
    }
    let text: String =
        pages.pages.iter().flat_map(content).flat_map(|run| run.text.chars()).collect();
    assert_eq!(text.matches(long).count(), 4);
}

#[test]
fn a_table_is_tagged_with_its_header_cells() {
    let pages = laid_out(&sample::pleading(vec![table(2, "x")]));
    let n = |role: Role| pages.elements.iter().filter(|element| element.role == role).count();
    assert_eq!(
        (n(Role::Table), n(Role::Row), n(Role::HeaderCell), n(Role::DataCell)),
        (1, 3, 3, 6)
    );
}

#[test]
fn odd_tables_are_set_all_the_same() {
    let odd = [
        Table { header: Vec::new(), rows: Vec::new() },
        Table { header: vec![words("Only"), words("Header")], rows: Vec::new() },
        Table { header: Vec::new(), rows: vec![vec![words("a"), words("b")], vec![words("c")]] },
        Table {
            header: vec![words("h")],
            rows: vec![vec![words("x"), vec![Inline::Blank { width: 900.0, label: "l".into() }]]],
        },
        Table {
            header: vec![words(&"tall ".repeat(900)), words("h")],
            rows: vec![vec![words("x"), words("y")]],
        },
    ];
    for table in odd {
        let pages = laid_out(&sample::pleading(vec![
            sample::heading(1, "TABLE"),
            Block::Table(table),
            sample::paragraph("End."),
        ]));
        assert!(pages.pages.iter().flat_map(content).any(|run| run.text == "End."));
        assert!(
            pages
                .pages
                .iter()
                .flat_map(content)
                .all(|run| run.y <= 731.0 && sample::right_edge(run) <= 567.1)
        );
    }
}

#[test]
fn a_table_of_a_few_rows_stays_on_one_page() {
    for n_before in 1..25 {
        let mut blocks = vec![sample::paragraph("One line."); n_before];
        blocks.push(table(3, "Los Angeles Police Department"));
        let pages = laid_out(&sample::pleading(blocks));
        let rows = pages_of_rows(&pages);
        assert!(rows.iter().all(|row| row == &rows[0]), "{n_before} before: {rows:?}");
    }
}

#[test]
fn no_page_holds_a_single_row_of_a_table() {
    for n_before in 1..25 {
        let mut blocks = vec![sample::paragraph("One line."); n_before];
        blocks.push(table(9, "Los Angeles Police Department"));
        let pages = laid_out(&sample::pleading(blocks));
        let rows = pages_of_rows(&pages);
        assert_eq!(rows[0], rows[1], "{n_before} before: {rows:?}");
        assert_eq!(rows[7], rows[8], "{n_before} before: {rows:?}");
    }
}

#[test]
fn a_table_right_below_the_caption_stands_clear_of_the_case_box() {
    let pages = laid_out(&sample::pleading(vec![table(2, "Los Angeles Police Department")]));
    let strokes = pages.pages[0].items.iter().filter_map(|item| match item.ink {
        Ink::Stroke { x0, y0, x1, y1, .. } if y0 == y1 && x1 - x0 > 200.0 => Some(y0),
        _ => None,
    });
    let mut ys: Vec<f32> = strokes.filter(|&y| y > 300.0).collect();
    ys.sort_by(f32::total_cmp);
    assert!(ys[1] - ys[0] >= 24.0, "{ys:?}");
}

#[test]
fn a_table_ends_clear_of_the_page_number() {
    for n_before in 1..25 {
        let mut blocks = vec![sample::paragraph("One line."); n_before];
        blocks.push(table(30, "Los Angeles Police Department"));
        let pages = laid_out(&sample::pleading(blocks));
        for page in &pages.pages {
            let low = page.items.iter().filter_map(|item| match item.ink {
                Ink::Stroke { x0, y0, x1, y1, .. } if y0 == y1 && x1 - x0 > 400.0 => Some(y0),
                _ => None,
            });
            assert!(low.filter(|&y| y != 748.5).all(|y| y <= 726.1), "{n_before} before");
        }
    }
}
