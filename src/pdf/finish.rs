//! A drawn document to a complete one: faces, tags, outline, metadata, identity.

use lopdf::{
    Dictionary, Document, Object, ObjectId, Stream, StringFormat, dictionary, text_string,
};
use printpdf::PdfSaveOptions;

use crate::layout::page::{FaceId, Pages};

use super::digest::Digest;
use super::draw::{Drawn, FURNITURE, FaceNames, OWN};
use super::embed::{Subset, flate};
use super::face::FaceFiles;
use super::{Deflate, Metadata, PAGE_HEIGHT, PdfError, outline, tags, xmp};

/// sRGB; see `srgb.icc.txt` beside it for origin and licence.
const SRGB: &[u8] = include_bytes!("srgb.icc");

/// The paper that a file is made of.
pub(super) struct Paper<'p> {
    pub(super) pages: &'p Pages,
    pub(super) faces: &'p FaceFiles<'p>,
    pub(super) meta: &'p Metadata,
}

/// Completes the document that printpdf makes of the drawn pages.
pub(super) fn finish(
    drawn: &mut Drawn,
    paper: &Paper,
    deflate: &mut Deflate,
) -> Result<Document, PdfError> {
    let mut doc = written(drawn);
    let mut pages: Vec<ObjectId> = doc.page_iter().collect();
    let furniture = if drawn.has_furniture { pages.pop() } else { None };

    let mut identity = Digest::new();
    identity.add(paper.meta.id_seed.as_bytes());
    let mut bodies = Bodies { doc: &mut doc, deflate, identity: &mut identity };
    for page in &pages {
        bodies.page(*page);
    }
    let furniture = furniture.map(|page| bodies.take_furniture(page));
    let fonts = fonts(&mut doc, drawn, &Faces { files: paper.faces, names: OWN }, deflate)?;
    let resources = doc.add_object(dictionary! { "Font" => fonts });
    if let Some(form) = furniture {
        set(&mut doc, form, "Resources", resources.into());
        if let Some(names) = dictionary_mut(&mut doc, resources) {
            names.set("XObject", dictionary! { FURNITURE => form });
        }
    }
    let tree = tags::add(
        &mut doc,
        &tags::Marked {
            pages: paper.pages,
            ids: &pages,
            marks: &drawn.marks,
            planted: &tags::Planted::default(),
        },
    )?;
    for (n, page) in pages.iter().enumerate() {
        set(&mut doc, *page, "Resources", resources.into());
        set(&mut doc, *page, "StructParents", (n as i64).into());
        set(&mut doc, *page, "Tabs", "S".into());
    }
    set_pages(&mut doc, &pages);
    let outline = outline::add(&mut doc, &entries(paper.pages, &pages)?);
    complete_catalog(&mut doc, &Parts { tree, outline, meta: paper.meta });
    identity.add(xmp::packet(paper.meta).as_bytes());
    set_trailer(&mut doc, paper.meta, &identity);
    Ok(doc)
}

/// The document that printpdf makes of the drawn pages.
pub(super) fn written(drawn: &mut Drawn) -> Document {
    // Without `secure: false` printpdf drops the operators that it has no `Op` for.
    let options = PdfSaveOptions {
        optimize: false,
        subset_fonts: false,
        secure: false,
        image_optimization: None,
    };
    let mut doc = drawn.document.to_lopdf_document(&options, &mut Vec::new());
    doc.version = "1.7".to_owned();
    doc
}

/// Compresses what printpdf wrote for each page and frees what it leaves over.
pub(super) struct Bodies<'d> {
    pub(super) doc: &'d mut Document,
    pub(super) deflate: &'d mut Deflate,
    pub(super) identity: &'d mut Digest,
}

impl Bodies<'_> {
    /// One page; its content stream comes back.
    pub(super) fn page(&mut self, page: ObjectId) -> Option<ObjectId> {
        let entry = |doc: &Document, key: &[u8]| {
            doc.get_dictionary(page)
                .and_then(|page| page.get(key))
                .and_then(Object::as_reference)
                .ok()
        };
        let contents = entry(self.doc, b"Contents")?;
        if let Some(resources) = entry(self.doc, b"Resources") {
            self.free_resources(resources);
        }
        let page = dictionary_mut(self.doc, page)?;
        for superfluous in ["Annots", "TrimBox", "CropBox"] {
            page.remove(superfluous.as_bytes());
        }
        if let Ok(Object::Stream(stream)) = self.doc.get_object_mut(contents) {
            self.identity.add(&stream.content);
            let packed = self.deflate.pack(&mut stream.content, b" ");
            *stream = flate(Dictionary::new(), packed);
        }
        Some(contents)
    }

    /// Each page brings a dictionary of its own that names the same four; one serves them all.
    fn free_resources(&mut self, resources: ObjectId) {
        let Some(Object::Dictionary(named)) = self.doc.objects.remove(&resources) else { return };
        for (_, value) in &named {
            if let Ok(shared) = value.as_reference() {
                self.doc.objects.remove(&shared);
            }
        }
    }

    /// Turns the page behind the last one into a form.
    fn take_furniture(&mut self, page: ObjectId) -> ObjectId {
        let contents = self.page(page).unwrap_or(page);
        self.doc.objects.remove(&page);
        if let Ok(Object::Stream(stream)) = self.doc.get_object_mut(contents) {
            stream.dict.set("Type", "XObject");
            stream.dict.set("Subtype", "Form");
            stream.dict.set("BBox", vec![0.into(), 0.into(), 612.into(), PAGE_HEIGHT.into()]);
        }
        contents
    }
}

