//! What each relief of the program would be in one matter: what to look at first, and why the rest is not open.

use std::path::Path;

use serde_json::{Value, json};

use super::page::{Page, Tone, whole};
use super::{Told, Voice};
use crate::case::{Case, Fact};
use crate::catalog::fields::{Field, Kind};
use crate::check::condition::pattern;
use crate::check::determination::{Outcome, Reason, Truth};
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
            let speaker = Speaker { voice, case, findings: &surveyed.findings };
            CHAPTERS.iter().for_each(|chapter| speaker.chapter(&mut page, chapter));
            speaker.elsewhere(&mut page);
            speaker.silent(&mut page);
            speaker.questions(&mut page);
        }
        _ => page.line(2, "Correct the errors, then ask again."),
    }
    Told { text: page.finish(), json: Value::Array(json) }
}

/// Findings that stand under one head.
struct Chapter {
    head: &'static str,
    holds: fn(&Outcome) -> bool,
}

const CHAPTERS: [Chapter; 5] = [
    Chapter { head: "Open now, what expires soonest first", holds: Outcome::pleadable },
    Chapter { head: "Opens later", holds: |outcome| matches!(outcome, Outcome::NotYet(_)) },
    Chapter {
        head: "May be open: it turns on facts that the file does not state",
        holds: |outcome| matches!(outcome, Outcome::Undetermined { .. }),
    },
    Chapter {
        head: "Too late, unless it is excused",
        holds: |outcome| matches!(outcome, Outcome::Late { cured: false, .. }),
    },
    Chapter { head: "Barred", holds: |outcome| *outcome == Outcome::Barred },
];

/// Most questions that are asked at once.
const N_QUESTIONS: usize = 12;

struct Speaker<'a> {
    voice: &'a Voice<'a>,
    case: &'a Case,
    findings: &'a [Finding<'a>],
}

/// One line to say: the mark before it, its words, and the units that it holds for.
struct Line<'a> {
    mark: String,
    tone: Tone,
    words: String,
    units: Vec<&'a FieldPath>,
    first: &'a Finding<'a>,
}

impl<'a> Speaker<'a> {
    /// What the chapters speak of: not what the file is silent about.
    fn heard(&self) -> impl Iterator<Item = &'a Finding<'a>> {
        self.findings.iter().filter(|one| one.silent.is_none())
    }

