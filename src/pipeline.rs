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
use crate::check::condition::Inquiry;
use crate::check::derivations::{Derived, derive_all};
use crate::check::facts::{MINOR, check_facts};
use crate::check::survey::{self, Finding};
use crate::check::{self, determination::Determination};
use crate::compose::matter::{Exhibit, Matter, exhibits};
use crate::compose::template::StationeryKind;
use crate::compose::{self, Drafted, Drafts};
use crate::diagnostic::render::sort_by_place;
use crate::diagnostic::{Diagnostic, Severity, words};
use crate::layout::{self, page::Pages};
use crate::packet::exhibits::{self as carry, ForeignFile};
use crate::packet::{About, Packet, PacketFile, file_name, slips};
use crate::pdf;
use crate::source::{FieldPath, Source};

/// Reads a file that a case file names, by the path written there; an error says why not.
pub type Reader<'a> = dyn Fn(&str) -> Result<Vec<u8>, String> + 'a;

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
    /// The packet; absent where the file itself is at fault.
    pub packet: Option<Packet>,
    /// Errors and warnings of all steps, in the order of the file.
    pub diagnostics: Vec<Diagnostic>,
}

/// Text of a case file, and of the client file it names, to typed facts.
pub fn load(catalog: &Catalog, source: &Arc<Source>, read: &Reader<'_>) -> Loaded {
    load_for(catalog, source, read, false)
}

