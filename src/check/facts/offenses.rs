//! Offenses that our law data does not have, or not as they are stated: mostly a wrong code, section or level.

use super::Facts;
use crate::case::Fact;
use crate::diagnostic::Diagnostic;
use crate::law::{Answer, CiteForm, Confidence, Level, Offense, OffenseMatch};
use crate::source::FieldPath;

/// The lists of a case whose items are offenses of which the law asks something.
const OFFENSES: [&str; 2] = ["convictions[].offenses[]", "arrest.offenses[]"];
/// The other lists whose items have a code and a section.
const MORE: [&str; 3] = ["charges.offenses[]", "verdict.offenses[]", "history[]"];

/// An offense whose section no row of the table names.
pub(super) fn unknown_offense(facts: &Facts<'_>) -> Vec<Diagnostic> {
    let paths = OFFENSES.iter().flat_map(|list| facts.paths(list));
    paths.filter_map(|path| unknown(facts, &path)).collect()
}

fn unknown(facts: &Facts<'_>, path: &FieldPath) -> Option<Diagnostic> {
    let (code, section) = stated(facts, path)?;
    let table = &facts.law.offenses;
    // An attempt is charged under two sections, and has no row of its own; what is misspelt is told as an error.
    let is_told = section.contains('/') || misspelt(facts, path).is_some();
    if is_told || !matches!(table.find(code, section, None), OffenseMatch::Unknown) {
        return None;
    }
    let others: Vec<String> = facts
        .law
        .codes
        .iter()
        .filter(|other| !matches!(table.find(&other.short, section, None), OffenseMatch::Unknown))
        .map(|other| format!("`{}`", other.short))
        .collect();
    let check = "check code and number letter by letter against the court's docket";
    let help = match others.as_slice() {
        [] => format!("{check}; where they are right, read the section"),
        codes => format!("{check}; the table has section {section} in code {}", codes.join(", ")),
    };
    let what = format!("our table of offenses has no section `{section}` of code `{code}`");
    let found = Diagnostic::warning("unknown-offense", what)
        .at_field(&path.key("section"), "")
        .why("the lists of offenses that the law excludes were gone through by code and number as written, and the papers repeat them")
        .help(help);
    Some(found)
}

/// A section with a letter stuck to it, or a stray stop: no list of the law would know it.
pub(super) fn misspelt_section(facts: &Facts<'_>) -> Vec<Diagnostic> {
    let paths = OFFENSES.iter().chain(&MORE).flat_map(|list| facts.paths(list));
    paths.filter_map(|path| misspelt(facts, &path)).collect()
}

fn misspelt(facts: &Facts<'_>, path: &FieldPath) -> Option<Diagnostic> {
    let (code, section) = stated(facts, path)?;
    let meant = facts.law.misspelt(code, section)?;
    if meant.may_be && facts.get(&path.key("name")).is_some() {
        return None;
    }
    let bare = meant.section;
    let write = match meant.subdivision {
        Some(letter) => {
            format!("for {bare}{letter} write `section: \"{bare}\"` and `subdivision: {letter}`")
        }
        None => format!("write `section: \"{bare}\"`"),
    };
    let help = match meant.may_be {
        true => format!(
            "{write}; where the court's docket has a section `{section}` of its own, state under `name` what the offense is called"
        ),
        false => write,
    };
    let what = format!("`{section}` is not the number of a section of code `{code}`");
    let found = Diagnostic::error("misspelt-section", what)
        .at_field(&path.key("section"), "")
        .why("the law lists offenses by number and subdivision, and no list would know it so")
        .help(help);
    Some(found)
}

/// An offense of a level that its section does not have.
pub(super) fn impossible_level(facts: &Facts<'_>) -> Vec<Diagnostic> {
    let paths = OFFENSES.iter().flat_map(|list| facts.paths(list));
    paths.filter_map(|path| impossible(facts, &path)).collect()
}

fn impossible(facts: &Facts<'_>, path: &FieldPath) -> Option<Diagnostic> {
    let word = |key: &str| facts.get(&path.key(key)).and_then(Fact::as_text);
    let (code, section) = stated(facts, path)?;
    let level = word("level").and_then(Level::parse)?;
    let place = facts.law.offense_ref(code, section, word("subdivision"))?;
    let rows = facts.law.offenses.find_ref(&place).rows();
    let settled = |row: &&Offense| row.confidence == Confidence::High && !may_be(row, level);
    // What is joined to an attempt or a conspiracy is punished by other sections.
    if place.joined.is_some() || place.former || rows.is_empty() || !rows.iter().all(settled) {
        return None;
    }
    let what = format!(
        "the offense is stated to be {}, which its section does not make it",
        level.with_article()
    );
    let cites = facts.law.cite_offense(&place, CiteForm::Short);
    let found = Diagnostic::warning("impossible-level", what)
        .at_field(&path.key("level"), "")
        .why("what can be asked for turns on the level")
        .help("compare section, subdivision and level with the court's docket")
        .cites(cites);
    Some(found)
}

/// Whether an offense of a row may be of a level, as far as the table can say.
fn may_be(row: &Offense, level: Level) -> bool {
    let light = row.infraction_eligible != Answer::No;
    match (row.level, level) {
        // A note tells of cases in which the section makes it something else, or once did.
        _ if row.note.is_some() => true,
        (Level::ByFacts, _) | (Level::Wobbler, Level::Felony | Level::Misdemeanor) => true,
        (Level::Wobbler | Level::Misdemeanor, Level::Infraction) => light,
        (known, level) => known == level,
    }
}

/// Code and section of an offense.
fn stated<'a>(facts: &'a Facts<'_>, path: &FieldPath) -> Option<(&'a str, &'a str)> {
    let word = |key: &str| facts.get(&path.key(key)).and_then(Fact::as_text);
    Some((word("code")?, word("section")?))
}
