//! A scalar's text becomes a typed fact, or a plain word about what to write instead.

use super::date;
use super::near::nearest;
use super::{phrase, placeholder, residue};
use crate::case::Fact;
use crate::catalog::fields::{Fields, Kind};
use crate::source::{FieldPath, Step};

/// Most letters of a name, of one line, of a text, of an e-mail address, of the number of a section and of a path.
/// Nobody's are half as long: more is a file gone wrong, and would be papers that no court takes.
pub(crate) const MOST_NAME: usize = 300;
pub(crate) const MOST_LINE: usize = 4_000;
pub(crate) const MOST_TEXT: usize = 200_000;
pub(crate) const MOST_EMAIL: usize = 320;
pub(crate) const MOST_SECTION: usize = 40;
pub(crate) const MOST_PATH: usize = 1_000;

/// What is wrong with a value and what to write.
#[derive(Debug)]
pub(crate) struct Fault {
    pub(crate) code: &'static str,
    pub(crate) what: String,
    pub(crate) help: String,
}

impl Fault {
    pub(super) fn new(
        code: &'static str,
        what: impl Into<String>,
        help: impl Into<String>,
    ) -> Self {
        Fault { code, what: what.into(), help: help.into() }
    }
}

/// A fact that one text states: its path, and its type.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Leaf<'a> {
    pub(crate) path: &'a FieldPath,
    pub(crate) kind: &'a Kind,
}

impl Leaf<'_> {
    /// Whether it is the number of a case or paper.
    pub(crate) fn is_number(&self) -> bool {
        self.kind == &Kind::Line && self.name().ends_with("number")
    }

    /// Whether it is the name of the one person who asks.
    pub(super) fn is_petitioner(&self) -> bool {
        matches!(self.path.0.as_slice(), [Step::Key(group), Step::Key(name)] if group == "petitioner" && name == "name")
    }

    /// Whether other facts refer to it, and no paper prints it.
    pub(super) fn is_a_handle(&self) -> bool {
        matches!(self.name(), "id" | "exhibit")
    }

    /// Whether it is an address or part of one.
    pub(super) fn is_of_an_address(&self) -> bool {
        self.path.0.contains(&Step::Key("address".to_owned()))
    }

    /// Whether it is the subdivision of a section, which can be one letter.
    pub(super) fn is_subdivision(&self) -> bool {
        self.name() == "subdivision"
    }

    /// The last name of its path.
    pub(super) fn name(&self) -> &str {
        let keys = self.path.0.iter().rev().find_map(|step| match step {
            Step::Key(key) => Some(key.as_str()),
            Step::Index(_) => None,
        });
        keys.unwrap_or_default()
    }
}

/// Types a text, trimmed and in NFC, as a leaf. Groups and lists are no leaves.
/// Messages repeat days, places and words of a closed set, never names, numbers or addresses of a person.
pub(crate) fn read(fields: &Fields, leaf: Leaf<'_>, text: &str) -> Result<Fact, Fault> {
    if let Some(fault) = residue::fault(leaf, text)
        .or_else(|| placeholder::fault(fields, leaf, text))
        .or_else(|| phrase::fault(leaf, text))
    {
        return Err(fault);
    }
    match leaf.kind {
        Kind::Text => at_most(text, MOST_TEXT),
        Kind::Date => date::read(text).map(Fact::Date),
        Kind::Flag => flag(text).map(Fact::Flag),
        Kind::Number => number(text).map(Fact::Number),
        Kind::Amount => shaped(text, is_amount, || {
            let help = "write digits, cents only as two digits behind a point, and no dollar sign: `1200` or `1,200.50`";
            Fault::new("not-an-amount", "this is not an amount of dollars", help)
        }),
        Kind::Choice(choices) => choice(choices, text).map(Fact::Choice),
        Kind::County => county(&fields.counties, text).map(Fact::Choice),
        Kind::State => state(fields, text).map(Fact::Choice),
        Kind::Zip => shaped(text, is_zip, || {
            Fault::new(
                "not-a-zip",
                "this is not a ZIP code",
                "write five digits, or nine with a hyphen: `90017-1234`",
            )
        }),
        Kind::Phone => shaped(text, is_phone, || {
            let help = "write ten digits such as `(213) 555-0100`, or begin with `+` and the country's number";
            Fault::new("not-a-phone", "this is not a telephone number", help)
        }),
        Kind::Email => shaped(text, is_email, || {
            Fault::new(
                "not-an-email",
                "this is not an e-mail address",
                "write it as `name@example.org`",
            )
        }),
        Kind::Section => section(text),
        Kind::Name => one_line(text, MOST_NAME),
        Kind::Line => one_line(text, MOST_LINE),
        Kind::Path | Kind::Petition => one_line(text, MOST_PATH),
        Kind::Group(_) | Kind::List(_) => Err(Fault::new(
            "wrong-type",
            "this is one value, not a group or list",
            "indent its facts below the key",
        )),
    }
}

