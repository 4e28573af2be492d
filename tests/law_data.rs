//! The law files load, hang together, cite as papers print, and say how old they are.

mod law_files;

use chrono::NaiveDate;
use law_files::{files, law};
use petition::law::{CiteForm, Confidence, Law, LawValue, Period};

fn day(text: &str) -> NaiveDate {
    text.parse().expect("a day")
}

#[test]
fn citations_keep_their_parts_together() {
    let law = law();
    let short = |key| law.cite(key, CiteForm::Short).expect("a provision");
    let long = |key| law.cite(key, CiteForm::Long).expect("a provision");
    assert_eq!(short("pen-851.8-l"), "Pen. Code, §\u{a0}851.8, subd.\u{a0}(l)");
    assert_eq!(long("pen-851.8-l"), "Penal Code section\u{a0}851.8, subdivision\u{a0}(l)");
    assert_eq!(short("pen-1203.4-a-1"), "Pen. Code, §\u{a0}1203.4, subd.\u{a0}(a)(1)");
    assert_eq!(short("ccp-2015.5"), "Code Civ. Proc., §\u{a0}2015.5");
    assert_eq!(short("rule-2.111-1"), "Cal. Rules of Court, rule\u{a0}2.111(1)");
    assert_eq!(long("rule-2.257"), "California Rules of Court, rule\u{a0}2.257");
    assert_eq!(short("pen-1203.425-a-3-A"), "Pen. Code, §\u{a0}1203.425, subd.\u{a0}(a)(3)(A)");
    assert_eq!(law.cite("pen-9999", CiteForm::Short), None);
}

#[test]
fn values_are_those_of_the_text() {
    let law = law();
    let on = day("2026-11-22");
    let cases = [
        ("pen-851.8-l", "window", Period::Years(2)),
        ("pen-851.8-b", "answer", Period::Days(60)),
        ("pen-851.8-b", "deemed_denied", Period::Days(60)),
        ("pen-851.8-b", "notice", Period::Days(10)),
        ("pen-851.8-c", "notice", Period::Days(10)),
        ("pen-851.8-a", "sealed_for", Period::Years(3)),
        ("pen-851.8-b", "sealed_for", Period::Years(3)),
        ("pen-1203.4-d-1", "notice", Period::Days(15)),
        ("pen-1203.4a-a", "wait", Period::Years(1)),
        ("pen-1203.4a-b", "wait", Period::Years(1)),
        ("pen-1203.4a-f", "notice", Period::Days(15)),
        ("pen-1203.41-a-2", "wait_split", Period::Years(1)),
        ("pen-1203.41-a-2", "wait_straight", Period::Years(2)),
        ("pen-1203.41-a-2", "wait_prison", Period::Years(2)),
        ("pen-1203.41-e-1", "notice", Period::Days(15)),
        ("pen-1203.42-a-2", "wait", Period::Years(2)),
        ("pen-1203.42-d-1", "notice", Period::Days(15)),
        ("pen-1203.3-b-2-B", "notice", Period::Days(2)),
        ("pen-800", "period", Period::Years(6)),
        ("pen-801", "period", Period::Years(3)),
        ("pen-801.5", "period", Period::Years(4)),
        ("pen-802-a", "period", Period::Years(1)),
        ("pen-803.7", "period", Period::Years(7)),
        ("ccp-1013-a", "in_state", Period::Days(5)),
        ("ccp-1013-c", "added", Period::CourtDays(2)),
        ("ccp-1010.6-a-3-B", "added", Period::CourtDays(2)),
    ];
    for (key, name, period) in cases {
        assert_eq!(law.period(key, name, on), Some(period), "{key} {name}");
    }
    let since = law.value("pen-1203.43-b", "granted_since", on);
    assert_eq!(since, Some(&LawValue::Day(day("1997-01-01"))));
    assert_eq!(law.value("pen-851.8-l", "no such name", on), None);
}

