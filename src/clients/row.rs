//! A row of a list to the tree of a case, each fact with the cell that states it.

use std::sync::Arc;

use super::ClientList;
use super::cell::{self, Note, Said, tidy};
use super::day;
use super::grid::{Cell, Shape, one_line};
use super::headings::Column;
use super::map::Target;
use super::tree::{Added, Branch};
use super::{remark, section, shift};
use crate::catalog::fields::Kind;
use crate::diagnostic::Diagnostic;
use crate::pipeline::Given;
use crate::source::{FieldPath, ListRow, MappedFact, Source, Span};
use crate::yaml::trouble;
use crate::yaml::{Node, Parsed, Scalar, Value};

/// A row that was read.
#[derive(Debug, Clone)]
pub struct RowRead {
    /// The row as a text, to draw places in.
    pub source: Arc<Source>,
    /// Its tree, and everything that is wrong with its cells.
    pub parsed: Parsed,
    /// The facts that the map gives a column to, each with its cell.
    pub cells: Arc<[MappedFact]>,
    /// The client's name and the number of the case, as typed: what its folder would be called.
    pub stem: String,
    /// What the row follows from: its cells, the map, and what was found wrong with it.
    pub content: Vec<u8>,
}

impl From<RowRead> for Given {
    fn from(row: RowRead) -> Given {
        Given { source: row.source, tree: Some(row.parsed), cells: row.cells }
    }
}

/// What to do about a row of fewer cells than headings.
const TOO_FEW: &str = "look for a separator too few, or a quotation mark that is closed too late";
/// What to do about a row of more cells than headings, empty ones counted: a comma inside a name
/// moves all cells behind it, and the last of them is often empty.
const TOO_MANY: &str = "look for a cell with a separator in it, such as `Lee, Ann`, and put it in quotation marks; where every row ends with a separator, write one behind the headings too";

/// The row as it is drawn: a line for the row, then one for each mapped column.
struct Drawn {
    source: Arc<Source>,
    /// For each column where its heading and its value stand.
    places: Vec<(Span, Span)>,
    /// The row as a whole.
    whole: Span,
}

pub(super) fn read(list: &ClientList, row: usize) -> RowRead {
    let drawn = draw(list, row);
    let mut reader = Reader {
        list,
        row,
        drawn,
        faults: Vec::new(),
        parts: Vec::new(),
        doubts: Vec::new(),
        empty: Vec::new(),
        cells: Vec::new(),
    };
    let faults = reader.of_the_row();
    if !faults.is_empty() {
        let faults = [faults, reader.faults].concat();
        let content = super::content::of(list, row, &faults);
        let parsed = Parsed { root: None, diagnostics: faults };
        let (source, stem) = (reader.drawn.source, unnamed(list, row));
        return RowRead { source, parsed, cells: Arc::default(), stem, content };
    }
    let root = reader.tree();
    let stem = stem(&root).unwrap_or_else(|| unnamed(list, row));
    let content = super::content::of(list, row, &reader.faults);
    let parsed = Parsed { root: Some(root), diagnostics: reader.faults };
    RowRead { source: reader.drawn.source, parsed, cells: reader.cells.into(), stem, content }
}

fn draw(list: &ClientList, row: usize) -> Drawn {
    let name = list.row_name(row);
    let mut text = format!("{name}\n");
    let mut ranges = Vec::new();
    for column in &list.columns {
        text.push_str(&format!("{}  ", super::grid::letters(column.at)));
        let key = text.len();
        text.push_str(&column.heading);
        let value = text.len() + 2;
        text.push_str(": ");
        text.push_str(
            &cell_of(list, row, column).map(|cell| one_line(cell.text)).unwrap_or_default(),
        );
        ranges.push((key..value - 2, value..text.len()));
        text.push('\n');
    }
    let head = name.len();
    let of = Some(ListRow { list: list.name.clone(), number: list.number(row) });
    let source = Arc::new(Source { row: of, ..Source::new(name, text) });
    let span = |range: std::ops::Range<usize>| Span {
        source: Arc::clone(&source),
        start: range.start,
        end: range.end,
    };
    let places = ranges.into_iter().map(|(key, value)| (span(key), span(value))).collect();
    let whole = span(0..head);
    Drawn { source, places, whole }
}

pub(super) fn cell_of<'l>(list: &'l ClientList, row: usize, column: &Column) -> Option<Cell<'l>> {
    list.grid.cell(*list.rows.get(row)?, column.at)
}

