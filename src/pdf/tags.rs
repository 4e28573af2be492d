//! The structure tree: elements in reading order, each tied to what it draws on which page.

use std::collections::BTreeMap;

use lopdf::{Dictionary, Document, Object, ObjectId, dictionary, text_string};

use crate::layout::page::{Element, Entry, Ink, Item, Mark, Pages, Role};

use super::{PAGE_HEIGHT, PdfError};

/// Pages with the numbers of their marked sequences.
pub(super) struct Marked<'p> {
    pub(super) pages: &'p Pages,
    /// Page objects in order.
    pub(super) ids: &'p [ObjectId],
    /// For each page the element of each marked sequence that we draw.
    pub(super) marks: &'p [Vec<usize>],
    pub(super) planted: &'p Planted,
}

/// What stands in the tree already, of pages that were drawn upon.
#[derive(Debug, Default)]
pub(super) struct Planted {
    /// Elements of `Pages` that are objects of the document: what is drawn is added to their kids.
    pub(super) elements: BTreeMap<usize, Root>,
    /// For each page the elements of the marked sequences that stand before ours.
    pub(super) rows: Vec<Vec<Object>>,
}

/// An element that is an object already.
#[derive(Debug, Clone, Copy)]
pub(super) struct Root {
    pub(super) id: ObjectId,
    /// Whether it has its place below its parent.
    pub(super) placed: bool,
}

impl Planted {
    fn row(&self, page: usize) -> &[Object] {
        self.rows.get(page).map(Vec::as_slice).unwrap_or_default()
    }
}

/// Adds the tree to a document; returns its root.
pub(super) fn add(doc: &mut Document, marked: &Marked) -> Result<ObjectId, PdfError> {
    let tree = Tree::grow(marked)?;
    let notes = Notes::read(marked.pages);
    let root = doc.new_object_id();
    let planted = &marked.planted.elements;
    let id = |n| planted.get(&n).map_or_else(|| doc.new_object_id(), |root| root.id);
    let ids: Vec<ObjectId> = (0..tree.kids.len()).map(id).collect();
    for (n, element) in marked.pages.elements.iter().enumerate() {
        if !tree.attached[n] {
            continue;
        }
        if let Some(root) = planted.get(&n) {
            let parent = (!root.placed).then_some(ids[element.parent]);
            grow_planted(doc, root.id, parent, |own| {
                add_kids(own, &tree.kids[n], &ids, marked.ids);
            });
            continue;
        }
        let mut dictionary = dictionary! { "S" => element.role.name(), "P" => ids[element.parent] };
        if n == 0 {
            dictionary.set("P", root);
        }
        set_kids(&mut dictionary, &tree.kids[n], &ids, marked.ids);
        notes.annotate(&mut dictionary, n, element);
        doc.set_object(ids[n], dictionary);
    }
    let mut numbers: Vec<Object> = Vec::with_capacity(2 * marked.marks.len());
    for (n, marks) in marked.marks.iter().enumerate() {
        numbers.push((n as i64).into());
        let mut row = marked.planted.row(n).to_vec();
        row.extend(marks.iter().map(|element| Object::from(ids[*element])));
        numbers.push(row.into());
    }
    let parents = doc.add_object(dictionary! { "Nums" => numbers });
    doc.set_object(
        root,
        dictionary! {
            "Type" => "StructTreeRoot",
            "K" => ids[0],
            "ParentTree" => parents,
            "ParentTreeNextKey" => marked.marks.len() as i64,
        },
    );
    Ok(root)
}

/// Adds to an element that is an object already, below its parent where it has no place yet.
fn grow_planted(
    doc: &mut Document,
    id: ObjectId,
    parent: Option<ObjectId>,
    add: impl FnOnce(&mut Dictionary),
) {
    let Ok(own) = doc.get_object_mut(id).and_then(Object::as_dict_mut) else { return };
    if let Some(parent) = parent {
        own.set("P", parent);
    }
    add(own);
}

