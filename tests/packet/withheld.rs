//! A name that the law keeps out of the public file is in no public paper, however it gets there.

use serde_yaml::Value;

use crate::support::{at, bare, build, built, edited, example, pdf_text, said};

const CASE: &str = "trafficking-relief.yaml";
const CONFIDENTIAL: &str = "confidential";

/// The true name of the example's person, without blanks.
fn true_name() -> String {
    let case: Value = serde_yaml::from_str(&example(CASE)).expect("YAML");
    bare(case["petitioner"]["name"].as_str().expect("a name"))
}

#[test]
fn only_the_confidential_paper_and_the_guide_bear_the_name() {
    let name = true_name();
    let packet = built(&example(CASE));
    let mut n_bearing = 0;
    for file in &packet.files {
        let bears = bare(&pdf_text(&file.bytes)).contains(&name);
        let may = file.name.contains(CONFIDENTIAL) || !file.filed;
        assert!(may || !bears, "{} bears the name", file.name);
        // What stands outside the pages: title, outline, language.
        let raw = String::from_utf8_lossy(&file.bytes).replace(' ', "");
        assert!(may || !raw.contains(&name), "{} bears the name outside its pages", file.name);
        assert!(!bare(&file.title).contains(&name) && !bare(&file.name).contains(&name));
        n_bearing += usize::from(bears);
    }
    assert!(n_bearing >= 2, "the confidential paper and the guide name the person");
}

#[test]
fn a_name_in_a_statement_or_an_address_is_refused() {
    let case: Value = serde_yaml::from_str(&example(CASE)).expect("YAML");
    let name = case["petitioner"]["name"].as_str().expect("a name").to_owned();
    let (given, family) = name.rsplit_once(' ').expect("two names");
    let (given, family) = (given.to_owned(), family.to_owned());
    let reversed = format!("I am {}, {given}.", family.to_uppercase());
    let mail = format!("{}.{family}@example.org", given.replace(' ', "."));
    let statement = edited(CASE, |case| *at(case, "statement") = reversed.clone().into());
    let attorney = edited(CASE, |case| *at(case, "attorney.email") = mail.to_lowercase().into());
    for text in [statement, attorney] {
        let built = build(&text);
        assert!(built.packet.is_none(), "a packet was written");
        assert!(said(&built).contains("keeps out of the public file"), "{}", said(&built));
    }
    let family_alone = format!("Ms. {family} is my sister.");
    built(&edited(CASE, |case| *at(case, "statement") = family_alone.into()));
}
