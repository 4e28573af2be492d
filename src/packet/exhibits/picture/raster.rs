//! Pixels as decoded to pixels as printed: on white paper, without needless colours, no finer than asked.

use image::DynamicImage;

/// A decoded picture, its rows from the top.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Raster {
    pub(super) width: usize,
    pub(super) height: usize,
    pub(super) pixels: Pixels,
}

/// Samples of a picture.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Pixels {
    /// A bit each, 1 for white; rows fill whole bytes.
    Bits(Vec<u8>),
    /// A byte each.
    Gray(Vec<u8>),
    /// Three bytes each.
    Rgb(Vec<u8>),
}

impl Raster {
    /// A decoded picture on white, in 8 bits a sample.
    pub(super) fn new(image: DynamicImage) -> Raster {
        let (width, height) = (image.width() as usize, image.height() as usize);
        let color = image.color();
        let pixels = match (color.has_color(), color.has_alpha()) {
            (false, false) => Pixels::Gray(image.into_luma8().into_raw()),
            (true, false) => Pixels::Rgb(image.into_rgb8().into_raw()),
            (false, true) => Pixels::Gray(on_white(image.into_luma_alpha8().into_raw(), 2)),
            (true, true) => Pixels::Rgb(on_white(image.into_rgba8().into_raw(), 4)),
        };
        Raster { width, height, pixels }
    }

    /// Whether it has all its samples.
    pub(super) fn is_full(&self) -> bool {
        let (wanted, found) = match &self.pixels {
            Pixels::Bits(rows) => (self.width.div_ceil(8), rows),
            Pixels::Gray(samples) => (self.width, samples),
            Pixels::Rgb(samples) => (3 * self.width, samples),
        };
        found.len() == wanted * self.height
    }

    /// The same picture, in gray where no pixel has a colour, in bits where none is gray.
    pub(super) fn slimmed(self) -> Raster {
        let Raster { width, height, mut pixels } = self;
        if let Pixels::Rgb(samples) = &pixels
            && samples.chunks_exact(3).all(|rgb| rgb[0] == rgb[1] && rgb[1] == rgb[2])
        {
            pixels = Pixels::Gray(samples.chunks_exact(3).map(|rgb| rgb[0]).collect());
        }
        if let Pixels::Gray(samples) = &pixels
            && samples.iter().all(|sample| matches!(sample, 0 | 255))
        {
            pixels = Pixels::Bits(samples.chunks_exact(width).flat_map(packed).collect());
        }
        Raster { width, height, pixels }
    }

    /// The same picture in fewer pixels, each the average of what it covers. Bits stay as they
    /// are: they are small, and an average would not be bits any more.
    pub(super) fn shrunk(self, width: usize, height: usize) -> Raster {
        let (width, height) = (width.clamp(1, self.width), height.clamp(1, self.height));
        let all = (width, height) == (self.width, self.height);
        match self.pixels {
            Pixels::Gray(samples) if !all => {
                let shrink = Shrink { from: [self.width, self.height], to: [width, height] };
                Raster { width, height, pixels: Pixels::Gray(shrink.samples::<1>(&samples)) }
            }
            Pixels::Rgb(samples) if !all => {
                let shrink = Shrink { from: [self.width, self.height], to: [width, height] };
                Raster { width, height, pixels: Pixels::Rgb(shrink.samples::<3>(&samples)) }
            }
            pixels => Raster { pixels, ..self },
        }
    }
}

/// Samples with their opacity last, `n` to a pixel, to what is seen of them on white.
pub(super) fn on_white(mut samples: Vec<u8>, n: usize) -> Vec<u8> {
    let mut end = 0;
    for start in (0..samples.len() / n * n).step_by(n) {
        let opacity = u32::from(samples[start + n - 1]);
        for at in start..start + n - 1 {
            let seen = u32::from(samples[at]) * opacity + 255 * (255 - opacity);
            samples[end] = ((seen + 127) / 255) as u8;
            end += 1;
        }
    }
    samples.truncate(end);
    samples
}

