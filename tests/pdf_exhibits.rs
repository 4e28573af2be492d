//! Foreign PDFs carried into a file of exhibits: whole, unlocked, inert, or refused by name.

mod pdf_pages;

use lopdf::{
    Dictionary, Document, EncryptionState, EncryptionVersion, Object, Permissions, Stream,
    dictionary,
};
use pdf_pages::{Setter, faces, metadata, pleading};
use petition::packet::exhibits::{Exhibit, Exhibits, Fault, ForeignFile, join, n_pages};
use petition::pdf::export;

/// A foreign file of `n` pages; size, rotation and resources are inherited from the tree.
fn foreign(n: usize) -> Document {
    let mut doc = Document::with_version("1.4");
    let tree = doc.new_object_id();
    let font = doc.add_object(
        dictionary! { "Type" => "Font", "Subtype" => "Type1", "BaseFont" => "Helvetica" },
    );
    let kids: Vec<Object> = (1..=n)
        .map(|page| {
            let words = format!("BT /F1 18 Tf 72 700 Td (Certificate page {page}) Tj ET");
            let contents = doc.add_object(Stream::new(Dictionary::new(), words.into_bytes()));
            doc.add_object(
                dictionary! { "Type" => "Page", "Parent" => tree, "Contents" => contents },
            )
            .into()
        })
        .collect();
    doc.set_object(
        tree,
        dictionary! {
            "Type" => "Pages",
            "Kids" => kids,
            "Count" => n as i64,
            "MediaBox" => vec![0.into(), 0.into(), 595.into(), 842.into()],
            "Rotate" => 90,
            "Resources" => dictionary! { "Font" => dictionary! { "F1" => font } },
        },
    );
    let script = doc.add_object(
        dictionary! { "S" => "JavaScript", "JS" => Object::string_literal("app.alert(1)") },
    );
    let root = doc
        .add_object(dictionary! { "Type" => "Catalog", "Pages" => tree, "OpenAction" => script });
    doc.trailer.set("Root", root);
    let id = Object::string_literal("0123456789abcdef");
    doc.trailer.set("ID", vec![id.clone(), id]);
    doc
}

fn saved(mut doc: Document) -> Vec<u8> {
    let mut bytes = Vec::new();
    doc.save_to(&mut bytes).expect("saves");
    bytes
}

fn locked(user_password: &str) -> Vec<u8> {
    let mut doc = foreign(2);
    let version = EncryptionVersion::V2 {
        document: &doc,
        owner_password: "owner",
        user_password,
        key_length: 128,
        permissions: Permissions::all(),
    };
    let state = EncryptionState::try_from(version).expect("a state");
    doc.encrypt(&state).expect("encrypts");
    saved(doc)
}

fn sheet() -> Vec<u8> {
    let pages = pleading(&Setter::new(), 1, 0);
    export(&pages, &faces(), &metadata("Slip")).expect("exports")
}

fn joined(files: &[&[u8]]) -> Vec<u8> {
    let sheet = sheet();
    let bookmarks: Vec<String> = (0..files.len())
        .map(|n| format!("Exhibit {}: Certificate — Núñez", char::from(b'A' + n as u8)))
        .collect();
    let exhibits: Vec<Exhibit<'_>> = files
        .iter()
        .zip(&bookmarks)
        .map(|(bytes, bookmark)| Exhibit {
            bookmark,
            slip: &sheet,
            file: ForeignFile { name: "certificate.pdf", bytes },
        })
        .collect();
    let all =
        Exhibits { index: Some(&sheet), index_bookmark: "Index of exhibits", exhibits: &exhibits };
    join(&all, &metadata("Exhibits")).expect("joins")
}

fn fault(bytes: &[u8]) -> Fault {
    let error = n_pages(ForeignFile { name: "x.pdf", bytes }).expect_err("cannot be carried");
    assert!(error.to_string().contains("`x.pdf`"), "{error}");
    error.fault
}

