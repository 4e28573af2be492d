//! The first bytes of a file to the kind of file that it is.

use std::fmt;

/// A kind of file, told from its bytes; what its name ends in does not count.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A PDF.
    Pdf,
    /// A JPEG picture.
    Jpeg,
    /// A PNG picture.
    Png,
    /// A TIFF picture, which may have many pages.
    Tiff,
    /// A HEIC or HEIF photograph.
    Heic,
    /// An AVIF picture.
    Avif,
    /// A WebP picture.
    Webp,
    /// A GIF picture.
    Gif,
    /// A BMP picture.
    Bmp,
    /// A JPEG XL picture.
    JpegXl,
    /// A JPEG 2000 picture.
    Jpeg2000,
    /// An SVG drawing.
    Svg,
    /// A film.
    Film,
    /// A sound recording.
    Sound,
    /// A document of Word, OpenDocument or another office program.
    Office,
    /// A ZIP archive.
    Zip,
    /// A web page.
    Html,
    /// Plain text.
    Text,
}

/// The kind of a file; none where its bytes do not tell.
pub fn kind(bytes: &[u8]) -> Option<Kind> {
    by_magic(bytes)
        .or_else(|| boxed(bytes))
        .or_else(|| riff(bytes))
        .or_else(|| archive(bytes))
        .or_else(|| {
            let head = &bytes[..bytes.len().min(1024)];
            has(head, b"%PDF-").then_some(Kind::Pdf)
        })
        .or_else(|| text(bytes))
}

