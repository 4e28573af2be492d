//! The pages of a PDF to the marks on them: words with place, size, face and colour; strokes, fills, pictures.

use std::fmt;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

use hayro_interpret::font::{Glyph, GlyphRun, PositionedGlyph};
use hayro_interpret::hayro_cmap::BfString;
use hayro_interpret::hayro_syntax::object::Dict;
use hayro_interpret::hayro_syntax::page::Page;
use hayro_interpret::hayro_syntax::{LoadPdfError, Pdf, PdfData};
use hayro_interpret::kurbo::{Affine, BezPath, Point, Rect, Shape};
use hayro_interpret::{
    BlendMode, ClipPath, Context, Device, DrawMode, DrawProps, Image, ImageDrawProps,
    InterpreterCache, InterpreterSettings, Paint, SoftMask, TransformExt, interpret_page,
};

/// Glyph space of every face that is not drawn by the page itself: so many units to the em.
const UNITS_PER_EM: f64 = 1000.0;

/// A gap of this part of the type size parts two words where no space is set.
const WORD_GAP: f32 = 0.18;

/// A gap of this part of the type size parts two runs: columns, a number and its line.
const RUN_GAP: f32 = 1.5;

/// More marks than this on one page are those of a map or a trap; they are not taken down.
const MOST_MARKS: usize = 400_000;

/// So much of a page's head and foot, in points, is left to stamps and page numbers.
const EDGE: f32 = 43.2;

/// A picture with fewer letters within has a stamp or a caption on it, and not its text behind it.
const FEWEST_LETTERS: usize = 30;

/// A page as a reader sees it: turned upright, cut to its visible box. Places are in points from
/// its top left corner, downwards.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct MeasuredPage {
    /// Width in points.
    pub width: f32,
    /// Height in points.
    pub height: f32,
    /// Words in the order in which they are drawn.
    pub runs: Vec<Run>,
    /// Everything else that is drawn, in order.
    pub inks: Vec<Ink>,
    /// Whether the page has more marks than are taken down.
    pub crowded: bool,
}

impl MeasuredPage {
    /// The words that can be seen and are content, each with the space behind it, as they are drawn.
    pub fn words(&self) -> impl Iterator<Item = &str> {
        let runs = self.runs.iter().filter(|run| run.visible && !run.artifact);
        runs.flat_map(|run| run.text.split_inclusive(char::is_whitespace))
    }

    /// Whether the page is a scan or photograph without its text: one picture covers more than half
    /// of it, and its words, seen or not, are no more than a stamp and what stands at its edges.
    pub fn is_picture(&self) -> bool {
        let whole = self.width * self.height;
        let fills = |ink: &Ink| {
            let [x0, y0, x1, y1] = ink.bounds;
            matches!(ink.kind, InkKind::Picture { .. }) && (x1 - x0) * (y1 - y0) > whole * 0.5
        };
        self.inks.iter().any(fills) && self.n_inner_letters() < FEWEST_LETTERS
    }

    /// Letters, seen or not, that are no furniture and stand at neither head nor foot.
    fn n_inner_letters(&self) -> usize {
        let inner = EDGE..=self.height - EDGE;
        let runs = self.runs.iter().filter(|run| !run.artifact && inner.contains(&run.baseline));
        runs.map(|run| run.unread + run.text.chars().filter(|c| !c.is_whitespace()).count()).sum()
    }
}

/// Words set in one go, on one baseline.
#[derive(Debug, Clone, PartialEq)]
pub struct Run {
    /// The words, as the file's own tables read them; spaces stand where gaps part words.
    pub text: String,
    /// Left end in points.
    pub x: f32,
    /// Right end in points: where the next letter would stand.
    pub end: f32,
    /// Height of the baseline in points.
    pub baseline: f32,
    /// Size of the type in points.
    pub size: f32,
    /// PostScript name of the face, where the file tells it.
    pub face: Option<Arc<str>>,
    /// Colour; none where it is a pattern.
    pub rgb: Option<[u8; 3]>,
    /// Whether it can be seen; the words behind a scan cannot.
    pub visible: bool,
    /// Whether the file marks it as an artifact: furniture of the page, not read out.
    pub artifact: bool,
    /// Whether its letters stand upright and run from left to right.
    pub upright: bool,
    /// How many glyphs the file's tables give no character for: they cannot be searched.
    pub unread: usize,
}

/// What an ink is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum InkKind {
    /// A filled shape.
    Fill,
    /// A drawn line.
    Stroke,
    /// A picture.
    Picture {
        /// Pixels across.
        width: u32,
        /// Pixels down.
        height: u32,
    },
}

/// A mark that is not words.
#[derive(Debug, Clone, PartialEq)]
pub struct Ink {
    /// What it is.
    pub kind: InkKind,
    /// Left, top, right and bottom in points, as far as clipping lets it show.
    pub bounds: [f32; 4],
    /// Colour; none for pictures and patterns.
    pub rgb: Option<[u8; 3]>,
    /// Whether the file marks it as an artifact.
    pub artifact: bool,
}

