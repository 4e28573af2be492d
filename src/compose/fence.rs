//! Fenced court blocks of a template: signatures, lines as typed, page breaks, shaped paragraphs.

use crate::document::{Block, Inline, ParagraphShape, Signature};

/// The kinds of fenced blocks, for messages and the guide to writing templates.
pub const KINDS: &[&str] =
    &["signature", "lines", "centered", "flush", "page-break", "restart-numbers"];

/// Makes the block of a fence from its kind and its body.
///
/// # Errors
/// An unknown kind, or a line that the kind does not take.
pub fn block(kind: &str, body: &str) -> Result<Block, String> {
    let lines = || body.lines().map(str::trim).filter(|line| !line.is_empty());
    match kind {
        "signature" => signature(lines()),
        "lines" => Ok(Block::Lines { lines: lines().map(words).collect() }),
        "centered" => Ok(shaped(body, ParagraphShape::Centred)),
        "flush" => Ok(shaped(body, ParagraphShape::Flush)),
        "page-break" => Ok(Block::PageBreak),
        other => Err(format!("`{other}` is not a court block; there are {}", KINDS.join(", "))),
    }
}

fn shaped(body: &str, shape: ParagraphShape) -> Block {
    let text = body.split_whitespace().collect::<Vec<_>>().join(" ");
    Block::Paragraph { text: words(&text), shape }
}

fn signature<'a>(lines: impl Iterator<Item = &'a str>) -> Result<Block, String> {
    let mut signature = Signature { dated: Some("Dated:".to_owned()), under: Vec::new() };
    for line in lines {
        match line.split_once(':').map(|(key, value)| (key, value.trim())) {
            Some(("dated", "none")) => signature.dated = None,
            Some(("dated", value)) => signature.dated = Some(value.to_owned()),
            Some(("under", value)) => signature.under.push(words(value)),
            _ => return Err("a signature takes `dated:` and `under:` lines".to_owned()),
        }
    }
    Ok(Block::Signature(signature))
}

/// Fence bodies are not parsed as Markdown, so their quotes are curled here.
fn words(line: &str) -> Vec<Inline> {
    vec![Inline::plain(curl(line))]
}

fn curl(line: &str) -> String {
    let mut out = String::with_capacity(line.len());
    let mut before = ' ';
    for c in line.chars() {
        let opens = before.is_whitespace() || matches!(before, '(' | '[' | '“' | '‘');
        out.push(match (c, opens) {
            ('"', true) => '“',
            ('"', false) => '”',
            ('\'', true) => '‘',
            ('\'', false) => '’',
            _ => c,
        });
        before = c;
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_signature_keeps_its_lines_in_order() {
        let Ok(Block::Signature(made)) = block("signature", "dated: none\nunder: A\nunder: B\n")
        else {
            panic!("a signature is a court block")
        };
        assert_eq!(made.dated, None);
        assert_eq!(made.under, [vec![Inline::plain("A")], vec![Inline::plain("B")]]);
    }

    #[test]
    fn quotes_in_a_fence_are_curled() {
        assert_eq!(curl("Petitioner's \"work\""), "Petitioner’s “work”");
    }

    #[test]
    fn an_unknown_kind_is_refused() {
        assert!(block("stamp", "").is_err());
    }
}
