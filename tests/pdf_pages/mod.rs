//! Pleading pages built by hand for the tests and the benchmark of the PDF writer.
#![allow(dead_code, missing_docs, unreachable_pub)]

use harfrust::font::Font;
use harfrust::{Buffer, Direction, ShapeOptions, ShaperFont, shape};
use petition::layout::page::{
    Bookmark, Element, FaceId, Glyph, Ink, Item, Mark, Page, Pages, Role, TextRun,
};
use petition::pdf::{FaceFiles, Metadata};

/// The vendored file of a face.
pub fn face_bytes(face: FaceId) -> &'static [u8] {
    match face {
        FaceId::Serif => include_bytes!("../../src/layout/fonts/Tinos-Regular.ttf"),
        FaceId::SerifBold => include_bytes!("../../src/layout/fonts/Tinos-Bold.ttf"),
        FaceId::SerifItalic => include_bytes!("../../src/layout/fonts/Tinos-Italic.ttf"),
        FaceId::SerifBoldItalic => include_bytes!("../../src/layout/fonts/Tinos-BoldItalic.ttf"),
        FaceId::Sans => include_bytes!("../../src/layout/fonts/Arimo-Regular.ttf"),
        FaceId::SansBold => include_bytes!("../../src/layout/fonts/Arimo-Bold.ttf"),
    }
}

/// All faces, read.
pub fn faces() -> FaceFiles<'static> {
    FaceFiles::parse(face_bytes).expect("vendored faces are sound")
}

/// Metadata with a fixed date.
pub fn metadata(title: &str) -> Metadata {
    Metadata {
        title: title.to_owned(),
        lang: "en-US".to_owned(),
        date: chrono::NaiveDate::from_ymd_opt(2026, 11, 20),
        id_seed: "test".to_owned(),
    }
}

pub const NAMES: [&str; 6] = [
    "Nguyễn Thị Hạnh",
    "Łukasz Wójcik-Brzęczyszczykiewicz",
    "Ștefan Țepeș",
    "Kawaʻihae Kealoha",
    "D’Angelo O’Brien-Núñez III",
    "Zoë Çelik",
];

const BODY: [&str; 6] = [
    "@NAME@ petitions for relief under Pen. Code, § 1203.4,",
    "subd. (a). On May 2, 2016, in AVALON v. TYLER, petitioner was convicted of the",
    "offense charged and was granted formal probation for a period of three years. “Petitioner has",
    "fulfilled the conditions of probation for the entire period of probation,” was discharged, is not",
    "serving a sentence, is not on probation, and is not charged with the commission of any offense.",
    "The petitioner works at 1234 W. 7th St., Apt. 5 — self-supporting, with “Two” Yes/No Talks.",
];

/// Shapes words and builds pages from them.
pub struct Setter {
    fonts: Vec<Font>,
}

impl Setter {
    pub fn new() -> Setter {
        let all = [
            FaceId::Serif,
            FaceId::SerifBold,
            FaceId::SerifItalic,
            FaceId::SerifBoldItalic,
            FaceId::Sans,
            FaceId::SansBold,
        ];
        let font = |face| Font::new(face_bytes(face), 0).expect("a font");
        Setter { fonts: all.into_iter().map(font).collect() }
    }

    pub fn run(&self, face: FaceId, size: f32, at: (f32, f32), text: &str) -> TextRun {
        let mut buffer = Buffer::new();
        buffer.push_str(text);
        buffer.guess_segment_properties();
        buffer.set_direction(Direction::LeftToRight);
        let font = ShaperFont::new(&self.fonts[face as usize]);
        shape(&font, &mut buffer, ShapeOptions::new()).expect("shapes");
        let infos = buffer.glyph_infos();
        let glyphs = infos
            .iter()
            .zip(buffer.glyph_positions())
            .enumerate()
            .map(|(n, (info, position))| {
                let repeated = n > 0 && infos[n - 1].cluster == info.cluster;
                let end = infos[n..]
                    .iter()
                    .map(|i| i.cluster as usize)
                    .find(|c| *c != info.cluster as usize);
                let part = &text[info.cluster as usize..end.unwrap_or(text.len())];
                let chars = if repeated { 0 } else { part.chars().count() as u8 };
                Glyph { id: info.glyph_id as u16, advance: position.x_advance as i16, chars }
            })
            .collect();
        TextRun { face, size, x: at.0, y: at.1, text: text.to_owned(), glyphs }
    }

