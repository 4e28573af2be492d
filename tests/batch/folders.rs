//! Which cases a batch has, what their folders are called, and which folder it may write to.

use std::fs::File;

use crate::support::{Desk, assert_same, faulty, refused, sound};

#[test]
fn folders_and_files_make_one_roll_in_the_order_named() {
    let desk = Desk::new();
    desk.write("b/2.yaml", refused(2));
    desk.write("b/1.YML", refused(1));
    desk.write("b/README.md", "not a case");
    desk.write("b/.hidden.yaml", "not a case");
    desk.write("b/clients/shared.yaml", "not looked into");
    desk.write("b/folder.yaml/x", "not a file");
    desk.write("a.yaml", refused(3));
    desk.run("batch b a.yaml --as-of 2026-11-20").ends(1);
    let names = desk.records("out");
    let names: Vec<_> = names.iter().map(|one| one["case"].as_str()).collect();
    assert_eq!(names, [Some("b/1.YML"), Some("b/2.yaml"), Some("a.yaml")]);
}

#[test]
fn a_word_that_would_do_nothing_and_arguments_that_were_swapped_are_told() {
    let desk = Desk::new();
    desk.run("batch --sample -o lists").ends(0);
    let run =
        desk.run("batch lists/clients.csv --map lists/map.yaml --petition seal-arrest").ends(2);
    assert!(run.err.contains("'--petition <PETITION>'"), "{}", run.err);
    let run = desk.run("batch lists/map.yaml --map lists/clients.csv").ends(2);
    assert!(
        run.err.contains("`lists/clients.csv` is a list, name it without --map"),
        "{}",
        run.err
    );
    let run = desk.run("batch lists --map lists/map.yaml").ends(2);
    assert!(run.err.contains("name the list itself: `lists/clients.csv`"), "{}", run.err);
    assert!(!desk.path("out").exists());
}

#[test]
fn what_names_no_case_is_told_before_anything_is_written() {
    let desk = Desk::new();
    desk.write("a/1.yaml", refused(1));
    desk.write("empty/notes.txt", "");
    let run = desk.run("batch a a/../a/1.yaml empty none.yaml").ends(2);
    for said in [
        "`a/../a/1.yaml` is named twice",
        "`empty` holds no case file",
        "cannot read `none.yaml`: there is no such file",
    ] {
        assert_eq!(run.err.matches(said).count(), 1, "{}", run.err);
    }
    assert!(desk.names("out").is_empty());
}

#[test]
fn hostile_and_like_names_get_folders_of_their_own() {
    let desk = Desk::new();
    // Not all disks take these for different names; then there are fewer files, and as many folders.
    let stems = ["CON", "aux.x", "Núñez", "nunez", "NUNEZ", "x..", " a ", "-rf", "a\u{202E}b"];
    stems.iter().for_each(|stem| desk.write(&format!("cases/{stem}.yaml"), refused(0)));
    desk.batch("").ends(1);
    let n_cases = desk.names("cases").len();
    let folders = desk.names("out/packets");
    assert_eq!(folders.len(), n_cases);
    assert!(folders.contains(&"case-CON".to_owned()) && folders.contains(&"ab".to_owned()));
    assert_eq!(folders.iter().filter(|name| name.to_lowercase().starts_with("n")).count(), 3);
    for record in desk.records("out") {
        let folder = record["folder"].as_str().expect("a folder");
        assert_eq!(desk.names(&format!("out/packets/{folder}")).len(), 2, "{folder}");
    }
}

#[test]
fn threads_change_no_byte() {
    let desk = Desk::mixed();
    desk.batch("-o one --threads 1").ends(1);
    for n in [2, 7] {
        desk.batch(&format!("-o out{n} --threads {n}")).ends(1);
        assert_same(&desk.tree(&format!("out{n}")), &desk.tree("one"), "threads");
    }
    assert_eq!(desk.batch("-o out --threads 0").code, 2);
}

#[test]
fn a_folder_of_the_users_and_an_earlier_batch_are_left_alone() {
    let desk = Desk::with(0);
    desk.write("cases/a.yaml", refused(0));
    desk.write("mine/letter.txt", "mine");
    let run = desk.batch("-o mine").ends(2);
    assert!(run.err.contains("`mine/letter.txt` is not part of a batch"), "{}", run.err);
    assert_eq!(desk.names("mine"), ["letter.txt"]);
    desk.batch("-o out").ends(1);
    let before = desk.tree("out");
    let run = desk.batch("-o out").ends(2);
    assert!(
        run.err.contains("holds an earlier batch") && run.err.contains("--resume"),
        "{}",
        run.err
    );
    assert_same(&desk.tree("out"), &before, "a refused run");
    desk.write("file", "");
    let run = desk.batch("-o file").ends(2);
    assert!(run.err.contains("a file stands where a folder is to be"), "{}", run.err);
    desk.run("build cases/a.yaml --out built --as-of 2026-11-20").ends(1);
    assert_eq!(desk.batch("-o built --resume").code, 2, "packets of `build` are no batch");
}

