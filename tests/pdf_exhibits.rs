//! Foreign PDFs carried into a file of exhibits: whole, unlocked, inert, or refused by name.

mod pdf_pages;

#[path = "pdf_exhibits/binding.rs"]
mod binding;
#[path = "pdf_exhibits/foreign.rs"]
mod foreign;
#[path = "pdf_exhibits/marks.rs"]
mod marks;
#[path = "pdf_exhibits/pictures.rs"]
mod pictures;
#[path = "pdf_exhibits/placing.rs"]
mod placing;
#[path = "pdf_exhibits/tags.rs"]
mod tags;
#[path = "pdf_exhibits/traps.rs"]
mod traps;

use foreign::{
    WORDS, entry, fault, foreign, join_prepared, joined, letter, letters, locked, look, measured,
    sample, saved, tree_of, words,
};
use lopdf::{Document, Object, dictionary};
use petition::packet::exhibits::{Fault, ForeignFile, Notice, PageRange, prepare};

#[test]
fn every_page_is_carried_with_what_it_inherits() {
    let joined = joined(&[&saved(foreign(3)), &saved(foreign(1))]);
    sample("exhibits.pdf", &joined.bytes);
    let pages = measured(&joined.bytes);
    assert_eq!((pages.len(), joined.n_pages), (7, 1 + (1 + 3) + (1 + 1)));
    assert_eq!(joined.first_pages, [2, 6]);
    for page in 1..=3 {
        let letters = letters(&pages[page + 1]);
        assert!(letters.contains(&format!("Certificatepage{page}")), "{letters}");
    }
    assert!(words(&pages[5]).contains("EXHIBIT B"));
    let doc = Document::load_mem(&joined.bytes).expect("readable");
    let catalog = doc.catalog().expect("a catalog");
    for active in ["OpenAction", "AA", "Names", "AcroForm"] {
        assert!(!catalog.has(active.as_bytes()), "{active} was carried in");
    }
    assert!(!joined.bytes.windows(9).any(|nine| nine == b"app.alert"));
    assert!(catalog.has(b"Lang"));
}

#[test]
fn bookmarks_nest_and_lead_to_the_slips() {
    let joined = joined(&[&saved(foreign(3)), &saved(foreign(1))]);
    let doc = Document::load_mem(&joined.bytes).expect("readable");
    let pages: Vec<_> = doc.page_iter().collect();
    let mut found = Vec::new();
    let outline = doc.catalog().and_then(|c| c.get_deref(b"Outlines", &doc));
    walk(&doc, outline.and_then(Object::as_dict).expect("an outline"), 1, &mut found);
    let place = |id| pages.iter().position(|page| *page == id);
    let found: Vec<_> = found.into_iter().map(|(t, level, id)| (t, level, place(id))).collect();
    let wanted = [
        ("Index of exhibits".to_owned(), 1, Some(0)),
        ("Exhibits".to_owned(), 1, Some(1)),
        ("Exhibit A: Certificate — Núñez".to_owned(), 2, Some(1)),
        ("Exhibit B: Certificate — Núñez".to_owned(), 2, Some(5)),
    ];
    assert_eq!(found, wanted);
}

fn walk(
    doc: &Document,
    above: &lopdf::Dictionary,
    level: usize,
    found: &mut Vec<(String, usize, lopdf::ObjectId)>,
) {
    let mut item = above.get_deref(b"First", doc).and_then(Object::as_dict).ok();
    while let Some(entry) = item {
        let title = lopdf::decode_text_string(entry.get(b"Title").expect("a title")).expect("text");
        let place = entry.get(b"Dest").and_then(Object::as_array).expect("a place");
        found.push((title, level, place[0].as_reference().expect("a page")));
        walk(doc, entry, level + 1, found);
        item = entry.get_deref(b"Next", doc).and_then(Object::as_dict).ok();
    }
}

#[test]
fn the_same_exhibits_make_the_same_bytes() {
    let file = saved(foreign(2));
    assert_eq!(joined(&[&file]).bytes, joined(&[&file]).bytes);
}

#[test]
fn a_range_carries_its_pages_in_order() {
    let bytes = saved(foreign(5));
    let file = ForeignFile { name: "long.pdf", bytes: &bytes };
    let range = PageRange::parse("4-5, 2").expect("a range");
    let prepared = prepare(file, Some(&range)).expect("can be carried");
    let numbers: Vec<usize> = prepared.pages().iter().map(|page| page.number).collect();
    assert_eq!((prepared.n_pages(), numbers), (3, vec![4, 5, 2]));
    assert_eq!(prepared.pages()[2].lines, ["Certificate page 2"]);
    let joined = join_prepared(&[prepared], &|_| None).expect("joins");
    let pages = measured(&joined.bytes);
    assert_eq!(pages.len(), 5);
    for (at, page) in [(2, 4), (3, 5), (4, 2)] {
        assert!(letters(&pages[at]).contains(&format!("Certificatepage{page}")));
    }
    let doc = Document::load_mem(&joined.bytes).expect("readable");
    let streams = doc.objects.values().filter_map(|object| object.as_stream().ok());
    let carried = streams.filter(|stream| stream.content.starts_with(b"BT /F1 18")).count();
    assert_eq!(carried, 3, "pages outside the range do not ride along");
    let beyond = PageRange::parse("2-9").expect("a range");
    let error = prepare(file, Some(&beyond)).expect_err("there is no page 9");
    assert_eq!(error.fault, Fault::BeyondEnd(9, 5));
    let told = error.to_string();
    assert!(told.contains("long.pdf") && told.contains('9') && told.contains('5'), "{told}");
}

