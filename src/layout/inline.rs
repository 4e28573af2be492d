//! Inlines to lines: measures words, chooses where lines end, and sets each line from x = 0, y = 0.

use std::ops::Range;

use crate::document::{Inline, Words};

use super::LayoutError;
use super::breaks::{self, BLANK, CHECK_BOX};
use super::font::{Faces, SOFT_HYPHEN, Shaper, Span, points};
use super::line::{LinePart, Look, TextLine, printed};
use super::page::FaceId;

/// Width that a box to tick takes, in ems.
const CHECK_BOX_EM: f32 = 0.85;

/// Sets inlines; collects what cannot be set.
pub(crate) struct Setter<'a> {
    shaper: Shaper<'a>,
    pub(crate) errors: Vec<LayoutError>,
}

/// A paragraph with its words measured, ready to be cut into lines of any measure.
pub(crate) struct Prepared<'i> {
    text: String,
    styles: Vec<Style<'i>>,
    atoms: Vec<Atom>,
    size: f32,
    limit: f32,
}

impl Prepared<'_> {
    /// Gives a last line of one short word the word before it for company, where that leaves the
    /// line before well filled.
    fn relieve(&self, cuts: &mut [Range<usize>], measure: f32) {
        const SHORT: f32 = 3.0;
        const FILLED: f32 = 0.6;
        let [.., before, last] = cuts else { return };
        let Some(at) = before.end.checked_sub(1).filter(|at| *at > before.start) else { return };
        let (taken, alone) = (&self.atoms[at], &self.atoms[last.start]);
        let left: f32 = self.atoms[before.start..at].iter().map(|atom| atom.full).sum();
        let lonely = last.len() == 1 && alone.word < SHORT * self.size;
        let apart = taken.full > taken.word && !taken.forced;
        let fits = taken.full + alone.word <= measure && left >= FILLED * measure;
        let blank = |atom: &Atom| atom.pieces.iter().any(|piece| piece.blank);
        if lonely && apart && fits && !blank(taken) && !blank(alone) {
            (before.end, last.start) = (at, at);
        }
    }
}

/// What one stretch of the text is.
struct Style<'i> {
    end: usize,
    face: FaceId,
    object: Option<&'i Inline>,
}

/// A stretch that no line end divides, with the spaces behind it.
struct Atom {
    range: Range<usize>,
    pieces: Vec<Piece>,
    /// Width without the spaces at its end.
    word: f32,
    /// Width with them.
    full: f32,
    /// A line must end behind it.
    forced: bool,
}

impl Atom {
    /// Shortens a blank by as much as the line lacks, if enough of it is left to write on.
    fn shrink(&mut self, lack: f32) -> bool {
        const LEFT_OVER: f32 = 0.6;
        const LEAST: f32 = 60.0;
        let blank = self.pieces.iter_mut().find(|piece| piece.blank);
        let Some(blank) =
            blank.filter(|blank| blank.width - lack > LEAST.max(LEFT_OVER * blank.width))
        else {
            return false;
        };
        blank.width -= lack;
        self.word -= lack;
        self.full -= lack;
        true
    }
}

#[derive(Clone)]
struct Piece {
    range: Range<usize>,
    style: usize,
    span: Span,
    width: f32,
    space: bool,
    blank: bool,
}

