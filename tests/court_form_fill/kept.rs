//! Nothing is lost and nothing is said twice: every word of a draft is read back, in its field or on a sheet.

use petition::catalog::court_form::{AttachmentPart, FieldUse};
use petition::document::{
    Block, CourtForms, Document, FormDraft, Inline, ListItem, ParagraphShape, Stationery, Table,
};
use petition::packet::receipt::{Finished, hold};
use petition::reading::each_page;
use proptest::prelude::*;

use super::forms::{Filled, Known, filled, line};
use super::made;

/// What the fields of the made attachment form bear.
fn leaf_uses() -> [(&'static str, FieldUse); 4] {
    let part = FieldUse::Attachment;
    [
        ("number", part(AttachmentPart::Number)),
        ("text", part(AttachmentPart::Text)),
        ("page", part(AttachmentPart::Page)),
        ("pages", part(AttachmentPart::Pages)),
    ]
}

pub(crate) fn leaf() -> Known {
    Known::new(made::leaf().blank(), &leaf_uses())
}

pub(crate) fn leaf_draft(leaf: &Known) -> FormDraft {
    leaf.draft(|field| line(if field.name == "title" { "People v. Núñez" } else { "BA456789" }))
}

fn cell(name: &str, row: usize, column: usize) -> FieldUse {
    FieldUse::Cell(name.to_owned(), row, column)
}

/// The sample form, with a table on its second page.
pub(crate) fn sample(tagged: bool) -> Known {
    let cells = [1, 2].into_iter().flat_map(|row| [1, 2, 3].map(|column| (row, column)));
    let names = ["r1c1", "r1c2", "r1c3", "r2c1", "r2c2", "r2c3"];
    let mut uses: Vec<(&str, FieldUse)> =
        names.into_iter().zip(cells.map(|(row, column)| cell("rows", row, column))).collect();
    uses.push(("case2", FieldUse::Value("case".to_owned())));
    let mut known = Known::new(made::sample(tagged).blank(), &uses);
    known.map.attachments.insert("rows".to_owned(), "1".to_owned());
    known.map.attachments.insert("why".to_owned(), "2c".to_owned());
    known
}

/// Letters of what is typed on each page behind what is printed there, in reading order.
fn typed(filled: &Filled) -> Vec<String> {
    let mut pages = Vec::new();
    each_page(filled.bytes.clone(), |n, page| {
        let all = page.words().map(letters).collect::<String>();
        let printed = letters(&filled.printed[n]);
        let typed = all.strip_prefix(&printed).expect("what is printed comes first");
        pages.push(typed.to_owned());
    })
    .expect("a file of ours");
    pages
}

fn letters(text: &str) -> String {
    use unicode_normalization::UnicodeNormalization;
    text.nfd().filter(|c| !c.is_whitespace() && *c != '\u{AD}').collect()
}

/// Whether the receipt finds all that is typed.
fn is_received(forms: &CourtForms, filled: &Filled) -> bool {
    let document = Document {
        paper: "petition".to_owned(),
        title: "Petition".to_owned(),
        footer_title: "Petition".to_owned(),
        stationery: Stationery::CourtForm(forms.clone()),
        blocks: filled.blocks.clone(),
        n_behind: 0,
    };
    let mut finished = Finished::default();
    each_page(filled.bytes.clone(), |n, page| {
        assert!(finished.add_behind(&filled.printed[n], &page), "page {n} lacks what is printed");
    })
    .expect("a file of ours");
    hold(&document, "petition.pdf", &finished).is_whole()
}

/// How often words stand in what is typed.
fn times(pages: &[String], words: &str) -> usize {
    pages.concat().matches(&letters(words)).count()
}

fn draft(known: &Known, name: &str, blocks: Vec<Block>) -> CourtForms {
    let mut draft = known.draft(|_| Vec::new());
    draft.values.insert(name.to_owned(), blocks);
    CourtForms { forms: vec![draft], attachment: Some(leaf_draft(&leaf())) }
}

const NAMES: [&str; 6] = [
    "Nguyễn Thị Hạnh",
    "Łukasz Wójcik",
    "Ștefan Țepeș",
    "José Núñez",
    "Kawaʻihae",
    "O’Brien-Smith",
];

#[test]
fn names_read_right_in_every_field() {
    for tagged in [false, true] {
        let (form, leaf) = (sample(tagged), leaf());
        for name in NAMES {
            let mut draft = form.draft(|_| line(name));
            draft.tables.insert("rows".to_owned(), table(2, |_, _| name.to_owned()));
            let forms = CourtForms { forms: vec![draft], attachment: Some(leaf_draft(&leaf)) };
            let filled = filled(&forms, &[&form, &leaf]);
            let pages = typed(&filled);
            // Eight fields, two of them too short, so that the name stands on sheets; and six cells.
            assert_eq!(times(&pages, name), 8 + 6, "{name}: {pages:?}");
            assert!(is_received(&forms, &filled), "{name}");
        }
    }
}

fn table(n: usize, words: impl Fn(usize, usize) -> String) -> Table {
    let cells = |row: usize| (1..=3).map(|c| vec![Inline::plain(words(row, c))]).collect();
    Table {
        header: ["Code", "Section", "Type"].map(|head| vec![Inline::plain(head)]).to_vec(),
        rows: (1..=n).map(cells).collect(),
    }
}

#[test]
fn two_hundred_rows_flow_over_sheets() {
    let (form, leaf) = (sample(true), leaf());
    let mut draft = form.draft(|_| Vec::new());
    draft.tables.insert("rows".to_owned(), table(200, |row, c| format!("row{row}column{c}.")));
    let forms = CourtForms { forms: vec![draft], attachment: Some(leaf_draft(&leaf)) };
    let filled = filled(&forms, &[&form, &leaf]);
    let pages = typed(&filled);
    for row in 1..=200 {
        for column in 1..=3 {
            assert_eq!(times(&pages, &format!("row{row}column{column}.")), 1, "row {row}");
        }
    }
    assert!(pages.len() >= 2 + 4, "{} pages", pages.len());
    assert_eq!(times(&pages[..2], "row3column1."), 0, "two rows have room on the form");
    let last = format!("{0}{0}", pages.len() - 2);
    assert!(pages.last().is_some_and(|page| page.ends_with(&last)), "{last}: {:?}", pages.last());
    assert!(is_received(&forms, &filled));
}

#[test]
fn a_row_without_room_goes_to_the_attachment_with_all_behind_it() {
    let (form, leaf) = (sample(false), leaf());
    let mut draft = form.draft(|_| Vec::new());
    let long = "a type of offense that is far too long for its cell on this form";
    let words = |row, c| if (row, c) == (1, 3) { long.to_owned() } else { format!("r{row}c{c}.") };
    draft.tables.insert("rows".to_owned(), table(2, words));
    let forms = CourtForms { forms: vec![draft], attachment: Some(leaf_draft(&leaf)) };
    let filled = filled(&forms, &[&form, &leaf]);
    let pages = typed(&filled);
    assert_eq!(times(&pages[1..2], "See Attachment 1"), 1, "{pages:?}");
    assert_eq!((times(&pages[..2], "r2c1."), times(&pages, "r2c1.")), (0, 1));
    assert_eq!(times(&pages, long), 1);
}

#[test]
fn a_cell_taller_than_a_sheet_is_never_torn() {
    let (form, leaf) = (sample(false), leaf());
    let mut draft = form.draft(|_| Vec::new());
    let long = "sworn words of a very long offense ".repeat(400);
    let words = |row, c| if (row, c) == (2, 2) { long.clone() } else { format!("r{row}c{c}.") };
    draft.tables.insert("rows".to_owned(), table(3, words));
    let forms = CourtForms { forms: vec![draft], attachment: Some(leaf_draft(&leaf)) };
    let filled = filled(&forms, &[&form, &leaf]);
    let all = typed(&filled);
    assert_eq!(running(&all[2..], "1").matches("swornwordsofaverylongoffense").count(), 400);
    assert_eq!(times(&all, "r3c3."), 1);
    assert!(is_received(&forms, &filled));
}

#[test]
fn a_row_taller_than_a_sheet_is_never_torn_within_a_numbered_item() {
    let (form, leaf) = (sample(false), leaf());
    let mut draft = form.draft(|_| Vec::new());
    let long = "sworn words of a very long offense ".repeat(160);
    let words = |row, c| if (row, c) == (2, 2) { long.clone() } else { format!("r{row}c{c}.") };
    let blocks = vec![Block::Table(table(3, words))];
    let item = Block::Numbered { label: "2.".to_owned(), blocks };
    draft.extra.insert("1".to_owned(), vec![item]);
    let forms = CourtForms { forms: vec![draft], attachment: Some(leaf_draft(&leaf)) };
    let filled = filled(&forms, &[&form, &leaf]);
    let all = typed(&filled);
    assert_eq!(times(&all, "r3c3."), 1);
    assert!(is_received(&forms, &filled));
}

#[test]
fn a_body_goes_on_where_its_box_ends() {
    let leaf = leaf();
    let form = Known::new(made::declaration().blank(), &[("body", FieldUse::Body)]);
    let allegation = |n: usize| Block::Numbered {
        label: format!("{n}."),
        blocks: line(&format!("I declare as number {n} that this is so. ").repeat(5)),
    };
    for n in [1, 2, 5, 60] {
        let mut draft = form.draft(|_| line("BA456789"));
        draft.body = (1..=n).map(allegation).collect();
        let forms = CourtForms { forms: vec![draft], attachment: Some(leaf_draft(&leaf)) };
        let filled = filled(&forms, &[&form, &leaf]);
        let pages = typed(&filled);
        for k in 1..=n {
            assert_eq!(times(&pages, &format!("I declare as number {k} that")), 5, "{n}: {k}");
        }
        let n_notes = usize::from(pages.len() > 1);
        assert_eq!(times(&pages[..1], "(continued in Attachment XX-031)"), n_notes);
        assert_eq!(n_notes, usize::from(n > 5), "{n}");
        assert!(is_received(&forms, &filled), "{n}");
    }
}

#[test]
fn a_field_says_where_its_words_stand() {
    let (form, leaf) = (sample(true), leaf());
    let long = "what explains the interests of justice ".repeat(200);
    let forms = draft(&form, "why", line(&long));
    let filled = filled(&forms, &[&form, &leaf]);
    let pages = typed(&filled);
    assert_eq!(pages[0], letters("See Attachment 2c"));
    assert!(pages[2].contains("2cWHY"), "{}", &pages[2][..60]);
    assert_eq!(running(&pages[2..], "2c"), letters(&format!("WHY{long}")));
    assert_eq!(filled.n_pages, pages.len());
    assert_eq!(filled.attachments.len(), 1);
    assert_eq!(filled.attachments[0].n_sheets, pages.len() - 2);
}

#[test]
fn without_a_blank_for_attachments_plain_sheets_serve() {
    let form = sample(false);
    let long = "what explains the interests of justice ".repeat(300);
    let forms = draft(&form, "why", line(&long));
    let filled = filled(&forms, &[&form]);
    let pages = typed(&filled);
    let n = pages.len() - 2;
    let head = letters(&format!("Attachment 2c to form XX-100, page 1 of {n}"));
    assert!(pages[2].starts_with(&head), "{}", &pages[2][..80]);
    assert!(pages[2].contains("BA456789") && is_received(&forms, &filled));
    let bodies = pages[2..].iter().map(|page| {
        let (_, body) = page.split_once(&letters("Núñez")).expect("the title at the head");
        body
    });
    assert_eq!(bodies.collect::<String>(), letters(&format!("WHY{long}")));
}

#[test]
fn an_attachment_sheet_bears_a_title_that_is_too_long_for_it() {
    let (form, leaf) = (sample(false), leaf());
    let mut forms = draft(&form, "name", line(&"a name that is long ".repeat(10)));
    let title = "People of the State of California and everybody else ".repeat(4);
    let head = forms.attachment.as_mut().expect("a head");
    head.values.insert("title".to_owned(), line(&title));
    let filled = filled(&forms, &[&form, &leaf]);
    let pages = typed(&filled);
    assert_eq!(times(&pages, &title), 1, "{pages:?}");
    assert_eq!(times(&pages, "See below"), pages.len() - 2);
    assert!(is_received(&forms, &filled));
}

#[test]
fn a_character_that_no_face_has_is_named() {
    let (form, leaf) = (sample(false), leaf());
    for (words, code) in [("Li 李 Wei", "U+674E"), ("bell\u{7}", "U+0007")] {
        let forms = draft(&form, "name", line(words));
        let faults = super::forms::faults(&forms, &[&form, &leaf]);
        assert!(faults.iter().any(|fault| fault.contains(code)), "{faults:?}");
    }
}

/// A value of a shape that templates print, of about so many characters.
fn value() -> impl Strategy<Value = Vec<Block>> {
    let word = prop_oneof![
        8 => "[a-z]{1,12}",
        1 => Just("Hạnh’s".to_owned()),
        1 => Just("a\u{A0}b".to_owned()),
        1 => Just("e\u{301}e\u{323}".to_owned()),
        1 => Just("שלום".to_owned()),
        1 => Just("soft\u{AD}hyphen".to_owned()),
    ];
    let words = |n: usize| prop::collection::vec(word.clone(), 0..n).prop_map(|all| all.join(" "));
    let item = |text: String| ListItem { label: "•".to_owned(), blocks: line(&text) };
    prop_oneof![
        4 => words(12).prop_map(|text| line(&text)),
        3 => words(700).prop_map(|text| line(&text)),
        1 => "[A-Z]{1,5000}".prop_map(|text| line(&text)),
        2 => prop::collection::vec(words(9), 1..80).prop_map(|lines| vec![Block::Lines {
            lines: lines.into_iter().map(|text| vec![Inline::plain(text)]).collect(),
        }]),
        1 => prop::collection::vec(words(60), 1..20)
            .prop_map(move |items| vec![Block::List { items: items.into_iter().map(item).collect() }]),
        1 => prop::collection::vec(words(90), 1..12).prop_map(|all| all
            .into_iter()
            .map(|text| Block::Paragraph {
                text: vec![Inline::plain(text), Inline::Break, Inline::plain("end")],
                shape: ParagraphShape::Indented,
            })
            .collect()),
    ]
}

/// The letters of a value in the order in which they are read.
fn said(blocks: &[Block]) -> String {
    let text = |line: &[Inline]| -> String {
        line.iter()
            .map(|inline| match inline {
                Inline::Text(words) => letters(&words.text),
                _ => String::new(),
            })
            .collect()
    };
    let one = |block: &Block| match block {
        Block::Paragraph { text: line, .. } => text(line),
        Block::Lines { lines } => lines.iter().map(|line| text(line)).collect(),
        Block::List { items } => {
            items.iter().map(|item| letters(&item.label) + &said(&item.blocks)).collect()
        }
        _ => String::new(),
    };
    blocks.iter().map(one).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { max_shrink_iters: 40, ..crate::property::cases(40) })]

    /// Any text field: its words are on the form or on sheets, whole and once.
    #[test]
    fn no_word_is_lost_in_any_field(value in value(), tagged in any::<bool>(), field in 0..7_usize) {
        let (form, leaf) = (sample(tagged), leaf());
        let name = ["name", "case", "state", "zip", "county", "why", "low"][field];
        let forms = draft(&form, name, value.clone());
        let filled = filled(&forms, &[&form, &leaf]);
        let pages = typed(&filled);
        prop_assert!(is_received(&forms, &filled), "{name}: {pages:?}");
        let words = said(&value);
        let on_form = pages[..2].concat();
        let n_fields = if name == "case" { 2 } else { 1 };
        let whole_on_form = on_form == words.repeat(n_fields);
        let label = match name {
            "why" => "2c".to_owned(),
            name => name.to_uppercase(),
        };
        let behind = running(&pages[2..], &label);
        if whole_on_form {
            prop_assert_eq!(pages.len(), 2, "{}", name);
        } else {
            prop_assert!(behind.ends_with(&words), "{name}\n{behind}\n{words}");
            let short = words.chars().count() < 3;
            prop_assert!(short || !on_form.contains(&words), "{name} on both");
        }
    }
}

/// What the sheets of an attachment say one behind the other.
fn running(sheets: &[String], number: &str) -> String {
    let bodies = sheets.iter().map(|sheet| body_of(sheet));
    bodies.map(|body| body.strip_prefix(number).unwrap_or_else(|| panic!("{body}"))).collect()
}

/// What an attachment sheet says apart from its own head and foot.
fn body_of(page: &str) -> &str {
    let head = letters("People v. NúñezBA456789");
    let rest = page.strip_prefix(head.as_str()).unwrap_or_else(|| panic!("{page}"));
    let foot: usize = rest.chars().rev().take_while(|c| c.is_ascii_digit()).count();
    &rest[..rest.len() - foot]
}
