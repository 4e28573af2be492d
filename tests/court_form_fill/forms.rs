//! Maps and drafts for any blank, and forms filled with them and read back.

use std::collections::BTreeMap;

use petition::catalog::court_form::{AttachmentPart, FieldUse, FormMap, Revision};
use petition::court_form::blank::{Blank, BlankField, FieldKind};
use petition::court_form::{AttachedSheets, SetForms, Setting, Sheet, fill, set};
use petition::document::{Block, CourtForms, FormDraft, Inline, ParagraphShape};
use petition::layout::Faces;
use petition::pdf::{FaceFiles, Metadata};

/// A blank with a map of it.
pub(crate) struct Known {
    pub(crate) blank: Blank,
    pub(crate) map: FormMap,
}

impl Known {
    /// A blank with a map in which each field bears a value or tick of its own name, but for those
    /// that `uses` names.
    pub(crate) fn new(blank: Blank, uses: &[(&str, FieldUse)]) -> Known {
        let named: BTreeMap<&str, &FieldUse> =
            uses.iter().map(|(name, one)| (*name, one)).collect();
        let used = |field: &BlankField| match (named.get(field.name.as_str()), field.kind) {
            (Some(used), _) => (*used).clone(),
            (None, FieldKind::Tick) => FieldUse::Tick(field.name.clone()),
            (None, FieldKind::Button) => FieldUse::Button,
            (None, _) if is_notice(&field.name) => FieldUse::Empty("notice".to_owned()),
            (None, _) => FieldUse::Value(field.name.clone()),
        };
        let fields = blank.fields.iter().map(|field| (field.name.clone(), used(field))).collect();
        let revision = Revision {
            signed_by: String::new(),
            revised: blank.revised,
            source: "the blank".to_owned(),
            checked: blank.revised,
            when: None,
            tried: true,
            fields,
        };
        let map = FormMap {
            number: blank.number.clone(),
            title: "Sample".to_owned(),
            called: String::new(),
            file: "sample".to_owned(),
            served: true,
            confidential: false,
            signed_by: String::new(),
            prelude: String::new(),
            values: BTreeMap::new(),
            tables: BTreeMap::new(),
            ticks: BTreeMap::new(),
            attachments: BTreeMap::new(),
            extra: BTreeMap::new(),
            empty: BTreeMap::new(),
            revisions: vec![revision],
        };
        Known { blank, map }
    }

    pub(crate) fn sheet(&self) -> Sheet<'_> {
        Sheet { map: &self.map, revision: &self.map.revisions[0], blank: &self.blank }
    }

    /// A draft with words for each text field by `words`, and every box ticked.
    pub(crate) fn draft(&self, words: impl Fn(&BlankField) -> Vec<Block>) -> FormDraft {
        let mut draft = FormDraft { number: self.map.number.clone(), ..FormDraft::default() };
        for field in &self.blank.fields {
            match self.map.revisions[0].fields.get(&field.name) {
                Some(FieldUse::Value(name)) => {
                    drop(draft.values.insert(name.clone(), words(field)))
                }
                Some(FieldUse::Tick(name)) => drop(draft.ticks.insert(name.clone(), true)),
                _ => {}
            }
        }
        draft
    }
}

/// Notes of the courts to the user, which stand in fields.
fn is_notice(name: &str) -> bool {
    ["WhiteOut", "Notice"].iter().any(|notice| name.contains(notice))
}

/// What the fields of the attachment form bear.
pub(crate) fn attachment_uses() -> [(&'static str, FieldUse); 4] {
    let part = FieldUse::Attachment;
    [
        ("FillText9", part(AttachmentPart::Number)),
        ("FillText4", part(AttachmentPart::Text)),
        ("FillText8", part(AttachmentPart::Page)),
        ("FillText7", part(AttachmentPart::Pages)),
    ]
}

pub(crate) fn line(words: &str) -> Vec<Block> {
    vec![Block::Paragraph { text: vec![Inline::plain(words)], shape: ParagraphShape::Flush }]
}

/// Fills forms; the blanks are found by number.
pub(crate) fn filled(forms: &CourtForms, known: &[&Known]) -> Filled {
    let faces = Faces::new();
    let set = try_set(forms, known, &faces).expect("everything can be typed");
    Filled {
        bytes: bytes(&set),
        printed: set.printed.iter().map(|words| (*words).to_owned()).collect(),
        blocks: set.blocks,
        n_pages: set.n_pages,
        attachments: set.attachments,
    }
}

/// Why forms cannot be filled.
pub(crate) fn faults(forms: &CourtForms, known: &[&Known]) -> Vec<String> {
    try_set(forms, known, &Faces::new()).err().expect("something that cannot be typed")
}

fn try_set<'a>(
    forms: &'a CourtForms,
    known: &'a [&'a Known],
    faces: &'a Faces,
) -> Result<SetForms<'a>, Vec<String>> {
    let sheet =
        |number: &str| known.iter().find(|one| one.map.number == number).map(|one| one.sheet());
    set(&Setting { forms, sheet: &sheet, title: "Petition", faces })
}

/// A filled file and what was typed into it.
pub(crate) struct Filled {
    pub(crate) bytes: Vec<u8>,
    /// What is printed on each page.
    pub(crate) printed: Vec<String>,
    pub(crate) blocks: Vec<Block>,
    pub(crate) n_pages: usize,
    pub(crate) attachments: Vec<AttachedSheets>,
}

fn bytes(set: &SetForms<'_>) -> Vec<u8> {
    let files = FaceFiles::parse(Faces::data).expect("vendored faces");
    let meta = Metadata {
        title: "Petition".to_owned(),
        lang: "en-US".to_owned(),
        date: None,
        id_seed: "sample".to_owned(),
    };
    fill(set, &files, &meta).expect("a file")
}
