//! The files that `pdf::export` writes: valid, readable, and always the same bytes.

mod pdf_pages;

use lopdf::{Document, Object};
use page_validation::{ValidationOptions, ValidationProfile, validate_pdf_bytes};
use pdf_pages::{NAMES, Setter, every_role, faces, metadata, pleading};
use petition::layout::page::{Bookmark, Ink, Mark, Pages, TextRun};
use petition::pdf::{Metadata, PdfError, export};

fn check(bytes: &[u8]) {
    for profile in [ValidationProfile::PdfUa1, ValidationProfile::PdfA2a] {
        let options = ValidationOptions::default().profile(profile);
        let report = validate_pdf_bytes(bytes, &options).expect("readable");
        assert!(report.is_compliant, "{profile:?}: {:#?}", report.failures);
    }
}

/// Leaves the file for the outside tools where a folder for it is named.
fn keep(name: &str, bytes: &[u8]) {
    if let Some(folder) = option_env!("PDF_SAMPLES") {
        std::fs::write(format!("{folder}/{name}.pdf"), bytes).expect("writable folder");
    }
}

fn written(pages: &Pages) -> Vec<u8> {
    export(pages, &faces(), &metadata(&pages.title)).expect("exports")
}

#[test]
fn a_pleading_passes_pdf_ua_1_and_pdf_a_2a() {
    let setter = Setter::new();
    for who in 0..6 {
        let bytes = written(&pleading(&setter, 4, who));
        keep(&format!("pleading-{who}"), &bytes);
        check(&bytes);
    }
}

#[test]
fn every_role_passes_too() {
    let bytes = written(&every_role(&Setter::new()));
    keep("every-role", &bytes);
    check(&bytes);
}

#[test]
fn one_page_and_many_pages_pass() {
    let setter = Setter::new();
    for n in [1, 2, 40] {
        check(&written(&pleading(&setter, n, n)));
    }
}

#[test]
fn the_same_pages_make_the_same_bytes_on_any_thread() {
    let setter = Setter::new();
    let papers: Vec<Pages> = (0..12).map(|who| pleading(&setter, 3, who)).collect();
    let faces = faces();
    let write = |paper: &Pages| export(paper, &faces, &metadata(&paper.title)).expect("exports");
    let alone: Vec<Vec<u8>> = papers.iter().map(write).collect();
    let threaded: Vec<Vec<u8>> = std::thread::scope(|scope| {
        let halves: Vec<_> = papers
            .chunks(6)
            .map(|half| scope.spawn(move || half.iter().rev().map(write).collect::<Vec<_>>()))
            .collect();
        halves
            .into_iter()
            .flat_map(|half| half.join().expect("no panic").into_iter().rev())
            .collect()
    });
    assert!(alone == threaded, "files differ between threads");
}

#[test]
fn every_word_reads_back() {
    let setter = Setter::new();
    for (who, name) in NAMES.iter().enumerate() {
        let pages = pleading(&setter, 4, who);
        let doc = Document::load_mem(&written(&pages)).expect("readable");
        for (n, page) in pages.pages.iter().enumerate() {
            let read = squeezed(&doc.extract_text(&[n as u32 + 1]).expect("text"));
            for item in page.items.iter().filter(|item| item.mark != Mark::Artifact) {
                let Ink::Text(run) = &item.ink else { continue };
                assert!(read.contains(&squeezed(&run.text)), "page {} lost `{}`", n + 1, run.text);
            }
            assert!(read.contains(&squeezed(name)));
        }
    }
}

/// Text without spaces, which extraction sets as it likes, in one normal form.
fn squeezed(text: &str) -> String {
    use unicode_normalization::UnicodeNormalization;
    text.nfc().filter(|c| !c.is_whitespace()).collect()
}

#[test]
fn hyphen_and_soft_hyphen_share_a_glyph_and_keep_their_characters() {
    let pages = every_role(&Setter::new());
    let doc = Document::load_mem(&written(&pages)).expect("readable");
    let read = doc.extract_text(&[1]).expect("text");
    assert!(read.contains("soft\u{ad}hyphen") && read.contains("hard-hyphen"), "{read}");
}

#[test]
fn the_file_names_no_author_and_no_maker() {
    let pages = every_role(&Setter::new());
    let doc = Document::load_mem(&written(&pages)).expect("readable");
    let info = doc.trailer.get_deref(b"Info", &doc).and_then(Object::as_dict).expect("an Info");
    let keys: Vec<&[u8]> = info.iter().map(|(key, _)| key.as_slice()).collect();
    assert_eq!(keys, [b"Title".as_slice(), b"CreationDate", b"ModDate"]);
}

#[test]
fn the_seed_tells_files_apart() {
    let pages = every_role(&Setter::new());
    let id = |seed: &str| {
        let meta = Metadata { id_seed: seed.to_owned(), ..metadata("x") };
        let bytes = export(&pages, &faces(), &meta).expect("exports");
        let doc = Document::load_mem(&bytes).expect("readable");
        doc.trailer.get(b"ID").and_then(Object::as_array).expect("an ID")[0].clone()
    };
    assert_eq!(id("a"), id("a"));
    assert_ne!(id("a"), id("b"));
}

#[test]
fn faulty_pages_are_refused() {
    let good = every_role(&Setter::new());
    let refused = |change: fn(&mut Pages)| {
        let mut pages = good.clone();
        change(&mut pages);
        export(&pages, &faces(), &metadata("x")).expect_err("a fault")
    };
    assert_eq!(refused(|pages| pages.pages.clear()), PdfError::NoPages);
    let lacking = refused(|pages| first_run(pages).glyphs[0].id = 0);
    assert!(matches!(lacking, PdfError::Glyph { page: 1, .. }));
    let wordless = refused(|pages| first_run(pages).text.clear());
    assert!(matches!(wordless, PdfError::Glyph { .. }));
    let unshown = refused(|pages| first_run(pages).text.push('x'));
    assert!(matches!(unshown, PdfError::Glyph { .. }));
    let lost = refused(|pages| pages.elements.truncate(3));
    assert!(matches!(lost, PdfError::Reference { .. }));
    let circle = refused(|pages| pages.elements[1].parent = 2);
    assert!(matches!(circle, PdfError::Reference { .. }));
    let nowhere = refused(|pages| {
        pages.outline.push(Bookmark { title: "x".to_owned(), level: 1, page: 9, y: 0.0 });
    });
    assert_eq!(nowhere.to_string(), "bookmark `x` points at nothing");
}

fn first_run(pages: &mut Pages) -> &mut TextRun {
    let mut runs = pages.pages[0].items.iter_mut().filter_map(|item| match &mut item.ink {
        Ink::Text(run) => Some(run),
        Ink::Stroke { .. } => None,
    });
    runs.next().expect("a run")
}
