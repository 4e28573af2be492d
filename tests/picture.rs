//! Photographs and scans made into PDFs: upright, whole, lossless where they were, or refused by name.

use std::fs;
use std::path::PathBuf;

use lopdf::{Document, Object, Stream};
use petition::packet::exhibits::picture::{Kind, PictureFault, kind, to_pdf};

#[path = "corpus/render.rs"]
mod render;

const QUARTERS: [[u8; 3]; 4] = [[200, 30, 30], [30, 160, 30], [40, 40, 200], [230, 210, 40]];

fn file(name: &str) -> Vec<u8> {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/corpus/pictures");
    fs::read(folder.join(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
}

fn made(name: &str) -> Vec<u8> {
    to_pdf(&file(name)).unwrap_or_else(|fault| panic!("{name} {fault}"))
}

fn refused(name: &str) -> String {
    to_pdf(&file(name)).expect_err(name).to_string()
}

/// The images of a file and the sizes of its pages in points.
fn images(pdf: &[u8]) -> Vec<(Stream, [f32; 2])> {
    let doc = Document::load_mem(pdf).expect("readable");
    let image = |page| {
        let page = doc.get_dictionary(page).expect("a page");
        let resources = page.get(b"Resources").and_then(Object::as_dict).expect("resources");
        let forms = resources.get(b"XObject").and_then(Object::as_dict).expect("objects");
        let image = forms.get_deref(b"Picture", &doc).and_then(Object::as_stream).expect("image");
        let medium = page.get(b"MediaBox").and_then(Object::as_array).expect("a box");
        let size = [2, 3].map(|n| medium[n].as_float().expect("a number"));
        (image.clone(), size)
    };
    doc.page_iter().map(image).collect()
}

fn number(image: &Stream, key: &str) -> i64 {
    image.dict.get(key.as_bytes()).and_then(Object::as_i64).unwrap_or_else(|_| panic!("{key}"))
}

fn name<'i>(image: &'i Stream, key: &str) -> &'i [u8] {
    image.dict.get(key.as_bytes()).and_then(Object::as_name).unwrap_or_else(|_| panic!("{key}"))
}

#[track_caller]
fn near(found: [u8; 3], wanted: [u8; 3], tolerance: u8, what: &str) {
    let far = found.iter().zip(wanted).any(|(a, b)| a.abs_diff(b) > tolerance);
    assert!(!far, "{what}: {found:?} instead of {wanted:?}");
}

/// Red, green, blue and yellow stand where they stand in the upright picture.
#[track_caller]
fn shows_quarters(name: &str, tolerance: u8) {
    let pages = render::pages(&made(name), 1.0);
    let page = pages.last().expect("a page");
    assert!(page.width > page.height, "{name} lies on its side");
    let places = [(0.25, 0.25), (0.75, 0.25), (0.25, 0.75), (0.75, 0.75)];
    for ((x, y), wanted) in places.into_iter().zip(QUARTERS) {
        near(page.at(x, y), wanted, tolerance, &format!("{name} at {x}, {y}"));
    }
}

#[test]
fn every_orientation_stands_upright() {
    for n in 1..=8 {
        shows_quarters(&format!("turned-{n}.jpg"), 6);
    }
    shows_quarters("turned-8.tif", 0);
}

#[test]
fn colours_survive_every_coding() {
    for (name, tolerance) in [
        ("progressive.jpg", 6),
        ("palette.png", 3),
        ("palette-colors.tif", 3),
        ("three-pages.tif", 0),
        ("photo.tif", 6),
        ("cmyk.tif", 3),
        ("cmyk.jpg", 12),
    ] {
        shows_quarters(name, tolerance);
    }
}

