//! Files built to trip a reader: read in bounded time, or refused, and never with a panic.

use std::fs;
use std::path::Path;
use std::time::Instant;

use lopdf::{Dictionary, Document, Object, dictionary};
use petition::court_form::blank::Blank;
use proptest::prelude::*;

use super::made::{MULTILINE, Made, save, text, tick};

/// A form with most of what a reader looks at.
fn rich() -> Document {
    let mut long = text("form[0].Page1[0].Reason[0]", [100.0, 100.0, 500.0, 300.0]);
    long.flags = MULTILINE;
    let mut widgets = Made::default().widgets;
    widgets.push(long);
    widgets.push(tick("form[0].Page1[0].Box[0]", "2", [172.0, 600.0, 181.0, 609.0]));
    let mut doc = Made { n_pages: 2, widgets, ..Made::default() }.document();
    let element = doc.add_object(dictionary! { "Type" => "StructElem", "S" => "Form" });
    let numbers = dictionary! { "Nums" => vec![0.into(), element.into()] };
    let tree = doc.add_object(dictionary! {
        "Type" => "StructTreeRoot", "K" => element, "ParentTree" => numbers,
    });
    let layer = doc.add_object(dictionary! {
        "Type" => "OCG", "Name" => Object::string_literal("Screen"),
        "Usage" => dictionary! { "Print" => dictionary! { "PrintState" => "OFF" } },
    });
    let root = doc.catalog_mut().expect("a root");
    root.set("StructTreeRoot", tree);
    let groups: Vec<Object> = vec![layer.into()];
    let standard = dictionary! { "BaseState" => "OFF", "ON" => groups.clone() };
    root.set("OCProperties", dictionary! { "OCGs" => groups, "D" => standard });
    doc
}

proptest! {
    #![proptest_config(crate::property::cases(200))]

    #[test]
    fn changed_bytes_never_break_the_reader(
        changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..12),
        cut in any::<prop::sample::Index>(),
        cuts in prop::bool::weighted(0.2),
    ) {
        let mut bytes = save(&mut rich());
        for (at, byte) in changes {
            let at = at.index(bytes.len());
            bytes[at] = byte;
        }
        if cuts {
            bytes.truncate(cut.index(bytes.len()));
        }
        // Either it is a blank that reads back as itself, or it is refused in words.
        match Blank::read(&bytes) {
            Ok(blank) => prop_assert_eq!(Blank::read(&blank.to_bytes()).err(), None),
            Err(fault) => prop_assert!(!fault.to_string().is_empty()),
        }
    }

    #[test]
    fn moved_references_never_break_the_reader(
        moves in prop::collection::vec((any::<prop::sample::Index>(), any::<prop::sample::Index>()), 1..6),
    ) {
        let mut doc = rich();
        let ids: Vec<_> = doc.objects.keys().copied().collect();
        for (from, to) in moves {
            let (from, to) = (ids[from.index(ids.len())], ids[to.index(ids.len())]);
            if let Ok(node) = doc.get_object_mut(from).and_then(Object::as_dict_mut) {
                redirect(node, to);
            }
        }
        match Blank::read(&save(&mut doc)) {
            Ok(blank) => prop_assert_eq!(Blank::read(&blank.to_bytes()).err(), None),
            Err(fault) => prop_assert!(!fault.to_string().is_empty()),
        }
    }
}

/// Makes every reference of a dictionary, and of its lists, lead to one object.
fn redirect(node: &mut Dictionary, to: (u32, u16)) {
    for (_, value) in node.iter_mut() {
        match value {
            Object::Reference(id) => *id = to,
            Object::Array(items) => {
                items
                    .iter_mut()
                    .filter(|one| one.as_reference().is_ok())
                    .for_each(|one| *one = to.into());
            }
            _ => {}
        }
    }
}

#[test]
fn every_file_of_the_corpus_is_refused_in_words() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/corpus/files");
    let mut n_read = 0;
    for entry in fs::read_dir(folder).expect("the corpus").flatten() {
        let bytes = fs::read(entry.path()).expect("a file");
        let fault = Blank::read(&bytes).expect_err("no blank of an official form");
        assert!(!fault.to_string().is_empty());
        n_read += 1;
    }
    assert!(n_read > 10, "{n_read}");
}

#[test]
fn fields_in_a_circle_have_an_end() {
    let mut doc = Made::default().document();
    let groups: Vec<_> = doc
        .objects
        .iter()
        .filter(|(_, one)| one.as_dict().is_ok_and(|one| one.has(b"Kids") && one.has(b"T")))
        .map(|(id, _)| *id)
        .collect();
    for (one, next) in groups.iter().zip(groups.iter().cycle().skip(1)) {
        let group = doc.get_object_mut(*one).and_then(Object::as_dict_mut).expect("a field");
        group.set("Parent", *next);
    }
    assert!(Blank::read(&save(&mut doc)).is_ok_and(|blank| blank.fields.len() == 2));
}

#[test]
fn more_fields_than_a_form_has_are_a_trap() {
    let widgets = vec![text("a.Name", [100.0, 700.0, 300.0, 712.0]); 10_001];
    let bytes = Made { widgets, ..Made::default() }.bytes();
    let started = Instant::now();
    let fault = Blank::read(&bytes).expect_err("too many").to_string();
    assert!(fault.contains("more than 10000 fields"), "{fault}");
    assert!(started.elapsed().as_secs() < 20, "{:?}", started.elapsed());
    let pages = Made { n_pages: 101, ..Made::default() };
    let fault = Blank::read(&pages.bytes()).expect_err("too many").to_string();
    assert!(fault.contains("more than 100 pages"), "{fault}");
}
