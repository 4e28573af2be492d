//! A folder replaced whole: a fresh one is filled beside it, and two renames put it in the other's place.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

/// A folder that is to be replaced, and those that stand beside it meanwhile.
pub(crate) struct Replacing {
    folder: PathBuf,
    fresh: PathBuf,
    old: PathBuf,
}

impl Replacing {
    /// Begins; what a run left that was interrupted between its two renames stands again.
    ///
    /// # Errors
    /// When the disk refuses.
    pub(crate) fn open(folder: &Path) -> io::Result<Replacing> {
        let (fresh, old) = (beside(folder, "partial"), beside(folder, "replaced"));
        if !exists(folder) && exists(&old) {
            fs::rename(&old, folder)?;
        }
        Ok(Replacing { folder: folder.to_owned(), fresh, old })
    }

    /// The folder that is to be filled; it is not there yet.
    pub(crate) fn fresh(&self) -> &Path {
        &self.fresh
    }

    /// Takes away what interrupted runs left half-filled and replaced.
    pub(crate) fn clear(&self) -> io::Result<()> {
        remove(&self.fresh)?;
        remove(&self.old)
    }

    /// Puts the filled folder in the place of the earlier one.
    pub(crate) fn swap(&self) -> io::Result<()> {
        if exists(&self.folder) {
            fs::rename(&self.folder, &self.old)?;
        }
        fs::rename(&self.fresh, &self.folder)?;
        remove(&self.old)
    }

    /// Throws away what was filled so far.
    pub(crate) fn abandon(&self) {
        let _ = remove(&self.fresh);
    }

    /// Takes the folder away, whole or not at all.
    pub(crate) fn remove(&self) -> io::Result<()> {
        if exists(&self.folder) {
            remove(&self.old)?;
            fs::rename(&self.folder, &self.old)?;
        }
        remove(&self.old)
    }
}

/// Also true of a link that leads nowhere.
pub(super) fn exists(path: &Path) -> bool {
    path.symlink_metadata().is_ok()
}

pub(super) fn beside(path: &Path, word: &str) -> PathBuf {
    let name = path.file_name().map(|name| name.to_string_lossy().into_owned());
    path.with_file_name(format!(".{}.{word}", name.unwrap_or_default()))
}

pub(super) fn remove(folder: &Path) -> io::Result<()> {
    match fs::remove_dir_all(folder) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}
