//! What stands on the disk: private files, whole packets, and nothing of the user's touched.

use std::fs;

use crate::support::{Desk, PLAIN};

fn desk() -> Desk {
    let desk = Desk::new();
    desk.write("me.yaml", PLAIN);
    desk
}

#[cfg(unix)]
#[test]
fn packets_are_readable_by_their_owner_only() {
    use std::os::unix::fs::PermissionsExt;
    let desk = desk();
    assert_eq!(desk.on_day("build me.yaml --out deep/out").code, 0);
    let mode = |path: &str| {
        let about = fs::metadata(desk.path(path)).expect("it was written");
        about.permissions().mode() & 0o777
    };
    for folder in ["deep", "deep/out", "deep/out/me"] {
        assert_eq!(mode(folder), 0o700, "{folder}");
    }
    for file in desk.names("deep/out/me") {
        assert_eq!(mode(&format!("deep/out/me/{file}")), 0o600, "{file}");
    }
}

#[test]
fn a_folder_of_the_users_is_left_alone() {
    let desk = desk();
    desk.write("out/me/letter.txt", "mine");
    let run = desk.on_day("build me.yaml");
    assert_eq!(run.code, 2);
    assert!(run.err.contains("choose another --out"), "{}", run.err);
    assert_eq!(desk.names("out/me"), ["letter.txt"]);
    assert_eq!(desk.names("out"), ["me"], "nothing half-written");
}

#[test]
fn a_manifest_of_another_program_is_no_packet() {
    let desk = desk();
    desk.write("out/me/manifest.json", "{\"name\": \"a web page\"}");
    assert_eq!(desk.on_day("build me.yaml").code, 2);
    assert_eq!(desk.names("out/me"), ["manifest.json"]);
}

#[test]
fn a_signed_scan_in_a_packet_is_not_deleted() {
    let desk = desk();
    assert_eq!(desk.on_day("build me.yaml").code, 0);
    assert_eq!(desk.on_day("build me.yaml").code, 0, "a packet alone is replaced");
    desk.write("out/me/signed.pdf", "a scan");
    let run = desk.on_day("build me.yaml");
    assert_eq!(run.code, 2);
    assert!(run.err.contains("signed.pdf"), "{}", run.err);
    assert!(desk.names("out/me").contains(&"signed.pdf".to_owned()));
}

#[test]
fn an_interrupted_run_is_made_good() {
    let desk = desk();
    assert_eq!(desk.on_day("build me.yaml").code, 0);
    let whole = desk.names("out/me");
    fs::rename(desk.path("out/me"), desk.path("out/.me.replaced")).expect("as if interrupted");
    desk.write("out/.me.partial/01-notice.pdf", "half");
    assert_eq!(desk.on_day("build me.yaml").code, 0);
    assert_eq!(desk.names("out/me"), whole);
    assert_eq!(desk.names("out"), ["me"]);
}

#[test]
fn a_file_in_the_way_is_told() {
    let desk = desk();
    desk.write("out", "a file");
    let run = desk.on_day("build me.yaml");
    assert_eq!(run.code, 2);
    assert!(run.err.contains("a file stands where a folder is to be"), "{}", run.err);
    assert!(run.out.contains("nothing was written"), "{}", run.out);
}

#[test]
fn faulty_folders_of_forms_and_templates_are_told_by_file() {
    let desk = desk();
    desk.write("forms/fields.yaml", "a: [");
    desk.write("templates/expungement/petition.md.tera", "{% if x %}");
    for (line, word) in [
        ("petitions --forms nowhere", "`nowhere`"),
        ("petitions --forms forms", "law/codes.yaml"),
        ("petitions --templates templates", "expungement/petition.md.tera"),
    ] {
        let run = desk.run(line);
        assert_eq!((run.code, run.out.as_str()), (2, ""), "{line}");
        assert!(run.err.contains(word), "{line}: {}", run.err);
    }
}

#[test]
fn a_paper_that_was_filled_in_is_not_replaced() {
    let desk = desk();
    assert_eq!(desk.on_day("build me.yaml").code, 0);
    let filled = [desk.bytes("out/me/02-petition.pdf"), b"1 0 obj null endobj\n%%EOF\n".to_vec()];
    desk.write("out/me/02-petition.pdf", filled.concat());
    let run = desk.on_day("build me.yaml");
    assert_eq!(run.code, 2);
    assert!(run.err.contains("02-petition.pdf` is not as this program wrote it"), "{}", run.err);
    assert_eq!(desk.bytes("out/me/02-petition.pdf"), filled.concat());
    fs::remove_file(desk.path("out/me/02-petition.pdf")).expect("a file");
    assert_eq!(desk.on_day("build me.yaml").code, 0);
}
