//! Where a line may end: Unicode's rules (UAX #14), and the ones that citations and addresses add.

use unicode_linebreak::{BreakOpportunity, linebreaks};

/// Stands in the text of a paragraph for a blank to fill by hand.
pub(crate) const BLANK: char = '\u{FFFC}';
/// Stands in the text of a paragraph for a box to tick.
pub(crate) const CHECK_BOX: char = '\u{2610}';

/// A place in a text where a line may or must end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Opportunity {
    /// Byte where the next line would start.
    pub(crate) at: usize,
    /// The line must end here.
    pub(crate) forced: bool,
}

/// Every place where a line may end, the end of the text last.
pub(crate) fn opportunities(text: &str) -> impl Iterator<Item = Opportunity> + '_ {
    linebreaks(text).filter_map(move |(at, kind)| {
        let forced = kind == BreakOpportunity::Mandatory;
        let (before, after) = text.split_at(at);
        (forced || !(glued(before, after) || inside_address(before, after)))
            .then_some(Opportunity { at, forced })
    })
}

/// Places where a word too long for any line may be divided, best kind first: between the parts
/// of a chain of citations, then inside an address, then between any two clusters.
pub(crate) fn divisions(word: &str) -> [Vec<usize>; 3] {
    let mut tiers = [Vec::new(), Vec::new(), Vec::new()];
    let address = is_address(word);
    let mut last = None;
    for (at, c) in word.char_indices() {
        if let Some(last) = last {
            tiers[2].extend((!is_mark(c)).then_some(at));
            let space = matches!(last, ' ' | '\u{A0}');
            let sign = word[..at].trim_end_matches([' ', '\u{A0}']).ends_with(SIGNS);
            tiers[0].extend((space && !sign).then_some(at));
            tiers[1].extend((address && matches!(last, '@' | '.' | '/')).then_some(at));
        }
        last = Some(c);
    }
    tiers
}

const SIGNS: [char; 2] = ['§', '¶'];

/// Words that a number or a subdivision follows on the same line.
const LEADERS: [&str; 18] = [
    "subd.",
    "subds.",
    "subdivision",
    "subdivisions",
    "section",
    "sections",
    "sec.",
    "rule",
    "rules",
    "No.",
    "Nos.",
    "par.",
    "paragraph",
    "art.",
    "Dept.",
    "p.",
    "pp.",
    "count",
];

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// Whether the two sides belong on one line though Unicode would part them.
fn glued(before: &str, after: &str) -> bool {
    let head = before.trim_end_matches(' ');
    let last_word = head.rsplit([' ', '\u{A0}']).next().unwrap_or_default().trim_start_matches('(');
    let numbered = after.starts_with(|c: char| c.is_ascii_digit() || c == '(');
    head.ends_with(SIGNS)
        || head.ends_with(CHECK_BOX)
        || (after.starts_with(SIGNS) && !head.is_empty())
        || (numbered && (LEADERS.contains(&last_word) || MONTHS.contains(&last_word)))
        || (is_subdivision(after) && ends_cite(head))
        || (after.starts_with("Code") && last_word.ends_with('.'))
        || (is_year(after) && ends_day(head))
        || last_word == "v."
        || after.starts_with("v. ")
        || (last_word == "Exhibit" && is_letter(after))
        || (numbered && last_word.starts_with("Cal."))
        || (after.starts_with("Cal.") && is_number(last_word))
        || (is_area_code(last_word, head) && is_exchange(after))
}

/// `(a)`, `(1)`, `(iii)` at the start of a text.
fn is_subdivision(text: &str) -> bool {
    let Some(inner) = text.strip_prefix('(') else { return false };
    let n = inner.bytes().take_while(u8::is_ascii_alphanumeric).count();
    (1..=4).contains(&n) && inner[n..].starts_with(')')
}

/// Ends like the number of a section or of a subdivision, to which another subdivision belongs.
fn ends_cite(head: &str) -> bool {
    let word = head.rsplit(' ').next().unwrap_or_default();
    match head.chars().next_back() {
        Some(')') => is_subdivision(&word[word.rfind('(').unwrap_or(0)..]),
        Some(c) => c.is_ascii_digit(),
        None => false,
    }
}

