//! The finished file: the form's own pages untouched, its fields gone, what was typed among its tags.

use std::collections::BTreeMap;

use hayro::vello_cpu::kurbo::Rect;
use lopdf::{Dictionary, Document, Object, ObjectId};
use petition::court_form::blank::Blank;
use petition::document::CourtForms;

use super::forms::{Filled, Known, filled, line};
use super::kept::{leaf, leaf_draft, sample};
use super::render;

/// Pixels to the point.
const SCALE: f64 = 1.0;

/// How far letters reach beyond a field, in points: accents above capitals in fields that are no
/// higher than those.
const BEYOND: f64 = 1.6;

fn open(bytes: &[u8]) -> Document {
    Document::load_mem(bytes).expect("a file of ours")
}

/// Content streams of a page, as they stand in the file.
fn contents(doc: &Document, page: ObjectId) -> Vec<Vec<u8>> {
    let stream = |id: ObjectId| {
        let stream = doc.get_object(id).and_then(Object::as_stream).expect("a stream");
        stream.content.clone()
    };
    doc.get_page_contents(page).into_iter().map(stream).collect()
}

/// Each page of a file and the page of a blank that lies beneath it.
pub(crate) fn beneath<'b>(doc: &Document, blanks: &[&'b Blank]) -> Vec<(&'b Blank, usize)> {
    let n = doc.get_pages().len();
    let leaf = blanks[blanks.len() - 1];
    let all = blanks[..blanks.len() - 1].iter();
    let mut pages: Vec<(&Blank, usize)> =
        all.flat_map(|blank| (0..blank.n_pages).map(|page| (*blank, page))).collect();
    pages.resize(n, (leaf, 0));
    pages
}

/// The faults of a file that was filled: the form first, the rest attachment sheets.
pub(crate) fn faults(filled: &Filled, blanks: &[&Blank]) -> Vec<String> {
    let doc = open(&filled.bytes);
    let mut faults = leftovers(&doc);
    let known: Vec<(Document, Vec<render::Picture>)> = blanks
        .iter()
        .map(|blank| {
            let mut doc = open(&blank.to_bytes());
            for page in doc.get_pages().into_values().collect::<Vec<_>>() {
                let page = doc.get_object_mut(page).and_then(Object::as_dict_mut).expect("a page");
                page.remove(b"Annots");
            }
            let mut bytes = Vec::new();
            doc.save_to(&mut bytes).expect("a file");
            (doc, render::pages(&bytes, SCALE))
        })
        .collect();
    // Attachment sheets are all alike: the first one stands for them.
    let n_drawn = 1 + blanks[..blanks.len() - 1].iter().map(|blank| blank.n_pages).sum::<usize>();
    let drawn = render::first_pages(&filled.bytes, SCALE, n_drawn);
    let pages: Vec<ObjectId> = doc.get_pages().into_values().collect();
    for (n, (blank, page)) in beneath(&doc, blanks).into_iter().take(n_drawn).enumerate() {
        let at = blanks.iter().position(|one| std::ptr::eq(*one, blank)).expect("one of them");
        let (before, pictures) = &known[at];
        let theirs: Vec<ObjectId> = before.get_pages().into_values().collect();
        let (was, is) = (contents(before, theirs[page]), contents(&doc, pages[n]));
        if !is.windows(was.len()).any(|some| some == was) {
            faults.push(format!("page {}: its own contents are not what they were", n + 1));
        }
        let (mut was, mut is) = (pictures[page].clone(), drawn[n].clone());
        for field in blank.fields.iter().filter(|field| field.page == page) {
            let [left, top, right, bottom] = field.rect.map(f64::from);
            let place = Rect::new(left, top - BEYOND, right, bottom).scale_from_origin(SCALE);
            was.whiten(place);
            is.whiten(place);
        }
        if was != is {
            let pairs = was.rgb.chunks_exact(3).zip(is.rgb.chunks_exact(3)).enumerate();
            let apart = pairs.filter(|(_, (was, is))| was != is).map(|(n, _)| n);
            let spots: Vec<(usize, usize)> = apart
                .map(|n| (n % was.width / SCALE as usize, n / was.width / SCALE as usize))
                .collect();
            faults.push(format!(
                "page {}: {} pixels differ, from {:?}",
                n + 1,
                spots.len(),
                spots[0]
            ));
        }
    }
    faults
}

