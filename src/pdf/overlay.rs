//! Pages drawn upon the pages of printed forms: one file whose forms keep their own content, bytes and tags.

use std::collections::BTreeMap;

use lopdf::{
    Dictionary, Document, Object, ObjectId, Stream, StringFormat, dictionary, text_string,
};

use crate::layout::page::Pages;

use super::digest::Digest;
use super::draw::{self, Drawn, TYPED};
use super::face::FaceFiles;
use super::finish::{self, Bodies, Faces};
use super::planting::{FormTree, Grown, Planting, plant_plain};
use super::tags::{self, Marked, Planted};
use super::underlay::{Copier, Ground, Underlay, dictionary as entries};
use super::{Deflate, Metadata, PdfError, file, outline, xmp};

/// Pages and what lies beneath them.
pub(crate) struct Overlay<'d> {
    /// What is drawn.
    pub(crate) pages: &'d Pages,
    /// The forms beneath; a page that none lies beneath is plain paper.
    pub(crate) underlays: &'d [Underlay<'d>],
}

/// Writes pages with what lies beneath them as one PDF 1.7 file that claims no standard.
///
/// # Errors
/// `PdfError`, as for pages of our own.
pub(crate) fn export_over(
    overlay: &Overlay<'_>,
    faces: &FaceFiles<'_>,
    meta: &Metadata,
) -> Result<Vec<u8>, PdfError> {
    if overlay.pages.pages.is_empty() {
        return Err(PdfError::NoPages);
    }
    let forms = forms(overlay)?;
    let grounds = grounds(overlay, &forms);
    let taken: Vec<usize> =
        grounds.iter().map(|one| one.as_ref().map_or(0, |one| one.n_marks)).collect();
    let paper = draw::Paper { names: TYPED, taken: &taken, shares_furniture: false };
    let mut drawn = draw::draw(overlay.pages, faces, &paper)?;
    let mut bound = Bound::new(&mut drawn, meta);
    let named = Faces { files: faces, names: TYPED };
    let fonts = finish::fonts(&mut bound.doc, &drawn, &named, &mut bound.deflate)?;
    for (n, ground) in grounds.iter().enumerate() {
        bound.set_page(n, ground.as_ref(), &fonts);
    }
    let tree = bound.tag(overlay, &Tags { forms: &forms, taken: &taken, marks: &drawn.marks })?;
    bound.finish(overlay.pages, tree, meta)
}

/// A form that lies in the file, at least once.
struct Form<'d> {
    doc: &'d Document,
    pages: Vec<ObjectId>,
    tree: Option<FormTree<'d>>,
}

/// Each form once, in order of first use; a form must have the pages that lie beneath ours.
fn forms<'d>(overlay: &Overlay<'d>) -> Result<Vec<Form<'d>>, PdfError> {
    let mut forms: Vec<Form<'_>> = Vec::new();
    for under in overlay.underlays {
        if !forms.iter().any(|form| std::ptr::eq(form.doc, under.doc)) {
            let pages: Vec<ObjectId> = under.doc.page_iter().collect();
            let tree = FormTree::read(under.doc, &pages);
            forms.push(Form { doc: under.doc, pages, tree });
        }
        let form = form_of(&forms, under);
        let beyond = form.is_none_or(|form| {
            let n = form.pages.len();
            under.first + n > overlay.pages.pages.len() || under.sections.len() != n
        });
        if beyond {
            return Err(PdfError::Reference {
                from: format!("the form at page {}", under.first + 1),
            });
        }
    }
    Ok(forms)
}

fn form_of<'f, 'd>(forms: &'f [Form<'d>], under: &Underlay<'d>) -> Option<&'f Form<'d>> {
    forms.iter().find(|form| std::ptr::eq(form.doc, under.doc))
}

/// What the tags of a file are made of.
struct Tags<'t, 'd> {
    forms: &'t [Form<'d>],
    /// For each page how many marked sequences stand on it before ours.
    taken: &'t [usize],
    /// For each page the element of each marked sequence of ours.
    marks: &'t [Vec<usize>],
}

