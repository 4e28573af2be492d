//! Official forms or pleading paper: on what each paper of a packet is drafted, and why.

use std::collections::BTreeMap;

use super::{Asked, Checked};
use crate::case::{Case, Fact};
use crate::catalog::Catalog;
use crate::catalog::court_form::{CourtFormUse, FormMap, Revision};
use crate::catalog::petition::{Paper, Petition};
use crate::check::condition::Inquiry;
use crate::check::wanted;
use crate::compose::PaperPlan;
use crate::compose::forms::{BodySource, FormPlan, FormSource};
use crate::compose::stationery::{Absent, Told, UsedForm};
use crate::compose::template::{StationeryKind, Templates};
use crate::court_form::blank::Blank;
use crate::court_form::choose::{Asking, Choice, choose};
use crate::diagnostic::Diagnostic;
use crate::diagnostic::words::long_date;
use crate::source::FieldPath;

/// The form on which text goes on that has no room in another.
const ATTACHMENT: &str = "MC-025";

/// On what papers are asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PaperChoice {
    /// Official forms; an error where their blanks are not at hand.
    Official,
    /// Pleading paper.
    Pleading,
    /// Both, in folders of their own.
    Both,
}

/// One version of a packet: its papers, and the blanks that they need.
pub(super) struct Edition<'a> {
    pub(super) plans: Vec<PaperPlan<'a>>,
    /// What is filled in, by number of the form.
    pub(super) blanks: BTreeMap<String, UsedBlank<'a>>,
    pub(super) told: Told,
}

impl Edition<'_> {
    /// The forms that are filled in, each with its revision.
    pub(super) fn forms(&self) -> impl Iterator<Item = String> {
        let used = self.told.used.iter();
        used.map(|one| format!("{}, revised {}", one.number, one.revised))
    }
}

/// A blank, and the map of its revision.
#[derive(Clone, Copy)]
pub(super) struct UsedBlank<'a> {
    pub(super) map: &'a FormMap,
    pub(super) revision: &'a Revision,
    pub(super) blank: &'a Blank,
}

/// The versions of a packet, the one to be filed first, and what is to be said of their forms.
pub(super) struct Editions<'a> {
    pub(super) editions: Vec<Edition<'a>>,
    pub(super) warnings: Vec<Diagnostic>,
}

/// What choosing reads.
pub(super) struct Choosing<'a> {
    pub(super) catalog: &'a Catalog,
    pub(super) case: &'a Case,
    pub(super) checked: &'a Checked,
    pub(super) petition: &'a Petition,
    pub(super) templates: &'a Templates,
    pub(super) inquiry: Inquiry<'a>,
    /// What the command line asks for.
    pub(super) asked: Option<PaperChoice>,
}

