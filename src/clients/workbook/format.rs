//! How a workbook shows its numbers: as days, as times, with zeros before them, or as numbers.

use chrono::{Datelike, NaiveDate};

use super::Broken;
use super::xml::{Piece, walk};
use crate::clients::grid::Missing;

/// How a cell's number is shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Format {
    /// As a number, its last zeros left out.
    Number,
    /// As a number of at least so many digits before the point and just so many behind it.
    Fixed(u8, u8),
    /// As a day, perhaps with a time.
    Day,
    /// As a part of a day; what the format does not show of it, and its signs.
    PartDay(Missing, Vec<Sign>),
    /// As a time of day.
    Time,
    /// By a pattern of zeros and signs, such as `00000` or `00000-0000`.
    Pattern(String),
}

/// What a format's code is made of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Sign {
    /// A letter or sign that stands for something, so many times.
    Run(char, usize),
    /// Words that are shown as they are.
    Words(String),
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
        1 | 3 | 5 | 6 | 37 | 38 | 41 | 42 => Format::Fixed(1, 0),
        2 | 4 | 7 | 8 | 39 | 40 | 43 | 44 => Format::Fixed(1, 2),
        16 => of_code("d-mmm"),
        17 => of_code("mmm-yy"),
        14 | 15 | 22 | 27..=31 | 36 | 50..=54 | 57 | 58 => Format::Day,
        18..=21 | 32..=35 | 45..=47 | 55 | 56 => Format::Time,
        _ => Format::Number,
    }
}

/// What a format's code shows, by its first section.
fn of_code(code: &str) -> Format {
    let signs = signs(code);
    let (mut letters, mut pattern) = (String::new(), String::new());
    for sign in &signs {
        match sign {
            Sign::Run(c, n) => {
                letters.extend(std::iter::repeat_n(c.to_ascii_lowercase(), *n));
                pattern.extend(std::iter::repeat_n(*c, *n));
            }
            Sign::Words(words) => pattern.push_str(&words.replace('0', &WORD_ZERO.to_string())),
        }
    }
    let has = |wanted: &[char]| letters.contains(wanted);
    let zeros = letters.contains("00")
        && letters.chars().all(|c| matches!(c, '0' | '-' | ' ' | '/' | '(' | ')'));
    let named =
        |sign: &Sign| matches!(sign, Sign::Words(words) if words.contains(char::is_alphanumeric));
    let counts = letters.trim() == "general"
        || (has(&['0', '#']) && letters.chars().all(|c| matches!(c, '0' | '#' | ' ' | '-' | '/')));
    match () {
        // Letters that the format adds to a number are part of what is shown: `"BA"0`.
        () if counts && signs.iter().any(named) => Format::Pattern(worded(&signs)),
        () if letters.contains("general") || letters.is_empty() => Format::Number,
        () if zeros => Format::Pattern(pattern),
        () if has(&['y', 'd']) || (has(&['m']) && !has(&['h', 's'])) => day(signs),
        () if has(&['h', 's']) => Format::Time,
        () => fixed(&letters).unwrap_or(Format::Number),
    }
}

/// A zero of a format's words, which no digit fills.
const WORD_ZERO: char = '\u{1}';

/// The pattern of a number with words: its last sign is filled with the digits that have no place.
fn worded(signs: &[Sign]) -> String {
    let has_zero = signs.iter().any(|sign| matches!(sign, Sign::Run('0', _)));
    let one = |sign: &Sign| match sign {
        Sign::Words(words) => words.replace('0', &WORD_ZERO.to_string()),
        Sign::Run(c @ ('0' | ' ' | '-' | '/'), n) => c.to_string().repeat(*n),
        Sign::Run('G' | 'g', _) => "0".to_owned(),
        Sign::Run('#', _) if !has_zero => "0".to_owned(),
        Sign::Run(..) => String::new(),
    };
    signs.iter().map(one).collect()
}

/// The signs of a code's first section; colours, conditions and languages are none.
fn signs(code: &str) -> Vec<Sign> {
    let mut signs: Vec<Sign> = Vec::new();
    let mut characters = code.chars();
    let run = |signs: &mut Vec<Sign>, c: char| match signs.last_mut() {
        Some(Sign::Run(last, n)) if last.eq_ignore_ascii_case(&c) => *n += 1,
        _ => signs.push(Sign::Run(c, 1)),
    };
    while let Some(c) = characters.next() {
        match c {
            ';' => break,
            '"' => signs.push(Sign::Words(characters.by_ref().take_while(|c| *c != '"').collect())),
            '\\' => signs.extend(characters.next().map(|c| Sign::Words(c.to_string()))),
            // The width of the next sign, as a blank or not at all.
            '_' | '*' => {
                characters.next();
            }
            '[' => {
                let inner: String = characters.by_ref().take_while(|c| *c != ']').collect();
                let lapse =
                    inner.chars().all(|c| matches!(c.to_ascii_lowercase(), 'h' | 'm' | 's'));
                inner.chars().filter(|_| lapse).for_each(|c| run(&mut signs, c));
            }
            c => run(&mut signs, c),
        }
    }
    signs
}

/// A format of days, by what it leaves out.
fn day(signs: Vec<Sign>) -> Format {
    let has = |wanted: char, most: usize| {
        let is = |sign: &Sign| matches!(sign, Sign::Run(c, n) if c.eq_ignore_ascii_case(&wanted) && *n <= most);
        signs.iter().any(is)
    };
    // Three letters of a day and more are a day of the week.
    match (has('d', 2), has('m', usize::MAX), has('y', usize::MAX) || has('e', usize::MAX)) {
        (true, true, true) => Format::Day,
        (false, _, _) => Format::PartDay(Missing::Day, signs),
        (_, false, _) => Format::PartDay(Missing::Month, signs),
        (_, _, false) => Format::PartDay(Missing::Year, signs),
    }
}

