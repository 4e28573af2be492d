//! A packet -> a folder that appears whole or not at all, readable by its owner only.

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use serde::Deserialize;

use super::Packet;

/// Name of the list that marks a folder as a packet of this program.
pub const MANIFEST: &str = "manifest.json";

/// Why a packet was not written; nothing stands under its final name then.
#[derive(Debug)]
pub enum WriteError {
    /// The folder holds something that this program did not make.
    NotOurs(PathBuf),
    /// The folder holds a packet, and this beside it.
    Foreign(PathBuf),
    /// The disk said no.
    Io(PathBuf, io::Error),
}

impl std::fmt::Display for WriteError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            WriteError::NotOurs(path) => write!(
                f,
                "`{}` exists and is not a packet of this program (no {MANIFEST} of it is in it); choose another --out or move it away",
                path.display()
            ),
            WriteError::Foreign(path) => write!(
                f,
                "`{}` is not part of the earlier packet, which would be replaced with all that is in its folder; move it elsewhere",
                path.display()
            ),
            WriteError::Io(path, error) => {
                write!(f, "cannot write `{}`: {}", path.display(), in_words(error))
            }
        }
    }
}

impl WriteError {
    /// Whether the disk takes no more, whatever is written.
    pub fn is_full(&self) -> bool {
        matches!(self, WriteError::Io(_, error) if matches!(
            error.kind(),
            io::ErrorKind::StorageFull
                | io::ErrorKind::QuotaExceeded
                | io::ErrorKind::ReadOnlyFilesystem
        ))
    }
}

/// Why a disk refuses to be written, in words.
pub(crate) fn in_words(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::NotADirectory | io::ErrorKind::AlreadyExists => {
            "a file stands where a folder is to be".to_owned()
        }
        io::ErrorKind::PermissionDenied => "this account may not write there".to_owned(),
        io::ErrorKind::StorageFull => "the disk is full".to_owned(),
        io::ErrorKind::QuotaExceeded => "this account may not fill more of the disk".to_owned(),
        io::ErrorKind::ReadOnlyFilesystem => "the disk can only be read".to_owned(),
        io::ErrorKind::FileTooLarge => "the disk takes no file as large as this one".to_owned(),
        _ => error.to_string(),
    }
}

/// Writes a packet into `folder`, replacing an earlier packet there.
///
/// All files are written into a fresh sibling folder, which is then renamed, so that a
/// half-written packet never stands under the final name (promise 10). A folder that holds
/// anything besides an earlier packet, such as a signed scan, is left alone.
///
/// # Errors
/// When the folder holds something else, or the disk refuses.
pub fn write(packet: &Packet, folder: &Path) -> Result<(), WriteError> {
    let fresh = beside(folder, "partial");
    let old = beside(folder, "replaced");
    let failed = |error| WriteError::Io(folder.to_owned(), error);
    if !exists(folder) && exists(&old) {
        // An earlier run was interrupted between its two renames.
        fs::rename(&old, folder).map_err(failed)?;
    }
    if exists(folder) {
        only_ours(folder)?;
    }
    remove(&fresh).map_err(failed)?;
    remove(&old).map_err(failed)?;
    let written = fill(packet, &fresh);
    if let Err((path, error)) = written {
        let _ = remove(&fresh);
        return Err(WriteError::Io(path, error));
    }
    if exists(folder) {
        fs::rename(folder, &old).map_err(failed)?;
    }
    fs::rename(&fresh, folder).map_err(failed)?;
    remove(&old).map_err(failed)
}

/// Takes away the packet in `folder`, where there is one, whole or not at all.
///
/// # Errors
/// When the folder holds anything else, or the disk refuses; the packet stands then.
pub fn withdraw(folder: &Path) -> Result<(), WriteError> {
    let old = beside(folder, "replaced");
    let failed = |error| WriteError::Io(folder.to_owned(), error);
    if exists(folder) {
        only_ours(folder)?;
        remove(&old).map_err(failed)?;
        fs::rename(folder, &old).map_err(failed)?;
    }
    remove(&old).map_err(failed)
}

/// Sets right what a run that was killed left of packets below a folder: a packet that was being
/// replaced stands again, what was half-written is gone.
///
/// # Errors
/// When the disk refuses.
pub fn mend(folder: &Path) -> io::Result<()> {
    let entries = match fs::read_dir(folder) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
        entries => entries?,
    };
    for entry in entries {
        let entry = entry?;
        let name = entry.file_name().to_string_lossy().into_owned();
        let of = |word: &str| name.strip_prefix('.')?.strip_suffix(word).map(str::to_owned);
        if !entry.file_type()?.is_dir() {
            continue;
        }
        if let Some(whole) = of(".replaced").map(|name| folder.join(name))
            && !exists(&whole)
        {
            fs::rename(entry.path(), whole)?;
        } else if of(".partial").or_else(|| of(".replaced")).is_some() {
            remove(&entry.path())?;
        }
    }
    Ok(())
}

