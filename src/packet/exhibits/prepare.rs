//! A foreign file looked at before anything is written: its pages, their words, and what will be left behind.

use super::inventory;
use super::notice::Notice;
use super::place::{Frame, leaves_foot};
use super::proof::Words;
use super::range::PageRange;
use super::{ExhibitError, ForeignFile};
use crate::reading::open::Fault;
use crate::reading::{MeasuredPage, Run, each_page, lines, plain};

/// Below this part of its size a page may be hard to read.
const SMALL: f32 = 0.75;

/// A foreign file that can be carried. Holds the words of its pages and no copy of the file.
#[derive(Debug, Clone)]
pub struct Prepared<'a> {
    pub(super) file: ForeignFile<'a>,
    pub(super) frame: Frame,
    pages: Vec<PreparedPage>,
    notices: Vec<Notice>,
    n_bytes: usize,
}

/// A page that will be carried.
#[derive(Debug, Clone)]
pub struct PreparedPage {
    /// Its number in the foreign file, from 1.
    pub number: usize,
    /// The lines of its text layer.
    pub lines: Vec<String>,
    /// Whether its words can be searched; a blank page has none to search, and a scan that bears
    /// only a stamp hides its own.
    pub searchable: bool,
    pub(super) words: Words,
    pub(super) crowded: bool,
    /// Width and height in points, in the foreign file.
    size: [f32; 2],
    leaves_foot: bool,
}

impl Prepared<'_> {
    /// How many pages will be carried.
    pub fn n_pages(&self) -> usize {
        self.pages.len()
    }

    /// What is left behind or worth saying.
    pub fn notices(&self) -> &[Notice] {
        &self.notices
    }

    /// The pages in the order in which they are carried.
    pub fn pages(&self) -> &[PreparedPage] {
        &self.pages
    }

    /// About how many bytes the pages will add to a joined file.
    pub fn n_bytes(&self) -> usize {
        self.n_bytes
    }

    /// Pages of the file, from 0.
    pub(super) fn numbers(&self) -> Vec<usize> {
        self.pages.iter().map(|page| page.number - 1).collect()
    }
}

/// Opens a foreign file, measures the pages that will be carried and takes down what will not.
///
/// # Errors
/// `ExhibitError`, where the file cannot be carried whole or lacks a page of the range.
pub fn prepare<'a>(
    file: ForeignFile<'a>,
    range: Option<&PageRange>,
) -> Result<Prepared<'a>, ExhibitError> {
    let source = super::open(file)?;
    let n = source.ids.len();
    if let Some(range) = range.filter(|range| range.last() > n) {
        return Err(file.unfit(Fault::BeyondEnd(range.last(), n)));
    }
    let wanted: Vec<usize> = match range {
        Some(range) => range.pages().collect(),
        None => (0..n).collect(),
    };
    let plain = plain::copy(&source, &wanted).map_err(|fault| file.unfit(fault))?;
    let mut notices = inventory::take(&source, &wanted);
    drop(source);
    if plain.hides_layers {
        notices.push(Notice::HiddenLayers);
    }
    let n_bytes = plain.bytes.len();
    let mut pages = Vec::with_capacity(wanted.len());
    each_page(plain.bytes, |at, page| {
        if let Some(number) = wanted.get(at) {
            pages.push(look(number + 1, &page));
        }
    })
    .map_err(|error| file.unfit(Fault::Damaged(error.to_string())))?;
    if pages.len() != wanted.len() {
        let what = format!("{} of its {} pages can be drawn", pages.len(), wanted.len());
        return Err(file.unfit(Fault::Damaged(what)));
    }
    let frame = match pages.iter().all(|page| page.leaves_foot) {
        true => Frame::Sheet,
        false => Frame::AboveFoot,
    };
    notices.extend(remarks(&pages, frame));
    Ok(Prepared { file, frame, pages, notices, n_bytes })
}

fn look(number: usize, page: &MeasuredPage) -> PreparedPage {
    let words = Words::of(page, None);
    let blank = page.inks.is_empty() && page.runs.is_empty();
    PreparedPage {
        number,
        lines: told(page),
        // A face without tables leaves a page of shapes, whatever stands between them.
        searchable: blank || (words.n > 0 && words.unread <= words.n && !page.is_picture()),
        words,
        crowded: page.crowded,
        size: [page.width, page.height],
        leaves_foot: leaves_foot(page),
    }
}

/// The lines of a page, from top to bottom; words that do not stand upright follow as they are drawn.
fn told(page: &MeasuredPage) -> Vec<String> {
    let upright = lines(page).into_iter().filter(|line| line.runs.iter().all(|run| run.upright));
    let mut told: Vec<String> = upright.map(|line| line.text()).collect();
    let mut before: Option<&Run> = None;
    for run in page.runs.iter().filter(|run| !run.upright) {
        // Each letter of such words is a run; the next one stands close by.
        let near = before.is_some_and(|before| {
            let away = (run.x - before.end).hypot(run.baseline - before.baseline);
            away < run.size * 3.0
        });
        match told.last_mut().filter(|_| near) {
            Some(line) => line.push_str(&run.text),
            None => told.push(run.text.clone()),
        }
        before = Some(run);
    }
    told
}

fn remarks(pages: &[PreparedPage], frame: Frame) -> Vec<Notice> {
    let mut notices = Vec::new();
    let mute: Vec<usize> =
        pages.iter().filter(|page| !page.searchable).map(|page| page.number).collect();
    if !mute.is_empty() {
        notices.push(Notice::Unsearchable(mute));
    }
    let small: Vec<(usize, f32)> = pages
        .iter()
        .map(|page| (page.number, frame.fit(page.size).scale))
        .filter(|(_, scale)| *scale < SMALL)
        .collect();
    if !small.is_empty() {
        let least = small.iter().map(|(_, scale)| *scale).fold(1.0, f32::min);
        let numbers = small.iter().map(|(number, _)| *number).collect();
        notices.push(Notice::Shrunk(numbers, (least * 100.0) as u8));
    }
    notices
}
