//! The pixels of a whole JPEG.

use zune_jpeg::JpegDecoder;
use zune_jpeg::errors::DecodeErrors;
use zune_jpeg::zune_core::bytestream::ZCursor;
use zune_jpeg::zune_core::colorspace::ColorSpace;
use zune_jpeg::zune_core::options::DecoderOptions;

use super::raster::{Pixels, Raster};
use super::{PictureFault, check_size, unreadable};
pub(super) use crate::reading::jpeg::{Frame, Walked, frame, walk};

/// The pixels of a JPEG: gray, or colours.
///
/// # Errors
/// `PictureFault`, where it is too large or any pixel of it is missing.
pub(super) fn decode(walked: &Walked<'_>) -> Result<Raster, PictureFault> {
    let Frame { width, height, .. } = walked.frame;
    let gray = walked.frame.components.len() == 1;
    let n = if gray { 1 } else { 3 };
    check_size(width, height, u64::from(width) * u64::from(height) * n)?;
    let space = if gray { ColorSpace::Luma } else { ColorSpace::RGB };
    let options = DecoderOptions::default()
        .set_strict_mode(true)
        .set_max_width(width as usize)
        .set_max_height(height as usize)
        .jpeg_set_out_colorspace(space);
    let mut decoder = JpegDecoder::new_with_options(ZCursor::new(&walked.drawing), options);
    let samples = decoder.decode().map_err(|error| match error {
        DecodeErrors::Unsupported(_) => PictureFault::Rare("a rare kind of JPEG".to_owned()),
        _ => unreadable("a part of its picture is missing or spoilt"),
    })?;
    let raster = Raster {
        width: width as usize,
        height: height as usize,
        pixels: if gray { Pixels::Gray(samples) } else { Pixels::Rgb(samples) },
    };
    if raster.is_full() { Ok(raster) } else { Err(unreadable("a part of its picture is missing")) }
}