#[test]
fn every_page_is_carried_with_what_it_inherits() {
    let bytes = joined(&[&saved(foreign(3)), &saved(foreign(1))]);
    if let Some(folder) = option_env!("PDF_SAMPLES") {
        std::fs::write(format!("{folder}/exhibits.pdf"), &bytes).expect("writable folder");
    }
    let doc = Document::load_mem(&bytes).expect("readable");
    let pages: Vec<_> = doc.page_iter().collect();
    assert_eq!(pages.len(), 1 + (1 + 3) + (1 + 1));
    let carried = doc.get_dictionary(pages[2]).expect("a page");
    assert_eq!(carried.get(b"Rotate").and_then(Object::as_i64).ok(), Some(90));
    assert_eq!(carried.get(b"MediaBox").and_then(Object::as_array).map(Vec::len).ok(), Some(4));
    for page in 1..=3 {
        let words = doc.extract_text(&[page + 2]).expect("text");
        assert!(words.contains(&format!("Certificate page {page}")), "{words}");
    }
    let catalog = doc.catalog().expect("a catalog");
    for active in ["OpenAction", "AA", "Names", "AcroForm", "MarkInfo", "StructTreeRoot"] {
        assert!(!catalog.has(active.as_bytes()), "{active} was carried in");
    }
    assert!(!bytes.windows(9).any(|nine| nine == b"app.alert"));
    assert!(catalog.has(b"Lang"));
}

#[test]
fn bookmarks_lead_to_the_slips_in_order() {
    let doc =
        Document::load_mem(&joined(&[&saved(foreign(3)), &saved(foreign(1))])).expect("readable");
    let pages: Vec<_> = doc.page_iter().collect();
    let outline =
        doc.catalog().and_then(|c| c.get_deref(b"Outlines", &doc)).and_then(Object::as_dict);
    let mut item = outline.and_then(|o| o.get_deref(b"First", &doc)).and_then(Object::as_dict).ok();
    let mut found = Vec::new();
    while let Some(entry) = item {
        let title = lopdf::decode_text_string(entry.get(b"Title").expect("a title")).expect("text");
        let page = entry.get(b"Dest").and_then(Object::as_array).expect("a place")[0]
            .as_reference()
            .expect("a page");
        found.push((title, pages.iter().position(|id| *id == page)));
        item = entry.get_deref(b"Next", &doc).and_then(Object::as_dict).ok();
    }
    let wanted = [
        ("Index of exhibits".to_owned(), Some(0)),
        ("Exhibit A: Certificate — Núñez".to_owned(), Some(1)),
        ("Exhibit B: Certificate — Núñez".to_owned(), Some(5)),
    ];
    assert_eq!(found, wanted);
}

#[test]
fn the_same_exhibits_make_the_same_bytes() {
    let file = saved(foreign(2));
    assert_eq!(joined(&[&file]), joined(&[&file]));
}

#[test]
fn a_file_with_only_an_owner_password_opens() {
    let bytes = locked("");
    assert_eq!(n_pages(ForeignFile { name: "form.pdf", bytes: &bytes }), Ok(2));
    let doc = Document::load_mem(&joined(&[&bytes])).expect("readable");
    assert!(!doc.is_encrypted());
    assert!(doc.extract_text(&[3]).expect("text").contains("Certificate page 1"));
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
    let tree = lying
        .catalog()
        .and_then(|c| c.get(b"Pages"))
        .and_then(Object::as_reference)
        .expect("a tree");
    lying.get_object_mut(tree).and_then(Object::as_dict_mut).expect("a tree").set("Count", 3);
    assert!(matches!(fault(&saved(lying)), Fault::Damaged(_)));
}

fn with_annotation(annotation: Dictionary) -> Vec<u8> {
    let mut doc = foreign(1);
    let page = doc.page_iter().next().expect("a page");
    let annotation = doc.add_object(annotation);
    doc.get_object_mut(page)
        .and_then(Object::as_dict_mut)
        .expect("a page")
        .set("Annots", vec![annotation.into()]);
    saved(doc)
}

fn field(appearance: Option<Stream>) -> Vec<u8> {
    let mut doc = foreign(1);
    let page = doc.page_iter().next().expect("a page");
    let mut widget = dictionary! {
        "Type" => "Annot",
        "Subtype" => "Widget",
        "FT" => "Tx",
        "V" => Object::string_literal("Filled in"),
        "Rect" => vec![100.into(), 500.into(), 300.into(), 520.into()],
        "A" => dictionary! { "S" => "JavaScript", "JS" => Object::string_literal("app.alert(2)") },
    };
    if let Some(appearance) = appearance {
        let normal = doc.add_object(appearance);
        widget.set("AP", dictionary! { "N" => normal });
    }
    let widget = doc.add_object(widget);
    doc.get_object_mut(page)
        .and_then(Object::as_dict_mut)
        .expect("a page")
        .set("Annots", vec![widget.into()]);
    saved(doc)
}

