//! Names as people have them: in caption, body, table, signature and footer, read back whole.

use crate::support::{at, bare, build, built, edited, said};

const NAMES: &[&str] = &[
    "Nguyễn Thị Hạnh",
    "Łukasz Wójcik-Brzęczyszczykiewicz",
    "Ștefan Țepeș",
    "Kawaʻihae",
    "D’Angelo O’Brien-Núñez III",
    "Suharto",
    "Aaaaaaaaa Bbbbbbbbb Ccccccccc Ddddddddd Eeeeeeeee Fffffffff Ggggggggg Hhhhhhhhh Iiiiiiiii Jjjjjjjjj Kkkkkkkkk Lllllllll",
];

/// An example with another petitioner, whose case bears that name too.
fn with_name(file: &str, name: &str) -> String {
    edited(file, |case| {
        let petitioner = at(case, "petitioner").as_mapping_mut().expect("a petitioner");
        petitioner.insert("name".into(), name.into());
        petitioner.remove("name_in_case");
    })
}

#[test]
fn names_come_back_whole_from_every_paper() {
    for file in ["expungement.yaml", "seal-and-destroy.yaml"] {
        for name in NAMES {
            let packet = built(&with_name(file, name));
            for paper in packet.files.iter().filter(|paper| paper.filed) {
                let read = bare(&crate::support::pdf_text(&paper.bytes));
                let found = read.contains(&bare(name)) || paper.name.contains("exhibits");
                assert!(found, "{file}: `{name}` is not in {}", paper.name);
            }
        }
    }
}

#[test]
fn a_character_that_no_face_has_is_named_with_its_field() {
    for (name, character) in [("王小明", "王"), ("Ana 🙂", "🙂"), ("Ana\u{7}", "U+0007")] {
        let built = build(&with_name("expungement.yaml", name));
        assert!(built.packet.is_none(), "{name}");
        let said = said(&built);
        assert!(said.contains(character), "{name}: {said}");
        let at = built.diagnostics.iter().any(|one| format!("{:?}", one.places).contains("name"));
        assert!(at || said.contains("petitioner.name"), "{name}: the field is not named: {said}");
    }
}
