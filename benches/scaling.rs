//! What a packet costs as it grows: against its pages, and against the offenses of its case. Both should be lines.
//!
//! `cargo bench --bench scaling` prints two tables: processor time of case file to finished packet,
//! read back and inspected, in one warm process; each row the median of several clients.

use std::sync::Arc;

use chrono::NaiveDate;
use cpu_time::ProcessTime;
use petition::catalog::Catalog;
use petition::pipeline::{self, Asked};
use petition::source::Source;

/// Clients a row.
const CLIENTS: usize = 9;
/// Paragraphs of the declaration.
const PARAGRAPHS: [usize; 7] = [1, 10, 25, 50, 100, 200, 400];
/// Offenses of the conviction.
const OFFENSES: [usize; 8] = [1, 2, 5, 10, 25, 50, 100, 200];

fn main() {
    let catalog = Catalog::embedded().unwrap_or_else(|faults| panic!("{faults:?}"));
    println!("| paragraphs declared | pages | KB | ms | ms a page |\n|---:|---:|---:|---:|---:|");
    for n in PARAGRAPHS {
        let row = measured(&catalog, |who| told(who, n));
        let each = row.ms / row.n_pages as f64;
        println!("| {n} | {} | {} | {:.1} | {each:.2} |", row.n_pages, row.n_bytes >> 10, row.ms);
    }
    println!("\n| offenses | pages | KB | ms | ms an offense more |\n|---:|---:|---:|---:|---:|");
    let mut before: Option<(usize, f64)> = None;
    for n in OFFENSES {
        let row = measured(&catalog, |who| charged(who, n));
        let more = before.map(|(m, ms)| format!("{:.2}", (row.ms - ms) / (n - m) as f64));
        let more = more.unwrap_or_default();
        println!("| {n} | {} | {} | {:.1} | {more} |", row.n_pages, row.n_bytes >> 10, row.ms);
        before = Some((n, row.ms));
    }
}

struct Row {
    n_pages: usize,
    n_bytes: usize,
    ms: f64,
}

/// The median of the clients, after one that warms up.
fn measured(catalog: &Catalog, case: impl Fn(usize) -> String) -> Row {
    let mut spent = Vec::new();
    let (mut n_pages, mut n_bytes) = (0, 0);
    for who in 0..=CLIENTS {
        let source = Arc::new(Source::new(format!("{who}.yaml"), case(who)));
        let start = ProcessTime::now();
        let built = pipeline::build(catalog, &source, &nothing, &Asked::on(as_of()));
        if who > 0 {
            spent.push(start.elapsed().as_secs_f64() * 1000.0);
        }
        let packet = built.packet.unwrap_or_else(|| panic!("{:?}", built.diagnostics));
        assert!(packet.about.refused.is_empty(), "{:?}", packet.about.refused);
        n_pages = packet.files.iter().map(|file| file.n_pages).sum();
        n_bytes = packet.files.iter().map(|file| file.bytes.len()).sum();
    }
    spent.sort_by(f64::total_cmp);
    Row { n_pages, n_bytes, ms: spent[spent.len() / 2] }
}

/// The example without what it attaches, for one of many clients.
fn client(who: usize) -> String {
    let example = include_str!("../examples/expungement.yaml");
    let (own, _) = example.split_once("declarations:").expect("the example declares");
    let name = format!("María José Núñez {}", char::from(b'A' + who as u8));
    own.replace("María José Núñez", &name).replace("BA456789", &format!("BA{:06}", 400_000 + who))
}

/// A client who has that many paragraphs to tell.
fn told(who: usize, n: usize) -> String {
    let case = client(who);
    let (before, after) = case.split_once("statement: |").expect("the example has a statement");
    let after = after.split_once("\n\n").map_or("", |(_, after)| after);
    let paragraph = |n: usize| {
        format!(
            "  In month {n} I worked early shifts at the bakery and went to class in the evening. I kept \
             every appointment, paid what I owed, and helped my sister with her children. I have not \
             been arrested, and I do not spend time with the people I knew then.\n"
        )
    };
    let told: Vec<String> = (1..=n).map(paragraph).collect();
    format!("{before}statement: |\n{}\n{after}", told.join("\n"))
}

/// A client convicted of that many offenses.
fn charged(who: usize, n: usize) -> String {
    let case = client(who);
    let (before, after) = case.split_once("      - { count: 2,").expect("a second count");
    let (_, after) = after.split_once('\n').expect("a line");
    let more = |count: usize| {
        format!(
            "      - {{ count: {count}, code: Pen, section: \"466\", name: possession of burglary \
             tools, level: misdemeanor }}\n"
        )
    };
    let more: String = (2..=n).map(more).collect();
    format!("{before}{more}{after}")
}

fn nothing(path: &str) -> Result<Vec<u8>, String> {
    Err(format!("`{path}` is not there"))
}

fn as_of() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 11, 20).expect("a day")
}