impl<'a> Setter<'a> {
    pub(crate) fn new(faces: &'a Faces) -> Setter<'a> {
        Setter { shaper: Shaper::new(faces), errors: Vec::new() }
    }

    /// Cuts a paragraph into lines; `measure` gives the width of each, by its place from 0.
    pub(crate) fn set(
        &mut self,
        inlines: &[Inline],
        look: Look,
        measure: impl Fn(usize) -> f32,
    ) -> Vec<TextLine> {
        let mut prepared = self.prepare(inlines, look, measure(0).min(measure(1)));
        let room = measure(1);
        let mut cuts = self.fit(&mut prepared, measure);
        prepared.relieve(&mut cuts, room);
        cuts.into_iter().map(|cut| self.build(&prepared, cut)).collect()
    }

    /// Cuts a title into as few lines as fit, and makes those about equally long.
    pub(crate) fn set_balanced(
        &mut self,
        inlines: &[Inline],
        look: Look,
        measure: f32,
    ) -> Vec<TextLine> {
        let mut prepared = self.prepare(inlines, look, measure);
        let mut cuts = self.fit(&mut prepared, |_| measure);
        let has_blank = inlines.iter().any(|inline| matches!(inline, Inline::Blank { .. }));
        if cuts.len() > 1 && !has_blank {
            let (mut low, mut high) = (measure / cuts.len() as f32, measure);
            let widest = prepared.atoms.iter().map(|atom| atom.word).fold(0.0, f32::max);
            low = low.max(widest).min(high);
            for _ in 0..7 {
                let middle = (low + high) / 2.0;
                let tried = self.fit(&mut prepared, |_| middle);
                if tried.len() > cuts.len() {
                    low = middle;
                } else {
                    high = middle;
                    cuts = tried;
                }
            }
        }
        cuts.into_iter().map(|cut| self.build(&prepared, cut)).collect()
    }

    /// Sets a text in one line, however long.
    pub(crate) fn set_line(&mut self, text: &str, look: Look) -> TextLine {
        self.set(&[Inline::plain(text)], look, |_| f32::MAX).into_iter().next().unwrap_or_default()
    }

    /// The widths of a text's widest unbreakable stretch and of all of it on one line.
    pub(crate) fn extremes(&mut self, inlines: &[Inline], look: Look) -> (f32, f32) {
        let prepared = self.prepare(inlines, look, f32::MAX);
        let mut narrow = 0.0f32;
        let mut wide = 0.0f32;
        let mut line = 0.0f32;
        for atom in &prepared.atoms {
            narrow = narrow.max(atom.word);
            wide = wide.max(line + atom.word);
            line = if atom.forced { 0.0 } else { line + atom.full };
        }
        (narrow, wide)
    }

    /// The number of lines that a text takes.
    pub(crate) fn n_lines(&mut self, inlines: &[Inline], look: Look, measure: f32) -> usize {
        let mut prepared = self.prepare(inlines, look, measure);
        self.fit(&mut prepared, |_| measure).len()
    }

    /// Measures a paragraph; no blank in it is made wider than `limit`.
    fn prepare<'i>(&mut self, inlines: &'i [Inline], look: Look, limit: f32) -> Prepared<'i> {
        let mut prepared = Prepared {
            text: String::new(),
            styles: Vec::new(),
            atoms: Vec::new(),
            size: look.size,
            limit,
        };
        for inline in inlines {
            self.flatten(&mut prepared, inline, look);
        }
        let mut start = 0;
        let mut atoms = Vec::with_capacity(prepared.text.len() / 5);
        let mut style = 0;
        for place in breaks::opportunities(&prepared.text) {
            while style + 1 < prepared.styles.len() && prepared.styles[style].end <= start {
                style += 1;
            }
            atoms.push(self.atom(&prepared, start..place.at, style, place.forced));
            start = place.at;
        }
        prepared.atoms = atoms;
        prepared
    }

    fn flatten<'i>(&mut self, prepared: &mut Prepared<'i>, inline: &'i Inline, look: Look) {
        let mut face = look.face(&Words::default());
        let mut object = None;
        match inline {
            Inline::Text(words) => {
                face = look.face(words);
                if words.text.bytes().all(|byte| matches!(byte, b' '..=b'~')) {
                    prepared.text.push_str(&words.text);
                } else {
                    self.check(words, face);
                    let printed = words.text.chars().filter(|&c| c != SOFT_HYPHEN);
                    prepared.text.extend(printed.map(as_set));
                }
            }
            Inline::Break => prepared.text.push('\n'),
            Inline::Blank { .. } => {
                prepared.text.push(BLANK);
                object = Some(inline);
            }
            Inline::CheckBox { .. } => {
                prepared.text.push(CHECK_BOX);
                object = Some(inline);
            }
        }
        prepared.styles.push(Style { end: prepared.text.len(), face, object });
    }

    /// Notes every character of the words that their face cannot print.
    fn check(&mut self, words: &Words, face: FaceId) {
        for character in words.text.chars() {
            let error = || LayoutError::Uncovered { character, origin: words.origin.clone() };
            if !self.shaper.faces().face_covers(face, character) && !self.errors.contains(&error())
            {
                self.errors.push(error());
            }
        }
    }

    /// Measures one stretch; `style` is the style of its first character or one before that.
    fn atom(
        &mut self,
        prepared: &Prepared<'_>,
        range: Range<usize>,
        style: usize,
        forced: bool,
    ) -> Atom {
        let mut atom = Atom {
            range: range.clone(),
            pieces: Vec::with_capacity(2),
            word: 0.0,
            full: 0.0,
            forced,
        };
        let mut start = range.start;
        let mut style = style;
        while start < range.end {
            while prepared.styles[style].end <= start {
                style += 1;
            }
            let end = range.end.min(prepared.styles[style].end);
            let word_end = start + prepared.text[start..end].trim_end_matches([' ', '\n']).len();
            for (part, space) in [(start..word_end, false), (word_end..end, true)] {
                if !part.is_empty() {
                    let piece = self.piece(prepared, part, style, space);
                    atom.full += piece.width;
                    atom.word = if space { atom.word } else { atom.full };
                    atom.pieces.push(piece);
                }
            }
            start = end;
        }
        atom
    }

    fn piece(
        &mut self,
        prepared: &Prepared<'_>,
        range: Range<usize>,
        style: usize,
        space: bool,
    ) -> Piece {
        let Style { face, object, .. } = prepared.styles[style];
        let (span, width) = match object {
            Some(Inline::Blank { width, .. }) => (Span::default(), width.min(prepared.limit)),
            Some(_) => (Span::default(), prepared.size * CHECK_BOX_EM),
            None => {
                let span = self.shaper.shape(face, &printed(&prepared.text[range.clone()]));
                (span, points(span.advance, prepared.size))
            }
        };
        Piece {
            range,
            style,
            span,
            width,
            space,
            blank: matches!(object, Some(Inline::Blank { .. })),
        }
    }

    /// First fit: fills each line with as many atoms as it takes.
    fn fit(
        &mut self,
        prepared: &mut Prepared<'_>,
        measure: impl Fn(usize) -> f32,
    ) -> Vec<Range<usize>> {
        const SLACK: f32 = 0.01;
        let mut lines = Vec::new();
        let mut start = 0;
        let mut x = 0.0;
        let mut at = 0;
        while at < prepared.atoms.len() {
            let room = measure(lines.len()) + SLACK;
            let atom = &mut prepared.atoms[at];
            if at > start && x + atom.word > room && !atom.shrink(x + atom.word - room) {
                lines.push(start..at);
                (start, x) = (at, 0.0);
                continue;
            }
            if at == start && prepared.atoms[at].word > room {
                self.divide(prepared, at, room);
            }
            let atom = &prepared.atoms[at];
            x += atom.full;
            at += 1;
            if atom.forced {
                lines.push(start..at);
                (start, x) = (at, 0.0);
            }
        }
        if start < at {
            lines.push(start..at);
        }
        lines
    }

    /// Divides an atom that is wider than a line, so that its first part fits.
    fn divide(&mut self, prepared: &mut Prepared<'_>, at: usize, room: f32) {
        let Range { start, end } = prepared.atoms[at].range;
        let forced = prepared.atoms[at].forced;
        let word = prepared.text[start..end].trim_end_matches([' ', '\n']).to_owned();
        let tiers = breaks::divisions(&word);
        let smallest = tiers[2].first().copied();
        // Longer parts are wider, so each kind is searched by halves.
        let mut fits =
            |place: usize| self.atom(prepared, start..start + place, 0, false).word <= room;
        let cut = tiers.iter().find_map(|tier| {
            let n_fit = tier.partition_point(|place| fits(*place));
            n_fit.checked_sub(1).map(|last| tier[last])
        });
        // A single cluster wider than the line stands out rather than vanish.
        let Some(cut) = cut.or(smallest) else { return };
        let first = self.atom(prepared, start..start + cut, 0, false);
        let rest = self.atom(prepared, start + cut..end, 0, forced);
        prepared.atoms[at] = first;
        prepared.atoms.insert(at + 1, rest);
    }

    fn build(&self, prepared: &Prepared<'_>, cut: Range<usize>) -> TextLine {
        let pieces: Vec<&Piece> =
            prepared.atoms[cut].iter().flat_map(|atom| &atom.pieces).collect();
        let first = pieces.iter().position(|piece| !piece.space).unwrap_or(pieces.len());
        let end = pieces.iter().rposition(|piece| !piece.space).map_or(first, |last| last + 1);
        let mut line = TextLine::default();
        for piece in &pieces[first..end] {
            let style = &prepared.styles[piece.style];
            let x = line.width;
            match style.object {
                Some(Inline::Blank { label, .. }) => {
                    line.parts.push(LinePart::Blank {
                        x,
                        width: piece.width,
                        label: label.clone(),
                    });
                }
                Some(Inline::CheckBox { ticked }) => {
                    line.parts.push(LinePart::CheckBox { x, size: prepared.size, ticked: *ticked });
                }
                _ => {
                    let glyphs = self.shaper.glyphs(piece.span);
                    let text = &prepared.text[piece.range.clone()];
                    line.push_text((style.face, prepared.size), glyphs, text);
                }
            }
            line.width = x + piece.width;
        }
        line
    }
}