/// A single capital, as exhibits have.
fn is_letter(text: &str) -> bool {
    let mut chars = text.chars();
    chars.next().is_some_and(|c| c.is_ascii_uppercase())
        && !chars.next().is_some_and(char::is_alphanumeric)
}

fn is_number(word: &str) -> bool {
    !word.is_empty() && word.bytes().all(|b| b.is_ascii_digit())
}

/// Four digits at the start of a text.
fn is_year(after: &str) -> bool {
    after.bytes().take_while(u8::is_ascii_digit).count() == 4
}

/// Ends in a month, a day and a comma.
fn ends_day(head: &str) -> bool {
    let mut words = head.rsplit([' ', '\u{A0}']);
    let day = words.next().and_then(|word| word.strip_suffix(',')).is_some_and(is_number);
    day && words.next().is_some_and(|word| MONTHS.contains(&word.trim_start_matches('(')))
}

fn is_area_code(word: &str, head: &str) -> bool {
    head.ends_with(')') && word.len() == 4 && word.bytes().take(3).all(|b| b.is_ascii_digit())
}

fn is_exchange(after: &str) -> bool {
    after.as_bytes().get(..4).is_some_and(|b| b[3] == b'-' && b[..3].iter().all(u8::is_ascii_digit))
}

/// Whether the place lies inside an e-mail or web address, where a hyphen would be ambiguous.
fn inside_address(before: &str, after: &str) -> bool {
    if before.ends_with(' ') {
        return false;
    }
    let space = |c: char| c.is_whitespace();
    let start = before
        .rfind(space)
        .map_or(0, |at| at + before[at..].chars().next().map_or(1, char::len_utf8));
    let end = after.find(space).unwrap_or(after.len());
    is_address(&before[start..]) || is_address(&after[..end])
}

fn is_address(word: &str) -> bool {
    word.contains('@') || word.contains("://") || word.starts_with("www.")
}

fn is_mark(c: char) -> bool {
    unicode_normalization::char::is_combining_mark(c) || c == '\u{200D}'
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The text with `|` where a line may end.
    fn shown(text: &str) -> String {
        let mut out = String::new();
        let mut start = 0;
        for place in opportunities(text).filter(|place| place.at < text.len()) {
            out += &text[start..place.at];
            out.push('|');
            start = place.at;
        }
        out + &text[start..]
    }

    #[test]
    fn citations_hold_together() {
        assert_eq!(
            shown("see Pen. Code, § 851.8, subd. (l)"),
            "see |Pen. Code, § 851.8, |subd. (l)"
        );
        assert_eq!(
            shown("Code section 1203.4 (a) (1) applies"),
            "Code |section 1203.4 (a) (1) |applies"
        );
        assert_eq!(shown("under 1203.4(a)(1)(B) and"), "under |1203.4(a)(1)(B) |and");
        assert_eq!(shown("at ¶ 12 of"), "at ¶ 12 |of");
        assert_eq!(shown("rule 2.111 says"), "rule 2.111 |says");
        assert_eq!(
            shown("Adair (2003) 29 Cal.4th 895, 905"),
            "Adair |(2003) |29 Cal.4th 895, |905"
        );
        assert_eq!(shown("(People v. Adair) on May 2, 2019"), "(People v. Adair) |on |May 2, 2019");
        assert_eq!(shown("see Exhibit A, Exhibit list"), "see |Exhibit A, |Exhibit |list");
        assert_eq!(shown("words (but not) here"), "words |(but |not) |here");
    }

    #[test]
    fn addresses_and_numbers_hold_together() {
        assert_eq!(shown("to ann-lee@ex-ample.org now"), "to |ann-lee@ex-ample.org |now");
        assert_eq!(shown("call (213) 555-0100 now"), "call |(213) 555-0100 |now");
        assert_eq!(shown("Wójcik-Brzęczyszczykiewicz"), "Wójcik-|Brzęczyszczykiewicz");
        assert_eq!(shown("\u{2610} yes"), "\u{2610} yes");
    }

    #[test]
    fn long_words_divide_at_the_best_place() {
        assert_eq!(divisions("a@b.org")[1], [2, 4]);
        assert_eq!(divisions("x.y")[1], Vec::<usize>::new());
        assert_eq!(divisions("§ 1, § 2")[0], [6]);
        assert_eq!(divisions("ax\u{302}b")[2], [1, 4]);
    }
}
