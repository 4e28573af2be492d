//! One petition file of forms/petitions, typed: its facts, reliefs, requirements and papers.

use std::collections::{BTreeMap, BTreeSet};

use serde::Deserialize;

use super::court_form::CourtFormUse;
use super::fields::{Field, Fields, Kind};
use super::schema::PetitionFacts;

mod condition;

pub use condition::{Args, Condition, Leaf, Meta, Over, Test};

/// A petition as forms/petitions declares it.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Petition {
    /// Plain words, kebab case; the file's stem.
    pub id: String,
    /// Other names a case file may use, such as the section.
    #[serde(default)]
    pub aliases: Vec<String>,
    /// What the petition is called.
    pub title: String,
    /// One sentence on what it does.
    pub says: String,
    /// Keys of the main provisions.
    pub law: Vec<String>,
    /// Values of the law that derivations count with, by the name under which they ask for them.
    #[serde(default)]
    pub parameters: BTreeMap<String, LawKey>,
    /// The word for the person whose case it is: Petitioner, Defendant, Applicant.
    #[serde(default = "petitioner")]
    pub party: String,
    /// Titles of the case that its papers bear, the first whose condition holds; names of forms/captions.yaml.
    #[serde(default)]
    pub captions: Vec<TitleOfCase>,
    /// Where this holds, the court decides on the papers: no hearing is set unless the case gives one.
    #[serde(default)]
    pub on_papers: Option<Condition>,
    /// Whether the true name stays out of every paper of the public file.
    #[serde(default)]
    pub withhold_name: bool,
    /// Whether it is a road for people who were minors, so that nobody need be told of one.
    #[serde(default)]
    pub for_minors: bool,
    /// On whom the papers are served, in order.
    #[serde(default)]
    pub serves: Vec<Served>,
    /// Petitions that reach further on the same facts.
    #[serde(default)]
    pub stronger: Vec<Stronger>,
    /// The facts this petition knows.
    pub facts: PetitionFacts,
    /// Groups of reliefs, of each at most one is pleaded for each unit.
    pub families: Vec<Family>,
    /// Things worth a warning that bar nothing.
    #[serde(default)]
    pub cautions: Vec<Caution>,
    /// The papers of the packet, in order.
    pub papers: Vec<Paper>,
    /// Official forms that can stand in the place of papers, the petition's own first.
    #[serde(default)]
    pub court_forms: Vec<CourtFormUse>,
    /// Patterns of all facts that the petition knows, with those below its groups; filled from forms/fields.yaml.
    #[serde(skip)]
    pub known: BTreeSet<String>,
}

/// A value of a provision.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LawKey {
    /// Key of the provision.
    pub provision: String,
    /// Name of the value.
    pub value: String,
}

/// How long before the hearing a relief's papers are served.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Notice {
    /// Key of the provision.
    pub provision: String,
    /// Name of the value.
    pub value: String,
    /// True where no provision asks for it of this relief.
    #[serde(default)]
    pub prudence: bool,
    /// Where this holds of the unit, a provision asks for it after all.
    #[serde(default)]
    pub binds_when: Option<Condition>,
    /// Whether the papers must be filed by then as well.
    #[serde(default)]
    pub filed: bool,
}

/// A period that runs from a fact.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Deadline {
    /// The day from which it runs.
    pub from: String,
    /// Key of the provision.
    pub provision: String,
    /// Name of the value.
    pub value: String,
}

/// A title of the case, and when the papers bear it.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TitleOfCase {
    /// Its name in forms/captions.yaml.
    pub name: String,
    /// Passed over unless this holds.
    #[serde(default)]
    pub when: Option<Condition>,
}