/// White space of any kind as one of two: where a line may end, and where it may not.
fn as_set(c: char) -> char {
    match c {
        '\u{A0}' | '\u{202F}' | '\u{2007}' => '\u{A0}',
        c if c.is_whitespace() => ' ',
        c => c,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const LOOK: Look = Look { sans: false, size: 12.0, bold: false, italic: false };

    fn lines(text: &str, measure: f32) -> Vec<String> {
        let faces = Faces::new();
        let mut setter = Setter::new(&faces);
        let lines = setter.set(&[Inline::plain(text)], LOOK, |_| measure);
        lines.iter().map(text_of).collect()
    }

    fn text_of(line: &TextLine) -> String {
        let runs = line.parts.iter().filter_map(|part| match part {
            LinePart::Run(run) => Some(run.text.as_str()),
            _ => None,
        });
        runs.collect()
    }

    #[test]
    fn lines_fill_and_lose_nothing() {
        let text =
            "Petitioner asks the court to find that she is factually innocent of the offense.";
        let set = lines(text, 150.0);
        assert!(set.len() > 2);
        assert_eq!(set.join(" "), text);
    }

    #[test]
    fn no_short_word_ends_a_paragraph_alone() {
        let text = "the agency shall notify each other agency of this order and the reason for it.";
        let set = lines(text, 360.0);
        assert_eq!(set.last().map(String::as_str), Some("for it."), "{set:?}");
    }

    #[test]
    fn an_address_divides_without_a_hyphen() {
        let set = lines("maximiliana.featherstonehaugh@legal-aid-foundation.example.org", 198.0);
        assert_eq!(set, ["maximiliana.featherstonehaugh@", "legal-aid-foundation.example.org"]);
    }

    #[test]
    fn an_endless_word_divides_rather_than_overflow() {
        let word = "Ễ".repeat(90);
        let set = lines(&word, 200.0);
        assert!(set.len() > 2);
        assert_eq!(set.concat(), word);
    }

    #[test]
    fn forced_ends_and_blanks_stand() {
        let faces = Faces::new();
        let mut setter = Setter::new(&faces);
        let blank = Inline::Blank { width: 80.0, label: "date".into() };
        let inlines = [
            Inline::plain("Date: "),
            blank,
            Inline::Break,
            Inline::CheckBox { ticked: true },
            Inline::plain(" yes"),
        ];
        let set = setter.set(&inlines, LOOK, |_| 300.0);
        assert_eq!(set.len(), 2);
        assert_eq!(text_of(&set[0]), "Date: ");
        assert!(matches!(set[0].parts[1], LinePart::Blank { width: 80.0, .. }));
        assert!(matches!(set[1].parts[0], LinePart::CheckBox { ticked: true, .. }));
    }

    #[test]
    fn a_blank_gives_way_rather_than_wrap() {
        let faces = Faces::new();
        let mut setter = Setter::new(&faces);
        let inlines =
            [Inline::plain("Name: "), Inline::Blank { width: 200.0, label: "name".into() }];
        let set = setter.set(&inlines, LOOK, |_| 222.0);
        assert_eq!(set.len(), 1);
        assert!(set[0].width <= 222.1 && set[0].width > 221.0);
        assert_eq!(setter.set(&inlines, LOOK, |_| 90.0).len(), 2);
    }

    #[test]
    fn a_character_without_a_glyph_is_named_once() {
        let faces = Faces::new();
        let mut setter = Setter::new(&faces);
        setter.set(&[Inline::plain("李 and 李")], LOOK, |_| 300.0);
        assert_eq!(setter.errors, [LayoutError::Uncovered { character: '李', origin: None }]);
    }

    #[test]
    fn a_loose_mark_is_set_above_its_letter() {
        let faces = Faces::new();
        let mut setter = Setter::new(&faces);
        let line = setter.set_line("x\u{323}y", LOOK);
        assert_eq!(text_of(&line), "x\u{323}y");
    }
}
