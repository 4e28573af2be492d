//! Many case files in one run: no fault of one stops another, and threads change no byte.

use std::fs;

use crate::support::{Desk, PLAIN};

#[test]
fn one_bad_file_does_not_stop_the_others() {
    let desk = Desk::new();
    let mut line = "build".to_owned();
    for n in 0..30 {
        desk.write(&format!("c{n:02}.yaml"), PLAIN.replace("Mia Fox", &format!("Mia Fox {n}")));
        line.push_str(&format!(" c{n:02}.yaml"));
    }
    desk.write("c07.yaml", PLAIN.replace("Fresno", "Frezno"));
    desk.write("c11.yaml", b"petition: \xff");
    let run = desk.on_day(&line);
    assert_eq!(run.code, 1);
    assert_eq!(desk.names("out").len(), 28);
    assert!(run.err.contains("c07.yaml:3:11") && run.err.contains("c11.yaml:1:11"), "{}", run.err);
    assert!(run.out.contains("28 of 30 case files have papers to file."), "{}", run.out);
    let told: Vec<_> = run.out.lines().filter(|line| line.starts_with("Wrote")).collect();
    let mut sorted = told.clone();
    sorted.sort_unstable();
    assert_eq!(told, sorted, "told in the order of the command line");
}

#[test]
fn a_file_that_cannot_be_read_does_not_stop_the_others() {
    let desk = Desk::new();
    desk.write("a.yaml", PLAIN);
    desk.write("folder.yaml/x", "");
    desk.write("z.yaml", PLAIN);
    let run = desk.on_day("build a.yaml folder.yaml none.yaml z.yaml");
    assert_eq!(run.code, 2);
    assert_eq!(desk.names("out"), ["a", "z"]);
    assert!(run.err.contains("`folder.yaml`: it is a folder"), "{}", run.err);
    assert!(run.err.contains("`none.yaml`: there is no such file"), "{}", run.err);
}

#[test]
fn a_batch_writes_the_bytes_of_single_runs() {
    let desk = Desk::new();
    for name in ["a", "b", "c"] {
        desk.write(&format!("{name}.yaml"), PLAIN.replace("Mia", name));
    }
    assert_eq!(desk.on_day("build a.yaml b.yaml c.yaml --out many").code, 0);
    for name in ["a", "b", "c"] {
        assert_eq!(desk.on_day(&format!("build {name}.yaml --out one")).code, 0);
        for file in desk.names(&format!("one/{name}")) {
            let read = |out: &str| fs::read(desk.path(&format!("{out}/{name}/{file}")));
            assert_eq!(read("one").expect("a file"), read("many").expect("a file"), "{file}");
        }
    }
}

#[test]
fn two_files_of_one_name_are_refused_before_anything_is_written() {
    let desk = Desk::new();
    desk.write("a/case.yaml", PLAIN);
    desk.write("b/Case.yaml", PLAIN);
    let run = desk.on_day("build a/case.yaml b/Case.yaml");
    assert_eq!(run.code, 2);
    assert!(run.err.contains("a/case.yaml") && run.err.contains("b/Case.yaml"), "{}", run.err);
    assert!(desk.names("out").is_empty());
}
