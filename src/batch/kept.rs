//! Whether what an earlier run made of a case still stands, or why the case is done again.

use std::path::Path;

use serde::Serialize;

use super::fingerprint::{Fingerprints, Inputs};
use super::one::kept_messages;
use super::record::{FileRead, Outcome, Record};
use super::roll::{Entry, ReadFile, Roll};
use crate::content::ContentHash;
use crate::packet::write::{Standing, standing};

/// How the record of a case came about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum How {
    /// An earlier run made it, and nothing that it follows from has changed.
    Kept,
    /// No earlier run did the case.
    New,
    /// An earlier run made no packet of it.
    FailedBefore,
    /// It was made for another day.
    OtherDay,
    /// The case, a file it names, what was asked, a form, a template or the program has changed.
    Changed,
    /// A file of its packet is missing or damaged.
    Lost,
}

/// A record under the name that its case has today: a row that stands further down, a folder that
/// is named from elsewhere. Nothing where a message names the case in its words.
fn renamed(mut record: Record, name: &str) -> Option<Record> {
    let before = std::mem::replace(&mut record.case, name.to_owned());
    if before == name {
        return Some(record);
    }
    for message in &mut record.messages {
        let words = [Some(&message.what), message.help.as_ref()];
        if words.into_iter().flatten().any(|words| words.contains(&before)) {
            return None;
        }
        if !message.place.is_empty() {
            let within = message.place.strip_prefix(&before)?;
            // `row 17` begins as `row 1` does.
            if !within.is_empty() && !within.starts_with([',', ':']) {
                return None;
            }
            message.place = format!("{name}{within}");
        }
    }
    Some(record)
}

/// What is needed to find out.
pub(super) struct Keeping<'a> {
    pub(super) roll: &'a Roll,
    pub(super) read: &'a ReadFile<'a>,
    pub(super) prints: &'a Fingerprints,
    pub(super) as_of: chrono::NaiveDate,
}

impl Keeping<'_> {
    /// An earlier record that still holds, with what is to be said of files of its packet that
    /// somebody altered.
    ///
    /// # Errors
    /// Why it does not hold, and the case is done again.
    pub(super) fn kept(
        &self,
        entry: &Entry,
        earlier: Record,
        packet: &Path,
    ) -> Result<Record, How> {
        if matches!(earlier.outcome, Outcome::Faulty | Outcome::Failed) {
            return Err(How::FailedBefore);
        } else if earlier.as_of != self.as_of {
            return Err(How::OtherDay);
        } else if self.fingerprint(entry, &earlier).as_ref() != Some(&earlier.fingerprint) {
            return Err(How::Changed);
        }
        let earlier = renamed(earlier, &entry.name).ok_or(How::Changed)?;
        let mut altered = Vec::new();
        for file in &earlier.files {
            match standing(&packet.join(&file.file), &file.sha256) {
                Standing::Whole => {}
                Standing::Altered => altered.push(file),
                Standing::Lost => return Err(How::Lost),
            }
        }
        let messages = kept_messages(&earlier, &altered);
        Ok(Record { messages, ..earlier })
    }

    /// The fingerprint that the case has today, if it still names the same files: a case of the
    /// same text that reads the same bytes from one file goes on to the same next one.
    fn fingerprint(&self, entry: &Entry, earlier: &Record) -> Option<ContentHash> {
        let opened = self.roll.open(entry, self.read).ok()?;
        let now = |one: &FileRead| {
            let bytes = (self.read)(&opened.folder.join(&one.path));
            let content = bytes.ok().map(|bytes| ContentHash::of(&bytes));
            FileRead { path: one.path.clone(), content }
        };
        let reads: Vec<FileRead> = earlier.reads.iter().map(now).collect();
        let inputs = Inputs { name: &entry.name, content: &opened.content, reads: &reads };
        Some(self.prints.of(&inputs))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::batch::record::{Message, testing::record};

    fn at(place: &str) -> Record {
        let message = Message {
            error: false,
            code: "stray-sign".to_owned(),
            what: "a sign".to_owned(),
            place: place.to_owned(),
            help: None,
            cites: None,
        };
        let case = "list.csv, row 1".to_owned();
        Record { case, messages: vec![message], ..record(0, "Ana") }
    }

    #[test]
    fn a_place_moves_with_its_row_and_one_in_another_row_does_not() {
        let moved = |place: &str| {
            let record = renamed(at(place), "list.csv, row 4")?;
            Some(record.messages[0].place.clone())
        };
        let here = moved("list.csv, row 1, column F");
        assert_eq!(here.as_deref(), Some("list.csv, row 4, column F"));
        assert_eq!(moved("list.csv, row 1").as_deref(), Some("list.csv, row 4"));
        assert_eq!(moved("list.csv, row 17, column F"), None, "it is done again");
        assert_eq!(moved("").as_deref(), Some(""));
    }
}
