//! Days of many cases to what is past, what comes within a month, and the hearings.

use chrono::{Days, NaiveDate};

use crate::batch::record::HEARING;
use crate::batch::records::Filed;

/// How many days a report looks ahead, the as-of day being the first.
const N_DAYS: u64 = 31;

/// A day of a case.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct DayOf {
    pub(super) on: NaiveDate,
    pub(super) what: String,
    /// Position of the case in the batch.
    pub(super) at: usize,
    pub(super) client: String,
    pub(super) case_number: String,
    pub(super) county: String,
    /// The packet's folder.
    pub(super) folder: Option<String>,
}

/// The days that a report tells.
pub(super) struct DaysTold {
    as_of: NaiveDate,
    /// The last day of the month that is looked at.
    pub(super) last: NaiveDate,
    /// Before the as-of day.
    pub(super) past: Vec<DayOf>,
    /// From the as-of day to the last, hearings among them.
    pub(super) near: Vec<DayOf>,
    /// Hearings from the as-of day on, however far.
    pub(super) hearings: Vec<DayOf>,
    /// How many other days are later.
    pub(super) n_later: usize,
}

impl DaysTold {
    /// Nothing yet.
    pub(super) fn new(as_of: NaiveDate) -> DaysTold {
        let last = as_of.checked_add_days(Days::new(N_DAYS - 1)).unwrap_or(NaiveDate::MAX);
        DaysTold { as_of, last, past: vec![], near: vec![], hearings: vec![], n_later: 0 }
    }

    /// Takes the days of a case.
    pub(super) fn take(&mut self, filed: Filed<'_>) {
        let (record, matter) = (filed.record, &filed.record.matter);
        for day in &record.days {
            let one = DayOf {
                on: day.on,
                what: day.what.clone(),
                at: record.at,
                client: filed.client().to_owned(),
                case_number: matter.case_number.clone().unwrap_or_default(),
                county: matter.county.clone().unwrap_or_default(),
                folder: (!record.files.is_empty()).then(|| filed.folder()),
            };
            let hearing = one.what == HEARING && one.on >= self.as_of;
            if hearing {
                self.hearings.push(one.clone());
            }
            match one.on {
                on if on < self.as_of => self.past.push(one),
                on if on <= self.last => self.near.push(one),
                _ => self.n_later += usize::from(!hearing),
            }
        }
    }

    /// Puts each list in the order of days, then of clients.
    pub(super) fn sort(&mut self) {
        for list in [&mut self.past, &mut self.near, &mut self.hearings] {
            list.sort_by(|a, b| (a.on, a.at, &a.what).cmp(&(b.on, b.at, &b.what)));
        }
    }
}
