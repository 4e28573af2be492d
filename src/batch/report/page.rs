//! The gathered parts to one page that needs nothing beside it, to read and to print.

use super::days::DayOf;
use super::gathered::{AtFault, Fault, Gathered, Reason, Rows};
use super::html::Html;
use crate::batch::duplicates::{Duplicate, Duplicates, Kind};
use crate::batch::print::Printed;
use crate::batch::record::Outcome;
use crate::batch::run_facts::{RunFacts, Shard};
use crate::batch::strays::Stray;

/// What the page says besides the records.
pub(super) struct About<'a> {
    pub(super) facts: &'a RunFacts,
    pub(super) duplicates: &'a Duplicates,
    pub(super) printed: Option<&'a Printed>,
    pub(super) strays: &'a [Stray],
}

/// Longer lists are folded on a screen; on paper everything is open.
const LONG: usize = 200;

/// Members of one duplicate that are named.
const MOST_MEMBERS: usize = 100;

const HEAD: &str = concat!(
    "<!DOCTYPE html>\n<html lang=\"en-US\">\n<head>\n<meta charset=\"utf-8\">\n",
    "<meta name=\"viewport\" content=\"width=device-width\">\n",
    "<meta http-equiv=\"Content-Security-Policy\" ",
    "content=\"default-src 'none'; style-src 'unsafe-inline'\">\n",
    "<title>Batch report</title>\n<style>\n",
    include_str!("page.css"),
    "</style>\n</head>\n<body>\n<main>\n",
);

/// The page.
pub(super) fn page(about: &About<'_>, gathered: &Gathered) -> String {
    let mut html = Html::default();
    html.mark(HEAD);
    opening(&mut html, about, gathered);
    reasons(&mut html, gathered);
    at_fault(&mut html, gathered);
    left_over(&mut html, about.strays);
    days(&mut html, gathered);
    duplicates(&mut html, about.duplicates, gathered);
    drafted(&mut html, gathered);
    places(&mut html, about);
    html.mark("</main>\n</body>\n</html>\n");
    html.into_text()
}

fn opening(html: &mut Html, about: &About<'_>, gathered: &Gathered) {
    let facts = about.facts;
    let n: usize = gathered.n.iter().sum();
    html.mark("<h1>Batch report</h1>\n<p>");
    html.words(&format!("Computed for {}, ", facts.as_of)).mark("with law that was gathered on ");
    html.theirs(&facts.law_compiled).mark(" and takes in acts up to ");
    html.theirs(&facts.law_through).mark(", by ").theirs(&facts.program).mark(". ");
    html.mark("This report is not legal advice, and neither are the papers: read each before it is signed. It names clients; keep it as you keep their files.</p>\n");
    if facts.shard != Shard::WHOLE {
        html.mark("<p>").words(&format!(
            "This is part {} of a batch of {} cases: it tells of {n} of them.",
            facts.shard, facts.n_cases
        ));
        html.mark("</p>\n");
    } else if n < facts.n_cases {
        let left = facts.n_cases - n;
        html.mark("<p><b>").words(&format!("{} not begun.", are(left, "case was", "cases were")));
        html.mark("</b></p>\n");
    }
    for remark in &facts.remarks {
        html.mark("<p><b>").theirs(remark).mark("</b></p>\n");
    }
    html.mark("<table class=counts><caption>What came of the cases</caption>\n<thead><tr><th scope=col>outcome</th><th scope=col class=n>cases</th><th scope=col>what it means</th></tr></thead>\n<tbody>");
    for (outcome, n) in Outcome::ALL.into_iter().zip(gathered.n) {
        html.mark("<tr><th scope=row>").words(outcome.word()).mark("</th><td class=n>");
        html.words(&n.to_string()).mark("</td><td>").mark(meaning(outcome)).mark("</td></tr>\n");
    }
    html.mark("<tr><th scope=row>all</th><td class=n>").words(&n.to_string()).mark("</td><td>");
    html.words(&format!("{} files; {} pages to file", gathered.n_files, gathered.n_pages));
    html.mark("</td></tr></tbody></table>\n");
}

fn meaning(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Drafted => "the papers are ready to be read, completed and signed",
        Outcome::Refused => {
            "the law refuses what is asked, or turns on facts that are not stated; the guide sheet says which"
        }
        Outcome::Faulty => "the case itself has errors; nothing was written",
        Outcome::Failed => {
            "a file could not be read or written, or the program failed; nothing was written"
        }
    }
}

/// `1 case was` or `3 cases were`.
fn are(n: usize, one: &str, many: &str) -> String {
    format!("{n} {}", if n == 1 { one } else { many })
}

