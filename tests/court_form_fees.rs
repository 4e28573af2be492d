//! What is typed into the request to waive fees and into the forms for sealing an arrest.

use std::collections::BTreeSet;
use std::path::Path;
use std::sync::{Arc, OnceLock};

use chrono::NaiveDate;
use petition::catalog::Catalog;
use petition::catalog::court_form::{FieldUse, FormMap};
use petition::compose::forms::FormPlan;
use petition::compose::matter::Matter;
use petition::compose::stationery::Told;
use petition::compose::{self, Drafts, PaperPlan};
use petition::document::{Block, FormDraft, Inline, Stationery};
use petition::pipeline::{self, Checked};
use petition::source::Source;

const FULLEST: &str = include_str!("court_form_fees/fullest.yaml");

fn catalog() -> &'static Catalog {
    static CATALOG: OnceLock<Catalog> = OnceLock::new();
    CATALOG.get_or_init(|| Catalog::embedded().expect("forms and templates are well formed"))
}

fn map(number: &str) -> &'static FormMap {
    catalog().court_form(number).unwrap_or_else(|fault| panic!("{fault}"))
}

fn example(name: &str) -> String {
    std::fs::read_to_string(Path::new("examples").join(name)).expect("an example")
}

/// A self-represented case with the lines of a request to waive fees.
fn with_waiver(lines: &str) -> String {
    format!("{}\n{lines}", example("seal-arrest.yaml"))
}

/// The drafts of a packet that is one form, and the guide's list of its blanks.
fn drafts(text: &str, number: &str) -> Drafts {
    let source = Arc::new(Source::new("case.yaml", text));
    let client = |path: &str| panic!("no client file is named: {path}");
    let loaded = pipeline::load(catalog(), &source, &client);
    let case = loaded.case.unwrap_or_else(|| panic!("{:#?}", loaded.diagnostics));
    assert!(loaded.diagnostics.is_empty(), "{:#?}", loaded.diagnostics);
    let as_of = NaiveDate::from_ymd_opt(2026, 11, 20).expect("a day");
    let checked: Checked = pipeline::check(catalog(), &case, as_of);
    assert!(!checked.refused, "the law is met");
    let petition = catalog().petition("seal-arrest").expect("it");
    let matter = Matter {
        case: &case,
        catalog: catalog(),
        petition,
        templates: catalog().templates_of(petition).expect("templates"),
        decided: &checked.decided,
        derived: &checked.derived,
        warnings: &[],
        exhibits: &[],
        refused: false,
        stationery: &Told::default(),
        as_of,
    };
    let papers = [PaperPlan::Form(Box::new(FormPlan {
        paper: "form".to_owned(),
        source: catalog().form_source(number).expect("a sound map"),
        body: None,
        item: None,
        attached: Vec::new(),
        sheets: None,
    }))];
    let composing = matter.composing(&papers).expect("a view");
    compose::compose(composing).unwrap_or_else(|errors| panic!("{errors:#?}"))
}

fn draft(text: &str, number: &str) -> FormDraft {
    let drafts = drafts(text, number);
    match &drafts.papers[0].document.stationery {
        Stationery::CourtForm(forms) => forms.forms[0].clone(),
        other => panic!("no form: {other:?}"),
    }
}

fn said(line: &[Inline]) -> String {
    let word = |one: &Inline| match one {
        Inline::Text(words) => words.text.replace('\u{a0}', " "),
        Inline::Break => "\n".to_owned(),
        Inline::Blank { label, .. } => format!("[{label}]"),
        Inline::CheckBox { .. } => "box".to_owned(),
    };
    line.iter().map(word).collect()
}

/// All words of blocks.
fn words(blocks: &[Block]) -> String {
    let lines: Vec<String> = blocks.iter().map(block_words).collect();
    lines.join("\n")
}

fn block_words(block: &Block) -> String {
    match block {
        Block::Paragraph { text, .. } | Block::Heading { text, .. } => said(text),
        Block::Lines { lines } => {
            lines.iter().map(|line| said(line)).collect::<Vec<_>>().join("\n")
        }
        Block::Numbered { label, blocks } => format!("{label} {}", words(blocks)),
        Block::Quotation { blocks } => words(blocks),
        Block::List { items } => {
            let items = items.iter().map(|item| format!("{} {}", item.label, words(&item.blocks)));
            items.collect::<Vec<_>>().join("\n")
        }
        other => panic!("no block of a form: {other:?}"),
    }
}

