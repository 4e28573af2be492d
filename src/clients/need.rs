//! Which facts that columns fill each petition needs, so that an empty cell of one is told at its cell.

use std::collections::BTreeMap;

use super::map::{ClientMap, Target};
use crate::catalog::Catalog;
use crate::catalog::schema::{PetitionSchema, Slot};
use crate::source::Step;

/// For each step of a fact's path whether the petition needs it; nothing where the petition does not know the fact.
type Need = Option<Vec<bool>>;

/// What each petition that the rows can name needs, by all of its names.
#[derive(Debug, Clone, PartialEq, Default)]
pub(super) struct Needs {
    /// For each of the map's columns and each of its facts.
    by_petition: BTreeMap<String, Vec<Vec<Need>>>,
}

impl Needs {
    /// The needs of the map's petition, or of all where a column names it.
    pub(super) fn of(catalog: &Catalog, map: &ClientMap) -> Needs {
        let stated = map.every.get("petition").and_then(|node| node.scalar());
        let names: Vec<&str> = match stated {
            Some(scalar) => vec![scalar.text.trim()],
            None => catalog.names.iter().map(String::as_str).collect(),
        };
        let needs = |name: &str| -> Option<(String, Vec<Vec<Need>>)> {
            let facts = catalog.known(name)?.facts;
            let schema = PetitionSchema::new(&catalog.fields, facts).ok()?;
            let of = |target: &Target| need(&schema.slots, &target.path.0);
            let columns = map.columns.iter().map(|column| column.targets.iter().map(of).collect());
            Some((name.to_owned(), columns.collect()))
        };
        Needs { by_petition: names.into_iter().filter_map(needs).collect() }
    }

    /// Whether a petition needs the fact of a column even where nothing else of its group is stated
    /// but what `is_stated` says of the first steps of its path.
    pub(super) fn needed(
        &self,
        petition: &str,
        (column, target): (usize, usize),
        is_stated: &dyn Fn(usize) -> bool,
    ) -> bool {
        let Some(columns) = self.by_petition.get(petition) else { return false };
        let need = columns.get(column).and_then(|targets| targets.get(target));
        let Some(Some(steps)) = need else { return false };
        let Some((last, above)) = steps.split_last() else { return false };
        *last && above.iter().enumerate().all(|(n, needed)| *needed || is_stated(n + 1))
    }
}

fn need(slots: &[Slot<'_>], steps: &[Step]) -> Need {
    let mut level = slots;
    let mut needs = Vec::new();
    for step in steps {
        match step {
            Step::Index(index) => needs.push(*index == 0 && needs.last() == Some(&true)),
            Step::Key(name) => {
                let slot = level.iter().find(|slot| slot.field.name == *name)?;
                needs.push(slot.required);
                level = &slot.slots;
            }
        }
    }
    Some(needs)
}