/// Somebody on whom papers are served.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Served {
    /// The fact that names them.
    pub name: String,
    /// The address, as a fact.
    #[serde(default)]
    pub address: Option<String>,
    /// Words where the name is not given; nobody is served without either.
    #[serde(default, rename = "or")]
    pub otherwise: Option<String>,
    /// A list, for each item of which there is one; the paths are read from the item.
    #[serde(default, rename = "in")]
    pub list: Option<String>,
    /// Key of the provision that asks for it.
    pub provision: String,
    /// True where no provision asks for it.
    #[serde(default)]
    pub prudence: bool,
    /// Whether it is a person, who is named without `the`.
    #[serde(default)]
    pub person: bool,
    /// Left out unless this holds.
    #[serde(default)]
    pub when: Option<Condition>,
}

/// A petition that reaches further on the same facts.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Stronger {
    /// Its id.
    pub petition: String,
    /// What it does beyond this one, a clause that begins with a verb.
    pub says: String,
    /// The provision that says so.
    pub provision: String,
    /// Where this does not hold, it reaches no further.
    #[serde(default)]
    pub when: Option<Condition>,
}

/// Reliefs of which one is pleaded for each unit.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Family {
    /// Kebab id; templates read the pleaded relief under it.
    pub id: String,
    /// Pattern of the facts decided one by one; empty for the whole case.
    #[serde(default)]
    pub unit: String,
    /// The family is skipped for a unit unless this holds.
    #[serde(default)]
    pub asked_when: Option<Condition>,
    /// In order of preference among equals.
    pub reliefs: Vec<Relief>,
}

/// One relief that a court or an agency can grant.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Relief {
    /// Kebab id.
    pub id: String,
    /// The provision that grants it.
    pub provision: String,
    /// What it is called.
    pub title: String,
    /// How long before the hearing the papers are served.
    #[serde(default)]
    pub notice: Option<Notice>,
    /// The period in which it is asked for.
    #[serde(default)]
    pub deadline: Option<Deadline>,
    /// Id of the relief of this petition that must be granted first.
    #[serde(default)]
    pub after: Option<String>,
    /// The time in which those who hold the records seal them, counted from a fact.
    #[serde(default)]
    pub seal_by: Option<Deadline>,
    /// Whether this is the road at all; any false means the wrong road.
    #[serde(default)]
    pub applies: Vec<Condition>,
    /// What must hold; any false is a bar, or a matter of time.
    #[serde(default)]
    pub requires: Vec<Condition>,
    /// Why it should be granted; at least one must hold.
    pub grounds: Vec<Ground>,
}

/// One ground on which a relief is asked.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Ground {
    /// Kebab id; templates test it.
    pub id: String,
    /// True where the court shall grant, false where it may.
    pub of_right: bool,
    /// The provision that states the ground.
    pub provision: String,
    /// What the ground is, one lower-case clause.
    pub says: String,
    /// All must hold.
    #[serde(default)]
    pub when: Vec<Condition>,
}

/// A warning stated as data.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Caution {
    /// Named after the thing that may be wrong.
    pub code: String,
    /// Pattern of the facts looked at one by one; empty for the whole case.
    #[serde(default)]
    pub unit: String,
    /// What is noticed: lower case, no final stop.
    pub says: String,
    /// Why it matters.
    #[serde(default)]
    pub why: Option<String>,
    /// What to do.
    #[serde(default)]
    pub help: Option<String>,
    /// The provision behind it.
    pub provision: String,
    /// The fact it stands at.
    pub at: String,
    /// All must hold.
    pub when: Vec<Condition>,
}

/// One paper of the packet.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Paper {
    /// Kebab id.
    pub id: String,
    /// Template below templates/, without its ending.
    pub template: String,
    /// Left out unless this holds.
    #[serde(default)]
    pub when: Option<Condition>,
    /// Whether its file bears a number.
    #[serde(default = "yes")]
    pub number: bool,
}

fn yes() -> bool {
    true
}

/// The pattern of a fact and of all below it.
fn spell(field: &Field, path: &str, known: &mut BTreeSet<String>) {
    known.insert(path.to_owned());
    let item = if matches!(field.kind, Kind::List(_)) { "[]" } else { "" };
    for child in field.kind.children() {
        spell(child, &format!("{path}{item}.{}", child.name), known);
    }
}

