//! Offenses that the table does not have: mostly a wrong code or section.

use super::Facts;
use crate::case::Fact;
use crate::diagnostic::Diagnostic;
use crate::law::OffenseMatch;
use crate::source::FieldPath;

/// An offense whose section no row of the table names.
pub(super) fn unknown_offense(facts: &Facts<'_>) -> Vec<Diagnostic> {
    let lists = ["convictions[].offenses[]", "arrest.offenses[]"];
    let paths = lists.iter().flat_map(|list| facts.paths(list));
    paths.filter_map(|path| unknown(facts, &path)).collect()
}

fn unknown(facts: &Facts<'_>, path: &FieldPath) -> Option<Diagnostic> {
    let word = |key: &str| facts.get(&path.key(key)).and_then(Fact::as_text);
    let (code, section) = (word("code")?, word("section")?);
    let table = &facts.law.offenses;
    // An attempt is charged under two sections, and has no row of its own.
    if section.contains('/') || !matches!(table.find(code, section, None), OffenseMatch::Unknown) {
        return None;
    }
    let others: Vec<String> = facts
        .law
        .codes
        .iter()
        .filter(|other| !matches!(table.find(&other.short, section, None), OffenseMatch::Unknown))
        .map(|other| format!("`{}`", other.short))
        .collect();
    let help = match others.as_slice() {
        [] => "compare code and section with the court's docket; where they are right, read the section".to_owned(),
        codes => format!(
            "compare with the court's docket; the table has section {section} in code {}",
            codes.join(", ")
        ),
    };
    let what = format!("our table of offenses has no section `{section}` of code `{code}`");
    let found = Diagnostic::warning("unknown-offense", what)
        .at_field(&path.key("section"), "")
        .why("what turns on the kind of offense cannot be compared, and the papers repeat what is stated")
        .help(help);
    Some(found)
}
