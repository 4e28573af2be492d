//! `manifest.csv`: every file and every case without one, as spreadsheets and programs read it.

use std::path::Path;

use petition::batch::manifest::{COLUMNS, MANIFEST_CSV};
use petition::batch::record::Record;

use crate::support::{drafted, faulty, mixed, report, text};

fn rows(out: &Path) -> Vec<Vec<String>> {
    let text = text(&out.join(MANIFEST_CSV));
    let text = text.strip_prefix('\u{feff}').expect("the mark that spreadsheets look for");
    let lines: usize = text.matches("\r\n").count();
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    assert_eq!(reader.headers().expect("heads"), COLUMNS.as_slice());
    let rows: Vec<Vec<String>> = reader
        .records()
        .map(|row| row.expect("a row").iter().map(str::to_owned).collect())
        .collect();
    assert!(lines > rows.len(), "lines end as the standard of such lists says");
    rows
}

fn cell<'a>(row: &'a [String], column: &str) -> &'a str {
    &row[COLUMNS.iter().position(|one| *one == column).expect("a column")]
}

#[test]
fn one_line_a_file_and_one_for_each_case_without_files() {
    let out = tempfile::tempdir().expect("a folder");
    let records = mixed(24);
    report(&records, out.path());
    let rows = rows(out.path());
    let wanted: usize = records.iter().map(|record| record.files.len().max(1)).sum();
    assert_eq!(rows.len(), wanted);
    let mut rows = rows.iter();
    for record in &records {
        for file in &record.files {
            let row = rows.next().expect("a row");
            assert_eq!(cell(row, "n"), (record.at + 1).to_string());
            assert_eq!(cell(row, "folder"), format!("packets/{}", record.folder));
            assert_eq!(cell(row, "file"), file.file);
            assert_eq!(cell(row, "sha256"), file.sha256.0);
            assert_eq!(cell(row, "filed"), if file.filed { "yes" } else { "no" });
            assert_eq!((cell(row, "pages"), cell(row, "bytes")), ("3", "12345"));
            assert_eq!(cell(row, "as_of"), "2026-11-20");
            assert_eq!(cell(row, "law_compiled"), "2026-07-21");
            assert!(cell(row, "program").starts_with("petition "));
        }
        if record.files.is_empty() {
            let row = rows.next().expect("a row");
            assert_eq!((cell(row, "outcome"), cell(row, "file")), ("faulty", ""));
            let reason = cell(row, "reason");
            assert!(
                reason.starts_with("[unknown-county] ") && reason.contains(":3:11"),
                "{reason}"
            );
        }
    }
}

#[test]
fn what_clients_are_called_stays_one_cell_and_becomes_no_formula() {
    let names = [
        "=HYPERLINK(\"http://example.org\")",
        "+1",
        "-2",
        "@x",
        "a,b\"c\"\r\nd",
        "Núñez; María",
        "\u{202e}x",
    ];
    let client = |(at, name): (usize, &&str)| {
        let mut record = drafted(at);
        record.matter.client = Some((*name).to_owned());
        record
    };
    let records: Vec<Record> = names.iter().enumerate().map(client).collect();
    let out = tempfile::tempdir().expect("a folder");
    report(&records, out.path());
    for row in rows(out.path()) {
        let at: usize = cell(&row, "n").parse().expect("a number");
        let (name, client) = (names[at - 1], cell(&row, "client"));
        let harmless = if at <= 4 { format!("'{name}") } else { name.to_owned() };
        assert_eq!(client, harmless);
    }
}

#[test]
fn duplicates_stand_in_a_column_of_their_own() {
    let mut records = vec![drafted(0), drafted(1), faulty(2)];
    records[2].matter = records[0].matter.clone();
    let out = tempfile::tempdir().expect("a folder");
    report(&records, out.path());
    let told: Vec<(String, String)> = rows(out.path())
        .iter()
        .map(|row| (cell(row, "n").to_owned(), cell(row, "duplicates").to_owned()))
        .collect();
    for (n, words) in told {
        assert_eq!(words, if n == "2" { "" } else { "D1 same-client" }, "{n}");
    }
}

#[test]
fn a_reason_without_end_is_cut_and_says_where_the_rest_is() {
    let mut record = faulty(0);
    record.messages[0].what = "é".repeat(100_000);
    let out = tempfile::tempdir().expect("a folder");
    report(&[record], out.path());
    let rows = rows(out.path());
    let reason = cell(&rows[0], "reason");
    assert!(reason.chars().count() < 5000 && reason.ends_with("(all of it in records.jsonl)"));
}
