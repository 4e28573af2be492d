//! What the law refuses is not drafted: only the guide sheet is written, and it says why.

use crate::support::{build, build_on, built, example, packet_text, said};

#[test]
fn a_person_on_probation_gets_the_guide_and_no_papers() {
    let text = example("expungement.yaml").replace("on_probation: no", "on_probation: yes");
    let text = text.replace("on_probation: false", "on_probation: true");
    let built = build(&text);
    let packet = built.packet.as_ref().unwrap_or_else(|| panic!("{}", said(&built)));
    assert!(packet.files.iter().all(|file| !file.filed), "{}", said(&built));
    assert!(!packet.about.refused.is_empty());
    assert!(said(&built).contains("on-probation"), "{}", said(&built));
}

#[test]
fn a_fault_of_the_file_writes_nothing_at_all() {
    let text = example("expungement.yaml");
    let text = text.replacen("case_number:", "case_nubmer:", 1).replacen("county:", "kounty:", 1);
    let built = build(&text);
    assert!(built.packet.is_none());
    let said = said(&built);
    assert!(said.contains("[unknown-key]"), "{said}");
    let both = said.contains("case_nubmer") && said.contains("kounty");
    assert!(both, "all errors in one run: {said}");
}

#[test]
fn a_day_that_the_law_data_does_not_reach_is_refused_and_a_later_year_is_warned_about() {
    let text = example("expungement.yaml");
    let past = build_on(&text, (2015, 6, 1));
    assert!(past.packet.is_none());
    assert!(said(&past).contains("[law-not-in-force]"), "{}", said(&past));
    let later = build_on(&text, (2027, 1, 5));
    assert!(said(&later).contains("[law-may-have-changed]"), "{}", said(&later));
    assert!(!said(&build(&text)).contains("[law-may-have-changed]"));
}

#[test]
fn nothing_is_signed_and_nothing_is_dated_for_the_signer() {
    for file in ["expungement.yaml", "seal-and-destroy.yaml"] {
        let text = packet_text(&built(&example(file)));
        assert!(!text.contains("/s/"), "{file} has a signature");
        for line in
            text.lines().filter(|line| line.contains("Dated:") || line.contains("Executed on"))
        {
            let after = line.split("Dated:").last().unwrap_or_default();
            assert!(!after.contains("202"), "{file} dates for the signer: {line}");
        }
    }
}

#[test]
fn a_missing_exhibit_is_an_error_that_names_it() {
    let text = example("expungement.yaml");
    let at = text.find("file: exhibits/").expect("an exhibit");
    let end = at + text[at..].find([',', '\n', '}']).expect("its end");
    let text = format!("{}file: exhibits/not-there.pdf{}", &text[..at], &text[end..]);
    let built = build(&text);
    assert!(built.packet.is_none(), "a packet with a hole in it");
    assert!(said(&built).contains("not-there.pdf"), "{}", said(&built));
}

#[test]
fn leaving_an_offense_out_is_advised_only_where_another_is_asked_about() {
    let help = |built: &petition::pipeline::Built| -> String {
        let refusals = built.diagnostics.iter().filter(|one| one.code == "excluded-offense");
        refusals.filter_map(|one| one.help.clone()).collect()
    };
    let text = example("expungement-infraction.yaml");
    let alone = text.replace(
        r#"{ code: Pen, section: "415", subdivision: (1), name: disturbing the peace, level: infraction }"#,
        r#"{ code: Pen, section: "288", subdivision: (c)(1), level: misdemeanor }"#,
    );
    let said = help(&build(&alone));
    assert!(said.contains("cannot be used") && !said.contains("relief: none"), "{said}");
    let line = "      - { code: Pen, section: \"288\"";
    let both = alone.replace(
        line,
        &format!("      - {{ code: Pen, section: \"415\", level: misdemeanor }}\n{line}"),
    );
    let said = help(&build(&both));
    assert!(said.contains("write `relief: none`"), "{said}");
}
