//! A raster to the image of a PDF: lossless, rows told by their difference from their neighbours.

use lopdf::{Dictionary, Object, Stream, dictionary};

use super::raster::{Pixels, Raster};
use crate::pdf::Deflate;

/// The image as an `XObject`; sRGB is assumed.
pub(super) fn image(raster: &Raster, deflate: &mut Deflate) -> Stream {
    let (space, bits, n) = match &raster.pixels {
        Pixels::Bits(_) => ("DeviceGray", 1, 0),
        Pixels::Gray(_) => ("DeviceGray", 8, 1),
        Pixels::Rgb(_) => ("DeviceRGB", 8, 3),
    };
    let mut dictionary = image_of([raster.width, raster.height], space);
    dictionary.set("BitsPerComponent", bits);
    dictionary.set("Filter", "FlateDecode");
    let packed = match &raster.pixels {
        Pixels::Bits(rows) => {
            // A byte too many is one that no row asks for.
            deflate.pack(&mut rows.clone(), &[1])
        }
        Pixels::Gray(samples) | Pixels::Rgb(samples) => {
            let row = raster.width * n;
            dictionary.set(
                "DecodeParms",
                dictionary! {
                    "Predictor" => 15,
                    "Colors" => n as i64,
                    "Columns" => raster.width as i64,
                },
            );
            let mut filler = vec![0; row + 1];
            filler[0] = 1;
            deflate.pack(&mut differences(samples, row, n), &filler)
        }
    };
    Stream::new(dictionary, packed)
}

/// A JPEG as an `XObject`, its bytes as they are.
pub(super) fn jpeg(bytes: Vec<u8>, size: [usize; 2], gray: bool) -> Stream {
    let mut dictionary = image_of(size, if gray { "DeviceGray" } else { "DeviceRGB" });
    dictionary.set("BitsPerComponent", 8);
    dictionary.set("Filter", "DCTDecode");
    Stream::new(dictionary, bytes)
}

fn image_of([width, height]: [usize; 2], space: &str) -> Dictionary {
    dictionary! {
        "Type" => "XObject",
        "Subtype" => "Image",
        "Width" => width as i64,
        "Height" => height as i64,
        "ColorSpace" => Object::Name(space.as_bytes().to_vec()),
    }
}

/// What a byte is expected to be from its neighbours on the left, above and at the corner.
type Guess = fn(u8, u8, u8) -> u8;

/// The filters of PNG in the order of their numbers, but the average, which seldom wins.
const FILTERS: [(u8, Guess); 4] =
    [(0, |_, _, _| 0), (1, |left, _, _| left), (2, |_, above, _| above), (4, nearest)];

/// Rows as differences (PNG, section 9): of each row the kind whose differences are smallest.
fn differences(samples: &[u8], row: usize, n: usize) -> Vec<u8> {
    let mut made = Vec::with_capacity(samples.len() + samples.len() / row.max(1));
    let blank = vec![0; row];
    let mut above = blank.as_slice();
    let mut tried: [Vec<u8>; FILTERS.len()] = Default::default();
    for this in samples.chunks_exact(row) {
        for (tried, (_, guess)) in tried.iter_mut().zip(FILTERS) {
            tried.clear();
            tried.extend((0..row).map(|at| {
                let left = at.checked_sub(n);
                let [left, corner] = left.map_or([0; 2], |left| [this[left], above[left]]);
                this[at].wrapping_sub(guess(left, above[at], corner))
            }));
        }
        let cost = |row: &[u8]| {
            row.iter().map(|byte| u32::from(byte.cast_signed().unsigned_abs())).sum::<u32>()
        };
        let best = (0..FILTERS.len()).min_by_key(|n| cost(&tried[*n])).unwrap_or_default();
        made.push(FILTERS[best].0);
        made.extend_from_slice(&tried[best]);
        above = this;
    }
    made
}

/// Which of three neighbours is nearest to what they let expect.
fn nearest(left: u8, above: u8, corner: u8) -> u8 {
    let expected = i16::from(left) + i16::from(above) - i16::from(corner);
    let far = |one: u8| (expected - i16::from(one)).abs();
    if far(left) <= far(above) && far(left) <= far(corner) {
        left
    } else if far(above) <= far(corner) {
        above
    } else {
        corner
    }
}
