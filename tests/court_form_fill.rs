//! Drafts typed into blanks: what fits stands in its field, the rest on attachment sheets, and no word is lost.

#[path = "court_form_fill/file.rs"]
mod file;
#[path = "court_form_fill/forms.rs"]
mod forms;
#[path = "court_form_fill/kept.rs"]
mod kept;
#[path = "court_form_fill/made.rs"]
mod made;
#[path = "court_form_fill/official.rs"]
mod official;
#[path = "support/property.rs"]
mod property;
#[path = "corpus/render.rs"]
mod render;
