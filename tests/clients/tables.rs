//! A list as a whole: its headings against the map, its rows as spreadsheets number them.

use crate::support::*;

/// What is said of a list that cannot be read.
fn refused(text: &str) -> Vec<String> {
    told(&list(text.as_bytes(), MAP).expect_err("a list that cannot be read"), None)
}

#[test]
fn a_right_row_becomes_its_case_without_a_word() {
    let list = with(&[]);
    assert_eq!((list.n_rows(), list.row_name(0).as_str()), (1, "clients.csv, row 2"));
    assert_eq!(told_of(&list, 0), [""; 0]);
    let facts = [
        ("petitioner.name", "María José Núñez"),
        ("petitioner.also_known_as.1", "M. Nunez"),
        ("petitioner.address.unit", "Apt. 5"),
        ("petitioner.address.state", "CA"),
        ("petitioner.born_on", "Date(1990-08-21)"),
        ("court.county", "Los Angeles"),
        ("convictions.0.offenses.0.code", "Pen."),
        ("convictions.0.offenses.0.section", "459"),
        ("convictions.0.offenses.0.degree", "second"),
        ("convictions.0.offenses.0.level", "felony"),
        ("convictions.0.judgment_on", "Date(2016-05-02)"),
        ("convictions.0.sentence.months", "Number(36)"),
        ("convictions.0.sentence.ended_how", "fulfilled"),
        ("history", "List([])"),
    ];
    for (path, expected) in facts {
        assert_eq!(fact(&list, 0, path).as_deref(), Some(expected), "{path}");
    }
    assert_eq!(fact(&list, 0, "convictions.0.restitution_owed"), None);
    assert_eq!(list.row(0).stem, "María José Núñez BA456789");
}

#[test]
fn headings_match_whatever_their_case_and_blanks() {
    let text =
        csv(&[RIGHT]).replace("Case no.", " CASE \u{a0}NO. ").replace("How ended", "how_ended");
    assert_eq!(told_of(&list(text.as_bytes(), MAP).expect("a list"), 0), [""; 0]);
}

#[test]
fn every_heading_is_mapped_or_left_out_by_name() {
    let text = csv(&[RIGHT]);
    assert_eq!(
        refused(&text.replace("Notes", "Remarks")),
        ["error[unmapped-heading] clients.csv, row 1, column R"]
    );
    let absent = refused(&text.replace("Phone", "Telephone"));
    assert_eq!(
        absent,
        [
            "error[unmapped-heading] clients.csv, row 1, column G",
            "error[absent-heading] map.yaml:13:3"
        ]
    );
    assert_eq!(
        refused(&text.replace("Born", "Client")).first().map(String::as_str),
        Some("error[duplicate-heading] clients.csv, row 1, column C")
    );
    assert_eq!(
        refused(&text.replace("Notes", "")),
        ["error[empty-heading] clients.csv, row 2, column R"]
    );
    assert_eq!(refused(""), ["error[empty-list] "]);
    assert_eq!(refused("\n\n  ,\n"), ["error[empty-list] "]);
    let near = list(text.replace("Born", "Bron").as_bytes(), MAP).expect_err("an error");
    assert!(near[0].help.as_deref().is_some_and(|help| help.contains("`Born`")), "{near:?}");
}

#[test]
fn a_row_at_fault_does_not_stop_the_others() {
    let mut text = csv(&[RIGHT, RIGHT, RIGHT]);
    let third = text.match_indices("\r\n").nth(1).expect("a third line").0;
    text.insert_str(third, "\r\n\r\ntoo,few");
    text.push_str(",one too many");
    let list = list(text.as_bytes(), MAP).expect("a list");
    let told: Vec<Vec<String>> = (0..list.n_rows()).map(|row| told_of(&list, row)).collect();
    assert_eq!(list.n_rows(), 4);
    assert_eq!(told[1], ["error[ragged-row] clients.csv, row 4"]);
    assert_eq!(told[3], ["error[ragged-row] clients.csv, row 6"]);
    assert!(told[0].is_empty() && told[2].is_empty());
    assert_eq!(
        (list.row(1).stem.as_str(), list.row(2).stem.as_str()),
        ("clients row 4", "María José Núñez BA456789")
    );
}

