//! A list of fictional clients with its map, to begin a list of one's own from.

use crate::catalog::Catalog;
use crate::catalog::fields::Kind;
use crate::catalog::petition::Petition;
use crate::catalog::schema::{PetitionSchema, Slot};

/// The petition whose sample shows every way of writing that a list can have.
const SHOWN: &str = "expungement";
/// Fictional names for the petitioner of each row.
const NAMES: [&str; 2] = ["María José Núñez", "Samuel Okafor"];

/// The text of a list (CSV, with its byte order mark for spreadsheets) and of its map.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sample {
    /// clients.csv
    pub list: String,
    /// map.yaml
    pub map: String,
}

/// The sample of a petition: the whole range for the most usual, its needed and usual facts for any other.
///
/// # Errors
/// What is wrong with the catalog's declarations; a test holds that nothing is.
pub fn sample(catalog: &Catalog, petition: &Petition) -> Result<Sample, Vec<String>> {
    if petition.id == SHOWN {
        let list = format!("\u{FEFF}{}", include_str!("sample/clients.csv"));
        return Ok(Sample { list, map: include_str!("sample/map.yaml").to_owned() });
    }
    let schema = PetitionSchema::new(&catalog.fields, &petition.facts)?;
    let mut columns = Vec::new();
    below(&schema.slots, "", false, &mut columns);
    let headings: Vec<String> = columns.iter().map(|column| quoted(&column.heading)).collect();
    let row = |name: &str| {
        let cell = |column: &Column| match column.path.as_str() {
            "petitioner.name" => quoted(name),
            _ => quoted(&column.example),
        };
        columns.iter().map(cell).collect::<Vec<_>>().join(",")
    };
    let rows: Vec<String> = NAMES.iter().map(|name| row(name)).collect();
    let list = format!("\u{FEFF}{}\r\n{}\r\n", headings.join(","), rows.join("\r\n"));
    let lines: Vec<String> =
        columns.iter().map(|column| format!("  {}: {}\n", column.heading, column.path)).collect();
    let map = format!("{HEAD}petition: {}\n\ncolumns:\n{}", petition.id, lines.concat());
    Ok(Sample { list, map })
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

struct Column {
    heading: String,
    path: String,
    example: String,
}

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
                heading: heading(&path),
                example: field.example.clone().unwrap_or_default(),
                path,
            }),
        }
    }
}

/// A path as words: `Petitioner born on`.
fn heading(path: &str) -> String {
    let words = path.split(['.', '_']).filter(|word| word.parse::<usize>().is_err());
    let text = words.collect::<Vec<_>>().join(" ");
    let mut characters = text.chars();
    let first = characters.next().map(|c| c.to_ascii_uppercase());
    first.into_iter().chain(characters).collect()
}

fn quoted(cell: &str) -> String {
    match cell.contains([',', ';', '"', '\n']) {
        true => format!("\"{}\"", cell.replace('"', "\"\"")),
        false => cell.to_owned(),
    }
}
