//! Pages to a printpdf document: content streams with marked content and character codes.

use printpdf::{
    DictItem, FontId, Line, LinePoint, Op, PdfDocument, PdfFontHandle, PdfPage, Point, Pt, Rect,
};

use crate::layout::page::{FaceId, Ink, Item, Mark, Page, Pages, TextRun};

use super::face::{Face, FaceFiles};
use super::glyph_text::Codes;
use super::{PAGE_HEIGHT, PdfError};

/// Name of the form that draws what every page repeats.
pub(super) const FURNITURE: &str = "Lines";

/// Kerns smaller than this many thousandths of an em are left out: nobody sees 0.02 points.
const SMALLEST_KERN: i32 = 2;

/// A document without faces and tags, and what is needed to add them.
pub(super) struct Drawn<'p> {
    /// The pages; behind them one more that holds the furniture, if there is any.
    pub(super) document: PdfDocument,
    /// Codes used of each face, in the order of `FaceId`.
    pub(super) codes: Vec<Option<Codes<'p>>>,
    /// For each page the element of each marked sequence that we draw.
    pub(super) marks: Vec<Vec<usize>>,
    /// Whether the last page of `document` is the furniture.
    pub(super) has_furniture: bool,
}

/// Names of the faces in content streams, in the order of `FaceId`.
pub(super) type FaceNames = [&'static str; 6];

/// The names on pages that are all ours.
pub(super) const OWN: FaceNames = ["R", "B", "I", "BI", "A", "AB"];

/// The names on pages that have faces of their own, which go by other names.
pub(super) const TYPED: FaceNames = ["Pf0", "Pf1", "Pf2", "Pf3", "Pf4", "Pf5"];

/// On what pages are drawn.
pub(super) struct Paper<'n> {
    pub(super) names: FaceNames,
    /// For each page how many marked sequences stand on it already; none for blank paper.
    pub(super) taken: &'n [usize],
    /// Whether what all pages repeat is drawn once.
    pub(super) shares_furniture: bool,
}

impl Paper<'_> {
    /// Paper with nothing on it.
    pub(super) const PLAIN: Paper<'static> =
        Paper { names: OWN, taken: &[], shares_furniture: true };
}

/// Draws all pages.
pub(super) fn draw<'p>(
    pages: &'p Pages,
    faces: &'p FaceFiles<'p>,
    paper: &Paper<'_>,
) -> Result<Drawn<'p>, PdfError> {
    let furniture = if paper.shares_furniture { furniture(&pages.pages) } else { Vec::new() };
    let mut drawn = Drawn {
        document: PdfDocument::new(""),
        codes: gathered(&pages.pages, faces)?,
        marks: Vec::with_capacity(pages.pages.len()),
        has_furniture: !furniture.is_empty(),
    };
    for (n, page) in pages.pages.iter().enumerate() {
        let mut pen = Pen::new(faces, &drawn.codes, n + 1);
        pen.names = paper.names;
        pen.taken = paper.taken.get(n).copied().unwrap_or(0);
        let marks = pen.page(page, &furniture)?;
        if let Some(lost) = marks.iter().find(|element| **element >= pages.elements.len()) {
            return Err(PdfError::Reference { from: format!("page {} at element {lost}", n + 1) });
        }
        drawn.document.pages.push(letter_page(pen.ops));
        drawn.marks.push(marks);
    }
    if drawn.has_furniture {
        let mut pen = Pen::new(faces, &drawn.codes, 1);
        furniture.iter().try_for_each(|item| pen.ink(&item.ink))?;
        pen.end_text();
        drawn.document.pages.push(letter_page(pen.ops));
    }
    Ok(drawn)
}

/// The codes of all runs, in the order of `FaceId`.
fn gathered<'p>(
    pages: &'p [Page],
    faces: &'p FaceFiles<'p>,
) -> Result<Vec<Option<Codes<'p>>>, PdfError> {
    let mut all: Vec<Option<Codes<'p>>> = FaceId::ALL.iter().map(|_| None).collect();
    for (n, page) in pages.iter().enumerate() {
        for item in &page.items {
            let Ink::Text(run) = &item.ink else { continue };
            let codes = &mut all[run.face as usize];
            if !is_empty(run) {
                let codes = codes.get_or_insert_with(|| Codes::new(faces.get(run.face)));
                codes.gather(run).ok_or_else(|| unshown(n + 1, run))?;
            }
        }
    }
    for (face, codes) in FaceId::ALL.into_iter().zip(&mut all) {
        let reason = || PdfError::Face { face, reason: "it has too few codes".to_owned() };
        codes.as_mut().map_or(Some(()), Codes::settle).ok_or_else(reason)?;
    }
    Ok(all)
}

