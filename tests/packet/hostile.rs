//! Any string in any field leaves the same blocks: case text is never markup, code or a path.

use std::mem::discriminant;

use petition::compose::Drafts;
use petition::document::{Block, Inline};
use petition::pipeline;
use petition::source::Source;
use proptest::prelude::*;
use serde_yaml::Value;

use crate::support::{as_of, build_with, catalog, edited};

const ATTACK: &str = r#"**x** {{ 7*7 }} [a](b) # 1. <b> \ | ~"#;

fn drafts(text: &str) -> Drafts {
    let source = std::sync::Arc::new(Source::new("case.yaml", text));
    let loaded = pipeline::load(catalog(), &source, &|_| Err("no file".into()));
    let said: Vec<String> = loaded.diagnostics.iter().map(|one| one.what.clone()).collect();
    let case = loaded.case.unwrap_or_else(|| panic!("no case: {said:?}"));
    let checked = pipeline::check(catalog(), &case, as_of());
    match pipeline::compose(catalog(), &case, &checked, as_of()) {
        Ok(drafts) => drafts,
        Err(faults) => panic!("not composed: {faults:?}"),
    }
}

fn is_refused(text: &str) -> bool {
    let source = std::sync::Arc::new(Source::new("case.yaml", text));
    let loaded = pipeline::load(catalog(), &source, &|_| Err("no file".into()));
    petition::diagnostic::is_faulty(&loaded.diagnostics)
}

/// The shape of a packet: its blocks and inlines by kind, without their words.
fn shape(drafts: &Drafts) -> Vec<String> {
    let mut out = Vec::new();
    for paper in &drafts.papers {
        out.push(paper.document.paper.clone());
        paper.document.blocks.iter().for_each(|block| block_shape(block, &mut out));
    }
    out
}

fn block_shape(block: &Block, out: &mut Vec<String>) {
    out.push(format!("{:?}", discriminant(block)));
    match block {
        Block::Numbered { blocks, .. } | Block::Quotation { blocks } => {
            blocks.iter().for_each(|block| block_shape(block, out));
        }
        Block::List { items } => {
            items.iter().flat_map(|item| &item.blocks).for_each(|block| block_shape(block, out));
        }
        Block::Table(table) => out.push(format!("{}x{}", table.rows.len(), table.header.len())),
        _ => {}
    }
}

fn words(drafts: &Drafts) -> String {
    let mut out = String::new();
    drafts.papers.iter().flat_map(|paper| &paper.document.blocks).for_each(|block| {
        block_words(block, &mut out);
    });
    out
}

fn block_words(block: &Block, out: &mut String) {
    let mut line = |text: &[Inline]| {
        for inline in text {
            if let Inline::Text(words) = inline {
                out.push_str(&words.text);
            }
        }
    };
    match block {
        Block::Heading { text, .. } | Block::Paragraph { text, .. } => line(text),
        Block::Lines { lines } => lines.iter().for_each(|text| line(text)),
        Block::Signature(signature) => signature.under.iter().for_each(|text| line(text)),
        Block::Table(table) => table.rows.iter().flatten().for_each(|text| line(text)),
        Block::Numbered { blocks, .. } | Block::Quotation { blocks } => {
            blocks.iter().for_each(|block| block_words(block, out));
        }
        Block::List { items } => {
            items.iter().flat_map(|item| &item.blocks).for_each(|block| block_words(block, out));
        }
        Block::PageBreak => {}
    }
}

/// Fields of words; what stands in them can be anything.
const FIELDS: &[&str] = &[
    "name",
    "firm",
    "street",
    "unit",
    "city",
    "title",
    "statement",
    "also_known_as",
    "role",
    "by",
    "interests_of_justice",
    "upright_life",
    "place",
    "courthouse",
    "department",
    "case_number",
    "facts_of_innocence",
    "shows",
    "agency",
    "report_number",
    "booking_number",
    "reason",
    "declarant",
];

/// An example with one word in every field of words.
fn with(word: &str) -> String {
    edited("expungement.yaml", |case| replace(case, word))
}

fn replace(value: &mut Value, word: &str) {
    match value {
        Value::Mapping(mapping) => {
            for (key, value) in mapping.iter_mut() {
                // `declarations[].by` is a name; `service.by` is one of a few words.
                let words = key.as_str().is_some_and(|key| FIELDS.contains(&key));
                let choice =
                    ["mail", "personal delivery"].iter().any(|way| value.as_str() == Some(*way));
                match value {
                    Value::String(text) if words && !choice => *text = word.to_owned(),
                    Value::Sequence(list) if words => {
                        list.iter_mut()
                            .filter(|item| item.is_string())
                            .for_each(|item| *item = word.into());
                    }
                    other => replace(other, word),
                }
            }
        }
        Value::Sequence(list) => list.iter_mut().for_each(|item| replace(item, word)),
        _ => {}
    }
}

#[test]
fn the_attack_prints_as_typed_wherever_it_stands() {
    let drafted = drafts(&with(ATTACK));
    assert_eq!(shape(&drafted), shape(&drafts(&with("Plain 1"))));
    let n = words(&drafted).matches(ATTACK).count();
    assert_eq!(n, words(&drafts(&with("Plainword1"))).matches("Plainword1").count());
    assert!(n > 20, "only {n} places");
}

proptest! {
    // Of any words nearly half are refused somewhere, such as a name with an `@`.
    #![proptest_config(ProptestConfig { max_global_rejects: 100_000, ..crate::property::cases(48) })]
    #[test]
    // With a digit: a number of a paper without one is refused.
    fn any_words_leave_the_same_blocks(word in "[ -~]{0,14}[0-9][ -~]{0,14}[!-~]") {
        // Words that are surely no name or no number of a paper are refused, and told.
        prop_assume!(!is_refused(&with(&word)));
        let drafted = drafts(&with(&word));
        prop_assert_eq!(shape(&drafted), shape(&drafts(&with("Plain 1"))));
        let once = word.split_whitespace().collect::<Vec<_>>().join(" ");
        let said = words(&drafted).split_whitespace().collect::<Vec<_>>().join(" ");
        prop_assert!(said.contains(&once), "`{}` was changed", once);
    }
}

proptest! {
    #![proptest_config(crate::property::cases(6))]
    #[test]
    fn any_words_give_the_same_bytes_on_another_thread(word in "[ -~]{0,14}[0-9][ -~]{0,14}[!-~]") {
        let text = with(&word);
        let files = || build_with(catalog(), &text).packet.map(|packet| packet.files);
        let (here, there) = std::thread::scope(|scope| {
            let there = scope.spawn(files);
            (files(), there.join().expect("a packet"))
        });
        // Wide words may leave the party block no room; then there is no packet either time.
        prop_assert!(here == there, "`{}` is drafted in two ways", word);
    }
}
