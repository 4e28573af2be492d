//! Finished pages: every glyph and stroke in its place, in reading order, tagged for readers.
//!
//! Lengths are points; x grows to the right from the left edge, y grows DOWN from the top edge.

/// A laid-out paper.
#[derive(Debug, Clone, PartialEq)]
pub struct Pages {
    /// Title for the file's metadata.
    pub title: String,
    /// The pages in order.
    pub pages: Vec<Page>,
    /// The structure tree; `elements[0]` is the root `Document`.
    pub elements: Vec<Element>,
    /// Bookmarks in order.
    pub outline: Vec<Bookmark>,
}

/// One page, 612 x 792 points.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Page {
    /// What is drawn, in reading order.
    pub items: Vec<Item>,
}

/// A thing drawn, and what it is for a screen reader.
#[derive(Debug, Clone, PartialEq)]
pub struct Item {
    /// What it is.
    pub mark: Mark,
    /// What is drawn.
    pub ink: Ink,
}

/// What a drawn thing is for a screen reader.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mark {
    /// Not content: line numbers, rules, page number, footer.
    Artifact,
    /// Content of an element, by its place in `Pages::elements`.
    Content(usize),
}

/// What is drawn.
#[derive(Debug, Clone, PartialEq)]
pub enum Ink {
    /// Glyphs on one baseline in one face and size.
    Text(TextRun),
    /// A straight black stroke.
    Stroke {
        /// Start x.
        x0: f32,
        /// Start y.
        y0: f32,
        /// End x.
        x1: f32,
        /// End y.
        y1: f32,
        /// Width of the stroke.
        width: f32,
    },
}

/// Glyphs on one baseline in one face and size.
#[derive(Debug, Clone, PartialEq)]
pub struct TextRun {
    /// The face.
    pub face: FaceId,
    /// Size in points.
    pub size: f32,
    /// Left edge of the first glyph.
    pub x: f32,
    /// Baseline.
    pub y: f32,
    /// The characters that the glyphs stand for, in order.
    pub text: String,
    /// The glyphs in order.
    pub glyphs: Vec<Glyph>,
}

/// One glyph.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Glyph {
    /// Glyph id in the full face.
    pub id: u16,
    /// Advance in font units (2048 an em), kerning included.
    pub advance: i16,
    /// How many `char`s of the run's text it stands for; 0 for a mark drawn onto the one before.
    pub chars: u8,
}

/// The embedded faces.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum FaceId {
    /// Tinos, the metric twin of Times New Roman.
    Serif,
    /// Tinos Bold.
    SerifBold,
    /// Tinos Italic.
    SerifItalic,
    /// Tinos Bold Italic.
    SerifBoldItalic,
    /// Arimo, the metric twin of Arial; guide sheets only.
    Sans,
    /// Arimo Bold.
    SansBold,
}

/// One element of the structure tree.
#[derive(Debug, Clone, PartialEq)]
pub struct Element {
    /// Its standard structure type.
    pub role: Role,
    /// Its parent in `Pages::elements`; the root is its own parent.
    pub parent: usize,
    /// Replacement text for what is drawn, where glyphs say too little (blanks and boxes).
    pub alternate: Option<String>,
}

/// Standard structure types used.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    /// The whole paper.
    Document,
    /// A grouping, such as the caption.
    Section,
    /// A heading of level 1 to 3.
    Heading(u8),
    /// A paragraph.
    Paragraph,
    /// A list.
    List,
    /// An item of a list.
    ListItem,
    /// Its label.
    Label,
    /// Its body.
    ListBody,
    /// A quotation.
    BlockQuote,
    /// A table.
    Table,
    /// A row.
    Row,
    /// A header cell of a column.
    HeaderCell,
    /// A data cell.
    DataCell,
    /// Inline: a blank to be filled or a box to tick, with its `alternate`.
    Figure,
    /// A place of a form that was filled; its `alternate` says what belongs there.
    Field(Entry),
}

/// What a place of a form takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Entry {
    /// Words.
    Words,
    /// A tick.
    Box {
        /// Whether it is ticked.
        ticked: bool,
    },
    /// A tick in one of several boxes.
    Choice {
        /// Whether it is ticked.
        ticked: bool,
    },
}

/// One bookmark.
#[derive(Debug, Clone, PartialEq)]
pub struct Bookmark {
    /// Its words.
    pub title: String,
    /// 1 for the top level; a deeper one nests below the nearest shallower one before it.
    pub level: u8,
    /// Page, from 0.
    pub page: usize,
    /// Top of the place, in points from the top edge.
    pub y: f32,
}

impl FaceId {
    /// Every face, in order.
    pub const ALL: [FaceId; 6] = [
        FaceId::Serif,
        FaceId::SerifBold,
        FaceId::SerifItalic,
        FaceId::SerifBoldItalic,
        FaceId::Sans,
        FaceId::SansBold,
    ];
}

impl Role {
    /// The name of the structure type in a PDF; headings go no deeper than three.
    pub fn name(self) -> &'static str {
        match self {
            Role::Document => "Document",
            Role::Section => "Sect",
            Role::Heading(0 | 1) => "H1",
            Role::Heading(2) => "H2",
            Role::Heading(_) => "H3",
            Role::Paragraph => "P",
            Role::List => "L",
            Role::ListItem => "LI",
            Role::Label => "Lbl",
            Role::ListBody => "LBody",
            Role::BlockQuote => "BlockQuote",
            Role::Table => "Table",
            Role::Row => "TR",
            Role::HeaderCell => "TH",
            Role::DataCell => "TD",
            Role::Figure => "Figure",
            Role::Field(_) => "Form",
        }
    }
}
