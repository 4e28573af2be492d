//! What the maps print: the right fact in the right place, nothing where the case is silent, and no fact lost.

use std::collections::BTreeSet;

use petition::document::{Block, FormDraft, Inline, Table};

use crate::drafts::{Forms, line, of, value, words};

const ATTORNEY: &str = "examples/expungement.yaml";
const ALONE: &str = "examples/expungement-several.yaml";
const EVERY_BOX: &str = "tests/cases/expungement/on-form-every-box.yaml";
const NAMES: &str = "tests/cases/expungement/on-form-boundary-names.yaml";
const ROWS: &str = "tests/cases/expungement/on-form-boundary-rows.yaml";

fn cells(table: &Table) -> Vec<Vec<String>> {
    table.rows.iter().map(|row| row.iter().map(|cell| line(cell)).collect()).collect()
}

/// Everything that a form and its attachments say.
fn all(draft: &FormDraft) -> String {
    let values = draft.values.values().chain(draft.extra.values());
    let mut told: Vec<String> = values.map(|blocks| words(blocks)).collect();
    told.extend(draft.tables.values().flat_map(cells).flatten());
    told.push(words(&draft.body));
    told.join("\n")
}

#[test]
fn every_case_of_the_petition_is_drafted() {
    let forms = Forms::new();
    let examples = std::fs::read_dir(crate::drafts::root().join("examples")).expect("examples");
    let names = examples.flatten().map(|entry| entry.file_name().to_string_lossy().into_owned());
    let ours = names.filter(|name| name.starts_with("expungement") && name.ends_with(".yaml"));
    let mut files: Vec<String> = ours.map(|name| format!("examples/{name}")).collect();
    files.extend([EVERY_BOX, NAMES, ROWS].map(str::to_owned));
    assert!(files.len() > 5, "{files:?}");
    for file in files {
        let drafted = forms.file(&file);
        assert!(!drafted.is_empty(), "{file}: no form");
        for draft in drafted.iter().flat_map(|one| &one.forms) {
            let told = all(draft);
            let tokens = told.chars().any(|c| ('\u{E000}'..='\u{F8FF}').contains(&c));
            assert!(!tokens, "{file}: {}: an unswapped token", draft.number);
            // What the server fills in is listed, and where a filer is reached; all else is stated.
            let servers = ["CR-106", "POS-040"].contains(&draft.number.as_str());
            let head = ["<telephone number>", "<mailing address, with city, state and ZIP code>"];
            let unlisted = head.iter().fold(told.clone(), |told, blank| told.replace(blank, ""));
            assert!(servers || !unlisted.contains('<'), "{file}: a rule to fill by hand: {told}");
            assert!(!told.contains("under penalty of perjury under"), "{file}: the oath twice");
        }
    }
}

#[test]
fn the_head_names_the_attorney_and_the_client_or_the_person_alone() {
    let forms = Forms::new();
    for (file, name, phone, whom) in [
        (ATTORNEY, "Ngozi Adeyemi", "(213) 555-0142", "María José Núñez"),
        (
            ALONE,
            "Łukasz Wójcik-Brzęczyszczykiewicz",
            "(559) 555-0110",
            "Petitioner, self-represented",
        ),
    ] {
        let drafted = forms.file(file);
        for number in ["CR-180", "CR-181"] {
            let draft = of(&drafted, number);
            assert_eq!(value(draft, "filer"), name, "{number}");
            assert_eq!(value(draft, "phone"), phone, "{number}");
            assert_eq!(value(draft, "attorney_for"), whom, "{number}");
        }
    }
    let drafted = forms.file(ATTORNEY);
    let petition = of(&drafted, "CR-180");
    assert_eq!(value(petition, "street"), "500 Example Ave., Ste. 900");
    assert_eq!(value(petition, "home_street"), "", "the client is reached through the attorney");
    assert_eq!(value(of(&forms.file(ALONE), "CR-180"), "home_street"), "77 Example St.");
    assert_eq!(value(petition, "court_city"), "", "nobody saw the address of that courthouse");
    let witness = of(&drafted, "MC-030");
    assert_eq!(value(witness, "party_1"), "Ngozi Adeyemi (State Bar No. 301234)");
    assert_eq!(value(witness, "party_4"), "Los Angeles, CA 90013");
    assert_eq!(value(witness, "declarant"), "Tomás Ibarra");
}