/// Why a file cannot be measured.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unmeasurable {
    /// It opens only with a password.
    Locked,
    /// It cannot be read.
    Damaged,
}

impl fmt::Display for Unmeasurable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Unmeasurable::Locked => "it opens only with a password",
            Unmeasurable::Damaged => "its pages cannot be read",
        })
    }
}

impl std::error::Error for Unmeasurable {}

/// Measures the pages of a file one by one, in order; only the page at hand is held.
///
/// The bytes have to be a file of ours or one that `open` let pass: nothing is bounded here but
/// the number of marks.
///
/// # Errors
/// `Unmeasurable`, where the file or one of its pages cannot be read.
pub fn each_page(
    bytes: impl Into<PdfData>,
    see: impl FnMut(usize, MeasuredPage),
) -> Result<(), Unmeasurable> {
    first_pages(bytes, usize::MAX, see)
}

/// Like `each_page`, but goes no further than the first `most` pages.
///
/// # Errors
/// `Unmeasurable`, where the file or one of those pages cannot be read.
pub fn first_pages(
    bytes: impl Into<PdfData>,
    most: usize,
    mut see: impl FnMut(usize, MeasuredPage),
) -> Result<(), Unmeasurable> {
    // The interpreter is another's code; whatever it trips over is a fault of the file.
    let measured = catch_unwind(AssertUnwindSafe(|| {
        let pdf = Pdf::new(bytes).map_err(|error| match error {
            LoadPdfError::Decryption(_) => Unmeasurable::Locked,
            LoadPdfError::Invalid => Unmeasurable::Damaged,
        })?;
        let cache = InterpreterCache::new();
        for (n, page) in pdf.pages().iter().take(most).enumerate() {
            see(n, measure(&pdf, page, &cache));
        }
        Ok(())
    }));
    measured.unwrap_or(Err(Unmeasurable::Damaged))
}

fn measure<'a>(pdf: &'a Pdf, page: &'a Page<'a>, cache: &InterpreterCache<'a>) -> MeasuredPage {
    let (width, height) = page.render_dimensions();
    let whole = Rect::new(0.0, 0.0, f64::from(width), f64::from(height));
    let upright = page.initial_transform(true).to_kurbo();
    let settings = InterpreterSettings::default();
    let mut context = Context::new(upright, whole, cache, pdf.xref(), settings);
    let mut tape = Tape {
        page: MeasuredPage { width, height, ..MeasuredPage::default() },
        clips: vec![whole],
        marked: Vec::new(),
        faces: Vec::new(),
    };
    interpret_page(page, &mut context, &mut tape);
    tape.page
}

/// Takes down what an interpreted page draws.
struct Tape {
    page: MeasuredPage,
    clips: Vec<Rect>,
    /// Whether each open marked content is an artifact.
    marked: Vec<bool>,
    faces: Vec<(u128, Option<Arc<str>>)>,
}

/// What all glyphs of one run share.
struct Look {
    transform: Affine,
    rgb: Option<[u8; 3]>,
    visible: bool,
    face: Option<Arc<str>>,
}

/// Where a glyph stands.
struct Spot {
    start: Point,
    end: Point,
    size: f32,
    upright: bool,
}

impl Tape {
    fn artifact(&self) -> bool {
        self.marked.contains(&true)
    }

    fn is_full(&mut self) -> bool {
        self.page.crowded = self.page.runs.len() + self.page.inks.len() >= MOST_MARKS;
        self.page.crowded
    }

    fn ink(&mut self, kind: InkKind, bounds: Rect, rgb: Option<[u8; 3]>) {
        let clip = self.clips.last().copied().unwrap_or(bounds);
        let [x0, x1] = [bounds.x0.max(clip.x0), bounds.x1.min(clip.x1)];
        let [y0, y1] = [bounds.y0.max(clip.y0), bounds.y1.min(clip.y1)];
        let shows = x0 <= x1 && y0 <= y1;
        if shows && !self.is_full() {
            let bounds = [x0 as f32, y0 as f32, x1 as f32, y1 as f32];
            let artifact = self.artifact();
            self.page.inks.push(Ink { kind, bounds, rgb, artifact });
        }
    }

    fn glyph(&mut self, glyph: &PositionedGlyph<'_>, look: &Look) {
        let place = look.transform * glyph.transform();
        let [a, b, c, d, _, _] = place.as_coeffs();
        let advance = advance(glyph);
        let spot = Spot {
            start: place * Point::ZERO,
            end: place * Point::new(advance, 0.0),
            size: (c.hypot(d) * UNITS_PER_EM) as f32,
            // Upwards on the page is a falling ordinate.
            upright: a > 0.0 && d < 0.0 && b.abs() < a.abs() * 0.01,
        };
        let text = glyph.as_unicode();
        if self.goes_on(&spot, look) {
            self.extend(&spot, text);
        } else if !self.is_full() {
            let artifact = self.artifact();
            self.page.runs.push(Run {
                text: String::new(),
                x: spot.start.x as f32,
                end: spot.start.x as f32,
                baseline: spot.start.y as f32,
                size: spot.size,
                face: look.face.clone(),
                rgb: look.rgb,
                visible: look.visible,
                artifact,
                upright: spot.upright,
                unread: 0,
            });
            self.extend(&spot, text);
        }
    }

