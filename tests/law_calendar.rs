//! Days are counted as the law counts them: day before, the day, day after; leap days; every holiday.

mod law_files;

use chrono::{Datelike, Days, NaiveDate, Weekday};
use petition::law::calendar::{
    after_lapse, anniversary, count_back, count_back_served, court_days_earlier, court_days_later,
    days_before, days_earlier, is_court_holiday, last_day, next_court_day, previous_court_day,
    whole_years, within,
};
use petition::law::{Holidays, Period};
use proptest::prelude::*;

fn day(text: &str) -> NaiveDate {
    text.parse().expect("a day")
}

fn holidays() -> Holidays {
    law_files::law().holidays
}

#[test]
fn the_first_day_after_a_lapse_is_the_anniversary_plus_one() {
    let first = after_lapse(day("2024-03-01"), Period::Years(1));
    assert_eq!(first, day("2025-03-02"));
    let met = |on: &str| day(on) >= first;
    assert_eq!(
        (met("2025-02-28"), met("2025-03-01"), met("2025-03-02"), met("2025-03-03")),
        (false, false, true, true)
    );
    assert_eq!(after_lapse(day("2026-01-10"), Period::Days(60)), day("2026-03-12"));
    assert_eq!(after_lapse(day("2026-01-31"), Period::Months(1)), day("2026-03-01"));
}

#[test]
fn leap_days() {
    let leap = day("2024-02-29");
    assert_eq!(anniversary(leap, 1), day("2025-02-28"));
    assert_eq!(anniversary(leap, 4), day("2028-02-29"));
    assert_eq!(after_lapse(leap, Period::Years(1)), day("2025-03-01"));
    assert_eq!(after_lapse(leap, Period::Years(4)), day("2028-03-01"));
    assert_eq!(after_lapse(day("2023-02-28"), Period::Years(1)), day("2024-02-29"));
    assert_eq!(after_lapse(day("2023-03-01"), Period::Years(1)), day("2024-03-02"));
    assert_eq!(whole_years(leap, day("2025-02-27")), 0);
    assert_eq!(whole_years(leap, day("2025-02-28")), 1);
}

#[test]
fn a_last_day_counts_and_moves_on_from_a_holiday() {
    let all = holidays();
    let window = |from: &str| within(day(from), Period::Years(2), &all);
    assert_eq!(window("2023-11-20"), day("2025-11-20"), "a Thursday stays");
    assert_eq!(window("2023-11-22"), day("2025-11-24"), "a Saturday moves to Monday");
    assert_eq!(window("2023-11-27"), day("2025-12-01"), "Thanksgiving, the day after, a weekend");
    assert_eq!(window("2024-07-03"), day("2026-07-06"), "July 4 observed on the Friday before");
    assert_eq!(window("2024-02-29"), day("2026-03-02"), "28 February is a Saturday");
    let late = |on: &str| day(on) > window("2023-11-20");
    assert_eq!((late("2025-11-19"), late("2025-11-20"), late("2025-11-21")), (false, false, true));
    assert_eq!(within(day("2026-01-05"), Period::Days(60), &all), day("2026-03-06"));
}

#[test]
fn days_before_a_hearing_are_counted_back() {
    let all = holidays();
    let back = |hearing: &str, days| count_back(day(hearing), Period::Days(days), &all);
    assert_eq!(back("2027-01-15", 15), day("2026-12-31"), "the hearing day does not count");
    assert_eq!(back("2027-01-25", 10), day("2027-01-15"));
    assert_eq!(back("2027-01-26", 10), day("2027-01-15"), "a Saturday gives the Friday before");
    assert_eq!(back("2027-01-16", 15), day("2026-12-31"), "so does New Year's Day");
    let on = |hearing: &str| days_before(day(hearing), Period::Days(10), &all);
    assert_eq!(on("2027-01-26"), day("2027-01-16"), "papers can be served on a Saturday");
    let served = |added| count_back_served(day("2027-01-15"), Period::Days(15), added, &all);
    assert_eq!(served(Period::Days(5)), day("2026-12-24"), "26 December is a Saturday");
    assert_eq!(served(Period::CourtDays(2)), day("2026-12-29"));
    let court_days = |hearing: &str| count_back(day(hearing), Period::CourtDays(10), &all);
    assert_eq!(court_days("2026-12-14"), day("2026-11-30"));
    assert_eq!(court_days("2027-01-15"), day("2026-12-31"), "New Year's Day is no court day");
}

