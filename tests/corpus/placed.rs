//! A carried page found on its sheet, checked for where it stands, and compared with what it was.

use hayro::hayro_interpret::InterpreterSettings;
use hayro::hayro_syntax::Pdf;
use hayro::hayro_syntax::object::{Array, Dict, Name, Object as Item, Rect as Bounds};
use hayro::hayro_syntax::page::Page;
use hayro::vello_cpu::kurbo::{Affine, Point, Rect};
use hayro::{RenderCache, RenderSettings};
use lopdf::content::{Content, Operation};
use lopdf::{Document, Object};

use crate::render::{Picture, drawn};

/// Pixels to the point at which pages are compared.
const FINENESS: f64 = 1.0;

/// Both are drawn onto the same pixels by the same program: what differs is rounding, by which the
/// edge of a hairline may fall on the next pixel.
const SAME: Bound = Bound { tolerance: 8, most: 1, reach: 1 };

/// The strip at the foot of a sheet that the page number has to itself, in points.
pub(crate) const FOOT: f64 = 32.0;

/// A file, and the joined file that it was carried into.
#[derive(Clone, Copy)]
pub(crate) struct Look<'b> {
    pub(crate) before: &'b [u8],
    pub(crate) after: &'b [u8],
    /// The page of the joined file, from 0, that is the first of the carried ones.
    pub(crate) first: usize,
}

/// What differs on some pages of a file, from 0.
pub(crate) fn compare(look: &Look<'_>, pages: &[usize]) -> Vec<String> {
    let doc = Document::load_mem(look.after).expect("the joined file is readable");
    let ids: Vec<_> = doc.page_iter().collect();
    let (before, after) = (opened(look.before), opened(look.after));
    let caches = (RenderCache::new(), RenderCache::new());
    let mut wrong = Vec::new();
    for n in pages {
        let sheet = look.first + n;
        let found = placement(&doc, ids[sheet]).and_then(|placement| {
            let (page, sheet) = (&before.pages()[*n], &after.pages()[sheet]);
            let both = Both { page, sheet, placement };
            both.check_place()?;
            both.check_pixels(&caches.0, &caches.1)
        });
        if let Err(what) = found {
            wrong.push(format!("page {}: {what}", n + 1));
        }
    }
    wrong
}

/// Where a page, from 0, stands on its sheet: its corners in points, counted upwards from the lower
/// left of the sheet, and its scale.
#[allow(dead_code)]
pub(crate) fn spot(look: &Look<'_>, n: usize) -> Result<(Rect, f64), String> {
    let doc = Document::load_mem(look.after).map_err(|error| error.to_string())?;
    let sheet = look.first + n;
    let id = doc.page_iter().nth(sheet).ok_or("the page is missing")?;
    let placement = placement(&doc, id)?;
    let (before, after) = (opened(look.before), opened(look.after));
    let both = Both { page: &before.pages()[n], sheet: &after.pages()[sheet], placement };
    let place = both.place();
    Ok((place, place.width() / f64::from(both.page.render_dimensions().0)))
}

fn opened(bytes: &[u8]) -> Pdf {
    Pdf::new(bytes.to_vec()).expect("the renderer opens it")
}

/// From the space of the first form that a page draws to the page: what its operators say.
fn placement(doc: &Document, page: lopdf::ObjectId) -> Result<Affine, String> {
    let contents = Content::decode(&doc.get_page_content(page)).map_err(|e| e.to_string())?;
    let (mut matrix, mut stack) = (Affine::IDENTITY, Vec::new());
    for Operation { operator, operands } in &contents.operations {
        match operator.as_str() {
            "q" => stack.push(matrix),
            "Q" => matrix = stack.pop().unwrap_or_default(),
            "cm" => {
                let numbers: Vec<f64> = operands.iter().filter_map(number).collect();
                let numbers = numbers.try_into().map_err(|_| "a matrix without numbers")?;
                matrix *= Affine::new(numbers);
            }
            "Do" => return Ok(matrix),
            _ => {}
        }
    }
    Err("nothing is drawn".to_owned())
}

fn number(object: &Object) -> Option<f64> {
    object.as_float().ok().map(f64::from)
}

struct Both<'p> {
    page: &'p Page<'p>,
    sheet: &'p Page<'p>,
    /// From the page's space to the sheet's, both counted upwards.
    placement: Affine,
}

impl<'p> Both<'p> {
    /// Pixels to a point across and down, so that a viewer's picture of the page is not too large.
    fn size(&self) -> (u16, u16) {
        let (width, height) = self.page.render_dimensions();
        let pixels = |side: f32| (f64::from(side) * FINENESS).ceil() as u16;
        (pixels(width), pixels(height))
    }

