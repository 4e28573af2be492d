//! Offenses are found by structure, and statutory lists name what the statute names.

mod law_files;

use std::time::Instant;

use law_files::law;
use proptest::prelude::*;

use petition::law::{
    Answer, CiteForm, Confidence, Law, Level, LimitationEnd, Listed, OffenseMatch, OffenseRef,
};

/// What a list says of an offense as it is written: `yes`, `no` or the facts that decide.
fn listed(law: &Law, list: &str, written: &str, level: Option<Level>) -> String {
    let place = law.offense_ref("", written, None).expect("an offense");
    match law.in_list(list, &place, level).expect("a list") {
        Listed::Yes(_) => "yes".to_owned(),
        Listed::No => "no".to_owned(),
        Listed::ByFacts(_, why) => why,
    }
}

#[test]
fn every_way_of_writing_an_offense() {
    let law = law();
    let read = |code: &str, section: &str, subdivision: Option<&str>| {
        law.offense_ref(code, section, subdivision).map(|place| place.to_string())
    };
    let same: [(&str, &str, Option<&str>, &str); 22] = [
        ("Pen", "459", None, "pen 459"),
        ("Penal Code", "459", None, "pen 459"),
        ("Pen. Code", "§ 459", None, "pen 459"),
        ("", "PC 459", None, "pen 459"),
        ("", "459 PC", None, "pen 459"),
        ("", "459PC", None, "pen 459"),
        ("", "459 PC-BURGLARY", None, "pen 459"),
        ("", "Penal Code section 459", None, "pen 459"),
        ("P.C.", "261.5(d)", None, "pen 261.5(d)"),
        ("Pen", "261.5", Some("(d)"), "pen 261.5(d)"),
        ("Pen", "261.5", Some("d"), "pen 261.5(d)"),
        ("Pen", "261.5", Some("subd. (d)"), "pen 261.5(d)"),
        ("pen", "602", Some("(l)(1)"), "pen 602(l)(1)"),
        ("pen", "602(L)(1)", None, "pen 602(l)(1)"),
        ("H&S", "11350(a)", None, "hs 11350(a)"),
        ("Health & Saf. Code", "11350", Some("a"), "hs 11350(a)"),
        ("", "11350(A) HS", None, "hs 11350(a)"),
        ("Veh.", "23152(a)", None, "veh 23152(a)"),
        ("VC", "23152", Some("(a)"), "veh 23152(a)"),
        ("Bus. & Prof.", "25662", None, "bp 25662"),
        ("W&I", "10980(c)(2)", None, "wel 10980(c)(2)"),
        ("pen", "653f(b)", None, "pen 653f(b)"),
    ];
    for (code, section, subdivision, expected) in same {
        let found = read(code, section, subdivision);
        assert_eq!(found.as_deref(), Some(expected), "{code:?} {section:?} {subdivision:?}");
    }
    assert_eq!(read("Pen", "VC 23152", None), None, "two codes");
    assert_eq!(read("Klingon", "459", None), None);
    assert_eq!(read("Pen", "burglary", None), None);
    let former = law.offense_ref("Pen", "former 288a(c)", None).expect("an offense");
    assert!(former.former);
    let printed = law.cite_offense(&former, CiteForm::Short);
    assert_eq!(printed, "former Pen. Code, §\u{a0}288a, subd.\u{a0}(c)");
    for attempt in ["664/187(a)", "187/664", "PC 664/187"] {
        let place = law.offense_ref("Pen", attempt, None).expect("an offense");
        assert_eq!((place.section.as_str(), place.joined.as_deref()), ("187", Some("attempt")));
    }
}