/// What lies beneath each page.
fn grounds<'d>(overlay: &Overlay<'d>, forms: &[Form<'d>]) -> Vec<Option<Ground<'d>>> {
    let mut grounds: Vec<Option<Ground<'_>>> = overlay.pages.pages.iter().map(|_| None).collect();
    for under in overlay.underlays {
        let Some(form) = form_of(forms, under) else { continue };
        for (n, id) in form.pages.iter().enumerate() {
            let n_tagged = form.tree.as_ref().map(|tree| tree.n_marks(n));
            grounds[under.first + n] = Some(Ground::new(form.doc, *id, n_tagged));
        }
    }
    grounds
}

/// The file under construction.
struct Bound<'d> {
    doc: Document,
    deflate: Deflate,
    identity: Digest,
    copier: Copier<'d>,
    ids: Vec<ObjectId>,
    contents: Vec<Option<ObjectId>>,
    /// What saves the state of a page before the form draws and restores it behind, bare and with a
    /// mark around the form.
    around: [Option<[ObjectId; 2]>; 2],
}

impl<'d> Bound<'d> {
    fn new(drawn: &mut Drawn<'_>, meta: &Metadata) -> Bound<'d> {
        let mut doc = finish::written(drawn);
        let ids: Vec<ObjectId> = doc.page_iter().collect();
        let (mut deflate, mut identity) = (Deflate::new(), Digest::new());
        identity.add(meta.id_seed.as_bytes());
        let mut bodies = Bodies { doc: &mut doc, deflate: &mut deflate, identity: &mut identity };
        let contents = ids.iter().map(|page| bodies.page(*page)).collect();
        let copier = Copier::default();
        Bound { doc, deflate, identity, copier, ids, contents, around: [None; 2] }
    }

    fn set_page(&mut self, n: usize, ground: Option<&Ground<'d>>, fonts: &Dictionary) {
        let id = self.ids[n];
        let Some(ground) = ground else {
            finish::set(
                &mut self.doc,
                id,
                "Resources",
                dictionary! { "Font" => fonts.clone() }.into(),
            );
            return;
        };
        for stream in ground.streams() {
            self.identity.add(&stream.content);
        }
        for key in ["MediaBox", "CropBox", "Group"] {
            if let Some(value) = ground.inherited(key.as_bytes()) {
                let value = self.copier.copy(&mut self.doc, ground.doc, value);
                finish::set(&mut self.doc, id, key, value);
            }
        }
        let resources = self.resources(ground, fonts);
        finish::set(&mut self.doc, id, "Resources", resources.into());
        let contents = self.contents(n, ground);
        finish::set(&mut self.doc, id, "Contents", contents.into());
    }

    /// The page's own copy of its resources, our faces among its own.
    fn resources(&mut self, ground: &Ground<'d>, fonts: &Dictionary) -> Dictionary {
        let theirs = ground.inherited(b"Resources").and_then(|all| entries(ground.doc, all));
        let mut resources = Dictionary::new();
        for (key, value) in theirs.into_iter().flatten() {
            // Their own dictionaries, so that what is added is added here alone.
            let value = ground.doc.dereference(value).map_or(value, |(_, value)| value);
            let value = self.copier.copy(&mut self.doc, ground.doc, value);
            resources.set(key.clone(), value);
        }
        let mut all = match resources.remove(b"Font") {
            Some(Object::Dictionary(fonts)) => fonts,
            _ => Dictionary::new(),
        };
        all.extend(fonts);
        resources.set("Font", all);
        resources
    }

    /// The form's streams as they are, between what saves and restores the page, then ours.
    fn contents(&mut self, n: usize, ground: &Ground<'d>) -> Vec<Object> {
        let doc = &mut self.doc;
        let [before, after] = *self.around[usize::from(ground.wrapped)].get_or_insert_with(|| {
            let words = match ground.wrapped {
                true => ["/P <</MCID 0>> BDC q\n", "\nQ EMC\n"],
                false => ["q\n", "\nQ\n"],
            };
            words.map(|words| doc.add_object(Stream::new(Dictionary::new(), words.into())))
        });
        let mut contents = vec![before.into()];
        for part in ground.contents() {
            contents.push(self.copier.copy(&mut self.doc, ground.doc, part));
        }
        contents.push(after.into());
        contents.extend(self.contents[n].map(Object::from));
        contents
    }

    /// One tree for all: the form's own tags, and ours among them.
    fn tag(&mut self, overlay: &Overlay<'d>, tags: &Tags<'_, 'd>) -> Result<ObjectId, PdfError> {
        let rows = tags.taken.iter().map(|n| vec![Object::Null; *n]).collect();
        let mut planted = Planted { elements: BTreeMap::new(), rows };
        let mut names = BTreeMap::new();
        for under in overlay.underlays {
            let Some(form) = form_of(tags.forms, under) else { continue };
            let beneath = under.first..under.first + form.pages.len();
            let pages = &self.ids[beneath.clone()];
            let mut planting = Planting { doc: &mut self.doc, copier: &mut self.copier, pages };
            let Grown { elements, rows, names: named } = match &form.tree {
                Some(tree) => tree.plant(&mut planting, under),
                None => plant_plain(&mut planting, under, &tags.taken[beneath]),
            };
            planted.elements.extend(elements);
            for (name, id) in named {
                names.entry(name).or_insert(id);
            }
            for (n, row) in rows.into_iter().enumerate() {
                // What the form's tags do not know stays in no element.
                planted.rows[under.first + n][..row.len()].clone_from_slice(&row);
            }
        }
        let (pages, ids) = (overlay.pages, &self.ids);
        let marked = Marked { pages, ids, marks: tags.marks, planted: &planted };
        let tree = tags::add(&mut self.doc, &marked)?;
        if !names.is_empty() {
            let pair = |(name, id): (Vec<u8>, ObjectId)| {
                [Object::String(name, StringFormat::Literal), id.into()]
            };
            let names: Vec<Object> = names.into_iter().flat_map(pair).collect();
            finish::set(&mut self.doc, tree, "IDTree", dictionary! { "Names" => names }.into());
        }
        Ok(tree)
    }

    fn finish(
        mut self,
        pages: &Pages,
        tree: ObjectId,
        meta: &Metadata,
    ) -> Result<Vec<u8>, PdfError> {
        let doc = &mut self.doc;
        for (n, page) in self.ids.iter().enumerate() {
            finish::set(doc, *page, "StructParents", (n as i64).into());
            finish::set(doc, *page, "Tabs", "S".into());
        }
        finish::set_pages(doc, &self.ids);
        let outline = outline::add(doc, &finish::entries(pages, &self.ids)?);
        let packet = xmp::plain_packet(meta);
        self.identity.add(packet.as_bytes());
        let metadata = dictionary! { "Type" => "Metadata", "Subtype" => "XML" };
        let metadata = doc.add_object(Stream::new(metadata, packet.into_bytes()));
        let labels = vec![0.into(), dictionary! { "S" => "D" }.into()];
        if let Ok(catalog) = doc.catalog_mut() {
            catalog.remove(b"PageLayout");
            catalog.remove(b"PageMode");
            catalog.set("Lang", text_string(&meta.lang));
            catalog.set("MarkInfo", dictionary! { "Marked" => true });
            catalog.set("ViewerPreferences", dictionary! { "DisplayDocTitle" => true });
            catalog.set("StructTreeRoot", tree);
            catalog.set("Metadata", metadata);
            catalog.set("PageLabels", dictionary! { "Nums" => labels });
            if let Some(outline) = outline {
                catalog.set("Outlines", outline);
                catalog.set("PageMode", "UseOutlines");
            }
            if let Some(layers) = self.copier.layers() {
                catalog.set("OCProperties", layers);
            }
        }
        finish::set_trailer(doc, meta, &self.identity);
        Ok(file::write(doc, &mut self.deflate))
    }
}
