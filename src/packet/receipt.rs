//! Drafts and the finished files made of them -> a receipt: every fact that was drafted, read back from the bytes.

use std::collections::{BTreeMap, BTreeSet};

use serde::ser::SerializeMap;
use serde::{Serialize, Serializer};

use crate::case::{Case, Fact};
use crate::catalog::fields::{Fields, Kind};
use crate::compose::view;
use crate::diagnostic::words::long_date;
use crate::document::Document;
use crate::reading::{PageList, Unmeasurable, first_pages};
use crate::source::{FieldPath, Step};

mod expected;
mod finished;
mod matching;

pub use finished::Finished;

/// A drafted paper and the file made of it.
#[derive(Debug, Clone, Copy)]
pub struct Bound<'a> {
    /// What the paper says.
    pub document: &'a Document,
    /// Name of the file.
    pub file: &'a str,
    /// The finished file.
    pub bytes: &'a [u8],
    /// How many of its pages, from the first, are the paper's own; exhibits stand behind those.
    pub n_own: usize,
}

/// What was read back of one file.
#[derive(Debug, Clone, PartialEq)]
pub struct ReadBack {
    /// Name of the file.
    pub file: String,
    printed: BTreeMap<FieldPath, Printed>,
    lost: Vec<Option<FieldPath>>,
}

/// The words of a fact as one file prints them, folded, and the pages on which they stand.
#[derive(Debug, Clone, PartialEq, Default)]
struct Printed {
    words: BTreeSet<String>,
    pages: BTreeSet<usize>,
}

/// That facts went into the packet. It holds paths, file names and page numbers, and no value of a fact.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Receipt {
    /// Facts that were drafted and are read back whole, by fact and file.
    pub received: Vec<Received>,
    /// Facts that were drafted and are not read back; one of them is a fault of the program.
    pub missing: Vec<Missing>,
    /// Facts with words to print, of which no paper prints any.
    pub silent: Vec<FieldPath>,
    /// Facts that choose what is said and have no words of their own.
    pub steers: Vec<FieldPath>,
}

/// A fact that is read back from a file wherever it was drafted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Received {
    /// Where it stands in the case file.
    pub fact: FieldPath,
    /// Name of the file that prints it.
    pub file: String,
    /// The pages that bear it, from 1, in order.
    pub pages: Vec<usize>,
}

/// A fact that was drafted for a file and is not read back from it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Missing {
    /// Where it stands in the case file; nothing where the words lost are those of the paper itself.
    pub fact: Option<FieldPath>,
    /// Name of the file that should print it.
    pub file: String,
}

/// Reads a finished file back and holds it against its draft.
///
/// # Errors
/// `Unmeasurable`, where the file cannot be read at all.
pub fn read_back(paper: &Bound<'_>) -> Result<ReadBack, Unmeasurable> {
    let mut finished = Finished::default();
    first_pages(paper.bytes.to_vec(), paper.n_own, |_, page| finished.add(&page))?;
    Ok(hold(paper.document, paper.file, &finished))
}

/// Holds the words of a finished file against its draft: block by block, in reading order, with
/// white space and the form of accents folded away and nothing else.
pub fn hold(document: &Document, file: &str, finished: &Finished) -> ReadBack {
    let expected = expected::passages(document);
    let matched = matching::matched(&expected, finished);
    let mut printed: BTreeMap<FieldPath, Printed> = BTreeMap::new();
    for sighting in matched.seen {
        let fact = printed.entry(sighting.fact.clone()).or_default();
        fact.pages.extend(finished.pages(&sighting.at));
        fact.words.insert(sighting.words.to_owned());
    }
    ReadBack { file: file.to_owned(), printed, lost: matched.lost }
}

impl Receipt {
    /// The receipt for all files of a packet, in their order.
    pub fn new(case: &Case, fields: &Fields, read: &[ReadBack]) -> Receipt {
        let mut receipt = Receipt::default();
        for one in read {
            for fact in one.lost.iter().collect::<BTreeSet<_>>() {
                receipt.missing.push(Missing { fact: fact.clone(), file: one.file.clone() });
            }
            for (fact, printed) in &one.printed {
                if !one.lost.contains(&Some(fact.clone())) {
                    let pages = printed.pages.iter().copied().collect();
                    let (fact, file) = (fact.clone(), one.file.clone());
                    receipt.received.push(Received { fact, file, pages });
                }
            }
        }
        receipt.received.sort_by(|a, b| (&a.fact, &a.file).cmp(&(&b.fact, &b.file)));
        let mut inventory = Inventory { fields, read, receipt: &mut receipt };
        inventory.list(&case.facts, &FieldPath::root());
        receipt
    }
}

/// Sorts the facts of a case that no paper prints.
struct Inventory<'a> {
    fields: &'a Fields,
    read: &'a [ReadBack],
    receipt: &'a mut Receipt,
}

