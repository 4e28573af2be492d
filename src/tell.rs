//! What commands say to people, and the same as JSON: packets, outcomes, reasons, petitions.

use std::fmt::Write;
use std::path::Path;

use serde_json::{Value, json};

use crate::catalog::Catalog;
use crate::catalog::petition::Petition;
use crate::check::determination::{Determination, Outcome};
use crate::diagnostic::{Diagnostic, render};
use crate::law::CiteForm;
use crate::packet::Packet;
use crate::pipeline::Checked;

/// Something to say, as text and as JSON.
pub struct Told {
    /// For people.
    pub text: String,
    /// For programs.
    pub json: Value,
}

/// What was written, and what to do with it next.
pub fn packet(folder: &Path, packet: &Packet) -> String {
    let mut text = String::new();
    if packet.about.refused.is_empty() {
        let _ = writeln!(text, "Wrote {}", folder.display());
    } else {
        let _ = writeln!(text, "Wrote {}: the guide sheet only, nothing to file", folder.display());
    }
    for file in &packet.files {
        let pages = if file.n_pages == 1 { "page" } else { "pages" };
        let filed = if file.filed { "" } else { " (not filed)" };
        let _ = writeln!(
            text,
            "  {:<44} {:>3} {pages}  {}{filed}",
            file.name, file.n_pages, file.title
        );
    }
    if !packet.about.blanks.is_empty() {
        let _ = writeln!(
            text,
            "Blanks to fill by hand: {} (the guide sheet lists them)",
            packet.about.blanks.len()
        );
    }
    text
}

/// One line for each relief that was decided, after the diagnostics.
pub fn outcomes(case: &Path, decided: &[Determination], diagnostics: &[Diagnostic]) -> String {
    let mut text = format!("{}\n", case.display());
    for one in decided.iter().filter(|one| worth_saying(one)) {
        let unit = one.unit.to_string();
        let unit = if unit.is_empty() { String::new() } else { format!("{unit}: ") };
        let mark = if one.pleaded { "pleaded" } else { "" };
        let _ = writeln!(text, "  {unit}{} — {} {mark}", one.relief, one.outcome);
    }
    let summary = render::summary(diagnostics);
    let _ = writeln!(
        text,
        "  {}",
        if summary.is_empty() { "no errors, no warnings" } else { &summary }
    );
    text
}

/// Roads that do not apply say nothing, unless they are all there is.
fn worth_saying(one: &Determination) -> bool {
    !matches!(one.outcome, Outcome::NotApplicable { .. })
}

/// The reason tree of every relief of the petition, with citations.
pub fn reasons(catalog: &Catalog, checked: &Checked) -> String {
    let cite = |key: &str| catalog.law.cite(key, CiteForm::Short);
    let mut text = String::new();
    for one in &checked.decided {
        let unit = one.unit.to_string();
        let unit = if unit.is_empty() { "the case".to_owned() } else { unit };
        let pleaded = if one.pleaded { " [pleaded]" } else { "" };
        let _ = writeln!(text, "{unit}: {} — {}{pleaded}", one.relief, one.outcome);
        for line in one.reason.pretty(&cite).lines() {
            let _ = writeln!(text, "  {line}");
        }
        text.push('\n');
    }
    text
}

/// Every petition, one a line.
pub fn petitions(catalog: &Catalog) -> Told {
    let mut text = String::new();
    let mut list = Vec::new();
    for petition in catalog.petitions.values() {
        let aliases = petition.aliases.join(", ");
        let _ = writeln!(text, "{:<20} {}", petition.id, petition.title);
        let _ = writeln!(text, "{:<20} {}", "", petition.says);
        let _ = writeln!(text, "{:<20} also called: {aliases}\n", "");
        list.push(json!({
            "id": petition.id, "title": petition.title,
            "says": petition.says, "aliases": petition.aliases,
        }));
    }
    Told { text, json: Value::Array(list) }
}

/// One petition: its facts, reliefs with their requirements, provisions, and how old its law is.
pub fn petition(catalog: &Catalog, petition: &Petition) -> Told {
    let mut text = format!("{}: {}\n{}\n\n", petition.id, petition.title, petition.says);
    let facts = &petition.facts;
    for (head, paths) in [
        ("Facts without which nothing can be decided", &facts.required),
        ("Facts that are printed as blanks where they are missing", &facts.for_signing),
        ("Facts it knows", &facts.optional),
    ] {
        let _ = writeln!(text, "{head}:\n  {}\n", paths.join(", "));
    }
    for family in &petition.families {
        for relief in &family.reliefs {
            let _ = write!(text, "{}", relief_text(catalog, relief));
        }
    }
    let provisions = provisions(catalog, petition, &mut text);
    Told {
        json: json!({
            "id": petition.id, "title": petition.title, "says": petition.says,
            "aliases": petition.aliases,
            "facts": { "required": facts.required, "optional": facts.optional, "for_signing": facts.for_signing },
            "provisions": provisions,
            "law_compiled": catalog.law.compiled.to_string(),
        }),
        text,
    }
}

fn relief_text(catalog: &Catalog, relief: &crate::catalog::petition::Relief) -> String {
    let cite = |key: &str| catalog.law.cite(key, CiteForm::Short).unwrap_or_default();
    let mut text = format!("{} ({}): {}\n", relief.id, cite(&relief.provision), relief.title);
    for (head, conditions) in [("applies where", &relief.applies), ("requires", &relief.requires)] {
        for one in conditions {
            let says = one.meta.says.as_deref().unwrap_or_default();
            let law = one.meta.provision.as_deref().map(&cite).unwrap_or_default();
            let _ = writeln!(text, "  {head} {says} ({law})");
        }
    }
    for ground in &relief.grounds {
        let force = if ground.of_right { "shall be granted where" } else { "may be granted where" };
        let _ = writeln!(text, "  {force} {} ({})", ground.says, cite(&ground.provision));
    }
    text.push('\n');
    text
}

fn provisions(catalog: &Catalog, petition: &Petition, text: &mut String) -> Vec<Value> {
    let law = &catalog.law;
    let _ = writeln!(
        text,
        "Law compiled {}; statutes read as of {}. Bills chaptered later are not in it.",
        law.compiled, law.statutes_through
    );
    let mut list = Vec::new();
    for key in petition.provisions() {
        let Some(provision) = law.provision(key) else { continue };
        let cite = law.cite(key, CiteForm::Short).unwrap_or_default();
        let checked = provision.checked.map(|day| day.to_string());
        let age = checked.as_ref().map_or("unchecked".to_owned(), |day| format!("read {day}"));
        let _ = writeln!(text, "  {cite:<40} {age:<16} {}", provision.says);
        list.push(json!({ "key": key, "cite": cite, "checked": checked, "says": provision.says, "source": provision.source }));
    }
    list
}
