//! The only path from text to packet: load, check, compose, lay out, export, assemble.
//!
//! Command line, batch, interview and web page call this file and nothing deeper. The date comes
//! in; nothing here reads a clock, the environment or the network.

use std::collections::BTreeMap;
use std::sync::Arc;

use chrono::NaiveDate;

use crate::case::{Case, Loaded, Loading};
use crate::catalog::Catalog;
use crate::catalog::petition::Petition;
use crate::check::asking::NOTHING_ASKED;
use crate::check::condition::Inquiry;
use crate::check::derivations::{Derived, derive_all};
use crate::check::facts::{MINOR, check_facts};
use crate::check::survey::{self, Finding};
use crate::check::{self, determination::Determination};
use crate::clients::told;
use crate::compose::exhibits::{self, Exhibit};
use crate::compose::matter::Matter;
use crate::compose::stationery::Told;
use crate::compose::{self, Drafts, PaperPlan};
use crate::diagnostic::render::sort_by_place;
use crate::diagnostic::{Diagnostic, Severity, is_faulty, words};
use crate::document::Document;
use crate::inspect::Rules;
use crate::layout::{self, page::Pages};
use crate::packet::Packet;
use crate::pdf;
use crate::source::{FieldPath, MappedFact, Source};
use crate::yaml::Parsed;

mod assemble;
mod attach;
mod papers;
mod prove;
mod stationery;

use attach::{attach, read_files};
pub use stationery::PaperChoice;

/// Reads a file that a case file names, by the path written there; an error says why not.
pub type Reader<'a> = dyn Fn(&str) -> Result<Vec<u8>, String> + 'a;

/// What a case is read from.
#[derive(Debug, Clone)]
pub struct Given {
    /// Its text; places are drawn in it.
    pub source: Arc<Source>,
    /// The tree of the text, where it is not YAML: a row of a list of clients.
    pub tree: Option<Parsed>,
    /// The facts that such a row has a cell for.
    pub cells: Arc<[MappedFact]>,
}

impl From<&Arc<Source>> for Given {
    fn from(source: &Arc<Source>) -> Given {
        Given { source: Arc::clone(source), tree: None, cells: Arc::default() }
    }
}

/// What the checks made of a case.
#[derive(Debug, Clone)]
pub struct Checked {
    /// Each relief of the petition for each unit.
    pub decided: Vec<Determination>,
    /// Every derivation by name.
    pub derived: BTreeMap<String, Derived>,
    /// A day that the law data does not speak for, and facts that cannot be or do not go together.
    pub faults: Vec<Diagnostic>,
    /// Reliefs that cannot be had, and warnings.
    pub diagnostics: Vec<Diagnostic>,
    /// Whether the law refuses what is asked: only the guide sheet is written then.
    pub refused: bool,
    /// Templates of the papers that what is pleaded needs, in filing order.
    pub papers: Vec<String>,
}

impl Checked {
    /// Faults, then what the law says.
    pub fn all(&self) -> impl Iterator<Item = &Diagnostic> {
        self.faults.iter().chain(&self.diagnostics)
    }
}

/// A case as far as it could be read and decided, and everything that is to be said of it.
#[derive(Debug, Clone)]
pub struct Examined {
    /// The case; places of diagnostics are found in it.
    pub case: Option<Case>,
    /// What the checks made of it.
    pub checked: Option<Checked>,
    /// Errors and warnings of all steps, in the order of the file.
    pub diagnostics: Vec<Diagnostic>,
    /// Whether the file itself is at fault, whatever the law says.
    pub faulty: bool,
}

/// A packet, where one could be made, and everything that is to be said of the case.
#[derive(Debug, Clone)]
pub struct Built {
    /// The case as far as it could be read; places of diagnostics are found in it.
    pub case: Option<Case>,
    /// What the checks made of it.
    pub checked: Option<Checked>,
    /// The packet; absent where the file itself is at fault.
    pub packet: Option<Packet>,
    /// Errors and warnings of all steps, in the order of the file.
    pub diagnostics: Vec<Diagnostic>,
}

/// Text of a case file, and of the client file it names, to typed facts.
pub fn load(catalog: &Catalog, source: &Arc<Source>, read: &Reader<'_>) -> Loaded {
    load_for(catalog, &source.into(), read, false)
}

