//! Runs of words to lines of text, from top to bottom and from left to right.

use super::measure::{MeasuredPage, Run};

/// Words on one baseline.
#[derive(Debug, Clone, PartialEq)]
pub struct Line<'p> {
    /// Height of the baseline in points.
    pub baseline: f32,
    /// Its runs from left to right.
    pub runs: Vec<&'p Run>,
}

impl Line<'_> {
    /// The words; a space stands between runs that do not touch.
    pub fn text(&self) -> String {
        let mut text = String::new();
        let mut end = f32::MAX;
        for run in &self.runs {
            let apart = run.x - end > run.size * 0.1;
            if apart && !text.ends_with(' ') && !run.text.starts_with(' ') {
                text.push(' ');
            }
            text.push_str(&run.text);
            end = run.end;
        }
        text
    }
}

/// How far baselines may stand apart, in parts of the type size, and still be one line.
const SAME_LINE: f32 = 0.2;

/// The lines of a page. Words that do not stand upright come last, each run for itself.
pub fn lines(page: &MeasuredPage) -> Vec<Line<'_>> {
    let (mut upright, turned): (Vec<&Run>, Vec<&Run>) =
        page.runs.iter().partition(|run| run.upright);
    upright.sort_by(|a, b| a.baseline.total_cmp(&b.baseline));
    let mut lines: Vec<Line<'_>> = Vec::new();
    for run in upright {
        match lines.last_mut() {
            Some(line) if run.baseline - line.baseline < run.size * SAME_LINE => {
                line.runs.push(run);
            }
            _ => lines.push(Line { baseline: run.baseline, runs: vec![run] }),
        }
    }
    for line in &mut lines {
        line.runs.sort_by(|a, b| a.x.total_cmp(&b.x));
    }
    lines.extend(turned.into_iter().map(|run| Line { baseline: run.baseline, runs: vec![run] }));
    lines
}