fn load_for(
    catalog: &Catalog,
    source: &Arc<Source>,
    read: &Reader<'_>,
    any_petition: bool,
) -> Loaded {
    let client = |path: &str| -> Result<Source, Box<Diagnostic>> {
        let bytes = read(path).map_err(|why| {
            Diagnostic::error("unreadable-client", format!("cannot read `{path}`: {why}"))
                .help("give a path from the folder of the case file")
        })?;
        Source::decode(path, bytes)
    };
    Case::load(
        source,
        &Loading {
            fields: &catalog.fields,
            petition: &|name| catalog.known(name),
            petitions: &catalog.names,
            client: &client,
            covers: &|c| catalog.faces.covers(c),
            any_petition,
        },
    )
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

fn is_faulty(diagnostics: &[Diagnostic]) -> bool {
    diagnostics.iter().any(|one| one.severity == Severity::Error)
}

/// Drafts the papers of a checked case; only the guide sheet where the law refuses.
///
/// # Errors
/// Every fault of the templates, each in one line.
pub fn compose(
    catalog: &Catalog,
    case: &Case,
    checked: &Checked,
    as_of: NaiveDate,
) -> Result<Drafts, Vec<String>> {
    let petition = petition_of(catalog, case);
    let templates = catalog.templates_of(petition)?;
    let is_guide = |template: &&String| {
        let front = templates.front(template);
        front.is_some_and(|front| front.stationery == StationeryKind::Guide)
    };
    let papers = checked.papers.iter().filter(|one| !checked.refused || is_guide(one));
    let papers: Vec<String> = papers.cloned().collect();
    let warnings: Vec<String> = checked.all().map(words::sentence).collect();
    let matter = Matter {
        case,
        catalog,
        petition,
        templates,
        decided: &checked.decided,
        derived: &checked.derived,
        warnings: &warnings,
        refused: checked.refused,
        as_of,
    };
    let composing = matter.composing(&papers).map_err(|error| vec![error.to_string()])?;
    compose::compose(composing).map_err(|errors| {
        errors.iter().map(|error| format!("{}: {}", error.template, error.what)).collect()
    })
}

/// Lays a paper out.
///
/// # Errors
/// What does not fit or has no glyph, each in one line.
pub fn lay_out(catalog: &Catalog, draft: &Drafted) -> Result<Pages, Vec<String>> {
    layout::lay_out(&draft.document, &catalog.faces).map_err(|errors| {
        errors.iter().map(|error| format!("{}: {error}", draft.document.title)).collect()
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
    pdf::Metadata {
        title: pages.title.clone(),
        lang: "en-US".to_owned(),
        date: Some(as_of),
        id_seed: String::new(),
    }
}

/// Case file to everything that is to be said of it, without drafting.
pub fn examine(
    catalog: &Catalog,
    source: &Arc<Source>,
    read: &Reader<'_>,
    as_of: NaiveDate,
) -> Examined {
    let loaded = load(catalog, source, read);
    let unreadable = is_faulty(&loaded.diagnostics);
    let mut diagnostics = loaded.diagnostics;
    let checked = loaded.case.as_ref().map(|case| check(catalog, case, as_of));
    if let Some(checked) = &checked {
        // A fact with an error is left out of the case; that it is missing is then no news.
        let news = |one: &&Diagnostic| !unreadable || one.code != UNDETERMINED;
        diagnostics.extend(checked.all().filter(news).cloned());
    }
    let resolve = |path: &FieldPath| loaded.case.as_ref().and_then(|case| case.span(path).cloned());
    sort_by_place(&mut diagnostics, &resolve, source);
    let impossible = checked.as_ref().is_none_or(|checked| is_faulty(&checked.faults));
    Examined { case: loaded.case, checked, diagnostics, faulty: unreadable || impossible }
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
    let loaded = load_for(catalog, source, read, true);
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
const UNDETERMINED: &str = "undetermined";

/// Case file to packet, all steps.
pub fn build(
    catalog: &Catalog,
    source: &Arc<Source>,
    read: &Reader<'_>,
    as_of: NaiveDate,
) -> Built {
    let examined = examine(catalog, source, read, as_of);
    let mut built = Built { case: examined.case, packet: None, diagnostics: examined.diagnostics };
    if let (Some(case), Some(checked), false) = (&built.case, &examined.checked, examined.faulty) {
        match assemble(catalog, case, checked, &Assembling { read, as_of }) {
            Ok(packet) => built.packet = Some(packet),
            Err(faults) => built.diagnostics.extend(faults),
        }
    }
    built
}

/// What assembling needs beside the case.
struct Assembling<'a> {
    read: &'a Reader<'a>,
    as_of: NaiveDate,
}

fn assemble(
    catalog: &Catalog,
    case: &Case,
    checked: &Checked,
    with: &Assembling<'_>,
) -> Result<Packet, Vec<Diagnostic>> {
    let drafts = compose(catalog, case, checked, with.as_of).map_err(unprintable)?;
    let carries = drafts.papers.iter().any(|draft| draft.document.paper == EXHIBITS);
    let exhibits = if carries { exhibits(case) } else { Vec::new() };
    let foreign = exhibit_files(&exhibits, with.read)?;
    let making = Making { catalog, exhibits: &exhibits, foreign: &foreign, as_of: with.as_of };
    // Each paper is a function of its draft alone, so two halves at once give the same files.
    let (first, rest) = drafts.papers.split_at(drafts.papers.len() / 2);
    let files = std::thread::scope(|scope| {
        let rest = scope.spawn(|| making.files(rest));
        let first = making.files(first);
        let rest = rest.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic));
        first.and_then(|mut files| {
            files.extend(rest?);
            Ok(files)
        })
    })?;
    Ok(Packet { files, about: about(catalog, case, checked, &drafts, with.as_of) })
}

/// Id of the paper whose file carries the exhibits.
const EXHIBITS: &str = "exhibits";

fn unprintable(errors: Vec<String>) -> Vec<Diagnostic> {
    let say = |error: String| Diagnostic::error("unprintable", error);
    errors.into_iter().map(say).collect()
}

/// What making the files of drafted papers reads.
struct Making<'a> {
    catalog: &'a Catalog,
    exhibits: &'a [Exhibit],
    foreign: &'a [Vec<u8>],
    as_of: NaiveDate,
}

