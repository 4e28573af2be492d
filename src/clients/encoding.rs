//! Bytes of a list to text: UTF-8 and UTF-16 know themselves, Windows-1252 must be said.

use std::borrow::Cow;

/// What a map can say of how its lists are encoded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Encoding {
    /// UTF-8, or UTF-16 with its mark.
    Unicode,
    /// What older spreadsheets write on Windows.
    Windows1252,
}

impl Encoding {
    /// The encoding with a name.
    pub fn named(name: &str) -> Option<Encoding> {
        match name.to_ascii_lowercase().as_str() {
            "utf-8" | "utf8" | "utf-16" | "utf16" => Some(Encoding::Unicode),
            "windows-1252" | "cp1252" | "ansi" => Some(Encoding::Windows1252),
            _ => None,
        }
    }
}

/// Why bytes are no text of the encoding, and what to do.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct NotText {
    pub(super) what: String,
    pub(super) help: &'static str,
    /// The text before the first byte that does not fit.
    pub(super) before: String,
}

/// The characters of the bytes from 0x80 to 0x9F; five of them mean nothing.
const C1: [char; 32] = [
    '€', '\u{81}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{8D}', 'Ž', '\u{8F}',
    '\u{90}', '‘', '’', '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\u{9D}', 'ž', 'Ÿ',
];

/// How to save a list so that every letter of a name is certain.
const SAVE: &str = "save the list as `CSV UTF-8` or as .xlsx; if you know that it is Windows-1252, say `encoding: windows-1252` in the map";

/// The same where it is UTF-16: nothing in the map helps there.
const SAVE_UTF_16: &str =
    "save the list as `CSV UTF-8` or as .xlsx, or as UTF-16 with its mark (`Unicode text`)";

/// The text of a list, without a byte order mark.
///
/// A byte that is not UTF-8 is an error unless the map says what it is: the same byte is another
/// letter on another system, and names are printed in papers that are sworn to.
pub(super) fn decode(bytes: &[u8], encoding: Encoding) -> Result<Cow<'_, str>, NotText> {
    let utf16 = |rest: &[u8], unit: fn([u8; 2]) -> u16| {
        let units = rest.chunks(2).map(|pair| match pair {
            [a, b] => unit([*a, *b]),
            // Half a unit at the end is the half of a surrogate pair to whoever decodes it.
            _ => 0xD800,
        });
        let mut text = String::with_capacity(rest.len());
        for one in char::decode_utf16(units) {
            match one {
                Ok(c) => text.push(c),
                Err(_) => {
                    return Err(not_text("the list is UTF-16 text that is broken off", text));
                }
            }
        }
        Ok(Cow::Owned(text))
    };
    match bytes {
        [0xFF, 0xFE, rest @ ..] => utf16(rest, u16::from_le_bytes),
        [0xFE, 0xFF, rest @ ..] => utf16(rest, u16::from_be_bytes),
        [0xEF, 0xBB, 0xBF, rest @ ..] => utf8(rest),
        _ if encoding == Encoding::Windows1252 => windows_1252(bytes),
        _ if bytes.iter().take(400).filter(|byte| **byte == 0).count() > 20 => {
            Err(not_text("the list looks like UTF-16 text without its mark", String::new()))
        }
        _ => utf8(bytes),
    }
}

fn utf8(bytes: &[u8]) -> Result<Cow<'_, str>, NotText> {
    std::str::from_utf8(bytes).map(Cow::Borrowed).map_err(|error| {
        let before = String::from_utf8_lossy(&bytes[..error.valid_up_to()]).into_owned();
        not_text("the list is not UTF-8 text", before)
    })
}

fn windows_1252(bytes: &[u8]) -> Result<Cow<'_, str>, NotText> {
    let mut text = String::with_capacity(bytes.len());
    for byte in bytes {
        match byte {
            0x81 | 0x8D | 0x8F | 0x90 | 0x9D => {
                return Err(not_text("the list is not Windows-1252 text", text));
            }
            0x80..=0x9F => text.push(C1[usize::from(byte - 0x80)]),
            _ => text.push(char::from(*byte)),
        }
    }
    Ok(Cow::Owned(text))
}

fn not_text(what: &str, before: String) -> NotText {
    let help = if what.contains("UTF-16") { SAVE_UTF_16 } else { SAVE };
    NotText { what: what.to_owned(), help, before }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn unicode_knows_itself_with_and_without_its_mark() {
        let text = "Núñez;王\r\n";
        let mut marked = vec![0xEF, 0xBB, 0xBF];
        marked.extend(text.as_bytes());
        let le: Vec<u8> =
            "\u{FEFF}Núñez;王\r\n".encode_utf16().flat_map(u16::to_le_bytes).collect();
        let be: Vec<u8> =
            "\u{FEFF}Núñez;王\r\n".encode_utf16().flat_map(u16::to_be_bytes).collect();
        for bytes in [text.as_bytes(), &marked, &le, &be] {
            assert_eq!(decode(bytes, Encoding::Unicode).as_deref(), Ok(text));
        }
    }

    #[test]
    fn windows_1252_is_read_only_where_it_is_said() {
        let bytes = b"N\xFA\xF1ez \x96 O\x92Neil";
        let refused = decode(bytes, Encoding::Unicode).expect_err("not UTF-8");
        assert_eq!(
            (refused.before.as_str(), refused.what.as_str()),
            ("N", "the list is not UTF-8 text")
        );
        assert_eq!(decode(bytes, Encoding::Windows1252).as_deref(), Ok("Núñez – O’Neil"));
        assert!(decode(b"a\x81", Encoding::Windows1252).is_err());
    }

    #[test]
    fn half_a_character_is_no_text() {
        for bytes in [
            &[0xFF, 0xFE, 0x41][..],
            &[0xFF, 0xFE, 0x00, 0xD8],
            b"a\0b\0c\0d\0e\0f\0g\0h\0i\0j\0k\0l\0m\0n\0o\0p\0q\0r\0s\0t\0u\0v\0",
        ] {
            assert!(decode(bytes, Encoding::Unicode).is_err());
        }
    }
}
