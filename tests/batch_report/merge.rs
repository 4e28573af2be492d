//! `merge-manifests`: parts of a batch become the whole again, or it is said what stands in the way.

use std::fs;

use crate::desk::{Desk, PLAIN};

/// Twelve clients, one of them at fault and two of them one.
fn cases(desk: &Desk) {
    for n in 0..12 {
        let number = if n == 11 { 3 } else { n };
        let name = if n == 11 { "FOX 3, Mia".to_owned() } else { format!("Mia Fox {n}") };
        let text = PLAIN.replace("Mia Fox", &format!("\"{name}\""));
        let text = text.replace("F15901234", &format!("F159012{number:02}"));
        let text = if n == 5 { text.replace("Fresno", "Frezno") } else { text };
        desk.write(&format!("cases/c{n:02}.yaml"), text);
    }
}

#[test]
fn the_parts_joined_are_what_one_run_writes() {
    let desk = Desk::new();
    cases(&desk);
    assert_eq!(desk.on_day("batch cases -o whole").code, 1);
    for n in 1..=4 {
        let run = desk.on_day(&format!("batch cases -o parts/{n} --shard {n}/4"));
        assert!(run.code <= 1, "{}", run.err);
    }
    let run = desk.run("merge-manifests parts/3 parts/1 parts/4 parts/2 -o all");
    assert_eq!(run.code, 1, "{}", run.err);
    assert!(
        run.out.contains("12 cases of 4 parts: 11 drafted, 0 refused, 1 faulty"),
        "{}",
        run.out
    );
    assert!(run.out.contains("Duplicates, 1 same-client"), "{}", run.out);
    for name in ["records.jsonl", "batch.json"] {
        assert_eq!(
            desk.bytes(&format!("all/{name}")),
            desk.bytes(&format!("whole/{name}")),
            "{name}"
        );
    }
    let mut n_packets = 0;
    for n in 1..=4 {
        for folder in desk.names(&format!("parts/{n}/packets")) {
            n_packets += 1;
            let way = format!("../parts/{n}/packets/{folder}");
            assert!(desk.path("all").join(&way).is_dir(), "{way}");
            for name in ["manifest.csv", "report.html"] {
                assert!(desk.text(&format!("all/{name}")).contains(&way), "{way} in {name}");
            }
            for file in desk.names(&format!("whole/packets/{folder}")) {
                let one = desk.bytes(&format!("whole/packets/{folder}/{file}"));
                assert_eq!(one, desk.bytes(&format!("parts/{n}/packets/{folder}/{file}")));
            }
        }
    }
    assert_eq!(n_packets, desk.names("whole/packets").len());
    let plain = |name: &str| {
        let mut text = desk.text(&format!("all/{name}"));
        for n in 1..=4 {
            text = text.replace(&format!("../parts/{n}/"), "");
        }
        text
    };
    for name in ["manifest.csv", "report.html"] {
        assert_eq!(plain(name), desk.text(&format!("whole/{name}")), "{name}");
    }
    assert_eq!(desk.run("merge-manifests parts/3 parts/1 parts/4 parts/2 -o all").code, 1, "again");
}

#[test]
fn parts_that_are_missing_double_or_of_another_batch_are_named() {
    let desk = Desk::new();
    cases(&desk);
    for n in [1, 2, 5] {
        desk.on_day(&format!("batch cases -o parts/{n} --shard {n}/5"));
    }
    let run = desk.run("merge-manifests parts/1 parts/2 parts/5 -o all");
    assert_eq!(run.code, 2);
    assert!(run.err.contains("missing: 3/5 to 4/5;"), "{}", run.err);
    let run = desk.run("merge-manifests parts/1 parts/2 parts/2 parts/5 -o all");
    assert!(run.err.contains("both part 2/5") && run.err.contains("3/5 to 4/5"), "{}", run.err);
    desk.on_day("batch cases -o other --shard 3/5 --joined --copies 2");
    let run = desk.run("merge-manifests parts/1 other -o all");
    assert_eq!(run.code, 2);
    assert!(run.err.contains("differ in: what was asked of each packet"), "{}", run.err);
    desk.run("batch cases -o day --shard 3/5 --as-of 2026-11-21");
    let run = desk.run("merge-manifests parts/1 day -o all");
    assert!(run.err.contains("differ in: as-of day"), "{}", run.err);
    desk.write("cases/c12.yaml", PLAIN);
    desk.on_day("batch cases -o more --shard 3/5");
    let run = desk.run("merge-manifests parts/1 more -o all");
    assert!(run.err.contains("number of cases, cases"), "{}", run.err);
    assert!(!desk.path("all").exists(), "nothing is written");
}

