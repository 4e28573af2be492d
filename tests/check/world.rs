//! The catalog, and cases read from text under it.

use std::path::Path;
use std::sync::{Arc, OnceLock};

use chrono::NaiveDate;
use petition::case::{Case, Loading};
use petition::catalog::Catalog;
use petition::catalog::petition::Petition;
use petition::check::condition::Inquiry;
use petition::diagnostic::Diagnostic;
use petition::source::Source;

/// The catalog of the folders as they stand, read once: what is built in is a copy of them.
pub(crate) fn catalog() -> &'static Catalog {
    static CATALOG: OnceLock<Catalog> = OnceLock::new();
    CATALOG.get_or_init(|| {
        Catalog::from_folders(Some(Path::new("forms")), Some(Path::new("templates")))
            .unwrap_or_else(|faults| panic!("{}", faults.join("\n")))
    })
}

/// A case with everything that is said of its text.
pub(crate) fn load(source: &Arc<Source>) -> (Option<Case>, Vec<Diagnostic>) {
    let catalog = catalog();
    let loading = Loading {
        fields: &catalog.fields,
        petition: &|name| catalog.known(name),
        petitions: &catalog.names,
        client: &|_| Err(Box::new(Diagnostic::error("no-client", "fixtures have no client file"))),
        covers: &|_| true,
        any_petition: false,
    };
    let loaded = Case::load(source, &loading);
    (loaded.case, loaded.diagnostics)
}

/// A case from a text that may lack facts which a whole case file must have.
pub(crate) fn case(text: &str) -> Case {
    let source = Arc::new(Source::new("case.yaml", text));
    let (case, diagnostics) = load(&source);
    case.unwrap_or_else(|| panic!("{diagnostics:#?}"))
}

/// A date written `2026-11-20`.
pub(crate) fn day(text: &str) -> NaiveDate {
    text.trim().parse().expect("a date")
}

/// The petition of a case.
pub(crate) fn petition(case: &Case) -> &'static Petition {
    catalog().petition(&case.petition).expect("a petition of the catalog")
}

/// An inquiry into a case under its own petition.
pub(crate) fn inquiry<'a>(case: &'a Case, as_of: &str) -> Inquiry<'a> {
    Inquiry {
        case,
        petition: petition(case),
        law: &catalog().law,
        as_of: day(as_of),
        decided: &[],
        around: None,
    }
}
