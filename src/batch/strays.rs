//! Packets that stand in the folder of a batch and belong to no case of it any more.
//!
//! A row in which the name was corrected has a new folder; the old one is told of for as long as
//! it stands. What it was made of is kept in `strays.json`, since the records hold this run's cases.

use std::collections::{BTreeMap, BTreeSet};
use std::io;
use std::path::Path;

use serde::{Deserialize, Serialize};

use super::duplicates::fold;
use super::folder::PACKETS;
use super::ledger::Earlier;
use super::record::Matter;
use super::records::{Filed, Records};
use crate::packet::write::{is_of_system, whole_file};

/// Where they are kept, below the folder of a batch.
const STRAYS: &str = "strays.json";

/// A packet that belongs to no case of the run.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stray {
    /// Its folder, seen from that of the batch, with `/` on every system.
    pub folder: String,
    /// The case that it was made of, as it was named then; nothing where that is not known.
    pub case: Option<String>,
    /// Whose matter that was.
    pub matter: Matter,
    /// Folder of a packet of this run for the same client, or the same number, and petition: what
    /// the case may have become.
    #[serde(skip_deserializing)]
    pub like: Option<String>,
}

/// The strays, by name, among the packets of a batch; `ours` are the folders of this run's cases.
pub(super) fn found(out: &Path, earlier: &Earlier, ours: &BTreeSet<&str>) -> Vec<Stray> {
    let entries = std::fs::read_dir(out.join(PACKETS)).into_iter().flatten().flatten();
    let names = entries.map(|entry| entry.file_name()).filter(|name| !is_of_system(name));
    let names = names.map(|name| name.to_string_lossy().into_owned());
    let mut names: Vec<String> =
        names.filter(|name| !name.starts_with('.') && !ours.contains(name.as_str())).collect();
    names.sort();
    let before = before(out);
    let stray = |name: String| {
        let folder = format!("{PACKETS}/{name}");
        let unknown =
            || Stray { folder: folder.clone(), case: None, matter: Matter::default(), like: None };
        match earlier.record(&name) {
            Some(record) => Stray { case: Some(record.case), matter: record.matter, ..unknown() },
            None => before.iter().find(|one| one.folder == folder).cloned().unwrap_or_else(unknown),
        }
    };
    names.into_iter().map(stray).collect()
}

/// The strays that the last run told of; none where it told of none.
pub(super) fn before(out: &Path) -> Vec<Stray> {
    let text = std::fs::read_to_string(out.join(STRAYS)).unwrap_or_default();
    serde_json::from_str(&text).unwrap_or_default()
}

/// Keeps them for the next run.
pub(super) fn keep(strays: &[Stray], out: &Path) -> io::Result<()> {
    let path = out.join(STRAYS);
    if strays.is_empty() {
        return match std::fs::remove_file(path) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
            _ => Ok(()),
        };
    }
    whole_file(&path, &mut |file| {
        serde_json::to_writer_pretty(&mut *file, strays)?;
        file.write_all(b"\n")
    })
}

/// Finds for each what its case may have become.
pub(super) fn liken<R: Records + ?Sized>(strays: &mut [Stray], records: &R) -> io::Result<()> {
    let mut by_key: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (n, stray) in strays.iter().enumerate() {
        keys(&stray.matter).into_iter().for_each(|key| by_key.entry(key).or_default().push(n));
    }
    if by_key.is_empty() {
        return Ok(());
    }
    records.each(&mut |filed: Filed<'_>| {
        if filed.record.files.is_empty() {
            return Ok(());
        }
        let alike = keys(&filed.record.matter).into_iter().filter_map(|key| by_key.get(&key));
        for n in alike.flatten() {
            strays[*n].like.get_or_insert_with(|| filed.folder());
        }
        Ok(())
    })
}

/// What a matter is known by: its petition with the client, and with the number of the case.
fn keys(matter: &Matter) -> Vec<String> {
    let petition = matter.petition.as_deref().unwrap_or_default();
    let client = matter.client.as_deref().map(fold::folded);
    let number = matter.case_number.as_deref().map(fold::letters);
    let of = |kind: &str, name: Option<String>| {
        name.filter(|name| !name.is_empty()).map(|name| format!("{petition} {kind} {name}"))
    };
    of("client", client).into_iter().chain(of("number", number)).collect()
}
