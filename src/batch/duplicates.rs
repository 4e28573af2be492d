//! Records to what two of them have in common and should not: one case number for two people, one client twice.
//!
//! It is told in the summary, the report and the manifest, and never in a packet: the bytes of a
//! packet do not depend on what else is in the batch.

use std::collections::BTreeSet;
use std::io;

use chrono::NaiveDate;
use sha2::{Digest, Sha256};

use super::record::Record;
use super::records::Records;
use crate::content::ContentHash;

pub(super) mod fold;

pub use fold::{folded, same_name};

/// What records have in common.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// One person asks twice for the same in one case.
    SameClient,
    /// One case number of a county stands in the cases of different people.
    SameCaseNumber,
    /// One name and day of birth, spelled in different ways.
    Spelling,
    /// The same text, word for word.
    SameText,
}

impl Kind {
    /// Every kind, in the order of the report.
    pub const ALL: [Kind; 4] =
        [Kind::SameClient, Kind::SameCaseNumber, Kind::Spelling, Kind::SameText];

    /// One word for programs.
    pub fn word(self) -> &'static str {
        match self {
            Kind::SameClient => "same-client",
            Kind::SameCaseNumber => "same-case-number",
            Kind::Spelling => "two-spellings",
            Kind::SameText => "same-text",
        }
    }

    /// What it means and what to do.
    pub fn advice(self) -> &'static str {
        match self {
            Kind::SameClient => {
                "the same client, case number and petition more than once: put several counts of one case into one petition, in one case file or row; otherwise file one of them"
            }
            Kind::SameCaseNumber => {
                "one case number for different people: right for co-defendants, otherwise one of the numbers is wrong; compare each with its docket"
            }
            Kind::Spelling => {
                "one name and day of birth, written in different ways: use the spelling of the court's file in each"
            }
            Kind::SameText => "the same case word for word, more than once: file one of them",
        }
    }
}

/// Records that have something in common.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Duplicate {
    /// What.
    pub kind: Kind,
    /// Their positions in the batch, in order.
    pub members: Vec<usize>,
}

/// All that was found; the number of each, from 1, is its name: `D1`.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Duplicates {
    /// The groups, by kind, then by their first member.
    pub groups: Vec<Duplicate>,
    /// Each member with the groups it is in, in the order of positions.
    of: Vec<(usize, usize)>,
}

impl Duplicates {
    /// Goes through the records once; keeps about a hundred bytes of each while it looks.
    ///
    /// # Errors
    /// When the records cannot be read.
    pub fn find(records: &(impl Records + ?Sized)) -> io::Result<Duplicates> {
        let mut marks = Vec::new();
        records.each(&mut |filed| {
            marks.push(Mark::of(filed.record));
            Ok(())
        })?;
        let mut groups = Vec::new();
        shared(&marks, |mark| mark.place, &mut |same| of_one_case(same, &mut groups));
        let known = Clients::of(&groups);
        // Whoever is told as one client twice is told neither for the spelling nor for the text.
        let mut add = |one: Duplicate| {
            if !known.have(&one.members) {
                groups.push(one);
            }
        };
        shared(&marks, |mark| Some((mark.name?, mark.born?)), &mut |same| {
            if same.iter().any(|mark| mark.spelled != same[0].spelled) {
                add(group(Kind::Spelling, same));
            }
        });
        shared(&marks, |mark| mark.text, &mut |same| add(group(Kind::SameText, same)));
        groups.sort_by(|a, b| (a.kind, &a.members).cmp(&(b.kind, &b.members)));
        let mut of: Vec<(usize, usize)> = Vec::new();
        for (n, group) in groups.iter().enumerate() {
            of.extend(group.members.iter().map(|at| (*at, n)));
        }
        of.sort_unstable();
        Ok(Duplicates { groups, of })
    }

    /// Whether a record stands in any group.
    pub fn has(&self, at: usize) -> bool {
        self.of.binary_search_by_key(&at, |(at, _)| *at).is_ok()
    }

    /// The groups of a record, in words for programs: `D1 same-client; D4 two-spellings`.
    pub fn named(&self, at: usize) -> String {
        let first = self.of.partition_point(|(other, _)| *other < at);
        let own = self.of[first..].iter().take_while(|(other, _)| *other == at);
        let words: Vec<String> =
            own.map(|(_, n)| format!("D{} {}", n + 1, self.groups[*n].kind.word())).collect();
        words.join("; ")
    }

    /// How many groups there are of a kind.
    pub fn n(&self, kind: Kind) -> usize {
        self.groups.iter().filter(|group| group.kind == kind).count()
    }
}

/// The groups of one client each, found by any of their members.
struct Clients(Vec<(usize, std::rc::Rc<[usize]>)>);

