//! A JPEG walked through segment by segment: whether it is whole, what it is, which of its bytes draw.

/// Markers of segments.
const START: u8 = 0xD8;
const END: u8 = 0xD9;
const SCAN: u8 = 0xDA;
const COMMENT: u8 = 0xFE;
const JFIF: u8 = 0xE0;
const PROFILE: u8 = 0xE2;
const ADOBE: u8 = 0xEE;

/// What the frame header says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Frame {
    /// Marker of its coding: C0 to CF.
    pub(crate) coding: u8,
    pub(crate) precision: u8,
    pub(crate) width: u32,
    pub(crate) height: u32,
    /// Names of the components.
    pub(crate) components: Vec<u8>,
}

/// A whole JPEG.
#[derive(Debug)]
pub(crate) struct Walked<'b> {
    pub(crate) frame: Frame,
    /// Whether an Adobe segment says how its colours are coded.
    pub(crate) adobe: bool,
    /// What the camera says of the picture.
    pub(crate) exif: Option<&'b [u8]>,
    /// The file without what draws nothing: place and device of a photograph, comments, and
    /// thumbnails, which may show what was cut away.
    pub(crate) drawing: Vec<u8>,
}

impl Walked<'_> {
    /// Whether every viewer of PDFs decodes it alike.
    pub(crate) fn is_plain(&self) -> bool {
        let frame = &self.frame;
        let usual = matches!(frame.components.as_slice(), [_] | [1, 2, 3] | [0, 1, 2]);
        (0xC0..=0xC2).contains(&frame.coding)
            && frame.precision == 8
            && (usual || (self.adobe && frame.components.len() == 3))
    }
}

/// Walks to the end of the picture; nothing where that end or the frame is missing.
pub(crate) fn walk(bytes: &[u8]) -> Option<Walked<'_>> {
    let mut drawing = vec![0xFF, START];
    let (mut frame, mut adobe, mut exif) = (None, false, None);
    let mut at = 2;
    loop {
        // Bytes between segments mean nothing; decoders skip them.
        at += bytes.get(at..)?.windows(2).position(|two| two[0] == 0xFF && is_marker(two[1]))?;
        let marker = bytes[at + 1];
        at += 2;
        if marker == END {
            drawing.extend([0xFF, END]);
            return Some(Walked { frame: frame?, adobe, exif, drawing });
        }
        if is_bare(marker) {
            continue;
        }
        let segment = segment(bytes, at)?;
        at += segment.len();
        let keep = match marker {
            JFIF => segment.len() == 16 && segment[2..].starts_with(b"JFIF\0"),
            ADOBE => segment[2..].starts_with(b"Adobe"),
            PROFILE => segment[2..].starts_with(b"ICC_PROFILE\0"),
            COMMENT | 0xE1..=0xEF => false,
            _ => true,
        };
        if marker == 0xE1 && exif.is_none() {
            exif = segment[2..].strip_prefix(b"Exif\0\0");
        }
        adobe |= keep && marker == ADOBE;
        if is_frame(marker) && frame.is_none() {
            frame = Some(read_frame(marker, segment)?);
        }
        if keep {
            drawing.extend([0xFF, marker]);
            drawing.extend_from_slice(segment);
        }
        if marker == SCAN {
            let coded = coded(bytes.get(at..)?)?;
            drawing.extend_from_slice(coded);
            at += coded.len();
        }
    }
}

/// The frame header of a JPEG that may lack everything else; nothing where it has none.
pub(crate) fn frame(bytes: &[u8]) -> Option<Frame> {
    let mut at = 2;
    loop {
        at += bytes.get(at..)?.windows(2).position(|two| two[0] == 0xFF && is_marker(two[1]))?;
        let marker = bytes[at + 1];
        at += 2;
        if marker == END || marker == SCAN {
            return None;
        }
        if is_bare(marker) {
            continue;
        }
        let segment = segment(bytes, at)?;
        if is_frame(marker) {
            return read_frame(marker, segment);
        }
        at += segment.len();
    }
}

fn is_marker(byte: u8) -> bool {
    byte != 0 && byte != 0xFF
}

