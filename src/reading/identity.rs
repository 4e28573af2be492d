//! Lines of text to the identity numbers in them: Social Security, driver's licence, account and card numbers.
//!
//! Nothing here keeps or repeats a number: a finding is a kind and a place.

use std::ops::Range;

use labels::{Label, Labels};
use stream::{Group, Join, Stream};

mod labels;
mod stream;

/// What an identity number is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// A Social Security number.
    SocialSecurity,
    /// A number of the tax office in place of one.
    Taxpayer,
    /// A driver's licence or identification card of California.
    DriverLicence,
    /// An account at a bank, or its routing number.
    Account,
    /// A payment card.
    Card,
}

/// An identity number in a text, by its place alone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Identity {
    /// What it is.
    pub kind: Kind,
    /// The line on which it begins, from 0.
    pub line: usize,
    /// Its bytes on that line; where it goes on on the next, up to the last of them here.
    pub at: Range<usize>,
}

/// The kind in words for a message, with its article: `a Social Security number`.
pub fn shown(kind: Kind) -> &'static str {
    match kind {
        Kind::SocialSecurity => "a Social Security number",
        Kind::Taxpayer => "a taxpayer identification number",
        Kind::DriverLicence => "a driver's license number",
        Kind::Account => "an account number",
        Kind::Card => "a card number",
    }
}

/// Finds the identity numbers in the lines of a page, in reading order; no two overlap.
///
/// A number with the look of one (`3-2-4` digits of a range that is issued, a card number that
/// proves itself) is found by its look alone (parted by spaces, where it is no row of a table), others only where words before them say what they
/// are. Numbers broken by line ends or thin spaces are found; masked numbers and the last four
/// digits, which the public file may bear (`rule-1.201`), are not.
pub fn find(lines: &[&str]) -> Vec<Identity> {
    if lines.iter().map(|line| n_digits(line)).sum::<usize>() < FEWEST_DIGITS {
        return Vec::new();
    }
    let stream = Stream::new(lines);
    let groups = stream.groups();
    if longest(&groups) < FEWEST_DIGITS {
        return Vec::new();
    }
    let labels = Labels::new(&stream);
    let taken = vec![false; groups.len()];
    let mut page = Page { stream, groups, labels, taken };
    let mut found = page.all(|page, first| page.three_two_four(first));
    found.extend(page.all(|page, first| page.card(first)));
    found.extend(page.all(|page, first| page.nine_named(first)));
    found.extend(page.all(|page, first| page.licence(first)));
    found.extend(page.all(|page, first| page.account(first)));
    found.sort_by_key(|identity| (identity.line, identity.at.start));
    found
}

/// The most digits that the characters of a line may stand for; some stand for several.
fn n_digits(line: &str) -> usize {
    let digits = |c: char| match c {
        '0'..='9' => 1,
        c if c.is_ascii() => 0,
        '\u{80}'..='\u{24F}' | '\u{1E00}'..='\u{1EFF}' | '\u{2000}'..='\u{206F}' => {
            2 * usize::from(c.is_numeric())
        }
        _ => FEWEST_DIGITS,
    };
    line.chars().map(digits).sum()
}

/// The most digits in groups that are joined: a number has no others.
fn longest(groups: &[Group]) -> usize {
    let mut n = 0;
    let lengths = groups.iter().map(|group| {
        n = group.digits.len() + if group.join.is_some() { n } else { 0 };
        n
    });
    lengths.max().unwrap_or(0)
}

/// What a page's numbers are judged by.
struct Page {
    stream: Stream,
    groups: Vec<Group>,
    labels: Labels,
    /// Whether each group belongs to a number that is found.
    taken: Vec<bool>,
}

/// A payment card has at least and at most so many digits.
const CARD_DIGITS: Range<usize> = 13..20;

/// An account number has at least and at most so many digits; fewer may be the last four.
const ACCOUNT_DIGITS: Range<usize> = 6..18;

/// No number has fewer digits.
const FEWEST_DIGITS: usize = ACCOUNT_DIGITS.start;

/// How far behind its words an account or card number may stand, in characters.
const ACCOUNT_REACH: usize = 60;

impl Page {
    /// All numbers of one look among the groups that are not taken.
    fn all(&mut self, look: impl Fn(&Page, usize) -> Option<(Kind, usize)>) -> Vec<Identity> {
        let mut found = Vec::new();
        for first in 0..self.groups.len() {
            if self.taken[first] {
                continue;
            }
            let Some((kind, last)) = look(self, first) else { continue };
            self.taken[first..=last].fill(true);
            let letter = usize::from(kind == Kind::DriverLicence);
            let cells = self.groups[first].cells.start - letter..self.groups[last].cells.end;
            let (line, at) = self.stream.place(cells);
            found.push(Identity { kind, line, at });
        }
        found
    }

