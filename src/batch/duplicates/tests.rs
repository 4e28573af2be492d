//! Which records are told as duplicates, and which are not.

use super::*;
use crate::batch::record::testing::record;

/// Name, day of birth or nothing, case number, petition.
type Row<'a> = (&'a str, &'a str, &'a str, &'a str);

fn found(rows: &[Row<'_>]) -> Vec<(Kind, Vec<usize>)> {
    let records: Vec<Record> = rows
        .iter()
        .enumerate()
        .map(|(at, (name, born, number, petition))| {
            let mut one = record(at, name);
            one.matter.born = born.parse().ok();
            one.matter.case_number = Some((*number).to_owned());
            one.matter.petition = Some((*petition).to_owned());
            one
        })
        .collect();
    let found = Duplicates::find(records.as_slice()).unwrap();
    found.groups.into_iter().map(|group| (group.kind, group.members)).collect()
}

#[test]
fn one_case_number_for_two_people_is_told_however_it_is_written() {
    let rows =
        [("Ana Ruiz", "", "BA 123-456", "expungement"), ("Bo Lee", "", "ba123456", "pardon")];
    assert_eq!(found(&rows), [(Kind::SameCaseNumber, vec![0, 1])]);
    let births = [
        ("Ana Ruiz", "1990-01-01", "BA1", "expungement"),
        ("Ana Ruiz", "1991-01-01", "BA1", "expungement"),
    ];
    assert_eq!(found(&births), [(Kind::SameCaseNumber, vec![0, 1])]);
    let unknown = [("Ana Ruiz", "", "BA1", "expungement"), births[0], births[1]];
    let kinds: Vec<Kind> = found(&unknown).into_iter().map(|(kind, _)| kind).collect();
    let wanted = [Kind::SameClient, Kind::SameClient, Kind::SameCaseNumber];
    assert_eq!(kinds, wanted, "who states no day may be either");
}

#[test]
fn one_client_twice_is_told_in_any_spelling() {
    let rows = [
        ("María José Núñez", "1990-01-01", "BA1", "expungement"),
        ("Bo Lee", "", "BA2", "expungement"),
        ("NUNEZ, Maria Jose", "", "BA1", "expungement"),
    ];
    assert_eq!(found(&rows), [(Kind::SameClient, vec![0, 2])]);
}

#[test]
fn one_client_with_two_petitions_or_two_cases_is_no_duplicate() {
    let rows = [
        ("Ana Ruiz", "1990-01-01", "BA1", "expungement"),
        ("Ana Ruiz", "1990-01-01", "BA1", "reduce-felony"),
        ("Ana Ruiz", "1990-01-01", "BA2", "expungement"),
        ("Ana  Ruiz", "1990-01-01", "BA3", "expungement"),
    ];
    assert_eq!(found(&rows), []);
}

#[test]
fn one_number_in_two_counties_is_no_duplicate() {
    let mut records = vec![record(0, "Ana Ruiz"), record(1, "Bo Lee")];
    records.iter_mut().for_each(|one| one.matter.case_number = Some("F1".to_owned()));
    records[1].matter.county = Some("Kern".to_owned());
    assert!(Duplicates::find(records.as_slice()).unwrap().groups.is_empty());
}

#[test]
fn one_person_in_two_spellings_is_told_only_with_the_day_of_birth() {
    let rows = [
        ("José Álvarez", "1990-01-01", "BA1", "expungement"),
        ("Alvarez, Jose", "1990-01-01", "BA2", "expungement"),
        ("JOSE ALVAREZ", "1971-01-01", "BA3", "expungement"),
        ("jose alvarez", "", "BA4", "expungement"),
    ];
    assert_eq!(found(&rows), [(Kind::Spelling, vec![0, 1])]);
}

#[test]
fn the_same_text_is_told_once() {
    let mut records = vec![record(0, "Ana Ruiz"), record(1, "Ana Ruiz"), record(2, "Bo Lee")];
    records.iter_mut().for_each(|one| one.content = ContentHash::of(b"text"));
    records[2].matter.case_number = None;
    let found = Duplicates::find(records.as_slice()).unwrap();
    let kinds: Vec<Kind> = found.groups.iter().map(|group| group.kind).collect();
    assert_eq!(kinds, [Kind::SameText], "nobody has a case number here");
    records.iter_mut().for_each(|one| one.matter.case_number = Some("BA1".to_owned()));
    records[2].content = ContentHash::of(b"other");
    let found = Duplicates::find(records.as_slice()).unwrap();
    let kinds: Vec<Kind> = found.groups.iter().map(|group| group.kind).collect();
    assert_eq!(kinds, [Kind::SameClient, Kind::SameCaseNumber]);
    assert_eq!(found.named(0), "D1 same-client; D2 same-case-number");
    assert_eq!(found.named(2), "D2 same-case-number");
    assert!(!found.has(3) && found.named(3).is_empty());
}

#[test]
fn names_fold_alike_where_they_are_one_name() {
    let alike = [
        ("Søren O'Brien", "OBRIEN, soren"),
        ("Łukasz Weiß", "weiss lukasz"),
        ("Ｍａｒｉａ Lopez-Diaz", "maria lopez diaz"),
        ("Nguyễn Thị Hoa", "Nguyen Thi Hoa"),
        ("İpek Işık", "ipek isik"),
    ];
    for (one, other) in alike {
        assert!(same_name(one, other), "{} {}", folded(one), folded(other));
    }
    for (one, other) in [("Jon Fox", "John Fox"), ("Al Fox", "Al Fox Jr."), ("Ann", "Anna")] {
        assert!(!same_name(one, other), "{one} {other}");
    }
}