/// The faces of a file and what they are called in its content streams.
pub(super) struct Faces<'f> {
    pub(super) files: &'f FaceFiles<'f>,
    pub(super) names: FaceNames,
}

/// Embeds the faces that are drawn with; they come back by name.
pub(super) fn fonts(
    doc: &mut Document,
    drawn: &Drawn,
    faces: &Faces<'_>,
    deflate: &mut Deflate,
) -> Result<Dictionary, PdfError> {
    let mut fonts = Dictionary::new();
    for ((id, name), codes) in FaceId::ALL.into_iter().zip(faces.names).zip(&drawn.codes) {
        if let Some(codes) = codes {
            let subset = Subset { id, faces: faces.files, codes };
            fonts.set(name, subset.embed(doc, deflate)?);
        }
    }
    Ok(fonts)
}

pub(super) fn set_pages(doc: &mut Document, pages: &[ObjectId]) {
    let Ok(root) = doc.catalog().and_then(|c| c.get(b"Pages")).and_then(Object::as_reference)
    else {
        return;
    };
    let kids: Vec<Object> = pages.iter().map(|page| (*page).into()).collect();
    set(doc, root, "Count", (kids.len() as i64).into());
    set(doc, root, "Kids", kids.into());
}

pub(super) fn entries(pages: &Pages, ids: &[ObjectId]) -> Result<Vec<outline::Entry>, PdfError> {
    let entry = |bookmark: &crate::layout::page::Bookmark| {
        let lost = || PdfError::Reference { from: format!("bookmark `{}`", bookmark.title) };
        Ok(outline::Entry {
            title: bookmark.title.clone(),
            level: bookmark.level,
            page: *ids.get(bookmark.page).ok_or_else(lost)?,
            top: Some(PAGE_HEIGHT - bookmark.y),
        })
    };
    pages.outline.iter().map(entry).collect()
}

/// What the catalog names.
struct Parts<'m> {
    tree: ObjectId,
    outline: Option<ObjectId>,
    meta: &'m Metadata,
}

fn complete_catalog(doc: &mut Document, parts: &Parts) {
    let packet = Stream::new(
        dictionary! { "Type" => "Metadata", "Subtype" => "XML" },
        xmp::packet(parts.meta).into_bytes(),
    );
    let packet = doc.add_object(packet);
    let profile = doc.add_object(Stream::new(dictionary! { "N" => 3 }, SRGB.to_vec()));
    let intent = dictionary! {
        "Type" => "OutputIntent",
        "S" => "GTS_PDFA1",
        "OutputConditionIdentifier" => Object::string_literal("sRGB"),
        "Info" => Object::string_literal("sRGB IEC61966-2.1"),
        "DestOutputProfile" => profile,
    };
    let labels = vec![0.into(), dictionary! { "S" => "D" }.into()];
    let Ok(catalog) = doc.catalog_mut() else { return };
    catalog.remove(b"PageLayout");
    catalog.remove(b"PageMode");
    catalog.set("Lang", text_string(&parts.meta.lang));
    catalog.set("MarkInfo", dictionary! { "Marked" => true });
    catalog.set("ViewerPreferences", dictionary! { "DisplayDocTitle" => true });
    catalog.set("StructTreeRoot", parts.tree);
    catalog.set("Metadata", packet);
    catalog.set("OutputIntents", vec![intent.into()]);
    catalog.set("PageLabels", dictionary! { "Nums" => labels });
    if let Some(outline) = parts.outline {
        catalog.set("Outlines", outline);
        catalog.set("PageMode", "UseOutlines");
    }
}

pub(super) fn set_trailer(doc: &mut Document, meta: &Metadata, identity: &Digest) {
    let mut info = dictionary! { "Title" => text_string(&meta.title) };
    if let Some(day) = meta.date {
        let stamp = Object::string_literal(day.format("D:%Y%m%d000000Z").to_string());
        info.set("CreationDate", stamp.clone());
        info.set("ModDate", stamp);
    }
    // Written over the one that printpdf filled from the clock.
    match doc.trailer.get(b"Info").and_then(Object::as_reference) {
        Ok(place) => doc.set_object(place, info),
        Err(_) => {
            let place = doc.add_object(info);
            doc.trailer.set("Info", place);
        }
    }
    let id = Object::String(identity.finish().to_vec(), StringFormat::Hexadecimal);
    doc.trailer.set("ID", vec![id.clone(), id]);
}

pub(super) fn dictionary_mut(doc: &mut Document, id: ObjectId) -> Option<&mut Dictionary> {
    doc.get_object_mut(id).ok()?.as_dict_mut().ok()
}

/// Sets an entry of a dictionary or of a stream's dictionary.
pub(super) fn set(doc: &mut Document, id: ObjectId, key: &str, value: Object) {
    match doc.get_object_mut(id) {
        Ok(Object::Dictionary(dictionary)) => dictionary.set(key, value),
        Ok(Object::Stream(stream)) => stream.dict.set(key, value),
        _ => {}
    }
}
