//! Where a carried page stands on Letter paper: upright, whole, never enlarged, its foot left free for the number.

use crate::reading::{InkKind, MeasuredPage};

/// Width and height of Letter paper in points.
pub(super) const LETTER: [f32; 2] = [612.0, 792.0];

/// Height of the strip at the foot that belongs to the page number, in points.
pub(super) const STRIP: f32 = 32.4;

/// What is kept free at the other edges of a page that has to be shrunk.
const EDGE: f32 = 18.0;

/// The space that the pages of one file share.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Frame {
    /// The whole sheet.
    Sheet,
    /// The sheet without its edges and its foot.
    AboveFoot,
}

/// How a page is brought onto the sheet.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Fit {
    /// Never above 1.
    pub(super) scale: f32,
    /// Of its lower left corner from that of the sheet, in points.
    pub(super) shift: [f32; 2],
}

impl Frame {
    /// Where a page of a size stands: in the middle, as large as it is or as fits.
    pub(super) fn fit(self, [width, height]: [f32; 2]) -> Fit {
        let [left, foot, right, top] = match self {
            Frame::Sheet => [0.0, 0.0, LETTER[0], LETTER[1]],
            Frame::AboveFoot => [EDGE, STRIP, LETTER[0] - EDGE, LETTER[1] - EDGE],
        };
        let room = [right - left, top - foot];
        let scale = (room[0] / width).min(room[1] / height).min(1.0);
        let rest = [room[0] - width * scale, room[1] - height * scale];
        let shift = [left + rest[0] / 2.0, foot + rest[1] / 2.0];
        // Whole points keep pixels of an unscaled page where they were.
        let shift = if scale == 1.0 { shift.map(f32::floor) } else { shift };
        Fit { scale, shift }
    }
}

/// Whether a page can stand on the sheet as large as it is and leaves the foot free.
pub(super) fn leaves_foot(page: &MeasuredPage) -> bool {
    let fits = page.width <= LETTER[0] && page.height <= LETTER[1];
    if !fits || page.crowded {
        return false;
    }
    let below = Frame::Sheet.fit([page.width, page.height]).shift[1];
    // Measured from the top of the page, downwards.
    let limit = page.height + below - STRIP;
    let low_ink = page.inks.iter().any(|ink| {
        let white = ink.kind == InkKind::Fill && ink.rgb == Some([255; 3]);
        !white && ink.bounds[3] > limit
    });
    let low_words = page.runs.iter().any(|run| {
        let blank = !run.visible || run.rgb == Some([255; 3]) || run.text.trim().is_empty();
        // Letters reach below their baseline; those that do not stand upright may reach anywhere.
        let reach = if run.upright { run.size * 0.3 } else { run.size * 2.0 };
        !(blank && run.unread == 0) && run.baseline + reach > limit
    });
    !low_ink && !low_words
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reading::Ink;

    fn page(inks: Vec<Ink>) -> MeasuredPage {
        MeasuredPage { width: 612.0, height: 792.0, inks, ..MeasuredPage::default() }
    }

    fn fill(foot: f32, rgb: [u8; 3]) -> Ink {
        let bounds = [0.0, 0.0, 612.0, foot];
        Ink { kind: InkKind::Fill, bounds, rgb: Some(rgb), artifact: false }
    }

    #[test]
    fn a_letter_page_stays_where_it_is() {
        assert_eq!(Frame::Sheet.fit(LETTER), Fit { scale: 1.0, shift: [0.0, 0.0] });
        let half = Frame::Sheet.fit([396.0, 611.0]);
        assert_eq!(half, Fit { scale: 1.0, shift: [108.0, 90.0] });
    }

    #[test]
    fn a_larger_page_stands_above_the_foot() {
        for size in [[595.0, 842.0], [842.0, 595.0], LETTER, [4000.0, 20.0]] {
            let Fit { scale, shift: [x, y] } = Frame::AboveFoot.fit(size);
            assert!(scale < 1.0 && x >= EDGE - 0.01 && y >= STRIP - 0.01, "{size:?}");
            assert!(x + size[0] * scale <= LETTER[0] - EDGE + 0.01);
            assert!(y + size[1] * scale <= LETTER[1] - EDGE + 0.01);
        }
    }

    #[test]
    fn white_paper_is_no_ink() {
        assert!(leaves_foot(&page(vec![fill(792.0, [255; 3])])));
        assert!(!leaves_foot(&page(vec![fill(792.0, [200; 3])])));
        assert!(leaves_foot(&page(vec![fill(750.0, [0; 3])])));
    }
}
