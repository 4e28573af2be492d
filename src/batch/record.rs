//! What a batch keeps of each case: outcome, files with their hashes, what is still needed; no time of day.
//!
//! One record is one line of `records.jsonl`. It names the client, for whoever runs the batch, and
//! holds no other fact than the days and the messages that the report tells.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::content::ContentHash;
use crate::pipeline::UNDETERMINED;

/// One case of a batch, done.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Record {
    /// Position in the whole batch, from 0: the order of the clients, whatever shard did it.
    pub at: usize,
    /// The case file as it was named, or the list and its row: `clients.csv, row 17`.
    pub case: String,
    /// Name of its folder below `packets/`.
    pub folder: String,
    /// Hash of the case's own text: what shards are cut by.
    pub content: ContentHash,
    /// Hash of everything that the packet follows from; the same fingerprint, the same bytes.
    pub fingerprint: ContentHash,
    /// The files that the case names, as they were read.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub reads: Vec<FileRead>,
    /// What came of it.
    pub outcome: Outcome,
    /// Whose matter it is, as far as the case says.
    #[serde(default)]
    pub matter: Matter,
    /// The day whose law and facts were used.
    pub as_of: NaiveDate,
    /// The day up to which the law data was compiled.
    pub law_compiled: String,
    /// The files of the packet in order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub files: Vec<FileWritten>,
    /// Blanks that stand for facts not given, as `paper: what`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub blanks: Vec<String>,
    /// Facts on which a relief still turns, by path.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub missing: Vec<String>,
    /// Days by which something is to be done, in order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub days: Vec<Day>,
    /// Everything that was said of the case.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub messages: Vec<Message>,
}

/// What came of a case, in the order of exit codes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Outcome {
    /// Papers to file were written.
    Drafted,
    /// The law refuses what is asked; the guide sheet alone was written.
    Refused,
    /// The case itself is at fault; nothing was written.
    Faulty,
    /// A file could not be read or written, or the program failed; nothing was written.
    Failed,
}

impl Outcome {
    /// Every outcome, the best first.
    pub const ALL: [Outcome; 4] =
        [Outcome::Drafted, Outcome::Refused, Outcome::Faulty, Outcome::Failed];

    /// One word for programs.
    pub fn word(self) -> &'static str {
        match self {
            Outcome::Drafted => "drafted",
            Outcome::Refused => "refused",
            Outcome::Faulty => "faulty",
            Outcome::Failed => "failed",
        }
    }
}

/// Whose matter a case is.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Matter {
    /// Id of the petition.
    pub petition: Option<String>,
    /// Name of the petitioner.
    pub client: Option<String>,
    /// Day of birth, where the case states one: it tells two people of one name apart.
    pub born: Option<NaiveDate>,
    /// The county of the court.
    pub county: Option<String>,
    /// Number of the case.
    pub case_number: Option<String>,
    /// Day of the hearing.
    pub hearing: Option<NaiveDate>,
}

/// A file that a case names.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FileRead {
    /// Its path as the case gives it.
    pub path: String,
    /// What stood in it; nothing where it could not be read.
    pub content: Option<ContentHash>,
}

/// A file of a packet.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FileWritten {
    /// Its name below the packet's folder; the manifest is among them.
    pub file: String,
    /// Full title of the paper.
    pub title: String,
    /// Whether it is filed or delivered.
    pub filed: bool,
    /// Number of pages; none for what is no PDF.
    pub n_pages: usize,
    /// Number of bytes.
    pub n_bytes: usize,
    /// Its SHA-256.
    pub sha256: ContentHash,
}

/// What the day of a hearing is called among the days of a case.
pub const HEARING: &str = "hearing";

/// A day by which something is to be done.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Day {
    /// The day.
    pub on: NaiveDate,
    /// What is to be done by then, or happens then.
    pub what: String,
}

/// One message about a case.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Message {
    /// Whether it is an error; otherwise a warning.
    pub error: bool,
    /// Named after the thing that is wrong.
    pub code: String,
    /// What is wrong.
    pub what: String,
    /// Where: `case.yaml:3:11`, or `clients.csv, row 17, column F`; empty where it has no place.
    pub place: String,
    /// What to do.
    pub help: Option<String>,
    /// Printed citation of the provision.
    pub cites: Option<String>,
}

impl Record {
    /// Whether nothing stands in the way of papers but facts that the case does not state.
    pub fn lacks_facts(&self) -> bool {
        self.outcome == Outcome::Refused && self.errors().all(|one| one.code == UNDETERMINED)
    }

    /// The messages that are errors.
    pub fn errors(&self) -> impl Iterator<Item = &Message> {
        self.messages.iter().filter(|one| one.error)
    }

    /// The messages that are warnings.
    pub fn warnings(&self) -> impl Iterator<Item = &Message> {
        self.messages.iter().filter(|one| !one.error)
    }
}

#[cfg(test)]
pub(super) mod testing {
    //! Records for tests.

    use super::*;

    /// A drafted case of a client, without files.
    pub(crate) fn record(at: usize, client: &str) -> Record {
        let case = format!("c{at:04}.yaml");
        Record {
            at,
            folder: format!("c{at:04}"),
            content: ContentHash::of(case.as_bytes()),
            fingerprint: ContentHash::of(case.as_bytes()),
            case,
            reads: Vec::new(),
            outcome: Outcome::Drafted,
            matter: Matter {
                petition: Some("expungement".to_owned()),
                client: Some(client.to_owned()),
                county: Some("Fresno".to_owned()),
                ..Matter::default()
            },
            as_of: NaiveDate::from_ymd_opt(2026, 11, 20).unwrap(),
            law_compiled: "2026-07-21".to_owned(),
            files: Vec::new(),
            blanks: Vec::new(),
            missing: Vec::new(),
            days: Vec::new(),
            messages: Vec::new(),
        }
    }
}
