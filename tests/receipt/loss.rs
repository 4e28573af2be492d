//! What is lost between draft and file is noticed: a letter, a paragraph, a row, a page, a paper.

use petition::compose::Drafted;
use petition::document::{Block, Document, Inline};
use petition::packet::receipt::{Bound, ReadBack, Receipt, read_back};
use petition::pipeline;
use petition::source::FieldPath;

use crate::support::{Made, as_of, catalog, edited, examples, made, receipt_of};

/// The finished file of a draft.
fn file_of(draft: &Drafted) -> Vec<u8> {
    let pages = pipeline::lay_out(catalog(), &draft.document).expect("pages");
    pipeline::export(catalog(), &pages, as_of()).expect("a file")
}

/// A draft read back from other bytes.
fn held(draft: &Drafted, bytes: &[u8]) -> ReadBack {
    let n_own = usize::MAX;
    read_back(&Bound { document: &draft.document, file: &draft.file, bytes, n_own }).expect("read")
}

/// What is missing when a draft is printed otherwise than it says.
fn missing(made: &Made, draft: &Drafted, printed: &Drafted) -> Vec<Option<FieldPath>> {
    let read = held(draft, &file_of(printed));
    let receipt = Receipt::new(&made.case, &catalog().fields, &[read]);
    receipt.missing.into_iter().map(|one| one.fact).collect()
}

fn example(name: &str) -> Made {
    let (_, text) = examples().into_iter().find(|(each, _)| each == name).expect("an example");
    made(&text)
}

/// Every text of a document with its inlines, to be changed.
fn lines(document: &mut Document) -> Vec<&mut Vec<Inline>> {
    let mut out = Vec::new();
    if let petition::document::Stationery::Pleading(caption) = &mut document.stationery {
        out.extend(&mut caption.party_block);
        out.extend(caption.case_title.parties.iter_mut().map(|party| &mut party.name));
        out.push(&mut caption.case_number);
        out.extend(&mut caption.particulars);
    }
    document.blocks.iter_mut().for_each(|block| block_lines(block, &mut out));
    out
}

fn block_lines<'d>(block: &'d mut Block, out: &mut Vec<&'d mut Vec<Inline>>) {
    match block {
        Block::Heading { text, .. } | Block::Paragraph { text, .. } => out.push(text),
        Block::Numbered { blocks, .. } | Block::Quotation { blocks } => {
            blocks.iter_mut().for_each(|one| block_lines(one, out));
        }
        Block::List { items } => {
            let blocks = items.iter_mut().flat_map(|item| &mut item.blocks);
            blocks.for_each(|one| block_lines(one, out));
        }
        Block::Table(table) => {
            out.extend(table.header.iter_mut().chain(table.rows.iter_mut().flatten()));
        }
        Block::Signature(signature) => out.extend(&mut signature.under),
        Block::Lines { lines } => out.extend(lines),
        Block::PageBreak => {}
    }
}

/// The n-th fact of a draft without its last letter; the fact, or nothing where there are fewer.
fn without_a_letter(draft: &Drafted, n: usize) -> Option<(Drafted, FieldPath)> {
    let mut changed = draft.clone();
    let mut facts =
        lines(&mut changed.document).into_iter().flatten().filter_map(|one| match one {
            Inline::Text(words) if words.origin.is_some() => Some(words),
            _ => None,
        });
    let words = facts.nth(n)?;
    let fact = words.origin.clone()?;
    let at = words.text.rfind(char::is_alphanumeric)?;
    words.text.remove(at);
    Some((changed, fact))
}

#[test]
fn a_letter_lost_anywhere_is_missed_with_its_fact() {
    let mut n_tried = 0;
    for name in ["expungement.yaml", "seal-and-destroy.yaml"] {
        let made = example(name);
        for draft in made.drafts.papers.iter().filter(|draft| draft.document.paper != "exhibits") {
            // Every third, from another start in each paper, so that the test stays quick.
            let picks = (draft.number % 3..).step_by(3);
            for (changed, fact) in picks.map_while(|n| without_a_letter(draft, n)) {
                let missing = missing(&made, draft, &changed);
                let named = missing == [Some(fact.clone())];
                assert!(named, "{name}: {}: {fact}: {missing:?}", draft.file);
                n_tried += 1;
            }
        }
    }
    assert!(n_tried > 100, "{n_tried} letters dropped");
}

