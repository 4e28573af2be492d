//! The `court-form` commands: blanks taken in, the forms of each petition listed, the fields of a blank printed.

use std::path::{Path, PathBuf};

use chrono::NaiveDate;
use petition::court_form::blank::Blank;
use petition::court_form::skeleton::skeleton;
use petition::court_form::take_in::{NotTaken, take_in};
use petition::tell::{self, Shelf, Told};
use serde_json::Value;

use crate::cli::{CourtFormCommand, Format};
use crate::disk::{modified, read_file};
use crate::{CASE_AT_FAULT, COULD_NOT_RUN, DONE, Shell, pretty, say};

/// Runs one of the commands; `folder` is where blanks are kept.
pub(crate) fn run(
    shell: &Shell<'_>,
    command: &CourtFormCommand,
    (folder, today): (Option<&Path>, NaiveDate),
) -> Result<u8, Vec<String>> {
    match command {
        CourtFormCommand::Add { files } => {
            let unknown = || {
                vec![
                    "no folder for blank forms is known; name one with `--court-forms DIR`"
                        .to_owned(),
                ]
            };
            add(shell, files, (folder.ok_or_else(unknown)?, today))
        }
        CourtFormCommand::List => {
            let kept_on = |path: &Path| modified(path);
            let told = tell::shelf(&shell.voice(), &Shelf { folder, today, kept_on: &kept_on })?;
            print(shell, &told).map(|()| DONE)
        }
        CourtFormCommand::Fields { file } => {
            let bytes = read_file(file)
                .map_err(|why| vec![format!("cannot read `{}`: {why}", file.display())])?;
            match Blank::read(&bytes) {
                Ok(blank) => {
                    let json = tell::blank_fields(&blank);
                    print(shell, &Told { text: skeleton(&blank, today), json }).map(|()| DONE)
                }
                Err(fault) => {
                    crate::warn(&format!("error: `{}` {fault}\n", file.display()));
                    Ok(CASE_AT_FAULT)
                }
            }
        }
    }
}

/// Takes in every file that can be; one that is refused stops no other.
fn add(
    shell: &Shell<'_>,
    files: &[PathBuf],
    (folder, today): (&Path, NaiveDate),
) -> Result<u8, Vec<String>> {
    let mut code = DONE;
    let mut reports = Vec::new();
    for file in files {
        let unread = |why| NotTaken::Unwritten(format!("cannot be read: {why}"));
        let taken = read_file(file)
            .map_err(unread)
            .and_then(|bytes| take_in(shell.catalog, &bytes, folder));
        code = code.max(match &taken {
            Ok(_) => DONE,
            Err(NotTaken::Refused(_)) => CASE_AT_FAULT,
            Err(NotTaken::Unwritten(_)) => COULD_NOT_RUN,
        });
        let told = tell::taken(&shell.voice(), file, &taken, today);
        match shell.format {
            Format::Human => say(&told.text)?,
            Format::Json => reports.push(told.json),
        }
    }
    if shell.format == Format::Json {
        say(&pretty(&Value::Array(reports)))?;
    }
    Ok(code)
}

fn print(shell: &Shell<'_>, told: &Told) -> Result<(), Vec<String>> {
    match shell.format {
        Format::Human => say(&told.text),
        Format::Json => say(&pretty(&told.json)),
    }
}
