//! Any bytes as the file of an exhibit: refused, or joined with every page that was prepared.
#![no_main]

use std::sync::OnceLock;

use libfuzzer_sys::fuzz_target;
use petition::layout::page::FaceId;
use petition::packet::exhibits::{Exhibit, Exhibits, ForeignFile, join, prepare};
use petition::pdf::{FaceFiles, Metadata};

const SLIP: &[u8] = include_bytes!("../../tests/corpus/files/small.pdf");

fn faces() -> &'static FaceFiles<'static> {
    static FACES: OnceLock<FaceFiles<'static>> = OnceLock::new();
    FACES.get_or_init(|| {
        petition_fuzz::quiet();
        FaceFiles::parse(face).expect("the faces are sound")
    })
}

fn face(face: FaceId) -> &'static [u8] {
    match face {
        FaceId::Serif => include_bytes!("../../src/layout/fonts/Tinos-Regular.ttf"),
        FaceId::SerifBold => include_bytes!("../../src/layout/fonts/Tinos-Bold.ttf"),
        FaceId::SerifItalic => include_bytes!("../../src/layout/fonts/Tinos-Italic.ttf"),
        FaceId::SerifBoldItalic => include_bytes!("../../src/layout/fonts/Tinos-BoldItalic.ttf"),
        FaceId::Sans => include_bytes!("../../src/layout/fonts/Arimo-Regular.ttf"),
        FaceId::SansBold => include_bytes!("../../src/layout/fonts/Arimo-Bold.ttf"),
    }
}

fuzz_target!(|bytes: &[u8]| {
    let faces = faces();
    let Ok(prepared) = prepare(ForeignFile { name: "x.pdf", bytes }, None) else { return };
    let exhibits = [Exhibit { bookmark: "Exhibit A: X", slip: SLIP, listed: None, file: &prepared }];
    let all = Exhibits { index: None, index_bookmark: "", exhibits: &exhibits, faces };
    let meta = Metadata {
        title: "Exhibits".to_owned(),
        lang: "en-US".to_owned(),
        date: None,
        id_seed: String::new(),
    };
    if let Ok(joined) = join(&all, &meta) {
        assert_eq!(joined.n_pages, 1 + prepared.n_pages());
    }
});