#[test]
fn a_jpeg_that_fits_keeps_every_byte_that_draws() {
    for (name, space) in [("turned-6.jpg", "DeviceRGB"), ("gray.jpg", "DeviceGray")] {
        let (bytes, pdf) = (file(name), made(name));
        let (image, _) = images(&pdf).remove(0);
        assert_eq!(self::name(&image, "Filter"), b"DCTDecode", "{name}");
        assert_eq!(self::name(&image, "ColorSpace"), space.as_bytes(), "{name}");
        // From the first table on all is the same; before it stand EXIF and JFIF.
        let tables = |bytes: &[u8]| bytes.windows(2).position(|two| two == [0xFF, 0xDB]);
        let (from, to) = (tables(&bytes).expect("tables"), tables(&image.content).expect("tables"));
        assert_eq!(bytes[from..], image.content[to..], "{name}");
    }
}

#[test]
fn the_place_of_a_photograph_stays_private() {
    for name in ["turned-1.jpg", "large.jpg"] {
        assert!(file(name).windows(10).any(|ten| ten == b"Examplecam"), "{name} shall have it");
        let pdf = made(name);
        assert!(!pdf.windows(10).any(|ten| ten == b"Examplecam"), "{name}");
        assert!(!pdf.windows(4).any(|four| four == b"Exif"), "{name}");
    }
}

#[test]
fn a_large_photograph_is_scaled_to_print() {
    let pdf = made("large.jpg");
    let (image, [width, height]) = images(&pdf).remove(0);
    // 3,600 by 2,400 pixels, to be turned by 90 degrees: 6.667 by 10 inches.
    assert!((width - 480.0).abs() < 0.1 && (height - 720.0).abs() < 0.1, "{width} x {height}");
    assert_eq!((number(&image, "Width"), number(&image, "Height")), (2000, 1333));
    let page = render::pages(&pdf, 0.5).remove(0);
    // Turned clockwise, the lower left quarter of what is stored stands above on the left.
    near(page.at(0.25, 0.25), QUARTERS[2], 8, "above left");
    near(page.at(0.75, 0.25), QUARTERS[0], 8, "above right");
    near(page.at(0.75, 0.75), QUARTERS[1], 8, "below right");
    assert!(pdf.len() < 200_000, "{} bytes", pdf.len());
}

#[test]
fn small_pictures_stay_small() {
    let (_, size) = images(&made("turned-1.jpg")).remove(0);
    assert_eq!(size, [96.0 * 0.72, 64.0 * 0.72]);
    let (_, size) = images(&made("dot.png")).remove(0);
    assert_eq!(size, [18.0, 18.0]);
}

#[test]
fn black_and_white_stays_bits_and_every_bit_is_right() {
    let wanted = bits_of("bits.png");
    assert_eq!(wanted.len(), 80 * 480);
    for name in ["fax-4.tif", "fax-from-the-right.tif", "three-pages.tif"] {
        assert_eq!(bits_of(name), wanted, "{name}");
    }
    let pdf = made("palette.tif");
    let (image, _) = images(&pdf).remove(0);
    assert_eq!(number(&image, "BitsPerComponent"), 1, "a palette of black and white");
    near(render::pages(&pdf, 1.0)[0].at(0.0, 0.0), [0; 3], 0, "the black corner");
}

/// Unfolded bits of the first page, without what the compressor added.
fn bits_of(name: &str) -> Vec<u8> {
    let (image, _) = images(&made(name)).remove(0);
    assert_eq!(number(&image, "BitsPerComponent"), 1, "{name}");
    let mut bits = image.decompressed_content().expect("inflates");
    bits.truncate(80 * 480);
    bits
}

#[test]
fn every_page_of_a_tiff_is_there() {
    let images = images(&made("three-pages.tif"));
    let kinds: Vec<_> = images
        .iter()
        .map(|(image, _)| (number(image, "BitsPerComponent"), name(image, "ColorSpace")))
        .collect();
    assert_eq!(
        kinds,
        [
            (1, b"DeviceGray".as_slice()),
            (8, b"DeviceGray".as_slice()),
            (8, b"DeviceRGB".as_slice())
        ]
    );
}

