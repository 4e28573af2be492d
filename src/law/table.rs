//! The text format of forms/law/offenses/: a code, a line of column names, then one offense a line.

use super::code::Codes;
use super::offense::{Answer, Level, Offense};
use super::offense_ref::OffenseRef;
use super::provision::Confidence;

/// Cells are divided by this.
const BAR: char = '|';

/// Reads one file; a line that cannot be read is told in `faults` and left out.
pub(super) fn read(
    codes: &Codes,
    path: &str,
    text: &str,
    faults: &mut Vec<String>,
) -> Vec<Offense> {
    let mut code = "";
    let mut columns: Vec<&str> = Vec::new();
    let mut rows = Vec::new();
    for (number, line) in text.lines().enumerate() {
        if line.starts_with('#') || line.trim().is_empty() {
            continue;
        }
        if let Some(name) = line.strip_prefix("code:") {
            code = name.trim();
            continue;
        }
        let cells: Vec<&str> = line.split(BAR).map(str::trim).collect();
        if columns.is_empty() {
            columns = cells;
            continue;
        }
        match (Row { columns: &columns, cells: &cells }).offense(codes, code) {
            Ok(row) => rows.push(row),
            Err(fault) => faults.push(format!("{path}:{}: {fault}", number + 1)),
        }
    }
    rows
}

/// One line with its column names.
struct Row<'a> {
    columns: &'a [&'a str],
    cells: &'a [&'a str],
}

impl Row<'_> {
    fn offense(&self, codes: &Codes, code: &str) -> Result<Offense, String> {
        if self.cells.len() != self.columns.len() {
            let (have, want) = (self.cells.len(), self.columns.len());
            return Err(format!("{have} cells where the columns are {want}"));
        }
        let section = self.cell("section")?;
        let subdivision = Some(self.cell("subdivision")?).filter(|text| !text.is_empty());
        let place = OffenseRef::read(codes, code, section, subdivision)
            .ok_or_else(|| format!("`{section}` is no section of `{code}`"))?;
        let note = self.cell("note")?;
        Ok(Offense {
            place,
            name: self.cell("name")?.to_owned(),
            level: self.word("level", Level::parse)?,
            registrable: self.word("registrable", Answer::parse)?,
            lists: self.words("lists")?,
            punishable_1170h: self.word("county_jail_felony", Answer::parse)?,
            violent: self.word("violent", Answer::parse)?,
            serious: self.word("serious", Answer::parse)?,
            infraction_eligible: self.word("infraction", Answer::parse)?,
            limitations: self.cell("limitations")?.to_owned(),
            confidence: self.word("sure", confidence)?,
            sources: self.words("sources")?,
            note: (!note.is_empty()).then(|| note.to_owned()),
        })
    }

    fn cell(&self, column: &str) -> Result<&str, String> {
        let at = self.columns.iter().position(|name| *name == column);
        at.and_then(|at| self.cells.get(at).copied()).ok_or(format!("no column `{column}`"))
    }

    fn words(&self, column: &str) -> Result<Vec<String>, String> {
        Ok(self.cell(column)?.split_whitespace().map(str::to_owned).collect())
    }

    fn word<T>(&self, column: &str, parse: impl Fn(&str) -> Option<T>) -> Result<T, String> {
        let text = self.cell(column)?;
        parse(text).ok_or_else(|| format!("`{text}` is no `{column}`"))
    }
}

fn confidence(word: &str) -> Option<Confidence> {
    match word {
        "low" => Some(Confidence::Low),
        "medium" => Some(Confidence::Medium),
        "high" => Some(Confidence::High),
        _ => None,
    }
}
