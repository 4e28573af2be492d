//! What an earlier run printed: files that follow from the same packets are taken over, and the folder is replaced whole.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::contents::CONTENTS_CSV;
use super::plan::Volume;
use crate::content::ContentHash;
use crate::packet::write::{Replacing, create_private_folder, is_of_system};

/// Name of the list by which a later run knows the files.
pub(super) const VOLUMES: &str = "volumes.json";

/// The files of a folder of sets to print.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(super) struct Volumes {
    pub(super) volumes: Vec<AboutVolume>,
}

/// One of them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct AboutVolume {
    file: String,
    n_clients: usize,
    n_pages: usize,
    n_bytes: usize,
    sha256: ContentHash,
    /// Hash of everything that the file follows from.
    fingerprint: ContentHash,
}

impl Volumes {
    /// Adds a file that was made.
    pub(super) fn add(&mut self, volume: &Volume, fingerprint: ContentHash, bytes: &[u8]) {
        self.volumes.push(AboutVolume {
            file: volume.file.clone(),
            n_clients: volume.clients.len(),
            n_pages: volume.n_pages(),
            n_bytes: bytes.len(),
            sha256: ContentHash::of(bytes),
            fingerprint,
        });
    }

    /// The list as it is written.
    pub(super) fn text(&self) -> String {
        let mut text = serde_json::to_string_pretty(self).unwrap_or_default();
        text.push('\n');
        text
    }
}

/// The folder of an earlier run, which is replaced whole.
pub(super) struct Kept {
    folder: PathBuf,
    replacing: Replacing,
    volumes: Volumes,
}

impl Kept {
    /// Looks at what an earlier run left; one that was interrupted between its renames is mended.
    ///
    /// # Errors
    /// When the folder holds what this program did not put there.
    pub(super) fn open(folder: &Path) -> io::Result<Kept> {
        let replacing = Replacing::open(folder)?;
        let volumes = hold(folder)?;
        replacing.clear()?;
        Ok(Kept { folder: folder.to_owned(), replacing, volumes })
    }

    /// The folder that is being filled, and is put in the place of the earlier one.
    pub(super) fn replacing(&self) -> &Replacing {
        &self.replacing
    }

    /// Begins the folder that is to be filled.
    pub(super) fn begin(&self) -> io::Result<()> {
        create_private_folder(self.replacing.fresh())
    }

    /// Takes an earlier file over that follows from the same and is as it was written.
    pub(super) fn take_over(
        &self,
        file: &str,
        fingerprint: &ContentHash,
    ) -> io::Result<Option<AboutVolume>> {
        let same = |one: &&AboutVolume| one.file == file && one.fingerprint == *fingerprint;
        let Some(about) = self.volumes.volumes.iter().find(same) else { return Ok(None) };
        let (from, to) = (self.folder.join(file), self.replacing.fresh().join(file));
        let Ok(bytes) = fs::read(&from) else { return Ok(None) };
        if ContentHash::of(&bytes) != about.sha256 {
            return Ok(None);
        }
        if fs::hard_link(&from, &to).is_err() {
            crate::packet::write::write_private(&to, &bytes)?;
        }
        Ok(Some(about.clone()))
    }
}

/// Holds that a folder has nothing in it but sets to print, and reads which; none where there is
/// no folder.
fn hold(folder: &Path) -> io::Result<Volumes> {
    let entries = match fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Volumes::default()),
        Err(error) => return Err(error),
    };
    let text = fs::read_to_string(folder.join(VOLUMES)).unwrap_or_default();
    let volumes: Volumes = serde_json::from_str(&text).unwrap_or_default();
    for entry in entries {
        let name = entry?.file_name();
        let ours = is_of_system(&name)
            || [CONTENTS_CSV, VOLUMES].iter().any(|one| name.as_os_str() == *one)
            || volumes.volumes.iter().any(|one| name.as_os_str() == one.file.as_str());
        if !ours {
            let path = folder.join(name);
            let what = format!(
                "`{}` is not among the sets to print, which would be replaced with all that is in their folder; move it elsewhere",
                path.display()
            );
            return Err(io::Error::new(io::ErrorKind::InvalidData, what));
        }
    }
    Ok(volumes)
}
