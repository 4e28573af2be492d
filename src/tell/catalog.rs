//! The petitions, and one of them with its facts, requirements and law, as text and as JSON.

use serde_json::{Value, json};

use super::page::{Page, Tone, whole};
use super::{Told, Voice};
use crate::catalog::petition::{Condition, Petition, Relief};

/// Every petition with what it asks for.
pub fn petitions(voice: &Voice<'_>) -> Told {
    let mut page = Page::new(voice.color);
    let mut list = Vec::new();
    for petition in voice.catalog.petitions.values() {
        page.head(&format!("{}: {}", petition.id, petition.title));
        page.line(2, &petition.says);
        page.line(2, &format!("also called: {}", petition.aliases.join(", ")));
        page.gap();
        list.push(json!({
            "id": petition.id, "title": petition.title,
            "says": petition.says, "aliases": petition.aliases,
        }));
    }
    page.line(
        0,
        "`petition petitions NAME` tells more; `petition new NAME` writes a case file to fill in.",
    );
    Told { text: page.finish(), json: Value::Array(list) }
}

/// One petition: its facts, reliefs with their requirements, provisions, and how old its law is.
pub fn petition(voice: &Voice<'_>, petition: &Petition) -> Told {
    let mut page = Page::new(voice.color);
    page.head(&format!("{}: {}", petition.id, petition.title));
    page.line(2, &petition.says);
    page.line(2, &format!("also called: {}", petition.aliases.join(", ")));
    let facts = &petition.facts;
    for (head, paths) in [
        ("Facts without which no papers are drafted", &facts.required),
        ("Facts that are blanks in the papers where they are not stated", &facts.for_signing),
        ("Facts that it also knows; each requirement below needs some of them", &facts.optional),
    ] {
        page.gap();
        page.head(head);
        paths.iter().for_each(|path| fact(voice, &mut page, path));
    }
    for relief in petition.families.iter().flat_map(|family| &family.reliefs) {
        page.gap();
        relief_text(voice, &mut page, relief);
    }
    page.gap();
    let provisions = provisions(voice, petition, &mut page);
    let reliefs: Vec<Value> = petition
        .families
        .iter()
        .flat_map(|family| family.reliefs.iter().map(|one| relief_json(voice, &family.id, one)))
        .collect();
    Told {
        json: json!({
            "id": petition.id, "title": petition.title, "says": petition.says,
            "aliases": petition.aliases,
            "facts": { "required": facts.required, "optional": facts.optional, "for_signing": facts.for_signing },
            "reliefs": reliefs,
            "provisions": provisions,
            "law_compiled": voice.catalog.law.compiled.to_string(),
            "statutes_through": voice.catalog.law.statutes_through.to_string(),
        }),
        text: page.finish(),
    }
}

/// A fact with its question.
fn fact(voice: &Voice<'_>, page: &mut Page, path: &str) {
    let ask = voice.catalog.fields.field(path).map(|field| field.ask.as_str()).unwrap_or_default();
    page.marked(2, (&format!("{path:<46} "), Tone::Faint), ask);
}

fn relief_text(voice: &Voice<'_>, page: &mut Page, relief: &Relief) {
    page.head(&format!("{}: {} ({})", relief.id, relief.title, voice.cite(&relief.provision)));
    for (head, conditions) in
        [("fits where   ", &relief.applies), ("requires that ", &relief.requires)]
    {
        for one in conditions {
            let law = one.meta.provision.as_deref().map(|key| format!(" ({})", voice.cite(key)));
            let says = format!("{}{}", says(one), law.unwrap_or_default());
            page.marked(2, (&format!("{head:<20}"), Tone::Faint), &says);
        }
    }
    for ground in &relief.grounds {
        let force = if ground.of_right { "shall be granted if" } else { "may be granted if" };
        let says = format!("{} ({})", ground.says, voice.cite(&ground.provision));
        page.marked(2, (&format!("{force:<20}"), Tone::Faint), &says);
    }
}

fn says(condition: &Condition) -> &str {
    condition.meta.says.as_deref().unwrap_or_default()
}

fn relief_json(voice: &Voice<'_>, family: &str, relief: &Relief) -> Value {
    let asked = |conditions: &[Condition]| -> Vec<Value> {
        let one = |one: &Condition| {
            json!({
                "says": says(one),
                "code": one.meta.code,
                "provision": one.meta.provision,
                "cite": one.meta.provision.as_deref().map(|key| voice.cite(key).replace('\u{A0}', " ")),
            })
        };
        conditions.iter().map(one).collect()
    };
    let grounds: Vec<Value> = relief
        .grounds
        .iter()
        .map(|ground| {
            json!({ "id": ground.id, "of_right": ground.of_right, "provision": ground.provision, "says": ground.says })
        })
        .collect();
    json!({
        "family": family, "id": relief.id, "title": relief.title, "provision": relief.provision,
        "applies": asked(&relief.applies), "requires": asked(&relief.requires), "grounds": grounds,
    })
}

fn provisions(voice: &Voice<'_>, petition: &Petition, page: &mut Page) -> Vec<Value> {
    let law = &voice.catalog.law;
    page.head("Law");
    let age = format!(
        "Compiled {}; statutes read as of {}. Bills chaptered later are not in it.",
        law.compiled, law.statutes_through
    );
    page.line(2, &age);
    let mut list = Vec::new();
    for key in petition.provisions() {
        let Some(provision) = law.provision(key) else { continue };
        let checked = provision.checked.map(|day| day.to_string());
        let age = checked.as_ref().map_or("unchecked".to_owned(), |day| format!("read {day}"));
        let cite = voice.cite(key);
        page.marked(2, (&cite.replace('\u{A0}', " "), Tone::Head), &format!(", {}", whole(&age)));
        page.line(4, &provision.says);
        list.push(json!({
            "key": key, "cite": cite.replace('\u{A0}', " "), "checked": checked,
            "says": provision.says, "source": provision.source,
        }));
    }
    list
}
