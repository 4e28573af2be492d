//! Files built to unfold without end, and trees in knots: refused by name, soon.

use std::time::{Duration, Instant};

use flate2::Compression;
use flate2::write::ZlibEncoder;
use lopdf::{Dictionary, Document, Object, Stream, dictionary};
use petition::packet::exhibits::Fault;

use crate::foreign::{
    WORDS, entry, fault, first_page, letter, look, paper, saved, tree_of, with_annotation,
};

/// `n` zeros, deflated.
fn zeros(n: usize) -> Vec<u8> {
    packed(|file| {
        let block = vec![b'0'; 1 << 20];
        (0..n >> 20).for_each(|_| std::io::Write::write_all(file, &block).expect("in memory"));
    })
}

fn packed(write: impl FnOnce(&mut ZlibEncoder<Vec<u8>>)) -> Vec<u8> {
    let mut encoder = ZlibEncoder::new(Vec::new(), Compression::new(1));
    write(&mut encoder);
    encoder.finish().expect("in memory")
}

fn refused(bytes: &[u8]) -> String {
    let start = Instant::now();
    let fault = fault(bytes);
    // A debug build on a busy machine; a release build takes a tenth of it.
    assert!(start.elapsed() < Duration::from_secs(20), "{:?}", start.elapsed());
    match fault {
        Fault::Trap(what) => what,
        other => panic!("{other:?} is no trap"),
    }
}

#[test]
fn contents_that_unfold_without_end_are_refused() {
    let mut doc = letter(&[WORDS]);
    let stream = Stream::new(dictionary! { "Filter" => "FlateDecode" }, zeros(66 << 20));
    let contents = doc.add_object(stream);
    first_page(&mut doc).set("Contents", contents);
    let bytes = saved(doc);
    assert!(bytes.len() < 1_000_000, "{}", bytes.len());
    assert!(refused(&bytes).contains("unfolds to more than 64 MB"));
}

#[test]
fn a_stream_packed_twice_is_refused() {
    let twice = packed(|file| {
        std::io::Write::write_all(file, &zeros(66 << 20)).expect("in memory");
    });
    for kind in ["Nothing", "Image"] {
        let mut doc = letter(&[WORDS]);
        let filters = vec![Object::from("FlateDecode"), "FlateDecode".into()];
        let dictionary = dictionary! {
            "Filter" => filters, "Subtype" => kind, "Width" => 10, "Height" => 10,
        };
        let stream = doc.add_object(Stream::new(dictionary, twice.clone()));
        first_page(&mut doc).set("Other", stream);
        let bytes = saved(doc);
        assert!(bytes.len() < 100_000, "{}", bytes.len());
        refused(&bytes);
    }
}

#[test]
fn many_streams_count_together() {
    let mut doc = letter(&[WORDS]);
    let one = zeros(50 << 20);
    let streams: Vec<Object> = (0..3)
        .map(|_| {
            let stream = Stream::new(dictionary! { "Filter" => "FlateDecode" }, one.clone());
            doc.add_object(stream).into()
        })
        .collect();
    first_page(&mut doc).set("Others", streams);
    assert!(refused(&saved(doc)).contains("all that it holds"));
}

/// A file whose object streams hold arrays of numbers beyond all measure.
fn table(n_words: usize, n_tables: usize) -> Vec<u8> {
    let mut bytes = saved(letter(&[WORDS]));
    let end = bytes.windows(4).rposition(|four| four == b"xref").expect("a table");
    let table = packed(|file| {
        let write = |file: &mut ZlibEncoder<Vec<u8>>, words: &[u8]| {
            std::io::Write::write_all(file, words).expect("in memory");
        };
        write(file, b"900 0 [");
        (0..n_words).for_each(|_| write(file, b"0 "));
        write(file, b"]");
    });
    let mut tables = Vec::new();
    for n in 0..n_tables {
        let head = format!(
            "{} 0 obj\n<</Type /#4FbjStm /N 1 /First 6 /Filter /FlateDecode /Length {}>>\nstream\n",
            500 + n,
            table.len()
        );
        tables.extend_from_slice(head.as_bytes());
        tables.extend_from_slice(&table);
        tables.extend_from_slice(b"\nendstream\nendobj\n");
    }
    bytes.splice(end..end, tables);
    bytes
}

