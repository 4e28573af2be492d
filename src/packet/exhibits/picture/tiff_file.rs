//! A TIFF to its pages, one after the other, with what the decoder does not know about mended before.

use std::borrow::Cow;
use std::io::Cursor;

use image::metadata::Orientation;
use tiff::decoder::ifd::Value;
use tiff::decoder::{Decoder, Limits};
use tiff::tags::{CompressionMethod, PhotometricInterpretation, Tag};
use tiff::{ColorType, TiffError};

use super::raster::Raster;
use super::samples::{Coding, to_pixels};
use super::{MOST_BYTES, MOST_PIXELS, PictureFault, Sheet, jpeg};

/// More pages than this are a trap.
const MOST_PAGES: usize = 2_000;

/// All pages together unfold to no more than this.
const MOST_IN_ALL: u64 = 2 << 30;

/// Gives every page of a TIFF to `see`, in order; small copies of pages are left out.
///
/// # Errors
/// `PictureFault`, of the file or of `see`.
pub(super) fn each_sheet(
    bytes: &[u8],
    mut see: impl FnMut(Sheet) -> Result<(), PictureFault>,
) -> Result<(), PictureFault> {
    let (bytes, plans) = plan(bytes)?;
    let mut decoder = open(&bytes).map_err(|error| fault(&error, 1))?;
    for (n, plan) in plans.iter().enumerate() {
        if n > 0 {
            decoder.next_image().map_err(|error| fault(&error, n + 1))?;
        }
        if plan.is_copy {
            continue;
        }
        let raster = raster(&mut decoder, plan).map_err(|error| fault(&error, n + 1))?;
        let raster = raster.ok_or_else(|| rare(n + 1))?;
        see(Sheet { raster, turn: plan.turn, stretch: plan.stretch })?;
    }
    Ok(())
}

type File<'b> = Decoder<Cursor<&'b [u8]>>;

/// What is known of a page before it is decoded.
struct Plan {
    /// A small copy of another page, or a mask of one.
    is_copy: bool,
    coding: Coding,
    turn: Orientation,
    /// How many times as tall as wide a pixel is: faxes have such.
    stretch: f32,
}

fn open(bytes: &[u8]) -> Result<File<'_>, TiffError> {
    let mut limits = Limits::default();
    limits.decoding_buffer_size = MOST_BYTES;
    limits.intermediate_buffer_size = MOST_BYTES;
    Ok(Decoder::new(Cursor::new(bytes))?.with_limits(limits))
}

/// Looks at all pages before any is decoded, and mends what the decoder would misread.
fn plan(bytes: &[u8]) -> Result<(Cow<'_, [u8]>, Vec<Plan>), PictureFault> {
    let mut survey =
        Survey { mended: Cow::Borrowed(bytes), plans: Vec::new(), in_all: 0, turned: 0 };
    let mut decoder = open(bytes).map_err(|error| fault(&error, 1))?;
    loop {
        let n = survey.plans.len() + 1;
        if n > MOST_PAGES {
            return Err(PictureFault::TooLarge(format!("has more than {MOST_PAGES} pages")));
        }
        survey.page(&mut decoder, n)?;
        if !decoder.more_images() {
            break;
        }
        decoder.next_image().map_err(|error| fault(&error, n + 1))?;
    }
    if survey.plans.iter().all(|plan| plan.is_copy) {
        survey.plans.iter_mut().for_each(|plan| plan.is_copy = false);
    }
    Ok((survey.mended, survey.plans))
}

struct Survey<'b> {
    mended: Cow<'b, [u8]>,
    plans: Vec<Plan>,
    in_all: u64,
    /// How many bytes were turned around.
    turned: usize,
}

