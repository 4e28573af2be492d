//! forms/fields.yaml becomes the typed list of every fact that a case file can state.

use std::collections::BTreeMap;
use std::fmt;
use std::marker::PhantomData;

use super::order::Order;
use serde::Deserialize;
use serde::de::{self, Deserializer, MapAccess, Visitor};

/// Every fact a case file can state, in the order in which a person is asked.
#[derive(Debug, Clone, PartialEq)]
pub struct Fields {
    /// The facts at the top of a case file.
    pub facts: Vec<Field>,
    /// Names of the counties, as printed.
    pub counties: Vec<String>,
    /// States by their two letters.
    pub states: BTreeMap<String, String>,
    /// Days that cannot stand in the other order.
    pub orders: Vec<Order>,
}

/// One fact: its type, and what to say about it.
#[derive(Debug, Clone, PartialEq)]
pub struct Field {
    /// The key in a case file.
    pub name: String,
    /// What can be stated.
    pub kind: Kind,
    /// Whether it must be stated wherever its group or list item is.
    pub needed: bool,
    /// Whether it may stand in a shared client file.
    pub client: bool,
    /// The question, in English.
    pub ask: String,
    /// The question, in Spanish.
    pub es: String,
    /// What to know before answering.
    pub help: Option<String>,
    /// One fictional value; for a list, one item. Groups have none.
    pub example: Option<String>,
    /// Who may read it.
    pub privacy: Privacy,
    /// Who speaks in it, where it is a paragraph.
    pub voice: Voice,
}

/// The type of a fact.
#[derive(Debug, Clone, PartialEq)]
pub enum Kind {
    /// A person's name, on one line.
    Name,
    /// One line.
    Line,
    /// Paragraphs, kept apart by blank lines.
    Text,
    /// A calendar day, `YYYY-MM-DD`.
    Date,
    /// Yes or no.
    Flag,
    /// A whole number that is not negative.
    Number,
    /// Dollars, as typed and without their sign: `1,200.50`.
    Amount,
    /// One of these words.
    Choice(Vec<String>),
    /// A county of the state.
    County,
    /// Two letters of a state.
    State,
    /// Five digits, or nine.
    Zip,
    /// A telephone number.
    Phone,
    /// An e-mail address.
    Email,
    /// A file, from the folder of the case file.
    Path,
    /// The number of a section of a code.
    Section,
    /// The id of a petition, or an alias.
    Petition,
    /// Facts below this one.
    Group(Vec<Field>),
    /// Several values of one type.
    List(Box<Kind>),
}

/// Who may read a fact once it is in a paper.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Privacy {
    /// Anyone: it stands in papers of the public file.
    #[default]
    Public,
    /// Personal: printed only where a rule asks for it.
    Private,
    /// Printed only in papers kept from the public file.
    Confidential,
}

/// Who speaks in a paragraph.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Voice {
    /// The paper, of the petitioner.
    #[default]
    Third,
    /// Whoever signs or wrote it.
    First,
}

impl Fields {
    /// Reads the text of forms/fields.yaml and what the files of forms/fields add to it, each as (path, text); the
    /// names of the counties come from the table of courts. Errors name the fact that is declared wrongly.
    pub fn load(
        text: &str,
        more: &[(&str, &str)],
        counties: &[String],
    ) -> Result<Fields, Vec<String>> {
        let mut raw: RawFields =
            serde_yaml::from_str(text).map_err(|error| vec![format!("fields.yaml: {error}")])?;
        let faults: Vec<String> = more
            .iter()
            .flat_map(|(path, text)| match serde_yaml::from_str(text) {
                Ok(more) => raw.take(more, path),
                Err(error) => vec![format!("{path}: {error}")],
            })
            .collect();
        if !faults.is_empty() {
            return Err(faults);
        }
        let mut loader = Loader { shapes: &raw.shapes, errors: Vec::new() };
        let facts = loader.group(&raw.facts, "", 0);
        if !loader.errors.is_empty() {
            return Err(loader.errors);
        }
        let states = raw.states.0.into_iter().collect();
        Ok(Fields { facts, counties: counties.to_vec(), states, orders: raw.orders })
    }

