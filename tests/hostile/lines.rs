//! Examples spoiled line by line: lines lost, doubled, swapped, indented, or from another example.

use super::Wanted::Either;
use super::{Example, Hostile, Random};

/// A way to spoil lines at a place; the last lines are those of another example.
type Way = (&'static str, fn(&mut Vec<String>, usize, &[String]));

const WAYS: &[Way] = &[
    ("without line", |lines, at, _| {
        lines.remove(at);
    }),
    ("with twice line", |lines, at, _| lines.insert(at, lines[at].clone())),
    ("upside down from line", |lines, at, _| lines[at..].reverse()),
    ("further in at line", |lines, at, _| lines[at].insert_str(0, "  ")),
    ("further out at line", |lines, at, _| lines[at] = lines[at].trim_start().to_owned()),
    ("with a tab at line", |lines, at, _| lines[at].insert(0, '\t')),
    ("without the value at line", |lines, at, _| {
        let line = &mut lines[at];
        let end = line.find(':').map_or(0, |colon| colon + 1);
        line.truncate(end);
    }),
    ("with an open quote at line", |lines, at, _| {
        lines[at] = lines[at].replacen(": ", ": \"", 1);
    }),
    ("with a colon more at line", |lines, at, _| lines[at].push_str(": x")),
    ("with another's line at", |lines, at, other| lines[at] = other[at % other.len()].clone()),
    ("that goes on as another at line", |lines, at, other| {
        lines.truncate(at);
        lines.extend(other.iter().skip(at).cloned());
    }),
];

/// So many files, each example in turn.
pub(super) fn some(examples: &[Example], random: &mut Random, n_files: usize) -> Vec<Hostile> {
    let spoil = |n: usize| {
        let example = &examples[n % examples.len()];
        let other: Vec<String> = random.pick(examples).text.lines().map(str::to_owned).collect();
        let mut lines: Vec<String> = example.text.lines().map(str::to_owned).collect();
        let (name, way) = random.pick(WAYS);
        let at = random.below(lines.len());
        way(&mut lines, at, &other);
        Hostile::new(format!("{} {name} {}", example.name, at + 1), lines.join("\n"), Either)
    };
    (0..n_files).map(spoil).collect()
}
