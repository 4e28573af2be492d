//! Papers written by hand, word by word, so that one thing at a time can be put wrong.

use std::sync::OnceLock;

use harfrust::font::Font;
use harfrust::{Buffer, Direction, ShapeOptions, ShaperFont, shape};
use lopdf::{Dictionary, Document, Object, ObjectId, Stream, dictionary};

static TINOS: &[u8] = include_bytes!("../../src/layout/fonts/Tinos-Regular.ttf");

/// What a word or a stroke is on its page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Part {
    Number,
    Filer,
    Court,
    CaseTitle,
    CaseNumber,
    Nature,
    Body,
    Folio,
    FooterTitle,
    Divider,
    FooterLine,
}

/// Words on one baseline; places in points from the top left corner.
#[derive(Debug, Clone)]
pub(crate) struct Words {
    pub(crate) part: Part,
    pub(crate) x: f32,
    pub(crate) y: f32,
    pub(crate) size: f32,
    pub(crate) text: String,
    /// Operators that set the colour.
    pub(crate) colour: &'static str,
    /// `F1` is embedded Tinos; others are for the test to add.
    pub(crate) font: &'static str,
}

/// A drawn line: left, top, right, bottom.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Stroke {
    pub(crate) part: Part,
    pub(crate) at: [f32; 4],
}

#[derive(Debug, Clone)]
pub(crate) struct Leaf {
    pub(crate) words: Vec<Words>,
    pub(crate) strokes: Vec<Stroke>,
    pub(crate) size: [f32; 2],
    /// Operators behind all others.
    pub(crate) more: String,
}

/// A paper of some pages.
#[derive(Debug, Clone)]
pub(crate) struct Paper {
    pub(crate) leaves: Vec<Leaf>,
}

pub(crate) fn words(part: Part, (x, y): (f32, f32), text: &str) -> Words {
    Words { part, x, y, size: 12.0, text: text.to_owned(), colour: "0 g", font: "F1" }
}

/// The baseline of a line, from 1.
pub(crate) fn line(n: usize) -> f32 {
    59.0 + 24.0 * n as f32
}

const BODY: &str = "Petitioner was at work on the day of the arrest, as the records show.";

impl Leaf {
    /// An empty Letter page.
    pub(crate) fn blank() -> Leaf {
        Leaf { words: Vec::new(), strokes: Vec::new(), size: [612.0, 792.0], more: String::new() }
    }

    pub(crate) fn set(&mut self, part: Part, at: (f32, f32), text: &str) {
        self.words.push(words(part, at, text));
    }

    /// Numbers, divider, page number and footer.
    fn furniture(number: usize) -> Leaf {
        let mut leaf = Leaf::blank();
        for n in 1..=28 {
            let x = if n < 10 { 78.0 } else { 72.0 };
            leaf.set(Part::Number, (x, line(n)), &n.to_string());
        }
        leaf.set(Part::Folio, (330.0, 745.0), &number.to_string());
        let mut title = words(Part::FooterTitle, (290.0, 758.5), "Petition for Relief");
        title.size = 10.0;
        leaf.words.push(title);
        let stroke = |part, at| Stroke { part, at };
        leaf.strokes.push(stroke(Part::Divider, [96.0, 18.0, 96.5, 774.0]));
        leaf.strokes.push(stroke(Part::FooterLine, [108.0, 748.5, 576.0, 749.0]));
        leaf
    }

    fn first() -> Leaf {
        let mut leaf = Leaf::furniture(1);
        let filer = ["Jane Roe", "12 Elm Street", "Los Angeles, CA 90012", "(213) 555-0142"];
        for (n, text) in filer.into_iter().enumerate() {
            leaf.set(Part::Filer, (108.0, line(n + 1)), text);
        }
        leaf.set(Part::Court, (230.0, line(8)), "SUPERIOR COURT OF CALIFORNIA");
        leaf.set(Part::Court, (250.0, line(9)), "COUNTY OF LOS ANGELES");
        for (n, text) in ["THE PEOPLE,", "Plaintiff,", "v.", "JANE ROE,"].into_iter().enumerate() {
            leaf.set(Part::CaseTitle, (108.0, line(11 + n)), text);
        }
        leaf.set(Part::CaseNumber, (350.0, line(11)), "Case No. BA000142");
        leaf.set(Part::Nature, (350.0, line(12)), "PETITION FOR RELIEF");
        (17..=28).for_each(|n| leaf.set(Part::Body, (108.0, line(n)), BODY));
        leaf
    }

