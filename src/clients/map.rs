//! The text of a column map to what each heading of a list means; every fault of the map in one run.

use std::sync::Arc;

use super::cell::{plain, word};
use super::encoding::Encoding;
use super::path;
use crate::catalog::Catalog;
use crate::catalog::fields::{Fields, Kind};
use crate::catalog::schema::near::nearest;
use crate::catalog::schema::scalar::{self, Leaf, one_of};
use crate::diagnostic::{Diagnostic, is_faulty};
use crate::source::{FieldPath, Source, Span};
use crate::yaml::{self, Entry, Node, Value};

mod every;

/// What a map says of the columns of a list, and of all its cases.
#[derive(Debug, Clone, PartialEq)]
pub struct ClientMap {
    /// The map's text.
    pub source: Arc<Source>,
    /// How its lists are read.
    pub options: Options,
    /// Facts that all cases share, the petition's name among them; a mapping.
    pub every: Node,
    /// Headings and what their columns are, in the order of the map.
    pub columns: Vec<MappedColumn>,
    /// Headings of columns that are left out, and where the map says so.
    pub ignore: Vec<(String, Span)>,
}

/// How lists are read, where their files do not say it themselves.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Options {
    /// The sheet of a workbook; its first where none is named.
    pub sheet: Option<String>,
    /// The row of the headings; the first that holds something where none is named.
    pub headings_row: Option<usize>,
    /// What stands between the cells of a CSV.
    pub separator: Option<char>,
    /// How the text of a CSV is encoded.
    pub encoding: Option<Encoding>,
}

/// A heading and the facts that its column fills.
#[derive(Debug, Clone, PartialEq)]
pub struct MappedColumn {
    /// The heading as the map writes it.
    pub heading: String,
    /// Where it stands in the map.
    pub span: Span,
    /// The facts.
    pub targets: Vec<Target>,
}

/// A fact that a column fills.
#[derive(Debug, Clone, PartialEq)]
pub struct Target {
    /// Its path.
    pub path: FieldPath,
    /// Its name: the last step of the path that is no position.
    pub field: String,
    /// Its type.
    pub kind: Kind,
    /// How its cells are read where the type does not say it.
    pub how: How,
    /// Its place among several columns that make one fact, such as first and last name.
    pub part: Option<usize>,
    /// What words of this column mean; nothing for those that say nothing.
    pub words: Vec<(String, Option<String>)>,
    /// Where the map names the path.
    pub span: Span,
}

/// How cells are read where the type of the fact does not say it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum How {
    /// As the type says.
    #[default]
    Plain,
    /// Last name, comma, first names.
    LastFirst,
    /// Code, section, subdivision, degree and level in one cell.
    Offense,
    /// Street, unit, city, state and ZIP code in one cell.
    Address,
}

impl How {
    const ALL: [(&str, How); 3] =
        [("last-first", How::LastFirst), ("offense", How::Offense), ("address", How::Address)];
}

/// Keys of a map.
const KEYS: [&str; 8] =
    ["petition", "sheet", "headings_row", "separator", "encoding", "every", "columns", "ignore"];
/// Keys of a column that is more than a path.
const COLUMN_KEYS: [&str; 4] = ["to", "as", "part", "words"];

impl ClientMap {
    /// Reads a map.
    ///
    /// # Errors
    /// Every fault of it, in the order of the file.
    pub fn read(catalog: &Catalog, source: &Arc<Source>) -> Result<ClientMap, Vec<Diagnostic>> {
        match ClientMap::read_on(catalog, source) {
            (Some(map), faults) if !is_faulty(&faults) => Ok(map),
            (_, faults) => Err(faults),
        }
    }

