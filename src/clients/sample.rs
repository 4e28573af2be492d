//! A list of fictional clients with its map, to begin a list of one's own from.

use std::sync::Arc;

use crate::catalog::Catalog;
use crate::catalog::fields::Kind;
use crate::catalog::petition::Petition;
use crate::catalog::schema::{PetitionSchema, Slot};
use crate::source::Source;
use crate::yaml::{self, Entry};
use columns::Column;

mod columns;
mod examples;

/// The petition whose sample shows every way of writing that a list can have.
const SHOWN: &str = "expungement";
/// The facts that all cases of a clinic share; they stand in the map.
const SHARED: &str = "attorney";
/// The day of filing of the examples.
const DAY: &str = "2026-11-20";
const PETITION: &str = "petition";
/// Fictional names for the petitioner of each row.
const NAMES: [&str; 2] = ["María José Núñez", "Samuel Okafor"];

/// The text of a list (CSV, with its byte order mark for spreadsheets) and of its map.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sample {
    /// clients.csv
    pub list: String,
    /// map.yaml
    pub map: String,
    /// The day for which its rows are right: deadlines of some petitions run out.
    pub day: &'static str,
}

/// The sample of a petition: the whole range for the most usual, its own example for any other.
///
/// # Errors
/// What is wrong with the catalog's declarations; a test holds that nothing is.
pub fn sample(catalog: &Catalog, petition: &Petition) -> Result<Sample, Vec<String>> {
    if petition.id == SHOWN {
        let list = format!("\u{FEFF}{}", include_str!("sample/clients.csv"));
        return Ok(Sample { list, map: include_str!("sample/map.yaml").to_owned(), day: DAY });
    }
    Ok(match examples::example(&petition.id) {
        Some(text) => of_example(catalog, petition, text),
        None => of_schema(&PetitionSchema::new(&catalog.fields, &petition.facts)?, petition),
    })
}

/// The petition's own example as a row: it is drafted, since the example is.
fn of_example(catalog: &Catalog, petition: &Petition, text: &str) -> Sample {
    let parsed = yaml::parse(&Arc::new(Source::new("example", text)));
    let Some(root) = parsed.root else { return written(petition, &[], &[Vec::new()], "") };
    let columns = columns::columns(&catalog.fields, &root, &[PETITION, SHARED]);
    let cells = columns.iter().map(|column| column.cell.clone()).collect();
    let shared = root.entries().iter().filter(|entry| entry.key == SHARED).cloned().collect();
    let shared: Vec<Entry> = shared;
    let mut every = super::case_text::lines(&shared, &catalog.fields.facts, "  ").join("\n");
    if !every.is_empty() {
        every =
            format!("every: # what all cases of the list share; as in a case file\n{every}\n\n");
    }
    written(petition, &columns, &[cells], &every)
}

/// The facts that a petition needs and most cases state, each with the example of its field.
fn of_schema(schema: &PetitionSchema<'_>, petition: &Petition) -> Sample {
    let mut columns = Vec::new();
    below(&schema.slots, "", false, &mut columns);
    let row = |name: &&str| {
        let cell = |column: &Column| match column.path.as_str() {
            "petitioner.name" => (*name).to_owned(),
            _ => column.cell.clone(),
        };
        columns.iter().map(cell).collect()
    };
    let rows: Vec<Vec<String>> = NAMES.iter().map(row).collect();
    written(petition, &columns, &rows, "")
}

fn written(petition: &Petition, columns: &[Column], rows: &[Vec<String>], every: &str) -> Sample {
    let line = |cells: &mut dyn Iterator<Item = &str>| {
        format!("{}\r\n", cells.map(quoted).collect::<Vec<_>>().join(","))
    };
    let headings = line(&mut columns.iter().map(|column| column.heading.as_str()));
    let rows: String = rows.iter().map(|row| line(&mut row.iter().map(String::as_str))).collect();
    let lines: String =
        columns.iter().map(|column| format!("  {}: {}\n", column.heading, column.path)).collect();
    let map = format!("{HEAD}petition: {}\n\n{every}columns:\n{lines}", petition.id);
    Sample { list: format!("\u{FEFF}{headings}{rows}"), map, day: DAY }
}

const HEAD: &str = "\
# What the columns of clients.csv are. Every person in it is fictional.
#
#   petition batch clients.csv --map map.yaml -o out
#
# Each heading of the list stands under `columns` with the fact it holds, or under `ignore: [...]`. Facts that all cases
# share can stand under `every:` as in a case file. Positions count from 0: `convictions.0` is the first conviction.
# docs/client-lists.md says what a cell can hold.
";

/// The facts that most cases state, each with its example.
fn below(slots: &[Slot<'_>], above: &str, usual: bool, columns: &mut Vec<Column>) {
    for slot in slots {
        let field = slot.field;
        let usual = usual || slot.usual;
        if !slot.required && !usual && !slot.slots.iter().any(|one| one.usual) {
            continue;
        }
        let path =
            if above.is_empty() { field.name.clone() } else { format!("{above}.{}", field.name) };
        match &field.kind {
            Kind::Petition | Kind::Path => {}
            Kind::Group(_) => below(&slot.slots, &path, false, columns),
            Kind::List(item) if matches!(item.as_ref(), Kind::Group(_)) => {
                below(&slot.slots, &format!("{path}.0"), false, columns);
            }
            _ => columns.push(Column {
                heading: columns::heading(&path.replace(".0", "")),
                cell: field.example.clone().unwrap_or_default(),
                path,
            }),
        }
    }
}

fn quoted(cell: &str) -> String {
    match cell.contains([',', ';', '"', '\n']) {
        true => format!("\"{}\"", cell.replace('"', "\"\"")),
        false => cell.to_owned(),
    }
}
