//! The end of a batch in words: counts, what was refused and why, what is kept, where everything is.

use std::fmt::Write;
use std::path::Path;

use petition::batch::Ended;
use petition::batch::duplicates::{Duplicates, Kind};
use petition::batch::fault::Stop;
use petition::batch::folder::PACKETS;
use petition::batch::kept::How;
use petition::batch::ledger::RECORDS;
use petition::batch::manifest::MANIFEST_CSV;
use petition::batch::print::{PRINT, Printed};
use petition::batch::record::Outcome;
use petition::batch::report::REPORT_HTML;
use petition::batch::run_facts::Shard;
use petition::batch::strays::Stray;
use petition::batch::summary::Group;
use petition::pipeline::UNDETERMINED;

use crate::progress::counts;

/// What is said at the end of a run.
pub(crate) fn told(ended: &Ended, out: &Path) -> String {
    let mut text = String::new();
    let sum = &ended.summary;
    let n_done: usize = sum.n.iter().sum();
    let _ = writeln!(text, "{} of {}: {}.", n_done, n_done + ended.n_not_begun, counts(&sum.n));
    let open = |group: &&Group| group.code == UNDETERMINED;
    let of = |outcome| sum.faults.iter().filter(move |group| group.outcome == outcome);
    let refused = || of(Some(Outcome::Refused));
    list(&mut text, "Refused", refused().filter(|group| !open(group)), ended);
    list(&mut text, "Refused as long as facts are missing", refused().filter(open), ended);
    list(&mut text, "Faulty", of(Some(Outcome::Faulty)), ended);
    list(&mut text, "Failed", of(Some(Outcome::Failed)), ended);
    list(&mut text, "Drafted, with errors", of(None), ended);
    list(&mut text, "Warnings", sum.warnings.iter(), ended);
    for remark in &ended.facts.remarks {
        let _ = writeln!(text, "Look at {remark}.");
    }
    text.push_str(&shared(&ended.duplicates));
    text.push_str(&resumed(ended));
    if ended.facts.shard != Shard::WHOLE {
        let _ = writeln!(
            text,
            "This was part {} of {} cases; petition merge-manifests joins the parts.",
            ended.facts.shard, ended.facts.n_cases
        );
    }
    text.push_str(&ending(ended, out));
    text
}

/// Groups of cases, each with its first names.
fn list<'a>(
    text: &mut String,
    heading: &str,
    groups: impl Iterator<Item = &'a Group>,
    ended: &Ended,
) {
    // Of a run that was stopped there is no report.
    let place = if ended.stopped.is_none() { ", in report.html" } else { "" };
    for (n, group) in groups.enumerate() {
        if n == 0 {
            let _ = writeln!(text, "{heading}:");
        }
        let more = match group.n - group.first.len() {
            0 => String::new(),
            more => format!(", and {more} more{place}"),
        };
        let _ = writeln!(text, "  {} {}: {}{more}", group.n, group.code, group.first.join("; "));
        let such_as = if group.n > 1 { "such as: " } else { "" };
        let _ = writeln!(text, "      {such_as}{}", shortened(&group.what));
    }
}

/// What is said of a case in two lines of a terminal; the report has all of it.
fn shortened(what: &str) -> String {
    const LONGEST: usize = 150;
    let line = what.replace('\n', " ");
    match line.char_indices().nth(LONGEST) {
        Some((at, _)) => format!("{}…", line[..at].trim_end()),
        None => line,
    }
}

/// How many duplicates there are of each kind.
pub(crate) fn shared(duplicates: &Duplicates) -> String {
    let mut text = String::new();
    for kind in Kind::ALL.into_iter().filter(|kind| duplicates.n(*kind) > 0) {
        let n = duplicates.n(kind);
        let _ = writeln!(text, "Duplicates, {n} {}: {}.", kind.word(), kind.advice());
    }
    if !text.is_empty() {
        text.push_str("They are named in report.html.\n");
    }
    text
}