/// Why cases were not drafted and what others are warned of, the most frequent first.
fn reasons(html: &mut Html, gathered: &Gathered) {
    let mut rows: Vec<(&'static str, &str, &Reason)> = gathered
        .reasons
        .iter()
        .map(|((outcome, code), reason)| (outcome.word(), code.as_str(), reason))
        .collect();
    rows.extend(gathered.warnings.iter().map(|(code, reason)| ("warning", code.as_str(), reason)));
    if rows.is_empty() {
        return;
    }
    rows.sort_by(|a, b| (b.2.n, a.0, a.1).cmp(&(a.2.n, b.0, b.1)));
    html.mark("<h2>Reasons and warnings</h2>\n<table><caption>The most frequent first; a case can have several</caption>\n<thead><tr><th scope=col>outcome</th><th scope=col class=n>cases</th><th scope=col>what is wrong, as one of them says it</th></tr></thead>\n<tbody>");
    for (outcome, code, reason) in rows {
        html.mark("<tr><td>").mark(outcome).mark("</td><td class=n>");
        html.words(&reason.n.to_string()).mark("</td><td>").theirs(&reason.what);
        html.mark(" <small>[").theirs(code).mark("]</small></td></tr>\n");
    }
    html.mark("</tbody></table>\n");
}

fn at_fault(html: &mut Html, gathered: &Gathered) {
    let heads = [
        (Fault::Failed, "<h2>Failed: do these again</h2>\n", "Cases that failed"),
        (Fault::Faulty, "<h2>Faulty: correct these and run again</h2>\n", "Cases that have errors"),
        (
            Fault::LacksFacts,
            "<h2>Facts are missing: state them and run again</h2>\n",
            "Cases in which the law turns on facts that are not stated",
        ),
        (Fault::Refused, "<h2>Refused by the law</h2>\n", "Cases that the law refuses"),
    ];
    for (fault, head, caption) in heads {
        let Some(AtFault { n, rows }) = gathered.at_fault.get(&fault) else { continue };
        html.mark(head);
        fold(html, *n, |html| {
            html.mark("<table class=cases><caption>").mark(caption).mark("</caption>\n<thead><tr><th scope=col class=n>n</th><th scope=col class=who>client and case</th><th scope=col class=what>asked</th><th scope=col>what is wrong, where, what to do</th></tr></thead>\n<tbody>");
            html.add(rows).mark("</tbody></table>\n");
        });
    }
}

/// Packets of an earlier run that belong to no case any more.
fn left_over(html: &mut Html, strays: &[Stray]) {
    if strays.is_empty() {
        return;
    }
    html.mark("<h2>Packets of an earlier run: compare before you file one</h2>\n<p>They belong to no case any more. Where name or number of a case was corrected, its packet of today is named beside the old one: do not file the old one. Where a case was only taken off, its packet is as good as before.</p>\n");
    fold(html, strays.len(), |html| {
        html.mark("<table><caption>Folders of packets</caption>\n<thead><tr><th scope=col>folder</th><th scope=col>made of, as it was then</th><th scope=col>of the same client or number today</th></tr></thead>\n<tbody>");
        for Stray { folder, case, like, .. } in strays {
            html.mark("<tr><th scope=row>");
            html.link(&format!("{folder}/"), folder).mark("</th>");
            html.cell(case.as_deref().unwrap_or_default()).mark("<td>");
            if let Some(like) = like {
                html.link(&format!("{like}/"), like);
            }
            html.mark("</td></tr>\n");
        }
        html.mark("</tbody></table>\n");
    });
}

/// A long list folded, a short one open.
fn fold(html: &mut Html, n: usize, list: impl FnOnce(&mut Html)) {
    if n <= LONG {
        return list(html);
    }
    html.mark("<details><summary>").words(&format!("{n} in this list")).mark("</summary>\n");
    list(html);
    html.mark("</details>\n");
}

fn days(html: &mut Html, gathered: &Gathered) {
    let told = &gathered.days;
    html.mark("<h2>Days to act by</h2>\n");
    if !told.past.is_empty() {
        html.mark("<h3>Already past</h3>\n");
        day_table(html, "Days before the day of this report", &told.past);
    }
    html.mark("<h3>").words(&format!("Within 31 days, to {}", told.last)).mark("</h3>\n");
    if told.near.is_empty() {
        html.mark("<p>None.</p>\n");
    } else {
        let caption = "From the day of this report on, that day and the last included";
        day_table(html, caption, &told.near);
    }
    if told.n_later > 0 {
        let words = are(told.n_later, "other day is later", "other days are later");
        html.mark("<p>").words(&words).mark("; each is in its packet’s guide sheet.</p>\n");
    }
    if !told.hearings.is_empty() {
        html.mark("<h2>Hearings</h2>\n");
        day_table(html, "All hearings from the day of this report on", &told.hearings);
    }
}

fn day_table(html: &mut Html, caption: &'static str, days: &[DayOf]) {
    fold(html, days.len(), |html| {
        html.mark("<table><caption>").mark(caption).mark("</caption>\n<thead><tr><th scope=col>day</th><th scope=col>what</th><th scope=col>client</th><th scope=col>county</th><th scope=col>case number</th></tr></thead>\n<tbody>");
        for day in days {
            html.mark("<tr><td class=day>").words(&day.on.to_string()).mark("</td>");
            html.cell(&day.what).mark("<th scope=row>");
            match &day.folder {
                Some(folder) => html.link(&format!("{folder}/"), &day.client),
                None => html.theirs(&day.client),
            };
            html.mark("</th>").cell(&day.county).cell(&day.case_number).mark("</tr>\n");
        }
        html.mark("</tbody></table>\n");
    });
}

fn duplicates(html: &mut Html, found: &Duplicates, gathered: &Gathered) {
    html.mark("<h2>Duplicates</h2>\n");
    if found.groups.is_empty() {
        html.mark("<p>None.</p>\n");
        return;
    }
    let mut number = 0;
    for kind in Kind::ALL {
        let n = found.n(kind);
        if n == 0 {
            continue;
        }
        html.mark("<h3>").mark(title(kind)).mark("</h3>\n<p>");
        html.words(&sentence(kind.advice())).mark("</p>\n");
        fold(html, n, |html| {
            html.mark("<dl>\n");
            for group in found.groups.iter().filter(|group| group.kind == kind) {
                number += 1;
                members(html, number, group, gathered);
            }
            html.mark("</dl>\n");
        });
    }
}

fn title(kind: Kind) -> &'static str {
    match kind {
        Kind::SameClient => "One client twice",
        Kind::SameCaseNumber => "One case number, different people",
        Kind::Spelling => "One person in different spellings",
        Kind::SameText => "The same case twice",
    }
}

