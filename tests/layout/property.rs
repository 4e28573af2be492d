//! Promise 6 for layout: whatever a document says stands on its pages, all of it, in order.

use petition::document::{
    Block, Document, Inline, ListItem, ParagraphShape, Signature, Stationery, Table, Words,
};
use petition::layout::page::{Ink, Mark, Pages, Role};
use petition::layout::{Faces, lay_out};
use proptest::prelude::*;

use crate::sample;

const WORDS: [&str; 24] = [
    "the",
    "court",
    "Petitioner",
    "of",
    "a",
    "Nguyễn",
    "Thị",
    "Hạnh",
    "Łukasz",
    "Wójcik-Brzęczyszczykiewicz",
    "Ștefan",
    "Țepeș",
    "Kawaʻihae",
    "§",
    "851.8,",
    "subd.\u{A0}(l)",
    "(a)",
    "(1)",
    "maria.jose@legal-aid.example.org",
    "https://www.example.org/a/b",
    "Pneumonoultramicroscopicsilicovolcanoconiosis-and-more-and-more-and-more",
    "—",
    "“No,”",
    "x\u{323}",
];

fn inlines() -> impl Strategy<Value = Vec<Inline>> {
    let words = prop::collection::vec(prop::sample::select(&WORDS[..]), 1..14);
    let text = (words, any::<bool>(), any::<bool>()).prop_map(|(words, bold, italic)| {
        Inline::Text(Words { text: words.join(" "), bold, italic, origin: None })
    });
    let inline = prop_oneof![
        8 => text,
        1 => Just(Inline::Break),
        1 => (1.0f32..700.0).prop_map(|width| Inline::Blank { width, label: "place".into() }),
        1 => any::<bool>().prop_map(|ticked| Inline::CheckBox { ticked }),
    ];
    prop::collection::vec(inline, 0..6)
}

fn leaf() -> impl Strategy<Value = Block> {
    let shape = prop_oneof![
        Just(ParagraphShape::Indented),
        Just(ParagraphShape::Flush),
        Just(ParagraphShape::Centred)
    ];
    let cells = || prop::collection::vec(inlines(), 3);
    prop_oneof![
        2 => (1u8..4, inlines()).prop_map(|(level, text)| Block::Heading { level, text }),
        6 => (inlines(), shape).prop_map(|(text, shape)| Block::Paragraph { text, shape }),
        1 => (cells(), prop::collection::vec(cells(), 0..5)).prop_map(|(header, rows)| Block::Table(Table { header, rows })),
        1 => prop::collection::vec(inlines(), 0..4).prop_map(|under| Block::Signature(Signature { dated: Some("Dated:".into()), under })),
        1 => prop::collection::vec(inlines(), 0..5).prop_map(|lines| Block::Lines { lines }),
        1 => Just(Block::PageBreak),
    ]
}

fn block() -> impl Strategy<Value = Block> {
    leaf().prop_recursive(3, 24, 4, |inner| {
        let blocks = || prop::collection::vec(inner.clone(), 0..4);
        let item = blocks().prop_map(|blocks| ListItem { label: "(a)".into(), blocks });
        prop_oneof![
            blocks().prop_map(|blocks| Block::Numbered { label: "12.".into(), blocks }),
            prop::collection::vec(item, 1..4).prop_map(|items| Block::List { items }),
            blocks().prop_map(|blocks| Block::Quotation { blocks }),
        ]
    })
}

/// Every character of the document's body but white space.
fn said(blocks: &[Block], out: &mut String) {
    for block in blocks {
        match block {
            Block::Heading { text, .. } | Block::Paragraph { text, .. } => push(text, out),
            Block::Numbered { label, blocks } => {
                out.push_str(label);
                said(blocks, out);
            }
            Block::List { items } => {
                for item in items {
                    out.push_str(&item.label);
                    said(&item.blocks, out);
                }
            }
            Block::Quotation { blocks } => said(blocks, out),
            Block::Table(table) => {
                let rows = std::iter::once(&table.header).chain(&table.rows);
                rows.flatten().for_each(|cell| push(cell, out));
            }
            Block::Signature(signature) => {
                out.push_str(signature.dated.as_deref().unwrap_or_default());
                signature.under.iter().for_each(|line| push(line, out));
            }
            Block::Lines { lines } => lines.iter().for_each(|line| push(line, out)),
            Block::PageBreak => {}
        }
    }
}

