//! The apostrophe by which a spreadsheet is told that a cell is text.

/// A text without the apostrophe by which spreadsheets are told that a cell is text: `'0012345`.
///
/// One that a name begins with stays: in `'t Hooft` a small letter stands alone behind it.
pub(super) fn without(text: &str) -> &str {
    let Some(rest) = text.strip_prefix('\'') else { return text };
    let mut characters = rest.chars();
    let first = characters.next();
    let is_own = first.is_some_and(char::is_lowercase)
        && characters.next().is_some_and(|c| !c.is_alphanumeric());
    let is_quoted = rest.contains('\'');
    if is_own || is_quoted || first.is_none_or(char::is_whitespace) { text } else { rest }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_spreadsheets_mark_of_text_is_taken_off() {
        assert_eq!(without("'0012345"), "0012345");
        assert_eq!(without("'Lee, Grace"), "Lee, Grace");
        for kept in ["'t Hooft", "'s-Gravesande", "'unknown'", "O'Brien", "'", "' x", "''x"] {
            assert_eq!(without(kept), kept);
        }
    }
}