fn members(html: &mut Html, number: usize, group: &Duplicate, gathered: &Gathered) {
    html.mark("<dt>").words(&format!("D{number}")).mark("</dt>\n");
    for at in group.members.iter().take(MOST_MEMBERS) {
        html.mark("<dd>");
        if let Some(member) = gathered.members.get(at) {
            html.add(member);
        }
        html.mark("</dd>\n");
    }
    if group.members.len() > MOST_MEMBERS {
        let n = group.members.len() - MOST_MEMBERS;
        html.mark("<dd>").words(&format!("and {n} more, in manifest.csv")).mark("</dd>\n");
    }
}

/// A capital at the beginning and a stop at the end.
fn sentence(words: &str) -> String {
    let mut letters = words.chars();
    let first: String = letters.next().into_iter().flat_map(char::to_uppercase).collect();
    format!("{first}{}.", letters.as_str())
}

fn drafted(html: &mut Html, gathered: &Gathered) {
    html.mark("<h2>Drafted, with what each still needs</h2>\n");
    let n: usize = gathered.drafted.iter().map(|rows| rows.n).sum();
    match gathered.drafted.as_slice() {
        [] => drop(html.mark("<p>None.</p>\n")),
        [rows] if n <= LONG => table(html, rows),
        all => all.iter().for_each(|rows| {
            html.mark("<details><summary>").words(&format!("{} clients: ", rows.n));
            html.theirs(&rows.first).mark(" to ").theirs(&rows.last).mark("</summary>\n");
            table(html, rows);
            html.mark("</details>\n");
        }),
    }
}

fn table(html: &mut Html, rows: &Rows) {
    html.mark("<table class=cases><caption>Drafted, in client order; every packet has its guide sheet, 00-guide.pdf</caption>\n<thead><tr><th scope=col class=n>n</th><th scope=col class=who>client</th><th scope=col class=what>case</th><th scope=col class=day>hearing</th><th scope=col>still needed, besides reading and signing</th></tr></thead>\n<tbody>");
    html.add(&rows.rows).mark("</tbody></table>\n");
}

fn places(html: &mut Html, about: &About<'_>) {
    html.mark("<h2>Where everything is</h2>\n<ul>\n<li>packets/: a folder for each case; a client’s name above leads to it</li>\n<li><a href=\"manifest.csv\">manifest.csv</a>: every file with its pages, size and SHA-256; opens as a spreadsheet</li>\n<li><a href=\"records.jsonl\">records.jsonl</a>: everything that was said of each case, for programs</li>\n");
    if let Some(printed) = about.printed {
        html.mark("<li><a href=\"print/contents.csv\">print/</a>: ").words(&format!(
            "the sets of {} in {} files, {} pages",
            printed.n_clients, printed.n_files, printed.n_pages
        ));
        if printed.n_left_out > 0 {
            html.words(&format!(
                "; {} without papers to print, named in contents.csv",
                are(printed.n_left_out, "case is", "cases are")
            ));
        }
        html.mark("</li>\n");
    }
    html.mark("</ul>\n");
}
