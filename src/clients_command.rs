//! Lists of clients on the command line of `petition batch`: which arguments are lists, and their map.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use petition::batch::manifest::MANIFEST_CSV;
use petition::batch::record::Message;
use petition::batch::roll::{At, Entry, Roll, Row};
use petition::clients::map::ClientMap;
use petition::clients::sample;
use petition::clients::{ClientList, Listed, MAX_BYTES, too_large};
use petition::diagnostic::{self, Diagnostic, Severity, is_faulty, render};
use petition::disk_error::unwritten;
use petition::packet::write::{create_private_folder, whole_file};
use petition::pipeline::Asked;
use petition::source::MappedFact;
use serde_json::{Value, json};

use crate::cli::{Batch, Format};
use crate::disk::{Unread, read_at_most, read_source};
use crate::{CASE_AT_FAULT, DONE, Shell, say, warn};

/// Endings of lists; those that cannot be read are told with what to do.
const ENDINGS: [&str; 7] = ["csv", "tsv", "xlsx", "xlsm", "xls", "ods", "numbers"];

/// Whether an argument names a list of clients.
pub(crate) fn is_list(path: &Path) -> bool {
    let ending = path.extension().unwrap_or_default().to_string_lossy().to_lowercase();
    ENDINGS.contains(&ending.as_str()) && !path.is_dir()
}

/// What reads the lists of a batch.
pub(crate) struct Lists<'a> {
    shell: &'a Shell<'a>,
    map: Option<Arc<ClientMap>>,
    /// Why the map cannot be used, once its faults were told: lists are held against it all the same.
    pub(crate) unusable: Option<String>,
    asked: &'a Asked,
}

impl<'a> Lists<'a> {
    /// Reads the map; an error says that it cannot be, after its faults were told.
    pub(crate) fn of(
        shell: &'a Shell<'a>,
        batch: &Batch,
        asked: &'a Asked,
    ) -> Result<Self, Vec<String>> {
        let Some(path) = &batch.map else {
            return Ok(Lists { shell, map: None, unusable: None, asked });
        };
        if !batch.cases.iter().any(|path| is_list(path)) {
            return Err(vec![no_list(path, &batch.cases)]);
        }
        let (map, faults) = match read_source(path) {
            Ok(source) => ClientMap::read_on(shell.catalog, &source),
            Err((_, fault)) => (None, vec![*fault]),
        };
        let is_faulty = map.is_none() || is_faulty(&faults);
        let unusable = is_faulty.then(|| told(shell, path, &faults)).transpose()?;
        match (map, unusable) {
            (None, Some(why)) => Err(vec![why]),
            (map, unusable) => Ok(Lists { shell, map: map.map(Arc::new), unusable, asked }),
        }
    }

    /// Reads a list; an error says why not, after its faults were told. Where it is only the map
    /// that cannot be used, there is nothing more to say.
    pub(crate) fn read(&self, path: &Path) -> Result<Arc<ClientList>, Vec<String>> {
        let name = path.to_string_lossy();
        let Some(map) = &self.map else {
            return Err(vec![format!(
                "`{name}` is a list of clients: say with --map what its columns are (`petition batch --sample` writes a list and its map)"
            )]);
        };
        let bytes = match read_at_most(path, MAX_BYTES) {
            Ok(bytes) => bytes,
            Err(Unread::TooLarge(n_bytes)) => {
                return Err(vec![told(self.shell, path, &[*too_large(&name, n_bytes)])?]);
            }
            Err(Unread::For(why)) => return Err(vec![format!("cannot read `{name}`: {why}")]),
        };
        let listed = Listed { name: &name, bytes: &bytes, map, as_of: self.asked.as_of };
        let faults = match &self.unusable {
            Some(_) => ClientList::faults(&listed),
            None => match ClientList::read(self.shell.catalog, &listed) {
                Ok(list) => return Ok(Arc::new(list)),
                Err(faults) => faults,
            },
        };
        match faults.is_empty() {
            true => Err(Vec::new()),
            false => Err(vec![told(self.shell, path, &faults)?]),
        }
    }
}

/// What is said where a map is named and no list.
fn no_list(map: &Path, cases: &[PathBuf]) -> String {
    let lists = || {
        let entries = cases.iter().filter_map(|path| path.read_dir().ok()).flatten().flatten();
        let is_theirs = |path: &PathBuf| is_list(path) && !path.ends_with(MANIFEST_CSV);
        let mut lists: Vec<PathBuf> = entries.map(|one| one.path()).filter(is_theirs).collect();
        lists.sort();
        lists.into_iter().next()
    };
    let none = "--map is for lists of clients (*.csv, *.xlsx), and none is named";
    match (is_list(map), lists()) {
        (true, _) => format!(
            "{none}: `{}` is a list, name it without --map, and the map with it",
            map.display()
        ),
        (false, Some(list)) => format!("{none}; name the list itself: `{}`", list.display()),
        (false, None) => none.to_owned(),
    }
}

/// Tells faults of a map or list as a whole; gives the line that ends the run.
fn told(shell: &Shell<'_>, path: &Path, faults: &[Diagnostic]) -> Result<String, Vec<String>> {
    match (shell.format, render::to_json(faults, &|_| None)) {
        (Format::Json, Value::Array(faults)) => {
            for mut fault in faults {
                fault["event"] = fault["severity"].clone();
                event(&fault)?;
            }
        }
        _ => warn(&shell.drawn(faults, None)),
    }
    let n = render::summary(faults);
    Ok(format!("`{}` cannot be used: {n}; nothing was written", path.display()))
}

