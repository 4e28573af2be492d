//! Diagnostics as a person sees them on a terminal and as programs read them.

use std::sync::Arc;

use petition::diagnostic::Diagnostic;
use petition::diagnostic::render::{self, render_terminal, sort_by_place, summary, to_json};
use petition::source::{FieldPath, ListRow, Source, Span};
use serde_json::json;

const TEXT: &str = "petition: expungement\nconvictions:\n  - judgment_on: 2016-05-02\n    convicted_on: 2016-06-02\n";

fn source(name: &str, text: &str) -> Arc<Source> {
    Arc::new(Source::new(name, text))
}

/// Where a word stands in a file.
fn place(source: &Arc<Source>, word: &str) -> Span {
    let start = source.text.find(word).expect("the word");
    Span { source: Arc::clone(source), start, end: start + word.len() }
}

fn judgment() -> Diagnostic {
    Diagnostic::error("judgment-before-conviction", "judgment is dated before the conviction")
        .at_field(&FieldPath::root().key("judgment"), "this is 31 days earlier")
        .at_field(&FieldPath::root().key("conviction"), "than this")
        .why("judgment follows the conviction")
        .help("compare both days with the court's docket")
        .cites("Pen. Code, § 1191")
}

fn resolver(source: &Arc<Source>) -> impl Fn(&FieldPath) -> Option<Span> {
    move |path| match path.to_string().as_str() {
        "judgment" => Some(place(source, "2016-05-02")),
        "conviction" => Some(place(source, "2016-06-02")),
        _ => None,
    }
}

#[test]
fn a_drawing_shows_what_where_why_the_law_and_what_to_do() {
    let source = source("case.yaml", TEXT);
    let drawn = render_terminal(&[judgment()], &resolver(&source), false);
    let expected = "\
error[judgment-before-conviction]: judgment is dated before the conviction
 --> case.yaml:3:18
  |
3 |   - judgment_on: 2016-05-02
  |                  ^^^^^^^^^^ this is 31 days earlier
4 |     convicted_on: 2016-06-02
  |                   ---------- than this
  |
  = note: judgment follows the conviction
  = law: Pen. Code, § 1191
  = help: compare both days with the court's docket

";
    assert_eq!(drawn, expected);
}

#[test]
fn byte_order_mark_carriage_returns_and_control_characters_are_not_printed() {
    let source = source("case.yaml", &format!("\u{FEFF}{}", TEXT.replace('\n', "\u{1B}[31m\r\n")));
    let drawn = render_terminal(&[judgment()], &resolver(&source), false);
    assert!(drawn.contains(" --> case.yaml:3:18\n"), "{drawn}");
    assert!(!drawn.contains(['\u{1B}', '\r', '\u{FEFF}', '\u{240D}']), "{drawn}");
    let what = Diagnostic::error("x", "a `\u{1B}]0;title\u{7}` in words").help("\u{202E}");
    assert!(!render_terminal(&[what], &|_| None, false).contains(['\u{1B}', '\u{7}', '\u{202E}']));
}

#[test]
fn columns_count_characters() {
    let source = source("case.yaml", "é: ñandú 1\nb: 2\n");
    let fault = Diagnostic::warning("x", "odd").at_span(place(&source, "1"), "here");
    assert!(
        render_terminal(std::slice::from_ref(&fault), &|_| None, false).contains("case.yaml:1:10")
    );
    assert_eq!(to_json(&[fault], &|_| None)[0]["column"], 10);
}

#[test]
fn places_in_two_files_are_both_drawn() {
    let (one, two) = (source("case.yaml", "a: 1\n"), source("client.yaml", "# shared\na: 2\n"));
    let fault = Diagnostic::error("stated-twice", "the files disagree")
        .at_span(place(&one, "1"), "here")
        .at_span(place(&two, "2"), "and here");
    let drawn = render_terminal(&[fault], &|_| None, false);
    assert!(drawn.contains("case.yaml:1:4") && drawn.contains("client.yaml:2:4"), "{drawn}");
    assert!(drawn.contains("and here"), "{drawn}");
}

#[test]
fn a_block_of_text_is_drawn_by_its_first_line_only() {
    let source = source("case.yaml", "statement: |\n  one\n  two\n  three\n");
    let span = Span { start: 11, end: source.text.len() - 1, source };
    let drawn =
        render_terminal(&[Diagnostic::error("x", "odd").at_span(span, "")], &|_| None, false);
    assert!(drawn.contains("statement: |") && !drawn.contains("three"), "{drawn}");
}

#[test]
fn colour_is_only_written_on_demand() {
    let source = source("case.yaml", TEXT);
    assert!(render_terminal(&[judgment()], &resolver(&source), true).contains('\u{1B}'));
    assert!(!render_terminal(&[judgment()], &resolver(&source), false).contains('\u{1B}'));
}

#[test]
fn programs_get_file_line_column_and_related_places() {
    let source = source("case.yaml", TEXT);
    let expected = json!([{
        "severity": "error",
        "code": "judgment-before-conviction",
        "what": "judgment is dated before the conviction",
        "why": "judgment follows the conviction",
        "help": "compare both days with the court's docket",
        "cites": "Pen. Code, § 1191",
        "field": "judgment",
        "file": "case.yaml",
        "line": 3,
        "column": 18,
        "end": { "line": 3, "column": 28 },
        "related": [{
            "field": "conviction",
            "note": "than this",
            "file": "case.yaml",
            "line": 4,
            "column": 19,
            "end": { "line": 4, "column": 29 },
        }],
    }]);
    assert_eq!(to_json(&[judgment()], &resolver(&source)), expected);
}

