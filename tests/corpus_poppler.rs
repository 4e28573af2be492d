//! Carried pages as poppler draws them, before and after; needs `pdftoppm`, which `.ci/pixels` sees to.

mod pdf_pages;

#[allow(dead_code)]
#[path = "pdf_exhibits/foreign.rs"]
mod foreign;
#[allow(dead_code)]
#[path = "corpus/placed.rs"]
mod placed;
#[path = "corpus/render.rs"]
mod render;
#[allow(dead_code)]
#[path = "corpus/table.rs"]
mod table;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use lopdf::{Document, Object};
use petition::packet::exhibits::{ForeignFile, prepare};
use placed::{Bound, FOOT, Look, apart, changed, spot};
use render::Picture;

/// One file of each producer, and what is easily drawn wrong. Scans and tiles are left to the other
/// renderer: poppler puts their samples onto pixels of its own choice.
const FILES: [&str; 11] = [
    "a4.pdf",
    "annotations.pdf",
    "chromium.pdf",
    "form-appearances.pdf",
    "form-filled.pdf",
    "ghostscript-1.3.pdf",
    "latex.pdf",
    "layers.pdf",
    "libreoffice-tagged.pdf",
    "rotated.pdf",
    "transparency.pdf",
];

/// Dots to the inch at which a page is drawn at its own size.
const FINENESS: f64 = 60.0;

/// By so many points more the sheet is cut, so that poppler does not round up to a pixel more.
const HAIR: f64 = 0.02;

/// Edges fall on other parts of a pixel, by what rounding makes of the scale.
const NEAR: Bound = Bound { tolerance: 128, most: 2, reach: 1 };

/// A folder for what poppler draws, kept where `CORPUS_PIXELS` names one.
struct Desk {
    folder: PathBuf,
    _swept: Option<tempfile::TempDir>,
}

fn desk() -> Option<Desk> {
    let kept = std::env::var_os("CORPUS_PIXELS").map(PathBuf::from);
    let found = Command::new("pdftoppm").arg("-v").output().is_ok();
    assert!(found || kept.is_none(), "pdftoppm is missing");
    if !found {
        println!("skipped: no pdftoppm here");
        return None;
    }
    match kept {
        Some(folder) => {
            fs::create_dir_all(&folder).expect("a folder");
            Some(Desk { folder, _swept: None })
        }
        None => {
            let swept = tempfile::tempdir().expect("a folder");
            Some(Desk { folder: swept.path().to_owned(), _swept: Some(swept) })
        }
    }
}

/// A page, from 1, as poppler draws it.
fn poppler(file: &Path, page: usize, fineness: f64) -> Picture {
    let picture = file.with_extension(format!("{page}"));
    let page = page.to_string();
    let done = Command::new("pdftoppm")
        .args(["-f", &page, "-l", &page, "-singlefile", "-cropbox", "-r", &fineness.to_string()])
        .arg(file)
        .arg(&picture)
        .output()
        .expect("pdftoppm runs");
    assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
    let mut written = picture.into_os_string();
    written.push(".ppm");
    read_ppm(&fs::read(written).expect("a picture"))
}

fn read_ppm(bytes: &[u8]) -> Picture {
    let mut words = bytes.splitn(4, |byte| byte.is_ascii_whitespace());
    let mut number = || {
        let word = words.next().and_then(|word| std::str::from_utf8(word).ok());
        word.expect("a word").parse::<usize>().ok()
    };
    assert_eq!(number(), None, "P6 comes first");
    let (width, height) = (number().expect("a width"), number().expect("a height"));
    let rgb = bytes[bytes.len() - 3 * width * height..].to_vec();
    Picture { width, height, rgb }
}

/// Both pictures cut to what they share: rounding may add a row of pixels to one.
fn cut(picture: &Picture, width: usize, height: usize) -> Picture {
    let rows = picture.rgb.chunks_exact(3 * picture.width).take(height);
    Picture { width, height, rgb: rows.flat_map(|row| row[..3 * width].to_vec()).collect() }
}

/// What differs between a page of a file and the sheet that it was carried to.
fn differs(desk: &Desk, name: &str, look: &Look<'_>, n: usize) -> Result<(), String> {
    let before = desk.folder.join(format!("{name}.before.pdf"));
    let after = desk.folder.join(format!("{name}.after.pdf"));
    let (place, scale) = spot(look, n)?;
    fs::write(&before, look.before).map_err(|error| error.to_string())?;
    let mut doc = Document::load_mem(look.after).map_err(|error| error.to_string())?;
    let id = doc.page_iter().nth(look.first + n).ok_or("the page is missing")?;
    // The sheet is cut to the page, so that both fall onto the same pixels.
    let corners = [place.x0, place.y0 + HAIR, place.x1 - HAIR, place.y1]
        .map(|side| Object::Real(side as f32));
    let page = doc.get_object_mut(id).and_then(Object::as_dict_mut).map_err(|e| e.to_string())?;
    page.set("MediaBox", corners.to_vec());
    doc.save(&after).map_err(|error| error.to_string())?;
    let was = poppler(&before, n + 1, FINENESS);
    let is = poppler(&after, look.first + n + 1, FINENESS / scale);
    let (width, height) = (was.width.min(is.width), was.height.min(is.height));
    if was.width.max(is.width) > width + 1 || was.height.max(is.height) > height + 1 {
        let sizes = [was.width, was.height, is.width, is.height];
        return Err(format!("it is of another size: {sizes:?}"));
    }
    let (was, is) = (cut(&was, width, height), cut(&is, width, height));
    let foot = (place.y1 - FOOT) / scale * FINENESS / 72.0;
    apart(&was, &is, foot, NEAR)
}

fn joined(name: &str, bytes: &[u8]) -> (Vec<u8>, usize, usize) {
    let prepared = prepare(ForeignFile { name, bytes }, None).expect("can be carried");
    let n = prepared.n_pages();
    let joined = foreign::join_prepared(&[prepared], &|_| None).expect("joins");
    (joined.bytes, joined.first_pages[0], n)
}

#[test]
fn poppler_draws_every_carried_page_as_before() {
    let Some(desk) = desk() else { return };
    let corpus = table::corpus();
    let mut wrong = Vec::new();
    for name in FILES {
        let (_, bytes) = corpus.iter().find(|(file, _)| file == name).expect("in the corpus");
        let (after, first, n) = joined(name, bytes);
        let look = Look { before: bytes, after: &after, first };
        for page in 0..n {
            if let Err(what) = differs(&desk, name, &look, page) {
                wrong.push(format!("{name}, page {}: {what}", page + 1));
            }
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

#[test]
fn poppler_would_show_a_change() {
    let Some(desk) = desk() else { return };
    let name = "form-appearances.pdf";
    let corpus = table::corpus();
    let (_, bytes) = corpus.iter().find(|(file, _)| file == name).expect("in the corpus");
    let (after, first, _) = joined(name, bytes);
    for change in [placed::Change::Bared, placed::Change::Clipped] {
        let after = changed(&after, first, change);
        let look = Look { before: bytes, after: &after, first };
        assert!(differs(&desk, "changed", &look, 0).is_err(), "{change:?} is not seen");
    }
}