const MAGIC: [(&[u8], Kind); 19] = [
    (b"%PDF-", Kind::Pdf),
    (b"\xFF\xD8\xFF", Kind::Jpeg),
    (b"\x89PNG\r\n\x1A\n", Kind::Png),
    (b"II*\0", Kind::Tiff),
    (b"MM\0*", Kind::Tiff),
    (b"II+\0", Kind::Tiff),
    (b"MM\0+", Kind::Tiff),
    (b"GIF87a", Kind::Gif),
    (b"GIF89a", Kind::Gif),
    (b"\xFF\x0A", Kind::JpegXl),
    (b"\0\0\0\x0CJXL ", Kind::JpegXl),
    (b"\0\0\0\x0CjP  ", Kind::Jpeg2000),
    (b"\xFF\x4F\xFF\x51", Kind::Jpeg2000),
    (b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", Kind::Office),
    (b"{\\rtf", Kind::Office),
    (b"ID3", Kind::Sound),
    (b"OggS", Kind::Sound),
    (b"fLaC", Kind::Sound),
    (b"\x1A\x45\xDF\xA3", Kind::Film),
];

fn by_magic(bytes: &[u8]) -> Option<Kind> {
    let found = MAGIC.iter().find(|(magic, _)| bytes.starts_with(magic));
    // A BMP is told by two letters; the zeros that follow its size set it apart from text.
    let bmp = bytes.starts_with(b"BM") && bytes.get(6..10) == Some(&[0; 4]);
    found.map(|(_, kind)| *kind).or(bmp.then_some(Kind::Bmp))
}

/// Files of the ISO base format tell their brands in their first box.
fn boxed(bytes: &[u8]) -> Option<Kind> {
    if bytes.get(4..8)? != b"ftyp" {
        return None;
    }
    let length = u32::from_be_bytes(bytes.get(..4)?.try_into().ok()?) as usize;
    let brands = bytes.get(8..length.clamp(12, bytes.len().max(12)).min(256))?;
    let is = |wanted: &[&[u8]]| brands.chunks(4).any(|brand| wanted.contains(&brand));
    Some(if is(&[b"avif", b"avis"]) {
        Kind::Avif
    } else if is(&[b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1"]) {
        Kind::Heic
    } else if is(&[b"M4A ", b"M4B "]) {
        Kind::Sound
    } else {
        Kind::Film
    })
}

fn riff(bytes: &[u8]) -> Option<Kind> {
    match (bytes.get(..4)?, bytes.get(8..12)?) {
        (b"RIFF", b"WEBP") => Some(Kind::Webp),
        (b"RIFF", b"AVI ") => Some(Kind::Film),
        (b"RIFF", b"WAVE") => Some(Kind::Sound),
        _ => None,
    }
}

fn archive(bytes: &[u8]) -> Option<Kind> {
    if !bytes.starts_with(b"PK\x03\x04") && !bytes.starts_with(b"PK\x05\x06") {
        return None;
    }
    let office: [&[u8]; 5] = [b"word/", b"xl/", b"ppt/", b"opendocument", b"[Content_Types].xml"];
    let is_office = office.iter().any(|part| has(bytes, part));
    Some(if is_office { Kind::Office } else { Kind::Zip })
}

fn text(bytes: &[u8]) -> Option<Kind> {
    let head = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    let head = &head[..head.len().min(1024)];
    let lower = head.trim_ascii_start().to_ascii_lowercase();
    if lower.starts_with(b"<svg") || (lower.starts_with(b"<?xml") && has(&lower, b"<svg")) {
        return Some(Kind::Svg);
    }
    if lower.starts_with(b"<!doctype html") || lower.starts_with(b"<html") {
        return Some(Kind::Html);
    }
    let printed = |byte: &u8| matches!(byte, b'\t' | b'\n' | b'\r' | 0x0C | 0x20..=0x7E | 0x80..);
    let is_text = !head.is_empty()
        && head.iter().all(printed)
        && std::str::from_utf8(head).map_or_else(|e| e.error_len().is_none(), |_| true);
    is_text.then_some(Kind::Text)
}

fn has(bytes: &[u8], part: &[u8]) -> bool {
    bytes.windows(part.len()).any(|window| window == part)
}

/// What it is, and what to do so that it can be an exhibit.
impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Kind::Pdf => "is a PDF",
            Kind::Jpeg => "is a JPEG picture",
            Kind::Png => "is a PNG picture",
            Kind::Tiff => "is a TIFF picture",
            Kind::Heic => {
                "is a HEIC photograph, as an iPhone takes them: share it as JPEG (Settings, \
                 Camera, Formats, Most Compatible for the next ones), or print it to PDF"
            }
            Kind::Avif => "is an AVIF picture: save it as JPEG or PNG",
            Kind::Webp => "is a WebP picture: save it as JPEG or PNG",
            Kind::Gif => "is a GIF picture: save it as PNG",
            Kind::Bmp => "is a BMP picture: save it as PNG",
            Kind::JpegXl => "is a JPEG XL picture: save it as JPEG or PNG",
            Kind::Jpeg2000 => "is a JPEG 2000 picture: save it as JPEG or PNG",
            Kind::Svg => "is an SVG drawing: print it to PDF",
            Kind::Film => {
                "is a film: it cannot stand in a paper; lodge it with the court and attach \
                 stills of it, or its transcript as a PDF"
            }
            Kind::Sound => {
                "is a sound recording: it cannot stand in a paper; lodge it with the court and \
                 attach its transcript as a PDF"
            }
            Kind::Office => "is a document of an office program: save it as PDF",
            Kind::Zip => "is a ZIP archive: take out of it what shall be attached",
            Kind::Html => "is a web page: print it to PDF",
            Kind::Text => "is plain text: print it to PDF",
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kinds_are_told_from_bytes() {
        let told: [(&[u8], Option<Kind>); 18] = [
            (b"%PDF-1.4", Some(Kind::Pdf)),
            (b"HTTP/1.1 200 OK\r\n\r\n%PDF-1.4", Some(Kind::Pdf)),
            (b"\xFF\xD8\xFF\xE1", Some(Kind::Jpeg)),
            (b"MM\0*\0\0\0\x08", Some(Kind::Tiff)),
            (b"\0\0\0\x18ftypheic\0\0\0\0mif1heic", Some(Kind::Heic)),
            (b"\0\0\0\x1Cftypmif1\0\0\0\0mif1avif", Some(Kind::Avif)),
            (b"\0\0\0\x14ftypqt  \0\0\0\0qt  ", Some(Kind::Film)),
            (b"\xFF\xFF\xFF\xFFftypisom", Some(Kind::Film)),
            (b"RIFF\x10\0\0\0WEBPVP8 ", Some(Kind::Webp)),
            (b"BM\x46\0\0\0\0\0\0\0\x36\0", Some(Kind::Bmp)),
            (b"BMW sold in 2019", Some(Kind::Text)),
            (b"PK\x03\x04 word/document.xml", Some(Kind::Office)),
            (b"PK\x03\x04 photo.jpg", Some(Kind::Zip)),
            (b"\xEF\xBB\xBF\n<!DOCTYPE html><p>", Some(Kind::Html)),
            (b"<?xml version='1.0'?><svg/>", Some(Kind::Svg)),
            ("Nu\u{f1}ez wrote this".as_bytes(), Some(Kind::Text)),
            (b"", None),
            (b"\x00\x01\x02", None),
        ];
        for (bytes, wanted) in told {
            assert_eq!(kind(bytes), wanted, "{}", String::from_utf8_lossy(bytes));
        }
    }
}
