//! Packets that belong to no case any more: told for as long as they stand, and told apart by what became of their case.

use std::fs;

use crate::support::{Desk, Run, assert_same, sound};

/// The three clients of the sample, drafted.
fn sample() -> (Desk, String) {
    let desk = Desk::new();
    assert_eq!(desk.run("batch --sample").code, 0);
    let list = desk.text("clients.csv");
    batch(&desk, "").ends(0);
    (desk, list)
}

fn batch(desk: &Desk, more: &str) -> Run {
    desk.run(&format!("batch clients.csv --map map.yaml -o out --as-of 2026-11-20 {more}"))
}

/// The first case number of a list.
fn number(list: &str) -> &str {
    list.split([',', '\n']).find(|cell| cell.starts_with("BA")).expect("a number")
}

#[test]
fn a_corrected_row_leaves_a_packet_that_is_named_until_it_is_taken_away() {
    let (desk, list) = sample();
    let number = number(&list);
    desk.write("clients.csv", list.replace(number, "BA000001"));
    for _ in 0..3 {
        let run = batch(&desk, "--resume").ends(0);
        assert!(run.out.contains("Do not file these before you compare them"), "{}", run.out);
        assert!(run.out.contains(&format!("{number} (today packets/")), "{}", run.out);
        let report = desk.text("out/report.html");
        assert!(report.contains("compare before you file one") && report.contains(number));
    }
    let old = desk.names("out/packets").into_iter().find(|name| name.ends_with(number));
    fs::remove_dir_all(desk.path("out/packets").join(old.expect("a folder"))).expect("by hand");
    let run = batch(&desk, "--resume").ends(0);
    assert!(!run.out.contains("Do not file"), "{}", run.out);
    assert!(!desk.path("out/strays.json").exists());
    desk.run("batch clients.csv --map map.yaml -o whole --as-of 2026-11-20").ends(0);
    assert_same(&desk.tree("out"), &desk.tree("whole"), "a batch that went on");
}

#[test]
fn a_row_that_was_taken_off_is_no_corrected_one() {
    let (desk, list) = sample();
    let mut lines: Vec<&str> = list.split_inclusive("\r\n").collect();
    let row = lines.remove(1);
    desk.write("clients.csv", lines.concat());
    let run = batch(&desk, "--resume").ends(0);
    assert!(!run.out.contains("Do not file"), "{}", run.out);
    let left = run.out.lines().find(|line| line.contains("not in this run: packets/"));
    assert!(left.is_some_and(|line| line.contains(number(row))), "{}", run.out);
}

#[test]
fn a_row_that_moved_and_a_list_named_from_elsewhere_are_kept() {
    let (desk, list) = sample();
    let mut lines: Vec<&str> = list.split_inclusive("\r\n").collect();
    let first = lines.remove(1);
    lines.push(first);
    desk.write("clients.csv", lines.concat());
    let run = batch(&desk, "--resume").ends(0);
    assert!(run.out.contains("Kept 3 of an earlier run; nothing was to be done"), "{}", run.out);
    let line = "batch ./clients.csv --map map.yaml --as-of 2026-11-20 -o";
    let run = desk.run(&format!("{line} out --resume")).ends(0);
    assert!(run.out.contains("Kept 3 of an earlier run; nothing was to be done"), "{}", run.out);
    desk.run(&format!("{line} whole")).ends(0);
    assert_same(&desk.tree("out"), &desk.tree("whole"), "moved, and kept under its new name");
    let run = desk.run(&format!("{line} out --resume --review")).ends(0);
    assert!(run.out.contains("Kept 0"), "{}", run.out);
    let run = desk.run(&format!("{} out --resume --review", line.replace("./", ""))).ends(0);
    assert!(run.out.contains("Kept 0"), "a review sheet names the row: {}", run.out);
}

#[test]
fn a_case_that_fell_to_another_part_is_told_where_the_parts_are_joined() {
    let desk = Desk::with(4);
    let parts = |more: &str| {
        for n in [1, 2] {
            desk.batch(&format!("-o p{n} --shard {n}/2 {more}")).ends(0);
        }
    };
    parts("");
    let before = (desk.names("p1/packets"), desk.names("p2/packets"));
    // Until a case of one part falls to the other.
    let moved = (50..).find(|n| {
        desk.write("cases/c00.yaml", sound(*n).replace("Mia Fox", "Mia Fox Moved"));
        parts("--resume");
        (desk.names("p1/packets"), desk.names("p2/packets")) != before
    });
    assert!(moved.is_some());
    let run = desk.run("merge-manifests p1 p2 -o all").ends(0);
    let (old, new) = match before.0.contains(&"c00".to_owned()) {
        true => ("../p1/packets/c00", "../p2/packets/c00"),
        false => ("../p2/packets/c00", "../p1/packets/c00"),
    };
    assert!(run.out.contains(&format!("{old} (today {new})")), "{}", run.out);
    let report = desk.text("all/report.html");
    assert!(report.contains("compare before you file one") && report.contains(old));
}
