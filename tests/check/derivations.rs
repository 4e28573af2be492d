//! Each derivation on its boundary days, and what it asks for where a fact is missing.

use petition::case::Fact;
use petition::check;
use petition::check::condition::Inquiry;
use petition::check::derivations::derive;
use petition::source::FieldPath;

use crate::world::{case, catalog, day, inquiry, petition};

const HEAD: &str =
    "petition: seal-and-destroy\ncourt: { county: Kern }\npetitioner: { name: Ana Example }\n";

/// The value of a derivation as words, or `?` with what is missing, or `never`.
fn value(text: &str, as_of: &str, name: &str) -> String {
    let case = case(&format!("{HEAD}{text}"));
    let derived = derive(&inquiry(&case, as_of), &FieldPath::root(), name);
    match derived.fact {
        Some(Fact::Date(date)) => date.to_string(),
        Some(Fact::Flag(flag)) => flag.to_string(),
        Some(other) => format!("{other:?}"),
        None if derived.missing.is_empty() => "never".to_owned(),
        None => format!(
            "?{}",
            derived.missing.iter().map(|path| format!(" {path}")).collect::<String>()
        ),
    }
}

fn arrest(date: &str, offenses: &str) -> String {
    format!("arrest: {{ date: {date}, agency: Example Police, offenses: [{offenses}] }}\n")
}

const THEFT: &str = "{ code: Pen, section: \"484\", subdivision: (a), level: misdemeanor }";
const BURGLARY: &str = "{ code: Pen, section: \"459\", level: felony }";

#[test]
fn the_window_runs_from_the_later_day_and_moves_off_holidays() {
    let uncharged = format!("{}charges: {{ filed: false }}\n", arrest("2025-03-10", BURGLARY));
    assert_eq!(value(&uncharged, "2026-11-20", "window_start"), "2025-03-10");
    assert_eq!(value(&uncharged, "2026-11-20", "window_end"), "2027-03-10");
    let charged = format!(
        "{}charges: {{ filed: true, filed_on: 2025-03-12 }}\n",
        arrest("2025-03-10", BURGLARY)
    );
    assert_eq!(value(&charged, "2026-11-20", "window_end"), "2027-03-12");
    let saturday = format!("{}charges: {{ filed: false }}\n", arrest("2024-03-14", BURGLARY));
    assert_eq!(value(&saturday, "2026-11-20", "window_end"), "2026-03-16");
    let leap = format!("{}charges: {{ filed: false }}\n", arrest("2024-02-29", BURGLARY));
    assert_eq!(value(&leap, "2026-01-05", "window_end"), "2026-03-02");
    let open = arrest("2025-03-10", BURGLARY);
    assert_eq!(value(&open, "2026-11-20", "window_end"), "? charges.filed");
    let undated = format!("{open}charges: {{ filed: true }}\n");
    assert_eq!(value(&undated, "2026-11-20", "window_end"), "? charges.filed_on");
}

#[test]
fn a_time_is_over_on_the_day_after_its_last() {
    let facts = format!(
        "{}charges: {{ filed: false }}\nlimitations_tolled: false\n",
        arrest("2024-03-12", THEFT)
    );
    let on = |day: &str, name: &str| value(&facts, day, name);
    assert_eq!(on("2026-03-11", "window_over"), "false");
    assert_eq!(on("2026-03-12", "window_over"), "false");
    assert_eq!(on("2026-03-13", "window_over"), "true");
    assert_eq!(on("2025-03-12", "limitations_over"), "false");
    assert_eq!(on("2025-03-13", "limitations_over"), "true");
}

#[test]
fn a_limitation_that_ends_on_a_sunday_leaves_the_monday() {
    let facts = format!("{}limitations_tolled: false\n", arrest("2024-05-18", THEFT));
    assert_eq!(value(&facts, "2026-11-20", "limitations_end"), "2025-05-19");
}

#[test]
fn the_longest_limitation_governs() {
    let facts =
        |offenses: &str| format!("{}limitations_tolled: false\n", arrest("2023-03-11", offenses));
    let end = |offenses: &str| value(&facts(offenses), "2026-11-20", "limitations_end");
    assert_eq!(end(THEFT), "2024-03-11");
    assert_eq!(end(BURGLARY), "2026-03-11");
    assert_eq!(end(&format!("{THEFT}, {BURGLARY}")), "2026-03-11");
    assert_eq!(end("{ code: Pen, section: \"187\", level: felony }"), "never");
    assert_eq!(end("{ code: Pen, section: \"99999\", level: felony }"), "? limitations_end");
    assert_eq!(value(&facts(THEFT), "2026-11-20", "limitations_over_on"), "2024-03-12");
    let tolled = format!("{}limitations_tolled: true\n", arrest("2023-03-11", THEFT));
    assert_eq!(value(&tolled, "2026-11-20", "limitations_end"), "never");
    assert_eq!(
        value(&arrest("2023-03-11", THEFT), "2026-11-20", "limitations_end"),
        "? limitations_tolled"
    );
}

