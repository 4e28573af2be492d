//! CPU of an official form filled in a warm process: the courts' own CR-180 where it is at hand, else a form made here.
//!
//! `cargo bench --bench court_form` measures setting and writing apart; the blank is read once
//! before, as it is for all cases of a batch.

#[allow(dead_code)]
#[path = "../tests/court_form_fill/forms.rs"]
mod forms;
#[allow(dead_code)]
#[path = "../tests/court_form_fill/made.rs"]
mod made;

use std::path::Path;

use cpu_time::ProcessTime;
use forms::{Known, line};
use petition::court_form::blank::{Blank, BlankField, FieldKind};
use petition::court_form::{Setting, fill, set};
use petition::document::{Block, CourtForms};
use petition::layout::Faces;
use petition::pdf::{FaceFiles, Metadata};

/// Rounds measured, after one that warms up.
const ROUNDS: usize = 15;
/// Forms a round, each with words of its own.
const FORMS: usize = 40;

fn main() {
    let path =
        Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/official-forms/CR-180.2024.pdf");
    let blank = match std::fs::read(&path) {
        Ok(bytes) => Blank::read(&bytes).expect("the blank"),
        Err(_) => made::sample(true).blank(),
    };
    println!("form {}, {} pages, {} fields", blank.number, blank.n_pages, blank.fields.len());
    let form = Known::new(blank, &[]);
    let drafts: Vec<CourtForms> = (0..FORMS)
        .map(|who| CourtForms {
            forms: vec![form.draft(|field| words(field, who))],
            attachment: None,
        })
        .collect();
    let (faces, files) = (Faces::new(), FaceFiles::parse(Faces::data).expect("vendored faces"));
    let sheet = |number: &str| (number == form.map.number).then(|| form.sheet());
    let (mut setting, mut writing) = (Vec::new(), Vec::new());
    let mut size = 0;
    for _ in 0..=ROUNDS {
        let (mut spent, mut n_bytes) = ([0.0; 2], 0);
        for forms in &drafts {
            let start = ProcessTime::now();
            let ready = set(&Setting { forms, sheet: &sheet, title: "Petition", faces: &faces });
            let ready = ready.expect("everything can be typed");
            spent[0] += start.elapsed().as_secs_f64();
            let start = ProcessTime::now();
            n_bytes += fill(&ready, &files, &meta()).expect("a file").len();
            spent[1] += start.elapsed().as_secs_f64();
        }
        let each = |spent: f64| spent * 1000.0 / FORMS as f64;
        setting.push(each(spent[0]));
        writing.push(each(spent[1]));
        size = n_bytes / FORMS;
    }
    for (name, rounds) in [("set", &setting[1..]), ("fill", &writing[1..])] {
        let mut sorted = rounds.to_vec();
        sorted.sort_by(f64::total_cmp);
        println!("{:7.3} ms CPU (least {:.3})  {name}", sorted[ROUNDS / 2], sorted[0]);
    }
    println!("{size} bytes each");
}

/// Something for each field, of which none is too long for it.
fn words(field: &BlankField, who: usize) -> Vec<Block> {
    match field.kind {
        FieldKind::Text { multiline: true, .. } => line(
            &format!("Nguyễn Thị Hạnh {who} has worked at the county library since 2017. ")
                .repeat(5),
        ),
        FieldKind::Text { most: Some(2), .. } => line("CA"),
        _ => line(&format!("Núñez {who}")),
    }
}

fn meta() -> Metadata {
    Metadata {
        title: "Petition".to_owned(),
        lang: "en-US".to_owned(),
        date: None,
        id_seed: "sample".to_owned(),
    }
}
