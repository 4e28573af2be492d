//! Pictures on foreign pages: what draws is carried, what tells of their owner is not; a scan stays one under a stamp.

use std::fs;

use lopdf::{Document, Object, Stream, dictionary};
use petition::packet::exhibits::Notice;

use crate::foreign::{first_page, joined, letter, look, notices, saved};

const WHOLE: &str = "q 612 0 0 792 0 0 cm /I Do Q";

/// A Letter page that draws a picture as `/I`, with Helvetica as `/F1`.
fn pictured(contents: &str, picture: Stream) -> Vec<u8> {
    let mut doc = letter(&[contents]);
    let picture = doc.add_object(picture);
    let font = dictionary! { "Type" => "Font", "Subtype" => "Type1", "BaseFont" => "Helvetica" };
    let font = doc.add_object(font);
    let resources = dictionary! {
        "XObject" => dictionary! { "I" => picture },
        "Font" => dictionary! { "F1" => font },
    };
    first_page(&mut doc).set("Resources", resources);
    saved(doc)
}

fn gray() -> Stream {
    let picture = dictionary! {
        "Type" => "XObject", "Subtype" => "Image", "Width" => 2, "Height" => 2,
        "ColorSpace" => "DeviceGray", "BitsPerComponent" => 8,
    };
    Stream::new(picture, vec![0, 80, 160, 240])
}

/// A photograph of a camera, and the filter that a file may name in two ways.
fn photograph(bytes: &[u8], filter: Object) -> Vec<u8> {
    let picture = dictionary! {
        "Type" => "XObject", "Subtype" => "Image", "Width" => 60, "Height" => 40,
        "ColorSpace" => "DeviceRGB", "BitsPerComponent" => 8, "Filter" => filter,
    };
    pictured(WHOLE, Stream::new(picture, bytes.to_vec()))
}

fn carried_jpeg(pdf: &[u8]) -> Vec<u8> {
    let doc = Document::load_mem(&joined(&[pdf]).bytes).expect("readable");
    let image = |stream: &&Stream| stream.dict.has(b"BitsPerComponent");
    let mut streams = doc.objects.values().filter_map(|object| object.as_stream().ok());
    streams.find(image).expect("the picture").content.clone()
}

fn has(bytes: &[u8], marker: &[u8]) -> bool {
    bytes.windows(marker.len()).any(|some| some == marker)
}

#[test]
fn the_owner_of_a_photograph_within_a_file_stays_private() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/corpus/pictures/turned-1.jpg");
    let jpeg = fs::read(path).expect("a photograph");
    assert!(has(&jpeg, b"Examplecam"), "the photograph shall have it");
    let name = || Object::Name(b"DCTDecode".to_vec());
    let tables = |bytes: &[u8]| bytes.windows(2).position(|two| two == [0xFF, 0xDB]);
    for filter in [name(), vec![name()].into()] {
        let carried = carried_jpeg(&photograph(&jpeg, filter));
        assert!(!has(&carried, b"Examplecam") && !has(&carried, b"Exif"));
        let (from, to) = (tables(&jpeg).expect("tables"), tables(&carried).expect("tables"));
        assert_eq!(jpeg[from..], carried[to..], "every byte that draws is kept");
    }
    let cut = &jpeg[..jpeg.len() - 2];
    assert_eq!(carried_jpeg(&photograph(cut, name())), cut, "one without its end stays as it is");
}

fn stamped(x: usize, y: usize, words: &str) -> Vec<u8> {
    pictured(&format!("{WHOLE} BT /F1 9 Tf {x} {y} Td ({words}) Tj ET"), gray())
}

#[test]
fn a_scan_with_only_a_stamp_cannot_be_searched() {
    let footer = "Received by the clerk of the court on a Monday in May";
    for bytes in [stamped(72, 400, "FILED 2026-05-11"), stamped(72, 20, footer)] {
        assert_eq!(notices(&bytes), [Notice::Unsearchable(vec![1])]);
        assert!(!look(&bytes).expect("can be carried").pages()[0].searchable);
    }
    let read = stamped(72, 400, "Petitioner was at work on the day of the arrest");
    assert_eq!(notices(&read), []);
}

#[test]
fn a_picture_of_less_than_half_a_page_makes_no_scan() {
    let contents = "q 300 0 0 300 100 300 cm /I Do Q BT /F1 9 Tf 72 200 Td (My house) Tj ET";
    assert_eq!(notices(&pictured(contents, gray())), []);
}