impl Making<'_> {
    fn files(&self, drafts: &[Drafted]) -> Result<Vec<PacketFile>, Vec<Diagnostic>> {
        drafts.iter().map(|draft| self.file(draft)).collect()
    }

    fn file(&self, draft: &Drafted) -> Result<PacketFile, Vec<Diagnostic>> {
        let pages = lay_out(self.catalog, draft).map_err(unprintable)?;
        let (bytes, n_pages) = match draft.document.paper == EXHIBITS {
            true => self.joined(&pages)?,
            false => (self.export(&pages)?, pages.pages.len()),
        };
        Ok(PacketFile {
            name: file_name(draft.number, &draft.file),
            title: draft.document.title.clone(),
            filed: draft.filed,
            n_pages,
            n_bytes: bytes.len(),
            bytes,
        })
    }

    fn export(&self, pages: &Pages) -> Result<Vec<u8>, Vec<Diagnostic>> {
        export(self.catalog, pages, self.as_of).map_err(|error| unprintable(vec![error]))
    }

    /// The index of exhibits, and each exhibit whole behind its slip sheet, in one file; and its pages.
    fn joined(&self, index: &Pages) -> Result<(Vec<u8>, usize), Vec<Diagnostic>> {
        let index_bytes = self.export(index)?;
        let mut slips = Vec::new();
        for exhibit in self.exhibits {
            let pages = layout::lay_out(&slips::slip(exhibit), &self.catalog.faces)
                .map_err(|errors| unprintable(vec![format!("{}: {errors:?}", exhibit.title)]))?;
            slips.push(self.export(&pages)?);
        }
        let unfit = |error| vec![unfit(self.exhibits, &error)];
        let bookmarks: Vec<String> = self.exhibits.iter().map(slips::bookmark).collect();
        let prepared: Vec<carry::Prepared<'_>> = self
            .exhibits
            .iter()
            .zip(self.foreign)
            .map(|(exhibit, bytes)| {
                carry::prepare(ForeignFile { name: &exhibit.file, bytes }, None)
            })
            .collect::<Result<_, _>>()
            .map_err(unfit)?;
        let listed: Vec<carry::Exhibit<'_>> = (0..self.exhibits.len())
            .map(|n| carry::Exhibit {
                bookmark: &bookmarks[n],
                slip: &slips[n],
                listed: None,
                file: &prepared[n],
            })
            .collect();
        let joining = carry::Exhibits {
            index: Some(&index_bytes),
            index_bookmark: "Index of exhibits",
            exhibits: &listed,
            faces: &self.catalog.face_files,
        };
        let joined = carry::join(&joining, &metadata(index, self.as_of)).map_err(unfit)?;
        Ok((joined.bytes, joined.n_pages))
    }
}

/// The bytes of every exhibit, or every one that cannot be read.
fn exhibit_files(exhibits: &[Exhibit], read: &Reader<'_>) -> Result<Vec<Vec<u8>>, Vec<Diagnostic>> {
    let mut files = Vec::new();
    let mut faults = Vec::new();
    for (n, exhibit) in exhibits.iter().enumerate() {
        match read(&exhibit.file) {
            Ok(bytes) => files.push(bytes),
            Err(why) => faults.push(
                at_exhibit(
                    n,
                    "unreadable-exhibit",
                    format!("cannot read `{}`: {why}", exhibit.file),
                )
                .help("give a path from the folder of the case file"),
            ),
        }
    }
    if faults.is_empty() { Ok(files) } else { Err(faults) }
}

/// A file that was read and cannot be carried.
fn unfit(exhibits: &[Exhibit], error: &carry::ExhibitError) -> Diagnostic {
    let n = exhibits.iter().position(|exhibit| exhibit.file == error.file).unwrap_or(0);
    at_exhibit(n, "unfit-exhibit", error.to_string())
        .help("print the file to a new PDF, look at every page, and name that one")
}

fn at_exhibit(n: usize, code: &str, what: String) -> Diagnostic {
    let at = FieldPath::root().key("exhibits").index(n).key("file");
    Diagnostic::error(code, what)
        .at_field(&at, "")
        .why("a packet never goes out with an exhibit missing")
}

fn about(
    catalog: &Catalog,
    case: &Case,
    checked: &Checked,
    drafts: &Drafts,
    as_of: NaiveDate,
) -> About {
    let refused = match checked.refused {
        true => checked
            .diagnostics
            .iter()
            .filter(|one| one.severity == Severity::Error)
            .map(|one| one.code.clone())
            .collect(),
        false => Vec::new(),
    };
    About {
        program: concat!("petition ", env!("CARGO_PKG_VERSION")).to_owned(),
        petition: case.petition.clone(),
        as_of: as_of.to_string(),
        law_compiled: catalog.law.compiled.to_string(),
        refused,
        blanks: drafts.blanks.iter().map(|one| format!("{}: {}", one.paper, one.label)).collect(),
    }
}
