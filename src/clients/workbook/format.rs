//! How a workbook shows its numbers: as days, as times, with zeros before them, or as numbers.

use super::Broken;
use super::xml::{Piece, walk};

/// How a cell's number is shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Format {
    /// As a number.
    Number,
    /// As a day, perhaps with a time.
    Day,
    /// As a time of day.
    Time,
    /// By a pattern of zeros and signs, such as `00000` or `00000-0000`.
    Pattern(String),
}

/// The formats of a workbook's styles in their order.
pub(super) fn read(text: &str) -> Result<Vec<Format>, Broken> {
    let mut codes: Vec<(String, String)> = Vec::new();
    let mut formats = Vec::new();
    let mut inside = false;
    walk(text, &mut |piece| {
        match piece {
            Piece::Open("numFmt", attributes) => {
                let id = attributes.get("numFmtId").unwrap_or_default();
                codes.push((id, attributes.get("formatCode").unwrap_or_default()));
            }
            Piece::Open("cellXfs", _) => inside = true,
            Piece::Close("cellXfs") => inside = false,
            Piece::Open("xf", attributes) if inside => {
                let id = attributes.get("numFmtId").unwrap_or_default();
                let code = codes.iter().find(|(known, _)| *known == id);
                formats.push(code.map_or_else(|| known(&id), |(_, code)| of_code(code)));
            }
            _ => {}
        }
        Ok(())
    })?;
    Ok(formats)
}

/// The formats that every spreadsheet has, by number.
fn known(id: &str) -> Format {
    match id.parse().unwrap_or(0) {
        14..=17 | 22 | 27..=31 | 36 | 50..=54 | 57 | 58 => Format::Day,
        18..=21 | 32..=35 | 45..=47 | 55 | 56 => Format::Time,
        _ => Format::Number,
    }
}

/// What a format's code shows, by its first section.
fn of_code(code: &str) -> Format {
    let (mut letters, mut pattern) = (String::new(), String::new());
    let mut characters = code.chars();
    while let Some(c) = characters.next() {
        match c {
            ';' => break,
            '"' => pattern.extend(characters.by_ref().take_while(|c| *c != '"')),
            '\\' => pattern.extend(characters.next()),
            // The width of the next sign, as a blank or not at all.
            '_' | '*' => {
                characters.next();
            }
            '[' => {
                let inner: String = characters.by_ref().take_while(|c| *c != ']').collect();
                let lapse =
                    inner.chars().all(|c| matches!(c.to_ascii_lowercase(), 'h' | 'm' | 's'));
                letters.push_str(if lapse { &inner } else { "" });
            }
            c => {
                letters.push(c.to_ascii_lowercase());
                pattern.push(c);
            }
        }
    }
    let has = |wanted: &[char]| letters.contains(wanted);
    let zeros = letters.contains("00")
        && letters.chars().all(|c| matches!(c, '0' | '-' | ' ' | '/' | '(' | ')'));
    match () {
        () if letters.contains("general") || letters.is_empty() => Format::Number,
        () if zeros => Format::Pattern(pattern),
        () if has(&['y', 'd']) => Format::Day,
        () if has(&['h', 's']) => Format::Time,
        () if has(&['m']) => Format::Day,
        () => Format::Number,
    }
}

/// A whole number by a pattern, its digits filled in from behind.
pub(super) fn filled(pattern: &str, number: u64) -> String {
    let mut digits: Vec<char> = number.to_string().chars().collect();
    let mut shown: Vec<char> = Vec::new();
    for c in pattern.chars().rev() {
        shown.push(if c == '0' { digits.pop().unwrap_or('0') } else { c });
    }
    // What the pattern has no room for stands before it.
    shown.extend(digits.into_iter().rev());
    shown.iter().rev().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_say_what_is_shown() {
        let known = [
            ("yyyy-mm-dd", Format::Day),
            ("m/d/yy h:mm", Format::Day),
            ("[$-409]mmmm d, yyyy;@", Format::Day),
            ("h:mm AM/PM", Format::Time),
            ("[h]:mm", Format::Time),
            ("mmm", Format::Day),
            ("General", Format::Number),
            ("0.00", Format::Number),
            ("#,##0 \"days\"", Format::Number),
            ("\"$\"#,##0.00_);[Red]", Format::Number),
            ("0", Format::Number),
            ("@", Format::Number),
            ("00000", Format::Pattern("00000".to_owned())),
            ("00000\\-0000", Format::Pattern("00000-0000".to_owned())),
            ("[<=99999]00000;00000\\-0000", Format::Pattern("00000".to_owned())),
        ];
        for (code, expected) in known {
            assert_eq!(of_code(code), expected, "{code}");
        }
    }

    #[test]
    fn a_pattern_shows_its_zeros() {
        assert_eq!(filled("00000", 2134), "02134");
        assert_eq!(filled("00000-0000", 900_171_234), "90017-1234");
        assert_eq!(filled("0000000", 12_345), "0012345");
        assert_eq!(filled("000", 12_345), "12345");
    }
}
