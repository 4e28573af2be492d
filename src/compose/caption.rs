//! The heading of the first page: party block, court, parties and case number (rule 2.111).

use crate::catalog::captions::{CaptionForm, CaptionNumber, CaptionSide, Side};
use crate::document::{Caption, CaptionParty, CaseTitle, Inline};

/// What all captions of a packet share.
#[derive(Debug, Clone, Default)]
pub struct Heading {
    /// The filer's lines, from line 1.
    pub party_block: Vec<Vec<Inline>>,
    /// The court's title, one entry a line.
    pub court_title: Vec<String>,
    /// How the People are named.
    pub people: String,
    /// The name in which the case stands.
    pub name: Vec<Inline>,
    /// The case number, or nothing where the clerk gives it.
    pub case_number: Option<Vec<Inline>>,
}

impl Heading {
    /// The caption of one paper, without its nature and particulars.
    pub fn caption(&self, form: &CaptionForm) -> Caption {
        let mut case_number = vec![Inline::plain("Case No.\u{a0}")];
        match self.case_number.as_ref().filter(|_| form.number == CaptionNumber::Case) {
            Some(number) => case_number.extend(number.iter().cloned()),
            None => case_number
                .push(Inline::Blank { width: 130.0, label: "case number, from the clerk".into() }),
        }
        Caption {
            party_block: self.party_block.clone(),
            court_title: self.court_title.clone(),
            case_title: CaseTitle {
                parties: form.sides.iter().map(|one| self.party(one)).collect(),
            },
            case_number,
            ..Caption::default()
        }
    }

    fn party(&self, side: &CaptionSide) -> CaptionParty {
        let mut name = Vec::new();
        if !side.lead.is_empty() {
            name.push(Inline::plain(format!("{} ", side.lead)));
        }
        match side.side {
            Side::People => name.push(Inline::plain(&self.people)),
            Side::Person => name.extend(self.name.iter().cloned()),
        }
        CaptionParty { name, role: side.role.clone() }
    }
}
