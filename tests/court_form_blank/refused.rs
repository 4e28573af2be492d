//! Files that are no blank of one form: each refused in words that name what is wrong.

use lopdf::{Object, Stream, dictionary};
use lopdf_read::{EncryptionState, EncryptionVersion, Permissions};
use petition::court_form::BlankFault;
use petition::court_form::blank::Blank;

use super::made::{Made, Widget, save, text, tick};

fn refusal(bytes: &[u8]) -> String {
    Blank::read(bytes).err().map_or_else(|| "taken".to_owned(), |fault| fault.to_string())
}

fn with(widgets: Vec<Widget>) -> Made {
    Made { widgets, ..Made::default() }
}

/// A form locked as the courts lock theirs, or with a password of a user.
fn locked(bytes: &[u8], user_password: &str) -> Vec<u8> {
    let mut doc = lopdf_read::Document::load_mem(bytes).expect("a form");
    let id = Object::string_literal("0123456789abcdef");
    let id = lopdf_read::Object::string_literal(id.as_str().expect("text").to_vec());
    doc.trailer.set("ID", vec![id.clone(), id]);
    let version = EncryptionVersion::V2 {
        document: &doc,
        owner_password: "owner",
        user_password,
        key_length: 128,
        permissions: Permissions::PRINTABLE,
    };
    let state = EncryptionState::try_from(version).expect("a lock");
    doc.encrypt(&state).expect("locks");
    let mut bytes = Vec::new();
    doc.save_to(&mut bytes).expect("saves");
    bytes
}

#[test]
fn a_lock_without_password_opens_and_one_with_is_refused() {
    let plain = Made::default().bytes();
    let open = locked(&plain, "");
    assert!(open.windows(8).any(|eight| eight == b"/Encrypt"), "the lock is there");
    let blank = Blank::read(&open).expect("opens");
    assert_eq!(blank.fields[0].tooltip, "Who files");
    assert!(!blank.to_bytes().windows(8).any(|eight| eight == b"/Encrypt"));
    assert!(refusal(&locked(&plain, "secret")).contains("opens only with a password"));
}

#[test]
fn what_is_no_form_is_said() {
    assert!(refusal(b"").contains("is empty"));
    assert!(refusal(b"<html>not found</html>").contains("is not a PDF"));
    let whole = Made::default().bytes();
    assert!(refusal(&whole[..whole.len() / 2]).contains("damaged"));
    assert!(refusal(&with(Vec::new()).bytes()).contains("a scan"));
}

#[test]
fn fields_for_other_programs_only_are_said() {
    let mut doc = with(Vec::new()).document();
    let form = dictionary! {
        "Fields" => Vec::<Object>::new(), "XFA" => Object::string_literal("<xdp/>"),
    };
    doc.catalog_mut().expect("a root").set("AcroForm", form);
    assert!(refusal(&save(&mut doc)).contains("XFA"));
}

#[test]
fn a_filled_form_is_refused_with_what_stands_in_it() {
    let mut name = text("form[0].Name[0]", [100.0, 700.0, 300.0, 712.0]);
    name.more.set("V", Object::string_literal("Mia Fox"));
    let mut ticked = tick("form[0].Box[0]", "1", [72.0, 600.0, 81.0, 609.0]);
    ticked.more.set("AS", "1");
    let fault = Blank::read(&with(vec![name, ticked]).bytes()).expect_err("filled");
    let pairs = [("form[0].Name[0]", "Mia Fox"), ("form[0].Box[0]", "ticked")];
    let pairs = pairs.map(|(name, value)| (name.to_owned(), value.to_owned())).to_vec();
    assert_eq!(fault, BlankFault::Filled(pairs));
    assert!(fault.to_string().contains("`form[0].Name[0]` says `Mia Fox`"), "{fault}");
}

#[test]
fn words_typed_beside_the_fields_are_found() {
    let mut doc = Made::default().document();
    let note = doc.add_object(dictionary! {
        "Type" => "Annot", "Subtype" => "FreeText", "Contents" => Object::string_literal("Fresno"),
        "Rect" => vec![72.into(), 72.into(), 144.into(), 90.into()],
    });
    let page = doc.page_iter().next().expect("a page");
    let page = doc.get_object_mut(page).and_then(Object::as_dict_mut).expect("a page");
    page.get_mut(b"Annots").and_then(Object::as_array_mut).expect("a list").push(note.into());
    assert!(refusal(&save(&mut doc)).contains("`a note on page 1` says `Fresno`"));
}

