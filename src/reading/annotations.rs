//! A page's annotations to what they show: appearances to draw onto the page, and inert links.

use lopdf_read::{Dictionary, Document, Object, ObjectId};

/// Annotations whose look a viewer makes up where they bring none.
const DRAWN_BY_VIEWERS: [&[u8]; 15] = [
    b"Link",
    b"Line",
    b"Square",
    b"Circle",
    b"Highlight",
    b"Underline",
    b"Squiggly",
    b"StrikeOut",
    b"Ink",
    b"FreeText",
    b"Polygon",
    b"PolyLine",
    b"Text",
    b"Caret",
    b"Stamp",
];

/// What such an annotation keeps: its look, not what it does or belongs to.
const KEPT: [&str; 14] = [
    "Type", "Subtype", "Border", "BS", "C", "IC", "CA", "Name", "H", "IT", "LE", "DA", "DS",
    "Contents",
];

/// Its places on the page; points one behind the other.
const PLACES: [&str; 4] = ["Rect", "QuadPoints", "L", "Vertices"];

/// Print, read only, locked, contents locked: it shows and cannot be changed.
const INERT: i64 = 1 << 2 | 1 << 6 | 1 << 7 | 1 << 9;

const HIDDEN: i64 = 1 << 1;
const NO_VIEW: i64 = 1 << 5;

/// A filled field shows nothing: its value would be lost.
pub(super) struct UnseenValue;

/// What the annotations of a page show.
#[derive(Default)]
pub(super) struct Shown {
    pub(super) drawn: Vec<Drawn>,
    /// Annotations to keep, stripped of all that they do.
    pub(super) links: Vec<Dictionary>,
}

/// An appearance and where it stands on the page.
pub(super) struct Drawn {
    pub(super) form: ObjectId,
    pub(super) matrix: [f32; 6],
}

impl Shown {
    pub(super) fn read(doc: &Document, page: &Dictionary) -> Result<Shown, UnseenValue> {
        let mut shown = Shown::default();
        let Ok(Object::Array(annotations)) = page.get_deref(b"Annots", doc) else {
            return Ok(shown);
        };
        for annotation in annotations {
            let annotation = doc.dereference(annotation).and_then(|(_, object)| object.as_dict());
            if let Ok(annotation) = annotation {
                shown.add(doc, annotation)?;
            }
        }
        Ok(shown)
    }

    fn add(&mut self, doc: &Document, annotation: &Dictionary) -> Result<(), UnseenValue> {
        let subtype =
            annotation.get_deref(b"Subtype", doc).and_then(Object::as_name).unwrap_or_default();
        let flags = annotation.get_deref(b"F", doc).and_then(Object::as_i64).unwrap_or(0);
        if flags & (HIDDEN | NO_VIEW) != 0 || subtype == b"Popup" {
            return Ok(());
        }
        match appearance(doc, annotation) {
            Some(form) => self.drawn.extend(placed(doc, annotation, form)),
            // A button that is off may well have no appearance for that.
            None if annotation.has(b"AP") => {}
            None if subtype == b"Widget" && has_value(doc, annotation) => return Err(UnseenValue),
            None if DRAWN_BY_VIEWERS.contains(&subtype) => {
                self.links.extend(inert(doc, annotation));
            }
            None => {}
        }
        Ok(())
    }
}

/// The annotation without what it does, its places as plain numbers; none for one without a place.
fn inert(doc: &Document, annotation: &Dictionary) -> Option<Dictionary> {
    let mut inert = Dictionary::new();
    for key in KEPT {
        if let Ok(value) = annotation.get(key.as_bytes()) {
            inert.set(key, value.clone());
        }
    }
    let plain = |object: &Object| {
        let items = doc.dereference(object).ok()?.1.as_array().ok()?;
        let number = |item: &Object| doc.dereference(item).ok()?.1.as_float().ok();
        let numbers = items.iter().map(|item| number(item).filter(|n| n.is_finite()));
        Some(numbers.collect::<Option<Vec<_>>>()?.into_iter().map(Object::Real).collect::<Vec<_>>())
    };
    for key in PLACES {
        if let Some(numbers) = annotation.get(key.as_bytes()).ok().and_then(plain) {
            inert.set(key, numbers);
        }
    }
    if let Ok(strokes) = annotation.get_deref(b"InkList", doc).and_then(Object::as_array) {
        let strokes: Vec<Object> = strokes.iter().filter_map(plain).map(Object::Array).collect();
        inert.set("InkList", strokes);
    }
    inert.set("F", INERT);
    let placed = inert.get(b"Rect").and_then(Object::as_array).map(Vec::len);
    (placed.ok() == Some(4)).then_some(inert)
}

