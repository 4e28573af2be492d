//! What a file says of itself: encryption, fields, tags, language, title, size, damage.

use lopdf_read::{Dictionary, Document, Object, decode_text_string};

use super::Facts;
use super::findings::{Check, Findings, Ground};

const PRACTICE: Ground = Ground::Practice;

pub(super) const ENCRYPTED: Check = Check::refused(
    "encrypted",
    PRACTICE,
    "print the file to PDF and file that: portals refuse encrypted files, also where they open \
     without a password",
);
pub(super) const FIELDS: Check = Check::refused(
    "live-fields",
    PRACTICE,
    "flatten the form, or print it to PDF: values of fields vanish or hide the court's stamp",
);
pub(super) const SIGNATURE: Check = Check::advice(
    "digital-signature",
    Ground::Rule("rule-2.257"),
    "ask the court whether it takes a digital signature; stamping the file breaks it",
);
pub(super) const XFA: Check = Check::refused(
    "xfa-form",
    PRACTICE,
    "print the form to PDF from the program that it was filled in with",
);
pub(super) const PORTFOLIO: Check = Check::refused(
    "portfolio",
    PRACTICE,
    "join the papers as pages of one PDF: a collection shows the court its cover only",
);
pub(super) const LAYERS: Check = Check::advice(
    "hidden-layers",
    PRACTICE,
    "print the file to PDF as it should be seen: what is switched off can be switched on",
);
pub(super) const REPAIRED: Check = Check::advice(
    "file-damaged",
    PRACTICE,
    "save the file anew: its table of contents is broken, and not every program mends it",
);
pub(super) const LARGE: Check = Check::advice(
    "file-large",
    PRACTICE,
    "make it smaller or split it: 25 MB a document is the usual limit of portals",
);
pub(super) const UNTAGGED: Check = Check::advice(
    "no-tags",
    PRACTICE,
    "save as tagged (accessible) PDF, so that a screen reader can read it",
);
pub(super) const NO_LANGUAGE: Check = Check::advice(
    "no-language",
    PRACTICE,
    "state the language of the document, so that a screen reader speaks it right",
);
pub(super) const NO_TITLE: Check = Check::advice(
    "no-title",
    PRACTICE,
    "give the document a title and show it instead of the file's name",
);
pub(super) const OLD: Check = Check::advice(
    "old-version",
    PRACTICE,
    "save as PDF 1.4 or later: older files know neither tags nor safe transparency",
);

pub(super) const ALL: [Check; 12] = [
    ENCRYPTED,
    FIELDS,
    SIGNATURE,
    XFA,
    PORTFOLIO,
    LAYERS,
    REPAIRED,
    LARGE,
    UNTAGGED,
    NO_LANGUAGE,
    NO_TITLE,
    OLD,
];

/// Bytes that portals usually take as one document.
const USUAL_LIMIT: usize = 25_000_000;

/// Fields nest no deeper in forms that people fill in.
const DEEPEST: usize = 16;

/// Reads what the catalog says.
pub(super) fn facts(doc: &Document, n_bytes: usize, n_pages: usize) -> Facts {
    let catalog = doc.catalog().ok();
    let entry = |key: &[u8]| catalog.and_then(|c| c.get_deref(key, doc).ok());
    let text = |dictionary: &Dictionary, key: &[u8]| {
        let words = decode_text_string(dictionary.get_deref(key, doc).ok()?).ok()?;
        Some(words.trim().to_owned()).filter(|words| !words.is_empty())
    };
    let info = doc.trailer.get_deref(b"Info", doc).and_then(Object::as_dict).ok();
    let marked = entry(b"MarkInfo").and_then(|mark| mark.as_dict().ok());
    let shown = entry(b"ViewerPreferences").and_then(|view| view.as_dict().ok());
    let says = |dictionary: Option<&Dictionary>, key: &[u8]| {
        dictionary.and_then(|d| d.get_deref(key, doc).ok()).and_then(|v| v.as_bool().ok())
            == Some(true)
    };
    Facts {
        n_bytes,
        n_pages,
        version: version(doc),
        title: info.and_then(|info| text(info, b"Title")),
        title_shown: says(shown, b"DisplayDocTitle"),
        language: catalog.and_then(|catalog| text(catalog, b"Lang")),
        tagged: says(marked, b"Marked") && entry(b"StructTreeRoot").is_some(),
        encrypted: doc.was_encrypted(),
        n_fields: form(doc).map_or(0, |form| fields(doc, form, b"").0),
        ..Facts::default()
    }
}

fn version(doc: &Document) -> String {
    let stated = doc.catalog().and_then(|c| c.get_deref(b"Version", doc)).and_then(Object::as_name);
    let stated = stated.map(|name| String::from_utf8_lossy(name).into_owned());
    stated.ok().filter(|one| *one > doc.version).unwrap_or_else(|| doc.version.clone())
}

