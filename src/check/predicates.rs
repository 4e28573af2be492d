//! The closed table of predicates: each a name, the shape of its arguments, what it means and a function.

use chrono::NaiveDate;

use crate::case::Fact;
use crate::catalog::petition::{Args, Leaf};
use crate::check::condition::{Found, Inquiry};
use crate::check::derivations::DERIVATIONS;
use crate::check::determination::{Determination, Reason, Truth};
use crate::check::lawbook::{LawRef, Offense};
use crate::source::FieldPath;

mod dates;
mod offense;
mod pattern;

use dates::{
    date_before, date_from, elapsed_since, not_past, of_age, precedes, reached, under_age, within,
};
pub use offense::offense_at;
use offense::{offense_in, offense_not_in, table_says};
use pattern::pattern;

/// One row of the table.
pub struct Predicate {
    /// The key in a petition file.
    pub name: &'static str,
    /// What it takes.
    pub shape: Shape,
    /// When it holds, and when it is unknown.
    pub says: &'static str,
    test: fn(&Asked<'_>) -> Reason,
}

/// The shape of a predicate's arguments.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shape {
    /// One path or name.
    Path,
    /// One path, and one value or a list of them.
    Values,
    /// These names; those with a `?` may be left out, and `*` is the key of a provision with the flag that its facts are
    /// stated by.
    Names(&'static [&'static str]),
}

/// The table; nothing else can be asked in a petition file.
pub const PREDICATES: [Predicate; 26] = [
    row("given", Shape::Path, "the case states the fact; never unknown", given),
    row("is", Shape::Values, "the fact is one of the values; unknown without it", is),
    row("is_not", Shape::Values, "the fact is none of the values; unknown without it", is_not),
    row("stated", Shape::Values, "the case states one of the values; never unknown", stated),
    row("flag", Shape::Path, "the flag is true; unknown without it", flag),
    row("derived", Shape::Path, "the derivation of that name is true", derived),
    row("empty", Shape::Path, "the text or list is stated and empty", empty),
    row(
        "not_empty",
        Shape::Path,
        "the text or list holds something; unknown where it is not stated",
        not_empty,
    ),
    row(
        "mentions",
        Shape::Values,
        "the text holds one of the words, in any case; never unknown",
        mentions,
    ),
    row("level_is", Shape::Path, "the offense is of that level", level_is),
    row("reached", Shape::Path, "the day has come; says when it will", reached),
    row(
        "not_past",
        Shape::Names(&["day", "act?"]),
        "the act, or today, is no later than the day; else late",
        not_past,
    ),
    row(
        "elapsed_since",
        Shape::Names(&["from", "period"]),
        "the period has lapsed; says when it will",
        elapsed_since,
    ),
    row(
        "within",
        Shape::Names(&["from", "period", "act?"]),
        "the act, or today, is within the period; else late",
        within,
    ),
    row(
        "date_before",
        Shape::Names(&["fact", "than"]),
        "the date is before the day of the provision",
        date_before,
    ),
    row(
        "date_from",
        Shape::Names(&["fact", "than"]),
        "the date is on or after the day of the provision",
        date_from,
    ),
    row(
        "precedes",
        Shape::Names(&["first", "second"]),
        "the one date is before the other",
        precedes,
    ),
    row(
        "under_age",
        Shape::Names(&["born", "years", "at"]),
        "the day `at` lies before the birthday",
        under_age,
    ),
    row(
        "of_age",
        Shape::Names(&["born", "years", "at?"]),
        "the birthday has come by the day `at`, or by today; says when it will",
        of_age,
    ),
    row(
        "same",
        Shape::Names(&["first", "second"]),
        "the two facts are equal; unknown without either",
        same,
    ),
    row(
        "amount_at_most",
        Shape::Names(&["amount", "most"]),
        "the number is no greater than the value; unknown without it",
        amount_at_most,
    ),
    row(
        "pattern",
        Shape::Names(&["class"]),
        "the arrests and convictions of a class form a pattern by the numbers of the provision",
        pattern,
    ),
    row(
        "offense_in",
        Shape::Names(&["list", "*"]),
        "the list of the law holds the offense",
        offense_in,
    ),
    row(
        "offense_not_in",
        Shape::Names(&["list", "*"]),
        "the list of the law does not hold the offense",
        offense_not_in,
    ),
    row(
        "table_says",
        Shape::Names(&["column", "unless_stated?"]),
        "a fact stated, else our table of offenses",
        table_says,
    ),
    row(
        "pleads",
        Shape::Values,
        "a relief is pleaded with that `relief`, `outcome` or `ground`; never unknown",
        pleads,
    ),
];

