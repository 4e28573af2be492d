//! A blank form: which one it is, its pages, and every field with its place.

use chrono::NaiveDate;
use lopdf::{Document, ObjectId};

/// The blank of an official form, cleaned and ready to be filled.
///
/// Its document has no encryption, no XFA, no scripts and no rights; its fields are still there.
#[derive(Debug, Clone)]
pub struct Blank {
    /// Number of the form, such as `CR-180`, as printed on it.
    pub number: String,
    /// Date of the revision, as printed on it.
    pub revised: NaiveDate,
    /// How many pages it has; each is an upright Letter page, 612 by 792 points from the origin.
    pub n_pages: usize,
    /// Every widget of every field, by page and from top to bottom.
    pub fields: Vec<BlankField>,
    pub(crate) doc: Document,
}

/// One widget of a field.
#[derive(Debug, Clone, PartialEq)]
pub struct BlankField {
    /// Full name of the field; with several states to one name, `name=state`.
    pub name: String,
    /// What kind it is.
    pub kind: FieldKind,
    /// Page, from 0.
    pub page: usize,
    /// Left, top, right and bottom in points, counted DOWN from the top edge of the page.
    pub rect: [f32; 4],
    /// What the form tells a screen reader that belongs there; empty where it tells nothing.
    pub tooltip: String,
    /// Its element in the form's structure tree, where there is one.
    pub(crate) element: Option<ObjectId>,
    /// The widget's object.
    pub(crate) widget: ObjectId,
}

/// What kind of field it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FieldKind {
    /// Words are typed.
    Text {
        /// Whether it has several lines.
        multiline: bool,
        /// The most characters that it takes.
        most: Option<usize>,
        /// Whether each character has a cell of its own; `most` says how many.
        comb: bool,
    },
    /// A box to tick: a check box or one of several radio buttons.
    Tick,
    /// One of a list of choices is typed.
    Choice,
    /// A place to sign electronically.
    Signature,
    /// A button to press.
    Button,
}
