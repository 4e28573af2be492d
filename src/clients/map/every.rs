//! The facts that a map states for every row: the petition, and whatever all cases share.

use super::{MappedColumn, Reader};
use crate::catalog::schema::near::nearest;
use crate::catalog::schema::{self, PetitionFacts, PetitionSchema};
use crate::diagnostic::Diagnostic;
use crate::source::{FieldPath, Span, Step};
use crate::yaml::{Entry, Node, Value};

/// Codes of what is no fault of a part of a case: a column may fill the rest.
const PARTIAL: [&str; 2] = ["missing-fact", "says-nothing"];

impl Reader<'_> {
    /// The shared facts as one mapping; their faults are told here, once, and not in every row.
    pub(super) fn every(&mut self, root: &Node, columns: &[MappedColumn]) -> Node {
        let stated = root.get("every").filter(|node| !node.is_blank());
        let mut every = match stated {
            Some(node) if matches!(node.value, Value::Map(_)) => node.clone(),
            Some(node) => {
                self.fault(
                    "wrong-type",
                    "`every` is a group of facts",
                    &node.span,
                    "indent the facts that all cases share below it",
                );
                empty(node.span.clone())
            }
            None => empty(root.span.clone()),
        };
        self.petition(root, &mut every, columns);
        self.validate(&every);
        every
    }

    fn petition(&mut self, root: &Node, every: &mut Node, columns: &[MappedColumn]) {
        let path = FieldPath(vec![Step::Key("petition".to_owned())]);
        let by_column =
            columns.iter().flat_map(|column| &column.targets).any(|one| one.path == path);
        let here = root.entry("petition").filter(|entry| !entry.value.is_blank());
        let entry = here.or_else(|| every.entry("petition")).cloned();
        match &entry {
            Some(entry) => self.known(entry),
            None if by_column => {}
            None => {
                let help = "write `petition: expungement`, or another that `petition petitions` lists, or map a column to `petition`";
                self.fault(
                    "missing-petition",
                    "the map names no petition",
                    &root.span.clone(),
                    help,
                );
            }
        }
        if let (Some(entry), Some(_)) = (here, every.entry("petition")) {
            self.fault(
                "stated-twice",
                "the petition is named twice",
                &entry.key_span,
                "name it once",
            );
        } else if let (Some(entry), Value::Map(entries)) = (here, &mut every.value) {
            entries.insert(0, entry.clone());
        }
    }

    fn known(&mut self, entry: &Entry) {
        let name =
            entry.value.scalar().map(|scalar| scalar.text.trim().to_owned()).unwrap_or_default();
        if self.catalog.known(&name).is_some() {
            return;
        }
        let help = match nearest(&name, self.catalog.names.iter().map(String::as_str)) {
            Some(near) => format!("did you mean `{near}`?"),
            None => "`petition petitions` lists them all".to_owned(),
        };
        self.fault(
            "unknown-petition",
            "there is no petition of this name",
            &entry.value.span,
            help,
        );
    }

    fn validate(&mut self, every: &Node) {
        let fields = &self.catalog.fields;
        let optional = fields.facts.iter().map(|field| field.name.clone()).collect();
        let facts = PetitionFacts { optional, ..PetitionFacts::default() };
        let covers = |c: char| self.catalog.faces.covers(c);
        let found: Vec<Diagnostic> = match PetitionSchema::new(fields, &facts) {
            Ok(schema) => schema::validate(&schema, every, &covers).diagnostics,
            Err(errors) => {
                errors.into_iter().map(|error| Diagnostic::error("faulty-catalog", error)).collect()
            }
        };
        self.faults.extend(found.into_iter().filter(|one| !PARTIAL.contains(&one.code.as_str())));
    }
}

fn empty(span: Span) -> Node {
    Node { span, value: Value::Map(Vec::new()) }
}
