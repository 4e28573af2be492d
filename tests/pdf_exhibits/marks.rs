//! Fields, links and notes of foreign pages: what they show is kept, what they do is not, and that is said.

use lopdf::{Dictionary, Document, Object, Stream, dictionary};
use petition::packet::exhibits::{Fault, Notice};

use crate::foreign::{
    WORDS, entry, fault, first_page, foreign, joined, letter, measured, notices, saved,
    with_annotation,
};

fn field(appearance: Option<Stream>) -> Vec<u8> {
    let mut doc = foreign(1);
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
    with_annotation(doc, widget)
}

fn look() -> Stream {
    let bounds = vec![0.into(), 0.into(), 100.into(), 10.into()];
    let form = dictionary! { "Type" => "XObject", "Subtype" => "Form", "BBox" => bounds };
    Stream::new(form, b"1 0 0 rg 0 0 100 10 re f".to_vec())
}

/// The carried page of a joined file, and its file.
fn carried(bytes: &[u8]) -> (Document, Dictionary) {
    let doc = Document::load_mem(&joined(&[bytes]).bytes).expect("readable");
    let page = doc.page_iter().nth(2).expect("the page");
    let page = doc.get_dictionary(page).expect("a page").clone();
    (doc, page)
}

fn annotations(bytes: &[u8]) -> Vec<Dictionary> {
    let (doc, page) = carried(bytes);
    let kept = page.get_deref(b"Annots", &doc).and_then(Object::as_array).expect("annotations");
    kept.iter().map(|one| one.as_dict().expect("a dictionary").clone()).collect()
}

fn numbers(object: &Object) -> Vec<f32> {
    let items = object.as_array().expect("an array");
    items.iter().map(|one| one.as_float().expect("a number")).collect()
}

#[test]
fn a_filled_field_becomes_page_content() {
    let bytes = field(Some(look()));
    let joined = joined(&[&bytes]);
    assert!(!carried(&bytes).1.has(b"Annots"));
    let page = measured(&joined.bytes).swap_remove(2);
    assert!(page.inks.iter().any(|ink| ink.rgb == Some([255, 0, 0])), "the field shows");
    assert!(!joined.bytes.windows(9).any(|nine| nine == b"app.alert"));
    let told = notices(&bytes);
    assert!(told.contains(&Notice::Fields(vec![1])), "{told:?}");
    assert!(told.contains(&Notice::Scripts(vec![1])), "{told:?}");
}

#[test]
fn a_filled_field_that_shows_nothing_is_refused() {
    assert_eq!(fault(&field(None)), Fault::UnseenValue(1));
}

/// A mark of a kind with words that no page shows.
fn remark(subtype: &str) -> Dictionary {
    dictionary! {
        "Type" => "Annot",
        "Subtype" => Object::Name(subtype.as_bytes().to_vec()),
        "Rect" => vec![100.into(), 500.into(), 200.into(), 510.into()],
        "Contents" => Object::string_literal("SECRET remark"),
        "RC" => Object::string_literal("SECRET rich remark"),
        "T" => Object::string_literal("SECRET author"),
        "Subj" => Object::string_literal("SECRET subject"),
        "DS" => Object::string_literal("SECRET style"),
    }
}

#[test]
fn remarks_are_removed_and_said() {
    for (subtype, kept) in [("Highlight", true), ("Stamp", true), ("Text", false)] {
        let bytes = with_annotation(letter(&[WORDS]), remark(subtype));
        let joined = joined(&[&bytes]).bytes;
        assert!(!joined.windows(6).any(|six| six == b"SECRET"), "{subtype}");
        assert_eq!(carried(&bytes).1.has(b"Annots"), kept, "{subtype}");
        assert_eq!(notices(&bytes), [Notice::Remarks(vec![1])], "{subtype}");
    }
}

#[test]
fn remarks_of_marks_that_are_drawn_or_hidden_are_said_too() {
    let mut doc = letter(&[WORDS]);
    let mut drawn = remark("Highlight");
    let normal = doc.add_object(look());
    drawn.set("AP", dictionary! { "N" => normal });
    assert_eq!(notices(&with_annotation(doc, drawn)), [Notice::Remarks(vec![1])]);
    let mut hidden = remark("FreeText");
    hidden.set("F", 2);
    let bytes = with_annotation(letter(&[WORDS]), hidden);
    assert_eq!(notices(&bytes), [Notice::Remarks(vec![1])]);
}

#[test]
fn a_link_loses_its_words_without_a_remark() {
    let bytes = with_annotation(letter(&[WORDS]), remark("Link"));
    assert!(!annotations(&bytes).remove(0).has(b"Contents"));
    assert_eq!(notices(&bytes), []);
}

#[test]
fn typed_words_that_no_appearance_shows_are_refused() {
    let typed = remark("FreeText");
    let bytes = with_annotation(letter(&[WORDS]), typed.clone());
    assert_eq!(fault(&bytes), Fault::UnseenValue(1));
    let mut line = remark("Line");
    line.set("Cap", true);
    assert_eq!(fault(&with_annotation(letter(&[WORDS]), line)), Fault::UnseenValue(1));
    let mut doc = letter(&[WORDS]);
    let normal = doc.add_object(look());
    let mut shown = typed;
    shown.set("AP", dictionary! { "N" => normal });
    let page = measured(&joined(&[&with_annotation(doc, shown)]).bytes).swap_remove(2);
    assert!(page.inks.iter().any(|ink| ink.rgb == Some([255, 0, 0])), "the words show");
}