/// What was kept of an earlier run, and why the rest was done again.
fn resumed(ended: &Ended) -> String {
    let n = |how| ended.how.get(&how).copied().unwrap_or(0);
    let mut text = String::new();
    let again: Vec<String> = [
        (How::FailedBefore, "that came to nothing before"),
        (How::OtherDay, "made for another day"),
        (How::Changed, "changed"),
        (How::Lost, "with a file missing or damaged"),
        (How::New, "new"),
    ]
    .into_iter()
    .filter(|(how, _)| n(*how) > 0)
    .map(|(how, why)| format!("{} {why}", n(how)))
    .collect();
    let is_resumed = n(How::Kept) > 0 || ended.how.keys().any(|how| *how != How::New);
    if is_resumed {
        let _ = write!(text, "Kept {} of an earlier run", n(How::Kept));
        let _ = match again.is_empty() {
            true => writeln!(text, "; nothing was to be done again."),
            false => writeln!(text, "; done: {}.", again.join(", ")),
        };
    }
    if !ended.differences.is_empty() {
        let _ = writeln!(text, "Changed since that run: {}.", ended.differences.join(", "));
    }
    if ended.n_damaged > 0 {
        let _ = writeln!(
            text,
            "{} damaged lines of what that run left were passed over; their cases were done again.",
            ended.n_damaged
        );
    }
    text.push_str(&left_over(&ended.strays));
    text
}

/// Packets that belong to no case any more, the first of them by name.
pub(crate) fn left_over(strays: &[Stray]) -> String {
    let (replaced, others): (Vec<&Stray>, Vec<&Stray>) =
        strays.iter().partition(|one| one.like.is_some());
    let replaced = folders(
        &replaced,
        "Do not file these before you compare them; a packet of today is for the same client or number",
    );
    replaced + &folders(&others, "Left as they are, of cases that are not in this run")
}

/// Folders of packets, the first of them by name.
fn folders(strays: &[&Stray], what: &str) -> String {
    let name = |one: &&Stray| match &one.like {
        Some(like) => format!("{} (today {like})", one.folder),
        None => one.folder.clone(),
    };
    let first: Vec<String> = strays.iter().take(5).map(name).collect();
    match strays.len() - first.len() {
        0 if first.is_empty() => String::new(),
        0 => format!("{what}: {}.\n", first.join(", ")),
        more => format!("{what}: {} and {more} more.\n", first.join(", ")),
    }
}

/// `1 client`, `2 clients`
pub(crate) fn n_of(n: usize, what: &str) -> String {
    format!("{n} {what}{}", if n == 1 { "" } else { "s" })
}

/// The sets to print.
pub(crate) fn printed(printed: &Printed) -> String {
    let Printed { n_files, n_clients, n_pages, n_left_out } = printed;
    let left_out = match n_left_out {
        0 => String::new(),
        n => format!(", {} without papers to print named in contents.csv", n_of(*n, "case")),
    };
    let (clients, files) = (n_of(*n_clients, "client"), n_of(*n_files, "file"));
    format!("The sets to print are in {PRINT}/: {clients}, {n_pages} pages, {files}{left_out}.\n")
}

/// Where everything is, or how to go on.
fn ending(ended: &Ended, out: &Path) -> String {
    let out = out.display();
    let not_begun = match ended.n_not_begun {
        0 => String::new(),
        n => format!("Not begun: {}. ", n_of(n, "case")),
    };
    match &ended.stopped {
        Some(Stop::Fault(case)) => format!(
            "Stopped at the first case without papers to file, `{case}`. {not_begun}Put it right, or leave --fail-fast out; the same command with --resume goes on.\n"
        ),
        Some(Stop::Interrupted) => {
            format!("Stopped, as you asked. {not_begun}The same command with --resume goes on.\n")
        }
        Some(Stop::Disk(why)) => format!(
            "Stopped: {why}. {not_begun}What was done stands whole; put that right (make room, where there is none), and the same command with --resume goes on.\n"
        ),
        None => {
            let printed = ended.printed.as_ref().map(printed).unwrap_or_default();
            format!(
                "{printed}Packets are in {out}/{PACKETS}, what to read first is {out}/{REPORT_HTML}, every file in {out}/{MANIFEST_CSV}, the record of each case in {out}/{RECORDS}.\n"
            )
        }
    }
}
