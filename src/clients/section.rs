//! Sections with a point that another section only differs from by a zero, which a number of a spreadsheet does not keep.

use std::collections::BTreeSet;

use crate::law::Law;
use crate::law::code::Codes;
use crate::law::offense_ref::OffenseRef;

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
