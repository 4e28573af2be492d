//! How much the streams and tables of a foreign file may unfold to: its tables weighed before it is opened, its streams after.
//!
//! A small file can be built to fill any memory: streams that deflate a thousandfold, tables of
//! millions of empty objects. What is allowed grows with the file's size, so that large honest files
//! pass and small dishonest ones do not. Forms that draw forms are weighed by `expansion`, page by
//! page, by fixed bounds.

use std::io::Read;

use flate2::read::ZlibDecoder;
use lopdf_read::{DecompressError, Document, Error, Object, Stream};

use super::expansion::spelled;
use super::open::Fault;

/// A file may weigh this much.
pub const LARGEST_FILE: usize = 256 << 20;

/// A file may have so many pages.
pub(crate) const MOST_PAGES: usize = 20_000;

/// One stream of a file's own tables may unfold to this much.
pub(crate) const LARGEST_TABLE: usize = 16 << 20;

/// One stream that is no picture may unfold to this much.
const LARGEST_STREAM: usize = 64 << 20;

/// What all streams may unfold to together, and how much more for each byte of the file.
const STREAMS: (usize, usize) = (96 << 20, 30);

/// How many words the tables of a file may have, and for how many of its bytes one more.
const TABLES: (usize, usize) = (1_000_000, 8);

/// How far back from its stream a dictionary is looked for.
const LONGEST_DICTIONARY: usize = 16 << 10;

/// A picture may claim so many pixels: a sheet of two by three feet at 600 dpi.
const MOST_PIXELS: i64 = 400_000_000;

/// How many bytes of unfolded streams are looked at at once.
const CHUNK: usize = 32 << 10;

fn trap(what: &str, bytes: usize) -> Fault {
    Fault::Trap(format!("{what} unfolds to more than {} MB", bytes >> 20))
}

/// Weighs the tables of a file that nobody has opened yet: whatever deflates and is no picture,
/// and whatever stands outside of streams, by its words, which are what takes memory.
///
/// # Errors
/// `Fault::Trap` for a file that is too large or unfolds to too much.
pub(crate) fn weigh(bytes: &[u8]) -> Result<(), Fault> {
    if bytes.len() > LARGEST_FILE {
        return Err(Fault::Trap(format!("it is larger than {} MB", LARGEST_FILE >> 20)));
    }
    let most = TABLES.0 + bytes.len() / TABLES.1;
    let mut scale = Scale { words: 0, most };
    let mut rest = bytes;
    while let Some(at) = find(rest, b"stream") {
        let (before, after) = rest.split_at(at);
        scale.count(before)?;
        let body = &after[b"stream".len()..];
        let body = body.strip_prefix(b"\r").unwrap_or(body);
        let body = body.strip_prefix(b"\n").unwrap_or(body);
        let tail = &before[before.len() - before.len().min(LONGEST_DICTIONARY)..];
        let dictionary = rfind(tail, b"endobj").map_or(tail, |start| &tail[start..]);
        if holds_table(&spelled(dictionary)) {
            scale.count_deflated(body)?;
        }
        rest = match find(body, b"endstream") {
            Some(end) => &body[end + b"endstream".len()..],
            None => &[],
        };
    }
    scale.count(rest)
}

/// Whether a stream's dictionary is that of a table of objects, as far as a look at it can tell.
fn holds_table(dictionary: &[u8]) -> bool {
    let says = |word: &[u8]| find(dictionary, word).is_some();
    says(b"/ObjStm") || says(b"/XRef")
}

/// Counts words against what is allowed.
struct Scale {
    words: usize,
    most: usize,
}

impl Scale {
    fn count(&mut self, text: &[u8]) -> Result<(), Fault> {
        let mut within = false;
        for byte in text {
            let word = byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-' | b'+' | b'#');
            // What holds other objects takes more room than they do, even where it is empty.
            let holder = match byte {
                b'[' => 4,
                b'<' | b'(' => 2,
                _ => 0,
            };
            self.words += usize::from(word && !within) + holder;
            within = word;
        }
        match self.words > self.most {
            true => Err(Fault::Trap(format!("its tables hold more than {} entries", self.most))),
            false => Ok(()),
        }
    }