const fn row(
    name: &'static str,
    shape: Shape,
    says: &'static str,
    test: fn(&Asked<'_>) -> Reason,
) -> Predicate {
    Predicate { name, shape, says, test }
}

/// A predicate asked of a unit.
struct Asked<'a> {
    inquiry: &'a Inquiry<'a>,
    unit: &'a FieldPath,
    args: &'a Args,
    provision: &'a str,
}

/// Asks a leaf of a unit; a leaf that names no row of the table is false and says so.
pub fn evaluate(
    inquiry: &Inquiry<'_>,
    unit: &FieldPath,
    leaf: &Leaf,
    provision: Option<&str>,
) -> Reason {
    let asked = Asked { inquiry, unit, args: &leaf.args, provision: provision.unwrap_or_default() };
    match PREDICATES.iter().find(|row| row.name == leaf.predicate) {
        Some(row) => (row.test)(&asked),
        None => Reason::new(Truth::False, format!("`{}` is no predicate", leaf.predicate)),
    }
}

/// The shape of a predicate's arguments, where there is such a predicate.
pub fn shape(name: &str) -> Option<Shape> {
    PREDICATES.iter().find(|row| row.name == name).map(|row| row.shape)
}

/// What is wrong with a leaf as written, if anything.
pub fn fault(leaf: &Leaf) -> Option<String> {
    let name = &leaf.predicate;
    let Some(row) = PREDICATES.iter().find(|row| row.name == name) else {
        return Some(format!("`{name}` is no predicate"));
    };
    match (row.shape, &leaf.args) {
        (Shape::Path, Args::Path(path)) => named(path.strip_prefix("derived."), name, path),
        (Shape::Values, Args::Map(map)) if map.len() == 1 => None,
        (Shape::Names(names), Args::Map(map)) => {
            let known = |key: &String| {
                names.iter().any(|one| *one == "*" || one.trim_end_matches('?') == key)
            };
            let absent =
                names.iter().find(|one| !one.ends_with(['?', '*']) && !map.contains_key(**one));
            let unknown =
                map.keys().find(|key| !known(key)).map(|key| format!("`{name}` knows no `{key}`"));
            unknown.or_else(|| absent.map(|one| format!("`{name}` needs `{one}`")))
        }
        (shape, _) => Some(format!("`{name}` takes other arguments: {shape:?}")),
    }
}

/// The fault of a derivation that is named and not in its table.
fn named(derived: Option<&str>, predicate: &str, path: &str) -> Option<String> {
    let name = derived.or_else(|| Some(path).filter(|_| predicate == "derived"))?;
    let known = DERIVATIONS.iter().any(|row| row.name == name);
    (!known).then(|| format!("`{name}` is no derivation"))
}

