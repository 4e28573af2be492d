//! How a character that no face has is called in a message.

/// First and last character, and what they are. Invisible characters are named, not shown.
const KINDS: &[(u32, u32, &str, bool)] = &[
    (0x0300, 0x036F, "a combining accent", false),
    (0x0590, 0x05FF, "a Hebrew character", true),
    (0x0600, 0x06FF, "an Arabic character", true),
    (0x0900, 0x097F, "a Devanagari character", true),
    (0x0A00, 0x0A7F, "a Gurmukhi character", true),
    (0x0B80, 0x0BFF, "a Tamil character", true),
    (0x0E00, 0x0E7F, "a Thai character", true),
    (0x0E80, 0x0EFF, "a Lao character", true),
    (0x0530, 0x058F, "an Armenian character", true),
    (0x1100, 0x11FF, "a Korean character", true),
    (0x1200, 0x137F, "an Ethiopic character", true),
    (0x1780, 0x17FF, "a Khmer character", true),
    (0x2190, 0x21FF, "an arrow", true),
    (0x2600, 0x27BF, "a symbol", true),
    (0x3040, 0x309F, "a Japanese character", true),
    (0x30A0, 0x30FF, "a Japanese character", true),
    (0x3000, 0x303F, "a Chinese or Japanese sign", true),
    (0x3400, 0x9FFF, "a Chinese character", true),
    (0xAC00, 0xD7AF, "a Korean character", true),
    (0xE000, 0xF8FF, "a private character of some font", false),
    (0xF900, 0xFAFF, "a Chinese character", true),
    (0xFE00, 0xFE0F, "an invisible variation mark", false),
    (0x1F000, 0x1FAFF, "an emoji", true),
    (0x20000, 0x3FFFF, "a Chinese character", true),
    (0xE0000, 0x10FFFF, "an invisible or private character", false),
];

/// Words for a character: `` `王` (U+738B, a Chinese character) ``.
pub(super) fn describe(c: char) -> String {
    let code = u32::from(c);
    match KINDS.iter().find(|(first, last, _, _)| (*first..=*last).contains(&code)) {
        Some((_, _, kind, true)) => format!("`{c}` (U+{code:04X}, {kind})"),
        Some((_, _, kind, false)) => format!("U+{code:04X} ({kind})"),
        None => format!("`{c}` (U+{code:04X})"),
    }
}
