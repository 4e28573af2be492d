//! A photograph or scan to a PDF of its pages, upright, at a size that can be read in print.
//!
//! A page is as large as the picture in print: it fills a Letter page within margins of half an
//! inch, but is never coarser than 100 pixels to the inch, so that a small picture stays small. What
//! would be finer than 250 is brought to 200. A JPEG that needs no change keeps every byte that
//! draws; the place and the device of a photograph are left out of all, for a filing is public.

mod jpeg;
mod kind;
mod raster;
mod samples;
mod stream;
mod tiff_file;

use std::fmt;
use std::io::Cursor;
use std::panic::{AssertUnwindSafe, catch_unwind};

use image::codecs::jpeg::JpegEncoder;
use image::codecs::png::PngDecoder;
use image::metadata::Orientation;
use image::{DynamicImage, ExtendedColorType, ImageDecoder, ImageError, Limits};
use lopdf::{Document, Object, ObjectId, Stream, dictionary};

use crate::pdf::{Deflate, Writer};
pub use kind::{Kind, kind};
use raster::{Pixels, Raster};

/// Letter paper within margins of half an inch, in points.
const FRAME: [f32; 2] = [540.0, 720.0];

/// Pixels to the inch, at least.
const COARSEST: f32 = 100.0;

/// Pixels to the inch that print shows.
const FINE: f32 = 200.0;

/// Pixels to the inch that are left as they are: a little finer is not worth a loss.
const FINEST: f32 = 250.0;

/// Quality of JPEGs that have to be made anew.
const QUALITY: u8 = 88;

/// A larger picture is refused; telephones take up to 48 million pixels.
const MOST_PIXELS: u64 = 50_000_000;

/// A picture that unfolds to more is refused.
const MOST_BYTES: usize = 256 << 20;

/// A page is no smaller, in points: viewers stumble over slivers.
const LEAST_SIDE: f32 = 18.0;

/// Why a file cannot be an exhibit as a picture.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PictureFault {
    /// It has no bytes.
    Empty,
    /// It is of a kind that cannot be carried.
    Refused(Kind),
    /// Nothing tells what it is.
    Unknown,
    /// It is damaged.
    Unreadable(String),
    /// It is coded in a way that nearly nobody writes.
    Rare(String),
    /// It is larger than any photograph.
    TooLarge(String),
}

impl PictureFault {
    fn too_large(width: u32, height: u32) -> PictureFault {
        let most = MOST_PIXELS / 1_000_000;
        PictureFault::TooLarge(format!(
            "is {width} by {height} pixels large; the most is {most} million pixels: save it \
             smaller"
        ))
    }
}

/// What follows the name of the file: `is empty`, `is a WebP picture: save it as JPEG or PNG`.
impl fmt::Display for PictureFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            PictureFault::Empty => write!(f, "is empty"),
            PictureFault::Refused(kind) => write!(f, "{kind}"),
            PictureFault::Unknown => {
                write!(f, "is neither a PDF nor a JPEG, PNG or TIFF picture: save it as one")
            }
            PictureFault::Unreadable(what) => write!(f, "is damaged: {what}"),
            PictureFault::Rare(what) => write!(
                f,
                "is coded in a way that few programs know ({what}): open it in a picture viewer \
                 and save it as PNG, or print it to PDF"
            ),
            PictureFault::TooLarge(what) => write!(f, "{what}"),
        }
    }
}

impl std::error::Error for PictureFault {}

/// Makes a PDF of a JPEG, PNG or TIFF, one page for each of its own; same bytes, same PDF.
///
/// # Errors
/// `PictureFault`, where it is another kind of file or not every page of it can be shown whole.
pub fn to_pdf(bytes: &[u8]) -> Result<Vec<u8>, PictureFault> {
    if bytes.is_empty() {
        return Err(PictureFault::Empty);
    }
    // The decoders are others' code; whatever they trip over is a fault of the file.
    catch_unwind(AssertUnwindSafe(|| {
        let mut book = Book::new();
        match kind(bytes) {
            Some(Kind::Jpeg) => book.jpeg(bytes)?,
            Some(Kind::Png) => book.png(bytes)?,
            Some(Kind::Tiff) => tiff_file::each_sheet(bytes, |sheet| book.sheet(sheet))?,
            Some(other) => return Err(PictureFault::Refused(other)),
            None => return Err(PictureFault::Unknown),
        }
        Ok(book.finish())
    }))
    .unwrap_or_else(|_| Err(unreadable("its picture cannot be decoded")))
}