    /// From the page's space to pixels, as a viewer shows it.
    fn upright(&self) -> Affine {
        let upright = Affine::new(self.page.initial_transform(true).as_coeffs());
        Affine::scale(FINENESS) * upright
    }

    /// From the sheet's space to the same pixels.
    fn back(&self) -> Affine {
        self.upright() * self.placement.inverse()
    }

    /// Its corners on the sheet.
    fn place(&self) -> Rect {
        let (width, height) = self.page.render_dimensions();
        let all = Rect::new(0.0, 0.0, f64::from(width) * FINENESS, f64::from(height) * FINENESS);
        self.back().inverse().transform_rect_bbox(all)
    }

    /// It stands upright, whole, on the sheet, no larger than it was and no smaller than need be.
    fn check_place(&self) -> Result<(), String> {
        let back = self.back().as_coeffs().map(|n| n / FINENESS);
        let [a, b, c, d, ..] = back;
        let turned = b.abs() > 1e-3 || c.abs() > 1e-3 || a <= 0.0 || (a + d).abs() > 1e-3;
        if turned {
            return Err(format!("it is turned, mirrored or stretched: {back:?}"));
        }
        let place = self.place();
        let whole = Rect::new(-0.01, -0.01, 612.01, 792.01);
        if !whole.contains_rect(place) {
            return Err(format!("it stands beside the sheet: {place:?}"));
        }
        let unit = self.page.raw().get::<f32>(b"UserUnit".as_slice()).unwrap_or(1.0);
        let scale = 1.0 / a / f64::from(unit);
        let full = place.width() > 540.0 || place.height() > 700.0;
        if scale > 1.0001 || (scale < 0.9999 && !full) {
            return Err(format!("it is shown at {scale} of its size: {place:?}"));
        }
        Ok(())
    }

    /// Where the page has buttons to press, in pixels.
    fn buttons(&self) -> Vec<Rect> {
        let annotations = self.page.raw().get::<Array<'_>>(b"Annots".as_slice());
        let items = annotations.iter().flat_map(|items| items.iter::<Item<'_>>());
        let dicts =
            items.filter_map(|item| if let Item::Dict(dict) = item { Some(dict) } else { None });
        let bounds =
            dicts.filter(is_button).filter_map(|dict| dict.get::<Bounds>(b"Rect".as_slice()));
        let place =
            |at: Bounds| self.upright().transform_rect_bbox(Rect::new(at.x0, at.y0, at.x1, at.y1));
        bounds.map(place).collect()
    }

    fn check_pixels(
        &self,
        before: &RenderCache<'p>,
        after: &RenderCache<'p>,
    ) -> Result<(), String> {
        let mut was = picture(self.page, before, self.upright(), self.size());
        let mut is = picture(self.sheet, after, self.back(), self.size());
        for button in self.buttons() {
            was.whiten(button);
            is.whiten(button);
        }
        let foot = (self.back() * Point::new(0.0, FOOT)).y;
        apart(&was, &is, foot, SAME)
    }
}

/// Whether an annotation is a button to press, which stays behind on purpose.
fn is_button(annotation: &Dict<'_>) -> bool {
    const PUSHED: i32 = 1 << 16;
    let mut flags = annotation.get::<i32>(b"Ff".as_slice());
    let mut kind = annotation.get::<Name<'_>>(b"FT".as_slice());
    let mut parent = annotation.get::<Dict<'_>>(b"Parent".as_slice());
    while let Some(field) = parent {
        flags = flags.or_else(|| field.get(b"Ff".as_slice()));
        kind = kind.or_else(|| field.get(b"FT".as_slice()));
        parent = field.get(b"Parent".as_slice());
    }
    kind.is_some_and(|kind| *kind == *b"Btn") && flags.unwrap_or(0) & PUSHED != 0
}

fn picture<'a>(
    page: &'a Page<'a>,
    cache: &RenderCache<'a>,
    transform: Affine,
    size: (u16, u16),
) -> Picture {
    drawn(size, |context| {
        hayro::render_into(
            page,
            cache,
            &InterpreterSettings::default(),
            // Kept glyphs are drawn at quarters of a pixel, which a shrunk page can meet on either side.
            &RenderSettings { glyph_caching: false, ..RenderSettings::default() },
            context,
            transform,
        );
    })
}

/// How far two pictures are apart at most.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Bound {
    /// A channel of a pixel may differ by so much.
    pub(crate) tolerance: u8,
    /// So many of a hundred thousand pixels may differ by more.
    pub(crate) most: usize,
    /// A pixel may have its like so many pixels away.
    pub(crate) reach: usize,
}

