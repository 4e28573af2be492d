//! What a clear answer is: each message names what is wrong, where it stands and what to do, and is short enough to read.

use petition::diagnostic::{Diagnostic, Severity};

use super::answer::Answer;
use super::{Hostile, Wanted};

/// Words that speak of the program instead of the file.
const OF_THE_PROGRAM: &[&str] = &[
    "internal",
    "panick",
    "unwrap",
    "overflow",
    "out of range",
    "out of bounds",
    "saphyr",
    "serde",
    "Some(",
    "None",
    "Err(",
    "Utf8Error",
    "ParseError",
    "unreachable",
    "assertion",
];

/// Errors that are of no one place.
const NO_PLACE: &[&str] = &["too-many-faults"];

/// Most characters of a message that anybody reads.
const LONGEST: usize = 1_200;
/// Most characters of a drawn line.
const WIDEST: usize = 400;
/// Most messages of one file: five hundred of its words, and one for each exhibit.
const MOST: usize = 2_100;

/// Everything that is not clear in an answer, or not the answer wanted.
pub fn faults(file: &Hostile, answer: &Answer) -> Vec<String> {
    let mut found: Vec<String> =
        answer.diagnostics.iter().flat_map(|one| of_one(one, answer)).collect();
    found.extend(of_all(answer));
    found.extend(unwanted(file.wanted, answer));
    found.iter().map(|fault| format!("{}: {fault}", file.name)).collect()
}

fn of_one(one: &Diagnostic, answer: &Answer) -> Vec<String> {
    let mut found = Vec::new();
    let mut hold = |sound: bool, what: &str| {
        if !sound {
            found.push(format!("{what}: [{}] {}", one.code, beginning(&one.what)));
        }
    };
    let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
    hold(!one.code.is_empty() && one.code.chars().all(plain), "an odd code");
    hold(one.what.trim().chars().count() > 8, "says nothing");
    let places = one.places.iter().map(|place| place.note.as_str());
    for words in [Some(one.what.as_str()), one.why.as_deref(), one.help.as_deref()]
        .into_iter()
        .flatten()
        .chain(places)
    {
        hold(words.chars().count() <= LONGEST, "too long to read");
        hold(!words.chars().any(char::is_control), "holds a control character");
        hold(!words.ends_with('.') || words.ends_with('…'), "ends with a stop");
        let told = OF_THE_PROGRAM.iter().find(|word| words.contains(*word));
        hold(told.is_none(), "speaks of the program");
    }
    let spans: Vec<_> = one.places.iter().filter_map(|place| answer.span(place)).collect();
    for span in &spans {
        let text = &span.source.text;
        let stands = span.start <= span.end
            && text.is_char_boundary(span.start)
            && text.is_char_boundary(span.end);
        hold(stands, "a place outside the file");
    }
    if one.severity == Severity::Error && !NO_PLACE.contains(&one.code.as_str()) {
        hold(!spans.is_empty(), "has no place");
        hold(one.help.is_some() || one.cites.is_some(), "gives no help");
    }
    let word = if one.severity == Severity::Error { "error" } else { "warning" };
    hold(answer.drawn.contains(&format!("{word}[{}]", one.code)), "is not drawn");
    found
}

fn of_all(answer: &Answer) -> Vec<String> {
    let mut found = Vec::new();
    let n_said = answer.diagnostics.len();
    if n_said > MOST {
        found.push(format!("{n_said} messages"));
    }
    if answer.json.as_array().map(Vec::len) != Some(n_said) {
        found.push("a message is lost in JSON".to_owned());
    }
    let wide = answer.drawn.lines().find(|line| line.chars().count() > LONGEST.max(WIDEST));
    found.extend(wide.map(|line| format!("a line too wide: {}", beginning(line))));
    let drawn = |c: char| c.is_control() && c != '\n';
    if answer.drawn.contains(drawn) {
        found.push("a control character reaches the terminal".to_owned());
    }
    found
}

fn unwanted(wanted: Wanted, answer: &Answer) -> Option<String> {
    let errors = || answer.diagnostics.iter().filter(|one| one.severity == Severity::Error);
    let codes = || errors().map(|one| one.code.as_str()).take(8).collect::<Vec<_>>().join(", ");
    match wanted {
        Wanted::Error(code) if !errors().any(|one| one.code == code) => {
            Some(format!("no `{code}` but `{}`", codes()))
        }
        Wanted::Error(_) | Wanted::Refused if errors().next().is_none() => {
            Some("taken for sound".to_owned())
        }
        Wanted::Packet if errors().next().is_some() || !answer.papers => {
            Some(format!("refused: {}", codes()))
        }
        // Without an error there are papers; with one there are none.
        _ if errors().next().is_none() != answer.papers => {
            Some(format!("papers: {}, and errors `{}`", answer.papers, codes()))
        }
        _ => None,
    }
}

fn beginning(words: &str) -> String {
    words.chars().take(160).collect()
}
