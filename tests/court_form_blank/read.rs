//! Forms read: every kind of field where it stands, and nothing kept that acts.

use lopdf::{Document, Object, Stream, dictionary};
use petition::court_form::blank::{Blank, FieldKind};

use super::made::{COMB, MULTILINE, Made, PUSHED, RADIO, save, text, tick};

fn words(blank: &Blank) -> Vec<(&str, FieldKind)> {
    blank.fields.iter().map(|field| (field.name.as_str(), field.kind)).collect()
}

#[test]
fn every_kind_of_field_is_read_in_the_order_of_the_pages() {
    let one = FieldKind::Text { multiline: false, most: None, comb: false };
    let mut zip = text("f.Zip", [100.0, 500.0, 160.0, 512.0]);
    zip.flags = COMB;
    zip.more.set("MaxLen", 5);
    let mut long = text("f.Reason", [100.0, 100.0, 500.0, 300.0]);
    long.flags = MULTILINE;
    let mut choice = text("f.County", [100.0, 450.0, 160.0, 462.0]);
    choice.kind = "Ch";
    let mut sign = text("f.Sign", [100.0, 50.0, 160.0, 62.0]);
    sign.kind = "Sig";
    let mut press = text("f.Print", [100.0, 20.0, 160.0, 32.0]);
    (press.kind, press.flags) = ("Btn", PUSHED);
    let mut radio = ["1", "2"].map(|state| tick("f.Which", state, [72.0, 700.0, 81.0, 709.0]));
    radio.iter_mut().for_each(|one| one.flags = RADIO);
    radio[1].rect = [172.0, 700.0, 181.0, 709.0];
    let mut later = text("f.Name", [100.0, 760.0, 300.0, 772.0]);
    later.page = 1;
    let [first, second] = radio;
    let widgets = vec![later, sign, press, long, choice, zip, second, first];
    let blank =
        Blank::read(&Made { n_pages: 2, widgets, ..Made::default() }.bytes()).expect("blank");
    assert_eq!(
        words(&blank),
        [
            ("f.Which=1", FieldKind::Tick),
            ("f.Which=2", FieldKind::Tick),
            ("f.Zip", FieldKind::Text { multiline: false, most: Some(5), comb: true }),
            ("f.County", FieldKind::Choice),
            ("f.Reason", FieldKind::Text { multiline: true, most: None, comb: false }),
            ("f.Sign", FieldKind::Signature),
            ("f.Print", FieldKind::Button),
            ("f.Name", one),
        ]
    );
    assert_eq!(blank.fields[2].rect, [100.0, 280.0, 160.0, 292.0]);
    assert_eq!((blank.fields[7].page, blank.n_pages), (1, 2));
    assert_eq!(blank.fields[0].tooltip, "");
    let title = (blank.number.as_str(), blank.title.as_str());
    assert_eq!(title, ("XX-100", "XX-100 Sample of a Form"));
}

/// A form with everything that a downloaded one brings along and a kept one must not have.
fn laden() -> Document {
    let mut doc = Made::default().document();
    let script =
        dictionary! { "S" => "JavaScript", "JS" => Object::string_literal("app.alert(1)") };
    let attached = doc.add_object(Stream::new(dictionary! {}, b"attached file".to_vec()));
    let metadata = doc.add_object(Stream::new(
        dictionary! { "Type" => "Metadata", "Subtype" => "XML" },
        b"<x:xmpmeta/>".to_vec(),
    ));
    let widgets: Vec<_> = doc
        .objects
        .iter()
        .filter(|(_, object)| object.as_dict().is_ok_and(|one| one.has_type(b"Annot")))
        .map(|(id, _)| *id)
        .collect();
    for id in widgets {
        let widget = doc.get_object_mut(id).and_then(Object::as_dict_mut).expect("a widget");
        widget.set("AA", dictionary! { "K" => script.clone() });
        widget.set("A", script.clone());
    }
    let page = doc.page_iter().next().expect("a page");
    let page = doc.get_object_mut(page).and_then(Object::as_dict_mut).expect("a page");
    page.set("AA", dictionary! { "O" => script.clone() });
    page.set("PieceInfo", dictionary! {});
    let root = doc.catalog_mut().expect("a root");
    root.set("OpenAction", script.clone());
    root.set("AA", dictionary! { "WC" => script.clone() });
    root.set("Perms", dictionary! { "UR3" => dictionary! { "Type" => "Sig" } });
    root.set("Metadata", metadata);
    let names = vec![Object::string_literal("x"), attached.into()];
    root.set(
        "Names",
        dictionary! {
            "JavaScript" => dictionary! { "Names" => vec![Object::string_literal("x"), script.into()] },
            "EmbeddedFiles" => dictionary! { "Names" => names },
        },
    );
    let form = root.get_mut(b"AcroForm").and_then(Object::as_dict_mut).expect("a form");
    form.set("XFA", Object::string_literal("<xdp/>"));
    form.set("SigFlags", 3);
    form.set("NeedAppearances", true);
    doc
}