#[test]
fn what_is_no_part_and_what_would_be_lost_is_refused() {
    let desk = Desk::new();
    cases(&desk);
    for n in 1..=2 {
        desk.on_day(&format!("batch cases -o parts/{n} --shard {n}/2"));
    }
    let run = desk.run("merge-manifests parts/1 parts/none -o all");
    assert_eq!(run.code, 2);
    assert!(run.err.contains("`parts/none` is no finished batch"), "{}", run.err);
    let run = desk.run("merge-manifests parts/1 parts/2 -o parts/1");
    assert_eq!(run.code, 2, "a part is not written over");
    desk.write("all/letter.txt", "mine");
    let run = desk.run("merge-manifests parts/1 parts/2 -o all");
    assert!(run.code == 2 && run.err.contains("letter.txt"), "{}", run.err);
    assert_eq!(desk.names("all"), ["letter.txt"]);
    fs::write(desk.path("parts/2/.journal.jsonl"), "").expect("a file");
    let run = desk.run("merge-manifests parts/1 parts/2 -o new");
    assert!(run.err.contains("`parts/2` is not finished"), "{}", run.err);
}

#[test]
fn a_case_that_is_missing_or_in_two_parts_is_told_and_nothing_is_written() {
    let desk = Desk::new();
    cases(&desk);
    for n in 1..=2 {
        desk.on_day(&format!("batch cases -o parts/{n} --shard {n}/2"));
    }
    let (one, two) = (desk.text("parts/1/records.jsonl"), desk.text("parts/2/records.jsonl"));
    let first = one.lines().next().expect("a record").to_owned();
    let rest: String = one.lines().skip(1).map(|line| format!("{line}\n")).collect();
    desk.write("parts/1/records.jsonl", &rest);
    let run = desk.run("merge-manifests parts/1 parts/2 -o all");
    assert!(run.code == 2 && run.err.contains("no part has case"), "{}", run.err);
    desk.write("parts/1/records.jsonl", &one);
    let mut both: Vec<String> = two.lines().chain([first.as_str()]).map(str::to_owned).collect();
    let at = |line: &String| {
        let value: serde_json::Value = serde_json::from_str(line).expect("a record");
        value["at"].as_u64()
    };
    both.sort_by_key(at);
    desk.write("parts/2/records.jsonl", both.join("\n") + "\n");
    let run = desk.run("merge-manifests parts/1 parts/2 -o all");
    assert!(run.code == 2 && run.err.contains(" is in `parts/1` and in `parts/2`"), "{}", run.err);
    desk.write("parts/2/records.jsonl", "{\"torn");
    let run = desk.run("merge-manifests parts/1 parts/2 -o all");
    assert!(run.code == 2 && run.err.contains("holds no record"), "{}", run.err);
    assert!(desk.names("all").is_empty(), "{:?}", desk.names("all"));
}

#[test]
fn two_joinings_into_one_folder_wait_for_one_another() {
    let desk = Desk::new();
    desk.write("cases/a.yaml", PLAIN);
    assert_eq!(desk.on_day("batch cases -o part").code, 0);
    desk.write("all/.lock", "");
    let lock = fs::File::open(desk.path("all/.lock")).expect("a file");
    lock.lock().expect("a lock");
    let run = desk.run("merge-manifests part -o all");
    assert_eq!(run.code, 2);
    assert!(run.err.contains("another run is writing to `all`"), "{}", run.err);
    assert_eq!(desk.names("all"), [".lock"]);
    drop(lock);
    assert_eq!(desk.run("merge-manifests part -o all").code, 0);
    assert!(!desk.names("all").contains(&".lock".to_owned()));
}