#[test]
fn values_print_as_papers_say_them() {
    let printed = |text: &str| LawValue::parse(text).to_string();
    assert_eq!(printed("2 years"), "two years");
    assert_eq!(printed("1 year"), "one year");
    assert_eq!(printed("10 days"), "10 days");
    assert_eq!(printed("2 court days"), "two court days");
    assert_eq!(printed("1997-01-01"), "January 1, 1997");
    assert_eq!(printed("9"), "nine");
    assert_eq!(printed("3 1/3 inches"), "3 1/3 inches");
}

#[test]
fn a_value_changes_on_its_day() {
    let text = "
source: a made-up act
provisions:
  - key: pen-1
    says: a made-up section
    values:
      wait: [{ value: 1 year }, { from: 2020-01-01, value: 2 years }]
";
    let mut files = files();
    files.push(("forms/law/pen-made-up.yaml".to_owned(), text.to_owned()));
    let law = Law::load(&files).expect("the law loads");
    let wait = |on| law.period("pen-1", "wait", day(on));
    assert_eq!(wait("2019-12-31"), Some(Period::Years(1)));
    assert_eq!(wait("2020-01-01"), Some(Period::Years(2)));
}

#[test]
fn a_checked_provision_says_what_copy_was_read() {
    for provision in law().provisions.values() {
        assert!(!provision.says.is_empty() && !provision.source.is_empty(), "{}", provision.key);
        let Some(checked) = provision.checked else { continue };
        assert_eq!(provision.confidence, Confidence::High, "{}", provision.key);
        assert!(provision.copy.is_some(), "{}", provision.key);
        assert!(checked >= day("2026-11-21"), "{}", provision.key);
    }
}

#[test]
fn the_age_of_the_law_is_known() {
    let law = law();
    let keys = ["pen-851.8-l", "gov-6700", "pen-1203.4", "pen-9999"];
    assert_eq!(law.oldest_checked(keys), Some((day("2026-11-22"), "pen-1203.4")));
    assert_eq!(law.unchecked(keys), ["gov-6700", "pen-9999"]);
    assert_eq!(law.oldest_checked(["gov-6700"]), None);
    assert!(law.statutes_through < law.compiled);
}

#[test]
fn each_section_has_its_own_advisements() {
    let law = law();
    let keys = |provision: &str| -> Vec<String> {
        law.advisements(provision).into_iter().map(|line| line.key).collect()
    };
    assert!(keys("pen-1203.4").contains(&"disclosure".to_owned()));
    assert_eq!(keys("pen-1203.4-a-1"), keys("pen-1203.4"), "a subdivision has its section's");
    assert_eq!(keys("pen-1203.49"), keys("pen-1203.4"), "relief of the other section");
    assert!(!keys("pen-1203.4a-a").contains(&"disclosure".to_owned()));
    assert!(!keys("pen-1203.42").contains(&"protective-orders".to_owned()));
    assert!(keys("pen-1203.41-a-2").contains(&"care-licensing".to_owned()));
    assert!(keys("pen-1203.43-b").is_empty());
    let tribe = |p: &str| law.advisements(p).iter().any(|line| line.text.contains("tribe"));
    assert!(tribe("pen-1203.41") && !tribe("pen-1203.4") && !tribe("pen-1203.42"));
    let mut texts = std::collections::BTreeMap::new();
    for section in ["1203.4", "1203.4a", "1203.4b", "1203.41", "1203.42", "851.91", "17-b"] {
        for line in law.advisements(&format!("pen-{section}")) {
            let text = texts.entry(line.key.clone()).or_insert_with(|| line.text.clone());
            assert_eq!(*text, line.text, "one key is one text: `{}` of {section}", line.key);
        }
    }
    for line in law.advisements("pen-1203.41") {
        assert!(!line.text.contains('§') && line.text.ends_with('.'), "{}", line.key);
    }
}

