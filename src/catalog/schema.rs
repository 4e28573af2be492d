//! Which facts one petition knows and needs, and whether a case file states them rightly.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::fields::{Field, Fields, path_names};
use crate::case::Fact;
use crate::diagnostic::Diagnostic;
use crate::source::{FieldPath, Span};
use crate::yaml::Node;

pub(crate) mod date;
mod glyphs;
mod letters;
pub mod near;
pub(crate) mod phrase;
pub(crate) mod placeholder;
pub(crate) mod residue;
pub(crate) mod scalar;
pub(crate) mod walk;

/// The `facts` of a petition file: paths such as `convictions[].offenses[].code`; a group stands for all below it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PetitionFacts {
    /// Without these nothing can be drafted.
    #[serde(default)]
    pub required: Vec<String>,
    /// Without these, what is around them cannot be stated; that may be left out whole.
    #[serde(default)]
    pub where_stated: Vec<String>,
    /// Every other fact that the petition knows.
    #[serde(default)]
    pub optional: Vec<String>,
    /// Facts for signing: where they are missing, the papers have a blank.
    #[serde(default)]
    pub for_signing: Vec<String>,
    /// Facts among those above that most cases turn on: `petition new` leaves their lines open, too.
    #[serde(default)]
    pub usual: Vec<String>,
}

/// The facts of one petition, with what it needs of each: what a case file, an editor and a person asked have in common.
#[derive(Debug, Clone)]
pub struct PetitionSchema<'f> {
    /// The declarations, with counties and states.
    pub fields: &'f Fields,
    /// The facts at the top of a case file.
    pub slots: Vec<Slot<'f>>,
}

/// A fact in its place in one petition.
#[derive(Debug, Clone)]
pub struct Slot<'f> {
    /// Its declaration.
    pub field: &'f Field,
    /// Whether it must be stated wherever its parent is.
    pub required: bool,
    /// Whether the papers have a blank where it is missing.
    pub for_signing: bool,
    /// Whether most cases turn on it, so that its line stands open in a new case file.
    pub usual: bool,
    /// The facts below a group or below each item of a list of groups.
    pub slots: Vec<Slot<'f>>,
}

/// What a case file says, as far as it could be typed, and everything that is wrong with it.
#[derive(Debug, Clone)]
pub struct Validated {
    /// The facts; always a group. A fact with an error is left out.
    pub facts: Fact,
    /// Where each fact stands: a value, or the key of a group or list.
    pub spans: BTreeMap<FieldPath, Span>,
    /// Errors and warnings, in no order.
    pub diagnostics: Vec<Diagnostic>,
}

impl<'f> PetitionSchema<'f> {
    /// The facts of a petition; errors name the paths of the petition file that forms/fields.yaml does not declare.
    pub fn new(fields: &'f Fields, facts: &PetitionFacts) -> Result<Self, Vec<String>> {
        let all = [
            &facts.required,
            &facts.where_stated,
            &facts.optional,
            &facts.for_signing,
            &facts.usual,
        ];
        let unknown =
            all.iter().flat_map(|paths| paths.iter()).filter(|path| fields.field(path).is_none());
        let errors: Vec<String> =
            unknown.map(|path| format!("`{path}` is not declared in forms/fields.yaml")).collect();
        if !errors.is_empty() {
            return Err(errors);
        }
        let names = |paths: &[String]| paths.iter().map(|path| bare(path)).collect();
        let lists = Lists {
            required: names(&facts.required),
            where_stated: names(&facts.where_stated),
            optional: names(&facts.optional),
            signing: names(&facts.for_signing),
            usual: names(&facts.usual),
        };
        Ok(PetitionSchema { fields, slots: lists.slots(&fields.facts, "", false) })
    }
}

/// Types a tree against a petition. All faults of the tree come in one run.
/// `covers` says whether some embedded face has a character.
pub fn validate(
    schema: &PetitionSchema<'_>,
    node: &Node,
    covers: &dyn Fn(char) -> bool,
) -> Validated {
    walk::validate(schema, node, covers)
}

/// Paths of a petition file without positions: `convictions.offenses.code`.
struct Lists {
    required: Vec<String>,
    where_stated: Vec<String>,
    optional: Vec<String>,
    signing: Vec<String>,
    usual: Vec<String>,
}

impl Lists {
    /// `whole` where a group above is listed, so that everything below it is known.
    fn slots<'f>(&self, fields: &'f [Field], parent: &str, whole: bool) -> Vec<Slot<'f>> {
        fields.iter().filter_map(|field| self.slot(field, parent, whole)).collect()
    }

    fn slot<'f>(&self, field: &'f Field, parent: &str, whole: bool) -> Option<Slot<'f>> {
        let path =
            if parent.is_empty() { field.name.clone() } else { format!("{parent}.{}", field.name) };
        let every_petition =
            parent.is_empty() && matches!(field.name.as_str(), "petition" | "client");
        let children = field.kind.children();
        let declared = self.required.iter().chain(&self.where_stated);
        let mut known = declared.chain(&self.optional).chain(&self.signing);
        let whole = whole || known.clone().any(|listed| *listed == path);
        if !whole && !every_petition && !known.any(|listed| at_or_below(listed, &path)) {
            return None;
        }
        let listed = self.required.iter().any(|listed| at_or_below(listed, &path))
            || self.where_stated.contains(&path);
        let optional = self.optional.iter().chain(&self.signing).any(|listed| *listed == path);
        Some(Slot {
            field,
            // A petition that names a fact as optional can do without it even where its group is stated.
            required: listed || (field.needed && !optional),
            usual: self.usual.iter().any(|listed| at_or_below(listed, &path)),
            for_signing: self.signing.iter().any(|listed| at_or_below(&path, listed)),
            slots: self.slots(children, &path, whole),
        })
    }
}

fn at_or_below(path: &str, ancestor: &str) -> bool {
    path.strip_prefix(ancestor).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
}

fn bare(path: &str) -> String {
    path_names(path).collect::<Vec<_>>().join(".")
}