    /// The fact at a path such as `convictions[].offenses[].code`; positions in lists do not matter and can be left out.
    pub fn field(&self, path: &str) -> Option<&Field> {
        let mut level = self.facts.as_slice();
        let mut found = None;
        for name in path_names(path) {
            let field = level.iter().find(|field| field.name == name)?;
            level = field.kind.children();
            found = Some(field);
        }
        found
    }
}

impl Kind {
    /// The facts below a group or below each item of a list of groups; none for anything else.
    pub fn children(&self) -> &[Field] {
        match self {
            Kind::Group(fields) => fields,
            Kind::List(item) => item.children(),
            _ => &[],
        }
    }
}

/// The names in a path, without positions: `a[].b`, `a[0].b` and `a.b` are the same facts.
pub(crate) fn path_names(path: &str) -> impl Iterator<Item = &str> {
    path.split('.')
        .map(|step| step.split('[').next().unwrap_or(step))
        .filter(|name| !name.is_empty())
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawFields {
    states: Ordered<String>,
    shapes: Ordered<Ordered<RawField>>,
    facts: Ordered<RawField>,
    #[serde(default)]
    orders: Vec<Order>,
}

/// A file of forms/fields: shapes and facts of its own, and facts added to a shape or to a group at the top.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawMore {
    #[serde(default)]
    shapes: Ordered<Ordered<RawField>>,
    #[serde(default)]
    facts: Ordered<RawField>,
    #[serde(default)]
    more: Ordered<Ordered<RawField>>,
    #[serde(default)]
    orders: Vec<Order>,
}

impl RawFields {
    /// Adds what a file declares; a fault for each name that stands already, or that names nothing.
    fn take(&mut self, more: RawMore, path: &str) -> Vec<String> {
        self.orders.extend(more.orders);
        let mut twice = self.shapes.join(more.shapes);
        twice.extend(self.facts.join(more.facts));
        let mut faults = Vec::new();
        for (name, fields) in more.more.0 {
            match self.group(&name) {
                Some(group) => twice.extend(group.join(fields)),
                None => faults.push(format!("{path}: `{name}` is neither a shape nor a group")),
            }
        }
        faults.extend(twice.iter().map(|name| format!("{path}: `{name}` is declared twice")));
        faults
    }

    /// The facts of a shape, or of a group at the top.
    fn group(&mut self, name: &str) -> Option<&mut Ordered<RawField>> {
        if let Some(shape) = self.shapes.get_mut(name) {
            return Some(shape);
        }
        self.facts.get_mut(name)?.fields.as_mut()
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawField {
    #[serde(rename = "type")]
    kind: String,
    of: Option<String>,
    choices: Option<Vec<String>>,
    fields: Option<Ordered<RawField>>,
    #[serde(default)]
    needed: bool,
    #[serde(default)]
    client: bool,
    ask: String,
    es: String,
    help: Option<String>,
    example: Option<String>,
    #[serde(default)]
    privacy: Privacy,
    #[serde(default)]
    voice: Voice,
}

/// A mapping in the order of the file; a key stated twice is an error.
struct Ordered<T>(Vec<(String, T)>);

impl<T> Default for Ordered<T> {
    fn default() -> Self {
        Ordered(Vec::new())
    }
}

impl<T> Ordered<T> {
    fn get(&self, name: &str) -> Option<&T> {
        self.0.iter().find(|(key, _)| key == name).map(|(_, value)| value)
    }

    fn get_mut(&mut self, name: &str) -> Option<&mut T> {
        self.0.iter_mut().find(|(key, _)| key == name).map(|(_, value)| value)
    }

    /// Takes over what has no namesake here; the names that have one come back.
    fn join(&mut self, other: Ordered<T>) -> Vec<String> {
        let (new, twice): (Vec<_>, Vec<_>) =
            other.0.into_iter().partition(|(key, _)| self.get(key).is_none());
        self.0.extend(new);
        twice.into_iter().map(|(key, _)| key).collect()
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Ordered<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(OrderedVisitor(PhantomData))
    }
}

struct OrderedVisitor<T>(PhantomData<T>);

impl<'de, T: Deserialize<'de>> Visitor<'de> for OrderedVisitor<T> {
    type Value = Ordered<T>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a mapping")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let mut ordered = Ordered(Vec::new());
        while let Some(key) = map.next_key::<String>()? {
            if ordered.get(&key).is_some() {
                return Err(de::Error::custom(format!("`{key}` is declared twice")));
            }
            let value = map.next_value()?;
            ordered.0.push((key, value));
        }
        Ok(ordered)
    }
}

