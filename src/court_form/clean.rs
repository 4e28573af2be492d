//! A converted form to its pages, tags and fields, and nothing that acts, hides or belongs to a screen.

use std::collections::{BTreeMap, BTreeSet};

use lopdf::{Dictionary, Document, Object, ObjectId, Stream, dictionary};

use super::fault::BlankFault;
use super::fields::on_states;
use super::{layers, node, renumber};
use crate::reading::open::Fault;

/// What is kept of the root, of a page, of a field and of its widget.
const ROOT: [&str; 7] =
    ["Type", "Pages", "StructTreeRoot", "MarkInfo", "Lang", "AcroForm", "OCProperties"];
const PAGE: [&str; 7] = ["Type", "Parent", "Contents", "StructParents", "Tabs", "Group", "Annots"];
const FIELD: [&str; 16] = [
    "Type",
    "Subtype",
    "Rect",
    "P",
    "Parent",
    "Kids",
    "T",
    "TU",
    "FT",
    "Ff",
    "F",
    "MaxLen",
    "Q",
    "Opt",
    "AP",
    "StructParent",
];

/// Entries that pages and pictures carry along for the program that made them.
const BAGGAGE: [&str; 5] = ["Metadata", "PieceInfo", "Thumb", "LastModified", "AA"];

const WIDTH: f32 = 612.0;
const HEIGHT: f32 = 792.0;

/// How far a side may be off, in points: what rounding does.
const SLACK: f32 = 0.5;

/// Holds every page to upright Letter, and gives each what it inherits.
///
/// # Errors
/// `BlankFault::Paper` for the first page that is not.
pub(super) fn pages(doc: &mut Document, pages: &[ObjectId]) -> Result<(), BlankFault> {
    for (n, id) in pages.iter().enumerate() {
        let page = node::node(doc, *id).cloned().unwrap_or_default();
        if let Some(size) = odd_size(doc, &page) {
            return Err(BlankFault::Paper(n + 1, size));
        }
        let resources = node::inherited(doc, &page, "Resources").cloned();
        let mut kept = only(&page, &PAGE);
        kept.set("MediaBox", [0, 0, 612, 792].map(Object::from).to_vec());
        kept.set("Resources", resources.unwrap_or_else(|| Dictionary::new().into()));
        doc.objects.insert(*id, kept.into());
    }
    let kids: Vec<Object> = pages.iter().map(|id| Object::Reference(*id)).collect();
    let tree = doc.add_object(dictionary! {
        "Type" => "Pages", "Count" => kids.len() as i64, "Kids" => kids,
    });
    for id in pages {
        if let Ok(page) = doc.get_object_mut(*id).and_then(Object::as_dict_mut) {
            page.set("Parent", tree);
        }
    }
    if let Ok(root) = doc.catalog_mut() {
        root.set("Pages", tree);
    }
    Ok(())
}

/// How large a page is, in words, where it is no upright Letter page from the origin.
fn odd_size(doc: &Document, page: &Dictionary) -> Option<String> {
    let whole = [0.0, 0.0, WIDTH, HEIGHT];
    for key in ["MediaBox", "CropBox"] {
        let Some(stated) = node::inherited(doc, page, key) else { continue };
        let holder = dictionary! { key => stated.clone() };
        let Some(stated) = node::rect(doc, &holder, key) else {
            return Some("one of unknown size".to_owned());
        };
        if stated.iter().zip(whole).any(|(is, wanted)| (is - wanted).abs() > SLACK) {
            let [x0, y0, x1, y1] = stated;
            return Some(format!("one from {x0}, {y0} to {x1}, {y1}"));
        }
    }
    let number = |key| node::inherited(doc, page, key).and_then(|value| value.as_float().ok());
    if number("Rotate").is_some_and(|turned| turned % 360.0 != 0.0) {
        return Some("one that is turned".to_owned());
    }
    number("UserUnit").filter(|unit| *unit != 1.0).map(|_| "one in a unit of its own".to_owned())
}

/// Leaves of a file its pages, tags and fields.
pub(super) fn strip(doc: &mut Document, pages: &[ObjectId]) {
    let title = title(doc);
    let (widgets, gone) = part_annotations(doc, pages);
    strip_fields(doc, &widgets);
    layers::settle(doc);
    strip_root(doc);
    forget_annotations(doc, &gone);
    for object in doc.objects.values_mut() {
        match object {
            Object::Dictionary(node) => drop_baggage(node),
            Object::Stream(stream) => drop_baggage(&mut stream.dict),
            _ => {}
        }
    }
    let info = doc.add_object(dictionary! { "Title" => lopdf::text_string(&title) });
    let root = doc.trailer.get(b"Root").cloned().unwrap_or(Object::Null);
    doc.trailer = dictionary! { "Root" => root, "Info" => info };
}

/// Drops the objects that nothing refers to and numbers the rest anew; their new numbers by the
/// old ones.
///
/// # Errors
/// `BlankFault::File`, where one that is referred to is lost.
pub(super) fn finish(doc: &mut Document) -> Result<BTreeMap<ObjectId, ObjectId>, BlankFault> {
    let lost = || Fault::Damaged("not all of its objects can be read".to_owned());
    renumber::renumber(doc).ok_or_else(lost).map_err(BlankFault::File)
}