fn petitioner() -> String {
    "Petitioner".to_owned()
}

impl Petition {
    /// Reads a petition file; the error is one line that names the place in it.
    pub fn load(text: &str) -> Result<Petition, String> {
        serde_yaml::from_str(text).map_err(|error| error.to_string())
    }

    /// Every path of a fact that the petition declares, in order of the file.
    pub fn declared(&self) -> impl Iterator<Item = &str> {
        let facts = &self.facts;
        let stated = facts.required.iter().chain(&facts.where_stated);
        stated.chain(&facts.optional).chain(&facts.for_signing).map(String::as_str)
    }

    /// Looks up in the declarations of all facts what stands below the groups that the petition declares whole.
    pub fn expand(&mut self, fields: &Fields) {
        let mut known = BTreeSet::new();
        for path in self.declared() {
            let Some(field) = fields.field(path) else { continue };
            // The groups around a declared fact are facts themselves.
            for (end, _) in path.match_indices('.') {
                known.insert(path[..end].trim_end_matches("[]").to_owned());
            }
            spell(field, path.trim_end_matches("[]"), &mut known);
        }
        self.known = known;
    }

    /// Whether a path with `[]` for each position is a fact the petition declares, a group of such, or within one.
    pub fn declares(&self, pattern: &str) -> bool {
        if !self.known.is_empty() {
            return self.known.contains(pattern.trim_end_matches("[]"));
        }
        let within = |inner: &str, outer: &str| {
            inner
                .strip_prefix(outer)
                .is_some_and(|rest| rest.is_empty() || rest.starts_with(['.', '[']))
        };
        self.declared().any(|known| within(known, pattern) || within(pattern, known))
    }

    /// Calls `visit` on every condition of the file, outermost first.
    pub fn each_condition<'a>(&'a self, visit: &mut dyn FnMut(&'a Condition)) {
        for family in &self.families {
            family.asked_when.iter().for_each(|one| one.each(visit));
            for relief in &family.reliefs {
                relief.applies.iter().chain(&relief.requires).for_each(|one| one.each(visit));
                relief
                    .grounds
                    .iter()
                    .flat_map(|ground| &ground.when)
                    .for_each(|one| one.each(visit));
            }
        }
        self.cautions.iter().flat_map(|caution| &caution.when).for_each(|one| one.each(visit));
        self.papers.iter().filter_map(|paper| paper.when.as_ref()).for_each(|one| one.each(visit));
        let served = self.serves.iter().filter_map(|one| one.when.as_ref());
        let titled = self.captions.iter().filter_map(|one| one.when.as_ref());
        let stronger = self.stronger.iter().filter_map(|one| one.when.as_ref());
        let forms = self.court_forms.iter().filter_map(|one| one.when.as_ref());
        let others = served.chain(titled).chain(stronger).chain(forms).chain(&self.on_papers);
        others.for_each(|one| one.each(visit));
    }

    /// Every provision key that the file names.
    pub fn provisions(&self) -> Vec<&str> {
        let mut keys: Vec<&str> = self.law.iter().map(String::as_str).collect();
        for relief in self.families.iter().flat_map(|family| &family.reliefs) {
            keys.push(&relief.provision);
            keys.extend(relief.grounds.iter().map(|ground| ground.provision.as_str()));
            let timed = relief.deadline.iter().chain(&relief.seal_by);
            keys.extend(timed.map(|time| time.provision.as_str()));
        }
        keys.extend(self.parameters.values().map(|value| value.provision.as_str()));
        keys.extend(self.cautions.iter().map(|caution| caution.provision.as_str()));
        keys.extend(self.serves.iter().map(|one| one.provision.as_str()));
        keys.extend(self.stronger.iter().map(|one| one.provision.as_str()));
        self.each_condition(&mut |one| keys.extend(one.meta.provision.as_deref()));
        keys.sort_unstable();
        keys.dedup();
        keys
    }
}
