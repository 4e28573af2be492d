//! Where the headings that a map names stand, if not in the row that was taken for them: one fault instead of one for each.

use crate::clients::cell::{plain, tidy};
use crate::clients::grid::{self, Grid};
use crate::clients::map::ClientMap;
use crate::diagnostic::Diagnostic;

/// How many rows are looked through.
const N_ROWS: usize = 50;
/// What lists are parted by, a tab among them.
const SEPARATORS: [char; 5] = [',', ';', '\t', '|', '^'];
/// So many headings that are missing are told one by one.
const FEW: usize = 3;

/// A list whose headings were taken from a row.
pub(super) struct Taken<'a> {
    pub(super) list: &'a str,
    pub(super) grid: &'a Grid,
    pub(super) map: &'a ClientMap,
    /// Position of the row among those that hold something.
    pub(super) at: usize,
}

/// A row read with a separator of its own, or as the list was read.
struct Look {
    at: usize,
    separator: Option<char>,
    /// How many of the mapped headings it holds.
    n: usize,
}

impl Taken<'_> {
    /// What to say where the row lacks most of what the map names: which row or separator has it,
    /// or that none has.
    pub(super) fn lost(&self) -> Option<Diagnostic> {
        let n_wanted = self.map.columns.len();
        let here = self.n_held(self.at, None);
        if here * 2 >= n_wanted {
            return None;
        }
        let better = self.best().filter(|best| best.n > here && best.n * 2 >= n_wanted);
        match better {
            Some(best) => Some(self.named(&best, here)),
            None if n_wanted - here > FEW => Some(self.nowhere(here)),
            None => None,
        }
    }

    /// The first look that finds the most; the list as it was read comes before other separators.
    fn best(&self) -> Option<Look> {
        let rows = 0..self.grid.rows.len().min(N_ROWS);
        let separators = || [None].into_iter().chain(SEPARATORS.map(Some));
        let looks = rows.flat_map(|at| separators().map(move |separator| (at, separator)));
        let look = |(at, separator)| Look { at, separator, n: self.n_held(at, separator) };
        looks.map(look).reduce(|best, next| if next.n > best.n { next } else { best })
    }

    fn n_held(&self, at: usize, separator: Option<char>) -> usize {
        let mut held: Vec<String> = Vec::new();
        for (_, cell) in self.grid.cells(at) {
            match separator {
                None => held.push(plain(&tidy(cell.text, false))),
                Some(separator) => held.extend(cell.text.split(separator).map(bare)),
            }
        }
        let columns = self.map.columns.iter();
        columns.filter(|one| held.contains(&plain(&one.heading))).count()
    }

    fn named(&self, best: &Look, here: usize) -> Diagnostic {
        let number = |at: usize| self.grid.rows[at].number;
        let of = self.map.columns.len();
        let what = format!(
            "row {} of `{}` holds {here} of the {of} headings that the map names, and {} {}",
            number(self.at),
            self.list,
            match (best.at == self.at, best.separator) {
                (false, None) => format!("row {} holds", number(best.at)),
                (false, Some(_)) => format!("row {}, parted otherwise, holds", number(best.at)),
                (true, _) => "parted otherwise it holds".to_owned(),
            },
            if best.n == of { "all of them".to_owned() } else { best.n.to_string() }
        );
        let row = (best.at != self.at).then(|| format!("`headings_row: {}`", number(best.at)));
        let separator = best.separator.map(|separator| match separator {
            '\t' => "`separator: tab`".to_owned(),
            one => format!("`separator: \"{one}\"`"),
        });
        let keys: Vec<String> = [row, separator].into_iter().flatten().collect();
        let place = grid::place(self.list, number(best.at), None);
        Diagnostic::error("headings-elsewhere", what)
            .at_span(place, "")
            .help(format!("write {} in the map", keys.join(" and ")))
    }

    fn nowhere(&self, here: usize) -> Diagnostic {
        let number = self.grid.rows[self.at].number;
        let of = self.map.columns.len();
        let what = format!(
            "row {number} of `{}`, which is taken for the headings, holds {here} of the {of} that the map names",
            self.list
        );
        Diagnostic::error("absent-headings", what)
            .at_span(grid::place(self.list, number, None), "")
            .help("say in the map where they are: `headings_row` for another row, `sheet` for another sheet, `separator` for what stands between the cells; or use the map of this list")
    }
}

fn bare(part: &str) -> String {
    plain(&tidy(part.trim().trim_matches('"'), false))
}
