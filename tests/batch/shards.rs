//! Parts of a batch on machines that never talk: together they do what one run does.

use std::collections::BTreeMap;

use crate::support::{Desk, Tree, assert_same};

#[test]
fn the_parts_together_are_the_whole() {
    let desk = Desk::mixed();
    desk.batch("-o whole").ends(1);
    let mut packets = Tree::new();
    let mut records = BTreeMap::new();
    for part in 1..=3 {
        let out = format!("part{part}");
        let run = desk.batch(&format!("-o {out} --shard {part}/3"));
        assert!(run.code <= 1, "{}", run.err);
        assert!(run.out.contains(&format!("part {part}/3 of 11 cases")), "{}", run.out);
        for (name, bytes) in desk.tree(&format!("{out}/packets")) {
            assert!(packets.insert(name, bytes).is_none(), "a packet in two parts");
        }
        for record in desk.records(&out) {
            assert!(records.insert(record["at"].as_u64(), record).is_none(), "a case in two parts");
        }
    }
    assert_same(&packets, &desk.tree("whole/packets"), "the packets of the parts");
    assert_eq!(records.into_values().collect::<Vec<_>>(), desk.records("whole"));
}

#[test]
fn a_folder_holds_one_part_and_goes_on_with_it() {
    let desk = Desk::mixed();
    assert!(desk.batch("-o out --shard 1/2").code <= 1);
    let before = desk.tree("out");
    let run = desk.batch("-o out --shard 2/2 --resume").ends(2);
    assert!(run.err.contains("`out` holds part 1/2 of a batch"), "{}", run.err);
    assert_eq!(desk.batch("-o out --resume").code, 2);
    assert!(desk.batch("-o out --shard 1/2 --resume").code <= 1);
    assert_same(&desk.tree("out"), &before, "a part that went on");
    for wrong in ["0/2", "3/2", "x"] {
        assert_eq!(desk.batch(&format!("-o other --shard {wrong}")).code, 2);
    }
}