#[test]
fn a_row_is_found_by_structure() {
    let law = law();
    let find = |code: &str, section: &str, sub: Option<&str>| {
        law.offenses.find(code, section, sub).row().map(|row| row.name.clone())
    };
    assert_ne!(find("Pen", "288.2(a)", None), find("Pen", "288(a)", None));
    assert!(matches!(law.offenses.find("Pen", "288", None), OffenseMatch::Several(_)));
    assert!(matches!(law.offenses.find("Pen", "459", None), OffenseMatch::Several(_)));
    assert!(matches!(law.offenses.find("Pen", "77777", None), OffenseMatch::Unknown));
    assert!(matches!(
        law.offenses.find("Pen", "484", Some("(z)")),
        OffenseMatch::Unknown | OffenseMatch::Whole(_)
    ));
    let second = law.offenses.find("Pen", "459", Some("second degree"));
    assert_eq!(second.row().map(|row| row.level), Some(Level::Wobbler));
    let first = law.offenses.find("Pen", "459", Some("(first degree)"));
    assert_eq!(first.row().map(|row| row.serious), Some(Answer::Yes));
    let inside = law.offenses.find("Veh", "23152(a)(1)", None);
    assert_eq!(inside.row(), law.offenses.find("Veh", "23152(a)", None).row(), "(a)(1) is in (a)");
    assert!(inside.row().is_some());
    let whole = law.offenses.find("Pen", "32", Some("(a)"));
    assert!(matches!(whole, OffenseMatch::Whole(_)), "the section has one row");
    let attempt = law.offenses.find("Pen", "664/187(a)", Some("premeditated"));
    assert!(attempt.row().is_some_and(|row| row.name.contains("ttempt")));
    let murder = law.offenses.find("Pen", "187(a)", None);
    assert!(murder.row().is_some_and(|row| !row.name.contains("ttempt")), "not the attempt");
}

#[test]
fn every_row_is_found_where_it_says_it_is() {
    let law = law();
    assert_eq!(law.offenses.rows().count(), 675);
    for row in law.offenses.rows() {
        let rows = law.offenses.find_ref(&row.place).rows();
        assert!(rows.contains(&row), "{} {}", row.place, row.name);
        assert!(!row.name.is_empty() && !row.sources.is_empty());
    }
}

#[test]
fn the_bar_of_1203_4_is_the_statutes() {
    let law = law();
    let barred = |written: &str, level| listed(&law, "barred-1203.4", written, level);
    let felony = Some(Level::Felony);
    let misdemeanor = Some(Level::Misdemeanor);
    for written in [
        "PC 288(a)",
        "PC 288",
        "PC 288(c)(1)",
        "PC 286(c)(2)",
        "PC 287(c)(1)",
        "PC 288a(c)",
        "PC 288.5",
        "PC 289(j)",
        "PC 311.1(a)",
        "PC 311.2(b)",
        "PC 311.3",
        "PC 311.11(a)",
    ] {
        assert_eq!(barred(written, felony), "yes", "{written}");
    }
    for written in [
        "PC 288.2",
        "PC 288.3",
        "PC 288.4",
        "PC 288.7",
        "PC 286(b)(1)",
        "PC 289(a)(1)",
        "PC 311.4",
        "PC 311.10",
        "PC 459",
        "HS 288",
        "VC 311.1",
        "PC 261.5(c)",
    ] {
        assert_eq!(barred(written, felony), "no", "{written}");
    }
    assert_eq!(barred("PC 261.5(d)", felony), "yes");
    assert_eq!(barred("PC 261.5(d)", misdemeanor), "no");
    assert_eq!(barred("PC 261.5(d)", None), "the offense was a felony");
    assert_eq!(barred("PC 286", felony), "the offense was within subdivision (c)");
    assert_eq!(barred("PC 261.5", misdemeanor), "no", "a misdemeanor is none of it");
    assert_eq!(barred("PC 490.1", Some(Level::Infraction)), "yes", "every infraction");
    assert_eq!(barred("PC 490.1", misdemeanor), "no");
    assert!(barred("VC 2800(a)", misdemeanor).contains("inspection"), "by facts");
    assert_eq!(barred("VC 2800.1", misdemeanor), "no", "another section");
    assert_eq!(barred("PC 664/288(a)", felony), "the attempt counts as the offense itself");
}