fn push(text: &[Inline], out: &mut String) {
    for inline in text {
        if let Inline::Text(words) = inline {
            out.extend(words.text.chars().filter(|c| !c.is_whitespace()));
        }
    }
}

/// Every character of the pages' body but white space, in the order of the structure tree.
fn printed(pages: &Pages) -> String {
    let items = pages.pages.iter().flat_map(|page| &page.items);
    let mut runs: Vec<_> = items
        .filter_map(|item| match (item.mark, &item.ink) {
            (Mark::Content(element), Ink::Text(run)) if !in_caption(pages, element) => {
                Some((element, run))
            }
            _ => None,
        })
        .collect();
    let has_table = pages.elements.iter().any(|element| element.role == Role::Table);
    // Only a row of a table that is taller than a page is drawn in another order than it is read.
    assert!(has_table || runs.is_sorted_by_key(|(element, _)| *element));
    runs.sort_by_key(|(element, _)| *element);
    let text = runs.iter().flat_map(|(_, run)| run.text.chars());
    text.filter(|c| !c.is_whitespace()).collect()
}

fn in_caption(pages: &Pages, element: usize) -> bool {
    let mut at = element;
    while at != 0 {
        if pages.elements[at].role == Role::Section {
            return true;
        }
        at = pages.elements[at].parent;
    }
    false
}

fn check_inside(pages: &Pages, right: f32) {
    for item in pages.pages.iter().flat_map(|page| &page.items) {
        let content = item.mark != Mark::Artifact;
        match &item.ink {
            Ink::Text(run) => {
                assert!(run.y > 30.0 && run.y < 770.0 && run.x >= 71.9, "{run:?}");
                // A mark without a width of its own may stand a hair off its letter.
                let slack = if run.glyphs[0].advance == 0 { 2.0 } else { 0.1 };
                assert!(sample::right_edge(run) <= right + slack, "{run:?}");
                assert!(!content || run.y <= 731.5, "at the page number: {run:?}");
                let n_chars: usize = run.glyphs.iter().map(|glyph| usize::from(glyph.chars)).sum();
                assert_eq!(n_chars, run.text.chars().count());
                assert!(run.glyphs.iter().all(|glyph| glyph.id != 0));
            }
            Ink::Stroke { x0, x1, y0, y1, .. } => {
                assert!(
                    x0.max(*x1) <= 576.0
                        && x0.min(*x1) >= 71.9
                        && y0.max(*y1) <= 768.0
                        && y0.min(*y1) >= 24.0
                );
            }
        }
    }
}

proptest! {
    #![proptest_config(crate::cases::cases(48))]

    #[test]
    fn every_word_comes_back_in_order(blocks in prop::collection::vec(block(), 0..16), kind in 0..4) {
        let stationery = match kind {
            0 => Stationery::Letter,
            1 => Stationery::Guide,
            _ => Stationery::Pleading(sample::caption()),
        };
        let right = if kind < 2 { 540.0 } else { 567.0 };
        let document = Document { stationery, ..sample::pleading(blocks) };
        let pages = lay_out(&document, &sample::FACES).expect("nothing here is unprintable");
        let mut expected = String::new();
        said(&document.blocks, &mut expected);
        prop_assert_eq!(printed(&pages), expected);
        check_inside(&pages, right);
    }

    #[test]
    fn no_text_panics(text in "\\PC{0,200}") {
        let _ = lay_out(&sample::pleading(vec![sample::paragraph(&text)]), &sample::FACES);
    }

    #[test]
    fn the_same_document_gives_the_same_pages(blocks in prop::collection::vec(block(), 0..10)) {
        let document = sample::pleading(blocks);
        prop_assert_eq!(lay_out(&document, &sample::FACES), lay_out(&document, &sample::FACES));
        prop_assert_eq!(lay_out(&document, &sample::FACES), lay_out(&document, &Faces::new()));
    }
}