/// The normal appearance in the annotation's present state.
fn appearance(doc: &Document, annotation: &Dictionary) -> Option<ObjectId> {
    let normal = annotation.get_deref(b"AP", doc).ok()?.as_dict().ok()?.get(b"N").ok()?;
    let (id, object) = doc.dereference(normal).ok()?;
    match object {
        Object::Stream(_) => id,
        Object::Dictionary(states) => {
            let state = annotation.get_deref(b"AS", doc).and_then(Object::as_name).ok()?;
            let (id, object) = doc.dereference(states.get(state).ok()?).ok()?;
            object.as_stream().ok().and(id)
        }
        _ => None,
    }
}

/// Where the form stands: its box, turned by its matrix, fills the annotation's rectangle
/// (ISO 32000-1, 12.5.5, algorithm 8.1). Nothing for a rectangle without area.
fn placed(doc: &Document, annotation: &Dictionary, form: ObjectId) -> Option<Drawn> {
    let [x0, y0, x1, y1] = numbers::<4>(doc, annotation, b"Rect")?;
    let stream = doc.get_object(form).ok()?.as_stream().ok()?;
    let bounds = numbers::<4>(doc, &stream.dict, b"BBox")?;
    let [a, b, c, d, e, f] =
        numbers::<6>(doc, &stream.dict, b"Matrix").unwrap_or([1.0, 0.0, 0.0, 1.0, 0.0, 0.0]);
    let (mut low, mut high) = ([f32::MAX; 2], [f32::MIN; 2]);
    for (x, y) in
        [(0, 1), (2, 1), (0, 3), (2, 3)].map(|(x, y): (usize, usize)| (bounds[x], bounds[y]))
    {
        let corner = [a * x + c * y + e, b * x + d * y + f];
        for axis in 0..2 {
            low[axis] = low[axis].min(corner[axis]);
            high[axis] = high[axis].max(corner[axis]);
        }
    }
    let scale = [(x1 - x0).abs() / (high[0] - low[0]), (y1 - y0).abs() / (high[1] - low[1])];
    let shift = [x0.min(x1) - low[0] * scale[0], y0.min(y1) - low[1] * scale[1]];
    let matrix = [scale[0], 0.0, 0.0, scale[1], shift[0], shift[1]];
    matrix.iter().all(|n| n.is_finite()).then_some(Drawn { form, matrix })
}

fn numbers<const N: usize>(
    doc: &Document,
    dictionary: &Dictionary,
    key: &[u8],
) -> Option<[f32; N]> {
    let items = dictionary.get_deref(key, doc).ok()?.as_array().ok()?;
    let number = |item: &Object| doc.dereference(item).ok()?.1.as_float().ok();
    items.iter().map(number).collect::<Option<Vec<_>>>()?.try_into().ok()
}

/// Whether a field, or one that it belongs to, holds words.
fn has_value(doc: &Document, field: &Dictionary) -> bool {
    let mut node = Some(field);
    for _ in 0..16 {
        let Some(field) = node else { return false };
        if let Ok(value) = field.get_deref(b"V", doc) {
            return match value {
                Object::String(words, _) => !words.is_empty(),
                Object::Array(items) => !items.is_empty(),
                Object::Name(state) => state != b"Off",
                _ => false,
            };
        }
        node = field.get_deref(b"Parent", doc).and_then(Object::as_dict).ok();
    }
    false
}
