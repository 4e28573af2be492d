//! Bookmarks to a nested outline, all of it open (rule 3.1110(f) wants one to each exhibit).

use lopdf::{Dictionary, Document, Object, ObjectId, dictionary, text_string};

/// One entry.
pub(crate) struct Entry {
    pub(crate) title: String,
    /// 1 for the top level; a deeper one nests below the nearest shallower one before it.
    pub(crate) level: u8,
    /// The page it leads to.
    pub(crate) page: ObjectId,
    /// Height of the place above the foot of the page, in points; none for the whole page.
    pub(crate) top: Option<f32>,
}

/// Adds the outline to a document; none where there is no entry.
pub(crate) fn add(doc: &mut Document, entries: &[Entry]) -> Option<ObjectId> {
    if entries.is_empty() {
        return None;
    }
    let root = doc.new_object_id();
    let ids: Vec<ObjectId> = entries.iter().map(|_| doc.new_object_id()).collect();
    let parents = parents(entries);
    let mut families = Families::new(entries.len());
    parents.iter().enumerate().for_each(|(n, parent)| families.add(n, *parent));
    for (n, entry) in entries.iter().enumerate() {
        let mut item = item(entry, parents[n].map_or(root, |parent| ids[parent]));
        if let Some(previous) = families.previous[n] {
            item.set("Prev", ids[previous]);
        }
        if let Some(next) = families.next[n] {
            item.set("Next", ids[next]);
        }
        families.set_children(&mut item, &ids, n);
        doc.set_object(ids[n], item);
    }
    let mut outlines = dictionary! { "Type" => "Outlines" };
    families.set_children(&mut outlines, &ids, entries.len());
    doc.set_object(root, outlines);
    Some(root)
}

fn item(entry: &Entry, parent: ObjectId) -> Dictionary {
    let place: Vec<Object> = match entry.top {
        Some(top) => vec![entry.page.into(), "XYZ".into(), 0.into(), top.into(), Object::Null],
        None => vec![entry.page.into(), "Fit".into()],
    };
    dictionary! { "Title" => text_string(&entry.title), "Parent" => parent, "Dest" => place }
}

/// The entry above each, by its place; none for the top level.
fn parents(entries: &[Entry]) -> Vec<Option<usize>> {
    let mut open: Vec<usize> = Vec::new();
    let above = |n: usize| {
        while open.last().is_some_and(|m| entries[*m].level >= entries[n].level) {
            open.pop();
        }
        let parent = open.last().copied();
        open.push(n);
        parent
    };
    (0..entries.len()).map(above).collect()
}

/// Who stands beside and below whom; the place behind the last entry is that of the whole outline.
struct Families {
    previous: Vec<Option<usize>>,
    next: Vec<Option<usize>>,
    /// First and last child of each.
    ends: Vec<Option<(usize, usize)>>,
    /// How many entries stand below each at any depth: all of them show, since all is open.
    below: Vec<usize>,
    parents: Vec<usize>,
}

impl Families {
    fn new(n: usize) -> Families {
        Families {
            previous: vec![None; n],
            next: vec![None; n],
            ends: vec![None; n + 1],
            below: vec![0; n + 1],
            parents: vec![n; n],
        }
    }

    /// Adds an entry; its parent was added before it.
    fn add(&mut self, n: usize, parent: Option<usize>) {
        let whole = self.parents.len();
        let parent = parent.unwrap_or(whole);
        self.parents[n] = parent;
        let first = match self.ends[parent] {
            Some((first, last)) => {
                self.previous[n] = Some(last);
                self.next[last] = Some(n);
                first
            }
            None => n,
        };
        self.ends[parent] = Some((first, n));
        let mut above = parent;
        self.below[above] += 1;
        while above != whole {
            above = self.parents[above];
            self.below[above] += 1;
        }
    }

    fn set_children(&self, item: &mut Dictionary, ids: &[ObjectId], of: usize) {
        let Some((first, last)) = self.ends[of] else { return };
        item.set("First", ids[first]);
        item.set("Last", ids[last]);
        item.set("Count", self.below[of] as i64);
    }
}
