//! `petition merge-manifests`: parts of a batch to one report, and what is told of it.

use petition::batch::duplicates::Kind;
use petition::batch::merge::{Joining, Merged, Parts};
use petition::batch::record::Outcome;
use serde_json::json;

use crate::cli::{Format, Merge};
use crate::progress::counts;
use crate::summary::{self, left_over, n_of, shared};
use crate::{CASE_AT_FAULT, COULD_NOT_RUN, DONE, Shell, pretty, say};

/// Joins the parts; the exit code is the worst of their cases.
pub(crate) fn run(shell: &Shell<'_>, merge: &Merge) -> Result<u8, Vec<String>> {
    let sets = merge.joined.then(|| (&merge.grouped).into());
    let joining = Joining { catalog: shell.catalog, out: &merge.out, sets };
    let parts = Parts::open(&merge.parts, &joining)?;
    let merged = parts.write(&joining).map_err(|error| vec![error.to_string()])?;
    match shell.format {
        Format::Json => say(&pretty(&told(&merged)))?,
        Format::Human => {
            let out = merge.out.display();
            say(&format!(
                "{} of {}: {}.\n{}{}{}The whole is in {out}: report.html, manifest.csv, records.jsonl; the packets stay with their parts.\n",
                n_of(merged.facts.n_cases, "case"),
                n_of(merge.parts.len(), "part"),
                counts(&merged.n),
                shared(&merged.duplicates),
                left_over(&merged.strays),
                merged.printed.as_ref().map(summary::printed).unwrap_or_default(),
            ))?;
        }
    }
    Ok(match Parts::worst(&merged.n) {
        Outcome::Drafted => DONE,
        Outcome::Refused | Outcome::Faulty => CASE_AT_FAULT,
        Outcome::Failed => COULD_NOT_RUN,
    })
}

fn told(merged: &Merged) -> serde_json::Value {
    let outcomes = Outcome::ALL.map(|one| (one.word(), json!(merged.n[one as usize])));
    let duplicates = Kind::ALL.map(|kind| (kind.word(), json!(merged.duplicates.n(kind))));
    json!({
        "run": merged.facts,
        "outcomes": outcomes.into_iter().map(|(key, n)| (key.to_owned(), n)).collect::<serde_json::Map<_, _>>(),
        "printed": merged.printed,
        "strays": merged.strays,
        "duplicates": duplicates.into_iter().map(|(key, n)| (key.to_owned(), n)).collect::<serde_json::Map<_, _>>(),
    })
}