fn load_for(catalog: &Catalog, given: &Given, read: &Reader<'_>, any_petition: bool) -> Loaded {
    let client = |path: &str| -> Result<Source, Box<Diagnostic>> {
        let bytes = read(path).map_err(|why| {
            Diagnostic::error("unreadable-client", format!("cannot read `{path}`: {why}"))
                .help("give a path from the folder of the case file")
        })?;
        Source::decode(path, bytes)
    };
    let loading = Loading {
        fields: &catalog.fields,
        petition: &|name| catalog.known(name),
        petitions: &catalog.names,
        client: &client,
        covers: &|c| catalog.faces.covers(c),
        any_petition,
    };
    match &given.tree {
        Some(tree) => told::placed(Case::read(&given.source, tree.clone(), &loading), &given.cells),
        None => Case::load(&given.source, &loading),
    }
}

/// Facts against one another, then against the law as of a day.
///
/// # Panics
/// Never: a case names a petition of the catalog it was loaded with.
pub fn check(catalog: &Catalog, case: &Case, as_of: NaiveDate) -> Checked {
    let petition = petition_of(catalog, case);
    let (decided, diagnostics) = check::determine(case, petition, &catalog.law, as_of);
    let inquiry =
        Inquiry { case, petition, law: &catalog.law, as_of, decided: &decided, around: None };
    let derived = derive_all(&inquiry);
    let papers = wanted(&inquiry);
    let mut faults = check::vintage::check(petition, &catalog.law, as_of);
    let known_minor = |one: &Diagnostic| petition.for_minors && one.code == MINOR;
    faults.extend(
        check_facts(case, &catalog.fields, &catalog.law, as_of)
            .into_iter()
            .filter(|one| !known_minor(one)),
    );
    Checked { refused: is_faulty(&diagnostics), faults, decided, derived, diagnostics, papers }
}

fn petition_of<'a>(catalog: &'a Catalog, case: &Case) -> &'a Petition {
    catalog.petitions.get(&case.petition).expect("a loaded case names a known petition")
}

/// Templates of the papers that the petition's conditions ask for.
fn wanted(inquiry: &Inquiry<'_>) -> Vec<String> {
    let papers = inquiry.petition.papers.iter();
    papers
        .filter(|paper| check::wanted(inquiry, paper.when.as_ref()))
        .map(|paper| paper.template.clone())
        .collect()
}

/// Drafts the papers of a checked case as `build` does where nothing else is asked; only the guide
/// sheet where the law refuses.
///
/// # Errors
/// Every fault of the templates and maps, each in one line.
pub fn compose(
    catalog: &Catalog,
    case: &Case,
    checked: &Checked,
    as_of: NaiveDate,
) -> Result<Drafts, Vec<String>> {
    let in_lines = |faults: Vec<Diagnostic>| -> Vec<String> {
        faults.into_iter().map(|one| one.what).collect()
    };
    let choosing = stationery::Choosing::new(catalog, case, checked, &Asked::on(as_of));
    let chosen = choosing.and_then(|choosing| choosing.editions()).map_err(in_lines)?;
    let (exhibits, first) = (exhibits::listed(case), &chosen.editions[0]);
    let (plans, stationery) = (&first.plans, &first.told);
    let drafting = Drafting { exhibits: &exhibits, as_of, plans, stationery };
    draft(catalog, case, checked, &drafting)
}

/// What drafting reads beside the checked case.
struct Drafting<'a> {
    /// The exhibits in the order of their letters.
    exhibits: &'a [Exhibit],
    as_of: NaiveDate,
    /// The papers, in order.
    plans: &'a [PaperPlan<'a>],
    stationery: &'a Told,
}

fn draft(
    catalog: &Catalog,
    case: &Case,
    checked: &Checked,
    drafting: &Drafting<'_>,
) -> Result<Drafts, Vec<String>> {
    let petition = petition_of(catalog, case);
    let templates = catalog.templates_of(petition)?;
    let warnings: Vec<String> = checked.all().map(words::sentence).collect();
    let matter = Matter {
        case,
        catalog,
        petition,
        templates,
        decided: &checked.decided,
        derived: &checked.derived,
        warnings: &warnings,
        exhibits: drafting.exhibits,
        stationery: drafting.stationery,
        refused: checked.refused,
        as_of: drafting.as_of,
    };
    let composing = matter.composing(drafting.plans).map_err(|error| vec![error.to_string()])?;
    compose::compose(composing).map_err(|errors| {
        errors.iter().map(|error| format!("{}: {}", error.template, error.what)).collect()
    })
}

/// Lays a paper out.
///
/// # Errors
/// What does not fit or has no glyph, each in one line.
pub fn lay_out(catalog: &Catalog, document: &Document) -> Result<Pages, Vec<String>> {
    layout::lay_out(document, &catalog.faces).map_err(|errors| {
        errors.iter().map(|error| format!("{}: {error}", document.title)).collect()
    })
}

