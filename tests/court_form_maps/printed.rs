//! What the maps print.
use crate::drafts::{Forms, line, words};

#[test]
fn dump() {
    let forms = Forms::new();
    for file in std::env::var("CASES").unwrap_or_default().split_whitespace() {
        println!("################ {file}");
        for draft in forms.file(file) {
            println!("===== {}", draft.number);
            for (name, value) in &draft.values {
                println!("{name}: {}", words(value));
            }
            for (name, table) in &draft.tables {
                for row in &table.rows {
                    println!(
                        "{name}: {}",
                        row.iter().map(|c| line(c)).collect::<Vec<_>>().join(" | ")
                    );
                }
            }
            println!(
                "ticks: {:?}",
                draft.ticks.iter().filter(|(_, on)| **on).map(|(n, _)| n).collect::<Vec<_>>()
            );
            for (name, extra) in &draft.extra {
                println!("extra {name}:\n{}", words(extra));
            }
            println!("body:\n{}", words(&draft.body));
        }
    }
}
