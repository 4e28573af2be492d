//! Files that portals refuse, or that help nobody: locked, alive, loaded, nameless, broken, without fonts.

use lopdf::{
    Dictionary, Document, EncryptionState, EncryptionVersion, Object, Permissions, Stream,
    dictionary,
};
use petition::inspect::{Expect, inspect};
use petition::reading::open::Fault;

use crate::paper::{Paper, add_font, catalog, descriptor, page, page_id, saved, simple};
use crate::support::{Bad, inspected, rules, shows};

fn good(code: &'static str, change: impl FnOnce(&mut Document)) -> Bad {
    Bad::file(code, Paper::good().file(change))
}

/// Files with what has to be found in them.
pub(crate) fn bad() -> Vec<Bad> {
    [states(), forms(), actions(), fonts()].into_iter().flatten().collect()
}

fn states() -> Vec<Bad> {
    let lacks = |code, key: &'static [u8]| {
        good(code, move |doc| {
            catalog(doc).remove(key);
        })
    };
    vec![
        Bad::file("encrypted", locked("")),
        lacks("no-tags", b"StructTreeRoot"),
        lacks("no-tags", b"MarkInfo"),
        lacks("no-language", b"Lang"),
        lacks("no-title", b"ViewerPreferences"),
        good("no-title", |doc| {
            doc.trailer.remove(b"Info");
        }),
        good("old-version", |doc| doc.version = "1.3".to_owned()),
        good("portfolio", |doc| catalog(doc).set("Collection", Dictionary::new())),
        good("hidden-layers", |doc| {
            let layer = doc.add_object(dictionary! { "Type" => "OCG" });
            let off = dictionary! { "OFF" => vec![layer.into()] };
            let layers = dictionary! { "OCGs" => vec![layer.into()], "D" => off };
            catalog(doc).set("OCProperties", layers);
        }),
        good("file-large", |doc| {
            doc.add_object(Stream::new(Dictionary::new(), vec![b'x'; 25_100_000]));
        }),
        Bad::file("file-damaged", broken_table()),
    ]
}

pub(crate) fn locked(password: &str) -> Vec<u8> {
    let mut doc = Paper::good().document();
    let version = EncryptionVersion::V2 {
        document: &doc,
        owner_password: "owner",
        user_password: password,
        key_length: 128,
        permissions: Permissions::all(),
    };
    let state = EncryptionState::try_from(version).expect("a state");
    doc.encrypt(&state).expect("encrypts");
    saved(doc)
}

/// The file says that its table stands where it does not.
fn broken_table() -> Vec<u8> {
    let mut bytes = Paper::good().bytes();
    let mark = b"startxref";
    let at = bytes.windows(mark.len()).rposition(|part| part == mark).expect("a table");
    bytes.truncate(at);
    bytes.extend(b"startxref\n17\n%%EOF\n");
    bytes
}

fn widget(doc: &mut Document, field: Dictionary) {
    let mut field = field;
    field.set("Type", "Annot");
    field.set("Subtype", "Widget");
    field.set("Rect", vec![100.into(), 100.into(), 200.into(), 120.into()]);
    field.set("T", Object::string_literal("name"));
    let field = doc.add_object(field);
    page(doc, 0).set("Annots", vec![field.into()]);
    catalog(doc).set("AcroForm", dictionary! { "Fields" => vec![field.into()] });
}

fn forms() -> Vec<Bad> {
    let text = || dictionary! { "FT" => "Tx" };
    let unseen = || dictionary! { "FT" => "Tx", "V" => Object::string_literal("Mia Fox") };
    vec![
        good("live-fields", |doc| widget(doc, text())),
        // A value that only some viewers show is no reason not to look at the rest.
        good("live-fields", |doc| widget(doc, unseen())),
        good("digital-signature", |doc| widget(doc, dictionary! { "FT" => "Sig" })),
        good("xfa-form", |doc| {
            let form = dictionary! { "XFA" => Object::string_literal("<xdp/>") };
            catalog(doc).set("AcroForm", form);
        }),
    ]
}

fn annotation(kind: &str) -> Dictionary {
    dictionary! {
        "Type" => "Annot",
        "Subtype" => kind,
        "Rect" => vec![300.into(), 300.into(), 320.into(), 320.into()],
    }
}

fn annotated(code: &'static str, one: Dictionary) -> Bad {
    good(code, |doc| {
        let one = doc.add_object(one);
        page(doc, 1).set("Annots", vec![one.into()]);
    })
}