/// What a filled form must not have any more.
fn leftovers(doc: &Document) -> Vec<String> {
    let mut faults = Vec::new();
    for key in ["AcroForm", "Names", "OpenAction", "AA", "Perms", "Extensions"] {
        if doc.catalog().expect("a catalog").has(key.as_bytes()) {
            faults.push(format!("the catalog has `{key}`"));
        }
    }
    for object in doc.objects.values() {
        let dictionary = match object {
            Object::Dictionary(dictionary) => dictionary,
            Object::Stream(stream) => &stream.dict,
            _ => continue,
        };
        for key in ["Annots", "XFA", "JS", "FT", "AA", "Metadata", "PieceInfo"] {
            let own = key == "Metadata" && dictionary.has(b"Pages");
            if dictionary.has(key.as_bytes()) && !own {
                faults.push(format!("an object has `{key}`: {dictionary:?}"));
            }
        }
    }
    faults
}

#[test]
fn the_form_stays_as_printed_and_its_fields_go() {
    for tagged in [false, true] {
        let (form, leaf) = (sample(tagged), leaf());
        let forms = every_field(&form, &leaf);
        let filled = filled(&forms, &[&form, &leaf]);
        let faults = faults(&filled, &[&form.blank, &leaf.blank]);
        assert!(faults.is_empty(), "{}", faults.join("\n"));
    }
}

fn every_field(form: &Known, leaf: &Known) -> CourtForms {
    let words = "Nguyễn Thị Hạnh went home. ".repeat(3);
    let draft = form.draft(|field| line(if field.name == "zip" { "90012" } else { words.trim() }));
    CourtForms { forms: vec![draft], attachment: Some(leaf_draft(leaf)) }
}

#[test]
fn the_same_draft_makes_the_same_bytes() {
    let (form, leaf) = (sample(true), leaf());
    let forms = every_field(&form, &leaf);
    let first = filled(&forms, &[&form, &leaf]);
    let (form, leaf) = (sample(true), super::kept::leaf());
    assert!(first.bytes == filled(&forms, &[&form, &leaf]).bytes);
}

#[test]
fn sheets_of_one_form_share_what_is_printed() {
    let (form, leaf) = (sample(true), leaf());
    let mut draft = form.draft(|_| Vec::new());
    draft.values.insert("why".to_owned(), line(&"again and again ".repeat(4000)));
    let forms = CourtForms { forms: vec![draft], attachment: Some(leaf_draft(&leaf)) };
    let filled = filled(&forms, &[&form, &leaf]);
    let doc = open(&filled.bytes);
    let pages: Vec<ObjectId> = doc.get_pages().into_values().collect();
    assert!(pages.len() > 8);
    let printed: Vec<ObjectId> =
        pages[2..].iter().map(|page| doc.get_page_contents(*page)[1]).collect();
    assert!(printed.windows(2).all(|two| two[0] == two[1]));
}

/// The elements of a tree in reading order, with their depths.
fn elements(doc: &Document) -> Vec<(usize, &Dictionary)> {
    let root = doc.catalog().and_then(|root| root.get_deref(b"StructTreeRoot", doc));
    let root = root.and_then(Object::as_dict).expect("tags");
    let mut found = Vec::new();
    walk(doc, root, 0, &mut found);
    found
}

fn walk<'d>(
    doc: &'d Document,
    node: &'d Dictionary,
    depth: usize,
    found: &mut Vec<(usize, &'d Dictionary)>,
) {
    let kids = match node.get_deref(b"K", doc) {
        Ok(Object::Array(kids)) => kids.iter().collect(),
        Ok(kid) => vec![kid],
        Err(_) => Vec::new(),
    };
    for kid in kids {
        let kid = match kid {
            Object::Reference(id) => doc.get_object(*id).expect("a kid that is there"),
            kid => kid,
        };
        if let Object::Dictionary(kid) = kid
            && kid.has(b"S")
        {
            found.push((depth, kid));
            walk(doc, kid, depth + 1, found);
        }
    }
}

