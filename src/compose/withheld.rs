//! A name that the law keeps out of the public file: another stands in its place, and no public paper may bear it.

use serde_json::Value;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use super::filer::Filer;
use super::matter::{path, text};
use super::resolve::plain_text;
use super::view::Registry;
use crate::case::{Case, Fact};
use crate::catalog::petition::Petition;
use crate::document::{Document, Stationery};

/// A name that papers of the public file may not bear: its parts, each in its words without case, marks and stops.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Withheld(Vec<Vec<String>>);

impl Withheld {
    fn of(name: &str) -> Withheld {
        Withheld(name.split_whitespace().map(folded).filter(|part| !part.is_empty()).collect())
    }

    /// Whether words name the person: the last part of the name, and another part of it where it has one.
    fn is_in(&self, words: &[String]) -> bool {
        let said = |part: &Vec<String>| words.windows(part.len()).any(|window| window == part);
        let Some((last, others)) = self.0.split_last() else { return false };
        let telling =
            |part: &&Vec<String>| part.iter().map(|word| word.chars().count()).sum::<usize>() > 1;
        said(last) && (others.is_empty() || others.iter().filter(telling).any(said))
    }
}

/// The names that papers of the public file may not bear; none where the petition withholds none.
pub fn names(case: &Case, petition: &Petition) -> Vec<Withheld> {
    if !petition.withhold_name {
        return Vec::new();
    }
    let person = path(&["petitioner"]);
    let mut names: Vec<String> =
        ["name", "name_in_case"].iter().filter_map(|key| text(case, &person.key(key))).collect();
    let aliases = person.key("also_known_as");
    let n_aliases = case.get(&aliases).and_then(Fact::as_list).map_or(0, <[Fact]>::len);
    names.extend((0..n_aliases).filter_map(|n| text(case, &aliases.index(n))));
    names.iter().map(|name| Withheld::of(name)).collect()
}

/// Puts the public name where templates read the petitioner's name; the true one stands beside it.
pub fn hide(case: &Case, petition: &Petition, view: &mut Value, registry: &mut Registry) {
    if !petition.withhold_name {
        return;
    }
    let place = Filer::person(petition);
    view["petitioner"]["true_name"] = view["petitioner"]["name"].take();
    if let Some(name) = text(case, &place) {
        view["petitioner"]["name"] = registry.fact(&name, &place);
    }
}

/// Whether a document of the public file bears a withheld name in one of its lines; a guide sheet is the reader's own.
pub fn is_borne(document: &Document, withheld: &[Withheld]) -> bool {
    if withheld.is_empty() {
        return false;
    }
    if matches!(document.stationery, Stationery::Guide | Stationery::Review) {
        return false;
    }
    let mut lines = vec![document.title.clone(), document.footer_title.clone()];
    lines.extend(document.lines().into_iter().map(plain_text));
    let bears = |line: &String| {
        let words = folded(line);
        withheld.iter().any(|name| name.is_in(&words))
    };
    lines.iter().any(bears)
}

/// The words of a text in small letters without marks; an apostrophe joins what stands around it, any other stop parts.
fn folded(text: &str) -> Vec<String> {
    let plain: String = text
        .nfd()
        .filter(|c| !is_combining_mark(*c) && !APOSTROPHES.contains(c))
        .flat_map(char::to_lowercase)
        .collect();
    let words = plain.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    words.map(str::to_owned).collect()
}

const APOSTROPHES: [char; 4] = ['\'', '\u{2019}', '\u{2bc}', '\u{2bb}'];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_known_in_any_order_and_spelling_and_its_surname_alone_is_not() {
        let name = Withheld::of("Thanh Mai Le-Castillo");
        let bears = |line: &str| name.is_in(&folded(line));
        for line in [
            "I, THANH MAI LE-CASTILLO, declare",
            "Le-Castillo, Thanh Mai",
            "thanh le-castillo",
            "thanh.mai.le-castillo@example.org",
        ] {
            assert!(bears(line), "{line}");
        }
        for line in ["Ms. Le-Castillo is my sister", "Mai sang at the castle", "T.M.L."] {
            assert!(!bears(line), "{line}");
        }
        assert!(Withheld::of("José O’Neil").is_in(&folded("Jose ONeil")));
        assert!(Withheld::of("Cher").is_in(&folded("they call her cher")));
    }
}