#[test]
fn court_days_skip_closed_days() {
    let all = holidays();
    let wednesday = day("2026-11-25");
    assert_eq!(court_days_later(wednesday, 1, &all), day("2026-11-30"), "over Thanksgiving");
    assert_eq!(court_days_earlier(day("2026-11-30"), 1, &all), wednesday);
    assert_eq!(court_days_later(wednesday, 0, &all), wednesday);
    assert_eq!(next_court_day(day("2026-11-26"), &all), day("2026-11-30"));
    assert_eq!(previous_court_day(day("2026-11-29"), &all), wednesday);
}

#[test]
fn the_holidays_of_2026_are_those_that_courts_posted() {
    let posted = [
        "01-01", "01-19", "02-12", "02-16", "03-31", "05-25", "06-19", "07-03", "09-07", "09-25",
        "11-11", "11-26", "11-27", "12-25",
    ];
    let all = holidays();
    let found: Vec<String> = day("2026-01-01")
        .iter_days()
        .take_while(|d| d.year() == 2026)
        .filter(|d| !matches!(d.weekday(), Weekday::Sat | Weekday::Sun))
        .filter(|d| is_court_holiday(*d, &all))
        .map(|d| d.format("%m-%d").to_string())
        .collect();
    assert_eq!(found, posted);
}

#[test]
fn holidays_that_changed_and_days_that_are_none() {
    let all = holidays();
    let closed = |text: &str| is_court_holiday(day(text), &all);
    assert!(closed("2021-10-11") && !closed("2022-10-10"), "Columbus Day ended");
    assert!(!closed("2021-09-24") && closed("2022-09-23"), "Native American Day began");
    assert!(closed("2021-12-31"), "New Year's Day 2022 is a Saturday");
    assert!(closed("2027-12-24") && closed("2027-12-31"), "Christmas and New Year on Saturdays");
    assert!(closed("2028-02-11"), "Lincoln's Birthday is a Saturday");
    for open in ["2026-02-17", "2026-04-24", "2026-09-09", "2026-11-09", "2026-10-12"] {
        assert!(!closed(open), "{open}");
    }
    assert_eq!(all.name(day("2026-07-03")), Some("Independence Day"));
}

#[test]
fn every_day_from_2020_to_2035() {
    let all = holidays();
    for d in day("2020-01-01").iter_days().take_while(|d| d.year() <= 2035) {
        let next = next_court_day(d, &all);
        assert!(next >= d && (next - d).num_days() <= 4, "{d}: {next}");
        assert!(!is_court_holiday(next, &all));
        let before = previous_court_day(d, &all);
        assert!(before <= d && !is_court_holiday(before, &all));
        for years in [1, 2, 3, 4, 6, 10] {
            let reached = anniversary(d, years);
            assert_eq!(reached.month(), d.month(), "{d}");
            let first = after_lapse(d, Period::Years(years));
            assert_eq!(first, reached.succ_opt().expect("a day"));
            assert!(within(d, Period::Years(years), &all) >= reached);
        }
        assert!(count_back(d, Period::Days(15), &all) <= days_earlier(d, 15));
    }
    let closed = |year: i32| {
        let days = day(&format!("{year}-01-01")).iter_days().take_while(move |d| d.year() == year);
        let weekday = |d: &NaiveDate| !matches!(d.weekday(), Weekday::Sat | Weekday::Sun);
        days.filter(weekday).filter(|d| is_court_holiday(*d, &all)).count()
    };
    for year in 2023..=2035 {
        assert!((13..=15).contains(&closed(year)), "{year}: {}", closed(year));
    }
}

proptest! {
    #[test]
    fn later_days_lapse_later(a in 0u64..6000, b in 0u64..6000, years in 1u32..12) {
        let begin = day("2020-01-01");
        let (a, b) = (begin + Days::new(a.min(b)), begin + Days::new(a.max(b)));
        prop_assert!(after_lapse(a, Period::Years(years)) <= after_lapse(b, Period::Years(years)));
        prop_assert!(after_lapse(a, Period::Years(years)) > a);
        let all = Holidays::weekends_only();
        for period in [Period::Years(years), Period::Months(years), Period::Days(years)] {
            prop_assert!(within(a, period, &all) >= last_day(a, period, &all));
            prop_assert!(last_day(a, period, &all) < after_lapse(a, period));
        }
    }

    #[test]
    fn a_served_notice_is_never_later(at in 0u64..6000, days in 1u32..40, added in 0u32..20) {
        let all = Holidays::weekends_only();
        let hearing = day("2020-01-01") + Days::new(at);
        let days = Period::Days(days);
        let plain = count_back(hearing, days, &all);
        for added in [Period::Days(added), Period::CourtDays(added)] {
            prop_assert!(count_back_served(hearing, days, added, &all) <= plain);
        }
    }
}