#[test]
fn a_paragraph_of_a_statement_is_missed() {
    let made = example("expungement.yaml");
    let declares = |draft: &&Drafted| draft.document.paper == "declaration";
    let draft = made.drafts.papers.iter().find(declares).expect("a declaration");
    let statement = FieldPath::root().key("statement");
    let states = |line: &&mut Vec<Inline>| {
        line.iter().any(
            |one| matches!(one, Inline::Text(words) if words.origin.as_ref() == Some(&statement)),
        )
    };
    let n_paragraphs =
        lines(&mut draft.document.clone()).iter().filter(|line| states(line)).count();
    assert!(n_paragraphs > 1, "a statement of several paragraphs");
    for n in 0..n_paragraphs {
        let mut changed = draft.clone();
        let paragraph = lines(&mut changed.document).into_iter().filter(states).nth(n);
        paragraph.expect("a paragraph").clear();
        assert_eq!(missing(&made, draft, &changed), [Some(statement.clone())], "paragraph {n}");
    }
}

#[test]
fn any_block_lost_is_missed() {
    let made = example("seal-and-destroy.yaml");
    for draft in made.drafts.papers.iter().filter(|draft| draft.document.paper != "exhibits") {
        let bytes = draft.document.blocks.len();
        for place in (draft.number % 4..bytes).step_by(4) {
            let mut changed = draft.clone();
            if changed.document.blocks.remove(place) == Block::PageBreak {
                continue;
            }
            let missing = missing(&made, draft, &changed);
            assert!(!missing.is_empty(), "{}: block {place}", draft.file);
        }
    }
}

#[test]
fn two_papers_swapped_are_missed() {
    let made = example("expungement.yaml");
    let files: Vec<&[u8]> = made.packet.files.iter().map(|file| file.bytes.as_slice()).collect();
    assert_eq!(receipt_of(&made, &files).missing, []);
    for a in 0..files.len() {
        for b in a + 1..files.len() {
            let mut swapped = files.clone();
            swapped.swap(a, b);
            let missing = receipt_of(&made, &swapped).missing;
            for n in [a, b] {
                let name = &made.packet.files[n].name;
                assert!(missing.iter().any(|one| one.file == *name), "{name} for another");
            }
        }
    }
}

#[test]
fn a_name_mended_elsewhere_on_the_page_does_not_hide_its_loss() {
    let made = example("expungement.yaml");
    let draft = made.drafts.papers.iter().find(|one| one.number == 1).expect("the first paper");
    let name = FieldPath::root().key("petitioner").key("name");
    let places = (0..).map_while(|n| without_a_letter(draft, n));
    let places: Vec<Drafted> =
        places.filter(|(_, fact)| *fact == name).map(|(changed, _)| changed).collect();
    assert!(places.len() > 1, "the name stands there more than once");
    for changed in places {
        assert_eq!(missing(&made, draft, &changed), [Some(name.clone())]);
    }
}

#[test]
fn words_that_are_drawn_and_cannot_be_copied_are_missed() {
    let made = example("expungement.yaml");
    let draft = made.drafts.papers.iter().find(|one| one.number == 1).expect("the first paper");
    let mut document = lopdf::Document::load_mem(&file_of(draft)).expect("a PDF");
    let fonts = document.objects.values_mut().filter_map(|one| one.as_dict_mut().ok());
    fonts.for_each(|font| {
        font.remove(b"ToUnicode");
    });
    let mut bytes = Vec::new();
    document.save_to(&mut bytes).expect("a PDF");
    let read = held(draft, &bytes);
    let receipt = Receipt::new(&made.case, &catalog().fields, &[read]);
    assert!(receipt.received.is_empty(), "{:?}", receipt.received);
    assert!(receipt.missing.len() > 5);
}

#[test]
fn a_page_lost_is_missed() {
    let made = example("expungement.yaml");
    let longest = made.drafts.papers.iter().max_by_key(|draft| draft.document.blocks.len());
    let draft = longest.expect("a paper");
    let mut document = lopdf::Document::load_mem(&file_of(draft)).expect("a PDF");
    let last = document.get_pages().len() as u32;
    document.delete_pages(&[last - 1]);
    let mut bytes = Vec::new();
    document.save_to(&mut bytes).expect("a PDF");
    let receipt = Receipt::new(&made.case, &catalog().fields, &[held(draft, &bytes)]);
    assert!(!receipt.missing.is_empty());
}

#[test]
fn a_fact_that_no_paper_prints_is_silent() {
    let text = edited("expungement.yaml", |case| {
        case["court"]["department"] = "Q-77".into();
    });
    let made = made(&text);
    let silent = crate::support::receipt(&made).silent;
    assert!(silent.iter().any(|fact| fact.to_string() == "court.department"), "{silent:?}");
}
