//! Paths of a column map, such as `convictions[0].offenses[1].section`, to the facts that they name.

use super::map::{How, MappedColumn, Target};
use crate::catalog::fields::{Field, Fields, Kind};
use crate::catalog::schema::near::nearest;
use crate::diagnostic::Diagnostic;
use crate::source::{FieldPath, Span, Step};
use crate::yaml::{Node, Value};

/// Highest position in a list that a column can fill.
const MAX_INDEX: usize = 99;

/// The fact at a path; positions are written `.0` or `[0]` and count from 0.
///
/// # Errors
/// Why there is no such fact, with the nearest that is.
pub(super) fn target(
    fields: &Fields,
    text: &str,
    how: How,
    span: &Span,
) -> Result<Target, Box<Diagnostic>> {
    let fault = |code: &str, what: String, help: String| {
        Box::new(Diagnostic::error(code, what).at_span(span.clone(), "").help(help))
    };
    let steps = steps(text).ok_or_else(|| {
        let what = format!("`{}` is no path of a fact", text.trim());
        fault(
            "unknown-path",
            what,
            "write names with points between, such as `petitioner.name`".to_owned(),
        )
    })?;
    let found = walk(fields, &steps).map_err(|lost| {
        let (what, help) = lost.words(fields, text.trim());
        fault("unknown-path", what, help)
    })?;
    let target = Target {
        path: FieldPath(steps),
        field: found.name.clone(),
        kind: found.kind,
        how,
        part: None,
        words: Vec::new(),
        span: span.clone(),
    };
    match fits(&target) {
        Ok(()) => Ok(target),
        Err(help) => {
            let what = format!("one column cannot fill `{}`", target.path);
            Err(fault("wrong-type", what, help))
        }
    }
}

/// Names and positions; nothing where a step is neither.
fn steps(text: &str) -> Option<Vec<Step>> {
    let mut steps = Vec::new();
    for part in text.trim().replace('[', ".[").split('.').filter(|part| !part.is_empty()) {
        let bracketed = part.strip_prefix('[').map(|inner| inner.strip_suffix(']').unwrap_or(""));
        let digits = bracketed.unwrap_or(part);
        let is_index = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
        let name = |c: char| c.is_ascii_alphanumeric() || c == '_';
        match (is_index, bracketed) {
            (true, _) => steps.push(Step::Index(digits.parse().ok().filter(|n| *n <= MAX_INDEX)?)),
            (false, None) if part.chars().all(name) => steps.push(Step::Key(part.to_owned())),
            _ => return None,
        }
    }
    (!steps.is_empty()).then_some(steps)
}

struct Found {
    name: String,
    kind: Kind,
}

/// Where a path leads nowhere.
enum Lost {
    /// No fact of this name; the path of what is above it, and the facts there.
    Name(String, Vec<String>),
    /// A list without a position.
    Position(String),
    /// A position in what is no list.
    NoList(String),
}

fn walk(fields: &Fields, steps: &[Step]) -> Result<Found, Lost> {
    let mut level: &[Field] = &fields.facts;
    let mut path = FieldPath::root();
    let mut found: Option<Found> = None;
    for step in steps {
        let above = path.to_string();
        match step {
            Step::Index(index) => {
                path = path.index(*index);
                found = match found {
                    Some(Found { name, kind: Kind::List(item) }) => {
                        Some(Found { name, kind: *item })
                    }
                    _ => return Err(Lost::NoList(above)),
                };
            }
            Step::Key(name) => {
                if matches!(found, Some(Found { kind: Kind::List(_), .. })) {
                    return Err(Lost::Position(above));
                }
                let names = || level.iter().map(|field| field.name.clone()).collect();
                let field = level.iter().find(|field| field.name == *name);
                let field = field.ok_or_else(|| Lost::Name(above.clone(), names()))?;
                path = path.key(name);
                level = field.kind.children();
                found = Some(Found { name: name.clone(), kind: field.kind.clone() });
            }
        }
    }
    found.ok_or_else(|| Lost::NoList(path.to_string()))
}

impl Lost {
    fn words(self, fields: &Fields, text: &str) -> (String, String) {
        match self {
            Lost::Position(above) => (
                format!("`{above}` is a list, and the path does not say which of it"),
                format!("write `{above}[0]` for the first, `{above}[1]` for the second"),
            ),
            Lost::NoList(above) => (
                format!("`{above}` is no list, so it has no positions"),
                "write the path without the number behind it".to_owned(),
            ),
            Lost::Name(above, names) => {
                let what = format!("no fact is called `{text}`");
                (what, help_for(fields, text, &above, &names))
            }
        }
    }
}

fn help_for(fields: &Fields, text: &str, above: &str, names: &[String]) -> String {
    let all = all_paths(fields);
    let last = text.rsplit('.').next().unwrap_or(text);
    if let Some(near) = nearest(text, all.iter().map(String::as_str)) {
        return format!("did you mean `{near}`?");
    }
    if let Some(near) = nearest(last, names.iter().map(String::as_str)) {
        let path = if above.is_empty() { near.to_owned() } else { format!("{above}.{near}") };
        return format!("did you mean `{path}`?");
    }
    let ending = format!(".{last}");
    match all.iter().find(|path| path.ends_with(&ending)) {
        Some(path) => format!("did you mean `{path}`?"),
        None => "`petition new` and the petition's name print all facts; write their names with points between".to_owned(),
    }
}

/// Every path of a fact that one column can fill, the first of each list.
pub(super) fn all_paths(fields: &Fields) -> Vec<String> {
    let mut all = Vec::new();
    below(&fields.facts, "", &mut all);
    all
}

