//! Words that papers print behind words of their own: a department, a time of day, a numbered paragraph.

use super::scalar::{Fault, Leaf, shown};
use crate::catalog::fields::{Fields, Kind, Voice};

/// Why a text would not read rightly where papers print it.
pub(super) fn fault(leaf: Leaf<'_>, text: &str) -> Option<Fault> {
    match (leaf.kind, leaf.name()) {
        (Kind::Line, "department") => department(text),
        (Kind::Line, "time") => time(text),
        (Kind::Text, _) => text.split("\n\n").find_map(|one| numbered(one.trim_start())),
        _ => None,
    }
}

/// The number or name of a department without the word itself, which papers print before it.
pub(crate) fn bare_department(text: &str) -> &str {
    const WORDS: [&str; 4] = ["department", "dept.", "dept", "dep't"];
    let rest = WORDS.iter().find_map(|word| {
        let head = text.get(..word.len())?;
        head.eq_ignore_ascii_case(word).then(|| &text[word.len()..])
    });
    // `Departmental` is a word of its own.
    match rest {
        Some(rest) if !rest.starts_with(char::is_alphabetic) => {
            rest.trim_start_matches(['.', ':', '#', ' ', '-'])
        }
        _ => text,
    }
}

fn department(text: &str) -> Option<Fault> {
    let bare = bare_department(text);
    if bare == text {
        return None;
    }
    let help = match bare {
        "" => "write its number, or leave the fact out where it is not known".to_owned(),
        bare => format!("write `{}`", shown(bare)),
    };
    let what = "the papers print the word Department before it";
    Some(Fault::new("department-twice", what, help))
}

/// A time as people write it, whatever follows it: `8:30 a.m.`, `13:30`, `9 am`, `noon`.
fn time(text: &str) -> Option<Fault> {
    let lower = text.to_lowercase();
    if is_time(&lower) {
        return None;
    }
    let fraction: Option<f64> = lower.parse().ok();
    let what = match fraction {
        Some(day) if lower.contains('.') && (0.0..1.0).contains(&day) => {
            format!("`{}` is a part of a day, as spreadsheets count time", shown(text))
        }
        _ => format!("`{}` is not a time of day", shown(text)),
    };
    let help = "write it as `8:30 a.m.`, or leave it out: the papers then have a blank";
    Some(Fault::new("not-a-time", what, help))
}

fn is_time(lower: &str) -> bool {
    let behind = |rest: &str| !rest.starts_with(char::is_alphanumeric);
    let noon = ["noon", "12 noon", "12:00 noon"].iter().find_map(|noon| lower.strip_prefix(noon));
    if noon.is_some_and(behind) {
        return true;
    }
    let n_digits = lower.bytes().take_while(u8::is_ascii_digit).count();
    let (hour, rest) = lower.split_at(n_digits);
    let Some(hour) = hour.parse::<u32>().ok().filter(|hour| n_digits < 3 && *hour < 24) else {
        return false;
    };
    let (minutes, rest) = sixty(rest);
    let rest = if minutes { sixty(rest).1 } else { rest };
    let half = rest.trim_start();
    let half = ["a.m.", "p.m.", "am", "pm", "a.m", "p.m"].iter().find_map(|m| half.strip_prefix(m));
    match half {
        Some(rest) => (1..=12).contains(&hour) && behind(rest),
        None => minutes && (rest.is_empty() || rest.starts_with([' ', ',', ';'])),
    }
}

/// Whether a colon and two digits below sixty come next, and what is behind them.
fn sixty(text: &str) -> (bool, &str) {
    let two = text.strip_prefix(':').and_then(|rest| rest.get(..2));
    let fits = two.is_some_and(|two| {
        two.bytes().all(|byte| byte.is_ascii_digit()) && two.as_bytes()[0] < b'6'
    });
    let rest = if fits { &text[3..] } else { text };
    (fits && !rest.starts_with(|c: char| c.is_ascii_digit()), rest)
}

/// A paragraph with a number or a bullet of its own before it.
fn numbered(text: &str) -> Option<Fault> {
    const BULLETS: [char; 10] = ['-', '–', '—', '•', '·', '▪', '●', '◦', '‣', '*'];
    let is_bullet = text.strip_prefix(BULLETS).is_some_and(|rest| rest.starts_with(' '));
    let open = text.strip_prefix('(').unwrap_or(text);
    let n_digits = open.bytes().take_while(u8::is_ascii_digit).count();
    let behind = open[n_digits..].strip_prefix([')', '.']);
    let is_number =
        (1..=2).contains(&n_digits) && behind.is_some_and(|rest| rest.starts_with([' ', '\n']));
    (is_bullet || is_number).then(|| {
        let mark: String = text.chars().take_while(|c| !c.is_whitespace()).collect();
        let what = format!("the paragraph begins with `{mark}`, and the papers number it");
        let help = "take the sign off, and write each fact as an item or a paragraph of its own";
        Fault::new("numbered-already", what, help)
    })
}

/// A doubt about words that can be right where they are printed.
pub(super) fn doubt(fields: &Fields, leaf: Leaf<'_>, text: &str) -> Option<Fault> {
    match (leaf.kind, leaf.name()) {
        (Kind::Line, "department") => courtroom(text),
        (Kind::Text, _) => first_person(fields, leaf, text),
        _ => None,
    }
}

