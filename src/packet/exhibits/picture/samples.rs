//! Samples as a TIFF codes them to pixels: grays, palettes, inks, brightness with colour differences.

use tiff::ColorType;
use tiff::decoder::DecodingResult;

use super::raster::{Pixels, on_white};

/// What tells the meaning of samples beside their number and depth.
pub(super) struct Coding {
    /// All reds, then all greens, then all blues, in 16 bits each.
    pub(super) palette: Option<Vec<u16>>,
    /// What the first sample beyond the colours is: 1 an opacity by which the colours were
    /// multiplied, 2 an opacity.
    pub(super) extra: Option<u16>,
}

/// Pixels of a decoded page; nothing for samples of a kind that is not known.
pub(super) fn to_pixels(
    decoded: DecodingResult,
    color: ColorType,
    [width, height]: [usize; 2],
    planar: bool,
    coding: &Coding,
) -> Option<Pixels> {
    let bits = usize::from(color.bit_depth());
    let mut samples = match decoded {
        DecodingResult::U8(samples) => samples,
        DecodingResult::U16(samples) => {
            samples.into_iter().map(|sample| (u32::from(sample) * 255 / 65_535) as u8).collect()
        }
        _ => return None,
    };
    if bits < 8 {
        let rows = samples.chunks_exact((width * bits).div_ceil(8)).take(height);
        return Some(match (&coding.palette, bits) {
            (None, 1) => Pixels::Bits(samples),
            (Some(palette), _) => {
                colored(rows.flat_map(|row| unpacked(row, bits, width)), palette, bits)?
            }
            (None, _) => {
                let most = (1_u16 << bits) - 1;
                let gray = |index: u8| (u16::from(index) * 255 / most) as u8;
                Pixels::Gray(rows.flat_map(|row| unpacked(row, bits, width)).map(gray).collect())
            }
        });
    }
    let n = usize::from(color.num_samples());
    if samples.len() != width * height * n {
        return None;
    }
    if planar {
        let plane = width * height;
        samples = (0..plane)
            .flat_map(|at| (0..n).map(move |p| at + p * plane))
            .map(|at| samples[at])
            .collect();
    }
    match (color, &coding.palette) {
        (ColorType::Gray(8), Some(palette)) => colored(samples.into_iter(), palette, 8),
        (_, Some(_)) => None,
        (ColorType::Gray(_), None) => Some(Pixels::Gray(samples)),
        (ColorType::RGB(_), None) => Some(Pixels::Rgb(samples)),
        (ColorType::RGBA(_), None) => Some(Pixels::Rgb(flat(samples, 4, coding))),
        (ColorType::Multiband { num_samples: 2, .. }, None) => {
            Some(Pixels::Gray(flat(samples, 2, coding)))
        }
        (ColorType::CMYK(_) | ColorType::CMYKA(_), None) => {
            Some(Pixels::Rgb(samples.chunks_exact(n).flat_map(from_inks).collect()))
        }
        (ColorType::YCbCr(8), None) => {
            Some(Pixels::Rgb(samples.chunks_exact(3).flat_map(from_brightness).collect()))
        }
        _ => None,
    }
}

fn unpacked(row: &[u8], bits: usize, width: usize) -> impl Iterator<Item = u8> {
    let mask = (1_u8 << bits) - 1;
    let per_byte = 8 / bits;
    (0..width).map(move |x| row[x / per_byte] >> (8 - bits - x % per_byte * bits) & mask)
}

fn colored(indices: impl Iterator<Item = u8>, palette: &[u16], bits: usize) -> Option<Pixels> {
    let n = 1 << bits;
    if palette.len() < 3 * n {
        return None;
    }
    // Some programs write palettes of 8 bits into the 16.
    let shift = if palette.iter().all(|part| *part < 256) { 0 } else { 8 };
    let part = |at: usize| (palette[at] >> shift) as u8;
    let color = |index: u8| [0, n, 2 * n].map(|plane| part(plane + usize::from(index)));
    Some(Pixels::Rgb(indices.flat_map(color).collect()))
}

/// Colours with an opacity, `n` samples to a pixel, on white.
fn flat(samples: Vec<u8>, n: usize, coding: &Coding) -> Vec<u8> {
    match coding.extra {
        Some(1) => samples
            .chunks_exact(n)
            .flat_map(|pixel| {
                let glass = 255 - pixel[n - 1];
                pixel[..n - 1].iter().map(move |sample| sample.saturating_add(glass))
            })
            .collect(),
        Some(2) => on_white(samples, n),
        // Nobody says that it is an opacity.
        _ => samples.chunks_exact(n).flat_map(|pixel| pixel[..n - 1].iter().copied()).collect(),
    }
}

fn from_inks(inks: &[u8]) -> [u8; 3] {
    let light = |ink: u8| u32::from(255 - ink);
    [0, 1, 2].map(|n| ((light(inks[n]) * light(inks[3]) + 127) / 255) as u8)
}

/// ITU-R BT.601, as JFIF has it, in 16 bits behind the point.
fn from_brightness(pixel: &[u8]) -> [u8; 3] {
    let [y, cb, cr] = [i64::from(pixel[0]), i64::from(pixel[1]) - 128, i64::from(pixel[2]) - 128];
    let sums = [91_881 * cr, -22_554 * cb - 46_802 * cr, 116_130 * cb];
    sums.map(|sum| (y + ((sum + 32_768) >> 16)).clamp(0, 255) as u8)
}