fn is_empty(run: &TextRun) -> bool {
    run.glyphs.is_empty() && run.text.is_empty()
}

fn unshown(page: usize, run: &TextRun) -> PdfError {
    PdfError::Glyph { page, text: run.text.clone() }
}

fn letter_page(ops: Vec<Op>) -> PdfPage {
    // In points: millimetres would make the page a hair larger than Letter.
    let edge = || Rect::from_wh(Pt(612.0), Pt(PAGE_HEIGHT));
    PdfPage { media_box: edge(), trim_box: edge(), crop_box: edge(), ops }
}

/// The artifacts that all pages have in common, in order: line numbers and rules.
fn furniture(pages: &[Page]) -> Vec<&Item> {
    let [first, others @ ..] = pages else { return Vec::new() };
    if others.is_empty() {
        return Vec::new();
    }
    let mut common: Vec<&Item> = first.items.iter().filter(|i| i.mark == Mark::Artifact).collect();
    for page in others {
        let mut rest = page.items.as_slice();
        common.retain(|item| match rest.iter().position(|other| other == *item) {
            Some(at) => {
                rest = &rest[at + 1..];
                true
            }
            None => false,
        });
    }
    common
}

/// Writes the ops of one page; remembers the state of the page so as not to set it twice.
struct Pen<'d, 'p> {
    faces: &'p FaceFiles<'p>,
    codes: &'d [Option<Codes<'p>>],
    page: usize,
    names: FaceNames,
    /// Marked sequences that stand on the page already.
    taken: usize,
    ops: Vec<Op>,
    in_text: bool,
    /// Start of the run before, from the foot of the page, in thousandths of a point.
    start: [i64; 2],
    face: Option<(FaceId, f32)>,
    stroke: Option<f32>,
}

impl<'d, 'p> Pen<'d, 'p> {
    fn new(faces: &'p FaceFiles<'p>, codes: &'d [Option<Codes<'p>>], page: usize) -> Pen<'d, 'p> {
        Pen {
            faces,
            codes,
            page,
            names: OWN,
            taken: 0,
            ops: Vec::with_capacity(256),
            in_text: false,
            start: [0, 0],
            face: None,
            stroke: None,
        }
    }

    /// Draws a page without its furniture; returns the element of each marked sequence.
    fn page(&mut self, page: &'p Page, furniture: &[&Item]) -> Result<Vec<usize>, PdfError> {
        let mut marks = Vec::new();
        if !furniture.is_empty() {
            self.ops.push(Op::BeginMarkedContent { tag: "Artifact".into() });
            self.raw("Do", DictItem::Name(FURNITURE.into()));
            self.ops.push(Op::EndMarkedContent);
        }
        let mut skip = furniture.iter().peekable();
        let mut open = None;
        for item in &page.items {
            if skip.next_if(|shared| **shared == item).is_some() {
                continue;
            }
            if open != Some(item.mark) {
                self.close(open);
                self.open(item.mark, &mut marks);
                open = Some(item.mark);
            }
            self.ink(&item.ink)?;
        }
        self.close(open);
        Ok(marks)
    }

    fn open(&mut self, mark: Mark, marks: &mut Vec<usize>) {
        match mark {
            Mark::Artifact => self.ops.push(Op::BeginMarkedContent { tag: "Artifact".into() }),
            Mark::Content(element) => {
                let number = DictItem::Int((self.taken + marks.len()) as i64);
                let map = [("MCID".to_owned(), number)].into();
                let properties = DictItem::Dict { map };
                // The tag says nothing that the structure tree does not; Span is always true.
                let tag = "Span".to_owned();
                self.ops.push(Op::BeginMarkedContentWithProperties { tag, properties });
                marks.push(element);
            }
        }
    }

    fn close(&mut self, open: Option<Mark>) {
        self.end_text();
        if open.is_some() {
            self.ops.push(Op::EndMarkedContent);
        }
    }

    fn end_text(&mut self) {
        if std::mem::take(&mut self.in_text) {
            self.ops.push(Op::EndTextSection);
        }
    }

    fn ink(&mut self, ink: &'p Ink) -> Result<(), PdfError> {
        match ink {
            Ink::Text(run) => self.text(run),
            Ink::Stroke { x0, y0, x1, y1, width } => {
                self.end_text();
                if self.stroke != Some(*width) {
                    self.ops.push(Op::SetOutlineThickness { pt: rounded(*width) });
                    self.stroke = Some(*width);
                }
                let points = vec![corner(*x0, *y0), corner(*x1, *y1)];
                self.ops.push(Op::DrawLine { line: Line { points, is_closed: false } });
                Ok(())
            }
        }
    }

    fn text(&mut self, run: &'p TextRun) -> Result<(), PdfError> {
        if is_empty(run) {
            return Ok(());
        }
        if !self.in_text {
            self.ops.push(Op::StartTextSection);
            self.in_text = true;
            self.start = [0, 0];
        }
        if self.face != Some((run.face, run.size)) {
            // An unregistered name: printpdf writes it as it stands, `embed` makes the face.
            let font = PdfFontHandle::External(FontId(self.names[run.face as usize].to_owned()));
            self.ops.push(Op::SetFont { font, size: Pt(run.size) });
            self.face = Some((run.face, run.size));
        }
        self.move_to([thousandths(run.x), thousandths(PAGE_HEIGHT - run.y)]);

        let mut shown = Shown::new(self.faces.get(run.face), run.glyphs.len());
        self.codes[run.face as usize]
            .as_ref()
            .and_then(|codes| codes.encode(run, |code, width, kern| shown.push(code, width, kern)))
            .ok_or_else(|| unshown(self.page, run))?;
        self.raw("TJ", shown.finish());
        Ok(())
    }

    /// Moves from the start of the run before, which prints shorter than a place on the page.
    fn move_to(&mut self, start: [i64; 2]) {
        let step = [0, 1].map(|axis| length(start[axis] - self.start[axis]));
        self.ops.push(Op::Unknown { key: "Td".to_owned(), value: step.to_vec() });
        self.start = start;
    }

    fn raw(&mut self, operator: &str, operand: DictItem) {
        self.ops.push(Op::Unknown { key: operator.to_owned(), value: vec![operand] });
    }
}

