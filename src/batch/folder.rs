//! The folder of a batch: empty, or an earlier batch's that is to go on; one run at a time.

use std::fs::{self, File, TryLockError};
use std::io;
use std::path::{Path, PathBuf};

use super::fault::BatchError;
use super::ledger::{JOURNAL, RECORDS};
use crate::packet::write::{create_private_folder, is_of_system};

/// Held by the run that writes; it is gone when no run does.
pub(super) const LOCK: &str = ".lock";

/// The folder of packets below that of the batch.
pub const PACKETS: &str = "packets";

/// A folder that this run alone writes to.
#[derive(Debug)]
pub(super) struct Claim {
    /// Whether an earlier batch stands in it.
    pub(super) is_earlier: bool,
    /// Given up when the run ends.
    _lock: Lock,
}

/// Takes a folder for a run, and makes it where there is none.
pub(super) fn claim(out: &Path, resume: bool) -> Result<Claim, BatchError> {
    let failed = |error| BatchError::Io(out.to_owned(), error);
    if !out.is_dir() {
        create_private_folder(out).map_err(failed)?;
    }
    // Before a foreign folder gets so much as a lock.
    hold(out)?;
    let lock = Lock::take(out)?;
    let is_earlier = hold(out)?;
    if is_earlier && !resume {
        return Err(BatchError::Earlier(out.to_owned()));
    }
    Ok(Claim { is_earlier, _lock: lock })
}

/// Whether an earlier batch stands in a folder, which otherwise must have nothing in it.
fn hold(out: &Path) -> Result<bool, BatchError> {
    if [JOURNAL, RECORDS].iter().any(|name| out.join(name).exists()) {
        return Ok(true);
    }
    let failed = |error| BatchError::Io(out.to_owned(), error);
    for entry in fs::read_dir(out).map_err(failed)? {
        let name = entry.map_err(failed)?.file_name();
        if name != LOCK && !is_of_system(&name) {
            return Err(BatchError::NotOurs(out.join(name)));
        }
    }
    Ok(false)
}

/// A lock on a folder that ends with the process, however that ends.
#[derive(Debug)]
pub(super) struct Lock {
    path: PathBuf,
    _file: File,
}

impl Lock {
    /// Takes it, unless another run has it.
    pub(super) fn take(out: &Path) -> Result<Lock, BatchError> {
        let path = out.join(LOCK);
        let failed = |error| BatchError::Io(path.clone(), error);
        loop {
            let mut options = File::options();
            let file = options.create(true).truncate(false).write(true).open(&path);
            let file = file.map_err(failed)?;
            match file.try_lock() {
                Ok(()) => {}
                Err(TryLockError::WouldBlock) => return Err(BatchError::Locked(out.to_owned())),
                // A disk of a cluster that keeps no locks is no reason not to work.
                Err(TryLockError::Error(error)) if keeps_none(&error) => {}
                Err(TryLockError::Error(error)) => return Err(failed(error)),
            }
            // The run that held it may have ended, and taken the file away, in between.
            if stands(&path, &file) {
                return Ok(Lock { path, _file: file });
            }
        }
    }
}

impl Drop for Lock {
    fn drop(&mut self) {
        let _ = fs::remove_file(&self.path);
    }
}

fn keeps_none(error: &io::Error) -> bool {
    let is_no_locks = error.raw_os_error().is_some_and(|code| NO_LOCKS.contains(&code));
    error.kind() == io::ErrorKind::Unsupported || is_no_locks
}

/// What a network disk says on which nobody runs locks (ENOLCK); it has no kind of its own.
const NO_LOCKS: &[i32] = match () {
    _ if cfg!(target_os = "linux") => &[37],
    _ if cfg!(target_os = "macos") => &[77],
    _ => &[],
};

/// Whether a file still stands under its path.
#[cfg(unix)]
fn stands(path: &Path, file: &File) -> bool {
    use std::os::unix::fs::MetadataExt;
    let which = |about: &fs::Metadata| (about.dev(), about.ino());
    matches!((fs::metadata(path), file.metadata()), (Ok(a), Ok(b)) if which(&a) == which(&b))
}

#[cfg(not(unix))]
fn stands(path: &Path, _: &File) -> bool {
    path.exists()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_run_at_a_time_and_the_next_after_it() {
        let out = tempfile::tempdir().expect("a folder");
        let first = claim(out.path(), false).expect("an empty folder");
        assert!(matches!(claim(out.path(), false), Err(BatchError::Locked(_))));
        assert!(matches!(claim(out.path(), true), Err(BatchError::Locked(_))));
        drop(first);
        assert_eq!(fs::read_dir(out.path()).expect("a folder").count(), 0, "no lock is left");
        drop(claim(out.path(), false).expect("free again"));
        fs::write(out.path().join(LOCK), "").expect("as a killed run leaves it");
        drop(claim(out.path(), false).expect("nobody holds it"));
    }

    #[test]
    fn a_folder_of_the_users_gets_nothing_and_an_earlier_batch_goes_on_when_asked() {
        let out = tempfile::tempdir().expect("a folder");
        fs::write(out.path().join(".DS_Store"), "").expect("a file");
        drop(claim(out.path(), false).expect("what a system left is nobody's"));
        fs::write(out.path().join("letter.txt"), "mine").expect("a file");
        assert!(
            matches!(claim(out.path(), true), Err(BatchError::NotOurs(path)) if path.ends_with("letter.txt"))
        );
        assert_eq!(fs::read_dir(out.path()).expect("a folder").count(), 2);
        fs::write(out.path().join(JOURNAL), "").expect("a file");
        assert!(matches!(claim(out.path(), false), Err(BatchError::Earlier(_))));
        assert!(claim(out.path(), true).expect("it goes on").is_earlier);
    }
}