#[test]
fn a_filled_field_becomes_page_content() {
    let look = Stream::new(
        dictionary! { "Type" => "XObject", "Subtype" => "Form", "BBox" => vec![0.into(), 0.into(), 100.into(), 10.into()] },
        b"0 0 100 10 re f".to_vec(),
    );
    let bytes = joined(&[&field(Some(look))]);
    let doc = Document::load_mem(&bytes).expect("readable");
    let page = doc.page_iter().nth(2).expect("the page");
    let dictionary = doc.get_dictionary(page).expect("a page");
    assert!(!dictionary.has(b"Annots"));
    let contents = String::from_utf8(doc.get_page_content(page)).expect("text");
    assert!(contents.contains("q 2 0 0 2 100 500 cm /Shown0 Do Q"), "{contents}");
    assert!(contents.contains("Certificate page 1"));
    assert!(!bytes.windows(9).any(|nine| nine == b"app.alert"));
}

#[test]
fn a_filled_field_that_shows_nothing_is_refused() {
    let bytes = field(None);
    let sheet = sheet();
    let file = ForeignFile { name: "form.pdf", bytes: &bytes };
    let exhibits = [Exhibit { bookmark: "Exhibit A", slip: &sheet, file }];
    let all = Exhibits { index: None, index_bookmark: "", exhibits: &exhibits };
    let error = join(&all, &metadata("Exhibits")).expect_err("a value would be lost");
    assert_eq!((error.file.as_str(), error.fault), ("form.pdf", Fault::UnseenValue(1)));
}

#[test]
fn links_lose_their_actions() {
    let link = dictionary! {
        "Type" => "Annot",
        "Subtype" => "Link",
        "Rect" => vec![0.into(), 0.into(), 10.into(), 10.into()],
        "A" => dictionary! { "S" => "Launch", "F" => Object::string_literal("evil.exe") },
    };
    let bytes = joined(&[&with_annotation(link)]);
    let doc = Document::load_mem(&bytes).expect("readable");
    let page = doc.page_iter().nth(2).expect("the page");
    let kept = doc
        .get_dictionary(page)
        .and_then(|p| p.get_deref(b"Annots", &doc))
        .and_then(Object::as_array);
    let kept = kept.expect("annotations")[0].as_dict().expect("a dictionary");
    assert!(!kept.has(b"A") && kept.has(b"Rect"));
}

#[test]
fn a_layer_that_is_off_stays_off() {
    let mut doc = foreign(1);
    let layer =
        doc.add_object(dictionary! { "Type" => "OCG", "Name" => Object::string_literal("Notes") });
    let page = doc.page_iter().next().expect("a page");
    let properties = dictionary! { "Properties" => dictionary! { "L0" => layer } };
    doc.get_object_mut(page)
        .and_then(Object::as_dict_mut)
        .expect("a page")
        .set("Resources", properties);
    let default = dictionary! { "OFF" => vec![layer.into()] };
    let layers = dictionary! { "OCGs" => vec![layer.into()], "D" => default };
    doc.catalog_mut().expect("a catalog").set("OCProperties", layers);
    let joined = Document::load_mem(&joined(&[&saved(doc)])).expect("readable");
    let layers = joined
        .catalog()
        .and_then(|c| c.get_deref(b"OCProperties", &joined))
        .and_then(Object::as_dict);
    let default = layers
        .and_then(|l| l.get_deref(b"D", &joined))
        .and_then(Object::as_dict)
        .expect("a default");
    assert_eq!(default.get(b"OFF").and_then(Object::as_array).map(Vec::len).ok(), Some(1));
}

#[test]
fn flipped_bytes_never_panic() {
    let (whole, sheet) = (saved(foreign(3)), sheet());
    for n in 0..whole.len() {
        let mut bytes = whole.clone();
        bytes[n] = bytes[n].wrapping_mul(31).wrapping_add(7);
        let exhibits = [Exhibit {
            bookmark: "A",
            slip: &sheet,
            file: ForeignFile { name: "x.pdf", bytes: &bytes },
        }];
        if n % 16 == 0 {
            // Either it is refused by name or all three pages are there.
            let all = Exhibits { index: None, index_bookmark: "", exhibits: &exhibits };
            if let Ok(joined) = join(&all, &metadata("Exhibits")) {
                assert_eq!(n_pages(ForeignFile { name: "joined", bytes: &joined }), Ok(4));
            }
        } else {
            let _ = n_pages(exhibits[0].file);
        }
    }
}
