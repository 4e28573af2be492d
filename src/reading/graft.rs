//! Pages of a file that was read to forms in a document under construction: all that they draw, nothing that they do.
//!
//! A form keeps a page's content apart from what is drawn around it: its graphics state, its
//! patterns and its marked content stay its own, wherever the form is placed and at what size.

use std::collections::{BTreeMap, BTreeSet};

use lopdf::{Dictionary, Document, Object, ObjectId, Stream, dictionary};
use lopdf_read as read;

use super::annotations::Shown;
use super::copy::Copier;
use super::open::{Fault, Pages};

/// How far up a page inherits at most; a longer way is a circle.
const DEEPEST: usize = 64;

/// A page whose contents unfold to more is a trap.
const LARGEST_CONTENT: usize = 64 << 20;

/// A page of a file, carried into a document.
#[derive(Debug, Clone)]
pub(crate) struct CarriedPage {
    /// The form that draws it; its space is that of the page.
    pub(crate) form: ObjectId,
    /// Left, bottom, right and top of what a reader sees, in the page's space.
    pub(crate) visible: [f32; 4],
    /// By how many degrees, clockwise, a reader sees it turned: 0, 90, 180 or 270.
    pub(crate) turned: i64,
    /// How many points one unit of the page's space is.
    pub(crate) unit: f32,
    /// Appearances of annotations and fields: the form, and its place in the page's space.
    pub(crate) shown: Vec<(ObjectId, [f32; 6])>,
    /// Annotations that viewers draw themselves, made inert; their places are in the page's space.
    pub(crate) links: Vec<Dictionary>,
}

impl CarriedPage {
    /// Width and height in points, as a reader sees the page.
    pub(crate) fn size(&self) -> [f32; 2] {
        let [x0, y0, x1, y1] = self.visible;
        let size = [(x1 - x0) * self.unit, (y1 - y0) * self.unit];
        if self.turned % 180 == 0 { size } else { [size[1], size[0]] }
    }

    /// From the page's space to the page as a reader sees it, its lower left corner at the origin.
    pub(crate) fn upright(&self) -> [f32; 6] {
        let ([x0, y0, x1, y1], u) = (self.visible, self.unit);
        match self.turned {
            90 => [0.0, -u, u, 0.0, -y0 * u, x1 * u],
            180 => [-u, 0.0, 0.0, -u, x1 * u, y1 * u],
            270 => [0.0, u, -u, 0.0, y1 * u, -x0 * u],
            _ => [u, 0.0, 0.0, u, -x0 * u, -y0 * u],
        }
    }

    /// The operators that draw the page under a matrix, and the forms that they name.
    pub(crate) fn draw(&self, [a, b, c, d, e, f]: [f32; 6]) -> (String, Dictionary) {
        let mut forms = dictionary! { "Page" => self.form };
        let mut ops = format!("q {a} {b} {c} {d} {e} {f} cm /Page Do\n");
        for (n, (form, [a, b, c, d, e, f])) in self.shown.iter().enumerate() {
            ops.push_str(&format!("q {a} {b} {c} {d} {e} {f} cm /Shown{n} Do Q\n"));
            forms.set(format!("Shown{n}"), *form);
        }
        ops.push_str("Q\n");
        (ops, forms)
    }
}

/// Carries pages of one file.
pub(crate) struct Graft<'d> {
    copier: Copier<'d>,
    pages: &'d [read::ObjectId],
    /// Forms by what makes them, so that pages with the same contents share one.
    forms: BTreeMap<String, ObjectId>,
}

