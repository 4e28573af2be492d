//! A fictional petition, and the pieces that other tests build documents from.

use std::sync::LazyLock;

use petition::document::{
    Block, Caption, CaptionParty, CaseTitle, Document, Inline, ListItem, ParagraphShape, Signature,
    Stationery, Table, Words,
};
use petition::layout::page::{Ink, Item, Mark, Page, Pages, TextRun};
use petition::layout::{Faces, lay_out};

/// Words without emphasis.
pub(crate) fn words(text: &str) -> Vec<Inline> {
    vec![Inline::plain(text)]
}

/// An indented paragraph.
pub(crate) fn paragraph(text: &str) -> Block {
    Block::Paragraph { text: words(text), shape: ParagraphShape::Indented }
}

/// A numbered allegation of one paragraph.
pub(crate) fn numbered(number: usize, text: &str) -> Block {
    Block::Numbered { label: format!("{number}."), blocks: vec![paragraph(text)] }
}

/// A heading.
pub(crate) fn heading(level: u8, text: &str) -> Block {
    Block::Heading { level, text: words(text) }
}

/// A caption with an attorney, a county and a hearing.
pub(crate) fn caption() -> Caption {
    let party = |name: &str, role: &str| CaptionParty { name: words(name), role: role.to_owned() };
    Caption {
        party_block: [
            "María José Núñez (SBN 301234)",
            "NÚÑEZ & ASSOCIATES",
            "1234 West Seventh Street, Suite 5",
            "Los Angeles, California 90017",
            "(213) 555-0100",
            "mnunez@example.org",
            "Attorney for Petitioner NGUYỄN THỊ HẠNH",
        ]
        .map(words)
        .to_vec(),
        court_title: vec!["SUPERIOR COURT OF CALIFORNIA".into(), "COUNTY OF LOS ANGELES".into()],
        case_title: CaseTitle {
            parties: vec![
                party("THE PEOPLE OF THE STATE OF CALIFORNIA", "Plaintiff and Respondent"),
                party("NGUYỄN THỊ HẠNH", "Defendant and Petitioner"),
            ],
        },
        case_number: words("Case No. BA512345"),
        nature: words("PETITION TO SEAL AND DESTROY ARREST RECORDS"),
        particulars: vec![
            words("(Pen. Code, §\u{A0}851.8, subd.\u{A0}(c))"),
            words("Date: January 15, 2027"),
            words("Time: 8:30 a.m."),
            words("Dept.: 50"),
        ],
    }
}

/// A pleading with the sample caption.
pub(crate) fn pleading(blocks: Vec<Block>) -> Document {
    Document {
        paper: "petition".into(),
        title: "Petition to Seal and Destroy Arrest Records".into(),
        footer_title: "PETITION TO SEAL AND DESTROY ARREST RECORDS".into(),
        stationery: Stationery::Pleading(caption()),
        blocks,
        n_behind: 0,
    }
}

/// A place to sign, for a name.
pub(crate) fn signature() -> Block {
    Block::Signature(Signature {
        dated: Some("Dated:".into()),
        under: vec![words("María José Núñez"), words("Attorney for Petitioner")],
    })
}

