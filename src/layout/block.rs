//! Blocks to rows: sets each block of a document on its sheet, tagged, with what it is kept with.

use crate::document::{Block, Inline, ListItem, ParagraphShape, Signature};

use super::flow::{Body, Row};
use super::inline::Setter;
use super::line::{Look, TextLine};
use super::page::{Item, Role};
use super::tree::Tree;

/// Half an inch: the indent of first lines and the step of nested lists.
pub(crate) const INDENT: f32 = 36.0;
/// Least measure; text nested deeper than leaves it stands in no further.
const NARROWEST: f32 = 144.0;
/// Room for a label before its text on plain paper.
const LABEL: f32 = 26.0;

/// The measures of one kind of stationery.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Sheet {
    pub(crate) look: Look,
    /// Baseline to baseline of body text.
    pub(crate) leading: f32,
    /// Baseline to baseline of quotations, tables and addresses.
    pub(crate) tight: f32,
    /// Left edge of the text.
    pub(crate) left: f32,
    /// Right edge of the text.
    pub(crate) right: f32,
    /// Space between blocks; none on the grid.
    pub(crate) gap: f32,
    /// Sizes of headings of level 1 to 3.
    pub(crate) headings: [f32; 3],
    /// Whether first lines are indented, where a paragraph asks for it.
    pub(crate) indents: bool,
    /// Whether headings of level 1 are centred.
    pub(crate) centres_headings: bool,
    /// Whether everything is centred.
    pub(crate) centred: bool,
}

/// Where a block stands.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Place {
    pub(crate) left: f32,
    pub(crate) right: f32,
    /// The element that the block belongs to.
    pub(crate) parent: usize,
    /// The strand of single-spaced rows it is part of.
    pub(crate) strand: Option<usize>,
    /// How far first lines that are indented stand in.
    pub(crate) indent: f32,
    /// How far the labels of a list stand in.
    pub(crate) list_indent: f32,
}

/// A label to be set before the first line of a block.
struct Label<'t> {
    text: &'t str,
    /// Its left edge, and where the text behind it starts at the least.
    x: f32,
    text_x: f32,
    element: usize,
}

/// What all lines of a paragraph share.
struct Lines {
    look: Look,
    leading: f32,
    element: usize,
    centred: bool,
}

/// Sets blocks; holds what grows while it does.
pub(crate) struct Compositor<'a> {
    pub(crate) setter: Setter<'a>,
    pub(crate) tree: Tree,
    pub(crate) sheet: Sheet,
    pub(crate) body: Body,
    /// Height of the space for rows on a full page.
    pub(crate) room: f32,
    n_strands: usize,
    /// Rows there were behind the last heading.
    heading_end: usize,
    /// Rows there were behind the last paragraph that a colon keeps with what follows.
    colon_end: usize,
    /// Rows there were behind each of the signatures that stand in a row at the end.
    signature_ends: Vec<usize>,
    /// Rows there were behind the last block of lines, and its strand.
    lines_end: (usize, Option<usize>),
}

/// What single-spaced lines get above a blank, so that a hand can write on it.
const TO_WRITE: f32 = 6.0;

/// How far below the top of its row text of a size has its baseline.
pub(crate) fn rise(size: f32) -> f32 {
    size * 11.0 / 12.0
}

