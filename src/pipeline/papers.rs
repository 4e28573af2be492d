//! The papers of one version of a packet: drafted, exhibits lettered and placed, each made a file.

use super::assemble::{Assembling, unprintable};
use super::attach::{AttachedFile, unfit};
use super::prove::{Finished, Reading};
use super::stationery::Edition;
use super::{Drafting, Threads, draft, metadata};
use crate::compose::exhibits::{self, Exhibit};
use crate::compose::{Drafted, Drafts};
use crate::court_form::{SetForms, Setting, Sheet, fill, set};
use crate::diagnostic::Diagnostic;
use crate::document::{CourtForms, Document, Stationery};
use crate::packet::exhibits as carry;
use crate::packet::volumes::{self, Size};
use crate::packet::{PacketFile, confidential_name, file_name, slips};

/// Id of the paper whose file carries the exhibits.
const EXHIBITS: &str = "exhibits";

/// Drafts whose exhibits have their letters and pages.
pub(super) struct Settled<'a> {
    pub(super) drafts: Drafts,
    pub(super) exhibits: Vec<Exhibit>,
    /// The file of each, in the same order.
    files: Vec<&'a AttachedFile<'a>>,
    volumes: Vec<std::ops::Range<usize>>,
}

/// The papers of one version.
pub(super) struct Papers<'a> {
    pub(super) of: &'a Assembling<'a>,
    pub(super) edition: &'a Edition<'a>,
}

impl<'a> Papers<'a> {
    fn draft(&self, exhibits: &[Exhibit]) -> Result<Drafts, Vec<Diagnostic>> {
        let (plans, stationery) = (&self.edition.plans, &self.edition.told);
        let drafting = Drafting { exhibits, as_of: self.of.asked.as_of, plans, stationery };
        draft(self.of.catalog, self.of.case, self.of.checked, &drafting).map_err(unprintable)
    }

    /// The files, cut anew where what was carried turned out heavier than it looked.
    pub(super) fn within_size(&self) -> Result<(Settled<'a>, Vec<Finished>), Vec<Diagnostic>> {
        let most = self.of.asked.most_bytes.unwrap_or(usize::MAX);
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
        let listed = exhibits::listed(self.of.case);
        let drafts = self.draft(&listed)?;
        let carries = drafts.papers.iter().any(|draft| draft.document.paper == EXHIBITS);
        if !carries || listed.is_empty() {
            return Ok(Settled {
                drafts,
                exhibits: listed,
                files: Vec::new(),
                volumes: Vec::new(),
            });
        }
        let exhibits = exhibits::in_order(&listed, &drafts.mentions);
        let file =
            |one: &Exhibit| self.of.attached.files.iter().find(|f| f.exhibit.item == one.item);
        let files: Vec<&AttachedFile<'_>> = exhibits.iter().filter_map(file).collect();
        if files.len() < exhibits.len() {
            return Err(unprintable(vec!["an exhibit is not there to be carried".to_owned()]));
        }
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
            let n_pages = index.map(|index| self.of.lay_out(&volume(index, &settled, last)));
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
        if self.of.threads == Threads::One {
            return make(drafts);
        }
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
        if let Stationery::CourtForm(forms) = &draft.document.stationery {
            return self.form(draft, forms).map(|file| vec![file]);
        }
        let pages = self.of.lay_out(&draft.document)?;
        let bytes = self.of.export(&pages)?;
        let n_pages = pages.pages.len();
        let file = packet_file(draft, Made { bytes, n_pages, parts: Vec::new() });
        Ok(vec![finished(file, &draft.document, self.own(n_pages))?])
    }

    /// How a file is read back of which so many pages, from the first, are the paper's own.
    fn own(&self, n_own: usize) -> Reading<'_> {
        Reading { n_own, printed: &[], rules: &self.of.rules }
    }

    /// An official form filled in, with its attachments and the forms attached to it.
    fn form(&self, draft: &Drafted, forms: &CourtForms) -> Result<Finished, Vec<Diagnostic>> {
        let set = self.set(draft, forms)?;
        let meta = super::titled(&draft.document.title, self.of.asked.as_of);
        let bytes = fill(&set, &self.of.catalog.face_files, &meta);
        let bytes = bytes.map_err(|error| unprintable(vec![error.to_string()]))?;
        let n_pages = set.n_pages;
        let file = packet_file(draft, Made { bytes, n_pages, parts: Vec::new() });
        let reading = Reading { n_own: n_pages, printed: &set.printed, rules: &self.of.rules };
        finished(file, &typed(draft, &set), reading)
    }

    fn set(&self, draft: &Drafted, forms: &CourtForms) -> Result<SetForms<'a>, Vec<Diagnostic>> {
        let sheet = |number: &str| {
            let used = self.edition.blanks.get(number)?;
            Some(Sheet { map: used.map, revision: used.revision, blank: used.blank })
        };
        let (title, faces) = (draft.document.title.as_str(), &self.of.catalog.faces);
        set(&Setting { forms, sheet: &sheet, title, faces }).map_err(unprintable)
    }

    /// The drafts, with what stands on each official form as its words.
    pub(super) fn as_typed(&self, drafts: &Drafts) -> Result<Drafts, Vec<Diagnostic>> {
        let mut drafts = drafts.clone();
        // A form that is kept apart is kept out of the review sheet too.
        let is_form =
            |draft: &Drafted| matches!(draft.document.stationery, Stationery::CourtForm(_));
        drafts.papers.retain(|draft| !(draft.confidential && is_form(draft)));
        for draft in &mut drafts.papers {
            if let Stationery::CourtForm(forms) = &draft.document.stationery {
                draft.document = typed(draft, &self.set(draft, forms)?);
            }
        }
        Ok(drafts)
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
        let index = self.of.lay_out(&document)?;
        let index_bytes = self.of.export(&index)?;
        let exhibits = &settled.exhibits[range.clone()];
        let mut slips = Vec::new();
        for exhibit in exhibits {
            slips.push(self.of.export(&self.of.lay_out(&slips::slip(exhibit))?)?);
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
            faces: &self.of.catalog.face_files,
        };
        let joined =
            carry::join(&joining, &metadata(&index, self.of.asked.as_of)).map_err(|error| {
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
        finished(file, &document, self.own(index.pages.len()))
    }
}

/// A file with what is read back of it.
fn finished(
    file: PacketFile,
    document: &Document,
    reading: Reading<'_>,
) -> Result<Finished, Vec<Diagnostic>> {
    Finished::read(file, document, reading).map_err(|error| unprintable(vec![error]))
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

/// What is typed into a form, as a document of its own.
fn typed(draft: &Drafted, set: &SetForms<'_>) -> Document {
    Document {
        stationery: Stationery::Letter,
        blocks: set.blocks.clone(),
        ..draft.document.clone()
    }
}

/// What was made of a draft.
struct Made {
    bytes: Vec<u8>,
    n_pages: usize,
    parts: Vec<(String, usize)>,
}

fn packet_file(draft: &Drafted, made: Made) -> PacketFile {
    let form = matches!(draft.document.stationery, Stationery::CourtForm(_));
    let apart = form && draft.confidential;
    let name = if apart { confidential_name } else { file_name };
    PacketFile {
        name: name(draft.number, &draft.file),
        title: draft.document.title.clone(),
        filed: draft.filed,
        confidential: draft.confidential,
        n_pages: made.n_pages,
        n_bytes: made.bytes.len(),
        bytes: made.bytes,
        parts: made.parts,
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