#[test]
fn a_comma_outside_quotation_marks_never_moves_the_cells_of_a_row() {
    let map = "petition: expungement\ncolumns: { Name: petitioner.name, Also: petitioner.also_known_as, Case: case_number }\nignore: [Notes]\n";
    let ragged = "error[ragged-row] clients.csv, row";
    for text in [
        "Name,Also,Case,Notes\nAnn Lee,,BA1,\nLee, Ann,Annie,BA3,\n",
        // Each row alike: nothing tells the surplus from a name in two cells.
        "Name,Also,Case,Notes\nLee, Bo,,BA2,\nLee, Ann,Annie,BA3,\n",
        "Name,Also,Case,Notes\nAnn Lee,,BA1,\nLee, Ann,BA3,,\n",
    ] {
        let list = list(text.as_bytes(), map).expect("a list");
        let told = told_of(&list, 1);
        assert_eq!(told, [format!("{ragged} 3")], "{text}");
        let help = examined(&list, 1).diagnostics[0].help.clone().unwrap_or_default();
        assert!(help.contains("quotation marks") && help.contains("behind the headings"), "{help}");
    }
    // A separator behind every row and behind the headings is no cell.
    let text = csv(&[RIGHT, RIGHT]).replace("\r\n", ",\r\n") + ",";
    let list = list(text.as_bytes(), MAP).expect("a list");
    assert_eq!((told_of(&list, 0), told_of(&list, 1)), (Vec::new(), Vec::new()));
}

#[test]
fn encodings_and_separators_give_the_same_case() {
    let text = csv(&[RIGHT]);
    let le: Vec<u8> =
        [0xFEFF].into_iter().chain(text.encode_utf16()).flat_map(u16::to_le_bytes).collect();
    let marked = format!("\u{FEFF}{text}").into_bytes();
    let windows: Vec<u8> =
        text.chars().map(|c| u8::try_from(u32::from(c)).expect("Latin")).collect();
    let said = format!("encoding: windows-1252\n{MAP}");
    let lists = [(le, MAP), (marked, MAP), (windows.clone(), said.as_str())];
    for (bytes, map) in lists {
        let list = list(&bytes, map).expect("a list");
        assert_eq!(fact(&list, 0, "petitioner.name").as_deref(), Some("María José Núñez"));
        assert_eq!(list.row(0).stem, "María José Núñez BA456789");
    }
    assert_eq!(refused_bytes(&windows), ["error[not-utf-8] "]);
}

fn refused_bytes(bytes: &[u8]) -> Vec<String> {
    told(&list(bytes, MAP).expect_err("an error"), None)
}

#[test]
fn the_headings_may_stand_below_a_title() {
    let text = format!("Spring clinic{}\r\n\r\n{}", ",".repeat(17), csv(&[RIGHT]));
    let map = format!("headings_row: 3\n{MAP}");
    let list_read = list(text.as_bytes(), &map).expect("a list");
    assert_eq!(list_read.row_name(0), "clients.csv, row 4");
    let wrong = list(text.as_bytes(), &format!("headings_row: 2\n{MAP}")).expect_err("an error");
    assert_eq!(told(&wrong, None), ["error[empty-row] "]);
}

#[test]
fn other_files_than_lists_say_what_to_save() {
    for bytes in [&b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1 and more"[..], b"PK\x03\x04 no workbook"] {
        let faults = list(bytes, MAP).expect_err("an error");
        assert!(faults[0].help.as_deref().is_some_and(|help| help.contains("save")), "{faults:?}");
    }
}

#[test]
fn the_content_of_a_row_is_its_cells_and_the_map() {
    let content = |list: &petition::clients::ClientList| list.row(0).content;
    let right = content(&with(&[]));
    assert_eq!(content(&with(&[("Notes", "changed")])), right);
    assert_ne!(content(&with(&[("Phone", "(213) 555-0101")])), right);
    let moved = format!("{}\r\n", csv(&[RIGHT])).replacen("\r\n", "\r\n\r\n", 1);
    assert_eq!(content(&list(moved.as_bytes(), MAP).expect("a list")), right);
    let map = MAP.replace("serving_sentence: false", "serving_sentence: true");
    assert_ne!(content(&list(csv(&[RIGHT]).as_bytes(), &map).expect("a list")), right);
}
