//! Time and memory of a packet of 100 exhibits with 2,000 pages, and of bound sets.
//!
//! The inputs are made here: pages of words, each with a picture of its own, some at the foot, some
//! turned. `cargo bench --bench exhibits` measures; with the name of a PDF behind `--` it prepares
//! that file alone and says what came of it.

#[path = "../tests/pdf_pages/mod.rs"]
mod pdf_pages;

use std::time::Instant;

use lopdf::{Dictionary, Document, Object, Stream, dictionary};
use pdf_pages::{Draft, Setter, faces, metadata};
use petition::layout::page::{FaceId, Mark, Page, Role};
use petition::packet::exhibits::{
    Bound, Exhibit, Exhibits, ForeignFile, Prepared, bind, join, prepare,
};
use petition::pdf::export;

const EXHIBITS: usize = 100;
const PAGES: usize = 20;

/// Bytes of noise that stand for the picture of each page.
const PICTURE: usize = 128 * 96;

fn main() {
    let named = std::env::args().skip(1).find(|word| !word.starts_with("--"));
    match named {
        Some(name) => one(&name),
        None => all(),
    }
}

fn one(name: &str) {
    let bytes = std::fs::read(name).expect("a file to read");
    let start = Instant::now();
    match prepare(ForeignFile { name, bytes: &bytes }, None) {
        Ok(prepared) => {
            let (pages, size) = (prepared.n_pages(), prepared.n_bytes());
            println!("{name}: {pages} pages, {size} bytes, {:?}", prepared.notices());
        }
        Err(error) => println!("{error}"),
    }
    println!("{:.2} s, {} MB at the most", start.elapsed().as_secs_f64(), peak());
}

fn all() {
    let files: Vec<Vec<u8>> = (0..EXHIBITS).map(foreign).collect();
    let slips: Vec<Vec<u8>> = (0..EXHIBITS).map(slip).collect();
    let faces = faces();
    let n_bytes: usize = files.iter().map(Vec::len).sum();
    println!("{EXHIBITS} files of {PAGES} pages, {} MB; {} MB held", n_bytes >> 20, peak());

    let start = Instant::now();
    let prepared: Vec<Prepared<'_>> = files
        .iter()
        .map(|bytes| prepare(ForeignFile { name: "exhibit.pdf", bytes }, None).expect("carried"))
        .collect();
    println!("prepared in {:.2} s, {} MB at the most", start.elapsed().as_secs_f64(), peak());

    let bookmarks: Vec<String> = (1..=EXHIBITS).map(|n| format!("Exhibit {n}: Records")).collect();
    let exhibits: Vec<Exhibit<'_>> = (0..EXHIBITS)
        .map(|n| Exhibit {
            bookmark: &bookmarks[n],
            slip: &slips[n],
            listed: None,
            file: &prepared[n],
        })
        .collect();
    let whole = Exhibits { index: None, index_bookmark: "", exhibits: &exhibits, faces: &faces };
    let start = Instant::now();
    let joined = join(&whole, &metadata("Exhibits")).expect("joins");
    let (pages, size) = (joined.n_pages, joined.bytes.len() >> 20);
    let spent = start.elapsed().as_secs_f64();
    println!(
        "joined and proved in {spent:.2} s: {pages} pages, {size} MB, {} MB at the most",
        peak()
    );

    let start = Instant::now();
    let set = || Bound {
        bytes: &joined.bytes,
        bookmark: "Exhibits",
        level: 1,
        goes_on: false,
        nested: Vec::new(),
    };
    let sets: Vec<Bound<'_>> = (0..4).map(|_| set()).collect();
    let bound = bind(&sets, &metadata("Packet")).expect("binds");
    let (spent, size) = (start.elapsed().as_secs_f64(), bound.len() >> 20);
    println!("four sets bound in {spent:.2} s: {size} MB, {} MB at the most", peak());
}

/// A foreign file with words and a picture of its own on each page.
fn foreign(who: usize) -> Vec<u8> {
    let mut doc = Document::with_version("1.5");
    let tree = doc.new_object_id();
    let font = doc.add_object(
        dictionary! { "Type" => "Font", "Subtype" => "Type1", "BaseFont" => "Times-Roman" },
    );
    let mut noise = who as u64 + 1;
    let kids: Vec<Object> = (0..PAGES)
        .map(|page| {
            let picture = doc.add_object(picture(&mut noise));
            let mut words = String::from("q 200 0 0 150 72 60 cm /I Do Q BT /F 11 Tf 14 TL 72 720 Td\n");
            for line in 0..34 {
                words.push_str(&format!(
                    "(Exhibit {who}, page {page}, line {line}: the record of what was done and when.) Tj T*\n"
                ));
            }
            words.push_str("ET");
            let contents = doc.add_object(Stream::new(Dictionary::new(), words.into_bytes()));
            let resources = dictionary! {
                "Font" => dictionary! { "F" => font }, "XObject" => dictionary! { "I" => picture },
            };
            let page = dictionary! {
                "Type" => "Page", "Parent" => tree, "Contents" => contents, "Resources" => resources,
            };
            doc.add_object(page).into()
        })
        .collect();
    let size = if who.is_multiple_of(3) { [0, 0, 595, 842] } else { [0, 0, 612, 792] };
    let pages = dictionary! {
        "Type" => "Pages", "Count" => PAGES as i64, "Kids" => kids,
        "MediaBox" => size.map(Object::Integer).to_vec(),
        "Rotate" => if who.is_multiple_of(5) { 90 } else { 0 },
    };
    doc.set_object(tree, pages);
    let root = doc.add_object(dictionary! { "Type" => "Catalog", "Pages" => tree });
    doc.trailer.set("Root", root);
    let mut bytes = Vec::new();
    doc.save_to(&mut bytes).expect("in memory");
    bytes
}

fn picture(noise: &mut u64) -> Stream {
    let pixels: Vec<u8> = std::iter::repeat_with(|| {
        *noise = noise.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
        (*noise >> 56) as u8
    })
    .take(PICTURE)
    .collect();
    let dictionary = dictionary! {
        "Type" => "XObject", "Subtype" => "Image", "Width" => 128, "Height" => 96,
        "ColorSpace" => "DeviceGray", "BitsPerComponent" => 8,
    };
    Stream::new(dictionary, pixels)
}

fn slip(who: usize) -> Vec<u8> {
    let setter = Setter::new();
    let mut draft = Draft::new(&setter);
    let heading = draft.element(0, Role::Heading(1));
    let words = format!("EXHIBIT {}", who + 1);
    let item = setter.item(Mark::Content(heading), FaceId::SerifBold, (250.0, 320.0), &words);
    let pages = draft.finish(&words, vec![Page { items: vec![item] }], Vec::new());
    export(&pages, &faces(), &metadata(&words)).expect("exports")
}

/// The most memory that the process ever held, in megabytes; nothing where no system tells.
fn peak() -> usize {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find(|line| line.starts_with("VmHWM"));
    let number = line.and_then(|line| line.split_whitespace().nth(1));
    number.and_then(|number| number.parse::<usize>().ok()).unwrap_or(0) >> 10
}