fn actions() -> Vec<Bad> {
    let script = || {
        dictionary! { "S" => "JavaScript", "JS" => Object::string_literal("app.alert(1)") }
    };
    let link = |action: Dictionary| {
        let mut link = annotation("Link");
        link.set("A", action);
        link
    };
    let target = || Object::string_literal("https://example.org/");
    vec![
        good("javascript", |doc| {
            catalog(doc).set("OpenAction", script());
        }),
        // Hidden in an object that nothing refers to, and deep in another.
        good("javascript", |doc| {
            doc.add_object(script());
        }),
        good("javascript", |doc| {
            let deep = dictionary! { "A" => vec![dictionary! { "Next" => script() }.into()] };
            page(doc, 1).set("AA", dictionary! { "O" => deep });
        }),
        good("attachment", |doc| {
            let file = doc.add_object(Stream::new(Dictionary::new(), b"MZ".to_vec()));
            let spec = dictionary! { "Type" => "Filespec", "EF" => dictionary! { "F" => file } };
            let names = vec![Object::string_literal("a.exe"), spec.into()];
            let tree = dictionary! { "EmbeddedFiles" => dictionary! { "Names" => names } };
            catalog(doc).set("Names", tree);
        }),
        annotated("launch-action", link(dictionary! { "S" => "Launch", "F" => target() })),
        annotated("submit-action", link(dictionary! { "S" => "SubmitForm", "F" => target() })),
        annotated("link-outside", link(dictionary! { "S" => "URI", "URI" => target() })),
        annotated("multimedia", annotation("RichMedia")),
        annotated("remarks", annotation("Text")),
        annotated("remarks", annotation("Highlight")),
    ]
}

/// Sets the nature of the paper in another font.
fn set_in(font: &'static str) -> Paper {
    Paper::changed(crate::paper::Part::Nature, |one| one.font = font)
}

fn fonts() -> Vec<Bad> {
    let helvetica = || {
        dictionary! {
            "Type" => "Font",
            "Subtype" => "Type1",
            "BaseFont" => "Helvetica",
            "Encoding" => "WinAnsiEncoding",
        }
    };
    vec![
        Bad::file("font-not-embedded", set_in("F2").file(|doc| add_font(doc, "F2", helvetica()))),
        Bad::file("font-type3", set_in("F2").file(drawn_letters))
            .and("font-without-unicode")
            // What cannot be read says nothing of the paper either.
            .and("paper-nature-missing"),
        Bad::file("font-without-unicode", set_in("F2").file(bare_glyphs))
            .and("paper-nature-missing"),
        Bad::file(
            "type-face",
            set_in("F2").file(|doc| {
                let descriptor = descriptor(doc);
                let named = doc.get_object_mut(descriptor).and_then(Object::as_dict_mut);
                named.expect("a descriptor").set("FontName", "ComicSansMS");
                let mut font = simple(descriptor);
                font.set("BaseFont", "ABCDEF+ComicSansMS");
                add_font(doc, "F2", font);
            }),
        ),
    ]
}

/// A font whose letters are little drawings.
fn drawn_letters(doc: &mut Document) {
    let glyph = Stream::new(Dictionary::new(), b"500 0 0 0 400 600 d1 0 0 400 600 re f".to_vec());
    let glyph = doc.add_object(glyph);
    let names: Vec<Object> = (32..=126).map(|_| Object::Name(b"box".to_vec())).collect();
    let differences = [vec![32.into()], names].concat();
    add_font(
        doc,
        "F2",
        dictionary! {
            "Type" => "Font",
            "Subtype" => "Type3",
            "FontBBox" => vec![0.into(), 0.into(), 500.into(), 700.into()],
            "FontMatrix" => vec![0.001.into(), 0.into(), 0.into(), 0.001.into(), 0.into(), 0.into()],
            "CharProcs" => dictionary! { "box" => glyph },
            "Encoding" => dictionary! { "Differences" => differences },
            "FirstChar" => 32,
            "LastChar" => 126,
            "Widths" => (32..=126).map(|_| Object::from(500)).collect::<Vec<_>>(),
            "Resources" => Dictionary::new(),
        },
    );
}

/// A font that is called by the numbers of its glyphs and says nothing of characters.
fn bare_glyphs(doc: &mut Document) {
    let descriptor = descriptor(doc);
    let below = doc.add_object(dictionary! {
        "Type" => "Font",
        "Subtype" => "CIDFontType2",
        "BaseFont" => "Tinos",
        "CIDSystemInfo" => dictionary! {
            "Registry" => Object::string_literal("Adobe"),
            "Ordering" => Object::string_literal("Identity"),
            "Supplement" => 0,
        },
        "FontDescriptor" => descriptor,
        "CIDToGIDMap" => "Identity",
        "DW" => 500,
    });
    add_font(
        doc,
        "F2",
        dictionary! {
            "Type" => "Font",
            "Subtype" => "Type0",
            "BaseFont" => "Tinos",
            "Encoding" => "Identity-H",
            "DescendantFonts" => vec![below.into()],
        },
    );
}

