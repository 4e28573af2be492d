//! What an inspection finds: each fault with its rule, its pages and its place, the same fault of many pages told once.

use serde::Serialize;

use crate::reading::PageList;

/// How much a finding weighs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Level {
    /// A clerk must or will refuse the paper.
    Refused,
    /// It can be filed; better not so.
    Advice,
}

/// What a finding rests on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ground {
    /// A provision of forms/law, by its key.
    Rule(&'static str),
    /// No rule: what clerks, e-filing portals and printers are known to trip over.
    Practice,
}

/// One thing that is looked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Check {
    /// Its name, after what is wrong.
    pub code: &'static str,
    /// How much it weighs.
    pub level: Level,
    /// What it rests on.
    pub ground: Ground,
    /// What to do about it.
    pub help: &'static str,
}

/// Something that is wrong with a file.
#[derive(Debug, Clone, PartialEq)]
pub struct Finding {
    /// What was looked for.
    pub check: Check,
    /// The pages, from 1 and rising; none where it is a matter of the whole file.
    pub pages: Vec<usize>,
    /// Left, top, right and bottom on the first of the pages, in inches from its top left corner.
    pub place: Option<[f32; 4]>,
    /// What was found; where there are several pages, on the first.
    pub what: String,
}

impl Finding {
    /// The pages as people list them: `3-41, 43`; empty for the whole file.
    pub fn page_list(&self) -> String {
        PageList(&self.pages).to_string()
    }
}

impl Check {
    pub(super) const fn refused(code: &'static str, ground: Ground, help: &'static str) -> Check {
        Check { code, level: Level::Refused, ground, help }
    }

    pub(super) const fn advice(code: &'static str, ground: Ground, help: &'static str) -> Check {
        Check { code, level: Level::Advice, ground, help }
    }

    /// The same where it does not make a clerk refuse: on a page of an exhibit.
    pub(super) const fn as_advice(mut self) -> Check {
        self.level = Level::Advice;
        self
    }
}

/// Where something stands: a page, from 1, and left, top, right and bottom on it in points.
#[derive(Debug, Clone, Copy)]
pub(super) struct Spot {
    pub(super) page: usize,
    pub(super) place: Option<[f32; 4]>,
}

/// Findings as they come.
#[derive(Default)]
pub(super) struct Findings {
    found: Vec<Finding>,
}

impl Findings {
    /// A fault of the whole file.
    pub(super) fn file(&mut self, check: Check, what: impl Into<String>) {
        let what = what.into();
        self.found.push(Finding { check, pages: Vec::new(), place: None, what });
    }

    /// A fault of a page; the first place where a page has it stands for all.
    pub(super) fn page(&mut self, check: Check, spot: Spot, what: impl Into<String>) {
        let same = |one: &&mut Finding| one.check == check && !one.pages.is_empty();
        if let Some(one) = self.found.iter_mut().find(same) {
            if let Err(at) = one.pages.binary_search(&spot.page) {
                one.pages.insert(at, spot.page);
            }
            return;
        }
        let place = spot.place.map(|place| place.map(|points| points / 72.0));
        self.found.push(Finding { check, pages: vec![spot.page], place, what: what.into() });
    }

    /// All of them: what makes a clerk refuse first, then in the order in which they came.
    pub(super) fn finish(mut self) -> Vec<Finding> {
        self.found.sort_by_key(|one| one.check.level);
        self.found
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_fault_of_many_pages_is_one() {
        const CHECK: Check = Check::refused("x", Ground::Practice, "do it");
        let mut findings = Findings::default();
        for page in [3, 4, 4, 9] {
            let place = Some([72.0, 36.0, 144.0, 72.0]);
            findings.page(CHECK, Spot { page, place }, format!("on {page}"));
        }
        findings.page(CHECK.as_advice(), Spot { page: 5, place: None }, "an exhibit");
        findings.file(CHECK, "the file");
        let all = findings.finish();
        assert_eq!(all.len(), 3);
        assert_eq!((all[0].page_list().as_str(), all[0].what.as_str()), ("3-4, 9", "on 3"));
        assert_eq!(all[0].place, Some([1.0, 0.5, 2.0, 1.0]));
        assert_eq!(all[2].check.level, Level::Advice);
    }
}
