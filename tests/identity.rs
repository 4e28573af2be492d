//! Identity numbers in text: found wherever they are, and nothing else taken for one.

use std::path::Path;
use std::sync::Arc;

use chrono::NaiveDate;
use petition::catalog::Catalog;
use petition::pipeline;
use petition::reading::identity::{Identity, Kind, find, shown};
use petition::reading::{each_page, lines};
use petition::source::Source;
use proptest::prelude::*;

/// Kinds and the marked bytes, so that a test sees what was taken for a number.
fn found<'t>(lines: &[&'t str]) -> Vec<(Kind, &'t str)> {
    let marked = |one: &Identity| (one.kind, &lines[one.line][one.at.clone()]);
    find(lines).iter().map(marked).collect()
}

fn finds(kind: Kind, number: &str, lines: &[&str]) {
    assert_eq!(found(lines), [(kind, number)], "{lines:?}");
}

fn finds_nothing(lines: &[&str]) {
    assert_eq!(found(lines), [], "{lines:?}");
}

#[test]
fn a_social_security_number_is_found_by_its_look() {
    for text in [
        "SSN: 123-45-6789",
        "Defendant, 123-45-6789, was booked",
        "(123-45-6789)",
        "SSN123-45-6789.",
        "is 123 45 6789,",
        "ID 123\u{2011}45\u{2011}6789",
        "ID 123\u{2013}45\u{2013}6789",
        "ID 123 - 45 - 6789",
        "ID 123-45 6789",
        "thin 123\u{2009}45\u{2009}6789 space",
        "full \u{FF11}\u{FF12}\u{FF13}-45-6789 width",
        "soft 12\u{AD}3-45-67\u{200B}89",
    ] {
        let found = find(&[text]);
        assert_eq!(found.len(), 1, "{text}");
        assert_eq!(found[0].kind, Kind::SocialSecurity, "{text}");
    }
    finds(Kind::Taxpayer, "912-70-1234", &["ITIN 912-70-1234"]);
}

#[test]
fn numbers_that_are_never_issued_are_none() {
    for text in [
        "000-12-3456",
        "666-12-3456",
        "123-00-4567",
        "123-45-0000",
        "900-12-3456",
        "SSN 000123456",
        "SSN 666121234",
    ] {
        finds_nothing(&[text]);
    }
}

#[test]
fn nine_bare_digits_need_words_before_them() {
    finds_nothing(&["The number 123456789 stands alone."]);
    finds(Kind::SocialSecurity, "123456789", &["His SSN is 123456789."]);
    finds(Kind::SocialSecurity, "123456789", &["Soc. Sec. No. 123456789"]);
    finds(Kind::SocialSecurity, "123456789", &["Social Security card 123456789"]);
    finds(Kind::SocialSecurity, "123456789", &["SS# / S.S.N.: 123456789"]);
    finds(Kind::SocialSecurity, "123456789", &["Social Security Number", "123456789"]);
    finds(Kind::SocialSecurity, "1 2 3 4 5 6 7 8 9", &["SSN", "1 2 3 4 5 6 7 8 9"]);
    finds(Kind::SocialSecurity, "123\u{2009}4567\u{2009}89", &["SSN 123\u{2009}4567\u{2009}89"]);
    finds_nothing(&["Social Security Number", "", "FBI", "123456789"]);
    finds_nothing(&["SSN withheld. FBI No. 123456789"]);
    finds_nothing(&["SSN withheld; CII number 123456789; case no. 987654321"]);
    finds_nothing(&["SSN: 6789", "12345 Elm Street"]);
    finds_nothing(&["SSN on file; Fresno 93721-1234"]);
}

#[test]
fn a_number_broken_by_the_end_of_a_line_is_found() {
    finds(Kind::SocialSecurity, "123-45-", &["the number 123-45-", "6789 of the accused"]);
    finds(Kind::SocialSecurity, "123-", &["the number 123-", "45-6789 of the accused"]);
    finds(Kind::SocialSecurity, "123 45", &["the number 123 45", "6789 of the accused"]);
    finds(Kind::SocialSecurity, "12345", &["SSN 12345", "6789"]);
    finds(Kind::Card, "4111 1111", &["paid with 4111 1111", "1111 1111 that day"]);
    finds(Kind::DriverLicence, "D123", &["driver's license D123", "4567"]);
}

