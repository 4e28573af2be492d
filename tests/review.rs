//! The review sheet: each stated fact with its line, each requirement with its law, and all of it on paper.

use std::path::Path;
use std::sync::{Arc, OnceLock};

use chrono::NaiveDate;
use petition::case::Case;
use petition::catalog::Catalog;
use petition::compose::Drafts;
use petition::compose::review::{Reviewing, review};
use petition::diagnostic::Diagnostic;
use petition::document::{Block, Document, Inline};
use petition::packet::receipt::{Bound, Receipt, read_back};
use petition::pipeline::{self, Checked};
use petition::reading::{each_page, lines};
use petition::source::Source;

fn catalog() -> &'static Catalog {
    static CATALOG: OnceLock<Catalog> = OnceLock::new();
    CATALOG.get_or_init(|| {
        Catalog::from_folders(Some(Path::new("forms")), Some(Path::new("templates")))
            .expect("the built-in catalog")
    })
}

fn as_of() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 11, 20).expect("a day")
}

fn example(name: &str) -> String {
    std::fs::read_to_string(Path::new("examples").join(name)).expect("an example")
}

/// A case as far as its review sheet needs it.
struct Drawn {
    case: Case,
    checked: Checked,
    diagnostics: Vec<Diagnostic>,
    drafts: Drafts,
}

impl Drawn {
    /// A case text; a client file that it names has the text given.
    fn of(text: &str, client: &str) -> Drawn {
        let source = Arc::new(Source::new("cases/case.yaml", text));
        let client = client.as_bytes().to_vec();
        let read = |_: &str| Ok(client.clone());
        let examined = pipeline::examine(catalog(), &source, &read, as_of());
        let said: Vec<&String> = examined.diagnostics.iter().map(|one| &one.what).collect();
        assert!(!examined.faulty, "{said:#?}");
        let (case, checked) = (examined.case.expect("a case"), examined.checked.expect("checked"));
        let drafts = pipeline::compose(catalog(), &case, &checked, as_of()).expect("drafts");
        Drawn { case, checked, diagnostics: examined.diagnostics, drafts }
    }

    fn receipt(&self) -> Receipt {
        let read = self.drafts.papers.iter().map(|draft| {
            let bytes = file_of(&draft.document);
            let (document, file, n_own) = (&draft.document, draft.file.as_str(), usize::MAX);
            read_back(&Bound { document, file, bytes: &bytes, n_own }).expect("a file")
        });
        Receipt::new(&self.case, &catalog().fields, &read.collect::<Vec<_>>())
    }

    fn reviewing(&self) -> Reviewing<'_> {
        Reviewing {
            case: &self.case,
            petition: &catalog().petitions[&self.case.petition],
            law: &catalog().law,
            as_of: as_of(),
            decided: &self.checked.decided,
            diagnostics: &self.diagnostics,
            drafts: &self.drafts,
            silent: &[],
        }
    }

    fn review(&self) -> Document {
        let receipt = self.receipt();
        review(&Reviewing { silent: &receipt.silent, ..self.reviewing() })
    }
}

fn file_of(document: &Document) -> Vec<u8> {
    let pages = pipeline::lay_out(catalog(), document).expect("pages");
    pipeline::export(catalog(), &pages, as_of()).expect("a file")
}

/// All words of a file, a line of the page each.
fn text_of(bytes: &[u8]) -> Vec<String> {
    let mut out = Vec::new();
    each_page(bytes.to_vec(), |_, page| out.extend(lines(&page).iter().map(|line| line.text())))
        .expect("a file of ours");
    out
}

fn words(line: &[Inline]) -> String {
    let one = |inline: &Inline| match inline {
        Inline::Text(words) => words.text.clone(),
        Inline::Break => "\n".to_owned(),
        _ => "_".to_owned(),
    };
    line.iter().map(one).collect()
}

/// The rows of all tables of a sheet, as words.
fn rows(document: &Document) -> Vec<Vec<String>> {
    let tables = document.blocks.iter().filter_map(|block| match block {
        Block::Table(table) => Some(&table.rows),
        _ => None,
    });
    tables.flatten().map(|row| row.iter().map(|cell| words(cell)).collect()).collect()
}

/// Every block of a sheet as words, the labels of lists before their items.
fn all_words(blocks: &[Block]) -> String {
    let mut out = String::new();
    for block in blocks {
        match block {
            Block::Heading { text, .. } | Block::Paragraph { text, .. } => out += &words(text),
            Block::List { items } => items.iter().for_each(|item| {
                out += &format!("{} {}", item.label, all_words(&item.blocks));
            }),
            Block::Table(table) => {
                table.rows.iter().flatten().for_each(|cell| out += &format!("{}\n", words(cell)));
            }
            _ => {}
        }
        out.push('\n');
    }
    out
}

/// The number of the line of a text that begins with some words.
fn line_of(text: &str, start: &str) -> usize {
    1 + text.lines().position(|line| line.trim_start().starts_with(start)).expect("a line")
}

#[test]
fn each_stated_fact_has_its_line() {
    let text = example("expungement.yaml");
    let drawn = Drawn::of(&text, "");
    let sheet = drawn.review();
    let rows = rows(&sheet);
    let number = line_of(&text, "case_number:");
    let want = format!("line\u{a0}{number}: case_number");
    let row = rows.iter().find(|row| row[1].starts_with("Case No.")).expect("the case number");
    assert_eq!((row[0].as_str(), &row[2]), ("caption", &want));
    for said in
        ["In January 2016 I went", "I was wrong, and I said so in court.", "I would like to lease"]
    {
        let words: Vec<&str> = said.split(' ').take(3).collect();
        let n = 1 + text.lines().position(|line| line.contains(&words.join(" "))).expect("a line");
        let row = rows.iter().find(|row| row[1].starts_with(said)).expect("a sentence");
        assert_eq!(row[2], format!("line\u{a0}{n}: statement"), "{said}");
    }
}

