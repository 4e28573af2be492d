//! An offense as criminal records write it in one cell, to code, section, subdivision, degree and level.

use crate::law::code::Codes;
use crate::law::offense_ref::OffenseRef;

/// The levels as records write them, and as case files do.
const LEVELS: [(&str, &str); 6] = [
    ("felony", "felony"),
    ("fel", "felony"),
    ("misdemeanor", "misdemeanor"),
    ("misd", "misdemeanor"),
    ("infraction", "infraction"),
    ("infr", "infraction"),
];
const DEGREES: [&str; 2] = ["first", "second"];

/// An advice with the list of the offense as a map writes it, and the sections by which an attempt
/// and a conspiracy are written.
pub(super) fn advice(codes: &Codes, help: &str, list: &str) -> String {
    let section = |word| codes.joining(word).unwrap_or_default();
    help.replace("{offenses}", list)
        .replace("{attempt}", section("attempt"))
        .replace("{conspiracy}", section("conspiracy"))
}

/// Facts of an offense by their names.
pub(super) type Parts = Vec<(&'static str, String)>;

/// Why a text is no offense, and what to do.
type Unread = (&'static str, String);

const SEVERAL: &str = "give each offense of the conviction a column of its own, mapped to `{offenses}.1` and so on; an attempt is written `PC {attempt}/459`; where one section only says how another is punished, ask counsel under which the conviction is";
const SUBDIVISIONS: &str = "two subdivisions are two offenses: give each a column of its own, mapped to `{offenses}.1` and so on; where the docket does not say of which the client was convicted, ask counsel";
const ATTEMPT: &str = "an attempt is written with the section that was attempted behind a slash, `PC {attempt}/459`; the court's docket names it";
const CONSPIRACY: &str = "a conspiracy is written with the section that was agreed on behind a slash, `PC {conspiracy}/459`; the court's docket names it";
const COUNTS: &str =
    "each count is an offense of its own: give each a column, mapped to `{offenses}.1` and so on";
const UNREAD: &str = "write the letters of the code and the number of one section, its subdivision in parentheses right behind it";

/// Takes `PC 459`, `459 PC`, `VC 23152(a)`, `PC 459, second degree, felony` apart.
///
/// # Errors
/// Why that cannot be done for certain, and what to do.
pub(super) fn read(codes: &Codes, text: &str) -> Result<Parts, Unread> {
    let (text, degree) = take_degree(text);
    in_words(&text)?;
    // Before the levels: two of them may belong to two offenses.
    let text = one_section(codes, &text)?;
    if text.split(|c: char| !c.is_alphanumeric()).any(is_ordinal) {
        let help = "write `first degree` or `second degree` behind the section";
        return Err(("may name a degree", help.to_owned()));
    }
    let (text, level) = take_level(&text)?;
    if let Some(letter) = bare_level(&text) {
        let help = format!(
            "write felony, misdemeanor or infraction, or ({letter}) right behind the number where it is a subdivision"
        );
        return Err(("may end with a level or with a subdivision", help));
    }
    let Some(place) = OffenseRef::read(codes, "", &text, None) else {
        return Err(("has no code and section that can be read", UNREAD.to_owned()));
    };
    if let Some(name) = place.subdivision.iter().find(|name| !is_subdivision(name)) {
        let help = format!(
            "if `{name}` is only what the offense is called, leave it out or give it a column of its own; a degree is written `second degree`; if it says more, such as an enhancement, ask counsel how it is stated"
        );
        return Err(("has words in parentheses that are no subdivision", help));
    }
    if is_two(&place.subdivision) {
        return Err(("names two subdivisions", SUBDIVISIONS.to_owned()));
    }
    if place.joined.is_none() && is_bare_attempt(codes, &place.section) {
        return Err(("is an attempt and does not say at what", ATTEMPT.to_owned()));
    }
    if let Some(words) = &place.qualifier {
        return Err(unknown_words(words));
    }
    let parts = parts(codes, &place, level, degree);
    let fact =
        |name: &str| parts.iter().find(|(key, _)| *key == name).map(|(_, value)| value.as_str());
    let again = OffenseRef::read(
        codes,
        fact("code").unwrap_or_default(),
        fact("section").unwrap_or_default(),
        fact("subdivision"),
    );
    // Nothing of what was written may be lost on the way into several facts.
    match again == Some(place) {
        true => Ok(parts),
        false => Err((
            "cannot be taken apart for certain",
            "give code, section and subdivision columns of their own".to_owned(),
        )),
    }
}

/// Why a section or a subdivision in a column of its own cannot stand there, if so.
///
/// # Errors
/// The same as of the whole offense.
pub(super) fn alone(codes: &Codes, field: &str, text: &str) -> Result<(), Unread> {
    match field {
        "section" if is_bare_attempt(codes, text) => {
            Err(("is an attempt and does not say at what", ATTEMPT.to_owned()))
        }
        "subdivision" => {
            let groups = text.split(['(', ')']).map(str::trim);
            let (mut names, mut is_parted) = (Vec::new(), false);
            for group in groups.filter(|group| !group.is_empty()) {
                match group.chars().all(char::is_alphanumeric) && !is_joining(group) {
                    true => names.push(group.to_lowercase()),
                    false => is_parted |= is_joining(group) || group.contains(['/', ',', '&', ';']),
                }
            }
            match is_parted || is_two(&names) {
                true => Err(("names two subdivisions", SUBDIVISIONS.to_owned())),
                false => Ok(()),
            }
        }
        _ => Ok(()),
    }
}

fn is_joining(word: &str) -> bool {
    ["and", "or", "to", "/", ",", "&", "-", "–", "+"].contains(&word.to_lowercase().as_str())
}

fn is_bare_attempt(codes: &Codes, section: &str) -> bool {
    codes.joined(section.trim()) == Some("attempt")
}

/// Whether a text is a name that codes give to subdivisions: a number, a letter, a doubled one, a Roman number.
fn is_subdivision(name: &str) -> bool {
    let all = |fits: fn(u8) -> bool| name.bytes().all(fits);
    match name.as_bytes() {
        [a] => a.is_ascii_alphanumeric(),
        [a, b] if a == b && a.is_ascii_alphabetic() => true,
        _ => all(|b| b.is_ascii_digit()) || all(|b| matches!(b, b'i' | b'v' | b'x')),
    }
}

/// Whether names of subdivisions stand beside one another and not within: letters and numbers take
/// turns, and only the fourth and those below it are Roman numbers behind a letter.
fn is_two(names: &[String]) -> bool {
    let digits = |name: &str| name.bytes().all(|byte| byte.is_ascii_digit());
    let roman = |name: &str| name.chars().all(|c| matches!(c, 'i' | 'v' | 'x'));
    let pairs = names.windows(2).enumerate();
    pairs
        .filter(|(at, two)| digits(&two[0]) == digits(&two[1]) && !(*at >= 2 && roman(&two[1])))
        .count()
        > 0
}

/// An attempt, a conspiracy or several counts that are said in words, which a section cannot hold.
fn in_words(text: &str) -> Result<(), Unread> {
    for word in text.split(|c: char| !c.is_alphanumeric()).map(str::to_lowercase) {
        match word.as_str() {
            "att" | "attempt" | "attempted" => {
                return Err(("says in a word that it is an attempt", ATTEMPT.to_owned()));
            }
            "consp" | "conspiracy" => {
                return Err(("says in a word that it is a conspiracy", CONSPIRACY.to_owned()));
            }
            "count" | "counts" | "ct" | "cts" | "x2" | "x3" | "x4" | "x5" => {
                return Err(("counts several offenses, or numbers one", COUNTS.to_owned()));
            }
            _ => {}
        }
    }
    Ok(())
}

/// The text, if it names one section or one that was attempted; `664-459` is written `664/459`.
fn one_section(codes: &Codes, text: &str) -> Result<String, Unread> {
    let found = sections(codes, text);
    let [first, second, more @ ..] = found.as_slice() else { return Ok(text.to_owned()) };
    let between = text[first.end..second.start].trim();
    let is_one = more.is_empty()
        && match between {
            "/" => [first, second].iter().any(|at| codes.joined(&text[(*at).clone()]).is_some()),
            "-" | "–" => is_bare_attempt(codes, &text[first.clone()]),
            _ => false,
        };
    match is_one {
        true => Ok(format!("{}/{}", &text[..first.end], &text[second.start..])),
        false => Err(("names several sections", SEVERAL.to_owned())),
    }
}

/// A number that counts, such as `2nd`.
fn is_ordinal(word: &str) -> bool {
    let digits = word.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    let ending = word[digits.len()..].to_lowercase();
    !digits.is_empty()
        && digits.bytes().all(|byte| byte.is_ascii_digit())
        && ["st", "nd", "rd", "th"].contains(&ending.as_str())
}

/// Where numbers of sections stand: outside parentheses, and behind no letters but those of a code.
fn sections(codes: &Codes, text: &str) -> Vec<std::ops::Range<usize>> {
    let mut found = Vec::new();
    let (mut depth, mut at) = (0_usize, 0);
    while let Some(c) = text[at..].chars().next() {
        let width = match c {
            c if c.is_ascii_digit() && depth == 0 => {
                let rest = &text[at..];
                let n =
                    rest.find(|c: char| !(c.is_ascii_digit() || c == '.')).unwrap_or(rest.len());
                let before = letters_before(&text[..at]);
                let word = rest.split(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
                if !is_ordinal(word) && (before.is_empty() || codes.key(before).is_some()) {
                    found.push(at..at + rest[..n].trim_end_matches('.').len());
                }
                n
            }
            '(' => {
                depth += 1;
                1
            }
            ')' => {
                depth = depth.saturating_sub(1);
                1
            }
            c => c.len_utf8(),
        };
        at += width;
    }
    found
}

/// The letters at the end of a text, with nothing between them.
fn letters_before(text: &str) -> &str {
    let bare = text.trim_end_matches(char::is_alphabetic);
    &text[bare.len()..]
}

/// What to do about words behind a section that are none of its parts.
fn unknown_words(words: &str) -> Unread {
    // Signs and single letters may be a second subdivision or offense; to leave them out would lose it.
    if words.split(|c: char| !c.is_alphabetic()).all(|word| word.chars().count() < 3) {
        return ("has signs behind its section that may name another", SUBDIVISIONS.to_owned());
    }
    let help = format!(
        "if `{words}` is only what the offense is called, leave it out or give it a column of its own; if it says more, such as an attempt, an enhancement or another offense, ask counsel how it is stated"
    );
    ("has words that are neither code, section, degree nor level", help)
}

fn parts(
    codes: &Codes,
    place: &OffenseRef,
    level: Option<&'static str>,
    degree: Option<&'static str>,
) -> Parts {
    let key = place.code.as_str();
    let name = codes.get(key).map_or(key, |code| code.short.trim_end_matches(" Code"));
    let code = if place.former { format!("former {name}") } else { name.to_owned() };
    let section = match place.joined.as_deref().and_then(|word| codes.joining(word)) {
        Some(joining) => format!("{joining}/{}", place.section),
        None => place.section.clone(),
    };
    let names = place.printed_names();
    let subdivision: String = names.iter().map(|name| format!("({name})")).collect();
    let mut parts = vec![("code", code), ("section", section)];
    parts.extend((!subdivision.is_empty()).then_some(("subdivision", subdivision)));
    parts.extend(degree.map(|degree| ("degree", degree.to_owned())));
    parts.extend(level.map(|level| ("level", level.to_owned())));
    parts
}

/// Takes the word of a level out of a text.
fn take_level(text: &str) -> Result<(String, Option<&'static str>), Unread> {
    let mut found = None;
    let mut rest = Vec::new();
    for word in text.split_whitespace() {
        let bare = word.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
        match LEVELS.iter().find(|(written, _)| *written == bare) {
            Some((_, level)) if found.is_none_or(|known| known == *level) => found = Some(*level),
            Some(_) => return Err(("names two levels", "write one of them".to_owned())),
            None => rest.push(word),
        }
    }
    Ok((trimmed(&rest), found))
}

/// Takes `second degree` or `2nd degree` out of a text.
fn take_degree(text: &str) -> (String, Option<&'static str>) {
    let words: Vec<&str> = text.split_whitespace().collect();
    let plain = |word: &str| word.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
    let at = words.iter().position(|word| matches!(plain(word).as_str(), "degree" | "deg"));
    let Some(at) = at.filter(|at| *at > 0) else { return (text.to_owned(), None) };
    let degree = match plain(words[at - 1]).as_str() {
        "first" | "1st" => DEGREES[0],
        "second" | "2nd" => DEGREES[1],
        _ => return (text.to_owned(), None),
    };
    let rest: Vec<&str> = words[..at - 1].iter().chain(&words[at + 1..]).copied().collect();
    (trimmed(&rest), Some(degree))
}

fn trimmed(words: &[&str]) -> String {
    words.join(" ").trim_matches([',', ' ', '-']).to_owned()
}

/// A letter in parentheses that stands apart at the end: `459 PC (F)` may mean a felony.
fn bare_level(text: &str) -> Option<char> {
    let before = text.strip_suffix(')')?;
    let (before, letter) = before.rsplit_once('(')?;
    let only = ["f", "m", "i"].into_iter().find(|known| letter.eq_ignore_ascii_case(known))?;
    before.ends_with(' ').then(|| only.chars().next()).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalog::Catalog;
    use std::sync::LazyLock;

    static CATALOG: LazyLock<Catalog> = LazyLock::new(|| Catalog::embedded().expect("the catalog"));

    fn shown(text: &str) -> String {
        match read(&CATALOG.law.codes, text) {
            Ok(parts) => parts
                .iter()
                .map(|(key, value)| format!("{key}={value}"))
                .collect::<Vec<_>>()
                .join(" "),
            Err((what, _)) => format!("! {what}"),
        }
    }

    #[test]
    fn offenses_are_read_as_records_write_them() {
        let known = [
            ("PC 459", "code=Pen. section=459"),
            ("459 PC", "code=Pen. section=459"),
            ("PC459", "code=Pen. section=459"),
            ("Pen. Code 459", "code=Pen. section=459"),
            ("Penal Code section 459", "code=Pen. section=459"),
            ("VC 23152(a)", "code=Veh. section=23152 subdivision=(a)"),
            ("HS 11350(a)", "code=Health & Saf. section=11350 subdivision=(a)"),
            ("PC 459, second degree, felony", "code=Pen. section=459 degree=second level=felony"),
            (
                "664/459 PC 2nd degree (felony)",
                "code=Pen. section=664/459 degree=second level=felony",
            ),
            (
                "PC 273.5(f)(1) misdemeanor",
                "code=Pen. section=273.5 subdivision=(f)(1) level=misdemeanor",
            ),
            ("former PC 12031", "code=former Pen. section=12031"),
            ("PC 664-459", "code=Pen. section=664/459"),
            ("664 – 187(a) PC", "code=Pen. section=664/187 subdivision=(a)"),
            ("PC 664 / 459", "code=Pen. section=664/459"),
            ("PC 290(aa)(12)", "code=Pen. section=290 subdivision=(aa)(12)"),
            ("PC 182/459", "code=Pen. section=182/459"),
            ("PC 182(a)(1)", "code=Pen. section=182 subdivision=(a)(1)"),
            ("VC 14601.1(a) misd.", "code=Veh. section=14601.1 subdivision=(a) level=misdemeanor"),
            ("HS 11350 fel", "code=Health & Saf. section=11350 level=felony"),
            ("PC 594(b)(2)(A)(ii)", "code=Pen. section=594 subdivision=(b)(2)(A)(ii)"),
        ];
        for (text, expected) in known {
            assert_eq!(shown(text), expected, "{text}");
        }
    }

    #[test]
    fn what_is_not_certain_is_an_error() {
        for text in [
            "459",
            "PC",
            "PC 484/488",
            "burglary",
            "PC 459 VC",
            "PC 459 burglary",
            "459 PC (F)",
            "PC 459 felony misdemeanor",
            "PC 459 third degree",
            "PC 459, PC 460",
            "XX 459",
            "PC 664/459/460",
            "PC 10.5E+2",
            "",
        ] {
            assert!(shown(text).starts_with('!'), "{text}: {}", shown(text));
        }
    }

    #[test]
    fn no_help_tells_anybody_to_leave_a_charge_out() {
        let known = [
            ("PC 459 / VC 10851", "several sections", "column of its own"),
            ("PC 459, PC 466", "several sections", "column of its own"),
            ("PC 484-490.5", "several sections", "ask counsel"),
            ("484/488 PC", "several sections", "ask counsel"),
            ("PC 484(a)-488", "several sections", "ask counsel"),
            ("PC 182(a)(1)/459", "several sections", "PC 664/459"),
            ("PC 459 and 460", "several sections", "column of its own"),
            ("VC 23152(a)/(b)", "two subdivisions", "two offenses"),
            ("VC 23152(a)(b)", "two subdivisions", "two offenses"),
            ("VC 23152(a) and (b)", "two subdivisions", "two offenses"),
            ("VC 23152(a/b)", "another", "two offenses"),
            ("VC 23152(a)/b", "another", "two offenses"),
            ("PC 664", "at what", "PC 664/459"),
            ("attempted PC 459", "attempt", "PC 664/459"),
            ("PC 459 att.", "attempt", "PC 664/459"),
            ("PC 459 (conspiracy)", "conspiracy", "PC 182/459"),
            ("PC 459 (2 counts)", "counts", "each count"),
            ("PC 459 x2", "counts", "each count"),
            ("PC 459 felony, PC 466 misdemeanor", "several sections", "column of its own"),
            ("PC 459 1st degree, PC 460 2nd degree", "several sections", "column of its own"),
            ("PC 459 2nd", "degree", "second degree"),
            ("PC 459 (2nd)", "degree", "second degree"),
            ("PC 245(a)(1) (GBI)", "parentheses", "ask counsel"),
            ("PC 459 gang enhancement", "words", "ask counsel"),
        ];
        for (text, what, help) in known {
            let (told, unread) = read(&CATALOG.law.codes, text).expect_err(text);
            let advice = advice(&CATALOG.law.codes, &unread, "offenses");
            assert!(told.contains(what) && advice.contains(help), "{text}: {told}: {advice}");
        }
    }

    #[test]
    fn columns_of_their_own_are_asked_the_same() {
        let told = |field, text| alone(&CATALOG.law.codes, field, text).is_err();
        assert!(told("section", "664") && told("section", " 664 "));
        assert!(!told("section", "664/459") && !told("section", "459"));
        for text in ["(a)(b)", "(a)/(b)", "a, b", "(a) and (b)", "a/b", "(a) & (b)", "(1)(2)"] {
            assert!(told("subdivision", text), "{text}");
        }
        for text in ["(a)", "a", "(b)(2)(A)(ii)", "(a)(1)", "subd. (a)", "a(1)", ""] {
            assert!(!told("subdivision", text), "{text}");
        }
    }
}
