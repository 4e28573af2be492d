//! What a row follows from, as bytes: the same bytes, the same case and the same messages about it.

use super::ClientList;
use super::row::cell_of;
use crate::diagnostic::{At, Diagnostic, Severity};
use crate::source::Span;

/// The cells of a row where they stand, the map, and what was found wrong with the row: neighbours and the
/// list as a whole (a hidden row, merged cells, a day of another row) reach a row only through its messages.
/// The row's number is none of it, so that one case written twice is seen to be one.
pub(super) fn of(list: &ClientList, row: usize, faults: &[Diagnostic]) -> Vec<u8> {
    let mut content = Content(Vec::new());
    for column in &list.columns {
        let cell = cell_of(list, row, column);
        let (text, shape) = cell.map_or(("", None), |cell| (cell.text, Some(cell.shape)));
        content.part(&column.at.to_string());
        content.part(&column.heading);
        content.part(text);
        content.part(&format!("{shape:?}"));
    }
    content.part(if list.lexicon.from_1904 { "1904" } else { "1900" });
    content.part(&list.map.source.text);
    faults.iter().for_each(|fault| content.fault(fault, list.number(row)));
    content.0
}

/// A place without what the list is called, and without the number of the row itself.
fn spot(span: &Span, own: usize) -> String {
    let row = span.source.row.as_ref().map(|row| row.number).filter(|number| *number != own);
    match span.source.column_at(span.start) {
        // The map's own text is a part too.
        None => format!("{row:?}"),
        Some(column) => format!("{row:?} {column} {}", span.end - span.start),
    }
}

struct Content(Vec<u8>);

impl Content {
    /// A part with its length, so that no two rows run together to the same bytes.
    fn part(&mut self, text: &str) {
        self.0.extend(text.len().to_le_bytes());
        self.0.extend(text.as_bytes());
    }

    fn fault(&mut self, fault: &Diagnostic, own: usize) {
        self.part(if fault.severity == Severity::Error { "error" } else { "warning" });
        let words = [Some(&fault.code), Some(&fault.what), fault.why.as_ref(), fault.help.as_ref()];
        words.into_iter().for_each(|one| self.part(one.map_or("", String::as_str)));
        for place in &fault.places {
            self.part(&match &place.at {
                At::Span(span) => spot(span, own),
                At::Field(path) => path.to_string(),
            });
            self.part(&place.note);
        }
    }
}