impl<'d> Graft<'d> {
    pub(crate) fn new(source: &'d Pages, target: &'d mut Document) -> Graft<'d> {
        let copier = Copier::new(&source.doc, target);
        Graft { copier, pages: &source.ids, forms: BTreeMap::new() }
    }

    /// Carries a page, from 0.
    ///
    /// # Errors
    /// `Fault`, where something that it shows cannot be carried.
    pub(crate) fn page(&mut self, n: usize) -> Result<CarriedPage, Fault> {
        let source = self.copier.source;
        let damaged = |what: &str| Fault::Damaged(format!("page {} {what}", n + 1));
        let id = *self.pages.get(n).ok_or_else(|| damaged("is not there"))?;
        let page = source.get_dictionary(id).map_err(|_| damaged("cannot be read"))?;
        let look = Look { source, page };
        let visible = look.visible().ok_or_else(|| damaged("has no size"))?;
        let shown = Shown::read(source, page).map_err(|_| Fault::UnseenValue(n + 1))?;
        let form = self.form(&look, visible).map_err(damaged)?;
        let mut drawn = Vec::new();
        for one in shown.drawn {
            if let Object::Reference(id) = self.copier.reference(one.form) {
                drawn.push((id, one.matrix));
            }
        }
        let links = shown.links.iter().map(|link| self.copier.dictionary(link)).collect();
        self.finish(n)?;
        Ok(CarriedPage {
            form,
            visible,
            turned: look.turned(),
            unit: look.unit(),
            shown: drawn,
            links,
        })
    }

    /// A page of one of our own files as it is, without its place in a file; none for a page that
    /// is no plain Letter page or that shows more than its contents.
    ///
    /// Its resources and its fonts are direct dictionaries, so that names can be added to them.
    ///
    /// # Errors
    /// `Fault`, where something of it cannot be carried.
    pub(crate) fn own_page(&mut self, n: usize) -> Result<Option<Dictionary>, Fault> {
        let source = self.copier.source;
        let Some(page) = self.pages.get(n).and_then(|id| source.get_dictionary(*id).ok()) else {
            return Ok(None);
        };
        let look = Look { source, page };
        let letter = Some([0.0, 0.0, 612.0, 792.0]);
        let whole = look.bounds("MediaBox") == letter && look.visible() == letter;
        let Ok(shown) = Shown::read(source, page) else { return Ok(None) };
        if !whole || look.turned() != 0 || look.unit() != 1.0 || !shown.drawn.is_empty() {
            return Ok(None);
        }
        let Some(read::Object::Dictionary(resources)) = look.value("Resources") else {
            return Ok(None);
        };
        let fonts = resources.get_deref(b"Font", source).and_then(read::Object::as_dict);
        let fonts = fonts.map(|fonts| self.copier.dictionary(fonts)).unwrap_or_default();
        let mut resources = self.copier.dictionary(resources);
        resources.set("Font", fonts);
        let mut own = dictionary! { "Type" => "Page", "Resources" => resources };
        own.set("MediaBox", [0, 0, 612, 792].map(Object::Integer).to_vec());
        for key in ["Contents", "Group"] {
            if let Ok(value) = page.get(key.as_bytes()) {
                own.set(key, self.copier.copy(value));
            }
        }
        if !shown.links.is_empty() {
            let links = shown.links.iter().map(|link| self.copier.dictionary(link).into());
            own.set("Annots", links.collect::<Vec<Object>>());
        }
        self.finish(n)?;
        Ok(Some(own))
    }

    /// Copies a value of the file with all that it refers to.
    pub(crate) fn value(&mut self, value: &read::Object) -> Object {
        let value = self.copier.copy(value);
        self.copier.finish();
        value
    }

    fn finish(&mut self, n: usize) -> Result<(), Fault> {
        self.copier.finish();
        match self.copier.lost {
            None => Ok(()),
            Some((id, _)) => Err(Fault::Damaged(format!("page {} has lost object {id}", n + 1))),
        }
    }

    fn form(&mut self, look: &Look<'_>, visible: [f32; 4]) -> Result<ObjectId, &'static str> {
        let resources = look.inherited("Resources").cloned().unwrap_or(read::Object::Null);
        let group = look.page.get(b"Group").cloned().unwrap_or(read::Object::Null);
        let contents = look.page.get(b"Contents").cloned().unwrap_or(read::Object::Null);
        // Only references tell cheaply that two pages are made of the same.
        let shared = matches!(contents, read::Object::Reference(_))
            && matches!(resources, read::Object::Reference(_))
            && matches!(group, read::Object::Reference(_) | read::Object::Null);
        let key = format!("{contents:?} {resources:?} {group:?} {visible:?}");
        if let Some(form) = self.forms.get(&key).filter(|_| shared) {
            return Ok(*form);
        }
        let mut form = self.contents(&contents)?;
        form.dict.set("Type", "XObject");
        form.dict.set("Subtype", "Form");
        form.dict.set("BBox", visible.map(Object::Real).to_vec());
        let resources = self.copier.copy(&resources);
        form.dict.set(
            "Resources",
            if resources.is_null() { Dictionary::new().into() } else { resources },
        );
        if let Ok((_, read::Object::Dictionary(group))) = look.source.dereference(&group) {
            let mut group = self.copier.dictionary(group);
            // The group of a page stands on nothing, whatever it says.
            group.set("I", true);
            // Few viewers knock out on a page, and they do in a form.
            group.remove(b"K");
            form.dict.set("Group", group);
        }
        let id = self.copier.target.add_object(form);
        if shared {
            self.forms.insert(key, id);
        }
        Ok(id)
    }

    /// The contents as one stream: as it is where it is one, joined where there are several.
    fn contents(&mut self, contents: &read::Object) -> Result<Stream, &'static str> {
        let lost = "has lost its contents";
        match self.copier.source.dereference(contents).map_err(|_| lost)?.1 {
            read::Object::Null => Ok(Stream::new(Dictionary::new(), Vec::new())),
            read::Object::Stream(stream) => Ok(self.copier.stream(stream)),
            read::Object::Array(parts) => {
                let mut whole = Vec::new();
                for part in parts {
                    let part = self.copier.source.dereference(part).map_err(|_| lost)?.1;
                    let stream = part.as_stream().map_err(|_| lost)?;
                    let room = LARGEST_CONTENT - whole.len().min(LARGEST_CONTENT);
                    let plain = stream.get_plain_content_with_limit(room);
                    whole.extend(plain.map_err(|_| "has contents that cannot be unfolded")?);
                    whole.push(b'\n');
                }
                Ok(Stream::new(Dictionary::new(), whole))
            }
            _ => Err(lost),
        }
    }

    /// Adds the file's layers that its pages use, and which of them are switched off.
    pub(crate) fn layers(&mut self, layers: &mut Layers) {
        for (group, off) in states(self.copier.source) {
            let Some(new) = self.copier.copied(group) else { continue };
            layers.groups.push(new.into());
            if off {
                layers.off.push(new.into());
            }
        }
    }
}