    /// Of what came too late, the latest of each petition.
    fn is_latest(&self, one: &Finding<'_>) -> bool {
        let since = |found: &Finding<'_>| match found.determination.outcome {
            Outcome::Late { since, cured: false } => Some(since),
            _ => None,
        };
        let alike = self.heard().filter(|other| other.petition.id == one.petition.id);
        since(one).is_none_or(|day| alike.filter_map(since).max() == Some(day))
    }

    /// Ids of the petitions of which something stands in a chapter.
    fn above(&self) -> Vec<&'a str> {
        let told = self.heard().filter(|one| !is_apart(one));
        told.map(|one| one.petition.id.as_str()).collect()
    }

    fn chapter(&self, page: &mut Page, chapter: &Chapter) {
        let here = self.heard().filter(|one| {
            let outcome = &one.determination.outcome;
            (chapter.holds)(outcome) && !is_apart(one) && self.is_latest(one)
        });
        let lines = self.lines(here);
        let first = chapter.head == CHAPTERS[0].head;
        if lines.is_empty() && !first {
            return;
        }
        page.gap();
        page.head(chapter.head);
        if lines.is_empty() {
            page.line(2, &self.nothing_open());
        }
        let width = lines.iter().map(|line| line.mark.chars().count()).max().unwrap_or(0);
        for line in &lines {
            let mark = format!("{:<width$}  ", line.mark);
            page.marked(2, (&mark, line.tone), &format!("{}{}", line.words, self.units(line)));
            self.notes(line.first).iter().for_each(|note| {
                page.line(2 + mark.chars().count(), note);
            });
        }
    }

    fn nothing_open(&self) -> String {
        let open =
            |one: &&Finding<'_>| matches!(one.determination.outcome, Outcome::Undetermined { .. });
        match self.heard().filter(open).filter_map(|one| one.until).min() {
            Some(day) => format!(
                "Nothing is open on the facts stated so far; the first of those below runs out on {day}."
            ),
            None => "Nothing is open on the facts stated so far.".to_owned(),
        }
    }

    /// Findings of one petition that say the same of several units are one line.
    fn lines(&self, findings: impl Iterator<Item = &'a Finding<'a>>) -> Vec<Line<'a>> {
        let mut lines: Vec<Line<'a>> = Vec::new();
        for one in findings {
            let (mark, tone) = mark(one);
            let words = self.words(one);
            let unit = Some(&one.determination.unit).filter(|unit| !unit.0.is_empty());
            match lines.iter_mut().find(|line| line.mark == mark && line.words == words) {
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

    /// The offenses of a line, where the matter has more than one.
    fn units(&self, line: &Line<'_>) -> String {
        let mut all: Vec<&FieldPath> =
            self.findings.iter().map(|one| &one.determination.unit).collect();
        // A conviction with one offense is one thing to speak of.
        let within = |inner: &FieldPath, outer: &FieldPath| {
            inner.0.len() > outer.0.len() && inner.0.starts_with(&outer.0)
        };
        let whole = all.clone();
        all.retain(|unit| !whole.iter().any(|other| within(other, unit)));
        all.sort_by_key(|unit| unit.to_string());
        all.dedup();
        if line.units.is_empty() || all.len() < 2 {
            return String::new();
        }
        let said: Vec<String> = line.units.iter().map(|unit| self.unit(unit)).collect();
        format!(" [{}]", said.join("; "))
    }

    /// The offense of a unit and its day; its place in the file where it is no offense.
    fn unit(&self, unit: &FieldPath) -> String {
        let word = |key: &str| self.case.get(&unit.key(key)).and_then(Fact::as_text);
        let (Some(code), Some(section)) = (word("code"), word("section")) else {
            return format!("`{unit}`");
        };
        let below = word("subdivision").map(|below| match below.starts_with('(') {
            true => below.to_owned(),
            false => format!(", subd. {below}"),
        });
        let below = below.unwrap_or_default();
        let group = FieldPath(unit.0[..unit.0.len().saturating_sub(2)].to_vec());
        let days = ["convicted_on", "date"].map(|key| self.case.get(&group.key(key)));
        let day = days.into_iter().flatten().find_map(Fact::as_date);
        let day = day.map(|day| format!(" of {day}")).unwrap_or_default();
        format!("{code} {section}{below}{day}")
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
            Outcome::Undetermined { missing } => {
                let said: Vec<String> =
                    gathered(missing).iter().map(|one| format!("`{one}`")).collect();
                Some(format!("state {}", said.join(", ")))
            }
            Outcome::Barred => Some(self.bars(reason)),
            Outcome::Late { .. } | Outcome::NotYet(_) | Outcome::NotApplicable { .. } => {
                let failing = failing(reason);
                let law = failing.provision.as_deref().map(|key| self.voice.cite(key));
                let law = law.map(|law| format!(" ({law})")).unwrap_or_default();
                Some(format!("it requires that {}{law}", failing.says))
            }
        }
    }

    /// Everything that stands in the way for good, and the day before which nothing would help.
    fn bars(&self, reason: &Reason) -> String {
        let mut parts = [reason].into_iter().chain(&reason.children);
        let lasting =
            parts.find_map(|part| Some(part.lasting_failures()).filter(|l| !l.is_empty()));
        let lasting = lasting.unwrap_or_else(|| vec![failing(reason)]);
        let said: Vec<String> = lasting
            .iter()
            .map(|one| {
                let law = one.provision.as_deref().map(|key| self.voice.cite(key));
                let law = law.map(|law| format!(" ({law})")).unwrap_or_default();
                format!("that {}{law}", one.says)
            })
            .collect();
        let mut day = None;
        reason.each(&mut |one| {
            if one.truth == Truth::False && one.code.is_some() {
                day = day.max(one.met_on);
            }
        });
        let day = day.map(|day| format!("; and not before {day}")).unwrap_or_default();
        format!("it requires {}{day}", said.join(", and "))
    }

    /// What can be done where it is closed, and what reaches further where it is open.
    fn notes(&self, one: &Finding<'_>) -> Vec<String> {
        let mut notes = Vec::new();
        if let Some(first) = &one.relief.after {
            let reliefs = one.petition.families.iter().flat_map(|family| &family.reliefs);
            let title = reliefs.filter(|relief| relief.id == *first).map(|relief| &relief.title);
            notes.extend(title.map(|title| format!("only once this is granted: {title}")).next());
        }
        if !one.determination.outcome.pleadable() {
            let lasting = one.determination.reason.lasting_failures();
            let first = lasting.first().copied();
            let failing = first.unwrap_or_else(|| failing(&one.determination.reason));
            notes.extend(failing.help.as_ref().map(|help| format!("what can be done: {help}")));
            notes.extend(failing.instead.as_ref().map(|other| format!("see `{other}`")));
        }
        for other in &one.stronger {
            let cite = self.voice.cite(&other.provision);
            let open = self.findings.iter().any(|found| {
                let (here, there) = (&one.determination.unit.0, &found.determination.unit.0);
                found.petition.id == other.petition
                    && found.determination.outcome.pleadable()
                    && (here.starts_with(there) || there.starts_with(here))
            });
            let is = if open { "is" } else { "may be" };
            notes.push(format!(
                "a stronger road {is} open beside it: `{}` {} ({cite})",
                other.petition, other.says
            ));
        }
        notes
    }

    /// Petitions of which nothing stands above, each with the first reason.
    fn elsewhere(&self, page: &mut Page) {
        let above = self.above();
        let mut said: Vec<&str> = Vec::new();
        for one in self.heard().filter(|one| is_apart(one)) {
            let id = one.petition.id.as_str();
            let silent = self
                .findings
                .iter()
                .any(|other| other.petition.id == one.petition.id && other.silent.is_some());
            if silent || above.contains(&id) || said.contains(&id) {
                continue;
            }
            if said.is_empty() {
                page.gap();
                page.head("Not for this matter");
            }
            said.push(id);
            page.marked(2, ("no  ", Tone::Faint), &self.words(one));
        }
    }

    /// What the file says nothing about, with the petitions that turn on it.
    fn silent(&self, page: &mut Page) {
        let mut keys: Vec<(&FieldPath, Vec<&str>)> = Vec::new();
        let mut known = self.above();
        for one in self.findings {
            let Some(key) = &one.silent else { continue };
            let id = one.petition.id.as_str();
            // A petition is named once, and only where nothing else is said of it.
            if known.contains(&id) {
                continue;
            }
            known.push(id);
            match keys.iter_mut().find(|(known, _)| *known == key) {
                Some((_, ids)) => ids.push(id),
                None => keys.push((key, vec![id])),
            }
        }
        if keys.is_empty() {
            return;
        }
        page.gap();
        page.head("Not looked at, because the file says nothing about it");
        for (key, ids) in keys {
            let ask = self.voice.catalog.fields.field(&key.to_string()).map(|field| &field.ask);
            let ask = ask.map(|ask| format!(" ({ask})")).unwrap_or_default();
            page.marked(2, ("-   ", Tone::Faint), &format!("`{key}`{ask}: {}", ids.join(", ")));
        }
    }

    /// The facts whose answers decide most, each once.
    fn questions(&self, page: &mut Page) {
        let mut asked: Vec<(String, Vec<&str>)> = Vec::new();
        for one in self.heard() {
            let Outcome::Undetermined { missing } = &one.determination.outcome else { continue };
            let id = one.petition.id.as_str();
            for path in gathered(missing) {
                match asked.iter_mut().find(|(known, _)| *known == path) {
                    Some((_, ids)) if ids.contains(&id) => {}
                    Some((_, ids)) => ids.push(id),
                    None => asked.push((path, vec![id])),
                }
            }
        }
        if asked.is_empty() {
            return;
        }
        asked.sort_by_key(|(_, ids)| std::cmp::Reverse(ids.len()));
        page.gap();
        page.head("What to answer next");
        for (path, ids) in asked.iter().take(N_QUESTIONS) {
            let field = self.voice.catalog.fields.field(path);
            let ask = field.map(|field| format!("{} {}", field.ask, answers(field)));
            let ask = ask.unwrap_or_default();
            page.line(2, &format!("`{path}`  {} [{}]", ask.trim(), ids.join(", ")));
        }
    }
}

