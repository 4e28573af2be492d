//! An official blank held against the one that is kept of it: the same words at the same places, nothing of the screen.

use std::collections::BTreeMap;

use lopdf_read::{Dictionary, Document, Object};
use petition::layout::font::Faces;
use petition::layout::page::FaceId;
use petition::reading::{MeasuredPage, each_page, lines as lines_of};

/// What differs between a downloaded blank and the kept one.
pub(crate) fn compare(before: &[u8], after: &[u8]) -> Vec<String> {
    let (old, new) = (load(before), load(after));
    let mut faults = contents(&old, &new);
    faults.extend(fonts(&new));
    let (old, new) = (pages(before), pages(after));
    for (n, (old, new)) in old.iter().zip(&new).enumerate() {
        let found = words(old, new).into_iter();
        faults.extend(found.map(|what| format!("page {}: {what}", n + 1)));
    }
    faults
}

fn load(bytes: &[u8]) -> Document {
    Document::load_mem(bytes).expect("a blank")
}

fn pages(bytes: &[u8]) -> Vec<MeasuredPage> {
    let mut pages = Vec::new();
    each_page(bytes.to_vec(), |_, page| pages.push(page)).expect("measured");
    pages
}

/// The streams of a page's contents, unpacked.
fn streams(doc: &Document, page: &Dictionary) -> Vec<Vec<u8>> {
    let parts = match page.get_deref(b"Contents", doc).expect("contents") {
        Object::Array(parts) => parts.clone(),
        _ => vec![page.get(b"Contents").expect("contents").clone()],
    };
    let plain = |part: &Object| {
        let stream = doc.dereference(part).expect("there").1.as_stream().expect("a stream");
        stream.get_plain_content().expect("unpacks")
    };
    parts.iter().map(plain).collect()
}

/// The printed form's own contents are untouched; what is added stands before and behind them.
fn contents(old: &Document, new: &Document) -> Vec<String> {
    let mut faults = Vec::new();
    for (n, (before, after)) in old.page_iter().zip(new.page_iter()).enumerate() {
        let page = |doc: &Document, id| streams(doc, doc.get_dictionary(id).expect("a page"));
        let (before, after) = (page(old, before), page(new, after));
        let added = after.len().saturating_sub(before.len());
        let own = if added == 0 { &after[..] } else { &after[1..=before.len()] };
        if own != before || !matches!(added, 0 | 2) {
            faults.push(format!("page {}: its contents are not what they were", n + 1));
        }
    }
    faults
}

/// Every font of a page is embedded, and states the widths of its twin.
fn fonts(doc: &Document) -> Vec<String> {
    let mut faults = Vec::new();
    for object in doc.objects.values() {
        let Ok(font) = object.as_dict() else { continue };
        if !font.has_type(b"Font") || font.has(b"DescendantFonts") || !font.has(b"FirstChar") {
            continue;
        }
        let name =
            String::from_utf8_lossy(font.get(b"BaseFont").and_then(Object::as_name).unwrap());
        let descriptor = font.get_deref(b"FontDescriptor", doc).and_then(Object::as_dict);
        if !descriptor.is_ok_and(|one| one.has(b"FontFile2")) {
            faults.push(format!("{name} is not embedded"));
        }
        faults.extend(widths(doc, font, &name));
    }
    faults
}

/// Letters and digits of the faces that layout measures, by the widths that the form states.
fn widths(doc: &Document, font: &Dictionary, name: &str) -> Vec<String> {
    let face = match name.split_once('+').map(|(_, face)| face) {
        Some("Arimo") => FaceId::Sans,
        Some("Arimo-Bold") => FaceId::SansBold,
        Some("Tinos") => FaceId::Serif,
        Some("Tinos-Bold") => FaceId::SerifBold,
        Some("Tinos-Italic") => FaceId::SerifItalic,
        Some("Tinos-BoldItalic") => FaceId::SerifBoldItalic,
        // Slanted letters of Arial are as wide as upright ones.
        Some("Arimo-Italic") => FaceId::Sans,
        Some("Arimo-BoldItalic") => FaceId::SansBold,
        _ => return vec![format!("{name} has no twin")],
    };
    let first = font.get_deref(b"FirstChar", doc).and_then(Object::as_i64).expect("a code");
    let stated = font.get_deref(b"Widths", doc).and_then(Object::as_array).expect("widths");
    let faces = Faces::new();
    let mut faults = Vec::new();
    for c in ('a'..='z').chain('A'..='Z').chain('0'..='9').chain("().,§".chars()) {
        let at = usize::try_from(i64::from(u32::from(c)) - first).ok();
        let Some(width) = at.and_then(|at| stated.get(at)).and_then(|one| one.as_float().ok())
        else {
            continue;
        };
        let drawn = faces.measure(face, 1000.0, &c.to_string());
        if width != 0.0 && (width - drawn).abs() > 1.0 {
            faults.push(format!("{name} states {width} for `{c}`, which is {drawn} wide"));
        }
    }
    faults
}

/// The lines of a page, each by its height in whole points, without its spaces: how runs are cut
/// depends on widths that are guessed where a face is missing.
fn words(old: &MeasuredPage, new: &MeasuredPage) -> Vec<String> {
    let gather = |page: &MeasuredPage| {
        let mut lines: BTreeMap<i32, String> = BTreeMap::new();
        for line in lines_of(page) {
            let text = line.runs.iter().filter(|run| run.visible).map(|run| run.text.as_str());
            let text: String = text.collect::<String>().split_whitespace().collect();
            lines.entry(line.baseline.round() as i32).or_default().push_str(&text);
        }
        lines
    };
    // What belongs to the screen goes, and what a button prints by itself is printed.
    let screen = [
        "Foryourprotection",
        "pleasepress",
        "buttonafter",
        "printedtheform",
        "ThisForm",
        "Tokeepotherpeople",
        "seeingwhatyouentered",
        "formwhenfinished",
    ];
    let of_screen = |text: &str| text.is_empty() || screen.iter().any(|part| text.contains(part));
    // Within a line, where a run begins may depend on a guessed width too.
    let letters = |text: &str| {
        let mut letters: Vec<char> = text.chars().collect();
        letters.sort_unstable();
        letters
    };
    let (old, new) = (gather(old), gather(new));
    let differs = |other: &BTreeMap<i32, String>, (at, text): (&i32, &String)| {
        let same = other.get(at).is_some_and(|there| letters(there) == letters(text));
        !same && !of_screen(text)
    };
    let lost = old.iter().filter(|line| differs(&new, *line));
    let come = new.iter().filter(|line| differs(&old, *line));
    let lost = lost.map(|(at, text)| format!("{at}: `{text}` is lost"));
    lost.chain(come.map(|(at, text)| format!("{at}: `{text}` is new"))).collect()
}