    pub fn item(&self, mark: Mark, face: FaceId, at: (f32, f32), text: &str) -> Item {
        Item { mark, ink: Ink::Text(self.run(face, 12.0, at, text)) }
    }
}

pub fn stroke(mark: Mark, from: (f32, f32), to: (f32, f32)) -> Item {
    let ink = Ink::Stroke { x0: from.0, y0: from.1, x1: to.0, y1: to.1, width: 0.5 };
    Item { mark, ink }
}

/// Pages under construction.
pub struct Draft<'s> {
    pub setter: &'s Setter,
    pub elements: Vec<Element>,
}

impl Draft<'_> {
    pub fn new(setter: &Setter) -> Draft<'_> {
        let root = Element { role: Role::Document, parent: 0, alternate: None };
        Draft { setter, elements: vec![root] }
    }

    pub fn element(&mut self, parent: usize, role: Role) -> usize {
        self.elements.push(Element { role, parent, alternate: None });
        self.elements.len() - 1
    }

    /// Line numbers, rules, page number and footer.
    pub fn furniture(&self, number: usize, footer: &str) -> Vec<Item> {
        let mut items = vec![
            stroke(Mark::Artifact, (99.0, 0.0), (99.0, 792.0)),
            stroke(Mark::Artifact, (102.0, 0.0), (102.0, 792.0)),
            stroke(Mark::Artifact, (580.0, 0.0), (580.0, 792.0)),
            stroke(Mark::Artifact, (108.0, 748.5), (576.0, 748.5)),
        ];
        for n in 1..=28 {
            let at = (if n < 10 { 84.0 } else { 78.0 }, 59.0 + 24.0 * n as f32);
            items.push(self.setter.item(Mark::Artifact, FaceId::Serif, at, &n.to_string()));
        }
        items.push(self.setter.item(
            Mark::Artifact,
            FaceId::Serif,
            (330.0, 745.0),
            &number.to_string(),
        ));
        let footer = self.setter.run(FaceId::Serif, 10.0, (170.0, 758.5), footer);
        items.push(Item { mark: Mark::Artifact, ink: Ink::Text(footer) });
        items
    }

    /// A page with a heading and paragraphs of four lines.
    pub fn pleading_page(&mut self, number: usize, name: &str) -> Page {
        let mut items = self.furniture(number, &format!("PETITION FOR DISMISSAL OF {name}"));
        let heading =
            self.element(0, if number == 1 { Role::Heading(1) } else { Role::Heading(2) });
        items.push(self.setter.item(
            Mark::Content(heading),
            FaceId::SerifBold,
            (230.0, 83.0),
            "PETITION FOR RELIEF",
        ));
        let mut paragraph = 0;
        for line in 1..28_usize {
            if line % 4 == 1 {
                paragraph = self.element(0, Role::Paragraph);
            }
            let at = (108.0, 83.0 + 24.0 * line as f32);
            let words = BODY[(line + number) % BODY.len()].replace("@NAME@", name);
            if line % 9 == 0 {
                let italic = self.setter.item(
                    Mark::Content(paragraph),
                    FaceId::SerifItalic,
                    at,
                    "People v. Adair",
                );
                items.push(italic);
                let at = (190.0, at.1);
                items.push(
                    self.setter.item(
                        Mark::Content(paragraph),
                        FaceId::Serif,
                        at,
                        &words[..60.min(words.len() - 12)]
                            .chars()
                            .filter(char::is_ascii)
                            .collect::<String>(),
                    ),
                );
                continue;
            }
            items.push(self.setter.item(Mark::Content(paragraph), FaceId::Serif, at, &words));
        }
        Page { items }
    }

    pub fn finish(self, title: &str, pages: Vec<Page>, outline: Vec<Bookmark>) -> Pages {
        Pages { title: title.to_owned(), pages, elements: self.elements, outline }
    }
}

