//! Pages of any kind: their size, what is on them, and exhibits behind their slip sheets.

use lopdf::{Dictionary, Document, Object, Stream, dictionary};
use petition::inspect::{Expect, Level, Paper as Kind, inspect};

use crate::paper::{Leaf, Paper, Part, catalog, page, page_id, words};
use crate::support::{Bad, inspected, rules, shows};

/// Files with what has to be found in them.
pub(crate) fn bad() -> Vec<Bad> {
    [sheets(), texts(), exhibits()].into_iter().flatten().collect()
}

/// A letter of one page, changed.
fn letter(change: impl Fn(&mut Leaf)) -> Paper {
    let mut leaf = Leaf::letter();
    change(&mut leaf);
    Paper { leaves: vec![leaf] }
}

fn sheets() -> Vec<Bad> {
    vec![
        Bad::new("page-size", letter(|leaf| leaf.size = [595.0, 842.0])),
        Bad::new("page-size", letter(|leaf| leaf.size = [612.0, 1008.0])),
        Bad::new("page-lying", letter(|leaf| leaf.size = [792.0, 612.0])),
        // Upright paper that a viewer turns lies, and its text with it.
        Bad::file("page-lying", letter(|_| ()).file(|doc| page(doc, 0).set("Rotate", 90)))
            .and("text-sideways"),
        Bad::new("close-to-edge", letter(|leaf| leaf.set(Part::Body, (300.0, 790.0), "low"))),
        Bad::new(
            "close-to-edge",
            letter(|leaf| {
                leaf.more = "0 g 2 400 30 30 re f".to_owned();
            }),
        ),
        Bad::new("page-blank", Paper { leaves: vec![Leaf::letter(), Leaf::blank()] }),
        Bad::new(
            "page-blank",
            letter(|leaf| {
                leaf.words.clear();
                leaf.more = "1 g 0 0 612 792 re f".to_owned();
            }),
        ),
        Bad::new(
            "text-sideways",
            letter(|leaf| {
                leaf.words.clear();
                leaf.more =
                    "BT /F1 12 Tf 0 1 -1 0 300 200 Tm (All of it runs upwards) Tj ET".to_owned();
            }),
        ),
    ]
}

fn texts() -> Vec<Bad> {
    let outlines = letter(|leaf| {
        leaf.words.clear();
        leaf.more = (0..200).map(|n| format!("{} 400 6 9 re f\n", 80 + n * 2)).collect();
    });
    vec![
        Bad::file("not-searchable", scan("")),
        Bad::file("not-searchable", scan("BT /F1 9 Tf 90 700 Td (FILED May 11, 2026) Tj ET")),
        Bad::new("not-searchable", outlines),
        Bad::new(
            "identity-number",
            letter(|leaf| {
                leaf.set(Part::Body, (90.0, 500.0), "Social Security number 123-45-6789");
            }),
        ),
        // Behind a scan it is found by whoever searches.
        Bad::file(
            "identity-number",
            scan(
                "BT /F1 9 Tf 3 Tr 90 700 Td (Issued under Social Security number 123-45-6789) Tj ET",
            ),
        ),
        Bad::new(
            "license-number",
            letter(|leaf| {
                leaf.set(Part::Body, (90.0, 500.0), "Driver's license number A1234567");
            }),
        ),
        Bad::file(
            "text-unreadable",
            letter(|_| ()).file(|doc| {
                let map = "/CIDInit /ProcSet findresource begin 12 dict begin begincmap\n\
                1 begincodespacerange <00> <FF> endcodespacerange\n\
                1 beginbfrange <20> <7E> <E020> endbfrange\nendcmap end end";
                let map = doc.add_object(Stream::new(Dictionary::new(), map.into()));
                let resources =
                    page(doc, 0).get(b"Resources").and_then(Object::as_dict).expect("some");
                let fonts = resources.get(b"Font").and_then(Object::as_dict).expect("fonts");
                let font = fonts.get(b"F1").and_then(Object::as_reference).expect("a font");
                let font = doc.get_object_mut(font).and_then(Object::as_dict_mut).expect("a font");
                font.set("ToUnicode", map);
            }),
        ),
    ]
}

/// A page that is one picture, with operators after it.
fn scan(more: &str) -> Vec<u8> {
    let more = format!("q 612 0 0 792 0 0 cm /Im Do Q {more}");
    let paper = letter(|leaf| {
        leaf.words.clear();
        leaf.more.clone_from(&more);
    });
    paper.file(|doc| {
        let picture = dictionary! {
            "Type" => "XObject",
            "Subtype" => "Image",
            "Width" => 2,
            "Height" => 2,
            "ColorSpace" => "DeviceGray",
            "BitsPerComponent" => 8,
        };
        let picture = doc.add_object(Stream::new(picture, vec![0, 200, 200, 0]));
        let resources = page(doc, 0).get_mut(b"Resources").and_then(Object::as_dict_mut);
        resources.expect("some").set("XObject", dictionary! { "Im" => picture });
    })
}

