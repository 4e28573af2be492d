//! What a paper says: blocks and inlines in reading order, with no positions, no law and no PDF.

use std::collections::BTreeMap;

use crate::source::FieldPath;

/// One paper of a packet, ready to be laid out.
#[derive(Debug, Clone, PartialEq)]
pub struct Document {
    /// Id of the paper inside its packet, such as `petition` or `proof-of-service`.
    pub paper: String,
    /// Full title, as it stands in the caption, the bookmarks and the file's metadata.
    pub title: String,
    /// Title for the footer (rule 2.110); at most two lines of 10-point type.
    pub footer_title: String,
    /// On what kind of paper it is printed, with what stands at its head.
    pub stationery: Stationery,
    /// The body, in reading order.
    pub blocks: Vec<Block>,
    /// How many pages are carried in behind its own; where a page says `1 of 9`, they count.
    pub n_behind: usize,
}

impl Document {
    /// Every line of words that the paper has, the caption's first, then the body's in reading order.
    pub fn lines(&self) -> Vec<&[Inline]> {
        let mut lines: Vec<&[Inline]> = Vec::new();
        if let Stationery::Pleading(caption) = &self.stationery {
            let set = caption.party_block.iter().chain(&caption.particulars);
            lines.extend(set.map(Vec::as_slice));
            lines.extend([caption.nature.as_slice(), &caption.case_number]);
            lines.extend(caption.case_title.parties.iter().map(|party| party.name.as_slice()));
        }
        if let Stationery::CourtForm(forms) = &self.stationery {
            forms.forms.iter().chain(&forms.attachment).for_each(|form| form.lines(&mut lines));
        }
        self.blocks.iter().for_each(|block| block.lines(&mut lines));
        lines
    }

    /// Says in title, footer and caption which volume of several this is.
    pub fn name_volume(&mut self, number: usize, of: usize) {
        let words = format!(", Volume {number} of {of}");
        self.title.push_str(&words);
        self.footer_title.push_str(&words);
        if let Stationery::Pleading(caption) = &mut self.stationery {
            caption.nature.push(Inline::plain(words.to_uppercase()));
        }
    }
}

/// The kind of paper a document is printed on.
#[derive(Debug, Clone, PartialEq)]
pub enum Stationery {
    /// Numbered pleading paper (rules 2.100 to 2.119) with a full caption on its first page.
    Pleading(Caption),
    /// Plain Letter paper in the serif face with page numbers: letters and agency papers.
    Letter,
    /// Plain Letter paper in the sans face; never filed. Says so in its header on each page.
    Guide,
    /// Like a guide, but for counsel alone, and its header says that.
    Review,
    /// An unnumbered page that carries only its blocks, centred on the page: exhibit slip sheets.
    Slip,
    /// Official forms; what is typed into them stands here, not among the blocks.
    CourtForm(CourtForms),
}

/// What is typed into an official form, into those attached behind it, and into their attachments.
#[derive(Debug, Clone, PartialEq)]
pub struct CourtForms {
    /// The form, and those attached behind it, in order.
    pub forms: Vec<FormDraft>,
    /// What heads each attachment sheet; none where there is no blank for those.
    pub attachment: Option<FormDraft>,
}

/// What is typed into one official form, by the names of its map.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct FormDraft {
    /// Number of the form.
    pub number: String,
    /// Blocks of each value; a value of one line has one paragraph, an empty one none.
    pub values: BTreeMap<String, Vec<Block>>,
    /// Tables, whose rows go on in attachments.
    pub tables: BTreeMap<String, Table>,
    /// Whether each box is ticked.
    pub ticks: BTreeMap<String, bool>,
    /// What no field bears, by the number of the attachment in which it always stands.
    pub extra: BTreeMap<String, Vec<Block>>,
    /// The body of the paper that the form stands for.
    pub body: Vec<Block>,
}

/// Everything above the body on the first page of a pleading (rule 2.111).
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Caption {
    /// Name, bar number, address, telephone, e-mail and role of the filer, from line 1.
    pub party_block: Vec<Vec<Inline>>,
    /// Title of the court, on line 8 and following, one entry a line.
    pub court_title: Vec<String>,
    /// Left of the case box: the title of the case.
    pub case_title: CaseTitle,
    /// Right of the box, first: `Case No. BA456789`, or a blank for the clerk.
    pub case_number: Vec<Inline>,
    /// Nature of the paper, set bold, in capitals where the template wrote them.
    pub nature: Vec<Inline>,
    /// Provisions in parentheses, then hearing date, time, department, judge: one entry a line.
    pub particulars: Vec<Vec<Inline>>,
}

/// Title of the case: two sides, or a matter (In re ...).
#[derive(Debug, Clone, PartialEq, Default)]
pub struct CaseTitle {
    /// Parties in order, each with its role; `v.` stands between two.
    pub parties: Vec<CaptionParty>,
}

/// One side of the title of the case.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct CaptionParty {
    /// Name as the case bears it.
    pub name: Vec<Inline>,
    /// Role, such as `Plaintiff and Respondent`; empty for none.
    pub role: String,
}

