//! Bytes that come one after another to a file that appears whole, readable by its owner only.

use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

/// A file that has its name only when it is whole; dropped before, it leaves nothing.
pub(super) struct WholeFile {
    writer: Option<BufWriter<File>>,
    partial: PathBuf,
    path: PathBuf,
}

impl WholeFile {
    /// Begins a file; what an interrupted run left of it is thrown away.
    pub(super) fn begin(path: &Path) -> io::Result<WholeFile> {
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let partial = path.with_file_name(format!(".{name}.partial"));
        match fs::remove_file(&partial) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => {
                return Err(unwritten(path, &error));
            }
            _ => {}
        }
        let file = private(&partial).map_err(|error| unwritten(path, &error))?;
        let writer = Some(BufWriter::with_capacity(64 << 10, file));
        Ok(WholeFile { writer, partial, path: path.to_owned() })
    }

    /// Writes a whole file at once.
    pub(super) fn write(path: &Path, bytes: &[u8]) -> io::Result<()> {
        let mut file = WholeFile::begin(path)?;
        file.write_all(bytes)?;
        file.finish()
    }

    /// Gives the file its name, in place of an earlier one.
    pub(super) fn finish(mut self) -> io::Result<()> {
        let Some(writer) = self.writer.take() else { return Ok(()) };
        let named = || {
            let file = writer.into_inner().map_err(io::IntoInnerError::into_error)?;
            file.sync_all()?;
            fs::rename(&self.partial, &self.path)
        };
        named().map_err(|error| {
            let _ = fs::remove_file(&self.partial);
            unwritten(&self.path, &error)
        })
    }
}

impl Write for WholeFile {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let Some(writer) = &mut self.writer else { return Err(io::ErrorKind::BrokenPipe.into()) };
        writer.write(bytes).map_err(|error| unwritten(&self.path, &error))
    }

    fn flush(&mut self) -> io::Result<()> {
        self.writer.as_mut().map_or(Ok(()), Write::flush)
    }
}

impl Drop for WholeFile {
    fn drop(&mut self) {
        if let Some(writer) = self.writer.take() {
            // What is not whole is thrown away, so nothing is flushed to it first.
            let _ = writer.into_parts();
            let _ = fs::remove_file(&self.partial);
        }
    }
}

/// A new file that only its owner can read.
pub(super) fn private(path: &Path) -> io::Result<File> {
    let mut options = fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt;
        options.mode(0o600);
    }
    options.open(path)
}

fn unwritten(path: &Path, error: &io::Error) -> io::Error {
    let why = match error.kind() {
        io::ErrorKind::StorageFull => "the disk is full".to_owned(),
        io::ErrorKind::PermissionDenied => "this account may not write there".to_owned(),
        _ => error.to_string(),
    };
    io::Error::new(error.kind(), format!("cannot write `{}`: {why}", path.display()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_that_is_not_finished_leaves_the_earlier_one_and_nothing_else() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("report.html");
        WholeFile::write(&path, b"first").unwrap();
        let mut second = WholeFile::begin(&path).unwrap();
        second.write_all(b"half").unwrap();
        drop(second);
        assert_eq!(fs::read(&path).unwrap(), b"first");
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
        fs::write(folder.path().join(".report.html.partial"), b"left by a kill").unwrap();
        WholeFile::write(&path, b"third").unwrap();
        assert_eq!(fs::read(&path).unwrap(), b"third");
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
    }
}