impl Inventory<'_> {
    fn list(&mut self, fact: &Fact, path: &FieldPath) {
        match fact {
            Fact::Group(group) => {
                group.iter().for_each(|(name, fact)| self.list(fact, &path.key(name)));
            }
            Fact::List(list) => {
                list.iter().enumerate().for_each(|(n, fact)| self.list(fact, &path.index(n)));
            }
            Fact::Choice(_) | Fact::Flag(_) => self.receipt.steers.push(path.clone()),
            Fact::Text(_) if self.is_pointer(path) => self.receipt.steers.push(path.clone()),
            Fact::Text(text) => self.hold(path, text),
            Fact::Date(date) => self.hold_one_of(path, [long_date(*date), view::in_digits(*date)]),
            Fact::Number(number) => self.hold(path, &number.to_string()),
        }
    }

    /// Whether a text names a file, a petition or an exhibit rather than say something.
    fn is_pointer(&self, path: &FieldPath) -> bool {
        let field = self.fields.field(&path.to_string());
        let names_file =
            field.is_some_and(|field| matches!(field.kind, Kind::Path | Kind::Petition));
        let key = path.0.iter().rev().find_map(|step| match step {
            Step::Key(key) => Some(key.as_str()),
            Step::Index(_) => None,
        });
        names_file || matches!(key, Some("id" | "exhibit"))
    }

    /// Notes a fact of which no file prints all words.
    fn hold(&mut self, path: &FieldPath, text: &str) {
        self.hold_one_of(path, [text]);
    }

    /// Notes a fact of which no file prints all words in any of its forms.
    fn hold_one_of<const N: usize>(&mut self, path: &FieldPath, texts: [impl AsRef<str>; N]) {
        let printed = |words: &String| {
            let words = finished::folded(words);
            self.read.iter().any(|one| one.prints(path, &words))
        };
        let whole = |text: &str| view::paragraphs(text).iter().all(printed);
        if !texts.iter().any(|text| whole(text.as_ref())) {
            self.receipt.silent.push(path.clone());
        }
    }
}

impl ReadBack {
    /// Whether every word of the draft is read back.
    pub fn is_whole(&self) -> bool {
        self.lost.is_empty()
    }

    /// Whether words stand in what is printed of a fact, or of a group that it belongs to: the
    /// street of an address in its lines, a subdivision in the citation of its section.
    fn prints(&self, path: &FieldPath, words: &str) -> bool {
        let groups = (1..=path.0.len()).map(|n| FieldPath(path.0[..n].to_vec()));
        let (_, group) = path.0.split_last().unwrap_or((&Step::Index(0), &[]));
        let section = FieldPath(group.to_vec()).key("section");
        let printed = groups.chain([section]).filter_map(|at| self.printed.get(&at));
        let printed: Vec<&Printed> = printed.collect();
        // As they stand is what most are printed as, and a long statement has many paragraphs.
        printed.iter().any(|one| one.words.contains(words))
            || printed.iter().flat_map(|one| &one.words).any(|line| says(line, words))
    }
}

/// Whether a printed line bears words, whatever stops stand among them.
fn says(line: &str, words: &str) -> bool {
    let bare = |text: &str| text.chars().filter(|c| c.is_alphanumeric()).collect::<String>();
    line.contains(words) || bare(line).contains(&bare(words))
}

/// As `{"received": {fact: {file: "1, 3-4"}}, "missing": [...], "silent": [...], "steers": [...]}`.
impl Serialize for Receipt {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut received: BTreeMap<&FieldPath, BTreeMap<&str, String>> = BTreeMap::new();
        for one in &self.received {
            received
                .entry(&one.fact)
                .or_default()
                .insert(&one.file, PageList(&one.pages).to_string());
        }
        let received: Vec<(String, BTreeMap<&str, String>)> =
            received.into_iter().map(|(fact, files)| (fact.to_string(), files)).collect();
        let told = |paths: &[FieldPath]| paths.iter().map(FieldPath::to_string).collect::<Vec<_>>();
        let mut map = serializer.serialize_map(Some(4))?;
        map.serialize_entry("received", &InOrder(&received))?;
        map.serialize_entry("missing", &self.missing)?;
        map.serialize_entry("silent", &told(&self.silent))?;
        map.serialize_entry("steers", &told(&self.steers))?;
        map.end()
    }
}

impl Serialize for Missing {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(2))?;
        map.serialize_entry("fact", &self.fact.as_ref().map(FieldPath::to_string))?;
        map.serialize_entry("file", &self.file)?;
        map.end()
    }
}

/// A map in the order of the case file's positions, not of their digits.
struct InOrder<'a, V>(&'a [(String, V)]);

impl<V: Serialize> Serialize for InOrder<'_, V> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.0.iter().map(|(key, value)| (key, value)))
    }
}
