//! The one structure tree of a joined file: slips and index keep their tags, each carried page is one element.

use lopdf::{Dictionary, Document, Object, ObjectId};

use crate::foreign::{WORDS, joined, letter, saved};

struct Walk<'d> {
    doc: &'d Document,
    /// Role, page and whether it has an alternate description, in reading order.
    found: Vec<(String, Option<ObjectId>, Option<String>)>,
}

impl Walk<'_> {
    fn element(&mut self, id: ObjectId, parent: ObjectId) {
        let element = self.doc.get_dictionary(id).expect("an element");
        assert_eq!(element.get(b"P").and_then(Object::as_reference).ok(), Some(parent));
        let role = element.get(b"S").and_then(Object::as_name).expect("a role");
        let page = element.get(b"Pg").and_then(Object::as_reference).ok();
        let alternate =
            element.get(b"Alt").ok().and_then(|alt| lopdf::decode_text_string(alt).ok());
        self.found.push((String::from_utf8_lossy(role).into_owned(), page, alternate));
        for kid in kids(element) {
            if let Ok(kid) = kid.as_reference() {
                self.element(kid, id);
            }
        }
    }
}

fn kids(element: &Dictionary) -> Vec<Object> {
    match element.get(b"K") {
        Ok(Object::Array(kids)) => kids.clone(),
        Ok(one) => vec![one.clone()],
        Err(_) => Vec::new(),
    }
}

#[test]
fn one_tree_holds_every_page() {
    let joined = joined(&[&saved(letter(&[WORDS, "0 0 1 rg 100 100 50 50 re f"]))]);
    let doc = Document::load_mem(&joined.bytes).expect("readable");
    let catalog = doc.catalog().expect("a catalog");
    let marks = catalog.get(b"MarkInfo").and_then(Object::as_dict).expect("an entry");
    assert_eq!(marks.get(b"Marked").and_then(Object::as_bool).ok(), Some(true));
    let root = catalog.get(b"StructTreeRoot").and_then(Object::as_reference).expect("a tree");
    let tree = doc.get_dictionary(root).expect("a tree");
    let whole = tree.get(b"K").and_then(Object::as_reference).expect("an element");
    let mut walk = Walk { doc: &doc, found: Vec::new() };
    walk.element(whole, root);
    let pages: Vec<ObjectId> = doc.page_iter().collect();
    let of = |page: usize| {
        let on = |one: &&(String, Option<ObjectId>, Option<String>)| one.1 == Some(pages[page]);
        walk.found.iter().filter(on).map(|one| (one.0.as_str(), one.2.as_deref())).collect()
    };
    let roles: Vec<&str> = walk.found.iter().map(|one| one.0.as_str()).collect();
    assert_eq!(roles[0], "Document");
    assert_eq!(roles.iter().filter(|role| **role == "Part").count(), 2);
    assert_eq!(of(1), [("H1", None)], "the slip keeps its heading");
    assert_eq!(of(2), [("P", None)]);
    let words = "Exhibit A, page 2 of 2; a picture without searchable text";
    assert_eq!(of(3), [("Figure", Some(words))]);
    let index: Vec<(&str, Option<&str>)> = of(0);
    assert_eq!(index.iter().filter(|one| one.0 == "P").count(), 7);
}

#[test]
fn the_parent_tree_knows_every_mark_of_every_page() {
    let joined = joined(&[&saved(letter(&[WORDS])), &saved(letter(&[WORDS]))]);
    let doc = Document::load_mem(&joined.bytes).expect("readable");
    let tree = doc.catalog().and_then(|c| c.get_deref(b"StructTreeRoot", &doc));
    let parents = tree.and_then(Object::as_dict).and_then(|t| t.get_deref(b"ParentTree", &doc));
    let numbers = parents.and_then(Object::as_dict).and_then(|p| p.get(b"Nums"));
    let numbers = numbers.and_then(Object::as_array).expect("rows");
    let pages: Vec<ObjectId> = doc.page_iter().collect();
    assert_eq!(numbers.len(), 2 * pages.len());
    for (n, id) in pages.iter().enumerate() {
        let page = doc.get_dictionary(*id).expect("a page");
        let key = page.get(b"StructParents").and_then(Object::as_i64).expect("a key");
        assert_eq!(numbers[2 * n].as_i64().ok(), Some(key));
        let row = numbers[2 * n + 1].as_array().expect("a row");
        let contents = doc.get_page_content(*id);
        let marks = contents.windows(5).filter(|five| five == b"/MCID").count();
        assert_eq!(row.len(), marks, "page {}", n + 1);
        for element in row {
            let element = element.as_reference().expect("an element");
            let kids = kids(doc.get_dictionary(element).expect("an element"));
            assert!(!kids.is_empty());
        }
    }
}

#[test]
fn the_catalog_says_what_a_reader_needs() {
    let joined = joined(&[&saved(letter(&[WORDS]))]);
    let doc = Document::load_mem(&joined.bytes).expect("readable");
    let catalog = doc.catalog().expect("a catalog");
    for key in ["Lang", "PageLabels", "Outlines", "Metadata", "ViewerPreferences"] {
        assert!(catalog.has(key.as_bytes()), "{key}");
    }
    assert!(!catalog.has(b"OutputIntents"), "the file claims no archive standard");
    let claims = [b"<pdfuaid".as_slice(), b"<pdfaid"];
    for claim in claims {
        assert!(!joined.bytes.windows(claim.len()).any(|part| part == claim));
    }
}
