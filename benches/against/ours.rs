//! Our side of `run.py`: the words of many petitions as data, and the petitions themselves on demand.
//!
//! `words N` prints the words of the petitions of N clients as JSON. `serve` answers lines on standard
//! input: `set FIRST N` sets the words of N petitions and writes them out, as the others do; `paper
//! FIRST N` makes N petitions from case file to bytes, `proved FIRST N` also reads each back and
//! inspects it as the program does before it writes one, `write FIRST DIR` writes one.

use std::fmt::Write as _;
use std::io::{BufRead, Write};
use std::path::Path;
use std::sync::Arc;

use chrono::NaiveDate;
use cpu_time::ProcessTime;
use petition::catalog::Catalog;
use petition::document::{Block, Caption, Document, Inline, ParagraphShape, Stationery};
use petition::inspect::{Inspection, Rules};
use petition::packet::receipt;
use petition::pipeline;
use petition::reading::first_pages;
use petition::source::Source;
use serde_json::{Value, json};

const GIVEN: [&str; 12] = [
    "María José",
    "Nguyễn Thị",
    "Dwayne",
    "Xóchitl",
    "Krzysztof",
    "Aaliyah",
    "Quang",
    "Zoë",
    "Björn",
    "Kawaʻi",
    "Vladimir",
    "Jacqueline",
];
const FAMILY: [&str; 13] = [
    "Núñez",
    "Hạnh",
    "Washington",
    "Zúñiga",
    "Wójcik",
    "Jackson",
    "Quiñones",
    "Yamamoto",
    "Kealoha",
    "Featherstone",
    "De la Cruz",
    "Vukčević",
    "Okafor",
];

/// The program's own.
#[global_allocator]
static MEMORY: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let shop = Shop { catalog: Catalog::embedded().unwrap_or_else(|faults| panic!("{faults:?}")) };
    match arguments.first().map(String::as_str) {
        Some("words") => {
            let n: usize = arguments[1].parse().expect("a number");
            let papers: Vec<Value> = (0..n).map(|who| words(&shop.document(who))).collect();
            println!("{}", Value::Array(papers));
        }
        Some("serve") => shop.serve(),
        _ => println!("benches/against/run.py runs this beside other programs"),
    }
}

struct Shop {
    catalog: Catalog,
}

impl Shop {
    fn serve(&self) {
        let rules = Rules::read(&self.catalog.law).expect("the rules are data of ours");
        for line in std::io::stdin().lock().lines() {
            let line = line.expect("standard input");
            let parts: Vec<&str> = line.split(' ').collect();
            let first: usize = parts[1].parse().expect("a number");
            if parts[0] == "write" {
                let bytes = self.paper(&self.document(first));
                std::fs::write(Path::new(parts[2]), bytes).expect("written");
                println!("{{}}");
                continue;
            }
            let n: usize = parts[2].parse().expect("a number");
            let cases: Vec<Arc<Source>> = (first..first + n).map(case).collect();
            let words: Vec<Document> = match parts[0] {
                "set" => cases.iter().map(|case| self.drafted(case)).collect(),
                _ => Vec::new(),
            };
            let (start, mut n_bytes) = (ProcessTime::now(), 0);
            for document in &words {
                n_bytes += self.paper(document).len();
            }
            for case in cases.iter().skip(words.len()) {
                let document = self.drafted(case);
                let bytes = self.paper(&document);
                n_bytes += bytes.len();
                if parts[0] == "proved" {
                    prove(&document, bytes, &rules);
                }
            }
            let cpu = start.elapsed().as_secs_f64() * 1000.0 / n as f64;
            println!("{}", json!({ "cpu_ms": cpu, "bytes": n_bytes / n, "peak_kb": peak_kb() }));
            std::io::stdout().flush().expect("standard output");
        }
    }

    fn document(&self, who: usize) -> Document {
        self.drafted(&case(who))
    }

    /// Case file to the words of the petition.
    fn drafted(&self, case: &Arc<Source>) -> Document {
        let loaded = pipeline::load(&self.catalog, case, &read);
        let case = loaded.case.expect("a case");
        let mut checked = pipeline::check(&self.catalog, &case, as_of());
        checked.papers.retain(|paper| paper == "expungement/petition");
        let drafts = pipeline::compose(&self.catalog, &case, &checked, as_of()).expect("drafts");
        drafts.papers.into_iter().next().expect("the petition").document
    }

    fn paper(&self, document: &Document) -> Vec<u8> {
        let pages = pipeline::lay_out(&self.catalog, document).expect("pages");
        pipeline::export(&self.catalog, &pages, as_of()).expect("bytes")
    }
}