    fn next(number: usize) -> Leaf {
        let mut leaf = Leaf::furniture(number);
        (1..=28).for_each(|n| leaf.set(Part::Body, (108.0, line(n)), BODY));
        leaf
    }

    /// A slip sheet.
    pub(crate) fn slip(name: &str) -> Leaf {
        let mut leaf = Leaf::blank();
        let mut head = words(Part::Body, (240.0, 300.0), &format!("EXHIBIT {name}"));
        head.size = 24.0;
        leaf.words.push(head);
        leaf.set(Part::Body, (240.0, 340.0), "Certificate");
        leaf
    }

    /// A page of a letter.
    pub(crate) fn letter() -> Leaf {
        let mut leaf = Leaf::blank();
        (0..20).for_each(|n| leaf.set(Part::Body, (90.0, 100.0 + 15.0 * n as f32), BODY));
        leaf
    }

    fn operators(&self) -> Vec<u8> {
        let height = self.size[1];
        let mut ops: Vec<u8> = Vec::new();
        for one in &self.words {
            let head = format!(
                "{} BT /{} {} Tf {} {} Td (",
                one.colour,
                one.font,
                one.size,
                one.x,
                height - one.y
            );
            ops.extend(head.bytes());
            // The code page of the font: Latin-1 for what is used here.
            let bytes = one.text.chars().map(|c| u8::try_from(u32::from(c)).expect("Latin-1"));
            for byte in bytes {
                if b"()\\".contains(&byte) {
                    ops.push(b'\\');
                }
                ops.push(byte);
            }
            ops.extend(b") Tj ET\n");
        }
        for Stroke { at: [x0, y0, x1, y1], .. } in &self.strokes {
            let (y, w, h) = (height - y1, x1 - x0, y1 - y0);
            ops.extend(format!("0 g {x0} {y} {w} {h} re f\n").bytes());
        }
        ops.extend(self.more.bytes());
        ops
    }
}

impl Paper {
    /// A petition of two pages with nothing wrong.
    pub(crate) fn good() -> Paper {
        Paper { leaves: vec![Leaf::first(), Leaf::next(2)] }
    }

    /// The same, without words and strokes of one part.
    pub(crate) fn without(part: Part) -> Paper {
        let mut paper = Paper::good();
        for leaf in &mut paper.leaves {
            leaf.words.retain(|one| one.part != part);
            leaf.strokes.retain(|one| one.part != part);
        }
        paper
    }

    /// The same, with each of one part's words changed.
    pub(crate) fn changed(part: Part, change: impl Fn(&mut Words)) -> Paper {
        let mut paper = Paper::good();
        let all = paper.leaves.iter_mut().flat_map(|leaf| &mut leaf.words);
        all.filter(|one| one.part == part).for_each(change);
        paper
    }

    /// The same, with one page changed, from 0.
    pub(crate) fn with(n: usize, change: impl Fn(&mut Leaf)) -> Paper {
        let mut paper = Paper::good();
        change(&mut paper.leaves[n]);
        paper
    }

    pub(crate) fn bytes(&self) -> Vec<u8> {
        self.file(|_| ())
    }

    /// The file, changed before it is written.
    pub(crate) fn file(&self, change: impl FnOnce(&mut Document)) -> Vec<u8> {
        let mut doc = self.document();
        change(&mut doc);
        saved(doc)
    }