fn shaped(text: &str, fits: fn(&str) -> bool, fault: impl Fn() -> Fault) -> Result<Fact, Fault> {
    if fits(text) { Ok(Fact::Text(text.to_owned())) } else { Err(fault()) }
}

fn at_most(text: &str, most: usize) -> Result<Fact, Fault> {
    if text.len() <= most || text.chars().nth(most).is_none() {
        return Ok(Fact::Text(text.to_owned()));
    }
    let what = format!("this has more than {most} letters");
    Err(Fault::new("too-long", what, "shorten it; a long paper belongs in `exhibits`"))
}

fn one_line(text: &str, most: usize) -> Result<Fact, Fault> {
    if text.contains('\n') {
        return Err(Fault::new(
            "not-one-line",
            "this must be one line",
            "write it on one line, in quotes if need be",
        ));
    }
    at_most(text, most)
}

fn flag(text: &str) -> Result<bool, Fault> {
    match text.to_ascii_lowercase().as_str() {
        "yes" | "true" => Ok(true),
        "no" | "false" => Ok(false),
        _ => Err(Fault::new(
            "not-a-flag",
            format!("`{}` is neither yes nor no", shown(text)),
            "write `yes` or `no`",
        )),
    }
}

fn number(text: &str) -> Result<i64, Fault> {
    let digits =
        !text.is_empty() && text.len() <= 6 && text.bytes().all(|byte| byte.is_ascii_digit());
    if let (true, Ok(number)) = (digits, text.parse()) {
        return Ok(number);
    }
    let leading: String = text.chars().take_while(char::is_ascii_digit).take(6).collect();
    let example = if leading.is_empty() { "36".to_owned() } else { leading };
    let what = format!("`{}` is not a whole number", shown(text));
    Err(Fault::new("not-a-number", what, format!("write digits only, such as `{example}`")))
}

fn choice(choices: &[String], text: &str) -> Result<String, Fault> {
    if choices.iter().any(|choice| choice == text) {
        return Ok(text.to_owned());
    }
    let spaced = text.replace(['_', '-'], " ");
    let help = match nearest(&spaced, choices.iter().map(String::as_str)) {
        Some(near) => format!("did you mean `{near}`? it can be {}", one_of(choices)),
        None => format!("write {}", one_of(choices)),
    };
    Err(Fault::new(
        "unknown-choice",
        format!("`{}` is not one of the words for this fact", shown(text)),
        help,
    ))
}

fn county(counties: &[String], text: &str) -> Result<String, Fault> {
    if counties.iter().any(|county| county == text) {
        return Ok(text.to_owned());
    }
    let bare =
        text.strip_suffix(" County").or_else(|| text.strip_prefix("County of ")).unwrap_or(text);
    let help = match nearest(bare, counties.iter().map(String::as_str)) {
        Some(near) => format!("write `{near}`"),
        None => "write the name of a California county without the word County".to_owned(),
    };
    Err(Fault::new(
        "unknown-county",
        format!("`{}` is not a county of California", shown(text)),
        help,
    ))
}

fn state(fields: &Fields, text: &str) -> Result<String, Fault> {
    if fields.states.contains_key(text) {
        return Ok(text.to_owned());
    }
    let upper = text.to_uppercase();
    let named = fields.states.iter().find(|(_, name)| name.eq_ignore_ascii_case(text));
    let help = match (fields.states.contains_key(&upper), named) {
        (true, _) => format!("write `{upper}`"),
        (_, Some((letters, _))) => format!("write `{letters}`"),
        _ => "write two capital letters, such as `CA`".to_owned(),
    };
    Err(Fault::new("unknown-state", format!("`{}` is not a state", shown(text)), help))
}

