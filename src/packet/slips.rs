//! The slip sheet that stands before an exhibit.

use crate::compose::matter::Exhibit;
use crate::document::{Block, Document, Inline, ParagraphShape, Stationery, Words};

/// `Exhibit A: Certificate of completion`: the exhibit's bookmark and title (rule 3.1110(f)).
pub fn bookmark(exhibit: &Exhibit) -> String {
    format!("Exhibit {}: {}", exhibit.letter, exhibit.title)
}

/// One page with the exhibit's letter and title in its middle.
pub fn slip(exhibit: &Exhibit) -> Document {
    let heading = Inline::plain(format!("EXHIBIT {}", exhibit.letter));
    let title = Words { text: exhibit.title.clone(), ..Words::default() };
    Document {
        paper: "slip".to_owned(),
        title: bookmark(exhibit),
        footer_title: format!("Exhibit {}", exhibit.letter),
        stationery: Stationery::Slip,
        blocks: vec![
            Block::Heading { level: 1, text: vec![heading] },
            Block::Paragraph { text: vec![Inline::Text(title)], shape: ParagraphShape::Centred },
        ],
    }
}