#[test]
fn a_confidential_address_stays_out() {
    let forms = Forms::new();
    let text = std::fs::read_to_string(crate::drafts::root().join(ALONE)).expect(ALONE);
    let kept = text.replace("  phone: (559)", "  address_is: confidential\n  phone: (559)");
    assert_ne!(kept, text);
    for draft in
        forms.text("kept.yaml", &kept, &crate::drafts::root()).iter().flat_map(|one| &one.forms)
    {
        let told = all(draft);
        assert!(!told.contains("77 Example St."), "{}", draft.number);
        if draft.values.contains_key("street") {
            assert_eq!(value(draft, "street"), "Address confidential");
            assert_eq!(value(draft, "city"), "");
        }
    }
}

#[test]
fn the_columns_say_yes_where_it_is_asked_and_no_where_the_law_is_closed() {
    let forms = Forms::new();
    let drafted = forms.file(EVERY_BOX);
    let rows = cells(&of(&drafted, "CR-180").tables["offenses"]);
    let row = |n: usize| rows[n].iter().map(String::as_str).collect::<Vec<_>>();
    assert_eq!(rows.len(), 13);
    assert_eq!(row(0), ["Penal", "459", "felony", "yes", "no"]);
    assert_eq!(row(2), ["Penal", "415(2)", "misdemeanor", "no", "yes"]);
    assert_eq!(row(3), ["Vehicle", "23152(a)", "misdemeanor", "no", "no"]);
    // State prison: no court can make it a misdemeanor later.
    assert_eq!(row(10), ["Penal", "459", "felony", "no", "no"]);
    // It could be made one, and nothing says that it may not: unknown is not no.
    assert_eq!(row(12), ["Health & Saf.", "11350(a)", "felony", "", "no"]);
}

#[test]
fn reasons_stand_where_their_road_is_and_none_is_lost() {
    let forms = Forms::new();
    let drafted = forms.file(EVERY_BOX);
    let petition = of(&drafted, "CR-180");
    let place = [
        ("after_probation_reasons", "completed the first-offender program"),
        ("without_probation_reasons", "paid for the lock in full"),
        ("felony_sentence_reasons", "has not used drugs since August 2012"),
        ("felony_sentence_reasons", "lived at one address in Bakersfield"),
        ("before_realignment_reasons", "was 19 years old"),
    ];
    for (name, reason) in place {
        assert!(value(petition, name).contains(reason), "{name}: {reason}");
        let told = all(petition);
        assert_eq!(told.matches(reason).count(), 1, "{reason}");
    }
    // Pleaded as of right and in the alternative: one box can be ticked, and the facts stand below the other.
    let told = value(petition, "without_probation_reasons");
    let (_, alternative) = told.split_once("In the alternative").expect("an alternative");
    assert!(alternative.contains("coached children since 2020"), "{told}");
    // Only a reduction is asked for: the reasons for it stand behind the convictions.
    let text = std::fs::read_to_string(crate::drafts::root().join(ATTORNEY)).expect(ATTORNEY);
    let text = text.replace(
        "level: felony, reduce_to: misdemeanor",
        "level: felony, reduce_to: misdemeanor, relief: none",
    );
    let text = text.replace(
        "name: possession of burglary tools, level: misdemeanor",
        "level: misdemeanor, relief: none",
    );
    let petition = forms.anyhow(&text, "CR-180");
    assert_eq!(value(&petition, "after_probation_reasons"), "");
    assert!(words(&petition.extra["1"]).contains("has applied to lease a kitchen"));
}

