//! What a disk says when it refuses, in words for whoever wanted to read or to write.

use std::io::{self, ErrorKind};

/// Why something cannot be read.
pub fn unread(error: &io::Error) -> String {
    match error.kind() {
        ErrorKind::NotFound => "there is no such file".to_owned(),
        ErrorKind::PermissionDenied => "this account may not read it".to_owned(),
        ErrorKind::IsADirectory => "it is a folder, not a file".to_owned(),
        ErrorKind::NotADirectory => "a file stands where its folder should be".to_owned(),
        _ => error.to_string(),
    }
}

/// Why something cannot be written.
pub fn unwritten(error: &io::Error) -> String {
    match error.kind() {
        ErrorKind::NotADirectory | ErrorKind::AlreadyExists => {
            "a file stands where a folder is to be".to_owned()
        }
        ErrorKind::PermissionDenied => "this account may not write there".to_owned(),
        ErrorKind::NotFound => "there is no such folder, and none can be made there".to_owned(),
        ErrorKind::StorageFull => "the disk is full".to_owned(),
        ErrorKind::QuotaExceeded => "this account may not fill more of the disk".to_owned(),
        ErrorKind::ReadOnlyFilesystem => "the disk can only be read".to_owned(),
        ErrorKind::FileTooLarge => "the disk takes no file as large as this one".to_owned(),
        _ => error.to_string(),
    }
}
