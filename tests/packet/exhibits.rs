//! Exhibits of a whole packet: letters by first mention, proved pages, volumes, and what is never carried.

use petition::packet::{Packet, PacketFile};
use petition::pipeline::{Asked, Built};

use crate::support::{as_of, build_with_files, edited, example, foreign_pdf, page_words, said};

const CASE: &str = "seal-and-destroy-uncharged-court.yaml";

fn files() -> Vec<(&'static str, Vec<u8>)> {
    vec![
        ("exhibits/receipt.pdf", foreign_pdf(&["eleven items"])),
        ("exhibits/agency-petition.pdf", foreign_pdf(&["to the department", "both receipts"])),
        ("exhibits/bank-record.pdf", foreign_pdf(&["a payment of May 18"])),
    ]
}

fn built(text: &str, files: &[(&str, Vec<u8>)]) -> Packet {
    let built = build_with_files(text, files, &Asked::on(as_of()));
    let told = said(&built);
    built.packet.unwrap_or_else(|| panic!("no packet:\n{told}"))
}

fn refused(built: &Built, code: &str) -> String {
    assert!(built.packet.is_none(), "a packet was made");
    let one = built.diagnostics.iter().find(|one| one.code == code);
    one.unwrap_or_else(|| panic!("no `{code}`:\n{}", said(built))).what.clone()
}

fn exhibits(packet: &Packet) -> &PacketFile {
    packet.files.iter().find(|file| file.name.contains("exhibits")).expect("a file of exhibits")
}

/// An example whose list begins with an exhibit that its papers name late.
fn case(edit: &dyn Fn(&mut serde_yaml::Value)) -> String {
    edited(CASE, |case| edit(case))
}

#[test]
fn every_page_that_the_index_states_is_the_page_of_the_slip() {
    let packet = built(&example(CASE), &files());
    let file = exhibits(&packet);
    let pages = page_words(&file.bytes);
    let index = &pages[0];
    let mut n = 0;
    for (name, at) in &file.parts {
        let letter = name.trim_start_matches("Exhibit ").split(':').next().expect("a letter");
        let slip = &pages[*at];
        assert!(
            slip.contains(&format!("EXHIBIT {letter}")),
            "page {} is no slip of {letter}: {slip}",
            at + 1
        );
        let row = index.lines().find(|line| {
            let words: Vec<&str> = line.split_whitespace().collect();
            words.contains(&letter) && words.last() == Some(&(at + 1).to_string().as_str())
        });
        assert!(row.is_some(), "the index has no row of {letter} with page {}: {index}", at + 1);
        assert!(
            slip.lines().last().is_some_and(|line| line.trim() == (at + 1).to_string()),
            "{slip}"
        );
        n += 1;
    }
    assert_eq!(n, 3);
}

#[test]
fn the_exhibit_that_papers_name_first_is_a() {
    // The worksheet names an exhibit of its ground before it lists any.
    let text = edited("prop-47.yaml", |case| {
        case["exhibits"] = serde_yaml::from_str(
            "[{ id: late, title: Late, file: late.pdf }, { id: early, title: Early, file: early.pdf }]",
        )
        .expect("YAML");
        case["evidence"] =
            serde_yaml::from_str("[{ exhibit: early, shows: The receipt states a price. }]")
                .expect("YAML");
    });
    let files = [("late.pdf", foreign_pdf(&["late"])), ("early.pdf", foreign_pdf(&["early"]))];
    let packet = built(&text, &files);
    let names: Vec<&str> = exhibits(&packet).parts.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(names, ["Exhibit A: Early", "Exhibit B: Late"]);
    let petition =
        packet.files.iter().find(|file| file.name.contains("petition")).expect("a petition");
    assert!(page_words(&petition.bytes).concat().replace('\u{a0}', " ").contains("Exhibit A"));
}

#[test]
fn only_the_pages_asked_for_are_carried() {
    let text = case(&|case| case["exhibits"][1]["pages"] = "2".into());
    let packet = built(&text, &files());
    let words = page_words(&exhibits(&packet).bytes).concat();
    assert!(words.contains("both receipts") && !words.contains("to the department"), "{words}");
    for (pages, code) in [("2-5", "unfit-exhibit"), ("two", "exhibit-pages")] {
        let text = case(&|case| case["exhibits"][1]["pages"] = pages.into());
        let what = refused(&build_with_files(&text, &files(), &Asked::on(as_of())), code);
        assert!(what.contains(pages) || what.contains("agency-petition"), "{what}");
    }
}