#[test]
fn a_push_button_is_no_part_of_its_page() {
    for (flags, shows) in [(1 << 16, false), (1 << 15, true)] {
        let mut doc = letter(&[WORDS]);
        let normal = doc.add_object(look());
        let parent = doc.add_object(dictionary! { "FT" => "Btn", "Ff" => flags });
        let button = dictionary! {
            "Type" => "Annot",
            "Subtype" => "Widget",
            "Parent" => parent,
            "Rect" => vec![100.into(), 500.into(), 300.into(), 520.into()],
            "AP" => dictionary! { "N" => normal },
        };
        let bytes = with_annotation(doc, button);
        let page = measured(&joined(&[&bytes]).bytes).swap_remove(2);
        let drawn = page.inks.iter().any(|ink| ink.rgb == Some([255, 0, 0]));
        assert_eq!(drawn, shows, "{flags}");
        let told = if shows { Notice::Fields(vec![1]) } else { Notice::Buttons(vec![1]) };
        assert_eq!(notices(&bytes), [told]);
    }
}

#[test]
fn links_lose_their_actions_and_keep_their_place() {
    let link = dictionary! {
        "Type" => "Annot",
        "Subtype" => "Link",
        "Rect" => vec![10.into(), 20.into(), 30.into(), 60.into()],
        "A" => dictionary! { "S" => "Launch", "F" => Object::string_literal("evil.exe") },
        "Dest" => Object::string_literal("away"),
    };
    let bytes = with_annotation(letter(&[WORDS]), link);
    let kept = annotations(&bytes).remove(0);
    for gone in ["A", "AA", "Dest", "P", "Parent"] {
        assert!(!kept.has(gone.as_bytes()), "{gone}");
    }
    assert_eq!(numbers(kept.get(b"Rect").expect("a place")), [10.0, 20.0, 30.0, 60.0]);
    assert_eq!(notices(&bytes), [Notice::Actions(vec![1])]);
}

#[test]
fn marks_that_viewers_draw_turn_with_their_page() {
    let mut doc = letter(&[WORDS]);
    let corners = doc.add_object(vec![10.into(), 20.into(), 30.into(), 60.into()]);
    let quads = [10, 60, 30, 60, 10, 20, 30, 20].map(Object::Integer).to_vec();
    let highlight = doc.add_object(dictionary! {
        "Type" => "Annot",
        "Subtype" => "Highlight",
        "Rect" => corners,
        "QuadPoints" => quads,
        "C" => vec![1.into(), 1.into(), 0.into()],
    });
    first_page(&mut doc).set("Annots", vec![highlight.into()]);
    first_page(&mut doc).set("Rotate", 180);
    let kept = annotations(&saved(doc)).remove(0);
    let rectangle = numbers(kept.get(b"Rect").expect("a place"));
    assert_eq!(rectangle, [582.0, 732.0, 602.0, 772.0]);
    let quads = numbers(kept.get(b"QuadPoints").expect("places"));
    assert_eq!(quads[..4], [602.0, 732.0, 582.0, 732.0]);
    assert!(kept.has(b"C"));
}

#[test]
fn what_a_page_loses_is_named_once_with_its_pages() {
    let mut doc = letter(&[WORDS, WORDS, WORDS]);
    let names = dictionary! {
        "JavaScript" => dictionary! { "Names" => Vec::<Object>::new() },
        "EmbeddedFiles" => dictionary! { "Names" => Vec::<Object>::new() },
    };
    doc.catalog_mut().expect("a catalog").set("Names", names);
    let pages: Vec<_> = doc.page_iter().collect();
    for page in &pages[1..] {
        let rectangle = vec![0.into(), 0.into(), 9.into(), 9.into()];
        let film = dictionary! {
            "Type" => "Annot", "Subtype" => "RichMedia", "Rect" => rectangle.clone(),
        };
        let uri =
            dictionary! { "S" => "URI", "URI" => Object::string_literal("http://example.org") };
        let link = dictionary! {
            "Type" => "Annot", "Subtype" => "Link", "Rect" => rectangle, "A" => uri,
        };
        entry(&mut doc, *page).set("Annots", vec![film.into(), link.into()]);
    }
    let told = notices(&saved(doc));
    let wanted = [
        Notice::Scripts(vec![]),
        Notice::Attachments(vec![]),
        Notice::Actions(vec![2, 3]),
        Notice::Multimedia(vec![2, 3]),
    ];
    assert_eq!(told, wanted);
}

#[test]
fn a_picture_brings_no_attachment_and_no_foreign_tags() {
    let mut doc = letter(&["q 100 0 0 100 100 300 cm /I Do Q"]);
    let attached = dictionary! { "Filter" => "Nothing" };
    let attached = doc.add_object(Stream::new(attached, b"SECRET PAYROLL".to_vec()));
    let picture = dictionary! {
        "Type" => "XObject", "Subtype" => "Image", "Width" => 2, "Height" => 2,
        "ColorSpace" => "DeviceGray", "BitsPerComponent" => 8, "StructParent" => 0,
        "AF" => vec![attached.into()],
    };
    let picture = doc.add_object(Stream::new(picture, vec![0, 80, 160, 240]));
    let resources = dictionary! { "XObject" => dictionary! { "I" => picture } };
    first_page(&mut doc).set("Resources", resources);
    let bytes = joined(&[&saved(doc)]).bytes;
    assert!(!bytes.windows(6).any(|six| six == b"SECRET"));
    let doc = Document::load_mem(&bytes).expect("readable");
    let image = |stream: &&Stream| stream.dict.has(b"BitsPerComponent");
    let picture = doc.objects.values().filter_map(|o| o.as_stream().ok()).find(image);
    let picture = picture.expect("the picture");
    assert!(!picture.dict.has(b"StructParent") && picture.content == [0, 80, 160, 240]);
}