    /// Reads a map as far as it goes, so that the headings of lists can be held against it in the
    /// same run; gives every fault of it too, in the order of the file.
    pub fn read_on(
        catalog: &Catalog,
        source: &Arc<Source>,
    ) -> (Option<ClientMap>, Vec<Diagnostic>) {
        let parsed = yaml::parse(source);
        let faults = parsed.diagnostics.into_iter().map(of_a_map).collect();
        let mut reader = Reader { catalog, faults };
        let Some(root) = parsed.root else { return (None, reader.faults) };
        reader.known_keys(&root, &KEYS, "a map");
        let options = reader.options(&root);
        let columns = reader.columns(&root);
        let ignore = reader.ignore(&root);
        let every = reader.every(&root, &columns);
        reader.faults.extend(path::together(&columns, &every));
        reader.faults.sort_by_cached_key(|one| one.places.first().map(start));
        let map = ClientMap { source: Arc::clone(source), options, every, columns, ignore };
        (Some(map), reader.faults)
    }
}

/// What is wrong with the text of a map as YAML, which is said for case files, with a map to compare it with.
fn of_a_map(fault: Diagnostic) -> Diagnostic {
    let help = fault.help.clone().unwrap_or_default();
    match fault.code.as_str() {
        "not-a-case" => Diagnostic { code: "not-a-map".to_owned(), ..fault }.help(
            "write `petition:` and `columns:`; `petition batch --sample` writes a list and its map, to begin from",
        ),
        _ if help.contains("`petition new`") => {
            fault.help("compare the line with the map that `petition batch --sample` writes")
        }
        _ => fault,
    }
}

fn start(place: &crate::diagnostic::Place) -> usize {
    match &place.at {
        crate::diagnostic::At::Span(span) => span.start,
        crate::diagnostic::At::Field(_) => 0,
    }
}

struct Reader<'a> {
    catalog: &'a Catalog,
    faults: Vec<Diagnostic>,
}