#[test]
fn every_file_that_cannot_be_carried_is_named_in_one_run() {
    let mut files = files();
    files[0].1 = b"%PDF-1.7 and nothing".to_vec();
    files.remove(2);
    let built = build_with_files(&example(CASE), &files, &Asked::on(as_of()));
    assert!(refused(&built, "unfit-exhibit").contains("receipt.pdf"));
    assert!(refused(&built, "unreadable-exhibit").contains("bank-record.pdf"));
}

#[test]
fn an_identity_number_in_an_exhibit_stops_the_packet_and_is_not_repeated() {
    let mut files = files();
    files[2].1 = foreign_pdf(&["a payment", "Social Security No. 536-22-1234"]);
    let built = build_with_files(&example(CASE), &files, &Asked::on(as_of()));
    let what = refused(&built, "identity-number");
    assert!(what.contains("page 2") && what.contains("bank-record.pdf"), "{what}");
    assert!(!said(&built).contains("536-22"), "{}", said(&built));
    let text = case(&|case| {
        case["overrides"] =
            serde_yaml::from_str("[{ code: identity-number, reason: The number is a sample. }]")
                .expect("YAML");
    });
    assert!(build_with_files(&text, &files, &Asked::on(as_of())).packet.is_some());
}

#[test]
fn an_identity_number_in_a_paper_stops_the_packet() {
    let text = case(&|case| case["statement"] = "My Social Security number is 536-22-1234.".into());
    let built = build_with_files(&text, &files(), &Asked::on(as_of()));
    refused(&built, "identity-number");
    assert!(!said(&built).contains("536-22"), "{}", said(&built));
}

#[test]
fn a_request_to_waive_fees_is_never_an_exhibit() {
    let mut files = files();
    files[1].1 = foreign_pdf(&["FW-001 Request to Waive Court Fees CONFIDENTIAL"]);
    let built = build_with_files(&example(CASE), &files, &Asked::on(as_of()));
    assert!(refused(&built, "confidential-exhibit").contains("FW-001"));
}

#[test]
fn an_exhibit_belongs_to_a_declaration_that_there_is() {
    let by = |name: &str| case(&|case| case["exhibits"][0]["declarant"] = name.into());
    let built = build_with_files(&by("Nobody Known"), &files(), &Asked::on(as_of()));
    refused(&built, "unknown-declarant");
}

#[test]
fn a_letter_typed_by_hand_is_told_of() {
    let text = case(&|case| case["statement"] = "The receipt is Exhibit Q. I kept it.".into());
    let built = build_with_files(&text, &files(), &Asked::on(as_of()));
    let told =
        built.diagnostics.iter().any(|one| one.code == "exhibit-letter" && one.what.contains('Q'));
    assert!(told, "{}", said(&built));
}

#[test]
fn volumes_are_cut_between_exhibits_and_no_exhibit_is_lost() {
    let whole = build_with_files(&example(CASE), &files(), &Asked::on(as_of()));
    let size = exhibits(whole.packet.as_ref().expect("a packet")).n_bytes;
    let asked = Asked { most_bytes: Some(size - 1000), ..Asked::on(as_of()) };
    let built = build_with_files(&example(CASE), &files(), &asked);
    let told = said(&built);
    let packet = built.packet.unwrap_or_else(|| panic!("{told}"));
    let volumes: Vec<&PacketFile> =
        packet.files.iter().filter(|file| file.name.contains("exhibits-")).collect();
    assert!(volumes.len() > 1, "{told}");
    let names: Vec<&str> =
        volumes.iter().flat_map(|file| &file.parts).map(|(name, _)| name.as_str()).collect();
    let letters: Vec<&str> = names.iter().map(|name| &name[..9]).collect();
    assert_eq!(letters, ["Exhibit A", "Exhibit B", "Exhibit C"]);
    for (n, volume) in volumes.iter().enumerate() {
        assert!(volume.n_bytes < size, "{}", volume.name);
        let title = format!("Volume {} of {}", n + 1, volumes.len());
        assert!(volume.title.ends_with(&title), "{}", volume.title);
        let pages = page_words(&volume.bytes);
        for (name, at) in &volume.parts {
            assert!(pages[*at].contains(&format!("EXHIBIT {}", &name[8..9])), "{}", pages[*at]);
        }
    }
    let asked = Asked { most_bytes: Some(5_000), ..Asked::on(as_of()) };
    refused(&build_with_files(&example(CASE), &files(), &asked), "exhibit-too-large");
}
