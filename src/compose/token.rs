//! Opaque tokens: what a template prints for a case value, one word to the Markdown parser, swapped for literal text afterwards.
//!
//! A token is a run of private-use characters, so it is neither punctuation nor white space to
//! CommonMark, and no case text can stand inside one: case text never enters a template at all.

const OPEN: char = '\u{E000}';
const CLOSE: char = '\u{E001}';
/// Payload bytes are shifted here, one private-use character a byte.
const BYTE_ZERO: u32 = 0xE100;
const SEPARATOR: char = '\u{1F}';

/// What a template asked to be printed at a place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Token {
    /// A value of the view, by its place in the registry.
    Value(usize),
    /// A provision by key; `long` spells the code out.
    Cite {
        /// Key into forms/law.
        key: String,
        /// `Penal Code section ...` instead of `Pen. Code, § ...`.
        long: bool,
    },
    /// A value of a provision on the as-of date.
    Law {
        /// Key into forms/law.
        key: String,
        /// Name of the value.
        value: String,
    },
    /// A decided case.
    Authority {
        /// Key into forms/law/authorities.
        key: String,
        /// Only its short name.
        short: bool,
    },
    /// An exhibit by its id: `Exhibit A`, or only its letter.
    Exhibit {
        /// Its id.
        id: String,
        /// Whether only the letter is printed.
        bare: bool,
    },
    /// Names the numbered paragraph it stands in.
    Mark(String),
    /// The number of a marked paragraph in a paper.
    Paragraph {
        /// Id of the paper.
        paper: String,
        /// Id of the mark.
        mark: String,
    },
    /// A box to tick.
    CheckBox(bool),
    /// A rule to fill by hand.
    Blank {
        /// What belongs there.
        label: String,
        /// Width in points.
        width: u32,
        /// Whether it stands for a fact that the case file could have given.
        fact: bool,
    },
}

impl Token {
    /// The token as template output.
    pub fn encode(&self) -> String {
        let fields: Vec<String> = match self {
            Token::Value(index) => vec!["v".into(), index.to_string()],
            Token::Cite { key, long } => vec!["c".into(), key.clone(), long.to_string()],
            Token::Law { key, value } => vec!["l".into(), key.clone(), value.clone()],
            Token::Authority { key, short } => vec!["a".into(), key.clone(), short.to_string()],
            Token::Exhibit { id, bare } => vec!["x".into(), id.clone(), bare.to_string()],
            Token::Mark(id) => vec!["m".into(), id.clone()],
            Token::Paragraph { paper, mark } => vec!["p".into(), paper.clone(), mark.clone()],
            Token::CheckBox(ticked) => vec!["b".into(), ticked.to_string()],
            Token::Blank { label, width, fact } => {
                vec!["r".into(), label.clone(), width.to_string(), fact.to_string()]
            }
        };
        let payload = fields.join(&SEPARATOR.to_string());
        let mut out = String::with_capacity(payload.len() * 3 + 6);
        out.push(OPEN);
        out.extend(payload.bytes().filter_map(|byte| char::from_u32(BYTE_ZERO + u32::from(byte))));
        out.push(CLOSE);
        out
    }

    fn decode(payload: &str) -> Option<Token> {
        let bytes =
            payload.chars().map(|c| u8::try_from(u32::from(c).checked_sub(BYTE_ZERO)?).ok());
        let text = String::from_utf8(bytes.collect::<Option<Vec<u8>>>()?).ok()?;
        let fields: Vec<&str> = text.split(SEPARATOR).collect();
        Some(match fields.as_slice() {
            ["v", index] => Token::Value(index.parse().ok()?),
            ["c", key, long] => Token::Cite { key: (*key).into(), long: *long == "true" },
            ["l", key, value] => Token::Law { key: (*key).into(), value: (*value).into() },
            ["a", key, short] => Token::Authority { key: (*key).into(), short: *short == "true" },
            ["x", id, bare] => Token::Exhibit { id: (*id).into(), bare: *bare == "true" },
            ["m", id] => Token::Mark((*id).into()),
            ["p", paper, mark] => Token::Paragraph { paper: (*paper).into(), mark: (*mark).into() },
            ["b", ticked] => Token::CheckBox(*ticked == "true"),
            ["r", label, width, fact] => Token::Blank {
                label: (*label).into(),
                width: width.parse().ok()?,
                fact: *fact == "true",
            },
            _ => return None,
        })
    }
}

/// A stretch of rendered template text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Piece<'a> {
    /// Template words.
    Text(&'a str),
    /// A token.
    Token(Token),
}

/// Splits rendered template text into words and tokens, in order.
pub fn pieces(text: &str) -> Vec<Piece<'_>> {
    let mut out = Vec::new();
    let mut rest = text;
    while let Some(start) = rest.find(OPEN) {
        let after = &rest[start + OPEN.len_utf8()..];
        let Some(end) = after.find(CLOSE) else { break };
        if start > 0 {
            out.push(Piece::Text(&rest[..start]));
        }
        if let Some(token) = Token::decode(&after[..end]) {
            out.push(Piece::Token(token));
        }
        rest = &after[end + CLOSE.len_utf8()..];
    }
    if !rest.is_empty() {
        out.push(Piece::Text(rest));
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_token_comes_back() {
        let tokens = [
            Token::Value(17),
            Token::Cite { key: "pen-851.8-l".into(), long: true },
            Token::Law { key: "pen-851.8-l".into(), value: "window".into() },
            Token::Authority { key: "adair".into(), short: false },
            Token::Exhibit { id: "é".into(), bare: true },
            Token::Mark("work".into()),
            Token::Paragraph { paper: "declaration".into(), mark: "work".into() },
            Token::CheckBox(true),
            Token::Blank { label: "hearing date".into(), width: 140, fact: true },
        ];
        for token in tokens {
            let text = format!("a {} b", token.encode());
            let want = [Piece::Text("a "), Piece::Token(token), Piece::Text(" b")];
            assert_eq!(pieces(&text), want);
        }
    }
}