    /// Whether a glyph belongs to the run before it.
    fn goes_on(&self, spot: &Spot, look: &Look) -> bool {
        let Some(run) = self.page.runs.last() else { return false };
        let gap = spot.start.x as f32 - run.end;
        run.upright
            && spot.upright
            && run.visible == look.visible
            && run.rgb == look.rgb
            && run.artifact == self.artifact()
            && run.face == look.face
            && (run.size - spot.size).abs() < 0.05
            && (run.baseline - spot.start.y as f32).abs() < 0.1
            && gap < run.size * RUN_GAP
            && gap > -run.size * 0.5
    }

    fn extend(&mut self, spot: &Spot, text: Option<BfString>) {
        let Some(run) = self.page.runs.last_mut() else { return };
        let gap = spot.start.x as f32 - run.end;
        let apart = gap > run.size * WORD_GAP && run.upright;
        if apart && !run.text.is_empty() && !run.text.ends_with(' ') {
            run.text.push(' ');
        }
        match text {
            Some(BfString::Char(c)) => run.text.push(c),
            Some(BfString::String(text)) => run.text.push_str(&text),
            None => run.unread += 1,
        }
        run.end = spot.end.x as f32;
    }

    fn face(&mut self, glyph: &PositionedGlyph<'_>) -> Option<Arc<str>> {
        let Glyph::Outline(outline) = &**glyph else { return None };
        let data = outline.font_data()?;
        if let Some((_, name)) = self.faces.iter().find(|(key, _)| *key == data.cache_key) {
            return name.clone();
        }
        let name: Option<Arc<str>> = data.postscript_name.map(Arc::from);
        self.faces.push((data.cache_key, name.clone()));
        name
    }
}

/// How far the pen moves, in glyph space.
fn advance(glyph: &PositionedGlyph<'_>) -> f64 {
    let width = match &**glyph {
        Glyph::Outline(outline) => outline.advance_width(),
        Glyph::Type3(type3) => type3.advance_width(),
    };
    f64::from(width.unwrap_or(0.0))
}

fn rgb(paint: &Paint<'_>) -> Option<[u8; 3]> {
    match paint {
        Paint::Color(color) => {
            let [r, g, b, _] = color.to_rgba().to_rgba8();
            Some([r, g, b])
        }
        Paint::Pattern(_) => None,
    }
}

impl<'a> Device<'a> for Tape {
    fn draw_path(&mut self, path: &BezPath, props: DrawProps<'a>, mode: &DrawMode) {
        let mut bounds = (props.transform * path.clone()).control_box();
        let kind = match mode {
            DrawMode::Invisible => return,
            DrawMode::Fill(_) => InkKind::Fill,
            DrawMode::Stroke(stroke) | DrawMode::FillAndStroke(_, stroke) => {
                let half = f64::from(stroke.line_width) / 2.0;
                let scale = props.transform.determinant().abs().sqrt();
                bounds = bounds.inflate(half * scale, half * scale);
                InkKind::Stroke
            }
        };
        self.ink(kind, bounds, rgb(&props.paint));
    }

    fn draw_rect(&mut self, rect: &Rect, props: DrawProps<'a>, mode: &DrawMode) {
        self.draw_path(&rect.to_path(0.1), props, mode);
    }

    fn push_clip_path(&mut self, clip: &ClipPath) {
        self.push_clip_rect(&clip.path.control_box());
    }

    fn push_clip_rect(&mut self, rect: &Rect) {
        let above = self.clips.last().copied().unwrap_or(*rect);
        self.clips.push(above.intersect(*rect));
    }

    fn pop_clip(&mut self) {
        self.clips.pop();
    }

    fn push_transparency_group(&mut self, _: f32, _: Option<SoftMask<'a>>, _: BlendMode) {}

    fn pop_transparency_group(&mut self) {}

    fn draw_glyph_run(&mut self, run: &GlyphRun<'_, 'a>, props: DrawProps<'a>, mode: &DrawMode) {
        // One operator shows all of them, in one face; to ask for it is dear.
        let face = run.glyphs().first().and_then(|glyph| self.face(glyph));
        let look = Look {
            transform: props.transform,
            rgb: rgb(&props.paint),
            visible: !matches!(mode, DrawMode::Invisible),
            face,
        };
        run.glyphs().iter().for_each(|glyph| self.glyph(glyph, &look));
    }

    fn draw_image(&mut self, image: Image<'a, '_>, props: ImageDrawProps<'a>) {
        let (width, height) = (image.width(), image.height());
        let pixels = Rect::new(0.0, 0.0, f64::from(width), f64::from(height));
        let bounds = props.transform.transform_rect_bbox(pixels);
        self.ink(InkKind::Picture { width, height }, bounds, None);
    }

    fn begin_marked_content(&mut self, tag: &[u8], _: Option<&Dict<'_>>) {
        self.marked.push(tag == b"Artifact");
    }

    fn end_marked_content(&mut self) {
        self.marked.pop();
    }
}
