//! Small forms made here: every kind of field, tagged or not, so that tests need nobody's blanks.

use lopdf::{Dictionary, Document, Object, ObjectId, Stream, dictionary};
use petition::court_form::blank::Blank;

/// A field of a made form.
pub(crate) struct MadeField {
    pub(crate) name: &'static str,
    /// Left, bottom, right and top, counted up from the foot of the page.
    pub(crate) rect: [f32; 4],
    pub(crate) kind: Made,
}

/// What it takes.
#[derive(Clone, Copy)]
pub(crate) enum Made {
    Line,
    Short(i64),
    Comb(i64),
    Text,
    Tick,
    Choice,
    Button,
}

/// How a form is made.
pub(crate) struct Form {
    pub(crate) number: &'static str,
    pub(crate) tagged: bool,
    /// The fields of each page.
    pub(crate) pages: Vec<Vec<MadeField>>,
}

/// The first key of a field in the tree of tags, behind those of the pages.
const FIRST_FIELD: i64 = 10;

const MULTILINE: i64 = 1 << 12;
const PUSH: i64 = 1 << 16;
const COMBO: i64 = 1 << 17;
const COMB: i64 = 1 << 24;

/// Every kind of field on one page, a table of two rows on the next.
pub(crate) fn sample(tagged: bool) -> Form {
    let field = |name, rect, kind| MadeField { name, rect, kind };
    let row = |n: usize| {
        const NAMES: [[&str; 3]; 2] = [["r1c1", "r1c2", "r1c3"], ["r2c1", "r2c2", "r2c3"]];
        let y = 600.0 - 20.0 * n as f32;
        (0..3).map(move |k| MadeField {
            name: NAMES[n][k],
            rect: [60.0 + 160.0 * k as f32, y, 210.0 + 160.0 * k as f32, y + 14.0],
            kind: Made::Line,
        })
    };
    let first = vec![
        field("name", [120.0, 700.0, 400.0, 709.0], Made::Line),
        field("case", [420.0, 690.0, 560.0, 705.0], Made::Line),
        field("state", [120.0, 680.0, 160.0, 692.0], Made::Short(2)),
        field("zip", [200.0, 680.0, 300.0, 694.0], Made::Comb(5)),
        field("county", [120.0, 650.0, 300.0, 664.0], Made::Choice),
        field("why", [60.0, 400.0, 560.0, 500.0], Made::Text),
        field("low", [60.0, 360.0, 560.0, 372.0], Made::Text),
        field("box", [60.0, 330.0, 69.0, 339.0], Made::Tick),
        field("other", [60.0, 310.0, 69.0, 319.0], Made::Tick),
        field("print", [400.0, 30.0, 500.0, 45.0], Made::Button),
    ];
    let second =
        row(0).chain(row(1)).chain([field("case2", [420.0, 700.0, 560.0, 712.0], Made::Line)]);
    Form { number: "XX-100", tagged, pages: vec![first, second.collect()] }
}

/// A form for attachments.
pub(crate) fn leaf() -> Form {
    let field = |name, rect, kind| MadeField { name, rect, kind };
    let fields = vec![
        field("title", [50.0, 720.0, 390.0, 735.0], Made::Line),
        field("case", [400.0, 720.0, 560.0, 735.0], Made::Line),
        field("number", [370.0, 700.0, 450.0, 715.0], Made::Line),
        field("text", [37.0, 85.0, 576.0, 683.0], Made::Text),
        field("page", [498.0, 60.0, 528.0, 75.0], Made::Line),
        field("pages", [543.0, 60.0, 574.0, 75.0], Made::Line),
    ];
    Form { number: "XX-025", tagged: false, pages: vec![fields] }
}

/// A form with a box for a body.
pub(crate) fn declaration() -> Form {
    let field = |name, rect, kind| MadeField { name, rect, kind };
    let fields = vec![
        field("case", [400.0, 720.0, 560.0, 735.0], Made::Line),
        field("body", [37.0, 500.0, 576.0, 680.0], Made::Text),
    ];
    Form { number: "XX-031", tagged: false, pages: vec![fields] }
}

impl Form {
    /// The form as a blank.
    pub(crate) fn blank(&self) -> Blank {
        Blank::read(&self.bytes()).unwrap_or_else(|fault| panic!("{} {fault}", self.number))
    }

    /// The form as a file.
    pub(crate) fn bytes(&self) -> Vec<u8> {
        let mut doc = Document::with_version("1.7");
        let tree = doc.new_object_id();
        let font = doc.add_object(dictionary! {
            "Type" => "Font", "Subtype" => "Type1", "BaseFont" => "Helvetica",
            "Encoding" => "WinAnsiEncoding",
        });
        let root = doc.new_object_id();
        let whole = doc.new_object_id();
        let mut made = Making {
            doc,
            font,
            tree,
            whole,
            fields: vec![],
            kids: vec![],
            rows: vec![],
            places: vec![],
        };
        let n_pages = self.pages.len();
        let pages: Vec<Object> = (0..n_pages).map(|n| made.page(self, n).into()).collect();
        let Making { mut doc, fields, kids, rows, places, .. } = made;
        doc.set_object(
            tree,
            dictionary! { "Type" => "Pages", "Count" => n_pages as i64, "Kids" => pages },
        );
        let mut catalog = dictionary! {
            "Type" => "Catalog", "Pages" => tree,
            "AcroForm" => dictionary! { "Fields" => fields, "DA" => Object::string_literal("/Helv 9 Tf") },
        };
        if self.tagged {
            doc.set_object(whole, dictionary! { "S" => "Document", "P" => root, "K" => kids });
            let rows = rows.into_iter().zip(0_i64..).map(|(row, n)| (n, Object::from(row)));
            let places = places.into_iter().zip(FIRST_FIELD..).map(|(place, n)| (n, place));
            let numbers: Vec<Object> =
                rows.chain(places).flat_map(|(n, value)| [n.into(), value]).collect();
            doc.set_object(
                root,
                dictionary! {
                    "Type" => "StructTreeRoot", "K" => whole,
                    "RoleMap" => dictionary! { "Label" => "P" },
                    "ParentTree" => dictionary! { "Nums" => numbers },
                },
            );
            catalog.set("StructTreeRoot", root);
            catalog.set("MarkInfo", dictionary! { "Marked" => true });
        }
        let catalog = doc.add_object(catalog);
        doc.trailer.set("Root", catalog);
        let mut bytes = Vec::new();
        doc.save_to(&mut bytes).expect("a file");
        bytes
    }
}

