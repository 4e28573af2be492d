//! A checked case and its attached files to the packet: papers drafted, laid out, exported, joined.

use super::attach::{Attached, AttachedFile, guard, unfit};
use super::prove::{Finished, Reading, prove};
use super::{Asked, Checked, Drafting, draft, export, lay_out, metadata};
use crate::case::Case;
use crate::catalog::Catalog;
use crate::compose::exhibits::{self, Exhibit};
use crate::compose::filer::Filer;
use crate::compose::review::{Reviewing, review};
use crate::compose::{Drafted, Drafts};
use crate::diagnostic::{Diagnostic, Severity};
use crate::document::Document;
use crate::inspect::Rules;
use crate::layout::page::Pages;
use crate::packet::exhibits as carry;
use crate::packet::guard::dangling;
use crate::packet::joined::{self, Opener};
use crate::packet::receipt::Receipt;
use crate::packet::sets::{Recipients, sets};
use crate::packet::volumes::{self, Size};
use crate::packet::{About, Packet, PacketFile, file_name, slips};
use crate::source::FieldPath;

/// Id of the paper whose file carries the exhibits.
const EXHIBITS: &str = "exhibits";

/// What assembling reads.
pub(super) struct Assembling<'a> {
    pub(super) catalog: &'a Catalog,
    pub(super) case: &'a Case,
    pub(super) checked: &'a Checked,
    pub(super) attached: &'a Attached<'a>,
    pub(super) asked: &'a Asked,
    pub(super) rules: Rules,
}

/// A packet, and what is to be said of its files.
pub(super) struct Assembled {
    pub(super) packet: Packet,
    pub(super) warnings: Vec<Diagnostic>,
}

/// Drafts whose exhibits have their letters and pages.
struct Settled<'a> {
    drafts: Drafts,
    exhibits: Vec<Exhibit>,
    /// The file of each, in the same order.
    files: Vec<&'a AttachedFile<'a>>,
    volumes: Vec<std::ops::Range<usize>>,
}

impl<'a> Assembling<'a> {
    pub(super) fn assemble(&self) -> Result<Assembled, Vec<Diagnostic>> {
        let (settled, finished) = self.within_size()?;
        let guard = guard(self.catalog, self.case, self.asked.as_of);
        let shown = guard.papers(&settled.drafts.papers);
        if !shown.is_empty() {
            return Err(shown);
        }
        let mut warnings = dangling(&settled.drafts.papers, &settled.exhibits);
        let proof = prove(self.case, &self.catalog.fields, &finished);
        if !proof.faults.is_empty() {
            return Err(proof.faults);
        }
        warnings.extend(proof.warnings);
        let mut files: Vec<PacketFile> = finished.into_iter().map(|one| one.file).collect();
        if self.asked.review {
            files.push(self.review(&settled.drafts, &proof.receipt.silent, &warnings)?);
        }
        if let Some(n) = self.asked.sets.filter(|_| !joined::joinable(&files).is_empty()) {
            files.push(self.joined(&files, n, &settled.drafts)?);
        }
        let about = About {
            inspection: proof.inspection,
            receipt: proof.receipt,
            ..self.about(&settled.drafts)
        };
        Ok(Assembled { packet: Packet { files, about }, warnings })
    }

    fn draft(&self, exhibits: &[Exhibit]) -> Result<Drafts, Vec<Diagnostic>> {
        let drafting = Drafting { exhibits, as_of: self.asked.as_of };
        draft(self.catalog, self.case, self.checked, &drafting).map_err(unprintable)
    }

    /// The files, cut anew where what was carried turned out heavier than it looked.
    fn within_size(&self) -> Result<(Settled<'a>, Vec<Finished>), Vec<Diagnostic>> {
        let most = self.asked.most_bytes.unwrap_or(usize::MAX);
        let mut aim = most;
        loop {
            let settled = self.settle(aim)?;
            let files = self.files(&settled)?;
            let heaviest = files.iter().map(|one| &one.file).filter(|file| !file.parts.is_empty());
            let Some(over) = heaviest.filter(|file| file.n_bytes > most).max_by_key(|f| f.n_bytes)
            else {
                return Ok((settled, files));
            };
            if over.parts.len() == 1 {
                return Err(vec![too_large(&settled, over, most)]);
            }
            // Smaller by as much as it was over, and by a little, so that this ends.
            let share = most as f64 / over.n_bytes as f64;
            aim = (aim.min(over.n_bytes) as f64 * share * 0.98) as usize;
        }
    }