/// For each column the row that shows its days with the day before the month, where there is one.
pub(super) fn day_first(list: &ClientList) -> Vec<Option<usize>> {
    let shows = |column: &Column| {
        let dates =
            list.map.columns[column.mapped].targets.iter().any(|target| target.kind == Kind::Date);
        let first = |row: &usize| {
            cell_of(list, *row, column)
                .is_some_and(|cell| day::is_day_first(&tidy(cell.text, false)))
        };
        (0..list.n_rows()).find(first).filter(|_| dates)
    };
    list.columns.iter().map(shows).collect()
}

/// What the folder of a row is called that names nobody.
fn unnamed(list: &ClientList, row: usize) -> String {
    let stem = std::path::Path::new(&list.name).file_stem().unwrap_or_default();
    format!("{} row {}", stem.to_string_lossy(), list.number(row))
}

/// The client's name and the number of the case, as far as the row states them.
fn stem(root: &Node) -> Option<String> {
    let text = |node: &Node| node.scalar().map(|scalar| scalar.text.clone());
    let name = root.get("petitioner").and_then(|petitioner| petitioner.get("name")).and_then(text);
    let number = root.get("case_number").and_then(text);
    let words: Vec<String> =
        [name, number].into_iter().flatten().filter(|one| !one.is_empty()).collect();
    (!words.is_empty()).then(|| words.join(" "))
}

/// A part of a fact that several columns make.
struct Part {
    path: FieldPath,
    part: usize,
    text: String,
    column: usize,
}

/// A section behind which zeros may be lost.
struct Doubt {
    column: usize,
    path: FieldPath,
    /// What is told of it where the law data do not know it; nothing where it need not have been a number.
    note: Option<Note>,
}

struct Reader<'a> {
    list: &'a ClientList,
    row: usize,
    drawn: Drawn,
    faults: Vec<Diagnostic>,
    parts: Vec<Part>,
    /// Sections behind which zeros may be lost.
    doubts: Vec<Doubt>,
    /// Facts whose cells are empty, by column and position among its facts.
    empty: Vec<(usize, usize)>,
    /// The facts of all columns in the case that the row makes.
    cells: Vec<MappedFact>,
}