/// A petition with one block of every kind.
pub(crate) fn petition() -> Document {
    let italic =
        |text: &str| Inline::Text(Words { text: text.into(), italic: true, ..Words::default() });
    let mut blocks = vec![
        Block::Paragraph {
            text: words("TO THE COURT AND TO THE DISTRICT ATTORNEY OF LOS ANGELES COUNTY:"),
            shape: ParagraphShape::Flush,
        },
        paragraph(
            "Petitioner Nguyễn Thị Hạnh asks the court to find that she is factually innocent of the offense for \
             which she was arrested on March 3, 2025, and to order the records of that arrest sealed and then destroyed.",
        ),
        heading(1, "THE ARREST AND ITS DISPOSITION"),
        numbered(
            1,
            "On March 3, 2025, officers of the Los Angeles Police Department arrested Petitioner in Los Angeles, under \
             report number 25-0612345, for second degree burglary (Pen. Code, § 459).",
        ),
        numbered(
            2,
            "On March 5, 2025, the District Attorney filed a felony complaint, case number BA512345. On June 20, 2025, \
             the court dismissed the complaint on the People’s motion. There was no conviction.",
        ),
        numbered(
            3,
            "This petition is filed within two years of the arrest and of the filing of the complaint (Pen. Code, § 851.8, subd. (l)).",
        ),
        heading(1, "GROUNDS"),
        heading(
            2,
            "A. No reasonable cause exists to believe that Petitioner committed the offense",
        ),
    ];
    blocks.push(Block::Numbered {
        label: "4.".into(),
        blocks: vec![
            Block::Paragraph {
                text: vec![
                    Inline::plain("The Supreme Court described the showing in "),
                    italic("People v. Adair"),
                    Inline::plain(" (2003) 29 Cal.4th 895, 905, and Petitioner makes it by these facts:"),
                ],
                shape: ParagraphShape::Indented,
            },
            Block::List {
                items: vec![
                    item("(a)", "Petitioner was at work, twelve miles away, from 8:00 a.m. to 6:00 p.m. on the day of the burglary;"),
                    item("(b)", "the store’s recording shows a person of another height and build; and"),
                    item("(c)", "the only witness withdrew the identification."),
                ],
            },
            Block::Quotation {
                blocks: vec![paragraph(
                    "I looked at the pictures again and I am sure that she is not the person I saw. I told the officer so \
                     on April 2, and nobody asked me to come to court after that.",
                )],
            },
        ],
    });
    blocks.extend([
        heading(3, "What was taken"),
        paragraph("The records that this petition asks the court to seal are held by these agencies:"),
        Block::Table(agencies()),
        heading(1, "PRAYER"),
        paragraph("Petitioner asks the court to:"),
        numbered(5, "Find her factually innocent of the charge for which the arrest was made;"),
        numbered(6, "Order the Los Angeles Police Department, the Department of Justice and every agency that has a record of the arrest to seal it for three years from the date of the arrest and then to destroy it."),
        Block::Paragraph {
            text: vec![
                Inline::CheckBox { ticked: true },
                Inline::plain(" A hearing is asked for on "),
                Inline::Blank { width: 120.0, label: "hearing date".into() },
                Inline::plain(". "),
                Inline::CheckBox { ticked: false },
                Inline::plain(" No hearing is asked for."),
            ],
            shape: ParagraphShape::Flush,
        },
        signature(),
        heading(1, "VERIFICATION"),
        paragraph("I am the petitioner in this matter. I have read this petition and it is true of my own knowledge."),
        paragraph("I declare under penalty of perjury under the laws of the State of California that this is true and correct."),
        Block::Signature(Signature { dated: None, under: vec![words("Nguyễn Thị Hạnh")] }),
        Block::Lines {
            lines: ["Los Angeles County District Attorney", "211 West Temple Street", "Los Angeles, California 90012"].map(words).to_vec(),
        },
    ]);
    pleading(blocks)
}

fn item(label: &str, text: &str) -> ListItem {
    ListItem { label: label.into(), blocks: vec![paragraph(text)] }
}

fn agencies() -> Table {
    let row = |cells: [&str; 3]| cells.map(words).to_vec();
    Table {
        header: row(["Agency", "Address", "Record"]),
        rows: vec![
            row([
                "Los Angeles Police Department",
                "100 West First Street, Los Angeles, California 90012",
                "Report 25-0612345, booking and photographs",
            ]),
            row([
                "Department of Justice",
                "P.O. Box 903417, Sacramento, California 94203",
                "Arrest entry",
            ]),
        ],
    }
}

/// One set of faces for all tests, as one process of the program has.
pub(crate) static FACES: LazyLock<Faces> = LazyLock::new(Faces::new);

/// The pages of a document that must fit.
pub(crate) fn laid_out(document: &Document) -> Pages {
    lay_out(document, &FACES).expect("the document fits")
}

/// The runs of a page that are content.
pub(crate) fn content(page: &Page) -> impl Iterator<Item = &TextRun> {
    runs(page, true)
}

/// The runs of a page that are not: numbers, folio, footer.
pub(crate) fn artifacts(page: &Page) -> impl Iterator<Item = &TextRun> {
    runs(page, false)
}

fn runs(page: &Page, content: bool) -> impl Iterator<Item = &TextRun> {
    page.items.iter().filter_map(move |item| match item {
        Item { ink: Ink::Text(run), mark } if (*mark != Mark::Artifact) == content => Some(run),
        _ => None,
    })
}

/// Where a run ends.
pub(crate) fn right_edge(run: &TextRun) -> f32 {
    let units: i32 = run.glyphs.iter().map(|glyph| i32::from(glyph.advance)).sum();
    run.x + units as f32 * run.size / 2048.0
}