#[test]
fn two_runs_do_not_write_to_one_folder() {
    let desk = Desk::new();
    desk.write("cases/a.yaml", refused(0));
    desk.write("out/.lock", "");
    let lock = File::open(desk.path("out/.lock")).expect("a file");
    lock.lock().expect("a lock");
    for more in ["-o out", "-o out --resume"] {
        let run = desk.batch(more).ends(2);
        assert!(run.err.contains("another run is writing to `out`"), "{}", run.err);
    }
    assert_eq!(desk.names("out"), [".lock"]);
    drop(lock);
    desk.batch("-o out").ends(1);
    assert!(!desk.path("out/.lock").exists());
}

#[cfg(unix)]
#[test]
fn everything_is_readable_by_its_owner_only() {
    use std::os::unix::fs::PermissionsExt;
    let desk = Desk::new();
    desk.write("cases/a.yaml", sound(0));
    desk.batch("-o deep/out").ends(0);
    let mode = |path: &str| {
        let about = std::fs::metadata(desk.path(path)).expect("it was written");
        about.permissions().mode() & 0o777
    };
    for folder in ["deep", "deep/out", "deep/out/packets", "deep/out/packets/a"] {
        assert_eq!(mode(folder), 0o700, "{folder}");
    }
    for file in desk.tree("deep").keys() {
        assert_eq!(mode(&format!("deep/{file}")), 0o600, "{file}");
    }
}

#[test]
fn a_case_too_large_to_be_one_is_told_by_its_size_and_not_read() {
    let desk = Desk::new();
    desk.write("cases/a.yaml", sound(0));
    desk.write("cases/b.yaml", "");
    let large = File::options().write(true).open(desk.path("cases/b.yaml")).expect("a file");
    // No machine that runs tests could hold it.
    large.set_len(1 << 40).expect("a file with holes");
    let run = desk.batch("-o out").ends(1);
    assert!(
        run.err.contains("cases/b.yaml: faulty: the file has 1099511627776 bytes"),
        "{}",
        run.err
    );
    let run = desk.batch("-o out --resume").ends(1);
    assert!(run.out.contains("Kept 1 of an earlier run"), "{}", run.out);
}

#[cfg(unix)]
#[test]
fn a_name_that_commands_a_terminal_is_shown_and_not_obeyed() {
    let desk = Desk::new();
    desk.write("cases/\u{1b}[31mred\nc.yaml: drafted.yaml", faulty());
    let run = desk.batch("-o out").ends(1);
    assert!(!run.err.contains('\u{1b}') && !run.out.contains('\u{1b}'), "{}{}", run.out, run.err);
    assert!(run.err.contains("cases/\u{FFFD}[31mred\u{FFFD}c.yaml"), "{}", run.err);
    assert_eq!(desk.records("out").len(), 1);
}

#[test]
fn facts_that_are_missing_are_not_told_as_a_refusal_of_the_law() {
    let desk = Desk::new();
    desk.write("cases/a.yaml", refused(0));
    desk.write("cases/b.yaml", sound(1).replace("  serving_sentence: no\n", ""));
    let run = desk.batch("-o out").ends(1);
    assert!(run.out.contains("Refused:\n  1 on-probation: cases/a.yaml\n"), "{}", run.out);
    let open = "Refused as long as facts are missing:\n  1 undetermined: cases/b.yaml\n";
    assert!(run.out.contains(open), "{}", run.out);
    let report = desk.text("out/report.html");
    let report = report.split("<h2>Duplicates").next().expect("a beginning");
    let (missing, law) = report.split_once("Refused by the law").expect("both headings");
    assert!(missing.contains("Facts are missing") && missing.contains("cases/b.yaml"));
    assert!(law.contains("cases/a.yaml") && !law.contains("cases/b.yaml"));
}

#[test]
fn no_day_is_told_that_only_an_order_would_set() {
    let desk = Desk::new();
    let case = include_str!("../cases/trafficking-relief/cautions.yaml");
    desk.write("cases/t.yaml", case);
    desk.run("batch cases --as-of 2026-11-20").ends(0);
    let records = desk.records("out");
    let days = records[0]["days"].as_array().expect("days");
    assert!(!days.is_empty());
    // A year after the arrest of 2017: its records are sealed by then only if an order says so.
    assert!(
        days.iter().all(|day| !day["what"].as_str().expect("words").contains("sealed")),
        "{days:?}"
    );
}