/// Writes finished pages as a PDF.
///
/// # Errors
/// What the writer refuses, in one line.
pub fn export(catalog: &Catalog, pages: &Pages, as_of: NaiveDate) -> Result<Vec<u8>, String> {
    let meta = metadata(pages, as_of);
    pdf::export(pages, &catalog.face_files, &meta).map_err(|error| error.to_string())
}

fn metadata(pages: &Pages, as_of: NaiveDate) -> pdf::Metadata {
    titled(&pages.title, as_of)
}

/// What a file says about itself that is made of others.
pub(crate) fn titled(title: &str, as_of: NaiveDate) -> pdf::Metadata {
    pdf::Metadata {
        title: title.to_owned(),
        lang: "en-US".to_owned(),
        date: Some(as_of),
        id_seed: String::new(),
    }
}

/// Case file to everything that is to be said of it, without drafting.
pub fn examine(
    catalog: &Catalog,
    given: impl Into<Given>,
    read: &Reader<'_>,
    as_of: NaiveDate,
) -> Examined {
    let given = given.into();
    let loaded = load_for(catalog, &given, read, false);
    let unreadable = is_faulty(&loaded.diagnostics);
    let mut diagnostics = loaded.diagnostics;
    let checked = loaded.case.as_ref().map(|case| check(catalog, case, as_of));
    if let Some(checked) = &checked {
        // A fact with an error is left out of the case; that it is missing is then no news.
        let news = |one: &&Diagnostic| {
            !unreadable || ![UNDETERMINED, NOTHING_ASKED].contains(&one.code.as_str())
        };
        diagnostics.extend(checked.all().filter(news).cloned());
    }
    let resolve = |path: &FieldPath| loaded.case.as_ref().and_then(|case| case.span(path).cloned());
    sort_by_place(&mut diagnostics, &resolve, &given.source);
    told::in_words_of_a_list(&mut diagnostics, &given.cells, &resolve);
    let impossible = checked.as_ref().is_none_or(|checked| is_faulty(&checked.faults));
    Examined { case: loaded.case, checked, diagnostics, faulty: unreadable || impossible }
}

/// Case file and the files that it attaches to everything that is to be said of them, without drafting.
pub fn examine_whole(
    catalog: &Catalog,
    source: &Arc<Source>,
    read: &Reader<'_>,
    as_of: NaiveDate,
) -> Examined {
    let mut examined = examine(catalog, source, read, as_of);
    if let Some(case) = &examined.case {
        let files = read_files(case, read, Threads::Machine);
        let attached = attach(catalog, case, &files, as_of);
        examined.faulty |= is_faulty(&attached.diagnostics);
        examined.diagnostics.extend(attached.diagnostics);
    }
    examined
}

/// A matter and every relief of the catalog, decided for it.
#[derive(Debug, Clone)]
pub struct Surveyed<'a> {
    /// The case; places of diagnostics are found in it.
    pub case: Option<Case>,
    /// The findings in the order in which to look at them; none while the file itself is at fault.
    pub findings: Vec<Finding<'a>>,
    /// Errors and warnings, in the order of the file.
    pub diagnostics: Vec<Diagnostic>,
    /// Whether the file itself is at fault, whatever the law says.
    pub faulty: bool,
}

/// Case file, of whatever petition or of none, to what each relief of the catalog would be in it.
pub fn survey<'a>(
    catalog: &'a Catalog,
    source: &Arc<Source>,
    read: &Reader<'_>,
    as_of: NaiveDate,
) -> Surveyed<'a> {
    let loaded = load_for(catalog, &source.into(), read, true);
    // What is left blank is a question here, and no fault.
    let blank = |one: &Diagnostic| BLANK.contains(&one.code.as_str());
    let mut diagnostics = loaded.diagnostics;
    diagnostics.retain(|one| !blank(one));
    if let Some(case) = &loaded.case {
        diagnostics.extend(check_facts(case, &catalog.fields, &catalog.law, as_of));
    }
    let (reached, out_of_reach) = by_vintage(catalog, as_of);
    diagnostics.extend(out_of_reach);
    let resolve = |path: &FieldPath| loaded.case.as_ref().and_then(|case| case.span(path).cloned());
    sort_by_place(&mut diagnostics, &resolve, source);
    let faulty = is_faulty(&diagnostics);
    let case = loaded.case.as_ref().filter(|_| !faulty);
    let matter = |case| survey::Matter { case, fields: &catalog.fields, law: &catalog.law, as_of };
    let findings = case.map(|case| survey::survey(&matter(case), &reached));
    Surveyed { findings: findings.unwrap_or_default(), case: loaded.case, diagnostics, faulty }
}