#[test]
fn tables_of_millions_of_objects_are_refused() {
    assert!(refused(&table(3 << 20, 1)).contains("entries"));
    assert!(refused(&table(1 << 19, 6)).contains("entries"));
    assert!(look(&table(9, 2)).is_ok(), "small tables are no trap");
}

/// A page that draws a form, which draws the next ten times, and so on.
fn tower(n_floors: usize, circle: bool) -> Vec<u8> {
    let mut doc = letter(&[WORDS]);
    let ids: Vec<_> = (0..n_floors).map(|_| doc.new_object_id()).collect();
    for (n, id) in ids.iter().enumerate() {
        let next = ids.get(n + 1).or_else(|| ids.first().filter(|_| circle));
        let forms = next.map(|next| dictionary! { "F" => *next }).unwrap_or_default();
        let bounds = [0, 0, 612, 792].map(Object::Integer).to_vec();
        let form = dictionary! {
            "Type" => "XObject", "Subtype" => "Form", "BBox" => bounds,
            "Resources" => dictionary! { "XObject" => forms },
        };
        doc.set_object(*id, Stream::new(form, b"/F Do ".repeat(10)));
    }
    let contents = doc.add_object(Stream::new(Dictionary::new(), b"/F Do".to_vec()));
    let forms = dictionary! { "XObject" => dictionary! { "F" => ids[0] } };
    first_page(&mut doc).set("Resources", forms);
    first_page(&mut doc).set("Contents", contents);
    saved(doc)
}

#[test]
fn forms_that_draw_forms_are_counted_as_often_as_they_are_drawn() {
    assert!(refused(&tower(10, false)).contains("page 1 draws more than"));
    assert!(refused(&tower(3, true)).contains("draws itself"));
    assert!(refused(&tower(40, false)).contains("nest too deep"));
    assert!(look(&tower(4, false)).is_ok(), "a few forms are no trap");
}

#[test]
fn the_appearance_of_a_mark_counts_too() {
    let mut doc = Document::load_mem(&tower(10, false)).expect("readable");
    let resources = first_page(&mut doc).get(b"Resources").and_then(Object::as_dict);
    let forms = resources.and_then(|r| r.get(b"XObject")).and_then(Object::as_dict);
    let form = forms.and_then(|f| f.get(b"F")).and_then(Object::as_reference).expect("a form");
    let contents = doc.add_object(Stream::new(Dictionary::new(), Vec::new()));
    first_page(&mut doc).set("Contents", contents);
    assert!(look(&saved(doc.clone())).is_ok(), "a form that nobody draws is no trap");
    let mark = dictionary! {
        "Type" => "Annot",
        "Subtype" => "Stamp",
        "Rect" => [0, 0, 9, 9].map(Object::Integer).to_vec(),
        "AP" => dictionary! { "N" => form },
    };
    refused(&with_annotation(doc, mark));
}

#[test]
fn glyphs_that_are_drawn_like_forms_count_each_time() {
    let mut doc = letter(&[WORDS]);
    let glyph = doc.add_object(Stream::new(Dictionary::new(), b"0 0 1 1 re f ".repeat(9000)));
    let font = doc.add_object(dictionary! {
        "Type" => "Font", "Subtype" => "Type3", "CharProcs" => dictionary! { "a" => glyph },
        "FontBBox" => [0, 0, 9, 9].map(Object::Integer).to_vec(),
        "FontMatrix" => vec![1.into(), 0.into(), 0.into(), 1.into(), 0.into(), 0.into()],
        "FirstChar" => 97, "LastChar" => 97, "Widths" => vec![9.into()],
        "Encoding" => dictionary! { "Differences" => vec![97.into(), "a".into()] },
    });
    let words = format!("BT /T 9 Tf ({}) Tj ET", "a".repeat(9000));
    let contents = doc.add_object(Stream::new(Dictionary::new(), words.into_bytes()));
    let resources = dictionary! { "Font" => dictionary! { "T" => font } };
    first_page(&mut doc).set("Resources", resources);
    first_page(&mut doc).set("Contents", contents);
    assert!(refused(&saved(doc)).contains("page 1 draws more than"));
}

