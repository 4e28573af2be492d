//! A name to what stays the same however it is written: case, accents, width, order and points do not count.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Letters that are one with a stroke, hook or ligature and do not come apart by themselves.
const WHOLE: [(char, &str); 12] = [
    ('ß', "ss"),
    ('æ', "ae"),
    ('œ', "oe"),
    ('ø', "o"),
    ('đ', "d"),
    ('ð', "d"),
    ('þ', "th"),
    ('ł', "l"),
    ('ħ', "h"),
    ('ı', "i"),
    ('ŋ', "n"),
    ('ĸ', "k"),
];

/// The words of a name, folded, in the order of the alphabet: `García, María` is `garcia maria`.
pub fn folded(name: &str) -> String {
    let simple = simple(name);
    // An apostrophe joins: O'Brien is OBrien. Every other mark divides.
    let joined: String = simple.chars().filter(|c| !matches!(c, '\'' | '’' | 'ʼ' | '`')).collect();
    let words = joined.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    let mut words: Vec<&str> = words.collect();
    words.sort_unstable();
    words.join(" ")
}

/// Whether two names are one, however they are written.
pub fn same_name(one: &str, other: &str) -> bool {
    folded(one) == folded(other)
}

/// The letters and digits of a text, folded: `BA 123-456` is `ba123456`.
pub(in crate::batch) fn letters(text: &str) -> String {
    simple(text).chars().filter(|c| c.is_alphanumeric()).collect()
}

/// A text without case, accents and width.
pub(in crate::batch) fn simple(text: &str) -> String {
    let small = text.nfkd().filter(|c| !is_combining_mark(*c)).flat_map(char::to_lowercase);
    let mut out = String::with_capacity(text.len());
    // A capital can come apart only once it is small: İ has a dot above as a mark.
    for c in small.filter(|c| !is_combining_mark(*c)) {
        match WHOLE.iter().find(|(whole, _)| *whole == c) {
            Some((_, parts)) => out.push_str(parts),
            None => out.push(c),
        }
    }
    out
}