/// A format of a number with a set count of digits behind the point.
fn fixed(letters: &str) -> Option<Format> {
    let (whole, behind) = letters.split_once('.').unwrap_or((letters, ""));
    let before = |c: char| matches!(c, '0' | '#' | ',' | '$' | '-' | '(' | ' ');
    let zeros = behind.chars().take_while(|c| *c == '0').count();
    let rest = |c: char| matches!(c, ')' | ' ' | '-');
    if !whole.chars().all(before) || !behind[zeros..].chars().all(rest) {
        return None;
    }
    let least = whole.chars().filter(|c| *c == '0').count();
    Some(Format::Fixed(u8::try_from(least).ok()?, u8::try_from(zeros).ok()?))
}

/// What a format shows of a day: `May-19`.
pub(super) fn shown(signs: &[Sign], day: NaiveDate) -> String {
    let one = |sign: &Sign| match sign {
        Sign::Words(words) => words.clone(),
        Sign::Run(c, n) => match (c.to_ascii_lowercase(), n) {
            ('y', 1 | 2) => format!("{:02}", day.year().rem_euclid(100)),
            ('y', _) => day.year().to_string(),
            ('m', 1) => day.month().to_string(),
            ('m', 2) => format!("{:02}", day.month()),
            ('m', 4) => day.format("%B").to_string(),
            ('m', _) => day.format("%b").to_string(),
            ('d', 1) => day.day().to_string(),
            ('d', 2) => format!("{:02}", day.day()),
            ('d', 3) => day.format("%a").to_string(),
            ('d', _) => day.format("%A").to_string(),
            ('@', _) => String::new(),
            (c, n) => c.to_string().repeat(*n),
        },
    };
    signs.iter().map(one).collect()
}

/// A whole number by a pattern, its digits filled in from behind; those without a place of their own
/// stand at the first.
pub(super) fn filled(pattern: &str, number: u64) -> String {
    let mut digits: Vec<char> = number.to_string().chars().collect();
    let first = pattern.find('0');
    let mut shown: Vec<char> = Vec::new();
    for (at, c) in pattern.char_indices().rev() {
        match c {
            '0' if Some(at) == first => {
                shown.push(digits.pop().unwrap_or('0'));
                shown.extend(digits.drain(..).rev());
            }
            '0' => shown.push(digits.pop().unwrap_or('0')),
            WORD_ZERO => shown.push('0'),
            c => shown.push(c),
        }
    }
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
            ("General", Format::Number),
            ("0.00", Format::Fixed(1, 2)),
            ("#,##0 \"days\"", Format::Fixed(1, 0)),
            ("\"$\"#,##0.00_);[Red]", Format::Fixed(1, 2)),
            ("0", Format::Fixed(1, 0)),
            ("@", Format::Number),
            ("000.0", Format::Fixed(3, 1)),
            ("0.0#", Format::Number),
            ("0.00E+00", Format::Number),
            ("0.00%", Format::Number),
            ("# ?/?", Format::Number),
            ("00000", Format::Pattern("00000".to_owned())),
            ("00000\\-0000", Format::Pattern("00000-0000".to_owned())),
            ("[<=99999]00000;00000\\-0000", Format::Pattern("00000".to_owned())),
        ];
        for (code, expected) in known {
            assert_eq!(of_code(code), expected, "{code}");
        }
    }

    #[test]
    fn a_format_that_leaves_out_the_day_or_the_year_says_which() {
        let day = NaiveDate::from_ymd_opt(2019, 5, 1).expect("a day");
        let known = [
            ("mmm-yy", "day May-19"),
            ("yyyy", "day 2019"),
            ("yyyy\"-\"mm", "day 2019-05"),
            ("mmmm yyyy;@", "day May 2019"),
            ("dddd", "day Wednesday"),
            ("d-mmm", "year 1-May"),
            ("m/d", "year 5/1"),
            ("d", "month 1"),
        ];
        for (code, expected) in known {
            let Format::PartDay(missing, signs) = of_code(code) else { panic!("{code}") };
            assert_eq!(format!("{missing} {}", shown(&signs, day)), expected, "{code}");
        }
        assert!(matches!(known_format("17"), Format::PartDay(Missing::Day, _)));
        assert!(matches!(known_format("16"), Format::PartDay(Missing::Year, _)));
    }

    fn known_format(id: &str) -> Format {
        super::known(id)
    }

    #[test]
    fn a_pattern_shows_its_zeros() {
        assert_eq!(filled("00000", 2134), "02134");
        assert_eq!(filled("00000-0000", 900_171_234), "90017-1234");
        assert_eq!(filled("0000000", 12_345), "0012345");
        assert_eq!(filled("000", 12_345), "12345");
        assert_eq!(filled("(000) 000-0000", 12_135_550_100), "(1213) 555-0100");
    }

    #[test]
    fn words_of_a_format_are_part_of_what_it_shows() {
        let known = [
            ("\"BA\"0", "BA456"),
            ("\"BA\"000000", "BA000456"),
            ("\"CR-20\"#", "CR-20456"),
            ("\"BA \"General", "BA 456"),
            ("0 \"months\"", "456 months"),
            ("\\C\\R\\-#0", "CR-456"),
        ];
        for (code, expected) in known {
            let Format::Pattern(pattern) = of_code(code) else {
                panic!("{code}: {:?}", of_code(code))
            };
            assert_eq!(filled(&pattern, 456), expected, "{code}");
        }
    }
}