/// Shapes inside shapes, at most.
const MAX_SHAPES: usize = 8;

struct Loader<'a> {
    shapes: &'a Ordered<Ordered<RawField>>,
    errors: Vec<String>,
}

impl Loader<'_> {
    fn group(&mut self, raw: &Ordered<RawField>, path: &str, depth: usize) -> Vec<Field> {
        raw.0.iter().filter_map(|(name, raw)| self.field(name, raw, path, depth)).collect()
    }

    fn field(&mut self, name: &str, raw: &RawField, path: &str, depth: usize) -> Option<Field> {
        let path = if path.is_empty() { name.to_owned() } else { format!("{path}.{name}") };
        if depth > MAX_SHAPES {
            self.errors.push(format!("fields.yaml: `{path}`: shapes contain one another"));
            return None;
        }
        let kind = match raw.kind.as_str() {
            "list" => {
                let Some(of) = &raw.of else {
                    self.errors.push(format!("fields.yaml: `{path}`: a list needs `of`"));
                    return None;
                };
                Kind::List(Box::new(self.kind(of, raw, &path, depth)?))
            }
            kind => self.kind(kind, raw, &path, depth)?,
        };
        Some(Field {
            name: name.to_owned(),
            kind,
            needed: raw.needed,
            client: raw.client,
            ask: raw.ask.clone(),
            es: raw.es.clone(),
            help: raw.help.clone(),
            example: raw.example.clone(),
            privacy: raw.privacy,
            voice: raw.voice,
        })
    }

    fn kind(&mut self, kind: &str, raw: &RawField, path: &str, depth: usize) -> Option<Kind> {
        if let Some(kind) = plain_kind(kind) {
            return Some(kind);
        }
        match (kind, &raw.choices, &raw.fields) {
            ("choice", Some(choices), _) => Some(Kind::Choice(choices.clone())),
            ("group", _, Some(fields)) => Some(Kind::Group(self.group(fields, path, depth + 1))),
            (shape, None, None) => {
                let shapes = self.shapes;
                let Some(fields) = shapes.get(shape) else {
                    self.errors.push(format!(
                        "fields.yaml: `{path}`: `{shape}` is neither a type nor a shape"
                    ));
                    return None;
                };
                Some(Kind::Group(self.group(fields, path, depth + 1)))
            }
            _ => {
                self.errors.push(format!(
                    "fields.yaml: `{path}`: `{kind}` does not go with `choices` or `fields`"
                ));
                None
            }
        }
    }
}

fn plain_kind(name: &str) -> Option<Kind> {
    Some(match name {
        "name" => Kind::Name,
        "line" => Kind::Line,
        "text" => Kind::Text,
        "date" => Kind::Date,
        "flag" => Kind::Flag,
        "number" => Kind::Number,
        "amount" => Kind::Amount,
        "county" => Kind::County,
        "state" => Kind::State,
        "zip" => Kind::Zip,
        "phone" => Kind::Phone,
        "email" => Kind::Email,
        "path" => Kind::Path,
        "section" => Kind::Section,
        "petition" => Kind::Petition,
        _ => return None,
    })
}
