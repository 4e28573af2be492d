//! A blank form: which one it is, its pages, and every field with its place.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use lopdf::{Document, Object, ObjectId};

use super::fault::BlankFault;
use super::identify::Imprint;
use super::{clean, fields, node, printed, twin};
use crate::pdf::{Deflate, Writer};
use crate::reading::each_page;
use crate::reading::open::{Fault, Pages};
use crate::reading::whole::whole;

/// A form has no more pages than this, and no more widgets.
const MOST_PAGES: usize = 100;
const MOST_WIDGETS: usize = 10_000;

/// The blank of an official form, cleaned and ready to be filled.
///
/// Its document has no encryption, no XFA, no scripts and no rights; its fields are still there.
#[derive(Debug, Clone)]
pub struct Blank {
    /// Number of the form, such as `CR-180`, as printed on it.
    pub number: String,
    /// What the file calls itself; empty where it does not.
    pub title: String,
    /// Date of the revision, as printed on it.
    pub revised: NaiveDate,
    /// How many pages it has; each is an upright Letter page, 612 by 792 points from the origin.
    pub n_pages: usize,
    /// Every widget of every field, by page and from top to bottom.
    pub fields: Vec<BlankField>,
    /// What is printed on each page, in the order in which it is drawn.
    pub(crate) words: Vec<String>,
    pub(crate) doc: Document,
}

impl Blank {
    /// Reads a blank form and cleans it: a downloaded file, or one that was kept.
    ///
    /// # Errors
    /// `BlankFault`, for everything that is not the whole blank of one form.
    pub fn read(bytes: &[u8]) -> Result<Blank, BlankFault> {
        let source = Pages::open(bytes)?;
        let (mut doc, pages) = whole(&source);
        bound(&doc, &pages)?;
        drop(source);
        clean::pages(&mut doc, &pages)?;
        own_widgets(&mut doc, &pages);
        let read = fields::read(&doc, &pages);
        if read.is_empty() {
            return Err(without_fields(&doc));
        }
        let filled =
            read.iter().filter_map(|one| Some((one.field.name.clone(), one.filled.clone()?)));
        let filled: Vec<(String, String)> = filled.chain(fields::notes(&doc, &pages)).collect();
        if !filled.is_empty() {
            return Err(BlankFault::Filled(filled));
        }
        let title = clean::title(&doc);
        printed::draw(&mut doc, &pages);
        clean::strip(&mut doc, &pages);
        let kept = clean::finish(&mut doc)?;
        let pages: Vec<ObjectId> = pages.iter().filter_map(|id| kept.get(id).copied()).collect();
        twin::embed(&mut doc, &pages);
        let last = clean::finish(&mut doc)?;
        let fields = read.into_iter().map(|one| one.field.renumbered(&kept).renumbered(&last));
        let fields = fields.collect();
        let (number, revised, words) = identify(&doc)?;
        Ok(Blank { number, title, revised, n_pages: pages.len(), fields, words, doc })
    }

    /// The file to keep; read again it is the same blank.
    pub fn to_bytes(&self) -> Vec<u8> {
        write(&self.doc)
    }
}

impl BlankField {
    fn renumbered(mut self, numbers: &BTreeMap<ObjectId, ObjectId>) -> BlankField {
        self.widget = numbers.get(&self.widget).copied().unwrap_or(self.widget);
        self.element = self.element.and_then(|element| numbers.get(&element).copied());
        self
    }
}

/// Holds a file to what a form can be.
fn bound(doc: &Document, pages: &[ObjectId]) -> Result<(), BlankFault> {
    if pages.len() > MOST_PAGES {
        return Err(BlankFault::Oversized(format!("{MOST_PAGES} pages")));
    }
    let page = |id: &ObjectId| node::list(doc, node::node(doc, *id)?, "Annots").map(Vec::len);
    let n_widgets: usize = pages.iter().filter_map(page).sum();
    if n_widgets > MOST_WIDGETS {
        return Err(BlankFault::Oversized(format!("{MOST_WIDGETS} fields")));
    }
    Ok(())
}

fn write(doc: &Document) -> Vec<u8> {
    Writer::new(0).finish(doc.clone(), &mut Deflate::new())
}

/// Gives every widget that stands in its page's list itself an object of its own.
fn own_widgets(doc: &mut Document, pages: &[ObjectId]) {
    for id in pages {
        let Some(page) = node::node(doc, *id) else { continue };
        let mut annotations = node::list(doc, page, "Annots").cloned().unwrap_or_default();
        for annotation in &mut annotations {
            if let Object::Dictionary(one) = annotation {
                let one = std::mem::take(one);
                *annotation = doc.add_object(one).into();
            }
        }
        if let Ok(page) = doc.get_object_mut(*id).and_then(Object::as_dict_mut) {
            page.set("Annots", annotations);
        }
    }
}

fn without_fields(doc: &Document) -> BlankFault {
    let form = doc.catalog().ok().and_then(|root| node::dict(doc, root, "AcroForm"));
    match form {
        Some(form) if form.has(b"XFA") => BlankFault::OnlyXfa,
        _ => BlankFault::NoFields,
    }
}

/// Number and revision, as printed.
fn identify(doc: &Document) -> Result<(String, NaiveDate, Vec<String>), BlankFault> {
    let (mut imprint, mut words) = (Imprint::default(), Vec::new());
    let measured = each_page(write(doc), |_, page| {
        imprint.read(&page);
        words.push(page.words().collect());
    });
    measured.map_err(|error| BlankFault::File(Fault::Damaged(error.to_string())))?;
    let (number, revised) = imprint.settle()?;
    Ok((number, revised, words))
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
    /// Whether it belongs to the screen and not to the paper: it can be pressed or read, not filled.
    pub screen: bool,
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
