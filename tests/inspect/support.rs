//! The rules of the built-in law, and faults with what has to be found in them.

use std::sync::OnceLock;

use petition::catalog::Catalog;
use petition::inspect::{Expect, Inspected, Rules, inspect};

use crate::paper::Paper;

pub(crate) fn catalog() -> &'static Catalog {
    static CATALOG: OnceLock<Catalog> = OnceLock::new();
    CATALOG.get_or_init(|| Catalog::embedded().expect("the catalog loads"))
}

pub(crate) fn rules() -> Rules {
    Rules::read(&catalog().law).expect("the law has the measures")
}

pub(crate) fn inspected(bytes: &[u8]) -> Inspected {
    inspect(bytes, Expect::Any, &rules()).expect("readable")
}

/// The codes of what is found, sorted.
pub(crate) fn shows(bytes: &[u8]) -> Vec<&'static str> {
    let mut codes: Vec<&str> = inspected(bytes).findings.iter().map(|one| one.check.code).collect();
    codes.sort_unstable();
    codes.dedup();
    codes
}

/// A file with what has to be found in it, and nothing else.
pub(crate) struct Bad {
    pub(crate) codes: Vec<&'static str>,
    bytes: Vec<u8>,
}

impl Bad {
    pub(crate) fn new(code: &'static str, paper: Paper) -> Bad {
        Bad::file(code, paper.bytes())
    }

    pub(crate) fn file(code: &'static str, bytes: Vec<u8>) -> Bad {
        Bad { codes: vec![code], bytes }
    }

    pub(crate) fn and(mut self, code: &'static str) -> Bad {
        self.codes.push(code);
        self.codes.sort_unstable();
        self
    }

    pub(crate) fn hold(&self) {
        let found = inspected(&self.bytes);
        assert_eq!(shows(&self.bytes), self.codes, "{:#?}", found.findings);
    }
}