impl<'a> Asked<'a> {
    fn path(&self) -> &'a str {
        match self.args {
            Args::Path(path) => path,
            Args::Map(map) => map.keys().next().map_or("", String::as_str),
        }
    }

    fn values(&self) -> &'a [String] {
        match self.args {
            Args::Map(map) => map.values().next().map_or(&[], Vec::as_slice),
            Args::Path(_) => &[],
        }
    }

    fn find(&self, path: &str) -> Found {
        self.inquiry.find(self.unit, path)
    }

    fn law<'b>(&'b self, name: &'b str) -> LawRef<'b> {
        LawRef { provision: self.provision, name }
    }

    /// The date behind a named argument, or an unknown reason that asks for it.
    fn date(&self, path: &str) -> Result<NaiveDate, Box<Reason>> {
        self.inquiry
            .date(self.unit, path)
            .map_err(|found| Box::new(without(&found, format!("`{path}` is known"))))
    }

    /// The day of an act: the date behind `act`, or the day of filing.
    fn act(&self) -> Result<NaiveDate, Box<Reason>> {
        self.args.named("act").map_or(Ok(self.inquiry.as_of), |path| self.date(path))
    }

    fn offense(&self) -> Result<Offense, Box<Reason>> {
        offense_at(self.inquiry, self.unit)
            .map_err(|missing| Box::new(unknown(missing, "the offense is known".to_owned())))
    }
}

fn unknown(missing: Vec<FieldPath>, says: String) -> Reason {
    let mut reason = Reason::new(Truth::Unknown, says);
    reason.at = missing.first().cloned();
    reason.missing = missing;
    reason
}

/// A reason for a fact that is not known; false for a derivation that will never have a value.
fn without(found: &Found, says: String) -> Reason {
    let mut reason = unknown(found.missing.clone(), says);
    if found.missing.is_empty() {
        reason.truth = Truth::False;
    }
    reason.at.get_or_insert_with(|| found.path.clone());
    reason.found = found.why.clone();
    reason.unconfirmed = found.unconfirmed.clone();
    reason
}

/// A reason with a truth, at the fact that was read.
fn known(found: &Found, holds: bool, says: String) -> Reason {
    let mut reason = Reason::new(Truth::from(holds), says);
    reason.at = Some(found.path.clone());
    reason.found =
        found.why.clone().or_else(|| found.fact.as_ref().map(|fact| shown(&found.path, fact)));
    reason.unconfirmed = found.unconfirmed.clone();
    reason
}

fn shown(path: &FieldPath, fact: &Fact) -> String {
    match words(fact) {
        Some(words) => format!("`{path}` is `{words}`"),
        None => format!("`{path}` is given"),
    }
}

/// A fact as the words that a petition file would write; nothing for texts, lists and groups.
pub fn words(fact: &Fact) -> Option<String> {
    match fact {
        Fact::Choice(word) => Some(word.clone()),
        Fact::Text(text) if !text.contains('\n') && text.len() < 60 => Some(text.clone()),
        Fact::Date(date) => Some(date.to_string()),
        Fact::Number(number) => Some(number.to_string()),
        Fact::Flag(flag) => Some(flag.to_string()),
        Fact::Text(_) | Fact::List(_) | Fact::Group(_) => None,
    }
}

fn equals(fact: &Fact, values: &[String]) -> bool {
    words(fact).is_some_and(|words| values.contains(&words))
}

fn given(asked: &Asked<'_>) -> Reason {
    let path = asked.path();
    let found = asked.find(path);
    known(&found, found.fact.is_some(), format!("`{path}` is given"))
}

fn is(asked: &Asked<'_>) -> Reason {
    compare(asked, asked.path(), asked.values(), true)
}

fn is_not(asked: &Asked<'_>) -> Reason {
    compare(asked, asked.path(), asked.values(), false)
}

fn flag(asked: &Asked<'_>) -> Reason {
    compare(asked, asked.path(), &["true".to_owned()], true)
}

fn derived(asked: &Asked<'_>) -> Reason {
    compare(asked, &format!("derived.{}", asked.path()), &["true".to_owned()], true)
}

fn level_is(asked: &Asked<'_>) -> Reason {
    compare(asked, "level", &[asked.path().to_owned()], true)
}

fn compare(asked: &Asked<'_>, path: &str, values: &[String], wanted: bool) -> Reason {
    let found = asked.find(path);
    let verb = if wanted { "is" } else { "is not" };
    let says = format!("`{path}` {verb} {}", values.join(" or "));
    match &found.fact {
        Some(fact) => known(&found, equals(fact, values) == wanted, says),
        None => without(&found, says),
    }
}