impl Survey<'_> {
    fn page(&mut self, decoder: &mut File<'_>, n: usize) -> Result<(), PictureFault> {
        let tag =
            |decoder: &mut File<'_>, tag| decoder.find_tag_unsigned::<u32>(tag).ok().flatten();
        let plan = Plan {
            is_copy: tag(decoder, Tag::NewSubfileType).unwrap_or(0) & 0b101 != 0,
            coding: self.coding(decoder),
            turn: tag(decoder, Tag::Orientation)
                .and_then(|turn| Orientation::from_exif(turn.try_into().ok()?))
                .unwrap_or(Orientation::NoTransforms),
            stretch: stretch(decoder),
        };
        self.weigh(decoder, n)?;
        let compression = tag(decoder, Tag::Compression).unwrap_or(1);
        if compression == u32::from(CompressionMethod::ModernJPEG.to_u16()) {
            check_jpegs(decoder, &self.mended, n)?;
        } else if tag(decoder, Tag::FillOrder) == Some(2) {
            self.turn_bits(decoder, n)?;
        }
        let (_, height) = decoder.dimensions().map_err(|error| fault(&error, n))?;
        if tag(decoder, Tag::RowsPerStrip).is_some_and(|rows| rows > height) {
            self.patch(decoder, Tag::RowsPerStrip, height);
        }
        self.plans.push(plan);
        Ok(())
    }

    /// The decoder knows no palettes: it is told that their indices are grays.
    fn coding(&mut self, decoder: &mut File<'_>) -> Coding {
        let extra = decoder.find_tag_unsigned_vec::<u16>(Tag::ExtraSamples).ok().flatten();
        let mut coding =
            Coding { palette: None, extra: extra.and_then(|extra| extra.first().copied()) };
        let palette = PhotometricInterpretation::RGBPalette.to_u16();
        let found = decoder.find_tag_unsigned::<u16>(Tag::PhotometricInterpretation);
        if found.ok().flatten() == Some(palette) {
            coding.palette = decoder.get_tag_u16_vec(Tag::ColorMap).ok();
            if coding.palette.is_some() {
                let gray = PhotometricInterpretation::BlackIsZero.to_u16();
                self.patch(decoder, Tag::PhotometricInterpretation, u32::from(gray));
            }
        }
        coding
    }

    fn weigh(&mut self, decoder: &mut File<'_>, n: usize) -> Result<(), PictureFault> {
        let (width, height) = decoder.dimensions().map_err(|error| fault(&error, n))?;
        let pixels = u64::from(width) * u64::from(height);
        let number = |decoder: &mut File<'_>, tag| {
            decoder
                .find_tag_unsigned_vec::<u16>(tag)
                .ok()
                .flatten()
                .and_then(|all| all.first().copied())
        };
        let bits = u64::from(number(decoder, Tag::BitsPerSample).unwrap_or(1));
        let samples = u64::from(number(decoder, Tag::SamplesPerPixel).unwrap_or(1));
        let bytes = pixels.saturating_mul(bits).saturating_mul(samples) / 8;
        self.in_all = self.in_all.saturating_add(bytes);
        if pixels > MOST_PIXELS || bytes > MOST_BYTES as u64 || self.in_all > MOST_IN_ALL {
            return Err(PictureFault::too_large(width, height));
        }
        Ok(())
    }

    /// Bits that a fax put into its bytes from the right.
    fn turn_bits(&mut self, decoder: &mut File<'_>, n: usize) -> Result<(), PictureFault> {
        for range in chunks(decoder) {
            self.turned = self.turned.saturating_add(range.len());
            // Pages that share their bytes would be turned back and forth.
            if self.turned > self.mended.len() {
                return Err(unreadable(n, "its pages overlap"));
            }
            if let Some(chunk) = self.mended.to_mut().get_mut(range) {
                chunk.iter_mut().for_each(|byte| *byte = byte.reverse_bits());
            }
        }
        Ok(())
    }

    /// Overwrites the one number of an entry of the page's directory, in files of the classic kind.
    fn patch(&mut self, decoder: &mut File<'_>, tag: Tag, value: u32) {
        let little = self.mended.starts_with(b"II*");
        if !little && !self.mended.starts_with(b"MM\0*") {
            return;
        }
        let Some(at) = decoder.ifd_pointer().and_then(|at| usize::try_from(at.0).ok()) else {
            return;
        };
        let short = |two: &[u8]| {
            let two = [two[0], two[1]];
            if little { u16::from_le_bytes(two) } else { u16::from_be_bytes(two) }
        };
        let bytes = self.mended.to_mut();
        let Some(n) = bytes.get(at..at + 2).map(short) else { return };
        let Some(entries) = bytes.get_mut(at + 2..at + 2 + 12 * usize::from(n)) else { return };
        for entry in entries.chunks_exact_mut(12) {
            if short(&entry[..2]) == tag.to_u16() {
                let long = short(&entry[2..4]) == 4;
                let number = if little { value.to_le_bytes() } else { value.to_be_bytes() };
                match (long, little) {
                    (true, _) => entry[8..12].copy_from_slice(&number),
                    (false, true) => entry[8..10].copy_from_slice(&number[..2]),
                    (false, false) => entry[8..10].copy_from_slice(&number[2..]),
                }
            }
        }
    }
}

