//! Contents of a page to the fonts that it shows text with: many programs name fonts that they never use.

use std::collections::BTreeSet;

use crate::reading::contents::codes;

/// The names, as its resources have them, of the fonts with which contents show text.
pub(super) fn fonts(contents: &[u8]) -> BTreeSet<Vec<u8>> {
    codes(contents).into_keys().filter(|font| !font.is_empty()).collect()
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
