//! How long each of a thousand hostile case files takes to answer: the slowest ten, in CPU.
//!
//! `cargo bench --bench hostile`; one thread, catalog read before. A file that is refused is to take less than
//! 100 ms; one that turns out sound takes what its papers take, and is listed apart.

#[path = "../tests/hostile/mod.rs"]
mod hostile;

use cpu_time::ProcessTime;
use hostile::answer::answer;
use petition::catalog::Catalog;

/// How many of the slowest are shown.
const SHOWN: usize = 10;

fn main() {
    let catalog = Catalog::embedded().unwrap_or_else(|faults| panic!("{faults:?}"));
    let files = hostile::all(&catalog);
    let (mut refused, mut drafted) = (Vec::new(), Vec::new());
    for file in &files {
        let start = ProcessTime::now();
        let answer = answer(&catalog, &file.bytes);
        let spent = start.elapsed().as_secs_f64() * 1_000.0;
        let one = (spent, answer.diagnostics.len(), file.name.as_str());
        if answer.papers { drafted.push(one) } else { refused.push(one) }
    }
    show("refused", refused);
    show("sound after all, with all papers drafted", drafted);
}

fn show(title: &str, mut files: Vec<(f64, usize, &str)>) {
    files.sort_by(|a, b| b.0.total_cmp(&a.0));
    let whole: f64 = files.iter().map(|file| file.0).sum();
    println!(
        "{} {title}, {:.1} ms of CPU each on average; the slowest:",
        files.len(),
        whole / files.len() as f64
    );
    for (spent, n_said, name) in files.iter().take(SHOWN) {
        println!("{spent:9.2} ms  {n_said:4} messages  {name}");
    }
}