#[test]
fn each_fault_is_found_and_no_other() {
    bad().iter().for_each(Bad::hold);
}

#[test]
fn a_font_that_is_named_and_not_used_is_no_fault() {
    let unused = |doc: &mut Document| {
        let font =
            dictionary! { "Type" => "Font", "Subtype" => "Type1", "BaseFont" => "Helvetica" };
        add_font(doc, "F9", font);
    };
    assert_eq!(shows(&Paper::good().file(unused)), [""; 0]);
}

#[test]
fn a_font_inside_a_form_is_found() {
    let bytes = Paper::with(1, |leaf| leaf.more = "/Fm Do".to_owned()).file(|doc| {
        let font = dictionary! { "Type" => "Font", "Subtype" => "Type1", "BaseFont" => "Courier" };
        let fonts = dictionary! { "Font" => dictionary! { "F1" => font } };
        let form = dictionary! {
            "Type" => "XObject",
            "Subtype" => "Form",
            "BBox" => vec![0.into(), 0.into(), 612.into(), 792.into()],
            "Resources" => fonts,
        };
        let ops = b"BT /F1 12 Tf 110 757 Td (Filed) Tj ET".to_vec();
        let form = doc.add_object(Stream::new(form, ops));
        let resources = page(doc, 1).get_mut(b"Resources").and_then(Object::as_dict_mut);
        resources.expect("some").set("XObject", dictionary! { "Fm" => form });
    });
    let found = inspected(&bytes);
    let finding = found.findings.iter().find(|one| one.check.code == "font-not-embedded");
    assert_eq!(finding.expect("found").page_list(), "2");
}

#[test]
fn a_link_within_the_file_is_no_fault() {
    let bytes = Paper::good().file(|doc| {
        let target = page_id(doc, 0);
        let mut link = annotation("Link");
        link.set("Dest", vec![target.into(), "Fit".into()]);
        let link = doc.add_object(link);
        page(doc, 1).set("Annots", vec![link.into()]);
    });
    assert_eq!(shows(&bytes), [""; 0]);
}

#[test]
fn what_cannot_be_read_is_told_by_its_reason() {
    let fault = |bytes: &[u8]| inspect(bytes, Expect::Any, &rules()).expect_err("unreadable");
    assert_eq!(fault(b""), Fault::Empty);
    assert_eq!(fault(b"GIF89a"), Fault::NotPdf);
    assert_eq!(fault(&locked("secret")), Fault::Locked);
    assert!(matches!(fault(b"%PDF-1.7\n"), Fault::Damaged(_)));
}

#[test]
fn no_cut_of_a_file_panics() {
    let whole = Paper::good().bytes();
    for n in 0..40 {
        let _ = inspect(&whole[..whole.len() * n / 40], Expect::Any, &rules());
    }
}

#[test]
fn no_changed_byte_panics() {
    let whole = Paper::good().bytes();
    // The font in the middle takes most of the bytes and is another's to read.
    let tail = whole.len() - 40_000.min(whole.len() / 2);
    let mut state = 1_u64;
    for n in 0..60 {
        let mut bytes = whole.clone();
        for _ in 0..8 {
            state = state
                .wrapping_mul(6_364_136_223_846_793_005)
                .wrapping_add(1_442_695_040_888_963_407);
            let random = (state >> 33) as usize;
            let at = if n % 2 == 0 { random % 2_000 } else { tail + random % (whole.len() - tail) };
            bytes[at] = (state >> 24) as u8;
        }
        let _ = inspect(&bytes, Expect::Any, &rules());
    }
}

#[test]
fn circles_come_to_an_end() {
    let bytes = Paper::good().file(|doc| {
        let field = doc.new_object_id();
        let kid = dictionary! { "T" => Object::string_literal("a"), "Kids" => vec![field.into()] };
        doc.set_object(field, kid);
        catalog(doc).set("AcroForm", dictionary! { "Fields" => vec![field.into()] });
        let mark = doc.new_object_id();
        doc.set_object(mark, dictionary! { "First" => mark, "Next" => mark });
        catalog(doc).set("Outlines", dictionary! { "First" => mark });
    });
    assert!(inspected(&bytes).facts.n_bookmarks > 0);
}