fn value(draft: &FormDraft, name: &str) -> String {
    words(draft.values.get(name).unwrap_or_else(|| panic!("no value `{name}`")))
}

fn ticked(draft: &FormDraft) -> BTreeSet<&str> {
    draft.ticks.iter().filter(|(_, on)| **on).map(|(name, _)| name.as_str()).collect()
}

fn rows(draft: &FormDraft, name: &str) -> Vec<Vec<String>> {
    let table = draft.tables.get(name).unwrap_or_else(|| panic!("no table `{name}`"));
    table.rows.iter().map(|row| row.iter().map(|cell| said(cell)).collect()).collect()
}

/// Every box of FW-001 that says something of the person, and the line of a case file that ticks it and what goes with it.
const BOXES: [(&str, &str, &[&str]); 21] = [
    ("superior_court", "courts: [superior court]", &[]),
    ("reviewing_court", "courts: [reviewing court]", &[]),
    ("food_stamps", "benefits: [Food Stamps]", &["benefits"]),
    ("ssi", "benefits: [Supp. Sec. Inc.]", &["benefits"]),
    ("ssp", "benefits: [SSP]", &["benefits"]),
    ("medi_cal", "benefits: [Medi-Cal]", &["benefits"]),
    ("county_relief", "benefits: [County Relief/Gen. Assist.]", &["benefits"]),
    ("ihss", "benefits: [IHSS]", &["benefits"]),
    ("calworks", "benefits: [CalWORKS or Tribal TANF]", &["benefits"]),
    ("capi", "benefits: [CAPI]", &["benefits"]),
    ("wic", "benefits: [WIC]", &["benefits"]),
    ("unemployment", "benefits: [Unemployment]", &["benefits"]),
    ("low_income", "low_income: yes", &[]),
    ("waive_all", "cannot_pay: waive all", &["cannot_pay"]),
    ("waive_some", "cannot_pay: waive some", &["cannot_pay"]),
    ("over_time", "cannot_pay: payments over time", &["cannot_pay"]),
    ("asked_before", "asked_before: yes", &[]),
    ("attaches_last_request", "attaches_last_request: yes", &[]),
    ("lawyer_advances", "lawyer_advances: yes", &[]),
    ("lawyer_does_not", "lawyer_advances: no", &[]),
    ("income_varies", "income_varies: yes", &[]),
];

#[test]
fn each_box_is_ticked_by_its_own_fact_alone() {
    for (name, line, beside) in BOXES {
        let draft = draft(&with_waiver(&format!("fee_waiver: {{ {line} }}\n")), "FW-001");
        let expected: BTreeSet<&str> = beside.iter().copied().chain([name]).collect();
        assert_eq!(ticked(&draft), expected, "{line}");
    }
    let tested: BTreeSet<&str> =
        BOXES.iter().flat_map(|(name, _, beside)| beside.iter().copied().chain([*name])).collect();
    let declared = map("FW-001").ticks.keys().map(String::as_str);
    let untested: Vec<&str> = declared.filter(|name| !tested.contains(name)).collect();
    assert_eq!(untested, [""; 0], "boxes that no line of this test ticks");
}

#[test]
fn what_is_not_stated_ticks_nothing_and_no_is_not_yes() {
    let denied = "fee_waiver: { low_income: no, asked_before: no, attaches_last_request: no, income_varies: no }\n";
    for lines in
        ["fee_waiver: { own_income: 12 }\n", "fee_waiver: { courts: [], benefits: [] }\n", denied]
    {
        let draft = draft(&with_waiver(lines), "FW-001");
        assert_eq!(ticked(&draft), BTreeSet::new(), "{lines}");
    }
}

#[test]
fn page_one_says_who_asks() {
    let draft =
        draft(&with_waiver("fee_waiver: { benefits: [WIC], job: { working: no } }\n"), "FW-001");
    let expected = [
        ("court", "San Joaquin\nStockton Courthouse\n180 Example Street\nStockton, CA 95202"),
        ("case_number", "STK-CR-2025-0011873"),
        ("case_name", "People v. YESENIA BARRAGAN"),
        ("name", "Yesenia Barragán Solís"),
        ("street", "77 Example Lane, Apt. 3"),
        ("city", "Stockton"),
        ("state", "CA"),
        ("zip", "95207"),
        ("phone", "(209) 555-0148"),
        ("job", "None"),
        ("employer", ""),
        ("employer_address", ""),
        ("lawyer", ""),
    ];
    for (name, words) in expected {
        assert_eq!(value(&draft, name), words, "{name}");
    }
}