/// Adds kids behind those that an element has.
fn add_kids(own: &mut Dictionary, kids: &[Kid], ids: &[ObjectId], pages: &[ObjectId]) {
    let mut all = match own.remove(b"K") {
        Some(Object::Array(kids)) => kids,
        Some(kid) => vec![kid],
        None => Vec::new(),
    };
    let mut ours = Dictionary::new();
    set_kids(&mut ours, kids, ids, pages);
    let home = ours.get(b"Pg").and_then(Object::as_reference).ok();
    let said = own.get(b"Pg").and_then(Object::as_reference).ok();
    if let (Some(home), None) = (home, said) {
        own.set("Pg", home);
    }
    let added = match ours.remove(b"K") {
        Some(Object::Array(kids)) => kids,
        Some(kid) => vec![kid],
        None => Vec::new(),
    };
    let elsewhere = said.is_some() && said != home;
    all.extend(added.into_iter().map(|kid| match (kid, home) {
        (Object::Integer(number), Some(home)) if elsewhere => {
            dictionary! { "Type" => "MCR", "Pg" => home, "MCID" => number }.into()
        }
        (kid, _) => kid,
    }));
    if !all.is_empty() {
        own.set("K", all);
    }
}

/// What stands in an element.
#[derive(Clone, Copy)]
enum Kid {
    Mark { page: usize, number: usize },
    Element(usize),
}

/// Elements with their kids in reading order.
struct Tree<'p> {
    elements: &'p [Element],
    kids: Vec<Vec<Kid>>,
    attached: Vec<bool>,
}

impl<'p> Tree<'p> {
    fn grow(marked: &Marked<'p>) -> Result<Tree<'p>, PdfError> {
        let elements = &marked.pages.elements;
        if elements.is_empty() {
            return Err(PdfError::Reference { from: "the root of the structure tree".to_owned() });
        }
        let behind = |(n, element): &(usize, &Element)| *n > 0 && element.parent >= *n;
        if let Some((n, _)) = elements.iter().enumerate().find(behind) {
            return Err(PdfError::Reference { from: format!("the parent of element {n}") });
        }
        let kids = elements.iter().map(|_| Vec::new()).collect();
        let mut tree = Tree { elements, kids, attached: vec![false; elements.len()] };
        tree.attached[0] = true;
        for (n, root) in &marked.planted.elements {
            match root.placed {
                true => tree.attached[*n] = true,
                false => tree.attach(*n),
            }
        }
        for (page, marks) in marked.marks.iter().enumerate() {
            let taken = marked.planted.row(page).len();
            for (number, element) in marks.iter().enumerate() {
                tree.attach(*element);
                tree.kids[*element].push(Kid::Mark { page, number: taken + number });
            }
        }
        tree.attach_empty_cells();
        if !marked.planted.elements.is_empty() {
            // Those that stood there were tied first, whatever page they are of.
            tree.kids[0].sort_by_key(|kid| match kid {
                Kid::Element(n) => *n,
                Kid::Mark { .. } => 0,
            });
        }
        Ok(tree)
    }

    /// Ties an element, and those above it, to the tree where it is first drawn.
    fn attach(&mut self, element: usize) {
        if std::mem::replace(&mut self.attached[element], true) {
            return;
        }
        let parent = self.elements[element].parent;
        self.attach(parent);
        self.kids[parent].push(Kid::Element(element));
    }

    /// A cell without words still counts: every row of a table has the same number of cells.
    fn attach_empty_cells(&mut self) {
        for n in 1..self.elements.len() {
            let cell =
                matches!(self.elements[n].role, Role::Row | Role::HeaderCell | Role::DataCell);
            if self.attached[n] || !cell {
                continue;
            }
            self.attached[n] = true;
            let parent = self.elements[n].parent;
            self.attach(parent);
            let kids = &mut self.kids[parent];
            let later = |kid: &Kid| matches!(kid, Kid::Element(other) if *other > n);
            let place = kids.iter().position(later).unwrap_or(kids.len());
            kids.insert(place, Kid::Element(n));
        }
    }
}

fn set_kids(dictionary: &mut Dictionary, kids: &[Kid], ids: &[ObjectId], pages: &[ObjectId]) {
    let home = kids.iter().find_map(|kid| match kid {
        Kid::Mark { page, .. } => Some(*page),
        Kid::Element(_) => None,
    });
    if let Some(home) = home {
        dictionary.set("Pg", pages[home]);
    }
    let mut objects: Vec<Object> = kids
        .iter()
        .map(|kid| match *kid {
            Kid::Element(element) => ids[element].into(),
            Kid::Mark { page, number } if home == Some(page) => (number as i64).into(),
            Kid::Mark { page, number } => {
                dictionary! { "Type" => "MCR", "Pg" => pages[page], "MCID" => number as i64 }.into()
            }
        })
        .collect();
    match objects.len() {
        0 => {}
        1 => dictionary.set("K", objects.remove(0)),
        _ => dictionary.set("K", objects),
    }
}

/// What the drawn items tell about their elements.
struct Notes {
    /// Bounds of each figure: left, top, right, bottom, counted down from the top edge.
    bounds: Vec<Option<[f32; 4]>>,
    /// Numbering of each list.
    numbering: Vec<Option<&'static str>>,
}

impl Notes {
    fn read(pages: &Pages) -> Notes {
        let n = pages.elements.len();
        let mut notes = Notes { bounds: vec![None; n], numbering: vec![None; n] };
        for item in pages.pages.iter().flat_map(|page| &page.items) {
            let Mark::Content(element) = item.mark else { continue };
            match pages.elements[element].role {
                Role::Figure => widen(&mut notes.bounds[element], item),
                Role::Label => notes.number(pages, element, item),
                _ => {}
            }
        }
        notes
    }