struct Making {
    doc: Document,
    font: ObjectId,
    tree: ObjectId,
    whole: ObjectId,
    fields: Vec<Object>,
    kids: Vec<Object>,
    rows: Vec<Vec<Object>>,
    /// The element of each field.
    places: Vec<Object>,
}

impl Making {
    fn page(&mut self, form: &Form, n: usize) -> ObjectId {
        let page = self.doc.new_object_id();
        let mut words = format!(
            "BT /F1 10 Tf 540 760 Td ({0}) Tj ET\nBT /F1 8 Tf 40 40 Td ({0} [Rev. January 1, 2024]) Tj ET\n",
            form.number
        );
        let mut annotations: Vec<Object> = Vec::new();
        let mut row: Vec<Object> = Vec::new();
        for (mcid, field) in form.pages[n].iter().enumerate() {
            let [x, y, right, _] = field.rect;
            let open =
                if form.tagged { format!("/Label <</MCID {mcid}>> BDC\n") } else { String::new() };
            let close = if form.tagged { "EMC\n" } else { "" };
            let name = field.name;
            words += &format!(
                "{open}BT /F1 7 Tf {} {y} Td ({name}:) Tj ET\n{close}0.5 w {x} {} m {right} {} l S\n",
                x - 40.0,
                y - 1.5,
                y - 1.5
            );
            let widget = self.widget(field, page);
            annotations.push(widget.into());
            self.fields.push(widget.into());
            if form.tagged {
                let label = dictionary! {
                    "S" => "Label", "P" => self.whole, "Pg" => page, "K" => mcid as i64,
                };
                let label = self.doc.add_object(label);
                let place = dictionary! { "Type" => "OBJR", "Obj" => widget, "Pg" => page };
                let place =
                    dictionary! { "S" => "Form", "P" => self.whole, "Pg" => page, "K" => place };
                let place = self.doc.add_object(place);
                if let Ok(widget) = self.doc.get_object_mut(widget).and_then(Object::as_dict_mut) {
                    widget.set("StructParent", FIRST_FIELD + self.places.len() as i64);
                }
                self.places.push(place.into());
                self.kids.extend([label.into(), place.into()]);
                row.push(label.into());
            }
        }
        self.rows.push(row);
        let contents = self.doc.add_object(Stream::new(Dictionary::new(), words.into_bytes()));
        let mut dictionary = dictionary! {
            "Type" => "Page", "Parent" => self.tree,
            "MediaBox" => vec![0.into(), 0.into(), 612.into(), 792.into()],
            "Resources" => dictionary! { "Font" => dictionary! { "F1" => self.font } },
            "Contents" => contents, "Annots" => annotations,
        };
        if form.tagged {
            dictionary.set("StructParents", n as i64);
        }
        self.doc.set_object(page, dictionary);
        page
    }

    fn widget(&mut self, field: &MadeField, page: ObjectId) -> ObjectId {
        let (kind, flags) = match field.kind {
            Made::Line | Made::Short(_) => ("Tx", 0),
            Made::Comb(_) => ("Tx", COMB),
            Made::Text => ("Tx", MULTILINE),
            Made::Tick => ("Btn", 0),
            Made::Button => ("Btn", PUSH),
            Made::Choice => ("Ch", COMBO),
        };
        let mut widget = dictionary! {
            "Type" => "Annot", "Subtype" => "Widget", "P" => page, "FT" => kind, "Ff" => flags, "F" => 4,
            "T" => Object::string_literal(field.name),
            "TU" => Object::string_literal(format!("{}:", field.name.to_uppercase())),
            "Rect" => field.rect.map(Object::Real).to_vec(),
        };
        if let Made::Short(most) | Made::Comb(most) = field.kind {
            widget.set("MaxLen", most);
        }
        if let Made::Tick = field.kind {
            let look = |words: &str| {
                let dictionary = dictionary! {
                    "Type" => "XObject", "Subtype" => "Form",
                    "BBox" => vec![0.into(), 0.into(), 9.into(), 9.into()],
                };
                Stream::new(dictionary, words.as_bytes().to_vec())
            };
            let (on, off) =
                (self.doc.add_object(look("0 0 m 9 9 l S")), self.doc.add_object(look("")));
            widget.set("AP", dictionary! { "N" => dictionary! { "1" => on, "Off" => off } });
            widget.set("AS", "Off");
        }
        self.doc.add_object(widget)
    }
}