    pub(crate) fn document(&self) -> Document {
        let mut doc = Document::with_version("1.7");
        let tree = doc.new_object_id();
        let font = embedded(&mut doc);
        let mut kids: Vec<Object> = Vec::new();
        for leaf in &self.leaves {
            let contents = doc.add_object(Stream::new(Dictionary::new(), leaf.operators()));
            let [width, height] = leaf.size;
            let page = doc.add_object(dictionary! {
                "Type" => "Page",
                "Parent" => tree,
                "MediaBox" => vec![0.into(), 0.into(), width.into(), height.into()],
                "Resources" => dictionary! { "Font" => dictionary! { "F1" => font } },
                "Contents" => contents,
            });
            kids.push(page.into());
        }
        let n = kids.len() as i64;
        doc.set_object(tree, dictionary! { "Type" => "Pages", "Kids" => kids, "Count" => n });
        let structure = doc.add_object(dictionary! { "Type" => "StructTreeRoot" });
        let root = doc.add_object(dictionary! {
            "Type" => "Catalog",
            "Pages" => tree,
            "Lang" => Object::string_literal("en-US"),
            "MarkInfo" => dictionary! { "Marked" => true },
            "ViewerPreferences" => dictionary! { "DisplayDocTitle" => true },
            "StructTreeRoot" => structure,
        });
        let info = doc.add_object(dictionary! { "Title" => Object::string_literal("Petition") });
        doc.trailer.set("Root", root);
        doc.trailer.set("Info", info);
        let id = Object::string_literal("0123456789abcdef");
        doc.trailer.set("ID", vec![id.clone(), id]);
        doc
    }
}

pub(crate) fn saved(mut doc: Document) -> Vec<u8> {
    let mut bytes = Vec::new();
    doc.save_to(&mut bytes).expect("saves");
    bytes
}

/// The catalog of a file.
pub(crate) fn catalog(doc: &mut Document) -> &mut Dictionary {
    doc.catalog_mut().expect("a catalog")
}

/// A page of a file, from 0.
pub(crate) fn page(doc: &mut Document, n: usize) -> &mut Dictionary {
    let id = page_id(doc, n);
    doc.get_object_mut(id).and_then(Object::as_dict_mut).expect("a page")
}

pub(crate) fn page_id(doc: &Document, n: usize) -> ObjectId {
    doc.page_iter().nth(n).expect("a page")
}

/// Adds a font to the resources of the first page.
pub(crate) fn add_font(doc: &mut Document, name: &str, font: Dictionary) {
    let font = doc.add_object(font);
    let resources = page(doc, 0).get_mut(b"Resources").and_then(Object::as_dict_mut).expect("some");
    let fonts = resources.get_mut(b"Font").and_then(Object::as_dict_mut).expect("fonts");
    fonts.set(name, font);
}

/// Tinos as a simple font that is whole in the file.
fn embedded(doc: &mut Document) -> ObjectId {
    let descriptor = descriptor(doc);
    doc.add_object(simple(descriptor))
}

pub(crate) fn simple(descriptor: ObjectId) -> Dictionary {
    dictionary! {
        "Type" => "Font",
        "Subtype" => "TrueType",
        "BaseFont" => "Tinos",
        "Encoding" => "WinAnsiEncoding",
        "FirstChar" => 32,
        "LastChar" => 126,
        "Widths" => widths().iter().map(|width| Object::from(*width)).collect::<Vec<_>>(),
        "FontDescriptor" => descriptor,
    }
}

pub(crate) fn descriptor(doc: &mut Document) -> ObjectId {
    let length = TINOS.len() as i64;
    let file = doc.add_object(Stream::new(dictionary! { "Length1" => length }, TINOS.to_vec()));
    doc.add_object(dictionary! {
        "Type" => "FontDescriptor",
        "FontName" => "Tinos",
        "Flags" => 32,
        "FontBBox" => vec![(-500).into(), (-300).into(), 1500.into(), 1000.into()],
        "ItalicAngle" => 0,
        "Ascent" => 891,
        "Descent" => -216,
        "CapHeight" => 662,
        "StemV" => 80,
        "FontFile2" => file,
    })
}

/// Advances of the printable characters of ASCII, in thousandths.
fn widths() -> &'static [i64] {
    static WIDTHS: OnceLock<Vec<i64>> = OnceLock::new();
    WIDTHS.get_or_init(|| {
        let font = Font::new(TINOS, 0).expect("a font");
        let shaper = ShaperFont::new(&font);
        let advance = |c: char| {
            let mut buffer = Buffer::new();
            buffer.push_str(&c.to_string());
            buffer.guess_segment_properties();
            buffer.set_direction(Direction::LeftToRight);
            shape(&shaper, &mut buffer, ShapeOptions::new()).expect("shapes");
            let units: i32 = buffer.glyph_positions().iter().map(|one| one.x_advance).sum();
            i64::from(units) * 1000 / 2048
        };
        (32..=126_u8).map(|byte| advance(char::from(byte))).collect()
    })
}