/// A decoded page of a picture.
struct Sheet {
    raster: Raster,
    /// How it has to be turned to stand upright.
    turn: Orientation,
    /// How many times as tall as wide its pixels are, before it is turned.
    stretch: f32,
}

/// Where and how large a picture is printed.
struct Print {
    /// Width and height in points, upright.
    size: [f32; 2],
    /// Pixels, as the file has them, that are worth keeping.
    pixels: [usize; 2],
}

impl Print {
    fn new([width, height]: [usize; 2], turn: Orientation, stretch: f32) -> Print {
        let lies = lies(turn);
        let mut upright = [width as f32, height as f32 * stretch];
        if lies {
            upright.reverse();
        }
        let fineness = (upright[0] * 72.0 / FRAME[0]).max(upright[1] * 72.0 / FRAME[1]);
        let fineness = fineness.max(COARSEST);
        let size = upright.map(|side| side * 72.0 / fineness);
        let kept = |side: usize, points: f32| {
            let inches = points / 72.0;
            let fine = (inches * FINE).round().max(1.0) as usize;
            if side as f32 > inches * FINEST { fine } else { side }
        };
        let [across, down] = if lies { [size[1], size[0]] } else { size };
        Print { size, pixels: [kept(width, across), kept(height, down)] }
    }
}

/// Whether what is wide in the file is tall on paper.
fn lies(turn: Orientation) -> bool {
    use Orientation::{Rotate90, Rotate90FlipH, Rotate270, Rotate270FlipH};
    matches!(turn, Rotate90 | Rotate270 | Rotate90FlipH | Rotate270FlipH)
}

/// The PDF under construction.
struct Book {
    doc: Document,
    tree: ObjectId,
    pages: Vec<Object>,
    deflate: Deflate,
}

impl Book {
    fn new() -> Book {
        let mut doc = Document::with_version("1.7");
        let tree = doc.new_object_id();
        Book { doc, tree, pages: Vec::new(), deflate: Deflate::new() }
    }

    fn jpeg(&mut self, bytes: &[u8]) -> Result<(), PictureFault> {
        let walked = jpeg::walk(bytes).ok_or_else(|| unreadable("it ends before its picture"))?;
        let turn = walked.exif.and_then(Orientation::from_exif_chunk);
        let turn = turn.unwrap_or(Orientation::NoTransforms);
        let raster = jpeg::decode(&walked)?;
        let size = [raster.width, raster.height];
        let print = Print::new(size, turn, 1.0);
        let picture = if walked.is_plain() && print.pixels == size {
            let gray = walked.frame.components.len() == 1;
            stream::jpeg(walked.drawing, size, gray)
        } else {
            made_anew(raster.shrunk(print.pixels[0], print.pixels[1]))?
        };
        self.page(picture, &print, turn);
        Ok(())
    }

    fn png(&mut self, bytes: &[u8]) -> Result<(), PictureFault> {
        let mut limits = Limits::default();
        limits.max_alloc = Some(MOST_BYTES as u64);
        let decoder = PngDecoder::with_limits(Cursor::new(bytes), limits);
        let mut decoder = decoder.map_err(|error| fault(&error))?;
        let (width, height) = decoder.dimensions();
        check_size(width, height, decoder.total_bytes())?;
        // What the camera wrote about the picture may be damaged without harm to the picture.
        let turn = decoder.orientation().unwrap_or(Orientation::NoTransforms);
        let image = DynamicImage::from_decoder(decoder).map_err(|error| fault(&error))?;
        self.sheet(Sheet { raster: Raster::new(image), turn, stretch: 1.0 })
    }

    fn sheet(&mut self, sheet: Sheet) -> Result<(), PictureFault> {
        let raster = sheet.raster.slimmed();
        let print = Print::new([raster.width, raster.height], sheet.turn, sheet.stretch);
        let raster = raster.shrunk(print.pixels[0], print.pixels[1]);
        let picture = stream::image(&raster, &mut self.deflate);
        self.page(picture, &print, sheet.turn);
        Ok(())
    }