impl<'a> Choosing<'a> {
    /// Everything that choosing reads of a checked case.
    ///
    /// # Errors
    /// Faults of the petition's templates.
    pub(super) fn new(
        catalog: &'a Catalog,
        case: &'a Case,
        checked: &'a Checked,
        asked: &Asked,
    ) -> Result<Choosing<'a>, Vec<Diagnostic>> {
        let petition = super::petition_of(catalog, case);
        let templates = catalog.templates_of(petition).map_err(unusable)?;
        let (law, as_of, decided) = (&catalog.law, asked.as_of, checked.decided.as_slice());
        let inquiry = Inquiry { case, petition, law, as_of, decided, around: None };
        Ok(Choosing { catalog, case, checked, petition, templates, inquiry, asked: asked.paper })
    }

    /// The versions that a packet has.
    ///
    /// # Errors
    /// Official paper that is asked for and cannot be had, and faults of the maps.
    pub(super) fn editions(&self) -> Result<Editions<'a>, Vec<Diagnostic>> {
        let stated = self.stated();
        let asked = self.asked.or(stated);
        if self.checked.refused {
            return Ok(self.guides());
        }
        let insist = matches!(asked, Some(PaperChoice::Official | PaperChoice::Both));
        let mut found = Found { insist, ..Found::default() };
        let uses: Vec<&CourtFormUse> = self.petition.court_forms.iter().collect();
        let uses = uses.into_iter().filter(|one| wanted(&self.inquiry, one.when.as_ref()));
        let (own, beside): (Vec<_>, Vec<_>) = uses.partition(|one| !one.stands_for.is_empty());
        let exists = self.petition.court_forms.iter().any(|one| !one.stands_for.is_empty());
        let main = match own.first() {
            Some(one) if asked != Some(PaperChoice::Pleading) => self.look(one, &mut found)?,
            _ => None,
        };
        let mut told = Told { exists, ..Told::default() };
        let official = main.is_some();
        if insist && !official {
            self.not_official(own.first().copied(), &mut found)?;
        }
        told.asked_for_pleading = asked == Some(PaperChoice::Pleading) && exists;
        told.out_of_reach = exists && own.is_empty();
        told.official = official;
        let first = self.edition(official, &own, &beside, &mut found)?;
        let mut editions = vec![Edition { told, ..first }];
        if official && asked == Some(PaperChoice::Both) {
            editions[0].told.both = true;
            editions.push(self.edition(false, &own, &[], &mut Found::default())?);
        }
        editions[0].told.used = found.used;
        editions[0].told.absent = found.absent;
        Ok(Editions { editions, warnings: found.warnings })
    }

    /// What the case file asks for.
    fn stated(&self) -> Option<PaperChoice> {
        match self.case.get(&FieldPath::root().key("paper"))? {
            Fact::Choice(word) => match word.as_str() {
                "official" => Some(PaperChoice::Official),
                "both" => Some(PaperChoice::Both),
                _ => Some(PaperChoice::Pleading),
            },
            _ => None,
        }
    }

    /// The guide sheet alone.
    fn guides(&self) -> Editions<'a> {
        let guides = self.papers().filter(|paper| self.is_guide(paper));
        let plans = guides.map(|paper| PaperPlan::Template(paper.template.clone())).collect();
        let edition = Edition { plans, blanks: BTreeMap::new(), told: Told::default() };
        Editions { editions: vec![edition], warnings: Vec::new() }
    }

    /// The papers that the petition's conditions ask for.
    fn papers(&self) -> impl Iterator<Item = &'a Paper> {
        let papers = self.petition.papers.iter();
        papers.filter(|paper| self.checked.papers.contains(&paper.template))
    }

    fn is_guide(&self, paper: &Paper) -> bool {
        let front = self.templates.front(&paper.template);
        front.is_some_and(|front| front.stationery == StationeryKind::Guide)
    }

    /// Official paper was asked for and cannot be had.
    fn not_official(
        &self,
        own: Option<&CourtFormUse>,
        found: &mut Found<'a>,
    ) -> Result<(), Vec<Diagnostic>> {
        let place = FieldPath::root().key("paper");
        let Some(one) = own else {
            let what = "no official form asks for what this case asks for".to_owned();
            let told = Diagnostic::warning("no-official-form", what).at_field(&place, "");
            found.warnings.push(told.help("the papers are drafted on pleading paper"));
            return Ok(());
        };
        let why: Vec<String> = found.absent.iter().map(|one| one.reason.clone()).collect();
        let what =
            format!("form {} cannot be filled in: {}", one.form.join(" or "), why.join("; "));
        let told = Diagnostic::error("official-form-absent", what).at_field(&place, "").help(
            "download the blank from the courts' website and give it to `petition court-form add`, or ask for pleading paper",
        );
        Err(vec![told])
    }

    /// The first of a use's forms that can be filled in; why not is kept.
    fn look(
        &self,
        one: &CourtFormUse,
        found: &mut Found<'a>,
    ) -> Result<Option<String>, Vec<Diagnostic>> {
        let mut absent = Vec::new();
        for number in &one.form {
            if found.blanks.contains_key(number) {
                return Ok(Some(number.clone()));
            }
            let map = self.catalog.court_form(number).map_err(|fault| unusable(vec![fault]))?;
            let asking = Asking { on: self.inquiry.as_of, insist: found.insist };
            let reason = match choose(map, &self.catalog.blanks, asking) {
                Choice::Use { blank, revision, warnings, .. } => {
                    if wanted(&self.inquiry, revision.when.as_ref()) {
                        found.take(UsedBlank { map, revision, blank }, warnings);
                        return Ok(Some(number.clone()));
                    }
                    let revised = long_date(blank.revised);
                    format!("the blank at hand is of {revised} and has no item for what is asked")
                }
                Choice::Not { reason } => {
                    let held = !self.catalog.blanks.held(number).is_empty();
                    found.warnings.extend((held && !found.insist).then(|| unused(number, &reason)));
                    reason
                }
            };
            let (number, title) = (number.clone(), map.title.clone());
            absent.push(Absent { number, title, reason });
        }
        for one in absent {
            if !found.absent.contains(&one) {
                found.absent.push(one);
            }
        }
        Ok(None)
    }

    fn edition(
        &self,
        official: bool,
        own: &[&'a CourtFormUse],
        beside: &[&'a CourtFormUse],
        found: &mut Found<'a>,
    ) -> Result<Edition<'a>, Vec<Diagnostic>> {
        let papers: Vec<&Paper> = self.papers().collect();
        let mut dropped: Vec<&str> = Vec::new();
        let mut standing: Vec<(&CourtFormUse, String)> = Vec::new();
        for one in own.iter().filter(|_| official) {
            let replaces = papers.iter().any(|paper| one.stands_for.contains(&paper.id));
            if replaces && let Some(number) = self.look(one, found)? {
                dropped.extend(one.stands_for.iter().chain(&one.drops).map(String::as_str));
                standing.push((one, number));
            }
        }
        let sheets = CourtFormUse::of(ATTACHMENT);
        let needs = official || !beside.is_empty();
        let sheets = if needs { self.look(&sheets, found)? } else { None };
        let sheets = sheets.map(|number| self.source(&number)).transpose()?;
        let mut plans: Vec<PaperPlan<'a>> = Vec::new();
        let mut guides = Vec::new();
        for paper in &papers {
            let begins = |one: &&(&'a CourtFormUse, String)| {
                let first = papers.iter().find(|paper| one.0.stands_for.contains(&paper.id));
                first.is_some_and(|first| first.id == paper.id)
            };
            if let Some((one, number)) = standing.iter().find(begins) {
                plans.extend(self.forms(one, number, (&standing, sheets))?);
            } else if !dropped.contains(&paper.id.as_str()) {
                let plan = PaperPlan::Template(paper.template.clone());
                if self.is_guide(paper) { guides.push(plan) } else { plans.push(plan) }
            }
        }
        for one in beside {
            if let Some(number) = self.look(one, found)? {
                plans.extend(self.forms(one, &number, (&[], sheets))?);
            }
        }
        plans.extend(guides);
        plans.iter_mut().for_each(|plan| found.tell_revisions(plan));
        Ok(Edition { plans, blanks: found.blanks.clone(), told: Told::default() })
    }

    fn source(&self, number: &str) -> Result<FormSource<'a>, Vec<Diagnostic>> {
        self.catalog.form_source(number).map_err(unusable)
    }

    /// A form, one for each item where it is about a list; none of one that is attached to another.
    fn forms(
        &self,
        one: &CourtFormUse,
        number: &str,
        (standing, sheets): (&[(&'a CourtFormUse, String)], Option<FormSource<'a>>),
    ) -> Result<Vec<PaperPlan<'a>>, Vec<Diagnostic>> {
        let carried = |host: &str| {
            standing.iter().any(|(other, _)| other.stands_for.iter().any(|paper| paper == host))
        };
        if one.attached_to.as_deref().is_some_and(carried) {
            return Ok(Vec::new());
        }
        let mut plan = self.form(one, number, sheets)?;
        for (other, number) in standing {
            let host = other.attached_to.as_deref();
            if host.is_some_and(|host| one.stands_for.iter().any(|paper| paper == host)) {
                plan.attached.push(self.form(other, number, sheets)?);
            }
        }
        let Some(list) = &one.each else { return Ok(vec![PaperPlan::Form(Box::new(plan))]) };
        let items = self.case.get(&FieldPath::root().key(list)).and_then(Fact::as_list);
        let of = |n: usize| FormPlan { item: Some((list.clone(), n)), ..plan.clone() };
        let n_items = items.map_or(0, <[Fact]>::len);
        Ok((0..n_items).map(|n| PaperPlan::Form(Box::new(of(n)))).collect())
    }

    fn form(
        &self,
        one: &CourtFormUse,
        number: &str,
        sheets: Option<FormSource<'a>>,
    ) -> Result<FormPlan<'a>, Vec<Diagnostic>> {
        let source = self.source(number)?;
        // The last of them is the paper itself: a notice comes before its petition.
        let paper = one.stands_for.last().cloned().unwrap_or_else(|| source.map.file.clone());
        let template = self.petition.papers.iter().find(|known| known.id == paper);
        let body = template
            .filter(|_| source.map.has_body())
            .map(|known| BodySource { template: &known.template, templates: self.templates });
        Ok(FormPlan { paper, source, body, item: None, attached: Vec::new(), sheets })
    }
}

