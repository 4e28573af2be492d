//! One page under inspection: what it is, what was measured on it, and where its findings go.

use super::findings::{Check, Findings, Spot};
use super::rules::Rules;
use super::sheet::Sheet;

/// What the checks of a page see.
pub(super) struct Leaf<'a> {
    pub(super) rules: &'a Rules,
    pub(super) sheet: &'a Sheet<'a>,
    /// From 1.
    pub(super) number: usize,
    /// Whether it belongs to an exhibit, to which the format of papers applies as far as it can.
    pub(super) exhibit: bool,
}

impl Leaf<'_> {
    /// Notes a fault; the place is left, top, right and bottom in points.
    pub(super) fn note(
        &self,
        findings: &mut Findings,
        (check, place): (Check, Option<[f32; 4]>),
        what: impl Into<String>,
    ) {
        let check = if self.exhibit { check.as_advice() } else { check };
        findings.page(check, Spot { page: self.number, place }, what);
    }
}

/// A length in inches, as people read it: to the hundredth, without idle zeros.
pub(super) fn inches(points: f32) -> String {
    let text = format!("{:.2}", points / 72.0);
    format!("{} in", text.trim_end_matches('0').trim_end_matches('.'))
}

/// A length in points, to the tenth, without idle zeros.
pub(super) fn points(points: f32) -> String {
    let text = format!("{points:.1}");
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

/// The first words of a text, on one line, for a message. Long numbers are of no use there, and
/// may be what nobody else should read.
pub(super) fn excerpt(text: &str) -> String {
    const LONGEST: usize = 40;
    const MOST_DIGITS: usize = 6;
    let words: Vec<&str> = text.split_whitespace().collect();
    let whole: String = words.join(" ").chars().filter(|c| !c.is_control() && *c != '`').collect();
    let short = match whole.char_indices().nth(LONGEST) {
        Some((at, _)) => format!("{} …", whole[..at].trim_end()),
        None => whole,
    };
    match short.chars().filter(char::is_ascii_digit).count() {
        0..=MOST_DIGITS => short,
        _ => short.replace(|c: char| c.is_ascii_digit(), "x"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lengths_and_words_are_short() {
        assert_eq!(inches(72.0), "1 in");
        assert_eq!(inches(18.0), "0.25 in");
        assert_eq!(points(11.955), "12");
        assert_eq!(points(10.5), "10.5");
        assert_eq!(excerpt(" a\n b\u{7}`c` "), "a bc");
        assert_eq!(excerpt("SSN 123-45-6789"), "SSN xxx-xx-xxxx");
        assert_eq!(excerpt("Case BA456789"), "Case BA456789");
        assert_eq!(excerpt(&"ä".repeat(60)), format!("{} …", "ä".repeat(40)));
    }
}
