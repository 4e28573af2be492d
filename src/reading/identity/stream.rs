//! Lines of text as one run of plain characters, each with its place, and the groups of digits in it.

use std::ops::Range;

use unicode_normalization::UnicodeNormalization;

/// What stands for the end of a line.
const LINE_END: char = '\n';

/// What stands for a space narrower than a word space.
const THIN: char = '\u{2009}';

/// The most characters that may part two groups of one number.
const LONGEST_JOIN: usize = 8;

/// A character of the page.
#[derive(Debug, Clone, Copy)]
struct Cell {
    c: char,
    line: usize,
    at: usize,
    end: usize,
}

/// How far back words are looked for that name a number, in characters: about two full lines.
const LOOK_BACK: usize = 400;

/// The characters of a page in reading order: dashes and white space of one kind, no invisible ones.
pub(super) struct Stream {
    cells: Vec<Cell>,
}

/// Digits without anything between them.
#[derive(Debug)]
pub(super) struct Group {
    /// The digits.
    pub(super) digits: String,
    /// Their cells.
    pub(super) cells: Range<usize>,
    /// How they are joined to the group before, where only spaces and one mark part them.
    pub(super) join: Option<Join>,
}

/// What parts two groups of digits.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Join {
    dash: bool,
    dot: bool,
    space: bool,
    thin: bool,
    line_end: bool,
}

impl Join {
    /// Whether a dash stands in it.
    pub(super) fn dashed(self) -> bool {
        self.dash
    }

    /// Whether a full stop stands in it.
    pub(super) fn dotted(self) -> bool {
        self.dot
    }

    /// Whether it is a dash and nothing else.
    pub(super) fn is_tight_dash(self) -> bool {
        self.dash && !self.space && !self.thin && !self.line_end
    }

    /// Whether only the setting made it: thin space, or the end of a line.
    pub(super) fn is_wrap(self) -> bool {
        !self.dash && !self.dot && (self.line_end || (self.thin && !self.space))
    }
}

impl Stream {
    /// The characters of lines.
    pub(super) fn new(lines: &[&str]) -> Stream {
        let mut stream = Stream { cells: Vec::new() };
        let numbers = line_numbers(lines);
        for (line, (text, number)) in lines.iter().zip(numbers).enumerate() {
            if number > 0 && number == text.trim_end().len() {
                continue;
            }
            for (at, c) in text.char_indices().skip_while(|(at, _)| *at < number) {
                stream.push(c, (line, at));
            }
            let end = text.len();
            stream.cells.push(Cell { c: LINE_END, line, at: end, end });
        }
        stream
    }

    fn push(&mut self, c: char, (line, at): (usize, usize)) {
        let end = at + c.len_utf8();
        let mut cell = |c: char| self.cells.push(Cell { c, line, at, end });
        match c {
            c if c.is_ascii_control() => cell(' '),
            c if c.is_ascii() => cell(c),
            '\u{AD}' | '\u{200B}'..='\u{200F}' | '\u{2060}' | '\u{FEFF}' => {}
            '\u{2004}'..='\u{2006}' | '\u{2008}'..='\u{200A}' | '\u{202F}' | '\u{205F}' => {
                cell(THIN);
            }
            '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{FE58}' | '\u{FE63}' | '\u{FF0D}' => {
                cell('-');
            }
            c if c.is_whitespace() => cell(' '),
            c => std::iter::once(c).nfkc().for_each(cell),
        }
    }

    /// The character of a cell; nothing past the end.
    pub(super) fn char(&self, cell: usize) -> Option<char> {
        self.cells.get(cell).map(|cell| cell.c)
    }

    /// The cells from a place back to the beginning of the line before its own, or not quite so far
    /// where lines have no end.
    pub(super) fn since_line_before(&self, cell: usize) -> Range<usize> {
        let line = self.cells.get(cell).map_or(0, |cell| cell.line);
        let start = self.cells.partition_point(|cell| cell.line + 1 < line);
        start.max(cell.saturating_sub(LOOK_BACK))..cell
    }

    /// The cells from a place to the end of its line.
    pub(super) fn rest_of_line(&self, cell: usize) -> Range<usize> {
        let line = self.cells.get(cell).map_or(0, |cell| cell.line);
        cell..self.cells.partition_point(|cell| cell.line <= line)
    }

    /// Whether two cells stand on one line.
    pub(super) fn same_line(&self, a: usize, b: usize) -> bool {
        let line = |cell: usize| self.cells.get(cell).map(|cell| cell.line);
        line(a) == line(b)
    }

    /// The words of the page with their cells, in small letters.
    pub(super) fn words(&self) -> Vec<(String, Range<usize>)> {
        let mut words = Vec::new();
        let mut start = 0;
        while start < self.cells.len() {
            if !self.cells[start].c.is_alphabetic() {
                start += 1;
                continue;
            }
            let length = self.cells[start..].iter().take_while(|cell| cell.c.is_alphabetic());
            let end = start + length.count();
            let mut word = String::with_capacity(end - start);
            for cell in &self.cells[start..end] {
                match cell.c.is_ascii() {
                    true => word.push(cell.c.to_ascii_lowercase()),
                    false => word.extend(cell.c.to_lowercase()),
                }
            }
            words.push((word, start..end));
            start = end;
        }
        words
    }

