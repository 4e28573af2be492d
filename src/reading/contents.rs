//! Contents of a page to the character codes that it shows of each of its fonts.

use std::collections::{BTreeMap, BTreeSet};

/// The codes that contents show, by the font's name in their resources. Codes are single bytes, as
/// those of simple fonts are.
pub(crate) fn codes(contents: &[u8]) -> BTreeMap<Vec<u8>, BTreeSet<u8>> {
    let set = |codes: [bool; 256]| (0..=u8::MAX).filter(|code| codes[usize::from(*code)]).collect();
    marked(contents).into_iter().map(|(font, codes)| (font.to_vec(), set(codes))).collect()
}

/// Whether each code is shown, by the font's name.
fn marked(contents: &[u8]) -> BTreeMap<&[u8], [bool; 256]> {
    let mut shown: BTreeMap<&[u8], [bool; 256]> = BTreeMap::new();
    let mut tokens = Tokens { bytes: contents, at: 0 };
    let (mut name, mut font): (&[u8], &[u8]) = (b"", b"");
    // What a `Q` brings back.
    let mut saved: Vec<&[u8]> = Vec::new();
    let mut said: Vec<u8> = Vec::new();
    while let Some(token) = tokens.next() {
        match token {
            Token::String(bytes) => said.extend(bytes),
            Token::Word([b'/', rest @ ..]) => name = rest,
            Token::Word([b'0'..=b'9' | b'+' | b'-' | b'.', ..]) => {}
            Token::Word(operator) => {
                match operator {
                    b"Tf" => font = name,
                    b"q" => saved.push(font),
                    b"Q" => font = saved.pop().unwrap_or(font),
                    b"Tj" | b"TJ" | b"'" | b"\"" => {
                        let codes = shown.entry(font).or_insert([false; 256]);
                        said.iter().for_each(|code| codes[usize::from(*code)] = true);
                    }
                    b"ID" => tokens.skip_picture(),
                    _ => {}
                }
                said.clear();
            }
        }
    }
    shown
}

/// Operators that leave a mark on the page.
const PAINTING: [&[u8]; 17] = [
    b"f", b"F", b"f*", b"B", b"B*", b"b", b"b*", b"S", b"s", b"Tj", b"TJ", b"'", b"\"", b"Do",
    b"sh", b"BI", b"EI",
];

/// Whether contents leave any mark.
pub(crate) fn paints(contents: &[u8]) -> bool {
    let mut tokens = Tokens { bytes: contents, at: 0 };
    std::iter::from_fn(|| tokens.next())
        .any(|token| matches!(token, Token::Word(word) if PAINTING.contains(&word)))
}

enum Token<'c> {
    /// A name, a number or an operator.
    Word(&'c [u8]),
    String(Vec<u8>),
}

struct Tokens<'c> {
    bytes: &'c [u8],
    at: usize,
}

impl<'c> Tokens<'c> {
    fn next(&mut self) -> Option<Token<'c>> {
        loop {
            let start = self.at;
            let byte = self.take()?;
            match byte {
                b'(' => return Some(Token::String(self.literal())),
                b'<' if self.peek() != Some(b'<') => {
                    return Some(Token::String(self.hexadecimal()));
                }
                b'<' => self.at += 1,
                b'%' => self.skip_while(|byte| byte != b'\n' && byte != b'\r'),
                b'>' | b'[' | b']' | b'{' | b'}' | b')' => {}
                _ if is_white(byte) => {}
                _ => {
                    self.skip_while(|byte| !is_white(byte) && !b"/<>[](){}%".contains(&byte));
                    return Some(Token::Word(&self.bytes[start..self.at]));
                }
            }
        }
    }

    fn peek(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }

    fn take(&mut self) -> Option<u8> {
        let byte = self.peek()?;
        self.at += 1;
        Some(byte)
    }

    fn skip_while(&mut self, go_on: impl Fn(u8) -> bool) {
        while self.peek().is_some_and(&go_on) {
            self.at += 1;
        }
    }

    fn literal(&mut self) -> Vec<u8> {
        let mut said = Vec::new();
        let mut depth = 1;
        while let Some(byte) = self.take() {
            match byte {
                b'\\' => said.extend(self.escaped()),
                b')' if depth == 1 => break,
                b'(' | b')' => {
                    depth = if byte == b'(' { depth + 1 } else { depth - 1 };
                    said.push(byte);
                }
                _ => said.push(byte),
            }
        }
        said
    }

    /// What stands behind a backslash; nothing for a line that goes on.
    fn escaped(&mut self) -> Option<u8> {
        Some(match self.take()? {
            b'n' => b'\n',
            b'r' => b'\r',
            b't' => b'\t',
            b'b' => 8,
            b'f' => 12,
            b'\n' => return None,
            b'\r' => {
                self.at += usize::from(self.peek() == Some(b'\n'));
                return None;
            }
            first @ b'0'..=b'7' => {
                let mut code = u32::from(first - b'0');
                for _ in 0..2 {
                    let Some(digit @ b'0'..=b'7') = self.peek() else { break };
                    code = code * 8 + u32::from(digit - b'0');
                    self.at += 1;
                }
                (code & 0xFF) as u8
            }
            other => other,
        })
    }

    fn hexadecimal(&mut self) -> Vec<u8> {
        let mut digits: Vec<u8> = Vec::new();
        while let Some(byte) = self.take().filter(|byte| *byte != b'>') {
            digits.extend(char::from(byte).to_digit(16).map(|digit| digit as u8));
        }
        // A last digit that stands alone has a nought behind it.
        digits.chunks(2).map(|pair| pair[0] << 4 | pair.get(1).unwrap_or(&0)).collect()
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
    use super::{codes, paints};

    fn shown(contents: &[u8]) -> Vec<(String, String)> {
        let text = |bytes: Vec<u8>| String::from_utf8_lossy(&bytes).into_owned();
        let all = codes(contents).into_iter();
        all.map(|(font, codes)| (text(font), text(codes.into_iter().collect()))).collect()
    }

    fn one(contents: &[u8]) -> String {
        let all = shown(contents);
        assert_eq!(all.len(), 1, "{all:?}");
        all[0].1.clone()
    }

    #[test]
    fn each_font_has_its_own_codes() {
        let contents = b"/F1 9 Tf (ab) Tj q /F2 9 Tf [(c) -20 <64>] TJ Q (e) ' 1 2 (f) \" /F3 1 Tf";
        assert_eq!(
            shown(contents),
            [("F1", "abef"), ("F2", "cd")].map(|(f, c)| (f.into(), c.into()))
        );
    }

    #[test]
    fn escapes_are_read_as_codes() {
        assert_eq!(one(b"/F 1 Tf (\\(a\\)\\142\\\nz(y)) Tj"), "()abyz");
        assert_eq!(one(b"/F 1 Tf <4142 5> Tj"), "ABP");
        assert!(shown(b"/F 1 Tf (open").is_empty());
    }

    #[test]
    fn clipping_and_empty_text_leave_no_mark() {
        assert!(!paints(b"/Tx BMC q 1 1 98 12 re W n BT /F 9 Tf 0 g (S s f) pop ET Q EMC"));
        assert!(paints(b"0.5 0.5 9 9 re s") && paints(b"BT (a) Tj ET"));
    }

    #[test]
    fn other_strings_show_nothing() {
        assert_eq!(one(b"/Span <</ActualText (zzz)>> BDC /F 1 Tf (a) Tj EMC"), "a");
        assert_eq!(one(b"BI /W 1 ID (\xff\x00( EI /F 9 Tf (x) Tj % (y) Tj"), "x");
    }
}
