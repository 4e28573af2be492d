//! A packet -> a folder that appears whole or not at all, readable by its owner only.

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use super::Packet;

/// Name of the list that marks a folder as a packet of this program.
pub const MANIFEST: &str = "manifest.json";

/// Why a packet was not written; nothing stands under its final name then.
#[derive(Debug)]
pub enum WriteError {
    /// The folder holds something that this program did not make.
    NotOurs(PathBuf),
    /// The disk said no.
    Io(PathBuf, io::Error),
}

impl std::fmt::Display for WriteError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            WriteError::NotOurs(path) => write!(
                f,
                "`{}` is not a packet of this program (it has no {MANIFEST}); choose another --out or move it away",
                path.display()
            ),
            WriteError::Io(path, error) => write!(f, "cannot write `{}`: {error}", path.display()),
        }
    }
}

/// Writes a packet into `folder`, replacing an earlier packet there.
///
/// All files are written into a fresh sibling folder, which is then renamed, so that a
/// half-written packet never stands under the final name (promise 10).
///
/// # Errors
/// When the folder holds something else, or the disk refuses.
pub fn write(packet: &Packet, folder: &Path) -> Result<(), WriteError> {
    if folder.exists() && !folder.join(MANIFEST).is_file() && !is_empty(folder) {
        return Err(WriteError::NotOurs(folder.to_owned()));
    }
    let fresh = beside(folder, "partial");
    let old = beside(folder, "replaced");
    let failed = |error| WriteError::Io(folder.to_owned(), error);
    remove(&fresh).map_err(failed)?;
    remove(&old).map_err(failed)?;
    let written = fill(packet, &fresh);
    if let Err((path, error)) = written {
        let _ = remove(&fresh);
        return Err(WriteError::Io(path, error));
    }
    if folder.exists() {
        fs::rename(folder, &old).map_err(failed)?;
    }
    fs::rename(&fresh, folder).map_err(failed)?;
    remove(&old).map_err(failed)
}

fn fill(packet: &Packet, folder: &Path) -> Result<(), (PathBuf, io::Error)> {
    create_private_folder(folder).map_err(|error| (folder.to_owned(), error))?;
    for file in &packet.files {
        let path = folder.join(&file.name);
        write_private(&path, &file.bytes).map_err(|error| (path, error))?;
    }
    let path = folder.join(MANIFEST);
    write_private(&path, packet.manifest_text().as_bytes()).map_err(|error| (path, error))
}

fn is_empty(folder: &Path) -> bool {
    fs::read_dir(folder).is_ok_and(|mut entries| entries.next().is_none())
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

#[cfg(unix)]
fn create_private_folder(folder: &Path) -> io::Result<()> {
    use std::os::unix::fs::DirBuilderExt;
    if let Some(parent) = folder.parent() {
        fs::create_dir_all(parent)?;
    }
    fs::DirBuilder::new().mode(0o700).create(folder)
}

#[cfg(not(unix))]
fn create_private_folder(folder: &Path) -> io::Result<()> {
    fs::create_dir_all(folder)
}

fn write_private(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut options = fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt;
        options.mode(0o600);
    }
    options.open(path)?.write_all(bytes)
}
