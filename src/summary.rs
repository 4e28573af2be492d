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
use petition::batch::summary::Group;

use crate::progress::counts;

/// What is said at the end of a run.
pub(crate) fn told(ended: &Ended, out: &Path) -> String {
    let mut text = String::new();
    let sum = &ended.summary;
    let n_done: usize = sum.n.iter().sum();
    let _ = writeln!(text, "{} of {}: {}.", n_done, n_done + ended.n_not_begun, counts(&sum.n));
    let of = |outcome| sum.faults.iter().filter(move |group| group.outcome == outcome);
    for (outcome, heading) in [
        (Some(Outcome::Refused), "Refused"),
        (Some(Outcome::Faulty), "Faulty"),
        (Some(Outcome::Failed), "Failed"),
        (None, "Drafted, with errors"),
    ] {
        list(&mut text, heading, of(outcome));
    }
    list(&mut text, "Warnings", sum.warnings.iter());
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
fn list<'a>(text: &mut String, heading: &str, groups: impl Iterator<Item = &'a Group>) {
    for (n, group) in groups.enumerate() {
        if n == 0 {
            let _ = writeln!(text, "{heading}:");
        }
        let more = match group.n - group.first.len() {
            0 => String::new(),
            more => format!(", and {more} more, in report.html"),
        };
        let _ = writeln!(text, "  {} {}: {}{more}", group.n, group.code, group.first.join("; "));
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
        (How::FailedBefore, "had no packet before"),
        (How::OtherDay, "were made for another day"),
        (How::Changed, "have changed"),
        (How::Altered, "lack a file or have one that was altered"),
        (How::New, "are new"),
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
    if !ended.strays.is_empty() {
        let first: Vec<&str> = ended.strays.iter().take(5).map(String::as_str).collect();
        let more = match ended.strays.len() - first.len() {
            0 => String::new(),
            more => format!(" and {more} more"),
        };
        let _ = writeln!(
            text,
            "Left as they are, of cases that are not in this batch: packets/{}{more}.",
            first.join(", packets/")
        );
    }
    text
}

/// The sets to print.
fn printed(printed: &Printed) -> String {
    let Printed { n_files, n_clients, n_pages, n_left_out } = printed;
    let left_out = match n_left_out {
        0 => String::new(),
        n => format!(", {n} cases without papers to print named in contents.csv"),
    };
    format!(
        "The sets to print are in {PRINT}/: {n_clients} clients, {n_pages} pages, {n_files} files{left_out}.\n"
    )
}

/// Where everything is, or how to go on.
fn ending(ended: &Ended, out: &Path) -> String {
    let out = out.display();
    let not_begun = match ended.n_not_begun {
        0 => String::new(),
        1 => "1 case was not begun. ".to_owned(),
        n => format!("{n} cases were not begun. "),
    };
    match &ended.stopped {
        Some(Stop::Fault(case)) => format!(
            "Stopped at the first case without papers to file, `{case}`. {not_begun}The same command with --resume goes on.\n"
        ),
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