#[test]
fn every_fact_that_a_paper_states_is_on_the_sheet() {
    for name in ["expungement.yaml", "seal-and-destroy.yaml", "pardon.yaml"] {
        let drawn = Drawn::of(&example(name), "");
        let sheet = drawn.review();
        let told = all_words(&sheet.blocks);
        let receipt = drawn.receipt();
        assert!(receipt.received.len() > 20);
        for one in &receipt.received {
            assert!(told.contains(&format!(": {}", one.fact)), "{name}: {}", one.fact);
        }
        for fact in &receipt.silent {
            assert!(told.contains(&fact.to_string()), "{name}: {fact}");
        }
        for blank in &drawn.drafts.blanks {
            assert!(told.contains(&blank.label), "{name}: {blank:?}");
        }
    }
}

#[test]
fn requirements_come_with_law_and_finding() {
    let drawn = Drawn::of(&example("expungement.yaml"), "");
    let told = all_words(&drawn.review().blocks);
    assert!(told.contains("It is the one asked for."));
    for one in &drawn.checked.decided {
        let asked = one.reason.children.iter().flat_map(|group| &group.children);
        asked.filter(|_| one.pleaded).for_each(|reason| {
            reason.each(&mut |reason| {
                if reason.code.is_none() {
                    return;
                }
                let says = reason.says.replace('`', "");
                assert!(told.contains(&says), "{says}");
                let cite = reason
                    .provision
                    .as_deref()
                    .and_then(|key| catalog().law.cite(key, petition::law::CiteForm::Short));
                assert!(cite.is_none_or(|cite| told.contains(&cite)), "{says}");
            });
        });
    }
}

#[test]
fn overrides_warnings_and_refusals_are_told() {
    let mut text = example("expungement.yaml");
    text = text.replace("on_probation: false", "on_probation: true");
    text.push_str(
        "overrides:\n  - { code: on-probation, reason: \"Probation ended yesterday by order.\" }\n",
    );
    let drawn = Drawn::of(&text, "");
    let sheet = drawn.review();
    let told = all_words(&sheet.blocks);
    assert!(told.contains("Probation ended yesterday by order."), "{told}");
    let line = text.lines().count();
    let row = rows(&sheet).into_iter().find(|row| row[0] == "on-probation").expect("a row");
    assert_eq!(row[2], format!("line\u{a0}{line}"));
    assert!(told.contains("Warning\n"), "{told}");
    let refused = Drawn::of(
        &example("expungement.yaml").replace("on_probation: false", "on_probation: true"),
        "",
    );
    assert!(refused.checked.refused);
    let told = all_words(&refused.review().blocks);
    assert!(told.contains("Error\n") && told.contains("code: on-probation"), "{told}");
    assert!(told.contains("No paper to file was drafted"), "{told}");
}

#[test]
fn facts_of_a_client_file_name_that_file() {
    let whole = example("expungement.yaml");
    let start = whole.find("petitioner:").expect("a petitioner");
    let end = start
        + whole[start..]
            .find("\nattorney:")
            .or(whole[start..].find("\nprosecutor:"))
            .expect("more");
    let case = format!("client: clients/nunez.yaml\n{}{}", &whole[..start], &whole[end..]);
    let drawn = Drawn::of(&case, &whole[start..end]);
    let rows = rows(&drawn.review());
    let from = |fact: &str| {
        let row = rows.iter().find(|row| row[2].contains(&format!(": {fact}"))).expect("a row");
        row[2].clone()
    };
    assert!(from("petitioner.name").contains("nunez.yaml, line\u{a0}2: petitioner.name"));
    assert!(from("case_number").contains("case.yaml, line\u{a0}"));
}

#[test]
fn it_is_laid_out_whole_and_the_same_each_time() {
    for name in ["expungement.yaml", "seal-arrest-interests.yaml", "habeas-corpus.yaml"] {
        let drawn = Drawn::of(&example(name), "");
        let sheet = drawn.review();
        assert_eq!(sheet, Drawn::of(&example(name), "").review());
        let bytes = file_of(&sheet);
        let bound = Bound { document: &sheet, file: "review", bytes: &bytes, n_own: usize::MAX };
        let read = read_back(&bound).expect("a file that can be read");
        let receipt = Receipt::new(&drawn.case, &catalog().fields, &[read]);
        assert_eq!(receipt.missing, [], "{name}");
        let headers = text_of(&bytes);
        let headers =
            headers.iter().filter(|line| line.starts_with("REVIEW SHEET – not for filing"));
        assert!(headers.count() > 3, "{name}: each page says that it is not for filing");
    }
}

#[test]
fn every_example_has_a_sheet_that_fits_its_pages() {
    let mut n_sheets = 0;
    for entry in std::fs::read_dir("examples").expect("examples").flatten() {
        let path = entry.path();
        if path.extension().is_none_or(|end| end != "yaml") {
            continue;
        }
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let drawn = Drawn::of(&example(&name), "");
        let reviewing = drawn.reviewing();
        let document = review(&reviewing);
        let pages =
            pipeline::lay_out(catalog(), &document).unwrap_or_else(|e| panic!("{name}: {e:?}"));
        assert!((3..40).contains(&pages.pages.len()), "{name}: {} pages", pages.pages.len());
        n_sheets += 1;
    }
    assert!(n_sheets > 50);
}
