//! `report.html`: complete, harmless, readable without anything beside it, and not too large to open.

use petition::batch::record::{Day, Record};
use petition::batch::report::REPORT_HTML;
use petition::batch::run_facts::{RunFacts, Shard};

use crate::support::{day, drafted, facts, faulty, message, mixed, report, report_of, text};

fn page(records: &[Record]) -> String {
    let out = tempfile::tempdir().expect("a folder");
    report(records, out.path());
    text(&out.path().join(REPORT_HTML))
}

/// The words of a page without its marks, blanks made one.
fn words(page: &str) -> String {
    let body = page.split_once("<main>").expect("a body").1;
    let mut out = String::new();
    for part in body.split('<') {
        out.push(' ');
        out.push_str(part.split_once('>').map_or(part, |(_, words)| words));
    }
    out.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The part of a page between two headings.
fn part<'a>(page: &'a str, from: &str, to: &str) -> &'a str {
    let begin = page.find(from).unwrap_or_else(|| panic!("`{from}` in the page"));
    let rest = &page[begin..];
    &rest[..rest.find(to).unwrap_or(rest.len())]
}

#[test]
fn every_client_stands_with_what_came_of_it_and_what_is_needed() {
    let records = mixed(24);
    let page = page(&records);
    let told = words(&page);
    for record in &records {
        let client = record.matter.client.as_deref().expect("a name");
        assert!(told.contains(client), "{client}");
    }
    assert!(told.contains("drafted 20") && told.contains("refused 2"), "{told}");
    assert!(told.contains("faulty 2") && told.contains("failed 0") && told.contains("all 24"));
    let faulty = words(&format!("<main>{}", part(&page, "<h2>Faulty", "<h2>Refused")));
    assert!(faulty.contains("there is no county `Frezno`"), "{faulty}");
    assert!(faulty.contains("at cases/c.yaml:3:11") && faulty.contains("compare it with"));
    let refused = part(&page, "<h2>Refused", "<h2>Days");
    assert!(refused.contains("from 2027-02-02") && refused.contains("href=\"packets/c00005/\""));
    let drafted = part(&page, "<h2>Drafted", "<h2>Where");
    assert!(drafted.contains("Proof of Service: name of the person who serves; date of service"));
    assert!(drafted.contains("`now.as_of` is 40 days old"));
    for words in ["not legal advice", "2026-11-20", "2026-07-21", "petition 0.", "manifest.csv"] {
        assert!(told.contains(words), "{words}");
    }
}

#[test]
fn days_are_past_or_within_31_days_or_later_to_the_day() {
    let days = [(-400, "past a"), (-1, "past b"), (0, "near a"), (30, "near b"), (31, "later")];
    let mut record = drafted(0);
    record.days = days.iter().map(|(n, what)| Day { on: day(*n), what: (*what).into() }).collect();
    record.days.push(Day { on: day(200), what: "hearing".to_owned() });
    let page = page(&[record]);
    let past = part(&page, "<h3>Already past", "<h3>Within");
    let near = part(&page, "<h3>Within 31 days, to 2026-12-20", "<h2>Hearings");
    let hearings = part(&page, "<h2>Hearings", "<h2>Duplicates");
    assert!(past.contains("past a") && past.contains("past b") && !past.contains("near"));
    assert!(near.contains("near a") && near.contains("near b") && !near.contains("past"));
    assert!(near.contains("1 other day is later") && !near.contains("<bdi>later"), "{near}");
    assert!(hearings.contains("2027-06-08") && !near.contains("2027-06-08"));
}

#[test]
fn hostile_words_are_words_and_turn_nothing_round() {
    let evil = "<script>alert(1)</script>\"'><img src=x onerror=y>\u{202e}\u{0}&amp;";
    let mut one = drafted(0);
    one.matter.client = Some(evil.to_owned());
    one.matter.case_number = Some(evil.to_owned());
    one.folder = "javascript:alert(1)\"'".to_owned();
    one.blanks = vec![evil.to_owned()];
    one.days = vec![Day { on: day(1), what: evil.to_owned() }];
    let mut other = faulty(1);
    other.matter = one.matter.clone();
    other.case = evil.to_owned();
    other.messages = vec![message(true, evil, evil), message(false, evil, evil)];
    let page = page(&[one, other]);
    assert!(!page.contains("<script") && !page.contains("<img"), "{page}");
    assert!(!page.contains('\u{202e}') && !page.contains('\0') && !page.contains("\"javascript"));
    assert!(page.contains("&lt;script&gt;") && page.contains("[U+202E]"));
    for quoted in page.split("=\"").skip(1) {
        let value = quoted.split('"').next().expect("a value");
        assert!(!value.contains('<') && !value.contains("onerror"), "{value}");
    }
}

