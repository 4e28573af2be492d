//! Whole files of ours bound into one, in several sets, without a second copy of anything.

use lopdf::{Document, Object};
use petition::packet::exhibits::{Bound, Fault, Nested, bind};
use petition::pdf::export;

use crate::foreign::{WORDS, joined, letter, measured, sample, saved, words};
use crate::pdf_pages::{Setter, faces, metadata, pleading};

fn paper(n: usize) -> Vec<u8> {
    export(&pleading(&Setter::new(), n, 0), &faces(), &metadata("Petition")).expect("exports")
}

fn nested(page: usize) -> Nested {
    Nested { title: "Last page".to_owned(), page, depth: 1 }
}

fn bound<'a>(bytes: &'a [u8], bookmark: &'a str) -> Bound<'a> {
    Bound { bytes, bookmark, level: 1, goes_on: false, nested: vec![nested(0)] }
}

#[test]
fn files_are_bound_as_they_are() {
    let (petition, exhibits) = (paper(3), joined(&[&saved(letter(&[WORDS]))]).bytes);
    let files = [bound(&petition, "Petition"), bound(&exhibits, "Exhibits")];
    let bytes = bind(&files, &metadata("Packet")).expect("binds");
    sample("bound.pdf", &bytes);
    let pages = measured(&bytes);
    let alone: Vec<_> = [measured(&petition), measured(&exhibits)].concat();
    assert_eq!(pages.len(), alone.len());
    for (n, (page, alone)) in pages.iter().zip(&alone).enumerate() {
        assert_eq!(words(page), words(alone), "page {}", n + 1);
        assert_eq!(page.inks.len(), alone.inks.len(), "page {}", n + 1);
    }
    let doc = Document::load_mem(&bytes).expect("readable");
    let tree = doc.catalog().and_then(|c| c.get_deref(b"StructTreeRoot", &doc));
    assert!(tree.is_ok());
}

#[test]
fn a_second_set_costs_pages_and_no_contents() {
    let petition = paper(4);
    let once = bind(&[bound(&petition, "Petition")], &metadata("Packet")).expect("binds");
    let sets: Vec<Bound<'_>> = (0..10).map(|_| bound(&petition, "Petition")).collect();
    let ten = bind(&sets, &metadata("Packet")).expect("binds");
    let streams = |bytes: &[u8]| {
        let doc = Document::load_mem(bytes).expect("readable");
        let stream = |object: &&Object| object.as_stream().is_ok();
        let objects = doc.objects.values();
        (objects.filter(stream).count(), doc.page_iter().count())
    };
    let (first, all) = (streams(&once), streams(&ten));
    assert_eq!((first.1, all.1), (4, 40));
    // A further stream holds the objects of nine more sets.
    assert!(all.0 <= first.0 + 3, "{} streams became {}", first.0, all.0);
    assert!(ten.len() < once.len() * 2, "{} bytes became {}", once.len(), ten.len());
}

#[test]
fn a_bookmark_beyond_the_file_is_refused() {
    let petition = paper(1);
    let mut file = bound(&petition, "Petition");
    file.nested.push(nested(4));
    let error = bind(&[file], &metadata("Packet")).expect_err("there is no such page");
    assert_eq!((error.file.as_str(), error.fault), ("Petition", Fault::BeyondEnd(5, 1)));
}
