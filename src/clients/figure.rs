//! A number of a spreadsheet in a fact that is no number: what its cell shows, and which zeros it may have lost.

use super::grid::Shape;

/// A cell that may hold a number.
pub(super) struct Figure<'a> {
    pub(super) shape: Shape,
    /// The number without zeros before it and behind its point.
    pub(super) text: &'a str,
    /// Whether it is an amount of dollars.
    pub(super) is_amount: bool,
}

impl Figure<'_> {
    /// What the cell shows; nothing where it is no number.
    ///
    /// # Errors
    /// What it shows, where that leaves out digits of the number.
    pub(super) fn shown(&self) -> Result<Option<String>, String> {
        let number: Option<f64> = self.text.parse().ok();
        let (Some(number), Shape::Number | Shape::Fixed(..)) = (number, self.shape) else {
            return Ok(None);
        };
        let (whole, behind) = match self.shape {
            Shape::Fixed(whole, behind) => (usize::from(whole), usize::from(behind)),
            // Dollars with cents have two digits of them, whatever the format.
            _ if self.is_amount && self.text.contains('.') => (1, 2),
            _ => return Ok(Some(self.text.to_owned())),
        };
        let width = if behind == 0 { whole } else { whole + 1 + behind };
        let shown = format!("{number:0width$.behind$}");
        let cents = self.is_amount && behind == 2;
        match cents || shown.parse() == Ok(number) {
            true => Ok(Some(shown)),
            false => Err(shown),
        }
    }

    /// Where zeros may be lost: behind a fraction, or before a whole number that stands for no count.
    pub(super) fn lost(&self, is_number_of_a_paper: bool) -> Option<&'static str> {
        let fraction = self.text.contains('.');
        match self.shape {
            Shape::Number if fraction => Some("behind it"),
            Shape::Number | Shape::Fixed(0 | 1, 0) if is_number_of_a_paper => Some("before it"),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn figure(text: &str, shape: Shape) -> Figure<'_> {
        Figure { shape, text, is_amount: false }
    }

    #[test]
    fn what_a_format_shows_is_taken_with_its_zeros() {
        let shown = |text, shape| figure(text, shape).shown().expect("no digit lost");
        assert_eq!(shown("27.4", Shape::Fixed(1, 2)).as_deref(), Some("27.40"));
        assert_eq!(shown("27.4", Shape::Number).as_deref(), Some("27.4"));
        assert_eq!(shown("12.5", Shape::Fixed(3, 1)).as_deref(), Some("012.5"));
        assert_eq!(shown("459", Shape::Fixed(1, 0)).as_deref(), Some("459"));
        assert_eq!(shown("459", Shape::Text), None);
        assert_eq!(figure("27.4", Shape::Fixed(1, 0)).shown(), Err("27".to_owned()));
    }

    #[test]
    fn amounts_have_two_digits_of_cents() {
        let amount = |text, shape| Figure { shape, text, is_amount: true }.shown();
        assert_eq!(amount("1200.5", Shape::Number), Ok(Some("1200.50".to_owned())));
        assert_eq!(amount("33.3333333", Shape::Fixed(1, 2)), Ok(Some("33.33".to_owned())));
        assert_eq!(amount("1200", Shape::Number), Ok(Some("1200".to_owned())));
        assert_eq!(amount("1200.5", Shape::Fixed(1, 0)), Err("1200".to_owned()));
    }

    #[test]
    fn zeros_are_doubted_only_where_there_can_have_been_some() {
        assert_eq!(figure("27.4", Shape::Number).lost(false), Some("behind it"));
        assert_eq!(figure("27.4", Shape::Fixed(1, 2)).lost(false), None);
        assert_eq!(figure("459", Shape::Number).lost(false), None);
        assert_eq!(figure("12345", Shape::Number).lost(true), Some("before it"));
        assert_eq!(figure("12345", Shape::Fixed(1, 0)).lost(true), Some("before it"));
        assert_eq!(figure("12345", Shape::Text).lost(true), None);
    }
}