    /// Letters by first mention, volumes of at most `most` bytes, and pages that agree with the index.
    fn settle(&self, most: usize) -> Result<Settled<'a>, Vec<Diagnostic>> {
        let listed = exhibits::listed(self.case);
        let drafts = self.draft(&listed)?;
        let carries = drafts.papers.iter().any(|draft| draft.document.paper == EXHIBITS);
        if !carries {
            return Ok(Settled {
                drafts,
                exhibits: listed,
                files: Vec::new(),
                volumes: Vec::new(),
            });
        }
        let exhibits = exhibits::in_order(&listed, &drafts.mentions);
        let file = |one: &Exhibit| self.attached.files.iter().find(|f| f.exhibit.item == one.item);
        let files: Vec<&AttachedFile<'_>> = exhibits.iter().filter_map(file).collect();
        let sizes: Vec<Size> = files
            .iter()
            .map(|file| Size { n_pages: file.prepared.n_pages(), n_bytes: file.prepared.n_bytes() })
            .collect();
        let volumes = volumes::volumes(&sizes, most);
        let mut settled = Settled { drafts, exhibits, files, volumes };
        let mut n_index = 1;
        loop {
            volumes::place(&mut settled.exhibits, &sizes, &settled.volumes, n_index);
            settled.drafts = self.draft(&settled.exhibits)?;
            let index = settled.drafts.papers.iter().find(|one| one.document.paper == EXHIBITS);
            let last = settled.volumes.len() - 1;
            let n_pages = index.map(|index| self.lay_out(&volume(index, &settled, last)));
            let n_pages = n_pages.transpose()?.map_or(0, |pages| pages.pages.len());
            // An index only grows, since its numbers do.
            if n_pages <= n_index {
                return Ok(settled);
            }
            n_index = n_pages;
        }
    }

    fn files(&self, settled: &Settled<'_>) -> Result<Vec<Finished>, Vec<Diagnostic>> {
        // Each paper is a function of its draft alone, so two halves at once give the same files.
        let drafts = &settled.drafts.papers;
        let (first, rest) = drafts.split_at(drafts.len() / 2);
        let make = |half: &[Drafted]| -> Result<Vec<Finished>, Vec<Diagnostic>> {
            let made: Vec<_> =
                half.iter().map(|draft| self.file(draft, settled)).collect::<Result<_, _>>()?;
            Ok(made.into_iter().flatten().collect())
        };
        std::thread::scope(|scope| {
            let rest = scope.spawn(|| make(rest));
            let first = make(first);
            let rest = rest.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic));
            first.and_then(|mut files| {
                files.extend(rest?);
                Ok(files)
            })
        })
    }

    /// The files of a draft: one, or the volumes of the exhibits.
    fn file(
        &self,
        draft: &Drafted,
        settled: &Settled<'_>,
    ) -> Result<Vec<Finished>, Vec<Diagnostic>> {
        if draft.document.paper == EXHIBITS {
            let volumes = 0..settled.volumes.len();
            return volumes.map(|number| self.volume(draft, settled, number)).collect();
        }
        let pages = self.lay_out(&draft.document)?;
        let bytes = self.export(&pages)?;
        let n_pages = pages.pages.len();
        let file = packet_file(draft, Made { bytes, n_pages, parts: Vec::new() });
        Ok(vec![self.finished(file, &draft.document, n_pages)?])
    }

    /// The index of exhibits, and each exhibit of a volume whole behind its slip sheet, in one file.
    fn volume(
        &self,
        draft: &Drafted,
        settled: &Settled<'_>,
        number: usize,
    ) -> Result<Finished, Vec<Diagnostic>> {
        let range = settled.volumes[number].clone();
        let document = volume(draft, settled, number);
        let index = self.lay_out(&document)?;
        let index_bytes = self.export(&index)?;
        let exhibits = &settled.exhibits[range.clone()];
        let mut slips = Vec::new();
        for exhibit in exhibits {
            slips.push(self.export(&self.lay_out(&slips::slip(exhibit))?)?);
        }
        let bookmarks: Vec<String> = exhibits.iter().map(slips::bookmark).collect();
        let listed: Vec<carry::Exhibit<'_>> = (0..exhibits.len())
            .map(|n| carry::Exhibit {
                bookmark: &bookmarks[n],
                slip: &slips[n],
                listed: exhibits[n].stands.map(|stands| stands.page),
                file: &settled.files[range.start + n].prepared,
            })
            .collect();
        let joining = carry::Exhibits {
            index: Some(&index_bytes),
            index_bookmark: "Index of exhibits",
            exhibits: &listed,
            faces: &self.catalog.face_files,
        };
        let joined =
            carry::join(&joining, &metadata(&index, self.asked.as_of)).map_err(|error| {
                let at = exhibits.iter().find(|exhibit| exhibit.file == error.file);
                vec![unfit(at.unwrap_or(&exhibits[0]), &error)]
            })?;
        let parts = bookmarks.iter().zip(&joined.first_pages);
        let parts = parts.map(|(name, page)| (name.clone(), page - 1)).collect();
        let mut file =
            packet_file(draft, Made { bytes: joined.bytes, n_pages: joined.n_pages, parts });
        if settled.volumes.len() > 1 {
            file.name = file_name(draft.number, &format!("{}-{}", draft.file, number + 1));
            file.title.clone_from(&index.title);
        }
        self.finished(file, &document, index.pages.len())
    }

    /// A file with what is read back of it: `n_own` of its pages, from the first, are the paper's own.
    fn finished(
        &self,
        file: PacketFile,
        document: &Document,
        n_own: usize,
    ) -> Result<Finished, Vec<Diagnostic>> {
        Finished::read(file, document, Reading { n_own, rules: &self.rules })
            .map_err(|error| unprintable(vec![error]))
    }

    fn lay_out(&self, document: &Document) -> Result<Pages, Vec<Diagnostic>> {
        lay_out(self.catalog, document).map_err(unprintable)
    }

    fn export(&self, pages: &Pages) -> Result<Vec<u8>, Vec<Diagnostic>> {
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
        let meta = crate::pdf::Metadata {
            title: title.clone(),
            lang: "en-US".to_owned(),
            date: Some(self.asked.as_of),
            id_seed: String::new(),
        };
        let n_joined: usize = joined::joinable(files).iter().map(|file| file.n_pages).sum();
        let bytes = joined::join(files, &openers, &meta)
            .map_err(|error| unprintable(vec![error.to_string()]))?;
        let n_pages = openers.len() + openers.len().max(1) * n_joined;
        Ok(beside("joined.pdf", title, bytes, n_pages))
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
            blanks: blanks.collect(),
            inspection: Vec::new(),
            receipt: Receipt::default(),
        }
    }
}