fn form(doc: &Document) -> Option<&Dictionary> {
    doc.catalog().ok()?.get_deref(b"AcroForm", doc).ok()?.as_dict().ok()
}

/// How many fields a form has, and how many of them are of a type.
fn fields<'d>(doc: &'d Document, form: &'d Dictionary, kind: &[u8]) -> (usize, usize) {
    let kids = |dictionary: &'d Dictionary, key: &[u8]| -> &'d [Object] {
        dictionary.get_deref(key, doc).and_then(Object::as_array).map_or(&[], Vec::as_slice)
    };
    let mut waiting: Vec<(&Object, usize)> =
        kids(form, b"Fields").iter().map(|one| (one, 0)).collect();
    let (mut n, mut of_kind) = (0, 0);
    // No file has more fields than objects; a tree that says so goes in a circle.
    let mut left = doc.objects.len() + waiting.len();
    while let Some((one, depth)) = waiting.pop() {
        let Some(rest) = left.checked_sub(1) else { break };
        left = rest;
        let Ok(field) = doc.dereference(one).and_then(|(_, object)| object.as_dict()) else {
            continue;
        };
        let below = kids(field, b"Kids");
        let named = |kid: &Object| {
            let kid = doc.dereference(kid).and_then(|(_, object)| object.as_dict());
            kid.is_ok_and(|kid| kid.has(b"T"))
        };
        if depth < DEEPEST && below.iter().any(named) {
            waiting.extend(below.iter().map(|kid| (kid, depth + 1)));
            continue;
        }
        n += 1;
        let own = field.get_deref(b"FT", doc).and_then(Object::as_name);
        of_kind += usize::from(own.is_ok_and(|name| name == kind));
    }
    (n, of_kind)
}

/// Looks at the file as a whole.
pub(super) fn check(doc: &Document, facts: &Facts, findings: &mut Findings) {
    if facts.encrypted {
        findings.file(ENCRYPTED, "the file is encrypted");
    }
    fillable(doc, findings);
    let catalog = doc.catalog().ok();
    let has = |key: &[u8]| catalog.is_some_and(|catalog| catalog.has(key));
    if has(b"Collection") {
        findings.file(PORTFOLIO, "the file is a collection of other files");
    }
    if hides_layers(doc) {
        findings.file(LAYERS, "the file has layers that are switched off");
    }
    if doc.xref_recovery.is_some() {
        findings.file(REPAIRED, "the file's table of objects is broken and was mended for reading");
    }
    if facts.n_bytes > USUAL_LIMIT {
        let megabytes = facts.n_bytes as f64 / 1e6;
        findings.file(LARGE, format!("the file has {megabytes:.1} MB"));
    }
    said_of_itself(facts, findings);
}

fn fillable(doc: &Document, findings: &mut Findings) {
    let Some(form) = form(doc) else { return };
    let (n, signatures) = fields(doc, form, b"Sig");
    let s = |n: usize| if n == 1 { "" } else { "s" };
    if n > signatures {
        let live = n - signatures;
        findings.file(FIELDS, format!("the file has {live} form field{}", s(live)));
    }
    if signatures > 0 {
        let what = format!("the file has {signatures} digital signature{}", s(signatures));
        findings.file(SIGNATURE, what);
    }
    if form.has(b"XFA") {
        findings.file(XFA, "the file holds a form that only one maker's programs show");
    }
}

fn hides_layers(doc: &Document) -> bool {
    let layers = doc.catalog().and_then(|c| c.get_deref(b"OCProperties", doc));
    let default = layers.and_then(Object::as_dict).and_then(|one| one.get_deref(b"D", doc));
    let Ok(default) = default.and_then(Object::as_dict) else { return false };
    let listed = |key: &[u8]| {
        let list = default.get_deref(key, doc).and_then(Object::as_array);
        list.map(Vec::as_slice).unwrap_or_default()
    };
    // A viewer does not let its reader switch a locked layer.
    let locked = listed(b"Locked");
    let base = default.get_deref(b"BaseState", doc).and_then(Object::as_name);
    listed(b"OFF").iter().any(|group| !locked.contains(group))
        || base.is_ok_and(|state| state == b"OFF")
}

fn said_of_itself(facts: &Facts, findings: &mut Findings) {
    if !facts.tagged {
        findings.file(UNTAGGED, "the file is not tagged");
    }
    if facts.language.is_none() {
        findings.file(NO_LANGUAGE, "the file does not state its language");
    }
    match (&facts.title, facts.title_shown) {
        (None, _) => findings.file(NO_TITLE, "the file has no title"),
        (Some(_), false) => findings.file(NO_TITLE, "the title of the file is not shown"),
        _ => {}
    }
    if facts.version.as_str() < "1.4" {
        findings.file(OLD, format!("the file is of PDF version {}", facts.version));
    }
}
