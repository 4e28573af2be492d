//! Plain paper: letters, guide sheets and exhibit slip sheets.

use crate::document::Inline;

use super::LayoutError;
use super::block::Sheet;
use super::flow::{Body, Region};
use super::font::Faces;
use super::inline::Setter;
use super::line::Look;
use super::page::Page;
use super::tree::{THIN, artifacts, rule};

/// Height of every page.
const HEIGHT: f32 = 792.0;
const LEFT: f32 = 72.0;
const RIGHT: f32 = 540.0;

/// What stands on every page of a guide sheet.
pub(crate) const GUIDE_HEADER: &str = "Guide sheet – not to be filed";

/// What stands on every page of a review sheet.
pub(crate) const REVIEW_HEADER: &str = "REVIEW SHEET – not for filing";

pub(crate) const LETTER: Sheet = Sheet {
    look: Look { sans: false, size: 12.0, bold: false, italic: false },
    leading: 16.0,
    tight: 15.0,
    left: LEFT,
    right: RIGHT,
    gap: 8.0,
    headings: [13.0, 12.0, 12.0],
    indents: false,
    centres_headings: true,
    centred: false,
};

pub(crate) const GUIDE: Sheet = Sheet {
    look: Look { sans: true, size: 10.5, bold: false, italic: false },
    leading: 15.0,
    tight: 14.0,
    gap: 7.0,
    headings: [17.0, 12.5, 10.5],
    centres_headings: false,
    ..LETTER
};

pub(crate) const SLIP: Sheet = Sheet {
    look: Look { sans: false, size: 16.0, bold: false, italic: false },
    leading: 22.0,
    tight: 22.0,
    gap: 16.0,
    headings: [30.0, 20.0, 16.0],
    centred: true,
    ..LETTER
};

/// The space of a letter or a guide sheet.
pub(crate) const REGION: Region =
    Region { first_top: 72.0, top: 72.0, bottom: 714.0, grid: None, foot: 0.0 };

/// The space of a slip sheet: its rows a little above the middle of the page.
pub(crate) fn slip_region(body: &Body) -> Region {
    let height: f32 = body.rows.iter().map(|row| row.gap + row.height).sum();
    let first_top = ((HEIGHT - height) * 0.42).max(REGION.top);
    Region { first_top, ..REGION }
}

/// What is printed on every page around the text.
pub(crate) struct Dress<'t> {
    pub(crate) sheet: Sheet,
    pub(crate) header: Option<&'t str>,
    pub(crate) footer_title: &'t str,
    /// Pages that follow in the same file.
    pub(crate) n_behind: usize,
}

/// Dresses pages with their header, title and number.
pub(crate) fn dress(
    faces: &Faces,
    dress: &Dress<'_>,
    pages: &mut [Page],
) -> Result<(), LayoutError> {
    const HEADER: f32 = 44.0;
    const FOOTER: [f32; 2] = [746.0, 757.0];
    let mut setter = Setter::new(faces);
    let look = Look { size: 10.0, ..dress.sheet.look };
    let title = [Inline::plain(dress.footer_title)];
    let footer = setter.set(&title, look, |_| RIGHT - LEFT - 90.0);
    if let Some(error) = setter.errors.pop() {
        return Err(error);
    }
    if footer.len() > FOOTER.len() {
        return Err(LayoutError::FooterTitle { title: dress.footer_title.to_owned() });
    }
    let n_pages = pages.len() + dress.n_behind;
    for (at, page) in pages.iter_mut().enumerate() {
        let mut items = Vec::with_capacity(page.items.len() + 6);
        if let Some(header) = dress.header {
            items.extend(artifacts(
                setter.set_line(header, Look { bold: true, ..look }),
                LEFT,
                HEADER,
            ));
            items.push(rule((LEFT, HEADER + 5.0), (RIGHT, HEADER + 5.0), THIN));
        }
        items.append(&mut page.items);
        items.push(rule((LEFT, FOOTER[0] - 14.0), (RIGHT, FOOTER[0] - 14.0), THIN));
        for (line, y) in footer.iter().zip(FOOTER) {
            items.extend(artifacts(line.clone(), LEFT, y));
        }
        let folio = setter.set_line(&format!("Page {} of {n_pages}", at + 1), look);
        let x = RIGHT - folio.width;
        items.extend(artifacts(folio, x, FOOTER[0]));
        page.items = items;
    }
    Ok(())
}
