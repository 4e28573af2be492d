//! Things stated twice, and names that nothing bears.

use std::collections::BTreeMap;

use super::{Facts, at, diagnostic};
use crate::case::Fact;
use crate::catalog::fields::{Field, Kind};
use crate::diagnostic::{Diagnostic, Severity};
use crate::source::FieldPath;

/// Counts of one case are numbered once: twice in a conviction is an error, in two convictions a doubt.
pub(super) fn same_count(facts: &Facts<'_>) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    let mut seen: BTreeMap<i64, FieldPath> = BTreeMap::new();
    for count in facts.paths("convictions[].offenses[].count") {
        let Some(number) = facts.get(&count).and_then(Fact::as_number) else { continue };
        let Some(first) = seen.get(&number) else {
            seen.insert(number, count);
            continue;
        };
        let severity =
            if first.0[..2] == count.0[..2] { Severity::Error } else { Severity::Warning };
        found.push(
            diagnostic(severity, "same-count", format!("two offenses are count {number}"))
                .at_field(&count, "again here")
                .at_field(first, "first here")
                .help("number each offense as the complaint or information does, or leave the numbers out"),
        );
    }
    found
}

/// Offenses of one conviction that cannot be told apart.
pub(super) fn same_offense(facts: &Facts<'_>) -> Vec<Diagnostic> {
    let lists = facts.convictions().into_iter().map(|conviction| conviction.key("offenses"));
    let lists: Vec<FieldPath> = lists.chain([at("arrest.offenses")]).collect();
    let pairs = lists.iter().flat_map(|list| equal_pairs(facts, &facts.items(list)));
    pairs
        .map(|(first, again)| {
            Diagnostic::warning("same-offense", format!("`{again}` is the same as `{first}`"))
                .at_field(&again, "again here")
                .at_field(&first, "first here")
                .help("delete one of them; if both are real, tell them apart by `count` or `committed_on`")
        })
        .collect()
}

pub(super) fn same_conviction(facts: &Facts<'_>) -> Vec<Diagnostic> {
    equal_pairs(facts, &facts.convictions())
        .into_iter()
        .map(|(first, again)| {
            Diagnostic::error("same-conviction", format!("`{again}` is the same as `{first}`"))
                .at_field(&again, "again here")
                .at_field(&first, "first here")
                .help("delete one of them")
        })
        .collect()
}

/// Each item that equals an earlier one, with the first of its kind.
fn equal_pairs(facts: &Facts<'_>, items: &[FieldPath]) -> Vec<(FieldPath, FieldPath)> {
    let mut pairs = Vec::new();
    for (n, item) in items.iter().enumerate() {
        let fact = facts.get(item);
        let stated = matches!(fact, Some(Fact::Group(group)) if !group.is_empty());
        if let Some(first) = items[..n].iter().find(|first| stated && facts.get(first) == fact) {
            pairs.push((first.clone(), item.clone()));
        }
    }
    pairs
}

/// `history` holds what the case itself does not state.
pub(super) fn repeated_in_history(facts: &Facts<'_>) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for entry in facts.items(&at("history")) {
        let Some(day) = facts.day(&entry.key("date")) else { continue };
        let pattern = match facts.text(&entry.key("kind")) {
            Some("conviction") => "convictions[].convicted_on",
            Some("arrest") => "arrest.date",
            _ => continue,
        };
        let Some(same) = facts.days(pattern).into_iter().find(|stated| stated.date == day.date)
        else {
            continue;
        };
        found.push(
            Diagnostic::warning(
                "repeated-in-history",
                format!("`{entry}` has the day of `{}`", same.at),
            )
            .at_field(&day.at, "again here")
            .at_field(&same.at, "stated here")
            .why("`history` is for other arrests and convictions: an entry there can bar relief")
            .help("delete the entry if it is the same matter"),
        );
    }
    found
}

pub(super) fn same_exhibit_id(facts: &Facts<'_>) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    let mut seen: BTreeMap<&str, FieldPath> = BTreeMap::new();
    let ids = facts.paths("exhibits[].id");
    for id in &ids {
        let Some(text) = facts.text(id) else { continue };
        let Some(first) = seen.get(text) else {
            seen.insert(text, id.clone());
            continue;
        };
        found.push(
            Diagnostic::error("same-exhibit-id", "two exhibits have the same id")
                .at_field(id, "again here")
                .at_field(first, "first here")
                .help("give each exhibit its own id"),
        );
    }
    found
}

pub(super) fn unknown_declarant(facts: &Facts<'_>) -> Vec<Diagnostic> {
    let names = facts.paths("declarations[].by").into_iter().chain([at("petitioner.name")]);
    let known: Vec<String> = names.filter_map(|by| facts.text(&by).map(str::to_owned)).collect();
    let named = facts.paths("exhibits[].declarant");
    let unknown = named
        .iter()
        .filter(|named| facts.text(named).is_some_and(|name| !known.iter().any(|by| by == name)));
    unknown
        .map(|named| {
            let known: Vec<String> = known.iter().map(|name| format!("`{name}`")).collect();
            Diagnostic::error("unknown-declarant", format!("`{named}` names nobody who declares"))
                .at_field(named, "")
                .help(format!("those who declare are {}", known.join(", ")))
        })
        .collect()
}

pub(super) fn unknown_exhibit(facts: &Facts<'_>) -> Vec<Diagnostic> {
    let ids = facts.paths("exhibits[].id");
    let known: Vec<&str> = ids.iter().filter_map(|id| facts.text(id)).collect();
    let mut names = Vec::new();
    naming_exhibits(&facts.fields.facts, "", &mut names);
    let named: Vec<FieldPath> = names.iter().flat_map(|path| facts.paths(path)).collect();
    let unknown =
        named.iter().filter(|named| facts.text(named).is_some_and(|id| !known.contains(&id)));
    unknown
        .map(|named| {
            let ids: Vec<String> = known.iter().map(|id| format!("`{id}`")).collect();
            let help = match ids.is_empty() {
                true => "give the exhibit an `id` in `exhibits` and name it here".to_owned(),
                false => format!("the exhibits are {}", ids.join(", ")),
            };
            Diagnostic::error("unknown-exhibit", format!("`{named}` names no exhibit of this case"))
                .at_field(named, "")
                .help(help)
        })
        .collect()
}

/// The paths of every declared fact that names an exhibit: pieces of evidence, wherever they are listed.
fn naming_exhibits(fields: &[Field], above: &str, found: &mut Vec<String>) {
    for field in fields {
        let list = if matches!(field.kind, Kind::List(_)) { "[]" } else { "" };
        let path = format!("{above}{}{list}", field.name);
        let children = field.kind.children();
        if field.name == "evidence" && children.iter().any(|child| child.name == "exhibit") {
            found.push(format!("{path}.exhibit"));
        } else {
            naming_exhibits(children, &format!("{path}."), found);
        }
    }
}
