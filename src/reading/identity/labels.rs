//! The words of a page that say what the number behind them is.

use std::ops::Range;

use super::stream::Stream;

/// What words call a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Label {
    SocialSecurity,
    Licence,
    Account,
    Card,
    /// Something that is no identity number: of a case, a report, a booking, a telephone.
    Other,
}

/// Words that call a number something, and where.
#[derive(Debug, Clone)]
pub(super) struct Named {
    pub(super) label: Label,
    /// First cell behind the words.
    pub(super) end: usize,
    start: usize,
}

/// All such words of a page, in order.
pub(super) struct Labels {
    named: Vec<Named>,
}

/// What may stand between words such as `case` and the number that they name.
const CONNECTING: [&str; 10] =
    ["no", "nos", "num", "number", "numbers", "is", "was", "of", "s", "the"];

impl Labels {
    /// The words of a page that name numbers.
    pub(super) fn new(stream: &Stream) -> Labels {
        let words = stream.words();
        let mut named: Vec<Named> = Vec::new();
        for (n, (_, cells)) in words.iter().enumerate() {
            let word = |n: Option<usize>| n.and_then(|n| words.get(n)).map_or("", |(w, _)| w);
            let before = [word(n.checked_sub(1)), word(n.checked_sub(2))];
            let Some(label) = label(word(Some(n)), before) else { continue };
            named.push(Named { label, start: cells.start, end: cells.end });
        }
        Labels { named }
    }

    fn within(&self, cells: &Range<usize>) -> &[Named] {
        let from = self.named.partition_point(|named| named.start < cells.start);
        let to = self.named.partition_point(|named| named.end <= cells.end);
        self.named.get(from..to).unwrap_or_default()
    }

    /// The words on its line or the one before that name the number at a place: the nearest, but
    /// those of other numbers only where they lead straight to it.
    pub(super) fn naming(&self, stream: &Stream, cell: usize) -> Option<&Named> {
        let before = self.within(&stream.since_line_before(cell));
        before.iter().rev().find(|named| named.label != Label::Other || leads(stream, named, cell))
    }

    /// Whether a number at a place is named by words before it, or by ones behind it on its line.
    pub(super) fn near(&self, stream: &Stream, cell: usize, label: Label) -> bool {
        match self.naming(stream, cell) {
            Some(named) if named.label != Label::Account => named.label == label,
            _ => {
                let behind = self.within(&stream.rest_of_line(cell));
                behind.first().is_some_and(|named| named.label == label)
            }
        }
    }
}

/// Whether nothing but connecting words stands between words and the number on their line.
fn leads(stream: &Stream, named: &Named, cell: usize) -> bool {
    let between: String = (named.end..cell).filter_map(|cell| stream.char(cell)).collect();
    let words: Vec<String> = between
        .split(|c: char| !c.is_alphabetic())
        .filter(|word| !word.is_empty())
        .map(str::to_lowercase)
        .collect();
    // The last of them may be the letter that the number itself begins with.
    let n_own = usize::from(words.last().is_some_and(|word| word.len() == 1));
    let mut words = words.iter().take(words.len() - n_own);
    let digits = between.chars().any(|c| c.is_ascii_digit());
    stream.same_line(named.start, cell)
        && !digits
        && words.all(|word| CONNECTING.contains(&word.as_str()))
}

/// What a word calls a number, by it and the two before it, the nearer first.
fn label(word: &str, before: [&str; 2]) -> Option<Label> {
    let label = match (word, before[0]) {
        ("ssn" | "ssns" | "itin" | "tin" | "ssan", _) => Label::SocialSecurity,
        ("security" | "sec", "social" | "soc") => Label::SocialSecurity,
        ("card", "security") if before[1] == "social" => Label::SocialSecurity,
        ("no" | "num" | "number", "ss") => Label::SocialSecurity,
        ("n", "s") if before[1] == "s" => Label::SocialSecurity,
        ("driver" | "drivers" | "license" | "licence" | "licenses" | "licences", _)
        | ("dl" | "cdl" | "cadl" | "cdln" | "dln" | "lic", _)
        | ("l", "d")
        | ("card", "id" | "identification" | "identity")
        | ("id", "california" | "calif" | "ca" | "state") => Label::Licence,
        ("account" | "accounts" | "acct" | "accts" | "routing" | "iban" | "aba", _) => {
            Label::Account
        }
        ("card" | "cards" | "mastercard", _) => Label::Card,
        ("case" | "cases" | "docket" | "report" | "incident" | "booking" | "bkg", _)
        | (
            "cii" | "fbi" | "sid" | "ucn" | "cdcr" | "pfn" | "inmate" | "badge" | "bar" | "sbn",
            _,
        )
        | ("telephone" | "phone" | "tel" | "fax" | "cell" | "mobile" | "zip", _)
        | ("citation" | "ticket" | "file" | "dr" | "urn", _) => Label::Other,
        _ => return None,
    };
    Some(label)
}
