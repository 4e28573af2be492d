//! Contents of a page to the fonts that it shows text with: many programs name fonts that they never use.

use std::collections::BTreeSet;

/// The names, as its resources have them, of the fonts with which contents show text.
pub(super) fn fonts(contents: &[u8]) -> BTreeSet<Vec<u8>> {
    let mut shown = BTreeSet::new();
    let mut tokens = Tokens { bytes: contents, at: 0 };
    let (mut name, mut font): (&[u8], &[u8]) = (b"", b"");
    // What a `Q` brings back.
    let mut saved: Vec<&[u8]> = Vec::new();
    while let Some(token) = tokens.next() {
        match token {
            [b'/', rest @ ..] => name = rest,
            b"Tf" => font = name,
            b"q" => saved.push(font),
            b"Q" => font = saved.pop().unwrap_or(font),
            b"Tj" | b"TJ" | b"'" | b"\"" if !font.is_empty() && !shown.contains(font) => {
                shown.insert(font.to_vec());
            }
            b"ID" => tokens.skip_picture(),
            _ => {}
        }
    }
    shown
}

/// The operators and names of contents; strings, numbers and comments are passed over.
struct Tokens<'c> {
    bytes: &'c [u8],
    at: usize,
}

impl<'c> Tokens<'c> {
    fn next(&mut self) -> Option<&'c [u8]> {
        loop {
            let start = self.at;
            let byte = *self.bytes.get(start)?;
            self.at += 1;
            match byte {
                b'(' => self.skip_string(),
                b'%' => self.skip_while(|byte| byte != b'\n' && byte != b'\r'),
                b'<' | b'>' | b'[' | b']' | b'{' | b'}' | b')' => {}
                _ if is_white(byte) => {}
                _ => {
                    self.skip_while(|byte| !is_white(byte) && !b"/<>[](){}%".contains(&byte));
                    return Some(&self.bytes[start..self.at]);
                }
            }
        }
    }

    fn skip_while(&mut self, go_on: impl Fn(u8) -> bool) {
        while self.bytes.get(self.at).is_some_and(|byte| go_on(*byte)) {
            self.at += 1;
        }
    }

    fn skip_string(&mut self) {
        let mut depth = 1;
        while let Some(byte) = self.bytes.get(self.at) {
            self.at += 1;
            match byte {
                b'\\' => self.at += 1,
                b'(' => depth += 1,
                b')' => depth -= 1,
                _ => {}
            }
            if depth == 0 {
                return;
            }
        }
    }

    /// The pixels of a picture within contents end where `EI` stands alone.
    fn skip_picture(&mut self) {
        let rest = self.bytes.get(self.at..).unwrap_or_default();
        let alone = |four: &[u8]| is_white(four[0]) && &four[1..3] == b"EI" && is_white(four[3]);
        self.at += rest.windows(4).position(alone).map_or(rest.len(), |n| n + 3);
    }
}

fn is_white(byte: u8) -> bool {
    byte.is_ascii_whitespace() || byte == 0
}

#[cfg(test)]
mod tests {
    use super::fonts;

    fn names(contents: &[u8]) -> Vec<String> {
        fonts(contents).into_iter().map(|name| String::from_utf8_lossy(&name).into()).collect()
    }

    #[test]
    fn only_fonts_that_show_text_count() {
        assert_eq!(names(b"BT /F1 12 Tf 14 TL ET BT /F2 12 Tf (x) Tj ET"), ["F2"]);
        assert_eq!(names(b"BT/F1 9 Tf[(a)-3(b)]TJ /F2 9 Tf <41> Tj ET"), ["F1", "F2"]);
        assert_eq!(names(b"/F1 9 Tf q /F2 9 Tf Q (x) ' /F3 1 Tf"), ["F1"]);
        assert_eq!(names(b"BT /F1 12 Tf ET"), [""; 0]);
    }

    #[test]
    fn words_in_strings_comments_and_pictures_are_no_operators() {
        assert_eq!(names(b"/F1 9 Tf (/F2 9 Tf \\) (x) Tj) pop % /F3 1 Tf (x) Tj\n"), [""; 0]);
        assert_eq!(names(b"BI /W 1 ID (\xff\x00( EI /F1 9 Tf (x) Tj"), ["F1"]);
        assert_eq!(names(b"/F1 9 Tf (open"), [""; 0]);
        assert_eq!(names(b"BI ID never ends"), [""; 0]);
        assert_eq!(names(b"(\\"), [""; 0]);
    }
}
