//! Disks that take no more: a clear error, nothing half-written, and the same bytes once there is room.
#![cfg(unix)]

use std::process::Command;

use crate::support::{Desk, Tree, assert_same, faulty};

/// What stands under final names of packets, each of which must be as it is in the whole batch.
fn hold_whole(tree: &Tree, whole: &Tree) {
    assert!(!tree.keys().any(|name| name.contains(".partial")), "{:?}", tree.keys());
    for (name, bytes) in tree.iter().filter(|(name, _)| name.starts_with("packets/")) {
        assert_eq!(Some(bytes), whole.get(name), "{name}");
    }
    let folder = |name: &String| name.rsplit_once('/').map(|(folder, _)| folder.to_owned());
    let packets = tree.keys().filter(|name| name.starts_with("packets/"));
    let begun: std::collections::BTreeSet<_> = packets.filter_map(folder).collect();
    let missing = whole.keys().filter(|name| folder(name).is_some_and(|one| begun.contains(&one)));
    assert!(missing.clone().all(|name| tree.contains_key(name)), "half a packet stands");
}

/// Whether this machine lets a test have a disk of its own.
fn has_small_disks(desk: &Desk) -> bool {
    let script = "mkdir -p probe && mount -t tmpfs -o size=100k none probe";
    desk.shell(namespace(), script).code == 0
}

/// A shell that may mount; nobody else sees what it mounts.
fn namespace() -> Command {
    let unshare = Command::new("unshare").arg("--help").output();
    let mut command = Command::new(if unshare.is_ok() { "unshare" } else { "false" });
    command.arg("-rm");
    command
}

#[test]
fn a_full_disk_stops_the_run_and_room_lets_it_go_on() {
    let desk = Desk::mixed();
    if !has_small_disks(&desk) {
        println!("skipped: this machine lets no test mount a small disk");
        return;
    }
    desk.batch("-o whole").ends(1);
    let script = "mkdir small && mount -t tmpfs -o size=340k none small
        batch='batch cases --as-of 2026-11-20 -o small/out'
        $BIN $batch; echo \"code $?\"; cp -a small/out after
        $BIN $batch --resume 2>/dev/null; echo \"again $?\"; cp -a small/out later
        mount -o remount,size=30m small
        $BIN $batch --resume; echo \"room $?\"; cp -a small/out end";
    let run = desk.shell(namespace(), script);
    assert!(run.out.contains("code 2") && run.out.contains("again 2"), "{}{}", run.out, run.err);
    assert!(run.err.contains("the disk is full"), "{}", run.err);
    assert!(
        run.out.contains(
            "make room, where there is none), and the same command with --resume goes on"
        ),
        "{}",
        run.out
    );
    let whole = desk.tree("whole");
    let after = desk.tree("after");
    assert!(after.keys().any(|name| name.starts_with("packets/")), "some were done before");
    assert!(!after.contains_key("records.jsonl"));
    hold_whole(&after, &whole);
    hold_whole(&desk.tree("later"), &whole);
    assert!(run.out.contains("room 1") && run.out.contains("Kept "), "{}", run.out);
    assert_same(&desk.tree("end"), &whole, "after room was made");
}

/// Runs a batch that may write no file of more than 40 KB, as a full disk refuses part of a file.
fn within_40_kb(desk: &Desk, more: &str) -> crate::support::Run {
    let line =
        format!("trap '' XFSZ; ulimit -f 80; exec $BIN batch cases --as-of 2026-11-20 {more}");
    desk.shell(Command::new("env"), &line)
}

#[test]
fn a_packet_that_the_disk_refuses_is_not_half_there_and_the_others_are_done() {
    let desk = Desk::mixed();
    desk.batch("-o whole --joined").ends(1);
    let whole = desk.tree("whole");
    let largest = whole["packets/c00/joined.pdf"].len();
    assert!(largest > 40_960, "the limit must cut it: {largest}");
    let run = within_40_kb(&desk, "-o out --joined").ends(2);
    assert!(run.out.contains("6 unwritten-packet: cases/c00.yaml"), "{}", run.out);
    assert!(run.err.contains("joined.pdf`: the disk takes no file as large"), "{}", run.err);
    assert_eq!(desk.names("out/packets"), ["r0", "r1", "r2", "r3"]);
    hold_whole(&desk.tree("out"), &whole);
    assert_eq!(desk.records("out").len(), 11, "each has its record");
    let run = desk.batch("-o out --joined --resume").ends(1);
    assert!(
        run.out.contains("Kept 4 of an earlier run; done: 7 that came to nothing before"),
        "{}",
        run.out
    );
    assert_same(&desk.tree("out"), &whole, "after the limit was lifted");
}

#[test]
fn a_journal_that_cannot_grow_ends_the_run_and_loses_nothing() {
    let desk = Desk::with(2);
    let unknown: String = (0..12).map(|n| format!("nobody_knows_this_key_{n}: 1\n")).collect();
    (0..40).for_each(|n| desk.write(&format!("cases/f{n:02}.yaml"), faulty() + &unknown));
    desk.batch("-o whole").ends(1);
    // One thread, so that the two packets are done before the journal is full.
    let run = within_40_kb(&desk, "-o out --threads 1").ends(2);
    assert!(run.err.contains(".journal.jsonl`: the disk takes no file as large"), "{}", run.err);
    assert!(run.out.contains("Not begun: "), "{}", run.out);
    assert!(!desk.path("out/records.jsonl").exists());
    hold_whole(&desk.tree("out"), &desk.tree("whole"));
    let run = desk.batch("-o out --resume").ends(1);
    assert!(run.out.contains("Kept 2 of an earlier run"), "{}", run.out);
    assert_same(&desk.tree("out"), &desk.tree("whole"), "after the limit was lifted");
}

#[test]
fn a_folder_that_may_not_be_written_is_told_before_any_work() {
    let desk = Desk::with(1);
    for words in ["-o /sys/petition-out", "-o /proc/petition-out"] {
        if std::path::Path::new("/sys/kernel").exists() {
            let run = desk.batch(words).ends(2);
            assert!(run.err.starts_with("error: cannot write `/"), "{}", run.err);
            assert_eq!(run.out, "");
        }
    }
    let is_root = Command::new("id").arg("-u").output().is_ok_and(|run| run.stdout == b"0\n");
    let nobody = || {
        let has_setpriv = Command::new("setpriv").arg("--version").output().is_ok();
        let mut command = match (is_root, has_setpriv) {
            (false, _) => Command::new("env"),
            (true, true) => Command::new("setpriv"),
            (true, false) => Command::new("false"),
        };
        if is_root {
            command.args(["--reuid=65534", "--regid=65534", "--clear-groups"]);
        }
        command
    };
    let open = "chmod 777 . && chmod -R a+rX .";
    desk.shell(Command::new("env"), open).ends(0);
    if desk.shell(nobody(), "mkdir -p shut/out && chmod 500 shut/out && $BIN --version").code != 0 {
        println!("skipped: this machine lets no test be another account");
        return;
    }
    let run = desk.shell(nobody(), "exec $BIN batch cases --as-of 2026-11-20 -o shut/out").ends(2);
    assert!(run.err.contains("this account may not write there"), "{}", run.err);
    assert!(desk.names("shut/out").is_empty());
}
