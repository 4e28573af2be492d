//! Sheets that stand between others: the slip before an exhibit, the separator before a set.

use crate::compose::exhibits::Exhibit;
use crate::document::{Block, Document, Inline, ParagraphShape, Stationery, Words};
use crate::source::FieldPath;

/// `Exhibit A: Certificate of completion`: the exhibit's bookmark and title (rule 3.1110(f)).
pub fn bookmark(exhibit: &Exhibit) -> String {
    format!("Exhibit {}: {}", exhibit.letter, exhibit.title)
}

/// One page with the exhibit's letter and title in its middle, and whose declaration it belongs to.
pub fn slip(exhibit: &Exhibit) -> Document {
    let fact = |key: &str, text: &str| {
        let origin = FieldPath::root().key("exhibits").index(exhibit.item).key(key);
        Inline::Text(Words { text: text.to_owned(), origin: Some(origin), ..Words::default() })
    };
    let mut lines = vec![vec![fact("title", &exhibit.title)]];
    if let Some(declarant) = &exhibit.declarant {
        lines.push(vec![Inline::plain("Declaration of "), fact("declarant", declarant)]);
    }
    let footer_title = format!("Exhibit {}", exhibit.letter);
    let heading = format!("EXHIBIT {}", exhibit.letter);
    Document { footer_title, ..sheet(&bookmark(exhibit), heading, lines) }
}

/// A page with a heading and lines in its middle.
pub fn sheet(title: &str, heading: String, lines: Vec<Vec<Inline>>) -> Document {
    let heading = Block::Heading { level: 1, text: vec![Inline::plain(heading)] };
    let line = |text| Block::Paragraph { text, shape: ParagraphShape::Centred };
    Document {
        paper: "slip".to_owned(),
        title: title.to_owned(),
        footer_title: title.to_owned(),
        stationery: Stationery::Slip,
        blocks: std::iter::once(heading).chain(lines.into_iter().map(line)).collect(),
        n_behind: 0,
    }
}