/// How far two pictures are apart; below `foot` only what was there before counts.
pub(crate) fn apart(was: &Picture, is: &Picture, foot: f64, bound: Bound) -> Result<(), String> {
    let mut is = is.clone();
    let from = 3 * is.width * (foot.max(0.0) as usize).min(is.height);
    // Where the number may stand, the page has to be white.
    is.rgb[from..].fill(255);
    let row = |picture: &Picture, y: usize| 3 * picture.width * y..3 * picture.width * (y + 1);
    let differs = |y: &usize| was.rgb[row(was, *y)] != is.rgb[row(&is, *y)];
    let places = (0..was.height).filter(differs).flat_map(|y| (0..was.width).map(move |x| (x, y)));
    let strays: Vec<_> =
        places.filter(|at| stray(was, &is, *at, bound) || stray(&is, was, *at, bound)).collect();
    if strays.len() * 100_000 <= bound.most * was.width * was.height {
        return Ok(());
    }
    let part = strays.len() as f64 * 100.0 / (was.width * was.height) as f64;
    Err(format!("{} pixels ({part:.2} %) differ, first {:?}", strays.len(), strays.first()))
}

/// Whether a pixel has its like nowhere near in another picture.
fn stray(one: &Picture, other: &Picture, (x, y): (usize, usize), bound: Bound) -> bool {
    let pixel = |picture: &Picture, x: usize, y: usize| {
        let start = 3 * (y * picture.width + x);
        [0, 1, 2].map(|n| picture.rgb[start + n])
    };
    let this = pixel(one, x, y);
    let alike = |that: [u8; 3]| (0..3).all(|n| this[n].abs_diff(that[n]) <= bound.tolerance);
    if alike(pixel(other, x, y)) {
        return false;
    }
    let near =
        |at: usize, side: usize| at.saturating_sub(bound.reach)..(at + bound.reach + 1).min(side);
    let rows = near(y, other.height);
    !rows.into_iter().any(|y| near(x, other.width).any(|x| alike(pixel(other, x, y))))
}

/// Ways to spoil a joined page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Change {
    /// Two points to the right within its form.
    Moved,
    /// Upside down.
    Turned,
    /// Nothing but the page itself: no field, no annotation.
    Bared,
    /// Smaller than need be.
    Shrunk,
    /// A word fewer.
    Clipped,
}

pub(crate) const CHANGES: [Change; 5] =
    [Change::Moved, Change::Turned, Change::Bared, Change::Shrunk, Change::Clipped];

/// A joined file with one page spoilt.
pub(crate) fn changed(bytes: &[u8], page: usize, change: Change) -> Vec<u8> {
    let mut doc = Document::load_mem(bytes).expect("readable");
    let id = doc.page_iter().nth(page).expect("the page");
    let mut contents = Content::decode(&doc.get_page_content(id)).expect("operators");
    let draws = |one: &Operation| one.operator == "Do";
    let first = contents.operations.iter().position(draws).expect("a form");
    let matrix = |numbers: [f32; 6]| Operation::new("cm", numbers.map(Object::Real).to_vec());
    let operations = &mut contents.operations;
    match change {
        Change::Moved => return moved(doc, id),
        Change::Turned => operations.insert(first, matrix([-1.0, 0.0, 0.0, -1.0, 612.0, 792.0])),
        Change::Bared => operations.truncate(first + 1),
        Change::Shrunk => operations.insert(first, matrix([0.8, 0.0, 0.0, 0.8, 0.0, 0.0])),
        Change::Clipped => {
            let edge = [0.0, 0.0, 200.0, 792.0].map(Object::Real).to_vec();
            operations.insert(first, Operation::new("n", vec![]));
            operations.insert(first, Operation::new("W", vec![]));
            operations.insert(first, Operation::new("re", edge));
        }
    }
    doc.change_page_content(id, contents.encode().expect("encodes")).expect("has contents");
    let mut spoilt = Vec::new();
    doc.save_to(&mut spoilt).expect("saves");
    spoilt
}

fn moved(mut doc: Document, page: lopdf::ObjectId) -> Vec<u8> {
    let page = doc.get_dictionary(page).expect("a page");
    let forms = page.get(b"Resources").and_then(Object::as_dict).and_then(|r| r.get(b"XObject"));
    let forms = forms.and_then(Object::as_dict).expect("forms");
    let form = forms.get(b"Page").and_then(Object::as_reference).expect("the form of the page");
    let stream = doc.get_object_mut(form).and_then(Object::as_stream_mut).expect("a form");
    let mut contents = b"1 0 0 1 2 0 cm\n".to_vec();
    contents.extend(stream.get_plain_content().expect("inflates"));
    stream.set_plain_content(contents);
    let mut spoilt = Vec::new();
    doc.save_to(&mut spoilt).expect("saves");
    spoilt
}
