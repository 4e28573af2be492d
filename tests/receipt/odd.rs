//! Names, marks and rows that are hard to set come back whole, and so do papers that carry others.

use petition::compose::Drafted;
use petition::document::{Block, Document, Inline, ParagraphShape, Stationery, Table, Words};
use petition::packet::receipt::{Bound, Receipt, read_back};
use petition::pipeline;
use petition::source::FieldPath;

use crate::support::{as_of, catalog, edited, made, receipt};

const NAMES: &[&str] = &[
    "Kawaʻihae Kahananui",
    "Nguyễn Thị Hạnh Ễễ",
    "Łukasz Wójcik-Brzęczyszczykiewicz",
    "Ștefan Țepeș",
    "D’Angelo O'Brien-Núñez III",
    "Suffield Offiah-Fjelstad Tfaily",
    "AVA TAWAY VAN Wyck, Jr.",
    "Aaaaaaaaa Bbbbbbbbb Ccccccccc Ddddddddd Eeeeeeeee Fffffffff Ggggggggg Hhhhhhhhh Iiiiiiiii Kkkkkkkkk",
];

#[test]
fn names_are_received_from_every_paper() {
    for name in NAMES {
        let text = edited("expungement.yaml", |case| {
            let petitioner = case["petitioner"].as_mapping_mut().expect("a petitioner");
            petitioner.insert("name".into(), (*name).into());
            petitioner.remove("name_in_case");
        });
        let made = made(&text);
        let receipt = receipt(&made);
        assert_eq!(receipt.missing, [], "{name}");
        let of_name =
            receipt.received.iter().filter(|one| one.fact.to_string() == "petitioner.name");
        assert_eq!(of_name.count(), made.packet.files.len(), "{name}");
    }
}

/// A letter of some blocks, and its receipt's missing facts and the pages of the fact `statement`.
fn letter(blocks: Vec<Block>) -> (usize, Vec<usize>) {
    let document = Document {
        paper: "letter".to_owned(),
        title: "Letter".to_owned(),
        footer_title: "Letter".to_owned(),
        stationery: Stationery::Letter,
        blocks,
        n_behind: 0,
    };
    let draft = Drafted {
        file: "letter".to_owned(),
        number: 1,
        filed: true,
        confidential: false,
        document,
    };
    let pages = pipeline::lay_out(catalog(), &draft.document).expect("pages");
    let bytes = pipeline::export(catalog(), &pages, as_of()).expect("a file");
    let n_own = pages.pages.len();
    let bound = Bound { document: &draft.document, file: "01-letter.pdf", bytes: &bytes, n_own };
    let read = read_back(&bound).expect("a file that can be read");
    let text = std::fs::read_to_string("examples/expungement.yaml").expect("an example");
    let receipt = Receipt::new(&made(&text).case, &catalog().fields, &[read]);
    let received = receipt.received.iter().find(|one| one.fact.to_string() == "statement");
    (receipt.missing.len(), received.map(|one| one.pages.clone()).unwrap_or_default())
}

fn stated(text: &str) -> Inline {
    let origin = Some(FieldPath::root().key("statement"));
    Inline::Text(Words { text: text.to_owned(), origin, ..Words::default() })
}

fn paragraph(text: Vec<Inline>) -> Block {
    Block::Paragraph { text, shape: ParagraphShape::Flush }
}

#[test]
fn a_row_taller_than_a_page_is_received() {
    let words = |what: &str| (0..1500).map(|n| format!("{what}{n} ")).collect::<String>();
    let rows = vec![vec![vec![stated(&words("left"))], vec![Inline::plain(words("right"))]]];
    let header = vec![vec![Inline::plain("One")], vec![Inline::plain("Two")]];
    let (n_missing, pages) = letter(vec![Block::Table(Table { header, rows })]);
    assert_eq!(n_missing, 0);
    assert!(pages.len() > 3, "{pages:?}");
}

#[test]
fn a_long_statement_is_received_from_all_its_pages() {
    let text =
        "The ﬁrst oﬃce\u{a0}of soft\u{ad}ware, e\u{301}tude, \u{201C}so\u{201D} and tab\tstops. "
            .repeat(150);
    let (n_missing, pages) = letter(vec![paragraph(vec![stated(&text)])]);
    assert_eq!((n_missing, pages.first()), (0, Some(&1)));
    assert!(pages.len() > 2, "{pages:?}");
}

#[test]
fn a_fact_in_several_styles_is_one() {
    let bold = |text: &str| match stated(text) {
        Inline::Text(words) => Inline::Text(Words { bold: true, ..words }),
        other => other,
    };
    let text = vec![
        stated("I was "),
        bold("never"),
        stated(" there, and"),
        Inline::Break,
        stated("did not go"),
    ];
    assert_eq!(letter(vec![paragraph(text)]), (0, vec![1]));
}

#[test]
fn words_that_stand_twice_are_two() {
    let blocks = vec![
        paragraph(vec![stated("again")]),
        paragraph(vec![Inline::plain("Between them stands more than a few words of the program.")]),
        paragraph(vec![stated("again")]),
        Block::PageBreak,
        paragraph(vec![stated("again")]),
    ];
    assert_eq!(letter(blocks), (0, vec![1, 2]));
}