/// An index, then exhibits of a slip and a letter each.
fn with_exhibits(names: &[&str]) -> Paper {
    let mut index = Leaf::letter();
    for (n, name) in names.iter().enumerate() {
        index.set(
            Part::Body,
            (90.0, 500.0 + 15.0 * n as f32),
            &format!("Exhibit {name} Certificate"),
        );
    }
    let mut leaves = vec![index];
    names.iter().for_each(|name| leaves.extend([Leaf::slip(name), Leaf::letter()]));
    Paper { leaves }
}

/// Bookmarks as (title, page from 0 or none).
fn marked(doc: &mut Document, marks: &[(&str, Option<usize>)]) {
    let ids: Vec<_> = marks.iter().map(|_| doc.new_object_id()).collect();
    for (n, (title, page)) in marks.iter().enumerate() {
        let mut entry = dictionary! { "Title" => Object::string_literal(*title) };
        let page = page.map_or(Object::Null, |n| page_id(doc, n).into());
        entry.set("Dest", vec![page, "Fit".into()]);
        if let Some(next) = ids.get(n + 1) {
            entry.set("Next", *next);
        }
        doc.set_object(ids[n], entry);
    }
    let outline = dictionary! { "First" => ids[0], "Last" => ids[ids.len() - 1] };
    let outline = doc.add_object(outline);
    catalog(doc).set("Outlines", outline);
}

const WHOLE: [(&str, Option<usize>); 2] =
    [("Exhibit A: Certificate", Some(1)), ("Exhibit B: Letter of an employer", Some(3))];

fn exhibits() -> Vec<Bad> {
    let two = || with_exhibits(&["A", "B"]);
    let silent = || Paper { leaves: vec![Leaf::letter(), Leaf::slip("A"), Leaf::letter()] };
    vec![
        Bad::new("exhibit-bookmark", two()),
        Bad::file("exhibit-bookmark", two().file(|doc| marked(doc, &WHOLE[..1]))),
        Bad::file(
            "exhibit-bookmark-title",
            two().file(|doc| {
                marked(doc, &[WHOLE[0], ("Exhibit B", Some(3))]);
            }),
        ),
        Bad::file(
            "exhibit-bookmark-title",
            two().file(|doc| {
                marked(doc, &[WHOLE[0], ("scan0042.pdf", Some(3))]);
            }),
        ),
        Bad::file("exhibit-index", silent().file(|doc| marked(doc, &WHOLE[..1]))),
        Bad::file(
            "bookmark-astray",
            two().file(|doc| {
                marked(doc, &[WHOLE[0], WHOLE[1], ("Order", None)]);
            }),
        ),
    ]
}

#[test]
fn each_fault_is_found_and_no_other() {
    bad().iter().for_each(Bad::hold);
}

#[test]
fn sound_files_have_nothing_wrong() {
    let exhibits = with_exhibits(&["A", "B"]).file(|doc| marked(doc, &WHOLE));
    assert_eq!(shows(&exhibits), [""; 0]);
    assert_eq!(inspected(&exhibits).facts.exhibits, ["A", "B"]);
    assert_eq!(shows(&letter(|_| ()).bytes()), [""; 0]);
    let read =
        scan("BT /F1 12 Tf 3 Tr 90 700 Td (The words behind the scan are those of its page) Tj ET");
    assert_eq!(shows(&read), [""; 0]);
}

#[test]
fn bookmarks_that_go_by_name_lead_to_their_pages() {
    let bytes = with_exhibits(&["A"]).file(|doc| {
        let slip = page_id(doc, 1);
        let name = || Object::string_literal("exhibit-a");
        let place = dictionary! { "D" => vec![slip.into(), "Fit".into()] };
        let leaf = dictionary! {
            "Limits" => vec![name(), name()],
            "Names" => vec![name(), place.into()],
        };
        let leaf = doc.add_object(leaf);
        let tree = dictionary! { "Kids" => vec![leaf.into()] };
        catalog(doc).set("Names", dictionary! { "Dests" => tree });
        let action = dictionary! { "S" => "GoTo", "D" => name() };
        let title = Object::string_literal("Exhibit A - Certificate");
        let mark = doc.add_object(dictionary! { "Title" => title, "A" => action });
        catalog(doc).set("Outlines", dictionary! { "First" => mark, "Last" => mark });
    });
    assert_eq!(shows(&bytes), [""; 0]);
}

#[test]
fn exhibits_follow_the_rules_only_as_far_as_they_can() {
    let mut paper = Paper::good();
    paper.leaves.push(Leaf::slip("A"));
    let mut photograph = Leaf::blank();
    photograph.size = [595.0, 842.0];
    photograph.more = "0.5 g 100 100 300 300 re f".to_owned();
    paper.leaves.push(photograph);
    let found = inspected(&paper.file(|doc| marked(doc, &[("Exhibit A: Photograph", Some(2))])));
    let codes: Vec<(&str, Level)> =
        found.findings.iter().map(|one| (one.check.code, one.check.level)).collect();
    let advice = Level::Advice;
    let wanted = [("exhibit-index", advice), ("not-searchable", advice), ("page-size", advice)];
    let mut sorted = codes.clone();
    sorted.sort_unstable_by_key(|(code, _)| *code);
    assert_eq!(sorted, wanted);
    assert_eq!(found.pages, [Kind::Pleading, Kind::Pleading, Kind::Exhibit, Kind::Exhibit]);
}

