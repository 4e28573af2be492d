//! Small foreign files, slip sheets, and a joined file read back: what the tests of the exhibits share.

use lopdf::{
    Dictionary, Document, EncryptionState, EncryptionVersion, Object, ObjectId, Permissions,
    dictionary,
};
use petition::layout::page::{Bookmark, FaceId, Mark, Page, Role};
use petition::packet::exhibits::{
    Exhibit, ExhibitError, Exhibits, Fault, ForeignFile, Joined, Notice, Prepared, join, prepare,
};
use petition::pdf::export;
use petition::reading::{MeasuredPage, each_page, lines};

use crate::pdf_pages::{Draft, Setter, faces, metadata, pleading};

#[path = "paper.rs"]
mod paper;
pub(crate) use paper::paper;

/// A foreign file of `n` A4 pages turned by 90 degrees; size, rotation and resources are inherited.
pub(crate) fn foreign(n: usize) -> Document {
    let box_ = [0, 0, 595, 842];
    let words: Vec<String> = (1..=n)
        .map(|page| format!("BT /F1 18 Tf 72 700 Td (Certificate page {page}) Tj ET"))
        .collect();
    let mut doc = paper(box_, &words);
    let tree = tree_of(&doc);
    entry(&mut doc, tree).set("Rotate", 90);
    let script = doc.add_object(
        dictionary! { "S" => "JavaScript", "JS" => Object::string_literal("app.alert(1)") },
    );
    doc.catalog_mut().expect("a catalog").set("OpenAction", script);
    doc
}

/// A Letter file with a page for each content.
pub(crate) fn letter(contents: &[&str]) -> Document {
    let contents: Vec<String> = contents.iter().map(|one| (*one).to_owned()).collect();
    paper([0, 0, 612, 792], &contents)
}

pub(crate) const WORDS: &str = "BT /F1 18 Tf 72 700 Td (Certificate page 1) Tj ET";

pub(crate) fn tree_of(doc: &Document) -> ObjectId {
    doc.catalog().and_then(|c| c.get(b"Pages")).and_then(Object::as_reference).expect("a tree")
}

/// A dictionary of a document, to change.
pub(crate) fn entry(doc: &mut Document, id: ObjectId) -> &mut Dictionary {
    doc.get_object_mut(id).and_then(Object::as_dict_mut).expect("a dictionary")
}

/// The first page, to change.
pub(crate) fn first_page(doc: &mut Document) -> &mut Dictionary {
    let page = doc.page_iter().next().expect("a page");
    entry(doc, page)
}

pub(crate) fn with_annotation(mut doc: Document, annotation: Dictionary) -> Vec<u8> {
    let annotation = doc.add_object(annotation);
    first_page(&mut doc).set("Annots", vec![annotation.into()]);
    saved(doc)
}

pub(crate) fn saved(mut doc: Document) -> Vec<u8> {
    let mut bytes = Vec::new();
    doc.save_to(&mut bytes).expect("saves");
    bytes
}

pub(crate) fn locked(user_password: &str) -> Vec<u8> {
    let mut doc = foreign(2);
    let version = EncryptionVersion::V2 {
        document: &doc,
        owner_password: "owner",
        user_password,
        key_length: 128,
        permissions: Permissions::all(),
    };
    let state = EncryptionState::try_from(version).expect("a state");
    doc.encrypt(&state).expect("encrypts");
    saved(doc)
}

/// The index: a page of a pleading, which brings its number.
pub(crate) fn index() -> Vec<u8> {
    let pages = pleading(&Setter::new(), 1, 0);
    export(&pages, &faces(), &metadata("Index")).expect("exports")
}

/// A tagged slip sheet of one page.
pub(crate) fn slip(letter: char) -> Vec<u8> {
    let setter = Setter::new();
    let mut draft = Draft::new(&setter);
    let heading = draft.element(0, Role::Heading(1));
    let words = format!("EXHIBIT {letter}");
    let item = setter.item(Mark::Content(heading), FaceId::SerifBold, (250.0, 320.0), &words);
    let outline = vec![Bookmark { title: words.clone(), level: 1, page: 0, y: 320.0 }];
    let pages = draft.finish(&words, vec![Page { items: vec![item] }], outline);
    export(&pages, &faces(), &metadata(&words)).expect("exports")
}

pub(crate) fn look(bytes: &[u8]) -> Result<Prepared<'_>, ExhibitError> {
    prepare(ForeignFile { name: "certificate.pdf", bytes }, None)
}

pub(crate) fn notices(bytes: &[u8]) -> Vec<Notice> {
    look(bytes).expect("can be carried").notices().to_vec()
}

pub(crate) fn joined(files: &[&[u8]]) -> Joined {
    let prepared: Vec<Prepared<'_>> =
        files.iter().map(|bytes| look(bytes).expect("can be carried")).collect();
    join_prepared(&prepared, &|_| None).expect("joins")
}

/// Joins prepared files behind an index and a slip each; `listed` is what the index gives.
pub(crate) fn join_prepared(
    prepared: &[Prepared<'_>],
    listed: &dyn Fn(usize) -> Option<usize>,
) -> Result<Joined, ExhibitError> {
    let letter = |n: usize| char::from(b'A' + n as u8);
    let slips: Vec<Vec<u8>> = (0..prepared.len()).map(|n| slip(letter(n))).collect();
    let bookmarks: Vec<String> = (0..prepared.len())
        .map(|n| format!("Exhibit {}: Certificate — Núñez", letter(n)))
        .collect();
    let exhibits: Vec<Exhibit<'_>> = (0..prepared.len())
        .map(|n| Exhibit {
            bookmark: &bookmarks[n],
            slip: &slips[n],
            listed: listed(n),
            file: &prepared[n],
        })
        .collect();
    let (index, faces) = (index(), faces());
    let all = Exhibits {
        index: Some(&index),
        index_bookmark: "Index of exhibits",
        exhibits: &exhibits,
        faces: &faces,
    };
    join(&all, &metadata("Exhibits"))
}

pub(crate) fn fault(bytes: &[u8]) -> Fault {
    let file = ForeignFile { name: "x.pdf", bytes };
    let error = prepare(file, None).expect_err("cannot be carried");
    assert!(error.to_string().contains("`x.pdf`"), "{error}");
    error.fault
}

/// All pages of a file, measured.
pub(crate) fn measured(bytes: &[u8]) -> Vec<MeasuredPage> {
    let mut pages = Vec::new();
    each_page(bytes.to_vec(), |_, page| pages.push(page)).expect("measures");
    pages
}

/// The words of a page; letters that do not stand upright come one by one.
pub(crate) fn words(page: &MeasuredPage) -> String {
    let lines: Vec<String> = lines(page).iter().map(|line| line.text()).collect();
    lines.join("\n")
}

/// All letters of a page as they are drawn, without spaces.
pub(crate) fn letters(page: &MeasuredPage) -> String {
    page.runs.iter().flat_map(|run| run.text.chars()).filter(|c| !c.is_whitespace()).collect()
}

/// Writes a file for looking at, where a folder was named at build time.
pub(crate) fn sample(name: &str, bytes: &[u8]) {
    if let Some(folder) = option_env!("PDF_SAMPLES") {
        std::fs::write(format!("{folder}/{name}"), bytes).expect("writable folder");
    }
}