#[test]
fn what_a_cleared_form_says_is_nothing() {
    let mut county = text("County", [100.0, 700.0, 300.0, 712.0]);
    county.more.set("V", Object::string_literal("Fresno"));
    county.more.set("DV", Object::string_literal("Fresno"));
    let mut empty = text("Name", [100.0, 650.0, 300.0, 662.0]);
    empty.more.set("V", Object::string_literal("  "));
    let mut off = tick("Box", "1", [72.0, 600.0, 81.0, 609.0]);
    off.more.set("V", Object::Name(b"off".to_vec()));
    let mut notice = text("Notice", [100.0, 10.0, 300.0, 22.0]);
    notice.flags = 1;
    notice.more.set("F", 0);
    notice.more.set("V", Object::string_literal("Press Clear when you are done."));
    let blank = Blank::read(&with(vec![county, empty, off, notice]).bytes()).expect("blank");
    let screen: Vec<(&str, bool)> =
        blank.fields.iter().map(|field| (field.name.as_str(), field.screen)).collect();
    assert_eq!(screen, [("County", false), ("Name", false), ("Box", false), ("Notice", true)]);
}

#[test]
fn other_paper_is_refused() {
    let legal = Made { media: [0, 0, 612, 1008], ..Made::default() };
    assert!(refusal(&legal.bytes()).contains("from 0, 0 to 612, 1008"));
    let shifted = Made { media: [10, 10, 622, 802], ..Made::default() };
    assert!(refusal(&shifted.bytes()).contains("page 1"));
    let mut turned = Made::default().document();
    let page = turned.page_iter().next().expect("a page");
    turned.get_object_mut(page).and_then(Object::as_dict_mut).expect("a page").set("Rotate", 90);
    assert!(refusal(&save(&mut turned)).contains("turned"));
}

#[test]
fn a_form_that_does_not_say_which_it_is_is_refused() {
    let nameless = Made { head: "Sample", foot: "Page 1 of 1", ..Made::default() };
    assert!(refusal(&nameless.bytes()).contains("`Sample`"));
    let dateless = Made { foot: "XX-100", ..Made::default() };
    assert!(refusal(&dateless.bytes()).contains("`XX-100`, and no date"));
    let two = Made { head: "XX-200", ..Made::default() };
    let fault = refusal(&two.bytes());
    assert!(fault.contains("XX-100, XX-200"), "{fault}");
}

#[test]
fn a_lost_object_is_no_hole_in_the_form() {
    let mut doc = Made::default().document();
    let page = doc.page_iter().next().expect("a page");
    let contents = Stream::new(dictionary! {}, b"BT ET".to_vec());
    let lost = doc.add_object(contents);
    doc.get_object_mut(page).and_then(Object::as_dict_mut).expect("a page").set("Contents", lost);
    let bytes = save(&mut doc);
    // The table still knows the object; where it stood is something else.
    let mark = format!("\n{} 0 obj", lost.0);
    let at = bytes.windows(mark.len()).position(|part| part == mark.as_bytes()).expect("there");
    let mut broken = bytes.clone();
    broken[at + 1..at + mark.len()].fill(b'x');
    let fault = refusal(&broken);
    assert!(fault.contains("damaged") || fault.contains("number"), "{fault}");
}

#[test]
fn a_field_that_shows_words_is_filled_whatever_it_says_that_it_holds() {
    let mut doc = Made::default().document();
    let look = dictionary! {
        "Type" => "XObject", "Subtype" => "Form",
        "BBox" => [0, 0, 200, 12].map(Object::Integer).to_vec(),
    };
    let words = b"/Tx BMC BT /Helv 9 Tf 2 3 Td (Jane Roe) Tj ET EMC".to_vec();
    let look = doc.add_object(Stream::new(look, words));
    let is_text = |object: &Object| {
        object
            .as_dict()
            .is_ok_and(|dict| dict.get(b"FT").and_then(Object::as_name).ok() == Some(b"Tx"))
    };
    let field = doc.objects.iter().find(|(_, object)| is_text(object)).map(|(id, _)| *id);
    let field = doc.get_dictionary_mut(field.expect("a text field")).expect("a dictionary");
    field.set("AP", dictionary! { "N" => look });
    let told = refusal(&save(&mut doc));
    assert!(told.contains("typed words"), "{told}");
}