#[test]
fn a_coarse_fax_is_not_squeezed() {
    let (image, [width, height]) = images(&made("fax-coarse.tif")).remove(0);
    assert_eq!((number(&image, "Width"), number(&image, "Height")), (640, 240));
    assert!((width / height - 640.0 / 480.0).abs() < 0.01, "{width} x {height}");
}

#[test]
fn glass_is_seen_on_white() {
    for name in ["glass.png", "glass.tif"] {
        let page = render::pages(&made(name), 1.0).remove(0);
        near(page.at(0.1, 0.02), [255; 3], 8, &format!("{name}: above all is glass"));
        near(page.at(0.1, 0.97), QUARTERS[2], 16, &format!("{name}: below nothing is"));
    }
}

#[test]
fn deep_samples_become_bytes() {
    let page = render::pages(&made("deep-gray.png"), 1.0).remove(0);
    near(page.at(0.0, 0.5), [0; 3], 4, "left");
    near(page.at(0.5, 0.5), [128; 3], 4, "middle");
    near(page.at(0.99, 0.5), [252; 3], 4, "right");
}

#[test]
fn what_is_no_picture_is_refused_with_what_to_do() {
    for (name, words) in [
        ("other.heic", "HEIC photograph"),
        ("other.webp", "WebP picture: save it as JPEG or PNG"),
        ("other.gif", "GIF picture: save it as PNG"),
        ("other.bmp", "BMP picture: save it as PNG"),
        ("other.docx", "document of an office program: save it as PDF"),
        ("other.html", "web page: print it to PDF"),
        ("empty.jpg", "is empty"),
        ("fax-3.tif", "print it to PDF"),
        ("real-numbers.tif", "print it to PDF"),
    ] {
        let found = refused(name);
        assert!(found.contains(words), "{name} {found}");
    }
    assert_eq!(to_pdf(b"%PDF-1.7"), Err(PictureFault::Refused(Kind::Pdf)));
    assert_eq!(to_pdf(b"\0\x01\x02"), Err(PictureFault::Unknown));
    assert_eq!(kind(&file("fax-4.tif")), Some(Kind::Tiff));
}

#[test]
fn traps_are_refused_at_once() {
    for (name, words) in [
        ("bomb.jpg", "65500 by 65500 pixels"),
        ("bomb.png", "100000 by 100000 pixels"),
        ("bomb.tif", "100000 by 100000 pixels"),
        ("no-pixels.png", "damaged"),
        ("cut.jpg", "it ends before its picture"),
        ("cut.png", "it ends before its picture"),
        ("cut.tif", "damaged"),
    ] {
        let bytes = file(name);
        let found = to_pdf(&bytes).expect_err(name).to_string();
        assert!(found.contains(words), "{name} {found}");
    }
}

#[test]
fn every_cut_of_a_picture_is_refused_or_whole() {
    for name in ["turned-6.jpg", "bits.png", "fax-4.tif", "glass.png"] {
        let whole = file(name);
        let picture = made(name);
        for end in 0..whole.len() {
            // What follows the pixels may be lost without loss.
            if let Ok(cut) = to_pdf(&whole[..end]) {
                assert_eq!(
                    render::pages(&cut, 0.5),
                    render::pages(&picture, 0.5),
                    "{name} at {end}"
                );
            }
        }
    }
}

#[test]
fn flipped_bytes_never_panic() {
    for name in ["turned-6.jpg", "palette.png", "fax-4.tif", "photo.tif", "palette-colors.tif"] {
        let whole = file(name);
        for n in (0..whole.len()).step_by(7) {
            let mut bytes = whole.clone();
            bytes[n] = bytes[n].wrapping_mul(31).wrapping_add(7);
            if let Ok(pdf) = to_pdf(&bytes) {
                assert!(!images(&pdf).is_empty(), "{name}, byte {n}");
            }
        }
    }
}

#[test]
fn same_picture_same_bytes() {
    for name in ["large.jpg", "three-pages.tif", "glass.png"] {
        assert_eq!(made(name), made(name), "{name}");
    }
}