    /// `123-45-6789` or `123 45 6789`, whatever words stand around it.
    fn three_two_four(&self, first: usize) -> Option<(Kind, usize)> {
        let last = first + 2;
        let [a, b, c] = self.groups.get(first..=last)? else { return None };
        if [a.digits.len(), b.digits.len(), c.digits.len()] != [3, 2, 4] {
            return None;
        }
        let [one, two] = [b.join?, c.join?];
        if self.runs_on(first, last) || one.dotted() || two.dotted() {
            return None;
        }
        let kind = issued(&[a.digits.as_str(), &b.digits, &c.digits].concat())?;
        let dashed = one.dashed() && two.dashed();
        let free = || self.stream.is_free(a.cells.start..c.cells.end);
        let alone = || one.dashed() || two.dashed() || !self.is_in_row(first, last);
        (dashed || (free() && (alone() || self.is_called_so(a.cells.start))))
            .then_some((kind, last))
    }

    /// Whether groups parted by spaces alone may be numbers of a table: others stand beside them, or
    /// the last of them reads as a year.
    fn is_in_row(&self, first: usize, last: usize) -> bool {
        let beside = self.groups.get(last + 1).is_some_and(|group| group.join.is_some());
        self.groups[first].join.is_some() || beside || is_year(&self.groups[last].digits)
    }

    /// Whether words call what stands at a place a Social Security number.
    fn is_called_so(&self, cell: usize) -> bool {
        let label = self.labels.naming(&self.stream, cell);
        label.is_some_and(|named| named.label == Label::SocialSecurity)
    }

    /// Whether a longer number goes on with a dash before or behind the groups.
    fn runs_on(&self, first: usize, last: usize) -> bool {
        let before = self.groups[first].join.is_some_and(|join| join.is_tight_dash());
        let behind = self.groups.get(last + 1).and_then(|group| group.join);
        before || behind.is_some_and(|join| join.is_tight_dash())
    }

    /// 13 to 19 digits that begin and add up as those of a payment card do.
    fn card(&self, first: usize) -> Option<(Kind, usize)> {
        if self.stream.follows_letter(&self.groups[first]) {
            return None;
        }
        let mut digits = String::new();
        let mut shape = Vec::new();
        for (last, group) in self.gathered(first, CARD_DIGITS.end, |_| true) {
            digits.push_str(&group.digits);
            shape.push(group.digits.len());
            let embossed = match shape.as_slice() {
                [_] | [4, 4, 4, 4] | [4, 4, 4, 1] | [4, 6, 5] | [4, 6, 4] | [4, 4, 4, 4, _] => true,
                _ => self.is_wrapped(first..last + 1),
            };
            if embossed && CARD_DIGITS.contains(&digits.len()) && is_card(&digits) {
                return Some((Kind::Card, last));
            }
        }
        None
    }

    /// Nine digits however grouped, behind words that call them a Social Security number.
    fn nine_named(&self, first: usize) -> Option<(Kind, usize)> {
        let start = self.groups[first].cells.start;
        let label = self.labels.naming(&self.stream, start)?;
        if label.label != Label::SocialSecurity || self.is_letter_bound(first, label.end) {
            return None;
        }
        let mut digits = String::new();
        let mut shape = Vec::new();
        for (last, group) in self.gathered(first, 9, |_| true) {
            digits.push_str(&group.digits);
            shape.push(group.digits.len());
            if digits.len() == 9 {
                let usual = self.is_usual_shape(first..last + 1, &shape);
                return issued(&digits).filter(|_| usual).map(|kind| (kind, last));
            }
        }
        None
    }

    /// Whether nine digits are grouped as people, forms or line ends group them. The last four
    /// and a house number on the next line are not.
    fn is_usual_shape(&self, groups: Range<usize>, shape: &[usize]) -> bool {
        let wrapped = self.is_wrapped(groups.clone()) && shape[0] != 4;
        let spelled = shape.iter().all(|n| *n == 1);
        let dashed = self.groups[groups].iter().any(|group| group.join.is_some_and(Join::dashed));
        let zip = shape == [5, 4] && dashed;
        let usual: [&[usize]; 5] = [&[9], &[3, 2, 4], &[3, 3, 3], &[3, 6], &[5, 4]];
        !zip && (wrapped || spelled || usual.contains(&shape))
    }

    /// Whether thin spaces and line ends alone part groups.
    fn is_wrapped(&self, groups: Range<usize>) -> bool {
        let mut joins = self.groups[groups].iter().skip(1).map(|group| group.join);
        joins.all(|join| join.is_some_and(Join::is_wrap))
    }

