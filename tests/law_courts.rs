//! Fifty-eight courts, their captions, and only such addresses as may stand on a paper.

mod law_files;

use law_files::{files, law};
use petition::law::court::HabitKind;
use petition::law::{Confidence, Law};

#[test]
fn every_county_has_a_court_and_a_district_attorney() {
    let courts = law().courts;
    assert_eq!(courts.iter().count(), 58);
    for (at, county) in courts.iter().enumerate() {
        assert_eq!(county.number, format!("{:02}", at + 1), "the order is the state's");
        assert_eq!(county.caption[0], "SUPERIOR COURT OF CALIFORNIA");
        let named = county.caption[1].ends_with(&county.name.to_uppercase());
        assert!(county.caption.len() == 2 && named, "{}", county.name);
        let office = county.district_attorney().expect("a district attorney");
        assert!(office.agency.contains("District Attorney") && office.name_seen);
        assert!(!county.courthouses.is_empty());
        for house in &county.courthouses {
            assert!(!house.sources.is_empty() && house.seen.is_some(), "{}", house.name);
        }
    }
    let cities: usize = courts.iter().map(|county| county.city_prosecutors().count()).sum();
    assert_eq!(cities, 12);
}

#[test]
fn a_county_is_found_by_any_usual_name() {
    let courts = law().courts;
    for name in ["Los Angeles", "los angeles", "LOS ANGELES COUNTY", "County of Los Angeles"] {
        assert_eq!(courts.county(name).map(|c| c.name.as_str()), Some("Los Angeles"), "{name}");
    }
    let city = courts.county("City and County of San Francisco").expect("a county");
    assert_eq!(city.caption[1], "CITY AND COUNTY OF SAN FRANCISCO");
    assert!(courts.county("Orange County").is_some());
    assert!(courts.county("Multnomah").is_none() && courts.county("").is_none());
    let angeles = courts.county("Los Angeles").expect("a county");
    assert!(angeles.prosecutor("long beach city prosecutor").is_some());
    let house = angeles.courthouse("clara shortridge foltz").expect("a courthouse");
    assert!(house.name.contains("Foltz"));
    assert!(angeles.courthouse("").is_none());
}

#[test]
fn addresses_that_may_not_be_printed_are_not() {
    let courts = law().courts;
    let printable = |county: &str| {
        let office = courts.county(county).and_then(|c| c.district_attorney());
        office.expect("an office").printable_address().is_some()
    };
    assert!(printable("Fresno") && printable("San Joaquin") && printable("Santa Clara"));
    assert!(!printable("Napa"), "old");
    assert!(!printable("San Diego"), "the victim services unit's");
    assert!(!printable("Alameda"), "only remembered");
    assert!(!printable("Sacramento"), "seen before 2023 only");
    for county in courts.iter() {
        for office in county.prosecutors.iter().filter(|o| o.printable_address().is_some()) {
            assert!(!office.old && office.address_of.is_none() && office.seen.is_some());
        }
        for house in &county.courthouses {
            let low = house.confidence == Confidence::Low;
            assert!(!(low && house.printable_address().is_some()), "{}", house.name);
        }
    }
}

#[test]
fn habits_say_where_and_when_they_were_seen() {
    let courts = law().courts;
    let day = |text: &str| text.parse::<chrono::NaiveDate>().expect("a day");
    let mut with = Vec::new();
    for county in courts.iter().filter(|county| !county.habits.is_empty()) {
        with.push(county.name.as_str());
        for habit in &county.habits {
            assert!(habit.seen >= day("2026-11-21"), "{}: {}", county.name, habit.says);
            assert!(habit.source.contains("page") || habit.source.contains("sheet"));
            let dated = habit.source.contains("20") || habit.source.ends_with("undated");
            assert!(dated, "{}: {}", county.name, habit.source);
            assert!(!habit.says.ends_with('.') && habit.says.starts_with(char::is_uppercase));
            assert_eq!(habit.copies.is_some(), habit.kind == HabitKind::Copies);
        }
    }
    let seen = ["Placer", "Sacramento", "San Diego", "San Luis Obispo", "Santa Clara", "Tulare"];
    assert_eq!(with, seen, "nothing remembered: a county is added with the page that was seen");
    let copies = |county: &str| courts.county(county).and_then(|county| county.copies());
    assert_eq!((copies("Tulare"), copies("Placer"), copies("San Diego")), (Some(5), Some(2), None));
    let diego = courts.county("San Diego").expect("a county");
    assert!(diego.habits.iter().any(|habit| habit.says.contains("CRM-204")));
}

#[test]
fn a_faulty_habit_is_told() {
    let faults = |from: &str, to: &str| {
        let mut files = files();
        let (_, text) =
            files.iter_mut().find(|(path, _)| path.ends_with("courts.yaml")).expect("courts");
        assert!(text.contains(from), "{from}");
        *text = text.replacen(from, to, 1);
        Law::load(&files).expect_err("a fault").join(" ")
    };
    assert!(faults("        copies: 5\n", "").contains("`copies` belongs to the kind `copies`"));
    assert!(faults("kind: envelope\n", "kind: envelope\n        copies: 2\n").contains("copies"));
    assert!(faults("kind: steps", "kind: rumor").contains("rumor"));
    let seen = faults("        seen: 2026-11-22", "        seen: of late");
    assert!(seen.contains("`of late` is no day"), "{seen}");
}

#[test]
fn the_cities_that_prosecute_are_in_three_counties() {
    let courts = law().courts;
    let with: Vec<&str> = courts
        .iter()
        .filter(|county| county.city_prosecutors().next().is_some())
        .map(|county| county.name.as_str())
        .collect();
    assert_eq!(with, ["Los Angeles", "Orange", "San Diego"]);
    let seen = |county: &str| {
        let county = courts.county(county).expect("a county");
        county.city_prosecutors().filter(|office| office.name_seen).count()
    };
    assert_eq!((seen("Los Angeles"), seen("Orange"), seen("San Diego")), (4, 0, 1));
}
