//! The joined file under construction: pages copied in, set on paper, tagged, and written as they come.

use lopdf::{
    Dictionary, Document, Object, ObjectId, Stream, StringFormat, dictionary, text_string,
};

use super::links;
use super::place::{Frame, LETTER};
use super::tags::{Below, Tree};
use super::{ExhibitError, ForeignFile};
use crate::pdf::{Deflate, Digest, Folio, Metadata, Writer, outline, plain_packet};
use crate::reading::graft::{CarriedPage, Graft, Layers};
use crate::reading::open::{Fault, Pages};

/// Size of the printed page numbers, in points.
const SIZE: f32 = 10.0;

/// Height of their baseline above the foot of the page, in points.
pub(super) const STAMP: f32 = 21.0;

/// The file under construction.
pub(super) struct Bundle {
    doc: Document,
    writer: Writer,
    pub(super) deflate: Deflate,
    tree: ObjectId,
    /// The stream that saves the state of a page, shared by all that get a number.
    save: ObjectId,
    pages: Vec<ObjectId>,
    bookmarks: Vec<outline::Entry>,
    layers: Layers,
    identity: Digest,
    parts: Vec<Part>,
    /// Rows of the parent tree, one a page.
    rows: Vec<Vec<Object>>,
}

/// A part of the joined file for a screen reader.
struct Part {
    id: ObjectId,
    title: String,
    kids: Vec<Object>,
}

/// Pages of a file with all that they draw, in the joined file; not yet set.
pub(super) struct Copied {
    leaves: Vec<Leaf>,
    tags: Option<Tree>,
}

/// One copied page.
enum Leaf {
    /// A page of ours, as it is.
    Own(Dictionary),
    /// Another's, as a form.
    Carried(Box<CarriedPage>),
}

/// How copied pages are set.
pub(super) struct Setting<'s> {
    pub(super) frame: Frame,
    /// What prints the page numbers; none for pages that bring theirs.
    pub(super) folio: Option<&'s Folio>,
    /// What a screen reader calls the file, such as `Exhibit B`.
    pub(super) label: &'s str,
    /// For each page whether it has words.
    pub(super) searchable: &'s dyn Fn(usize) -> bool,
}

impl Bundle {
    /// An empty file; `n_bytes` is how large it will be, as far as that is known.
    pub(super) fn new(meta: &Metadata, n_bytes: usize) -> Bundle {
        let mut doc = Document::with_version("1.7");
        let tree = doc.new_object_id();
        let save = doc.add_object(Stream::new(Dictionary::new(), b"q".to_vec()));
        let mut identity = Digest::new();
        for part in [&meta.id_seed, &meta.title, &meta.lang] {
            identity.add(part.as_bytes());
        }
        Bundle {
            doc,
            writer: Writer::new(n_bytes),
            deflate: Deflate::new(),
            tree,
            save,
            pages: Vec::new(),
            bookmarks: Vec::new(),
            layers: Layers::default(),
            identity,
            parts: Vec::new(),
            rows: Vec::new(),
        }
    }

    /// The document, to add objects to; they are complete when the next file is copied.
    pub(super) fn doc(&mut self) -> (&mut Document, &mut Deflate) {
        (&mut self.doc, &mut self.deflate)
    }

    /// How many pages are set.
    pub(super) fn n_pages(&self) -> usize {
        self.pages.len()
    }

    /// Begins a part; pages that are set belong to the last one begun.
    pub(super) fn begin(&mut self, title: &str) {
        let id = self.doc.new_object_id();
        self.parts.push(Part { id, title: title.to_owned(), kids: Vec::new() });
    }

    /// Adds a bookmark to a page, from 0.
    pub(super) fn bookmark(&mut self, title: &str, level: u8, page: usize) {
        if let Some(page) = self.pages.get(page) {
            let entry = outline::Entry { title: title.to_owned(), level, page: *page, top: None };
            self.bookmarks.push(entry);
        }
    }

    /// Copies pages of a foreign file in, from 0, each as a form.
    pub(super) fn copy(
        &mut self,
        file: ForeignFile<'_>,
        pages: &[usize],
    ) -> Result<Copied, ExhibitError> {
        let source = super::open(file)?;
        self.identity.add(file.bytes);
        let mut graft = Graft::new(&source, &mut self.doc);
        let leaves = carried(&mut graft, pages).map_err(|fault| file.unfit(fault))?;
        graft.layers(&mut self.layers);
        self.writer.take(&mut self.doc);
        Ok(Copied { leaves, tags: None })
    }

