//! The exhibits of a case: lettered in the order in which the papers name them, and where each stands.

use serde_json::{Value, json};

use super::matter::{path, text};
use super::token::Token;
use super::view::Registry;
use crate::case::{Case, Fact};
use crate::source::FieldPath;

/// An exhibit as the case file gives it, and what became of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Exhibit {
    /// `A`, `B`, ... `Z`, `AA` ...
    pub letter: String,
    /// The id that papers refer to; one of its own where the case gives none.
    pub id: String,
    /// What it is called.
    pub title: String,
    /// Path from the folder of the case file.
    pub file: String,
    /// Which pages of the file, as written; all of them where the case is silent.
    pub pages: Option<String>,
    /// Who declares to it.
    pub declarant: Option<String>,
    /// Its place in the list of the case file, from 0.
    pub item: usize,
    /// Where it stands, once that is known.
    pub stands: Option<Stands>,
}

/// Where an exhibit begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stands {
    /// Volume, from 1; none where there is only one.
    pub volume: Option<usize>,
    /// Page of its slip sheet in the file, from 1.
    pub page: usize,
}

impl Exhibit {
    /// The fact that names its file.
    pub fn place(&self) -> FieldPath {
        self.fact("file")
    }

    /// The fact that names the pages of it.
    pub fn range_place(&self) -> FieldPath {
        self.fact("pages")
    }

    fn fact(&self, key: &str) -> FieldPath {
        FieldPath::root().key("exhibits").index(self.item).key(key)
    }
}

/// The exhibits of a case in the order of its list.
pub fn listed(case: &Case) -> Vec<Exhibit> {
    let path = FieldPath::root().key("exhibits");
    let list = case.get(&path).and_then(Fact::as_list).unwrap_or_default();
    let text = |item: usize, key: &str| text(case, &path.index(item).key(key));
    (0..list.len())
        .map(|item| Exhibit {
            letter: letters(item),
            id: text(item, "id").unwrap_or_else(|| format!("#{item}")),
            title: text(item, "title").unwrap_or_default(),
            file: text(item, "file").unwrap_or_default(),
            pages: text(item, "pages"),
            declarant: text(item, "declarant"),
            item,
            stands: None,
        })
        .collect()
}

/// The exhibits lettered anew: those that papers mention in the order of first mention, the others behind them.
pub fn in_order(listed: &[Exhibit], mentions: &[String]) -> Vec<Exhibit> {
    let rank = |one: &Exhibit| mentions.iter().position(|id| *id == one.id).unwrap_or(usize::MAX);
    let mut ordered = listed.to_vec();
    ordered.sort_by_key(|one| (rank(one), one.item));
    for (n, exhibit) in ordered.iter_mut().enumerate() {
        exhibit.letter = letters(n);
    }
    ordered
}

/// `A` to `Z`, then `AA`, as exhibits are lettered.
fn letters(n: usize) -> String {
    let last = char::from(b'A' + u8::try_from(n % 26).unwrap_or(0));
    if n < 26 { last.to_string() } else { format!("{}{last}", letters(n / 26 - 1)) }
}

/// Puts the exhibits of the view into their order, each with its letter and where it stands, and
/// names to each declarant those that belong to the declaration.
pub fn describe(exhibits: &[Exhibit], case: &Case, view: &mut Value, registry: &mut Registry) {
    let Some(given) = view["exhibits"].as_array().cloned() else { return };
    let described = exhibits.iter().filter_map(|exhibit| {
        let mut entry = given.get(exhibit.item)?.clone();
        let letter = Token::Exhibit { id: exhibit.id.clone(), bare: true };
        entry["id"] = json!(exhibit.id);
        entry["letter"] = json!(letter.encode());
        // Where it stands is known once the files are open, and papers are drafted before that, too.
        let page = exhibit.stands.map(|stands| stands.page.to_string());
        entry["page"] = registry.made(&page.unwrap_or_default());
        if let Some(volume) = exhibit.stands.and_then(|stands| stands.volume) {
            entry["volume"] = registry.made(&volume.to_string());
        }
        Some(entry)
    });
    view["exhibits"] = described.collect();
    let by = |declarant: &str| -> Value {
        let entries = exhibits.iter().zip(view["exhibits"].as_array().into_iter().flatten());
        let theirs = entries.filter(|(exhibit, _)| exhibit.declarant.as_deref() == Some(declarant));
        theirs.map(|(_, entry)| entry.clone()).collect()
    };
    let list = FieldPath::root().key("declarations");
    let declarants = view["declarations"].as_array().map_or(0, Vec::len);
    let of_others: Vec<Value> = (0..declarants)
        .map(|n| text(case, &list.index(n).key("by")).map_or(json!([]), |name| by(&name)))
        .collect();
    let own = text(case, &path(&["petitioner", "name"])).map_or(json!([]), |name| by(&name));
    for (n, theirs) in of_others.into_iter().enumerate() {
        view["declarations"][n]["exhibits"] = theirs;
    }
    view["own_exhibits"] = own;
}

/// Letters that a text names by hand: `see Exhibit B`. They stay as typed, whatever letters the packet gives.
pub fn named_by_hand(text: &str) -> Vec<String> {
    let mut words = text.split_whitespace().peekable();
    let mut named = Vec::new();
    while let Some(word) = words.next() {
        let is_exhibit = matches!(word.trim_matches('(').to_lowercase().as_str(), "exhibit");
        let Some(next) = words.peek().filter(|_| is_exhibit) else { continue };
        let letter = next.trim_matches(|c: char| !c.is_alphanumeric());
        let is_letter = !letter.is_empty()
            && letter.len() <= 2
            && letter.chars().all(|c| c.is_ascii_uppercase());
        if is_letter {
            named.push(letter.to_owned());
        }
    }
    named
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_go_on_after_z() {
        let shown: Vec<String> = [0, 25, 26, 27, 51, 52, 701, 702].map(letters).into();
        assert_eq!(shown, ["A", "Z", "AA", "AB", "AZ", "BA", "ZZ", "AAA"]);
    }

    #[test]
    fn letters_in_a_text_are_found() {
        let text =
            "As Exhibit B shows (Exhibit\u{a0}AA), an exhibit of care, Exhibit 3, Exhibition C";
        assert_eq!(named_by_hand(text), ["B", "AA"]);
    }

    #[test]
    fn the_first_that_is_named_is_exhibit_a() {
        let exhibit = |item: usize, id: &str| Exhibit {
            letter: String::new(),
            id: id.to_owned(),
            title: String::new(),
            file: String::new(),
            pages: None,
            declarant: None,
            item,
            stands: None,
        };
        let listed = [exhibit(0, "one"), exhibit(1, "two"), exhibit(2, "three")];
        let ordered = in_order(&listed, &["three".to_owned()]);
        let shown: Vec<_> =
            ordered.iter().map(|one| (one.letter.as_str(), one.id.as_str())).collect();
        assert_eq!(shown, [("A", "three"), ("B", "one"), ("C", "two")]);
    }
}
