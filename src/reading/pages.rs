//! Page numbers as people list them: `3-41, 43`.

use std::fmt;

/// Rising page numbers, printed as ranges; nothing for none.
pub struct PageList<'a>(pub &'a [usize]);

impl fmt::Display for PageList<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (n, run) in self.0.chunk_by(|a, b| a + 1 == *b).enumerate() {
            if n > 0 {
                f.write_str(", ")?;
            }
            match run {
                [one] => write!(f, "{one}")?,
                [first, .., last] => write!(f, "{first}-{last}")?,
                [] => {}
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_in_a_row_are_a_range() {
        let shown = |pages: &[usize]| PageList(pages).to_string();
        assert_eq!(shown(&[]), "");
        assert_eq!(shown(&[4]), "4");
        assert_eq!(shown(&[2, 3, 4, 7, 9, 10]), "2-4, 7, 9-10");
    }
}
