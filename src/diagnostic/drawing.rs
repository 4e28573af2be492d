//! The parts of files that a drawing of a diagnostic shows: whole lines where they are short, else what stands around the place.

use std::ops::Range;
use std::sync::Arc;

use annotate_snippets::{Annotation, AnnotationKind, Snippet, normalize_untrusted_str};

use super::Diagnostic;
use super::render::{Resolver, span_of};
use crate::source::{Lines, Position, Source};

/// Most bytes of a file in one drawing.
const MOST: usize = 2_000;
/// Bytes drawn before and behind the beginning of a place on a longer line.
const AROUND: usize = 300;

/// The files that diagnostics speak of, each with its lines looked up once.
#[derive(Default)]
pub(super) struct Files(Vec<Lines>);

impl Files {
    pub(super) fn lines(&mut self, source: &Arc<Source>) -> &Lines {
        let known = self.0.iter().position(|lines| Arc::ptr_eq(lines.source(), source));
        let at = known.unwrap_or_else(|| {
            self.0.push(Lines::of(source));
            self.0.len() - 1
        });
        &self.0[at]
    }
}

/// The part of one file that a drawing needs, with its marks.
pub(super) struct Drawing {
    source: Arc<Source>,
    part: Range<usize>,
    /// Whether it is cut out of longer lines; nothing is added to it then.
    cut: bool,
    /// The part, with carriage returns and what terminals could obey as signs of the same length.
    text: String,
    first: Position,
    /// Where the first mark stands in the file.
    mark: Position,
    marks: Vec<Mark>,
}

struct Mark {
    range: Range<usize>,
    main: bool,
    note: String,
}

/// Everything that a diagnostic points at, in one drawing for each file as long as its places stand near one another.
pub(super) fn drawings(
    diagnostic: &Diagnostic,
    resolve: &Resolver<'_>,
    files: &mut Files,
) -> Vec<Drawing> {
    let mut drawings: Vec<Drawing> = Vec::new();
    for (n, place) in diagnostic.places.iter().enumerate() {
        let Some(span) = span_of(place, resolve) else { continue };
        let text = &span.source.text;
        let range = first_line(text, span.start..span.end);
        let (part, cut) = part(files.lines(&span.source), &range);
        let mark = Mark { range, main: n == 0, note: normalize_untrusted_str(&place.note) };
        // The cells of a row are drawn one by one: what stands between them is no part of the matter.
        let near = |drawing: &&mut Drawing| {
            let one_file = Arc::ptr_eq(&drawing.source, &span.source) && span.source.row.is_none();
            one_file && drawing.reaches(&part) && !cut
        };
        match drawings.iter_mut().find(near) {
            Some(drawing) => drawing.take(&part, mark),
            None => drawings.push(Drawing {
                first: Position { line: 1, column: 1 },
                mark: files.lines(&span.source).position(span.start),
                text: String::new(),
                source: Arc::clone(&span.source),
                part,
                cut,
                marks: vec![mark],
            }),
        }
    }
    for drawing in &mut drawings {
        drawing.first = match &drawing.source.row {
            Some(row) => Position { line: row.number, column: 1 },
            None => files.lines(&drawing.source).position(drawing.part.start),
        };
        drawing.text = drawing.source.text[drawing.part.clone()].chars().map(harmless).collect();
    }
    drawings
}

impl Drawing {
    fn reaches(&self, part: &Range<usize>) -> bool {
        let both = self.part.start.min(part.start)..self.part.end.max(part.end);
        !self.cut && both.len() <= MOST
    }

    fn take(&mut self, part: &Range<usize>, mark: Mark) {
        self.part = self.part.start.min(part.start)..self.part.end.max(part.end);
        self.marks.push(mark);
    }

    /// Whether its path says the whole place: the renderer would count in the part, and a row has no lines.
    pub(super) fn says_its_place(&self) -> bool {
        self.cut || self.source.row.is_some()
    }

    fn path(&self) -> String {
        let Position { line, column } = self.mark;
        match &self.source.row {
            Some(_) => format!("{}{PLACE_END}", self.source.place(self.part.start)),
            None if self.cut => format!("{}:{line}:{column}{PLACE_END}", self.source.name),
            None => self.source.name.clone(),
        }
    }

    /// What is drawn of it.
    pub(super) fn snippet(&self) -> Snippet<'_, Annotation<'_>> {
        let marks = self.marks.iter().map(|mark| {
            let kind = if mark.main { AnnotationKind::Primary } else { AnnotationKind::Context };
            let within = |at: usize| at.clamp(self.part.start, self.part.end) - self.part.start;
            let annotation = kind.span(within(mark.range.start)..within(mark.range.end));
            if mark.note.is_empty() { annotation } else { annotation.label(mark.note.as_str()) }
        });
        Snippet::source(self.text.as_str())
            .path(self.path())
            .line_start(self.first.line)
            .annotations(marks)
    }
}

/// Stands behind a place that is said whole, until the line and column that the renderer adds are taken away. It is a
/// private character that no face has.
const PLACE_END: char = '\u{F8FE}';

/// A drawing without the lines and columns that stand behind places said whole.
pub(super) fn without_lines(drawn: &str) -> String {
    let mut parts = drawn.split(PLACE_END);
    let mut out = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        out.push_str(part.trim_start_matches(|c: char| c == ':' || c.is_ascii_digit()));
    }
    out
}

/// What may be written to a terminal for a character of a file; the library of drawings sees to all others.
fn harmless(c: char) -> char {
    match c {
        '\r' => ' ',
        '\u{80}'..='\u{9F}' => '·',
        c => c,
    }
}

/// A place on its first line: a block of text is not drawn whole.
fn first_line(text: &str, span: Range<usize>) -> Range<usize> {
    let words = text.get(span.clone()).unwrap_or("");
    let line = words.split(['\n', '\r']).next().unwrap_or("");
    span.start..span.start + line.len()
}

/// The lines that a place touches, without a byte order mark before them or a line end behind; of lines too long to
/// be drawn what stands around its beginning, and true.
fn part(lines: &Lines, range: &Range<usize>) -> (Range<usize>, bool) {
    let text = &lines.source().text;
    let whole = lines.around(range);
    let marked = whole.start == 0 && text.starts_with('\u{FEFF}');
    let start = if marked { '\u{FEFF}'.len_utf8() } else { whole.start };
    let end = whole.end.max(start);
    if end - start <= MOST {
        return (start..end, false);
    }
    let from = text.floor_char_boundary(range.start.saturating_sub(AROUND)).max(start);
    let to = text.floor_char_boundary(range.start + AROUND).min(end);
    (from..to.max(from), true)
}