#[test]
fn silence_is_counted_from_the_latest_of_three_days() {
    let facts = |agency: &str, prosecutor: &str| {
        format!(
            "{}limitations_tolled: false\nagency_petition: {{ delivered_to_agency: {agency}, delivered_to_prosecutor: \
             {prosecutor}, agency_answer: none }}\n",
            arrest("2023-03-11", THEFT)
        )
    };
    // The time for prosecution ended on 2024-03-11; 60 days later is Friday, 10 May 2024.
    let early = facts("2023-05-01", "2023-06-01");
    assert_eq!(value(&early, "2026-11-20", "answer_due"), "2024-05-10");
    assert_eq!(value(&early, "2026-11-20", "deemed_denied_on"), "2024-05-11");
    let agency_last = facts("2024-06-03", "2024-05-01");
    assert_eq!(value(&agency_last, "2026-11-20", "both_received"), "2024-06-03");
    assert_eq!(value(&agency_last, "2026-11-20", "answer_due"), "2024-08-02");
    let prosecutor_last = facts("2024-05-01", "2024-06-03");
    assert_eq!(value(&prosecutor_last, "2026-11-20", "deemed_denied_on"), "2024-08-03");
    let one = arrest("2023-03-11", THEFT)
        + "limitations_tolled: false\nagency_petition: { delivered_to_agency: 2024-05-01 }\n";
    assert_eq!(
        value(&one, "2026-11-20", "answer_due"),
        "? agency_petition.delivered_to_prosecutor"
    );
}

#[test]
fn a_stated_refusal_is_the_denial_and_the_court_still_waits() {
    let facts = |answers: &str| {
        format!(
            "{}limitations_tolled: false\nagency_petition: {{ delivered_to_agency: 2023-05-01, delivered_to_prosecutor: \
             2023-05-01, {answers} }}\n",
            arrest("2023-03-11", THEFT)
        )
    };
    let denied = facts("agency_answer: denied, agency_answer_on: 2023-07-01");
    assert_eq!(value(&denied, "2026-11-20", "denied_on"), "2023-07-01");
    assert_eq!(value(&denied, "2026-11-20", "court_petition_opens"), "2024-03-12");
    let refused = facts(
        "agency_answer: granted, prosecutor_answer: refused, prosecutor_answer_on: 2024-07-01",
    );
    assert_eq!(value(&refused, "2026-11-20", "court_petition_opens"), "2024-07-01");
    let undated = facts("agency_answer: denied");
    assert_eq!(value(&undated, "2026-11-20", "denied_on"), "? agency_petition.agency_answer_on");
    let silent = facts("prosecutor_answer: none");
    assert_eq!(value(&silent, "2026-11-20", "denied_on"), "? agency_petition.agency_answer");
}

#[test]
fn records_are_sealed_three_years_and_then_destroyed() {
    let facts = arrest("2023-11-20", THEFT);
    assert_eq!(value(&facts, "2026-11-20", "destroy_after"), "2026-11-20");
    assert_eq!(value(&facts, "2026-11-19", "destroy_now"), "false");
    assert_eq!(value(&facts, "2026-11-20", "destroy_now"), "false");
    assert_eq!(value(&facts, "2026-11-21", "destroy_now"), "true");
}

#[test]
fn infractions_alone_are_told_apart() {
    let infraction = "{ code: Pen, section: \"602.8\", level: infraction }";
    let only =
        |offenses: &str| value(&arrest("2025-03-10", offenses), "2026-11-20", "infraction_only");
    assert_eq!(only(infraction), "true");
    assert_eq!(only(&format!("{infraction}, {THEFT}")), "false");
}

#[test]
fn service_is_counted_back_from_the_hearing() {
    let text = |hearing: &str, by: &str| {
        format!(
            "petition: expungement\ncourt: {{ county: Kern }}\ncase_number: \"1\"\npetitioner: {{ name: Ana Example }}\n\
             hearing: {{ date: {hearing} }}\nservice: {{ {by} }}\nconvictions:\n  - convicted_on: 2016-05-02\n    \
             offenses: [{{ code: Pen, section: \"415\", level: misdemeanor }}]\n    sentence: {{ kind: probation, \
             granted: 2016-05-02, ended: 2019-05-02, ended_how: fulfilled }}\nnow: {{ as_of: 2026-11-20, \
             serving_sentence: false, on_probation: false, charged: false }}\n"
        )
    };
    let serve = |text: &str, name: &str| {
        let case = case(text);
        let (decided, _) =
            check::determine(&case, petition(&case), &catalog().law, day("2026-11-20"));
        let asked = Inquiry { decided: &decided, ..inquiry(&case, "2026-11-20") };
        derive(&asked, &FieldPath::root(), name)
            .fact
            .and_then(|fact| fact.as_date())
            .map(|day| day.to_string())
    };
    // Friday, 15 January 2027: fifteen days back is Thursday, 31 December.
    let mail = text("2027-01-15", "by: mail");
    assert_eq!(serve(&mail, "serve_by").as_deref(), Some("2026-12-31"));
    // Five days more: Saturday the 26th, and the 25th is a holiday, so Thursday the 24th.
    assert_eq!(serve(&mail, "serve_by_prudent").as_deref(), Some("2026-12-24"));
    let hand = text("2027-01-15", "by: personal delivery");
    assert_eq!(serve(&hand, "serve_by_prudent").as_deref(), Some("2026-12-31"));
    let electronic = text("2027-01-15", "by: electronic");
    assert_eq!(serve(&electronic, "serve_by_prudent").as_deref(), Some("2026-12-29"));
    let unset = text("2027-01-15", "by: mail").replace("hearing: { date: 2027-01-15 }\n", "");
    assert_eq!(serve(&unset, "serve_by"), None);
}