    /// The groups of digits of the page.
    pub(super) fn groups(&self) -> Vec<Group> {
        let mut groups: Vec<Group> = Vec::new();
        let mut start = 0;
        while start < self.cells.len() {
            if !self.cells[start].c.is_ascii_digit() {
                start += 1;
                continue;
            }
            let length = self.cells[start..].iter().take_while(|cell| cell.c.is_ascii_digit());
            let end = start + length.count();
            let join = groups.last().and_then(|before| self.join(before.cells.end..start));
            let digits = self.cells[start..end].iter().map(|cell| cell.c).collect();
            groups.push(Group { digits, cells: start..end, join });
            start = end;
        }
        groups
    }

    fn join(&self, between: Range<usize>) -> Option<Join> {
        let cells = &self.cells[between];
        let mut join = Join::default();
        for cell in cells.iter().take(LONGEST_JOIN + 1) {
            match cell.c {
                '-' | '.' if join.dash || join.dot => return None,
                LINE_END if join.line_end => return None,
                '-' => join.dash = true,
                '.' => join.dot = true,
                ' ' => join.space = true,
                THIN => join.thin = true,
                LINE_END => join.line_end = true,
                _ => return None,
            }
        }
        (cells.len() <= LONGEST_JOIN).then_some(join)
    }

    /// Line and bytes of cells, as far as they stand on the line of the first.
    pub(super) fn place(&self, cells: Range<usize>) -> (usize, Range<usize>) {
        let Some(first) = self.cells.get(cells.start) else { return (0, 0..0) };
        let here = self.cells[cells].iter().take_while(|cell| cell.line == first.line);
        (first.line, first.at..here.last().map_or(first.end, |cell| cell.end))
    }

    fn before(&self, cell: usize) -> Option<char> {
        cell.checked_sub(1).and_then(|cell| self.char(cell))
    }

    /// Whether no letter and no digit touches the cells.
    pub(super) fn is_free(&self, cells: Range<usize>) -> bool {
        !self.before(cells.start).is_some_and(char::is_alphanumeric) && self.ends_free(cells.end)
    }

    /// Whether no letter and no digit stands at a place.
    pub(super) fn ends_free(&self, cell: usize) -> bool {
        !self.char(cell).is_some_and(char::is_alphanumeric)
    }

    /// Whether a letter touches a group from the left; the `X` of a mask is none.
    pub(super) fn follows_letter(&self, group: &Group) -> bool {
        let before = self.before(group.cells.start);
        before.is_some_and(|c| c.is_alphabetic() && !matches!(c, 'x' | 'X'))
    }

    /// Whether one letter alone touches a place from the left.
    pub(super) fn is_lettered(&self, cell: usize) -> bool {
        let letter = self.before(cell).is_some_and(|c| c.is_ascii_alphabetic());
        let further = cell.checked_sub(1).and_then(|cell| self.before(cell));
        letter && !further.is_some_and(char::is_alphanumeric)
    }

    /// Whether an amount of money stands at a place.
    pub(super) fn is_money(&self, cell: usize) -> bool {
        self.before(cell) == Some('$')
            || (self.before(cell) == Some(' ') && cell > 1 && self.before(cell - 1) == Some('$'))
    }

    /// Whether a sentence ends between two places: a stop, and a new one begins behind it.
    pub(super) fn ends_sentence(&self, cells: Range<usize>) -> bool {
        let text: String = self.cells[cells].iter().map(|cell| cell.c).collect();
        text.match_indices(['.', '?', '!', ';']).any(|(at, stop)| {
            let rest = text[at + stop.len()..].trim_start();
            let word = rest.split(|c: char| !c.is_alphabetic()).next().unwrap_or_default();
            let named = matches!(word.to_lowercase().as_str(), "no" | "nos" | "num" | "number");
            (word.starts_with(char::is_uppercase) || stop == ";") && !named
        })
    }
}

/// So many numbers in a row, each one more than the last, are those of numbered paper.
const NUMBERED_LINES: usize = 5;

/// How many bytes at the head of each line are the number of a line of pleading paper, which
/// would otherwise stand amid a number that is broken by the end of a line.
fn line_numbers(lines: &[&str]) -> Vec<usize> {
    let mut lengths = vec![0; lines.len()];
    let mut chain: Vec<(usize, usize)> = Vec::new();
    let mut last = 0;
    for (line, text) in lines.iter().enumerate() {
        let Some((number, length)) = leading_number(text) else { continue };
        if number != last + 1 {
            strip(&mut lengths, &chain);
            chain.clear();
        }
        chain.push((line, length));
        last = number;
    }
    strip(&mut lengths, &chain);
    lengths
}

fn strip(lengths: &mut [usize], chain: &[(usize, usize)]) {
    if chain.len() >= NUMBERED_LINES {
        chain.iter().for_each(|(line, length)| lengths[*line] = *length);
    }
}

/// The number of one or two digits that a line begins with, and the bytes up to its end.
fn leading_number(text: &str) -> Option<(usize, usize)> {
    let head = text.trim_start();
    let digits = head.bytes().take_while(u8::is_ascii_digit).count();
    let parted = head[digits..].chars().next().is_none_or(char::is_whitespace);
    let number = head.get(..digits).filter(|_| parted && digits < 3)?.parse().ok()?;
    Some((number, text.len() - head.len() + digits))
}
