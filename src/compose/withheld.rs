//! A name that the law keeps out of the public file: another stands in its place, and no public paper may bear it.

use serde_json::Value;

use super::filer::Filer;
use super::matter::{path, text};
use super::view::Registry;
use crate::case::{Case, Fact};
use crate::catalog::petition::Petition;
use crate::document::{Block, Document, Inline, Stationery};

/// The names that papers of the public file may not bear, in lower case; none where the petition withholds none.
pub fn names(case: &Case, petition: &Petition) -> Vec<String> {
    if !petition.withhold_name {
        return Vec::new();
    }
    let person = path(&["petitioner"]);
    let mut names: Vec<String> =
        ["name", "name_in_case"].iter().filter_map(|key| text(case, &person.key(key))).collect();
    let aliases = person.key("also_known_as");
    let n_aliases = case.get(&aliases).and_then(Fact::as_list).map_or(0, <[Fact]>::len);
    names.extend((0..n_aliases).filter_map(|n| text(case, &aliases.index(n))));
    names.iter().map(|name| folded(name)).collect()
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

/// The first withheld name that a document of the public file bears, if any; a guide sheet is the reader's own.
pub fn borne<'a>(document: &Document, withheld: &'a [String]) -> Option<&'a String> {
    if withheld.is_empty() {
        return None;
    }
    let mut words = vec![document.title.clone(), document.footer_title.clone()];
    match &document.stationery {
        Stationery::Guide => return None,
        Stationery::Pleading(caption) => {
            let lines = caption.party_block.iter().chain(&caption.particulars);
            lines.for_each(|line| words.push(spoken(line)));
            words.extend(caption.case_title.parties.iter().map(|party| spoken(&party.name)));
            words.push(spoken(&caption.nature));
        }
        Stationery::Letter | Stationery::Slip => {}
    }
    document.blocks.iter().for_each(|block| read(block, &mut words));
    let said = folded(&words.join("\n"));
    withheld.iter().find(|name| said.contains(name.as_str()))
}

fn folded(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()
}

fn spoken(inlines: &[Inline]) -> String {
    let text = |one: &Inline| match one {
        Inline::Text(words) => words.text.clone(),
        _ => String::new(),
    };
    inlines.iter().map(text).collect()
}

fn read(block: &Block, words: &mut Vec<String>) {
    let mut line = |inlines: &[Inline]| words.push(spoken(inlines));
    match block {
        Block::Heading { text, .. } | Block::Paragraph { text, .. } => line(text),
        Block::Signature(signature) => signature.under.iter().for_each(|one| line(one)),
        Block::Lines { lines } => lines.iter().for_each(|one| line(one)),
        Block::Table(table) => {
            let rows = std::iter::once(&table.header).chain(&table.rows);
            rows.flatten().for_each(|cell| line(cell));
        }
        Block::Numbered { blocks, .. } | Block::Quotation { blocks } => {
            blocks.iter().for_each(|one| read(one, words));
        }
        Block::List { items } => {
            items.iter().flat_map(|item| &item.blocks).for_each(|one| read(one, words));
        }
        Block::PageBreak => {}
    }
}
