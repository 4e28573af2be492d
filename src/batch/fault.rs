//! Why a batch cannot begin, and why one ends before its last case.

use std::io;
use std::path::PathBuf;

use super::run_facts::Shard;
use crate::disk_error::unwritten;

/// Why a batch cannot begin; nothing was written.
#[derive(Debug)]
pub enum BatchError {
    /// The folder holds something that no batch made.
    NotOurs(PathBuf),
    /// The folder holds an earlier batch, and nobody said that it is to go on.
    Earlier(PathBuf),
    /// The folder holds another part of a batch that was cut.
    OtherShard(PathBuf, Shard),
    /// Another run writes to the folder.
    Locked(PathBuf),
    /// The disk said no.
    Io(PathBuf, io::Error),
}

impl std::fmt::Display for BatchError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            BatchError::NotOurs(path) => write!(
                f,
                "`{}` is not part of a batch; choose a new folder with --out, or move it away",
                path.display()
            ),
            BatchError::Earlier(path) => write!(
                f,
                "`{}` holds an earlier batch; choose another folder with --out, or go on with it by --resume",
                path.display()
            ),
            BatchError::OtherShard(path, shard) => write!(
                f,
                "`{}` holds part {shard} of a batch; give each part a folder of its own with --out",
                path.display()
            ),
            BatchError::Locked(path) => write!(
                f,
                "another run is writing to `{}`; wait until it ends, or choose another folder with --out",
                path.display()
            ),
            // What this program says itself names its file.
            BatchError::Io(_, error) if error.kind() == io::ErrorKind::InvalidData => {
                write!(f, "{error}")
            }
            BatchError::Io(path, error) => {
                write!(f, "cannot write `{}`: {}", path.display(), unwritten(error))
            }
        }
    }
}

/// Why a batch ended before its last case; what was done stands, and `--resume` goes on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Stop {
    /// The first case without papers, where no other was wanted after it.
    Fault(String),
    /// Whoever runs it wanted it to end.
    Interrupted,
    /// The disk takes no more: what it said, and of which file.
    Disk(String),
}

impl Stop {
    /// A disk that refused a file.
    pub(super) fn disk(path: PathBuf, error: io::Error) -> Stop {
        Stop::Disk(BatchError::Io(path, error).to_string())
    }
}
