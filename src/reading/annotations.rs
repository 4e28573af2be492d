//! A page's annotations to what they show: appearances to draw onto the page, and inert links.

use lopdf_read::{Dictionary, Document, Object, ObjectId};

/// Annotations whose look a viewer makes up where they bring none.
const DRAWN_BY_VIEWERS: [&[u8]; 14] = [
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
    b"Caret",
    b"Stamp",
];

/// What such an annotation keeps: its look, not what it does, belongs to or remarks.
const KEPT: [&str; 12] =
    ["Type", "Subtype", "Border", "BS", "C", "IC", "CA", "Name", "H", "IT", "LE", "DA"];

/// Its places on the page; points one behind the other.
const PLACES: [&str; 4] = ["Rect", "QuadPoints", "L", "Vertices"];

/// Print, read only, locked, contents locked: it shows and cannot be changed.
const INERT: i64 = 1 << 2 | 1 << 6 | 1 << 7 | 1 << 9;

const HIDDEN: i64 = 1 << 1;
const NO_VIEW: i64 = 1 << 5;

/// The flag of a button that keeps no state.
const PUSHED: i64 = 1 << 16;

/// How far up a field inherits at most; a longer way is a circle.
const DEEPEST_FIELD: usize = 16;

/// A filled field or typed words show nothing: they would be lost.
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
        let popup = subtype == b"Popup";
        if flags & (HIDDEN | NO_VIEW) != 0 || popup || is_push_button(doc, annotation) {
            return Ok(());
        }
        match appearance(doc, annotation) {
            Some(form) => self.drawn.extend(placed(doc, annotation, form)),
            // A button that is off may well have no appearance for that.
            None if annotation.has(b"AP") => {}
            None if subtype == b"Widget" && has_value(doc, annotation) => return Err(UnseenValue),
            None if shows_remark(doc, annotation) => return Err(UnseenValue),
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

/// Whether an annotation bears words, shown or not.
pub(crate) fn has_remark(doc: &Document, annotation: &Dictionary) -> bool {
    [b"Contents".as_slice(), b"RC"].into_iter().any(|key| match annotation.get_deref(key, doc) {
        Ok(Object::String(words, _)) => !words.is_empty(),
        Ok(Object::Stream(words)) => !words.content.is_empty(),
        _ => false,
    })
}

/// Whether viewers would set an annotation's words on the page.
fn shows_remark(doc: &Document, annotation: &Dictionary) -> bool {
    let set = match annotation.get_deref(b"Subtype", doc).and_then(Object::as_name) {
        Ok(b"FreeText") => true,
        Ok(b"Line") => {
            annotation.get_deref(b"Cap", doc).and_then(Object::as_bool).ok() == Some(true)
        }
        _ => false,
    };
    set && has_remark(doc, annotation)
}

/// Whether an annotation is a button to press: part of a screen, not of a page.
pub(crate) fn is_push_button(doc: &Document, annotation: &Dictionary) -> bool {
    let name = |key| of_field(doc, annotation, key).and_then(|value| value.as_name().ok());
    let flags = || of_field(doc, annotation, b"Ff").and_then(|flags| flags.as_i64().ok());
    annotation.get_deref(b"Subtype", doc).and_then(Object::as_name).ok() == Some(b"Widget")
        && name(b"FT") == Some(b"Btn")
        && flags().is_some_and(|flags| flags & PUSHED != 0)
}

/// Whether a field, or one that it belongs to, holds words.
fn has_value(doc: &Document, field: &Dictionary) -> bool {
    match of_field(doc, field, b"V") {
        Some(Object::String(words, _)) => !words.is_empty(),
        Some(Object::Array(items)) => !items.is_empty(),
        Some(Object::Name(state)) => state != b"Off",
        _ => false,
    }
}

/// An entry of a field, its own or one that it inherits.
fn of_field<'d>(doc: &'d Document, field: &'d Dictionary, key: &[u8]) -> Option<&'d Object> {
    let mut node = field;
    for _ in 0..DEEPEST_FIELD {
        if let Ok(value) = node.get_deref(key, doc) {
            return Some(value);
        }
        node = node.get_deref(b"Parent", doc).and_then(Object::as_dict).ok()?;
    }
    None
}