impl Clients {
    fn of(groups: &[Duplicate]) -> Clients {
        let mut of = Vec::new();
        for group in groups.iter().filter(|group| group.kind == Kind::SameClient) {
            let members: std::rc::Rc<[usize]> = group.members.as_slice().into();
            of.extend(members.iter().map(|at| (*at, std::rc::Rc::clone(&members))));
        }
        of.sort_unstable_by_key(|(at, _)| *at);
        Clients(of)
    }

    /// Whether one of the groups has all of these.
    fn have(&self, members: &[usize]) -> bool {
        let Some(first) = members.first() else { return true };
        let from = self.0.partition_point(|(at, _)| at < first);
        let mut own = self.0[from..].iter().take_while(|(at, _)| at == first);
        own.any(|(_, group)| members.iter().all(|at| group.binary_search(at).is_ok()))
    }
}

/// What is kept of a record to find others like it: hashes, so that it is small.
struct Mark {
    at: usize,
    /// County and case number.
    place: Option<u128>,
    /// The words of the name in order of the alphabet.
    name: Option<u128>,
    born: Option<NaiveDate>,
    petition: Option<u128>,
    /// The name as it is written.
    spelled: u128,
    text: Option<u128>,
}

impl Mark {
    fn of(record: &Record) -> Mark {
        let matter = &record.matter;
        let number = matter.case_number.as_deref().map(fold::letters).filter(|one| !one.is_empty());
        let county = matter.county.as_deref().map(fold::letters).unwrap_or_default();
        let name = matter.client.as_deref().map(folded).filter(|one| !one.is_empty());
        let spelled = matter.client.as_deref().unwrap_or_default();
        let spelled: Vec<&str> = spelled.split_whitespace().collect();
        Mark {
            at: record.at,
            place: number.map(|number| mark(&format!("{county}\n{number}"))),
            name: name.as_deref().map(mark),
            born: matter.born,
            petition: matter.petition.as_deref().map(mark),
            spelled: mark(&spelled.join(" ")),
            text: (record.content != ContentHash::of(b"")).then(|| mark(&record.content.0)),
        }
    }
}

/// Half of a SHA-256: two texts that share it are the same text.
fn mark(text: &str) -> u128 {
    let hash = Sha256::digest(text.as_bytes());
    hash.iter().take(16).fold(0, |sum, byte| sum << 8 | u128::from(*byte))
}

/// Shows every run of two or more marks that share a key, each in the order of positions.
fn shared<K: Ord>(marks: &[Mark], key: impl Fn(&Mark) -> Option<K>, see: &mut dyn FnMut(&[&Mark])) {
    let mut keyed: Vec<(K, &Mark)> =
        marks.iter().filter_map(|mark| Some((key(mark)?, mark))).collect();
    keyed.sort_by(|(a, one), (b, other)| (a, one.at).cmp(&(b, other.at)));
    for run in keyed.chunk_by(|(a, _), (b, _)| a == b).filter(|run| run.len() > 1) {
        let same: Vec<&Mark> = run.iter().map(|(_, mark)| *mark).collect();
        see(&same);
    }
}

/// The groups among marks of one case number: different people, and people who come twice.
fn of_one_case(same: &[&Mark], groups: &mut Vec<Duplicate>) {
    let named: Vec<&Mark> = same.iter().copied().filter(|mark| mark.name.is_some()).collect();
    let mut by_person = named.clone();
    by_person.sort_by_key(|mark| (mark.name, mark.petition, mark.born, mark.at));
    // Days of birth tell two people of one name apart; a day not stated tells nobody apart.
    let names: BTreeSet<Option<u128>> = named.iter().map(|mark| mark.name).collect();
    let births: BTreeSet<NaiveDate> = named.iter().filter_map(|mark| mark.born).collect();
    if names.len() > 1 || births.len() > 1 {
        groups.push(group(Kind::SameCaseNumber, &named));
    }
    let alike = |a: &&Mark, b: &&Mark| (a.name, a.petition) == (b.name, b.petition);
    for run in by_person.chunk_by(alike) {
        // Those without a day of birth stand first, and may be any of the others.
        let (unknown, known) = run.split_at(run.partition_point(|mark| mark.born.is_none()));
        let births: Vec<&[&Mark]> = known.chunk_by(|a, b| a.born == b.born).collect();
        if births.len() < 2 {
            twice(run.to_vec(), groups);
            continue;
        }
        for birth in births {
            twice(unknown.iter().chain(birth).copied().collect(), groups);
        }
    }
}

fn twice(same: Vec<&Mark>, groups: &mut Vec<Duplicate>) {
    if same.len() > 1 {
        groups.push(group(Kind::SameClient, &same));
    }
}

fn group(kind: Kind, same: &[&Mark]) -> Duplicate {
    let mut members: Vec<usize> = same.iter().map(|mark| mark.at).collect();
    members.sort_unstable();
    Duplicate { kind, members }
}

#[cfg(test)]
mod tests;