fn stated(asked: &Asked<'_>) -> Reason {
    let found = asked.find(asked.path());
    let holds = found.fact.as_ref().is_some_and(|fact| equals(fact, asked.values()));
    known(
        &found,
        holds,
        format!("`{}` is stated to be {}", asked.path(), asked.values().join(" or ")),
    )
}

fn is_empty(fact: &Fact) -> bool {
    match fact {
        Fact::Text(text) => text.trim().is_empty(),
        Fact::List(list) => {
            list.iter().all(|one| one.as_text().is_some_and(|text| text.trim().is_empty()))
        }
        Fact::Group(group) => group.is_empty(),
        Fact::Choice(_) | Fact::Date(_) | Fact::Number(_) | Fact::Flag(_) => false,
    }
}

fn empty(asked: &Asked<'_>) -> Reason {
    emptiness(asked, true)
}

fn not_empty(asked: &Asked<'_>) -> Reason {
    emptiness(asked, false)
}

fn emptiness(asked: &Asked<'_>, wanted: bool) -> Reason {
    let path = asked.path();
    let found = asked.find(path);
    let says =
        if wanted { format!("`{path}` is empty") } else { format!("`{path}` says something") };
    match &found.fact {
        Some(fact) => known(&found, is_empty(fact) == wanted, says),
        None => without(&found, says),
    }
}

fn same(asked: &Asked<'_>) -> Reason {
    let named = |name: &str| asked.args.named(name).unwrap_or_default();
    let (first, second) = (asked.find(named("first")), asked.find(named("second")));
    let says = format!("`{}` is the same as `{}`", first.path, second.path);
    match (&first.fact, &second.fact) {
        (Some(one), Some(other)) => {
            let spelled = |fact: &Fact| words(fact).map(|words| words.trim().to_lowercase());
            known(&first, one == other || spelled(one) == spelled(other), says)
        }
        (None, _) => without(&first, says),
        (_, None) => without(&second, says),
    }
}

fn amount_at_most(asked: &Asked<'_>) -> Reason {
    let named = |name: &str| asked.args.named(name).unwrap_or_default();
    let Some(most) = asked.inquiry.book().number(asked.law(named("most"))) else {
        return no_value(asked, named("most"));
    };
    let found = asked.find(named("amount"));
    let says = format!("`{}` is no more than {most}", found.path);
    match found.fact.as_ref().and_then(Fact::as_number) {
        Some(amount) => known(&found, amount <= most, says),
        None => without(&found, says),
    }
}

fn mentions(asked: &Asked<'_>) -> Reason {
    let found = asked.find(asked.path());
    let text = found.fact.as_ref().and_then(Fact::as_text).unwrap_or_default().to_lowercase();
    let holds = asked.values().iter().any(|word| text.contains(&word.to_lowercase()));
    known(&found, holds, format!("`{}` mentions {}", asked.path(), asked.values().join(" or ")))
}

fn pleads(asked: &Asked<'_>) -> Reason {
    let (what, values) = (asked.path(), asked.values());
    let fits = |one: &Determination| match what {
        "relief" => values.contains(&one.relief),
        "outcome" => values.iter().any(|value| value == one.outcome.word()),
        "ground" => one.grounds.iter().any(|ground| values.contains(ground)),
        _ => false,
    };
    let holds = asked.inquiry.decided.iter().any(|one| one.pleaded && fits(one));
    Reason::new(
        Truth::from(holds),
        format!("a relief is pleaded with {what} {}", values.join(" or ")),
    )
}

/// A fault of the data: the audit of the catalog finds it before any case does.
fn no_value(asked: &Asked<'_>, name: &str) -> Reason {
    Reason::new(Truth::False, format!("the law data gives no `{name}` for `{}`", asked.provision))
}
