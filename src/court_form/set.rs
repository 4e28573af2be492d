//! Drafts and blanks to pages: what is typed where, on the forms and on the attachment sheets behind them.

use crate::catalog::court_form::{FieldUse, FormMap, Revision};
use crate::document::{Block, CourtForms, FormDraft};
use crate::layout::Faces;
use crate::layout::page::{Bookmark, Element, Page, Pages, Role};
use crate::layout::typed::Typist;
use crate::pdf::Underlay;

use super::blank::Blank;
use super::plan::plan;

/// A form to be filled: its map, the revision of it that is at hand, and the blank.
#[derive(Debug, Clone, Copy)]
pub struct Sheet<'a> {
    /// What is typed into it.
    pub map: &'a FormMap,
    /// Which of its revisions the blank is.
    pub revision: &'a Revision,
    /// The blank.
    pub blank: &'a Blank,
}

/// What is set.
pub struct Setting<'s, 'a> {
    /// What is typed.
    pub forms: &'s CourtForms,
    /// The form of a number; none where there is no usable blank.
    pub sheet: &'s dyn Fn(&str) -> Option<Sheet<'a>>,
    /// Title of the paper, for its first bookmark.
    pub title: &'s str,
    /// What it is typed with.
    pub faces: &'s Faces,
}

/// Forms with everything in its place.
pub struct SetForms<'a> {
    pub(super) pages: Pages,
    pub(super) underlays: Vec<Underlay<'a>>,
    /// What is printed on each page before anything is typed; nothing on plain paper.
    pub printed: Vec<&'a str>,
    /// All that is typed, in the order in which it is read back.
    pub blocks: Vec<Block>,
    /// How many pages there are.
    pub n_pages: usize,
    /// The attachments, in order.
    pub attachments: Vec<AttachedSheets>,
}

/// One attachment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AttachedSheets {
    /// Number of the form that it continues.
    pub form: String,
    /// Its own number, such as `2c`.
    pub number: String,
    /// How many sheets it has.
    pub n_sheets: usize,
}

/// Sets drafts into their forms; what a field has no room for goes whole to an attachment.
///
/// # Errors
/// Every reason why something cannot be typed: a form without a blank, a field that the blank
/// lacks, a character that no face prints.
pub fn set<'a>(setting: &Setting<'_, 'a>) -> Result<SetForms<'a>, Vec<String>> {
    let mut press = Press::new(setting);
    for (n, draft) in setting.forms.forms.iter().enumerate() {
        press.form(n, draft);
    }
    press.finish()
}

/// Sets form after form.
pub(super) struct Press<'s, 'a> {
    pub(super) setting: &'s Setting<'s, 'a>,
    pub(super) typist: Typist<'s>,
    pub(super) pages: Pages,
    pub(super) underlays: Vec<Underlay<'a>>,
    pub(super) printed: Vec<&'a str>,
    pub(super) blocks: Vec<Block>,
    pub(super) attachments: Vec<AttachedSheets>,
    faults: Vec<String>,
}

impl<'s, 'a> Press<'s, 'a> {
    fn new(setting: &'s Setting<'s, 'a>) -> Press<'s, 'a> {
        let whole = Element { role: Role::Document, parent: 0, alternate: None };
        let title = setting.title.to_owned();
        let (pages, outline) = (Vec::new(), Vec::new());
        Press {
            setting,
            typist: Typist::new(setting.faces),
            pages: Pages { title, pages, elements: vec![whole], outline },
            underlays: Vec::new(),
            printed: Vec::new(),
            blocks: Vec::new(),
            attachments: Vec::new(),
            faults: Vec::new(),
        }
    }

    fn form(&mut self, n: usize, draft: &FormDraft) {
        let Some(sheet) = (self.setting.sheet)(&draft.number) else {
            self.faults.push(format!("there is no usable blank of form `{}`", draft.number));
            return;
        };
        let lacking = lacking(&sheet);
        if !lacking.is_empty() {
            self.faults.extend(lacking);
            return;
        }
        let title = match n {
            0 => self.setting.title.to_owned(),
            _ => format!("{} {}", sheet.map.number, sheet.map.title),
        };
        let level = if n == 0 { 1 } else { 2 };
        self.bookmark(&title, level);
        let label = self.body_label(n);
        let plan = plan(&mut self.typist, sheet, draft, &label);
        self.print(&plan, None);
        for overflow in &plan.overflows {
            self.bookmark(&format!("Attachment {}", overflow.label), level + 1);
            let n_sheets = self.attach(&draft.number, overflow);
            let (form, number) = (draft.number.clone(), overflow.label.clone());
            self.attachments.push(AttachedSheets { form, number, n_sheets });
        }
    }

    /// The number of the attachment in which the body of a form goes on: the form's own, and which
    /// of several it is.
    fn body_label(&self, n: usize) -> String {
        let number = &self.setting.forms.forms[n].number;
        let before = self.setting.forms.forms[..n].iter().filter(|one| one.number == *number);
        match before.count() {
            0 => number.clone(),
            k => format!("{number}-{}", k + 1),
        }
    }

    /// A bookmark to the page that comes next.
    fn bookmark(&mut self, title: &str, level: u8) {
        let (title, page) = (title.to_owned(), self.pages.pages.len());
        self.pages.outline.push(Bookmark { title, level, page, y: 0.0 });
    }

    pub(super) fn element(&mut self, element: Element) -> usize {
        self.pages.elements.push(element);
        self.pages.elements.len() - 1
    }

    pub(super) fn push_page(&mut self, page: Page) {
        self.pages.pages.push(page);
    }

    fn finish(mut self) -> Result<SetForms<'a>, Vec<String>> {
        let Press { typist, pages, underlays, mut printed, blocks, attachments, .. } = self;
        self.faults.extend(typist.into_errors().iter().map(ToString::to_string));
        if !self.faults.is_empty() {
            return Err(self.faults);
        }
        let n_pages = pages.pages.len();
        printed.resize(n_pages, "");
        Ok(SetForms { pages, underlays, printed, blocks, n_pages, attachments })
    }
}

/// Every field of the map that the blank lacks.
fn lacking(sheet: &Sheet<'_>) -> Vec<String> {
    let has = |name: &str| sheet.blank.fields.iter().any(|field| field.name == name);
    let typed = sheet.revision.fields.iter().filter(|(_, used)| {
        !matches!(used, FieldUse::Empty(_) | FieldUse::Button | FieldUse::Printed)
    });
    let lacking = typed.filter(|(name, _)| !has(name));
    let number = &sheet.map.number;
    lacking.map(|(name, _)| format!("the blank of form `{number}` has no field `{name}`")).collect()
}
