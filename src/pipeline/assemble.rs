//! A checked case and its attached files to the packet: papers drafted, laid out, exported, joined.

use super::attach::{Attached, guard};
use super::papers::Papers;
use super::prove::{Finished, prove};
use super::stationery::Edition;
use super::{Asked, Checked, Threads, export, lay_out};
use crate::case::Case;
use crate::catalog::Catalog;
use crate::compose::Drafts;
use crate::compose::filer::Filer;
use crate::compose::review::{Reviewing, review};
use crate::diagnostic::{Diagnostic, Severity};
use crate::document::Document;
use crate::inspect::Rules;
use crate::layout::page::Pages;
use crate::packet::guard::dangling;
use crate::packet::joined::{self, Opener};
use crate::packet::receipt::Receipt;
use crate::packet::sets::{Recipients, sets};
use crate::packet::{About, Packet, PacketFile};
use crate::source::FieldPath;

/// The folder of the papers on pleading paper where the packet has official forms too.
const PLEADING: &str = "pleading";

/// What assembling reads.
pub(super) struct Assembling<'a> {
    pub(super) catalog: &'a Catalog,
    pub(super) case: &'a Case,
    pub(super) checked: &'a Checked,
    pub(super) attached: &'a Attached<'a>,
    pub(super) asked: &'a Asked,
    pub(super) rules: Rules,
    pub(super) threads: Threads,
}

/// A packet, and what is to be said of its files.
pub(super) struct Assembled {
    pub(super) packet: Packet,
    pub(super) warnings: Vec<Diagnostic>,
}

impl<'a> Assembling<'a> {
    /// The packet of all versions; what beside the papers is made, is made of the first.
    pub(super) fn assemble(&self, editions: &[Edition<'a>]) -> Result<Assembled, Vec<Diagnostic>> {
        let mut warnings = Vec::new();
        let mut finished: Vec<Finished> = Vec::new();
        let mut own: Option<(Papers<'_>, Drafts)> = None;
        for edition in editions {
            let papers = Papers { of: self, edition };
            let (settled, files) = papers.within_size()?;
            let shown =
                guard(self.catalog, self.case, self.asked.as_of).papers(&settled.drafts.papers);
            if !shown.is_empty() {
                return Err(shown);
            }
            if own.is_none() {
                warnings.extend(dangling(&settled.drafts.papers, &settled.exhibits));
                finished.extend(files);
                own = Some((papers, settled.drafts));
            } else {
                let filed = files.into_iter().filter(|one| one.file.filed);
                finished.extend(filed.map(|one| one.in_folder(PLEADING)));
            }
        }
        let Some((papers, drafts)) = own else { return Err(unprintable(Vec::new())) };
        let proof = prove(self.case, &self.catalog.fields, &finished);
        if !proof.faults.is_empty() {
            return Err(proof.faults);
        }
        warnings.extend(proof.warnings);
        let mut files: Vec<PacketFile> = finished.into_iter().map(|one| one.file).collect();
        if self.asked.review {
            let typed = papers.as_typed(&drafts)?;
            files.push(self.review(&typed, &proof.receipt.silent, &warnings)?);
        }
        if let Some(n) = self.asked.sets.filter(|_| !self.checked.refused) {
            let own: Vec<PacketFile> =
                files.iter().filter(|file| !file.name.starts_with(PLEADING)).cloned().collect();
            warnings.extend(joined::left_out(&own));
            if !joined::joinable(&own).is_empty() {
                files.push(self.joined(&own, n, &drafts)?);
            }
        }
        let about = About {
            forms: editions.iter().flat_map(Edition::forms).collect(),
            inspection: proof.inspection,
            receipt: proof.receipt,
            ..self.about(&drafts)
        };
        Ok(Assembled { packet: Packet { files, about }, warnings })
    }

    pub(super) fn lay_out(&self, document: &Document) -> Result<Pages, Vec<Diagnostic>> {
        lay_out(self.catalog, document).map_err(unprintable)
    }

    pub(super) fn export(&self, pages: &Pages) -> Result<Vec<u8>, Vec<Diagnostic>> {
        let bytes = export(self.catalog, pages, self.asked.as_of);
        bytes.map_err(|error| unprintable(vec![error]))
    }

    fn joined(
        &self,
        files: &[PacketFile],
        n: usize,
        drafts: &Drafts,
    ) -> Result<PacketFile, Vec<Diagnostic>> {
        let represented = Filer::of(self.case, super::petition_of(self.catalog, self.case));
        let recipients =
            Recipients { served: &drafts.served, represented: represented.represented };
        let sets = if n > 1 { sets(n, recipients) } else { Vec::new() };
        let mut openers = Vec::new();
        for set in sets {
            let sheet = self.export(&self.lay_out(&set.separator())?)?;
            openers.push(Opener { set, sheet });
        }
        let title = match n {
            1 => "Joined packet, to print".to_owned(),
            n => format!("Joined packet, {n} sets, to print"),
        };
        let meta = super::titled(&title, self.asked.as_of);
        let n_joined: usize = joined::joinable(files).iter().map(|file| file.n_pages).sum();
        let bytes = joined::join(files, &openers, &meta)
            .map_err(|error| unprintable(vec![error.to_string()]))?;
        let n_pages = openers.len() + openers.len().max(1) * n_joined;
        Ok(beside(joined::JOINED, title, bytes, n_pages))
    }

    /// The review sheet, for counsel.
    fn review(
        &self,
        drafts: &Drafts,
        silent: &[FieldPath],
        warnings: &[Diagnostic],
    ) -> Result<PacketFile, Vec<Diagnostic>> {
        let diagnostics: Vec<Diagnostic> =
            self.checked.all().chain(&self.attached.diagnostics).chain(warnings).cloned().collect();
        let document = review(&Reviewing {
            case: self.case,
            petition: super::petition_of(self.catalog, self.case),
            law: &self.catalog.law,
            as_of: self.asked.as_of,
            decided: &self.checked.decided,
            diagnostics: &diagnostics,
            drafts,
            silent,
        });
        let pages = self.lay_out(&document)?;
        Ok(beside("review.pdf", document.title.clone(), self.export(&pages)?, pages.pages.len()))
    }

    fn about(&self, drafts: &Drafts) -> About {
        let errors = self.checked.diagnostics.iter();
        let errors = errors.filter(|one| one.severity == Severity::Error);
        let refused = if self.checked.refused {
            errors.map(|one| one.code.clone()).collect()
        } else {
            Vec::new()
        };
        let blanks = drafts.blanks.iter().map(|one| format!("{}: {}", one.paper, one.label));
        About {
            program: concat!("petition ", env!("CARGO_PKG_VERSION")).to_owned(),
            petition: self.case.petition.clone(),
            as_of: self.asked.as_of.to_string(),
            law_compiled: self.catalog.law.compiled.to_string(),
            refused,
            forms: Vec::new(),
            blanks: blanks.collect(),
            inspection: Vec::new(),
            receipt: Receipt::default(),
        }
    }
}

/// A file that stands beside the papers and is not filed.
fn beside(name: &str, title: String, bytes: Vec<u8>, n_pages: usize) -> PacketFile {
    PacketFile {
        name: name.to_owned(),
        title,
        filed: false,
        confidential: false,
        n_pages,
        n_bytes: bytes.len(),
        bytes,
        parts: Vec::new(),
    }
}

pub(super) fn unprintable(errors: Vec<String>) -> Vec<Diagnostic> {
    let say = |error: String| Diagnostic::error("unprintable", error);
    errors.into_iter().map(say).collect()
}