fn section(text: &str) -> Result<Fact, Fault> {
    let fits = text.starts_with(|c: char| c.is_ascii_digit())
        && text.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '/'));
    // `664/187` is an attempt; a date or a fraction with more strokes is no section.
    let strokes = text.matches('/').count() < 2 && !text.ends_with('/');
    if fits && strokes && text.len() <= MOST_SECTION {
        return Ok(Fact::Text(text.to_owned()));
    }
    let help = match text.split_once('(') {
        Some((number, rest)) if !number.trim().is_empty() => {
            format!(
                "write `section: \"{}\"` and `subdivision: ({}`",
                shown(number.trim()),
                shown(rest)
            )
        }
        _ => "write the number of the section only, in quotes, without its code or subdivision"
            .to_owned(),
    };
    Err(Fault::new(
        "not-a-section",
        format!("`{}` is not the number of a section", shown(text)),
        help,
    ))
}

/// Up to nine digits, bare or by threes with commas, and two more behind a point where there are cents.
fn is_amount(text: &str) -> bool {
    let (dollars, cents) = text.split_once('.').map_or((text, None), |(all, two)| (all, Some(two)));
    let digits = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    let groups: Vec<&str> = dollars.split(',').collect();
    let by_threes = match groups.as_slice() {
        [all] => all.len() <= 9,
        [first, rest @ ..] => {
            first.len() <= 3 && rest.len() <= 2 && rest.iter().all(|group| group.len() == 3)
        }
        [] => false,
    };
    groups.into_iter().all(digits)
        && by_threes
        && cents.is_none_or(|two| two.len() == 2 && digits(two))
}

/// Five digits, or five and four with a hyphen.
fn is_zip(text: &str) -> bool {
    let (five, four) = text.split_once('-').map_or((text, None), |(five, four)| (five, Some(four)));
    let digits =
        |part: &str, n: usize| part.len() == n && part.bytes().all(|byte| byte.is_ascii_digit());
    digits(five, 5) && four.is_none_or(|four| digits(four, 4))
}

/// Ten digits as Americans group them, with or without 1 and an extension; or `+` and 7 to 15 digits.
fn is_phone(text: &str) -> bool {
    let lower = text.to_ascii_lowercase();
    let (number, extension) = match lower.find("ext").or_else(|| lower.find('x')) {
        Some(at) => (
            &lower[..at],
            Some(lower[at..].trim_start_matches("ext").trim_start_matches(['x', '.', ' '])),
        ),
        None => (lower.as_str(), None),
    };
    let extension_fits = extension.is_none_or(|digits| {
        (1..=6).contains(&digits.len()) && digits.bytes().all(|byte| byte.is_ascii_digit())
    });
    let number = number.trim_end_matches([' ', ',']);
    let marks = number.char_indices().all(|(at, c)| {
        c.is_ascii_digit() || matches!(c, ' ' | '.' | '-' | '(' | ')') || (c == '+' && at == 0)
    });
    let balanced = number.matches('(').count() == number.matches(')').count();
    let digits: String = number.chars().filter(char::is_ascii_digit).collect();
    let fits = match number.starts_with('+') && !digits.starts_with('1') {
        true => (7..=15).contains(&digits.len()),
        false => {
            let ten = digits.strip_prefix('1').unwrap_or(&digits);
            ten.len() == 10 && !ten.starts_with(['0', '1'])
        }
    };
    extension_fits && marks && balanced && fits
}

/// Something, one at sign, and a domain with a dot; no blanks or brackets.
fn is_email(text: &str) -> bool {
    let Some((local, domain)) = text.split_once('@') else { return false };
    if text.len() > MOST_EMAIL {
        return false;
    }
    let odd =
        |c: char| c.is_whitespace() || matches!(c, '@' | '<' | '>' | '"' | ',' | ';' | '(' | ')');
    !local.is_empty()
        && !text.is_empty()
        && !local.contains(odd)
        && !domain.contains(odd)
        && domain.contains('.')
        && domain.split('.').all(|label| !label.is_empty())
}

/// A value in a message: its beginning, without line ends.
pub(crate) fn shown(text: &str) -> String {
    let line = text.lines().next().unwrap_or("");
    let cut: String = line.chars().take(24).collect();
    if cut.len() < text.len() { format!("{cut}…") } else { cut }
}

/// The words of a closed set as a clause: "`a`, `b` or `c`".
pub(crate) fn one_of(words: &[String]) -> String {
    let quoted: Vec<String> = words.iter().map(|word| format!("`{word}`")).collect();
    match quoted.split_last() {
        Some((last, rest)) if !rest.is_empty() => format!("{} or {last}", rest.join(", ")),
        Some((last, _)) => last.clone(),
        None => String::new(),
    }
}