/// The layers of a file, and whether each is switched off.
fn states(source: &read::Document) -> Vec<(read::ObjectId, bool)> {
    let properties = source.catalog().and_then(|c| c.get_deref(b"OCProperties", source));
    let Ok(properties) = properties.and_then(read::Object::as_dict) else { return Vec::new() };
    let groups = references(source, properties, b"OCGs");
    let default = properties.get_deref(b"D", source).and_then(read::Object::as_dict);
    let default = default.cloned().unwrap_or_default();
    let base_off =
        matches!(default.get(b"BaseState"), Ok(read::Object::Name(state)) if state == b"OFF");
    let set = |key: &[u8]| references(source, &default, key).into_iter().collect::<BTreeSet<_>>();
    let (on, off) = (set(b"ON"), set(b"OFF"));
    let is_off = |group| off.contains(&group) || (base_off && !on.contains(&group));
    groups.into_iter().map(|group| (group, is_off(group))).collect()
}

/// How a page looks: its own entries, and those that it has from above.
struct Look<'d> {
    source: &'d read::Document,
    page: &'d read::Dictionary,
}

impl<'d> Look<'d> {
    fn inherited(&self, key: &str) -> Option<&'d read::Object> {
        let mut node = self.page;
        for _ in 0..DEEPEST {
            if let Ok(value) = node.get(key.as_bytes()) {
                return Some(value);
            }
            node = node.get_deref(b"Parent", self.source).and_then(read::Object::as_dict).ok()?;
        }
        None
    }

    fn value(&self, key: &str) -> Option<&'d read::Object> {
        Some(self.source.dereference(self.inherited(key)?).ok()?.1)
    }

    /// A box with its corners in order; nothing where it has no area.
    fn bounds(&self, key: &str) -> Option<[f32; 4]> {
        let corners = self.value(key)?.as_array().ok()?;
        let number = |one| self.source.dereference(one).ok()?.1.as_float().ok();
        let [a, b, c, d]: [f32; 4] =
            corners.iter().map(number).collect::<Option<Vec<_>>>()?.try_into().ok()?;
        let bounds = [a.min(c), b.min(d), a.max(c), b.max(d)];
        let real = bounds.iter().all(|n| n.is_finite() && n.abs() < 1e6);
        (real && bounds[2] - bounds[0] >= 1.0 && bounds[3] - bounds[1] >= 1.0).then_some(bounds)
    }

    /// What a reader sees: the crop box as far as it lies on the medium.
    fn visible(&self) -> Option<[f32; 4]> {
        let medium = self.bounds("MediaBox")?;
        let Some(crop) = self.bounds("CropBox") else { return Some(medium) };
        let both = [
            medium[0].max(crop[0]),
            medium[1].max(crop[1]),
            medium[2].min(crop[2]),
            medium[3].min(crop[3]),
        ];
        let overlap = both[2] - both[0] >= 1.0 && both[3] - both[1] >= 1.0;
        Some(if overlap { both } else { medium })
    }

    fn turned(&self) -> i64 {
        let degrees = self.value("Rotate").and_then(|turn| turn.as_float().ok()).unwrap_or(0.0);
        (((degrees / 90.0).round() as i64) * 90).rem_euclid(360)
    }

    fn unit(&self) -> f32 {
        let unit = self.page.get_deref(b"UserUnit", self.source).and_then(read::Object::as_float);
        unit.ok().filter(|unit| (0.01..=100.0).contains(unit)).unwrap_or(1.0)
    }
}

/// Layers of all files: without them a layer that was switched off would show.
#[derive(Default)]
pub(crate) struct Layers {
    groups: Vec<Object>,
    off: Vec<Object>,
}

impl Layers {
    /// Whether one of them is switched off.
    pub(crate) fn hide(&self) -> bool {
        !self.off.is_empty()
    }

    /// The catalog's entry; none where no page uses layers.
    pub(crate) fn properties(self) -> Option<Dictionary> {
        let default = dictionary! { "OFF" => self.off };
        (!self.groups.is_empty()).then(|| dictionary! { "OCGs" => self.groups, "D" => default })
    }
}

fn references(
    source: &read::Document,
    dictionary: &read::Dictionary,
    key: &[u8],
) -> Vec<read::ObjectId> {
    let Ok(read::Object::Array(items)) = dictionary.get_deref(key, source) else {
        return Vec::new();
    };
    items.iter().filter_map(|item| item.as_reference().ok()).collect()
}
