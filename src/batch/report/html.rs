//! Words to HTML: marks come from this program's source alone, everything else is escaped.

/// HTML under construction.
#[derive(Default)]
pub(super) struct Html {
    text: String,
}

impl Html {
    /// Marks; they stand in the source of this program, so no text of a case can be one.
    pub(super) fn mark(&mut self, marks: &'static str) -> &mut Html {
        self.text.push_str(marks);
        self
    }

    /// Words of this program's own, or numbers.
    pub(super) fn words(&mut self, words: &str) -> &mut Html {
        escape(words, &mut self.text);
        self
    }

    /// Words of a case: they keep their own direction and turn nobody else's round.
    pub(super) fn theirs(&mut self, words: &str) -> &mut Html {
        self.text.push_str("<bdi>");
        escape(words, &mut self.text);
        self.text.push_str("</bdi>");
        self
    }

    /// A cell of a table with words of a case.
    pub(super) fn cell(&mut self, words: &str) -> &mut Html {
        self.mark("<td>").theirs(words).mark("</td>")
    }

    /// A link to a path below the report's folder, with words of a case.
    pub(super) fn link(&mut self, path: &str, words: &str) -> &mut Html {
        self.text.push_str("<a href=\"");
        encode(path, &mut self.text);
        self.text.push_str("\">");
        self.theirs(words).mark("</a>")
    }

    /// What was made already, behind this.
    pub(super) fn add(&mut self, other: &Html) -> &mut Html {
        self.text.push_str(&other.text);
        self
    }

    /// All of it.
    pub(super) fn into_text(self) -> String {
        self.text
    }
}

/// Escapes what HTML reads as marks, and shows what nobody can see by its number: control
/// characters, and those that turn the direction of the words behind them.
fn escape(words: &str, out: &mut String) {
    for c in words.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            '\n' | '\t' => out.push(' '),
            _ if is_hidden(c) => out.push_str(&format!("[U+{:04X}]", u32::from(c))),
            _ => out.push(c),
        }
    }
}

fn is_hidden(c: char) -> bool {
    let directions = matches!(c, '\u{61c}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}');
    c.is_control() || directions || matches!(c, '\u{e0000}'..='\u{e007f}')
}

/// A path as a relative address: every byte but letters, digits and `-._~/` in percent signs, so
/// that a colon in a name is no scheme and a question mark no query.
fn encode(path: &str, out: &mut String) {
    for byte in path.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'/' => {
                out.push(char::from(byte));
            }
            _ => out.push_str(&format!("%{byte:02X}")),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_words_become_marks_or_turn_the_page_round() {
        let mut html = Html::default();
        html.theirs("<script>alert('x')</script> & \"y\" \u{202e}evil\u{0}\u{200b}");
        let text = html.into_text();
        assert_eq!(
            text,
            "<bdi>&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt; &amp; &quot;y&quot; [U+202E]evil[U+0000][U+200B]</bdi>"
        );
    }

    #[test]
    fn a_link_leads_only_below_the_folder() {
        let mut html = Html::default();
        html.link("packets/javascript:x?#é\"/", "x");
        let href = "<a href=\"packets/javascript%3Ax%3F%23%C3%A9%22/\"><bdi>x</bdi></a>";
        assert_eq!(html.into_text(), href);
    }
}
