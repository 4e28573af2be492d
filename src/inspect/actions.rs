//! What a file does, or asks a viewer to do: scripts, programs, sending, playing, files inside, remarks on its pages.

use lopdf_read::{Dictionary, Document, Object};

use super::findings::{Check, Findings, Ground, Spot};
use super::leaf::excerpt;
use crate::reading::open::Pages;

const PRACTICE: Ground = Ground::Practice;

pub(super) const SCRIPT: Check = Check::refused(
    "javascript",
    PRACTICE,
    "print the file to PDF and file that: portals refuse files with scripts",
);
pub(super) const ATTACHMENT: Check = Check::refused(
    "attachment",
    PRACTICE,
    "take the attached files out; file each as an exhibit or as a paper of its own",
);
pub(super) const LAUNCH: Check = Check::refused(
    "launch-action",
    PRACTICE,
    "print the file to PDF and file that: it asks the viewer to start a program or open a file",
);
pub(super) const SUBMIT: Check = Check::refused(
    "submit-action",
    PRACTICE,
    "print the file to PDF and file that: it asks the viewer to send or fetch data",
);
pub(super) const MEDIA: Check = Check::refused(
    "multimedia",
    PRACTICE,
    "take sound, film and models out; lodge them on a medium that the court takes",
);
pub(super) const LINK: Check = Check::advice(
    "link-outside",
    PRACTICE,
    "see that the paper is whole without what it links to: the court files what is printed",
);
pub(super) const REMARK: Check = Check::advice(
    "remarks",
    PRACTICE,
    "delete the remarks, or print the file to PDF as it should be seen",
);

pub(super) const ALL: [Check; 7] = [SCRIPT, ATTACHMENT, LAUNCH, SUBMIT, MEDIA, LINK, REMARK];

/// Values nest no deeper in an object that a program writes.
const DEEPEST: usize = 64;

/// Annotations with which people write on pages.
const REMARKS: [&[u8]; 14] = [
    b"Text",
    b"FreeText",
    b"Highlight",
    b"Underline",
    b"Squiggly",
    b"StrikeOut",
    b"Stamp",
    b"Caret",
    b"Ink",
    b"Line",
    b"Square",
    b"Circle",
    b"Polygon",
    b"PolyLine",
];

const PLAYED: [&[u8]; 5] = [b"Movie", b"Sound", b"Screen", b"RichMedia", b"3D"];

/// Looks at all objects of the file, also at those that no page shows.
pub(super) fn check(pages: &Pages, findings: &mut Findings) {
    let mut seen = Seen::default();
    for object in pages.doc.objects.values() {
        seen.object(&pages.doc, object, DEEPEST);
    }
    if seen.script {
        findings.file(SCRIPT, "the file runs JavaScript");
    }
    if seen.attachment {
        findings.file(ATTACHMENT, "the file holds other files");
    }
    if seen.launch {
        findings.file(LAUNCH, "the file starts a program or opens another file");
    }
    if seen.submit {
        findings.file(SUBMIT, "the file sends or fetches data");
    }
    for (n, id) in pages.ids.iter().enumerate() {
        if let Ok(page) = pages.doc.get_dictionary(*id) {
            page_annotations(&pages.doc, page, n + 1, findings);
        }
    }
}

#[derive(Default)]
struct Seen {
    script: bool,
    attachment: bool,
    launch: bool,
    submit: bool,
}

impl Seen {
    fn object(&mut self, doc: &Document, object: &Object, depth: usize) {
        let Some(depth) = depth.checked_sub(1) else { return };
        match object {
            Object::Array(items) => items.iter().for_each(|item| self.object(doc, item, depth)),
            Object::Dictionary(dictionary) => self.dictionary(doc, dictionary, depth),
            Object::Stream(stream) => self.dictionary(doc, &stream.dict, depth),
            _ => {}
        }
    }

    fn dictionary(&mut self, doc: &Document, dictionary: &Dictionary, depth: usize) {
        let kind = dictionary.get_deref(b"S", doc).and_then(Object::as_name).unwrap_or_default();
        self.script |=
            kind == b"JavaScript" || dictionary.has(b"JS") || dictionary.has(b"JavaScript");
        self.launch |= kind == b"Launch" || kind == b"GoToE";
        self.submit |= kind == b"SubmitForm" || kind == b"ImportData";
        self.attachment |= dictionary.has(b"EmbeddedFiles") || dictionary.has(b"EF");
        for (_, value) in dictionary {
            self.object(doc, value, depth);
        }
    }
}

fn page_annotations(doc: &Document, page: &Dictionary, number: usize, findings: &mut Findings) {
    let Ok(annotations) = page.get_deref(b"Annots", doc).and_then(Object::as_array) else { return };
    for annotation in annotations {
        let annotation = doc.dereference(annotation).and_then(|(_, object)| object.as_dict());
        let Ok(annotation) = annotation else { continue };
        let kind = annotation.get_deref(b"Subtype", doc).and_then(Object::as_name);
        let kind = kind.unwrap_or_default();
        let spot = Spot { page: number, place: None };
        if PLAYED.contains(&kind) {
            findings.page(MEDIA, spot, "something on it plays sound, film or a model");
        } else if REMARKS.contains(&kind) {
            let words = annotation.get_deref(b"Contents", doc).ok();
            let words = words.and_then(|words| lopdf_read::decode_text_string(words).ok());
            let words = words.map(|words| excerpt(&words)).filter(|words| !words.is_empty());
            let words = words.map(|words| format!(": `{words}`")).unwrap_or_default();
            findings.page(REMARK, spot, format!("a remark is laid over it{words}"));
        } else if let Some(target) = outside(doc, annotation) {
            findings.page(LINK, spot, format!("it links to `{target}`"));
        }
    }
}

/// Where a link leads outside the file.
fn outside(doc: &Document, annotation: &Dictionary) -> Option<String> {
    let action = annotation.get_deref(b"A", doc).ok()?.as_dict().ok()?;
    let key: &[u8] = match action.get_deref(b"S", doc).ok()?.as_name().ok()? {
        b"URI" => b"URI",
        b"GoToR" => b"F",
        _ => return None,
    };
    let target = action.get_deref(key, doc).ok()?.as_str().ok()?;
    Some(excerpt(&String::from_utf8_lossy(target)))
}
