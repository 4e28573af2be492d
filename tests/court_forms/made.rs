//! Blanks that the tests make: for each field of a map's revision a widget in a grid, below the form's number.

use chrono::NaiveDate;
use lopdf::{Dictionary, Document, Object, ObjectId, Stream, dictionary};
use petition::catalog::court_form::{AttachmentPart, FieldUse, FormMap, Revision};

/// Rows and columns of fields on a page.
const GRID: (usize, usize) = (20, 2);

/// A blank with a field for each that the map names, as a file.
pub(crate) fn blank_file(map: &FormMap, revision: &Revision) -> Vec<u8> {
    let mut doc = Document::with_version("1.7");
    let tree = doc.new_object_id();
    let font = doc.add_object(dictionary! {
        "Type" => "Font", "Subtype" => "Type1", "BaseFont" => "Helvetica",
    });
    let fields: Vec<(&String, &FieldUse)> = revision.fields.iter().collect();
    let (mut pages, mut widgets): (Vec<Object>, Vec<Object>) = (Vec::new(), Vec::new());
    let foot = foot(&map.number, revision.revised);
    let mut rest = fields.as_slice();
    while !rest.is_empty() || pages.is_empty() {
        let page = doc.new_object_id();
        let (placed, n) = on_page(&mut doc, page, rest);
        rest = &rest[n..];
        let words = format!(
            "BT /F1 10 Tf 500 760 Td ({}) Tj -460 -735 Td ({foot}) Tj 230 0 Td ({}) Tj ET",
            map.number,
            map.title.to_uppercase().replace(['(', ')'], "")
        );
        let contents = doc.add_object(Stream::new(Dictionary::new(), words.into_bytes()));
        let media: Vec<Object> = [0, 0, 612, 792].map(Object::Integer).to_vec();
        let annotations: Vec<Object> = placed.iter().map(|id| (*id).into()).collect();
        doc.set_object(
            page,
            dictionary! {
                "Type" => "Page", "Parent" => tree, "MediaBox" => media, "Contents" => contents,
                "Resources" => dictionary! { "Font" => dictionary! { "F1" => font } },
                "Annots" => annotations.clone(),
            },
        );
        pages.push(page.into());
        widgets.extend(annotations);
    }
    let count = pages.len() as i64;
    doc.set_object(tree, dictionary! { "Type" => "Pages", "Kids" => pages, "Count" => count });
    let root = doc.add_object(dictionary! {
        "Type" => "Catalog", "Pages" => tree,
        "AcroForm" => dictionary! { "Fields" => widgets },
    });
    doc.trailer.set("Root", root);
    let mut bytes = Vec::new();
    doc.save_to(&mut bytes).expect("saves");
    bytes
}

/// The number and the revision as the courts print them.
fn foot(number: &str, revised: NaiveDate) -> String {
    format!("{number} [Rev. {}]", revised.format("%B %-d, %Y"))
}

/// Puts as many fields on a page as it has room for; a text of an attachment or a body takes it whole.
fn on_page(
    doc: &mut Document,
    page: ObjectId,
    fields: &[(&String, &FieldUse)],
) -> (Vec<ObjectId>, usize) {
    let whole = |used: &FieldUse| {
        matches!(used, FieldUse::Body | FieldUse::Attachment(AttachmentPart::Text))
    };
    let (mut placed, mut row) = (Vec::new(), 0);
    for (n, (name, used)) in fields.iter().enumerate() {
        let (rows, columns) = GRID;
        if row >= rows * columns || (whole(used) && row > rows) {
            return (placed, n);
        }
        let (x, top) = (40.0 + 270.0 * (row / rows) as f32, 740.0 - 33.0 * (row % rows) as f32);
        let rect =
            if whole(used) { [312.0, 60.0, 570.0, 740.0] } else { [x, top - 26.0, x + 250.0, top] };
        row += if whole(used) { rows * columns } else { 1 };
        placed.push(widget(doc, page, name, used, rect));
    }
    (placed, fields.len())
}

fn widget(
    doc: &mut Document,
    page: ObjectId,
    name: &str,
    used: &FieldUse,
    [x0, y0, x1, y1]: [f32; 4],
) -> ObjectId {
    let rect = |edges: [f32; 4]| edges.map(Object::Real).to_vec();
    let (own, state) = name.rsplit_once('=').unwrap_or((name, "1"));
    let mut field = dictionary! {
        "Type" => "Annot", "Subtype" => "Widget", "P" => page, "F" => 4,
        "T" => Object::string_literal(own), "TU" => Object::string_literal(own),
        "Rect" => rect([x0, y0, x1, y1]),
    };
    match used {
        FieldUse::Tick(_) | FieldUse::Attachment(AttachmentPart::Follows) => {
            let mut look = |ops: &str| {
                let form = dictionary! {
                    "Type" => "XObject", "Subtype" => "Form", "BBox" => rect([0.0, 0.0, 10.0, 10.0]),
                };
                doc.add_object(Stream::new(form, ops.as_bytes().to_vec()))
            };
            let mut states = dictionary! { "Off" => look("") };
            states.set(state, look("0 0 m 10 10 l S"));
            field.set("FT", "Btn");
            field.set("AS", "Off");
            field.set("AP", dictionary! { "N" => states });
            field.set("Rect", rect([x0, y1 - 10.0, x0 + 10.0, y1]));
        }
        FieldUse::Button | FieldUse::Printed => {
            field.set("FT", "Btn");
            field.set("Ff", 1 << 16);
        }
        FieldUse::Body | FieldUse::Attachment(AttachmentPart::Text) => {
            field.set("FT", "Tx");
            field.set("Ff", 1 << 12);
        }
        _ => field.set("FT", "Tx"),
    }
    doc.add_object(field)
}
