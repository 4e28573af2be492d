//! A cell becomes the value that a case file would state for its fact, or a plain word about why it cannot.

use chrono::NaiveDate;

use super::figure::Figure;
use super::grid::{Cell, Shape};
use super::items::items;
use super::map::{How, Target};
use super::section::Sections;
use super::{closed, day, mark, offense, person, section};
use crate::catalog::fields::{Fields, Kind};
use crate::catalog::schema::scalar::{self, Leaf};
use crate::catalog::schema::{placeholder, residue};
use crate::law::code::Codes;
use crate::source::Step;

/// What reading a cell asks of the rest of the program.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Lexicon {
    /// The declarations of all facts, with counties and states.
    pub(super) fields: Fields,
    /// The codes and how people write their names.
    pub(super) codes: Codes,
    /// The offenses whose sections have a point.
    pub(super) sections: Sections,
    /// Ids and aliases of all petitions.
    pub(super) petitions: Vec<String>,
    /// The day of filing, by which years of two digits are read.
    pub(super) as_of: NaiveDate,
    /// Whether the spreadsheet counts days from 1904.
    pub(super) from_1904: bool,
}

/// What a cell says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Said {
    /// Nothing: the fact is unknown.
    Nothing,
    /// One value.
    One(String),
    /// The values of a list; none of them is a fact, too.
    Many(Vec<String>),
    /// The facts of a group.
    Group(Vec<(&'static str, String)>),
    /// The facts of each group of a list.
    Groups(Vec<Vec<(&'static str, String)>>),
}

/// Something to tell about a cell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Note {
    pub(super) code: &'static str,
    pub(super) what: String,
    pub(super) why: Option<&'static str>,
    pub(super) help: String,
}

impl Note {
    fn new(code: &'static str, what: impl Into<String>, help: impl Into<String>) -> Note {
        Note { code, what: what.into(), why: None, help: help.into() }
    }
}

/// A cell that was read, and warnings about it.
pub(super) type Read = Result<(Said, Vec<Note>), Note>;

/// Reads a cell for a fact.
pub(super) fn read(lexicon: &Lexicon, target: &Target, cell: Cell<'_>) -> Read {
    let reading = Reading { lexicon, target, cell };
    let lines = target.how == How::Address
        || matches!(target.kind, Kind::List(_) | Kind::Text | Kind::Name | Kind::Line);
    let text = tidy(cell.text, lines);
    let text = match inner(&target.kind) {
        Kind::Text => text,
        _ => mark::without(&text).to_owned(),
    };
    let fault = reading.shape_fault(&text).or_else(|| unreadable(&text));
    if let Some(fault) = fault {
        return Err(fault);
    }
    // Before the map's words: an empty cell says nothing, whatever they are.
    if text.is_empty() {
        return Ok((Said::Nothing, Vec::new()));
    }
    match target.words.iter().find(|(known, _)| *known == word(&text)) {
        Some((_, None)) => return Ok((Said::Nothing, Vec::new())),
        Some((_, Some(meant))) => return reading.value(meant),
        None => {}
    }
    if let Some(fault) = reading.flag_fault(&text) {
        return Err(fault);
    }
    if reading.leaves_open(&text) {
        let what = format!("`{text}` is taken for unknown");
        let mut note =
            Note::new("unknown-word", what, "leave the cell empty, or write what is known");
        note.why = Some("a fact that is not stated is unknown, which is not the same as no");
        return Ok((Said::Nothing, vec![note]));
    }
    reading.value(&text)
}

/// What no fact can be, told of the cell.
fn unreadable(text: &str) -> Option<Note> {
    let fault = residue::unreadable(text)?;
    Some(Note::new(fault.code, fault.what, fault.help))
}

/// The type of a list's items, or the type itself.
fn inner(kind: &Kind) -> &Kind {
    match kind {
        Kind::List(item) => item,
        kind => kind,
    }
}

/// A text to be compared as words: lower case, blanks, hyphens and underscores alike.
pub(super) fn plain(text: &str) -> String {
    let text = text.replace(['-', '_', '\u{2010}', '\u{2011}'], " ").to_lowercase();
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A word of a map to be compared: as `plain` does, but a word of signs alone, such as `-`, is itself.
pub(super) fn word(text: &str) -> String {
    let plain = plain(text);
    if plain.is_empty() { tidy(text, false) } else { plain }
}

/// A text without stray blanks: at both ends, and doubled ones; a paragraph keeps its lines.
pub(super) fn tidy(text: &str, paragraphs: bool) -> String {
    let one = |line: &str| line.split_whitespace().collect::<Vec<_>>().join(" ");
    if !paragraphs {
        return one(text);
    }
    let lines: Vec<String> = text.replace("\r\n", "\n").split(['\n', '\r']).map(one).collect();
    lines.join("\n").trim().to_owned()
}

struct Reading<'a> {
    lexicon: &'a Lexicon,
    target: &'a Target,
    cell: Cell<'a>,
}

impl Reading<'_> {
    /// Whether the cell says that the fact is not known. Of a list `none` says that it is empty.
    fn leaves_open(&self, text: &str) -> bool {
        let kind = &self.target.kind;
        if matches!(kind, Kind::List(_)) && text.eq_ignore_ascii_case("none") {
            return false;
        }
        let leaf = Leaf { path: &self.target.path, kind: inner(kind) };
        placeholder::leaves_open(&self.lexicon.fields, leaf, text)
    }

    /// Why a spreadsheet's cell is not what somebody typed into it.
    fn shape_fault(&self, text: &str) -> Option<Note> {
        let is_time = self.field() == "time";
        let (code, what, help) = match self.cell.shape {
            Shape::ErrorValue => (
                "error-value",
                format!("the cell shows the error {text}"),
                "correct its formula, or write the value itself",
            ),
            Shape::NoResult => (
                "no-result",
                "the cell is a formula whose result was not saved".to_owned(),
                "open the list in a spreadsheet, save it there, and run this again",
            ),
            Shape::TooLong => (
                "too-many-digits",
                "the number has more digits than a spreadsheet keeps".to_owned(),
                "format the column as text and type the number again",
            ),
            Shape::PartDay(missing) if self.target.kind == Kind::Date => (
                "part-of-a-day",
                format!("the cell shows `{text}`, which names no {missing}"),
                "write the whole day into the cell, such as 5/2/2016, and give it a format that shows all of it",
            ),
            Shape::Day | Shape::PartDay(_) if self.target.kind != Kind::Date => (
                "made-a-date",
                format!("the spreadsheet took what was typed here for a day, {text}"),
                "format the column as text and type it again",
            ),
            Shape::Time if !is_time => (
                "made-a-time",
                format!("the spreadsheet took what was typed here for a time, {text}"),
                "format the column as text and type it again",
            ),
            _ => return None,
        };
        Some(Note::new(code, what, help))
    }

    /// True or false where the fact is neither; a word of the map may say what it means there.
    fn flag_fault(&self, text: &str) -> Option<Note> {
        if self.cell.shape != Shape::Flag || inner(&self.target.kind) == &Kind::Flag {
            return None;
        }
        let what = format!("the spreadsheet took what was typed here for true or false, {text}");
        Some(Note::new("made-a-flag", what, "format the column as text and type it again"))
    }

    fn value(&self, text: &str) -> Read {
        match (&self.target.how, &self.target.kind) {
            (How::Offense, Kind::List(_)) => {
                let read = |item: &String| self.offense(item);
                let groups = items(text, false).iter().map(read).collect::<Result<_, _>>()?;
                Ok((Said::Groups(groups), Vec::new()))
            }
            (How::Offense, _) => Ok((Said::Group(self.offense(text)?), Vec::new())),
            (How::Address, _) => Ok((Said::Group(self.address(text)?), Vec::new())),
            (_, Kind::List(_)) if matches!(plain(text).as_str(), "none" | "[]") => {
                Ok((Said::Many(Vec::new()), Vec::new()))
            }
            (_, Kind::List(kind)) if matches!(kind.as_ref(), Kind::Group(_)) => Err(Note::new(
                "unread-list",
                format!(
                    "`{}` is a list of groups of facts, which one cell cannot state",
                    self.target.path
                ),
                "write `none` where there are none; where there are some, give their facts columns of their own",
            )),
            (_, Kind::List(kind)) => {
                let mut notes = Vec::new();
                let mut all = Vec::new();
                for item in items(text, kind.as_ref() == &Kind::Text) {
                    all.push(self.one(kind, &item, &mut notes)?);
                }
                // Signs that part nothing are not the word `none`.
                Ok((if all.is_empty() { Said::Nothing } else { Said::Many(all) }, notes))
            }
            (_, kind) => {
                let mut notes = Vec::new();
                let text = self.one_line(kind, text, &mut notes)?;
                let one = self.one(kind, &text, &mut notes)?;
                Ok((Said::One(one), notes))
            }
        }
    }

    /// A text of several lines in a fact of one line.
    fn one_line(&self, kind: &Kind, text: &str, notes: &mut Vec<Note>) -> Result<String, Note> {
        if kind == &Kind::Text || !text.contains('\n') {
            return Ok(text.to_owned());
        }
        let what = format!("`{}` is one line, and the cell holds several", self.target.path);
        if kind == &Kind::Name || self.is_number() {
            let help = "write one on one line; another name belongs in a column of other names, another case in a row of its own";
            return Err(Note::new("several-lines", what, help));
        }
        let what = format!("{what}, which are read as one");
        let help = "see whether they belong together, and write them on one line";
        notes.push(Note::new("several-lines", what, help));
        Ok(tidy(text, false))
    }

    /// Whether the fact is the number of a case or paper.
    fn is_number(&self) -> bool {
        Leaf { path: &self.target.path, kind: inner(&self.target.kind) }.is_number()
    }

    /// A section or subdivision of an offense that is not what it seems.
    fn alone(&self, text: &str) -> Result<(), Note> {
        let steps = &self.target.path.0;
        let is_offense = steps.contains(&Step::Key("offenses".to_owned()));
        if !is_offense || self.target.how == How::Offense {
            return Ok(());
        }
        offense::alone(&self.lexicon.codes, self.field(), text)
            .map_err(|why| self.unread_offense(text, why))
    }

    /// One value as a case file writes it; it is typed here, so that what does not fit is told at its cell.
    fn one(&self, kind: &Kind, text: &str, notes: &mut Vec<Note>) -> Result<String, Note> {
        let written = match kind {
            Kind::Date => self.date(text, notes)?,
            Kind::Name => self.name(text, notes)?,
            Kind::Line if self.cell.shape == Shape::Time => closed::time_of_day(text),
            Kind::Line | Kind::Text | Kind::Section | Kind::Amount => {
                self.number(kind, text, notes)?
            }
            Kind::Petition => closed::named(&self.lexicon.petitions, text),
            kind => closed::canonical(&self.lexicon.fields, kind, text, self.field()),
        };
        self.alone(&written)?;
        let leaf = Leaf { path: &self.target.path, kind };
        match scalar::read(&self.lexicon.fields, leaf, &written) {
            Ok(_) => Ok(written),
            Err(fault) => {
                let what = format!("`{}`: {}", self.target.path, fault.what);
                let help = closed::help(kind, text, self.field(), fault.help);
                Err(Note::new(fault.code, what, help))
            }
        }
    }

    /// The name of the fact itself.
    fn field(&self) -> &str {
        &self.target.field
    }

    fn date(&self, text: &str, notes: &mut Vec<Note>) -> Result<String, Note> {
        if self.cell.shape == Shape::Number {
            let serial = text.parse().unwrap_or(f64::NAN);
            let Some(day) = day::of_serial(serial, self.lexicon.from_1904) else {
                let what =
                    format!("`{}`: the cell holds the number {text} and no day", self.target.path);
                return Err(Note::new(
                    "not-a-date",
                    what,
                    "format the column as a date and type the day again",
                ));
            };
            let what = format!("the number {text} is taken for the day {day}");
            notes.push(Note::new(
                "number-as-day",
                what,
                "format the column as a date, and see whether it shows that day",
            ));
            return Ok(day.to_string());
        }
        let read = day::read(text, self.lexicon.as_of).map_err(|not| {
            let what = format!("`{}`: `{}` {}", self.target.path, short(text), not.what);
            Note::new(not.code, what, not.help)
        })?;
        if read.timed {
            let what = format!("the time of day behind {} is left out", read.day);
            notes.push(Note::new(
                "time-left-out",
                what,
                "nothing is to be done where only the day matters",
            ));
        }
        Ok(read.day.to_string())
    }

    fn name(&self, text: &str, notes: &mut Vec<Note>) -> Result<String, Note> {
        if matches!(self.cell.shape, Shape::Number | Shape::Fixed(..)) {
            let what =
                format!("`{}`: the cell holds the number {text} and no name", self.target.path);
            return Err(Note::new("not-a-name", what, "write the name into this column"));
        }
        if self.target.how == How::LastFirst {
            return person::last_first(text).ok_or_else(|| {
                let what = format!(
                    "`{}`: the name is not written as last name, comma, first names",
                    self.target.path
                );
                Note::new(
                    "not-last-first",
                    what,
                    "write it with one comma, such as Núñez, María José",
                )
            });
        }
        if person::may_be_last_first(text) {
            let help =
                "where the last name stands first, say `as: last-first` for its column in the map";
            notes.push(Note::new(
                "comma-in-name",
                "a name with a comma is printed as it is written",
                help,
            ));
        }
        Ok(text.to_owned())
    }

    /// What a number's cell shows, where the fact is no number; doubts about its zeros are told.
    fn number(&self, kind: &Kind, text: &str, notes: &mut Vec<Note>) -> Result<String, Note> {
        let figure = Figure { shape: self.cell.shape, text, is_amount: kind == &Kind::Amount };
        let shown = figure.shown().map_err(|shown| {
            let what = format!("`{}`: the cell shows {shown} and holds {text}", self.target.path);
            let help = "write what the court's papers have; format the column as text first";
            Note::new("rounded-number", what, help)
        })?;
        let Some(shown) = shown else {
            return Ok(closed::canonical(&self.lexicon.fields, kind, text, self.field()));
        };
        let lost = match kind {
            Kind::Amount | Kind::Text => None,
            _ => figure.lost(self.is_number()),
        };
        if let Some(lost) = lost {
            let what = format!(
                "`{}` is a number in the spreadsheet, which keeps no zeros {lost}",
                self.target.path
            );
            let help = "compare it with the court's papers; format the column as text";
            notes.push(Note::new(section::NUMBER, what, help));
        }
        Ok(shown)
    }

    fn offense(&self, text: &str) -> Result<offense::Parts, Note> {
        offense::read(&self.lexicon.codes, text).map_err(|why| self.unread_offense(text, why))
    }

    fn unread_offense(&self, text: &str, (what, help): (&str, String)) -> Note {
        let what = format!("`{}`: `{}` {what}", self.target.path, short(text));
        // The advice names the list of this offense as a map writes it.
        let path = self.target.path.to_string().replace('[', ".").replace(']', "");
        let list = path.find("offenses").map_or("offenses", |at| &path[..at + "offenses".len()]);
        let help = offense::advice(&self.lexicon.codes, &help, list);
        Note::new("unread-offense", what, help)
    }

    fn address(&self, text: &str) -> Result<offense::Parts, Note> {
        let address = person::address(text).ok_or_else(|| {
            let what = format!("`{}`: the parts of this address are not certain", self.target.path);
            Note::new("unread-address", what, "write street, unit if any, city, state and ZIP code with commas between, or give each a column")
        })?;
        let mut ignored = Vec::new();
        let state = self.one(&Kind::State, &address.state, &mut ignored)?;
        let zip = self.one(&Kind::Zip, &address.zip, &mut ignored)?;
        let mut parts = vec![
            ("street", address.street),
            ("city", address.city),
            ("state", state),
            ("zip", zip),
        ];
        parts.extend(address.unit.map(|unit| ("unit", unit)));
        Ok(parts)
    }
}

/// The beginning of a text, to be shown.
fn short(text: &str) -> String {
    let cut: String = text.chars().take(40).collect();
    if cut.len() < text.len() { format!("{cut}…") } else { cut }
}