#[test]
fn a_paper_behind_exhibits_is_one_again_where_its_bookmark_says_so() {
    let mut paper = Paper::good();
    paper.leaves[1].set(Part::Body, (440.0, 400.0), "Exhibit A");
    paper.leaves.extend([Leaf::slip("A"), Leaf::letter()]);
    paper.leaves.extend(Paper::good().leaves);
    let marks = [
        ("Petition", Some(0)),
        ("Exhibit A: Letter of an employer", Some(2)),
        ("Proposed order", Some(4)),
    ];
    let found = inspected(&paper.file(|doc| marked(doc, &marks)));
    let kinds: Vec<Kind> = found.pages.clone();
    use Kind::{Exhibit, Pleading};
    assert_eq!(kinds, [Pleading, Pleading, Exhibit, Exhibit, Pleading, Pleading]);
    assert_eq!(found.findings, []);
}

#[test]
fn a_finding_never_repeats_an_identity_number() {
    let paper = Paper::with(1, |leaf| {
        let mut small = words(Part::Body, (450.0, 400.0), "SSN 123-45-6789");
        (small.size, small.colour) = (9.0, "1 0 0 rg");
        leaf.words.push(small);
    });
    let found = inspected(&paper.bytes());
    assert!(found.findings.len() > 2, "{found:#?}");
    assert!(found.findings.iter().all(|one| !one.what.contains("6789")), "{found:#?}");
}

#[test]
fn a_sheet_between_papers_is_no_page_of_a_pleading_without_numbers() {
    let mut paper = Paper::good();
    let mut sheet = Leaf::blank();
    sheet.set(Part::Body, (200.0, 300.0), "Set 2 of 2: to serve");
    paper.leaves.push(sheet);
    paper.leaves.extend(Paper::good().leaves);
    let marks = [("Set 1", Some(0)), ("Set 2", Some(2))];
    assert_eq!(shows(&paper.file(|doc| marked(doc, &marks))), [""; 0]);
    assert!(shows(&paper.bytes()).contains(&"line-numbers-missing"));
}

#[test]
fn what_stands_on_its_baseline_reaches_no_lower() {
    let at = |y: f32, text: &'static str| {
        shows(&letter(|leaf| leaf.set(Part::Body, (300.0, y), text)).bytes())
    };
    assert_eq!(at(774.0, "12"), [""; 0]);
    assert_eq!(at(774.0, "page"), ["close-to-edge"]);
    assert_eq!(at(776.0, "12"), ["close-to-edge"]);
}

#[test]
fn the_kind_may_be_said() {
    let bytes = letter(|_| ()).bytes();
    let codes = |expect| {
        let found = inspect(&bytes, expect, &rules()).expect("readable");
        found.findings.iter().map(|one| one.check.code).collect::<Vec<_>>()
    };
    assert_eq!(codes(Expect::Any), [""; 0]);
    assert_eq!(codes(Expect::All(Kind::Plain)), [""; 0]);
    assert!(codes(Expect::All(Kind::Pleading)).contains(&"line-numbers-missing"));
    let pleading = Paper::without(Part::Folio).bytes();
    let found = inspect(&pleading, Expect::All(Kind::Exhibit), &rules()).expect("readable");
    assert_eq!(found.findings, []);
}

#[test]
fn a_form_of_the_council_is_no_pleading() {
    let mut form = letter(|leaf| {
        leaf.set(Part::Court, (90.0, 80.0), "SUPERIOR COURT OF CALIFORNIA, COUNTY OF");
        let mut foot = words(Part::Body, (90.0, 740.0), "Judicial Council of California");
        foot.size = 7.0;
        leaf.words.push(foot);
    });
    let mut second = Leaf::letter();
    second.set(Part::Body, (90.0, 740.0), "CR-180 [Rev. January 1, 2024]");
    form.leaves.push(second);
    let found = inspected(&form.bytes());
    assert_eq!(found.pages, [Kind::Form, Kind::Form]);
    assert_eq!(found.findings, []);
}

#[test]
fn numbered_items_typed_into_a_form_are_no_line_numbers() {
    let form = |approved: &str| {
        let mut leaf = Leaf::blank();
        for n in 1..=20 {
            leaf.set(Part::Body, (60.0, 60.0 + 24.0 * n as f32), &n.to_string());
            leaf.set(Part::Body, (84.0, 60.0 + 24.0 * n as f32), "Petitioner was at work.");
        }
        for (y, text) in [(736.0, approved), (744.0, "Judicial Council of California")] {
            let mut foot = words(Part::Body, (50.0, y), text);
            foot.size = 7.0;
            leaf.words.push(foot);
        }
        Paper { leaves: vec![leaf] }.bytes()
    };
    assert_eq!(shows(&form("Form Approved for Optional Use")), Vec::<&str>::new());
    assert!(!shows(&form("It was made for optional use")).is_empty());
}