#[test]
fn the_lawyer_is_named_with_what_the_form_asks_for() {
    let text = format!(
        "{}\nfee_waiver: {{ lawyer_advances: no }}\n",
        example("seal-arrest-interests.yaml")
    );
    let draft = draft(&text, "FW-001");
    let lawyer = "Imelda Castellanos, Valley Second Chance Law, 500 Example Plaza, Suite 210, Fresno, CA 93721, \
                  (559) 555-0163, State Bar No. 412907";
    assert_eq!(value(&draft, "lawyer"), lawyer);
    assert_eq!(value(&draft, "name"), "Leonard Vang", "the person asks, not the lawyer");
    assert_eq!(value(&draft, "street"), "[street or mailing address]");
}

#[test]
fn an_address_that_is_confidential_is_not_typed() {
    let text = with_waiver("fee_waiver: { benefits: [WIC] }\n");
    let text = text.replace("  phone: (209)", "  address_is: confidential\n  phone: (209)");
    let draft = draft(&text, "FW-001");
    assert_eq!(value(&draft, "street"), "Address confidential");
    for name in ["city", "state", "zip"] {
        assert_eq!(value(&draft, name), "", "{name}");
    }
}

/// Labels of the blanks that the guide sheet would list.
fn blanks(lines: &str) -> Vec<String> {
    let drafts = drafts(&with_waiver(lines), "FW-001");
    drafts.blanks.into_iter().map(|blank| blank.label).collect()
}

#[test]
fn what_the_reason_calls_for_and_the_case_leaves_out_is_listed() {
    assert_eq!(blanks("fee_waiver: { benefits: [WIC], job: { working: no } }\n"), [""; 0]);
    let low = blanks("fee_waiver: { low_income: yes, job: { working: no }, own_income: 12 }\n");
    assert_eq!(low, ["total monthly income and household income"]);
    let whole = blanks("fee_waiver: { cannot_pay: waive all, job: { working: no } }\n");
    assert_eq!(whole.len(), 15, "{whole:#?}");
    assert_eq!(blanks("fee_waiver: { benefits: [WIC] }\n"), ["job title, if there is a job"]);
}

#[test]
fn the_fullest_request_is_typed_whole() {
    let drafts = drafts(&with_waiver(FULLEST), "FW-001");
    assert_eq!(drafts.blanks, [], "nothing is left out");
    let Stationery::CourtForm(forms) = &drafts.papers[0].document.stationery else {
        panic!("no form")
    };
    let draft = &forms.forms[0];
    let all: BTreeSet<&str> = map("FW-001").ticks.keys().map(String::as_str).collect();
    let off: Vec<&str> = all.difference(&ticked(draft)).copied().collect();
    assert_eq!(off, ["lawyer_does_not", "waive_all", "waive_some"]);
    for (name, n) in
        [("item-8a", 5), ("item-9a", 5), ("item-10b", 4), ("item-10d", 3), ("item-11n", 4)]
    {
        assert_eq!(rows(draft, name).len(), n, "{name}");
    }
    assert_eq!(
        rows(draft, "item-9a")[0],
        ["María Guadalupe Barragán Solís de la Torre", "71", "mother", "640"]
    );
    assert_eq!(rows(draft, "item-10c")[1], ["Rowing boat of unknown make", "150", ""]);
    assert_eq!(value(draft, "total_expenses"), "2,611.50", "as typed");
    let mut typed: Vec<String> = draft.values.values().map(|blocks| words(blocks)).collect();
    typed.extend(draft.tables.keys().flat_map(|name| rows(draft, name)).flatten());
    typed.extend(draft.extra.values().map(|blocks| words(blocks)));
    let stated: serde_yaml::Value = serde_yaml::from_str(FULLEST).expect("YAML");
    let mut leaves = Vec::new();
    collect(&stated, &mut leaves);
    let words = choices();
    let lost = leaves.iter().filter(|leaf| !words.contains(leaf.as_str()));
    let lost: Vec<&String> =
        lost.filter(|leaf| !typed.iter().any(|one| one.contains(*leaf))).collect();
    assert!(lost.is_empty(), "not typed: {lost:#?}");
    assert!(leaves.len() > 100, "{} facts", leaves.len());
}

/// The words that tick boxes.
fn choices() -> BTreeSet<&'static str> {
    let lines = BOXES.iter().map(|(_, line, _)| line.split_once(": ").expect("a fact").1);
    lines.map(|word| word.trim_matches(['[', ']'])).chain(["true", "false"]).collect()
}