#[test]
fn the_other_lists_are_the_statutes() {
    let law = law();
    let misdemeanor = Some(Level::Misdemeanor);
    let infraction = Some(Level::Infraction);
    let discretionary = |written| listed(&law, "discretionary-1203.4", written, misdemeanor);
    for written in [
        "VC 23152(b)",
        "VC 23153(a)",
        "VC 20002(a)",
        "VC 23103",
        "VC 14601.1(a)",
        "VC 23109(c)",
        "VC 21651(b)",
        "PC 191.5(b)",
        "PC 192(c)(2)",
        "VC 31602",
        "VC 2800.2(a)",
    ] {
        assert_eq!(discretionary(written), "yes", "{written}");
    }
    for written in
        ["VC 12500(a)", "VC 21651(a)", "PC 191.5(a)", "PC 192(a)", "VC 14601.4", "VC 23140(c)"]
    {
        assert_eq!(discretionary(written), "no", "{written}");
    }
    assert_eq!(discretionary("VC 23109"), "the offense was within subdivision (a)");
    let eligible = |written| listed(&law, "eligible-19.8", written, misdemeanor);
    for written in [
        "PC 415(1)",
        "PC 485",
        "PC 602(o)",
        "PC 853.7",
        "VC 12500(a)",
        "VC 14601.1(a)",
        "VC 40508(a)",
        "BP 25662(a)",
        "BP 25658(b)",
        "GC 27204",
    ] {
        assert_eq!(eligible(written), "yes", "{written}");
    }
    for written in ["PC 602(m)", "PC 484", "VC 14601(a)", "VC 42005", "BP 25658(a)", "PC 415.5"] {
        assert_eq!(eligible(written), "no", "{written}");
    }
    assert_eq!(listed(&law, "barred-1203.4a", "PC 288(c)(1)", misdemeanor), "yes");
    assert_eq!(listed(&law, "barred-1203.4a", "PC 288(a)", misdemeanor), "no");
    assert_eq!(listed(&law, "barred-1203.4a", "PC 640", infraction), "no");
    assert!(listed(&law, "barred-1203.4a", "VC 22350", infraction).contains("penalty section"));
    assert_eq!(listed(&law, "barred-1203.4a", "VC 23103", misdemeanor), "no");
    assert_eq!(listed(&law, "prostitution-1203.49", "PC 647(b)(1)", misdemeanor), "yes");
    let place = law.offense_ref("pen", "459", None).expect("an offense");
    assert_eq!(law.in_list("no such list", &place, None), None);
}

#[test]
fn the_table_and_the_lists_agree() {
    let law = law();
    let lists = ["barred-1203.4", "discretionary-1203.4", "barred-1203.4a", "eligible-19.8"];
    for row in law.offenses.rows() {
        for list in lists {
            let said = row.lists.iter().any(|name| name == list);
            let found = law.in_list(list, &row.place, Some(row.level)).expect("a list");
            assert_eq!(said, !matches!(found, Listed::No), "{} {list}", row.place);
        }
        let listed = row.lists.iter().any(|name| name == "eligible-19.8");
        assert_eq!(listed, row.infraction_eligible != Answer::No, "{}", row.place);
    }
}

#[test]
fn a_sure_row_was_read_and_a_row_says_where_from() {
    let law = law();
    let known = [
        "text",
        "copy",
        "quoted",
        "digest",
        "pages",
        "lists",
        "instruction",
        "list-2019",
        "unsourced",
    ];
    let mut sure = 0;
    let mut unsure = 0;
    for row in law.offenses.rows() {
        let has = |word: &str| row.sources.iter().any(|source| source == word);
        let read = has("text") || has("copy");
        assert_eq!(read, row.confidence == Confidence::High, "{}", row.place);
        assert_eq!(has("unsourced"), row.sources.len() == 1 && has("unsourced"), "{}", row.place);
        assert!(row.confidence == Confidence::Low || !has("unsourced"), "{}", row.place);
        for source in &row.sources {
            assert!(known.contains(&source.as_str()), "{}: {source}", row.place);
        }
        sure += usize::from(row.confidence == Confidence::High);
        unsure += usize::from(row.confidence == Confidence::Low);
    }
    assert!(sure >= 615 && unsure <= 15, "{sure} rows read, {unsure} to be checked");
}

#[test]
fn what_a_row_says_holds_together() {
    let law = law();
    for row in law.offenses.rows() {
        let place = &row.place;
        if matches!(row.level, Level::Misdemeanor | Level::Infraction) {
            assert_eq!(row.punishable_1170h, Answer::No, "{place}: no felony, no felony term");
            assert_eq!((row.violent, row.serious), (Answer::No, Answer::No), "{place}");
        }
        if row.registrable == Answer::Yes {
            assert_ne!(row.punishable_1170h, Answer::Yes, "{place}: 1170(h)(3)");
        }
        assert!(law.limitation(row, Level::Felony).is_some(), "{place}: {}", row.limitations);
    }
}

