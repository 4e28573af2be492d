//! Sets printed over a whole batch: in client order, complete, clean, cut between clients, made again only where needed.

use std::path::Path;

use lopdf::Document;

use crate::desk::{Desk, PLAIN};

/// Three clients with hearings in another order than their names, in two counties, and one at fault.
fn desk() -> Desk {
    let desk = Desk::new();
    let hearing = |day: &str| format!("hearing:\n  date: {day}\n  time: \"8:30 a.m.\"\n");
    for (name, county, hearing) in [
        ("Ana", "Fresno", hearing("2027-02-01")),
        ("Bo", "Kern", hearing("2027-01-15")),
        ("Cy", "Fresno", String::new()),
        ("Di", "Frezno", String::new()),
    ] {
        let text = PLAIN.replace("Mia Fox", &format!("{name} Fox"));
        let text = text.replace("F15901234", &format!("F-1{name}")).replace("Fresno", county);
        desk.write(&format!("cases/{name}.yaml"), format!("{hearing}{text}"));
    }
    desk
}

/// The words of each page of a file.
fn pages(path: &Path) -> Vec<String> {
    let bytes = std::fs::read(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    let mut pages = Vec::new();
    let read = petition::reading::each_page(bytes, |_, page| {
        let lines = petition::reading::lines(&page);
        pages.push(lines.iter().map(|line| line.text()).collect::<Vec<_>>().join("\n"));
    });
    assert_eq!(read, Ok(()));
    pages
}

fn bookmarks(path: &Path) -> Vec<(usize, String)> {
    let toc = Document::load(path).expect("a PDF").get_toc().expect("bookmarks").toc;
    toc.into_iter().map(|one| (one.level, one.title)).collect()
}

#[test]
fn every_client_stands_behind_its_sheet_and_nothing_is_lost() {
    let desk = desk();
    let run = desk.on_day("batch cases -o out --joined --copies 2");
    assert_eq!(run.code, 1, "{}", run.err);
    assert!(run.out.contains("print/: 3 clients") && run.out.contains("1 case without papers"));
    assert_eq!(desk.names("out/print"), ["all-001.pdf", "contents.csv", "volumes.json"]);
    let printed = pages(&desk.path("out/print/all-001.pdf"));
    let mut at = 0;
    let contents = desk.text("out/print/contents.csv");
    for (n, (name, county)) in
        [("Ana", "Fresno"), ("Bo", "Kern"), ("Cy", "Fresno")].iter().enumerate()
    {
        let joined = pages(&desk.path(&format!("out/packets/{name}/joined.pdf")));
        let sheet = &printed[at];
        for words in [
            format!("CLIENT {} OF 3", n + 1),
            format!("{name} Fox"),
            format!("Case No. F-1{name}"),
            format!("County of {county}"),
            format!("2 sets follow: {} sheets in all", joined.len()),
            "Take this sheet out. It is not filed or served.".to_owned(),
        ] {
            assert!(sheet.contains(&words), "{words}: {sheet}");
        }
        let line = format!(",all-001.pdf,{},{},2,packets/{name},", at + 1, joined.len() + 1);
        assert!(contents.contains(&line), "{line}: {contents}");
        assert_eq!(printed[at + 1..=at + joined.len()], joined, "{name}");
        at += 1 + joined.len();
    }
    assert_eq!(at, printed.len());
    assert!(
        printed[0].contains("Hearing: February 1, 2027")
            && contents.contains("faulty: nothing was")
    );
    let titles = bookmarks(&desk.path("out/print/all-001.pdf"));
    let of = |level: usize| -> Vec<&str> {
        titles.iter().filter(|(at, _)| *at == level).map(|(_, title)| title.as_str()).collect()
    };
    assert_eq!(of(1), ["1. Ana Fox", "2. Bo Fox", "3. Cy Fox"]);
    assert_eq!(of(2).len(), 6, "{titles:?}");
    assert_eq!(titles[1].1, "Set 1 of 2: the court, to file");
    assert!(of(3).len() > 12, "the papers of each set: {titles:?}");
    let checked = desk.run("inspect out/print/all-001.pdf");
    let alone = desk.run("inspect out/packets/Ana/joined.pdf");
    assert_eq!(checked.code, alone.code, "{}", checked.out);
}

#[test]
fn series_by_day_of_hearing_and_by_county() {
    let desk = desk();
    desk.on_day("batch cases -o out --joined --group-by hearing");
    let wanted = [
        "contents.csv",
        "hearing-2027-01-15-001.pdf",
        "hearing-2027-02-01-001.pdf",
        "no-hearing-001.pdf",
        "volumes.json",
    ];
    assert_eq!(desk.names("out/print"), wanted);
    assert!(pages(&desk.path("out/print/no-hearing-001.pdf"))[0].contains("Cy Fox"));
    let run = desk.on_day("batch cases -o out --joined --group-by county --resume");
    assert!(run.out.contains("Kept 3"), "{}", run.out);
    let wanted = ["contents.csv", "county-fresno-001.pdf", "county-kern-001.pdf", "volumes.json"];
    assert_eq!(desk.names("out/print"), wanted);
    let fresno = pages(&desk.path("out/print/county-fresno-001.pdf"));
    assert!(fresno[0].contains("CLIENT 1 OF 2") && fresno[0].contains("Ana Fox"));
    assert_eq!(desk.on_day("batch cases -o x --group-by county").code, 2, "nothing is joined");
}

#[test]
fn sets_of_parts_joined_are_those_of_one_run() {
    let desk = desk();
    desk.on_day("batch cases -o whole --joined --copies 2 --group-by county");
    for n in 1..=3 {
        desk.on_day(&format!("batch cases -o parts/{n} --shard {n}/3 --joined --copies 2"));
    }
    let line = "merge-manifests parts/1 parts/2 parts/3 -o all";
    let run = desk.run(&format!("{line} --joined --group-by county"));
    assert_eq!(run.code, 1, "{}", run.err);
    assert!(run.out.contains("print/: 3 clients"), "{}", run.out);
    assert_eq!(desk.names("all/print"), desk.names("whole/print"));
    for name in desk.names("all/print").iter().filter(|name| *name != "contents.csv") {
        let read = |out: &str| desk.bytes(&format!("{out}/print/{name}"));
        assert!(read("all") == read("whole"), "{name}");
    }
    let mut contents = desk.text("all/print/contents.csv");
    for n in 1..=3 {
        contents = contents.replace(&format!("../parts/{n}/"), "");
    }
    assert_eq!(contents, desk.text("whole/print/contents.csv"));
    let json = desk.run(&format!("{line} --joined --format json"));
    let told: serde_json::Value = serde_json::from_str(&json.out).expect("JSON");
    assert_eq!(told["printed"]["clients"], 3, "{told}");
    assert_eq!(desk.names("all/print"), ["all-001.pdf", "contents.csv", "volumes.json"]);
    // A packet that was altered since is not printed, and what was printed before stands.
    let (n, folder) = (1..=3)
        .find_map(|n| Some((n, desk.names(&format!("parts/{n}/packets")).pop()?)))
        .expect("a packet");
    let joined = format!("parts/{n}/packets/{folder}/joined.pdf");
    let before = desk.bytes(&joined);
    desk.write(&joined, "altered");
    let run = desk.run(&format!("{line} --joined --group-by county"));
    assert_eq!(run.code, 2);
    assert!(run.err.contains(&folder) && run.err.contains("not as they were written"));
    assert_eq!(desk.names("all/print"), ["all-001.pdf", "contents.csv", "volumes.json"]);
    desk.write(&joined, before);
    desk.write("all/.print.replaced/all-001.pdf", "as a killed run leaves it");
    assert_eq!(desk.run(line).code, 1);
    assert!(!desk.path("all/.print.replaced").exists());
    assert!(!desk.path("all/print").exists(), "none are asked for");
}

#[test]
fn sets_that_no_part_has_are_not_joined() {
    let desk = desk();
    desk.on_day("batch cases -o part");
    let run = desk.run("merge-manifests part -o all --joined");
    assert_eq!(run.code, 2);
    assert!(run.err.contains("do them again with --joined"), "{}", run.err);
    assert_eq!(desk.run("merge-manifests part -o all --group-by county").code, 2);
    assert!(!desk.path("all").exists(), "nothing is written");
}

#[test]
fn only_what_changed_is_made_again_and_the_end_is_the_same() {
    let desk = desk();
    let line = "batch cases --joined --group-by county -o";
    desk.on_day(&format!("{line} out"));
    let before = desk.text("out/print/volumes.json");
    let made = |name: &str| {
        let path = desk.path(&format!("out/print/{name}"));
        std::fs::metadata(path).and_then(|about| about.modified()).expect("a file")
    };
    let (fresno, kern) = (made("county-fresno-001.pdf"), made("county-kern-001.pdf"));
    let changed = String::from_utf8(desk.bytes("cases/Bo.yaml")).expect("a text");
    desk.write("cases/Bo.yaml", changed.replace("guilty", "nolo contendere"));
    desk.on_day(&format!("{line} out --resume"));
    assert_eq!(made("county-fresno-001.pdf"), fresno, "nobody in it changed");
    assert_ne!(made("county-kern-001.pdf"), kern);
    assert_ne!(desk.text("out/print/volumes.json"), before);
    desk.on_day(&format!("{line} fresh"));
    for name in desk.names("fresh/print") {
        let read = |out: &str| desk.bytes(&format!("{out}/print/{name}"));
        assert!(read("fresh") == read("out"), "{name}");
    }
    assert_eq!(desk.names("fresh/print"), desk.names("out/print"));
    // A file that was altered is made again; what is not of the sets is not thrown away.
    desk.write("out/print/county-fresno-001.pdf", "altered");
    desk.on_day(&format!("{line} out --resume"));
    assert_eq!(
        desk.bytes("out/print/county-fresno-001.pdf"),
        desk.bytes("fresh/print/county-fresno-001.pdf")
    );
    desk.write("out/print/signed.pdf", "a scan");
    let run = desk.on_day(&format!("{line} out --resume"));
    assert_eq!(run.code, 2);
    assert!(run.err.contains("signed.pdf"), "{}", run.err);
    assert_eq!(desk.text("out/print/signed.pdf"), "a scan");
}

#[test]
fn a_packet_that_was_altered_is_never_printed_and_no_sets_asked_for_are_none_left() {
    let desk = desk();
    desk.on_day("batch cases -o out --joined");
    desk.on_day("batch cases -o out --resume");
    assert!(!desk.path("out/print").exists(), "{:?}", desk.names("out"));
    assert!(!desk.names("out").iter().any(|name| name.contains("print")));
}