#[test]
fn line_numbers_of_pleading_paper_do_not_hide_a_number() {
    let paper = [
        "1 COMES NOW the defendant",
        "2 and says that",
        "3 his number is 123-45-",
        "4 6789 and no other",
        "5 and that",
        "6 is all",
    ];
    finds(Kind::SocialSecurity, "123-45-", &paper);
    let alone = ["1", "2", "3", "his number is 123-", "4", "45-6789 and no other", "5", "6"];
    finds(Kind::SocialSecurity, "123-", &alone);
}

#[test]
fn a_licence_needs_words_near() {
    finds(Kind::DriverLicence, "D1234567", &["California driver's license D1234567"]);
    finds(Kind::DriverLicence, "d1234567", &["CDL# d1234567"]);
    finds(Kind::DriverLicence, "D1234567", &["DL No.", "D1234567"]);
    finds(Kind::DriverLicence, "D1234567", &["D1234567 (driver license)"]);
    finds(Kind::DriverLicence, "D1234567", &["Calif. ID card D1234567"]);
    finds_nothing(&["Reference D1234567"]);
    finds_nothing(&["CII A1234567"]);
    finds_nothing(&["driver's license suspended; CII No. A1234567"]);
    finds_nothing(&["the driver gave SCD123456 and D12345678"]);
    finds_nothing(&["driver license D123-4567"]);
}

#[test]
fn rows_of_a_table_are_none_unless_words_say_so() {
    finds_nothing(&["459 12 2016"]);
    finds_nothing(&["4 250 12 1234 9"]);
    finds(Kind::SocialSecurity, "250 12 1999", &["SSN 250 12 1999"]);
    finds(Kind::SocialSecurity, "250 12 1234", &["Social Security No.", "7 250 12 1234 11"]);
}

#[test]
fn accounts_need_words_and_more_than_four_digits() {
    finds(Kind::Account, "000123456789", &["Account No. 000123456789"]);
    finds(Kind::Account, "0012-345678-9", &["acct. 0012-345678-9"]);
    finds(Kind::Account, "121000358", &["routing number 121000358"]);
    finds(Kind::Card, "601100", &["card number 601100"]);
    finds_nothing(&["account ending in 1234"]);
    finds_nothing(&["account of the years 2016-2019"]);
    finds_nothing(&["account of 2016-05-02, 05-02-2016 and May 2, 2016"]);
    finds_nothing(&["account (213) 555-0100, 213-555-0100, 555-0100"]);
    finds_nothing(&["an account of the events in case BA456789"]);
    finds_nothing(&["an account of case no. 19456789"]);
    finds_nothing(&["the account held $1250000 on that day"]);
    finds_nothing(&["She closed the account. Report 16123456 says so."]);
    finds_nothing(&["She closed the account. The sum is 16123456."]);
}

#[test]
fn a_card_is_found_by_its_digits() {
    finds(Kind::Card, "4111111111111111", &["paid 4111111111111111"]);
    finds(Kind::Card, "4111-1111-1111-1111", &["paid 4111-1111-1111-1111"]);
    finds(Kind::Card, "3782 822463 10005", &["paid 3782 822463 10005"]);
    finds_nothing(&["paid 4111111111111112"]);
    finds_nothing(&["serial 1111111111111117"]);
    finds_nothing(&["batch AB4111111111111111"]);
}

#[test]
fn what_papers_are_full_of_is_none() {
    for text in [
        "XXX-XX-1234",
        "***-**-6789 and SSN ending 6789",
        "Case No. BA456789, 19CR01234, SCD123456, 23-CR-004512",
        "State Bar No. 301234",
        "CII A12345678, FBI 123456AB7, booking 4512345",
        "(213) 555-0100, 213-555-0100, 213.555.0100",
        "Los Angeles, California 90017-1234",
        "2016-05-02, 05/02/2016, 12-31-1999",
        "report 16-04-12345, DR 160412345, LASD 016-01234-0123-456",
        "2016-123-45-6789 and 123-45-6789-01",
        "Pen. Code, § 1203.4, subd. (a)(1); 459 16 2016-1",
        "Page 3 of 12",
    ] {
        finds_nothing(&[text]);
    }
}