/// Reads a file back, as the program does before it writes one.
fn prove(document: &Document, bytes: Vec<u8>, rules: &Rules) {
    let mut inspection = Inspection::open_own(&bytes, rules).expect("a readable file");
    let mut words = receipt::Finished::default();
    first_pages(bytes, usize::MAX, |n, page| {
        words.add(&page);
        inspection.page(n + 1, &page);
    })
    .expect("readable pages");
    std::hint::black_box(receipt::hold(document, "petition.pdf", &words));
    let refused = inspection.finish().findings;
    assert!(refused.is_empty(), "{refused:?}");
}

/// The case file of one of many clients: no two have the same name and number.
fn case(who: usize) -> Arc<Source> {
    let example = include_str!("../../examples/expungement.yaml");
    let mut name = format!("{} {}", GIVEN[who % GIVEN.len()], FAMILY[who % FAMILY.len()]);
    let mut rest = who / (GIVEN.len() * FAMILY.len());
    while rest > 0 {
        let _ = write!(name, " {}", FAMILY[rest % FAMILY.len()]);
        rest /= FAMILY.len();
    }
    let text = example
        .replace("María José Núñez", &name)
        .replace("BA456789", &format!("BA{:06}", 400_000 + who));
    Arc::new(Source::new(format!("{who}.yaml"), text))
}

fn read(path: &str) -> Result<Vec<u8>, String> {
    let root = concat!(env!("CARGO_MANIFEST_DIR"), "/examples/");
    std::fs::read(format!("{root}{path}")).map_err(|error| error.to_string())
}

fn as_of() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 11, 20).expect("a day")
}

/// The most memory that this process held, in kilobytes.
fn peak_kb() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    line.and_then(|line| line.split_whitespace().next()?.parse().ok()).unwrap_or(0)
}

/// A document as data that other programs can set.
fn words(document: &Document) -> Value {
    let Stationery::Pleading(caption) = &document.stationery else { panic!("a pleading") };
    json!({
        "title": document.title,
        "footer": document.footer_title,
        "caption": head(caption),
        "blocks": document.blocks.iter().flat_map(|one| block(one, "")).collect::<Vec<_>>(),
    })
}

fn head(caption: &Caption) -> Value {
    let parties = caption.case_title.parties.iter();
    json!({
        "party": caption.party_block.iter().map(|line| runs(line)).collect::<Vec<_>>(),
        "court": caption.court_title,
        "parties": parties.map(|one| json!([runs(&one.name), one.role])).collect::<Vec<_>>(),
        "number": runs(&caption.case_number),
        "nature": runs(&caption.nature),
        "particulars": caption.particulars.iter().map(|line| runs(line)).collect::<Vec<_>>(),
    })
}

fn block(block: &Block, label: &str) -> Vec<Value> {
    match block {
        Block::Heading { text, .. } => vec![json!({ "kind": "heading", "runs": runs(text) })],
        Block::Paragraph { text, shape } => {
            let kind = if *shape == ParagraphShape::Indented { "indented" } else { "flush" };
            vec![json!({ "kind": kind, "label": label, "runs": runs(text) })]
        }
        Block::Numbered { label, blocks } => several(blocks, label),
        Block::List { items } => {
            items.iter().flat_map(|item| several(&item.blocks, &item.label)).collect()
        }
        Block::Quotation { blocks } => several(blocks, ""),
        Block::Table(table) => {
            let row =
                |row: &Vec<Vec<Inline>>| row.iter().map(|cell| runs(cell)).collect::<Vec<_>>();
            let rows: Vec<_> = table.rows.iter().map(row).collect();
            vec![json!({ "kind": "table", "header": row(&table.header), "rows": rows })]
        }
        Block::Signature(signature) => {
            let under: Vec<_> = signature.under.iter().map(|line| runs(line)).collect();
            vec![json!({ "kind": "signature", "dated": signature.dated, "under": under })]
        }
        Block::Lines { lines } => lines
            .iter()
            .map(|line| json!({ "kind": "flush", "label": "", "runs": runs(line) }))
            .collect(),
        Block::PageBreak => Vec::new(),
    }
}

/// The label stands before the first of the blocks.
fn several(blocks: &[Block], label: &str) -> Vec<Value> {
    let label = |n: usize| if n == 0 { label } else { "" };
    blocks.iter().enumerate().flat_map(|(n, one)| block(one, label(n))).collect()
}

/// Words with their style: nothing, `b`, `i` or both.
fn runs(line: &[Inline]) -> Vec<[String; 2]> {
    let run = |inline: &Inline| match inline {
        Inline::Text(words) => {
            let style = [(words.bold, 'b'), (words.italic, 'i')];
            let style = style.iter().filter(|(on, _)| *on).map(|(_, letter)| *letter).collect();
            [words.text.clone(), style]
        }
        Inline::Break => ["\n".to_owned(), String::new()],
        Inline::Blank { .. } => ["________".to_owned(), String::new()],
        Inline::CheckBox { .. } => ["[ ]".to_owned(), String::new()],
    };
    line.iter().map(run).collect()
}
