//! Blank forms that the tests make: any fields, tags, layers and locks, under any number and date.

use std::collections::BTreeMap;

use lopdf::{Dictionary, Document, Object, ObjectId, Stream, dictionary};

pub(crate) const MULTILINE: i64 = 1 << 12;
pub(crate) const RADIO: i64 = 1 << 15;
pub(crate) const PUSHED: i64 = 1 << 16;
pub(crate) const COMB: i64 = 1 << 24;

/// A widget of a field.
#[derive(Clone)]
pub(crate) struct Widget {
    /// Its full name; parts are divided by points.
    pub(crate) name: &'static str,
    pub(crate) kind: &'static str,
    pub(crate) flags: i64,
    pub(crate) page: usize,
    /// Left, bottom, right, top.
    pub(crate) rect: [f32; 4],
    pub(crate) states: Vec<&'static str>,
    /// Whatever else its dictionary holds.
    pub(crate) more: Dictionary,
}

/// A text field of one line.
pub(crate) fn text(name: &'static str, rect: [f32; 4]) -> Widget {
    let more = dictionary! { "TU" => Object::string_literal("Who files") };
    Widget { name, kind: "Tx", flags: 0, page: 0, rect, states: Vec::new(), more }
}

/// A box with its state.
pub(crate) fn tick(name: &'static str, state: &'static str, rect: [f32; 4]) -> Widget {
    let states = vec!["Off", state];
    let more = dictionary! { "AS" => "Off" };
    Widget { name, kind: "Btn", flags: 0, page: 0, rect, states, more }
}

/// A form to be made.
#[derive(Clone)]
pub(crate) struct Made {
    pub(crate) head: &'static str,
    pub(crate) foot: &'static str,
    pub(crate) title: &'static str,
    pub(crate) media: [i64; 4],
    pub(crate) n_pages: usize,
    pub(crate) widgets: Vec<Widget>,
    /// Further operators of every page.
    pub(crate) drawn: &'static str,
}

impl Default for Made {
    fn default() -> Made {
        Made {
            head: "XX-100",
            foot: "XX-100 [Rev. January 1, 2024]",
            title: "XX-100 Sample of a Form",
            media: [0, 0, 612, 792],
            n_pages: 1,
            widgets: vec![
                text("form[0].Page1[0].Name[0]", [100.0, 700.0, 300.0, 712.0]),
                tick("form[0].Page1[0].Box[0]", "1", [72.0, 600.0, 81.0, 609.0]),
            ],
            drawn: "",
        }
    }
}

impl Made {
    /// The file.
    pub(crate) fn bytes(&self) -> Vec<u8> {
        let mut doc = self.document();
        save(&mut doc)
    }

    /// The same, to be changed before it is saved.
    pub(crate) fn document(&self) -> Document {
        let mut doc = Document::with_version("1.7");
        let tree = doc.new_object_id();
        let font = doc.add_object(dictionary! {
            "Type" => "Font", "Subtype" => "Type1", "BaseFont" => "Helvetica-Bold",
            "Encoding" => "WinAnsiEncoding",
        });
        let pages: Vec<ObjectId> = (0..self.n_pages).map(|_| doc.new_object_id()).collect();
        let mut groups = Groups { doc: &mut doc, ids: BTreeMap::new(), roots: Vec::new() };
        let widgets: Vec<(usize, ObjectId)> = self
            .widgets
            .iter()
            .map(|one| (one.page, groups.widget(one, pages[one.page])))
            .collect();
        let fields = groups.roots.clone();
        for (n, page) in pages.iter().enumerate() {
            let words = format!(
                "BT /F1 10 Tf 540 760 Td ({}) Tj -500 -730 Td ({}) Tj ET\n{}",
                self.head, self.foot, self.drawn
            );
            let contents = doc.add_object(Stream::new(Dictionary::new(), words.into_bytes()));
            let own = widgets.iter().filter(|(at, _)| *at == n);
            let annotations: Vec<Object> = own.map(|(_, id)| (*id).into()).collect();
            doc.set_object(
                *page,
                dictionary! {
                    "Type" => "Page", "Parent" => tree, "Contents" => contents,
                    "Resources" => dictionary! { "Font" => dictionary! { "F1" => font } },
                    "Annots" => annotations,
                },
            );
        }
        let kids: Vec<Object> = pages.iter().map(|id| (*id).into()).collect();
        let media: Vec<Object> = self.media.map(Object::from).to_vec();
        let count = self.n_pages as i64;
        doc.set_object(
            tree,
            dictionary! { "Type" => "Pages", "Kids" => kids, "Count" => count, "MediaBox" => media },
        );
        let root = doc.add_object(dictionary! {
            "Type" => "Catalog", "Pages" => tree, "AcroForm" => dictionary! { "Fields" => fields },
        });
        let info = dictionary! {
            "Title" => Object::string_literal(self.title), "Author" => Object::string_literal("CN=clerk"),
        };
        let info = doc.add_object(info);
        doc.trailer.set("Root", root);
        doc.trailer.set("Info", info);
        doc
    }
}

/// A document as a file.
pub(crate) fn save(doc: &mut Document) -> Vec<u8> {
    let mut bytes = Vec::new();
    doc.save_to(&mut bytes).expect("saves");
    bytes
}

/// Fields that have a name and no widget of their own.
struct Groups<'d> {
    doc: &'d mut Document,
    ids: BTreeMap<String, ObjectId>,
    roots: Vec<Object>,
}

impl Groups<'_> {
    fn widget(&mut self, widget: &Widget, page: ObjectId) -> ObjectId {
        let (above, own) = widget.name.rsplit_once('.').unwrap_or(("", widget.name));
        let mut looks = Dictionary::new();
        for state in &widget.states {
            let ops = if *state == "Off" { "" } else { "0 0 m 9 9 l S" };
            let form = dictionary! {
                "Type" => "XObject", "Subtype" => "Form", "BBox" => vec![0.into(), 0.into(), 9.into(), 9.into()],
            };
            looks.set(*state, self.doc.add_object(Stream::new(form, ops.as_bytes().to_vec())));
        }
        let mut field = dictionary! {
            "Type" => "Annot", "Subtype" => "Widget", "FT" => widget.kind, "Ff" => widget.flags,
            "F" => 4, "P" => page, "T" => Object::string_literal(own),
            "Rect" => widget.rect.map(Object::Real).to_vec(),
        };
        if !looks.is_empty() {
            field.set("AP", dictionary! { "N" => looks });
        }
        field.extend(&widget.more);
        let id = self.doc.add_object(field);
        self.hang(id, above);
        id
    }

    /// Hangs a field below the one of a full name, which is made where there is none.
    fn hang(&mut self, id: ObjectId, above: &str) {
        if above.is_empty() {
            self.roots.push(id.into());
            return;
        }
        let parent = match self.ids.get(above) {
            Some(parent) => *parent,
            None => {
                let (further, own) = above.rsplit_once('.').unwrap_or(("", above));
                let group = dictionary! {
                    "T" => Object::string_literal(own), "Kids" => Vec::<Object>::new(),
                };
                let parent = self.doc.add_object(group);
                self.ids.insert(above.to_owned(), parent);
                self.hang(parent, further);
                parent
            }
        };
        let child = self.doc.get_object_mut(id).and_then(Object::as_dict_mut).expect("a field");
        child.set("Parent", parent);
        let group = self.doc.get_object_mut(parent).and_then(Object::as_dict_mut).expect("a field");
        group.get_mut(b"Kids").and_then(Object::as_array_mut).expect("a list").push(id.into());
    }
}
