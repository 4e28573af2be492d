//! An offense as criminal records write it in one cell, to code, section, subdivision, degree and level.

use crate::law::code::Codes;
use crate::law::offense_ref::OffenseRef;

/// The levels, as case files say them.
const LEVELS: [&str; 3] = ["felony", "misdemeanor", "infraction"];
const DEGREES: [&str; 2] = ["first", "second"];

/// Facts of an offense by their names.
pub(super) type Parts = Vec<(&'static str, String)>;

/// Takes `PC 459`, `459 PC`, `VC 23152(a)`, `PC 459, second degree, felony` apart.
///
/// # Errors
/// Why that cannot be done for certain, and what to do.
pub(super) fn read(codes: &Codes, text: &str) -> Result<Parts, (&'static str, String)> {
    let (text, level) = take_level(text)?;
    let (text, degree) = take_degree(&text);
    if let Some(letter) = bare_level(&text) {
        let help = format!(
            "write felony, misdemeanor or infraction, or ({letter}) right behind the number where it is a subdivision"
        );
        return Err(("may end with a level or with a subdivision", help));
    }
    let Some(place) = OffenseRef::read(codes, "", &text, None) else {
        let what = if text.contains('/') {
            "names several sections, or no code"
        } else {
            "has no code and section that can be read"
        };
        return Err((what, "write the letters of the code and the number of one section, its subdivision in parentheses right behind it".to_owned()));
    };
    if let Some(words) = &place.qualifier {
        let help =
            format!("leave `{words}` out, or give the name of the offense a column of its own");
        return Err(("has words that are neither code, section, degree nor level", help));
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
fn take_level(text: &str) -> Result<(String, Option<&'static str>), (&'static str, String)> {
    let mut found = None;
    let mut rest = Vec::new();
    for word in text.split_whitespace() {
        let bare = word.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
        match LEVELS.iter().find(|level| **level == bare) {
            Some(level) if found.is_none_or(|known| known == *level) => found = Some(*level),
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
            "",
        ] {
            assert!(shown(text).starts_with('!'), "{text}: {}", shown(text));
        }
    }
}
