//! Letters that are not what was typed: UTF-8 read as another encoding.

/// The characters that the bytes from 0x80 to 0x9F are in Windows-1252, where they are letters and signs.
const WINDOWS: [(char, u8); 27] = [
    ('€', 0x80),
    ('‚', 0x82),
    ('ƒ', 0x83),
    ('„', 0x84),
    ('…', 0x85),
    ('†', 0x86),
    ('‡', 0x87),
    ('ˆ', 0x88),
    ('‰', 0x89),
    ('Š', 0x8A),
    ('‹', 0x8B),
    ('Œ', 0x8C),
    ('Ž', 0x8E),
    ('‘', 0x91),
    ('’', 0x92),
    ('“', 0x93),
    ('”', 0x94),
    ('•', 0x95),
    ('–', 0x96),
    ('—', 0x97),
    ('˜', 0x98),
    ('™', 0x99),
    ('š', 0x9A),
    ('›', 0x9B),
    ('œ', 0x9C),
    ('ž', 0x9E),
    ('Ÿ', 0x9F),
];

/// Letters that were UTF-8 and were read as Windows-1252 or Latin-1, and what they were: `Ã±` of `ñ`.
pub(super) fn misread(text: &str) -> Option<(String, char)> {
    if text.is_ascii() {
        return None;
    }
    let characters: Vec<char> = text.chars().collect();
    (0..characters.len()).find_map(|at| {
        // The first byte of a letter of Latin, or of the signs of print such as ’ and –.
        let n = match byte(characters[at])? {
            0xC2..=0xC9 => 2,
            0xE2 => 3,
            _ => return None,
        };
        let shown = characters.get(at..at + n)?;
        let bytes: Option<Vec<u8>> = shown.iter().map(|c| byte(*c)).collect();
        let was = String::from_utf8(bytes?).ok()?.chars().next()?;
        let is_print =
            ('\u{2010}'..='\u{203A}').contains(&was) || was == '\u{20AC}' || was == '\u{2122}';
        // É and Å may well stand before a closing quotation mark; Ã and Â hardly do.
        let second = shown[1];
        let is_sign = second.is_alphabetic() || matches!(second, '\u{A1}'..='\u{BF}');
        let known = match shown[0] {
            'Â' | 'Ã' => was >= '\u{A0}',
            _ if n == 2 => is_sign && second != '»',
            _ => is_print,
        };
        known.then(|| (shown.iter().collect(), was))
    })
}

fn byte(c: char) -> Option<u8> {
    let named = WINDOWS.iter().find(|(known, _)| *known == c).map(|(_, byte)| *byte);
    named.or_else(|| u8::try_from(u32::from(c)).ok().filter(|byte| *byte >= 0x80))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_of_another_encoding_are_known_with_what_they_were() {
        let known = [
            ("NuÃ±ez", "Ã±", 'ñ'),
            ("JosÃ©", "Ã©", 'é'),
            ("MarÃ\u{AD}a", "Ã\u{AD}", 'í'),
            ("PeÃ‘A", "Ã‘", 'Ñ'),
            ("Oâ€™Neil", "â€™", '’'),
            ("2016 â€“ 2019", "â€“", '–'),
            ("Â§ 7", "Â§", '§'),
            ("PetroviÄ‡ KovaÄ\u{8D} Å¡", "Å¡", 'š'),
        ];
        for (text, shown, was) in known {
            assert_eq!(misread(text), Some((shown.to_owned(), was)), "{text}");
        }
        for text in [
            "Núñez",
            "José Ângelo",
            "Ênio",
            "São João",
            "ÑANDÚ",
            "château",
            "Âne",
            "“JOSÉ”",
            "JOSÉ’s",
            "«BLÅ»",
            "Nguyễn",
            "Åse Ö",
            "50 € – 60",
            "â",
        ] {
            assert_eq!(misread(text), None, "{text}");
        }
    }
}