impl Reader<'_> {
    fn fields(&self) -> &Fields {
        &self.catalog.fields
    }

    fn fault(&mut self, code: &str, what: impl Into<String>, span: &Span, help: impl Into<String>) {
        self.faults.push(Diagnostic::error(code, what).at_span(span.clone(), "").help(help));
    }

    fn known_keys(&mut self, node: &Node, keys: &[&str], of: &str) {
        for entry in node.entries().iter().filter(|entry| !keys.contains(&entry.key.as_str())) {
            let help = match nearest(&entry.key, keys.iter().copied()) {
                Some(near) => format!("did you mean `{near}`?"),
                None => format!("it can be {}", one_of(&keys.map_owned())),
            };
            self.fault(
                "unknown-key",
                format!("{of} has no `{}`", entry.key),
                &entry.key_span,
                help,
            );
        }
    }

    /// The text of a key, where it is stated as one.
    fn text(&mut self, node: &Node, key: &str) -> Option<(String, Span)> {
        let value = node.get(key).filter(|value| !value.is_blank())?;
        match value.scalar() {
            Some(scalar) => Some((scalar.text.clone(), value.span.clone())),
            None => {
                let what = format!("`{key}` is one value");
                self.fault("wrong-type", what, &value.span, "write one value behind the key");
                None
            }
        }
    }

    fn options(&mut self, root: &Node) -> Options {
        let sheet = self.text(root, "sheet").map(|(sheet, _)| sheet);
        let headings_row = self.text(root, "headings_row").and_then(|(text, span)| {
            let number = text.trim().parse().ok().filter(|number| *number > 0);
            if number.is_none() {
                let help = "write the number of the row that holds the headings, such as `1`";
                self.fault("not-a-number", format!("`{text}` is no number of a row"), &span, help);
            }
            number
        });
        let separator = self.text(root, "separator").and_then(|(text, span)| {
            let mut characters = text.chars();
            let separator = match (text.as_str(), characters.next(), characters.next()) {
                ("tab" | "\\t", _, _) => Some('\t'),
                (_, Some(one), None)
                    if !one.is_alphanumeric() && !matches!(one, '"' | '\n' | '\r' | ' ') =>
                {
                    Some(one)
                }
                _ => None,
            };
            if separator.is_none() {
                let help = "write one sign in quotes, such as `\";\"`, or `tab`";
                self.fault("unknown-separator", format!("`{text}` cannot part cells"), &span, help);
            }
            separator
        });
        let encoding = self.text(root, "encoding").and_then(|(text, span)| {
            let encoding = Encoding::named(text.trim());
            if encoding.is_none() {
                let help = "write `utf-8` or `windows-1252`, or save the list as UTF-8";
                self.fault(
                    "unknown-encoding",
                    format!("`{text}` is not an encoding that can be read"),
                    &span,
                    help,
                );
            }
            encoding
        });
        Options { sheet, headings_row, separator, encoding }
    }

    fn columns(&mut self, root: &Node) -> Vec<MappedColumn> {
        let Some(entry) = root.entry("columns").filter(|entry| !entry.value.entries().is_empty())
        else {
            let place = root.entry("columns").map_or(&root.span, |entry| &entry.key_span).clone();
            let help = "write `columns:` and below it a line for each heading, such as `Client name: petitioner.name`";
            self.fault("missing-columns", "the map names no columns", &place, help);
            return Vec::new();
        };
        let mut columns: Vec<MappedColumn> = Vec::new();
        for entry in entry.value.entries() {
            if let Some(first) = columns.iter().find(|one| plain(&one.heading) == plain(&entry.key))
            {
                let what = format!("the heading `{}` stands twice in the map", entry.key);
                let fault = Diagnostic::error("mapped-twice", what).at_span(entry.key_span.clone(), "")
                    .at_span(first.span.clone(), "first here")
                    .help("write it once; `to: [first.fact, second.fact]` fills several facts from one column");
                self.faults.push(fault);
                continue;
            }
            let targets = self.targets(entry);
            columns.push(MappedColumn {
                heading: entry.key.clone(),
                span: entry.key_span.clone(),
                targets,
            });
        }
        columns
    }

    fn targets(&mut self, entry: &Entry) -> Vec<Target> {
        let node = &entry.value;
        let given = match &node.value {
            Value::Map(_) => node.get("to"),
            _ => Some(node),
        };
        let n_faults = self.faults.len();
        if let Value::Map(_) = &node.value {
            self.known_keys(node, &COLUMN_KEYS, "a column");
        }
        let Some(to) = given.filter(|to| !to.is_blank()) else {
            // A key that is mistyped says more than that `to` is missing.
            if self.faults.len() > n_faults {
                return Vec::new();
            }
            let help = "write the path of a fact, such as `petitioner.name`, or move the heading to `ignore:`";
            self.fault(
                "missing-fact",
                format!("the heading `{}` is mapped to nothing", entry.key),
                &entry.key_span,
                help,
            );
            return Vec::new();
        };
        let how = self.how(node);
        let part = self.part(node);
        let paths: Vec<Node> = match &to.value {
            Value::List(items) => items.clone(),
            _ => vec![to.clone()],
        };
        let mut targets = Vec::new();
        for at in paths {
            let Some(scalar) = at.scalar() else {
                self.fault(
                    "wrong-type",
                    "this is no path of a fact",
                    &at.span,
                    "write a path such as `petitioner.name`",
                );
                continue;
            };
            match path::target(self.fields(), &scalar.text, how, &at.span) {
                Ok(target) => {
                    let words = self.words(node, &target);
                    targets.push(self.parted(Target { part, words, ..target }));
                }
                Err(fault) => self.faults.push(*fault),
            }
        }
        targets
    }

    fn parted(&mut self, target: Target) -> Target {
        let parts = matches!(target.kind, Kind::Name | Kind::Line) && target.how == How::Plain;
        if target.part.is_some() && !parts {
            let what = format!("`{}` cannot be made of several columns", target.path);
            self.fault(
                "wrong-type",
                what,
                &target.span.clone(),
                "`part` goes with names and single lines",
            );
        }
        target
    }

    fn how(&mut self, node: &Node) -> How {
        let Some((text, span)) = self.text(node, "as") else { return How::Plain };
        match How::ALL.iter().find(|(name, _)| *name == text.trim()) {
            Some((_, how)) => *how,
            None => {
                let names = How::ALL.map(|(name, _)| name.to_owned());
                let help = format!(
                    "it can be {}; days, lists, counties and yes or no need no `as`",
                    one_of(&names)
                );
                self.fault(
                    "unknown-choice",
                    format!("a column cannot be read `as: {text}`"),
                    &span,
                    help,
                );
                How::Plain
            }
        }
    }

    fn part(&mut self, node: &Node) -> Option<usize> {
        let (text, span) = self.text(node, "part")?;
        let part = text.trim().parse().ok().filter(|part| (1..=9).contains(part));
        if part.is_none() {
            let help =
                "write `part: 1` for what stands first in the fact, `part: 2` for what follows it";
            self.fault("not-a-number", format!("`{text}` is no place among parts"), &span, help);
        }
        part
    }

    fn words(&mut self, node: &Node, target: &Target) -> Vec<(String, Option<String>)> {
        let Some(words) = node.get("words") else { return Vec::new() };
        if words.entries().is_empty() {
            self.fault(
                "wrong-type",
                "`words` is a group",
                &words.span,
                "write `words: { F: felony, M: misdemeanor }`",
            );
        }
        let mut all: Vec<(String, Option<String>)> = Vec::new();
        for entry in words.entries() {
            let word = word(&entry.key);
            if word.is_empty() {
                self.fault(
                    "empty-word",
                    "a word is empty, and an empty cell means nothing but that the fact is unknown",
                    &entry.key_span,
                    "delete it; where the answer is known, write it into the cells",
                );
                continue;
            }
            if all.iter().any(|(known, _)| *known == word) {
                let what = format!("the word `{}` stands twice", entry.key);
                self.fault(
                    "duplicate-key",
                    what,
                    &entry.key_span,
                    "words are compared without capitals and hyphens; write it once",
                );
                continue;
            }
            let meant = match entry.value.scalar() {
                Some(scalar) => (!entry.value.is_blank()).then(|| scalar.text.trim().to_owned()),
                None => {
                    self.fault(
                        "wrong-type",
                        "a word means one value",
                        &entry.value.span,
                        "write one value behind the word",
                    );
                    None
                }
            };
            if let Some(meant) = &meant {
                self.meant(target, meant, &entry.value.span);
            }
            all.push((word, meant));
        }
        all
    }

    /// Tells now what every row would tell: a meaning that the fact cannot have.
    fn meant(&mut self, target: &Target, meant: &str, span: &Span) {
        let kind = match &target.kind {
            Kind::List(_) | Kind::Group(_) | Kind::Date | Kind::Name => return,
            kind => kind,
        };
        let written = super::closed::canonical(self.fields(), kind, meant, &target.field);
        let leaf = Leaf { path: &target.path, kind };
        if let Err(fault) = scalar::read(self.fields(), leaf, &written) {
            self.fault(fault.code, format!("`{}`: {}", target.path, fault.what), span, fault.help);
        }
    }

    fn ignore(&mut self, root: &Node) -> Vec<(String, Span)> {
        let Some(entry) = root.entry("ignore").filter(|entry| !entry.value.is_blank()) else {
            return Vec::new();
        };
        let Value::List(items) = &entry.value.value else {
            self.fault(
                "wrong-type",
                "`ignore` is a list of headings",
                &entry.key_span,
                "write it as `ignore: [Notes, Intake date]`",
            );
            return Vec::new();
        };
        let heading = |node: &Node| Some((node.scalar()?.text.clone(), node.span.clone()));
        items.iter().filter_map(heading).collect()
    }
}

trait Owned {
    fn map_owned(&self) -> Vec<String>;
}

impl Owned for &[&str] {
    fn map_owned(&self) -> Vec<String> {
        self.iter().map(|one| (*one).to_owned()).collect()
    }
}