/// What each field says of itself: role, state, description.
fn print_fields(doc: &Document) -> BTreeMap<String, (String, String, bool)> {
    let name = |one: &Dictionary, key: &str| {
        let name = one.get(key.as_bytes()).and_then(Object::as_name).unwrap_or_default();
        String::from_utf8_lossy(name).into_owned()
    };
    let fields = elements(doc).into_iter().filter(|(_, one)| name(one, "S") == "Form");
    let told = fields.map(|(_, one)| {
        let said = one.get(b"A").and_then(Object::as_dict).expect("what it is");
        assert_eq!(name(said, "O"), "PrintField");
        let words = said.get(b"Desc").map(|words| lopdf::decode_text_string(words).expect("text"));
        let what = (name(said, "Role"), name(said, "checked"), one.has(b"K"));
        (words.unwrap_or_default(), what)
    });
    told.collect()
}

#[test]
fn what_is_typed_stands_among_the_tags_of_the_form() {
    let (form, leaf) = (sample(true), leaf());
    let mut draft = form.draft(|_| Vec::new());
    draft.values.insert("name".to_owned(), line("José Núñez"));
    draft.ticks.insert("other".to_owned(), false);
    let forms = CourtForms { forms: vec![draft], attachment: Some(leaf_draft(&leaf)) };
    let doc = open(&filled(&forms, &[&form, &leaf]).bytes);
    let fields = print_fields(&doc);
    let told = |role: &str, state: &str, has: bool| (role.to_owned(), state.to_owned(), has);
    assert_eq!(fields["NAME:"], told("tv", "", true));
    let unfilled = fields.get("CASE:");
    assert_eq!(unfilled, Some(&told("tv", "", false)), "{fields:?}");
    assert_eq!(fields["BOX:"], told("cb", "on", true));
    assert_eq!(fields["OTHER:"], told("cb", "off", false));
    // The field of the name stands right behind its label, as on the form.
    let all = elements(&doc);
    let role = |n: usize| all[n].1.get(b"S").and_then(Object::as_name).expect("a role");
    let first = (0..all.len()).find(|n| role(*n) == b"Form").expect("a field");
    assert_eq!((role(first - 1), role(first + 1)), (&b"P"[..], &b"P"[..]));
    assert!(all.iter().all(|(_, one)| {
        one.get(b"S").and_then(Object::as_name).is_ok_and(|role| role != b"Label")
    }));
}

#[test]
fn every_marked_sequence_of_ours_has_one_element() {
    for tagged in [false, true] {
        let (form, leaf) = (sample(tagged), leaf());
        let doc = open(&filled(&every_field(&form, &leaf), &[&form, &leaf]).bytes);
        let root = doc.catalog().and_then(|root| root.get_deref(b"StructTreeRoot", &doc));
        let root = root.and_then(Object::as_dict).expect("tags");
        let parents = root.get_deref(b"ParentTree", &doc).and_then(Object::as_dict).expect("rows");
        let rows = parents.get(b"Nums").and_then(Object::as_array).expect("rows");
        for (n, page) in doc.get_pages().into_values().enumerate() {
            let row = rows[2 * n + 1].as_array().expect("a row");
            let mut numbers = Vec::new();
            for id in doc.get_page_contents(page) {
                let stream = doc.get_object(id).and_then(Object::as_stream).expect("a stream");
                let plain = stream.get_plain_content().expect("plain");
                let text = String::from_utf8_lossy(&plain).into_owned();
                let found = text.split("/MCID").skip(1).map(|rest| {
                    let rest = rest.trim_start();
                    let end = rest.find(|c: char| !c.is_ascii_digit()).unwrap_or(rest.len());
                    rest[..end].parse::<usize>().expect("a number")
                });
                numbers.extend(found);
            }
            numbers.sort_unstable();
            assert_eq!(numbers, (0..row.len()).collect::<Vec<_>>(), "page {}", n + 1);
            assert!(row.iter().all(|one| one.as_reference().is_ok()), "page {}", n + 1);
        }
    }
}