/// A pleading of `n` pages in the name of the `who`-th person.
pub fn pleading(setter: &Setter, n: usize, who: usize) -> Pages {
    let mut draft = Draft::new(setter);
    let name = format!("{} {who:05}", NAMES[who % NAMES.len()]);
    let pages = (1..=n).map(|number| draft.pleading_page(number, &name)).collect();
    let mark =
        |title: &str, level, page| Bookmark { title: title.to_owned(), level, page, y: 72.0 };
    let outline = vec![
        mark("Petition", 1, 0),
        mark("Grounds", 2, 0),
        mark("Prayer — “relief”", 2, n - 1),
        mark("Verification", 1, n - 1),
    ];
    draft.finish(&format!("Petition of {name}"), pages, outline)
}

/// One page with every role: lists, a table with an empty cell, a quotation, a blank, a box.
pub fn every_role(setter: &Setter) -> Pages {
    let mut draft = Draft::new(setter);
    let mut items = draft.furniture(1, "PETITION");
    let section = draft.element(0, Role::Section);
    let mut line = 0.0;
    let mut set = |draft: &Draft<'_>, element: usize, x: f32, text: &str, same_line: bool| {
        if !same_line {
            line += 24.0;
        }
        items.push(draft.setter.item(
            Mark::Content(element),
            FaceId::Serif,
            (x, 59.0 + line),
            text,
        ));
        line
    };
    for (level, words) in [(1, "PETITION"), (2, "Facts"), (3, "Probation")] {
        let heading = draft.element(section, Role::Heading(level));
        set(&draft, heading, 108.0, words, false);
    }
    let list = draft.element(section, Role::List);
    for (label, words) in [
        ("(a)", "First, the soft\u{ad}hyphen and the hard-hyphen."),
        ("(b)", "Second: “e\u{301}” and x\u{323}."),
    ] {
        let item = draft.element(list, Role::ListItem);
        let lbl = draft.element(item, Role::Label);
        let body = draft.element(item, Role::ListBody);
        let paragraph = draft.element(body, Role::Paragraph);
        set(&draft, lbl, 108.0, label, false);
        set(&draft, paragraph, 144.0, words, true);
    }
    let quote = draft.element(section, Role::BlockQuote);
    let quoted = draft.element(quote, Role::Paragraph);
    set(&draft, quoted, 144.0, "“The court shall …”", false);
    let table = draft.element(section, Role::Table);
    for row in [["Count", "Section", "Level"], ["1", "§ 459", "felony"], ["2", "", "misdemeanor"]]
    {
        let tr = draft.element(table, Role::Row);
        let role = if row[0] == "Count" { Role::HeaderCell } else { Role::DataCell };
        for (n, words) in row.iter().enumerate() {
            let cell = draft.element(tr, role);
            if !words.is_empty() {
                set(&draft, cell, 108.0 + 120.0 * n as f32, words, n > 0);
            }
        }
    }
    let signing = draft.element(section, Role::Paragraph);
    set(&draft, signing, 108.0, "Dated: ", false);
    let y = 59.0 + line;
    let blank = draft.element(signing, Role::Figure);
    draft.elements[blank].alternate = Some("blank for the hearing date".to_owned());
    items.push(stroke(Mark::Content(blank), (150.0, y + 2.0), (300.0, y + 2.0)));
    items.push(draft.setter.item(
        Mark::Content(signing),
        FaceId::SerifBoldItalic,
        (310.0, y),
        "at Los Angeles",
    ));
    let tick = draft.element(signing, Role::Figure);
    draft.elements[tick].alternate = Some("box, ticked".to_owned());
    for (from, to) in [
        ((420.0, y), (430.0, y)),
        ((430.0, y), (430.0, y - 10.0)),
        ((430.0, y - 10.0), (420.0, y - 10.0)),
        ((420.0, y - 10.0), (420.0, y)),
    ] {
        items.push(stroke(Mark::Content(tick), from, to));
    }
    let guide = draft.element(section, Role::Paragraph);
    items.push(draft.setter.item(
        Mark::Content(guide),
        FaceId::Sans,
        (108.0, 700.0),
        "Guide, 'plain' and",
    ));
    items.push(draft.setter.item(
        Mark::Content(guide),
        FaceId::SansBold,
        (260.0, 700.0),
        "bold ½ … © 2026",
    ));
    let outline = Vec::new();
    draft.finish("R & D <title> “Núñez”", vec![Page { items }], outline)
}
