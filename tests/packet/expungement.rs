//! What the papers of a petition for dismissal say, and which papers there are, for facts that once made them wrong.

use petition::packet::Packet;

use crate::support::{built, example, pdf_text, said};

/// A case of one conviction: its offenses, and what else it has, in YAML.
fn case(offenses: &[&str], rest: &str) -> String {
    let offenses: String = offenses.iter().map(|one| format!("      - {{ {one} }}\n")).collect();
    format!(
        "petition: expungement\n\
         court: {{ county: Fresno }}\n\
         case_number: F12345678\n\
         petitioner: {{ name: Ana Example, phone: (559) 555-0110 }}\n\
         convictions:\n\
         \x20 - convicted_on: 2016-05-02\n\
         \x20   judgment_on: 2016-05-02\n\
         \x20   plea: guilty\n\
         \x20   offenses:\n{offenses}{rest}\n\
         now: {{ as_of: 2026-11-20, serving_sentence: false, on_probation: false, on_supervision: false, charged: false }}\n"
    )
}

const FULFILLED: &str = "    sentence: { kind: probation, granted: 2016-05-02, ended: 2019-05-02, ended_how: fulfilled }";
const REASON: &str = "    interests_of_justice: [Petitioner has worked ever since.]";

fn names(packet: &Packet) -> String {
    packet.files.iter().map(|file| file.name.clone() + " ").collect()
}

/// One paper's words, on one line.
fn paper(packet: &Packet, name: &str) -> String {
    let file = packet.files.iter().find(|file| file.name.contains(name)).expect("the paper");
    let text = pdf_text(&file.bytes).replace('\u{a0}', " ");
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn count(text: &str, part: &str) -> usize {
    text.matches(part).count()
}

#[test]
fn a_reduction_alone_is_drafted() {
    let offense = "code: Pen, section: '459', degree: second, level: felony, reduce_to: misdemeanor, relief: none";
    let packet = built(&case(&[offense], &format!("{FULFILLED}\n{REASON}")));
    let memorandum = paper(&packet, "memorandum");
    assert!(memorandum.contains("Declare the Offense to Be a Misdemeanor"), "{memorandum}");
    assert!(memorandum.contains("criminal history ( People v. Smith"), "{memorandum}");
    assert!(!paper(&packet, "guide").contains("expungement"), "a reduction is no dismissal");
}

#[test]
fn what_is_pleaded_in_the_alternative_is_sworn_to() {
    let offense = "code: Pen, section: '466', level: misdemeanor";
    let packet = built(&case(&[offense], &format!("{FULFILLED}\n{REASON}")));
    assert!(paper(&packet, "petition").contains("In the alternative"));
    assert!(paper(&packet, "declaration").contains("I have read paragraph"));
    let packet = built(&case(&[offense], FULFILLED));
    assert!(!names(&packet).contains("declaration"), "nothing is pleaded that it could swear to");
}

#[test]
fn a_guide_speaks_of_a_reduction_only_where_one_is_asked() {
    const SAYS: &str = "A reduction changes what the conviction is called";
    let guide = |offense: &str| {
        paper(&built(&case(&[offense], &format!("{FULFILLED}\n{REASON}"))), "guide")
    };
    let offense = "code: Pen, section: '459', degree: second, level: felony";
    assert!(guide(&format!("{offense}, reduce_to: misdemeanor, relief: none")).contains(SAYS));
    assert!(!guide(offense).contains(SAYS));
}

#[test]
fn the_degree_names_a_burglary() {
    let offense = "code: Pen, section: '459', degree: second, level: felony";
    let packet = built(&case(&[offense], FULFILLED));
    let petition = paper(&packet, "petition");
    assert!(petition.contains("burglary in the second degree (Pen. Code, § 459), a felony"));
}

#[test]
fn an_advisement_common_to_two_sections_is_given_once_with_both() {
    let packet = built(&example("expungement-several.yaml"));
    let order = paper(&packet, "order");
    assert_eq!(count(&order, "custody or control of a firearm"), 1, "{order}");
    assert_eq!(count(&order, "DNA specimens"), 1, "{order}");
    let tribe = order.find("federally recognized tribe").expect("what section 1203.41 says");
    let before = &order[..tribe];
    let list = before.rfind("(a)").expect("an item of the list");
    assert!(before[list..].contains("Offense 1:"), "only for its own offense: {before}");
}

#[test]
fn deferred_entry_that_the_court_can_see_needs_no_declaration() {
    let offense = "code: Health & Saf, section: '11377', subdivision: (a), level: misdemeanor";
    let rest = "    sentence: { kind: deferred entry }\n    deferred_entry: { granted: 2016-05-02, performed: true, dismissed: 2017-12-01, proof: court records }";
    let packet = built(&case(&[offense], rest));
    assert!(!names(&packet).contains("declaration"), "{}", names(&packet));
    assert!(!paper(&packet, "order").contains("presumed"));
}

#[test]
fn deferred_entry_by_declaration_has_the_finding_that_makes_it_proof() {
    let packet = built(&example("expungement-deferred-entry.yaml"));
    assert!(names(&packet).contains("declaration"), "{}", names(&packet));
    let order = paper(&packet, "order");
    assert!(order.contains("no longer available"), "{order}");
    assert!(order.contains("is presumed to be true"), "{order}");
}

#[test]
fn the_petitioner_consents_to_an_infraction_under_oath() {
    let offense =
        "code: Pen, section: '415', level: misdemeanor, reduce_to: infraction, relief: none";
    let packet = built(&case(&[offense], FULFILLED));
    assert!(paper(&packet, "declaration").contains("I consent to the Court"));
}

#[test]
fn a_guide_without_papers_says_so_and_not_how_to_file() {
    let offense =
        "code: Pen, section: '261.5', subdivision: (d), level: felony, reduce_to: misdemeanor";
    let built = crate::support::build(&case(&[offense], &format!("{FULFILLED}\n{REASON}")));
    assert!(said(&built).contains("[felony-first]"), "{}", said(&built));
    let packet = built.packet.expect("a guide");
    let guide = paper(&packet, "guide");
    assert!(guide.contains("No petition was drafted"), "{guide}");
    assert!(!guide.contains("Where and how to file"), "{guide}");
}

#[test]
fn a_misdemeanor_served_in_jail_is_no_county_jail_felony() {
    let offense = "code: Pen, section: '484', level: misdemeanor";
    let rest = "    sentence: { kind: straight county jail, months: 3, completed: 2016-08-02, performed: true }\n    upright_life: I have worked since.";
    let packet = built(&case(&[offense], rest));
    let petition = paper(&packet, "petition");
    assert!(!petition.contains("1170") && !petition.contains("supervision (Pen."), "{petition}");
    assert!(petition.contains("county jail term. Probation was not granted"), "{petition}");
    let declaration = paper(&packet, "declaration");
    assert!(declaration.contains("I have fully complied with and performed"), "{declaration}");
}

#[test]
fn deferred_entry_is_never_called_a_conviction() {
    let text = example("expungement-deferred-entry.yaml");
    let packet = built(&text);
    for name in ["notice", "petition", "declaration", "order"] {
        let paper = paper(&packet, name);
        assert!(!paper.to_lowercase().contains("convict"), "{name}: {paper}");
    }
}
