//! Preflight of any PDF before it is filed: measured against the rules for papers and what portals refuse.
//!
//! Nothing here knows how this program draws. A file is opened within bounds, its pages are
//! measured, and what was measured is held against the numbers of the law (`Rules`) where a rule
//! governs the page, else against practice that is stated as such.

use serde::Serialize;

use crate::reading::bookmarks::Bookmark;
use crate::reading::open::{Fault, Pages};
use crate::reading::{MeasuredPage, each_page, plain_copy};
use bookmarks::Slip;
use findings::Findings;
use foot::{Foot, Pagination};
use leaf::Leaf;
use sheet::Sheet;

pub use findings::{Check, Finding, Ground, Level};
pub use fonts::Font;
pub use paper::{Expect, Paper};
pub use rules::Rules;

mod actions;
mod bookmarks;
mod caption;
mod file;
mod findings;
mod fonts;
mod foot;
mod identity;
mod leaf;
mod marks;
mod numbering;
mod paper;
mod rules;
mod sheet;
mod shown;
mod typeface;

/// A sheet between two papers has fewer lines.
const LINES_OF_A_DIVIDER: usize = 12;

/// What was found out about a file.
#[derive(Debug, Clone, PartialEq)]
pub struct Inspected {
    /// What each page is, in order.
    pub pages: Vec<Paper>,
    /// What is wrong: what makes a clerk refuse first.
    pub findings: Vec<Finding>,
    /// What was measured.
    pub facts: Facts,
}

/// What was measured of a file.
#[derive(Debug, Clone, PartialEq, Default, Serialize)]
pub struct Facts {
    /// Its length in bytes.
    pub n_bytes: usize,
    /// How many pages it has.
    pub n_pages: usize,
    /// The version of the format that it states.
    pub version: String,
    /// Its title.
    pub title: Option<String>,
    /// Whether viewers are told to show the title.
    pub title_shown: bool,
    /// Its language.
    pub language: Option<String>,
    /// Whether it is tagged.
    pub tagged: bool,
    /// Whether it is encrypted, though no password is asked for.
    pub encrypted: bool,
    /// How many form fields it has.
    pub n_fields: usize,
    /// How many bookmarks it has.
    pub n_bookmarks: usize,
    /// The fonts that its pages use.
    pub fonts: Vec<Font>,
    /// Names of its exhibits by their slip sheets, in order.
    pub exhibits: Vec<String>,
    /// What the pleading pages were measured to be; none where there is no such page.
    pub pleading: Option<PleadingFacts>,
}

/// Extremes of all pleading pages; lengths in points.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct PleadingFacts {
    /// Fewest and most line numbers of a page.
    pub n_line_numbers: [usize; 2],
    /// Smallest and largest distance of line numbers.
    pub pitch: [f32; 2],
    /// The leftmost text from the left edge.
    pub left: f32,
    /// The rightmost text from the right edge.
    pub right: f32,
    /// The smallest type between head and foot.
    pub smallest_type: f32,
}

/// Every check there is, by the order in which findings of a page come.
pub fn checks() -> Vec<Check> {
    let lists: [&[Check]; 10] = [
        &file::ALL,
        &actions::ALL,
        &fonts::ALL,
        &bookmarks::ALL,
        &marks::ALL,
        &identity::ALL,
        &numbering::ALL,
        &typeface::ALL,
        &caption::ALL,
        &foot::ALL,
    ];
    lists.concat()
}

/// Inspects a file.
///
/// `expect` says what the papers of the file are, where somebody knows; a page of another kind is
/// then held against the rules of that one.
///
/// # Errors
/// `Fault`, where the file cannot be read.
pub fn inspect(bytes: &[u8], expect: Expect, rules: &Rules) -> Result<Inspected, Fault> {
    let mut inspection = Inspection::open(bytes, expect, rules)?;
    let plain = match plain_copy(bytes) {
        // The values are missed in the page's picture; `live-fields` says so.
        Err(Fault::UnseenValue(_)) => bytes.to_vec(),
        plain => plain?,
    };
    each_page(plain, |n, page| inspection.page(n + 1, &page))
        .map_err(|error| Fault::Damaged(error.to_string()))?;
    Ok(inspection.finish())
}

