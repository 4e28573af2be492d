//! What clients and files are called -> names of folders that every disk takes and tells apart.
//!
//! Two names that differ in case, accents or width alone are one name to some disk; some words
//! and characters are no name at all to another. A name keeps its readable letters as far as no
//! disk objects, and takes on a piece of a hash where it would be like another. The names are a
//! function of the set of cases, not of their order.

use std::collections::BTreeMap;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use super::roll::Entry;
use crate::content::ContentHash;

/// The most characters of a name.
pub const MOST_CHARS: usize = 80;

/// The most bytes of a name; some disks take 143, and the folder has a longer name while it is written.
pub const MOST_BYTES: usize = 120;

/// What a case is called whose own name has no letter that may stand.
const NAMELESS: &str = "case";

/// How many digits of its hash a name takes on, in turn, until it is like no other.
const DIGITS: [usize; 4] = [0, 8, 16, 64];

/// The name of each case's folder, in the order given: one plain component each, no two alike on
/// any disk. The same cases in another order have the same names.
pub fn folder_names(entries: &[Entry]) -> Vec<String> {
    let asking: Vec<Asking> = asking(entries);
    let mut levels: Vec<usize> = asking.iter().map(|one| usize::from(one.is_long)).collect();
    loop {
        let names: Vec<String> = asking.iter().zip(&levels).map(|(one, n)| one.name(*n)).collect();
        let mut alike: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        for (at, name) in names.iter().enumerate() {
            alike.entry(fold(name)).or_default().push(at);
        }
        let mut raised = false;
        for group in alike.values().filter(|group| group.len() > 1) {
            for at in group {
                if levels[*at] + 1 < DIGITS.len() {
                    levels[*at] += 1;
                    raised = true;
                }
            }
        }
        if !raised {
            return names;
        }
    }
}

/// A case that wants a name.
struct Asking {
    plain: String,
    /// The hash of what it is called to people; no two cases have the same.
    hash: ContentHash,
    is_long: bool,
}

fn asking(entries: &[Entry]) -> Vec<Asking> {
    let mut times: BTreeMap<&str, usize> = BTreeMap::new();
    let one = |entry| {
        let Entry { name, stem, .. }: &Entry = entry;
        // Names of files that are no text may read alike; they differ in how often they came.
        let nth = times.entry(name.as_str()).or_default();
        *nth += 1;
        let hash = ContentHash::of_parts([name.as_bytes(), b"\0", nth.to_string().as_bytes()]);
        let plain = plain(stem);
        let is_long = cut(&plain, MOST_CHARS, MOST_BYTES).len() < plain.len();
        Asking { plain, hash, is_long }
    };
    entries.iter().map(one).collect()
}

impl Asking {
    fn name(&self, level: usize) -> String {
        match DIGITS[level] {
            0 => self.plain.clone(),
            n => {
                let room = n + 1;
                let head = cut(&self.plain, MOST_CHARS - room, MOST_BYTES - room);
                format!("{}-{}", head.trim_end_matches(is_edge), &self.hash.0[..n])
            }
        }
    }
}

/// What a name is compared by: two names of one fold are the same to some disk.
///
/// Compatibility forms, accents, case and width are gone; `ß` is `ss` and `ı` is `i`.
pub fn fold(name: &str) -> String {
    let bare = |text: &str| -> String { text.nfkd().filter(|c| !is_combining_mark(*c)).collect() };
    let upper: String = bare(name).chars().flat_map(char::to_uppercase).collect();
    let lower: String = upper.chars().flat_map(char::to_lowercase).collect();
    bare(&lower)
}

/// A name that may stand by itself on every disk, of whatever length.
fn plain(stem: &str) -> String {
    let kept: String = stem.chars().filter(|c| !is_invisible(*c)).map(shown).nfc().collect();
    let words: Vec<&str> = kept.split(' ').filter(|word| !word.is_empty()).collect();
    let mut name = words.join(" ");
    name = name.trim_end_matches(is_edge).to_owned();
    name = name.trim_start_matches(|c| is_edge(c) || is_combining_mark(c)).to_owned();
    if name.is_empty() {
        return NAMELESS.to_owned();
    }
    if is_reserved(&name) {
        name.insert_str(0, "case-");
    }
    name
}

