//! The heading of the first page: party block, court, parties and case number (rule 2.111).

use super::template::CaptionKind;
use crate::document::{Caption, CaptionParty, CaseTitle, Inline};

/// The party that every caption of this program names first.
pub const PEOPLE: &str = "THE PEOPLE OF THE STATE OF CALIFORNIA";

/// What all captions of a packet share.
#[derive(Debug, Clone, Default)]
pub struct Heading {
    /// The filer's lines, from line 1.
    pub party_block: Vec<Vec<Inline>>,
    /// The court's title, one entry a line.
    pub court_title: Vec<String>,
    /// The name in which the case stands.
    pub name: Vec<Inline>,
    /// The case number, or nothing where the clerk gives it.
    pub case_number: Option<Vec<Inline>>,
}

impl Heading {
    /// The caption of one paper, without its nature and particulars.
    pub fn caption(&self, kind: CaptionKind) -> Caption {
        let (people, other) = match kind {
            CaptionKind::People => ("Plaintiff and Respondent", "Defendant and Petitioner"),
            CaptionKind::PeopleUncharged => ("Respondent", "Petitioner"),
        };
        let party = |name: Vec<Inline>, role: &str| CaptionParty { name, role: role.to_owned() };
        let mut case_number = vec![Inline::plain("Case No.\u{a0}")];
        match &self.case_number {
            Some(number) => case_number.extend(number.iter().cloned()),
            None => case_number
                .push(Inline::Blank { width: 130.0, label: "case number, from the clerk".into() }),
        }
        Caption {
            party_block: self.party_block.clone(),
            court_title: self.court_title.clone(),
            case_title: CaseTitle {
                parties: vec![
                    party(vec![Inline::plain(PEOPLE)], people),
                    party(self.name.clone(), other),
                ],
            },
            case_number,
            ..Caption::default()
        }
    }
}