/// Writes a list of fictional clients and its map, to begin from.
pub(crate) fn sample(shell: &Shell<'_>, batch: &Batch) -> Result<u8, Vec<String>> {
    let named = batch.petition.as_deref().unwrap_or("expungement");
    let petition = shell.catalog.petition(named).ok_or_else(|| shell.unknown(named))?;
    let sample = sample::sample(shell.catalog, petition)?;
    let (list, map) = (batch.out.join("clients.csv"), batch.out.join("map.yaml"));
    write_new(&[(list.clone(), sample.list), (map.clone(), sample.map)])?;
    let (list, map) = (list.display(), map.display());
    let day = sample.day;
    let next = format!("petition batch {list} --map {map} -o out --as-of {day}");
    match shell.format {
        Format::Json => event(&json!({
            "event": "sample", "list": list.to_string(), "map": map.to_string(), "next": next,
        }))?,
        Format::Human => say(&format!(
            "{list}\n{map}\nnext: {next}\n(the day of the sample; leave it out for clients of your own)\n"
        ))?,
    }
    Ok(DONE)
}

/// Writes each row of the lists as a case file, to go on with by hand, and tells what could not be
/// read: it stands there as a comment only.
pub(crate) fn write_cases(
    shell: &Shell<'_>,
    (roll, names): (&Roll, &[String]),
    folder: &Path,
) -> Result<u8, Vec<String>> {
    let row = |(entry, name): (&Entry, &String)| match &entry.at {
        At::Row(row) => Some((folder.join(format!("{name}.yaml")), row.clone())),
        At::File(_) => None,
    };
    let rows: Vec<(PathBuf, Row)> = roll.entries.iter().zip(names).filter_map(row).collect();
    let text = |(path, row): &(PathBuf, Row)| (path.clone(), row.list.case_text(row.at));
    write_new(&rows.iter().map(text).collect::<Vec<_>>())?;
    let mut n_unread = 0;
    for (path, row) in &rows {
        let read = row.list.row(row.at);
        let faults = &read.parsed.diagnostics;
        n_unread += usize::from(is_faulty(faults));
        match shell.format {
            Format::Json => event(&json!({
                "event": "case-file",
                "case": row.list.row_name(row.at),
                "file": path.to_string_lossy(),
                "messages": messages(faults),
            }))?,
            Format::Human => faults.iter().for_each(|one| warn(&line(one, &read.cells))),
        }
    }
    written(shell, roll, &Written { n_files: rows.len(), n_unread, folder })?;
    Ok(if n_unread > 0 { CASE_AT_FAULT } else { DONE })
}

/// What was written of lists as case files.
struct Written<'a> {
    n_files: usize,
    /// Files that lack something of their row.
    n_unread: usize,
    folder: &'a Path,
}

fn written(shell: &Shell<'_>, roll: &Roll, written: &Written<'_>) -> Result<(), Vec<String>> {
    let Written { n_files, n_unread, folder } = written;
    if shell.format == Format::Json {
        return event(&json!({
            "event": "written",
            "files": n_files,
            "unread": n_unread,
            "folder": folder.to_string_lossy(),
            "remarks": roll.remarks,
        }));
    }
    let mut text = format!("{n_files} case files in {}\n", folder.display());
    if *n_unread > 0 {
        text.push_str(&format!(
            "{n_unread} of them lack what could not be read, which is named above and stands there as a comment: correct it there, or in the list, and write them into a new folder\n"
        ));
    }
    roll.remarks.iter().for_each(|remark| text.push_str(&format!("Look at {remark}.\n")));
    say(&text)
}

/// A message about a row on one line: row, column, heading, what, and what to do.
fn line(one: &Diagnostic, cells: &[MappedFact]) -> String {
    let heading = one.places.first().and_then(|place| {
        let cell = cells.iter().find(|cell| place.at == diagnostic::At::Span(cell.cell.clone()))?;
        Some(format!(", `{}`", cell.heading))
    });
    let word = if one.severity == Severity::Error { "" } else { "warning: " };
    let help = one.help.as_ref().map(|help| format!("; {help}")).unwrap_or_default();
    let place = render::place(one, &|_| None);
    format!("{place}{}: {word}{}{help}\n", heading.unwrap_or_default(), one.what)
}

fn messages(faults: &[Diagnostic]) -> Vec<Message> {
    let message = |one: &Diagnostic| Message {
        error: one.severity == Severity::Error,
        code: one.code.clone(),
        what: one.what.clone(),
        place: render::place(one, &|_| None),
        help: one.help.clone(),
        cites: one.cites.clone(),
    };
    faults.iter().map(message).collect()
}

/// Tells programs something: one value a line.
pub(crate) fn event(event: &Value) -> Result<(), Vec<String>> {
    say(&format!("{event}\n"))
}

/// Writes files that their owner alone can read, into a folder that nobody else can enter; none where one of them is there already.
fn write_new(files: &[(PathBuf, String)]) -> Result<(), Vec<String>> {
    let there = files.iter().filter(|(path, _)| path.symlink_metadata().is_ok());
    let faults: Vec<String> = there
        .map(|(path, _)| format!("`{}` is there already; nothing was written", path.display()))
        .collect();
    if !faults.is_empty() {
        return Err(faults);
    }
    for (path, text) in files {
        let fault = |error: &std::io::Error| {
            vec![format!("cannot write `{}`: {}", path.display(), unwritten(error))]
        };
        let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
        if let Some(folder) = folder.filter(|folder| !folder.is_dir()) {
            create_private_folder(folder).map_err(|error| fault(&error))?;
        }
        whole_file(path, &mut |file| file.write_all(text.as_bytes()))
            .map_err(|error| fault(&error))?;
    }
    Ok(())
}
