//! What is said of a row in the words of somebody who has the list before them: headings and columns, not keys.

use crate::case::Loaded;
use crate::diagnostic::render::Resolver;
use crate::diagnostic::{At, Diagnostic, Place};
use crate::source::{FieldPath, MappedFact, Span, Step};

/// Most columns that one help names.
const MOST_NAMED: usize = 4;

/// A row that was read, which finds the cell of each fact that it leaves open.
pub(crate) fn placed(mut loaded: Loaded, cells: &[MappedFact]) -> Loaded {
    if let Some(case) = &mut loaded.case {
        for one in cells {
            case.spans.entry(one.path.clone()).or_insert_with(|| one.cell.clone());
        }
    }
    loaded
}

/// Says where a fact that is asked for belongs, and which column a name in a help is. Saying it
/// twice changes nothing.
pub(crate) fn in_words_of_a_list(
    diagnostics: &mut [Diagnostic],
    cells: &[MappedFact],
    resolve: &Resolver<'_>,
) {
    if cells.is_empty() {
        return;
    }
    let list = List { cells, resolve };
    for one in diagnostics {
        match one.asks.is_empty() {
            true => list.name_columns(one),
            false => list.ask(one),
        }
    }
}

struct List<'a> {
    cells: &'a [MappedFact],
    resolve: &'a Resolver<'a>,
}

impl List<'_> {
    /// The columns that state a fact, or part of it, or a group that it is in.
    fn of(&self, fact: &FieldPath) -> Vec<&MappedFact> {
        let exact = |one: &&MappedFact| one.path == *fact;
        let above = |one: &&MappedFact| fact.0.starts_with(&one.path.0);
        let below = |one: &&MappedFact| one.path.0.starts_with(&fact.0);
        let found = |which: &dyn Fn(&&MappedFact) -> bool| -> Vec<&MappedFact> {
            self.cells.iter().filter(which).collect()
        };
        let ways = [found(&exact), found(&above), found(&below)];
        ways.into_iter().find(|found| !found.is_empty()).unwrap_or_default()
    }

    fn ask(&self, one: &mut Diagnostic) {
        let mut columns: Vec<String> = Vec::new();
        let mut unmapped = Vec::new();
        let mut cells = Vec::new();
        for fact in &one.asks {
            let found = self.of(fact);
            if found.is_empty() {
                unmapped.push(format!("`{fact}`"));
            }
            for cell in found {
                cells.push(&cell.cell);
                let column = cell.column();
                if !columns.contains(&column) {
                    columns.push(column);
                }
            }
        }
        let n_more = columns.len().saturating_sub(MOST_NAMED);
        columns.truncate(MOST_NAMED);
        let more = if n_more > 0 { format!("; and {n_more} more") } else { String::new() };
        let fill = (!columns.is_empty()).then(|| format!("fill in {}{more}", columns.join("; ")));
        let add = (!unmapped.is_empty()).then(|| {
            format!(
                "no column is mapped to {}; add one to the map, or state it there under `every:` where it is the same for all",
                unmapped.join(", ")
            )
        });
        one.help = Some([fill, add].into_iter().flatten().collect::<Vec<_>>().join("; "));
        let place = self.place(one);
        if let Some(cell) = cells.first()
            && !place.is_some_and(|place| cells.contains(&&place))
        {
            let place = Place { at: At::Span((*cell).clone()), note: String::new() };
            one.places.splice(..one.places.len().min(1), [place]);
        }
    }

    fn place(&self, one: &Diagnostic) -> Option<Span> {
        match &one.places.first()?.at {
            At::Field(path) => (self.resolve)(path),
            At::Span(span) => Some(span.clone()),
        }
    }

    /// Adds to a help the columns of the facts that it names.
    fn name_columns(&self, one: &mut Diagnostic) {
        let Some(help) = &one.help else { return };
        let near = match one.places.first().map(|place| &place.at) {
            Some(At::Field(path)) => Some(path),
            Some(At::Span(span)) => {
                self.cells.iter().find(|one| one.cell == *span).map(|one| &one.path)
            }
            None => None,
        };
        let mut legend: Vec<String> = Vec::new();
        for name in help.split('`').skip(1).step_by(2) {
            let name = name.split(':').next().unwrap_or(name).trim();
            let Some(cell) = self.named(name, near) else { continue };
            let words = format!("`{name}` is {}", cell.column());
            if !legend.contains(&words) && !help.contains(&words) {
                legend.push(words);
            }
        }
        if !legend.is_empty() {
            one.help = Some(format!("{help} ({})", legend.join("; ")));
        }
    }

    /// The fact of a name, the one that stands nearest where several have it.
    fn named(&self, name: &str, near: Option<&FieldPath>) -> Option<&MappedFact> {
        let is_named = |one: &&MappedFact| {
            let path = one.path.to_string();
            path == name || path.strip_suffix(name).is_some_and(|above| above.ends_with('.'))
        };
        let shared = |one: &&MappedFact| {
            near.map_or(0, |near| {
                near.0.iter().zip(&one.path.0).take_while(|(a, b)| a == b).count()
            })
        };
        let same_items =
            |one: &&MappedFact| near.is_none_or(|near| !in_another_item(near, &one.path));
        // The first of those that stand equally near.
        self.cells.iter().rev().filter(is_named).filter(same_items).max_by_key(shared)
    }
}

/// Whether two facts part at the position in a list: one of the first offense, one of the second.
fn in_another_item(a: &FieldPath, b: &FieldPath) -> bool {
    let parting = a.0.iter().zip(&b.0).find(|(a, b)| a != b);
    matches!(parting, Some((Step::Index(_), Step::Index(_))))
}