    /// A letter and seven digits, with words of a licence near.
    fn licence(&self, first: usize) -> Option<(Kind, usize)> {
        let start = self.groups[first].cells.start;
        if !self.stream.is_lettered(start) {
            return None;
        }
        let mut n = 0;
        for (last, group) in self.gathered(first, 7, |_| true) {
            n += group.digits.len();
            let whole = last == first || group.join.is_some_and(Join::is_wrap);
            if !whole {
                return None;
            }
            let free = self.stream.ends_free(group.cells.end);
            if n == 7 && free && self.labels.near(&self.stream, start, Label::Licence) {
                return Some((Kind::DriverLicence, last));
            }
        }
        None
    }

    /// Six digits and more behind words that call them an account or a card.
    fn account(&self, first: usize) -> Option<(Kind, usize)> {
        let start = self.groups[first].cells.start;
        let label = self.labels.naming(&self.stream, start)?;
        let kind = match label.label {
            Label::Account => Kind::Account,
            Label::Card => Kind::Card,
            _ => return None,
        };
        let near = start.saturating_sub(label.end) <= ACCOUNT_REACH;
        let said = near && !self.stream.ends_sentence(label.end..start);
        let bound = self.is_letter_bound(first, label.end) || self.stream.is_money(start);
        if !said || bound || self.groups[first].join.is_some_and(|join| join.is_tight_dash()) {
            return None;
        }
        let mut shape = Vec::new();
        let mut last = first;
        for (end, group) in self.gathered(first, ACCOUNT_DIGITS.end, |group| {
            let join = group.join;
            join.is_some_and(|join| join.dashed() || join.is_wrap()) || group.digits.len() >= 3
        }) {
            shape.push(group.digits.len());
            last = end;
        }
        let n: usize = shape.iter().sum();
        let free = self.stream.ends_free(self.groups[last].cells.end);
        let years = self.groups[first..=last].iter().all(|group| is_year(&group.digits));
        let other = is_telephone(&shape) || is_day(&shape) || shape == [5, 4] || years;
        (free && ACCOUNT_DIGITS.contains(&n) && !other).then_some((kind, last))
    }

    /// Whether letters that are not those of the words that name it stand right before a number.
    fn is_letter_bound(&self, first: usize, label_end: usize) -> bool {
        let group = &self.groups[first];
        group.cells.start != label_end && self.stream.follows_letter(group)
    }

    /// A group and those joined to it, up to `most` digits, each with its place.
    fn gathered(
        &self,
        first: usize,
        most: usize,
        goes_on: impl Fn(&Group) -> bool,
    ) -> impl Iterator<Item = (usize, &Group)> {
        let mut n = 0;
        let groups = self.groups.iter().enumerate().skip(first);
        groups.take_while(move |(place, group)| {
            n += group.digits.len();
            let joined = group.join.is_some() && goes_on(group);
            n <= most && !self.taken[*place] && (*place == first || joined)
        })
    }
}

/// The kind of nine digits, where they are in a range that is issued.
fn issued(digits: &str) -> Option<Kind> {
    let part = |range: Range<usize>| digits.get(range)?.parse::<u16>().ok();
    let (area, group, serial) = (part(0..3)?, part(3..5)?, part(5..9)?);
    match area {
        0 | 666 => None,
        900.. => {
            let taxpayer = matches!(group, 50..=65 | 70..=88 | 90..=92 | 94..=99);
            taxpayer.then_some(Kind::Taxpayer)
        }
        _ => (group != 0 && serial != 0).then_some(Kind::SocialSecurity),
    }
}

/// Whether digits begin and add up (Luhn) as those of a payment card do.
fn is_card(digits: &str) -> bool {
    let head = |n: usize| digits.get(..n).and_then(|head| head.parse::<u16>().ok()).unwrap_or(0);
    let ours = match digits.len() {
        13 => head(1) == 4,
        14 => matches!(head(2), 30 | 36 | 38 | 39),
        15 => matches!(head(2), 34 | 37),
        16 => {
            matches!(head(2), 40..=49 | 51..=55 | 62 | 65 | 35)
                || matches!(head(4), 2221..=2720 | 6011)
                || matches!(head(3), 644..=649)
        }
        _ => head(1) == 4 || matches!(head(2), 62 | 65) || head(4) == 6011,
    };
    let doubled = |(n, c): (usize, char)| match (c.to_digit(10).unwrap_or(0), n % 2) {
        (digit, 0) => digit,
        (digit, _) if digit > 4 => digit * 2 - 9,
        (digit, _) => digit * 2,
    };
    ours && digits.chars().rev().enumerate().map(doubled).sum::<u32>().is_multiple_of(10)
}

fn is_year(digits: &str) -> bool {
    digits.len() == 4 && (digits.starts_with("19") || digits.starts_with("20"))
}

fn is_telephone(shape: &[usize]) -> bool {
    matches!(shape, [3, 4] | [3, 3, 4] | [1, 3, 3, 4])
}

fn is_day(shape: &[usize]) -> bool {
    matches!(shape, [4, 1 | 2, 1 | 2] | [1 | 2, 1 | 2, 4] | [1 | 2, 1 | 2, 2])
}
