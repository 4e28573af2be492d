//! Two renderers show the same filled forms: the one written in Rust, and poppler where it is installed.

use std::process::Command;

use petition::packet::PacketFile;

use crate::render::{Picture, pages};
use crate::support::{asked, example, file, packet, stocked};

/// Pixels on a side of the squares whose grey is compared: strokes are thinner or thicker in one
/// renderer than in the other, and a word more or less is far more than that.
const SQUARE: usize = 24;

/// How far the mean grey of a square may be apart, of 255.
const APART: f32 = 32.0;

fn poppler(file: &PacketFile) -> Option<Vec<Picture>> {
    let desk = tempfile::tempdir().expect("a folder");
    let path = desk.path().join("filled.pdf");
    std::fs::write(&path, &file.bytes).expect("written");
    let page = desk.path().join("page");
    let drawn = Command::new("pdftoppm").args(["-r", "144"]).arg(&path).arg(page).output();
    let Ok(done) = drawn else {
        println!("skipped: no pdftoppm here");
        return None;
    };
    assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
    let mut pictures: Vec<_> =
        std::fs::read_dir(desk.path()).expect("a folder").flatten().map(|one| one.path()).collect();
    pictures.retain(|path| path.extension().is_some_and(|ending| ending == "ppm"));
    pictures.sort();
    Some(pictures.iter().map(|path| ppm(&std::fs::read(path).expect("a picture"))).collect())
}

fn ppm(bytes: &[u8]) -> Picture {
    let words: Vec<&str> = bytes[..32]
        .split(u8::is_ascii_whitespace)
        .filter_map(|word| std::str::from_utf8(word).ok())
        .collect();
    let number = |n: usize| words[n].parse::<usize>().expect("a number");
    let (width, height) = (number(1), number(2));
    Picture { width, height, rgb: bytes[bytes.len() - 3 * width * height..].to_vec() }
}

/// The most by which the mean grey of a square differs, and where its corner is.
fn apart(one: &Picture, other: &Picture) -> (f32, (usize, usize)) {
    assert_eq!((one.width, one.height), (other.width, other.height));
    let grey = |picture: &Picture, x: usize, y: usize| {
        let start = 3 * (y * picture.width + x);
        picture.rgb[start..start + 3].iter().map(|part| f32::from(*part)).sum::<f32>() / 3.0
    };
    let mean = |picture: &Picture, x: usize, y: usize| {
        let all = (0..SQUARE * SQUARE).map(|n| grey(picture, x + n % SQUARE, y + n / SQUARE));
        all.sum::<f32>() / (SQUARE * SQUARE) as f32
    };
    let mut most = (0.0, (0, 0));
    for y in (0..one.height - SQUARE).step_by(SQUARE / 2) {
        for x in (0..one.width - SQUARE).step_by(SQUARE / 2) {
            let apart = (mean(one, x, y) - mean(other, x, y)).abs();
            if apart > most.0 {
                most = (apart, (x, y));
            }
        }
    }
    most
}

#[test]
fn two_renderers_agree_on_filled_forms() {
    let with_fees = format!("{}\n{}", example("expungement.yaml"), include_str!("fee-waiver.yaml"));
    let packet = packet(stocked(), &with_fees, &asked(None));
    let mut n_pages = 0;
    for name in ["petition", "declaration-of-witness", "order", "proof-of-service", "confidential/"]
    {
        let file = file(&packet, name);
        let Some(theirs) = poppler(file) else { return };
        let ours = pages(&file.bytes, 2.0);
        assert_eq!(ours.len(), theirs.len(), "{name}");
        for (n, (one, other)) in ours.iter().zip(&theirs).enumerate() {
            let (most, at) = apart(one, other);
            assert!(most < APART, "{name}, page {}: {most} apart at {at:?}", n + 1);
        }
        n_pages += ours.len();
    }
    assert!(n_pages >= 13, "{n_pages} pages were compared");
}

#[test]
fn a_word_that_only_one_renderer_shows_is_noticed() {
    let text = example("expungement.yaml");
    let filled = packet(stocked(), &text, &asked(None));
    let other = packet(stocked(), &text.replace("BA456789", "BA4"), &asked(None));
    let Some(theirs) = poppler(file(&filled, "petition")) else { return };
    let ours = pages(&file(&other, "petition").bytes, 2.0);
    let (most, at) = apart(&ours[0], &theirs[0]);
    assert!(most >= APART, "half a case number makes {most} at {at:?}");
}
