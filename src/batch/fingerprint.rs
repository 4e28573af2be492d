//! Everything that a packet follows from, as one hash: the same fingerprint, the same bytes.

use serde::Serialize;

use super::record::FileRead;
use super::run_facts::{PROGRAM, Wishes};
use crate::catalog::Catalog;
use crate::content::ContentHash;
use crate::pipeline::Asked;

/// What all packets of a run follow from, hashed once.
pub(super) struct Fingerprints {
    run: ContentHash,
    /// Whether the packets have a review sheet.
    review: bool,
    /// The hash of forms, templates, faces and blank forms.
    pub(super) catalog: ContentHash,
}

/// What one packet follows from beside that.
pub(super) struct Inputs<'a> {
    /// How the case is named: a review sheet says so, and nothing else of a packet.
    pub(super) name: &'a str,
    /// The hash of its own text.
    pub(super) content: &'a ContentHash,
    /// The files that it names, in order.
    pub(super) reads: &'a [FileRead],
}

/// What is hashed of a run.
#[derive(Serialize)]
struct Run<'a> {
    program: &'a str,
    catalog: &'a ContentHash,
    as_of: String,
    wishes: Wishes,
}

/// What is hashed of a case: as JSON, in which no part can pass for another.
#[derive(Serialize)]
struct Whole<'a> {
    run: &'a ContentHash,
    name: Option<&'a str>,
    content: &'a ContentHash,
    reads: &'a [FileRead],
}

impl Fingerprints {
    pub(super) fn new(catalog: &Catalog, asked: &Asked) -> Fingerprints {
        let content = catalog.content();
        let as_of = asked.as_of.to_string();
        let run = Run { program: PROGRAM, catalog: &content, as_of, wishes: asked.into() };
        Fingerprints { run: hash(&run), review: asked.review, catalog: content }
    }

    /// The fingerprint of a case.
    pub(super) fn of(&self, inputs: &Inputs<'_>) -> ContentHash {
        let Inputs { name, content, reads } = *inputs;
        let name = self.review.then_some(name);
        hash(&Whole { run: &self.run, name, content, reads })
    }
}

fn hash(value: &impl Serialize) -> ContentHash {
    ContentHash::of(&serde_json::to_vec(value).unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use chrono::NaiveDate;

    use super::*;

    #[test]
    fn changes_with_each_thing_that_a_packet_follows_from() {
        let day = |d| NaiveDate::from_ymd_opt(2026, 11, d).expect("a day");
        let content = ContentHash::of(b"case");
        let read = |bytes: &[u8]| FileRead {
            path: "a.pdf".to_owned(),
            content: Some(ContentHash::of(bytes)),
        };
        let of = |asked: &Asked, name: &str, content: &ContentHash, reads: &[FileRead]| {
            let catalog = ContentHash::of(b"catalog");
            let as_of = asked.as_of.to_string();
            let run = Run { program: PROGRAM, catalog: &catalog, as_of, wishes: asked.into() };
            let run = hash(&run);
            let review = asked.review;
            Fingerprints { run, review, catalog }.of(&Inputs { name, content, reads })
        };
        let asked = Asked::on(day(20));
        let other = ContentHash::of(b"another case");
        let gone = FileRead { content: None, ..read(b"") };
        let all = [
            of(&asked, "a.yaml", &content, &[]),
            of(&Asked::on(day(21)), "a.yaml", &content, &[]),
            of(&Asked { review: true, ..asked.clone() }, "a.yaml", &content, &[]),
            of(&Asked { review: true, ..asked.clone() }, "b.yaml", &content, &[]),
            of(&Asked { sets: Some(1), ..asked.clone() }, "a.yaml", &content, &[]),
            of(&Asked { most_bytes: Some(1), ..asked.clone() }, "a.yaml", &content, &[]),
            of(&asked, "a.yaml", &other, &[]),
            of(&asked, "a.yaml", &content, &[read(b"one")]),
            of(&asked, "a.yaml", &content, &[read(b"two")]),
            of(&asked, "a.yaml", &content, &[gone]),
        ];
        let different: std::collections::BTreeSet<&ContentHash> = all.iter().collect();
        assert_eq!(different.len(), all.len());
        assert_eq!(all[0], of(&asked, "b.yaml", &content, &[]), "moved, and the same");
    }
}
