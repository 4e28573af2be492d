//! A written file read back by other code than wrote it: every page in its place, with its words and its number.

use std::sync::Arc;

use super::bundle::STAMP;
use super::place::LETTER;
use crate::pdf::Digest;
use crate::reading::{MeasuredPage, Run, each_page, lines};

/// What words a page has, as a fingerprint of their characters in the order of drawing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Words {
    /// Characters that are no spaces.
    pub(super) n: usize,
    /// Glyphs that no table gives a character for.
    pub(super) unread: usize,
    print: [u8; 16],
}

impl Words {
    /// The words of a page without its printed number.
    pub(super) fn of(page: &MeasuredPage, number: Option<usize>) -> Words {
        let (mut digest, mut n, mut unread) = (Digest::new(), 0, 0);
        let mut all = Vec::new();
        let number = number.map(|number| number.to_string());
        for run in &page.runs {
            if number.as_ref().is_some_and(|number| is_stamp(run, number)) {
                continue;
            }
            unread += run.unread;
            for c in run.text.chars().filter(|c| !c.is_whitespace()) {
                n += 1;
                all.extend_from_slice(c.encode_utf8(&mut [0; 4]).as_bytes());
            }
        }
        digest.add(&all);
        Words { n, unread, print: digest.finish() }
    }
}

/// Whether a run is the number that is printed on a page.
fn is_stamp(run: &Run, number: &str) -> bool {
    let middle = (run.x + run.end) / 2.0;
    run.artifact
        && run.text == number
        && (run.baseline - (LETTER[1] - STAMP)).abs() < 0.1
        && (middle - LETTER[0] / 2.0).abs() < 0.5
}

/// Whether a page of ours brings its number at its foot.
pub(super) fn is_numbered(page: &MeasuredPage, number: usize) -> bool {
    let (alone, of) = (number.to_string(), format!("Page {number} of "));
    let tells = |words: &str| words == alone || words.starts_with(&of);
    page.runs.iter().any(|run| run.baseline > 700.0 && tells(run.text.trim()))
}

/// What a page of the written file has to show.
pub(super) struct Expected {
    pub(super) words: Words,
    /// Whether its number is printed by us.
    pub(super) stamped: bool,
    /// Whether it has more marks than are taken down.
    pub(super) crowded: bool,
}

/// Reads a written file back; returns it, and the lines of its first `n_lines` pages.
///
/// # Errors
/// What differs.
pub(super) fn prove(
    bytes: Vec<u8>,
    expected: &[Expected],
    n_lines: usize,
) -> Result<(Vec<u8>, Vec<String>), String> {
    let bytes = Arc::new(bytes);
    let (mut read, mut wrong, mut told) = (0, None, Vec::new());
    each_page(Arc::clone(&bytes), |n, page| {
        read += 1;
        if n < n_lines {
            told.extend(lines(&page).iter().map(|line| line.text()));
        }
        let fault = expected.get(n).and_then(|expected| differs(n, &page, expected));
        wrong = wrong.take().or(fault);
    })
    .map_err(|error| error.to_string())?;
    if read != expected.len() {
        return Err(format!("{} pages were carried in and {read} are read back", expected.len()));
    }
    match wrong {
        Some(wrong) => Err(wrong),
        None => Ok((Arc::try_unwrap(bytes).unwrap_or_else(|shared| shared.to_vec()), told)),
    }
}

fn differs(n: usize, page: &MeasuredPage, expected: &Expected) -> Option<String> {
    let number = n + 1;
    if expected.crowded {
        return None;
    }
    let printed = number.to_string();
    if expected.stamped && !page.runs.iter().any(|run| is_stamp(run, &printed)) {
        return Some(format!("page {number} does not show its number"));
    }
    let words = Words::of(page, expected.stamped.then_some(number));
    (words != expected.words).then(|| {
        let (before, after) = (expected.words.n, words.n);
        format!("page {number} had {before} letters, of which {after} are read back in order")
    })
}

/// Looks for the pages that an index gives, each on a line below the one before.
///
/// # Errors
/// The first page that the index does not give.
pub(super) fn prove_index(lines: &[String], listed: &[usize]) -> Result<(), String> {
    let mut rest = lines.iter();
    for page in listed {
        let page = page.to_string();
        let gives = |line: &&String| {
            let words = line.split(|c: char| !c.is_alphanumeric());
            words.into_iter().any(|word| word == page)
        };
        if rest.find(gives).is_none() {
            return Err(format!("the index does not give page {page}"));
        }
    }
    Ok(())
}
