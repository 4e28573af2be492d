//! Every example builds into a whole packet whose files pass PDF/UA-1 and PDF/A-2a.

use page_validation::{ValidationOptions, ValidationProfile, validate_pdf_bytes};

use crate::support::{build, examples, packet_text, said};

fn complies(bytes: &[u8], profile: ValidationProfile) -> Result<(), String> {
    let options = ValidationOptions::default().profile(profile);
    let report = validate_pdf_bytes(bytes, &options).map_err(|error| error.to_string())?;
    if report.is_compliant {
        return Ok(());
    }
    let rules: Vec<String> =
        report.failures.iter().map(|failure| format!("{failure:?}")).take(5).collect();
    Err(rules.join("\n"))
}

#[test]
fn every_example_builds_and_every_file_complies() {
    let mut n = 0;
    for entry in std::fs::read_dir(examples()).expect("examples").flatten() {
        let path = entry.path();
        if path.extension().is_none_or(|end| end != "yaml") {
            continue;
        }
        let text = std::fs::read_to_string(&path).expect("an example");
        let built = build(&text);
        let name = path.display();
        let Some(packet) = &built.packet else { panic!("{name}: {}", said(&built)) };
        assert!(packet.about.refused.is_empty(), "{name}: {}", said(&built));
        assert!(packet.files.len() > 2, "{name} is no packet");
        let words = packet_text(packet);
        let group = words.lines().find(|line| line.contains(['{', '}']));
        assert_eq!(
            group, None,
            "{name}: a group of facts is printed as the template engine shows it"
        );
        for file in packet.files.iter().filter(|file| !file.name.contains("exhibits")) {
            for profile in [ValidationProfile::PdfUa1, ValidationProfile::PdfA2a] {
                let result = complies(&file.bytes, profile);
                assert!(result.is_ok(), "{name}: {}: {profile:?}: {result:?}", file.name);
            }
        }
        n += 1;
    }
    assert!(n >= 2, "both petitions have an example");
}
