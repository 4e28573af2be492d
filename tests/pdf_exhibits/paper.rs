//! A plain PDF as another program would make it, for the tests of exhibits and of whole packets.

use lopdf::{Dictionary, Document, Object, Stream, dictionary};

/// A file with a page for each content, all of one size, Helvetica as /F1.
pub(crate) fn paper(size: [i64; 4], contents: &[String]) -> Document {
    let mut doc = Document::with_version("1.4");
    let tree = doc.new_object_id();
    let font = doc.add_object(
        dictionary! { "Type" => "Font", "Subtype" => "Type1", "BaseFont" => "Helvetica" },
    );
    let kids: Vec<Object> = contents
        .iter()
        .map(|words| {
            let stream = Stream::new(Dictionary::new(), words.clone().into_bytes());
            let contents = doc.add_object(stream);
            let page = dictionary! { "Type" => "Page", "Parent" => tree, "Contents" => contents };
            doc.add_object(page).into()
        })
        .collect();
    let pages = dictionary! {
        "Type" => "Pages",
        "Count" => kids.len() as i64,
        "Kids" => kids,
        "MediaBox" => size.map(Object::Integer).to_vec(),
        "Resources" => dictionary! { "Font" => dictionary! { "F1" => font } },
    };
    doc.set_object(tree, pages);
    let root = doc.add_object(dictionary! { "Type" => "Catalog", "Pages" => tree });
    doc.trailer.set("Root", root);
    let id = Object::string_literal("0123456789abcdef");
    doc.trailer.set("ID", vec![id.clone(), id]);
    doc
}