#[test]
fn only_cases_that_were_seen_may_be_cited() {
    let law = law();
    let citable = |key: &str| law.authority(key).is_some_and(|case| case.citable());
    assert!(["adair", "bedrossian", "mazumder", "hawley", "butler"].iter().all(|k| citable(k)));
    assert!(!citable("chandler"), "it affirms a denial");
    assert!(!citable("johnson-2012"), "its outcome was not read");
    let adair = law.authority("adair").expect("a case");
    let (name, rest) = adair.print(CiteForm::Long);
    assert_eq!((name, rest.as_str()), ("People v. Adair", " (2003) 29\u{a0}Cal.4th\u{a0}895"));
    assert_eq!(adair.print(CiteForm::Short), ("Adair", String::new()));
}

#[test]
fn the_ledger_says_how_each_rule_is_met() {
    let files = files();
    let (_, ledger) =
        files.iter().find(|(path, _)| path.ends_with("rules-of-court.yaml")).expect("it");
    // Rules that a remedy rests on are law like any other; the ledger is of those that a paper has to meet.
    let law = law();
    let of_ledger = |key: &str| ledger.contains(&format!("key: {key}\n"));
    for provision in law.provisions.values().filter(|p| of_ledger(&p.key)) {
        let ledger = provision.ledger.as_ref().expect("a rule of court has its ledger");
        assert!(!ledger.requires.is_empty() && !ledger.met_by.is_empty(), "{}", provision.key);
    }
}

#[test]
fn what_stands_twice_is_a_fault() {
    for (file, from) in [
        ("law/lists.yaml", "  - key: eligible-19.8\n"),
        ("law/limitations.yaml", "  - key: six-years\n"),
        ("law/authorities.yaml", "  - key: adair\n"),
        ("law/advisements.yaml", "  - provision: pen-17-d\n"),
        ("law/veh.yaml", "  - key: veh-12810-a\n"),
        ("courts.yaml", "  - name: Alpine\n"),
    ] {
        let mut files = files();
        let (_, text) = files.iter_mut().find(|(path, _)| path.ends_with(file)).expect(file);
        let start = text.find(from).expect(from);
        let next = text[start + 4..].find("\n  - ").map_or(text.len(), |at| start + 5 + at);
        let again = text[start..next].to_owned();
        text.push_str(&again);
        let faults = Law::load(&files).expect_err("a fault");
        assert!(faults.iter().any(|fault| fault.contains("stands twice")), "{file}: {faults:?}");
    }
}

#[test]
fn the_ledger_names_files_that_are_there() {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
    for provision in law().provisions.values() {
        let Some(ledger) = &provision.ledger else { continue };
        let met = match ledger.met_by.as_str() {
            "filer" => root.to_owned(),
            "templates" => root.join("templates"),
            file => root.join("src").join(file),
        };
        assert!(met.exists(), "{}: {}", provision.key, ledger.met_by);
        assert!(root.join(&ledger.tested_by).exists(), "{}: {}", provision.key, ledger.tested_by);
    }
}

#[test]
fn faults_of_all_files_are_told_at_once() {
    let mut files = files();
    for (path, text) in &mut files {
        if path.ends_with("law/ccp.yaml") {
            *text = text.replace("2026-11-22", "the other day");
        }
        if path.ends_with("offenses/gov.table") {
            text.push_str("no row at all\n");
        }
    }
    let faults = Law::load(&files).expect_err("faults");
    assert!(faults.iter().any(|fault| fault.contains("`the other day` is no day")), "{faults:?}");
    assert!(faults.iter().any(|fault| fault.contains("gov.table:5: 1 cells")), "{faults:?}");
    assert!(Law::load(&[]).is_err());
}

#[test]
fn a_broken_law_file_is_told_and_never_panics() {
    let whole = files();
    for (at, (path, text)) in whole.iter().enumerate() {
        let law_file = path.contains("/law/") || path.contains("courts") || path.contains("prosec");
        if !law_file || path.ends_with(".md") {
            continue;
        }
        for cut in [0, text.len() / 3, text.len() - 2] {
            let mut files = whole.clone();
            let cut = (0..=cut).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0);
            files[at].1.truncate(cut);
            let _ = Law::load(&files);
        }
    }
}