/// A file on the way through its pages, for whoever measures them anyway.
pub struct Inspection<'a> {
    expect: Expect,
    rules: &'a Rules,
    facts: Facts,
    bookmarks: Vec<Bookmark>,
    /// Pages at which a paper begins after exhibits.
    ends: Vec<usize>,
    findings: Findings,
    pages: Vec<Paper>,
    slips: Vec<Slip>,
    in_exhibit: bool,
    /// Whether a pleading page came before.
    pleading: bool,
    pagination: Pagination,
    /// Names of exhibits on pages before the first slip.
    named: Vec<String>,
    measured: Option<PleadingFacts>,
}

impl<'a> Inspection<'a> {
    /// Opens a file, and looks at all of it but its pages.
    ///
    /// # Errors
    /// `Fault`, where it cannot be read.
    pub fn open(bytes: &[u8], expect: Expect, rules: &'a Rules) -> Result<Inspection<'a>, Fault> {
        Ok(Inspection::begin(&Pages::open(bytes)?, bytes.len(), expect, rules))
    }

    /// Opens a file that this program just wrote, which needs no weighing.
    ///
    /// # Errors
    /// `Fault`, where it cannot be read.
    pub fn open_own(bytes: &[u8], rules: &'a Rules) -> Result<Inspection<'a>, Fault> {
        Ok(Inspection::begin(&Pages::open_own(bytes)?, bytes.len(), Expect::Any, rules))
    }

    fn begin(pages: &Pages, n_bytes: usize, expect: Expect, rules: &'a Rules) -> Inspection<'a> {
        let mut facts = file::facts(&pages.doc, n_bytes, pages.ids.len());
        let bookmarks = crate::reading::bookmarks::read(pages);
        facts.n_bookmarks = bookmarks.len();
        facts.fonts = fonts::read(pages);
        let mut findings = Findings::default();
        file::check(&pages.doc, &facts, &mut findings);
        actions::check(pages, &mut findings);
        Inspection {
            expect,
            rules,
            facts,
            ends: bookmarks::ends_of_exhibits(&bookmarks),
            bookmarks,
            findings,
            pages: Vec::new(),
            slips: Vec::new(),
            in_exhibit: expect == Expect::All(Paper::Exhibit),
            pleading: false,
            pagination: Pagination::default(),
            named: Vec::new(),
            measured: None,
        }
    }

    /// Holds a page against the rules; pages come in order, from 1.
    pub fn page(&mut self, number: usize, page: &MeasuredPage) {
        let sheet = Sheet::new(page);
        let paper = self.kind(number, &sheet);
        self.pages.push(paper);
        let exhibit = paper == Paper::Exhibit;
        let leaf = Leaf { rules: self.rules, sheet: &sheet, number, exhibit };
        marks::check(&leaf, &mut self.findings);
        identity::check(&leaf, &mut self.findings);
        if paper == Paper::Pleading {
            self.pleading_page(&leaf);
        }
        if self.slips.is_empty() {
            self.note_names(&sheet);
        }
    }

    /// What a page is; slips open exhibits, bookmarks of papers close them.
    fn kind(&mut self, number: usize, sheet: &Sheet<'_>) -> Paper {
        if let Some(name) = paper::slip(sheet) {
            let announced = self.named.contains(&name);
            self.slips.push(Slip { name, page: number, announced });
            self.in_exhibit = true;
            return Paper::Exhibit;
        }
        if self.in_exhibit && self.ends.contains(&number) {
            self.in_exhibit = self.expect == Expect::All(Paper::Exhibit);
        }
        if self.in_exhibit {
            return Paper::Exhibit;
        }
        match self.expect {
            Expect::All(paper) => paper,
            Expect::Any if paper::is_form(sheet, self.pages.last().copied()) => Paper::Form,
            Expect::Any if self.reads_as_pleading(number, sheet) => Paper::Pleading,
            Expect::Any => Paper::Plain,
        }
    }

    /// Numbered lines make a pleading, and so does the title of a court without them, or text
    /// behind pages of one; a sheet of few words that a bookmark leads to parts two papers.
    fn reads_as_pleading(&self, number: usize, sheet: &Sheet<'_>) -> bool {
        let parts = sheet.body.len() < LINES_OF_A_DIVIDER && self.begins_papers(number);
        let behind = self.pages.last() == Some(&Paper::Pleading) && !sheet.body.is_empty();
        sheet.column.is_some()
            || (behind && !parts)
            || caption::court_title(&sheet.body, sheet.page).is_some()
    }

    /// Whether a bookmark of the highest level leads to a page, or one below it that has papers
    /// below itself: a set of a client.
    fn begins_papers(&self, number: usize) -> bool {
        let below = self.bookmarks.iter().skip(1).map(|one| one.level).chain([0]);
        let here = |level, below| level == 0 || (level == 1 && below == 2);
        let mut all = self.bookmarks.iter().zip(below);
        all.any(|(one, below)| one.page == Some(number) && here(one.level, below))
    }

    fn pleading_page(&mut self, leaf: &Leaf<'_>) {
        let sheet = leaf.sheet;
        let opens = !self.pleading || caption::court_title(&sheet.body, sheet.page).is_some();
        self.pleading = true;
        let findings = &mut self.findings;
        typeface::check(leaf, findings);
        match &sheet.column {
            Some(column) => {
                numbering::check(leaf, column, findings);
                if opens {
                    caption::check(leaf, column, findings);
                }
                let from = if opens { caption::end(leaf) } else { 0.0 };
                numbering::spacing(leaf, from, findings);
            }
            None => {
                let what = "the lines of the page are not numbered";
                leaf.note(findings, (numbering::MISSING, None), what);
            }
        }
        let foot = Foot::read(&sheet.foot);
        foot::check(leaf, &foot, findings);
        self.pagination.check(leaf, (&foot, opens), findings);
        self.measure(sheet);
    }

    fn measure(&mut self, sheet: &Sheet<'_>) {
        let Some(column) = &sheet.column else { return };
        let runs = || sheet.body.iter().flat_map(|line| &line.runs);
        let least = |values: &mut dyn Iterator<Item = f32>| values.fold(f32::MAX, f32::min);
        let here = PleadingFacts {
            n_line_numbers: [column.numbers.len(); 2],
            pitch: [column.pitch; 2],
            left: least(&mut runs().map(|run| run.x)),
            right: least(&mut runs().map(|run| sheet.page.width - sheet::words_end(run))),
            smallest_type: least(&mut runs().map(|run| run.size)),
        };
        if sheet.body.is_empty() {
            return;
        }
        self.measured = Some(self.measured.map_or(here, |all| all.with(here)));
    }

    fn note_names(&mut self, sheet: &Sheet<'_>) {
        for line in &sheet.body {
            let text = line.text();
            let words: Vec<&str> = text.split_whitespace().collect();
            for pair in words.windows(2) {
                self.named.extend(paper::exhibit_name(&pair.join(" "), false));
            }
            // An index may give the letters in a column of their own.
            let first = words.first().map(|word| word.trim_end_matches(['.', ':', ')']));
            let letter = first.filter(|word| word.len() <= 2 && words.len() > 1);
            self.named.extend(letter.map(str::to_uppercase));
        }
        self.named.sort();
        self.named.dedup();
    }

    /// What was found, once every page was seen.
    pub fn finish(mut self) -> Inspected {
        let mut facts = self.facts;
        let is = |page: usize, paper| self.pages.get(page - 1) == Some(&paper);
        fonts::check(&facts.fonts, &|page| is(page, Paper::Exhibit), &mut self.findings);
        let pleading = |page| is(page, Paper::Pleading);
        typeface::faces((&facts.fonts, self.rules), &pleading, &mut self.findings);
        bookmarks::check(&self.bookmarks, &self.slips, &mut self.findings);
        facts.exhibits = self.slips.into_iter().map(|slip| slip.name).collect();
        facts.pleading = self.measured;
        Inspected { pages: self.pages, findings: self.findings.finish(), facts }
    }
}

impl PleadingFacts {
    fn with(self, other: PleadingFacts) -> PleadingFacts {
        let [a, b] = [self.n_line_numbers, other.n_line_numbers];
        PleadingFacts {
            n_line_numbers: [a[0].min(b[0]), a[1].max(b[1])],
            pitch: [self.pitch[0].min(other.pitch[0]), self.pitch[1].max(other.pitch[1])],
            left: self.left.min(other.left),
            right: self.right.min(other.right),
            smallest_type: self.smallest_type.min(other.smallest_type),
        }
    }
}