#[test]
fn rows_say_what_their_sections_say() {
    let law = law();
    let row = |section: &str| law.offenses.find("Pen", section, None).row().expect("a row").clone();
    let level = |section: &str| row(section).level;
    assert_eq!(
        level("186.26(a)"),
        Level::Felony,
        "recruiting for a gang: prison is named, jail is not"
    );
    assert_eq!(level("33410"), Level::Wobbler, "a felony with a fine and no jail named: 18(b)");
    let jail = |code: &str, section: &str| {
        law.offenses.find(code, section, None).row().expect("a row").punishable_1170h
    };
    assert_eq!(jail("Pen", "25400(a)"), Answer::Unknown, "its paragraphs differ");
    assert_eq!(jail("Wel", "14107(b)"), Answer::No, "county jail or state prison");
    assert_eq!(jail("Wel", "8100(a)"), Answer::Yes);
    let years = |section: &str| {
        let row = law.offenses.find("Rev", section, None).row().expect("a row");
        let limit = law.limitation(row, row.level).expect("a class");
        limit.provision.clone()
    };
    assert_eq!(years("19701(a)"), "rev-19704", "six years for a misdemeanor too");
    assert_eq!(years("19706"), "rev-19704");
}

#[test]
fn limitations_follow_class_and_level() {
    let law = law();
    let limit = |code: &str, section: &str, level| {
        let row = law.offenses.find(code, section, None).row().expect("a row");
        law.limitation(row, level).expect("a class").clone()
    };
    let burglary = law.offenses.find("Pen", "459", Some("second degree")).row().expect("a row");
    let wobbler = law.limitation(burglary, Level::Misdemeanor).expect("a class");
    assert_eq!(wobbler.provision, "pen-801", "the greatest punishment counts");
    assert_eq!(limit("Veh", "23152(a)", Level::Misdemeanor).provision, "pen-802-a");
    assert_eq!(limit("Pen", "187(a)", Level::Felony).end, LimitationEnd::Never);
    assert_eq!(limit("Pen", "273.5(a)", Level::Felony).provision, "pen-803.7");
    assert_eq!(limit("Pen", "485", Level::Misdemeanor).provision, "pen-802-a");
    assert!(matches!(limit("Pen", "288(a)", Level::Felony).end, LimitationEnd::ByFacts(_)));
    let theft = limit("Pen", "487(a)", Level::Felony);
    assert!(matches!(theft.end, LimitationEnd::After { from_discovery: true, .. }));
    let on = law.compiled;
    for class in law.limitations.values() {
        for limitation in [&class.felony, &class.misdemeanor] {
            if let LimitationEnd::After { value, .. } = &limitation.end {
                let period = law.period(&limitation.provision, value, on);
                assert!(period.is_some(), "{} {}", class.key, limitation.provision);
            }
        }
    }
}

#[test]
fn an_offense_is_inside_its_subdivision_only() {
    let law = law();
    let place: OffenseRef = law.offense_ref("pen", "602(l)(1)", None).expect("an offense");
    let names = |list: &[&str]| list.iter().map(|s| (*s).to_owned()).collect::<Vec<_>>();
    assert!(place.inside("602", &[]) && place.inside("602", &names(&["l"])));
    assert!(!place.inside("602", &names(&["l", "2"])) && !place.inside("602.1", &[]));
    assert_eq!(place.printed_names(), ["l", "1"]);
}

#[test]
fn loading_is_quick() {
    let files = law_files::files();
    let began = Instant::now();
    petition::law::Law::load(&files).expect("the law loads");
    let took = began.elapsed();
    eprintln!("loading the law took {took:?}");
    assert!(took.as_millis() < 5_000, "{took:?}");
}

thread_local! {
    static LAW: Law = law();
}

proptest! {
    #[test]
    fn nothing_that_is_typed_panics(code in ".{0,12}", section in ".{0,24}", sub in ".{0,12}") {
        LAW.with(|law| {
            let found = law.offenses.find(&code, &section, Some(&sub));
            prop_assert!(found.rows().len() < 40);
            for written in [&section, &format!("PC {section}"), &format!("459{section}")] {
                if let Some(place) = law.offense_ref(&code, written, Some(&sub)) {
                    for list in law.lists.values() {
                        let _ = list.listed(&place, None);
                    }
                    prop_assert!(place.inside(&place.section, &place.subdivision));
                    prop_assert!(!law.cite_offense(&place, CiteForm::Long).is_empty());
                }
            }
            Ok(())
        })?;
    }

    #[test]
    fn a_place_is_read_back_as_it_is_printed(section in "[1-9][0-9]{0,4}(\\.[1-9][0-9]?)?[a-d]?", path in "(\\([a-z]\\)(\\([1-9]\\))?)?") {
        LAW.with(|law| {
            let place = law.offense_ref("pen", &section, Some(&path)).expect("an offense");
            prop_assert_eq!(place.to_string(), format!("pen {section}{path}"));
            let again = law.offense_ref("", &format!("PC {section}{path}"), None);
            prop_assert_eq!(again, Some(place));
            Ok(())
        })?;
    }
}
