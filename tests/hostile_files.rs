//! Files that a case names and that are none: each is answered at once, by the command as people run it.
#![cfg(unix)]

use std::fs;
use std::os::unix::fs::symlink;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use tempfile::TempDir;

/// A run that hangs is ended after this long, and fails.
const PATIENCE: Duration = Duration::from_secs(60);

const CASE: &str = "\
petition: expungement
court: { county: Fresno }
case_number: F15901234
petitioner: { name: Mia Fox, born_on: 1990-08-21 }
convictions:
  - convicted_on: 2016-05-02
    judgment_on: 2016-05-02
    plea: guilty
    offenses: [{ code: Pen, section: 459, degree: second, level: felony, committed_on: 2016-02-14 }]
    sentence: { kind: probation, granted: 2016-05-02, ended: 2019-05-02, ended_how: fulfilled }
now: { as_of: 2026-11-20, serving_sentence: no, on_probation: no, on_supervision: no, charged: no }
";

/// What a case can name, and words of the answer where it is named as client and as exhibit.
const NAMED: &[(&str, &str, &str)] = &[
    ("nowhere.yaml", "there is no such file", "there is no such file"),
    ("folder", "it is a folder, not a file", "it is a folder, not a file"),
    ("pipe", "it is a pipe or a device, not a file", "it is a pipe or a device, not a file"),
    ("/dev/zero", "it is a pipe or a device, not a file", "it is a pipe or a device, not a file"),
    ("/dev/null", "it is a pipe or a device, not a file", "it is a pipe or a device, not a file"),
    ("round", "cannot read `round`", "cannot read `round`"),
    ("file.txt/x", "cannot read `file.txt/x`", "cannot read `file.txt/x`"),
    ("huge", "it is larger than 256 MB", "it is larger than 256 MB"),
    ("large", "bytes, more than 1 MB", "neither a PDF nor a JPEG"),
    ("empty", "the file is empty", "`empty` is empty"),
    ("case.yaml", "a client file does not hold `petition`", "is plain text: print it to PDF"),
    ("./../desk/case.yaml", "a client file does not hold", "is plain text: print it to PDF"),
    ("\"a\\0b\"", "holds the character U+0000", "holds the character U+0000"),
    ("list.yaml", "the file is a list, not a group of facts", "is plain text: print it to PDF"),
    ("latin.yaml", "the file is not UTF-8 text", "neither a PDF nor a JPEG"),
];

/// A folder with everything that a case can name.
fn desk() -> TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    let desk = folder.path().join("desk");
    let at = |name: &str| desk.join(name);
    fs::create_dir_all(at("folder")).expect("a folder");
    let made = Command::new("mkfifo").arg(at("pipe")).status().expect("mkfifo");
    assert!(made.success());
    symlink("round", at("round")).expect("a link to itself");
    for (name, size) in [("huge", 3 << 30), ("large", 3 << 20), ("empty", 0)] {
        fs::File::create(at(name)).and_then(|file| file.set_len(size)).expect("a file of holes");
    }
    fs::write(at("file.txt"), "x").expect("a file");
    fs::write(at("list.yaml"), "- a\n").expect("a file");
    fs::write(at("latin.yaml"), b"petitioner: { name: Jos\xe9 }\n").expect("a file");
    folder
}

/// Exit code and all that is said; a run that does not end is a failure.
fn run(desk: &Path, arguments: &[&str]) -> (i32, String) {
    let (out, err) = (desk.join("said.out"), desk.join("said.err"));
    let file = |path: &Path| Stdio::from(fs::File::create(path).expect("a file"));
    let mut child = Command::new(env!("CARGO_BIN_EXE_petition"))
        .args(arguments)
        .args(["--as-of", "2026-11-20"])
        .env("PETITION_COURT_FORMS", desk.join("court-forms"))
        .current_dir(desk)
        .stdin(Stdio::null())
        .stdout(file(&out))
        .stderr(file(&err))
        .spawn()
        .expect("the program starts");
    let start = Instant::now();
    let status = loop {
        if let Some(status) = child.try_wait().expect("a status") {
            break status;
        }
        if start.elapsed() > PATIENCE {
            child.kill().expect("it can be ended");
            child.wait().expect("a status");
            panic!("{arguments:?} hangs");
        }
        std::thread::sleep(Duration::from_millis(5));
    };
    let said = [out, err].map(|path| fs::read_to_string(path).expect("text"));
    (status.code().unwrap_or(-1), said.concat())
}

#[test]
fn a_client_or_an_exhibit_that_is_no_file_is_told() {
    let folder = desk();
    let desk = folder.path().join("desk");
    for (named, as_client, as_exhibit) in NAMED {
        let client = format!("{CASE}client: {named}\n");
        let exhibit = format!("{CASE}exhibits: [{{ title: Certificate, file: {named} }}]\n");
        for (text, wanted) in [(client, as_client), (exhibit, as_exhibit)] {
            fs::write(desk.join("case.yaml"), text).expect("a file");
            let (code, said) = run(&desk, &["build", "case.yaml", "--out", "out"]);
            assert_eq!(code, 1, "{named}: {said}");
            assert!(said.contains(wanted), "{named}: no `{wanted}` in {said}");
            assert!(said.contains("case.yaml:") || said.contains(" --> "), "{named}: {said}");
            assert!(!desk.join("out").exists(), "{named}: something was written");
        }
    }
}

#[test]
fn a_case_that_is_no_file_is_told() {
    let folder = desk();
    let desk = folder.path().join("desk");
    for (named, as_case, _) in &NAMED[..7] {
        let (code, said) = run(&desk, &["build", named, "--out", "out"]);
        assert_eq!(code, 2, "{named}: {said}");
        assert!(said.contains(as_case), "{named}: no `{as_case}` in {said}");
    }
    for (named, wanted) in
        [("huge", "3221225472 bytes, more than 1 MB"), ("large", "more than 1 MB")]
    {
        let (code, said) = run(&desk, &["build", named, "--out", "out"]);
        assert_eq!(code, 1, "{named}: {said}");
        assert!(said.contains("too-large") && said.contains(wanted), "{named}: {said}");
    }
    assert!(!desk.join("out").exists());
}