#[test]
fn the_first_attachment_says_what_the_form_has_no_room_for() {
    let forms = Forms::new();
    let drafted = forms.file(ATTORNEY);
    let told = words(&of(&drafted, "CR-180").extra["1"]);
    for fact in [
        "María José Núñez",
        "MARIA NUNEZ",
        "Maria Nunez and María José Núñez de Ortega",
        "pleaded nolo contendere",
        "burglary in the second degree",
        "(count 2)",
        "36-month period of probation",
        "ended on May 2, 2019",
        "As of November 20, 2026",
        "Letter of the Eastside Food Pantry, October 2026",
    ] {
        assert!(told.contains(fact), "{fact} is not in {told}");
    }
    let numbers: BTreeSet<&str> =
        drafted.iter().flat_map(|one| &one.forms).map(|draft| draft.number.as_str()).collect();
    let wanted = ["CR-106", "CR-180", "CR-181", "MC-030", "MC-031"];
    assert_eq!(numbers, BTreeSet::from(wanted));
}

#[test]
fn as_many_rows_as_offenses_and_one_witness_a_form() {
    let forms = Forms::new();
    let drafted = forms.file(ROWS);
    assert_eq!(of(&drafted, "CR-180").tables["offenses"].rows.len(), 40);
    let reasons = &of(&drafted, "CR-180").values["after_probation_reasons"];
    let numbered = reasons.iter().filter(|block| matches!(block, Block::Numbered { .. })).count();
    assert_eq!(numbered, 50);
    let drafted = forms.file(NAMES);
    let witnesses: Vec<&FormDraft> =
        drafted.iter().flat_map(|one| &one.forms).filter(|one| one.number == "MC-030").collect();
    assert_eq!(witnesses.len(), 2);
    assert!(words(&witnesses[1].body).contains("has rented a room"));
    assert!(!words(&witnesses[1].body).contains("since 2012"));
}

#[test]
fn the_server_swears_only_to_what_the_case_states() {
    let forms = Forms::new();
    let drafted = forms.file(EVERY_BOX);
    let proof = of(&drafted, "CR-106");
    assert_eq!(value(proof, "handed_1"), "Kern County District Attorney");
    assert_eq!(value(proof, "handed_1_on"), "December 21, 2026");
    assert_eq!(value(proof, "server"), "Ștefan Popescu");
    for silent in ["mailed_1", "mailed_1_street", "mailed_on", "mailed_from", "handed_2"] {
        assert_eq!(value(proof, silent), "", "{silent}");
    }
    let unsaid = forms.file(ALONE);
    let proof = of(&unsaid, "POS-040");
    assert!(proof.ticks.values().all(|ticked| !ticked), "{:?}", proof.ticks);
    for (name, blank) in [
        ("served_on", "<date of service>"),
        ("place", "<city and state of mailing, if by mail>"),
        ("server", "<name of the person who serves>"),
        ("server_address", "<address of the person who serves>"),
    ] {
        assert_eq!(value(proof, name), blank, "{name}");
    }
    assert_eq!(value(proof, "person"), "Fresno County District Attorney");
    let documents = value(proof, "documents");
    assert!(documents.contains("CR-180") && !documents.contains("POS-040"), "{documents}");
}

#[test]
fn the_head_lists_what_the_case_leaves_out() {
    let forms = Forms::new();
    let text = std::fs::read_to_string(crate::drafts::root().join(ALONE)).expect(ALONE);
    let without: Vec<&str> = text.lines().filter(|line| !line.contains("555-0110")).collect();
    let petition = forms.anyhow(&without.join("\n"), "CR-180");
    assert_eq!(value(&petition, "phone"), "<telephone number>");
    assert!(!value(&petition, "street").contains('<'), "a street that is stated");
}

#[test]
fn no_value_has_more_lines_than_one_line_fields_take() {
    let forms = Forms::new();
    let several = ["reasons", "documents", "court", "trafficking_facts"];
    for file in [ATTORNEY, ALONE, EVERY_BOX, NAMES, ROWS] {
        for draft in forms.file(file).iter().flat_map(|one| &one.forms) {
            for (name, blocks) in &draft.values {
                let lines = several.iter().any(|ending| name.ends_with(ending));
                let broken = |block: &Block| match block {
                    Block::Paragraph { text, .. } => text.contains(&Inline::Break),
                    _ => true,
                };
                let sound = lines || (blocks.len() <= 1 && !blocks.iter().any(broken));
                assert!(sound, "{file}: {} {name}: {blocks:?}", draft.number);
            }
        }
    }
}