/// Codes of a run with the kerns between them, in thousandths of an em.
struct Shown {
    codes: Vec<u8>,
    /// Where in `codes` a kern stands, and which.
    kerns: Vec<(usize, i32)>,
    units: i32,
    /// How far the widths of `/W` leave the reader's pen ahead of its place, times `units`.
    drift: i32,
}

impl Shown {
    fn new(face: &Face, n_glyphs: usize) -> Shown {
        let codes = Vec::with_capacity(2 * n_glyphs);
        Shown { codes, kerns: Vec::new(), units: i32::from(face.units), drift: 0 }
    }

    fn push(&mut self, code: u16, width: i32, advance: i16) {
        // Corrected against the rounded widths, so that rounding never adds up along a line.
        if self.drift.abs() >= SMALLEST_KERN * self.units {
            let kern = (self.drift + self.drift.signum() * self.units / 2) / self.units;
            self.kerns.push((self.codes.len(), kern));
            self.drift -= kern * self.units;
        }
        self.codes.extend_from_slice(&code.to_be_bytes());
        self.drift += width * self.units - i32::from(advance) * 1000;
    }

    fn finish(self) -> DictItem {
        let mut parts = Vec::with_capacity(2 * self.kerns.len() + 1);
        let mut from = 0;
        let string = |codes: &[u8]| DictItem::String { data: codes.to_vec(), literal: true };
        for (to, kern) in self.kerns {
            parts.push(string(&self.codes[from..to]));
            parts.push(DictItem::Int(i64::from(kern)));
            from = to;
        }
        parts.push(string(&self.codes[from..]));
        DictItem::Array(parts)
    }
}

/// A length in thousandths of a point.
fn thousandths(length: f32) -> i64 {
    (length * 1000.0).round() as i64
}

/// A length given in thousandths of a point; whole points print without a fraction.
fn length(thousandths: i64) -> DictItem {
    match thousandths % 1000 {
        0 => DictItem::Int(thousandths / 1000),
        _ => DictItem::Real(thousandths as f32 / 1000.0),
    }
}

/// A length to a thousandth of a point, which prints short.
fn rounded(length: f32) -> Pt {
    Pt((length * 1000.0).round() / 1000.0)
}

fn corner(x: f32, y: f32) -> LinePoint {
    LinePoint { p: Point { x: rounded(x), y: rounded(PAGE_HEIGHT - y) }, bezier: false }
}