    fn count_deflated(&mut self, body: &[u8]) -> Result<(), Fault> {
        let mut decoder = ZlibDecoder::new(body);
        let mut chunk = vec![0; CHUNK];
        let mut total = 0;
        // A stream that does not deflate is read, or refused, by the loader.
        while let Ok(n @ 1..) = decoder.read(&mut chunk) {
            total += n;
            if total > LARGEST_TABLE {
                return Err(trap("a table of its objects", LARGEST_TABLE));
            }
            self.count(&chunk[..n])?;
        }
        Ok(())
    }
}

/// Weighs the streams of an opened file, pictures by what they claim.
///
/// # Errors
/// `Fault::Trap`, where one of them or all together unfold to too much.
pub(crate) fn weigh_streams(doc: &Document, n_bytes: usize) -> Result<(), Fault> {
    let most = STREAMS.0 + n_bytes * STREAMS.1;
    let mut total = 0;
    for (id, object) in &doc.objects {
        let Object::Stream(stream) = object else { continue };
        total += match is_picture(stream) {
            true => picture(doc, stream)?,
            false => unfolded(stream, LARGEST_STREAM)
                .map_err(|()| trap(&format!("stream {}", id.0), LARGEST_STREAM))?,
        };
        if total > most {
            return Err(trap("all that it holds", most));
        }
    }
    Ok(())
}

fn is_picture(stream: &Stream) -> bool {
    matches!(stream.dict.get(b"Subtype"), Ok(Object::Name(kind)) if kind == b"Image")
}

/// The size of a stream unfolded; nothing for one that only pictures are packed with.
fn unfolded(stream: &Stream, most: usize) -> Result<usize, ()> {
    if stream.dict.get(b"Filter").is_err() {
        return Ok(stream.content.len());
    }
    match stream.get_plain_content_with_limit(most) {
        Ok(plain) => Ok(plain.len()),
        Err(Error::Decompress(DecompressError::MemoryLimitExceeded { .. })) => Err(()),
        // Whoever draws it will say what is wrong with it.
        Err(_) => Ok(0),
    }
}

/// Holds a picture to what it claims; its own bytes are unfolded by viewers, row by row.
fn picture(doc: &Document, stream: &Stream) -> Result<usize, Fault> {
    let side =
        |key: &[u8]| stream.dict.get_deref(key, doc).and_then(Object::as_i64).unwrap_or(0).max(0);
    let pixels = side(b"Width").saturating_mul(side(b"Height"));
    if pixels > MOST_PIXELS {
        let most = MOST_PIXELS / 1_000_000;
        return Err(Fault::Trap(format!("a picture claims more than {most} million pixels")));
    }
    // One packing cannot grow a thousandfold beyond what one sees; two can, without end.
    let nested = stream.filters().is_ok_and(|filters| {
        let grows =
            |name: &&&[u8]| matches!(**name, b"FlateDecode" | b"LZWDecode" | b"RunLengthDecode");
        filters.iter().filter(grows).count() > 1
    });
    if nested {
        let most = (pixels as usize).saturating_mul(8).clamp(1 << 20, LARGEST_STREAM);
        return unfolded(stream, most).map_err(|()| trap("a picture", most));
    }
    Ok(stream.content.len())
}

fn find(text: &[u8], word: &[u8]) -> Option<usize> {
    let first = word[0];
    let mut from = 0;
    while let Some(at) = text[from..].iter().position(|byte| *byte == first) {
        if text[from + at..].starts_with(word) {
            return Some(from + at);
        }
        from += at + 1;
    }
    None
}

fn rfind(text: &[u8], word: &[u8]) -> Option<usize> {
    (0..text.len()).rev().find(|at| text[*at..].starts_with(word))
}