/// A blank is at hand and is not filled in.
fn unused(number: &str, reason: &str) -> Diagnostic {
    Diagnostic::warning("official-form-unused", format!("form {number} is not filled in: {reason}"))
        .help("`petition court-form list` says what is at hand")
}

fn unusable(faults: Vec<String>) -> Vec<Diagnostic> {
    super::assemble::unprintable(faults)
}

/// What looking for blanks has found so far.
#[derive(Default)]
struct Found<'a> {
    /// Whether the user asked for official paper, so that an old revision is used too.
    insist: bool,
    blanks: BTreeMap<String, UsedBlank<'a>>,
    used: Vec<UsedForm>,
    absent: Vec<Absent>,
    warnings: Vec<Diagnostic>,
}

impl<'a> Found<'a> {
    /// Tells a form, and those attached to it, of which revision its blank is.
    fn tell_revisions(&self, plan: &mut PaperPlan<'a>) {
        let PaperPlan::Form(form) = plan else { return };
        let FormPlan { source, attached, .. } = &mut **form;
        let attached = attached.iter_mut().map(|one| &mut one.source);
        for source in std::iter::once(source).chain(attached) {
            source.revision = self.blanks.get(&source.map.number).map(|used| used.revision);
        }
    }

    fn take(&mut self, used: UsedBlank<'a>, warnings: Vec<String>) {
        let (number, title) = (used.map.number.clone(), used.map.title.clone());
        for what in &warnings {
            let what = format!("form {number}: {what}");
            let told = Diagnostic::warning("official-form", what);
            self.warnings.push(told.help("look at every page of it before it is filed"));
        }
        let revised = long_date(used.blank.revised);
        self.used.push(UsedForm { number: number.clone(), title, revised, warnings });
        self.blanks.insert(number, used);
    }
}
