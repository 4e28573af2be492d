//! No box is ticked that the case does not state: for each, a case that states it and one that does not.

use std::collections::BTreeSet;

use crate::drafts::Forms;

/// A box of a form, a case that states it, and one that does not, where there can be one.
struct Box<'a> {
    form: &'a str,
    tick: &'a str,
    states: String,
    silent: Option<String>,
}

/// The maps whose boxes are held here; those of the fee waiver and of sealed arrests have their own tests.
const MAPS: [&str; 7] = ["CR-106", "CR-180", "CR-181", "MC-025", "MC-030", "MC-031", "POS-040"];

const REASON: &str = "    interests_of_justice: [Petitioner has worked as a baker since 2019.]\n";
const LESSER: &str = "{ code: Pen, section: \"466\", level: misdemeanor }";
const THEFT: &str = "{ code: Pen, section: \"487\", subdivision: (a), level: felony }";
const DRUG: &str =
    "{ code: Health & Saf, section: \"11377\", subdivision: (a), level: misdemeanor }";
const SOLICITED: &str = "{ code: Pen, section: \"647\", subdivision: (b)(1), level: misdemeanor, trafficking_result: true }";
const HELD: &str = "    trafficking_facts: [I was held by others who took what I was paid.]\n";

/// A conviction: its offense, its sentence, its day, and further facts as lines.
fn conviction(offense: &str, sentence: &str, on: &str, more: &str) -> String {
    format!(
        "  - convicted_on: {on}\n    judgment_on: {on}\n    offenses: [{offense}]\n    sentence: {{ {sentence} }}\n{more}"
    )
}

/// A case of convictions, with further facts as lines.
fn case(convictions: &str, more: &str) -> String {
    format!(
        "petition: expungement\ncourt: {{ county: Los Angeles }}\ncase_number: BA456789\npetitioner: {{ name: Maria Example }}\nconvictions:\n{convictions}now: {{ as_of: 2026-11-20, serving_sentence: false, on_probation: false, on_supervision: false, charged: false }}\n{more}"
    )
}

fn probation(offense: &str, how: &str, more: &str) -> String {
    let sentence = format!("kind: probation, granted: 2016-05-02, ended: 2019-05-02{how}");
    case(&conviction(offense, &sentence, "2016-05-02", more), "")
}

fn served(offense: &str, kind: &str, more: &str) -> String {
    let sentence = format!("kind: {kind}, completed: 2017-05-02, supervision_ended: 2018-05-02");
    case(&conviction(offense, &sentence, "2015-05-02", more), "")
}

fn fined(more: &str) -> String {
    let sentence = "kind: no probation, completed: 2017-05-02, performed: true";
    case(&conviction(LESSER, sentence, "2016-05-02", more), "")
}

fn deferred(proof: &str) -> String {
    let entry = format!(
        "    deferred_entry: {{ granted: 2008-03-05, performed: true, dismissed: 2009-10-01{proof} }}\n"
    );
    case(&conviction(DRUG, "kind: deferred entry", "2008-03-05", &entry), "")
}

fn service(by: &str) -> String {
    let sentence = "kind: probation, granted: 2016-05-02, ended: 2019-05-02, ended_how: fulfilled";
    case(&conviction(LESSER, sentence, "2016-05-02", ""), by)
}

fn boxes() -> Vec<Box<'static>> {
    let mut all = petition_boxes();
    all.extend(deferred_boxes());
    all.extend(served_boxes());
    all
}