#[test]
fn the_summary_counts() {
    let (error, warning) = (Diagnostic::error("a", "a"), Diagnostic::warning("b", "b"));
    assert_eq!(summary(&[]), "");
    assert_eq!(summary(std::slice::from_ref(&error)), "1 error");
    assert_eq!(summary(&[error.clone(), warning, error]), "2 errors, 1 warning");
}

#[test]
fn the_case_file_comes_first_from_top_to_bottom() {
    let (main, client) = (source("case.yaml", TEXT), source("a.yaml", "x: 1\n"));
    let mut diagnostics = vec![
        Diagnostic::error("third", "c").at_span(place(&client, "1"), ""),
        Diagnostic::error("second", "b").at_field(&FieldPath::root().key("conviction"), ""),
        Diagnostic::error("first", "a").at_span(place(&main, "petition"), ""),
        Diagnostic::error("none", "no place"),
    ];
    sort_by_place(&mut diagnostics, &resolver(&main), &main);
    let codes: Vec<&str> = diagnostics.iter().map(|diagnostic| diagnostic.code.as_str()).collect();
    assert_eq!(codes, ["none", "first", "second", "third"]);
}

#[test]
fn of_a_very_long_line_what_stands_around_the_place_is_drawn() {
    let text = format!("a: 1\nb: {}here{}\n", "é ".repeat(50_000), " x".repeat(50_000));
    let source = source("case.yaml", &text);
    let fault = Diagnostic::error("x", "odd").at_span(place(&source, "here"), "this");
    let drawn = render_terminal(std::slice::from_ref(&fault), &|_| None, false);
    assert!(drawn.contains(" --> case.yaml:2:100004\n"), "{drawn}");
    assert!(drawn.contains("here") && drawn.contains("^^^^ this"), "{drawn}");
    assert!(drawn.lines().all(|line| line.chars().count() < 200), "{drawn}");
    assert_eq!(to_json(&[fault], &|_| None)[0]["column"], 100_004);
}

#[test]
fn places_far_apart_are_drawn_without_the_lines_between() {
    let source = source("case.yaml", &format!("first: 1\n{}last: 2\n", "x: y\n".repeat(50_000)));
    let fault = Diagnostic::error("duplicate-key", "twice")
        .at_span(place(&source, "last"), "again here")
        .at_span(place(&source, "first"), "first here");
    let drawn = render_terminal(&[fault], &|_| None, false);
    assert!(drawn.contains("case.yaml:50002:1") && drawn.contains("again here"), "{drawn}");
    assert!(drawn.contains("case.yaml:1:1") && drawn.contains("first here"), "{drawn}");
    assert!(drawn.lines().count() < 20, "{drawn}");
}

#[test]
fn lines_are_found_as_a_person_counts() {
    let source = source("case.yaml", "\u{FEFF}é: 1\r\n\nñandú: x\n");
    let lines = petition::source::Lines::of(&source);
    for at in (0..=source.text.len()).chain((0..=source.text.len()).rev()) {
        assert_eq!(lines.position(at), source.position(at), "byte {at}");
    }
}

/// Row 17 of a list: the row itself, then its cells with their columns.
fn row() -> Arc<Source> {
    let text = "clients.csv, row 17\nB  Name: Ann Lee\nAF  Conviction date: 02/30/2023\n";
    let row = Some(ListRow { list: "clients.csv".to_owned(), number: 17 });
    Arc::new(Source { row, ..Source::new("clients.csv, row 17", text) })
}

#[test]
fn a_cell_of_a_list_is_drawn_with_its_row_and_column() {
    let source = row();
    let fault = Diagnostic::error("impossible-date", "not a day")
        .at_span(place(&source, "02/30/2023"), "this month has 28 days")
        .at_span(place(&source, "Ann Lee"), "of this client");
    let drawn = render_terminal(std::slice::from_ref(&fault), &|_| None, false);
    let expected = "\
error[impossible-date]: not a day
  --> clients.csv, row 17, column AF
   |
17 | AF  Conviction date: 02/30/2023
   |                      ^^^^^^^^^^ this month has 28 days
   |
  ::: clients.csv, row 17, column B
   |
17 | B  Name: Ann Lee
   |          ------- of this client

";
    assert_eq!(drawn, expected);
    assert_eq!(render::place(&fault, &|_| None), "clients.csv, row 17, column AF");
    let json = to_json(&[fault], &|_| None);
    assert_eq!(json[0]["file"], "clients.csv");
    assert_eq!(json[0]["row"], 17);
    assert_eq!(json[0]["cell"], "AF17");
    assert_eq!(json[0]["line"], serde_json::Value::Null);
    assert_eq!(json[0]["related"][0]["cell"], "B17");
}

#[test]
fn a_row_as_a_whole_has_no_column() {
    let source = row();
    let fault = Diagnostic::error("missing-fact", "no court")
        .at_span(place(&source, "clients.csv, row 17"), "");
    assert_eq!(render::place(&fault, &|_| None), "clients.csv, row 17");
    let drawn = render_terminal(std::slice::from_ref(&fault), &|_| None, false);
    assert!(drawn.contains("--> clients.csv, row 17\n"), "{drawn}");
    assert_eq!(to_json(&[fault], &|_| None)[0]["cell"], serde_json::Value::Null);
}
