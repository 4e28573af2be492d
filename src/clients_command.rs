//! Lists of clients on the command line of `petition batch`: which arguments are lists, and their map.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use petition::batch::roll::{At, Roll};
use petition::clients::map::ClientMap;
use petition::clients::sample;
use petition::clients::{ClientList, Listed};
use petition::diagnostic::{Diagnostic, render};
use petition::disk_error::unwritten;
use petition::packet::write::whole_file;
use petition::pipeline::Asked;

use crate::cli::{Batch, Format};
use crate::disk::{read_file, read_source};
use crate::{DONE, Shell, pretty, say, warn};

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
    asked: &'a Asked,
}

impl<'a> Lists<'a> {
    /// Reads the map; an error says that it cannot be, after its faults were told.
    pub(crate) fn of(
        shell: &'a Shell<'a>,
        batch: &Batch,
        asked: &'a Asked,
    ) -> Result<Self, Vec<String>> {
        let Some(path) = &batch.map else { return Ok(Lists { shell, map: None, asked }) };
        if !batch.cases.iter().any(|path| is_list(path)) {
            return Err(vec!["--map is for lists of clients, and none is named".to_owned()]);
        }
        let map = read_source(path)
            .map_err(|(_, fault)| vec![*fault])
            .and_then(|source| ClientMap::read(shell.catalog, &source));
        match map {
            Ok(map) => Ok(Lists { shell, map: Some(Arc::new(map)), asked }),
            Err(faults) => Err(vec![told(shell, path, &faults)?]),
        }
    }

    /// Reads a list; an error says why not, after its faults were told.
    pub(crate) fn read(&self, path: &Path) -> Result<Arc<ClientList>, String> {
        let name = path.to_string_lossy();
        let Some(map) = &self.map else {
            return Err(format!(
                "`{name}` is a list of clients: say with --map what its columns are (`petition batch --sample` writes a list and its map)"
            ));
        };
        let bytes = read_file(path).map_err(|why| format!("cannot read `{name}`: {why}"))?;
        let listed = Listed { name: &name, bytes: &bytes, map, as_of: self.asked.as_of };
        let list = ClientList::read(self.shell.catalog, &listed);
        list.map(Arc::new).map_err(|faults| match told(self.shell, path, &faults) {
            Ok(told) => told,
            Err(unsaid) => unsaid.join("; "),
        })
    }
}

/// Tells faults of a map or list as a whole; gives the line that ends the run.
fn told(shell: &Shell<'_>, path: &Path, faults: &[Diagnostic]) -> Result<String, Vec<String>> {
    match shell.format {
        Format::Json => say(&pretty(&render::to_json(faults, &|_| None)))?,
        Format::Human => warn(&shell.drawn(faults, None)),
    }
    let n = render::summary(faults);
    Ok(format!("`{}` cannot be used: {n}; nothing was written", path.display()))
}

/// Writes a list of fictional clients and its map, to begin from.
pub(crate) fn sample(shell: &Shell<'_>, batch: &Batch) -> Result<u8, Vec<String>> {
    let petition = shell.catalog.petition(&batch.petition);
    let petition = petition.ok_or_else(|| shell.unknown(&batch.petition))?;
    let sample = sample::sample(shell.catalog, petition)?;
    let (list, map) = (batch.out.join("clients.csv"), batch.out.join("map.yaml"));
    write_new(&[(list.clone(), sample.list), (map.clone(), sample.map)])?;
    let (list, map) = (list.display(), map.display());
    let day = sample.day;
    say(&format!(
        "{list}\n{map}\nnext: petition batch {list} --map {map} -o out --as-of {day}\n(the day of the sample; leave it out for clients of your own)\n"
    ))?;
    Ok(DONE)
}

/// Writes each row of the lists as a case file, to go on with by hand.
pub(crate) fn write_cases(roll: &Roll, names: &[String], folder: &Path) -> Result<u8, Vec<String>> {
    let text = |(entry, name): (&petition::batch::roll::Entry, &String)| match &entry.at {
        At::Row(row) => Some((folder.join(format!("{name}.yaml")), row.list.case_text(row.at))),
        At::File(_) => None,
    };
    let files: Vec<(PathBuf, String)> = roll.entries.iter().zip(names).filter_map(text).collect();
    write_new(&files)?;
    say(&format!("{} case files in {}\n", files.len(), folder.display()))?;
    Ok(DONE)
}

/// Writes files that their owner alone can read; none where one of them is there already.
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
        if let Some(folder) = path.parent().filter(|folder| !folder.as_os_str().is_empty()) {
            fs::create_dir_all(folder).map_err(|error| fault(&error))?;
        }
        whole_file(path, &mut |file| file.write_all(text.as_bytes()))
            .map_err(|error| fault(&error))?;
    }
    Ok(())
}