    /// Copies a file of ours in: its pages as they are, with their tags, or else as forms.
    pub(super) fn copy_own(&mut self, file: ForeignFile<'_>) -> Result<Copied, ExhibitError> {
        let source = super::open(file)?;
        self.identity.add(file.bytes);
        let mut graft = Graft::new(&source, &mut self.doc);
        let own = own(&source, &mut graft).map_err(|fault| file.unfit(fault))?;
        let copied = match own {
            Some(copied) => copied,
            None => {
                let all: Vec<usize> = (0..source.ids.len()).collect();
                let leaves = carried(&mut graft, &all).map_err(|fault| file.unfit(fault))?;
                Copied { leaves, tags: None }
            }
        };
        graft.layers(&mut self.layers);
        self.writer.take(&mut self.doc);
        Ok(copied)
    }

    /// Sets copied pages behind those that stand already; returns the first, from 0.
    pub(super) fn set(&mut self, copied: &Copied, setting: &Setting<'_>) -> usize {
        let first = self.pages.len();
        for (n, leaf) in copied.leaves.iter().enumerate() {
            let page = match leaf {
                Leaf::Own(page) => self.own_page(page, setting),
                Leaf::Carried(page) => {
                    let of = (n, copied.leaves.len());
                    self.carried_page(page, of, setting)
                }
            };
            self.pages.push(page);
        }
        let Some(part) = self.parts.last_mut() else { return first };
        if let Some(tags) = &copied.tags {
            let below = Below { parent: part.id, role: "Sect", pages: &self.pages[first..] };
            let planted = tags.plant(&mut self.doc, &below);
            part.kids.extend(planted.tops);
            self.rows.extend(planted.rows);
        }
        first
    }

    fn own_page(&mut self, page: &Dictionary, setting: &Setting<'_>) -> ObjectId {
        let number = self.pages.len() + 1;
        let mut page = page.clone();
        page.set("Parent", self.tree);
        page.set("StructParents", (number - 1) as i64);
        page.set("Tabs", "S");
        if let Some(folio) = setting.folio {
            let stamp = format!("Q\n{}", stamp(folio, number));
            let stamp = self.doc.add_object(Stream::new(Dictionary::new(), stamp.into_bytes()));
            let mut contents: Vec<Object> = vec![self.save.into()];
            match page.get(b"Contents") {
                Ok(Object::Array(parts)) => contents.extend(parts.iter().cloned()),
                Ok(one) => contents.push(one.clone()),
                Err(_) => {}
            }
            contents.push(stamp.into());
            page.set("Contents", contents);
            let resources = page.get_mut(b"Resources").and_then(Object::as_dict_mut);
            let fonts =
                resources.and_then(|all| all.get_mut(b"Font")).and_then(Object::as_dict_mut);
            if let Ok(fonts) = fonts {
                fonts.set("Folio", folio.font);
            }
        }
        self.doc.add_object(page)
    }

    /// A Letter page that shows a carried one whole and upright.
    fn carried_page(
        &mut self,
        carried: &CarriedPage,
        (n, of): (usize, usize),
        setting: &Setting<'_>,
    ) -> ObjectId {
        let number = self.pages.len() + 1;
        let fit = setting.frame.fit(carried.size());
        let [a, b, c, d, e, f] = carried.upright().map(|n| n * fit.scale);
        let matrix = [a, b, c, d, e + fit.shift[0], f + fit.shift[1]];
        let (ops, forms) = carried.draw(matrix);
        let searchable = (setting.searchable)(n);
        let role = if searchable { "P" } else { "Figure" };
        let mut contents = format!("/{role} <</MCID 0>> BDC\n{ops}EMC\n");
        let mut resources = dictionary! { "XObject" => forms };
        if let Some(folio) = setting.folio {
            contents.push_str(&stamp(folio, number));
            resources.set("Font", dictionary! { "Folio" => folio.font });
        }
        let contents = self.doc.add_object(Stream::new(Dictionary::new(), contents.into_bytes()));
        let mut page = dictionary! {
            "Type" => "Page",
            "Parent" => self.tree,
            "MediaBox" => LETTER_BOX.map(Object::Integer).to_vec(),
            "Resources" => resources,
            "Contents" => contents,
            "StructParents" => (number - 1) as i64,
        };
        let links = carried.links.iter().map(|link| links::moved(link, matrix).into());
        let links: Vec<Object> = links.collect();
        if !links.is_empty() {
            page.set("Annots", links);
        }
        let page = self.doc.add_object(page);
        let words = format!("{}, page {} of {of}", setting.label, n + 1);
        self.element(page, role, &words);
        page
    }

    /// The element of a carried page.
    fn element(&mut self, page: ObjectId, role: &'static str, words: &str) {
        let Some(part) = self.parts.last_mut() else { return };
        let mut element = dictionary! {
            "S" => role, "P" => part.id, "Pg" => page, "K" => 0, "T" => text_string(words),
        };
        if role == "Figure" {
            let words = format!("{words}; a picture without searchable text");
            element.set("Alt", text_string(&words));
            let edges = [0.0, 0.0, LETTER[0], LETTER[1]].map(Object::Real).to_vec();
            element.set("A", dictionary! { "O" => "Layout", "BBox" => edges });
        }
        let element = self.doc.add_object(element);
        part.kids.push(element.into());
        self.rows.push(vec![element.into()]);
    }

