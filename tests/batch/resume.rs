//! What a batch that goes on does again, what it keeps, and that it ends as one run would have.

use std::fs;

use crate::support::{Desk, assert_same, faulty, refused, sound};

#[test]
fn only_what_is_missing_changed_or_failed_is_done_again() {
    let desk = Desk::mixed();
    desk.batch("-o out").ends(1);
    desk.write("cases/c01.yaml", sound(99));
    desk.write("cases/f.yaml", refused(9));
    desk.write("cases/c02.yaml", faulty());
    desk.write("cases/new.yaml", refused(7));
    desk.write("out/packets/c03/01-notice.pdf", "altered");
    fs::remove_file(desk.path("out/packets/c04/manifest.json")).expect("a file");
    fs::remove_file(desk.path("cases/r3.yaml")).expect("a file");
    let kept =
        || fs::metadata(desk.path("out/packets/c00/01-notice.pdf")).expect("a file").modified();
    let before = kept().expect("a time");
    let run = desk.batch("-o out --resume").ends(2);
    let said = "Kept 5 of an earlier run; done: 1 that came to nothing before, 2 changed, \
                2 with a file missing or damaged, 1 new.";
    assert!(run.out.contains(said), "{}", run.out);
    assert!(run.out.contains("same client or number: packets/r3 (today "), "{}", run.out);
    assert_eq!(kept().expect("a time"), before);
    // Without its manifest a folder is not known as ours, and nothing in it is touched.
    assert!(run.err.contains("c04.yaml: failed"), "{}", run.err);
    assert!(desk.names("out/packets/c04").contains(&"01-notice.pdf".to_owned()));
    fs::remove_dir_all(desk.path("out/packets/c04")).expect("taken away by hand");
    fs::remove_dir_all(desk.path("out/packets/r3")).expect("taken away by hand");
    desk.batch("-o out --resume").ends(1);
    desk.batch("-o whole").ends(1);
    assert_same(&desk.tree("out"), &desk.tree("whole"), "a batch that went on");
    assert!(!desk.path("out/packets/c02").exists(), "no packet of a case that is now at fault");
}

#[test]
fn an_exhibit_that_changes_and_another_day_are_seen() {
    let desk = Desk::new();
    let client = "petitioner:\n  name: Mia Fox\n  born_on: 1990-08-21\n";
    let (head, tail) = refused(0)
        .split_once("petitioner:")
        .map(|(head, tail)| {
            let tail = tail.split_once("convictions:").expect("convictions").1;
            (head.to_owned(), tail.to_owned())
        })
        .expect("a petitioner");
    desk.write("cases/a.yaml", format!("{head}client: shared/mia.yaml\nconvictions:{tail}"));
    desk.write("cases/shared/mia.yaml", client);
    desk.write("cases/b.yaml", refused(1));
    desk.batch("-o out").ends(1);
    desk.write("cases/shared/mia.yaml", client.replace("Mia Fox", "Mia Foxe"));
    let run = desk.batch("-o out --resume").ends(1);
    assert!(run.out.contains("Kept 1 of an earlier run; done: 1 changed."), "{}", run.out);
    let run = desk.run("batch cases --as-of 2026-11-21 -o out --resume").ends(1);
    assert!(
        run.out.contains("Kept 0 of an earlier run; done: 2 made for another day"),
        "{}",
        run.out
    );
    assert!(run.out.contains("Changed since that run: as-of day."), "{}", run.out);
    let run = desk.run("batch cases --as-of 2026-11-21 -o out --resume --review").ends(1);
    assert!(run.out.contains("done: 2 changed."), "{}", run.out);
    assert!(run.out.contains("since that run: what was asked of each packet."), "{}", run.out);
}

#[test]
fn torn_and_damaged_lines_cost_their_own_case_only() {
    let desk = Desk::mixed();
    desk.batch("-o out").ends(1);
    let whole = desk.tree("out");
    let records = fs::read_to_string(desk.path("out/records.jsonl")).expect("records");
    let mut lines: Vec<&str> = records.lines().collect();
    lines[2] = "{\"at\": 2, \"case\": ";
    lines[4] = "\u{0}\u{0}\u{0}";
    let half = &lines[10][..40];
    fs::remove_file(desk.path("out/records.jsonl")).expect("a file");
    desk.write("out/.journal.jsonl", format!("{}\n{half}", lines[..10].join("\n")));
    let run = desk.batch("-o out --resume").ends(1);
    assert!(run.out.contains("2 damaged lines"), "{}", run.out);
    assert!(
        run.out.contains("Kept 7 of an earlier run; done: 1 that came to nothing before, 3 new."),
        "{}",
        run.out
    );
    assert_same(&desk.tree("out"), &whole, "after damage");
}

