//! A packet -> a folder that appears whole or not at all, readable by its owner only.

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use serde::Deserialize;

use super::Packet;
use crate::content::ContentHash;
use crate::disk_error::unwritten;
pub(crate) use replace::Replacing;
use replace::{beside, exists, remove};

mod replace;

/// Name of the list that marks a folder as a packet of this program.
pub const MANIFEST: &str = "manifest.json";

/// What systems put into folders of themselves; it is nobody's.
const OF_SYSTEMS: [&str; 4] = [".DS_Store", "Thumbs.db", "desktop.ini", "lost+found"];

/// Whether a name is of what a system put into a folder of itself.
pub(crate) fn is_of_system(name: &std::ffi::OsStr) -> bool {
    OF_SYSTEMS.iter().any(|one| name == *one)
}

/// Why a packet was not written; nothing stands under its final name then.
#[derive(Debug)]
pub enum WriteError {
    /// The folder holds something that this program did not make.
    NotOurs(PathBuf),
    /// The folder holds a packet, and this beside it.
    Foreign(PathBuf),
    /// A file of the earlier packet is not as this program wrote it.
    Altered(PathBuf),
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
            WriteError::Altered(path) => write!(
                f,
                "`{}` is not as this program wrote it (signed, or filled in?), and would be replaced; move it elsewhere, or delete it",
                path.display()
            ),
            WriteError::Io(path, error) => {
                write!(f, "cannot write `{}`: {}", path.display(), unwritten(error))
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

/// Writes a packet into `folder`, replacing an earlier packet there.
///
/// All files are written into a fresh sibling folder, which is then renamed, so that a
/// half-written packet never stands under the final name (promise 10). A folder that holds
/// anything besides an earlier packet as it was written, such as a signed scan or a paper that was
/// filled in, is left alone.
///
/// # Errors
/// When the folder holds something else, or the disk refuses.
pub fn write(packet: &Packet, folder: &Path) -> Result<(), WriteError> {
    let failed = |error| WriteError::Io(folder.to_owned(), error);
    let replacing = Replacing::open(folder).map_err(failed)?;
    if exists(folder) {
        only_ours(folder)?;
    }
    replacing.clear().map_err(failed)?;
    if let Err((path, error)) = fill(packet, replacing.fresh()) {
        replacing.abandon();
        return Err(WriteError::Io(path, error));
    }
    replacing.swap().map_err(failed)
}

/// Takes away the packet in `folder`, where there is one, whole or not at all.
///
/// # Errors
/// When the folder holds anything else, or the disk refuses; the packet stands then.
pub fn withdraw(folder: &Path) -> Result<(), WriteError> {
    let failed = |error| WriteError::Io(folder.to_owned(), error);
    let replacing = Replacing::open(folder).map_err(failed)?;
    if exists(folder) {
        only_ours(folder)?;
    }
    replacing.remove().map_err(failed)
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

/// Holds that a folder has nothing in it but a packet of this program.
fn only_ours(folder: &Path) -> Result<(), WriteError> {
    let is_folder = folder.symlink_metadata().is_ok_and(|about| about.is_dir());
    if !is_folder {
        return Err(WriteError::NotOurs(folder.to_owned()));
    }
    match listed(folder) {
        Some(ours) => {
            hold_listed(folder, "", &ours)?;
            hold_unaltered(folder, &ours)
        }
        None => {
            let failed = |error| WriteError::Io(folder.to_owned(), error);
            let first = fs::read_dir(folder).map_err(failed)?.next();
            first.map_or(Ok(()), |_| Err(WriteError::NotOurs(folder.to_owned())))
        }
    }
}

/// Holds that a folder, and those in it that the list names files of, have nothing else in them.
fn hold_listed(folder: &Path, above: &str, ours: &[Listed]) -> Result<(), WriteError> {
    let failed = |error| WriteError::Io(folder.to_owned(), error);
    for entry in fs::read_dir(folder).map_err(failed)? {
        let entry = entry.map_err(failed)?;
        if is_of_system(&entry.file_name()) {
            continue;
        }
        let name = format!("{above}{}", entry.file_name().to_string_lossy());
        let within = format!("{name}/");
        let is_folder = entry.file_type().is_ok_and(|kind| kind.is_dir());
        if is_folder && ours.iter().any(|one| one.file.starts_with(&within)) {
            hold_listed(&entry.path(), &within, ours)?;
        } else if is_folder || !ours.iter().any(|one| one.file == name) {
            return Err(WriteError::Foreign(entry.path()));
        }
    }
    Ok(())
}

/// Holds that every file of a packet that still stands is as it was written.
fn hold_unaltered(folder: &Path, ours: &[Listed]) -> Result<(), WriteError> {
    for Listed { file, sha256 } in ours {
        let path = folder.join(file);
        let Some(sha256) = sha256 else { continue };
        if standing(&path, sha256) == Standing::Altered {
            return Err(WriteError::Altered(path));
        }
    }
    Ok(())
}

/// What has become of a file that was written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Standing {
    /// It is as it was written.
    Whole,
    /// Another whole PDF stands under its name: somebody signed it, or filled it in.
    Altered,
    /// It is gone, or what is left of it is no paper, as after a power cut.
    Lost,
}

/// What has become of a file that was written with a hash.
pub(crate) fn standing(path: &Path, sha256: &ContentHash) -> Standing {
    let is_file = path.symlink_metadata().is_ok_and(|about| about.is_file());
    match fs::read(path) {
        Ok(bytes) if is_file && ContentHash::of(&bytes) == *sha256 => Standing::Whole,
        Ok(bytes) if is_whole_pdf(&bytes) => Standing::Altered,
        _ => Standing::Lost,
    }
}

/// Whether bytes begin and end as a PDF does.
fn is_whole_pdf(bytes: &[u8]) -> bool {
    let tail = &bytes[bytes.len().saturating_sub(1024)..];
    bytes.starts_with(b"%PDF-") && tail.windows(5).any(|word| word == b"%%EOF")
}

/// The files of the packet in a folder, its manifest among them; nothing where it holds no packet.
fn listed(folder: &Path) -> Option<Vec<Listed>> {
    let manifest: Manifest = serde_json::from_slice(&fs::read(folder.join(MANIFEST)).ok()?).ok()?;
    let ours = manifest.program.starts_with("petition ");
    let itself = Listed { file: MANIFEST.to_owned(), sha256: None };
    ours.then(|| manifest.files.into_iter().chain([itself]).collect())
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
    /// A manifest of an earlier version has none.
    sha256: Option<ContentHash>,
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
