//! A file that was read, written anew: the same pages upright in a file without traps, for measuring.

use lopdf::{Document, Object, Stream, dictionary};

use super::graft::{Graft, Layers};
use super::open::{Fault, Pages};
use crate::pdf::{Deflate, Writer};

/// The pages of a file as a reader sees them, each upright from the origin, and nothing else of it.
///
/// # Errors
/// `Fault`, where the file cannot be read whole.
pub fn plain_copy(bytes: &[u8]) -> Result<Vec<u8>, Fault> {
    let source = Pages::open(bytes)?;
    let all: Vec<usize> = (0..source.ids.len()).collect();
    copy(&source, &all)
}

/// Some pages of a file, from 0, in the order given.
pub(crate) fn copy(source: &Pages, wanted: &[usize]) -> Result<Vec<u8>, Fault> {
    let mut doc = Document::with_version("1.7");
    let tree = doc.new_object_id();
    let mut kids: Vec<Object> = Vec::new();
    let mut layers = Layers::default();
    let mut graft = Graft::new(source, &mut doc);
    let carried: Vec<_> = wanted.iter().map(|n| graft.page(*n)).collect::<Result<_, _>>()?;
    graft.layers(&mut layers);
    for page in &carried {
        let [width, height] = page.size();
        let (ops, forms) = page.draw(page.upright());
        let contents = doc.add_object(Stream::new(dictionary! {}, ops.into_bytes()));
        let page = dictionary! {
            "Type" => "Page",
            "Parent" => tree,
            "MediaBox" => vec![0.into(), 0.into(), Object::Real(width), Object::Real(height)],
            "Resources" => dictionary! { "XObject" => forms },
            "Contents" => contents,
        };
        kids.push(doc.add_object(page).into());
    }
    let pages = dictionary! { "Type" => "Pages", "Count" => kids.len() as i64, "Kids" => kids };
    doc.set_object(tree, pages);
    let mut catalog = dictionary! { "Type" => "Catalog", "Pages" => tree };
    if let Some(layers) = layers.properties() {
        catalog.set("OCProperties", layers);
    }
    let root = doc.add_object(catalog);
    doc.trailer.set("Root", root);
    let mut writer = Writer::new(0);
    writer.take(&mut doc);
    Ok(writer.finish(doc, &mut Deflate::new()))
}