fn petition_boxes() -> Vec<Box<'static>> {
    let a = |tick, states, silent| Box { form: "CR-180", tick, states, silent: Some(silent) };
    let fulfilled = || probation(LESSER, ", ended_how: fulfilled", "");
    let early = || probation(LESSER, ", ended_how: discharged early", "");
    let violated = || probation(LESSER, ", ended_how: expired with violation", REASON);
    let upright = "    upright_life: I have worked as a welder since 2017.\n";
    let registered = |word: &str| THEFT.replace(" }", word);
    let unregistered = registered(", registration_required: false }");
    let old = |year: &str| {
        let sentence = "kind: state prison, completed: 2012-05-02, supervision_ended: 2013-05-02";
        let offense = THEFT.replace(" }", ", would_be_1170h: true }");
        case(&conviction(&offense, sentence, &format!("{year}-05-02"), REASON), "")
    };
    vec![
        a("after_probation", fulfilled(), fined(REASON)),
        a("fulfilled", fulfilled(), early()),
        a("discharged_early", early(), fulfilled()),
        a("after_probation_in_justice", violated(), fulfilled()),
        a("without_probation", fined(REASON), violated()),
        a("upright_life", fined(upright), fined(REASON)),
        a("without_probation_in_justice", fined(REASON), fined(upright)),
        a(
            "trafficking",
            probation(SOLICITED, ", ended_how: fulfilled", HELD),
            probation(SOLICITED, ", ended_how: fulfilled", ""),
        ),
        a("felony_sentence", served(THEFT, "split county jail", REASON), violated()),
        a(
            "split_sentence",
            served(THEFT, "split county jail", REASON),
            served(THEFT, "straight county jail", REASON),
        ),
        a(
            "straight_sentence",
            served(THEFT, "straight county jail", REASON),
            served(THEFT, "split county jail", REASON),
        ),
        a(
            "prison_sentence",
            served(&unregistered, "state prison", REASON),
            served(THEFT, "state prison", REASON),
        ),
        a("before_realignment", old("2010"), old("2012")),
    ]
}

fn deferred_boxes() -> Vec<Box<'static>> {
    let a = |tick, states, silent| Box { form: "CR-180", tick, states, silent: Some(silent) };
    let records = || deferred(", proof: court records");
    let attached = || deferred(", proof: declaration, history_attached: true");
    let unattached = "overrides: [{ code: no-proof, reason: the record is on its way }]\n";
    let not =
        || format!("{}{unattached}", deferred(", proof: declaration, history_attached: false"));
    let silent = || format!("{}{unattached}", deferred(", proof: declaration"));
    vec![
        a("deferred_entry", records(), probation(DRUG, ", ended_how: fulfilled", "")),
        a("court_records", records(), attached()),
        a("own_declaration", attached(), records()),
        a("history_attached", attached(), silent()),
        a("history_not_attached", not(), attached()),
    ]
}

fn served_boxes() -> Vec<Box<'static>> {
    let a = |form, tick, states, silent| Box { form, tick, states, silent };
    let nothing = || service("");
    let witness = "declarations: [{ by: Tomás Ibarra, statement: I know Maria. }]\n";
    let own = || format!("{}statement: I am sorry.\n", service(""));
    vec![
        a("POS-040", "by_mail", service("service: { by: mail }\n"), Some(nothing())),
        a("POS-040", "in_person", service("service: { by: personal delivery }\n"), Some(nothing())),
        a(
            "POS-040",
            "overnight",
            service("service: { by: overnight delivery }\n"),
            Some(nothing()),
        ),
        a(
            "POS-040",
            "at_an_address",
            service("service: { by: mail }\n"),
            Some(service("service: { by: electronic }\n")),
        ),
        a("MC-030", "other", service(witness), None),
        a("MC-031", "defendant", own(), None),
    ]
}

#[test]
fn each_box_needs_the_fact_that_it_states() {
    let forms = Forms::new();
    for one in boxes() {
        let ticked = |text: &str| forms.anyhow(text, one.form).ticks[one.tick];
        assert!(ticked(&one.states), "{} {} stays empty", one.form, one.tick);
        let unasked = one.silent.is_some_and(|silent| ticked(&silent));
        assert!(!unasked, "{} {} is ticked unasked", one.form, one.tick);
    }
}

#[test]
fn no_box_is_left_untested() {
    let forms = Forms::new();
    let boxes = boxes();
    let tested: BTreeSet<(&str, &str)> = boxes.iter().map(|one| (one.form, one.tick)).collect();
    for number in MAPS {
        let map = forms.catalog.court_form(number).expect(number);
        for tick in map.ticks.keys() {
            assert!(tested.contains(&(number, tick.as_str())), "{number}: nothing tests `{tick}`");
        }
    }
}