/// The index of exhibits as it opens a volume: it says which one where there are several.
fn volume(draft: &Drafted, settled: &Settled<'_>, number: usize) -> Document {
    let mut document = draft.document.clone();
    let of = settled.volumes.len();
    if of > 1 {
        document.name_volume(number + 1, of);
    }
    let carried = &settled.files[settled.volumes[number].clone()];
    document.n_behind = carried.iter().map(|file| 1 + file.prepared.n_pages()).sum();
    document
}

/// What was made of a draft.
struct Made {
    bytes: Vec<u8>,
    n_pages: usize,
    parts: Vec<(String, usize)>,
}

fn packet_file(draft: &Drafted, made: Made) -> PacketFile {
    PacketFile {
        name: file_name(draft.number, &draft.file),
        title: draft.document.title.clone(),
        filed: draft.filed,
        confidential: draft.confidential,
        n_pages: made.n_pages,
        n_bytes: made.bytes.len(),
        bytes: made.bytes,
        parts: made.parts,
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

fn too_large(settled: &Settled<'_>, over: &PacketFile, most: usize) -> Diagnostic {
    let of = |one: &&Exhibit| over.parts.iter().any(|(name, _)| *name == slips::bookmark(one));
    let megabytes = |bytes: usize| bytes as f64 / 1e6;
    let what = format!(
        "exhibit `{}` alone takes {:.1} MB, and a file may have {:.1}",
        over.parts[0].0,
        megabytes(over.n_bytes),
        megabytes(most)
    );
    let found = Diagnostic::error("exhibit-too-large", what).help(
        "give its pages as two exhibits with `pages`, or scan it with fewer dots to the inch",
    );
    match settled.exhibits.iter().find(of) {
        Some(exhibit) => found.at_field(&exhibit.place(), ""),
        None => found,
    }
}

pub(super) fn unprintable(errors: Vec<String>) -> Vec<Diagnostic> {
    let say = |error: String| Diagnostic::error("unprintable", error);
    errors.into_iter().map(say).collect()
}