/// What a name neither begins nor ends with: Windows drops some, shells read others.
fn is_edge(c: char) -> bool {
    matches!(c, '.' | ' ' | '-' | '\u{2024}'..='\u{2026}')
}

/// A character as it stands in a name.
fn shown(c: char) -> char {
    let forbidden = |c: char| c.is_control() || r#"/\:*?"<>|~"#.contains(c);
    let private = matches!(u32::from(c), 0xE000..=0xF8FF | 0xF0000..);
    let nothing = matches!(u32::from(c), 0xFDD0..=0xFDEF) || u32::from(c) & 0xFFFE == 0xFFFE;
    // Slashes that some program turns into the one that divides folders.
    let slash = matches!(c, '\u{2044}' | '\u{2215}' | '\u{2216}' | '\u{29F5}' | '\u{29F8}');
    if forbidden(c) || std::iter::once(c).nfkd().any(forbidden) {
        '-'
    } else if c.is_whitespace() {
        ' '
    } else if private || nothing || slash || c == char::REPLACEMENT_CHARACTER {
        '-'
    } else {
        c
    }
}

/// A character that nobody sees: it turns text around, joins, hints or selects; some disks skip it.
fn is_invisible(c: char) -> bool {
    matches!(u32::from(c),
        0xAD | 0x34F | 0x600..=0x605 | 0x61C | 0x6DD | 0x70F | 0x890..=0x891 | 0x8E2
        | 0x115F..=0x1160 | 0x17B4..=0x17B5 | 0x180B..=0x180F | 0x200B..=0x200F
        | 0x202A..=0x202E | 0x2060..=0x206F | 0x3164 | 0xFE00..=0xFE0F | 0xFEFF | 0xFFA0
        | 0xFFF0..=0xFFFB | 0x110BD | 0x110CD | 0x13430..=0x1343F | 0x1BCA0..=0x1BCA3
        | 0x1D173..=0x1D17A | 0xE0000..=0xE0FFF)
}

/// Whether Windows takes a name, or what stands before its first point, for a device.
fn is_reserved(name: &str) -> bool {
    let folded = fold(name);
    let base = folded.split('.').next().unwrap_or_default().trim_end();
    let numbered = |word: &str| {
        base.strip_prefix(word)
            .is_some_and(|rest| rest.len() == 1 && rest.as_bytes()[0].is_ascii_digit())
    };
    matches!(base, "con" | "prn" | "aux" | "nul" | "conin$" | "conout$" | "clock$")
        || numbered("com")
        || numbered("lpt")
}

