//! An earlier revision is not used for what it has no item for.

use std::path::Path;
use std::sync::Arc;

use chrono::NaiveDate;
use petition::catalog::Catalog;
use petition::court_form::Blanks;
use petition::court_form::blank::Blank;
use petition::pipeline::{self, Asked, PaperChoice};
use petition::source::Source;

use crate::drafts::{day, root};

const PRISON: &str = "{ kind: state prison, completed: 2016-06-01, supervision_ended: 2018-06-01 }";
const JAIL: &str = "{ kind: straight county jail, completed: 2016-06-01 }";

fn case(sentence: &str) -> String {
    format!(
        "petition: expungement
court: {{ county: Los Angeles }}
case_number: BA456789
petitioner: {{ name: Maria Example }}
convictions:
  - convicted_on: 2014-06-02
    judgment_on: 2014-06-02
    offenses: [{{ code: Pen, section: \"211\", level: felony, registration_required: false }}]
    sentence: {sentence}
    interests_of_justice: [Petitioner has worked ever since.]
now: {{ as_of: 2026-11-20, serving_sentence: false, on_probation: false, on_supervision: false, charged: false }}
"
    )
}

/// The codes of what is said where the blank of 2017 alone is at hand and official paper is asked for.
fn said(catalog: &Catalog, sentence: &str) -> Vec<String> {
    let source = Arc::new(Source::new("case.yaml", case(sentence)));
    let read = |path: &str| Err(format!("no file `{path}`"));
    let asked = Asked { paper: Some(PaperChoice::Official), ..Asked::on(day()) };
    let built = pipeline::build(catalog, &source, &read, &asked);
    built.diagnostics.into_iter().map(|one| format!("{}: {}", one.code, one.what)).collect()
}

#[test]
fn the_form_of_2017_knows_no_state_prison() {
    let path = root().join("../shared/official-forms/CR-180.2017.pdf");
    let Ok(bytes) = std::fs::read(Path::new(&path)) else {
        println!("skipped: no blank {}", path.display());
        return;
    };
    let blank = Blank::read(&bytes).expect("a blank");
    assert_eq!(Some(blank.revised), NaiveDate::from_ymd_opt(2017, 1, 1));
    let mut catalog = Catalog::embedded().expect("the catalog loads");
    catalog.blanks = Blanks::of([blank]);
    let refused = |said: &[String]| said.iter().any(|one| one.starts_with("official-form-absent"));
    let jail = said(&catalog, JAIL);
    assert!(!refused(&jail), "{jail:?}");
    let prison = said(&catalog, PRISON);
    assert!(refused(&prison), "{prison:?}");
    assert!(prison.iter().any(|one| one.contains("has no item for what is asked")), "{prison:?}");
}