/// Whether it has no place in the matter: the wrong road, or a road for minors that an adult is told of.
fn is_apart(one: &Finding<'_>) -> bool {
    match one.determination.outcome {
        Outcome::NotApplicable { .. } => true,
        Outcome::Barred => one.petition.for_minors,
        _ => false,
    }
}

/// Facts to state: one that several items of a list lack is named once, for all of them.
fn gathered(missing: &[FieldPath]) -> Vec<String> {
    let alike =
        |path: &FieldPath| missing.iter().filter(|one| pattern(one) == pattern(path)).count();
    let mut said: Vec<String> = Vec::new();
    for path in missing {
        let name = if alike(path) > 1 { pattern(path) } else { path.to_string() };
        if !said.contains(&name) {
            said.push(name);
        }
    }
    said
}

/// What can be answered, in parentheses; nothing where that is plain.
fn answers(field: &Field) -> String {
    match &field.kind {
        Kind::Flag => "(yes or no)".to_owned(),
        Kind::Choice(choices) => format!("({})", choices.join(", ")),
        Kind::Date => "(a day)".to_owned(),
        _ => String::new(),
    }
}

/// The node that stands in the way: one with a code, else the innermost with words of its own.
fn failing(reason: &Reason) -> &Reason {
    // Below a whole that is unknown, a part can fail for good.
    let whole = [reason].into_iter().chain(&reason.children);
    let coded = whole.clone().find_map(|part| part.first_failure(Truth::False));
    coded.or_else(|| whole.clone().find_map(innermost)).unwrap_or(reason)
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
    let until = one.until.map(|day| format!(", until {day}")).unwrap_or_default();
    match &one.determination.outcome {
        Outcome::NotYet(day) => (format!("from {day}"), Tone::Open),
        Outcome::Late { since, cured: false } => (format!("since {since}"), Tone::Bad),
        Outcome::Undetermined { .. } => (format!("perhaps{until}"), Tone::Open),
        Outcome::Barred => ("barred".to_owned(), Tone::Bad),
        Outcome::NotApplicable { .. } => ("no".to_owned(), Tone::Faint),
        Outcome::Entitled => (format!("of right{until}"), Tone::Good),
        Outcome::Discretionary => (format!("discretion{until}"), Tone::Good),
        Outcome::Late { cured: true, .. } => (format!("excused{until}"), Tone::Good),
    }
}

fn as_json(voice: &Voice<'_>, one: &Finding<'_>) -> Value {
    let stronger =
        one.stronger.iter().map(|other| json!({ "petition": other.petition, "says": other.says }));
    json!({
        "petition": one.petition.id,
        "title": one.relief.title,
        "cite": voice.catalog.law.cite(&one.relief.provision, crate::law::CiteForm::Short),
        "silent": one.silent.as_ref().map(ToString::to_string),
        "until": one.until.map(|day| day.to_string()),
        "stronger": stronger.collect::<Vec<_>>(),
        "determination": one.determination,
    })
}