impl Reader<'_> {
    /// Faults of the row as a whole, after which its cells cannot be trusted.
    fn of_the_row(&mut self) -> Vec<Diagnostic> {
        let row = &self.list.grid.rows[self.list.rows[self.row]];
        let mut faults = Vec::new();
        let at = |code: &str, what: String, help: &str| {
            Diagnostic::error(code, what).at_span(self.drawn.whole.clone(), "").help(help)
        };
        if let Some((what, help)) = remark::found(self.list, self.row) {
            return vec![at("no-client", what, help)];
        }
        if let (Some(n), Some(width)) = (row.n_cells, self.list.width)
            && n != width
        {
            let what = format!("the row has {n} cells, and the headings have {width}");
            let help = if n < width { TOO_FEW } else { TOO_MANY };
            faults.push(at("ragged-row", what, help));
        } else if let Some(shift) = shift::found(self.list, self.row) {
            let (what, help) = shift.told(self.list);
            faults.push(at("shifted-row", what, help));
        }
        let reads = |[from, to]: &&[(usize, usize); 2]| {
            (from.0..=to.0).contains(&row.number)
                && self.list.columns.iter().any(|one| (from.1..=to.1).contains(&one.at))
        };
        let merged = self.list.grid.merged.iter().find(reads);
        if let Some([from, to]) = merged {
            let name =
                |corner: &(usize, usize)| format!("{}{}", super::grid::letters(corner.1), corner.0);
            let what = format!(
                "the cells {} to {} are merged, and only the first holds a value",
                name(from),
                name(to)
            );
            faults.push(at("merged-cells", what, "unmerge them and write the value into each row"));
        }
        if row.hidden {
            let warning = Diagnostic::warning(
                "hidden-row",
                "the spreadsheet hides this row, and a packet is made of it all the same",
            )
            .at_span(self.drawn.whole.clone(), "")
            .help("delete the row if it is not meant, or show it");
            self.faults.push(warning);
        }
        faults
    }

    fn tree(&mut self) -> Node {
        let every = &self.list.map.every;
        let mut root = Branch::of(every);
        for n in 0..self.list.columns.len() {
            self.column(n, &mut root);
        }
        self.joined(&mut root);
        self.doubted(&root);
        self.needed(&mut root);
        self.cells = self.cells(&root);
        let mut root = root.into_node(&self.drawn.whole);
        if let Value::Map(entries) = &mut root.value {
            // A fact that is missing at the top is drawn where the first key stands: at the row as a whole.
            let petition = entries.iter_mut().find(|entry| entry.key == "petition");
            petition.into_iter().for_each(|entry| entry.key_span = self.drawn.whole.clone());
            entries.sort_by_key(|entry| entry.key != "petition");
        }
        root
    }

    fn column(&mut self, n: usize, root: &mut Branch) {
        let list = self.list;
        let column = &list.columns[n];
        let cell = cell_of(list, self.row, column);
        if let Some(cell) = cell
            && let Some(fault) = self.control(n, cell)
        {
            self.faults.push(fault);
            list.map.columns[column.mapped]
                .targets
                .iter()
                .for_each(|target| self.refuse(n, target, root));
            return;
        }
        for (at, target) in list.map.columns[column.mapped].targets.iter().enumerate() {
            let cell = cell.unwrap_or(Cell { text: "", shape: Shape::Text });
            match cell::read(&list.lexicon, target, cell) {
                Ok((said, notes)) => {
                    for note in notes {
                        match note.code == section::NUMBER && target.kind == Kind::Section {
                            true => self.doubt(n, target, Some(note)),
                            false => self.tell(n, note, Diagnostic::warning),
                        }
                    }
                    // A CSV does not say which of its cells were numbers when it was exported.
                    if list.width.is_some() && section::is_figure(target, cell) {
                        self.doubt(n, target, None);
                    }
                    self.either(n, target, cell);
                    self.said(n, (at, target), said, root);
                }
                Err(note) => {
                    self.tell(n, note, Diagnostic::error);
                    self.refuse(n, target, root);
                }
            }
        }
    }

    /// A character that nobody can see, or that stands for a lost one.
    fn control(&self, n: usize, cell: Cell<'_>) -> Option<Diagnostic> {
        let odd = cell.text.chars().find(|c| trouble::forbidden(*c) || trouble::unseen(*c))?;
        let heading = &self.list.columns[n].heading;
        Some(trouble::control(odd, Some(heading), self.drawn.places[n].1.clone()))
    }

    fn tell(&mut self, n: usize, note: Note, severity: impl Fn(&str, String) -> Diagnostic) {
        let place = &self.drawn.places[n].1;
        let mut told = severity(note.code, note.what).at_span(place.clone(), "").help(note.help);
        told.why = note.why.map(str::to_owned);
        // A cell that fills several facts is wrong once.
        let alike = |one: &Diagnostic| one.code == told.code && one.places == told.places;
        if !self.faults.iter().any(alike) {
            self.faults.push(told);
        }
    }

    /// Warns of a day that would be another in a column where some stand before the month.
    fn either(&mut self, n: usize, target: &Target, cell: Cell<'_>) {
        let Some(shown) = self.list.day_first.get(n).copied().flatten() else { return };
        let text = tidy(cell.text, false);
        if target.kind != Kind::Date || cell.shape != Shape::Text || !day::is_either(&text) {
            return;
        }
        let what = format!(
            "`{text}` is read with the month first, and row {} of this column has the day first",
            self.list.number(shown)
        );
        let note = Note {
            code: "month-or-day",
            what,
            why: None,
            help: "write all days of the column as 2016-05-02".to_owned(),
        };
        self.tell(n, note, Diagnostic::warning);
    }

    fn said(&mut self, n: usize, (at, target): (usize, &Target), said: Said, root: &mut Branch) {
        match said {
            Said::Nothing => self.empty.push((n, at)),
            Said::One(text) => match target.part {
                Some(part) => {
                    self.parts.push(Part { path: target.path.clone(), part, text, column: n })
                }
                None => self.add(n, &target.path, scalar(text), root),
            },
            Said::Many(items) if items.is_empty() => {
                self.add(n, &target.path, Value::List(Vec::new()), root)
            }
            Said::Many(items) => {
                for (index, item) in items.into_iter().enumerate() {
                    self.add(n, &target.path.index(index), scalar(item), root);
                }
            }
            Said::Group(facts) => self.group(n, &target.path, facts, root),
            Said::Groups(groups) => {
                for (index, facts) in groups.into_iter().enumerate() {
                    self.group(n, &target.path.index(index), facts, root);
                }
            }
        }
    }

    fn group(
        &mut self,
        n: usize,
        path: &FieldPath,
        facts: Vec<(&'static str, String)>,
        root: &mut Branch,
    ) {
        for (name, text) in facts {
            self.add(n, &path.key(name), scalar(text), root);
        }
    }

    fn refuse(&mut self, n: usize, target: &Target, root: &mut Branch) {
        self.add(n, &target.path, Value::Refused, root);
    }

    fn add(&mut self, n: usize, path: &FieldPath, value: Value, root: &mut Branch) {
        let (key, place) = self.drawn.places[n].clone();
        let node = Node { span: place.clone(), value };
        let added = Added { node: node.clone(), key: &key, row: &self.drawn.whole };
        let Some(stands) = root.add(&path.0, added) else { return };
        let told = stands.value == Value::Refused || node.value == Value::Refused;
        if told || stands.value == node.value {
            return;
        }
        let fault = Diagnostic::error(
            "stated-twice",
            format!("two columns state `{path}`, and not the same"),
        )
        .at_span(place, "")
        .at_span(stands.span, "another here")
        .help("correct one of them, or leave its cell empty");
        self.faults.push(fault);
    }

    /// Adds the facts that several columns make.
    fn joined(&mut self, root: &mut Branch) {
        let mut parts = std::mem::take(&mut self.parts);
        parts.sort_by(|a, b| (&a.path, a.part).cmp(&(&b.path, b.part)));
        for same in parts.chunk_by(|a, b| a.path == b.path) {
            let words: Vec<&str> = same.iter().map(|part| part.text.as_str()).collect();
            self.add(same[0].column, &same[0].path, scalar(words.join(" ")), root);
        }
    }

    /// Tells of the sections behind which zeros can have been lost, now that their codes are known.
    fn doubted(&mut self, root: &Branch) {
        for Doubt { column, path, note } in std::mem::take(&mut self.doubts) {
            let lexicon = &self.list.lexicon;
            let above = &path.0[..path.0.len().saturating_sub(1)];
            let code = FieldPath(above.to_vec()).key("code");
            let (Some(section), code) = (root.text(&path.0), root.text(&code.0)) else { continue };
            let zeros = lexicon.sections.zeros(&lexicon.codes, code.unwrap_or_default(), section);
            if let Some(note) = zeros.told(&path, note) {
                self.tell(column, note, Diagnostic::warning);
            }
        }
    }

    fn doubt(&mut self, column: usize, target: &Target, note: Option<Note>) {
        self.doubts.push(Doubt { column, path: target.path.clone(), note });
    }

    /// Adds what the petition needs and an empty cell does not say, so that it is told at that cell.
    fn needed(&mut self, root: &mut Branch) {
        let petition = self.petition(root);
        for (n, at) in std::mem::take(&mut self.empty) {
            let mapped = self.list.columns[n].mapped;
            let path = &self.list.map.columns[mapped].targets[at].path;
            let stated = |steps: usize| root.holds(&path.0[..steps]);
            let needed = self.list.needs.needed(&petition, (mapped, at), &stated);
            if needed && !root.holds(&path.0) {
                let (key, place) = self.drawn.places[n].clone();
                let blank = Scalar { text: String::new(), plain: true };
                let node =
                    Node { span: Span { end: place.start, ..place }, value: Value::Scalar(blank) };
                root.add(&path.0.clone(), Added { node, key: &key, row: &self.drawn.whole });
            }
        }
    }

    /// Where each fact stands, or would if its cell were not empty.
    fn cells(&self, root: &Branch) -> Vec<MappedFact> {
        let mut cells = Vec::new();
        for (column, (_, cell)) in self.list.columns.iter().zip(&self.drawn.places) {
            for target in &self.list.map.columns[column.mapped].targets {
                let steps = root.closed(&target.path.0);
                cells.extend(steps.map(|steps| MappedFact {
                    path: FieldPath(steps),
                    heading: column.heading.clone(),
                    cell: cell.clone(),
                }));
            }
        }
        cells
    }

    fn petition(&self, root: &Branch) -> String {
        let Branch::Group(entries) = root else { return String::new() };
        let entry = entries.iter().find(|(key, _, _)| key == "petition");
        match entry {
            Some((_, _, Branch::Leaf(node))) => {
                node.scalar().map(|scalar| scalar.text.trim().to_owned()).unwrap_or_default()
            }
            _ => String::new(),
        }
    }
}

/// Words as a case file would quote them: none of them is YAML's own.
fn scalar(text: String) -> Value {
    Value::Scalar(Scalar { text, plain: false })
}
