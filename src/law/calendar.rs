//! Pure date computations: anniversaries, periods that lapse, last days and days counted back.
//!
//! Every function is told its dates and the holidays; none reads a clock. The rules are those of
//! the provisions `ccp-12`, `ccp-12a` and `ccp-12c`: the first day is left out, the last one
//! counts, and a last day on which the courts are closed moves on.

use chrono::{Datelike, Days, Months, NaiveDate};

use super::holidays::Holidays;
use super::value::Period;

/// The same day `years` years later; 29 February gives 28 February in a common year.
pub fn anniversary(day: NaiveDate, years: u32) -> NaiveDate {
    months_later(day, years.saturating_mul(12))
}

/// The same day of the month `months` months later, or the last day of a shorter month.
pub fn months_later(day: NaiveDate, months: u32) -> NaiveDate {
    day.checked_add_months(Months::new(months)).unwrap_or(NaiveDate::MAX)
}

/// The same day `days` calendar days later.
pub fn days_later(day: NaiveDate, days: u32) -> NaiveDate {
    day.checked_add_days(Days::new(u64::from(days))).unwrap_or(NaiveDate::MAX)
}

/// The same day `days` calendar days earlier.
pub fn days_earlier(day: NaiveDate, days: u32) -> NaiveDate {
    day.checked_sub_days(Days::new(u64::from(days))).unwrap_or(NaiveDate::MIN)
}

/// The last day of a period that began with the event on `day`, not moved by any holiday.
///
/// Court days are counted by `holidays`.
pub fn last_day(day: NaiveDate, period: Period, holidays: &Holidays) -> NaiveDate {
    match period {
        Period::Years(years) => anniversary(day, years),
        Period::Months(months) => months_later(day, months),
        Period::Days(days) => days_later(day, days),
        Period::CourtDays(days) => court_days_later(day, days, holidays),
    }
}

/// The first day "after the lapse of" a period: the day after its last one.
///
/// Judgment on 1 March 2024 and a wait of one year: 2 March 2025. No holiday moves it, because
/// nothing has to be done on the last day. Court days are taken as weekdays here; no waiting
/// period of the law is stated in them.
pub fn after_lapse(day: NaiveDate, period: Period) -> NaiveDate {
    days_later(last_day(day, period, &Holidays::weekends_only()), 1)
}

/// The last day for an act that must be done within a period: moved on while the courts are closed.
pub fn within(day: NaiveDate, period: Period, holidays: &Holidays) -> NaiveDate {
    next_court_day(last_day(day, period, holidays), holidays)
}

/// The last day that a notice leaves for service: counted back from the hearing, whose day is left out
/// (`ccp-12c`). No holiday moves it: papers can be served on one.
pub fn days_before(hearing: NaiveDate, period: Period, holidays: &Holidays) -> NaiveDate {
    earlier(hearing, period, holidays)
}

/// The last day on which a clerk takes papers that are due a period before a hearing.
///
/// Where the day counted falls on a court holiday, the court day before it: a later one would
/// shorten the notice.
pub fn count_back(hearing: NaiveDate, period: Period, holidays: &Holidays) -> NaiveDate {
    previous_court_day(earlier(hearing, period, holidays), holidays)
}

/// The day a period before a day, not moved by any holiday.
fn earlier(day: NaiveDate, period: Period, holidays: &Holidays) -> NaiveDate {
    match period {
        Period::Years(years) => months_earlier(day, years.saturating_mul(12)),
        Period::Months(months) => months_earlier(day, months),
        Period::Days(days) => days_earlier(day, days),
        Period::CourtDays(days) => court_days_earlier(day, days, holidays),
    }
}

/// A prudent earlier day: `count_back`, then further back by the days that a method of service adds.
///
/// The added days are counted back from the day that the notice itself gives (`ccp-12c-b`).
pub fn count_back_served(
    hearing: NaiveDate,
    period: Period,
    added: Period,
    holidays: &Holidays,
) -> NaiveDate {
    previous_court_day(earlier(earlier(hearing, period, holidays), added, holidays), holidays)
}

/// Whether the courts are closed on a day: Saturdays, Sundays and judicial holidays.
pub fn is_court_holiday(day: NaiveDate, holidays: &Holidays) -> bool {
    holidays.contains(day)
}

/// The day itself, or the first later one on which the courts are open.
pub fn next_court_day(day: NaiveDate, holidays: &Holidays) -> NaiveDate {
    walk(day, holidays, |d| d.succ_opt())
}

/// The day itself, or the last earlier one on which the courts are open.
pub fn previous_court_day(day: NaiveDate, holidays: &Holidays) -> NaiveDate {
    walk(day, holidays, |d| d.pred_opt())
}

/// The `days`th court day after a day; the day itself is not counted.
pub fn court_days_later(day: NaiveDate, days: u32, holidays: &Holidays) -> NaiveDate {
    (0..days).fold(day, |d, _| next_court_day(days_later(d, 1), holidays))
}

/// The `days`th court day before a day; the day itself is not counted.
pub fn court_days_earlier(day: NaiveDate, days: u32, holidays: &Holidays) -> NaiveDate {
    (0..days).fold(day, |d, _| previous_court_day(days_earlier(d, 1), holidays))
}

/// Whole years of age, or since an event, reached on a day.
pub fn whole_years(from: NaiveDate, on: NaiveDate) -> u32 {
    let years = on.year().saturating_sub(from.year()).max(0).unsigned_abs();
    if anniversary(from, years) > on { years.saturating_sub(1) } else { years }
}

fn months_earlier(day: NaiveDate, months: u32) -> NaiveDate {
    day.checked_sub_months(Months::new(months)).unwrap_or(NaiveDate::MIN)
}

/// Steps from a day until the courts are open.
fn walk(
    day: NaiveDate,
    holidays: &Holidays,
    step: impl Fn(NaiveDate) -> Option<NaiveDate>,
) -> NaiveDate {
    let mut at = day;
    while holidays.contains(at) {
        match step(at) {
            Some(next) => at = next,
            None => return at,
        }
    }
    at
}
