//! Words to lines: wrapped, indented, and coloured where a terminal shows them.

use crate::diagnostic::words::wrapped;

/// Columns of a line.
const WIDTH: usize = 100;

/// A space at which no line breaks; it is written as an ordinary one.
const GLUE: char = '\u{A0}';

/// A colour that means something.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Tone {
    /// A head.
    Head,
    /// It holds, or it can be had.
    Good,
    /// It does not hold, or it cannot be had.
    Bad,
    /// A fact is missing, or time.
    Open,
    /// Less important.
    Faint,
}

/// What is said so far.
pub(super) struct Page {
    color: bool,
    text: String,
}

impl Page {
    /// An empty page, with or without colours.
    pub(super) fn new(color: bool) -> Self {
        Page { color, text: String::new() }
    }

    /// The whole text.
    pub(super) fn finish(self) -> String {
        self.text
    }

    /// An empty line.
    pub(super) fn gap(&mut self) {
        self.text.push('\n');
    }

    /// A head from the left margin.
    pub(super) fn head(&mut self, words: &str) {
        self.item(0, ("", Tone::Faint), words, Some(Tone::Head));
    }

    /// A plain paragraph that starts `indent` columns in.
    pub(super) fn line(&mut self, indent: usize, words: &str) {
        self.item(indent, ("", Tone::Faint), words, None);
    }

    /// A mark in its colour, and words that hang behind it on every line.
    pub(super) fn marked(&mut self, indent: usize, mark: (&str, Tone), words: &str) {
        self.item(indent, mark, words, None);
    }

    fn item(&mut self, indent: usize, mark: (&str, Tone), words: &str, tone: Option<Tone>) {
        let hang = indent + mark.0.chars().count();
        for (n, line) in wrapped(words, WIDTH.saturating_sub(hang)).iter().enumerate() {
            self.text.push_str(&" ".repeat(if n == 0 { indent } else { hang }));
            if n == 0 {
                let painted = self.painted(mark.0, mark.1);
                self.text.push_str(&painted);
            }
            let line = line.replace(GLUE, " ");
            let line = tone.map_or_else(|| line.clone(), |tone| self.painted(&line, tone));
            self.text.push_str(&line);
            self.text.push('\n');
        }
    }

    fn painted(&self, words: &str, tone: Tone) -> String {
        let code = match tone {
            Tone::Head => "1",
            Tone::Good => "32",
            Tone::Bad => "31",
            Tone::Open => "33",
            Tone::Faint => "2",
        };
        match self.color && !words.is_empty() {
            true => format!("\u{1b}[{code}m{words}\u{1b}[0m"),
            false => words.to_owned(),
        }
    }
}

/// Words that stay on one line, such as a citation.
pub(super) fn whole(words: &str) -> String {
    words.replace(' ', &GLUE.to_string())
}
