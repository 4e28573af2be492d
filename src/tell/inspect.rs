//! What an inspection says of a file: each finding with its pages, its place, its rule and what to do; the sum of all files.

use std::path::Path;

use serde_json::{Value, json};

use super::page::{Page, Tone, whole};
use super::{Told, Voice};
use crate::inspect::{Finding, Ground, Inspected, Level, Paper};
use crate::reading::PageList;

/// A file with what was found, or why it could not be read.
pub fn inspected(voice: &Voice<'_>, file: &Path, found: Result<&Inspected, &str>) -> Told {
    let mut page = Page::new(voice.color);
    let name = file.display().to_string();
    let json = match found {
        Ok(inspected) => {
            page.head(&whole(&format!("{name}: {}", summary(inspected))));
            page.line(2, &about(inspected));
            findings(voice, &mut page, inspected);
            as_json(voice, &name, inspected)
        }
        Err(why) => {
            page.marked(0, ("unreadable ", Tone::Bad), &format!("{}: it {why}", whole(&name)));
            json!({ "file": name, "unreadable": why })
        }
    };
    page.gap();
    Told { text: page.finish(), json }
}

/// How many files are clean, have findings, and could not be read: one line.
pub fn inspected_all([clean, found, unreadable]: [usize; 3]) -> String {
    let n = clean + found + unreadable;
    let files = if n == 1 { "file" } else { "files" };
    let unread = match unreadable {
        0 => String::new(),
        n => format!(", {n} unreadable"),
    };
    format!("{n} {files} inspected: {clean} clean, {found} with findings{unread}.\n")
}

fn of_level(inspected: &Inspected, level: Level) -> usize {
    inspected.findings.iter().filter(|one| one.check.level == level).count()
}

fn summary(inspected: &Inspected) -> String {
    let refused = match of_level(inspected, Level::Refused) {
        0 => None,
        1 => Some("1 fault for which a clerk may refuse it".to_owned()),
        n => Some(format!("{n} faults for which a clerk may refuse it")),
    };
    let advice = match of_level(inspected, Level::Advice) {
        0 => None,
        1 => Some("1 piece of advice".to_owned()),
        n => Some(format!("{n} pieces of advice")),
    };
    match (refused, advice) {
        (None, None) => "nothing found".to_owned(),
        (Some(one), None) | (None, Some(one)) => one,
        (Some(one), Some(other)) => format!("{one}, {other}"),
    }
}

/// What the file is: its pages by kind, what was measured of pleading pages, its exhibits.
fn about(inspected: &Inspected) -> String {
    let facts = &inspected.facts;
    let mut parts: Vec<String> =
        kinds(inspected).iter().map(|(paper, pages)| kind(*paper, pages)).collect();
    if let Some(pleading) = &facts.pleading {
        let [least, most] = pleading.n_line_numbers;
        let n = if least == most { format!("{most}") } else { format!("{least} to {most}") };
        let [low, high] = pleading.pitch;
        let apart =
            if high - low < 0.05 { format!("{high:.1}") } else { format!("{low:.1} to {high:.1}") };
        parts.push(format!(
            "{n} line numbers a page, {apart} points apart; text {:.2} in from the left edge and {:.2} in from the right",
            pleading.left / 72.0,
            pleading.right / 72.0
        ));
    }
    if !facts.exhibits.is_empty() {
        parts.push(format!("exhibits {}", facts.exhibits.join(", ")));
    }
    format!("{}.", parts.join("; "))
}

fn kind(paper: Paper, pages: &[usize]) -> String {
    let word = if pages.len() == 1 { "page" } else { "pages" };
    format!("{word} {}: {}", PageList(pages), paper.words())
}

/// The pages of each kind, in the order in which the kinds first come.
fn kinds(inspected: &Inspected) -> Vec<(Paper, Vec<usize>)> {
    let mut kinds: Vec<(Paper, Vec<usize>)> = Vec::new();
    for (n, paper) in inspected.pages.iter().enumerate() {
        match kinds.iter_mut().find(|(known, _)| known == paper) {
            Some((_, pages)) => pages.push(n + 1),
            None => kinds.push((*paper, vec![n + 1])),
        }
    }
    kinds
}

fn findings(voice: &Voice<'_>, page: &mut Page, inspected: &Inspected) {
    for finding in &inspected.findings {
        let mark = match finding.check.level {
            Level::Refused => ("refused ", Tone::Bad),
            Level::Advice => ("advice  ", Tone::Open),
        };
        let code = whole(&format!("[{}]", finding.check.code));
        let words =
            format!("{}{} ({}) {code}", place(finding), finding.what, ground(voice, finding));
        page.marked(2, mark, &words);
        page.line(10, &format!("{}.", capital(finding.check.help)));
    }
}

/// `pages 3-41, 43, at 1.5 in, 3.4 in: `; nothing for the whole file.
fn place(finding: &Finding) -> String {
    let word = match finding.pages.len() {
        0 => return String::new(),
        1 => "page",
        _ => "pages",
    };
    let first = match finding.pages.as_slice() {
        [_] => String::new(),
        [first, ..] => format!(" on page {first}"),
        [] => String::new(),
    };
    let at = finding.place.map(|[x0, y0, ..]| format!(", at {x0:.2} in by {y0:.2} in{first}"));
    whole(&format!("{word} {}", finding.page_list())) + &at.unwrap_or_default() + ": "
}

fn ground(voice: &Voice<'_>, finding: &Finding) -> String {
    match finding.check.ground {
        Ground::Rule(key) => voice.cite(key),
        Ground::Practice => "practice".to_owned(),
    }
}

fn capital(words: &str) -> String {
    let mut letters = words.chars();
    let first = letters.next().map(|first| first.to_uppercase().to_string());
    first.unwrap_or_default() + letters.as_str()
}

fn as_json(voice: &Voice<'_>, name: &str, inspected: &Inspected) -> Value {
    let papers: Vec<Value> = kinds(inspected)
        .iter()
        .map(|(paper, pages)| json!({ "paper": paper, "pages": PageList(pages).to_string() }))
        .collect();
    let findings: Vec<Value> =
        inspected.findings.iter().map(|one| finding_json(voice, one)).collect();
    json!({ "file": name, "papers": papers, "facts": inspected.facts, "findings": findings })
}

fn finding_json(voice: &Voice<'_>, finding: &Finding) -> Value {
    let key = match finding.check.ground {
        Ground::Rule(key) => Some(key),
        Ground::Practice => None,
    };
    json!({
        "code": finding.check.code,
        "level": finding.check.level,
        "rule": key,
        "cite": ground(voice, finding).replace('\u{a0}', " "),
        "pages": finding.pages,
        "place": finding.place.map(|place| place.map(|inches| (f64::from(inches) * 1000.0).round() / 1000.0)),
        "what": finding.what,
        "help": finding.check.help,
    })
}
