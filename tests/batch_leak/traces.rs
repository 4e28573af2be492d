//! Every token in a file of a packet: in its pages as they are read, and in everything that stands beside them.

use std::path::Path;
use std::process::Command;

use lopdf_read::{Document, Object};
use petition::reading::{Line, each_page, lines};

use super::token::{Found, find};

/// The tokens in a file.
#[derive(Default)]
pub(crate) struct Traces {
    /// In the words of its pages.
    pub(crate) pages: Found,
    /// In names, strings and streams: title, XMP, bookmarks, structure, ActualText, attachments.
    pub(crate) beside: Found,
}

/// Reads a PDF whole.
pub(crate) fn of_pdf(bytes: &[u8]) -> Traces {
    let mut traces = Traces::default();
    each_page(bytes.to_vec(), |_, page| {
        let words: Vec<String> = lines(&page).iter().map(Line::text).collect();
        find(words.join("\n").as_bytes(), &mut traces.pages);
    })
    .expect("a file of ours");
    find(bytes, &mut traces.beside);
    let document = Document::load_mem(bytes).expect("a file of ours");
    document.objects.values().for_each(|object| walk(object, &mut traces.beside));
    document.trailer.iter().for_each(|(_, object)| walk(object, &mut traces.beside));
    traces
}

fn walk(object: &Object, found: &mut Found) {
    match object {
        Object::String(bytes, _) | Object::Name(bytes) => find(bytes, found),
        Object::Array(items) => items.iter().for_each(|item| walk(item, found)),
        Object::Dictionary(entries) => entries.iter().for_each(|(name, value)| {
            find(name, found);
            walk(value, found);
        }),
        Object::Stream(stream) => {
            walk(&Object::Dictionary(stream.dict.clone()), found);
            match stream.decompressed_content() {
                Ok(plain) => find(&plain, found),
                Err(_) => find(&stream.content, found),
            }
        }
        _ => {}
    }
}

/// The tokens in a PDF as poppler reads it; nothing where it is not installed.
pub(crate) fn by_poppler(path: &Path) -> Option<Found> {
    let out = Command::new("pdftotext").arg(path).arg("-").output().ok()?;
    assert!(out.status.success(), "{}", path.display());
    let mut found = Found::new();
    find(&out.stdout, &mut found);
    Some(found)
}
