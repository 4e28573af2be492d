//! The values of a list in one cell: lines, bullets and semicolons, without tearing a sentence.

/// Signs before the items of a list.
const BULLETS: [char; 10] = ['-', '–', '—', '•', '·', '▪', '●', '◦', '‣', '*'];

/// Takes a cell of a list apart.
///
/// Line ends part items; where the first line has a bullet or a number, the next item begins at the
/// next of these. A semicolon parts short items anywhere, and those of `prose` only behind the end of
/// a sentence, since sentences hold semicolons of their own.
pub(super) fn items(text: &str, prose: bool) -> Vec<String> {
    let parts = lines(text);
    let all = parts.iter().flat_map(|part| match prose {
        false => part.split(';').map(str::to_owned).collect::<Vec<_>>(),
        true if parts.len() > 1 => vec![part.clone()],
        true => sentences(part),
    });
    let one = |item: String| item.split_whitespace().collect::<Vec<_>>().join(" ");
    all.map(one).filter(|item| !item.is_empty()).collect()
}

/// The items that line ends part, their bullets and numbers taken off.
fn lines(text: &str) -> Vec<String> {
    let holds = |line: &&str| !line.trim_start_matches(BULLETS).trim().is_empty();
    let lines: Vec<&str> = text.split(['\n', '\r']).map(str::trim).filter(holds).collect();
    let first = lines.first().map_or(Mark::None, |line| mark(line, 1).0);
    let mut items: Vec<String> = Vec::new();
    for line in lines {
        let (found, rest) = mark(line, items.len() + 1);
        match items.last_mut() {
            Some(item) if first != Mark::None && found != first => *item = format!("{item} {line}"),
            _ if first == Mark::None => items.push(line.to_owned()),
            _ => items.push(rest.to_owned()),
        }
    }
    // A number before the only item may be part of it.
    match (first, items.as_slice()) {
        (Mark::Number, [_]) => vec![text.trim().to_owned()],
        _ => items,
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Mark {
    None,
    Bullet,
    Number,
}

/// What stands before an item, and the item without it; `next` is the number that would stand there.
fn mark(line: &str, next: usize) -> (Mark, &str) {
    let bare = line.trim_start_matches(BULLETS);
    let is_bullet = bare.len() < line.len() && (bare.starts_with(' ') || !line.starts_with('*'));
    if is_bullet {
        return (Mark::Bullet, bare.trim());
    }
    let behind = line.strip_prefix(&next.to_string());
    match behind.and_then(|rest| rest.strip_prefix(['.', ')'])) {
        Some(rest) if rest.starts_with(' ') => (Mark::Number, rest.trim()),
        _ => (Mark::None, line),
    }
}

/// Parts a text at the semicolons that stand behind the end of a sentence.
fn sentences(text: &str) -> Vec<String> {
    let mut items: Vec<String> = Vec::new();
    for part in text.split(';') {
        let ended = |item: &String| {
            item.trim_end().trim_end_matches(['"', '”', '’', ')']).ends_with(['.', '!', '?'])
        };
        match items.last_mut() {
            Some(item) if !ended(item) && !item.trim().is_empty() => {
                item.push(';');
                item.push_str(part);
            }
            _ => items.push(part.to_owned()),
        }
    }
    // A semicolon at the very end parts nothing.
    items.iter().map(|item| item.trim().trim_end_matches([';', ' ']).to_owned()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_parted_by_lines_and_by_semicolons() {
        for text in [
            "Ann Lee; Ann Poe",
            "Ann Lee\nAnn Poe",
            "- Ann Lee\r\n- Ann Poe;",
            "•Ann  Lee\n\n•Ann Poe",
            "1. Ann Lee\n2. Ann Poe",
        ] {
            assert_eq!(items(text, false), ["Ann Lee", "Ann Poe"], "{text:?}");
        }
        assert_eq!(items("Ann Lee-Poe", false), ["Ann Lee-Poe"]);
        assert_eq!(items(" ; ;\n-", false), [""; 0]);
    }

    #[test]
    fn sentences_with_semicolons_are_not_torn() {
        let whole = "Petitioner works; studies at college; and volunteers.";
        assert_eq!(items(whole, true), [whole]);
        assert_eq!(items("He works.; He studies.;", true), ["He works.", "He studies."]);
        assert_eq!(
            items("He said \"yes.\"; She works; and rests.", true),
            ["He said \"yes.\"", "She works; and rests."]
        );
        assert_eq!(items("Works; studies\nRests", true), ["Works; studies", "Rests"]);
        assert_eq!(
            items("-Works\n-Studies at\ncollege\n- Rests", true),
            ["Works", "Studies at college", "Rests"]
        );
        assert_eq!(items("1. Works.\n2. Rests.", true), ["Works.", "Rests."]);
        assert_eq!(items("1. Works for 1.5 years.", true), ["1. Works for 1.5 years."]);
        assert_eq!(items("*kept* words", true), ["*kept* words"]);
        assert_eq!(
            items("2016 was hard.\n2017 was not.", true),
            ["2016 was hard.", "2017 was not."]
        );
    }
}
