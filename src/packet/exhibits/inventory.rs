//! What of a foreign file is not carried: its fields, remarks, scripts, attachments and actions.

use std::collections::BTreeSet;

use lopdf_read::{Dictionary, Document, Object};

use super::notice::Notice;
use crate::reading::annotations::{has_remark, is_push_button};
use crate::reading::open::Pages;

/// How far a chain of actions or of fields is followed.
const FARTHEST: usize = 16;

/// Pages of a file, from 1, by what was found on them; 0 stands for the file as a whole.
#[derive(Default)]
struct Inventory {
    fields: BTreeSet<usize>,
    buttons: BTreeSet<usize>,
    remarks: BTreeSet<usize>,
    scripts: BTreeSet<usize>,
    attachments: BTreeSet<usize>,
    actions: BTreeSet<usize>,
    multimedia: BTreeSet<usize>,
}

/// Takes down what the given pages, from 0, and the file around them will lose.
pub(super) fn take(source: &Pages, wanted: &[usize]) -> Vec<Notice> {
    let doc = &source.doc;
    let mut found = Inventory::default();
    if let Ok(catalog) = doc.catalog() {
        found.catalog(doc, catalog);
    }
    for n in wanted {
        let page = source.ids.get(*n).and_then(|id| doc.get_dictionary(*id).ok());
        if let Some(page) = page {
            found.page(doc, page, n + 1);
        }
    }
    let mut notices = Vec::new();
    if doc.was_encrypted() {
        notices.push(Notice::Encrypted);
    }
    if doc.xref_recovery.is_some() {
        notices.push(Notice::Repaired);
    }
    notices.extend(found.notices());
    notices
}

impl Inventory {
    fn catalog(&mut self, doc: &Document, catalog: &Dictionary) {
        self.actions_of(doc, catalog, 0);
        if let Ok(opening) = catalog.get_deref(b"OpenAction", doc).and_then(Object::as_dict) {
            self.action(doc, opening, 0);
        }
        if let Ok(names) = catalog.get_deref(b"Names", doc).and_then(Object::as_dict) {
            if names.has(b"JavaScript") {
                self.scripts.insert(0);
            }
            if names.has(b"EmbeddedFiles") {
                self.attachments.insert(0);
            }
        }
        if catalog.has(b"AF") || catalog.has(b"Collection") {
            self.attachments.insert(0);
        }
    }

    fn page(&mut self, doc: &Document, page: &Dictionary, number: usize) {
        self.actions_of(doc, page, number);
        if page.has(b"AF") {
            self.attachments.insert(number);
        }
        let Ok(Object::Array(annotations)) = page.get_deref(b"Annots", doc) else { return };
        for annotation in annotations {
            let annotation = doc.dereference(annotation).and_then(|(_, object)| object.as_dict());
            if let Ok(annotation) = annotation {
                self.annotation(doc, annotation, number);
            }
        }
    }

    fn annotation(&mut self, doc: &Document, annotation: &Dictionary, number: usize) {
        let subtype = annotation.get_deref(b"Subtype", doc).and_then(Object::as_name);
        let subtype = subtype.unwrap_or_default();
        if is_remark(doc, annotation, subtype) {
            self.remarks.insert(number);
        }
        match subtype {
            b"Widget" if is_push_button(doc, annotation) => drop(self.buttons.insert(number)),
            b"Widget" => drop(self.fields.insert(number)),
            b"FileAttachment" => drop(self.attachments.insert(number)),
            b"Screen" | b"Movie" | b"Sound" | b"3D" | b"RichMedia" => {
                self.multimedia.insert(number);
            }
            b"Link" if annotation.has(b"Dest") => drop(self.actions.insert(number)),
            _ => {}
        }
        let mut node = Some(annotation);
        for _ in 0..FARTHEST {
            let Some(field) = node else { return };
            self.actions_of(doc, field, number);
            // Only fields inherit; the parent of a popup is the note that it belongs to.
            if subtype != b"Widget" {
                return;
            }
            node = field.get_deref(b"Parent", doc).and_then(Object::as_dict).ok();
        }
    }

    /// The actions that a page, an annotation or the catalog starts.
    fn actions_of(&mut self, doc: &Document, owner: &Dictionary, number: usize) {
        for key in [b"A".as_slice(), b"PA"] {
            if let Ok(action) = owner.get_deref(key, doc).and_then(Object::as_dict) {
                self.action(doc, action, number);
            }
        }
        if let Ok(more) = owner.get_deref(b"AA", doc).and_then(Object::as_dict) {
            for (_, action) in more {
                let action = doc.dereference(action).and_then(|(_, object)| object.as_dict());
                if let Ok(action) = action {
                    self.action(doc, action, number);
                }
            }
        }
    }

    fn action(&mut self, doc: &Document, action: &Dictionary, number: usize) {
        let mut next = Some(action);
        for _ in 0..FARTHEST {
            let Some(action) = next else { return };
            let kind = action.get_deref(b"S", doc).and_then(Object::as_name).unwrap_or_default();
            match kind {
                b"JavaScript" => drop(self.scripts.insert(number)),
                b"Movie" | b"Sound" | b"Rendition" | b"RichMediaExecute" => {
                    self.multimedia.insert(number);
                }
                // Where a file opens is no loss; where a link leads is.
                b"GoTo" if number == 0 => {}
                _ => drop(self.actions.insert(number)),
            }
            next = match action.get_deref(b"Next", doc) {
                Ok(Object::Dictionary(action)) => Some(action),
                Ok(Object::Array(actions)) => actions
                    .first()
                    .and_then(|first| doc.dereference(first).ok())
                    .and_then(|(_, first)| first.as_dict().ok()),
                _ => None,
            };
        }
    }

    fn notices(self) -> Vec<Notice> {
        let mut notices = Vec::new();
        let mut say = |pages: BTreeSet<usize>, notice: fn(Vec<usize>) -> Notice| {
            if !pages.is_empty() {
                notices.push(notice(pages.into_iter().filter(|n| *n > 0).collect()));
            }
        };
        say(self.fields, Notice::Fields);
        say(self.buttons, Notice::Buttons);
        say(self.remarks, Notice::Remarks);
        say(self.scripts, Notice::Scripts);
        say(self.attachments, Notice::Attachments);
        say(self.actions, Notice::Actions);
        say(self.multimedia, Notice::Multimedia);
        notices
    }
}

/// Whether an annotation says something that its page will not show.
fn is_remark(doc: &Document, annotation: &Dictionary, subtype: &[u8]) -> bool {
    match subtype {
        b"Widget" | b"Link" => false,
        b"Text" if !annotation.has(b"AP") => true,
        _ => has_remark(doc, annotation),
    }
}
