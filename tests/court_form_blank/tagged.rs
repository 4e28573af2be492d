//! Tags and layers of a form: those of its fields stay, those of links that go are plain text, layers print as they print.

use lopdf::{Document, Object, Stream, dictionary};
use petition::court_form::blank::Blank;

use super::made::{Made, save};

/// A form whose name field and whose link each have an element.
fn tagged() -> Document {
    let mut doc = Made::default().document();
    let page = doc.page_iter().next().expect("a page");
    let link = doc.add_object(dictionary! {
        "Type" => "Annot", "Subtype" => "Link", "StructParent" => 1,
        "Rect" => vec![500.into(), 20.into(), 560.into(), 30.into()],
        "A" => dictionary! { "S" => "URI", "URI" => Object::string_literal("https://example.org") },
    });
    let is_name = |object: &Object| {
        object.as_dict().is_ok_and(|one| {
            one.get(b"T").and_then(Object::as_str).is_ok_and(|name| name == b"Name[0]")
        })
    };
    let name =
        doc.objects.iter().find(|(_, one)| is_name(one)).map(|(id, _)| *id).expect("a field");
    let field = doc.get_object_mut(name).and_then(Object::as_dict_mut).expect("a field");
    field.set("StructParent", 0);
    let annotations = doc.get_object_mut(page).and_then(Object::as_dict_mut).expect("a page");
    let annotations =
        annotations.get_mut(b"Annots").and_then(Object::as_array_mut).expect("a list");
    annotations.push(link.into());
    let root = doc.new_object_id();
    let mut element = |kind: &str, object| {
        let reference =
            dictionary! { "Type" => "OBJR", "Obj" => Object::Reference(object), "Pg" => page };
        doc.add_object(dictionary! {
            "Type" => "StructElem", "S" => kind, "P" => root, "K" => vec![0.into(), reference.into()],
        })
    };
    let elements: Vec<Object> = vec![element("Form", name).into(), element("Link", link).into()];
    let numbers = vec![0.into(), elements[0].clone(), 1.into(), elements[1].clone()];
    doc.set_object(root, dictionary! {
        "Type" => "StructTreeRoot", "K" => elements, "ParentTree" => dictionary! { "Nums" => numbers },
    });
    let catalog = doc.catalog_mut().expect("a root");
    catalog.set("StructTreeRoot", root);
    catalog.set("MarkInfo", dictionary! { "Marked" => true });
    doc
}

#[test]
fn elements_of_fields_stay_and_those_of_links_are_text() {
    let kept = Blank::read(&save(&mut tagged())).expect("a blank").to_bytes();
    let doc = Document::load_mem(&kept).expect("kept");
    let element = |kind: &[u8]| {
        let mut all = doc.objects.values().filter_map(|object| object.as_dict().ok());
        all.find(|one| one.get(b"S").and_then(Object::as_name).is_ok_and(|own| own == kind))
    };
    assert!(element(b"Link").is_none());
    let kids = |kind: &[u8]| {
        element(kind).expect("there").get(b"K").and_then(Object::as_array).expect("kids")
    };
    assert_eq!(kids(b"Span"), &[Object::Integer(0)]);
    let reference = kids(b"Form")[1].as_dict().expect("a reference to the widget");
    let widget = reference.get_deref(b"Obj", &doc).and_then(Object::as_dict).expect("the widget");
    assert_eq!(widget.get(b"T").and_then(Object::as_str).expect("a name"), b"Name[0]");
}

#[test]
fn layers_are_as_they_print_and_unused_ones_go() {
    let mut doc = Made { drawn: "/OC /L0 BDC 0 0 9 9 re f EMC", ..Made::default() }.document();
    let mut layer = |name: &str, state: &str| {
        doc.add_object(dictionary! {
            "Type" => "OCG", "Name" => Object::string_literal(name),
            "Usage" => dictionary! { "Print" => dictionary! { "PrintState" => state } },
        })
    };
    let (screen, unused) = (layer("Screen", "OFF"), layer("Unused", "ON"));
    let page = doc.page_iter().next().expect("a page");
    let page = doc.get_object_mut(page).and_then(Object::as_dict_mut).expect("a page");
    let resources = page.get_mut(b"Resources").and_then(Object::as_dict_mut).expect("resources");
    resources.set("Properties", dictionary! { "L0" => screen });
    let groups: Vec<Object> = vec![screen.into(), unused.into()];
    let standard = dictionary! { "ON" => groups.clone(), "AS" => Vec::<Object>::new() };
    doc.catalog_mut()
        .expect("a root")
        .set("OCProperties", dictionary! { "OCGs" => groups, "D" => standard });
    let kept = Blank::read(&save(&mut doc)).expect("a blank").to_bytes();
    let mut inks = Vec::new();
    petition::reading::each_page(kept.clone(), |_, page| inks.extend(page.inks)).expect("measured");
    assert!(inks.is_empty(), "the screen's layer is hidden: {inks:?}");
    let doc = Document::load_mem(&kept).expect("kept");
    let layers =
        doc.catalog().and_then(|root| root.get_deref(b"OCProperties", &doc)).expect("layers");
    let groups = layers.as_dict().and_then(|one| one.get(b"OCGs")).and_then(Object::as_array);
    assert_eq!(groups.expect("groups").len(), 1);
    let named = |name: &[u8]| {
        doc.objects.values().any(|one| format!("{one:?}").contains(&*String::from_utf8_lossy(name)))
    };
    assert!(named(b"Screen") && !named(b"Unused"));
}

#[test]
fn a_box_that_the_widget_draws_is_printed() {
    let mut doc = Made::default().document();
    let off: Vec<_> = doc
        .objects
        .iter()
        .filter_map(|(id, one)| Some((*id, one.as_dict().ok()?.get(b"AP").ok()?.as_dict().ok()?)))
        .filter_map(|(_, looks)| {
            looks.get(b"N").ok()?.as_dict().ok()?.get(b"Off").ok()?.as_reference().ok()
        })
        .collect();
    for id in off {
        if let Ok(Object::Stream(look)) = doc.get_object_mut(id) {
            *look = Stream::new(look.dict.clone(), b"0.5 0.5 8 8 re S".to_vec());
        }
    }
    let kept = Blank::read(&save(&mut doc)).expect("a blank").to_bytes();
    let mut inks = Vec::new();
    petition::reading::each_page(kept, |_, page| inks.extend(page.inks)).expect("measured");
    assert_eq!(inks.len(), 1, "{inks:?}");
    let [left, top, ..] = inks[0].bounds;
    assert!((71.0..74.0).contains(&left) && (182.0..185.0).contains(&top), "{inks:?}");
}
