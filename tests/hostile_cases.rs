//! A thousand hostile case files: each is answered by clear errors, or by a packet where nothing was spoiled.
mod hostile;

use std::panic::{AssertUnwindSafe, catch_unwind};

use hostile::{Hostile, Wanted, answer::answer, clear};
use petition::catalog::Catalog;

/// Files are dealt out to so many threads, whose stacks are those of a batch.
const N_THREADS: usize = 4;

/// Without optimisation, which takes seconds for a megabyte, only each of so many is read; `.ci/run` reads them all.
const EACH: usize = if cfg!(debug_assertions) { 5 } else { 1 };

fn judge(catalog: &Catalog, file: &Hostile) -> Vec<String> {
    match catch_unwind(AssertUnwindSafe(|| answer(catalog, &file.bytes))) {
        Ok(answer) => clear::faults(file, &answer),
        Err(_) => vec![format!("{}: panics", file.name)],
    }
}

#[test]
fn each_of_a_thousand_files_is_answered_clearly() {
    let catalog = Catalog::embedded().expect("the catalog is sound");
    let files = hostile::all(&catalog);
    assert!(files.len() >= hostile::N_FILES, "only {} files", files.len());
    // In turn, so that no thread has all the large ones.
    let read = || files.iter().step_by(EACH);
    let share = |first: usize| read().skip(first).step_by(N_THREADS);
    let judge_share = |first: usize| share(first).flat_map(|file| judge(&catalog, file)).collect();
    let found: Vec<String> = std::thread::scope(|scope| {
        let start = |first: usize| scope.spawn(move || judge_share(first));
        let threads: Vec<_> = (0..N_THREADS).map(start).collect();
        let died = |_| vec!["a thread died".to_owned()];
        threads.into_iter().flat_map(|one| one.join().unwrap_or_else(died)).collect()
    });
    assert!(found.is_empty(), "{} faults:\n{}", found.len(), found.join("\n"));
}

#[test]
fn they_are_the_same_in_every_run_and_of_every_kind() {
    let catalog = Catalog::embedded().expect("the catalog is sound");
    let (files, again) = (hostile::all(&catalog), hostile::all(&catalog));
    let same = files.iter().zip(&again).all(|(a, b)| a.name == b.name && a.bytes == b.bytes);
    assert!(same && files.len() == again.len());
    let errors = files.iter().filter(|file| matches!(file.wanted, Wanted::Error(_))).count();
    assert!(errors > 300, "only {errors} with a code of their own");
}

#[test]
fn an_answer_that_is_not_clear_is_found() {
    let catalog = Catalog::embedded().expect("the catalog is sound");
    let file = Hostile::new("x", "petition: expungement\n", Wanted::Error("missing-fact"));
    let mut answer = answer(&catalog, &file.bytes);
    assert!(clear::faults(&file, &answer).is_empty());
    let sound = answer.diagnostics.clone();
    let spoils: [fn(&mut petition::diagnostic::Diagnostic); 6] = [
        |one| one.code.clear(),
        |one| one.what.clear(),
        |one| one.what = "internal error".to_owned(),
        |one| one.what = "a bell \u{7} rings".to_owned(),
        |one| one.places.clear(),
        |one| one.help = None,
    ];
    for (n, spoil) in spoils.iter().enumerate() {
        answer.diagnostics = sound.clone();
        spoil(&mut answer.diagnostics[0]);
        assert!(!clear::faults(&file, &answer).is_empty(), "spoil {n} is not found");
    }
    answer.diagnostics.clear();
    assert!(!clear::faults(&file, &answer).is_empty(), "silence is not found");
}
