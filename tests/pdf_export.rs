//! The files that `pdf::export` writes: valid, readable, and always the same bytes.

mod pdf_pages;

use page_validation::{ValidationOptions, ValidationProfile, validate_pdf_bytes};
use pdf_pages::{Setter, every_role, faces, metadata, pleading};
use petition::layout::page::Pages;
use petition::pdf::export;

fn check(bytes: &[u8]) {
    for profile in [ValidationProfile::PdfUa1, ValidationProfile::PdfA2a] {
        let options = ValidationOptions::default().profile(profile);
        let report = validate_pdf_bytes(bytes, &options).expect("readable");
        assert!(report.is_compliant, "{profile:?}: {:#?}", report.failures);
    }
}

/// Leaves the file for the outside tools where a folder for it is named.
fn keep(name: &str, bytes: &[u8]) {
    if let Some(folder) = option_env!("PDF_SAMPLES") {
        std::fs::write(format!("{folder}/{name}.pdf"), bytes).expect("writable folder");
    }
}

fn written(pages: &Pages) -> Vec<u8> {
    export(pages, &faces(), &metadata(&pages.title)).expect("exports")
}

#[test]
fn a_pleading_passes_pdf_ua_1_and_pdf_a_2a() {
    let setter = Setter::new();
    for who in 0..6 {
        let bytes = written(&pleading(&setter, 4, who));
        keep(&format!("pleading-{who}"), &bytes);
        check(&bytes);
    }
}

#[test]
fn every_role_passes_too() {
    let bytes = written(&every_role(&Setter::new()));
    keep("every-role", &bytes);
    check(&bytes);
}

#[test]
fn one_page_and_many_pages_pass() {
    let setter = Setter::new();
    for n in [1, 2, 40] {
        check(&written(&pleading(&setter, n, n)));
    }
}