    fn page(&mut self, picture: Stream, print: &Print, turn: Orientation) {
        let picture = self.doc.add_object(picture);
        let [width, height] = print.size;
        let page = print.size.map(|side| side.max(LEAST_SIDE));
        let [a, b, c, d, e, f] = upright(turn, width, height);
        let [e, f] = [e + (page[0] - width) / 2.0, f + (page[1] - height) / 2.0];
        let ops = format!("q {a} {b} {c} {d} {e} {f} cm /Picture Do Q");
        let contents = self.doc.add_object(Stream::new(dictionary! {}, ops.into_bytes()));
        let page = self.doc.add_object(dictionary! {
            "Type" => "Page",
            "Parent" => self.tree,
            "MediaBox" => vec![0.into(), 0.into(), Object::Real(page[0]), Object::Real(page[1])],
            "Resources" => dictionary! { "XObject" => dictionary! { "Picture" => picture } },
            "Contents" => contents,
        });
        self.pages.push(page.into());
    }

    fn finish(mut self) -> Vec<u8> {
        let pages = dictionary! {
            "Type" => "Pages",
            "Count" => self.pages.len() as i64,
            "Kids" => self.pages,
        };
        self.doc.set_object(self.tree, pages);
        let root = self.doc.add_object(dictionary! { "Type" => "Catalog", "Pages" => self.tree });
        self.doc.trailer.set("Root", root);
        Writer::new(0).finish(self.doc, &mut self.deflate)
    }
}

/// From the unit square, in which a PDF sees every picture, to the picture upright at the origin.
fn upright(turn: Orientation, w: f32, h: f32) -> [f32; 6] {
    match turn {
        Orientation::NoTransforms => [w, 0.0, 0.0, h, 0.0, 0.0],
        Orientation::FlipHorizontal => [-w, 0.0, 0.0, h, w, 0.0],
        Orientation::Rotate180 => [-w, 0.0, 0.0, -h, w, h],
        Orientation::FlipVertical => [w, 0.0, 0.0, -h, 0.0, h],
        Orientation::Rotate90 => [0.0, -h, w, 0.0, 0.0, h],
        Orientation::Rotate270 => [0.0, h, -w, 0.0, w, 0.0],
        Orientation::Rotate90FlipH => [0.0, -h, -w, 0.0, w, h],
        Orientation::Rotate270FlipH => [0.0, h, w, 0.0, 0.0, 0.0],
    }
}

/// Whether a picture can be decoded within bounds.
fn check_size(width: u32, height: u32, bytes: u64) -> Result<(), PictureFault> {
    if width == 0 || height == 0 {
        return Err(unreadable("it has no pixels"));
    }
    if u64::from(width) * u64::from(height) > MOST_PIXELS || bytes > MOST_BYTES as u64 {
        return Err(PictureFault::too_large(width, height));
    }
    Ok(())
}

fn made_anew(raster: Raster) -> Result<Stream, PictureFault> {
    let (samples, color) = match &raster.pixels {
        Pixels::Gray(samples) => (samples, ExtendedColorType::L8),
        Pixels::Rgb(samples) => (samples, ExtendedColorType::Rgb8),
        Pixels::Bits(_) => return Ok(stream::image(&raster, &mut Deflate::new())),
    };
    let mut bytes = Vec::new();
    JpegEncoder::new_with_quality(&mut bytes, QUALITY)
        .encode(samples, raster.width as u32, raster.height as u32, color)
        .map_err(|_| unreadable("its picture cannot be made smaller"))?;
    let gray = color == ExtendedColorType::L8;
    Ok(stream::jpeg(bytes, [raster.width, raster.height], gray))
}

fn unreadable(what: &str) -> PictureFault {
    PictureFault::Unreadable(what.to_owned())
}

fn fault(error: &ImageError) -> PictureFault {
    match error {
        ImageError::IoError(_) => unreadable("it ends before its picture"),
        ImageError::Limits(_) => PictureFault::TooLarge("is too large to be decoded".to_owned()),
        ImageError::Unsupported(_) => PictureFault::Rare("a rare kind of PNG".to_owned()),
        _ => unreadable("its picture cannot be decoded"),
    }
}