/// The paragraphs of every scalar of a tree.
fn collect(value: &serde_yaml::Value, leaves: &mut Vec<String>) {
    match value {
        serde_yaml::Value::Mapping(map) => map.values().for_each(|one| collect(one, leaves)),
        serde_yaml::Value::Sequence(list) => list.iter().for_each(|one| collect(one, leaves)),
        serde_yaml::Value::String(text) if text != "yes" && text != "no" => {
            leaves.extend(text.split("\n\n").map(|one| one.trim().to_owned()));
        }
        serde_yaml::Value::Number(number) => leaves.push(number.to_string()),
        _ => {}
    }
}

/// The fields of blanks that are not at hand, from a public list.
const LISTED: &str = include_str!("court_form_fees/listed.txt");

#[test]
fn the_listed_fields_of_untried_blanks_are_used_as_what_they_are() {
    for number in ["CR-409", "CR-410"] {
        let revision = &map(number).revisions[0];
        assert!(!revision.tried, "{number} was tried: hold it against the blank");
        let mut listed = BTreeSet::new();
        for line in LISTED.lines().filter(|line| line.contains(&format!(" {number}["))) {
            let mut parts = line.splitn(7, ' ');
            let (kind, name) = (parts.nth(1).expect("a kind"), parts.nth(4).expect("a name"));
            let used = revision.fields.get(name).unwrap_or_else(|| panic!("`{name}` has no use"));
            let fits = match kind {
                "box" => matches!(used, FieldUse::Tick(_) | FieldUse::Empty(_)),
                "button" => matches!(used, FieldUse::Button | FieldUse::Printed),
                _ => matches!(used, FieldUse::Value(_) | FieldUse::Empty(_)),
            };
            assert!(fits, "`{name}` is a {kind} and not for {used:?}");
            listed.insert(name.to_owned());
        }
        let mapped: BTreeSet<String> = revision.fields.keys().cloned().collect();
        assert_eq!(mapped, listed, "{number}");
    }
}

#[test]
fn the_order_is_left_to_the_judge() {
    let draft = draft(&example("seal-arrest.yaml"), "CR-410");
    assert!(draft.ticks.is_empty(), "{:?}", draft.ticks);
    let expected = [
        ("last_name", "[last name]"),
        ("street", "77 Example Lane, Apt. 3"),
        ("report_number", "25-31077"),
        ("case_number", "STK-CR-2025-0011873"),
        ("case_name", "YESENIA BARRAGAN"),
        ("other", "Stockton Police Department, arrest of 8/30/2025"),
    ];
    for (name, words) in expected {
        assert_eq!(value(&draft, name), words, "{name}");
    }
    let parts = "petitioner:\n  last_name: Barragán Solís\n  first_name: Yesenia\n";
    let text = example("seal-arrest.yaml").replacen("petitioner:\n", parts, 1);
    let draft = crate::draft(&text, "CR-410");
    let name = ["last_name", "first_name", "middle_name"].map(|part| value(&draft, part));
    assert_eq!(name, ["Barragán Solís", "Yesenia", ""]);
}

#[test]
fn sealing_is_asked_on_the_ground_that_the_law_gives() {
    let right = draft(&example("seal-arrest.yaml"), "CR-409");
    assert_eq!(ticked(&right), BTreeSet::from(["filed", "of_right"]));
    assert_eq!(value(&right, "born_on"), "3/9/1996");
    assert_eq!(
        value(&right, "charges"),
        "Count 1, shoplifting (Pen. Code, § 459.5), a misdemeanor"
    );
    assert_eq!(value(&right, "interests_of_justice"), "");
    let justice = draft(&example("seal-arrest-interests.yaml"), "CR-409");
    assert_eq!(ticked(&justice), BTreeSet::from(["filed", "in_justice"]));
    assert_eq!(value(&justice, "street"), "500 Example Plaza, Suite 210", "the lawyer's address");
    assert_eq!(value(&justice, "name"), "Leonard Vang");
    let said = value(&justice, "interests_of_justice");
    assert!(said.contains("supports two children") && said.contains("243(e)(1)"), "{said}");
    let uncharged = draft(&example("seal-arrest-uncharged.yaml"), "CR-409");
    assert_eq!(ticked(&uncharged), BTreeSet::from(["of_right"]));
    for name in ["case_number", "case_name", "charges"] {
        assert_eq!(value(&uncharged, name), "", "{name}: nothing was filed");
    }
}
