//! The bookmarks of a file: their titles, the pages they lead to, and whether each exhibit has one.

use super::findings::{Check, Findings, Ground, Spot};
use super::leaf::excerpt;
use super::paper::{Name, exhibit_name};
use crate::reading::bookmarks::Bookmark;

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
