//! The bookmarks of a file: their titles, the pages they lead to, and whether each exhibit has one.

use std::collections::BTreeMap;

use lopdf_read::{Dictionary, Document, Object, ObjectId, decode_text_string};

use super::findings::{Check, Findings, Ground, Spot};
use super::leaf::excerpt;
use super::paper::{Name, exhibit_name};
use crate::reading::open::Pages;

const RULE: Ground = Ground::Rule("rule-3.1110-f");

pub(super) const EXHIBIT: Check = Check::refused(
    "exhibit-bookmark",
    RULE,
    "add a bookmark to the first page of each exhibit, with its letter and a short description",
);
pub(super) const TITLE: Check = Check::advice(
    "exhibit-bookmark-title",
    RULE,
    "let the bookmark name the exhibit's letter or number and say in a few words what it is",
);
pub(super) const INDEX: Check = Check::advice(
    "exhibit-index",
    RULE,
    "put an index before the exhibits that names each of them",
);
pub(super) const ASTRAY: Check = Check::advice(
    "bookmark-astray",
    Ground::Practice,
    "let each bookmark lead to a page of the file",
);

pub(super) const ALL: [Check; 4] = [EXHIBIT, TITLE, INDEX, ASTRAY];

/// More bookmarks than this are not read: a file with so many helps nobody find anything.
const MOST: usize = 20_000;

/// Trees of names nest no deeper.
const DEEPEST: usize = 32;

/// A bookmark.
#[derive(Debug, Clone)]
pub(super) struct Bookmark {
    pub(super) title: String,
    /// From 0; rises with nesting.
    pub(super) level: usize,
    /// From 1; none where it leads to no page of the file.
    pub(super) page: Option<usize>,
}

/// All bookmarks in the order in which viewers list them.
pub(super) fn read(pages: &Pages) -> Vec<Bookmark> {
    let doc = &pages.doc;
    let numbers: BTreeMap<ObjectId, usize> =
        pages.ids.iter().enumerate().map(|(n, id)| (*id, n + 1)).collect();
    let reader = Reader { doc, numbers };
    let root = doc.catalog().and_then(|c| c.get_deref(b"Outlines", doc)).and_then(Object::as_dict);
    let mut waiting: Vec<(&Dictionary, usize)> = Vec::new();
    let next = |from: &'_ Dictionary, key: &[u8]| -> Option<ObjectId> {
        from.get(key).ok()?.as_reference().ok()
    };
    let entry = |id: Option<ObjectId>| doc.get_dictionary(id?).ok();
    waiting.extend(root.ok().and_then(|root| entry(next(root, b"First"))).map(|one| (one, 0)));
    let mut found = Vec::new();
    while let Some((one, level)) = waiting.pop() {
        if found.len() >= MOST {
            break;
        }
        let title = one.get_deref(b"Title", doc).and_then(decode_text_string).unwrap_or_default();
        found.push(Bookmark { title, level, page: reader.page(one) });
        waiting.extend(entry(next(one, b"Next")).map(|next| (next, level)));
        waiting.extend(entry(next(one, b"First")).map(|first| (first, level + 1)));
    }
    found
}

struct Reader<'d> {
    doc: &'d Document,
    numbers: BTreeMap<ObjectId, usize>,
}

impl Reader<'_> {
    fn page(&self, bookmark: &Dictionary) -> Option<usize> {
        let place = match bookmark.get_deref(b"Dest", self.doc) {
            Ok(place) => place,
            Err(_) => {
                let action = bookmark.get_deref(b"A", self.doc).ok()?.as_dict().ok()?;
                action.get_deref(b"D", self.doc).ok()?
            }
        };
        self.place(place, true)
    }

    /// A place is a page and a view, or a name for one.
    fn place(&self, place: &Object, names: bool) -> Option<usize> {
        match place {
            Object::Array(parts) => match parts.first()? {
                Object::Reference(id) => self.numbers.get(id).copied(),
                Object::Integer(n) => {
                    let page = usize::try_from(*n).ok()? + 1;
                    (page <= self.numbers.len()).then_some(page)
                }
                _ => None,
            },
            Object::Dictionary(inner) => self.place(inner.get_deref(b"D", self.doc).ok()?, false),
            Object::Name(name) | Object::String(name, _) if names => {
                self.place(self.named(name)?, false)
            }
            _ => None,
        }
    }

    fn named(&self, name: &[u8]) -> Option<&Object> {
        let catalog = self.doc.catalog().ok()?;
        let old = catalog.get_deref(b"Dests", self.doc).and_then(Object::as_dict);
        if let Some(place) = old.ok().and_then(|old| old.get_deref(name, self.doc).ok()) {
            return Some(place);
        }
        let names = catalog.get_deref(b"Names", self.doc).ok()?.as_dict().ok()?;
        let tree = names.get_deref(b"Dests", self.doc).ok()?.as_dict().ok()?;
        self.in_tree(tree, name, DEEPEST)
    }

    fn in_tree<'t>(
        &'t self,
        node: &'t Dictionary,
        name: &[u8],
        depth: usize,
    ) -> Option<&'t Object> {
        let depth = depth.checked_sub(1)?;
        if let Ok(pairs) = node.get_deref(b"Names", self.doc).and_then(Object::as_array) {
            let named = |pair: &&[Object]| {
                let key = self.doc.dereference(&pair[0]).map(|(_, key)| key.as_str());
                matches!(key, Ok(Ok(key)) if key == name)
            };
            let pair = pairs.chunks_exact(2).find(named)?;
            return self.doc.dereference(&pair[1]).ok().map(|(_, place)| place);
        }
        let kids = node.get_deref(b"Kids", self.doc).ok()?.as_array().ok()?;
        let kids = kids.iter().filter_map(|kid| self.doc.dereference(kid).ok()?.1.as_dict().ok());
        let holds = |kid: &&Dictionary| {
            let limits = kid.get_deref(b"Limits", self.doc).and_then(Object::as_array);
            let Ok([low, high]) = limits.map(Vec::as_slice) else { return true };
            let low = low.as_str().is_ok_and(|low| low <= name);
            low && high.as_str().is_ok_and(|high| name <= high)
        };
        kids.filter(holds).find_map(|kid| self.in_tree(kid, name, depth))
    }
}