#[test]
fn nothing_is_kept_that_acts_or_hides() {
    let blank = Blank::read(&save(&mut laden())).expect("blank");
    let kept = Document::load_mem(&blank.to_bytes()).expect("kept");
    let all: String = kept.objects.values().map(|object| format!("{object:?}\n")).collect();
    for gone in [
        "JavaScript",
        "JS",
        "/AA",
        "OpenAction",
        "XFA",
        "UR3",
        "Perms",
        "SigFlags",
        "EmbeddedFiles",
        "Metadata",
        "PieceInfo",
        "CN=clerk",
        "NeedAppearances",
        "/Names",
    ] {
        assert!(!all.contains(gone), "{gone} is still there:\n{all}");
    }
    let attached = kept.objects.values().filter_map(|one| one.as_stream().ok());
    assert!(attached.clone().count() > 0);
    for stream in attached {
        assert_ne!(stream.content, b"attached file");
    }
    let again = Blank::read(&blank.to_bytes()).expect("kept").to_bytes();
    assert!(again == blank.to_bytes(), "kept differently the second time");
}

#[test]
fn printed_faces_are_embedded_and_contents_left_alone() {
    let drawn = "BT /F1 9 Tf 72 400 Td (It\\222s \\(mine\\) \\226 1\\2672) Tj ET";
    let bytes = Made { drawn, ..Made::default() }.bytes();
    let contents = |bytes: &[u8]| {
        let doc = Document::load_mem(bytes).expect("a file");
        let page = doc.page_iter().next().expect("a page");
        doc.get_page_content(page)
    };
    let kept = Blank::read(&bytes).expect("blank").to_bytes();
    assert_eq!(contents(&kept), contents(&bytes));
    let doc = Document::load_mem(&kept).expect("kept");
    let fonts: Vec<_> = doc
        .objects
        .values()
        .filter_map(|object| object.as_dict().ok())
        .filter(|one| one.has_type(b"Font"))
        .collect();
    assert_eq!(fonts.len(), 1);
    let name = fonts[0].get(b"BaseFont").and_then(Object::as_name).expect("a name");
    assert!(name.ends_with(b"+Arimo-Bold"), "{}", String::from_utf8_lossy(name));
    let descriptor = fonts[0].get_deref(b"FontDescriptor", &doc).and_then(Object::as_dict);
    assert!(descriptor.expect("a descriptor").has(b"FontFile2"));
    // Widths of Helvetica-Bold: the Core 14 metrics.
    let widths = fonts[0].get(b"Widths").and_then(Object::as_array).expect("widths");
    let width = |code: usize| widths[code].as_i64().expect("a number");
    let of_core = [(b'X', 667), (b'm', 889), (b'(', 333), (b'1', 556), (0x96, 556), (0x92, 278)];
    for (code, core) in of_core {
        assert!(
            (width(usize::from(code)) - core).abs() <= 1,
            "{code}: {}",
            width(usize::from(code))
        );
    }
    // What the words are is read from the embedded face.
    let mut text = String::new();
    petition::reading::each_page(kept, |_, page| {
        text.extend(page.runs.iter().map(|run| run.text.as_str()));
    })
    .expect("measured");
    assert!(text.contains("It’s (mine) – 1·2"), "{text}");
}

#[test]
fn what_a_button_prints_stays_and_what_the_screen_shows_goes() {
    let mut doc = Made::default().document();
    let look = |doc: &mut Document, shade: &str| {
        let form = dictionary! {
            "Type" => "XObject", "Subtype" => "Form",
            "BBox" => vec![0.into(), 0.into(), 10.into(), 10.into()],
        };
        doc.add_object(Stream::new(form, format!("{shade} 0 0 10 10 re f").into_bytes()))
    };
    let page_id = doc.page_iter().next().expect("a page");
    for (name, shade, x, flags) in [("Link", "1 0 0 rg", 100, 4), ("Save", "0 1 0 rg", 300, 0)] {
        let look = look(&mut doc, shade);
        let button = doc.add_object(dictionary! {
            "Type" => "Annot", "Subtype" => "Widget", "FT" => "Btn", "Ff" => PUSHED, "F" => flags,
            "T" => Object::string_literal(name), "AP" => dictionary! { "N" => look },
            "Rect" => vec![x.into(), 20.into(), (x + 50).into(), 30.into()],
        });
        let page = doc.get_object_mut(page_id).and_then(Object::as_dict_mut).expect("a page");
        page.get_mut(b"Annots").and_then(Object::as_array_mut).expect("a list").push(button.into());
    }
    let kept = Blank::read(&save(&mut doc)).expect("blank").to_bytes();
    let mut inks = Vec::new();
    petition::reading::each_page(kept, |_, page| inks.extend(page.inks)).expect("measured");
    assert_eq!(inks.len(), 1, "{inks:?}");
    assert_eq!(inks[0].rgb, Some([255, 0, 0]));
    assert_eq!(inks[0].bounds.map(f32::round), [100.0, 762.0, 150.0, 772.0]);
    assert!(inks[0].artifact);
}