fn courtroom(text: &str) -> Option<Fault> {
    let first = text.split([' ', '.']).next().unwrap_or_default().to_lowercase();
    ["courtroom", "room", "ctrm", "division", "div"].contains(&first.as_str()).then(|| {
        let what = format!("the papers print `Department {}`", shown(text));
        let help = "write the number alone where the clerk's notice has it behind that word";
        Fault::new("department-in-doubt", what, help)
    })
}

/// The first person in a paper that speaks of the petitioner.
fn first_person(fields: &Fields, leaf: Leaf<'_>, text: &str) -> Option<Fault> {
    let word = first_person_word(text)?;
    let field = fields.field(&leaf.path.to_string())?;
    if field.voice == Voice::First {
        return None;
    }
    let what =
        format!("`{word}` speaks as the petitioner, in a paper that speaks of the petitioner");
    let help = match &field.example {
        Some(example) => format!("write it in the third person, such as `{example}`"),
        None => "write it in the third person".to_owned(),
    };
    Some(Fault::new("first-person", what, help))
}

/// The first word of the first person outside of quotations; the numeral of `Count I` is none.
fn first_person_word(text: &str) -> Option<&str> {
    let mut before = String::new();
    let mut quoted = false;
    let mut words = text.split_whitespace().peekable();
    while let Some(word) = words.next() {
        let opens = word.trim_start_matches(['(', '[']).starts_with(['"', '“']);
        quoted |= opens;
        let bare = word.trim_matches(|c: char| !c.is_alphanumeric());
        let lower = bare.to_lowercase().replace('’', "'");
        let own = match lower.as_str() {
            "i" => word == "I" && is_pronoun(&before, words.peek().copied()),
            "i'm" | "i've" | "i'd" | "i'll" | "my" | "myself" | "me" | "mine" => true,
            _ => false,
        };
        if own && !quoted {
            return Some(bare);
        }
        let tail = word.trim_end_matches([',', '.', ';', ')', ']', '!', '?']);
        let closes = tail.ends_with('”') || (tail.ends_with('"') && (tail.len() > 1 || !opens));
        quoted &= !closes;
        before = lower;
    }
    None
}

/// Whether an `I` between two words is who speaks; as a numeral it follows what it counts, or nothing
/// of which somebody could be the subject follows it.
fn is_pronoun(before: &str, next: Option<&str>) -> bool {
    const COUNTED: [&str; 9] =
        ["count", "counts", "part", "exhibit", "title", "war", "phase", "class", "schedule"];
    let goes_on = next.is_some_and(|next| {
        next.starts_with(char::is_lowercase) && (before == "and" || !["and", "or"].contains(&next))
    });
    goes_on && !COUNTED.contains(&before)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_of_day_are_told_from_all_else() {
        for text in [
            "8:30 a.m.",
            "8:30 AM",
            "8:30am",
            "08:30",
            "13:30",
            "8:30:00 AM",
            "9 a.m.",
            "9am",
            "noon",
            "12 noon",
            "12:00 p.m.",
            "8:30 a.m., or as soon as it can be heard",
            "8:30",
        ] {
            assert!(time(text).is_none(), "{text}");
        }
        for text in [
            "0.354166",
            "0.354166666666667",
            "830",
            "0830",
            "morning",
            "25:30",
            "8:60 a.m.",
            "13:30 p.m.",
            "8",
            "8.30",
            "2027-01-05",
            "a.m.",
            "8:3",
            "8:300",
            "0 a.m.",
            "9 ammo",
        ] {
            assert_eq!(time(text).map(|fault| fault.code), Some("not-a-time"), "{text}");
        }
        assert!(time("0.354166").is_some_and(|fault| fault.what.contains("part of a day")));
    }

    #[test]
    fn a_department_is_its_number_alone() {
        for text in ["Dept. 50", "dept 50", "Department 50", "DEPT.50", "Dept: 50", "Dep't 50"] {
            assert_eq!(bare_department(text), "50", "{text}");
            assert_eq!(department(text).map(|fault| fault.help).as_deref(), Some("write `50`"));
        }
        for text in ["50", "S-32, Justice Center Annex", "CC", "D", "Departmental 3"] {
            assert!(department(text).is_none(), "{text}");
        }
        assert!(courtroom("Courtroom 5").is_some());
    }

    #[test]
    fn paragraphs_with_a_number_of_their_own_are_told() {
        for text in
            ["1. I finished", "(2) He left.", "3) She", "- works", "• works", "* a", "12. b"]
        {
            assert!(numbered(text).is_some(), "{text}");
        }
        for text in ["2016 was a hard year.", "3.5 grams", "A. Nunez", "(a) b", "*word* c", "-5 d"]
        {
            assert!(numbered(text).is_none(), "{text}");
        }
    }

    #[test]
    fn the_first_person_is_found_outside_of_quotations() {
        for (text, word) in [
            ("I finished school.", "I"),
            ("In March 2016 I left.", "I"),
            ("She helped my son.", "my"),
            ("Petitioner said \"yes\" and I left.", "I"),
            ("Since then I’ve worked.", "I’ve"),
        ] {
            assert_eq!(first_person_word(text), Some(word), "{text}");
        }
        for text in [
            "Counts I and II were dismissed.",
            "Count I was dismissed.",
            "Petitioner passed the test for firefighter I and was hired.",
            "Maria I. Nunez left.",
            "The clerk wrote: \"I never saw my money.\"",
            "He said “I was there.”",
            "He drove on I-5.",
            "Petitioner works.",
        ] {
            assert_eq!(first_person_word(text), None, "{text}");
        }
    }
}
