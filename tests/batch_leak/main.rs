//! In a batch of many clients with an unmistakable word in every field, no packet holds another client's word.
//!
//! `PETITION_LEAK_CLIENTS` says how many there are; `.ci/run` asks for ten thousand.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::atomic::{AtomicUsize, Ordering};

use petition::catalog::Catalog;
use petition::reading::{Line, each_page, lines};
use tempfile::TempDir;
use token::{Found, find, token};
use traces::{Traces, by_poppler, of_pdf};

mod clients;
mod token;
mod traces;

/// Clients where nothing else is asked for: each example twice.
const FEW: usize = 2 * clients::EXAMPLES.len();
/// Of so many packets, one is read by poppler too.
const SAMPLE: usize = 7;

/// A batch that was done, with its client files and packets.
struct Desk {
    folder: TempDir,
}

impl Desk {
    /// Does a batch of so many clients with the real command, with more words.
    fn with(n_clients: usize, more: &[&str]) -> Desk {
        let desk = Desk { folder: tempfile::tempdir().expect("a folder") };
        let catalog = Catalog::embedded().expect("the catalog is sound");
        let cases = desk.path("cases");
        fs::create_dir_all(cases.join("exhibits")).expect("a folder");
        let exhibits = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/exhibits");
        for exhibit in fs::read_dir(exhibits).expect("exhibits") {
            let path = exhibit.expect("an exhibit").path();
            let name = path.file_name().expect("a name");
            fs::copy(&path, cases.join("exhibits").join(name)).expect("a copy");
        }
        for who in 0..n_clients {
            let path = cases.join(format!("c{who:05}.yaml"));
            fs::write(path, clients::case(&catalog, who)).expect("a case");
        }
        let out = Command::new(env!("CARGO_BIN_EXE_petition"))
            .args(["batch", "cases", "-o", "out", "--as-of", "2026-11-20", "--review"])
            .args(more)
            .env("PETITION_COURT_FORMS", desk.path("court-forms"))
            .current_dir(desk.folder.path())
            .output()
            .expect("the program starts");
        let err = String::from_utf8_lossy(&out.stderr);
        let last: Vec<&str> = err.lines().rev().take(60).collect();
        assert_eq!(out.status.code(), Some(0), "{last:#?}");
        desk
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn packet(&self, who: usize) -> PathBuf {
        self.path("out/packets").join(format!("c{who:05}"))
    }
}

/// The files of a folder and of those below it.
fn files(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap_or_else(|_| panic!("no {}", folder.display())) {
        let path = entry.expect("an entry").path();
        if path.is_dir() { files(&path, found) } else { found.push(path) }
    }
}

/// Everything that is wrong with the packet of a client.
fn faults(desk: &Desk, who: usize) -> Vec<String> {
    let mut paths = Vec::new();
    files(&desk.packet(who), &mut paths);
    paths.sort();
    let mut found = Vec::new();
    let (mut n_pdfs, mut manifest) = (0, false);
    for path in &paths {
        let bytes = fs::read(path).expect("a file");
        let told = |what: String| format!("{}: {what}", path.display());
        let mut name = Found::new();
        find(path.file_name().expect("a name").as_encoded_bytes(), &mut name);
        found.extend(foreign(&name, who).map(told));
        if path.extension().is_none_or(|end| end != "pdf") {
            let mut words = Found::new();
            find(&bytes, &mut words);
            found.extend(foreign(&words, who).map(told));
            manifest |= path.ends_with("manifest.json");
            continue;
        }
        n_pdfs += 1;
        let traces = of_pdf(&bytes);
        found.extend(of_traces(&traces, who).into_iter().map(told));
        if who.is_multiple_of(SAMPLE)
            && let Some(read) = by_poppler(path)
        {
            found.extend(foreign(&read, who).map(told));
            if !read.contains_key(&token(who)) {
                found.push(told("poppler does not find the client's own word".to_owned()));
            }
        }
    }
    if n_pdfs < 3 || !manifest {
        found.push(format!("client {who}: {n_pdfs} papers, manifest: {manifest}"));
    }
    found
}

fn of_traces(traces: &Traces, who: usize) -> Vec<String> {
    let mut found: Vec<String> =
        foreign(&traces.pages, who).chain(foreign(&traces.beside, who)).collect();
    if !traces.pages.contains_key(&token(who)) {
        found.push("no page has the client's own word".to_owned());
    }
    found
}

/// Each word of another client.
fn foreign(found: &Found, who: usize) -> impl Iterator<Item = String> {
    let others = found.iter().filter(move |(word, _)| **word != token(who));
    others.map(|(word, n)| format!("{n} times {word} of another client"))
}

/// What is wrong with any packet, looked at on every core.
fn all_faults(desk: &Desk, n_clients: usize) -> Vec<String> {
    let next = AtomicUsize::new(0);
    let look = || {
        let mut found = Vec::new();
        loop {
            let who = next.fetch_add(1, Ordering::Relaxed);
            if who >= n_clients {
                return found;
            }
            found.extend(faults(desk, who));
        }
    };
    let n_threads = std::thread::available_parallelism().map_or(1, usize::from);
    std::thread::scope(|scope| {
        let threads: Vec<_> = (0..n_threads).map(|_| scope.spawn(look)).collect();
        threads.into_iter().flat_map(|one| one.join().expect("a look")).collect()
    })
}

#[test]
fn no_packet_holds_another_clients_word_and_each_holds_its_own() {
    let asked = std::env::var("PETITION_LEAK_CLIENTS").ok();
    let n_clients = asked.map_or(FEW, |asked| asked.parse().expect("a number of clients"));
    let desk = Desk::with(n_clients, &[]);
    let found = all_faults(&desk, n_clients);
    assert!(
        found.is_empty(),
        "{} leaks:\n{}",
        found.len(),
        found[..found.len().min(40)].join("\n")
    );
    println!("{n_clients} packets hold their own client's words alone");
}

#[test]
fn each_page_of_the_sets_to_print_has_the_words_of_whose_place_it_is() {
    let n_clients = clients::EXAMPLES.len();
    let desk = Desk::with(n_clients, &["--joined", "--copies", "2"]);
    let mut contents =
        csv::Reader::from_path(desk.path("out/print/contents.csv")).expect("contents");
    let heads: Vec<String> = contents.headers().expect("heads").iter().map(str::to_owned).collect();
    let column = |head: &str| heads.iter().position(|one| one == head).expect("a column");
    let [n, file, first, n_pages, why] =
        ["n", "file", "first_page", "pages", "left_out"].map(column);
    let mut n_seen = 0;
    for row in contents.records() {
        let row = row.expect("a row");
        if row[file].is_empty() {
            assert!(row[why].contains("confidential"), "{row:?}");
            continue;
        }
        let number =
            |at: usize| row[at].parse::<usize>().unwrap_or_else(|_| panic!("no number: {row:?}"));
        let who = number(n) - 1;
        let (first, after) = (number(first), number(first) + number(n_pages));
        let bytes = fs::read(desk.path("out/print").join(&row[file])).expect("a volume");
        let mut found = Found::new();
        each_page(bytes, |page, measured| {
            if (first..after).contains(&(page + 1)) {
                let words: Vec<String> = lines(&measured).iter().map(Line::text).collect();
                find(words.join("\n").as_bytes(), &mut found);
            }
        })
        .expect("a file of ours");
        assert_eq!(foreign(&found, who).collect::<Vec<_>>(), Vec::<String>::new(), "{row:?}");
        assert!(found.contains_key(&token(who)), "{row:?} {found:?}");
        n_seen += 1;
    }
    assert_eq!(n_seen, n_clients - 1, "one juvenile's papers are all confidential");
}

#[test]
fn a_word_that_is_planted_is_found() {
    let desk = Desk::with(2, &[]);
    assert!(faults(&desk, 0).is_empty());
    let paper = |who: usize, at: usize| {
        let mut paths = Vec::new();
        files(&desk.packet(who), &mut paths);
        paths.retain(|path| path.extension().is_some_and(|end| end == "pdf"));
        paths.sort();
        paths.swap_remove(at)
    };
    let (mine, theirs) = (paper(0, 1), paper(1, 1));
    let sound = fs::read(&mine).expect("a paper");
    // A whole paper of another's.
    fs::copy(&theirs, &mine).expect("a copy");
    let found = faults(&desk, 0);
    assert!(found.iter().any(|one| one.contains("of another client")), "{found:?}");
    assert!(found.iter().any(|one| one.contains("no page has")), "{found:?}");
    // One bookmark, where no page shows it.
    let mut document = lopdf_read::Document::load_mem(&sound).expect("a PDF");
    let words: Vec<u8> = token(1).encode_utf16().flat_map(u16::to_be_bytes).collect();
    let title = lopdf_read::Object::string_literal([&b"\xFE\xFF"[..], &words].concat());
    document.add_object(lopdf_read::dictionary! { "Title" => title });
    document.save(&mine).expect("a PDF");
    let found = faults(&desk, 0);
    assert_eq!(found.len(), 1, "{found:?}");
    assert!(found[0].contains(&token(1)), "{found:?}");
    fs::write(&mine, sound).expect("a paper");
    // The manifest, which says who is who.
    let manifest = desk.packet(0).join("manifest.json");
    let text = fs::read_to_string(&manifest).expect("a manifest");
    fs::write(&manifest, text.replacen(&token(0), &token(1), 1)).expect("a manifest");
    let found = faults(&desk, 0);
    assert!(found.iter().any(|one| one.contains("manifest.json")), "{found:?}");
}