#[test]
fn places_count_lines_and_bytes() {
    let found = find(&["naïve", "é é 123-45-6789 and card 4111111111111111"]);
    assert_eq!(found.len(), 2);
    assert_eq!((found[0].line, found[0].at.clone()), (1, 6..17));
    assert_eq!(found[1].kind, Kind::Card);
    assert_eq!(shown(found[0].kind), "a Social Security number");
}

proptest! {
    #[test]
    fn any_issued_number_is_found_in_any_text(
        (area, group, serial) in (1u16..900, 1u16..100, 1u16..10000),
        dash in prop::sample::select(vec!["-", " ", "\u{2011}", " - ", "\u{2009}"]),
        // A fraction such as ¼ is digits too.
        before in "[^\\pN\\-]{0,40}( [0-9]{1,6}[,;:)a-z]{1,2} ?)?[ ,(:;]",
        after in "[ ,.);][^\\pN\\-]{0,40}",
    ) {
        prop_assume!(area != 666);
        // Parted by spaces alone and ending in a year, it may be three columns of a table.
        prop_assume!(dash.contains(['-', '\u{2011}']) || !(1900..2100).contains(&serial));
        let text = format!("{before}{area:03}{dash}{group:02}{dash}{serial:04}{after}");
        let lines: Vec<&str> = text.split('\n').collect();
        let one = find(&lines).iter().any(|one| one.kind == Kind::SocialSecurity);
        prop_assert!(one, "{text:?}");
    }

    #[test]
    fn no_text_trips_the_reader(lines in prop::collection::vec("\\PC{0,60}", 0..12)) {
        let lines: Vec<&str> = lines.iter().map(String::as_str).collect();
        for one in find(&lines) {
            prop_assert!(lines[one.line].get(one.at.clone()).is_some());
        }
    }

    #[test]
    fn digits_and_marks_do_not_trip_it_either(
        lines in prop::collection::vec("[0-9 \\-.xXDA\u{2009}]{0,50}(SSN|acct|card|DL)?", 0..8),
    ) {
        let lines: Vec<&str> = lines.iter().map(String::as_str).collect();
        let found = find(&lines);
        for pair in found.windows(2) {
            let apart = pair[0].line < pair[1].line || pair[0].at.end <= pair[1].at.start;
            prop_assert!(apart, "{lines:?}: {found:?}");
        }
    }
}

#[test]
fn a_page_made_to_take_forever_does_not() {
    for unit in ["case 1 ", "SSN 1 ", "1 ", "12-", "acct 12 34 ", "D1 license "] {
        let line = unit.repeat(15_000);
        assert!(find(&[line.as_str(), line.as_str()]).len() <= 30_000, "{unit}");
        let lines = vec![unit; 15_000];
        assert!(find(&lines).len() <= 15_000, "{unit}");
    }
}

#[test]
fn no_paper_of_any_example_bears_one() {
    let folder = Path::new("examples");
    let catalog = Catalog::from_folders(Some(Path::new("forms")), Some(Path::new("templates")));
    let catalog = catalog.expect("the built-in catalog");
    let as_of = NaiveDate::from_ymd_opt(2026, 11, 20).expect("a day");
    let mut n_pages = 0;
    for entry in std::fs::read_dir(folder).expect("examples").flatten() {
        let path = entry.path();
        if path.extension().is_none_or(|end| end != "yaml") {
            continue;
        }
        let text = std::fs::read_to_string(&path).expect("an example");
        let source = Arc::new(Source::new("case.yaml", text));
        let read = |name: &str| std::fs::read(folder.join(name)).map_err(|e| e.to_string());
        let packet = pipeline::build(&catalog, &source, &read, &pipeline::Asked::on(as_of))
            .packet
            .expect("a packet");
        for file in packet.files {
            let see = |n: usize, page: petition::reading::MeasuredPage| {
                let text: Vec<String> =
                    lines(&page).iter().map(petition::reading::Line::text).collect();
                let text: Vec<&str> = text.iter().map(String::as_str).collect();
                n_pages += 1;
                assert_eq!(found(&text), [], "{}: {} page {}", path.display(), file.name, n + 1);
            };
            each_page(file.bytes.clone(), see).expect("a file of ours");
        }
    }
    assert!(n_pages > 500, "{n_pages} pages of examples");
}