/// Where the strips or tiles of the page stand.
fn chunks(decoder: &mut File<'_>) -> Vec<std::ops::Range<usize>> {
    let mut numbers = |tag| decoder.find_tag_unsigned_vec::<u64>(tag).ok().flatten();
    let places = numbers(Tag::StripOffsets).zip(numbers(Tag::StripByteCounts));
    let places = places.or_else(|| numbers(Tag::TileOffsets).zip(numbers(Tag::TileByteCounts)));
    let (starts, lengths) = places.unwrap_or_default();
    let range = |(start, length): (u64, u64)| {
        let start = usize::try_from(start).ok()?;
        Some(start..start.checked_add(usize::try_from(length).ok()?)?)
    };
    starts.into_iter().zip(lengths).filter_map(range).collect()
}

/// A JPEG in a strip that says it is larger than the strip would be decoded all the same.
fn check_jpegs(decoder: &mut File<'_>, bytes: &[u8], n: usize) -> Result<(), PictureFault> {
    let (width, height) = decoder.chunk_dimensions();
    for range in chunks(decoder) {
        let chunk = bytes.get(range).ok_or_else(|| unreadable(n, "it ends before its picture"))?;
        if let Some(frame) = jpeg::frame(chunk)
            && (frame.width > width || frame.height > height)
        {
            return Err(unreadable(n, "its parts do not fit together"));
        }
    }
    Ok(())
}

fn stretch(decoder: &mut File<'_>) -> f32 {
    let mut fineness = |tag| match decoder.find_tag(tag).ok().flatten() {
        Some(Value::Rational(n, d)) if n > 0 && d > 0 => Some(n as f32 / d as f32),
        _ => None,
    };
    let (across, down) = (fineness(Tag::XResolution), fineness(Tag::YResolution));
    let stretch = across.zip(down).map_or(1.0, |(across, down)| across / down);
    if (0.2..=5.0).contains(&stretch) { stretch } else { 1.0 }
}

fn raster(decoder: &mut File<'_>, plan: &Plan) -> Result<Option<Raster>, TiffError> {
    let (width, height) = decoder.dimensions()?;
    let color: ColorType = decoder.colortype()?;
    let mut decoded = tiff::decoder::DecodingResult::U8(Vec::new());
    let layout = decoder.read_image_to_buffer(&mut decoded)?;
    let size = [width as usize, height as usize];
    let planar = layout.plane_stride.is_some() && layout.planes > 1;
    Ok(to_pixels(decoded, color, size, planar, &plan.coding).map(|pixels| Raster {
        width: size[0],
        height: size[1],
        pixels,
    }))
}

fn unreadable(page: usize, what: &str) -> PictureFault {
    PictureFault::Unreadable(format!("page {page} of this TIFF cannot be read: {what}"))
}

fn rare(page: usize) -> PictureFault {
    PictureFault::Rare(format!("page {page} of this TIFF"))
}

fn fault(error: &TiffError, page: usize) -> PictureFault {
    match error {
        TiffError::LimitsExceeded => {
            PictureFault::TooLarge(format!("has a page {page} that is too large to be carried"))
        }
        TiffError::UnsupportedError(_) => rare(page),
        TiffError::IoError(_) => unreadable(page, "it is cut off or damaged"),
        _ => unreadable(page, "it is damaged"),
    }
}