/// The title that a file gives itself.
pub(super) fn title(doc: &Document) -> String {
    let info = node::dict(doc, &doc.trailer, "Info");
    info.and_then(|info| node::text(doc, info, "Title")).unwrap_or_default().trim().to_owned()
}

fn only(dictionary: &Dictionary, keys: &[&str]) -> Dictionary {
    let mut kept = Dictionary::new();
    for key in keys {
        if let Ok(value) = dictionary.get(key.as_bytes()) {
            kept.set(*key, value.clone());
        }
    }
    kept
}

fn drop_baggage(node: &mut Dictionary) {
    for key in BAGGAGE {
        node.remove(key.as_bytes());
    }
}

/// Leaves on each page its widgets; they, and the annotations that go.
fn part_annotations(
    doc: &mut Document,
    pages: &[ObjectId],
) -> (BTreeSet<ObjectId>, BTreeSet<ObjectId>) {
    let (mut widgets, mut gone) = (BTreeSet::new(), BTreeSet::new());
    for id in pages {
        let Some(page) = node::node(doc, *id) else { continue };
        let annotations = node::list(doc, page, "Annots").cloned().unwrap_or_default();
        let mut kept = Vec::new();
        for annotation in annotations {
            let Ok(one) = annotation.as_reference() else { continue };
            let node = node::node(doc, one);
            let subtype = node.and_then(|node| node::name(doc, node, "Subtype"));
            if node.is_some_and(node::is_frame) {
                continue;
            }
            if subtype == Some(b"Widget") {
                widgets.insert(one);
                kept.push(annotation);
            } else {
                gone.insert(one);
            }
        }
        if let Ok(page) = doc.get_object_mut(*id).and_then(Object::as_dict_mut) {
            page.set("Annots", kept);
        }
    }
    (widgets, gone)
}

/// Leaves of fields and widgets their names, kinds and places; of their looks the names of states.
fn strip_fields(doc: &mut Document, widgets: &BTreeSet<ObjectId>) {
    let look = Stream::new(
        dictionary! {
            "Type" => "XObject",
            "Subtype" => "Form",
            "BBox" => [0, 0, 1, 1].map(Object::from).to_vec(),
        },
        Vec::new(),
    );
    let look = doc.add_object(look);
    let mut above = BTreeSet::new();
    for id in widgets {
        let Some(widget) = node::node(doc, *id) else { continue };
        add_lineage(doc, widget, &mut above);
        let states = on_states(doc, widget);
        let mut kept = only(widget, &FIELD);
        kept.remove(b"AP");
        if !states.is_empty() {
            let mut looks = Dictionary::new();
            states.into_iter().for_each(|state| looks.set(state, look));
            kept.set("AP", dictionary! { "N" => looks });
            kept.set("AS", "Off");
        }
        doc.objects.insert(*id, kept.into());
    }
    for id in above.difference(widgets) {
        if let Some(kept) = node::node(doc, *id).map(|node| only(node, &FIELD)) {
            doc.objects.insert(*id, kept.into());
        }
    }
}

/// Adds the fields that a widget belongs to.
fn add_lineage(doc: &Document, widget: &Dictionary, above: &mut BTreeSet<ObjectId>) {
    let parent = |node: &Dictionary| {
        let id = node.get(b"Parent").and_then(Object::as_reference).ok()?;
        node::node(doc, id).is_some_and(|node| !node::is_frame(node)).then_some(id)
    };
    let mut next = parent(widget);
    // What is there already brought its own along.
    while let Some(id) = next.filter(|id| above.insert(*id)) {
        next = node::node(doc, id).and_then(parent);
    }
}

fn strip_root(doc: &mut Document) {
    let Ok(root) = doc.catalog() else { return };
    let mut kept = only(root, &ROOT);
    let fields = node::dict(doc, root, "AcroForm").and_then(|form| form.get(b"Fields").ok());
    let fields = fields.cloned().unwrap_or_else(|| Object::Array(Vec::new()));
    kept.set("AcroForm", dictionary! { "Fields" => fields });
    if let Ok(root) = doc.catalog_mut() {
        *root = kept;
    }
}

/// Takes out of the structure tree what stood for annotations that are gone. An element of a link
/// that leads nowhere any more is plain text.
fn forget_annotations(doc: &mut Document, gone: &BTreeSet<ObjectId>) {
    let stands_for = |one: &Dictionary| {
        one.get(b"Obj").and_then(Object::as_reference).is_ok_and(|id| gone.contains(&id))
    };
    let objects = doc.objects.iter();
    let references: BTreeSet<ObjectId> = objects
        .filter(|(_, object)| object.as_dict().is_ok_and(stands_for))
        .map(|(id, _)| *id)
        .collect();
    let goes = |kid: &Object| match kid {
        Object::Reference(id) => references.contains(id),
        Object::Dictionary(kid) => stands_for(kid),
        _ => false,
    };
    for object in doc.objects.values_mut() {
        let Object::Dictionary(element) = object else { continue };
        let lost = match element.get_mut(b"K") {
            Ok(Object::Array(kids)) => {
                let before = kids.len();
                kids.retain(|kid| !goes(kid));
                kids.len() < before
            }
            Ok(kid) if goes(kid) => {
                *kid = Object::Array(Vec::new());
                true
            }
            _ => false,
        };
        if lost && element.get(b"S").and_then(Object::as_name).is_ok_and(|kind| kind == b"Link") {
            element.set("S", "Span");
        }
    }
}