#[test]
fn pages_that_share_their_contents_count_together() {
    let mut doc = letter(&[WORDS]);
    let operators = b"0 0 1 1 re f ".repeat(400_000);
    let contents = doc.add_object(Stream::new(Dictionary::new(), operators));
    first_page(&mut doc).set("Contents", contents);
    let (tree, page) = (tree_of(&doc), doc.page_iter().next().expect("a page"));
    entry(&mut doc, tree).set("Kids", vec![Object::from(page); 400]);
    entry(&mut doc, tree).set("Count", 400);
    for _ in 0..400 {
        doc.add_object(Object::Null);
    }
    assert!(refused(&saved(doc)).contains("its pages draw more than"));
}

#[test]
fn a_form_without_resources_uses_those_around_it() {
    let mut doc = Document::load_mem(&tower(9, false)).expect("readable");
    // All forms move into the page's resources and lose their own.
    let forms: Vec<_> = doc
        .objects
        .iter()
        .filter(|(_, object)| object.as_stream().is_ok_and(|s| s.dict.has(b"BBox")))
        .map(|(id, _)| *id)
        .collect();
    let mut names = Dictionary::new();
    for (n, id) in forms.iter().enumerate() {
        names.set(format!("F{n}"), *id);
        let form = doc.get_object_mut(*id).and_then(Object::as_stream_mut).expect("a form");
        form.dict.remove(b"Resources");
        form.set_content(format!("/F{} Do ", n + 1).repeat(10).into_bytes());
    }
    let contents = doc.add_object(Stream::new(Dictionary::new(), b"/F0 Do".to_vec()));
    first_page(&mut doc).set("Resources", dictionary! { "XObject" => names });
    first_page(&mut doc).set("Contents", contents);
    assert!(refused(&saved(doc)).contains("page 1 draws more than"));
}

#[test]
fn a_picture_that_claims_too_much_is_refused() {
    let mut doc = letter(&["q 100 0 0 100 0 0 cm /I Do Q"]);
    let picture = dictionary! {
        "Type" => "XObject", "Subtype" => "Image", "Width" => 100_000, "Height" => 100_000,
        "ColorSpace" => "DeviceGray", "BitsPerComponent" => 8, "Filter" => "FlateDecode",
    };
    let picture = doc.add_object(Stream::new(picture, zeros(1 << 20)));
    let resources = dictionary! { "XObject" => dictionary! { "I" => picture } };
    first_page(&mut doc).set("Resources", resources);
    assert!(refused(&saved(doc)).contains("a picture claims more than 400 million pixels"));
}

#[test]
fn too_many_pages_are_refused() {
    let words = vec![String::new(); 1];
    let mut doc = paper([0, 0, 612, 792], &words);
    let (tree, page) = (tree_of(&doc), doc.page_iter().next().expect("a page"));
    // A page that comes often is that many pages.
    entry(&mut doc, tree).set("Kids", vec![Object::from(page); 20_001]);
    entry(&mut doc, tree).set("Count", 20_001);
    for _ in 0..20_001 {
        doc.add_object(Object::Null);
    }
    assert!(refused(&saved(doc)).contains("20000 pages"));
}

#[test]
fn knots_in_the_page_tree_are_refused_by_name() {
    let mut circle = letter(&[WORDS]);
    let tree = tree_of(&circle);
    entry(&mut circle, tree).set("Kids", vec![tree.into()]);
    assert!(matches!(fault(&saved(circle)), Fault::Damaged(_)));

    let mut parent = letter(&[WORDS]);
    let page = parent.page_iter().next().expect("a page");
    first_page(&mut parent).set("Parent", page);
    let told = look(&saved(parent)).expect_err("has no size").to_string();
    assert!(told.contains("page 1 has no size"), "{told}");

    let mut negative = letter(&[WORDS]);
    let tree = tree_of(&negative);
    entry(&mut negative, tree).set("Count", -1);
    assert!(matches!(fault(&saved(negative)), Fault::Damaged(_)));
}

#[test]
fn an_object_that_is_lost_is_named() {
    let bytes = saved(letter(&[WORDS]));
    let at = bytes.windows(6).position(|six| six == b"/Type1").expect("the font");
    let mut bytes = bytes;
    let start = bytes[..at].windows(4).rposition(|four| four == b" obj").expect("an object");
    bytes[start + 1..start + 4].copy_from_slice(b"xyz");
    match look(&bytes) {
        Ok(prepared) => {
            assert!(prepared.notices().iter().any(|n| n.to_string().contains("rebuilt")))
        }
        Err(error) => assert!(error.to_string().contains("has lost object"), "{error}"),
    }
}
