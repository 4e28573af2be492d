//! Fifty-eight courts, their captions, and only such addresses as may stand on a paper.

mod law_files;

use law_files::law;
use petition::law::Confidence;

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
