//! Who files: the party block of the caption, the filer's name and role, from the attorney or the petitioner.

use std::collections::BTreeMap;

use crate::case::{Case, Fact};
use crate::catalog::petition::Petition;
use crate::compose::view;
use crate::document::{Inline, Words};
use crate::source::FieldPath;

/// The person whose name stands at the head of the paper.
pub struct Filer<'a> {
    case: &'a Case,
    petition: &'a Petition,
    /// Whether an attorney files.
    pub represented: bool,
}

impl<'a> Filer<'a> {
    /// The attorney where the case names one, else the petitioner.
    pub fn of(case: &'a Case, petition: &'a Petition) -> Filer<'a> {
        let represented = case.get(&FieldPath::root().key("attorney").key("name")).is_some();
        Filer { case, petition, represented }
    }

    /// Where the name stands by which papers call the person: the public one where the true one is withheld.
    pub fn person(petition: &Petition) -> FieldPath {
        let name = if petition.withhold_name { "public_name" } else { "name" };
        FieldPath::root().key("petitioner").key(name)
    }

    /// Where the filer's name stands in the case file.
    pub fn name_path(&self) -> FieldPath {
        if self.represented { self.path().key("name") } else { Filer::person(self.petition) }
    }

    /// Where the filer stands in the case file.
    pub fn path(&self) -> FieldPath {
        FieldPath::root().key(if self.represented { "attorney" } else { "petitioner" })
    }

    fn text(&self, path: &FieldPath) -> Option<String> {
        self.case.get(path).and_then(Fact::as_text).map(str::to_owned)
    }

    /// The filer's name as typed.
    pub fn name(&self) -> String {
        self.text(&self.name_path()).unwrap_or_default()
    }

    /// Role under a signature and at the end of the party block.
    pub fn role(&self) -> String {
        if self.represented {
            format!("Attorney for {} {}", self.petition.party, self.person_name())
        } else {
            format!("{}, self-represented", self.petition.party)
        }
    }

    fn person_name(&self) -> String {
        self.text(&Filer::person(self.petition)).unwrap_or_default()
    }

    /// Lines 1 and following of the first page (rule 2.111(1)).
    pub fn party_block(&self) -> Vec<Vec<Inline>> {
        let path = self.path();
        let mut lines = vec![self.name_line(&path)];
        let mut add = |key: &str, lead: &str| {
            if let Some(text) = self.text(&path.key(key)) {
                lines.push(line(lead, &text, &path.key(key)));
            }
        };
        if self.represented {
            add("firm", "");
        }
        let address = path.key("address");
        let mut tail = Vec::new();
        for (key, lead) in [("phone", "Telephone: "), ("fax", "Fax: "), ("email", "")] {
            if let Some(text) = self.text(&path.key(key)) {
                tail.push(line(lead, &text, &path.key(key)));
            }
        }
        lines.extend(self.address_lines(&address));
        lines.extend(tail);
        lines.push(self.role_line());
        lines
    }

    fn name_line(&self, path: &FieldPath) -> Vec<Inline> {
        let mut name = line("", &self.name(), &self.name_path());
        if let Some(number) = self.text(&path.key("bar_number")) {
            name.extend(line(" (State Bar No.\u{a0}", &number, &path.key("bar_number")));
            name.push(Inline::plain(")"));
        }
        name
    }

    fn address_lines(&self, path: &FieldPath) -> Vec<Vec<Inline>> {
        if let Some(Fact::Choice(kind)) = self.case.get(&self.path().key("address_is"))
            && kind == "confidential"
        {
            return vec![vec![Inline::plain("Address confidential")]];
        }
        match self.case.get(path) {
            Some(Fact::Group(group)) => address(group, path),
            _ => Vec::new(),
        }
    }

    fn role_line(&self) -> Vec<Inline> {
        if !self.represented {
            return vec![Inline::plain(self.role())];
        }
        let lead = format!("Attorney for {} ", self.petition.party);
        line(&lead, &self.person_name(), &Filer::person(self.petition))
    }
}

fn address(group: &BTreeMap<String, Fact>, path: &FieldPath) -> Vec<Vec<Inline>> {
    view::address(group).iter().map(|text| line("", text, path)).collect()
}

/// Words of the program followed by the words of a fact.
fn line(lead: &str, text: &str, origin: &FieldPath) -> Vec<Inline> {
    let mut out = Vec::new();
    if !lead.is_empty() {
        out.push(Inline::plain(lead));
    }
    out.push(Inline::Text(Words {
        text: text.to_owned(),
        origin: Some(origin.clone()),
        ..Words::default()
    }));
    out
}