/// Codes of the diagnostics for facts that a case file has room for and leaves out.
const BLANK: [&str; 3] = ["missing-fact", "empty-item", "says-nothing"];

/// The petitions whose law the data has on a day, and a warning for each other, as well as for a day that it may not know.
fn by_vintage(catalog: &Catalog, as_of: NaiveDate) -> (Vec<&Petition>, Vec<Diagnostic>) {
    let mut reached = Vec::new();
    let mut warnings: Vec<Diagnostic> = Vec::new();
    for petition in catalog.petitions.values() {
        let found = check::vintage::check(petition, &catalog.law, as_of);
        if !is_faulty(&found) {
            reached.push(petition);
        }
        for one in found {
            let of = format!("`{}` is left out: {}", petition.id, one.what);
            let told = match one.severity {
                Severity::Error => Diagnostic::warning(&one.code, of),
                Severity::Warning => one,
            };
            if !warnings.contains(&told) {
                warnings.push(told);
            }
        }
    }
    (reached, warnings)
}

/// Code of the diagnostic for a relief that turns on facts not given.
pub const UNDETERMINED: &str = "undetermined";

/// What is asked of a packet.
#[derive(Debug, Clone)]
pub struct Asked {
    /// The day of filing.
    pub as_of: NaiveDate,
    /// How many sets of the filed papers are joined into one file to print; none for no such file.
    pub sets: Option<usize>,
    /// The most bytes that a file of exhibits may have; a larger one is cut into volumes.
    pub most_bytes: Option<usize>,
    /// Whether a review sheet is made.
    pub review: bool,
    /// On what the papers are drafted; where nothing is asked, on official forms as far as their
    /// blanks are at hand.
    pub paper: Option<PaperChoice>,
}

impl Asked {
    /// The papers alone, for a day.
    pub fn on(as_of: NaiveDate) -> Asked {
        Asked { as_of, sets: None, most_bytes: None, review: false, paper: None }
    }
}

/// Case file to packet, all steps, on the threads of the machine.
pub fn build(
    catalog: &Catalog,
    given: impl Into<Given>,
    read: &Reader<'_>,
    asked: &Asked,
) -> Built {
    build_on(Threads::Machine, catalog, given.into(), read, asked)
}

/// The same on this thread alone, for who builds other cases on the others.
pub fn build_beside(
    catalog: &Catalog,
    given: impl Into<Given>,
    read: &Reader<'_>,
    asked: &Asked,
) -> Built {
    build_on(Threads::One, catalog, given.into(), read, asked)
}

/// On what a packet is made; its bytes are the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Threads {
    /// On all cores.
    Machine,
    /// On the thread that asks for it.
    One,
}

fn build_on(
    threads: Threads,
    catalog: &Catalog,
    given: Given,
    read: &Reader<'_>,
    asked: &Asked,
) -> Built {
    let cells = Arc::clone(&given.cells);
    let Examined { case, checked, diagnostics, mut faulty } =
        examine(catalog, given, read, asked.as_of);
    let mut built = Built { case, checked, packet: None, diagnostics };
    let (Some(case), Some(checked)) = (&built.case, &built.checked) else { return built };
    let files = read_files(case, read, threads);
    let attached = attach(catalog, case, &files, asked.as_of);
    if !checked.refused {
        faulty |= is_faulty(&attached.diagnostics);
        built.diagnostics.extend(attached.diagnostics.iter().cloned());
    }
    if !faulty {
        let assembled =
            Rules::read(&catalog.law).map_err(assemble::unprintable).and_then(|rules| {
                let chosen =
                    stationery::Choosing::new(catalog, case, checked, asked)?.editions()?;
                let attached = &attached;
                let all = assemble::Assembling {
                    catalog,
                    case,
                    checked,
                    attached,
                    asked,
                    rules,
                    threads,
                };
                Ok((all.assemble(&chosen.editions)?, chosen.warnings))
            });
        match assembled {
            Ok((assembled, of_forms)) => {
                built.packet = Some(assembled.packet);
                built.diagnostics.extend(of_forms);
                built.diagnostics.extend(assembled.warnings);
            }
            Err(faults) => built.diagnostics.extend(faults),
        }
    }
    let resolve = |path: &FieldPath| case.span(path).cloned();
    told::in_words_of_a_list(&mut built.diagnostics, &cells, &resolve);
    built
}