#[test]
fn a_page_that_the_index_gives_wrongly_is_refused() {
    let bytes = saved(foreign(2));
    let prepared = [look(&bytes).expect("can be carried")];
    let error = join_prepared(&prepared, &|_| Some(3)).expect_err("the slip stands on page 2");
    assert!(matches!(&error.fault, Fault::Unproved(what) if what.contains("page 3")), "{error}");
    // The test's index prints line numbers, so a 2 stands in it; it prints no 900.
    assert!(join_prepared(&prepared, &|_| Some(2)).is_ok());
}

#[test]
fn a_file_with_only_an_owner_password_opens() {
    let bytes = locked("");
    let prepared = look(&bytes).expect("can be carried");
    assert_eq!(prepared.n_pages(), 2);
    assert!(prepared.notices().contains(&Notice::Encrypted));
    let joined = joined(&[&bytes]);
    let doc = Document::load_mem(&joined.bytes).expect("readable");
    assert!(!doc.is_encrypted());
    assert!(letters(&measured(&joined.bytes)[2]).contains("Certificatepage1"));
}

#[test]
fn what_cannot_be_carried_is_refused() {
    assert_eq!(fault(b""), Fault::Empty);
    assert_eq!(fault(b"\xFF\xD8\xFF\xE0 a photograph"), Fault::NotPdf);
    assert_eq!(fault(&locked("secret")), Fault::Locked);
    assert_eq!(fault(&saved(foreign(0))), Fault::NoPages);
    let whole = saved(foreign(2));
    assert!(matches!(fault(&whole[..whole.len() / 2]), Fault::Damaged(_)));
    assert!(matches!(fault(b"%PDF-1.7\nnothing more"), Fault::Damaged(_)));
    let mut lying = foreign(2);
    let tree = tree_of(&lying);
    entry(&mut lying, tree).set("Count", 3);
    assert!(matches!(fault(&saved(lying)), Fault::Damaged(_)));
}

#[test]
fn a_broken_table_is_repaired_and_said() {
    let mut bytes = saved(letter(&[WORDS]));
    let at = bytes.windows(9).rposition(|nine| nine == b"startxref").expect("a table");
    bytes.truncate(at);
    bytes.extend_from_slice(b"startxref\n7\n%%EOF\n");
    assert!(foreign::notices(&bytes).contains(&Notice::Repaired));
}

#[test]
fn a_layer_that_is_off_stays_off() {
    let mut doc = foreign(1);
    let name = dictionary! { "Type" => "OCG", "Name" => Object::string_literal("Notes") };
    let layer = doc.add_object(name);
    let properties = dictionary! { "Properties" => dictionary! { "L0" => layer } };
    foreign::first_page(&mut doc).set("Resources", properties);
    let default = dictionary! { "OFF" => vec![layer.into()] };
    let layers = dictionary! { "OCGs" => vec![layer.into()], "D" => default };
    doc.catalog_mut().expect("a catalog").set("OCProperties", layers);
    let bytes = saved(doc);
    assert!(foreign::notices(&bytes).contains(&Notice::HiddenLayers));
    let joined = Document::load_mem(&joined(&[&bytes]).bytes).expect("readable");
    let layers = joined.catalog().and_then(|c| c.get_deref(b"OCProperties", &joined));
    let default = layers.and_then(Object::as_dict).and_then(|l| l.get_deref(b"D", &joined));
    let off = default.and_then(Object::as_dict).and_then(|d| d.get(b"OFF"));
    assert_eq!(off.and_then(Object::as_array).map(Vec::len).ok(), Some(1));
}

#[test]
fn flipped_bytes_never_panic() {
    let whole = saved(foreign(3));
    let mut carried = 0;
    for n in 0..whole.len() {
        let mut bytes = whole.clone();
        bytes[n] = bytes[n].wrapping_mul(31).wrapping_add(7);
        let Ok(prepared) = look(&bytes) else { continue };
        carried += 1;
        if n % 16 == 0 {
            // What was prepared is joined whole, or refused by name.
            if let Ok(joined) = join_prepared(&[prepared], &|_| None) {
                assert_eq!(joined.n_pages, 5);
            }
        }
    }
    assert!(carried > 0);
}
