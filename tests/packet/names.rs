//! Names as people have them: in caption, body, table, signature and footer, read back whole.

use crate::support::{bare, build, built, example, packet_text, said};

const NAMES: &[&str] = &[
    "Nguyễn Thị Hạnh",
    "Łukasz Wójcik-Brzęczyszczykiewicz",
    "Ștefan Țepeș",
    "Kawaʻihae",
    "D’Angelo O’Brien-Núñez III",
    "Suharto",
    "Aaaaaaaaa Bbbbbbbbb Ccccccccc Ddddddddd Eeeeeeeee Fffffffff Ggggggggg Hhhhhhhhh Iiiiiiiii Jjjjjjjjj Kkkkkkkkk Lllllllll",
];

/// An example with another petitioner.
fn with_name(file: &str, name: &str) -> String {
    let base = example(file);
    let start = base.find("petitioner:").expect("a petitioner");
    let at = start + base[start..].find("name:").expect("with a name");
    let end = at + base[at..].find('\n').expect("on a line");
    let named = format!("{}name: \"{name}\"{}", &base[..at], &base[end..]);
    // The name in the case would stand in the caption instead.
    named.lines().filter(|line| !line.trim_start().starts_with("name_in_case:")).collect::<Vec<_>>().join("\n")
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
    for (name, character) in [("王小明", "王"), ("Ana 🙂", "🙂"), ("Ana\\x07", "U+0007")] {
        let built = build(&with_name("expungement.yaml", name));
        assert!(built.packet.is_none(), "{name}");
        let said = said(&built);
        assert!(said.contains(character), "{name}: {said}");
        let at = built.diagnostics.iter().any(|one| format!("{:?}", one.places).contains("name"));
        assert!(at || said.contains("petitioner.name"), "{name}: the field is not named: {said}");
    }
}

#[test]
fn hostile_text_in_every_field_prints_as_typed() {
    let attack = "**x** {{ 7*7 }} [a](b) # 1. <b> | ~ `c` *d* \\\\ {% if a %} \u{201c}";
    let base = example("expungement.yaml");
    let text = base.replacen("statement: |\n", &format!("statement: |\n  {attack}\n\n"), 1);
    let text = text.replace("\\\\", "\\");
    let printed = bare(&packet_text(&built(&text)));
    assert!(printed.contains(&bare(&attack.replace("\\\\", "\\"))), "the statement was changed");
}
