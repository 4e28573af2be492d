//! What each relief of the program would be in one matter: what to look at first, and why the rest is not open.

use std::path::Path;

use serde_json::{Value, json};

use super::page::{Page, Tone, whole};
use super::{Told, Voice, unit_words};
use crate::case::Case;
use crate::check::determination::{Outcome, Reason, Truth, paths};
use crate::check::survey::Finding;
use crate::diagnostic::render;
use crate::pipeline::Surveyed;
use crate::source::FieldPath;

/// The findings, one line for each relief and reason; the offenses that share it stand together.
pub fn survey(voice: &Voice<'_>, file: &Path, surveyed: &Surveyed<'_>) -> Told {
    let json = surveyed.findings.iter().map(|one| as_json(voice, one)).collect();
    let mut page = Page::new(voice.color);
    let summary = render::summary(&surveyed.diagnostics);
    let summary = if summary.is_empty() { "no errors, no warnings".to_owned() } else { summary };
    page.head(&whole(&format!("{}: {summary}", file.display())));
    match (&surveyed.case, surveyed.faulty) {
        (Some(case), false) => {
            let speaker = Speaker { voice, case };
            CHAPTERS.iter().for_each(|chapter| speaker.chapter(&mut page, chapter, surveyed));
        }
        _ => page.line(2, "Correct the errors, then ask again."),
    }
    Told { text: page.finish(), json: Value::Array(json) }
}

/// Findings that stand under one head.
struct Chapter {
    head: &'static str,
    holds: fn(&Outcome) -> bool,
    /// Said where the chapter is empty.
    none: Option<&'static str>,
}

const CHAPTERS: [Chapter; 6] = [
    Chapter {
        head: "Open now, what expires soonest first",
        holds: Outcome::pleadable,
        none: Some("Nothing is open on the facts stated."),
    },
    Chapter {
        head: "Opens later",
        holds: |outcome| matches!(outcome, Outcome::NotYet(_)),
        none: None,
    },
    Chapter {
        head: "Turns on facts that the file does not state",
        holds: |outcome| matches!(outcome, Outcome::Undetermined { .. }),
        none: None,
    },
    Chapter {
        head: "Too late, unless it is excused",
        holds: |outcome| matches!(outcome, Outcome::Late { cured: false, .. }),
        none: None,
    },
    Chapter { head: "Barred", holds: |outcome| *outcome == Outcome::Barred, none: None },
    Chapter {
        head: "Not for this matter",
        holds: |outcome| matches!(outcome, Outcome::NotApplicable { .. }),
        none: None,
    },
];

struct Speaker<'a> {
    voice: &'a Voice<'a>,
    case: &'a Case,
}

/// One line to say: the mark before it, its words, and the units that it holds for.
struct Line<'a> {
    mark: String,
    tone: Tone,
    words: String,
    units: Vec<&'a FieldPath>,
    first: &'a Finding<'a>,
}

