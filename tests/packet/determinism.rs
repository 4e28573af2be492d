//! Same case, same day, same catalog: the same bytes, alone or beside others on other threads.

use crate::support::{build, example};

fn files(text: &str) -> Vec<(String, Vec<u8>)> {
    let packet = build(text).packet.expect("a packet");
    packet.files.into_iter().map(|file| (file.name, file.bytes)).collect()
}

#[test]
fn the_same_bytes_on_any_thread() {
    let cases = [example("expungement.yaml"), example("seal-and-destroy.yaml")];
    let alone: Vec<_> = cases.iter().map(|text| files(text)).collect();
    std::thread::scope(|scope| {
        for round in 0..4 {
            let (cases, alone) = (&cases, &alone);
            scope.spawn(move || {
                for n in 0..cases.len() {
                    let n = (n + round) % cases.len();
                    assert_eq!(files(&cases[n]), alone[n]);
                }
            });
        }
    });
}