#[test]
fn the_page_needs_nothing_beside_it_and_is_told_to_those_who_do_not_see() {
    let page = page(&mixed(400));
    for outside in ["http:", "https:", "src=", "@import", "url(", "<script", "<link"] {
        assert!(!page.contains(outside), "{outside}");
    }
    assert!(page.starts_with("<!DOCTYPE html>\n<html lang=\"en-US\">"));
    assert!(page.contains("<title>Batch report</title>") && page.contains("<main>"));
    let n = |mark: &str| page.matches(mark).count();
    assert_eq!(n("<table"), n("<caption>"));
    assert_eq!(n("<thead"), n("</table>"));
    assert_eq!(n("<th scope="), n("</th>"), "every head says of what");
    for mark in ["table", "details", "summary", "tbody", "tr", "td", "ul", "li", "bdi", "p", "h2"] {
        let opened = n(&format!("<{mark}>")) + n(&format!("<{mark} "));
        assert_eq!(opened, n(&format!("</{mark}>")), "{mark}");
    }
}

#[test]
fn a_part_of_a_batch_and_one_that_stopped_say_so() {
    let out = tempfile::tempdir().expect("a folder");
    let shard = Shard { number: 2, of: 4 };
    report_of(&mixed(3), &RunFacts { shard, ..facts(12) }, out.path());
    let page = text(&out.path().join(REPORT_HTML));
    assert!(page.contains("part 2/4 of a batch of 12 cases: it tells of 3 of them"));
    report_of(&mixed(3), &facts(12), out.path());
    assert!(text(&out.path().join(REPORT_HTML)).contains("9 cases were not begun."));
}

#[test]
fn duplicates_are_named_with_their_members() {
    let mut records = mixed(12);
    records[4].matter.case_number = records[0].matter.case_number.clone();
    records[4].matter.county = records[0].matter.county.clone();
    records[9].matter = records[8].matter.clone();
    records[9].matter.client = Some("8, KOFI núñez".to_owned());
    records[8].matter.client = Some("Kofi Nunez 8".to_owned());
    records[10].matter.client = Some("Nunez 8 Kofi".to_owned());
    let page = page(&records);
    let told = words(&format!("<main>{}", part(&page, "<h2>Duplicates", "<h2>Drafted")));
    for said in ["One client twice", "One case number, different people", "different spellings"] {
        assert!(told.contains(said), "{said}: {told}");
    }
    for member in ["1. Ana Fox 0", "5. Kofi Nguyễn 4", "9. Kofi Nunez 8", "10. 8, KOFI núñez"] {
        assert!(told.contains(member), "{member}: {told}");
    }
    assert!(told.contains("co-defendants") && told.contains("D3"));
}

#[test]
fn a_report_of_thousands_stays_small_enough_to_open() {
    let records = mixed(10_000);
    let page = page(&records);
    let n = page.len();
    assert!(n < 12_000_000, "{n} bytes");
    let told = words(&page);
    for record in records.iter().step_by(97) {
        assert!(told.contains(record.matter.client.as_deref().expect("a name")));
    }
    let endless = |at: usize| {
        let what = "x".repeat(20_000);
        Record { messages: vec![message(true, "endless", &what); 30], ..faulty(at) }
    };
    let endless: Vec<Record> = (0..2000).map(endless).collect();
    let n = self::page(&endless).len();
    assert!(n < 20_000_000, "{n} bytes of endless messages");
}

#[test]
fn the_same_records_give_the_same_page_and_only_its_owner_reads_it() {
    let out = tempfile::tempdir().expect("a folder");
    let records = mixed(30);
    report(&records, out.path());
    let first = text(&out.path().join(REPORT_HTML));
    report(&records, out.path());
    assert_eq!(first, text(&out.path().join(REPORT_HTML)));
    let mut names: Vec<String> = std::fs::read_dir(out.path())
        .expect("a folder")
        .map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned())
        .collect();
    names.sort();
    assert_eq!(names, ["manifest.csv", "report.html"]);
    #[cfg(unix)]
    for name in names {
        use std::os::unix::fs::PermissionsExt;
        let about = std::fs::metadata(out.path().join(name)).expect("a file");
        assert_eq!(about.permissions().mode() & 0o777, 0o600);
    }
}