    /// Ends the file.
    pub(super) fn finish(mut self, meta: &Metadata) -> Vec<u8> {
        let kids: Vec<Object> = self.pages.iter().map(|page| (*page).into()).collect();
        self.doc.set_object(
            self.tree,
            dictionary! { "Type" => "Pages", "Count" => kids.len() as i64, "Kids" => kids },
        );
        let tags = self.tags();
        let packet = Stream::new(
            dictionary! { "Type" => "Metadata", "Subtype" => "XML" },
            plain_packet(meta).into_bytes(),
        );
        let packet = self.doc.add_object(packet);
        let labels = vec![0.into(), dictionary! { "S" => "D" }.into()];
        let mut catalog = dictionary! {
            "Type" => "Catalog",
            "Pages" => self.tree,
            "Lang" => text_string(&meta.lang),
            "MarkInfo" => dictionary! { "Marked" => true },
            "StructTreeRoot" => tags,
            "ViewerPreferences" => dictionary! { "DisplayDocTitle" => true },
            "PageLabels" => dictionary! { "Nums" => labels },
            "Metadata" => packet,
        };
        if let Some(outline) = outline::add(&mut self.doc, &self.bookmarks) {
            catalog.set("Outlines", outline);
            catalog.set("PageMode", "UseOutlines");
        }
        if let Some(layers) = std::mem::take(&mut self.layers).properties() {
            catalog.set("OCProperties", layers);
        }
        self.set_trailer(catalog, meta);
        self.writer.finish(self.doc, &mut self.deflate)
    }

    /// The structure tree: one document, its parts, and the row of each page.
    fn tags(&mut self) -> ObjectId {
        let (root, whole) = (self.doc.new_object_id(), self.doc.new_object_id());
        let mut kids: Vec<Object> = Vec::with_capacity(self.parts.len());
        for part in std::mem::take(&mut self.parts) {
            let title = text_string(&part.title);
            kids.push(part.id.into());
            let element =
                dictionary! { "S" => "Part", "P" => whole, "T" => title, "K" => part.kids };
            self.doc.set_object(part.id, element);
        }
        self.doc.set_object(whole, dictionary! { "S" => "Document", "P" => root, "K" => kids });
        let rows = std::mem::take(&mut self.rows);
        let next = rows.len() as i64;
        let rows = rows.into_iter().zip(0_i64..);
        let numbers: Vec<Object> = rows.flat_map(|(row, n)| [n.into(), row.into()]).collect();
        let parents = self.doc.add_object(dictionary! { "Nums" => numbers });
        let tree = dictionary! {
            "Type" => "StructTreeRoot",
            "K" => whole,
            "ParentTree" => parents,
            "ParentTreeNextKey" => next,
        };
        self.doc.set_object(root, tree);
        root
    }

    fn set_trailer(&mut self, catalog: Dictionary, meta: &Metadata) {
        let root = self.doc.add_object(catalog);
        let info = self.doc.add_object(dictionary! { "Title" => text_string(&meta.title) });
        let id = Object::String(self.identity.finish().to_vec(), StringFormat::Hexadecimal);
        self.doc.trailer.set("Root", root);
        self.doc.trailer.set("Info", info);
        self.doc.trailer.set("ID", vec![id.clone(), id]);
    }
}

impl Copied {
    /// How many pages it has.
    pub(super) fn len(&self) -> usize {
        self.leaves.len()
    }
}

const LETTER_BOX: [i64; 4] = [0, 0, 612, 792];

fn carried(graft: &mut Graft<'_>, pages: &[usize]) -> Result<Vec<Leaf>, Fault> {
    pages.iter().map(|n| Ok(Leaf::Carried(Box::new(graft.page(*n)?)))).collect()
}

/// The pages of a file of ours with its tags; none where one of them needs to be carried as a form.
fn own(source: &Pages, graft: &mut Graft<'_>) -> Result<Option<Copied>, Fault> {
    let Some(tags) = Tree::read(source, graft) else { return Ok(None) };
    let mut leaves = Vec::with_capacity(source.ids.len());
    for n in 0..source.ids.len() {
        let Some(page) = graft.own_page(n)? else { return Ok(None) };
        leaves.push(Leaf::Own(page));
    }
    Ok(Some(Copied { leaves, tags: Some(tags) }))
}

/// The operators that print a page number in the middle of the foot.
fn stamp(folio: &Folio, number: usize) -> String {
    let (codes, width) = folio.show(number, SIZE);
    let x = (LETTER[0] - width) / 2.0;
    format!(
        "/Artifact <</Type /Pagination /Subtype /Footer>> BDC\n\
         BT 0 g /Folio {SIZE} Tf {x} {STAMP} Td <{codes}> Tj ET\nEMC\n"
    )
}
