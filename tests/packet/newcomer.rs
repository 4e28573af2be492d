//! The path of forms/README.md: a new petition, added as data only, in a temporary folder, builds.

use std::fs;
use std::path::Path;

use petition::catalog::Catalog;

use crate::support::{build_with, packet_text, said};

const PETITION: &str = r#"
id: record-copy
aliases: ["13320"]
title: Request for a copy of the record
says: asks the court for a certified copy of the record of a case
law: [pen-9999]
facts:
  required: [court.county, case_number, petitioner.name]
  optional: [petitioner, attorney, now, convictions]
  for_signing: [hearing]
families:
  - id: copy
    unit: ""
    reliefs:
      - id: certified-copy
        provision: pen-9999-a
        title: a certified copy of the record
        requires:
          - is: { now.charged: false }
            provision: pen-9999-a
            code: charged
            says: the person is not charged with any offense
        grounds:
          - { id: party, of_right: true, provision: pen-9999-a, says: the person was a party to the case }
papers:
  - { id: request, template: record-copy/request }
  - { id: guide, template: record-copy/guide, number: false }
"#;

const LAW: &str = "
source: this test
copy: 2026-07-21
provisions:
  - key: pen-9999
    says: A fictional section, for a test of adding petitions.
  - key: pen-9999-a
    says: A party to a case may have a certified copy of its record.
";

const REQUEST: &str = "---
paper: request
file: request
title: Request for a Certified Copy
stationery: pleading
particulars: ['({{ cite(of=\"pen-9999-a\") }})']
---
1. {{ petitioner.name }} asks for a certified copy of the record of Case {{ case_number }}.

2. The hearing is on {{ hearing.date | blank(label='hearing date') }}.

```signature
under: {{ filer.name }}
```
";

const GUIDE: &str = "---
paper: guide
file: guide
title: Guide
stationery: guide
filed: false
---
# Guide

{% for blank in blanks %}- {{ blank.label }}
{% endfor %}
";

const CASE: &str = r#"
petition: record-copy
court: { county: Alameda }
case_number: "0012345"
petitioner: { name: Nguyễn Thị Hạnh }
now: { as_of: 2026-11-20, serving_sentence: no, on_probation: no, charged: no }
"#;

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("a folder");
    for entry in fs::read_dir(from).expect("a folder").flatten() {
        let target = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy(&entry.path(), &target);
        } else {
            fs::copy(entry.path(), target).expect("a copy");
        }
    }
}

#[test]
fn a_petition_added_as_data_builds() {
    let folder = tempfile::tempdir().expect("a folder");
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let (forms, templates) = (folder.path().join("forms"), folder.path().join("templates"));
    copy(&root.join("forms"), &forms);
    fs::create_dir_all(templates.join("record-copy")).expect("a folder");
    fs::write(forms.join("petitions/record-copy.yaml"), PETITION).expect("written");
    fs::write(templates.join("record-copy/request.md.tera"), REQUEST).expect("written");
    fs::write(templates.join("record-copy/guide.md.tera"), GUIDE).expect("written");
    fs::write(forms.join("law/pen-records.yaml"), LAW).expect("written");

    let catalog = Catalog::from_folders(Some(&forms), Some(&templates))
        .unwrap_or_else(|faults| panic!("{}", faults.join("\n")));
    let built = build_with(&catalog, CASE);
    let packet = built.packet.as_ref().unwrap_or_else(|| panic!("{}", said(&built)));
    let names: Vec<&str> = packet.files.iter().map(|file| file.name.as_str()).collect();
    assert_eq!(names, ["00-guide.pdf", "01-request.pdf"]);
    let text = packet_text(packet);
    assert!(text.contains("0012345") && text.contains("9999"), "{text}");
    assert_eq!(packet.about.blanks.len(), 1, "the hearing date is a blank");

    let request = templates.join("record-copy/request.md.tera");
    let group = REQUEST.replace("hearing.date | blank", "hearing | blank");
    fs::write(&request, group).expect("written");
    let catalog = Catalog::from_folders(Some(&forms), Some(&templates)).expect("a catalog");
    let built = build_with(&catalog, &format!("{CASE}hearing: {{ time: \"9:00 a.m.\" }}\n"));
    assert!(said(&built).contains("a group of facts has no words"), "{}", said(&built));

    let barred = build_with(&catalog, &CASE.replace("charged: no", "charged: yes"));
    let packet = barred.packet.as_ref().expect("the guide");
    assert_eq!(packet.files.len(), 1, "only the guide: {}", said(&barred));
}