/// Where bookmarks say that exhibits end: those that begin no exhibit and stand no deeper than one.
pub(super) fn ends_of_exhibits(bookmarks: &[Bookmark]) -> Vec<usize> {
    let exhibit = |one: &&Bookmark| exhibit_name(&one.title, false).is_some();
    let Some(level) = bookmarks.iter().filter(exhibit).map(|one| one.level).min() else {
        return Vec::new();
    };
    let ends = bookmarks.iter().filter(|one| !exhibit(one) && one.level <= level);
    ends.filter_map(|one| one.page).collect()
}

/// The slip sheet of an exhibit.
pub(super) struct Slip {
    pub(super) name: Name,
    pub(super) page: usize,
    /// Whether a page before the first slip names it.
    pub(super) announced: bool,
}

/// Looks at the bookmarks of a file and its exhibits.
pub(super) fn check(bookmarks: &[Bookmark], slips: &[Slip], findings: &mut Findings) {
    let astray: Vec<&Bookmark> = bookmarks.iter().filter(|one| one.page.is_none()).collect();
    if let Some(first) = astray.first() {
        let what = format!(
            "{} of {} bookmarks lead nowhere, `{}` first",
            astray.len(),
            bookmarks.len(),
            excerpt(&first.title)
        );
        findings.file(ASTRAY, what);
    }
    for slip in slips {
        let spot = Spot { page: slip.page, place: None };
        // The slip or the page behind it: both are called the first of an exhibit.
        let here = |one: &&Bookmark| one.page == Some(slip.page) || one.page == Some(slip.page + 1);
        let marks: Vec<&Bookmark> = bookmarks.iter().filter(here).collect();
        let Some(first) = marks.first() else {
            let what = format!("no bookmark leads to exhibit {}", slip.name);
            findings.page(EXHIBIT, spot, what);
            continue;
        };
        if !marks.iter().any(|one| describes(&one.title, &slip.name)) {
            let what =
                format!("the bookmark `{}` leads to exhibit {}", excerpt(&first.title), slip.name);
            findings.page(TITLE, spot, what);
        }
    }
    if let Some(first) = slips.iter().find(|slip| !slip.announced) {
        let what = format!("no page before the exhibits names exhibit {}", first.name);
        findings.file(INDEX, what);
    }
}

/// Whether a title has the letter or number of an exhibit and some words beside it.
fn describes(title: &str, name: &str) -> bool {
    let rest = title.trim().to_uppercase();
    let named = exhibit_name(title, false).as_deref() == Some(name);
    let described = rest.split_once(name).is_some_and(|_| {
        let letters = rest.chars().filter(|c| c.is_alphabetic()).count();
        letters > "EXHIBIT".len() + name.chars().count() + 2
    });
    named && described
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bookmark_has_to_say_what_the_exhibit_is() {
        assert!(describes("Exhibit A: Certificate", "A"));
        assert!(describes("Exhibit 12 — Letter", "12"));
        assert!(!describes("Exhibit A", "A"));
        assert!(!describes("Exhibit B: Letter", "A"));
        assert!(!describes("certificate.pdf", "A"));
    }

    #[test]
    fn exhibits_end_where_the_next_paper_begins() {
        let mark = |title: &str, level, page| Bookmark {
            title: title.to_owned(),
            level,
            page: Some(page),
        };
        let marks = [
            mark("Petition", 0, 1),
            mark("Exhibits", 0, 5),
            mark("Exhibit A: Certificate", 1, 6),
            mark("First page", 2, 7),
            mark("Order", 0, 9),
        ];
        assert_eq!(ends_of_exhibits(&marks), [1, 5, 9]);
        assert!(ends_of_exhibits(&marks[..2]).is_empty());
    }
}