impl Speaker<'_> {
    fn chapter(&self, page: &mut Page, chapter: &Chapter, surveyed: &Surveyed<'_>) {
        let here =
            surveyed.findings.iter().filter(|one| (chapter.holds)(&one.determination.outcome));
        let lines = self.lines(here);
        if lines.is_empty() && chapter.none.is_none() {
            return;
        }
        page.gap();
        page.head(chapter.head);
        if let (true, Some(none)) = (lines.is_empty(), chapter.none) {
            page.line(2, none);
        }
        let width = lines.iter().map(|line| line.mark.chars().count()).max().unwrap_or(0);
        for line in &lines {
            let mark = format!("{:<width$}  ", line.mark);
            let units: Vec<String> =
                line.units.iter().map(|unit| unit_words(self.case, unit)).collect();
            let units =
                if units.is_empty() { String::new() } else { format!(" [{}]", units.join("; ")) };
            page.marked(2, (&mark, line.tone), &format!("{}{units}", line.words));
            for other in &line.first.stronger {
                let cite = self.voice.cite(&other.provision);
                let words = format!(
                    "a stronger road is open beside it: `{}` {} ({cite})",
                    other.petition, other.says
                );
                page.line(2 + mark.chars().count(), &words);
            }
        }
    }

    /// Findings of one petition that say the same of several units are one line.
    fn lines<'b>(&self, findings: impl Iterator<Item = &'b Finding<'b>>) -> Vec<Line<'b>> {
        let mut lines: Vec<Line<'b>> = Vec::new();
        for one in findings {
            let (mark, tone) = mark(one);
            let words = self.words(one);
            let unit = Some(&one.determination.unit).filter(|unit| !unit.0.is_empty());
            let same = lines.iter_mut().find(|line| line.mark == mark && line.words == words);
            match same {
                Some(line) => line.units.extend(unit),
                None => lines.push(Line {
                    mark,
                    tone,
                    words,
                    units: unit.into_iter().collect(),
                    first: one,
                }),
            }
        }
        lines
    }

    fn words(&self, one: &Finding<'_>) -> String {
        let title = format!("{} ({})", one.relief.title, self.voice.cite(&one.relief.provision));
        let title = format!("`{}`: {title}", one.petition.id);
        match self.why(one) {
            Some(why) => format!("{title}: {why}"),
            None => title,
        }
    }

    /// Why it is as it is, where the chapter's head does not say it.
    fn why(&self, one: &Finding<'_>) -> Option<String> {
        let reason = &one.determination.reason;
        match &one.determination.outcome {
            Outcome::Entitled | Outcome::Discretionary => {
                let grounds = one.relief.grounds.iter();
                let held = grounds.filter(|ground| one.determination.grounds.contains(&ground.id));
                Some(held.map(|ground| ground.says.clone()).collect::<Vec<_>>().join("; or "))
            }
            Outcome::Late { since, cured: true } => Some(format!(
                "the last day was {since}, and the delay is excused by what is stated"
            )),
            Outcome::Late { cured: false, .. } | Outcome::NotYet(_) | Outcome::Barred => {
                Some(self.failing(reason))
            }
            Outcome::Undetermined { missing } => Some(format!("state {}", paths(missing))),
            Outcome::NotApplicable { instead } => {
                let instead = instead.as_ref().map(|other| format!("; see `{other}`"));
                Some(format!("{}{}", self.failing(reason), instead.unwrap_or_default()))
            }
        }
    }

    fn failing(&self, reason: &Reason) -> String {
        let failing = reason.first_failure(Truth::False).or_else(|| innermost(reason));
        let failing = failing.unwrap_or(reason);
        let law = failing.provision.as_deref().map(|key| format!(" ({})", self.voice.cite(key)));
        format!("it requires that {}{}", failing.says, law.unwrap_or_default())
    }
}

/// The first condition with words of its own that does not hold.
fn innermost(reason: &Reason) -> Option<&Reason> {
    if reason.truth != Truth::False {
        return None;
    }
    let below = reason.children.iter().find_map(innermost);
    below.or_else(|| reason.provision.as_ref().map(|_| reason))
}

fn mark(one: &Finding<'_>) -> (String, Tone) {
    match (&one.determination.outcome, one.until) {
        (Outcome::NotYet(day), _) => (format!("from {day}"), Tone::Open),
        (Outcome::Late { since, cured: false }, _) => (format!("since {since}"), Tone::Bad),
        (Outcome::Undetermined { .. }, _) => ("open".to_owned(), Tone::Open),
        (Outcome::Barred, _) => ("barred".to_owned(), Tone::Bad),
        (Outcome::NotApplicable { .. }, _) => ("no".to_owned(), Tone::Faint),
        (outcome, until) => {
            let strength = match outcome {
                Outcome::Entitled => "of right",
                Outcome::Discretionary => "discretion",
                _ => "excused",
            };
            let until = until.map(|day| format!(", until {day}")).unwrap_or_default();
            (format!("{strength}{until}"), Tone::Good)
        }
    }
}

fn as_json(voice: &Voice<'_>, one: &Finding<'_>) -> Value {
    let stronger =
        one.stronger.iter().map(|other| json!({ "petition": other.petition, "says": other.says }));
    json!({
        "petition": one.petition.id,
        "title": one.relief.title,
        "cite": voice.catalog.law.cite(&one.relief.provision, crate::law::CiteForm::Short),
        "until": one.until.map(|day| day.to_string()),
        "stronger": stronger.collect::<Vec<_>>(),
        "determination": one.determination,
    })
}