fn below(level: &[Field], above: &str, all: &mut Vec<String>) {
    for field in level {
        let path =
            if above.is_empty() { field.name.clone() } else { format!("{above}.{}", field.name) };
        match &field.kind {
            Kind::Group(fields) => below(fields, &path, all),
            Kind::List(item) if matches!(item.as_ref(), Kind::Group(_)) => {
                below(field.kind.children(), &format!("{path}[0]"), all);
            }
            _ => all.push(path),
        }
    }
}

/// Whether a fact can be read from a cell in this way; what to do otherwise.
fn fits(target: &Target) -> Result<(), String> {
    let children = target.kind.children();
    let has =
        |names: &[&str]| names.iter().all(|name| children.iter().any(|child| child.name == *name));
    let first = children.first().map_or("", |child| child.name.as_str());
    match (target.how, &target.kind) {
        (How::Offense, _) if has(&["code", "section"]) => Ok(()),
        (How::Offense, _) => {
            Err("`as: offense` goes with a list of offenses or one of its items".to_owned())
        }
        (How::Address, Kind::Group(_)) if has(&["street", "city", "state", "zip"]) => Ok(()),
        (How::Address, _) => Err("`as: address` goes with an address".to_owned()),
        (How::LastFirst, Kind::Name) => Ok(()),
        (How::LastFirst, _) => Err("`as: last-first` goes with a name".to_owned()),
        (How::Plain, Kind::Group(_)) => Err(format!(
            "it is a group of facts: name one of them, such as `{}.{first}`",
            target.path
        )),
        (How::Plain, _) => Ok(()),
    }
}

/// What is wrong with several columns together: a fact that two of them fill, or that stands in
/// `every`, and a position without those before it.
pub(super) fn together(columns: &[MappedColumn], every: &Node) -> Vec<Diagnostic> {
    let targets: Vec<&Target> = columns.iter().flat_map(|column| &column.targets).collect();
    let mut faults = Vec::new();
    for (n, target) in targets.iter().enumerate() {
        let other = targets[..n]
            .iter()
            .find(|other| overlap(&other.path, &target.path) && !parts(other, target));
        if let Some(other) = other {
            let fault = Diagnostic::error("mapped-twice", format!("two columns fill `{}`", target.path))
                .at_span(target.span.clone(), "")
                .at_span(other.span.clone(), "first here")
                .help("leave one out with `ignore:`, or say `part: 1` and `part: 2` where both make the fact");
            faults.push(fault);
        }
        if let Some(stated) = stated(every, &target.path.0) {
            let fault = Diagnostic::error(
                "stated-twice",
                format!("`{}` stands in `every` and in a column", target.path),
            )
            .at_span(target.span.clone(), "")
            .at_span(stated, "here for all cases")
            .help("delete it from one of them");
            faults.push(fault);
        }
        faults.extend(gap(target, &targets, every));
    }
    faults
}

fn overlap(a: &FieldPath, b: &FieldPath) -> bool {
    a.0.starts_with(&b.0) || b.0.starts_with(&a.0)
}

/// Whether two columns are different parts of one fact, or fill different facts of one offense.
fn parts(a: &Target, b: &Target) -> bool {
    let same = a.path == b.path && a.part.is_some() && b.part.is_some() && a.part != b.part;
    // An offense in one cell may leave its level, its degree or its name to columns of their own.
    let whole = |one: &Target, two: &Target| {
        one.how == How::Offense
            && !matches!(one.kind, Kind::List(_))
            && two.path.0.len() > one.path.0.len()
            && !matches!(two.field.as_str(), "code" | "section" | "subdivision")
    };
    same || whole(a, b) || whole(b, a)
}

/// Where `every` states a fact at a path, above it as a value, or below it.
fn stated(every: &Node, steps: &[Step]) -> Option<Span> {
    let Some((first, rest)) = steps.split_first() else { return Some(every.span.clone()) };
    match (first, &every.value) {
        (Step::Key(key), Value::Map(_)) => {
            let entry = every.entry(key)?;
            match rest.is_empty() {
                true => Some(entry.key_span.clone()),
                false => stated(&entry.value, rest),
            }
        }
        (Step::Index(index), Value::List(items)) if items.is_empty() && *index == 0 => {
            Some(every.span.clone())
        }
        (Step::Index(index), Value::List(items)) => {
            items.get(*index).and_then(|item| stated(item, rest))
        }
        _ => Some(every.span.clone()),
    }
}

/// A position in a list while nothing fills the one before it.
fn gap(target: &Target, targets: &[&Target], every: &Node) -> Option<Diagnostic> {
    let at = target.path.0.iter().rposition(|step| matches!(step, Step::Index(n) if *n > 0))?;
    let Step::Index(index) = target.path.0[at] else { return None };
    let mut before = target.path.0[..at].to_vec();
    before.push(Step::Index(index - 1));
    let filled =
        targets.iter().any(|other| other.path.0.starts_with(&before)) || holds(every, &before);
    if filled {
        return None;
    }
    let before = FieldPath(before);
    let fault = Diagnostic::error(
        "skipped-position",
        format!("a column fills `{}`, and none fills `{before}`", target.path),
    )
    .at_span(target.span.clone(), "")
    .help("lists begin at 0: write `[0]` for the first item, `[1]` for the second");
    Some(fault)
}

fn holds(node: &Node, steps: &[Step]) -> bool {
    let Some((first, rest)) = steps.split_first() else { return true };
    match (first, &node.value) {
        (Step::Key(key), _) => node.get(key).is_some_and(|node| holds(node, rest)),
        (Step::Index(index), Value::List(items)) => {
            items.get(*index).is_some_and(|node| holds(node, rest))
        }
        _ => false,
    }
}