/// The beginning of a text, of so many characters and bytes at most, no mark torn from its letter.
fn cut(text: &str, n_chars: usize, n_bytes: usize) -> &str {
    let mut end = 0;
    let mut letter = 0;
    for (n, (at, c)) in text.char_indices().enumerate() {
        if !is_combining_mark(c) {
            letter = at;
        }
        if n == n_chars || at + c.len_utf8() > n_bytes {
            // A letter with more marks than there is room for is cut between them.
            return &text[..if is_combining_mark(c) && letter > 0 { letter } else { end }];
        }
        end = at + c.len_utf8();
    }
    text
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::roll::At;
    use super::*;

    fn entry(name: &str, stem: &str) -> Entry {
        let at = At::File(name.into());
        Entry { name: name.to_owned(), stem: stem.to_owned(), at }
    }

    fn alone(stem: &str) -> String {
        folder_names(&[entry("x", stem)]).remove(0)
    }

    #[test]
    fn readable_names_stay_and_others_become_harmless() {
        for (stem, name) in [
            ("Núñez María", "Núñez María"),
            ("Nu\u{301}n\u{303}ez", "Núñez"),
            ("../../x", "x"),
            ("..", "case"),
            ("", "case"),
            ("-rf", "rf"),
            (".hidden. . ", "hidden"),
            ("CON", "case-CON"),
            ("nul.tar.gz", "case-nul.tar.gz"),
            ("Com¹", "case-Com¹"),
            ("ＬＰＴ９ .x", "case-ＬＰＴ９ .x"),
            ("COM10", "COM10"),
            ("a\u{202E}b\u{200D}c\u{0}d\te", "abc-d-e"),
            ("a／b＼c:d", "a-b-c-d"),
            ("ABCDEF~1", "ABCDEF-1"),
            ("a  \u{A0} b", "a b"),
            ("\u{301}\u{301}", "case"),
            ("Łukasz", "Łukasz"),
        ] {
            assert_eq!(alone(stem), name, "{stem:?}");
        }
    }

    #[test]
    fn names_that_a_disk_takes_for_one_are_told_apart_by_their_own_hash() {
        let stems = ["Straße", "STRASSE", "strasse\u{301}", "ｓｔｒａｓｓｅ", "other"];
        let entries: Vec<Entry> =
            stems.iter().enumerate().map(|(n, stem)| entry(&format!("{n}.yaml"), stem)).collect();
        let names = folder_names(&entries);
        assert_eq!(names[4], "other", "nobody else is renamed");
        assert!(names[0].starts_with("Straße-") && names[1].starts_with("STRASSE-"), "{names:?}");
        let folded: std::collections::BTreeSet<String> =
            names.iter().map(|one| fold(one)).collect();
        assert_eq!(folded.len(), 5);
        assert_eq!(folder_names(&entries[..1]), ["Straße"]);
    }

    #[test]
    fn a_name_that_looks_like_anothers_hash_gives_way() {
        let first = folder_names(&[entry("1", "ann"), entry("2", "Ann")]);
        let names = folder_names(&[entry("1", "ann"), entry("2", "Ann"), entry("3", &first[0])]);
        let folded: std::collections::BTreeSet<String> =
            names.iter().map(|one| fold(one)).collect();
        assert_eq!(folded.len(), 3, "{names:?}");
    }

    #[test]
    fn a_long_name_is_cut_at_a_letter_and_made_unique() {
        for letter in ["x", "ñ", "語", "🦊", "e\u{323}\u{301}"] {
            let name = alone(&letter.repeat(500));
            assert!(name.chars().count() <= MOST_CHARS && name.len() <= MOST_BYTES, "{name}");
            let head = name.rsplit_once('-').expect("a hash").0;
            assert!(
                !head.is_empty()
                    && head.len().is_multiple_of(letter.nfc().map(char::len_utf8).sum())
            );
        }
        let names = folder_names(&[entry("1", &"x".repeat(90)), entry("2", &"x".repeat(91))]);
        assert_ne!(names[0], names[1]);
        assert_eq!(alone(&"x".repeat(80)), "x".repeat(80));
    }

    fn stems() -> impl Strategy<Value = Vec<String>> {
        let near = "(?i)(con|aux|mar[ií]a|MARI\u{301}A|\\.\\.|a/b|a\\\\b|ß|ss|x{79,82}|ｘ{79,81})";
        proptest::collection::vec(prop_oneof![near.prop_map(|s: String| s), any::<String>()], 1..12)
    }

    proptest! {
        #[test]
        fn every_set_of_names_has_different_plain_folders(stems in stems(), turn in 0..12usize) {
            let mut entries: Vec<Entry> =
                stems.iter().enumerate().map(|(n, stem)| entry(&format!("{n}"), stem)).collect();
            let names = folder_names(&entries);
            let folded: std::collections::BTreeSet<String> = names.iter().map(|one| fold(one)).collect();
            prop_assert_eq!(folded.len(), names.len());
            for name in &names {
                let path = std::path::Path::new(name);
                prop_assert_eq!(path.components().count(), 1);
                prop_assert!(matches!(path.components().next(), Some(std::path::Component::Normal(_))));
                prop_assert!(name.len() <= MOST_BYTES && name.chars().count() <= MOST_CHARS);
                prop_assert!(!name.contains(|c: char| c.is_control() || r#"/\:*?"<>|"#.contains(c)));
                prop_assert!(!name.starts_with([' ', '.', '-']) && !name.ends_with([' ', '.']));
                prop_assert!(!is_reserved(name));
            }
            let by = turn % entries.len();
            entries.rotate_left(by);
            let mut turned = folder_names(&entries);
            turned.rotate_right(by);
            prop_assert_eq!(turned, names);
        }
    }
}