    fn number(&mut self, pages: &Pages, label: usize, item: &Item) {
        let list = pages.elements[pages.elements[label].parent].parent;
        if let (Ink::Text(run), Role::List) = (&item.ink, pages.elements[list].role) {
            self.numbering[list].get_or_insert(numbering(&run.text));
        }
    }

    fn annotate(&self, dictionary: &mut Dictionary, n: usize, element: &Element) {
        match element.role {
            Role::Figure => {
                let words = element.alternate.as_deref().filter(|words| !words.is_empty());
                dictionary.set("Alt", text_string(words.unwrap_or("blank")));
                if let Some([left, top, right, bottom]) = self.bounds[n] {
                    let edges = [left, PAGE_HEIGHT - bottom, right, PAGE_HEIGHT - top];
                    let edges =
                        edges.map(|edge| Object::Real((edge * 100.0).round() / 100.0)).to_vec();
                    dictionary.set("A", dictionary! { "O" => "Layout", "BBox" => edges });
                }
            }
            Role::Field(entry) => {
                let words = element.alternate.as_deref().unwrap_or_default();
                dictionary.set("A", print_field(entry, words));
                return;
            }
            Role::HeaderCell => {
                dictionary.set("A", dictionary! { "O" => "Table", "Scope" => "Column" })
            }
            Role::List => {
                if let Some(numbering) = self.numbering[n] {
                    dictionary
                        .set("A", dictionary! { "O" => "List", "ListNumbering" => numbering });
                }
            }
            _ => {}
        }
        if let (Some(words), true) = (&element.alternate, element.role != Role::Figure) {
            dictionary.set("ActualText", text_string(words));
        }
    }
}

/// What a field that is no longer one tells a screen reader (ISO 32000-1, 14.8.5.6).
pub(super) fn print_field(entry: Entry, words: &str) -> Dictionary {
    let (role, state) = match entry {
        Entry::Words => ("tv", None),
        Entry::Box { ticked } => ("cb", Some(ticked)),
        Entry::Choice { ticked } => ("rb", Some(ticked)),
    };
    let mut attributes = dictionary! { "O" => "PrintField", "Role" => role };
    if let Some(ticked) = state {
        attributes.set("checked", if ticked { "on" } else { "off" });
    }
    if !words.is_empty() {
        attributes.set("Desc", text_string(words));
    }
    attributes
}

fn widen(bounds: &mut Option<[f32; 4]>, item: &Item) {
    let [left, top, right, bottom] = match &item.ink {
        Ink::Stroke { x0, y0, x1, y1, width } => {
            let half = width / 2.0;
            [x0.min(*x1) - half, y0.min(*y1) - half, x0.max(*x1) + half, y0.max(*y1) + half]
        }
        Ink::Text(run) => {
            let units: f32 = run.glyphs.iter().map(|glyph| f32::from(glyph.advance)).sum();
            let right = run.x + units * run.size / 2048.0;
            [run.x, run.y - run.size, right, run.y + run.size / 4.0]
        }
    };
    let old = bounds.unwrap_or([left, top, right, bottom]);
    *bounds = Some([old[0].min(left), old[1].min(top), old[2].max(right), old[3].max(bottom)]);
}

/// How a list is numbered, by its first label.
fn numbering(label: &str) -> &'static str {
    match label.chars().find(|c| c.is_alphanumeric()) {
        None if label.trim().is_empty() => "None",
        None => "Disc",
        Some(c) if c.is_numeric() => "Decimal",
        Some('i') => "LowerRoman",
        Some('I') => "UpperRoman",
        Some(c) if c.is_uppercase() => "UpperAlpha",
        Some(_) => "LowerAlpha",
    }
}