fn packed(row: &[u8]) -> impl Iterator<Item = u8> + '_ {
    row.chunks(8).map(|eight| {
        let bits = eight.iter().enumerate();
        bits.fold(0, |byte, (n, sample)| byte | (u8::from(*sample == 255) << (7 - n)))
    })
}

/// Sizes before and after. All sums are whole numbers, so that every machine finds the same.
struct Shrink {
    from: [usize; 2],
    to: [usize; 2],
}

impl Shrink {
    fn samples<const N: usize>(&self, samples: &[u8]) -> Vec<u8> {
        let ([width, height], [new_width, new_height]) = (self.from, self.to);
        let across = shares(width, new_width);
        let down = shares(height, new_height);
        let whole = (width * height) as u64;
        let mut made = Vec::with_capacity(new_width * new_height * N);
        let mut row = vec![0_u64; new_width * N];
        let mut sums = vec![0_u64; new_width * N];
        for (y, source) in samples.chunks_exact(width * N).enumerate() {
            sum_row::<N>(source, &across, &mut row);
            let share = &down[y];
            for (sum, part) in sums.iter_mut().zip(&row) {
                *sum += part * share.first;
            }
            if share.ends {
                made.extend(sums.iter().map(|sum| ((sum + whole / 2) / whole) as u8));
                for (sum, part) in sums.iter_mut().zip(&row) {
                    *sum = part * share.second;
                }
            }
        }
        made
    }
}

/// What a source pixel gives to the pixel `to` and to the one behind it.
struct Share {
    to: usize,
    first: u64,
    second: u64,
    /// Whether `to` has all its parts with this one.
    ends: bool,
}

fn shares(from: usize, to: usize) -> Vec<Share> {
    let share = |n: usize| {
        let (start, end) = (n * to, (n + 1) * to);
        let at = start / from;
        let border = (at + 1) * from;
        let first = end.min(border) - start;
        let second = end.saturating_sub(border);
        Share { to: at, first: first as u64, second: second as u64, ends: end >= border }
    };
    (0..from).map(share).collect()
}

fn sum_row<const N: usize>(source: &[u8], across: &[Share], row: &mut [u64]) {
    row.fill(0);
    for (pixel, share) in source.chunks_exact(N).zip(across) {
        let at = share.to * N;
        for (n, sample) in pixel.iter().enumerate() {
            row[at + n] += u64::from(*sample) * share.first;
            if share.second > 0 {
                row[at + N + n] += u64::from(*sample) * share.second;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn gray(width: usize, samples: &[u8]) -> Raster {
        let pixels = Pixels::Gray(samples.to_vec());
        Raster { width, height: samples.len() / width, pixels }
    }

    #[test]
    fn a_pixel_is_the_average_of_what_it_covers() {
        let made = gray(3, &[0, 90, 240, 0, 90, 240, 60, 60, 60]).shrunk(2, 1);
        // Left: (0 + 90/2) / 1.5 in two rows, 60 in the third.
        assert_eq!(made, gray(2, &[40, 147]));
    }

    #[test]
    fn any_size_is_filled_and_nothing_is_enlarged() {
        for (width, height) in [(1, 1), (7, 3), (31, 17), (40, 40)] {
            let made = gray(31, &[200; 31 * 17]).shrunk(width, height);
            assert_eq!((made.width, made.height), (width.min(31), height.min(17)));
            let all = Pixels::Gray(vec![200; made.width * made.height]);
            assert_eq!(made.pixels, all, "a flat picture stays flat");
        }
    }

    #[test]
    fn glass_on_white_is_white() {
        assert_eq!(
            on_white(vec![0, 0, 0, 0, 10, 20, 30, 255, 0, 0, 0, 51], 4),
            [255, 255, 255, 10, 20, 30, 204, 204, 204]
        );
    }

    #[test]
    fn black_and_white_becomes_bits() {
        let rgb = [[255; 3], [0; 3], [255; 3]].concat().repeat(3);
        let raster = Raster { width: 9, height: 1, pixels: Pixels::Rgb(rgb) };
        assert_eq!(raster.slimmed().pixels, Pixels::Bits(vec![0b1011_0110, 0b1000_0000]));
        assert_eq!(gray(2, &[0, 254]).slimmed(), gray(2, &[0, 254]));
    }
}