/// Writes a file that appears whole or not at all, readable by its owner only; an earlier one of
/// its name is replaced.
///
/// # Errors
/// When the disk refuses, or what `fill` says; nothing is left of the attempt then.
pub fn whole_file(
    path: &Path,
    fill: &mut dyn FnMut(&mut dyn Write) -> io::Result<()>,
) -> io::Result<()> {
    let fresh = beside(path, "partial");
    match fs::remove_file(&fresh) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
        _ => {}
    }
    let mut write = || -> io::Result<()> {
        let mut file = io::BufWriter::new(create_private(&fresh)?);
        fill(&mut file)?;
        file.into_inner().map_err(io::IntoInnerError::into_error)?.sync_all()?;
        fs::rename(&fresh, path)
    };
    let written = write();
    if written.is_err() {
        let _ = fs::remove_file(&fresh);
    }
    written
}

/// Also true of a link that leads nowhere.
fn exists(path: &Path) -> bool {
    path.symlink_metadata().is_ok()
}

/// Holds that a folder has nothing in it but a packet of this program.
fn only_ours(folder: &Path) -> Result<(), WriteError> {
    let is_folder = folder.symlink_metadata().is_ok_and(|about| about.is_dir());
    if !is_folder {
        return Err(WriteError::NotOurs(folder.to_owned()));
    }
    match listed(folder) {
        Some(ours) => hold_listed(folder, "", &ours),
        None => {
            let failed = |error| WriteError::Io(folder.to_owned(), error);
            let first = fs::read_dir(folder).map_err(failed)?.next();
            first.map_or(Ok(()), |_| Err(WriteError::NotOurs(folder.to_owned())))
        }
    }
}

/// Holds that a folder, and those in it that the list names files of, have nothing else in them.
fn hold_listed(folder: &Path, above: &str, ours: &[String]) -> Result<(), WriteError> {
    let failed = |error| WriteError::Io(folder.to_owned(), error);
    for entry in fs::read_dir(folder).map_err(failed)? {
        let entry = entry.map_err(failed)?;
        let name = format!("{above}{}", entry.file_name().to_string_lossy());
        let within = format!("{name}/");
        let is_folder = entry.file_type().is_ok_and(|kind| kind.is_dir());
        if is_folder && ours.iter().any(|one| one.starts_with(&within)) {
            hold_listed(&entry.path(), &within, ours)?;
        } else if is_folder || !ours.contains(&name) {
            return Err(WriteError::Foreign(entry.path()));
        }
    }
    Ok(())
}

/// Names of the files of the packet in a folder, its manifest among them; nothing where it holds no packet.
fn listed(folder: &Path) -> Option<Vec<String>> {
    let manifest: Manifest = serde_json::from_slice(&fs::read(folder.join(MANIFEST)).ok()?).ok()?;
    let ours = manifest.program.starts_with("petition ");
    let names = manifest.files.into_iter().map(|file| file.file);
    ours.then(|| names.chain([MANIFEST.to_owned()]).collect())
}

/// What this file reads of a manifest.
#[derive(Deserialize)]
struct Manifest {
    program: String,
    files: Vec<Listed>,
}

#[derive(Deserialize)]
struct Listed {
    file: String,
}

fn fill(packet: &Packet, folder: &Path) -> Result<(), (PathBuf, io::Error)> {
    create_private_folder(folder).map_err(|error| (folder.to_owned(), error))?;
    for file in &packet.files {
        let path = folder.join(&file.name);
        let within = path.parent().filter(|parent| !parent.exists());
        if let Some(within) = within {
            create_private_folder(within).map_err(|error| (within.to_owned(), error))?;
        }
        write_private(&path, &file.bytes).map_err(|error| (path, error))?;
    }
    let path = folder.join(MANIFEST);
    write_private(&path, packet.manifest_text().as_bytes()).map_err(|error| (path, error))
}

fn beside(folder: &Path, word: &str) -> PathBuf {
    let name = folder.file_name().map(|name| name.to_string_lossy().into_owned());
    folder.with_file_name(format!(".{}.{word}", name.unwrap_or_default()))
}

fn remove(folder: &Path) -> io::Result<()> {
    match fs::remove_dir_all(folder) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}

/// A folder that only its owner can enter, within folders that are made as needed.
///
/// # Errors
/// When it is there already, or the disk says no.
#[cfg(unix)]
pub fn create_private_folder(folder: &Path) -> io::Result<()> {
    use std::os::unix::fs::DirBuilderExt;
    if let Some(parent) = folder.parent() {
        fs::DirBuilder::new().recursive(true).mode(0o700).create(parent)?;
    }
    fs::DirBuilder::new().mode(0o700).create(folder)
}

/// A folder, within folders that are made as needed.
///
/// # Errors
/// When the disk says no.
#[cfg(not(unix))]
pub fn create_private_folder(folder: &Path) -> io::Result<()> {
    fs::create_dir_all(folder)
}

/// A new file that only its owner can read.
pub(crate) fn write_private(path: &Path, bytes: &[u8]) -> io::Result<()> {
    create_private(path)?.write_all(bytes)
}

/// A new, empty file that only its owner can read.
pub(crate) fn create_private(path: &Path) -> io::Result<fs::File> {
    let mut options = fs::OpenOptions::new();
    options.read(true).write(true).create_new(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt;
        options.mode(0o600);
    }
    options.open(path)
}
