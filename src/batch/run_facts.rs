//! What is true of a whole run of a batch, as `batch.json` keeps it: program, day, law, wishes, shard.
//!
//! Runs whose facts agree made parts of one batch: `--resume` goes on with one only, and
//! `merge-manifests` joins no others.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::content::ContentHash;
use crate::pipeline::{Asked, PaperChoice};

/// Name of the file below the folder of a batch.
pub const RUN_FACTS: &str = "batch.json";

/// The program and its version, as manifests name it.
pub const PROGRAM: &str = concat!("petition ", env!("CARGO_PKG_VERSION"));

/// What is true of a whole run.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RunFacts {
    /// Program and version.
    pub program: String,
    /// The day whose law and facts were used.
    pub as_of: NaiveDate,
    /// The day on which the law data was compiled.
    pub law_compiled: String,
    /// The day up to which the acts are taken in.
    pub law_through: String,
    /// Hash of everything that is the same for all cases: forms, templates, faces, blanks.
    pub catalog: ContentHash,
    /// What was asked of each packet.
    pub asked: Wishes,
    /// Hash of the names and the contents of all cases in client order, those of other shards too.
    pub roll: ContentHash,
    /// Number of cases of the whole roll, those of other shards too.
    pub n_cases: usize,
    /// Which part of the roll this run did.
    pub shard: Shard,
    /// What is to be said of the lists of clients as a whole, and of no case.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub remarks: Vec<String>,
}

/// What was asked of each packet, beside the day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Wishes {
    /// How many sets are joined to be printed; none for no joined file.
    pub sets: Option<usize>,
    /// The most bytes of a file of exhibits.
    pub most_bytes: Option<usize>,
    /// Whether a review sheet is made.
    pub review: bool,
    /// On what the papers are drafted: `official`, `pleading` or `both`; none for what is at hand.
    pub paper: Option<String>,
}

/// A part of a roll: `2/4` is the second of four.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Shard {
    /// Its number, from 1.
    pub number: usize,
    /// Into how many parts the roll is cut.
    pub of: usize,
}

impl Shard {
    /// The whole roll.
    pub const WHOLE: Shard = Shard { number: 1, of: 1 };
}

impl std::fmt::Display for Shard {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}/{}", self.number, self.of)
    }
}

impl std::str::FromStr for Shard {
    type Err = String;

    /// Reads `2/4`.
    fn from_str(text: &str) -> Result<Shard, String> {
        let numbers = text
            .split_once('/')
            .and_then(|(number, of)| Some((number.trim().parse().ok()?, of.trim().parse().ok()?)));
        match numbers {
            Some((number, of)) if number >= 1 && number <= of => Ok(Shard { number, of }),
            _ => Err("write the number of the part and how many there are: 1/4 to 4/4".to_owned()),
        }
    }
}

impl From<&Asked> for Wishes {
    fn from(asked: &Asked) -> Wishes {
        let paper = asked.paper.map(|paper| match paper {
            PaperChoice::Official => "official",
            PaperChoice::Pleading => "pleading",
            PaperChoice::Both => "both",
        });
        Wishes {
            sets: asked.sets,
            most_bytes: asked.most_bytes,
            review: asked.review,
            paper: paper.map(str::to_owned),
        }
    }
}

impl RunFacts {
    /// Names what differs from another run that should be part of the same batch; the shard may.
    pub fn differences(&self, other: &RunFacts) -> Vec<&'static str> {
        let checks = [
            ("program", self.program == other.program),
            ("as-of day", self.as_of == other.as_of),
            ("day of the law data", self.law_compiled == other.law_compiled),
            ("forms and templates", self.catalog == other.catalog),
            ("what was asked of each packet", self.asked == other.asked),
            ("number of cases", self.n_cases == other.n_cases),
            ("cases", self.roll == other.roll),
        ];
        checks.into_iter().filter(|(_, same)| !same).map(|(what, _)| what).collect()
    }

    /// The facts as the text of `batch.json`.
    pub fn to_text(&self) -> String {
        let mut text = serde_json::to_string_pretty(self).unwrap_or_default();
        text.push('\n');
        text
    }

    /// Reads the text of `batch.json`.
    ///
    /// # Errors
    /// Why the text is not that of a run.
    pub fn from_text(text: &str) -> Result<RunFacts, String> {
        serde_json::from_str(text).map_err(|error| error.to_string())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn facts() -> RunFacts {
        let as_of = NaiveDate::from_ymd_opt(2026, 11, 20).unwrap();
        RunFacts {
            program: PROGRAM.to_owned(),
            as_of,
            law_compiled: "2026-11-21".to_owned(),
            law_through: "2026-07-21".to_owned(),
            catalog: ContentHash::of(b"catalog"),
            asked: Wishes::from(&Asked::on(as_of)),
            roll: ContentHash::of(b"roll"),
            n_cases: 12,
            shard: Shard { number: 2, of: 4 },
            remarks: Vec::new(),
        }
    }

    #[test]
    fn a_shard_is_written_as_it_is_read_and_nothing_else_is_one() {
        assert_eq!("2/4".parse(), Ok(Shard { number: 2, of: 4 }));
        assert_eq!(Shard { number: 2, of: 4 }.to_string(), "2/4");
        for wrong in ["0/4", "5/4", "2", "2/", "/4", "a/b", "-1/4", "2/4/6", "1/0"] {
            assert!(wrong.parse::<Shard>().is_err(), "{wrong}");
        }
    }

    #[test]
    fn comes_back_from_its_text_and_names_what_differs() {
        let one = facts();
        assert_eq!(RunFacts::from_text(&one.to_text()), Ok(one.clone()));
        let other = RunFacts { shard: Shard::WHOLE, ..one.clone() };
        assert!(one.differences(&other).is_empty());
        let wishes = Wishes { sets: Some(3), ..one.asked.clone() };
        let other = RunFacts { n_cases: 13, asked: wishes, ..one.clone() };
        let said = ["what was asked of each packet", "number of cases"];
        assert_eq!(one.differences(&other), said);
    }
}