/// Markers that no segment follows.
fn is_bare(marker: u8) -> bool {
    matches!(marker, 0x01 | 0xD0..=START)
}

fn is_frame(marker: u8) -> bool {
    matches!(marker, 0xC0..=0xCF) && !matches!(marker, 0xC4 | 0xC8 | 0xCC)
}

/// A segment with the two bytes that state its length.
fn segment(bytes: &[u8], at: usize) -> Option<&[u8]> {
    let length = u16::from_be_bytes(bytes.get(at..at + 2)?.try_into().ok()?);
    (length >= 2).then(|| bytes.get(at..at + usize::from(length)))?
}

fn read_frame(coding: u8, segment: &[u8]) -> Option<Frame> {
    let number = |at: usize| -> Option<u32> {
        Some(u32::from(u16::from_be_bytes(segment.get(at..at + 2)?.try_into().ok()?)))
    };
    let n = usize::from(*segment.get(7)?);
    let components = segment.get(8..8 + 3 * n)?.chunks(3).map(|one| one[0]).collect();
    Some(Frame { coding, precision: segment[2], height: number(3)?, width: number(5)?, components })
}

/// Coded pixels up to the next marker that is not part of them.
fn coded(bytes: &[u8]) -> Option<&[u8]> {
    let ends = |two: &[u8]| two[0] == 0xFF && is_marker(two[1]) && !matches!(two[1], 0xD0..=0xD7);
    bytes.windows(2).position(ends).map(|end| &bytes[..end])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn made(parts: &[&[u8]]) -> Vec<u8> {
        parts.concat()
    }

    const FRAME: &[u8] = b"\xFF\xC0\0\x11\x08\0\x10\0\x20\x03\x01\x11\0\x02\x11\0\x03\x11\0";
    const PIXELS: &[u8] = b"\xFF\xDA\0\x03\0abc\xFF\0de\xFF\xD0fg";

    #[test]
    fn what_tells_colours_is_kept() {
        let colours: &[u8] =
            b"\xFF\xE2\0\x11ICC_PROFILE\0\x01\x01p\xFF\xEE\0\x0EAdobe\0d\0\0\0\0\x01";
        let views = b"\xFF\xE2\0\x07MPF\0v";
        let bytes = made(&[b"\xFF\xD8", colours, views, FRAME, PIXELS, b"\xFF\xD9"]);
        let walked = walk(&bytes).expect("whole");
        assert!(walked.adobe);
        assert_eq!(walked.drawing, made(&[b"\xFF\xD8", colours, FRAME, PIXELS, b"\xFF\xD9"]));
    }

    #[test]
    fn what_draws_nothing_is_left_out() {
        let bytes = made(&[
            b"\xFF\xD8\xFF\xE1\0\x12Exif\0\0\xFF\xD8\xFF\xD9GPS!here"[..].get(..22).expect("bytes"),
            b"\xFF\xFE\0\x06note",
            FRAME,
            PIXELS,
            b"\xFF\xD9 and a film",
        ]);
        let walked = walk(&bytes).expect("whole");
        assert_eq!(walked.drawing, made(&[b"\xFF\xD8", FRAME, PIXELS, b"\xFF\xD9"]));
        assert_eq!((walked.frame.width, walked.frame.height), (32, 16));
        assert!(walked.is_plain());
    }

    #[test]
    fn every_cut_is_told() {
        let bytes = made(&[b"\xFF\xD8", FRAME, PIXELS, b"\xFF\xD9"]);
        assert!(walk(&bytes).is_some());
        for end in 0..bytes.len() {
            assert!(walk(&bytes[..end]).is_none(), "cut at {end}");
        }
    }

    #[test]
    fn letters_for_components_are_no_plain_jpeg() {
        let frame = b"\xFF\xC0\0\x11\x08\0\x10\0\x20\x03R\x11\0G\x11\0B\x11\0";
        let bytes = made(&[b"\xFF\xD8", frame, PIXELS, b"\xFF\xD9"]);
        assert!(!walk(&bytes).expect("whole").is_plain());
    }
}
