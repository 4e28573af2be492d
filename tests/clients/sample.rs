//! The sample list, and rows written as case files.

use std::path::Path;
use std::process::{Command, Output};

use petition::case::Fact;
use petition::clients::ClientList;
use petition::clients::sample::sample;
use petition::pipeline::{self, Asked, Given};

use crate::support::*;

#[test]
fn the_sample_is_read_without_an_error() {
    let petition = CATALOG.petition("expungement").expect("a petition");
    let sample = sample(&CATALOG, petition).expect("a sample");
    let list = list(sample.list.as_bytes(), &sample.map).expect("a list");
    assert_eq!(list.n_rows(), 3);
    for row in 0..list.n_rows() {
        let errors: Vec<String> =
            told_of(&list, row).into_iter().filter(|one| one.starts_with("error")).collect();
        assert_eq!(errors, [""; 0], "{}", drawn(&list, row));
    }
    for mark in ["555-01", "example.org"] {
        assert!(sample.list.contains(mark));
    }
}

#[test]
fn every_petition_has_a_sample_whose_rows_are_all_drafted() {
    let mut faults = Vec::new();
    for petition in CATALOG.petitions.values() {
        let sample = sample(&CATALOG, petition).expect("a sample");
        let list = list(sample.list.as_bytes(), &sample.map)
            .unwrap_or_else(|faults| panic!("{}: {:?}", petition.id, told(&faults, None)));
        assert!(list.n_rows() >= 1, "{}", petition.id);
        for row in 0..list.n_rows() {
            let told = told_of(&list, row);
            if let Err(outcome) = drafted(&list, row) {
                faults.push(format!("{}, row {row}: {outcome}: {told:?}", petition.id));
            }
        }
    }
    assert_eq!(faults, [""; 0], "{faults:#?}");
}

fn drafted(list: &ClientList, row: usize) -> Result<(), String> {
    let read = list.row(row);
    let given = Given::from(read);
    let no_files = |_: &str| Err("no files in this test".to_owned());
    let day = "2026-11-20".parse().expect("a day");
    let built = pipeline::build_beside(&CATALOG, given, &no_files, &Asked::on(day));
    match built.packet {
        Some(packet) if packet.about.refused.is_empty() => Ok(()),
        Some(packet) => Err(format!("refused {:?}", packet.about.refused)),
        None => Err("faulty".to_owned()),
    }
}

#[test]
fn a_sample_says_what_the_example_of_its_petition_says() {
    for petition in CATALOG.petitions.values().filter(|one| one.id != "expungement") {
        let path = format!("{}/examples/{}.yaml", env!("CARGO_MANIFEST_DIR"), petition.id);
        let example = load(&std::fs::read_to_string(path).expect("an example"));
        let (Some(example), sample) = (example.case, sample(&CATALOG, petition)) else { continue };
        let sample = sample.expect("a sample");
        let list = list(sample.list.as_bytes(), &sample.map).expect("a list");
        let mut facts = example.facts.clone();
        without_exhibits(&mut facts);
        let case = examined(&list, 0).case.expect("a case");
        assert_eq!(format!("{:#?}", case.facts), format!("{facts:#?}"), "{}", petition.id);
    }
}

/// The files of an example are not beside a sample.
fn without_exhibits(facts: &mut Fact) {
    match facts {
        Fact::Group(group) => {
            group.retain(|name, _| !matches!(name.as_str(), "exhibit" | "exhibits"));
            group.values_mut().for_each(without_exhibits);
        }
        Fact::List(items) => items.iter_mut().for_each(without_exhibits),
        _ => {}
    }
}

#[test]
fn what_could_not_be_read_stands_in_the_case_file_as_a_comment() {
    let list = with(&[("Born", "02/30/1990"), ("Phone", "")]);
    let text = list.case_text(0);
    assert!(
        text.contains(
            "  # born_on: 02/30/1990   # `petitioner.born_on`: `02/30/1990` is not a day"
        ),
        "{text}"
    );
    assert!(!text.contains("phone"), "{text}");
    let right = with(&[]);
    let of_file = load(&right.case_text(0));
    assert_eq!(
        of_file.case.expect("a case").facts,
        examined(&right, 0).case.expect("a case").facts
    );
    assert_eq!(of_file.diagnostics, []);
}

pub(crate) fn run(folder: &Path, line: &str) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_petition"));
    command.current_dir(folder).env("PETITION_COURT_FORMS", folder.join("no-forms"));
    command.args(line.split(' ')).output().expect("the program starts")
}

#[test]
fn sample_then_batch_then_case_files_give_the_same_packets() {
    let desk = tempfile::tempdir().expect("a folder");
    let folder = desk.path();
    let code = |line: &str| {
        let output = run(folder, line);
        (output.status.code(), String::from_utf8_lossy(&output.stderr).into_owned())
    };
    let first = run(folder, "batch --sample");
    let told = String::from_utf8_lossy(&first.stdout).into_owned();
    assert!(first.status.success() && told.contains("-o out --as-of 2026-11-20"), "{told}");
    let again = code("batch --sample");
    assert!(again.0 == Some(2) && again.1.contains("is there already"), "{again:?}");
    let day = "--as-of 2026-11-22";
    let batch = code(&format!("batch clients.csv --map map.yaml -o out {day}"));
    assert_eq!(batch.0, Some(0), "{}", batch.1);
    assert_eq!(code("batch clients.csv --map map.yaml --write-cases cases").0, Some(0));
    assert_eq!(code("batch clients.csv --map map.yaml --write-cases cases").0, Some(2));
    assert_eq!(code(&format!("batch cases -o again {day}")).0, Some(0));
    let names = |folder: &str| {
        let entries = std::fs::read_dir(desk.path().join(folder).join("packets")).expect("packets");
        let mut names: Vec<_> = entries.map(|entry| entry.expect("an entry").file_name()).collect();
        names.sort();
        names
    };
    assert_eq!(names("out"), names("again"));
    assert_eq!(names("out").len(), 3);
    for name in names("out") {
        let of = |folder: &str| {
            std::fs::read(
                desk.path().join(folder).join("packets").join(&name).join("manifest.json"),
            )
            .expect("a manifest")
        };
        assert_eq!(of("out"), of("again"), "{name:?}");
    }
}

#[test]
fn the_command_line_says_what_is_missing() {
    let desk = tempfile::tempdir().expect("a folder");
    std::fs::write(desk.path().join("clients.csv"), csv(&[RIGHT])).expect("a file");
    std::fs::write(desk.path().join("map.yaml"), MAP.replace("petitioner.name", "petitioner.nme"))
        .expect("a file");
    let told = |line: &str| {
        let output = run(desk.path(), line);
        assert_eq!(output.status.code(), Some(2), "{line}");
        String::from_utf8_lossy(&output.stderr).into_owned()
    };
    assert!(told("batch clients.csv").contains("--map"));
    assert!(told("batch clients.csv --map none.yaml").contains("no such file"));
    let faulty = told("batch clients.csv --map map.yaml");
    assert!(
        faulty.contains("map.yaml:7:17") && faulty.contains("did you mean `petitioner.name`"),
        "{faulty}"
    );
    assert!(!desk.path().join("out").exists());
}