impl<'a> Compositor<'a> {
    pub(crate) fn new(setter: Setter<'a>, sheet: Sheet, room: f32) -> Compositor<'a> {
        Compositor {
            setter,
            tree: Tree::new(),
            sheet,
            body: Body::default(),
            room,
            n_strands: 0,
            heading_end: 0,
            colon_end: 0,
            signature_ends: Vec::new(),
            lines_end: (0, None),
        }
    }

    /// Sets the blocks of the whole body.
    pub(crate) fn set_body(&mut self, blocks: &[Block]) {
        let Sheet { left, right, .. } = self.sheet;
        let list_indent = if self.sheet.indents { INDENT } else { 0.0 };
        self.set_blocks(
            blocks,
            Place { left, right, parent: 0, strand: None, indent: INDENT, list_indent },
        );
        while self.body.rows.last().is_some_and(|row| row.starts_page && row.items.is_empty()) {
            self.body.rows.pop();
        }
    }

    pub(crate) fn set_blocks(&mut self, blocks: &[Block], place: Place) {
        let mut list = None;
        for block in blocks {
            match block {
                Block::Numbered { label, blocks } => {
                    let list = *list.get_or_insert_with(|| self.tree.add(place.parent, Role::List));
                    self.set_numbered(label, blocks, Place { parent: list, ..place });
                    continue;
                }
                Block::Heading { level, text } => self.set_heading(*level, text, place),
                Block::Paragraph { text, shape } => self.set_paragraph(text, *shape, place, None),
                Block::List { items } => self.set_list(items, place),
                Block::Quotation { blocks } => self.set_quotation(blocks, place),
                Block::Table(table) => self.set_table(table, place),
                Block::Signature(signature) => self.set_signature(signature, place),
                Block::Lines { lines } => self.set_lines(lines, place),
                Block::PageBreak => self.start_page(),
            }
            list = None;
        }
    }

    /// A new strand of single-spaced rows, or the one that the place is part of already.
    pub(crate) fn strand(&mut self, place: Place) -> Option<usize> {
        self.n_strands += 1;
        place.strand.or(Some(self.n_strands))
    }

    /// Makes the row that comes next start a page, by way of an empty one.
    fn start_page(&mut self) {
        let row = Row { starts_page: true, may_end: false, ..Row::new(Vec::new(), 0.0) };
        if self.body.rows.last().is_some_and(|last| !last.starts_page) {
            self.body.rows.push(row);
        }
    }

    /// A row of the place: on the grid, or in its strand.
    pub(crate) fn row(&self, items: Vec<Item>, height: f32, place: Place) -> Row {
        Row { strand: place.strand, gap: self.sheet.gap, ..Row::new(items, height) }
    }

    fn leading(&self, place: Place) -> f32 {
        if place.strand.is_some() { self.sheet.tight } else { self.sheet.leading }
    }

    fn set_heading(&mut self, level: u8, text: &[Inline], place: Place) {
        let level = level.clamp(1, 3);
        let size = self.sheet.headings[usize::from(level) - 1];
        let look = Look { bold: true, italic: level == 3, size, ..self.sheet.look };
        let element = self.tree.add_heading(place.parent, level);
        let measure = place.right - place.left;
        let centred = (level == 1 && self.sheet.centres_headings) || self.sheet.centred;
        let lines = match centred {
            true => self.setter.set_balanced(text, look, measure * 0.9),
            false => self.setter.set(text, look, |_| measure),
        };
        let leading = self.leading(place).max(size * 1.25);
        let place = Place { indent: 0.0, ..place };
        let first = self.body.rows.len();
        if let (true, Some(row)) = (self.colon_end == first, self.body.rows.last_mut()) {
            // Else the text, the heading and all that it keeps would move on as one.
            row.may_end = true;
        }
        self.push_lines(lines, place, &Lines { look, leading, element, centred }, None);
        self.body.keep_last(self.body.rows.len() - first);
        if let Some(row) = self.body.rows.get_mut(first) {
            row.gap *= 1.5;
            row.bookmark = Some((plain(text), level + 1));
            self.heading_end = self.body.rows.len();
        }
    }

    fn set_paragraph(
        &mut self,
        text: &[Inline],
        shape: ParagraphShape,
        place: Place,
        label: Option<Label<'_>>,
    ) {
        let look = self.sheet.look;
        let element = self.tree.add(place.parent, Role::Paragraph);
        let centred = shape == ParagraphShape::Centred || self.sheet.centred;
        let label = label.map(|label| {
            let line = self.setter.set_line(label.text, look);
            let text_x = label.text_x.max(label.x + line.width + 6.0);
            (line, Label { text_x, ..label })
        });
        let measure = place.right - place.left;
        let indent = match &label {
            Some((_, label)) => label.text_x - place.left,
            None if shape == ParagraphShape::Indented && self.sheet.indents => place.indent,
            None => 0.0,
        };
        let mut lines = match centred && label.is_none() {
            true => self.setter.set_balanced(text, look, measure),
            false => {
                self.setter.set(text, look, |at| if at == 0 { measure - indent } else { measure })
            }
        };
        if lines.is_empty() && label.is_some() {
            // A label stands even where nothing is said behind it.
            lines.push(TextLine::default());
        }
        let first = Place { indent, ..place };
        let leading = self.leading(place);
        // A heading keeps two lines, and what a colon announces follows it.
        let alone = lines.len() == 1 && self.heading_end == self.body.rows.len();
        self.push_lines(lines, first, &Lines { look, leading, element, centred }, label);
        if alone || announces(text) {
            self.body.keep_last(1);
            self.colon_end = if alone { 0 } else { self.body.rows.len() };
        }
    }

    /// Turns set lines into rows, at least two of which stay together (widows and orphans).
    fn push_lines(
        &mut self,
        lines: Vec<TextLine>,
        place: Place,
        shared: &Lines,
        label: Option<(TextLine, Label<'_>)>,
    ) {
        let n_lines = lines.len();
        let mut label = label;
        for (at, line) in lines.into_iter().enumerate() {
            let mut items = Vec::with_capacity(2);
            let extra = if place.strand.is_some() && line.has_blank() { TO_WRITE } else { 0.0 };
            let baseline = rise(shared.look.size) + extra;
            if let Some((line, label)) = label.take() {
                self.tree.place(&mut items, line, (label.x, baseline), label.element);
            }
            let indent = if at == 0 { place.indent } else { 0.0 };
            let x = match shared.centred {
                true => (place.left + place.right - line.width) / 2.0,
                false => place.left + indent,
            };
            self.tree.place(&mut items, line, (x, baseline), shared.element);
            let mut row = self.row(items, shared.leading + extra, place);
            row.gap = if at == 0 { self.sheet.gap } else { 0.0 };
            row.may_end = at + 1 == n_lines || (at >= 1 && at + 3 <= n_lines);
            self.body.rows.push(row);
        }
    }

    /// An allegation: its number at the indent, its text behind, following lines at the margin;
    /// on plain paper all lines stand behind the number.
    fn set_numbered(&mut self, label: &str, blocks: &[Block], place: Place) {
        if self.sheet.indents {
            let x = place.left + place.indent;
            let place = Place { list_indent: 2.0 * INDENT, ..place };
            self.set_item(label, blocks, (x, x + INDENT), place);
        } else {
            let left = place.left + LABEL;
            self.set_item(label, blocks, (place.left, left), Place { left, ..place });
        }
    }

    fn set_list(&mut self, items: &[ListItem], place: Place) {
        let parent = self.tree.add(place.parent, Role::List);
        let x = place.left + place.list_indent;
        let left = x + if self.sheet.indents { INDENT } else { LABEL };
        let left = left.min(place.right - NARROWEST);
        let x = x.min(left);
        let body = Place { left, parent, indent: 0.0, list_indent: 0.0, ..place };
        for item in items {
            self.set_item(&item.label, &item.blocks, (x, left), body);
        }
    }

    /// An item of a list with its label; `place` is that of its body, the list its parent.
    fn set_item(&mut self, text: &str, blocks: &[Block], (x, text_x): (f32, f32), place: Place) {
        let item = self.tree.add(place.parent, Role::ListItem);
        let element = self.tree.add(item, Role::Label);
        let body = self.tree.add(item, Role::ListBody);
        let label = Label { text, x, text_x, element };
        let place = Place { parent: body, ..place };
        match blocks.split_first() {
            Some((Block::Paragraph { text, .. }, rest)) => {
                self.set_labelled(text, place, label);
                self.set_blocks(rest, place);
            }
            _ => {
                self.set_labelled(&[], place, label);
                self.body.keep_last(1);
                self.set_blocks(blocks, place);
            }
        }
    }

    fn set_labelled(&mut self, text: &[Inline], place: Place, label: Label<'_>) {
        if text.is_empty() {
            let line = self.setter.set_line(label.text, self.sheet.look);
            let mut items = Vec::new();
            self.tree.place(&mut items, line, (label.x, rise(self.sheet.look.size)), label.element);
            self.body.rows.push(self.row(items, self.leading(place), place));
        } else {
            self.set_paragraph(text, ParagraphShape::Flush, place, Some(label));
        }
    }

    fn set_quotation(&mut self, blocks: &[Block], place: Place) {
        let parent = self.tree.add(place.parent, Role::BlockQuote);
        let strand = self.strand(place);
        let deep = place.right - place.left < NARROWEST + 2.0 * INDENT;
        let inset = if deep { 0.0 } else { INDENT };
        let inner = Place {
            left: place.left + inset,
            right: place.right - inset,
            parent,
            strand,
            // One paragraph needs no sign of where it starts.
            indent: if blocks.len() > 1 { INDENT / 2.0 } else { 0.0 },
            list_indent: 0.0,
        };
        self.set_blocks(blocks, inner);
    }

    fn set_lines(&mut self, lines: &[Vec<Inline>], place: Place) {
        /// Space between two blocks of lines in a row, which share a strand.
        const BETWEEN: f32 = 8.0;
        let look = self.sheet.look;
        let element = self.tree.add(place.parent, Role::Paragraph);
        // Lines that belong to an allegation stand below its words, not at the margin.
        let inside = self.sheet.indents && place.list_indent > INDENT;
        let left = place.left + if inside { place.list_indent } else { 0.0 };
        let first = self.body.rows.len();
        let follows = first > 0 && self.lines_end.0 == first;
        let strand = if follows { self.lines_end.1 } else { self.strand(place) };
        let place = Place { left, strand, ..place };
        let measure = place.right - place.left;
        for line in lines {
            let set = self
                .setter
                .set(line, look, |at| if at == 0 { measure } else { measure - INDENT / 2.0 });
            let set = if set.is_empty() { vec![TextLine::default()] } else { set };
            let shared =
                Lines { look, leading: self.sheet.tight, element, centred: self.sheet.centred };
            // The hanging lines stand in, so the place of the first is further left than theirs.
            let hanging = Place { left: place.left + INDENT / 2.0, indent: -INDENT / 2.0, ..place };
            self.push_lines(set, hanging, &shared, None);
        }
        if let Some((last, rows)) = self.body.rows[first..].split_last_mut() {
            rows.iter_mut().for_each(|row| row.may_end = false);
            last.may_end = true;
            rows.iter_mut().chain([last]).skip(1).for_each(|row| row.gap = 0.0);
        }
        if let (true, Some(row)) = (follows, self.body.rows.get_mut(first)) {
            row.gap = row.gap.max(BETWEEN);
        }
        self.lines_end = (self.body.rows.len(), strand);
    }

    /// Date at the left, stroke to sign at the right, names beneath; kept with two lines before it.
    fn set_signature(&mut self, signature: &Signature, place: Place) {
        const WIDTH: f32 = 222.0;
        /// Names that stand in one row with the stroke; more follow in rows of their own.
        const NAMES: usize = 8;
        let look = self.sheet.look;
        let element = self.tree.add(place.parent, Role::Paragraph);
        let x = (place.right - WIDTH).max(place.left);
        let (mut items, baseline) =
            self.set_dated(signature, x, Place { parent: element, ..place });
        self.tree.place_blank(&mut items, (x, baseline), place.right - x, "signature", element);
        let mut names = Vec::new();
        for under in &signature.under {
            names.extend(self.setter.set(under, look, |_| place.right - x));
        }
        let rest = names.split_off(names.len().min(NAMES));
        let mut y = baseline - 2.0;
        for line in names {
            y += self.sheet.tight + if line.has_blank() { TO_WRITE } else { 0.0 };
            self.tree.place(&mut items, line, (x, y), element);
        }
        self.keep_signature();
        let last = rest.is_empty();
        let row = Row { strand: None, may_end: last, ..self.row(items, y + 13.0, place) };
        self.body.rows.push(row);
        if !last {
            let place = Place { left: x, indent: 0.0, strand: self.strand(place), ..place };
            let leading = self.sheet.tight;
            self.push_lines(rest, place, &Lines { look, leading, element, centred: false }, None);
        }
        self.signature_ends.push(self.body.rows.len());
    }

    /// Keeps the signature that comes next with two lines of text, or with the signature before
    /// it; of several in a row, the last two stay together and a page may end behind the others.
    fn keep_signature(&mut self) {
        if self.signature_ends.last() != Some(&self.body.rows.len()) {
            self.signature_ends.clear();
            self.body.keep_last(2);
            return;
        }
        self.body.keep_last(1);
        if let [.., end, _] = self.signature_ends[..] {
            self.body.rows[end - 1].may_end = true;
        }
    }

    /// The words and the blank for the date, and the baseline of the stroke to sign: on the same
    /// line where they fit left of `x`, else above it.
    fn set_dated(&mut self, signature: &Signature, x: f32, place: Place) -> (Vec<Item>, f32) {
        const BLANK: f32 = 112.0;
        const TO_SIGN: f32 = 24.0;
        let Sheet { look, leading, .. } = self.sheet;
        let to_sign = (TO_SIGN / leading).ceil() * leading;
        let mut lines = Vec::new();
        if let Some(words) = &signature.dated {
            let blank = Inline::Blank { width: BLANK, label: "date".to_owned() };
            let inlines = [Inline::plain(format!("{} ", words.trim_end())), blank];
            lines = self.setter.set(&inlines, look, |_| place.right - place.left);
        }
        let beside = matches!(&lines[..], [line] if line.width <= x - place.left - 12.0);
        let mut y = rise(look.size) + if beside { to_sign } else { 0.0 };
        let mut items = Vec::new();
        for line in lines {
            self.tree.place(&mut items, line, (place.left, y), place.parent);
            y += leading;
        }
        (items, if beside { y - leading } else { y + to_sign })
    }
}

/// Whether a text ends in a colon.
fn announces(text: &[Inline]) -> bool {
    matches!(text.last(), Some(Inline::Text(words)) if words.text.trim_end().ends_with(':'))
}

/// The words of a text, for a bookmark.
fn plain(text: &[Inline]) -> String {
    let words = text.iter().map(|inline| match inline {
        Inline::Text(words) => words.text.as_str(),
        Inline::Break => " ",
        Inline::Blank { .. } | Inline::CheckBox { .. } => "",
    });
    words.collect::<String>().split_whitespace().collect::<Vec<_>>().join(" ")
}
