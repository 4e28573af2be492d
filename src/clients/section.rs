//! Sections with a point that another section only differs from by a zero, which a number of a spreadsheet does not keep.

use std::collections::BTreeSet;

use super::cell::Note;
use super::grid::{Cell, Shape};
use super::map::Target;
use crate::catalog::fields::Kind;
use crate::law::Law;
use crate::law::code::Codes;
use crate::law::offense_ref::OffenseRef;
use crate::source::FieldPath;

/// The sections of the law data that have a point, by the keys of their codes.
#[derive(Debug, Clone, PartialEq, Default)]
pub(super) struct Sections(BTreeSet<(String, String)>);

/// What the law data say of a section that a spreadsheet kept as a number.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Zeros {
    /// It is an offense, and no other has its digits and zeros behind them.
    None,
    /// This offense has its digits and zeros behind them.
    Some(String),
    /// Neither is known.
    Unknown,
}

/// The code of what is told of a number where words are asked.
pub(super) const NUMBER: &str = "number-as-text";

/// Whether a text can have been a number of a spreadsheet with a fraction, in a column of sections.
pub(super) fn is_figure(target: &Target, cell: Cell<'_>) -> bool {
    let text = cell.text.trim();
    let is_number = text.contains('.') && text.parse::<f64>().is_ok_and(f64::is_finite);
    target.kind == Kind::Section && cell.shape == Shape::Text && is_number
}

impl Zeros {
    /// What is told of a section, if anything; `note` is told of one that was surely a number.
    pub(super) fn told(self, path: &FieldPath, note: Option<Note>) -> Option<Note> {
        match (self, note) {
            (Zeros::None, _) | (Zeros::Unknown, None) => None,
            (Zeros::Unknown, note) => note,
            (Zeros::Some(longer), note) => Some(Note {
                code: NUMBER,
                what: format!(
                    "`{path}` {}, and `{longer}` is an offense, too",
                    match note {
                        Some(_) => "is a number in the spreadsheet, which keeps no zeros behind it",
                        None => "may have lost a zero behind it in a spreadsheet",
                    }
                ),
                why: None,
                help:
                    "compare it with the court's papers; in a spreadsheet format the column as text"
                        .to_owned(),
            }),
        }
    }
}

impl Sections {
    pub(super) fn of(law: &Law) -> Sections {
        let rows = law.offenses.rows().map(|row| &row.place);
        let parted = rows.filter(|place| place.section.contains('.'));
        Sections(parted.map(|place| (place.code.clone(), place.section.clone())).collect())
    }

    /// Whether zeros can have been lost behind a section.
    pub(super) fn zeros(&self, codes: &Codes, code: &str, section: &str) -> Zeros {
        let Some(place) = OffenseRef::read(codes, code, section, None) else {
            return Zeros::Unknown;
        };
        let bare = place.section.trim_end_matches('0');
        let longer = self.0.iter().find(|(code, known)| {
            *code == place.code
                && *known != place.section
                && known.strip_prefix(bare).is_some_and(|rest| rest.bytes().all(|b| b == b'0'))
        });
        match longer {
            Some((_, known)) => Zeros::Some(known.clone()),
            None if self.0.contains(&(place.code, place.section)) => Zeros::None,
            None => Zeros::Unknown,
        }
    }
}