/// One block of the body.
#[derive(Debug, Clone, PartialEq)]
pub enum Block {
    /// A heading; level 1 is centred bold capitals, 2 bold at the margin, 3 italic bold.
    Heading {
        /// 1 to 3.
        level: u8,
        /// Its words.
        text: Vec<Inline>,
    },
    /// A paragraph of body text.
    Paragraph {
        /// Its words.
        text: Vec<Inline>,
        /// How its lines stand.
        shape: ParagraphShape,
    },
    /// A numbered allegation; its first paragraph starts with the number, others follow it.
    Numbered {
        /// The printed label, such as `12.`; numbers run on across headings.
        label: String,
        /// Paragraphs, sub-lists, quotations and tables that belong to the number.
        blocks: Vec<Block>,
    },
    /// A list of items with printed labels such as `(a)` or a bullet.
    List {
        /// The items in order.
        items: Vec<ListItem>,
    },
    /// A quotation, single-spaced and indented (rule 2.108).
    Quotation {
        /// Its blocks.
        blocks: Vec<Block>,
    },
    /// A table; rows never split over pages, the header repeats on each page.
    Table(Table),
    /// A line to sign, kept with at least two lines of the text before it.
    Signature(Signature),
    /// Lines set as typed, single-spaced: an address, a party served. Never split over pages.
    Lines {
        /// One entry a line; a line too long for the measure wraps with a hanging indent.
        lines: Vec<Vec<Inline>>,
    },
    /// Starts a new page.
    PageBreak,
}

impl FormDraft {
    fn lines<'b>(&'b self, lines: &mut Vec<&'b [Inline]>) {
        let blocks = self.values.values().flatten();
        let blocks = blocks.chain(self.extra.values().flatten()).chain(&self.body);
        blocks.for_each(|block| block.lines(lines));
        for table in self.tables.values() {
            lines.extend(table.rows.iter().flatten().map(Vec::as_slice));
        }
    }
}

impl Block {
    /// Adds every line of its words, in reading order.
    pub(crate) fn lines<'b>(&'b self, lines: &mut Vec<&'b [Inline]>) {
        match self {
            Block::Heading { text, .. } | Block::Paragraph { text, .. } => lines.push(text),
            Block::Signature(signature) => lines.extend(signature.under.iter().map(Vec::as_slice)),
            Block::Lines { lines: set } => lines.extend(set.iter().map(Vec::as_slice)),
            Block::Table(table) => {
                let rows = std::iter::once(&table.header).chain(&table.rows);
                lines.extend(rows.flatten().map(Vec::as_slice));
            }
            Block::Numbered { blocks, .. } | Block::Quotation { blocks } => {
                blocks.iter().for_each(|block| block.lines(lines));
            }
            Block::List { items } => {
                let blocks = items.iter().flat_map(|item| &item.blocks);
                blocks.for_each(|block| block.lines(lines));
            }
            Block::PageBreak => {}
        }
    }
}

/// How the lines of a paragraph stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ParagraphShape {
    /// First line indented half an inch.
    Indented,
    /// Flush at the left.
    Flush,
    /// Each line centred.
    Centred,
}

/// One item of a list.
#[derive(Debug, Clone, PartialEq)]
pub struct ListItem {
    /// Printed label: `(a)`, `1.`, a bullet.
    pub label: String,
    /// What stands behind it.
    pub blocks: Vec<Block>,
}

/// A table.
#[derive(Debug, Clone, PartialEq)]
pub struct Table {
    /// Header cells, one a column.
    pub header: Vec<Vec<Inline>>,
    /// Rows of as many cells.
    pub rows: Vec<Vec<Vec<Inline>>>,
}

/// A place for a date and a signature. The program never fills either (promise 6).
#[derive(Debug, Clone, PartialEq)]
pub struct Signature {
    /// Words before the blank for the date (`Dated:`); none where the text above has its own date.
    pub dated: Option<String>,
    /// Lines printed under the rule: name, role.
    pub under: Vec<Vec<Inline>>,
}

/// A piece of text inside a block.
#[derive(Debug, Clone, PartialEq)]
pub enum Inline {
    /// Words in one style.
    Text(Words),
    /// A forced line end.
    Break,
    /// An empty rule to be filled by hand, of the given width in points; screen readers hear `label`.
    Blank {
        /// Width in points.
        width: f32,
        /// What belongs there, such as `hearing date`.
        label: String,
    },
    /// A box to tick, drawn as a path.
    CheckBox {
        /// Whether an X stands in it.
        ticked: bool,
    },
}

/// Words in one style, with the place in the case file that they came from.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Words {
    /// The words as printed; no markup, NFC.
    pub text: String,
    /// Set bold.
    pub bold: bool,
    /// Set italic.
    pub italic: bool,
    /// The fact they state, where they state one.
    pub origin: Option<FieldPath>,
}

impl Inline {
    /// Plain words of no particular origin.
    pub fn plain(text: impl Into<String>) -> Inline {
        Inline::Text(Words { text: text.into(), ..Words::default() })
    }
}