#[test]
fn what_a_kill_left_between_two_renames_is_set_right() {
    let desk = Desk::mixed();
    desk.batch("-o out").ends(1);
    let whole = desk.tree("out");
    let at = |name: &str| desk.path(&format!("out/packets/{name}"));
    fs::rename(at("c00"), at(".c00.replaced")).expect("as if interrupted");
    desk.write("out/packets/.c00.partial/01-notice.pdf", "half");
    desk.write("out/packets/.c01.replaced/01-notice.pdf", "old");
    desk.write("out/.records.jsonl.partial", "half");
    fs::rename(desk.path("out/records.jsonl"), desk.path("out/.journal.jsonl")).expect("a file");
    let run = desk.batch("-o out --resume").ends(1);
    assert!(run.out.contains("Kept 10 of an earlier run"), "{}", run.out);
    assert_same(&desk.tree("out"), &whole, "after an interruption");
}

#[test]
fn a_paper_that_was_signed_is_kept_and_told_and_never_replaced() {
    let desk = Desk::new();
    desk.write("cases/a.yaml", sound(0));
    desk.write("cases/b.yaml", sound(1));
    desk.batch("-o out").ends(0);
    let paper = "out/packets/a/02-petition.pdf";
    let drafted = desk.bytes(paper);
    // As "Save" does it after a signature: the file goes on behind its end.
    let signed = [drafted.as_slice(), b"1 0 obj null endobj\n%%EOF\n"].concat();
    desk.write(paper, &signed);
    let told = "altered-paper: cases/a.yaml";
    for _ in 0..2 {
        let run = desk.batch("-o out --resume").ends(0);
        assert!(run.out.contains("Kept 2") && run.out.contains(told), "{}", run.out);
        assert_eq!(desk.bytes(paper), signed);
        assert_eq!(desk.text("out/records.jsonl").matches("altered-paper").count(), 1);
    }
    desk.write("cases/a.yaml", sound(2));
    let run = desk.batch("-o out --resume").ends(2);
    assert!(run.err.contains("02-petition.pdf` is not as this program wrote it"), "{}", run.err);
    assert_eq!(desk.bytes(paper), signed);
    // What a power cut leaves is no paper, and nobody's.
    desk.write(paper, &drafted[..drafted.len() / 2]);
    desk.write("out/packets/b/02-petition.pdf", vec![0; drafted.len()]);
    let run = desk.batch("-o out --resume").ends(0);
    assert!(run.out.contains("1 with a file missing or damaged"), "{}", run.out);
    desk.batch("-o whole").ends(0);
    assert_same(&desk.tree("out"), &desk.tree("whole"), "after all that");
}

#[test]
fn what_a_system_leaves_in_a_folder_stops_nothing() {
    let desk = Desk::new();
    desk.write("cases/a.yaml", sound(0));
    desk.batch("-o out --joined").ends(0);
    for folder in ["out", "out/packets", "out/packets/a", "out/print"] {
        desk.write(&format!("{folder}/.DS_Store"), "");
    }
    desk.write("cases/a.yaml", sound(1));
    desk.batch("-o out --resume --joined").ends(0);
    desk.write("all/Thumbs.db", "");
    assert_eq!(desk.run("merge-manifests out -o all").code, 0);
}

#[test]
fn a_signed_scan_in_a_packet_is_never_deleted() {
    let desk = Desk::new();
    desk.write("cases/a.yaml", sound(0));
    desk.write("cases/b.yaml", sound(1));
    desk.batch("-o out").ends(0);
    desk.write("out/packets/a/signed.pdf", "a scan");
    desk.write("out/packets/b/signed.pdf", "a scan");
    let run = desk.batch("-o out --resume").ends(0);
    assert!(run.out.contains("Kept 2"), "{}", run.out);
    desk.write("cases/a.yaml", sound(2));
    desk.write("cases/b.yaml", faulty());
    let run = desk.batch("-o out --resume").ends(2);
    assert!(run.err.contains("a/signed.pdf` is not part of the earlier packet"), "{}", run.err);
    for name in ["a", "b"] {
        let scan = desk.path(&format!("out/packets/{name}/signed.pdf"));
        assert_eq!(fs::read(scan).expect("it is still there"), b"a scan");
    }
    assert!(run.out.contains("earlier-packet: cases/a.yaml; cases/b.yaml"), "{}", run.out);
}
