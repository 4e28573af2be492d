//! Document to Pages: pure layout, no PDF.

mod block;
mod breaks;
mod caption;
mod dump;
mod flow;
pub mod font;
mod inline;
mod line;
pub mod page;
mod plain;
mod pleading;
mod table;
mod tree;
pub(crate) mod typed;

use std::fmt;

use crate::document::{Block, Document, Stationery};
use crate::source::FieldPath;

use self::block::{Compositor, Sheet};
use self::flow::{Flowed, Region, paginate};
use self::inline::Setter;
use self::page::{Bookmark, Page, Pages};

pub use self::dump::dump;
pub use self::font::Faces;

/// Why a document cannot be laid out without losing something.
#[derive(Debug, Clone, PartialEq)]
pub enum LayoutError {
    /// No embedded face prints a character (promise 7).
    Uncovered {
        /// The character.
        character: char,
        /// The fact whose text has it; none where the template has it.
        origin: Option<FieldPath>,
    },
    /// The party block does not fit above the title of the court on line 8 (rule 2.111(3)).
    PartyBlock {
        /// Lines that it takes.
        n_lines: usize,
        /// Lines that there are.
        n_fit: usize,
    },
    /// The case title or the particulars beside it are longer than the first page.
    CaseBox {
        /// Lines that they take.
        n_lines: usize,
        /// Lines that there are.
        n_fit: usize,
    },
    /// It is typed into official forms: their blanks say where (`court_form`).
    CourtForm,
    /// The title in the footer takes more than two lines (rule 2.110).
    FooterTitle {
        /// The title.
        title: String,
    },
}

impl fmt::Display for LayoutError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            LayoutError::Uncovered { character, origin } => {
                let code = u32::from(*character);
                write!(
                    f,
                    "no embedded face can print `{}` (U+{code:04X})",
                    character.escape_debug()
                )?;
                origin.as_ref().map_or(Ok(()), |path| write!(f, " in `{path}`"))
            }
            LayoutError::PartyBlock { n_lines, n_fit } => {
                write!(
                    f,
                    "the party block takes {n_lines} lines, and {n_fit} fit above the title of the court"
                )
            }
            LayoutError::CaseBox { n_lines, n_fit } => {
                write!(f, "the caption takes {n_lines} lines, and {n_fit} fit on the first page")
            }
            LayoutError::CourtForm => write!(f, "an official form has a blank to be typed into"),
            LayoutError::FooterTitle { title } => {
                write!(f, "the footer title `{title}` takes more than two lines")
            }
        }
    }
}

impl std::error::Error for LayoutError {}

/// Lays a document out on its stationery. Every word of it stands on the pages, in order; what
/// does not fit or cannot be printed is an error, and all errors come at once.
pub fn lay_out(document: &Document, faces: &Faces) -> Result<Pages, Vec<LayoutError>> {
    if matches!(document.stationery, Stationery::CourtForm(_)) {
        return Err(vec![LayoutError::CourtForm]);
    }
    let sheet = sheet(&document.stationery);
    let room = line_room(&document.stationery);
    let mut compositor = Compositor::new(Setter::new(faces), sheet, room);
    let mut head = Vec::new();
    let mut first_top = pleading::TOP;
    if let Stationery::Pleading(caption) = &document.stationery {
        first_top = compositor.set_caption(caption, &mut head);
        if matches!(document.blocks.first(), Some(Block::Table(_))) {
            // Its stroke stands clear of the stroke beneath the case box.
            first_top += pleading::PITCH;
        }
    }
    compositor.set_body(&document.blocks);
    let Compositor { setter, tree, body, .. } = compositor;
    let region = match document.stationery {
        Stationery::Pleading(_) => pleading_region(first_top),
        Stationery::Letter | Stationery::Guide | Stationery::Review | Stationery::CourtForm(_) => {
            plain::REGION
        }
        Stationery::Slip => plain::slip_region(&body),
    };
    let Flowed { pages, mut outline } = paginate(body, region);
    let mut pages: Vec<Page> = pages.into_iter().map(|items| Page { items }).collect();
    if let Some(first) = pages.first_mut() {
        head.append(&mut first.items);
        first.items = head;
    }
    outline.insert(0, Bookmark { title: document.title.clone(), level: 1, page: 0, y: 0.0 });
    let mut errors = setter.errors;
    errors.extend(dress(document, faces, &mut pages).err());
    if errors.is_empty() {
        Ok(Pages { title: document.title.clone(), pages, elements: tree.elements, outline })
    } else {
        Err(errors)
    }
}

fn sheet(stationery: &Stationery) -> Sheet {
    match stationery {
        Stationery::Pleading(_) => pleading::SHEET,
        Stationery::Letter | Stationery::CourtForm(_) => plain::LETTER,
        Stationery::Guide | Stationery::Review => plain::GUIDE,
        Stationery::Slip => plain::SLIP,
    }
}

fn line_room(stationery: &Stationery) -> f32 {
    match stationery {
        Stationery::Pleading(_) => pleading::line_top(pleading::N_LINES + 1) - pleading::TOP,
        _ => plain::REGION.bottom - plain::REGION.top,
    }
}

fn pleading_region(first_top: f32) -> Region {
    let bottom = pleading::line_top(pleading::N_LINES + 1);
    Region {
        first_top,
        top: pleading::TOP,
        bottom,
        grid: Some(pleading::PITCH),
        foot: pleading::FOOT,
    }
}

fn dress(document: &Document, faces: &Faces, pages: &mut [Page]) -> Result<(), LayoutError> {
    let footer_title = document.footer_title.as_str();
    let sheet = sheet(&document.stationery);
    let header = match document.stationery {
        Stationery::Pleading(_) => return pleading::dress(faces, footer_title, pages),
        Stationery::Slip => return Ok(()),
        Stationery::Letter | Stationery::CourtForm(_) => None,
        Stationery::Guide => Some(plain::GUIDE_HEADER),
        Stationery::Review => Some(plain::REVIEW_HEADER),
    };
    let n_behind = document.n_behind;
    plain::dress(faces, &plain::Dress { sheet, header, footer_title, n_behind }, pages)
}
